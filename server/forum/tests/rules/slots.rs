//! When slots are. The screens are held to the same table: `client/web/src/live/slots.test.ts`.

use crate::story::{check, on_a_day};
use forum::{export, times};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use protocol::time::TimeOfDay;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Case {
    case: String,
    time_zone: String,
    date: Date,
    slots: Vec<Slot>,
    order: Vec<Placed>,
}

#[derive(Deserialize)]
struct Slot {
    slot: String,
    start: TimeOfDay,
    end: TimeOfDay,
    day: Option<Date>,
}

#[derive(Deserialize)]
struct Placed {
    slot: String,
    start: DateTime,
    end: DateTime,
    starts: jiff::Timestamp,
    ends: jiff::Timestamp,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/slots.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn each_slot_is_when_the_table_says() {
    for case in cases() {
        for placed in &case.order {
            let slot = case.slots.iter().find(|slot| slot.slot == placed.slot).unwrap();
            let times = times(slot.start, slot.end, slot.day, case.date);
            assert_eq!((times.start, times.end), (placed.start, placed.end), "{}: {}", case.case, slot.slot);
        }
        assert_eq!(case.order.len(), case.slots.len(), "{}", case.case);
    }
}

/// What the table says of instants, which only the screens need: the first at which clocks show the time, or a
/// later one.
#[test]
fn instants_of_the_table_are_those_of_the_zone() {
    for case in cases() {
        let zone = TimeZone::get(&case.time_zone).unwrap();
        for placed in &case.order {
            for (shown, instant) in [(placed.start, placed.starts), (placed.end, placed.ends)] {
                assert!(zone.to_datetime(instant) >= shown, "{}: {instant}", case.case);
                for minutes in 1..180 {
                    let before = instant.checked_sub(minutes.minutes()).unwrap();
                    assert!(zone.to_datetime(before) < shown, "{}: {before}", case.case);
                }
            }
        }
    }
}

#[test]
fn slots_stand_by_time_in_the_export_whatever_the_order_of_adding() {
    for case in cases() {
        let mut orders = format!("facilitator set_forum date={}\n", case.date);
        for Slot { slot, start, end, day } in &case.slots {
            let day = day.map(|day| format!("day={day}")).unwrap_or_default();
            orders += &format!("facilitator add_slot as={slot} label={slot} start={start} end={end} {day}\n");
        }
        let story = check(&[&orders]);
        let seen: Vec<_> = export(&story.state, 1)
            .slots
            .into_iter()
            .map(|slot| (slot.slot.label, slot.starts, slot.ends))
            .collect();
        let said: Vec<_> =
            case.order.iter().map(|placed| (placed.slot.clone(), placed.start, placed.end)).collect();
        assert_eq!(seen, said, "{}", case.case);
    }
}

#[test]
fn the_nearest_free_cell_is_in_the_slot_that_comes_next() {
    on_a_day(
        "
        facilitator set_slot slot=s1 start=14:00 end=15:00
        facilitator add_slot as=s3 label=Soir start=18:00 end=19:00
        facilitator add_slot as=s4 label=Suite start=15:00 end=16:00
        facilitator phase phase=marketplace
        ana propose as=t1 title=Un
        facilitator place as=g1 topic=t1 slot=s1 space=sp1
        facilitator place as=g2 topic=t1 slot=s1 space=sp2 confirm=true
        facilitator place as=g3 topic=t1 slot=s1 space=sp3 confirm=true
        facilitator place as=g4 topic=t1 slot=s1 space=sp1 => CELL_TAKEN free='{slot:s4 space:sp1}'
    ",
    );
}
