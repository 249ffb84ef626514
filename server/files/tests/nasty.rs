//! What catches good programmers in the files that people bring, one case each.

#![expect(clippy::unwrap_used, reason = "a test fails where something is missing")]

mod writers;

use files::{Answer, Counted, Kind, Language, Preview, Reason, Tool, Unreadable, read};
use writers::{ods, packed, workbook};

fn seen(file: impl AsRef<[u8]>) -> Preview {
    seen_with(file, None)
}

fn seen_with(file: impl AsRef<[u8]>, structure: Option<&str>) -> Preview {
    let reading = read(file.as_ref(), structure.map(str::as_bytes)).unwrap();
    let preview = Preview::of(&reading, Language::French);
    for question in preview.questions.iter().flatten() {
        assert_eq!(question.answered + question.empty + question.not_asked, preview.rows, "{question:?}");
    }
    preview
}

fn question<'a>(preview: &'a Preview, label: &str) -> &'a Counted {
    preview
        .questions
        .iter()
        .flatten()
        .find(|question| question.label == label)
        .unwrap_or_else(|| panic!("{label}: {preview:?}"))
}

fn three(preview: &Preview, label: &str) -> (usize, usize, usize) {
    let question = question(preview, label);
    (question.answered, question.empty, question.not_asked)
}

fn choices(preview: &Preview, label: &str) -> Vec<(String, usize)> {
    question(preview, label).choices.clone().unwrap().0
}

fn pairs(of: &[(&str, usize)]) -> Vec<(String, usize)> {
    of.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

fn says(preview: &Preview, words: &str) -> bool {
    preview.warnings.iter().any(|warning| warning.replace('\u{a0}', " ").contains(words))
}

/// Readers take these for truth values, numbers, dates or nothing: here they stay what somebody wrote.
#[test]
fn cells_stay_as_they_are() {
    let nasty = [
        "Yes", "No", "5+", "65+", "3-", "3/1/2019", "N/A", "None", "NA", "null", "TRUE", "1e5", "007", "+33",
        " x ", "1,0", "∞",
    ];
    let file = format!("a,b\n{}", nasty.map(|cell| format!("1,\"{cell}\"\n")).concat());
    let reading = read(file.as_bytes(), None).unwrap();
    let cells: Vec<&str> = (0..reading.rows()).map(|record| reading.cell(record, 1)).collect();
    assert_eq!(cells, nasty);
}

/// Lines end with CR, LF or both, also inside a cell; a line number is that of the file.
#[test]
fn lines_end_in_three_ways() {
    for end in ["\r", "\n", "\r\n"] {
        let file = format!("a;b{end}\"un{end}deux\";2{end}3{end}4;5{end}");
        let preview = seen(&file);
        assert_eq!((preview.rows, preview.refused.len()), (2, 1));
        assert_eq!(preview.refused[0].line, 4, "{end:?}");
    }
}

/// The same table in five encodings.
#[test]
fn encodings() {
    let text = "Commune;Élus à l’écoute\nÉvry;\"déjà « prêt »\"\nCivaux;çà et là\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows = encoding_rs_bytes(text, false);
    let mac = encoding_rs_bytes(text, true);
    let files: [(&str, Vec<u8>); 5] = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("UTF-16", [b"\xFF\xFE".as_slice(), &utf16].concat()),
        ("Windows-1252", windows),
        ("Mac Roman", mac),
    ];
    for (name, file) in files {
        let reading = read(&file, None).unwrap();
        assert_eq!(reading.cell(0, 1), "déjà « prêt »", "{name}");
        assert_eq!(reading.cell(1, 1), "çà et là", "{name}");
        let said = Preview::of(&reading, Language::French).warnings;
        assert_eq!(
            said.iter().any(|said| said.contains(name)),
            !name.starts_with("UTF-8"),
            "{name}: {said:?}"
        );
    }
}

/// The letters of the text above in the two old encodings.
fn encoding_rs_bytes(text: &str, mac: bool) -> Vec<u8> {
    let table = [
        ('É', 0xC9, 0x83),
        ('à', 0xE0, 0x88),
        ('’', 0x92, 0xD5),
        ('é', 0xE9, 0x8E),
        ('«', 0xAB, 0xC7),
        ('»', 0xBB, 0xC8),
        ('ê', 0xEA, 0x90),
        ('ç', 0xE7, 0x8D),
    ];
    text.chars()
        .map(|char| match table.iter().find(|(known, ..)| *known == char) {
            Some((_, windows, roman)) => {
                if mac {
                    *roman
                } else {
                    *windows
                }
            }
            None => char as u8,
        })
        .collect()
}

/// Not shown is not « no » and not empty; one choice writes N/A where several write it for something else.
#[test]
fn limesurvey_means_what_it_writes() {
    let file = "\"id\",\"submitdate\",\"lastpage\",\"q1\",\"q2[SQ001]\",\"q2[SQ002]\",\"q2[other]\",\"q3\"\r\n\
        \"1\",\"1980-01-01 00:00:00\",\"2\",\"A1\",\"Y\",\"\",\"à pied\",\"\"\r\n\
        \"2\",,\"1\",\"\",\"\",\"\",\"\",\r\n\
        \"3\",,\"0\",,,,,\r\n";
    let preview = seen(file);
    assert_eq!(preview.submitted, Some(Some(1)));
    assert_eq!(three(&preview, "q1"), (1, 1, 1));
    assert_eq!(three(&preview, "q2"), (1, 1, 1));
    assert_eq!(three(&preview, "q3"), (0, 1, 2));
    assert_eq!(choices(&preview, "q2"), pairs(&[("SQ001", 1), ("SQ002", 0), ("other", 1)]));
    assert!(says(&preview, "1er janvier 1980"));
}

