//! The documents of a forum, written by the program and read by other hands.

use crate::promises::group_of;
use calamine::{Data, Ods, Reader, Xlsx};
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tests::http::request;
use tests::phone::new_id;
use tests::real::Replay;
use tests::room::bearer;
use tests::{Folder, Room, Server, plan, territory};

/// What is left of a plan that was played: its files, the code of its forum.
struct Played {
    files: Vec<(OsString, Vec<u8>)>,
    code: String,
}

impl Played {
    fn new(plan: &Path) -> Self {
        let mut server = Server::start();
        let replayed = Replay::start(&server, plan, None).end();
        assert!(replayed.succeeded, "{}", replayed.output);
        let code = replayed.summary["code"].as_str().expect("a forum has a code").to_owned();
        assert!(server.stop().success());
        let name = |path: PathBuf| path.file_name().map(ToOwned::to_owned).unwrap_or_default();
        let files = server.data.files().into_iter().map(|(path, bytes)| (name(path), bytes));
        Self { files: files.collect(), code }
    }
}

/// A half day with 24 people.
static HALF_DAY: LazyLock<Played> =
    LazyLock::new(|| Played::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl").as_ref()));

/// A forum on a server of a test's own.
struct Day {
    server: Server,
    code: String,
    export: Value,
}

impl Day {
    fn played() -> Self {
        Self::of(&HALF_DAY)
    }

    fn of(played: &Played) -> Self {
        let data = Folder::new();
        for (name, bytes) in &played.files {
            std::fs::write(data.path().join(name), bytes).expect("a test writes its own folder");
        }
        let server = Server::start_in(data, &[]);
        let export = server.export(&played.code);
        Self { server, code: played.code.clone(), export }
    }

    fn written(&self, format: &str) -> Vec<u8> {
        self.exported(&["--format", format])
    }

    fn exported(&self, words: &[&str]) -> Vec<u8> {
        let output = self.server.run(&[&["export", &self.code], words].concat());
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// Everything that was said and stands, and the titles under which it was said.
    fn words(&self) -> BTreeSet<String> {
        let of = |list: &str, field: &str| {
            let all = self.export[list].as_array().expect("a list").clone();
            let field = field.to_owned();
            let standing = all.into_iter().filter(|one| one["withdrawn"] != true);
            standing.filter_map(move |one| one[&field].as_str().map(str::to_owned))
        };
        of("contributions", "text").chain(of("axes", "name")).chain(of("topics", "title")).collect()
    }

    /// Names of people that nobody wrote into a text.
    fn names(&self) -> Vec<String> {
        let words = Vec::from_iter(self.words()).join("\n");
        let people = self.export["people"].as_array().expect("a list").iter();
        let names = people.filter_map(|person| person["name"].as_str().map(str::to_owned));
        names.filter(|name| !words.contains(name.as_str())).collect()
    }
}

/// A part of a ZIP.
pub(crate) fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut part = Vec::new();
    zip.by_name(name).expect("the part is there").read_to_end(&mut part).expect("it can be read");
    part
}

/// What somebody reads of an XML file: letters, blanks and breaks; and how often each element comes.
pub(crate) fn read_xml(bytes: &[u8]) -> (String, Vec<String>) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let (mut text, mut elements) = (String::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) => {
                elements.push(element.to_string());
                if matches!(element.name().as_ref(), "w:p" | "text:p" | "text:h") {
                    text.push('\n');
                }
            }
            Event::Empty(element) => {
                elements.push(element.to_string());
                match element.name().as_ref() {
                    "text:s" => text.push(' '),
                    "text:tab" | "w:tab" => text.push('\t'),
                    "w:br" | "text:line-break" => text.push('\n'),
                    _ => {}
                }
            }
            Event::Text(letters) => {
                text.push_str(&quick_xml::escape::unescape(&letters).expect("known entities"));
            }
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                text.push_str(&quick_xml::escape::unescape(&name).expect("known entities"));
            }
            Event::Eof => return (text, elements),
            _ => {}
        }
    }
}

