//! What a delivery costs.

use crate::load::Load;
use crate::subject::{self, Subject};
use crate::usage::Usage;
use crate::{Arguments, Figures, broken, people, say};
use std::time::Duration;

/// Changes a second where it counts how long they take, by phones.
const PACES: [(usize, u32); 3] = [(500, 20), (5_000, 5), (usize::MAX, 50)];

pub(crate) fn run(arguments: &Arguments, figures: &mut Figures) -> Result<(), String> {
    for phones in &arguments.phones {
        let people = people::prepare(1, *phones)?;
        let mut subjects = subject::all(&people, &arguments.only, arguments.before.as_deref());
        for _ in 0..arguments.rounds {
            for subject in &subjects {
                if let Err(wrong) = measure(subject, *phones, arguments, figures) {
                    say(&format!("{} with {phones} phones: {wrong}", subject.name));
                }
            }
            // Nobody is always the first.
            subjects.rotate_left(1);
        }
    }
    Ok(())
}

/// One server, one number of phones, once.
fn measure(
    subject: &Subject,
    phones: usize,
    arguments: &Arguments,
    figures: &mut Figures,
) -> Result<(), String> {
    let running = subject.start()?;
    let talk = running.talk(phones)?;
    let pid = running.pid();
    let mut put = |what: &'static str, value: f64| figures.put(phones, what, &subject.name, value);
    let mut load = Load::new(talk.as_ref(), running.address, phones).map_err(broken)?;
    load.listen(Duration::from_millis(500)).map_err(broken)?;
    let empty = Usage::of(pid);
    put("MB before anybody comes", empty.resident as f64 / 1e6);

    load.connect().map_err(broken)?;
    let all = load.len() as f64;
    let connected = Usage::of(pid);
    put("µs of CPU coming in", connected.since(&empty) / all);
    put("KiB of memory a phone", (connected.resident as f64 - empty.resident as f64) / 1024.0 / all);
    if !arguments.idle.is_zero() && phones >= 10_000 {
        load.listen(Duration::from_secs(10)).map_err(broken)?;
        let idle = Usage::of(pid);
        load.listen(arguments.idle).map_err(broken)?;
        put("% of a core while all listen", Usage::of(pid).share_since(&idle));
    }
    for (under_way, what, bytes) in [
        (1, "µs of CPU a delivery, one change at a time", Some("bytes a delivery")),
        (16, "µs of CPU a delivery, 16 changes under way", None),
    ] {
        // So that what is done once is not counted.
        load.saturate(under_way, Duration::from_millis(300)).map_err(broken)?;
        let before = Usage::of(pid);
        let seen = load.saturate(under_way, arguments.time).map_err(broken)?;
        put(what, Usage::of(pid).since(&before) / seen.deliveries.max(1) as f64);
        if let Some(bytes) = bytes {
            put(bytes, seen.bytes as f64 / seen.deliveries.max(1) as f64);
        }
        put("deliveries lost", seen.lost as f64);
    }
    let (_, pace) = PACES.into_iter().find(|(most, _)| phones <= *most).unwrap_or(PACES[0]);
    let before = Usage::of(pid);
    let mut seen = load.pace(pace, arguments.time).map_err(broken)?;
    let after = Usage::of(pid);
    put("µs of CPU a delivery, at a pace", after.since(&before) / seen.deliveries.max(1) as f64);
    put("deliveries lost", seen.lost as f64);
    put(
        "µs of CPU a change, to know what it means",
        after.reading_since(&before) / seen.changes.max(1) as f64,
    );
    seen.waited.sort_by(f32::total_cmp);
    let at = |share: f64| seen.waited[((seen.waited.len() - 1) as f64 * share) as usize].into();
    if !seen.waited.is_empty() {
        put("ms to a phone, at a pace, p50", at(0.5));
        put("ms to a phone, at a pace, p99", at(0.99));
    }
    put("MB after all that was said", after.resident as f64 / 1e6);
    put("% of a core that others took", after.others_since(&before));

    load.cut();
    std::thread::sleep(Duration::from_millis(500));
    let before = Usage::of(pid);
    load.connect().map_err(broken)?;
    put("µs of CPU coming back after a cut", Usage::of(pid).since(&before) / all);
    Ok(())
}