/// A structure gives names to codes, and says what is a choice and what a text.
#[test]
fn limesurvey_with_its_structure() {
    let field = |name: &str, value: &str| format!("<{name}><![CDATA[{value}]]></{name}>");
    let row = |fields: &[(&str, &str)]| {
        format!("<row>{}</row>", fields.iter().map(|(name, value)| field(name, value)).collect::<String>())
    };
    let table =
        |name: &str, rows: &[String]| format!("<{name}><fields/><rows>{}</rows></{name}>", rows.concat());
    let question =
        |qid, kind, title, other| row(&[("qid", qid), ("type", kind), ("title", title), ("other", other)]);
    let texts = |qid, text| row(&[("qid", qid), ("question", text), ("language", "fr")]);
    let lss = format!(
        "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>640</DBVersion>{}{}{}{}{}{}</document>",
        table(
            "answers",
            &[
                row(&[("aid", "1"), ("qid", "10"), ("code", "A1"), ("scale_id", "0")]),
                row(&[("aid", "2"), ("qid", "10"), ("code", "A2"), ("scale_id", "0")])
            ]
        ),
        table(
            "answer_l10ns",
            &[
                row(&[("aid", "1"), ("answer", "<b>Bus</b>, car"), ("language", "fr")]),
                row(&[("aid", "2"), ("answer", "Train"), ("language", "fr")])
            ]
        ),
        table(
            "questions",
            &[
                question("10", "L", "moyen", "Y"),
                question("11", "M", "quand", "N"),
                question("12", "Y", "content", "N")
            ]
        ),
        table(
            "subquestions",
            &[
                row(&[("qid", "20"), ("parent_qid", "11"), ("title", "S1")]),
                row(&[("qid", "21"), ("parent_qid", "11"), ("title", "S2")])
            ]
        ),
        table(
            "question_l10ns",
            &[
                texts("10", "<p>Comment venez-vous&nbsp;?</p>"),
                texts("11", "Quand ?"),
                texts("12", "Content ?"),
                texts("20", "Le matin"),
                texts("21", "Le soir")
            ]
        ),
        table("surveys", &[row(&[("sid", "1"), ("language", "fr")])]),
    );
    let file = "id,submitdate,moyen,moyen[other],quand[S1],quand[S2],content\n1,2024-01-01,A1,,Y,,Y\n2,2024-01-01,-oth-,trottinette,,Y,N\n3,2024-01-01,,,Y,Y,\n";
    let preview = seen_with(file, Some(&lss));
    assert_eq!(
        choices(&preview, "Comment venez-vous ?"),
        pairs(&[("Bus, car", 1), ("Train", 0), ("Autre", 1)])
    );
    assert_eq!(choices(&preview, "Quand ?"), pairs(&[("Le matin", 2), ("Le soir", 2)]));
    assert_eq!(choices(&preview, "Content ?"), pairs(&[("Oui", 1), ("Non", 1)]));
    let full = "\"ID de la réponse\",\"Date de soumission\",\"Comment venez-vous ?\",\"Quand ? [Le matin]\",\"Quand ? [Le soir]\",\"Content ?\"\n\"1\",\"2024-01-01\",\"Bus, car\",\"Oui\",\"Non\",\"N/A\"\n\"2\",\"2024-01-01\",\"Train\",\"N/A\",\"N/A\",\"Non\"\n";
    let preview = seen_with(full, Some(&lss));
    assert_eq!(choices(&preview, "Comment venez-vous ?")[..2], pairs(&[("Bus, car", 1), ("Train", 1)]));
    assert_eq!(three(&preview, "Quand ?"), (1, 0, 1));
    assert_eq!(three(&preview, "Content ?"), (1, 1, 0));
}

/// An array of yes and no is no multiple choice: it leaves cells empty.
#[test]
fn arrays_and_rankings_of_limesurvey() {
    let file = "id,submitdate,lastpage,a[1],a[2],r[1],r[2],g[L_C1],g[L_C2]\n1,2024,1,Y,N,B,A,1,\n2,2024,1,,U,A,B,,1\n3,2024,1,N,Y,B,,,\n";
    let preview = seen(file);
    assert_eq!(three(&preview, "a[1]"), (2, 1, 0));
    assert_eq!(question(&preview, "r").kind, Kind::Rank);
    assert_eq!(three(&preview, "r"), (3, 0, 0));
    assert_eq!(choices(&preview, "g [L]"), pairs(&[("C1", 1), ("C2", 1)]));
}

/// A VV file has two rows of headings and words of its own for what a line cannot hold.
#[test]
fn limesurvey_as_vv() {
    let file = "Response ID\tDate submitted\tLast page\tAvis\tBus\tVélo\nid\tsubmitdate\tlastpage\tQ1\tQ2_SQ001\tQ2_SQ002\n\
        1\t2024-01-01 10:00:00\t2\ta{newline}b{lbrace}c\tY\t\n2\t{question_not_shown}\t1\t\t{question_not_shown}\t{question_not_shown}\n";
    let preview = seen(file);
    assert_eq!((preview.tool, preview.rows, preview.submitted), (Tool::LimeSurvey, 2, Some(Some(1))));
    assert_eq!((three(&preview, "Q1. Avis"), three(&preview, "Q2")), ((1, 1, 0), (1, 0, 1)));
    assert_eq!(choices(&preview, "Q2"), pairs(&[("Bus", 1), ("Vélo", 0)]));
    let reading = read(file.as_bytes(), None).unwrap();
    assert_eq!(reading.answer(0, &reading.questions()[0]), Answer::Text("a\nb{c"));
}

/// A grid of yes, no and uncertain is a question a row, also where everybody answered everything.
#[test]
fn a_grid_is_no_multiple_choice() {
    let row = |id: u32, answers: [&str; 3]| format!("{id},2024-01-01,3,{}\n", answers.join(","));
    let file =
        "Response ID,Date submitted,Last page,Do you like [Tea],Do you like [Coffee],Do you like [Milk]\n"
            .to_owned()
            + &row(1, ["Yes", "No", "Uncertain"])
            + &row(2, ["No", "Yes", "Yes"])
            + &row(3, ["Yes", "Yes", "No"]);
    let preview = seen(file);
    assert_eq!(choices(&preview, "Do you like [Tea]"), pairs(&[("No", 1), ("Yes", 2)]));
}