pub(crate) fn cells<R: Reader<Cursor<Vec<u8>>>>(bytes: Vec<u8>) -> Vec<Vec<Data>>
where
    R::Error: std::fmt::Debug,
{
    let mut book = R::new(Cursor::new(bytes)).expect("a workbook");
    let (_, page) = book.worksheets().into_iter().next().expect("a page");
    page.rows().map(<[Data]>::to_vec).collect()
}

/// How many elements have this name.
pub(crate) fn count(elements: &[String], name: &str) -> usize {
    elements.iter().filter(|element| element.split(' ').next() == Some(name)).count()
}

#[test]
fn a_book_holds_every_word_and_names_nobody() {
    let mut day = Day::played();
    let (words, names) = (day.words(), day.names());
    assert!(words.len() > 80 && names.len() > 5, "there is something to look for");
    let [html, docx, odt] = ["html", "docx", "odt"].map(|format| day.written(format));
    let (docx_text, docx_elements) = read_xml(&part(&docx, "word/document.xml"));
    let (odt_text, odt_elements) = read_xml(&part(&odt, "content.xml"));
    let html_text = String::from_utf8(html.clone()).expect("UTF-8");
    let html_text = quick_xml::escape::unescape(&html_text).expect("known entities").replace("<br>", "\n");
    for (format, text) in [("html", &html_text), ("docx", &docx_text), ("odt", &odt_text)] {
        for word in &words {
            assert!(text.contains(word.as_str()), "{format} lacks {word:?}");
        }
        for name in &names {
            assert!(!text.contains(name.as_str()), "{format} names {name}");
        }
    }

    // From an axis each leads back to its slot.
    let find = |list: &str, id: &Value| {
        day.export[list].as_array().expect("a list").iter().find(|one| one["id"] == *id).cloned()
    };
    let labels = day.export["slots"].as_array().expect("a list").iter().map(|slot| slot["label"].as_str());
    let ends = Vec::from_iter(labels.map(|label| format!(" · {}", label.expect("a label"))));
    let mut traced = 0;
    for one in day.export["contributions"].as_array().expect("a list") {
        let Some(words) = one["text"].as_str().filter(|_| one["axes"] != json!([])) else { continue };
        let slot = find("groups", &one["group"]).and_then(|group| find("slots", &group["cell"]["slot"]));
        let Some(slot) = slot else { continue };
        let slot = slot["label"].as_str().expect("a label").to_owned();
        for text in [&docx_text, &odt_text] {
            let mut places = Vec::new();
            let mut place = None;
            for line in text.lines() {
                place = ends.iter().find(|end| line.ends_with(end.as_str())).or(place);
                if line.contains(words.lines().last().unwrap_or_default()) {
                    places.extend(place);
                }
            }
            assert!(places.contains(&&format!(" · {slot}")), "{slot}: {words}: {places:?}");
        }
        traced += 1;
    }
    assert!(traced > 10);

    let headings = count(&odt_elements, "text:h");
    assert!(headings > 30);
    // The contents have one of their own.
    let in_html = ["<h2 ", "<h3 ", "<h4 "].map(|tag| html_text.matches(tag).count());
    assert_eq!(in_html.iter().sum::<usize>(), headings + 1);
    let styled = docx_elements.iter().filter(|element| element.starts_with("w:pStyle w:val=\"Heading"));
    assert_eq!(styled.count(), headings);
    assert_eq!(count(&docx_elements, "w:tblHeader"), count(&docx_elements, "w:tbl"));
    assert_eq!(count(&odt_elements, "table:table-header-rows"), count(&odt_elements, "table:table"));
    for (elements, link, mark) in [
        (&docx_elements, "w:hyperlink w:anchor=\"", "w:name=\""),
        (&odt_elements, "text:a xlink:type=\"simple\" xlink:href=\"#", "text:name=\""),
    ] {
        let links = Vec::from_iter(elements.iter().filter_map(|element| element.strip_prefix(link)));
        assert!(links.len() > 15, "the contents lead somewhere");
        for target in links {
            assert!(elements.iter().any(|element| element.contains(&format!("{mark}{target}"))), "{target}");
        }
    }

    assert!(day.server.stop().success());
    for (format, before) in [("html", html), ("docx", docx), ("odt", odt)] {
        assert!(day.written(format) == before, "{format}: the same forum gives the same bytes");
    }
}

