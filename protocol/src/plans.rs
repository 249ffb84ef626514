//! A plan of several subjects: forums side by side, and the programme of which they are. `create_forum` and
//! `create_programme` may stand several times; a line is about the subject that its `in` names, or about the last that was
//! created. Each subject has its own names.

use crate::lines::{self, LineError};
use crate::{CommandId, plan, programme};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::mem::discriminant;

/// A line of a plan, and which of the plan's subjects it is about, from 0.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "they say it")]
pub struct Step {
    pub subject: usize,
    pub line: Line,
}

/// A line in the language of its subject.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "named after the subject")]
pub enum Line {
    Forum(plan::Step),
    Programme(programme::plan::Step),
}

/// Who says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// In which subject.
    pub subject: usize,
    /// As who.
    pub who: Who,
}

/// As who somebody says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named after the subject")]
pub enum Who {
    Forum(plan::Who),
    Programme(programme::plan::Who),
}

/// What is common to the lines of all subjects.
macro_rules! of_each {
    ($line:expr, $step:ident => $what:expr) => {
        match $line {
            Line::Forum($step) => $what,
            Line::Programme($step) => $what,
        }
    };
}

impl Step {
    /// Number of the line in its file, from 1.
    pub fn number(&self) -> usize {
        of_each!(&self.line, step => step.line)
    }

    /// When, in seconds from the plan's start.
    pub fn at(&self) -> f64 {
        of_each!(&self.line, step => step.at)
    }

    /// Who says it.
    pub fn speaker(&self) -> Speaker {
        let who = match &self.line {
            Line::Forum(step) => Who::Forum(step.who),
            Line::Programme(step) => Who::Programme(step.who),
        };
        Speaker { subject: self.subject, who }
    }

    /// The word of the command.
    pub fn word(&self) -> &str {
        of_each!(&self.line, step => &step.word)
    }

    /// The command's id.
    pub fn id(&self) -> CommandId {
        of_each!(&self.line, step => step.id)
    }

    /// The command as it travels.
    pub fn body(&self) -> &Map<String, Value> {
        of_each!(&self.line, step => &step.body)
    }

    /// For each name that the line uses, the steps before this one that make it.
    pub fn needs(&self) -> Vec<Vec<usize>> {
        match &self.line {
            Line::Forum(step) => step.needs.clone(),
            Line::Programme(step) => step.needs.iter().map(|maker| maker.iter().copied().collect()).collect(),
        }
    }

    /// Whether this step waits for all before it, and all after it wait for this one.
    pub fn is_barrier(&self) -> bool {
        of_each!(&self.line, step => step.is_barrier())
    }

    /// The code with which this line is expected to be refused.
    pub fn refused(&self) -> Option<&str> {
        of_each!(&self.line, step => step.refused.as_deref())
    }

    /// Why a server would answer `BAD_COMMAND` before it looks at the subject.
    pub fn fault(&self) -> Option<String> {
        of_each!(&self.line, step => step.fault())
    }
}

/// What says which subject a line is about.
#[derive(Deserialize)]
struct Head {
    r#do: String,
    r#in: Option<String>,
    r#as: Option<Value>,
}

enum Names {
    Forum(plan::Names),
    Programme(programme::plan::Names),
}

struct Subject {
    /// As the line called it that creates it; nothing: none does, or it did not.
    name: Option<String>,
    names: Names,
}

