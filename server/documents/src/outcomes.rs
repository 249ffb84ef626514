//! What became of each contribution, in every document and every format.

use crate::model::{Block, Look, Value};
use crate::{File, Names, TableFormat, Text, TextFormat, table};
use forum::export::Export;
use jiff::Timestamp;
use protocol::entity::Coverage;
use serde_json::{Value as Json, json};
use std::io::{Cursor, Read};

fn id(n: u32) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

/// One contribution at least of each outcome, six that nobody looked at, and a disagreement.
pub(crate) fn export(language: &str, is_closed: bool) -> Export {
    let at = "2027-03-01T09:00:00Z";
    let one = |number: u32, text: Json, more: Json| {
        let mut one = json!({
            "id": id(number), "number": number, "group": id(100), "author": null, "kind": "idea", "text": text,
            "written": at, "edited": [], "earlier": [], "about": null, "axes": [], "pinned": false, "supports": 0,
        });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    let mut contributions = vec![
        one(1, json!("mots 1"), json!({"axes": [id(300)], "outcome": "attached"})),
        one(2, json!("mots 2"), json!({"outcome": {"duplicate_of": id(1)}})),
        one(3, json!("mots 3"), json!({"outcome": "not_attached"})),
        one(4, json!("mots 4"), json!({"outcome": "outside_territory"})),
        one(5, json!(null), json!({"outcome": "taken_back", "gone": "taken_back"})),
        one(6, json!(null), json!({"outcome": "taken_back", "gone": "hidden"})),
        one(7, json!("mots 7"), json!({"kind": "disagreement", "about": {"contribution": id(1)}})),
    ];
    contributions.extend((8..14).map(|n| one(n, json!(format!("mots {n}")), json!({}))));
    let mut export: Export = serde_json::from_value(json!({
        "seq": 1,
        "forum": {
            "id": id(200), "code": "ABCDEF", "language": language, "time_zone": "Europe/Paris",
            "date": "2027-03-01", "dots": 5, "dots_per_axis": 5, "topics_per_person": null, "state": "open",
            "phase": "reading", "door_open": true, "vote": "not_open", "vote_final": false,
            "sorting_closed": is_closed, "question": "Que faire ?", "territory": [],
        },
        "moments": {"phases": {}, "vote_opened": null, "vote_closed": null, "ended": null, "last": at},
        "earlier_questions": [], "slots": [], "spaces": [], "colleges": [], "people": [], "topics": [],
        "queue": [], "contributions": contributions, "results": null,
        "groups": [{
            "id": id(100), "number": 1, "topics": [], "cell": null, "state": "closed", "posted": true,
            "opened_at": at, "posted_at": at, "closed_at": at,
            "contributions": (1..14).filter(|n| *n != 7).map(id).collect::<Vec<_>>(),
        }],
        "axes": [{
            "id": id(300), "number": 1, "name": "Se déplacer", "earlier": [], "contributions": [id(1)],
            "accepted": [],
        }],
    }))
    .unwrap();
    let mut coverage = Coverage::default();
    let sorted = export.contributions.iter().filter(|one| one.about.is_none());
    sorted.for_each(|one| coverage.add(one.outcome));
    export.coverage = coverage;
    export
}

/// The paragraphs of each part of a document under its heading.
pub(crate) fn parts(export: &Export, text: Text) -> Vec<(String, Vec<(Look, String)>)> {
    let mut parts = Vec::<(String, Vec<_>)>::new();
    for block in text.document(export, Timestamp::UNIX_EPOCH, Names::None, None).blocks {
        match block {
            Block::Heading(heading) => parts.push((heading.text, Vec::new())),
            Block::Paragraph(look, runs) => {
                let words = runs.into_iter().map(|run| run.text).collect();
                parts.last_mut().unwrap().1.push((look, words));
            }
            Block::Table(_) | Block::Picture(_) => {}
        }
    }
    parts
}

pub(crate) fn under<'a>(parts: &'a [(String, Vec<(Look, String)>)], heading: &str) -> Vec<&'a str> {
    let mut all = parts.iter().filter(|(name, _)| name == heading);
    let (_, paragraphs) = all.next().unwrap_or_else(|| panic!("{heading} is not there"));
    assert!(all.next().is_none(), "{heading} stands once");
    paragraphs.iter().map(|(_, words)| words.as_str()).collect()
}

#[test]
fn the_book_lists_each_outcome_under_its_heading_and_all_parts_add_up() {
    let export = export("fr", true);
    let parts = parts(&export, Text::Book);
    assert_eq!(
        under(&parts, "Ce que chaque contribution est devenue"),
        ["12\u{a0}contributions\u{a0}: 1\u{a0}rattachée, 1\u{a0}doublon, 1\u{a0}non rattachée, \
          1\u{a0}hors territoire, 2\u{a0}retirées, 6\u{a0}non examinées. Le tri est terminé."]
    );
    let report = under(&parts, "Idée").join("\n");
    for said in ["1 (axe\u{a0}A)", "2 (doublon de n°\u{a0}1)", "3 (non rattachée)", "4 (hors territoire)"] {
        assert!(report.contains(&format!("mots {said}")), "{report}");
    }
    assert_eq!(report.matches("(non examinée)").count(), 6);
    assert_eq!(under(&parts, "Doublons"), ["n°\u{a0}2  mots 2 (doublon de n°\u{a0}1\u{a0}; Idée — )"]);
    assert_eq!(under(&parts, "Non rattachées"), ["n°\u{a0}3  mots 3 (Idée — )"]);
    assert_eq!(under(&parts, "Hors territoire"), ["n°\u{a0}4  mots 4 (Idée — )"]);
    let unexamined = Vec::from_iter((8..14).map(|n| format!("n°\u{a0}{n}  mots {n} (Idée — )")));
    assert_eq!(under(&parts, "Non examinées"), unexamined);
    let first = parts.iter().position(|(name, _)| name == "Doublons").unwrap();
    let said = parts[first..].iter().flat_map(|(_, part)| part).filter(|(look, _)| *look == Look::Said);
    let Coverage { attached, taken_back, .. } = export.coverage;
    assert_eq!(said.count() as u32 + attached + taken_back, 12);
}

