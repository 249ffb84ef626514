//! Files come into a programme of the real process: brought, looked at, taken over, also when it is killed on the way.

use crate::programmes::Programme;
use crate::promises::group_of;
use serde_json::{Value, json};
use tests::http::{Answer, raw, request, send, written};
use tests::phone::{new_id, new_token};
use tests::room::bearer;
use tests::{Room, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

impl Programme {
    pub(crate) async fn bring(&self, server: &Server, token: &str, file: &[u8]) -> Answer {
        let line = format!("POST /api/programmes/{}/files", self.id);
        send(server.address, &line, &[bearer(token)], file).await
    }

    pub(crate) async fn brought(&self, server: &Server, file: &[u8]) -> Value {
        let answer = self.bring(server, &self.officer, file).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// Brings a file whose questions another one holds.
    async fn brought_with(&self, server: &Server, structure: &Value, file: &[u8]) -> Value {
        let structure = structure.as_str().expect("a file has an id");
        let line = format!("POST /api/programmes/{}/files?structure={structure}", self.id);
        let answer = send(server.address, &line, &[bearer(&self.officer)], file).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    fn import_line(&self, file: &Value) -> String {
        let file = file.as_str().expect("a file has an id");
        format!("POST /api/programmes/{}/files/{file}/import", self.id)
    }

    pub(crate) async fn import(&self, server: &Server, file: &Value, label: &str, mapping: &Value) -> Answer {
        let body = json!({"label": label, "mapping": mapping});
        request(server.address, &self.import_line(file), &[bearer(&self.officer)], Some(&body)).await
    }

    /// Takes a file over as it was proposed; what that came to.
    pub(crate) async fn taken(&self, server: &Server, label: &str, uploaded: &Value) -> Value {
        let answer = self.import(server, &uploaded["file"], label, &uploaded["mapping"]).await;
        imported(&answer)
    }

    /// What stands, by scopes.
    pub(crate) fn export(&self, server: &Server) -> Value {
        let output = server.run(&["export", &self.code]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut export: Value = serde_json::from_slice(&output.stdout).expect("an export is JSON");
        export["scopes"].take()
    }

    pub(crate) async fn order(&self, server: &Server, command: Value) -> Result<u64, Value> {
        self.screen(server, &self.officer).await.order(command).await
    }
}

fn lines(answer: &Answer) -> Vec<Value> {
    let text = String::from_utf8_lossy(&answer.body);
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

pub(crate) fn imported(answer: &Answer) -> Value {
    let lines = lines(answer);
    let last = lines.last().unwrap_or_else(|| panic!("{answer:?}"));
    assert!(last["imported"].is_object(), "{last}");
    last["imported"].clone()
}

/// The items of a noun, wherever they stand, as they came in.
pub(crate) fn items(scopes: &Value, noun: &str) -> Vec<Value> {
    let all = scopes.as_object().expect("scopes").values().flat_map(|list| list.as_array().expect("a list"));
    let mut items: Vec<_> =
        all.filter(|entity| entity["item"]["noun"] == noun).map(|entity| entity["item"].clone()).collect();
    items.sort_by_key(|item| item["number"].as_u64());
    items
}

fn sheets(scopes: &Value) -> Vec<Value> {
    let all = scopes.as_object().expect("scopes").values().flat_map(|list| list.as_array().expect("a list"));
    all.filter(|entity| entity["sheet"].is_object()).map(|entity| entity["sheet"].clone()).collect()
}

/// A cell of a question with choices: the name of a choice.
fn names(scopes: &Value, answer: &Value) -> Vec<String> {
    let choices = items(scopes, "choice");
    let name = |id: &Value| {
        let choice = choices.iter().find(|choice| choice["id"] == *id).expect("a choice that is there");
        choice["fields"]["name"].as_str().expect("a name").to_owned()
    };
    match answer {
        Value::Array(list) => list.iter().map(name).collect(),
        one => vec![name(one)],
    }
}

const MANY: [&str; 3] = ["À pied", "Vélo", "Bus"];

/// LimeSurvey in full answers, as it writes them: an address, one choice, several, a number, words.
fn limesurvey(rows: usize) -> String {
    let mut file =
        "\u{feff}\"ID de la réponse\",\"Date de soumission\",\"Dernière page\",\"Courriel\",\"Accueil ?\""
            .to_owned();
    for choice in MANY {
        file += &format!(",\"Moyens ? [{choice}]\"");
    }
    file += ",\"Temps (min)\",\"Et quoi encore ?\"\r\n";
    for row in 0..rows {
        let one = ["Très bien", "Bien", "Pas bien", ""][row % 4];
        file += &format!("\"{row}\",\"2024-03-01 10:00:00\",\"3\",\"personne{row}@example.org\",\"{one}\"");
        for choice in 0..MANY.len() {
            let cell = match row % 5 {
                0 => "N/A",
                4 => "Non",
                taken => {
                    if taken == choice + 1 || taken == 3 && choice == 0 {
                        "Oui"
                    } else {
                        "Non"
                    }
                }
            };
            file += &format!(",\"{cell}\"");
        }
        let words =
            ["Un car le dimanche, et pour tous les villages de la vallée", "", "65+", "3/1/2019"][row % 4];
        file += &format!(",\"{}\",\"{words}\"\r\n", 10 + row % 50);
    }
    file
}

/// KoboToolbox: the joined cell and a column a choice.
fn kobo(rows: usize) -> String {
    let headings = "start;Accueil;Moyens;Moyens/pied;Moyens/velo;Temps;_id;_uuid;_submission_time;_validation_status;_index";
    let mut file = format!("{headings}\n");
    for row in 0..rows {
        let one = ["bien", "pas_bien"][row % 2];
        let (joined, ticks) = [("pied", "1;0"), ("velo", "0;1"), ("pied velo", "1;1"), ("", ";")][row % 4];
        file += &format!(
            "2024-01-02T10:00:00.000+01:00;{one};{joined};{ticks};{};{row};uuid-{row};2024-01-02T10:00:00;;{}\n",
            20 + row % 9,
            row + 1
        );
    }
    file
}

fn is_forgotten(server: &Server) -> bool {
    let folder = std::fs::read_dir(server.data.path().join("files")).expect("files were brought");
    let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.into_iter().all(|name| name.ends_with(".json"))
}

#[tokio::test]
async fn a_survey_comes_in_as_its_preview_says() {
    const ROWS: usize = 40;
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let before = programme.export(&server);
    let seen = programme.brought(&server, limesurvey(ROWS).as_bytes()).await;
    let preview = &seen["preview"];
    assert_eq!((&preview["tool"], &preview["rows"]), (&json!("limesurvey"), &json!(ROWS)));
    assert_eq!(programme.export(&server), before, "nothing of a preview is in the log");
    let taken = programme.taken(&server, "Familles 2024.csv", &seen).await;
    assert_eq!(taken, json!({"taken": ROWS, "refused": [], "not_taken": 0}));
    assert!(is_forgotten(&server), "the file is gone");

    let scopes = programme.export(&server);
    let text = scopes.to_string();
    assert!(!text.contains("example.org") && text.contains("65+") && text.contains("3/1/2019"), "{text}");
    assert_eq!(items(&scopes, "campaign")[0]["fields"]["name"], "Familles 2024.csv");
    let (questions, sheets) = (items(&scopes, "question"), sheets(&scopes));
    assert_eq!(sheets.len(), ROWS);
    assert!(sheets.iter().all(|sheet| sheet["way"] == "file"));
    let mapped = seen["mapping"]["survey"]["questions"].as_array().expect("what is taken over");
    assert_eq!(questions.len(), mapped.len());
    for mapped in mapped {
        let wanted = &preview["questions"][mapped["from"].as_u64().expect("a place") as usize];
        let question = questions.iter().find(|it| it["fields"]["text"] == wanted["label"]);
        let question = question.unwrap_or_else(|| panic!("{wanted} is not among {questions:?}"));
        assert_eq!(question["fields"]["kind"], wanted["kind"]);
        let id = question["id"].as_str().expect("an id");
        let answers: Vec<_> = sheets.iter().map(|sheet| sheet["answers"].get(id)).collect();
        let count = |fits: &dyn Fn(Option<&Value>) -> bool| answers.iter().filter(|it| fits(**it)).count();
        assert_eq!(count(&|it| it.is_none()), wanted["not_asked"], "{wanted}");
        assert_eq!(count(&|it| it.is_some_and(Value::is_null)), wanted["empty"], "{wanted}");
        assert_eq!(count(&|it| it.is_some_and(|it| !it.is_null())), wanted["answered"], "{wanted}");
        for (name, taken) in wanted["choices"].as_object().into_iter().flatten() {
            let takes = |it: Option<&Value>| {
                it.filter(|it| !it.is_null()).is_some_and(|it| names(&scopes, it).contains(name))
            };
            assert_eq!(count(&takes), *taken, "{name} of {wanted}");
        }
    }

    // Once is enough, and one undo takes all back.
    let again = programme.taken(&server, "Familles 2024.csv", &seen).await;
    assert_eq!((&again, programme.export(&server)), (&taken, scopes));
    programme.order(&server, json!({"do": "undo_import", "import": seen["file"]})).await.expect("undone");
    let undone = programme.export(&server);
    assert!(items(&undone, "campaign").is_empty() && self::sheets(&undone).is_empty(), "{undone}");
    let again = programme.import(&server, &seen["file"], "Familles 2024.csv", &seen["mapping"]).await;
    assert_eq!(lines(&again), [json!({"stopped": {"code": "NOT_FOUND"}})]);
    assert_eq!(programme.export(&server), undone, "what was undone does not come back");
}

#[tokio::test]
async fn a_second_file_answers_the_questions_of_the_first() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let first = programme.brought(&server, kobo(24).as_bytes()).await;
    assert_eq!(first["preview"]["tool"], "kobo");
    programme.taken(&server, "Enquête", &first).await;
    let scopes = programme.export(&server);
    assert_eq!(sheets(&scopes).len(), 24);
    let campaign = items(&scopes, "campaign")[0]["id"].clone();
    let to = |label: &str| {
        let questions = items(&scopes, "question");
        questions.iter().find(|it| it["fields"]["text"] == label).expect("a question")["id"].clone()
    };
    // « moyen » is no answer of the campaign's question.
    let more = kobo(24).replacen(";bien;", ";moyen;", 2);
    let second = programme.brought(&server, more.as_bytes()).await;
    let labels = second["preview"]["questions"].as_array().expect("questions").iter().map(|it| &it["label"]);
    let places: Vec<_> = labels.collect();
    let from = |label: &str| places.iter().position(|it| *it == label).expect("a question of the file");
    let questions: Vec<_> =
        ["Accueil", "Moyens"].iter().map(|label| json!({"from": from(label), "to": to(label)})).collect();
    let mapping = json!({"survey": {"campaign": campaign, "questions": questions}});
    let answer = programme.import(&server, &second["file"], "Encore", &mapping).await;
    let came = imported(&answer);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(22), &json!(2)), "{came}");
    let refused = came["refused"].as_array().expect("a list");
    assert_eq!((&refused[0]["line"], &refused[1]["line"]), (&json!(2), &json!(4)), "{came}");
    assert!(refused[0]["reason"].as_str().expect("a sentence").contains("moyen"), "{came}");
    let after = programme.export(&server);
    assert_eq!(sheets(&after).len(), 46);
    assert_eq!(items(&after, "question").len(), items(&scopes, "question").len());
    // Another way to take it over comes too late, and a mapping that leads nowhere changes nothing.
    let otherwise = programme.import(&server, &second["file"], "Encore", &second["mapping"]).await;
    assert_eq!((otherwise.status, otherwise.refused().as_deref()), (422, Some("BAD_COMMAND")));
    let third = programme.brought(&server, more.as_bytes()).await;
    let nowhere = json!({"survey": {"campaign": campaign, "questions": [{"from": 99}]}});
    let refused = programme.import(&server, &third["file"], "Encore", &nowhere).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("BAD_FILE")));
    let none = json!({"archive": {}});
    let refused = programme.import(&server, &third["file"], "Encore", &none).await;
    assert_eq!(refused.refused().as_deref(), Some("BAD_FILE"));
    assert_eq!(programme.export(&server), after);
}

