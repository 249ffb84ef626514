//! The server process as tests start it.

use crate::folder::Folder;
use crate::programs::bourdon;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A running server with a data folder of its own. It is killed when dropped.
pub struct Server {
    /// Where it keeps everything.
    pub data: Folder,
    /// Where it listens, on this machine.
    pub address: SocketAddr,
    /// The owner key.
    pub key: String,
    /// Lines of shell before each start.
    pub prelude: String,
    /// Where it is told to listen: at `address`, or everywhere.
    listen: SocketAddr,
    arguments: Vec<String>,
    process: Child,
    log: Arc<Mutex<String>>,
    /// Fills the log until the process ends.
    keeper: Option<JoinHandle<()>>,
}

impl Server {
    /// A server with an empty data folder on a free port.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with more arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        Self::start_in(Folder::new(), arguments)
    }

    /// The same in a data folder that may hold something.
    pub fn start_in(data: Folder, arguments: &[&str]) -> Self {
        Self::start_as(data, Ipv4Addr::LOCALHOST.into(), "", arguments)
    }

    /// A server that listens on this address of this machine.
    pub fn start_at(ip: IpAddr) -> Self {
        Self::start_as(Folder::new(), ip, "", &[])
    }

    /// A server in a shell in which these lines came first.
    pub fn start_after(prelude: &str) -> Self {
        Self::start_as(Folder::new(), Ipv4Addr::LOCALHOST.into(), prelude, &[])
    }

    /// On all addresses of this machine, with so many files and connections at most.
    pub fn start_small(files: u32) -> Self {
        let prelude = format!("ulimit -n {files}");
        Self::start_as(Folder::new(), Ipv4Addr::UNSPECIFIED.into(), &prelude, &[])
    }

    fn start_as(data: Folder, ip: IpAddr, prelude: &str, arguments: &[&str]) -> Self {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let log = Arc::default();
        let here = if ip.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { ip };
        let address = free_address(here);
        let listen = SocketAddr::new(ip, address.port());
        let (process, keeper, key) = spawn(data.path(), listen, prelude, &arguments, &log);
        let (prelude, keeper) = (prelude.to_owned(), Some(keeper));
        Self { data, address, key, prelude, listen, arguments, process, log, keeper }
    }

    /// Bytes that the process holds in memory (Linux).
    pub fn memory(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most that it ever held (Linux).
    pub fn most_memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.expect("the server runs");
        let line = status.lines().find_map(|line| line.strip_prefix(field)).expect("it holds memory");
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib * 1024
    }

    /// `http://HOST:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Kills the process; what it wrote stays with the system.
    pub fn kill(&mut self) {
        self.process.kill().expect("the server runs");
        self.process.wait().expect("a killed process ends");
    }

    /// Asks the process to end (SIGTERM) and waits for it.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.ended()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.process.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the server runs");
    }

    /// Stops all of its threads where they are (Linux). One that waits for the disk still does, but will not
    /// hear what the disk answers.
    pub fn halt(&self) {
        self.signal("STOP");
        while !self.is_halted() {
            std::thread::yield_now();
        }
    }

    fn is_halted(&self) -> bool {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process.id())).expect("the server runs");
        tasks.filter_map(Result::ok).all(|task| {
            let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
            // The state stands after the name, which is in brackets.
            let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
            matches!(state, Some('T' | 'D'))
        })
    }

    /// Waits for the end of the process, and of what it wrote to stderr.
    pub fn ended(&mut self) -> ExitStatus {
        let status = self.process.wait().expect("a process ends");
        if let Some(kept) = self.keeper.take() {
            kept.join().expect("whoever keeps the log does not panic");
        }
        status
    }

    /// Starts it again after its end: same data, same port.
    pub fn start_again(&mut self) {
        let (process, keeper, key) =
            spawn(self.data.path(), self.listen, &self.prelude, &self.arguments, &self.log);
        assert_eq!(key, self.key, "the owner key stays");
        (self.process, self.keeper) = (process, Some(keeper));
    }

    /// Whether the process still runs.
    pub fn is_alive(&mut self) -> bool {
        self.process.try_wait().is_ok_and(|status| status.is_none())
    }

    /// What it wrote to stderr so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("no test panics while it holds the log").clone()
    }

    /// `bourdon WORD… --data DIR` while it serves or after.
    pub fn run(&self, words: &[&str]) -> Output {
        run(self.data.path(), words)
    }

    /// The export of a forum.
    pub fn export(&self, forum: &str) -> Value {
        let output = self.run(&["export", forum, "--format", "json"]);
        assert!(output.status.success(), "export: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("an export is JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `bourdon WORD… --data DIR` in any data folder, to its end.
pub fn run(data: &Path, words: &[&str]) -> Output {
    Command::new(bourdon()).args(words).arg("--data").arg(data).output().expect("bourdon starts")
}

/// An address on which nothing listens, known before the server starts, which may be told another address
/// for phones.
pub fn free_address(ip: IpAddr) -> SocketAddr {
    let listener = TcpListener::bind((ip, 0)).expect("this machine has a free port");
    listener.local_addr().expect("a listener has an address")
}

fn spawn(
    data: &Path,
    address: SocketAddr,
    prelude: &str,
    arguments: &[String],
    log: &Arc<Mutex<String>>,
) -> (Child, JoinHandle<()>, String) {
    let mut process = Command::new("sh")
        .args(["-c", &format!("{prelude}\nexec \"$0\" \"$@\"")])
        .arg(bourdon())
        .args(["--json", "--listen", &address.to_string()])
        .arg("--data")
        .arg(data)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bourdon starts");
    let (stdout, stderr) = (process.stdout.take(), process.stderr.take());
    let kept = Arc::clone(log);
    let keeper = std::thread::spawn(move || keep(stderr.expect("stderr is piped"), &kept));
    let mut line = String::new();
    BufReader::new(stdout.expect("stdout is piped")).read_line(&mut line).expect("bourdon says where it is");
    let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
        let _ = process.kill();
        let _ = process.wait();
        panic!("bourdon said {line:?} and on stderr: {}", log.lock().expect("no panic").clone())
    });
    let key = said["key"].as_str().expect("the line has the owner key").to_owned();
    (process, keeper, key)
}

fn keep(mut from: impl Read, log: &Mutex<String>) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        log.lock().expect("no panic").push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
}
