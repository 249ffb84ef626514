//! `tests/real DIR`: plays every plan of a folder through the real server and looks for every word.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tests::real::prove;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(sentence) => {
            let _ = writeln!(std::io::stderr(), "{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("Say which folder: tests/real DIR")?;
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut plans: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    plans.sort();
    if plans.is_empty() {
        return Err(format!("No plan (*.jsonl) is in {}.", folder.display()));
    }
    let mut failed = 0;
    let mut out = std::io::stdout();
    for path in &plans {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let proof = prove(path);
        let verdict = if proof.wrong.is_empty() { "ok" } else { "WRONG" };
        failed += usize::from(!proof.wrong.is_empty());
        let _ = writeln!(out, "{verdict:5} {name}: {} facts, {}", proof.facts, proof.summary);
        for sentence in proof.wrong.iter().take(20) {
            let _ = writeln!(out, "      {sentence}");
        }
    }
    let _ = writeln!(out, "{} passed, {failed} failed", plans.len() - failed);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
