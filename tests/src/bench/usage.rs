//! What a process has used, seen from outside (Linux).

use std::fs;
use std::time::Instant;

/// The thread of ours that reads contributions behind everything else that the machine does.
const READER: &str = "sorter";

/// What a process, this one and the machine have used up to now.
pub(crate) struct Usage {
    /// Nanoseconds of CPU of all its threads but the reader.
    cpu: u64,
    /// The same of the reader.
    reading: u64,
    /// The same of this process.
    own: u64,
    /// Nanoseconds in which a core of the machine was busy, in steps of 10 ms.
    busy: u64,
    at: Instant,
    /// Bytes in memory.
    pub(crate) resident: u64,
}

impl Usage {
    pub(crate) fn of(pid: u32) -> Self {
        let (cpu, reading) = spent(&pid.to_string());
        Self { cpu, reading, own: spent("self").0, busy: busy(), at: Instant::now(), resident: resident(pid) }
    }

    /// Microseconds of CPU since then.
    pub(crate) fn since(&self, before: &Self) -> f64 {
        (self.cpu - before.cpu) as f64 / 1e3
    }

    /// Microseconds of CPU of the reader since then.
    pub(crate) fn reading_since(&self, before: &Self) -> f64 {
        (self.reading - before.reading) as f64 / 1e3
    }

    /// Percent of a core since then.
    pub(crate) fn share_since(&self, before: &Self) -> f64 {
        (self.cpu - before.cpu) as f64 / (self.at - before.at).as_nanos() as f64 * 100.0
    }

    /// Percent of a core that neither the server nor the load took: the noise.
    pub(crate) fn others_since(&self, before: &Self) -> f64 {
        let ours = self.cpu - before.cpu + self.reading - before.reading + self.own - before.own;
        let others = (self.busy - before.busy) as f64 - ours as f64;
        others.max(0.0) / (self.at - before.at).as_nanos() as f64 * 100.0
    }
}

/// Nanoseconds of all threads but the reader, and of the reader.
fn spent(process: &str) -> (u64, u64) {
    let (mut all, mut reading) = (0, 0);
    for thread in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().filter_map(Result::ok) {
        // A thread may end while it is looked at.
        let text = |file| fs::read_to_string(thread.path().join(file)).unwrap_or_default();
        let spent = text("schedstat").split_whitespace().next().and_then(|spent| spent.parse::<u64>().ok());
        let place = if text("comm").trim() == READER { &mut reading } else { &mut all };
        *place += spent.unwrap_or_default();
    }
    (all, reading)
}

fn busy() -> u64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let ticks: Vec<u64> =
        text.lines().next().unwrap_or_default().split_whitespace().skip(1).flat_map(str::parse).collect();
    // user, nice, system, then after idle and waiting: interrupts and what the host took.
    [0, 1, 2, 5, 6, 7].iter().filter_map(|place| ticks.get(*place)).sum::<u64>() * 10_000_000
}

fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}