#[test]
fn a_table_has_a_row_for_every_contribution() {
    let day = Day::played();
    let contributions = day.export["contributions"].as_array().expect("a list");
    let xlsx = cells::<Xlsx<_>>(day.written("xlsx"));
    let ods = cells::<Ods<_>>(day.written("ods"));
    let csv = day.written("csv");
    assert!(csv.starts_with("\u{feff}".as_bytes()));
    let csv = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(&csv[3..])
        .into_records()
        .map(|row| row.expect("a row"));
    let csv = Vec::from_iter(csv);
    assert_eq!([xlsx.len() - 1, ods.len() - 1, csv.len()], [contributions.len(); 3]);
    let names = day.names();
    for (n, contribution) in contributions.iter().enumerate() {
        let text = contribution["text"].as_str();
        for rows in [&xlsx, &ods] {
            let row = &rows[n + 1];
            assert_eq!(row[0], Data::Float(contribution["number"].as_f64().expect("a number")));
            assert_eq!(row[7], Data::Float(contribution["supports"].as_f64().expect("a number")));
            assert!(text.is_none_or(|text| row[6] == *text), "{row:?}");
            assert!(
                names.iter().all(|name| !row.iter().any(|cell| cell.to_string().contains(name.as_str())))
            );
        }
        let one_line = text.map(|text| text.replace('\n', " "));
        assert!(one_line.is_none_or(|text| csv[n][6].trim_start_matches('\'') == text), "{:?}", csv[n]);
    }
    let outcomes = BTreeSet::from_iter(csv.iter().map(|row| row[11].to_owned()));
    assert_eq!(Vec::from_iter(&outcomes), ["désaccord", "non examinée", "rattachée", "reprise"]);
}

/// Texts that formats have rules of their own for.
const TEXTS: [&str; 8] = [
    "=1+1",
    "@SUM(A1)",
    "un\tonglet",
    "deux\nlignes",
    "deux  espaces, puis\n\nune ligne vide",
    "<b>gras</b> & \"cité\" ; l’œuf",
    "مرحبا بالعالم",
    "-2+3 ; \"a\";b",
];

#[tokio::test]
async fn every_format_says_what_was_typed() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let group = group_of(&room, &[&ana]).await;
    for text in TEXTS {
        let write = json!({"do": "write", "as": new_id(), "group": group, "kind": "need", "text": text});
        room.phone(&ana, &[]).await.order(write).await.expect("written");
    }
    let export = server.export(&room.forum);
    let day = Day { server, code: room.code.clone(), export };
    let said: Vec<_> = TEXTS.map(str::to_owned).to_vec();
    let (docx, _) = read_xml(&part(&day.written("docx"), "word/document.xml"));
    let (odt, _) = read_xml(&part(&day.written("odt"), "content.xml"));
    for text in &said {
        assert!(docx.contains(text.as_str()), "docx lacks {text:?}: {docx}");
        assert!(odt.contains(text.as_str()), "odt lacks {text:?}: {odt}");
    }
    let texts = |rows: Vec<Vec<Data>>| Vec::from_iter(rows[1..].iter().map(|row| row[6].to_string()));
    assert_eq!(texts(cells::<Xlsx<_>>(day.written("xlsx"))), said);
    assert_eq!(texts(cells::<Ods<_>>(day.written("ods"))), said);
    let csv = String::from_utf8(day.written("csv")).expect("UTF-8");
    for formula in ["\"'=1+1\"", "\"'@SUM(A1)\"", "\"'-2+3 ; \"\"a\"\";b\""] {
        assert!(csv.contains(formula), "{formula} could be computed: {csv}");
    }
}