#[tokio::test]
async fn what_is_on_no_list_goes_with_its_sheet() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut rows = 0;
    let file: String = limesurvey(24).replace("\"Pas bien\"", "\"Autre : chez Mme PRIVATE\"");
    let file = file.lines().fold(String::new(), |mut file, line| {
        rows += usize::from(line.contains("PRIVATE"));
        file += &line.replace("PRIVATE", &format!("PRIVATE-{rows}"));
        file + "\r\n"
    });
    let seen = programme.brought(&server, file.as_bytes()).await;
    let taken = programme.taken(&server, "Familles", &seen).await;
    assert_eq!((&taken["taken"], rows), (&json!(24), 6));
    let scopes = programme.export(&server);
    let questions = items(&scopes, "question");
    let asked = |label: &str| {
        let found = questions.iter().find(|it| it["fields"]["text"] == label);
        found.unwrap_or_else(|| panic!("{label}: {questions:?}")).clone()
    };
    let (closed, words) = (asked("Accueil ?"), asked("Accueil ? : autre, précisez"));
    assert_eq!((&words["fields"]["kind"], &words["fields"]["only_if"]), (&json!("long_text"), &closed["id"]));
    let choices = items(&scopes, "choice").into_iter().filter(|it| it["fields"]["question"] == closed["id"]);
    let mut named: Vec<_> =
        choices.map(|it| it["fields"]["name"].as_str().expect("a name").to_owned()).collect();
    named.sort();
    assert_eq!(named, ["Autre", "Bien", "Très bien"]);
    let (closed, words) = (closed["id"].as_str().expect("an id"), words["id"].as_str().expect("an id"));
    let said: Vec<_> = sheets(&scopes).into_iter().filter(|it| it["answers"].get(words).is_some()).collect();
    assert_eq!(said.len(), rows);
    for sheet in said {
        assert_eq!(names(&scopes, &sheet["answers"][closed]), ["Autre"]);
        assert!(sheet["answers"][words].to_string().contains("PRIVATE"), "{sheet}");
        programme.order(&server, json!({"do": "erase", "item": sheet["id"]})).await.expect("erased");
    }
    assert!(!programme.export(&server).to_string().contains("PRIVATE"));
}