/// A choice that a version of the form did not have is neither taken nor refused.
#[test]
fn versions_of_a_form() {
    let file = "\"q\";\"q/a\";\"q/b\";\"q/c\";\"_id\";\"_uuid\";\"_index\"\n\"a b\";\"1\";\"1\";\"\";\"1\";\"u1\";\"1\"\n\"c\";\"0\";\"0\";\"1\";\"2\";\"u2\";\"2\"\n\"b\";\"\";\"\";\"\";\"3\";\"u3\";\"3\"\n\"\";\"\";\"\";\"\";\"4\";\"u4\";\"4\"\n";
    let preview = seen(file);
    assert_eq!(three(&preview, "q"), (3, 1, 0));
    assert_eq!(choices(&preview, "q"), pairs(&[("a", 1), ("b", 2), ("c", 1)]));
    assert!(says(&preview, "« c » n'était pas proposé à 1 réponses"));
}

/// Repeats are refused by their name, as columns, as sheets and as rows; the rest is read.
#[test]
fn repeats_are_refused_by_name() {
    let columns = "nom,enfants/enfant[1]/age,enfants/enfant[2]/age,meta/instanceID\nA,4,6,u1\nB,3,n/a,u2\n";
    let preview = seen(columns);
    assert_eq!((preview.tool, preview.rows, preview.refused.len()), (Tool::Ona, 2, 1));
    assert!(preview.refused[0].reason.contains("enfants/enfant"));
    let rows = "nom,enfant/age,meta/instanceID\nA,4,u1\nA,6,u1\nB,3,u2\n";
    let reading = read(rows.as_bytes(), None).unwrap();
    assert_eq!(reading.rows(), 2);
    assert!(
        reading
            .refused
            .iter()
            .any(|refused| refused.reason == Reason::SameRecord { line: 2 } && refused.line == 3)
    );
    let cell =
        |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = |rows: &[&[&str]]| {
        rows.iter()
            .enumerate()
            .map(|(row, cells)| {
                let cells: String = cells
                    .iter()
                    .enumerate()
                    .map(|(column, text)| {
                        cell(&format!("{}{}", char::from(b'A' + column as u8), row + 1), text)
                    })
                    .collect();
                format!("<row r=\"{}\">{cells}</row>", row + 1)
            })
            .collect::<String>()
    };
    let book = workbook(
        &[
            ("Enquête", sheet(&[&["ville", "_id", "_uuid", "_index"], &["Civray", "1", "u1", "1"]])),
            (
                "enfants",
                sheet(&[
                    &["age", "_index", "_parent_table_name", "_parent_index"],
                    &["4", "1", "Enquête", "1"],
                    &["6", "2", "Enquête", "1"],
                ]),
            ),
        ],
        "",
        "",
    );
    let preview = seen(book);
    assert_eq!((preview.tool, preview.rows, preview.refused.len()), (Tool::Kobo, 1, 1));
    assert!(preview.refused[0].reason.contains("enfants"));
}

/// An XLSForm says which words of a cell are one choice, and gives them their labels.
#[test]
fn kobo_with_its_form() {
    let form = "survey,,,\n,type,name,label::Français (fr)\n,begin_group,g,Groupe\n,select_multiple moyens,moyen,Moyens ?\n,select_one on,content,Content ?\n,integer,age,Âge\n,end_group,,\n,begin_repeat,enfants,Enfants\n,text,prenom,Prénom\n,end_repeat,,\nchoices,,,\n,list_name,name,label::Français (fr)\n,moyens,pied,À pied\n,moyens,bus,\"Bus, car\"\n,on,1,Oui\n,on,0,Non\n";
    let names =
        "g/moyen,g/content,g/age,_id,_uuid,_index\npied bus,1,5,1,u1,1\nbus,0,,2,u2,2\n,1,007,3,u3,3\n";
    let preview = seen_with(names, Some(form));
    assert_eq!(choices(&preview, "Moyens ?"), pairs(&[("À pied", 1), ("Bus, car", 2)]));
    assert_eq!(choices(&preview, "Content ?"), pairs(&[("Oui", 2), ("Non", 1)]));
    assert_eq!(question(&preview, "Âge").kind, Kind::Number);
    assert!(says(&preview, "enfants"));
    let labels = "Groupe/Moyens ?,Groupe/Moyens ?/À pied,\"Groupe/Moyens ?/Bus, car\",_id,_uuid,_index\n\"À pied Bus, car\",1,1,1,u1,1\n\"Bus, car\",0,1,2,u2,2\n";
    assert_eq!(choices(&seen_with(labels, Some(form)), "Moyens ?"), pairs(&[("À pied", 1), ("Bus, car", 2)]));
    assert_eq!(seen(form).tool, Tool::XlsForm);
}

/// What holds the separator is taken apart where the answers leave one reading, and said where they do not.
#[test]
fn choices_that_hold_the_separator() {
    let google = |cells: &[&str]| {
        let rows: String =
            cells.iter().map(|cell| format!("2020/04/12 3:24:10 PM UTC+2,\"{cell}\"\n")).collect();
        seen(format!("Horodateur,Q\n{rows}"))
    };
    let preview = google(&[
        "Vélo",
        "Vélo, Transports publics (train, bus, etc.)",
        "Transports publics (train, bus, etc.)",
        "Voiture, Vélo",
        "Voiture",
    ]);
    assert_eq!(
        choices(&preview, "Q"),
        pairs(&[("Transports publics (train, bus, etc.)", 2), ("Voiture", 2), ("Vélo", 3)])
    );
    let preview =
        google(&["Oui, tout à fait", "Oui, plutôt", "Non", "Oui, plutôt", "Non", "Oui, tout à fait"]);
    assert_eq!(question(&preview, "Q").kind, Kind::Single);
    assert_eq!(choices(&preview, "Q"), pairs(&[("Non", 2), ("Oui, plutôt", 2), ("Oui, tout à fait", 2)]));
    assert!(says(&preview, "elles sont laissées entières"));
    let preview = google(&[
        "Lecture, Sport",
        "Sport",
        "Lecture",
        "Lecture, Jeux, Cartes",
        "Jeux, Cartes",
        "Sport, Jeux, Cartes",
    ]);
    assert!(says(&preview, "« Jeux, Cartes », est-ce un choix ou plusieurs ?"));
}