#[test]
fn what_does_not_exist_is_refused_and_a_file_is_replaced_when_it_is_complete() {
    let day = Day::played();
    for (words, there_are) in [
        (["--document", "livre", "--format", "csv"].as_slice(), "synthese.docx"),
        (&["--document", "tableau", "--format", "docx"], "tableau.ods"),
        (&["--document", "fiches", "--format", "html"], "fiches.odt"),
        (&["--document", "livre", "--format", "json"], "livre.html"),
        (&["--document", "synthese", "--format", "zip"], "tout.zip"),
        (&["--with-names", "--format", "xlsx"], "livre.odt"),
        (&["--with-names", "--format", "json"], "tout.zip"),
    ] {
        let output = day.server.run(&[&["export", &day.code], words].concat());
        assert!(!output.status.success());
        assert!(output.stdout.is_empty());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("there is no") && said.contains(there_are), "{said}");
    }
    let file = day.server.data.path().join("livre.docx");
    std::fs::write(&file, "before").expect("a test writes its own folder");
    let name = file.to_str().expect("UTF-8");
    let output = day.server.run(&["export", "NOSUCH99", "--format", "docx", "--out", name]);
    assert!(!output.status.success());
    assert_eq!(std::fs::read(&file).expect("it is there"), b"before");
    assert!(day.server.run(&["export", &day.code, "--format", "docx", "--out", name]).status.success());
    assert!(std::fs::read(&file).expect("it is there") == day.written("docx"));
}

/// What is read of a document's main part.
fn read(day: &Day, document: &str, format: &str) -> (String, Vec<String>) {
    let name = if format == "odt" { "content.xml" } else { "word/document.xml" };
    read_xml(&part(&day.exported(&["--document", document, "--format", format]), name))
}

#[test]
fn a_digest_and_the_forms_lead_from_each_axis_to_words_of_the_room() {
    let day = Day::played();
    let axes = day.export["axes"].as_array().expect("a list");
    let contributions = day.export["contributions"].as_array().expect("a list");
    assert!(axes.len() > 2);
    for (document, format) in
        [("synthese", "docx"), ("synthese", "odt"), ("fiches", "docx"), ("fiches", "odt")]
    {
        let (text, elements) = read(&day, document, format);
        for axis in axes {
            let name = axis["name"].as_str().expect("a name");
            assert!(text.contains(name), "{document}.{format} lacks {name}");
            let under = contributions.iter().filter(|one| {
                axis["contributions"].as_array().is_some_and(|under| under.contains(&one["id"]))
            });
            let quoted = under.filter(|one| one["text"].as_str().is_some_and(|words| text.contains(words)));
            assert!((1..=10).contains(&quoted.count()), "{document}.{format} quotes some of {name}");
        }
        assert!(day.names().iter().all(|name| !text.contains(name.as_str())), "{document}.{format}");
        let tables =
            elements.iter().filter(|one| matches!(one.split(' ').next(), Some("w:tbl" | "table:table")));
        if document == "fiches" {
            assert_eq!(tables.count(), 1 + axes.len(), "the list of axes, and one form an axis");
        } else {
            assert!(text.contains("non examinée"), "what nobody looked at is said");
        }
    }
}