const FORM: &str = "survey,,,\n,type,name,label\n,select_one accueil,Accueil,Accueil ?\n\
    ,select_multiple moyens,Moyens,Moyens ?\n,integer,Temps,Temps ?\nchoices,,,\n,list_name,name,label\n\
    ,accueil,bien,Bien\n,accueil,pas_bien,Pas bien\n,moyens,pied,À pied\n,moyens,velo,Vélo\n";

#[tokio::test]
async fn two_files_of_one_form_answer_the_same_questions() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let form = programme.brought(&server, FORM.as_bytes()).await["file"].clone();
    let file = |said: &str| kobo(24).replacen(";bien;", &format!(";{said};"), 2);
    let first = programme.brought_with(&server, &form, file("Un car de PRIVATE-1").as_bytes()).await;
    assert_eq!(programme.taken(&server, "Mars", &first).await["taken"], 24);
    let scopes = programme.export(&server);
    let questions = items(&scopes, "question");
    let asked = |label: &str| {
        let found = questions.iter().find(|it| it["fields"]["text"] == label);
        found.unwrap_or_else(|| panic!("{label}: {questions:?}"))["id"].clone()
    };
    let (closed, words) = (asked("Accueil ?"), asked("Accueil ? : autre, précisez"));
    // The second one says what is on no list, and something that may be a choice or not.
    let more = file("Autre : PRIVATE-2").replacen(";pas_bien;", ";moyen;", 1);
    let second = programme.brought_with(&server, &form, more.as_bytes()).await;
    let labels: Vec<_> = second["preview"]["questions"].as_array().expect("questions").iter().collect();
    let from = labels.iter().position(|it| it["label"] == "Accueil ?").expect("a question of the file");
    let campaign = items(&scopes, "campaign")[0]["id"].clone();
    let to = json!([{"from": from, "to": closed}]);
    let mapping = json!({"survey": {"campaign": campaign, "questions": to}});
    let came = imported(&programme.import(&server, &second["file"], "Avril", &mapping).await);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(23), &json!(1)), "{came}");
    assert!(came["refused"][0]["reason"].as_str().expect("a sentence").contains("moyen"), "{came}");
    let after = programme.export(&server);
    assert_eq!(items(&after, "question").len(), questions.len());
    let (closed, words) = (closed.as_str().expect("an id"), words.as_str().expect("an id"));
    let said: Vec<_> = sheets(&after).into_iter().filter(|it| it["answers"].get(words).is_some()).collect();
    assert_eq!(said.len(), 4);
    for sheet in said {
        assert_eq!(names(&after, &sheet["answers"][closed]), ["Autre"]);
        programme.order(&server, json!({"do": "erase", "item": sheet["id"]})).await.expect("erased");
    }
    assert!(!programme.export(&server).to_string().contains("PRIVATE"));
}