/// Microsoft ends every choice with a semicolon; a ranking holds all of them in an order.
#[test]
fn microsoft_ranks_and_joins() {
    let file = "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Q;Rang\n1;3/1/2024 10:00;3/1/2024 10:02;anonymous;;\"A;\";\"x;y;z;\"\n2;3/1/2024 10:00;3/1/2024 10:02;anonymous;;\"A;B;\";\"z;y;x;\"\n3;3/1/2024 10:00;3/1/2024 10:02;anonymous;;;\n";
    let preview = seen(file);
    assert_eq!(choices(&preview, "Q"), pairs(&[("A", 2), ("B", 1)]));
    assert_eq!((three(&preview, "Q"), question(&preview, "Rang").kind), ((2, 1, 0), Kind::Rank));
    assert!(says(&preview, "reconnu d'après ses en-têtes"));
    let reading = read(file.as_bytes(), None).unwrap();
    let rank = reading.questions().iter().find(|question| question.label == "Rang").unwrap();
    assert_eq!(reading.answer(1, rank), Answer::Choices(vec![2, 1, 0], vec![]));
}

/// Headings that are empty or stand twice, addresses of people, a stray quote, a line too short.
#[test]
fn headings_addresses_and_ragged_lines() {
    let file = "Horodateur,Avis,Avis,,Mail\n2020-01-01 10:00,a,b,c,x@example.org\n2020-01-01 10:00,a,b\n2020-01-01 10:00,a,b,,y@example.org\n2020-01-01 10:00,\"jamais fermé\n";
    let preview = seen(file);
    assert_eq!(preview.rows, 2);
    assert_eq!(preview.refused.iter().map(|line| line.line).collect::<Vec<_>>(), [3, 5]);
    assert!(says(&preview, "« Avis » est celui de plusieurs colonnes : B, C"));
    assert!(says(&preview, "Colonnes sans titre : D"));
    assert!(says(&preview, "adresses électroniques"));
}

/// A workbook: rich text, phonetics, escapes, dates, formulas, long numbers, merged and missing cells.
#[test]
fn cells_of_a_workbook() {
    let strings = "<si><r><t>deux </t></r><r><t>mots</t></r><rPh sb=\"0\" eb=\"1\"><t>lu</t></rPh></si><si><t xml:space=\"preserve\">a_x000D_b &amp; c</t></si>";
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-40C]dd\\ mmmm\\ yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.00&quot; jours&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"165\"/></cellXfs>";
    let head: String = ["A", "B", "C", "D"]
        .iter()
        .map(|column| format!("<c r=\"{column}1\" t=\"inlineStr\"><is><t>{column}</t></is></c>"))
        .collect();
    let rows = format!(
        "<row r=\"1\">{head}</row>\
         <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" s=\"1\"><v>43468</v></c><c r=\"D3\" s=\"3\"><v>43468.5</v></c></row>\
         <row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\"><v>12345678901234567</v></c><c r=\"C4\" s=\"2\"><v>59</v></c><c r=\"D4\" s=\"4\"><v>613.17999999999995</v></c></row>\
         <row r=\"5\"><c r=\"A5\"><f>1+1</f><v>2</v></c><c r=\"C5\"><v>43469</v></c><c r=\"D5\" t=\"b\"><f>TRUE()</f><v></v></c></row>\
         <row r=\"6\"><c r=\"A6\" t=\"e\"><v>#N/A</v></c></row><row r=\"7\" ht=\"15\"><c r=\"A7\" s=\"1\"/></row>\u{1}<mergeCells><mergeCell ref=\"A5:B5\"/></mergeCells>"
    );
    let book = workbook(&[("Feuille", rows)], strings, styles);
    let reading = read(&book, None).unwrap();
    let cells = |record: usize| (0..4).map(|column| reading.cell(record, column)).collect::<Vec<_>>();
    assert_eq!(reading.rows(), 4);
    assert_eq!(cells(0), ["deux mots", "a\rb & c", "2019-01-03", "2019-01-03 12:00:00"]);
    assert_eq!(cells(1), ["TRUE", "12345678901234567", "1900-02-28", "613.18"]);
    assert_eq!(cells(2), ["2", "", "43469", "TRUE"]);
    assert_eq!(reading.line(3), 6);
    let preview = Preview::of(&reading, Language::French);
    for words in [
        "1 formules, la première en A5",
        "en erreur, la première en A6",
        "Cellules fusionnées : A5:B5",
        "le premier en C5",
    ] {
        assert!(says(&preview, words), "{words}: {:?}", preview.warnings);
    }
}

/// An ODS: repeated cells and rows, spans, comments, and blanks that count.
#[test]
fn cells_of_an_ods() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let rows = format!(
        "<table:table-row>{}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><office:annotation><text:p>note</text:p></office:annotation><text:p>un <text:span>mot</text:span><text:s text:c=\"2\"/>&amp;</text:p><text:p>fin</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2019-01-03\"><text:p>03/01/19</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"0.1\"><text:p>0,1</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        text("A"),
        text("B"),
        text("C")
    );
    let file = ods(&rows);
    let reading = read(&file, None).unwrap();
    assert_eq!((reading.tool, reading.rows()), (Tool::Table, 3));
    assert_eq!(reading.cell(1, 1), "un mot  &\nfin");
    assert_eq!((reading.cell(0, 2), reading.cell(2, 0), reading.cell(2, 2)), ("2019-01-03", "0.1", "TRUE"));
    assert_eq!(reading.line(2), 4);
}

