//! `tests/bench`: what this server costs, against the least that any server can spend and against others. What ours
//! reads behind everything else is counted apart. Rounds are interleaved; the server has one core, the load another;
//! medians are printed.

#[path = "bench/commands.rs"]
mod commands;
#[path = "bench/day.rs"]
mod day;
#[path = "bench/deliveries.rs"]
mod deliveries;
#[path = "bench/growth.rs"]
mod growth;
#[path = "bench/limit.rs"]
mod limit;
#[path = "bench/load.rs"]
mod load;
#[path = "bench/people.rs"]
mod people;
#[path = "bench/subject.rs"]
mod subject;
#[path = "bench/usage.rs"]
mod usage;

use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

const HELP: &str = "tests/bench [deliveries|commands|growth|day] [--phones 150,2000,10000] [--rounds 5] [--seconds 3] [--idle 60] \
                    [--only bourdon,limit,ws,bun] [--before PROGRAM]";
struct Arguments {
    what: String,
    phones: Vec<usize>,
    rounds: usize,
    time: Duration,
    idle: Duration,
    only: Vec<String>,
    before: Option<PathBuf>,
}

fn main() -> Result<(), String> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if let [word, address] = given.as_slice()
        && word == "limit"
    {
        let address = address.parse().map_err(|_| "limit wants an address".to_owned())?;
        return limit::serve(address).map_err(|error| error.to_string());
    }
    let arguments = read(&given)?;
    let mut figures = Figures::default();
    match arguments.what.as_str() {
        "deliveries" => deliveries::run(&arguments, &mut figures)?,
        "commands" => commands::run(&arguments, &mut figures)?,
        "day" => day::run(&arguments, &mut figures)?,
        "growth" => growth::run(&arguments, &mut figures)?,
        _ => return Err(HELP.to_owned()),
    }
    figures.print();
    Ok(())
}

fn read(given: &[String]) -> Result<Arguments, String> {
    let what = given.first().filter(|word| !word.starts_with("--"));
    let given = &given[usize::from(what.is_some())..];
    let mut arguments = Arguments {
        what: what.map_or("deliveries", String::as_str).to_owned(),
        phones: vec![150, 2_000, 10_000],
        rounds: 5,
        time: Duration::from_secs(3),
        idle: Duration::from_secs(60),
        only: ["bourdon", "limit", "ws", "bun"].map(str::to_owned).to_vec(),
        before: None,
    };
    for pair in given.chunks(2) {
        let [name, value] = pair else { return Err(HELP.to_owned()) };
        let number = |text: &str| text.parse::<usize>().map_err(|_| HELP.to_owned());
        match name.as_str() {
            "--phones" => arguments.phones = value.split(',').map(number).collect::<Result<_, _>>()?,
            "--rounds" => arguments.rounds = number(value)?,
            "--seconds" => arguments.time = Duration::from_secs(number(value)? as u64),
            "--idle" => arguments.idle = Duration::from_secs(number(value)? as u64),
            "--only" => arguments.only = value.split(',').map(str::to_owned).collect(),
            "--before" => arguments.before = Some(value.into()),
            _ => return Err(HELP.to_owned()),
        }
    }
    Ok(arguments)
}

fn broken(error: std::io::Error) -> String {
    error.to_string()
}

fn say(line: &str) {
    // There is nobody to tell when stderr is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// All that was measured: by phones and by what, then by server.
#[derive(Default)]
struct Figures(BTreeMap<(usize, &'static str), BTreeMap<String, Vec<f64>>>);

impl Figures {
    /// Notes a figure; of several rounds all are kept.
    fn put(&mut self, phones: usize, what: &'static str, server: &str, value: f64) {
        let line = json!({"phones": phones, "what": what, "server": server, "value": value});
        say(&line.to_string());
        self.0.entry((phones, what)).or_default().entry(server.to_owned()).or_default().push(value);
    }

    /// A table: medians, and in brackets the lowest and highest where they are apart.
    fn print(&self) {
        let mut out = std::io::stdout().lock();
        for ((phones, what), servers) in &self.0 {
            let medians: BTreeMap<&str, (f64, f64, f64)> = servers
                .iter()
                .map(|(server, values)| {
                    let mut values = values.clone();
                    values.sort_by(f64::total_cmp);
                    let (first, last) = (values[0], values[values.len() - 1]);
                    (server.as_str(), (values[values.len() / 2], first, last))
                })
                .collect();
            let limit = medians.get("limit").map(|(median, _, _)| *median);
            let cells = medians.iter().map(|(server, (median, first, last))| {
                let ratio = limit.filter(|limit| *limit > 0.0 && *server != "limit");
                let ratio = ratio.map(|limit| format!(" = {:.2} ×", median / limit)).unwrap_or_default();
                format!("{server} {median:.2} ({first:.2} to {last:.2}){ratio}")
            });
            let cells: Vec<_> = cells.collect();
            // Nobody reads on.
            let _ = writeln!(out, "| {phones} | {what} | {} |", cells.join(" | "));
        }
    }
}
