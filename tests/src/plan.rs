//! A plan as tests see it: lines of JSON, read without the types that the programs use.

use serde_json::{Value, json};
use std::path::Path;

/// A plan that is being made: its lines come so many seconds after each other.
pub struct Script {
    /// What was said so far.
    pub lines: Vec<Value>,
    seconds: f64,
}

impl Script {
    /// Nothing is said yet.
    pub fn new(seconds: f64) -> Self {
        Self { lines: Vec::new(), seconds }
    }

    /// The person with this number says it.
    pub fn person(&mut self, person: usize, line: Value) {
        self.add(&format!("p{person}"), line);
    }

    /// The facilitator says it.
    pub fn facilitator(&mut self, line: Value) {
        self.add("facilitator", line);
    }

    /// The facilitator leads to this phase.
    pub fn phase(&mut self, phase: &str) {
        self.facilitator(json!({"do": "phase", "phase": phase}));
    }

    fn add(&mut self, who: &str, mut line: Value) {
        line["at"] = json!(self.lines.len() as f64 * self.seconds);
        line["who"] = json!(who);
        self.lines.push(line);
    }
}

/// The lines of a plan.
///
/// # Errors
/// A sentence, when the file cannot be read or a line is no JSON.
pub fn read(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))
        })
        .collect()
}

/// Writes lines as a plan.
///
/// # Errors
/// As writing a file.
pub fn write(path: &Path, lines: &[Value]) -> std::io::Result<()> {
    std::fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>())
}

/// What a line does.
pub fn word(line: &Value) -> &str {
    line["do"].as_str().unwrap_or_default()
}

/// A field that names something or holds a text.
pub fn field<'a>(line: &'a Value, name: &str) -> Option<&'a str> {
    line.get(name)?.as_str()
}