/// What cannot be read is said, and never a panic.
#[test]
fn what_is_not_read() {
    let html = b"<html><table><tr><td>1</td></tr></table></html>".as_slice();
    let zip = packed(&[("word/document.xml", "<w/>".to_owned())]);
    let survey = packed(&[("survey_1.lss", "<document/>".to_owned())]);
    let wide = format!("{}\n", "a,".repeat(2100));
    let long = format!("a,b\n{}", "1,2\n".repeat(50_001));
    let cases: [(&[u8], Unreadable); 11] = [
        (b"", Unreadable::Nothing),
        (b"  \n \n", Unreadable::Nothing),
        (html, Unreadable::Page),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Unreadable::OldWorkbook),
        (b"%PDF-1.7\n", Unreadable::NoTable),
        (b"[1, 2]", Unreadable::Json),
        (&zip, Unreadable::OtherArchive),
        (&survey, Unreadable::SurveyArchive),
        (b"PK\x03\x04 cut", Unreadable::Damaged),
        (wide.as_bytes(), Unreadable::TooManyColumns { line: 1 }),
        (long.as_bytes(), Unreadable::TooManyRows),
    ];
    for (file, why) in cases {
        assert_eq!(read(file, None).err(), Some(why));
        assert!(!why.sentence(Language::French).is_empty());
    }
    assert_eq!(read(&vec![b'a'; files::limits::FILE + 1], None).err(), Some(Unreadable::TooLarge));
    let bomb = packed(&[("content.xml", format!("<a>{}</a>", " ".repeat(257 << 20)))]);
    assert_eq!(read(&bomb, None).err(), Some(Unreadable::TooMuchInside));
}

/// INSEE's comparator, an action plan, results of Decidim, and outlines.
#[test]
fn tables_that_have_a_name() {
    let insee = seen("CODGEO;P22_POP;PIMP21;SUPERF\n01001;329;37,0;16.23\n01002;12;s;4.5\n");
    assert_eq!((insee.tool, insee.rows), (Tool::Insee, 2));
    assert!(says(&insee, "secret statistique") && says(&insee, "la virgule dans PIMP21"));
    let decidim = seen("id;parent/id;title/fr;title/en;progress;status/id\n1;;Un;One;20;\n");
    assert_eq!((decidim.tool, decidim.rows), (Tool::Decidim, 1));
    let outlines = seen(
        "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"code\":\"01001\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,1],[1,1],[1,0],[0,1]]]}},\n{\"type\":\"Feature\",\"properties\":{\"code\":\"01002\"},\"geometry\":null}]}",
    );
    assert_eq!((outlines.tool, outlines.rows, outlines.refused[0].line), (Tool::GeoJson, 1, 3));
    let head = |row: u32, cells: &[&str]| {
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(column, text)| {
                format!(
                    "<c r=\"{}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
                    char::from(b'A' + column as u8)
                )
            })
            .collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    let plan = head(
        2,
        &[
            "Axe (x)",
            "Sous-axe (x.x)",
            "Sous-sous axe (x.x.x)",
            "Titre de l'action",
            "Titre de la sous-action",
        ],
    ) + &head(4, &["Un", "", "", "Ouvrir la salle", ""])
        + &head(5, &["Un", "", "", "Ouvrir la salle", "Trouver la clef"])
        + &head(6, &["Un", "", "", "Fermer", "Perdre la clef"]);
    let plan = seen(workbook(&[("Plan", plan)], "", ""));
    assert_eq!((plan.tool, plan.rows, plan.refused[0].line), (Tool::ActionPlan, 2, 6));
}

/// Two rows of headings become one, and titles above a table are not its headings.
#[test]
fn two_rows_of_headings() {
    let preview = seen("Lieu;;Âge;\nCommune;Code;Jeunes;Anciens\nCivray;86078;12;40\nGençay;86103;9;33\n");
    assert_eq!(preview.columns.unwrap(), ["Lieu / Commune", "Lieu / Code", "Âge / Jeunes", "Âge / Anciens"]);
    assert_eq!(preview.rows, 2);
    let preview = seen("Les communes;;\n;;\nCode;Nom;Habitants\n86001;A;12\n86002;B;14\n");
    assert_eq!(
        (preview.columns.unwrap(), preview.rows),
        (["Code", "Nom", "Habitants"].map(str::to_owned).to_vec(), 2)
    );
}

/// Rows and columns that hold nothing are none, however many there are.
#[test]
fn emptiness_is_no_row_and_no_column() {
    let rows = "1;2\n".repeat(10);
    let preview = seen(format!("a;b\n{rows}{}{rows}", ";\n;\" \"\n".repeat(30_000)));
    assert_eq!((preview.rows, preview.refused.len()), (20, 0));
    let wide = ";".repeat(3_000);
    let preview = seen(format!("a;b{wide}\n1;2{wide}\n{wide}\n3;4{wide}\n"));
    assert_eq!((preview.columns.unwrap(), preview.rows), (vec!["a".to_owned(), "b".to_owned()], 2));
    // The third column has no name and is filled, the fourth is nothing.
    let preview = seen("a;b;;\n1;2;3;\n4;5;;\n");
    assert_eq!(
        (preview.columns.unwrap(), preview.rows),
        (vec!["a".to_owned(), "b".to_owned(), String::new()], 2)
    );
    assert_eq!(
        read(format!("a{}\n1\n", ";b".repeat(2_000)).as_bytes(), None).err(),
        Some(Unreadable::TooManyColumns { line: 1 })
    );
    assert_eq!(
        read(";".repeat(1 << 20).as_bytes(), None).err(),
        Some(Unreadable::TooManyColumns { line: 1 })
    );
    // Formulas that give nothing, dragged down to the end of a sheet.
    let formula =
        |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><f>B{row}</f><v></v></c></row>");
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>".to_owned()
        + &(2..60_000).map(formula).collect::<String>();
    assert_eq!(seen(workbook(&[("Feuille", rows)], "", "")).rows, 0);
    let cells = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"XFD1\" t=\"str\"><v> </v></c></row>";
    assert_eq!(seen(workbook(&[("Feuille", cells.to_owned())], "", "")).columns.unwrap(), ["a"]);
}