/// Reads a plan. `random` fills ids and tokens with random bytes.
///
/// # Errors
/// A line that is not JSON, without `who` and `do`, or about a subject that no line before creates.
pub fn read(plan: &str, random: &mut impl FnMut(&mut [u8])) -> Result<Vec<Step>, LineError> {
    // A plan of one forum need not create it first.
    let mut subjects = vec![Subject { name: None, names: Names::Forum(plan::Names::default()) }];
    let (mut present, mut is_created) = (0, false);
    let mut steps = Vec::new();
    for (index, (line, text)) in lines::filled(plan).enumerate() {
        let head: Head = lines::read(line, text)?;
        let fresh = match head.r#do.as_str() {
            "create_forum" => Some(Names::Forum(plan::Names::default())),
            "create_programme" => Some(Names::Programme(programme::plan::Names::default())),
            _ => None,
        };
        if let Some(names) = fresh {
            let name = head.r#as.as_ref().and_then(Value::as_str).map(str::to_owned);
            let is_same = |subject: &Subject| {
                name.is_some() && subject.name == name && discriminant(&subject.names) == discriminant(&names)
            };
            let same = subjects.iter().position(is_same);
            // What was said of the forum before it was created is about the first one.
            let first = (!is_created && matches!(names, Names::Forum(_))).then_some(0);
            present = same.or(first).unwrap_or(subjects.len());
            match subjects.get_mut(present) {
                Some(subject) => subject.name = name,
                None => subjects.push(Subject { name, names }),
            }
            is_created = true;
        }
        let subject = match &head.r#in {
            None => present,
            named => {
                let mut called = subjects.iter().enumerate().filter(|(_, subject)| subject.name == *named);
                let wrong = |reason: &str| {
                    Err(LineError { line, field: Some("in".to_owned()), reason: reason.to_owned() })
                };
                match (called.next(), called.next()) {
                    (Some((subject, _)), None) => subject,
                    (None, _) => return wrong("no line before creates this"),
                    (Some(_), Some(_)) => return wrong("a forum and a programme are called so"),
                }
            }
        };
        let read = match &mut subjects[subject].names {
            Names::Forum(names) => Line::Forum(names.read(index, line, text, random)?),
            Names::Programme(names) => Line::Programme(names.read(index, line, text, random)?),
        };
        steps.push(Step { subject, line: read });
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(plan: &str) -> Result<Vec<Step>, LineError> {
        let mut next = 0_u8;
        read(plan, &mut |bytes| {
            next += 1;
            bytes.fill(next);
        })
    }

    const PLAN: &str = r#"
{"who":"officer","do":"create_programme","as":"d","language":"fr","fields":{"name":"D"}}
{"who":"facilitator","do":"create_forum","as":"f","question":"?","language":"fr"}
{"who":"p","do":"join","name":"Ana"}
{"who":"facilitator","do":"create_forum","as":"g","question":"?","language":"fr"}
{"who":"p","do":"join","name":"Bo"}
{"who":"p","do":"propose","as":"t","title":"T","in":"f"}
{"who":"officer","do":"add","as":"t","noun":"theme","fields":{"name":"T"},"in":"d"}
"#;

    #[test]
    fn lines_are_about_the_subject_that_they_name_or_the_last_one() {
        let steps = steps(PLAN).unwrap();
        assert_eq!(steps.iter().map(|step| step.subject).collect::<Vec<_>>(), [1, 2, 2, 3, 3, 2, 1]);
        assert_ne!(steps[2].speaker(), steps[4].speaker(), "another p");
        assert_eq!(steps[2].speaker().who, steps[5].speaker().who);
        assert_eq!((steps[5].needs(), steps[6].needs()), (vec![vec![2]], vec![]));
        assert!(!steps[5].body().contains_key("in"));
        assert!(steps.iter().all(|step| step.is_barrier() == step.word().starts_with("create")));
    }

    #[test]
    fn a_plan_of_one_forum_means_what_it_meant() {
        let plan = concat!(
            r#"{"who":"p","do":"join","name":"Ana"}"#,
            "\n",
            r#"{"who":"facilitator","do":"create_forum","as":"f","question":"?","language":"fr"}"#,
            "\n",
            r#"{"who":"p","do":"propose","as":"t","title":"T"}"#,
        );
        let random = || {
            let mut next = 0_u8;
            move |bytes: &mut [u8]| {
                next += 1;
                bytes.fill(next);
            }
        };
        let alone = plan::read(plan, &mut random()).unwrap();
        let several = read(plan, &mut random()).unwrap();
        let forum = |step| Step { subject: 0, line: Line::Forum(step) };
        assert_eq!(several, alone.into_iter().map(forum).collect::<Vec<_>>());
    }

    #[test]
    fn what_no_line_creates_is_named() {
        let error = steps(r#"{"who":"p","do":"leave","in":"x"}"#).unwrap_err();
        assert_eq!(error.to_string(), "line 1, in: no line before creates this");
    }

    #[test]
    fn a_name_of_two_subjects_says_nothing() {
        let of_both = PLAN.replace(r#""as":"f""#, r#""as":"d""#).replace(r#","in":"f""#, "");
        let error = steps(&of_both).unwrap_err();
        assert_eq!(error.to_string(), "line 8, in: a forum and a programme are called so");
    }
}