#[tokio::test]
async fn what_was_refused_at_first_can_be_asked_otherwise() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let seen = programme.brought(&server, INSEE.as_bytes()).await;
    let empty = programme.import(&server, &seen["file"], " ", &seen["mapping"]).await;
    assert_eq!((empty.status, empty.refused().as_deref()), (422, Some("EMPTY")));
    let mut wrong = seen["mapping"].clone();
    wrong["insee"]["geography"] = json!(9);
    let refused = programme.import(&server, &seen["file"], "Comparateur", &wrong).await;
    assert!(lines(&refused).last().is_some_and(|last| last["stopped"].is_object()), "{refused:?}");
    let taken = programme.taken(&server, "Comparateur", &seen).await;
    assert_eq!((&taken["taken"], &taken["not_taken"]), (&json!(11), &json!(0)), "{taken}");
    // A batch is one of the campaign that takes the sheets.
    let other = programme.brought(&server, kobo(8).as_bytes()).await;
    let mut mapping = other["mapping"].clone();
    mapping["survey"]["batch"] = json!(new_id());
    let refused = programme.import(&server, &other["file"], "Enquête", &mapping).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (404, Some("NOT_FOUND")));
    let taken = programme.taken(&server, "Enquête", &other).await;
    assert_eq!(taken["taken"], 8);
}

/// INSEE's comparator as it is published, for an invented territory.
const INSEE: &str = "CODGEO;LIBGEO;P22_POP;PIMP21;MED21;SUPERF\n\
    99001;Valbrun;329;37,5;21880;16.23\n\
    99002;Roche-Claire;132;s;20780;16.2600001\n\
    99003;Le Pontet;804;s;;35.45\n";