/// Choices of one name keep their own counts under names of their own, and it is said.
#[test]
fn choices_of_one_name_are_counted_apart() {
    let form = "survey,,,\n,type,name,label\n,select_one ville,v,Ville ?\n,select_one on,o,Content ?\nchoices,,,\n,list_name,name,label\n,ville,a,Civray\n,ville,b,Civray\n,ville,c,Civray\n,ville,d,Civray (2)\n,on,1,Oui\n";
    let preview = seen_with("v,o,_id,_uuid\na,1,1,u1\nb,1,2,u2\nb,1,3,u3\nc,1,4,u4\nd,,5,u5\n", Some(form));
    assert_eq!(
        choices(&preview, "Ville ?"),
        pairs(&[("Civray", 1), ("Civray (3)", 2), ("Civray (4)", 1), ("Civray (2)", 1)])
    );
    assert_eq!(preview.warnings.iter().filter(|warning| warning.contains("s'appellent")).count(), 1);
    assert!(says(&preview, "« Ville ? » : plusieurs choix s'appellent « Civray »"));
    let columns =
        "id,submitdate,lastpage,q[Autre],q[Autre],q[Bus]\n1,2024,1,Y,,Y\n2,2024,1,,Y,\n3,2024,1,Y,,\n";
    let preview = seen(columns);
    assert_eq!(choices(&preview, "q"), pairs(&[("Autre", 2), ("Autre (2)", 1), ("Bus", 1)]));
}

/// Who somebody is stands among the warnings, and the object has the keys that are documented.
#[test]
fn the_object_has_its_keys() {
    let preview = seen(
        "Horodateur,Adresse e-mail,Avis,Courriel du parent\n2020-01-01 10:00,a@example.org,bien,b@example.org\n",
    );
    let object = serde_json::to_value(&preview).unwrap();
    let keys = |of: &serde_json::Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&object), ["questions", "refused", "rows", "submitted", "tool", "warnings"]);
    assert_eq!(keys(&object["questions"][0]), ["answered", "empty", "kind", "label", "not_asked"]);
    assert_eq!(object["questions"][1]["label"], "Courriel du parent");
    assert_eq!(
        preview.warnings.iter().filter(|warning| warning.contains("adresses électroniques")).count(),
        2
    );
}

/// Long choices in one cell are several choices, or a warning says that they were left whole.
#[test]
fn long_choices_are_not_free_text_silently() {
    let option =
        |name: &str| format!("{name} {}", "pour se retrouver entre voisins le soir ".repeat(4).trim());
    let (one, two, three) = (option("Un lieu"), option("Une fête"), option("Un jardin"));
    let google = |cells: &[String]| {
        let rows: String =
            cells.iter().map(|cell| format!("2020/04/12 3:24:10 PM UTC+2,\"{cell}\"\n")).collect();
        seen(format!("Horodateur,Q\n{rows}"))
    };
    let both = [
        format!("{one}, {two}"),
        format!("{two}, {three}"),
        format!("{one}, {three}"),
        format!("{one}, {two}, {three}"),
        one.clone(),
    ];
    let preview = google(&both);
    assert_eq!(question(&preview, "Q").kind, Kind::Several);
    assert_eq!(choices(&preview, "Q"), pairs(&[(&three, 3), (&one, 4), (&two, 3)]));
    // Two that stand together every time, beside texts of one's own.
    let together = |end: &str| format!("{one}, {two}, {end}");
    let preview = google(&["rien".to_owned(), together("a"), together("b"), together("c")]);
    assert_eq!(question(&preview, "Q").kind, Kind::LongText);
    assert!(says(&preview, "lu comme du texte libre"), "{:?}", preview.warnings);
    // Free texts hold commas too: nothing is said of them.
    let free = ["le bus, le soir, et la nuit", "un lieu pour les jeunes, ouvert", "rien, merci"].map(option);
    assert_eq!(google(&free).warnings.iter().filter(|warning| warning.contains("texte libre")).count(), 0);
}

/// A cell whose address or repetition is far away is too many columns, or nothing: never a table of that size.
#[test]
fn cells_that_are_far_away() {
    let cell = |place: &str, inside: &str| format!("<row r=\"1\"><c r=\"{place}\"{inside}</c></row>");
    let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    for place in ["XFD1", "FXSHRXW1", "ZZZZZZZZZZZZZZZZZZZZZZZZ1"] {
        for inside in [" s=\"1\"><v>43468</v>", "><v>43468</v>", " t=\"d\"><v>2019-01-03T00:00:00</v>"] {
            let book = workbook(&[("Feuille", cell(place, inside))], "", styles);
            assert_eq!(read(&book, None).err(), Some(Unreadable::TooManyColumns { line: 1 }), "{place}");
        }
    }
    // Nothing stands in these, and what follows them has no address of its own.
    let row = "<row r=\"4294967295\"><c r=\"ZZZZZZZZZZZZ1\"/><c/></row><row><c r=\"A1\"><v>1</v></c></row>\u{1}<mergeCells><mergeCell ref=\"A1:ZZZZZZZZZZZZZ1\"/></mergeCells>";
    assert_eq!(seen(workbook(&[("Feuille", row.to_owned())], "", "")).tool, Tool::Table);
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2019-01-03\"/>";
    let first = "<table:table-cell office:value-type=\"string\" office:string-value=\"a\"/>";
    let far = |what: &str| {
        ods(&format!(
            "<table:table-row>{first}<table:table-cell table:number-columns-repeated=\"4294967295\"/>{what}</table:table-row>"
        ))
    };
    assert_eq!(read(&far(date), None).err(), Some(Unreadable::TooManyColumns { line: 1 }));
    let spans = "<table:covered-table-cell table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\"/>";
    assert_eq!(seen(far(spans)).columns.unwrap(), ["a"]);
}

