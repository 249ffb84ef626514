//! Carries a plan out, one part after the other, by the way of all commands.

use super::{Part, Plan, derived, words};
use crate::live::{Bucket, Live, NotDone};
use files::Language;
use programme::{Caller, State};
use protocol::command::Order;
use protocol::limits::programme::REFUSED_LINES_MAX;
use protocol::programme::import::{Imported, Progress, RefusedLine};
use protocol::programme::{Command, ItemId};
use protocol::{CommandId, Refusal, Which};
use std::sync::Arc;
use subject::Subject;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// An import that goes on.
pub(crate) struct Run {
    pub(crate) live: Live<State>,
    pub(crate) caller: Caller,
    pub(crate) import: ItemId,
    pub(crate) language: Language,
    /// The programme as it stood when it began, or went on.
    pub(crate) state: State,
    /// Who wants to know how far it has come; a line a part, so that none waits for long.
    pub(crate) progress: UnboundedSender<Progress>,
}

/// Does what is left of a plan.
///
/// # Errors
/// Where it stopped: a refusal of all that comes, or `TRY_LATER`.
pub(crate) async fn carry_on(run: &Run, plan: Arc<dyn Plan>) -> Result<Imported, Refusal> {
    let done = match run.state.parts_done(run.import) {
        // What was undone does not come back.
        Some((_, true)) => return Err(Refusal::NotFound {}),
        Some((parts, false)) => parts,
        None => 0,
    };
    let mut imported = Imported::default();
    let mut pace =
        State::rate(&run.caller).map(|(per_second, at_once)| Bucket::new(per_second.into(), at_once));
    let parts = plan.parts();
    for number in 1..=parts {
        let plan = Arc::clone(&plan);
        let part = spawn_blocking(move || plan.part(number)).await;
        let mut part = part.map_err(|_| Refusal::TryLater {})?;
        if number <= done {
            run.was_done(&mut part);
        } else {
            // Rows last: what comes before them is done when the part is.
            for step in [Part::bring_in, Part::import_rows] {
                run.give(&mut part, step, &mut pace).await?;
            }
        }
        imported.taken += part.lines.len() as u32;
        imported.not_taken += part.refused.len() as u32;
        part.refused.sort_by_key(|refused| refused.line);
        let left = REFUSED_LINES_MAX.saturating_sub(imported.refused.len());
        imported.refused.extend(part.refused.into_iter().take(left));
        // Whoever asked may have gone.
        let _ = run.progress.send(Progress::Part { done: number, of: parts });
    }
    Ok(imported)
}

impl Run {
    /// Gives one command of a part, without the rows that the rules do not take.
    async fn give(
        &self,
        part: &mut Part,
        step: fn(&Part) -> Option<Command>,
        pace: &mut Option<Bucket>,
    ) -> Result<(), Refusal> {
        while let Some(command) = step(part) {
            if let Some(pace) = pace {
                while let Err(wait) = pace.take_one() {
                    sleep(wait).await;
                }
            }
            let id = CommandId(derived(self.import, command.word(), part.rows.part as usize).0);
            match self.live.order(self.caller, Order::new(id, command)).await {
                Ok(_) => break,
                Err(NotDone::Unknown) => return Err(Refusal::TryLater {}),
                Err(NotDone::Refused(Refusal::OneRefused { of: Which::Id(row), refusal })) => {
                    let Some(line) = part.leave_out(ItemId(row)) else { return Err(*refusal) };
                    let reason = words::refused(self.language, &refusal);
                    part.refused.push(RefusedLine { line, reason });
                }
                Err(NotDone::Refused(refusal)) => return Err(refusal),
            }
        }
        Ok(())
    }

    /// Of a part that was done before, what stands was taken.
    fn was_done(&self, part: &mut Part) {
        let gone: Vec<_> = part.lines.keys().copied().filter(|row| !self.state.stands(*row)).collect();
        for row in gone {
            let line = part.lines.remove(&row).unwrap_or_default();
            part.refused.push(RefusedLine { line, reason: words::not_taken(self.language) });
        }
    }
}
