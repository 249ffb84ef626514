//! Archives that earlier versions wrote are read for ever, and what is wrong with one is named.

#![expect(clippy::disallowed_methods, reason = "a test reads its golden files")]
#![expect(clippy::unwrap_used, reason = "what a test did not expect ends it")]

use archive::{Read, Refused, Wrong, read};
use protocol::entity::{Gone, Outcome};
use protocol::limits::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX};

fn golden(format: u32) -> Vec<u8> {
    std::fs::read(format!("{}/tests/golden/format-{format}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn wrong(bytes: &[u8]) -> (usize, Wrong) {
    match read(bytes) {
        Err(Refused::Entry { entry, wrong }) => (entry, wrong),
        other => panic!("{other:?}"),
    }
}

/// The lines of another archive, each hashed anew.
fn chained(bodies: &[String]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut chain = String::new();
    let mut file = String::new();
    for body in bodies {
        let hash = Sha256::new().chain_update(&chain).chain_update(body).finalize();
        chain = data_encoding::HEXLOWER.encode(&hash);
        file += &format!("{body},\"chain\":\"{chain}\"}}\n");
    }
    file.into_bytes()
}

fn bodies(bytes: &[u8]) -> Vec<String> {
    let lines = std::str::from_utf8(bytes).unwrap().lines();
    lines.map(|line| line.rsplit_once(",\"chain\":").unwrap().0.to_owned()).collect()
}

#[test]
fn the_first_format_is_read_for_ever() {
    let bytes = golden(1);
    let Read { archive, entries, fingerprint } = read(&bytes).unwrap();
    assert_eq!(entries, std::str::from_utf8(&bytes).unwrap().lines().count());
    assert!(std::str::from_utf8(&bytes).unwrap().ends_with(&format!("\"{fingerprint}\"}}\n")));
    assert_eq!((archive.forum.question.as_str(), archive.forum.people), ("Et demain ?", 5));
    let names = Vec::from_iter(archive.people.iter().filter_map(|it| it.name.said.text()));
    assert_eq!(names, ["Ana"]);
    let sizes = [archive.slots.len(), archive.spaces.len(), archive.topics.len(), archive.groups.len()];
    assert_eq!(sizes, [2, 3, 3, 2]);
    let said = Vec::from_iter(archive.contributions.iter().map(|it| it.said.text()));
    let words = ["Aller au marché", "Un minibus le soir et le matin", "", "Un minibus aussi", "Un minibus"];
    for (said, words) in said.iter().zip(words) {
        assert_eq!(said.unwrap_or_default(), words);
    }
    assert_eq!(archive.contributions[2].said.gone(), Some(Gone::TakenBack));
    assert_eq!(archive.contributions[3].outcome, Some(Outcome::DuplicateOf(archive.contributions[0].id)));
    assert_eq!(archive.results.as_ref().unwrap().voters, 5);
    assert!(archive.contributions.iter().all(|it| it.receipt.is_some()));
    assert_eq!(read(&archive.to_bytes()).unwrap().archive, archive);
}

#[test]
fn lines_may_end_otherwise() {
    let text = String::from_utf8(golden(1)).unwrap();
    let unlike = text.replace('\n', "\r\n");
    assert_eq!(read(unlike.as_bytes()), read(text.as_bytes()));
    assert_eq!(read(text.trim_end().as_bytes()), read(text.as_bytes()));
}

#[test]
fn every_changed_byte_is_named_by_its_entry() {
    let bytes = golden(1);
    let mut entry = 1;
    for at in 0..bytes.len() - 1 {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let (named, _) = wrong(&changed);
        assert_eq!(named, entry, "byte {at}");
        entry += usize::from(bytes[at] == b'\n');
    }
}

#[test]
fn an_entry_that_is_missing_moved_or_added_is_named() {
    let lines = Vec::from_iter(std::str::from_utf8(&golden(1)).unwrap().lines().map(str::to_owned));
    let joined = |lines: &[String]| format!("{}\n", lines.join("\n")).into_bytes();
    for at in 0..lines.len() {
        let mut missing = lines.clone();
        missing.remove(at);
        assert_eq!(wrong(&joined(&missing)).0, at + 1, "entry {} is missing", at + 1);
        let mut twice = lines.clone();
        twice.insert(at, lines[at].clone());
        assert_eq!(wrong(&joined(&twice)).0, at + 2, "entry {} stands twice", at + 1);
        let cut = joined(&lines[..at]);
        assert_eq!(wrong(&cut).0, at + 1, "the file ends after {at}");
    }
}

#[test]
fn a_file_that_was_written_to_deceive_is_named_too() {
    let whole = bodies(&golden(1));
    let find = |kind: &str| whole.iter().position(|body| body.starts_with(&format!("{{\"{kind}\""))).unwrap();
    let named = |kind: &str, from: &str, to: &str| {
        let mut bodies = whole.clone();
        let at = find(kind);
        assert!(bodies[at].contains(from), "{}", bodies[at]);
        bodies[at] = bodies[at].replace(from, to);
        let (entry, wrong) = wrong(&chained(&bodies));
        assert_eq!(entry, at + 1, "{kind}: {wrong}");
        wrong
    };
    assert_eq!(read(&chained(&whole)), read(&golden(1)));
    let group = "\"67310000-0000-0000-0000-000000000000\"";
    assert_eq!(
        named("contribution", group, "\"67390000-0000-0000-0000-000000000000\""),
        Wrong::Nowhere("a group")
    );
    assert!(matches!(named("contribution", "\"need\"", "\"wish\""), Wrong::Unreadable(_)));
    assert_eq!(named("contribution", "Aller", &"A".repeat(2_600)), Wrong::Text);
    assert_eq!(named("contribution", "Aller", "\\u0007"), Wrong::Text);
    let mut twice = whole.clone();
    let at = find("contribution");
    twice.insert(at + 1, whole[at].clone());
    assert_eq!(wrong(&chained(&twice)), (at + 2, Wrong::Twice("id")));
    let mut late = whole.clone();
    late.push(whole[at].replace("6b31", "6b39"));
    assert!(matches!(wrong(&chained(&late)).1, Wrong::Twice(_) | Wrong::OutOfPlace));
}

#[test]
fn what_is_no_archive_of_this_program_is_told_so() {
    assert_eq!(wrong(b""), (1, Wrong::NoArchive));
    assert_eq!(wrong(b"{\"text\":\"a\"}\n"), (1, Wrong::NoArchive));
    assert_eq!(wrong(b"PK\x03\x04"), (1, Wrong::NoArchive));
    let mut later = bodies(&golden(1));
    later[0] = later[0].replace("\"format\":1", "\"format\":2");
    let refused = read(&chained(&later)).unwrap_err();
    assert_eq!(refused, Refused::Later(2));
    assert!(refused.to_string().contains("a later version"), "{refused}");
}

#[test]
fn an_archive_has_its_bounds() {
    assert_eq!(read(&vec![b'x'; ARCHIVE_BYTES_MAX + 1]), Err(Refused::TooLarge));
    let head = bodies(&golden(1)).swap_remove(0);
    let space = |n: usize| {
        format!("{{\"space\":{{\"id\":\"{:032x}\",\"number\":{n},\"label\":\"\",\"places\":null}}", n)
    };
    let many = Vec::from_iter([head].into_iter().chain((0..ARCHIVE_ENTRIES_MAX).map(space)));
    let refused = read(&chained(&many)).unwrap_err();
    assert_eq!(refused, Refused::TooLarge);
    assert_eq!(
        refused.to_string(),
        "this is too much for an archive, which has 32 MiB and 100000 entries at most"
    );
}