/// A question may be called as a column of the tool: what it is, its place, its cells and the structure say.
#[test]
fn a_question_called_like_a_column_of_the_tool() {
    let file = "id,submitdate,lastpage,startlanguage,Âge,Langue,Token,submitdate,bus,busTime\n\
        1,2024-01-01 10:00:00,2,fr,12,occitan,un jeton,hier,1,20\n2,2024-01-01 10:00:00,2,fr,13,fr,deux,,2,25\n";
    let preview = seen(file);
    assert_eq!(preview.submitted, Some(Some(2)));
    let labels = |preview: &Preview| -> Vec<String> {
        preview.questions.iter().flatten().map(|question| question.label.clone()).collect()
    };
    assert_eq!(labels(&preview), ["Âge", "Langue", "Token", "submitdate", "bus", "busTime"]);
    assert_eq!(three(&preview, "Langue"), (2, 0, 0));
    assert!(says(
        &preview,
        "laissées de côté car ce ne sont pas des questions : id, submitdate, lastpage, startlanguage."
    ));
    // How long everything took stands behind the questions.
    let timed = "id,submitdate,lastpage,bus,busTime,interviewtime,groupTime1,noteTime,busTime\n1,2024-01-01,2,1,20,12.5,3.1,,2\n";
    assert_eq!(labels(&seen(timed)), ["bus", "busTime"]);
    // Right behind the tool's own, by its answers.
    let invited =
        "id,submitdate,lastpage,invitation,email\n1,2024-01-01,2,non,jamais\n2,2024-01-01,2,oui,parfois\n";
    assert_eq!(labels(&seen(invited)), ["invitation", "email"]);
    let ona = "q,start,today,end,_id,_uuid\nx,2024-01-02T10:00:00.000+01:00,2024-01-02,2024-03-01,1,u1\n";
    assert_eq!(labels(&seen(ona)), ["q", "end"]);
    let kobo = "start,end,Status,audit,today,_id,_uuid,_index\n2024-01-02T10:00:00.000+01:00,2024-01-02T10:05:00.000+01:00,marié,un audit,hier,1,u1,1\n";
    assert_eq!(labels(&seen(kobo)), ["Status", "audit", "today"]);
    let form = "survey,,,\n,type,name,label\n,start,start,\n,text,_notes,Notes ?\n,text,Status,Situation ?\n,date,today,Quel jour ?\n";
    let preview = seen_with(
        "start,_notes,Status,today,_id,_uuid,_index\n2024-01-02T10:00:00.000+01:00,x,y,2024-01-03,1,u1,1\n",
        Some(form),
    );
    assert_eq!(labels(&preview), ["Notes ?", "Situation ?", "Quel jour ?"]);
    let microsoft = "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Langue;Nom;ID\n1;3/1/2024 10:00;3/1/2024 10:02;anonymous;;occitan;Dupont;a\n";
    assert_eq!(labels(&seen(microsoft)), ["Langue", "Nom", "ID"]);
    let google = "Horodateur,Note,Avis,Adresse e-mail\n2020-01-01 10:00,,bien,aucune\n2020-01-01 10:00,3 / 5,mal,a@example.org\n";
    let preview = seen(google);
    assert_eq!(labels(&preview), ["Avis", "Adresse e-mail"]);
    assert!(says(&preview, "ne sont pas des questions : Note."));
    assert_eq!(labels(&seen("Horodateur,Avis,Note\n2020-01-01 10:00,bien,\n")), ["Avis", "Note"]);
}

/// A structure never makes less of a file than its headings do.
#[test]
fn another_structure_does_no_harm() {
    let lss = "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><qid>9</qid><type>N</type><title>age</title></row><row><qid>10</qid><type>T</type><title>langue</title></row></rows></questions></document>";
    let file = "id,submitdate,lastpage,q[1],q[2],langue\n1,2024-01-01,2,Y,,fr\n2,2024-01-01,2,,Y,de\n3,2024-01-01,2,Y,Y,oc\n";
    let preview = seen_with(file, Some(lss));
    assert_eq!(preview.tool, Tool::LimeSurvey);
    assert_eq!(choices(&preview, "q"), pairs(&[("1", 2), ("2", 2)]));
    assert_eq!(three(&preview, "langue"), (3, 0, 0));
    assert!(says(&preview, "la structure ne connaît pas : « q[1] », « q[2] »"));
    // Files of the old VV name the number of a question.
    let vv = "id\tsubmitdate\tÂge\tAvis\tAvis\nid\tsubmitdate\t12X3X9\t12X3X11SQ001\t12X3X11SQ002\n1\t2024-01-01 10:00:00\t40\tY\t\n";
    let preview = seen_with(vv, Some(lss));
    assert_eq!((question(&preview, "age").kind, three(&preview, "age")), (Kind::Number, (1, 0, 0)));
    let preview = seen(vv);
    assert_eq!(three(&preview, "X9. Âge"), (1, 0, 0));
    assert_eq!(choices(&preview, "X11. Avis"), pairs(&[("SQ001", 1), ("SQ002", 0)]));
}

/// Yes and no as 1 and 2 are ticks where every choice has one of them; a scale that is half filled is none.
#[test]
fn ticks_of_one_and_two() {
    let file = "id,submitdate,lastpage,q[SQ001],q[SQ002],g[a],g[b]\n1,2024-01-01,2,1,2,1,2\n2,2024-01-01,2,2,2,2,\n3,2024-01-01,2,,,1,1\n";
    let preview = seen(file);
    assert_eq!(
        (choices(&preview, "q"), three(&preview, "q")),
        (pairs(&[("SQ001", 1), ("SQ002", 0)]), (1, 2, 0))
    );
    assert!(says(&preview, "lu comme cases à cocher d'après les valeurs"));
    assert_eq!(three(&preview, "g[b]"), (2, 1, 0));
}