#[test]
fn after_its_cover_the_book_goes_on_without_gaps_and_what_leads_to_words_stands_on_their_page() {
    let day = Day::played();
    let (_, elements) = read(&day, "livre", "docx");
    assert_eq!(count(&elements, "w:pageBreakBefore"), 0);
    assert_eq!(count(&elements, "w:titlePg"), 1);
    let (_, elements) = read(&day, "livre", "odt");
    let paged = elements.iter().filter(|one| one.starts_with("text:h text:style-name=\"page"));
    assert_eq!(paged.count(), 0);
    for (format, file, style, keeps, names) in [
        ("docx", "word/styles.xml", "<w:style ", "<w:keepNext/>", ["Heading1", "Heading2", "Heading3"]),
        (
            "odt",
            "styles.xml",
            "<style:style ",
            "fo:keep-with-next=\"always\"",
            ["Heading_20_1", "Heading_20_2", "Heading_20_3"],
        ),
    ] {
        let styles = part(&day.exported(&["--document", "livre", "--format", format]), file);
        let styles = String::from_utf8(styles).expect("UTF-8");
        let kept = styles.split(style).skip(1).filter(|one| one.contains(keeps));
        for name in names.into_iter().chain(["Caption", "Lead"]) {
            let is_it = |one: &str| one.contains(&format!("\"{name}\""));
            assert!(kept.clone().any(is_it), "{name} of the {format}");
        }
        assert_eq!(kept.count(), 5, "{format}");
    }
}

#[test]
fn the_zip_names_its_files_so_that_they_sort_and_says_how_to_open_them() {
    let mut day = Day::played();
    let written = day.written("zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(&written)).expect("a ZIP");
    let names = BTreeSet::from_iter(zip.file_names().map(|name| name.expect("a name").into_owned()));
    let date = day.export["forum"]["date"].as_str().expect("a date");
    let ends = [
        "livre.html",
        "livre.docx",
        "livre.odt",
        "synthese.html",
        "synthese.docx",
        "synthese.odt",
        "fiches.docx",
        "fiches.odt",
        "tableau.xlsx",
        "tableau.ods",
        "tableau.csv",
        "donnees.json",
    ];
    let mut expected = BTreeSet::from_iter(ends.map(|end| format!("{date}_forum-{}_{end}", day.code)));
    expected.insert("LISEZ-MOI.txt".to_owned());
    assert_eq!(names, expected);
    for end in ends.iter().filter(|end| !end.starts_with("donnees")) {
        let (document, format) = end.split_once('.').expect("a format");
        let alone = day.exported(&["--document", document, "--format", format]);
        let mut inside = Vec::new();
        let name = format!("{date}_forum-{}_{end}", day.code);
        zip.by_name(&name).expect("it is there").read_to_end(&mut inside).expect("it can be read");
        assert!(inside == alone, "{end} is the same alone");
    }
    let readme = String::from_utf8(part(&written, "LISEZ-MOI.txt")).expect("UTF-8");
    assert!(readme.starts_with('\u{feff}') && readme.contains("point-virgule"));
    assert!(day.server.stop().success());
    assert!(day.written("zip") == written, "the same forum gives the same bytes");
}

#[tokio::test]
async fn the_book_names_those_who_agreed_and_only_when_asked() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [ana, zoe] = [room.join("Anastasia").await, room.join("Zénobie").await];
    let agree = json!({"do": "name_in_book", "on": true});
    room.phone(&ana, &[]).await.order(agree).await.expect("agreed");
    group_of(&room, &[&ana, &zoe]).await;
    let day = Day { export: server.export(&room.forum), server, code: room.code.clone() };
    for format in ["html", "docx", "odt"] {
        for (names, is_named) in [(&[][..], false), (&["--with-names"][..], true)] {
            let words = [&["--format", format], names].concat();
            let written = day.exported(&words);
            let text = match format {
                "html" => String::from_utf8(written).expect("UTF-8"),
                "docx" => read_xml(&part(&written, "word/document.xml")).0,
                _ => read_xml(&part(&written, "content.xml")).0,
            };
            assert_eq!(text.contains("Anastasia"), is_named, "{words:?}");
            assert!(!text.contains("Zénobie"), "{words:?}");
        }
    }
    let zip = day.exported(&["--format", "zip", "--with-names"]);
    let data =
        format!("{}_forum-{}_donnees.json", day.export["forum"]["date"].as_str().expect("a date"), day.code);
    assert!(!String::from_utf8(part(&zip, &data)).expect("UTF-8").contains("Anastasia"));
}

