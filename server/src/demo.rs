//! `bourdon demo`: a forum in mid-day, written for it, in a folder that is forgotten afterwards.

use crate::forums::Forums;
use crate::live::Answer;
use anyhow::{Context, bail};
use forum::Caller;
use protocol::http::CreateForum;
use protocol::plan::{self, Step, Who};
use protocol::secret::Token;
use protocol::{PassId, Refusal};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const PLAN: &str = include_str!("demo.jsonl");

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
    let created = forums.create(founded(first, pass)?).await?;
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
            Err(Answer::Refused(refusal)) if step.refused.as_ref() == Some(&refusal.code()) => {}
            Err(Answer::Refused(refusal)) => bail!("line {line} of the example was refused: {refusal}"),
            Err(Answer::Unknown) => bail!("line {line} of the example was not answered"),
        }
    }
    Ok(created.code)
}

/// The plan's first line as the body with which a forum is created.
fn founded(step: &Step, pass: PassId) -> anyhow::Result<CreateForum> {
    let mut token = [0; 32];
    getrandom::fill(&mut token)?;
    let mut body = step.body.clone();
    body.insert("pass".to_owned(), Value::from(pass.to_string()));
    body.insert("token".to_owned(), Value::from(String::from(Token::new(token))));
    serde_json::from_value(Value::Object(body)).map_err(|_| Refusal::BadCommand {}.into())
}