#[tokio::test]
async fn insee_s_comparator_comes_in_as_it_is() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let seen = programme.brought(&server, INSEE.as_bytes()).await;
    assert_eq!(seen["preview"]["tool"], "insee");
    assert_eq!(seen["mapping"]["insee"]["communes"], json!(["99001", "99002", "99003"]));
    let taken = programme.taken(&server, "Comparateur", &seen).await;
    assert_eq!(taken, json!({"taken": 11, "refused": [], "not_taken": 0}));
    let scopes = programme.export(&server);
    let (communes, indicators) = (items(&scopes, "commune"), items(&scopes, "indicator"));
    assert_eq!((communes.len(), indicators.len()), (3, 4));
    let id_of = |list: &[Value], code: &str| {
        list.iter().find(|it| it["fields"]["code"] == code).expect("it is there")["id"].clone()
    };
    let figures = items(&scopes, "figure");
    let figure = |commune: &str, code: &str| {
        let (commune, indicator) = (id_of(&communes, commune), id_of(&indicators, code));
        let is_it =
            |it: &&Value| it["fields"]["commune"] == commune && it["fields"]["indicator"] == indicator;
        figures.iter().find(is_it).map(|it| (it["fields"]["value"].clone(), it["fields"]["vintage"].clone()))
    };
    assert_eq!(figure("99001", "PIMP21"), Some((json!(37.5), json!(2021))));
    assert_eq!(figure("99002", "PIMP21"), Some((json!("withheld"), json!(2021))));
    assert_eq!(figure("99003", "MED21"), None, "missing is neither withheld nor 0");
    assert_eq!(figure("99002", "SUPERF"), Some((json!(16.26), json!(2022))));
    // The next year's file finds communes and indicators; what is there already is said and left.
    let more = INSEE.replace("P22_POP", "P23_POP").replace("Valbrun", "Valbrun-le-Neuf");
    let next = programme.brought(&server, more.as_bytes()).await;
    let came = programme.taken(&server, "Comparateur", &next).await;
    let reasons = came["refused"].as_array().expect("a list");
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(6), &json!(5)), "{came}");
    assert!(reasons.iter().all(|it| it["reason"].as_str().is_some_and(|it| it.contains("2021"))), "{came}");
    let after = programme.export(&server);
    assert_eq!((items(&after, "commune").len(), items(&after, "indicator").len()), (3, 5));
    for import in [&next["file"], &seen["file"]] {
        programme.order(&server, json!({"do": "undo_import", "import": import})).await.expect("undone");
    }
    let undone = programme.export(&server);
    assert!(
        ["commune", "indicator", "figure"].iter().all(|noun| items(&undone, noun).is_empty()),
        "{undone}"
    );
}

/// Squares side by side, each a commune; the last is in no degrees.
fn outlines(communes: &[(&str, &str)]) -> String {
    let feature = |(at, (code, name)): (usize, &(&str, &str))| {
        let (west, south) = (at as f64 / 10.0, if at + 1 == communes.len() { 6_500_000.0 } else { 46.0 });
        let corners = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.05, 0.1), (0.0, 0.1), (0.0, 0.0)];
        let ring: Vec<_> = corners.iter().map(|(x, y)| json!([west + x, south + y])).collect();
        json!({"type": "Feature", "properties": {"code": code, "nom": name, "surface": 12},
            "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let features: Vec<_> = communes.iter().enumerate().map(feature).collect();
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

#[tokio::test]
async fn outlines_come_in_by_code_with_their_year() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let communes: Vec<_> = [
        ("99001", "Valbrun"),
        ("99002", "Roche-Claire"),
        ("99004", "Le Pontet"),
        ("99005", "Ober"),
    ]
    .iter()
    .map(|(code, name)| json!({"as": new_id(), "noun": "commune", "fields": {"name": name, "code": code}}))
    .collect();
    programme.order(&server, json!({"do": "add_all", "items": communes})).await.expect("they are added");
    let file =
        outlines(&[("99001", "VALBRUN"), ("99002", "Autre lieu"), ("99003", "Ailleurs"), ("99005", "Ober")]);
    let seen = programme.brought(&server, file.as_bytes()).await;
    let warnings = seen["preview"]["warnings"].to_string();
    for said in [
        "Contours d’aucune commune de la démarche, laissés : 1 (99003).",
        "Communes de la démarche sans contour dans ce fichier : 1 (Le Pontet).",
        "un autre nom, donc peut-être un autre lieu (contour, démarche) : Autre lieu, Roche-Claire.",
        "ne dit pas le millésime",
    ] {
        assert!(warnings.contains(said), "{said}: {warnings}");
    }
    let proposed =
        json!({"outlines": {"communes": ["99001", "99002", "99005"], "code": "code", "name": "nom"}});
    assert_eq!(seen["mapping"], proposed);
    // Without its year nothing is taken over: a code may name another place in another year.
    let refused = programme.import(&server, &seen["file"], "Contours", &proposed).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("BAD_FIELD")));
    let mut mapping = proposed;
    mapping["outlines"]["vintage"] = json!(2018);
    mapping["outlines"]["source"] = json!("IGN");
    let came = imported(&programme.import(&server, &seen["file"], "Contours", &mapping).await);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(2), &json!(1)), "{came}");
    assert!(came["refused"][0]["reason"].as_str().is_some_and(|it| it.contains("degrés")), "{came}");
    let again = imported(&programme.import(&server, &seen["file"], "Contours", &mapping).await);
    assert_eq!(again["taken"], 2, "{again}");
    let standing = items(&programme.export(&server), "outline");
    let fields: Vec<_> = standing.iter().map(|it| &it["fields"]).collect();
    // The corner that lies on a side is left out; what two share is the same for both, some metres beside where it was.
    let expected = [
        ("VALBRUN", "99001", "10000,4600000 0,10001 -10000,0 0,-10001"),
        ("Autre lieu", "99002", "10000,4600000 10000,0 0,10001 -10000,0"),
    ];
    for (fields, (name, code, shape)) in fields.iter().zip(expected) {
        assert_eq!(
            **fields,
            json!({"name": name, "code": code, "vintage": 2018, "shape": shape, "source": "IGN"})
        );
    }
    assert_eq!(fields.len(), 2);
    // Of one year a commune has one outline; of another year another one.
    let next = programme.brought(&server, file.as_bytes()).await;
    let came = imported(&programme.import(&server, &next["file"], "Encore", &mapping).await);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(0), &json!(3)), "{came}");
    let other = programme.brought(&server, file.as_bytes()).await;
    mapping["outlines"]["vintage"] = json!(2024);
    let came = imported(&programme.import(&server, &other["file"], "Contours 2024", &mapping).await);
    assert_eq!(came["taken"], 2, "{came}");
    for import in [&seen["file"], &next["file"], &other["file"]] {
        programme.order(&server, json!({"do": "undo_import", "import": import})).await.expect("undone");
    }
    assert!(items(&programme.export(&server), "outline").is_empty());
}