/// How often each heading stands in a document, by its level.
fn headings(format: &str, elements: &[String]) -> [usize; 3] {
    [1, 2, 3].map(|level| {
        let mark = match format {
            "docx" => format!("w:pStyle w:val=\"Heading{level}\""),
            _ => format!("text:outline-level=\"{level}\""),
        };
        elements.iter().filter(|element| element.contains(&mark)).count()
    })
}

#[test]
fn what_a_territory_said_in_an_evening_lies_on_the_table_when_its_last_group_closes() {
    let folder = Folder::new();
    let path = folder.path().join("territoire.jsonl");
    plan::write(&path, &territory::plan(territory::CONTRIBUTIONS)).expect("a test writes its own folder");
    let mut day = Day::of(&Played::new(&path));
    let written = day.written("zip");
    assert!(day.written("zip") == written, "twice the same bytes");

    let list = |name: &str| day.export[name].as_array().expect("a list").len();
    let sizes = ["people", "groups", "contributions", "axes"].map(list);
    assert_eq!(
        sizes,
        [territory::PEOPLE, territory::GROUPS, territory::CONTRIBUTIONS, territory::AXES.len()]
    );
    let outcomes = [
        ("rattachées", territory::ATTACHED),
        ("doublons", territory::DUPLICATES),
        ("non rattachées", territory::NOT_ATTACHED),
        ("hors territoire", territory::OUTSIDE_TERRITORY),
        ("retirées", territory::TAKEN_BACK),
        ("non examinées", territory::UNEXAMINED),
    ];

    let date = day.export["forum"]["date"].as_str().expect("a date");
    let file = |end: &str| part(&written, &format!("{date}_forum-{}_{end}", day.code));
    let words = day.words();
    assert!(words.len() > territory::CONTRIBUTIONS - territory::TAKEN_BACK);
    let mut in_each = BTreeSet::new();
    for format in ["docx", "odt"] {
        let name = if format == "odt" { "content.xml" } else { "word/document.xml" };
        let (text, elements) = read_xml(&part(&file(&format!("livre.{format}")), name));
        for word in &words {
            assert!(text.contains(word.as_str()), "livre.{format} lacks {word:?}");
        }
        for (outcome, count) in outcomes {
            assert!(text.contains(&format!("{count}\u{a0}{outcome}")), "livre.{format}: {count} {outcome}");
        }
        in_each.insert(headings(format, &elements));
    }
    let [[ones, twos, _]] = Vec::from_iter(in_each)[..] else { panic!("both have the same headings") };
    assert!(ones > 5 && twos >= territory::GROUPS + territory::AXES.len());

    let rows = [cells::<Xlsx<_>>(file("tableau.xlsx")), cells::<Ods<_>>(file("tableau.ods"))];
    for rows in rows {
        let said = BTreeSet::from_iter(rows.iter().map(|row| row[6].to_string()));
        let contributions = day.export["contributions"].as_array().expect("a list").iter();
        let mut texts = contributions.filter_map(|one| one["text"].as_str());
        assert!(rows.len() == territory::CONTRIBUTIONS + 1 && texts.all(|text| said.contains(text)));
    }

    assert!(day.server.stop().success());
    day.server.start_again();
    assert!(day.written("zip") == written, "the same bytes after a restart");
}

