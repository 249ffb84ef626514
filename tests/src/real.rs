//! Plays a plan through the real server and looks for every word.

use crate::held::held;
use crate::plan;
use crate::programs::bourdon_client;
use crate::said::said;
use crate::server::Server;
use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A replay that runs.
pub struct Replay(Child);

/// What a replay said at its end.
pub struct Replayed {
    /// Exit status 0: every refusal was expected.
    pub succeeded: bool,
    /// The object of its last line.
    pub summary: Value,
    /// Everything else, for whoever must find out why.
    pub output: String,
}

impl Replay {
    /// Starts `bourdon-client replay` as fast as acknowledgements come; each of them is written to `acks`.
    pub fn start(server: &Server, plan: &Path, acks: Option<&Path>) -> Self {
        let mut client = Command::new(bourdon_client());
        client.arg("replay").arg(plan).args(["--server", &server.url(), "--key", &server.key]);
        if let Some(acks) = acks {
            client.arg("--acks").arg(acks);
        }
        client.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(client.spawn().expect("bourdon-client starts"))
    }

    /// Waits for its end.
    pub fn end(self) -> Replayed {
        let output = self.0.wait_with_output().expect("a replay ends");
        let said = String::from_utf8_lossy(&output.stdout);
        let last = said.lines().last().unwrap_or_default();
        Replayed {
            succeeded: output.status.success(),
            summary: serde_json::from_str(last).unwrap_or_default(),
            output: format!("{said}{}", String::from_utf8_lossy(&output.stderr)),
        }
    }
}

/// What one plan came to.
pub struct Proof {
    /// What the replay said of itself.
    pub summary: Value,
    /// Facts that were looked for.
    pub facts: usize,
    /// What is wrong, a sentence each; nothing when all is well.
    pub wrong: Vec<String>,
}

/// Plays a plan through a server of its own, in an empty data folder, and judges what it holds.
pub fn prove(path: &Path) -> Proof {
    let nothing = |sentence| Proof { summary: Value::Null, facts: 0, wrong: vec![sentence] };
    let plan = match plan::read(path) {
        Ok(plan) => plan,
        Err(sentence) => return nothing(sentence),
    };
    let mut server = Server::start();
    let replayed = Replay::start(&server, path, None).end();
    let mut proof = judge(&mut server, &plan, &replayed.summary);
    if !replayed.succeeded {
        proof.wrong.insert(0, format!("the replay failed:\n{}", replayed.output));
    }
    proof
}

/// Looks for what the plan said in the export, and for what it took back in every file; then stops
/// the server and lets `bourdon check` look at its data.
pub fn judge(server: &mut Server, plan: &[Value], summary: &Value) -> Proof {
    let said = said(plan);
    let mut wrong = Vec::new();
    match summary["forum"].as_str() {
        Some(forum) => {
            let export = server.export(forum);
            wrong.extend(said.facts.differences(&held(&export)));
            let export = export.to_string();
            let kept =
                said.retired.iter().filter(|text| export.contains(&Value::from(text.as_str()).to_string()));
            wrong.extend(kept.map(|text| format!("taken back, and in the export: {text:?}")));
        }
        None => wrong.push("the replay did not say which forum it made".to_owned()),
    }
    wrong.extend(in_files(server, &said.retired));
    if !server.stop().success() {
        wrong.push("the server did not end well".to_owned());
    }
    wrong.extend(in_files(server, &said.retired));
    let check = server.run(&["check"]);
    if !check.status.success() {
        let words = [check.stdout, check.stderr].concat();
        wrong.push(format!("the data are not sound: {}", String::from_utf8_lossy(&words)));
    }
    Proof { summary: summary.clone(), facts: said.facts.count(), wrong }
}

/// Texts that were taken back and still stand in a file, as they are or as JSON.
fn in_files(server: &Server, retired: &[String]) -> Vec<String> {
    let files = server.data.files();
    let mut wrong = Vec::new();
    for text in retired {
        let quoted = Value::from(text.as_str()).to_string();
        for form in [text.as_str(), quoted.trim_matches('"')] {
            for (path, bytes) in &files {
                if bytes.windows(form.len()).any(|window| window == form.as_bytes()) {
                    wrong.push(format!("taken back, and in {}: {text:?}", path.display()));
                }
            }
        }
    }
    wrong
}
