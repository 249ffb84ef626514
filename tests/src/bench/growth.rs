//! What a change costs, as a + b × phones: a is paid once, b for each phone that hears it. And what an idle forum holds.

use crate::load::Load;
use crate::people::{self, People};
use crate::subject::{self, Subject};
use crate::usage::Usage;
use crate::{Arguments, Figures, broken, say};
use std::time::Duration;

/// Forums, and phones of each.
const SHAPES: [(usize, usize); 3] = [(1, 10_000), (10, 1_000), (1_000, 10)];
/// The few phones of all forums with which the many are compared.
const FEW: usize = 150;
/// Changes under way where they share one commit.
const MANY_UNDER_WAY: usize = 256;

pub(crate) fn run(arguments: &Arguments, figures: &mut Figures) -> Result<(), String> {
    for (forums, phones) in SHAPES {
        let people = people::prepare(forums, phones)?;
        // The limit knows no forums.
        let only: Vec<_> = arguments
            .only
            .iter()
            .filter(|name| *name == "bourdon" || (*name == "limit" && forums == 1))
            .cloned()
            .collect();
        let mut subjects = subject::all(&people, &only, arguments.before.as_deref());
        for _ in 0..arguments.rounds {
            for subject in &subjects {
                if let Err(wrong) = measure(subject, &people, phones, arguments.time, figures) {
                    say(&format!("{} with {forums} × {phones} phones: {wrong}", subject.name));
                }
            }
            subjects.rotate_left(1);
        }
    }
    Ok(())
}

fn measure(
    subject: &Subject,
    people: &People,
    phones: usize,
    time: Duration,
    figures: &mut Figures,
) -> Result<(), String> {
    let forums = people.forums.len();
    let mut put = |what: &'static str, value: f64| figures.put(phones, what, &subject.name, value);
    if forums > 1 && subject.name != "limit" {
        put("KiB of memory an idle forum with its state", idle(subject, people)?);
    }
    let few = (FEW / forums).max(1);
    let with_few = change(subject, forums * few, forums, time)?;
    let with_all = change(subject, forums * phones, forums, time)?;
    let each = (with_all - with_few) / (phones - few) as f64;
    put("b: µs of CPU for each phone of a forum that hears a change", each);
    put("a: µs of CPU of a change itself, one a forum under way", with_few - each * few as f64);
    if forums == 1 {
        let under_way = change(subject, few, MANY_UNDER_WAY, time)?;
        put("a and b: µs of CPU of a change for 150 phones, 1 under way", with_few);
        put("a and b: µs of CPU of a change for 150 phones, 256 under way", under_way);
    }
    Ok(())
}

/// Microseconds of CPU of a change while so many phones are there and so many changes under way.
fn change(subject: &Subject, phones: usize, under_way: usize, time: Duration) -> Result<f64, String> {
    let running = subject.start()?;
    let talk = running.talk(phones)?;
    let mut load = Load::new(talk.as_ref(), running.address, phones).map_err(broken)?;
    load.connect().map_err(broken)?;
    load.listen(Duration::from_secs(1)).map_err(broken)?;
    load.saturate(under_way, Duration::from_millis(300)).map_err(broken)?;
    let before = Usage::of(running.pid());
    let seen = load.saturate(under_way, time).map_err(broken)?;
    Ok(Usage::of(running.pid()).since(&before) / seen.changes.max(1) as f64)
}

/// KiB of a forum that somebody has looked at and nobody follows.
fn idle(subject: &Subject, people: &People) -> Result<f64, String> {
    let running = subject.start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let look = |code: &str| {
        let path = format!("GET /api/forums/{code}");
        let answer = runtime.block_on(tests::http::request(running.address, &path, &[], None));
        (answer.status == 200).then_some(()).ok_or_else(|| format!("a forum does not open: {answer:?}"))
    };
    look(&people.forums[0].code)?;
    let before = Usage::of(running.pid());
    people.forums[1..].iter().try_for_each(|forum| look(&forum.code))?;
    let opened = Usage::of(running.pid());
    Ok((opened.resident as f64 - before.resident as f64) / 1024.0 / (people.forums.len() - 1) as f64)
}
