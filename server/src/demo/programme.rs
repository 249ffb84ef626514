//! The example's programme: an invented territory, from its launch to its published diagnosis.

use super::token;
use crate::live::NotDone;
use crate::programmes::Programmes;
use anyhow::{Context, bail};
use programme::Caller;
use protocol::PassId;
use protocol::programme::plan::{self, Step, Who};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const PLAN: &str = include_str!("../../../tests/plans/demarche.jsonl");

/// Makes the example, and answers its code.
///
/// # Errors
/// When the plan does not fit this program, or the disk fails.
pub async fn create_programme(programmes: &Programmes) -> anyhow::Result<String> {
    let steps = plan::read(PLAN, &mut |bytes| getrandom::fill(bytes).expect("the system has random bytes"))?;
    let (first, rest) = steps.split_first().context("the example is empty")?;
    let first_pass = PassId(Uuid::new_v4());
    let mut body = first.body.clone();
    body.insert("pass".to_owned(), json!(first_pass));
    body.insert("token".to_owned(), Value::from(token()?));
    let made = programmes.make(serde_json::from_value(Value::Object(body))?).await?;
    let live = programmes.by_id(made.programme).await?.context("the example was not made")?;
    let mut members = BTreeSet::new();
    for step in rest {
        let Step { line, who, word, body, .. } = step;
        if word == "add_member" {
            members.extend(body.get("as").and_then(Value::as_str).map(str::to_owned));
        }
        let caller = match who {
            Who::Officer => Caller::Officer(first_pass),
            Who::Public => Caller::Public,
            Who::Pass(pass) if members.contains(&pass.to_string()) => Caller::Member(*pass),
            Who::Pass(pass) => Caller::Officer(*pass),
        };
        match (live.order(caller, step.order()?).await, &step.refused) {
            (Ok(_), None) => {}
            (Err(NotDone::Refused(refusal)), Some(code)) if *code == refusal.code() => {}
            (done, _) => bail!("line {line} of the example's programme came to {done:?}"),
        }
    }
    Ok(made.code)
}
