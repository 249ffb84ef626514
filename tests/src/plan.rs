//! A plan as tests see it: lines of JSON, read without the types that the programs use.

use serde_json::Value;
use std::path::Path;

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