/// What a camera reads in a picture.
fn scanned(png: &[u8]) -> String {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info().expect("a PNG");
    let mut points = vec![0; reader.output_buffer_size().expect("it fits into memory")];
    let frame = reader.next_frame(&mut points).expect("a picture");
    let width = frame.width as usize;
    let grey = |x: usize, y: usize| points[y * width + x];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, frame.height as usize, grey);
    let grids = image.detect_grids();
    let [grid] = grids.as_slice() else { panic!("{} codes", grids.len()) };
    grid.decode().expect("a code that can be read").1
}

#[tokio::test]
async fn where_words_are_found_again_is_printed_when_the_forum_has_an_address_anywhere() {
    let server = Server::start_with(&["--address", "https://salle.example"]);
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let group = group_of(&room, &[&ana]).await;
    let write = json!({"do": "write", "as": new_id(), "group": group, "kind": "need", "text": "Un banc"});
    room.phone(&ana, &[]).await.order(write).await.expect("written");
    let export = server.export(&room.forum);
    let mut day = Day { server, code: room.code.clone(), export };
    let printed = |day: &Day, address: Option<&str>| {
        for (document, format) in
            [("livre", "docx"), ("livre", "odt"), ("synthese", "docx"), ("synthese", "odt")]
        {
            let (text, elements) = read(day, document, format);
            let bytes = day.exported(&["--document", document, "--format", format]);
            let pictures =
                elements.iter().filter(|one| one.starts_with("w:drawing") || one.starts_with("draw:image"));
            assert_eq!(pictures.count(), usize::from(address.is_some()), "{document}.{format}");
            assert!(text.contains("code de suivi"), "{document}.{format}");
            let Some(address) = address else {
                assert!(text.contains("suivie de /recu"), "{document}.{format}");
                continue;
            };
            assert!(text.contains(&format!("{address}/recu")), "{document}.{format}");
            let picture = if format == "odt" { "Pictures/picture1.png" } else { "word/media/picture1.png" };
            assert_eq!(scanned(&part(&bytes, picture)), format!("https://{address}/recu"));
        }
    };
    printed(&day, Some("salle.example"));
    let set = json!({"do": "set_forum", "public_address": "https://forum.example"});
    room.facilitator(&[]).await.order(set).await.expect("set");
    printed(&day, Some("forum.example"));
    let set = json!({"do": "set_forum", "public_address": null});
    room.facilitator(&[]).await.order(set).await.expect("set");
    assert!(day.server.stop().success());
    printed(&day, None);
}

/// A PNG file of grey noise with sides of so many points.
fn noise(side: u32) -> Vec<u8> {
    let mut sum = side;
    let points = std::iter::repeat_with(|| {
        sum = sum.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (sum >> 24) as u8
    });
    let points = Vec::from_iter(points.take((side * side) as usize));
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().expect("a header").write_image_data(&points).expect("points");
    file
}

