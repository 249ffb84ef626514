//! What a person's day costs in bytes: a half-day's plan, stretched to seven hours and to as many people as a hall
//! holds, on a clock that runs faster.

use crate::{Arguments, Figures, say};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tests::{Folder, Server, plan, preload, programs};

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl");
const PEOPLE: usize = 150;
const HOURS: usize = 7;
/// Seconds of the day in one of the machine's.
const FASTER: usize = 100;
/// Bytes of the heads of TCP and IP; each packet is answered by one that has nothing else.
const HEADS: u64 = 52;

pub(crate) fn run(arguments: &Arguments, figures: &mut Figures) -> Result<(), String> {
    let (lines, people) = day(&plan::read(Path::new(PLAN))?);
    let programs = [("bourdon", Some(programs::bourdon())), ("before", arguments.before.clone())];
    for (name, program) in programs.into_iter().filter_map(|(name, program)| Some((name, program?))) {
        measure(name, &program, &lines, people, figures)?;
    }
    Ok(())
}

fn measure(
    name: &str,
    program: &Path,
    lines: &[Value],
    people: usize,
    figures: &mut Figures,
) -> Result<(), String> {
    let wrong = |error: std::io::Error| error.to_string();
    let folder = Folder::new();
    let (traffic, library) = (folder.path().join("traffic"), preload::library(&folder, "hours"));
    let prelude = format!(
        "export LD_PRELOAD={} TRAFFIC={} FASTER={FASTER}\nexec {} \"$@\"",
        library.display(),
        traffic.display(),
        program.display()
    );
    let server = Server::start_after(&prelude);
    let written = folder.path().join("day.jsonl");
    plan::write(&written, lines).map_err(wrong)?;
    let begun = Instant::now();
    let played = Command::new(programs::bourdon_client())
        .arg("replay")
        .arg(&written)
        .args(["--server", &server.url(), "--key", &server.key, "--speed", &FASTER.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .output()
        .map_err(wrong)?;
    say(&format!("{name}: {} in {:?}", String::from_utf8_lossy(&played.stdout).trim(), begun.elapsed()));
    let counts: Vec<u64> = std::fs::read(&traffic)
        .map_err(wrong)?
        .chunks(8)
        .map(|count| count.try_into().map_or(0, u64::from_ne_bytes))
        .collect();
    let [sent, packets_sent, received, packets_received] = counts.as_slice() else {
        return Err("nothing was counted".to_owned());
    };
    let each = |bytes: u64| bytes as f64 / 1e3 / people as f64;
    let mut put = |what: &'static str, value: f64| figures.put(people, what, name, value);
    put("KB to a person in a day", each(*sent));
    put("KB from a person in a day", each(*received));
    put("packets to a person in a day", *packets_sent as f64 / people as f64);
    let heads = 2 * HEADS * (packets_sent + packets_received);
    put("KB of a person in a day, heads of TCP and IP counted", each(sent + received + heads));
    Ok(())
}

/// The plan as many times beside itself as there are people for, in one forum with one facilitator; and its people.
fn day(lines: &[Value]) -> (Vec<Value>, usize) {
    let at = |line: &Value| line["at"].as_f64().unwrap_or_default();
    let last = lines.last().map_or(1.0, at);
    let once =
        ["create_forum", "add_college", "phase", "axis", "rename_axis", "open_vote", "close_vote", "end"];
    let joins = lines.iter().filter(|line| plan::word(line) == "join").count();
    let copies = PEOPLE.div_ceil(joins);
    let spaces = lines[0]["spaces"].as_array().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for copy in 0..copies {
        if copy > 0 {
            all.extend(spaces.iter().map(|space| {
                let add = json!({"at": 21.0, "who": "facilitator", "do": "add_space", "as": space["as"],
                                 "label": format!("{} {copy}", space["label"].as_str().unwrap_or_default())});
                renamed(&add, copy)
            }));
        }
        let copied = lines.iter().filter(|line| copy == 0 || !once.contains(&plan::word(line)));
        all.extend(copied.map(|line| {
            let mut line = renamed(line, copy);
            // Nobody does the same in the same second.
            line["at"] = json!(at(&line).min(last - 1.0) + copy as f64 / copies as f64);
            line
        }));
    }
    all.iter_mut().for_each(|line| line["at"] = json!(at(line) * (HOURS * 3_600) as f64 / last));
    all.sort_by(|one, other| at(one).total_cmp(&at(other)));
    (all, copies * joins)
}

/// People, topics, groups and the like of each copy are its own.
fn renamed(value: &Value, copy: usize) -> Value {
    const WORDS: [&str; 8] = ["label", "name", "title", "text", "question", "do", "phase", "kind"];
    let is_own = |name: &str| {
        let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        letters.len() < name.len() && ["p", "t", "g", "k", "d", "sp"].contains(&letters)
    };
    match value {
        Value::String(name) if copy > 0 && is_own(name) => json!(format!("{name}_{copy}")),
        Value::Array(values) => values.iter().map(|value| renamed(value, copy)).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                let is_word = WORDS.contains(&name.as_str());
                (name.clone(), if is_word { value.clone() } else { renamed(value, copy) })
            };
            Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
