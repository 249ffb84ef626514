//! The servers that are measured, and how each is spoken to.

use crate::load::{Heard, Talk};
use crate::people::People;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tests::folder::Folder;

/// The core of the server; the load has another.
const CORE: &str = "0";
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that can be started.
pub(crate) struct Subject {
    pub(crate) name: String,
    kind: Kind,
}

enum Kind {
    /// This server, or another build of it.
    Bourdon(PathBuf, People),
    /// A program that passes on what is said at `/publish`; the address comes last.
    Plain(Vec<String>),
}

/// A server that runs until it is dropped.
pub(crate) struct Running<'a> {
    pub(crate) address: SocketAddr,
    child: Child,
    people: Option<&'a People>,
    data: Option<Folder>,
}

/// All that are asked for and can be had here.
pub(crate) fn all(people: &People, only: &[String], before: Option<&Path>) -> Vec<Subject> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let text = |path: PathBuf| path.display().to_string();
    let this = std::env::current_exe().map(text).unwrap_or_default();
    let plain = |name: &str, words: Vec<String>| Subject { name: name.to_owned(), kind: Kind::Plain(words) };
    let bourdon = |name: &str, program: PathBuf| Subject {
        name: name.to_owned(),
        kind: Kind::Bourdon(program, people.clone()),
    };
    let bun = peers.join("node_modules/@oven/bun-linux-x64/bin/bun");
    let mut subjects = vec![
        bourdon("bourdon", tests::programs::bourdon()),
        plain("limit", vec![this, "limit".to_owned()]),
        plain("ws", vec!["node".to_owned(), text(peers.join("ws.js"))]),
        plain("bun", vec![text(bun), text(peers.join("bun.js"))]),
    ];
    subjects.retain(|subject| only.contains(&subject.name));
    subjects.extend(before.map(|program| bourdon("before", program.to_owned())));
    subjects
}

impl Subject {
    /// Starts it on a core of its own and waits until it listens.
    pub(crate) fn start(&self) -> Result<Running<'_>, String> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let address = address.map_err(|error| error.to_string())?;
        let mut command = Command::new("taskset");
        command.args(["-c", CORE]).stdout(Stdio::piped()).stderr(Stdio::null());
        let (people, data) = match &self.kind {
            Kind::Bourdon(program, people) => {
                let data = Folder::copy_of(&people.folder);
                command.arg(program).args(["--json", "--listen", &address.to_string(), "--data"]);
                command.arg(data.path());
                (Some(people), Some(data))
            }
            Kind::Plain(words) => {
                command.args(words).arg(address.to_string());
                (None, None)
            }
        };
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", self.name))?;
        if people.is_some()
            && let Some(out) = child.stdout.take()
        {
            // It says one line when it listens.
            let mut line = String::new();
            BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        }
        let running = Running { address, child, people, data };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            if started.elapsed() > PATIENCE {
                return Err("it does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }
}

impl Running<'_> {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Where it keeps everything; nowhere, if it keeps nothing.
    pub(crate) fn data(&self) -> &Path {
        self.data.as_ref().map_or(Path::new(""), Folder::path)
    }

    /// How it is spoken to by so many phones: the same number of each forum, which follow what a screen follows.
    pub(crate) fn talk(&self, phones: usize) -> Result<Box<dyn Talk>, String> {
        let Some(people) = self.people else { return Ok(Box::new(Plain { phones })) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let follows = people.forums.iter().map(|forum| {
            let scopes = ["forum".to_owned(), format!("group:{}", forum.group)];
            let follows = scopes.map(|scope| {
                let path = format!("GET /api/forums/{}/snapshot/{scope}", forum.id);
                let bearer = [tests::room::bearer(&forum.tokens[0])];
                let answer = runtime.block_on(tests::http::request(self.address, &path, &bearer, None));
                json!({"scope": scope, "position": answer.json()["position"]})
            });
            follows.to_vec()
        });
        let (follows, each) = (follows.collect(), phones / people.forums.len());
        Ok(Box::new(Phones { people: people.clone(), follows, each }))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Programs that do nothing else: the connection after the phones is the publisher's.
struct Plain {
    phones: usize,
}

impl Talk for Plain {
    fn path(&self, connection: usize) -> &'static str {
        if connection < self.phones { "/phone" } else { "/publish" }
    }

    fn hello(&self, _connection: usize, _heard: &Heard) -> Option<String> {
        None
    }

    fn welcome(&self) -> &'static [u8] {
        br#"{"welcome""#
    }

    fn publishers(&self) -> usize {
        1
    }

    fn author(&self, _number: usize) -> usize {
        self.phones
    }

    fn change(&self, _connection: usize, text: &str) -> String {
        json!({"text": text, "id": tests::phone::new_id(), "kind": "need"}).to_string()
    }

    fn hearers(&self) -> usize {
        self.phones
    }
}

/// Phones of forums, those of one after those of another; who is in the group of a forum writes there in turns.
struct Phones {
    people: People,
    /// What the phones of each forum follow.
    follows: Vec<Vec<Value>>,
    /// Phones of each forum.
    each: usize,
}

impl Talk for Phones {
    fn path(&self, _connection: usize) -> &'static str {
        "/socket"
    }

    fn hello(&self, connection: usize, heard: &Heard) -> Option<String> {
        let (forum, person) = (connection / self.each, connection % self.each);
        let mut follows = self.follows[forum].clone();
        for follow in &mut follows {
            let scope = follow["scope"].as_str().unwrap_or_default().as_bytes();
            let last = heard.get(scope).and_then(|message| serde_json::from_slice::<Value>(message).ok());
            if let Some(last) = last {
                for field in ["seq", "head"] {
                    follow["position"][field] = last["changes"][field].clone();
                }
            }
        }
        let forum = &self.people.forums[forum];
        let hello = json!({
            "version": protocol::limits::WIRE_VERSION, "forum": forum.id, "token": forum.tokens[person],
            "follow": follows,
        });
        Some(json!({"hello": hello}).to_string())
    }

    fn welcome(&self) -> &'static [u8] {
        br#"{"welcome""#
    }

    fn publishers(&self) -> usize {
        0
    }

    fn author(&self, number: usize) -> usize {
        let (forums, authors) = (self.follows.len(), self.people.authors.min(self.each));
        number % forums * self.each + number / forums % authors
    }

    fn change(&self, connection: usize, text: &str) -> String {
        let write = json!({
            "id": tests::phone::new_id(), "do": "write", "as": tests::phone::new_id(),
            "group": self.people.forums[connection / self.each].group, "kind": "need", "text": text,
        });
        json!({"command": write}).to_string()
    }

    fn hearers(&self) -> usize {
        self.each
    }
}
