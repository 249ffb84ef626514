//! The file: JSON lines, each with the hash of all lines up to it.

use crate::check::check;
use crate::entry::{Archive, Axis, College, Contribution, Forum, Group, Origin, Person, Slot, Topic};
use data_encoding::HEXLOWER;
use protocol::entity::{Results, Space};
use protocol::limits::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Version of the file. It is raised when an earlier program would read a new file wrongly; fields that it may leave out
/// are just added.
pub const FORMAT: u32 = 1;

/// Stands between an entry and its hash.
const CHAIN: &str = ",\"chain\":\"";
/// SHA-256 in hexadecimal digits.
const HASH_DIGITS: usize = 64;
/// Ends a line.
const END: &str = "\"}";

/// The first entry.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    format: u32,
    #[serde(flatten)]
    pub(crate) origin: Origin,
}

/// The last entry.
#[derive(Serialize, Deserialize)]
pub(crate) struct End {
    /// Those before it.
    entries: usize,
}

/// An entry of the file; they are written in this order.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    Archive(Head),
    Forum(Box<Forum>),
    College(College),
    Slot(Slot),
    Space(Space),
    Person(Person),
    Topic(Topic),
    Group(Group),
    Axis(Axis),
    Results(Results),
    Contribution(Contribution),
    End(End),
}

/// An archive that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The forum.
    pub archive: Archive,
    /// How many entries the file has.
    pub entries: usize,
    /// The last of its hashes: two files with the same are the same.
    pub fingerprint: String,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It has more bytes or entries than an archive may have.
    #[error(
        "this is too much for an archive, which has {} MiB and {ARCHIVE_ENTRIES_MAX} entries at most",
        ARCHIVE_BYTES_MAX / (1024 * 1024)
    )]
    TooLarge,
    /// A later version of the program wrote it.
    #[error("a later version of Bourdon wrote this archive (format {0}): bring it in with that one")]
    Later(u32),
    /// Its first wrong entry.
    #[error("entry {entry} {wrong}")]
    Entry {
        /// From 1: the line in which it stands.
        entry: usize,
        /// What is wrong with it.
        wrong: Wrong,
    },
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The file begins otherwise.
    #[error("is not the beginning of a forum's archive")]
    NoArchive,
    /// It does not go with its hash, or one before it is missing.
    #[error("is not as it was written, or one is missing before it")]
    Changed,
    /// It is JSON that says something else.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It has its place elsewhere.
    #[error("does not belong there")]
    OutOfPlace,
    /// The file is cut off.
    #[error("is missing, and all after it")]
    CutOff,
    /// It names something that the archive does not hold.
    #[error("names what this archive does not hold: {0}")]
    Nowhere(&'static str),
    /// Another one has the same id, number or receipt.
    #[error("has the {0} of another one")]
    Twice(&'static str),
    /// One of its texts is longer than any in a forum, or holds signs that none has.
    #[error("holds a text that no forum has")]
    Text,
}

impl Archive {
    /// The bytes of the file, which [`read`] refuses if there are too many.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = Writer::default();
        file.add("archive", &Head { format: FORMAT, origin: self.origin.clone() });
        file.add("forum", &self.forum);
        file.all("college", &self.colleges);
        file.all("slot", &self.slots);
        file.all("space", &self.spaces);
        file.all("person", &self.people);
        file.all("topic", &self.topics);
        file.all("group", &self.groups);
        file.all("axis", &self.axes);
        file.all("results", self.results.as_slice());
        file.all("contribution", &self.contributions);
        file.add("end", &End { entries: file.entries });
        file.bytes
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    entries: usize,
    chain: String,
}

impl Writer {
    fn all(&mut self, kind: &str, entries: &[impl Serialize]) {
        entries.iter().for_each(|entry| self.add(kind, entry));
    }

    fn add(&mut self, kind: &str, entry: &impl Serialize) {
        let json = serde_json::to_string(entry).expect("an entry has string keys");
        let body = format!("{{\"{kind}\":{json}");
        self.chain = hash(&self.chain, body.as_bytes());
        for part in [&body, CHAIN, &self.chain, END, "\n"] {
            self.bytes.extend_from_slice(part.as_bytes());
        }
        self.entries += 1;
    }
}

fn hash(before: &str, body: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::new().chain_update(before).chain_update(body).finalize())
}