#[tokio::test]
async fn any_table_comes_in_by_its_columns() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let table = "Nom,Début,Terminée,Note\nDiagnostic,2027-03,oui,a\nForum,3/1/2028,,b\n,2029,non,c\nPlan,bientôt,non,d\n";
    let seen = programme.brought(&server, table.as_bytes()).await;
    assert_eq!(seen["preview"]["columns"], json!(["Nom", "Début", "Terminée", "Note"]));
    let columns = json!({"name": 0, "start": 1, "done": 2});
    assert_eq!(seen["mapping"]["table"], json!({"noun": "phase", "columns": columns, "fixed": {}}));
    let mapping = json!({"table": {
        "noun": "phase", "columns": columns, "fixed": {"order": 3}, "days": "day_first",
    }});
    let came = imported(&programme.import(&server, &seen["file"], "Phases", &mapping).await);
    assert_eq!((&came["taken"], &came["not_taken"]), (&json!(2), &json!(2)), "{came}");
    let refused = came["refused"].as_array().expect("a list");
    assert_eq!((&refused[0]["line"], &refused[1]["line"]), (&json!(4), &json!(5)), "{came}");
    let phases = items(&programme.export(&server), "phase");
    assert_eq!(
        phases[0]["fields"],
        json!({"name": "Diagnostic", "start": "2027-03", "done": true, "order": 3})
    );
    assert_eq!(phases[1]["fields"], json!({"name": "Forum", "start": "2028-01-03", "order": 3}));
    let unknown = json!({"table": {"noun": "phase", "columns": {"colour": 0}}});
    let again = programme.brought(&server, table.as_bytes()).await;
    let refused = programme.import(&server, &again["file"], "Phases", &unknown).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("BAD_FIELD")));
}

/// Asks for an import and reads until so many parts were told.
async fn parts_told(server: &Server, line: &str, token: &str, body: &Value, parts: usize) {
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    let ask = written(server.address, line, &[bearer(token)], Some(body));
    stream.write_all(&ask).await.expect("the server reads");
    let mut heard = Vec::new();
    while String::from_utf8_lossy(&heard).matches("\"part\"").count() < parts {
        assert!(
            stream.read_buf(&mut heard).await.expect("it answers") > 0,
            "{}",
            String::from_utf8_lossy(&heard)
        );
    }
}

#[tokio::test]
async fn a_kill_on_the_way_loses_nothing_and_doubles_nothing() {
    const ROWS: usize = 1_500;
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let seen = programme.brought(&server, limesurvey(ROWS).as_bytes()).await;
    let line = programme.import_line(&seen["file"]);
    let body = json!({"label": "Familles", "mapping": seen["mapping"]});
    for parts in [1, 3, 5] {
        parts_told(&server, &line, &programme.officer, &body, parts).await;
        server.kill();
        server.start_again();
    }
    let answer = request(server.address, &line, &[bearer(&programme.officer)], Some(&body)).await;
    assert_eq!(imported(&answer), json!({"taken": ROWS, "refused": [], "not_taken": 0}));
    let scopes = programme.export(&server);
    assert_eq!(
        (sheets(&scopes).len(), items(&scopes, "campaign").len(), items(&scopes, "question").len()),
        (ROWS, 1, 4)
    );
    assert!(server.run(&["check"]).status.success());
}

