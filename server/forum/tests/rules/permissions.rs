//! The whole table of permissions as one golden file: for each role and command the moments in which
//! it may be given, and why not in the others. The moments are the phases, and in the phase of
//! priorities a closed door, an open and a closed vote, and the end.

use crate::golden;
use crate::story::{AXES, DAY, GROUP, MARKET, check};
use forum::State;
use forum::permissions::{Party, permitted};
use protocol::command::WORDS;
use std::collections::BTreeMap;

/// Each moment, and the forum then; whoever's the table is.
fn moments(table: &str) -> Vec<(&'static str, State)> {
    let table = &*format!("facilitator set_forum table={table}");
    let phases =
        ["welcome", "opening", "marketplace", "groups", "reading", "priorities", "actions", "closing"];
    let in_phase = |phase| {
        let signpost =
            if phase == "welcome" { String::new() } else { format!("facilitator phase phase={phase}") };
        (phase, check(&[table, &signpost]).state)
    };
    let mut moments: Vec<_> = phases.into_iter().map(in_phase).collect();
    for (moment, then) in [
        ("door_closed", "facilitator close_door"),
        ("vote_open", "facilitator open_vote"),
        ("vote_closed", "facilitator open_vote\nfacilitator close_vote"),
        ("ended", "facilitator end"),
    ] {
        moments.push((moment, check(&[table, DAY, MARKET, GROUP, AXES, then]).state));
    }
    moments
}

#[test]
fn the_table_of_permissions_is_as_agreed() {
    let rows = rows(&moments("facilitators"));
    let room = self::rows(&moments("room"));
    let mut table = String::new();
    for ((name, word), outcomes) in &rows {
        table += &format!("{name} {word}: {outcomes}\n");
    }
    // Rows that are others when the table is the room's.
    for (((name, word), outcomes), (_, others)) in rows.iter().zip(&room) {
        if outcomes != others {
            table += &format!("{name}_at_table {word}: {others}\n");
        }
    }
    golden::check("permissions.txt", &table);
}

type Row = ((&'static str, &'static str), String);

fn rows(moments: &[(&'static str, State)]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (role, name) in [
        (Party::Facilitator, "facilitator"),
        (Party::Participant, "participant"),
        (Party::Newcomer, "newcomer"),
        (Party::Projector, "projector"),
    ] {
        for word in WORDS.iter().map(|(word, ..)| *word).chain(["for"]) {
            let mut outcomes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (moment, state) in moments {
                let outcome = permitted(role, word, state)
                    .map_or_else(|refusal| refusal.code(), |()| "allowed".to_owned());
                outcomes.entry(outcome).or_default().push(moment);
            }
            let mut outcomes = Vec::from_iter(outcomes);
            outcomes.sort_by_key(|(_, at)| std::cmp::Reverse(at.len()));
            let (mostly, others) = outcomes.split_first().unwrap();
            let others = others.iter().map(|(outcome, at)| format!(", {outcome} in {}", at.join(" ")));
            let outcomes = mostly.0.clone() + &others.collect::<String>();
            rows.push(((name, word), outcomes));
        }
    }
    rows
}