/// The archive in these bytes. Lines may end as mail and editors of other systems end them.
///
/// # Errors
/// The first entry that is wrong, or why it is not an archive for this program.
pub fn read(bytes: &[u8]) -> Result<Read, Refused> {
    if bytes.len() > ARCHIVE_BYTES_MAX {
        return Err(Refused::TooLarge);
    }
    let mut fingerprint = String::new();
    let mut entries = Vec::new();
    for (at, line) in lines(bytes).enumerate() {
        if at == ARCHIVE_ENTRIES_MAX {
            return Err(Refused::TooLarge);
        }
        let is_first = at == 0;
        let wrong = |wrong| Refused::Entry { entry: at + 1, wrong };
        let unreadable = |error: serde_json::Error| wrong(Wrong::Unreadable(error.to_string()));
        if is_first && !line.starts_with(b"{\"archive\":") {
            return Err(wrong(Wrong::NoArchive));
        }
        let body = body(line, &mut fingerprint).ok_or_else(|| wrong(Wrong::Changed))?;
        let json = [body, b"}"].concat();
        if is_first {
            let Formatted { archive: Format { format } } =
                serde_json::from_slice(&json).map_err(unreadable)?;
            if format > FORMAT {
                return Err(Refused::Later(format));
            }
        }
        entries.push(serde_json::from_slice(&json).map_err(unreadable)?);
    }
    let wrong = |(at, wrong)| Refused::Entry { entry: at + 1, wrong };
    check(&entries).map_err(wrong)?;
    let read = entries.len();
    Ok(Read { archive: whole(entries).map_err(wrong)?, entries: read, fingerprint })
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The line without its hash, if that is the one that comes after `chain`.
fn body<'a>(line: &'a [u8], chain: &mut String) -> Option<&'a [u8]> {
    let line = line.strip_suffix(END.as_bytes())?;
    let (body, found) = line.split_at_checked(line.len().checked_sub(HASH_DIGITS)?)?;
    let body = body.strip_suffix(CHAIN.as_bytes())?;
    let expected = hash(chain, body);
    let is_next = found == expected.as_bytes();
    *chain = expected;
    is_next.then_some(body)
}

/// What the first entry of every version says.
#[derive(Deserialize)]
struct Formatted {
    archive: Format,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The archive of these entries, or the first that stands where it does not belong.
fn whole(entries: Vec<Entry>) -> Result<Archive, (usize, Wrong)> {
    let (count, cut_off) = (entries.len(), (entries.len(), Wrong::CutOff));
    let mut entries = entries.into_iter().enumerate();
    let (Some((_, Entry::Archive(Head { origin, .. }))), Some((at, second))) =
        (entries.next(), entries.next())
    else {
        return Err(cut_off);
    };
    let Entry::Forum(forum) = second else { return Err((at, Wrong::OutOfPlace)) };
    let mut archive = Archive {
        origin,
        forum: *forum,
        colleges: Vec::new(),
        slots: Vec::new(),
        spaces: Vec::new(),
        people: Vec::new(),
        topics: Vec::new(),
        groups: Vec::new(),
        axes: Vec::new(),
        results: None,
        contributions: Vec::new(),
    };
    for (at, entry) in entries {
        match entry {
            Entry::College(college) => archive.colleges.push(college),
            Entry::Slot(slot) => archive.slots.push(slot),
            Entry::Space(space) => archive.spaces.push(space),
            Entry::Person(person) => archive.people.push(person),
            Entry::Topic(topic) => archive.topics.push(topic),
            Entry::Group(group) => archive.groups.push(group),
            Entry::Axis(axis) => archive.axes.push(axis),
            Entry::Contribution(contribution) => archive.contributions.push(contribution),
            Entry::Results(results) if archive.results.is_none() => archive.results = Some(results),
            Entry::End(End { entries }) if entries == at && at + 1 == count => return Ok(archive),
            Entry::Archive(_) | Entry::Forum(_) | Entry::Results(_) | Entry::End(_) => {
                return Err((at, Wrong::OutOfPlace));
            }
        }
    }
    Err(cut_off)
}