#[tokio::test]
async fn a_kill_on_the_way_leaves_the_outlines_of_an_import_that_was_not_killed() {
    const COMMUNES: usize = 500;
    let names = Vec::from_iter((1..=COMMUNES).map(|n| (format!("{}", 99_000 + n), format!("Commune {n}"))));
    let named = Vec::from_iter(names.iter().map(|(code, name)| (code.as_str(), name.as_str())));
    let file = outlines(&named);
    let mut server = Server::start();
    let mut shapes = Vec::new();
    for is_killed in [false, true] {
        let programme = Programme::make(&server).await;
        for some in named.chunks(250) {
            let communes = some.iter().map(|(code, name)| json!({"as": new_id(), "noun": "commune", "fields": {"name": name, "code": code}}));
            let add = json!({"do": "add_all", "items": communes.collect::<Vec<_>>()});
            programme.order(&server, add).await.expect("they are added");
        }
        let seen = programme.brought(&server, file.as_bytes()).await;
        let mut mapping = seen["mapping"].clone();
        mapping["outlines"]["vintage"] = json!(2018);
        let line = programme.import_line(&seen["file"]);
        let body = json!({"label": "Contours", "mapping": mapping});
        if is_killed {
            parts_told(&server, &line, &programme.officer, &body, 1).await;
            server.kill();
            server.start_again();
        }
        for _ in 0..2 {
            let answer = request(server.address, &line, &[bearer(&programme.officer)], Some(&body)).await;
            let came = imported(&answer);
            // The last one is not in degrees.
            assert_eq!((&came["taken"], &came["not_taken"]), (&json!(COMMUNES - 1), &json!(1)), "{came}");
        }
        let standing = items(&programme.export(&server), "outline");
        shapes.push(Vec::from_iter(standing.iter().map(|it| it["fields"].clone())));
        let undo = json!({"do": "undo_import", "import": seen["file"]});
        programme.order(&server, undo).await.expect("it is undone at once");
        assert!(items(&programme.export(&server), "outline").is_empty());
    }
    assert_eq!(shapes[0].len(), COMMUNES - 1);
    for (whole, killed) in shapes[0].iter().zip(&shapes[1]) {
        assert_eq!(whole, killed);
    }
    assert_eq!(shapes[0].len(), shapes[1].len());
    assert!(server.run(&["check"]).status.success());
}

#[tokio::test]
async fn what_is_too_large_or_not_theirs_is_refused() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let before = programme.export(&server);
    let line = format!("POST /api/programmes/{}/files", programme.id);
    let length = ("content-length", (32 * 1024 * 1024 + 1).to_string());
    let head = written(server.address, &line, &[bearer(&programme.officer), length], None);
    assert_eq!(raw(server.address, &head).await.status, 413);
    // Without saying before how large it is.
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    let headers = [bearer(&programme.officer), ("transfer-encoding", "chunked".to_owned())];
    stream.write_all(&written(server.address, &line, &headers, None)).await.expect("the server reads");
    let mut chunk = b"100000\r\n".to_vec();
    chunk.extend(vec![b'a'; 0x10_0000]);
    chunk.extend(b"\r\n");
    let mut sent = 0;
    while sent < 40 && stream.write_all(&chunk).await.is_ok() {
        sent += 1;
    }
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    assert!(sent < 40 || String::from_utf8_lossy(&said).starts_with("HTTP/1.1 413"), "all of it was taken");

    let committee = new_id();
    let named = json!({"name": "COPIL", "role": "steering"});
    programme
        .order(&server, json!({"do": "add", "as": committee, "noun": "committee", "fields": named}))
        .await
        .expect("added");
    let member = programme.pass(&server, "add_member", json!({"committees": [committee]})).await;
    let room = Room::new(&server).await;
    for token in [&member, &new_token(), &room.facilitator] {
        assert_eq!(programme.bring(&server, token, b"a,b\n1,2\n").await.status, 403);
    }
    let seen = programme.brought(&server, INSEE.as_bytes()).await;
    let body = json!({"label": "A", "mapping": seen["mapping"]});
    let import = programme.import_line(&seen["file"]);
    let refused = request(server.address, &import, &[bearer(&member)], Some(&body)).await;
    assert_eq!(refused.status, 403);
    // A file is of the programme into which it was brought.
    let other = Programme::make(&server).await;
    assert_eq!(other.import(&server, &seen["file"], "A", &seen["mapping"]).await.status, 404);
    for unreadable in [&b"%PDF-1.7"[..], b"", b"\xD0\xCF\x11\xE0"] {
        let refused = programme.bring(&server, &programme.officer, unreadable).await;
        assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("BAD_FILE")));
    }
    let after = programme.export(&server);
    assert_eq!(items(&after, "figure"), items(&before, "figure"));
    assert_eq!(items(&after, "commune"), items(&before, "commune"));
}

#[tokio::test]
async fn one_file_at_a_time_is_one_s_turn() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let line = format!("POST /api/programmes/{}/files", programme.id);
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    // The server asks for the body of a request that waits for it only when the request has its turn.
    let waits = ("expect", "100-continue".to_owned());
    let length = ("content-length", INSEE.len().to_string());
    let head = written(server.address, &line, &[bearer(&programme.officer), length, waits], None);
    stream.write_all(&head).await.expect("the server reads");
    let mut asked = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut asked).await.expect("it asks for the body");
    assert_eq!(String::from_utf8_lossy(&asked), "HTTP/1.1 100 Continue\r\n\r\n");
    let second = programme.bring(&server, &programme.officer, INSEE.as_bytes()).await;
    assert_eq!((second.status, second.refused().as_deref()), (429, Some("SLOW_DOWN")));
    let other = programme.pass(&server, "add_officer", json!({})).await;
    assert_eq!(
        programme.bring(&server, &other, INSEE.as_bytes()).await.status,
        201,
        "another's turn is another's"
    );
    stream.write_all(INSEE.as_bytes()).await.expect("the server reads");
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await.expect("it answers");
    assert!(String::from_utf8_lossy(&said).starts_with("HTTP/1.1 201"), "{}", String::from_utf8_lossy(&said));
    assert_eq!(programme.bring(&server, &programme.officer, INSEE.as_bytes()).await.status, 201);
}