#[test]
fn the_digest_quotes_a_few_of_each_outcome_and_counts_the_others() {
    let parts = parts(&export("fr", false), Text::Digest);
    let coverage = under(&parts, "Ce qui n’est sous aucun axe");
    assert!(coverage.concat().ends_with("6\u{a0}non examinées. Le tri n’est pas terminé."), "{coverage:?}");
    for heading in ["Doublons", "Non rattachées", "Hors territoire"] {
        assert_eq!(under(&parts, heading).len(), 1, "{heading}");
    }
    let unexamined = under(&parts, "Non examinées");
    assert_eq!(unexamined.len(), 4);
    assert_eq!(unexamined[3], "3\u{a0}autres dans le livre des comptes rendus.");
}

#[test]
fn what_no_contribution_became_has_no_heading_and_no_number() {
    let mut export = export("en", true);
    export.contributions.truncate(1);
    export.coverage = Coverage { attached: 1, ..Coverage::default() };
    for (text, heading) in
        [(Text::Book, "What became of each contribution"), (Text::Digest, "What no axis holds")]
    {
        let parts = parts(&export, text);
        let coverage = under(&parts, heading);
        assert_eq!(coverage, ["1\u{a0}contribution: 1\u{a0}under an axis. Sorting is closed."]);
        let apart = ["Duplicates", "Read, under no axis", "Outside the territory", "Not looked at"];
        assert!(parts.iter().all(|(name, _)| !apart.contains(&name.as_str())));
    }
    export.contributions.clear();
    export.coverage = Coverage::default();
    let parts = parts(&export, Text::Book);
    let coverage = under(&parts, "What became of each contribution");
    assert_eq!(coverage, ["0\u{a0}contributions. Sorting is closed."]);
}

#[test]
fn the_table_says_the_outcome_of_each_row() {
    let outcomes = |language| {
        let rows = table::table(&export(language, true), Timestamp::UNIX_EPOCH).rows;
        Vec::from_iter(rows.into_iter().map(|row| match row.into_iter().last() {
            Some(Value::Text(outcome)) => outcome,
            other => panic!("{other:?}"),
        }))
    };
    let mut french = vec![
        "rattachée",
        "doublon de n°\u{a0}1",
        "non rattachée",
        "hors territoire",
        "reprise",
        "retirée",
        "désaccord",
    ];
    french.extend(["non examinée"; 6]);
    assert_eq!(outcomes("fr"), french);
    let mut english = vec![
        "under an axis",
        "duplicate of no.\u{a0}1",
        "read, under no axis",
        "outside the territory",
        "taken back",
        "removed",
        "disagreement",
    ];
    english.extend(["not looked at"; 6]);
    assert_eq!(outcomes("en"), english);
}

#[test]
fn every_format_says_every_outcome() {
    let export = export("fr", true);
    for file in File::all() {
        let bytes = file.write(&export, Names::None, None);
        let (part, words): (_, &[&str]) = match file {
            File::Text(Text::Forms, _) | File::Everything => continue,
            File::Text(_, format) => (
                match format {
                    TextFormat::Html => None,
                    TextFormat::Docx => Some("word/document.xml"),
                    TextFormat::Odt => Some("content.xml"),
                },
                &["Doublons", "Non rattachées", "Hors territoire", "Non examinées", "Le tri est terminé."],
            ),
            File::Table(format) => (
                match format {
                    TableFormat::Xlsx => Some("xl/sharedStrings.xml"),
                    TableFormat::Ods => Some("content.xml"),
                    TableFormat::Csv => None,
                },
                &["doublon de n°", "non rattachée", "hors territoire", "reprise", "retirée", "non examinée"],
            ),
        };
        let text = match part {
            None => String::from_utf8(bytes).unwrap(),
            Some(part) => {
                let mut text = String::new();
                let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
                zip.by_name(part).unwrap().read_to_string(&mut text).unwrap();
                text
            }
        };
        // An ODT has an element in the place of each blank.
        let text = text.replace("<text:s/>", " ");
        for word in words {
            assert!(text.contains(word), "{} lacks {word}", file.path());
        }
    }
}

#[test]
fn no_line_of_a_french_document_begins_with_a_sign() {
    let export = export("fr", true);
    for text in [Text::Book, Text::Digest, Text::Forms] {
        let document = text.document(&export, Timestamp::UNIX_EPOCH, Names::OfThoseWhoAgreed, None);
        let said = format!("{:?}", document.blocks);
        for sign in [" ;", " :", " ?", " !", " »", "« "] {
            assert!(!said.contains(sign), "{sign:?} in {said}");
        }
    }
}