/// Three rows of headings say where a question begins; where it ends its cells say, or a warning.
#[test]
fn where_a_question_of_framaforms_ends() {
    let file = |above: &str, headings: &str, rows: &[&str]| {
        let rows: String =
            rows.iter().enumerate().map(|(at, row)| format!("{at}\t{at}\t0\t0\t{row}\n")).collect();
        seen(format!("Enquête\nDétails\t\t\t\t{above}\nSérie\tSID\tBrouillon\tUID\t{headings}\n{rows}"))
    };
    let labels = |preview: &Preview| -> Vec<String> {
        preview.questions.iter().flatten().map(|question| question.label.clone()).collect()
    };
    // A choice that nobody took, an own answer, and a question that nobody answered.
    let preview =
        file("Moyens\t\t\t\t", "Bus\tVélo\tAutre…\tPourquoi ?", &["X\t\t\t", "\t\tà pied\t", "\t\t\t"]);
    assert_eq!(choices(&preview, "Moyens"), pairs(&[("Bus", 1), ("Vélo", 0), ("Autre…", 1)]));
    assert_eq!((three(&preview, "Moyens"), three(&preview, "Pourquoi ?")), ((2, 1, 0), (0, 3, 0)));
    assert_eq!(three(&preview, "Moyens [Autre…]"), (1, 2, 0));
    let preview = file("Moyens\t\t\t", "Bus\tVélo\tRemarques", &["X\t\t", "X\t\t"]);
    assert_eq!(choices(&preview, "Moyens"), pairs(&[("Bus", 2), ("Vélo", 0), ("Remarques", 0)]));
    assert!(says(&preview, "colonnes vides derrière ses choix (Vélo, Remarques)"));
    // A grid whose first row nobody answered, and a question with the same words behind it.
    let preview = file(
        "Accord\t\t\t\t",
        "Ligne 1\tLigne 2\tLigne 3\tContent ?",
        &["\tOui\tNon\tOui", "\tNon\tOui\tNon", "\tOui\tOui\tOui"],
    );
    assert_eq!(labels(&preview), ["Accord [Ligne 1]", "Accord [Ligne 2]", "Accord [Ligne 3]", "Content ?"]);
    assert_eq!(
        (three(&preview, "Accord [Ligne 1]"), choices(&preview, "Content ?")),
        ((0, 3, 0), pairs(&[("Non", 1), ("Oui", 2)]))
    );
    assert!(says(&preview, "grille lue jusqu'à « Ligne 3 »"));
    assert_eq!(labels(&file("\t\t", "Avis\t\t", &["bien\t\t"])), ["Avis"]);
    // The first question is called as a column of the tool that stands there already.
    assert_eq!(labels(&file("\t", "Numéro\tAvis", &["12 bis\tbien"])), ["Numéro", "Avis"]);
}

/// Groups of a form of any kind begin and end, so that what follows is in its own group.
#[test]
fn groups_of_a_form_of_any_kind() {
    let form = "survey,,,,,\n,type,name,label,kobo--score-choices,kobo--rank-items\n,begin_group,g,G,,\n,begin_score,notes,Notes,avis,\n,score__row,bus,Le bus ?,,\n,end_score,,,,\n,begin_rank,ordre,Ordre,,lieux\n,rank__level,un,Premier ?,,\n,end_rank,,,,\n,begin_kobomatrix,m,M,,\n,end_kobomatrix,,,,\n,text,fin,Fin ?,,\n,end_group,,,,\n,text,hors,Hors ?,,\nchoices,,,,,\n,list_name,name,label,,\n,avis,1,Bien,,\n,avis,2,Mal,,\n,lieux,s,Salle,,\n";
    let preview = seen_with(
        "g/notes/bus,g/ordre/un,g/fin,hors,_id,_uuid,_index\n1,s,x,y,1,u1,1\n2,s,,,2,u2,2\n",
        Some(form),
    );
    assert_eq!(choices(&preview, "Le bus ?"), pairs(&[("Bien", 1), ("Mal", 1)]));
    assert_eq!(choices(&preview, "Premier ?"), pairs(&[("Salle", 2)]));
    assert_eq!((three(&preview, "Fin ?"), three(&preview, "Hors ?")), ((1, 1, 0), (1, 1, 0)));
    assert!(!says(&preview, "la structure ne connaît pas"));
}

/// What is not empty is not called empty.
#[test]
fn files_that_are_not_what_they_say() {
    let preview = seen("PK;Commune\n1;Civray\n");
    assert_eq!(
        (preview.tool, preview.columns.unwrap()),
        (Tool::Table, vec!["PK".to_owned(), "Commune".to_owned()])
    );
    assert_eq!(
        read(b"\"Horodateur,Avis\n2020-01-01 10:00,oui\n", None).err(),
        Some(Unreadable::Unclosed { line: 1 })
    );
    let letter = packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        ("content.xml", "<office:document-content/>".to_owned()),
    ]);
    assert_eq!(read(&letter, None).err(), Some(Unreadable::NoTable));
    assert_eq!(read(&workbook(&[], "", ""), None).err(), Some(Unreadable::NoTable));
    // The sheet of a repeat group by itself.
    let child = seen("age,_index,_parent_table_name,_parent_index\n4,1,Enquête,1\n6,2,Enquête,1\n");
    assert_eq!((child.tool, child.rows, child.refused.len()), (Tool::Kobo, 0, 1));
    assert_eq!(
        child.refused[0].reason.replace('\u{a0}', " "),
        "C'est la feuille d'un groupe répété (2 lignes) : elle n'est pas lue."
    );
    let ring = "[[[0,1],[1,1],[1,0],[0,1]]]";
    for bare in [
        format!("{{\"type\":\"Polygon\",\"coordinates\":{ring}}}"),
        format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{ring}]}}"),
        format!(
            "{{\"type\":\"GeometryCollection\",\"geometries\":[{{\"type\":\"Polygon\",\"coordinates\":{ring}}}]}}"
        ),
    ] {
        let preview = seen(&bare);
        assert_eq!((preview.tool, preview.rows, preview.refused.len()), (Tool::GeoJson, 1, 0), "{bare}");
    }
    assert_eq!(seen("{\"type\":\"Point\",\"coordinates\":[0,1]}").refused[0].line, 1);
}
