//! What became of the lines of a plan.

use protocol::ForumId;
use protocol::http::{Created, ProgrammeMade};
use protocol::plans::Step;
use protocol::programme::ProgrammeId;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::time::Duration;

/// Code of a line that does not fit its word.
const BAD_COMMAND: &str = "BAD_COMMAND";

/// What became of one line.
pub(super) enum Outcome {
    Done { seq: u64, after_ms: u64 },
    Refused(String),
}

/// What became of a plan: the last line that a replay prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The last forum, nothing if none was created.
    pub forum: Option<ForumId>,
    /// Its code.
    pub code: Option<String>,
    /// The last programme that was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme_code: Option<String>,
    /// Lines of the plan.
    pub lines: usize,
    /// Lines that were done.
    pub acknowledged: usize,
    /// Lines that were refused or not sent, by code.
    pub refused: BTreeMap<String, usize>,
    /// How long it took.
    pub seconds: f64,
    /// Median time to an acknowledgement, milliseconds.
    pub ack_ms_p50: u64,
    /// Time within which 99 of 100 acknowledgements came, milliseconds.
    pub ack_ms_p99: u64,
    /// Lines that were refused without being expected to be.
    #[serde(skip)]
    pub unexpected: usize,
}

pub(super) struct Totals {
    acks: Option<File>,
    ack_ms: Vec<u64>,
    refused: BTreeMap<String, usize>,
    unexpected: usize,
}

impl Totals {
    pub(super) fn new(acks: Option<File>) -> Self {
        Self { acks, ack_ms: Vec::new(), refused: BTreeMap::new(), unexpected: 0 }
    }

    /// Counts a line, and prints it if it was refused.
    pub(super) fn count(&mut self, step: &Step, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Done { seq, after_ms } => {
                self.ack_ms.push(after_ms);
                if let Some(acks) = &mut self.acks {
                    let ack = json!({ "line": step.number(), "id": step.id(), "seq": seq });
                    acks.write_all(format!("{ack}\n").as_bytes())?;
                }
            }
            Outcome::Refused(code) => {
                let is_expected = step.refused() == Some(&code);
                let expected = if is_expected { " (expected)" } else { "" };
                let fault = if code == BAD_COMMAND { step.fault() } else { None };
                let why = fault.map(|fault| format!(", {fault}")).unwrap_or_default();
                writeln!(io::stderr(), "line {}: {code}{why}{expected}", step.number())?;
                self.unexpected += usize::from(!is_expected);
                *self.refused.entry(code).or_default() += 1;
            }
        }
        Ok(())
    }

    pub(super) fn summary(
        mut self,
        lines: usize,
        forum: Option<Created>,
        programme: Option<ProgrammeMade>,
        time: Duration,
    ) -> Summary {
        self.ack_ms.sort_unstable();
        let percentile = |percent: usize| {
            self.ack_ms.get(self.ack_ms.len() * percent / 100).or(self.ack_ms.last()).copied().unwrap_or(0)
        };
        Summary {
            forum: forum.as_ref().map(|created| created.forum),
            code: forum.map(|created| created.code),
            programme: programme.as_ref().map(|made| made.programme),
            programme_code: programme.map(|made| made.code),
            lines,
            acknowledged: self.ack_ms.len(),
            ack_ms_p50: percentile(50),
            ack_ms_p99: percentile(99),
            refused: self.refused,
            seconds: (time.as_secs_f64() * 1000.0).round() / 1000.0,
            unexpected: self.unexpected,
        }
    }
}