#[tokio::test]
async fn logos_stand_on_first_pages_and_are_erased_when_they_are_taken_away() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let mut facilitator = room.facilitator(&["facilitation"]).await;
    // As large as three may be.
    let files = [219, 220, 221].map(noise);
    let images = files.each_ref().map(|file| data_encoding::BASE64.encode(file));
    let names = ["Communauté", "Caf de l’Ain", "MSA"];
    let logo = |n: usize| json!({"name": names[n], "image": images[n]});
    let all = json!(Vec::from_iter((0..3).map(logo)));
    facilitator.order(json!({"do": "set_logos", "logos": all})).await.expect("set");
    let broken = json!({"name": "MSA", "image": &images[2][..images[2].len() / 2]});
    let refused = facilitator.order(json!({"do": "set_logos", "logos": [logo(0), broken]})).await;
    assert_eq!(refused.expect_err("refused")["code"], "BAD_LOGO");

    let path = format!("GET /api/forums/{}/logos", room.forum);
    let loaded = request(server.address, &path, &[bearer(&room.facilitator)], None).await;
    assert_eq!(loaded.json(), all);
    assert_eq!(request(server.address, &path, &[bearer(&ana.token)], None).await.status, 403);
    let snapshot = room.snapshot_at(&room.facilitator, "facilitation", 3).await.to_string();
    assert!(snapshot.contains(names[1]) && !snapshot.contains(&images[1][..60]), "{snapshot}");

    let export = server.export(&room.forum);
    assert_eq!(export["logos"][1]["image"], images[1]);
    let mut day = Day { server, code: room.code.clone(), export };
    for document in ["livre", "synthese"] {
        let html = String::from_utf8(day.exported(&["--document", document, "--format", "html"]));
        let html = html.expect("UTF-8");
        let places = names.map(|name| html.find(&format!("alt=\"{name}\"")).expect("the picture has a name"));
        assert!(places.is_sorted() && places[2] < html.find("<h1").expect("a title"), "{document}");
        for (format, folder) in [("docx", "word/media"), ("odt", "Pictures")] {
            let bytes = day.exported(&["--document", document, "--format", format]);
            for (file, n) in files.iter().zip(1..) {
                assert!(part(&bytes, &format!("{folder}/picture{n}.png")) == *file, "{document}.{format}");
            }
            let (_, elements) = read(&day, document, format);
            let titles = ["w:pStyle w:val=\"Title\"", "text:p text:style-name=\"Title\""];
            let title = elements.iter().position(|one| titles.iter().any(|title| one.starts_with(title)));
            let title = title.expect("a title");
            let first = elements
                .iter()
                .position(|one| ["w:drawing", "draw:frame"].iter().any(|it| one.starts_with(it)));
            assert!(first.is_some_and(|first| first < title), "{document}.{format}");
        }
    }

    facilitator.order(json!({"do": "set_logos", "logos": [logo(2)]})).await.expect("taken away");
    assert!(day.server.stop().success());
    day.server.start_again();
    for gone in [&images[0][..60], &images[1][..60], names[1]] {
        assert_eq!(day.server.data.files_with(gone), Vec::<PathBuf>::new(), "{gone}");
    }
    assert_eq!(
        day.server.export(&room.forum)["logos"],
        json!([{
            "name": "MSA", "width": 221, "height": 221, "image": images[2]
        }])
    );
}

#[tokio::test]
async fn a_browser_on_the_machine_makes_a_tagged_pdf_and_without_one_that_works_it_is_said_what_to_do() {
    let server = Server::start();
    let room = Room::with(&server, json!({"question": "Comment bien vivre ici dans dix ans ?"})).await;
    let path = |document: &str| format!("GET /api/forums/{}/documents/{document}.pdf", room.forum);
    let owner = [bearer(&room.facilitator)];
    for document in ["livre", "synthese"] {
        let pdf = request(server.address, &path(document), &owner, None).await;
        assert_eq!(pdf.status, 200, "{document}: {}", server.log());
        assert!(pdf.body.starts_with(b"%PDF-"), "{document}");
        let holds = |words: &[u8]| pdf.body.windows(words.len()).any(|window| window == words);
        assert!(holds(b"/StructTreeRoot") && holds(b"/Lang (fr") && holds(b"/Outlines"), "{document}");
    }
    for document in ["fiches", "tableau", "tout"] {
        assert_eq!(request(server.address, &path(document), &owner, None).await.status, 404, "{document}");
    }
    let broken = Folder::new();
    let browser = broken.path().join("chromium");
    std::fs::write(&browser, "#!/bin/sh\nexit 1\n").expect("a test writes its own folder");
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o700)).expect("it is the test's own");
    for folder in [Path::new("/nowhere"), broken.path()] {
        let bare = Server::start_after(&format!("export PATH={}", folder.display()));
        let room = Room::new(&bare).await;
        let path = format!("GET /api/forums/{}/documents/livre.pdf", room.forum);
        let refused = request(bare.address, &path, &[bearer(&room.facilitator)], None).await;
        assert_eq!((refused.status, &refused.json()["refused"]["code"]), (422, &json!("NO_BROWSER")));
    }
}