#[tokio::test]
async fn a_forum_comes_in_once_and_what_is_taken_back_stays_so() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let room = Room::new(&server).await;
    let ana = room.join("NAME-OF-ANA").await;
    let group = group_of(&room, &[&ana]).await;
    let mut phone = room.phone(&ana, &[]).await;
    let mut ids = Vec::new();
    for text in ["Un bus de nuit", "Un lieu pour les jeunes", "Moins de papier"] {
        let id = new_id();
        let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
        phone.order(write).await.expect("written");
        ids.push(id);
    }
    let archive = async || {
        let line = format!("GET /api/forums/{}/archive", room.forum);
        request(server.address, &line, &[bearer(&room.facilitator)], None).await.body
    };
    let first = archive().await;
    let seen = programme.brought(&server, &first).await;
    assert_eq!((&seen["preview"]["tool"], &seen["preview"]["rows"]), (&json!("archive"), &json!(3)));
    let came = programme.taken(&server, "Forum de mars", &seen).await;
    assert_eq!(came, json!({"taken": 3, "refused": [], "not_taken": 0}));
    let scopes = programme.export(&server);
    let forum = items(&scopes, "forum").remove(0);
    assert_eq!((&forum["id"], &forum["fields"]["code"]), (&json!(room.forum), &json!(room.code)));
    let said = |scopes: &Value| -> Vec<Value> {
        let of = |id: &String| {
            let contributions = items(scopes, "contribution");
            contributions
                .iter()
                .find(|it| it["id"] == *id)
                .map_or(json!("not there"), |it| it["fields"]["text"].clone())
        };
        ids.iter().map(of).collect()
    };
    assert_eq!(said(&scopes), ["Un bus de nuit", "Un lieu pour les jeunes", "Moins de papier"]);
    assert!(!scopes.to_string().contains("NAME-OF-ANA"));

    // One is taken back there, one here, and one more is written.
    phone.order(json!({"do": "retire", "contribution": ids[0]})).await.expect("retired");
    programme.order(&server, json!({"do": "erase", "item": ids[1]})).await.expect("erased");
    let write = json!({"do": "write", "as": new_id(), "group": group, "kind": "idea", "text": "Un marché"});
    phone.order(write).await.expect("written");
    let second = archive().await;
    for (round, file) in [(1, &second), (2, &second), (3, &first)] {
        let seen = programme.brought(&server, file).await;
        programme.taken(&server, "Forum de mars", &seen).await;
        let scopes = programme.export(&server);
        assert_eq!(said(&scopes), [json!(null), json!(null), json!("Moins de papier")], "round {round}");
        assert_eq!(
            (items(&scopes, "forum").len(), items(&scopes, "contribution").len()),
            (1, 4),
            "round {round}"
        );
        let text = scopes.to_string();
        assert!(!text.contains("Un bus de nuit") && !text.contains("Un lieu pour les jeunes"), "{text}");
    }

    // What was removed here does not come back; an axis is called as it is by now.
    programme.order(&server, json!({"do": "remove", "item": ids[1]})).await.expect("removed");
    let mut facilitator = room.facilitator(&[]).await;
    let axis = new_id();
    facilitator.order(json!({"do": "axis", "as": axis, "name": "AXIS-BEFORE"})).await.expect("named");
    let attach = json!({"do": "attach", "axis": axis, "contribution": ids[2]});
    facilitator.order(attach).await.expect("attached");
    for name in ["AXIS-BEFORE", "Moins mais mieux"] {
        let rename = json!({"do": "rename_axis", "axis": axis, "name": name});
        facilitator.order(rename).await.expect("renamed");
        let seen = programme.brought(&server, &archive().await).await;
        let came = programme.taken(&server, "Forum de mars", &seen).await;
        assert_eq!((&came["taken"], &came["not_taken"]), (&json!(3), &json!(1)), "{came}");
        assert!(came["refused"][0]["reason"].as_str().expect("a sentence").contains("retirée"), "{came}");
        let scopes = programme.export(&server);
        assert_eq!(said(&scopes), [json!(null), json!("not there"), json!("Moins de papier")]);
        let contributions = items(&scopes, "contribution");
        let under = contributions.iter().find(|it| it["id"] == ids[2]).expect("it is there");
        assert_eq!(under["fields"]["axes"], json!([name]));
    }
    assert!(!programme.export(&server).to_string().contains("AXIS-BEFORE"));

    // A tampered one is named with its first wrong entry.
    let text = String::from_utf8(second).expect("an archive is text");
    let wrong = text.replace("Moins de papier", "Plus de papier");
    let entry = text.lines().position(|line| line.contains("Moins de papier")).expect("it is there") + 1;
    let before = programme.export(&server);
    let refused = programme.bring(&server, &programme.officer, wrong.as_bytes()).await;
    assert_eq!((refused.status, refused.refused().as_deref()), (422, Some("BAD_FILE")));
    assert_eq!(refused.json()["refused"]["line"], entry);
    assert_eq!(programme.export(&server), before);
}
