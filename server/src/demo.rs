//! `bourdon demo`: a forum in mid-day, written for it, and the programme of an invented territory, in a folder that is
//! forgotten afterwards.

mod programme;

pub use programme::create_programme;

use crate::forums::Forums;
use crate::live::NotDone;
use anyhow::{Context, bail};
use forum::Caller;
use jiff::civil::DateTimeRound;
use jiff::tz::TimeZone;
use jiff::{RoundMode, Timestamp, ToSpan, Unit};
use protocol::http::CreateForum;
use protocol::plan::{self, Step, Who};
use protocol::secret::Token;
use protocol::{PassId, Refusal, command};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const PLAN: &str = include_str!("demo.jsonl");
/// So many minutes of the example's first slot have passed when it begins, or up to five more.
const PASSED_MINUTES: i64 = 17;

/// A data folder that goes with this value.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The path of a folder that does not exist yet.
    pub fn new() -> Self {
        Self(std::env::temp_dir().join(format!("bourdon-demo-{}", Uuid::new_v4())))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "the example's folder is left behind");
        }
    }
}

/// Creates the example, and answers its code.
///
/// # Errors
/// When the plan does not fit this program, or the disk fails.
pub async fn create(forums: &Forums) -> anyhow::Result<String> {
    let steps = plan::read(PLAN, &mut |bytes| getrandom::fill(bytes).expect("the system has random bytes"))?;
    let (first, day) = steps.split_first().context("the example is empty")?;
    let pass = PassId(Uuid::new_v4());
    let mut founded = founded(first, pass)?;
    let hall = hall(&mut founded.command)?;
    in_mid_day(&mut founded.command, &hall, Timestamp::now())?;
    let created = forums.create(founded).await?;
    let live = forums.by_id(created.forum).await?.context("the example was not created")?;
    for step in day {
        let caller = match step.who {
            _ if step.word == "join" => Caller::Newcomer,
            Who::Facilitator => Caller::Facilitator(pass),
            Who::Person(person) => Caller::Participant(person),
        };
        let line = step.line;
        match live.order(caller, step.order()?).await {
            Ok(_) => {}
            Err(NotDone::Refused(refusal)) if step.refused.as_ref() == Some(&refusal.code()) => {}
            Err(NotDone::Refused(refusal)) => bail!("line {line} of the example was refused: {refusal}"),
            Err(NotDone::Unknown) => bail!("line {line} of the example was not answered"),
        }
    }
    Ok(created.code)
}

/// The plan's first line as the body with which a forum is created.
fn founded(step: &Step, pass: PassId) -> anyhow::Result<CreateForum> {
    let mut body = step.body.clone();
    body.insert("pass".to_owned(), Value::from(pass.to_string()));
    body.insert("token".to_owned(), Value::from(token()?));
    serde_json::from_value(Value::Object(body)).map_err(|_| Refusal::BadCommand {}.into())
}

fn token() -> anyhow::Result<String> {
    let mut token = [0; 32];
    getrandom::fill(&mut token)?;
    Ok(Token::new(token).into())
}

/// The zone in which the example is: this machine's, or the plan's where that has no name.
fn hall(forum: &mut command::CreateForum) -> anyhow::Result<TimeZone> {
    let here = TimeZone::system();
    if let Some(name) = here.iana_name() {
        forum.time_zone = Some(name.to_owned());
        return Ok(here);
    }
    Ok(TimeZone::get(forum.time_zone.as_deref().context("the example has no time zone")?)?)
}

/// Moves the slots so that the first one runs, whatever the hour is; the others follow it as in the plan.
fn in_mid_day(forum: &mut command::CreateForum, hall: &TimeZone, now: Timestamp) -> anyhow::Result<()> {
    let first = forum.slots.first().context("the example has no slot")?.start.minutes();
    let five = DateTimeRound::new().smallest(Unit::Minute).increment(5).mode(RoundMode::Floor);
    let begun = hall.to_datetime(now).checked_sub(PASSED_MINUTES.minutes())?.round(five)?;
    for slot in &mut forum.slots {
        let after = |minutes: u16| begun.checked_add(i64::from(minutes - first).minutes());
        let (start, end) = (after(slot.start.minutes())?, after(slot.end.minutes())?);
        slot.day = Some(start.date());
        (slot.start, slot.end) = (start.time().into(), end.time().into());
    }
    forum.date = Some(begun.date());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_slot_runs_at_any_hour() {
        let steps = plan::read(PLAN, &mut |bytes| getrandom::fill(bytes).expect("random bytes")).unwrap();
        for zone in ["Europe/Paris", "UTC", "Pacific/Noumea", "America/St_Johns"] {
            let zone = TimeZone::get(zone).unwrap();
            for minutes in (0..24 * 60).step_by(7) {
                let now = "2026-11-28T00:00:00Z".parse::<Timestamp>().unwrap() + minutes.minutes();
                let mut forum = founded(&steps[0], PassId(Uuid::new_v4())).unwrap().command;
                in_mid_day(&mut forum, &zone, now).unwrap();
                let date = forum.date.unwrap();
                let times = Vec::from_iter(
                    forum.slots.iter().map(|slot| forum::times(slot.start, slot.end, slot.day, date)),
                );
                let shown = zone.to_datetime(now);
                let passed = times[0].start.until(shown).unwrap().total(Unit::Minute).unwrap();
                assert!((17.0..22.0).contains(&passed), "{shown}: {passed}");
                assert!(times[0].end > shown && times[1].start > times[0].end, "{shown}: {times:?}");
                assert!(times[1].start < shown + 1.hour(), "{shown}: {times:?}");
            }
        }
    }
}
