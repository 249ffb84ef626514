//! `tests/bench`: what a delivery costs this server, against the least that any server can spend and against
//! two others. What ours reads behind everything else is counted apart. Rounds are interleaved; the server has one core, the load another; medians are printed.

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

use load::Load;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;
use subject::Subject;
use usage::Usage;

const HELP: &str = "tests/bench [--phones 150,2000,10000] [--rounds 5] [--seconds 3] [--idle 60] \
                    [--only bourdon,limit,ws,bun] [--before PROGRAM]";
/// Changes a second where it counts how long they take, by phones.
const PACES: [(usize, u32); 3] = [(500, 20), (5_000, 5), (usize::MAX, 50)];

struct Arguments {
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
    for phones in &arguments.phones {
        let people = people::prepare(*phones)?;
        let mut subjects = subject::all(&people, &arguments.only, arguments.before.as_deref());
        for _ in 0..arguments.rounds {
            for subject in &subjects {
                if let Err(wrong) = measure(subject, *phones, &arguments, &mut figures) {
                    say(&format!("{} with {phones} phones: {wrong}", subject.name));
                }
            }
            // Nobody is always the first.
            subjects.rotate_left(1);
        }
    }
    figures.print();
    Ok(())
}

fn read(given: &[String]) -> Result<Arguments, String> {
    let mut arguments = Arguments {
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

/// One server, one number of phones, once.
fn measure(
    subject: &Subject,
    phones: usize,
    arguments: &Arguments,
    figures: &mut Figures,
) -> Result<(), String> {
    let broken = |error: std::io::Error| error.to_string();
    let running = subject.start()?;
    let talk = running.talk(phones)?;
    let pid = running.pid();
    let mut put = |what: &'static str, value: f64| figures.put(phones, what, &subject.name, value);
    let mut load = Load::new(talk.as_ref(), running.address, phones).map_err(broken)?;
    load.listen(Duration::from_millis(500)).map_err(broken)?;
    let empty = Usage::of(pid);
    put("MB before anybody comes", empty.resident as f64 / 1e6);

    load.connect().map_err(broken)?;
    let all = load.len() as f64;
    let connected = Usage::of(pid);
    put("µs of CPU coming in", connected.since(&empty) / all);
    put("KiB of memory a phone", (connected.resident as f64 - empty.resident as f64) / 1024.0 / all);
    if !arguments.idle.is_zero() && phones >= 10_000 {
        load.listen(Duration::from_secs(10)).map_err(broken)?;
        let idle = Usage::of(pid);
        load.listen(arguments.idle).map_err(broken)?;
        put("% of a core while all listen", Usage::of(pid).share_since(&idle));
    }
    for (under_way, what, bytes) in [
        (1, "µs of CPU a delivery, one change at a time", Some("bytes a delivery")),
        (16, "µs of CPU a delivery, 16 changes under way", None),
    ] {
        // So that what is done once is not counted.
        load.saturate(under_way, Duration::from_millis(300)).map_err(broken)?;
        let before = Usage::of(pid);
        let seen = load.saturate(under_way, arguments.time).map_err(broken)?;
        put(what, Usage::of(pid).since(&before) / seen.deliveries.max(1) as f64);
        if let Some(bytes) = bytes {
            put(bytes, seen.bytes as f64 / seen.deliveries.max(1) as f64);
        }
        put("deliveries lost", seen.lost as f64);
    }
    let (_, pace) = PACES.into_iter().find(|(most, _)| phones <= *most).unwrap_or(PACES[0]);
    let before = Usage::of(pid);
    let mut seen = load.pace(pace, arguments.time).map_err(broken)?;
    let after = Usage::of(pid);
    put("µs of CPU a delivery, at a pace", after.since(&before) / seen.deliveries.max(1) as f64);
    put("deliveries lost", seen.lost as f64);
    put(
        "µs of CPU a change, to know what it means",
        after.reading_since(&before) / seen.changes.max(1) as f64,
    );
    seen.waited.sort_by(f32::total_cmp);
    let at = |share: f64| seen.waited[((seen.waited.len() - 1) as f64 * share) as usize].into();
    if !seen.waited.is_empty() {
        put("ms to a phone, at a pace, p50", at(0.5));
        put("ms to a phone, at a pace, p99", at(0.99));
    }
    put("MB after all that was said", after.resident as f64 / 1e6);
    put("% of a core that others took", after.others_since(&before));

    load.cut();
    std::thread::sleep(Duration::from_millis(500));
    let before = Usage::of(pid);
    load.connect().map_err(broken)?;
    put("µs of CPU coming back after a cut", Usage::of(pid).since(&before) / all);
    Ok(())
}

fn say(line: &str) {
    // There is nobody to tell when stderr is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// All that was measured: by phones and by what, then by server.
#[derive(Default)]
struct Figures(BTreeMap<(usize, &'static str), BTreeMap<String, Vec<f64>>>);

impl Figures {
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
