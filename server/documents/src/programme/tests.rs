//! Documents of programmes that were played from plans.

use super::{Paper, ProgrammeFile};
use crate::model::{Block, Document, Image, Picture};
use crate::words::Language;
use jiff::{SignedDuration, Timestamp};
use programme::dossier::Dossier;
use programme::{Caller, Founding, State, create, decide};
use protocol::PassId;
use protocol::programme::Command;
use protocol::programme::plan::{self, Who};
use protocol::secret::Token;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

const LANGUAGES: [Language; 2] = [Language::French, Language::English];
/// Stands wherever something stays in the office.
const PRIVATE: &str = "PRIVATE";
/// Sheets that were handed out of a campaign of which nothing is published.
const UNPUBLISHED: [&str; 2] = ["48\u{202f}151", "48151"];

fn played(text: &str) -> Dossier {
    Dossier::new(&state(text))
}

fn state(text: &str) -> State {
    let mut next = 0_u64;
    let mut random = |bytes: &mut [u8]| {
        next += 1;
        bytes.fill(0);
        bytes[..8].copy_from_slice(&next.to_be_bytes());
    };
    let pass = PassId(uuid::Uuid::from_u128(1));
    let founding =
        Founding { code: "ABCDEF".to_owned(), pass, token: subject::hash_token(&Token::new([1; 32])) };
    let mut now: Timestamp = "2027-02-01T08:00:00Z".parse().unwrap();
    let mut state = State::default();
    for (step, seq) in plan::read(text, &mut random).unwrap().iter().zip(1..) {
        let order = step.order().unwrap_or_else(|_| panic!("line {}: {:?}", step.line, step.fault()));
        let caller = match step.who {
            Who::Officer => Caller::Officer(pass),
            Who::Public => Caller::Public,
            Who::Pass(pass) => match state.role(&Caller::Officer(pass)) {
                Some(_) => Caller::Officer(pass),
                None => Caller::Member(pass),
            },
        };
        now += SignedDuration::from_mins(1);
        let decided = match &order.command {
            Command::CreateProgramme(_) => create(&order, &founding, now),
            _ => decide(&state, &caller, &order, now),
        };
        match (decided, &step.refused) {
            (Ok(entry), None) => state.apply(&entry, seq, now),
            (Err(refusal), Some(code)) => assert_eq!(refusal.code(), *code, "line {}", step.line),
            (decided, refused) => panic!("line {}: {decided:?}, expected {refused:?}", step.line),
        }
    }
    state
}

/// The invented territory.
fn territory() -> Dossier {
    played(include_str!("../../../../tests/plans/demarche.jsonl"))
}

/// A programme with nothing in it.
fn nothing() -> Dossier {
    played(r#"{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Rien"}}"#)
}

/// All that a file says, whatever it is packed in.
fn letters(bytes: &[u8]) -> String {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8(bytes.to_vec()).unwrap();
    };
    let mut all = String::new();
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

fn everything(dossier: &Dossier) -> impl Iterator<Item = (String, Vec<u8>)> {
    ProgrammeFile::all().flat_map(move |file| {
        LANGUAGES
            .map(|language| (format!("{} {}", file.path(), language.tag()), file.write(dossier, language)))
    })
}

fn said(document: &Document) -> String {
    let mut said = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => said.push(format!("# {}", heading.text)),
            Block::Paragraph(_, runs) => said.push(runs.iter().map(|run| run.text.as_str()).collect()),
            Block::Table(table) => {
                said.push(table.caption.clone());
                said.push(Vec::from_iter(table.columns.iter().map(|one| one.name.as_str())).join(" | "));
                said.extend(table.rows.iter().map(|row| row.join(" | ")));
            }
            Block::Picture(_) => {}
        }
    }
    said.join("\n")
}

fn paper(dossier: &Dossier, paper: Paper) -> String {
    said(&paper.document(dossier, Language::French))
}

#[track_caller]
fn assert_holds(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    let (first, second) = (territory(), territory());
    for ((name, one), (_, other)) in everything(&first).zip(everything(&second)) {
        assert!(!one.is_empty(), "{name} is empty");
        assert!(one == other, "{name} is another one");
    }
}

#[test]
fn each_pair_of_name_and_format_stands_once() {
    let paths = Vec::from_iter(ProgrammeFile::all().map(ProgrammeFile::path));
    assert_eq!(BTreeSet::from_iter(&paths).len(), paths.len());
    for file in ProgrammeFile::all() {
        let (name, format) = file.words();
        assert_eq!(ProgrammeFile::of(name, format), Some(file));
    }
    assert_eq!(ProgrammeFile::of("diagnostic", "json"), None);
    assert_eq!(ProgrammeFile::of("livre", "docx"), None);
}

#[test]
fn an_empty_programme_says_what_is_missing() {
    let dossier = nothing();
    for file in ProgrammeFile::all() {
        for language in LANGUAGES {
            assert!(!file.write(&dossier, language).is_empty(), "{}", file.path());
        }
    }
    assert_holds(
        &paper(&dossier, Paper::Diagnosis),
        &[
            "Aucune commune n’est encore inscrite.",
            "Aucun indicateur n’est encore renseigné",
            "La démarche ne décrit pas encore sa méthode.",
            "Collèges qui ne siègent dans aucune instance\u{a0}: Habitants et habitantes, Jeunes",
            "Publics sans forum\u{a0}: Professionnels et professionnelles, Habitants et habitantes, Jeunes.",
            "Aucun contact n’est encore indiqué",
        ],
    );
}

#[test]
fn the_diagnosis_tells_a_secret_a_gap_and_zero_apart_and_never_a_mean_of_rates() {
    let plan = r##"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Vallée"}}
{"who":"officer","do":"add","as":"a","noun":"commune","fields":{"name":"Abzac","code":"99001","vintage":2027,"population":1000}}
{"who":"officer","do":"add","as":"b","noun":"commune","fields":{"name":"Bessé","code":"99002","vintage":2027}}
{"who":"officer","do":"add","as":"c","noun":"commune","fields":{"name":"Couhé","code":"99003","vintage":2018,"now_in":"b"}}
{"who":"officer","do":"add","as":"d","noun":"commune","fields":{"name":"Dienné","code":"99004","vintage":2027}}
{"who":"officer","do":"add","as":"t","noun":"theme","fields":{"name":"Mobilité","order":1}}
{"who":"officer","do":"add","as":"u","noun":"theme","fields":{"name":"Santé","order":2}}
{"who":"officer","do":"add","as":"n","noun":"indicator","fields":{"name":"Ménages","theme":"t","kind":"count","total":"sum","source":"Insee","unit":"ménages"}}
{"who":"officer","do":"add","as":"r","noun":"indicator","fields":{"name":"Part sans voiture","theme":"t","kind":"rate","total":"weighted_mean","weight":"n","source":"Insee","unit":"%","decimals":1,"comment":"Beaucoup de foyers."}}
{"who":"officer","do":"add_all","items":[{"as":"n1","noun":"figure","fields":{"indicator":"n","commune":"a","vintage":2014,"geography":2027,"value":900}},{"as":"n2","noun":"figure","fields":{"indicator":"n","commune":"b","vintage":2014,"geography":2027,"value":100}},{"as":"n3","noun":"figure","fields":{"indicator":"n","commune":"d","vintage":2014,"geography":2027,"value":0}}]}
{"who":"officer","do":"add_all","items":[{"as":"m1","noun":"figure","fields":{"indicator":"n","commune":"a","vintage":2020,"geography":2027,"value":1900}},{"as":"m2","noun":"figure","fields":{"indicator":"n","commune":"b","vintage":2020,"geography":2027,"value":100}},{"as":"m3","noun":"figure","fields":{"indicator":"n","commune":"d","vintage":2020,"geography":2027,"value":0}}]}
{"who":"officer","do":"add_all","items":[{"as":"r1","noun":"figure","fields":{"indicator":"r","commune":"a","vintage":2020,"geography":2027,"value":10}},{"as":"r2","noun":"figure","fields":{"indicator":"r","commune":"b","vintage":2020,"geography":2027,"value":30.25}},{"as":"r3","noun":"figure","fields":{"indicator":"r","commune":"d","vintage":2020,"geography":2027,"value":"withheld"}},{"as":"r4","noun":"figure","fields":{"indicator":"r","area":"departement","area_name":"Vienne","vintage":2020,"value":12.5}}]}
"##;
    let dossier = played(plan.trim());
    let text = paper(&dossier, Paper::Diagnosis);
    assert_holds(
        &text,
        &[
            "# Mobilité",
            "Couhé (aujourd’hui Bessé) | 99003 | —",
            "Les communes sont celles de plusieurs géographies, dont les limites diffèrent\u{a0}: 2018, 2027.",
            "unité\u{a0}: ménages · source\u{a0}: Insee",
            "Où | 2014 | 2020",
            "Territoire (somme des communes) | 1\u{202f}000 | 2\u{202f}000",
            "Dienné | 0 | 0",
            "De 2014 à 2020, sur tout le territoire\u{a0}: +100,0\u{a0}%.",
            // (10 × 1900 + 30,25 × 100) ÷ 2000; the mean of the two rates would be 20,1.
            "Territoire (moyenne pondérée) | 11,0\u{a0}*",
            "Vienne (le département) | 12,5",
            "Bessé | 30,3",
            "Dienné | secret",
            "* 2020\u{a0}: calculé sur 2\u{a0}communes, sans 1\u{a0}commune sous secret statistique ou sans nombre exact.",
            "Beaucoup de foyers.",
            "# Thèmes dont aucun chiffre ne parle\nSanté.",
            "Insee | Ménages (2014, 2020)\u{a0}; Part sans voiture (2020)",
            "Indicateurs validés\u{a0}: 0 sur 2.",
        ],
    );
    assert!(!text.contains("Couhé (aujourd’hui Bessé) | —"), "it is counted with Bessé");
    let csv = letters(&ProgrammeFile::of("diagnostic", "csv").unwrap().write(&dossier, Language::French));
    assert_holds(
        &csv,
        &[
            "\"Mobilité\";\"Part sans voiture\";\"%\";\"Insee\";\"Bessé\";\"99002\";2020;2027;30,25;\r\n",
            "\"Dienné\";\"99004\";2020;2027;;\"secret statistique\"\r\n",
            "\"Territoire (calculé)\";;2020;;11,0125;\"calculé sur une partie des communes\"\r\n",
        ],
    );
}

#[test]
fn numbers_are_written_as_people_of_the_language_write_them() {
    use protocol::programme::value::Number;
    let number = |millionths| Number::from_millionths(millionths);
    let (french, english) = (Language::French, Language::English);
    assert_eq!(french.decimal(number(1_234_500_000), 1), "1\u{202f}234,5");
    assert_eq!(english.decimal(number(1_234_500_000), 1), "1,234.5");
    assert_eq!(french.decimal(number(-50_000), 1), "\u{2212}0,1");
    assert_eq!(french.decimal(number(-40_000), 1), "0,0");
    assert_eq!(french.decimal(number(999_999), 2), "1,00");
    assert_eq!(french.decimal(number(1_000_001), 6), "1,000001");
    assert_eq!(french.digits(number(-1_050_000)), "-1,05");
    assert_eq!(english.digits(number(12_000_000)), "12");
    assert_eq!(french.percent(1, 8), "13\u{a0}%");
    assert_eq!(english.percent(0, 0), "0%");
    let day = |text: &str| french.day(text.to_owned().try_into().unwrap());
    assert_eq!(
        [day("2027"), day("2027-03"), day("2027-03-01")],
        ["2027", "mars\u{a0}2027", "1er\u{a0}mars\u{a0}2027"]
    );
}

/// Every private place says PRIVATE: what was not published, not read again, not agreed to.
const SECRETS: &str = r##"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Vallée","contact_name":"Camille"}}
{"who":"officer","do":"add_officer","as":"alix","label":"PRIVATE pass"}
{"who":"officer","do":"add","as":"copil","noun":"committee","fields":{"name":"Comité de pilotage","role":"steering"}}
{"who":"officer","do":"add_member","as":"noa","label":"PRIVATE member","committees":["copil"]}
{"who":"officer","do":"add","as":"m1","noun":"member","fields":{"committee":"copil","name":"PRIVATE name","substitute":"PRIVATE substitute","body":"Caf","college":"partner","named":false}}
{"who":"officer","do":"add","as":"m2","noun":"member","fields":{"committee":"copil","name":"PRIVATE unasked","college":"association"}}
{"who":"officer","do":"add","as":"m3","noun":"member","fields":{"committee":"copil","name":"Lu Petit","body":"Mairie","college":"local_councillor","named":true}}
{"who":"officer","do":"add","as":"r1","noun":"meeting","fields":{"committee":"copil","day":"2027-02-16","state":"held","agenda":"PRIVATE agenda","minutes":"PRIVATE minutes","minutes_state":"checked","present":["m3"]}}
{"who":"officer","do":"add","as":"d1","noun":"decision","fields":{"meeting":"r1","text":"PRIVATE decision"}}
{"who":"officer","do":"add","as":"r2","noun":"meeting","fields":{"committee":"copil","day":"2027-03-16","time":"18:00","place":"Mairie, salle 2","state":"held","agenda":"Le calendrier","minutes":"Tout est dit.","minutes_state":"validated","present":["m1","m3"]}}
{"who":"officer","do":"add","as":"d2","noun":"decision","fields":{"meeting":"r2","text":"On commence.","who":"m1"}}
{"who":"officer","do":"add","as":"camp","noun":"campaign","fields":{"name":"Jeunes","audience":"Les jeunes","summary":"PRIVATE summary","thanks":"PRIVATE thanks","comment":"PRIVATE comment"}}
{"who":"officer","do":"add","as":"q1","noun":"question","fields":{"campaign":"camp","text":"PRIVATE question","kind":"single"}}
{"who":"officer","do":"add","as":"a1","noun":"choice","fields":{"question":"q1","name":"PRIVATE choice"}}
{"who":"officer","do":"add","as":"q2","noun":"question","fields":{"campaign":"camp","text":"PRIVATE words","kind":"long_text"}}
{"who":"officer","do":"add","as":"place","noun":"place","fields":{"campaign":"camp","name":"PRIVATE place"}}
{"who":"officer","do":"add","as":"lot","noun":"batch","fields":{"campaign":"camp","place":"place","name":"PRIVATE batch","distributed":48151,"returned":48151,"processed":48151,"rejected":0,"reason":"PRIVATE reason"}}
{"who":"officer","do":"key_sheet","as":"s1","campaign":"camp","batch":"lot","answers":{"q1":"a1","q2":"PRIVATE answer"}}
{"who":"officer","do":"add","as":"f1","noun":"interview_field","fields":{"name":"Santé","guide":"PRIVATE guide"}}
{"who":"officer","do":"add","as":"f2","noun":"interview_field","fields":{"name":"Mobilité","guide":"PRIVATE guide"}}
{"who":"officer","do":"add","as":"e1","noun":"interview","fields":{"field":"f1","person":"PRIVATE person","role":"PRIVATE role","structure":"PRIVATE structure","day":"2027-03-01","interviewer":"PRIVATE interviewer","notes":"PRIVATE notes","key_points":"Les soins sont loin.","consent":"nothing","state":"checked"}}
{"who":"officer","do":"add","as":"v1","noun":"verbatim","fields":{"interview":"e1","text":"Je roule une heure."}}
{"who":"officer","do":"add","as":"v2","noun":"verbatim","fields":{"interview":"e1","text":"PRIVATE verbatim that nobody marked"}}
{"who":"officer","do":"add","as":"e2","noun":"interview","fields":{"field":"f1","person":"PRIVATE person","role":"Infirmière","structure":"Cabinet","interviewer":"PRIVATE interviewer","key_points":"Il faut du monde.","consent":"role_only","state":"used"}}
{"who":"officer","do":"add","as":"e3","noun":"interview","fields":{"field":"f2","person":"PRIVATE person","role":"PRIVATE role","key_points":"PRIVATE points","consent":"named","state":"held"}}
{"who":"officer","do":"add","as":"v3","noun":"verbatim","fields":{"interview":"e3","text":"PRIVATE verbatim of an interview that is not checked"}}
{"who":"officer","do":"mark","card":{"verbatim":"v1"}}
{"who":"officer","do":"mark","card":{"verbatim":"v3"}}
{"who":"officer","do":"add","as":"forum","noun":"forum","fields":{"name":"Forum","public":"residents","day":"2027-05"}}
{"who":"officer","do":"bring_in","forum":"forum","contributions":[{"as":"k1","fields":{"text":"Un bus le samedi","topic":"PRIVATE topic","axes":["Aller partout"]}}]}
{"who":"officer","do":"mark","card":{"contribution":"k1"}}
"##;

fn with_secrets() -> Dossier {
    played(SECRETS.trim())
}

#[test]
fn what_stays_in_the_office_is_in_no_document_of_any_format() {
    let dossier = with_secrets();
    for (name, bytes) in everything(&dossier) {
        let letters = letters(&bytes);
        assert!(letters.len() > 1, "{name} was read");
        assert!(!letters.contains(PRIVATE), "{name}");
        for number in UNPUBLISHED {
            assert!(!letters.contains(number), "{name}");
        }
    }
}

#[test]
fn what_may_leave_is_there() {
    let dossier = with_secrets();
    assert_holds(
        &paper(&dossier, Paper::Interviews),
        &[
            "# Santé\n2\u{a0}entretiens relus",
            "# Une personne rencontrée\nLes soins sont loin.",
            "# Infirmière, Cabinet\nIl faut du monde.",
            "«\u{a0}Je roule une heure.\u{a0}» (Une personne rencontrée)",
            "# Mobilité\nAucun entretien de ce champ n’est encore relu.",
        ],
    );
    assert_holds(
        &paper(&dossier, Paper::Committees),
        &[
            "(nom non publié) | Caf | Partenaires (Caf, MSA…) | — | —",
            "Lu Petit | Mairie | ",
            "Ce groupe n’a pas d’habitante ni d’habitant.",
            "16\u{a0}février\u{a0}2027 | — | Tenue | non validé",
            "# Relevé de la réunion\u{a0}: 16\u{a0}mars\u{a0}2027, 18\u{a0}h",
            "Présences\u{a0}: Caf, Lu Petit",
            "Tout est dit.",
            "On commence. | Caf | — | ",
        ],
    );
    assert_holds(
        &paper(&dossier, Paper::Results),
        &["# Jeunes\nPublic\u{a0}: Les jeunes\nRien n’est encore publié de cette campagne."],
    );
    assert_holds(
        &paper(&dossier, Paper::Diagnosis),
        &[
            "Publics dont aucune réponse à un questionnaire n’est publiée\u{a0}: Les jeunes.",
            "Champs dont aucun entretien n’est relu\u{a0}: Mobilité.",
            "Publics sans forum\u{a0}: Professionnels et professionnelles, Jeunes.",
        ],
    );
}

/// Sheets of which five of each answer were keyed, but of one only two.
fn campaign() -> Dossier {
    let mut plan = r##"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Vallée"}}
{"who":"officer","do":"add","as":"camp","noun":"campaign","fields":{"name":"Familles","audience":"Les familles","comment":"Beaucoup de soirées."}}
{"who":"officer","do":"add","as":"q1","noun":"question","fields":{"campaign":"camp","text":"Un bus ?","kind":"single","order":1}}
{"who":"officer","do":"add","as":"yes","noun":"choice","fields":{"question":"q1","name":"Oui","order":1}}
{"who":"officer","do":"add","as":"no","noun":"choice","fields":{"question":"q1","name":"Non","order":2}}
{"who":"officer","do":"add","as":"q2","noun":"question","fields":{"campaign":"camp","text":"Content ?","kind":"scale","min":1,"max":3,"order":2}}
{"who":"officer","do":"add","as":"school","noun":"place","fields":{"campaign":"camp","name":"École","kind":"school"}}
{"who":"officer","do":"add","as":"lot1","noun":"batch","fields":{"campaign":"camp","place":"school","name":"Lot 1","distributed":4000,"returned":{"at_least":1030},"processed":750,"rejected":250,"reason":"Vides"}}
{"who":"officer","do":"add","as":"lot2","noun":"batch","fields":{"campaign":"camp","name":"Lot 2","distributed":500,"returned":0,"processed":0,"rejected":0}}
"##
    .trim()
    .to_owned();
    for n in 0..40 {
        let answer = if n < 30 { "yes" } else { "no" };
        let scale = n % 3 + 1;
        plan += &format!(
            "\n{{\"who\":\"officer\",\"do\":\"key_sheet\",\"as\":\"s{n}\",\"campaign\":\"camp\",\"batch\":\"lot1\",\
             \"answers\":{{\"q1\":\"{answer}\",\"q2\":{scale}}}}}"
        );
    }
    plan += r##"
{"who":"officer","do":"publish","as":"pub1","document":"results","of":"camp","note":"Première lecture"}
{"who":"officer","do":"set","item":"lot2","fields":{"distributed":48151}}
{"who":"officer","do":"set","item":"camp","fields":{"comment":"PRIVATE"}}
"##
    .trim_end();
    played(&plan)
}

#[test]
fn results_are_those_that_were_published_with_their_bases_and_what_they_cannot_say() {
    let dossier = campaign();
    let text = paper(&dossier, Paper::Results);
    assert_holds(
        &text,
        &[
            "Ces réponses viennent de personnes qui ont choisi de répondre",
            "Publié\u{a0}: version 1, le 1er\u{a0}février\u{a0}2027 (Première lecture)",
            "Lot 1 · École | 4\u{202f}000 | —",
            "Ensemble | 4\u{202f}500 | ",
            "Beaucoup de soirées.",
            "# Un bus ?\nRéponses effectives\u{a0}: 40 sur 40 questionnaires",
            "Oui | 30 | 75\u{a0}%",
            "Non | 10 | 25\u{a0}%",
            "\n1 | 14 | 35\u{a0}%\n2 | 13 | 33\u{a0}%\n3 | 13 | 33\u{a0}%",
        ],
    );
    for (name, bytes) in everything(&dossier) {
        let letters = letters(&bytes);
        assert!(!letters.contains(PRIVATE) && !UNPUBLISHED.iter().any(|it| letters.contains(it)), "{name}");
        // How many came back.
        assert!(!letters.contains("1\u{202f}030") && !letters.contains("Vides"), "{name}");
    }
    let csv = letters(&ProgrammeFile::of("resultats", "csv").unwrap().write(&dossier, Language::French));
    assert_holds(&csv, &["\"Un bus ?\";;\"Oui\";;30;40;75;\r\n", "\"2\";;13;40;32,5;\r\n"]);
    assert_holds(
        &paper(&dossier, Paper::Diagnosis),
        &["Familles (résultats publiés, version 1)", "les foyers sans enfant y manquent"],
    );
}

#[test]
fn the_newsletter_keeps_the_order_of_the_first_one_and_invents_no_axis() {
    let order = [
        "# De quoi s’agit-il\u{a0}?",
        "# Comment ça se passe\u{a0}?",
        "# Les instances",
        "# Les phases",
        "# Quelques chiffres",
        "# Les forums",
        "# Les axes",
        "# Et après\u{a0}?",
        "# Plus d’infos\u{a0}?",
    ];
    for dossier in [nothing(), with_secrets(), territory()] {
        let text = paper(&dossier, Paper::Newsletter);
        let places = Vec::from_iter(order.iter().map(|heading| text.find(&format!("{heading}\n"))));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in\n{text}");
    }
    assert_holds(
        &paper(&nothing(), Paper::Newsletter),
        &["# Les axes\nLes axes stratégiques ne sont pas encore écrits.\n# Et après"],
    );
    assert_holds(&paper(&with_secrets(), Paper::Newsletter), &["Axes issus de\u{a0}: Forum\nAller partout"]);
    let letter = Paper::Newsletter.document(&territory(), Language::French);
    assert!(letter.title.starts_with("Lettre d’information n° 2"), "{}", letter.title);
    assert!(!paper(&with_secrets(), Paper::Newsletter).contains("Depuis la dernière lettre"));
}

/// The invented territory, in which these lines follow, as it stands on a day.
fn later(day: &str, lines: &str) -> Dossier {
    let plan = format!("{}\n{lines}", include_str!("../../../../tests/plans/demarche.jsonl").trim_end());
    let mut dossier = played(&plan);
    dossier.at = format!("{day}T09:00:00Z").parse().unwrap();
    dossier
}

#[test]
fn a_second_newsletter_is_drafted_from_what_changed_since_the_first_was_sent() {
    let text = paper(&territory(), Paper::Newsletter);
    assert_holds(
        &text,
        &[
            "# Depuis la dernière lettre\nCe qui a changé depuis «\u{a0}Lettre d’information n° 1\u{a0}» (10\u{a0}juillet\u{a0}2027).",
            "# Axes retenus\nSe déplacer sans voiture\nAccueillir les familles\n",
            "# Fiches validées\n1.1.1 Faire rouler un minibus le samedi\n",
            "# Publié\nDiagnostic partagé (version 2)\n",
            "# Signature\nConvention territoriale globale du Val d’Orbelle (exemple), 20\u{a0}décembre\u{a0}2027\u{a0}: Communauté de communes du Val d’Orbelle, Caf de l’exemple, Commune d’Orbelle-le-Pont",
            "# Avenants\nAvenant n°",
            "# Les axes\nLe comité a retenu ces axes stratégiques\u{a0}:\n1. Se déplacer sans voiture\n2. Accueillir les familles\n3. Bien vieillir ici\n4. Se retrouver dans les bourgs\n5. Accéder à ses droits près de chez soi\nLe plan d’action\u{a0}: 7\u{a0}fiches action, 1\u{a0}validée\nLa signature\u{a0}:",
            "# Et après\u{a0}?\nLe minibus roule à partir de mars.",
        ],
    );
    let nothing_else = ["Actions réalisées", "Actions abandonnées", "# Réunions et décisions"];
    assert!(nothing_else.iter().all(|heading| !text.contains(heading)), "{text}");
    let more = r#"
        {"who":"officer","do":"set","item":"lettre2","fields":{"state":"sent","day":"2028-02-01"}}
        {"who":"officer","do":"add","as":"lettre3","noun":"newsletter","fields":{"name":"Troisième lettre","number":3}}
        {"who":"officer","do":"follow_action","action":"act1","to":"abandoned","reason":"Plus de chauffeur"}
        {"who":"officer","do":"add","as":"m9","noun":"meeting","fields":{"committee":"copil","day":"2028-03-02","state":"held","minutes_state":"validated"}}
        {"who":"officer","do":"add","as":"d9","noun":"decision","fields":{"meeting":"m9","text":"Chercher un second véhicule"}}
        {"who":"officer","do":"add","as":"f9","noun":"forum","fields":{"name":"Forum du printemps","day":"2028-04-01"}}
        {"who":"officer","do":"add","as":"f10","noun":"forum","fields":{"name":"Forum à venir","day":"2029-04-01"}}
    "#;
    let text = paper(&later("2028-05-01", more), Paper::Newsletter);
    assert_holds(
        &text,
        &[
            "# Depuis la dernière lettre\nCe qui a changé depuis «\u{a0}Lettre d’information n° 2\u{a0}» (1er\u{a0}février\u{a0}2028).\n\
             # Actions abandonnées\n1.1.1 Faire rouler un minibus le samedi\u{a0}: Plus de chauffeur\n\
             # Forums\nForum du printemps, 1er\u{a0}avril\u{a0}2028\n\
             # Réunions et décisions\nComité de pilotage, 2\u{a0}mars\u{a0}2028\nChercher un second véhicule\n\
             # De quoi s’agit-il",
        ],
    );
}

#[test]
fn reminders_say_what_is_late_and_whom_to_ask_and_hold_nothing_that_was_given() {
    let dossier = later("2031-02-01", r#"{"who":"officer","do":"set","item":"st1","fields":{"done":true}}"#);
    let text = paper(&dossier, Paper::Reminders);
    assert_holds(
        &text,
        &[
            "# En retard\n# Le service mobilité (pilote)\n",
            "1.1.1 Faire rouler un minibus le samedi | Étape\u{a0}: Former les conducteurs | 31\u{a0}mars\u{a0}2028",
            "1.1.1 Faire rouler un minibus le samedi | L’action est-elle terminée\u{a0}? | 31\u{a0}décembre\u{a0}2030",
            "1.1.1 Faire rouler un minibus le samedi | Bilan 2030 | 31\u{a0}décembre\u{a0}2030",
            "1.1.1 Faire rouler un minibus le samedi | Valeur 2030\u{a0}: Voyages par an | 31\u{a0}décembre\u{a0}2030",
            "# À venir dans l’année\nRien n’est à demander.",
        ],
    );
    let given = ["Choisir le trajet", "Bilan 2028", "Bilan 2029", "Valeur 2029", "Valeur de départ"];
    assert!(given.iter().all(|given| !text.contains(given)), "{text}");
    let earlier = paper(&later("2030-06-01", ""), Paper::Reminders);
    assert_holds(
        &earlier,
        &[
            "Choisir le trajet",
            "31\u{a0}décembre\u{a0}2030 | 1.1.1 Faire rouler un minibus le samedi | Bilan 2030 | Le service mobilité (pilote)",
        ],
    );
    let over = later("2031-02-01", r#"{"who":"officer","do":"follow_action","action":"act1","to":"done"}"#);
    assert_holds(&paper(&over, Paper::Reminders), &["# En retard\nRien n’est en retard."]);

    let file = |name, format| ProgrammeFile::of(name, format).unwrap().write(&dossier, Language::French);
    let shown: Vec<protocol::programme::reminder::Reminder> =
        serde_json::from_slice(&file("relances", "json")).unwrap();
    assert_eq!(shown.len(), 4);
    assert!(
        shown
            .iter()
            .all(|it| it.number == "1.1.1" && it.whom.as_deref() == Some("Le service mobilité (pilote)"))
    );
    let csv = String::from_utf8(file("relances", "csv")).unwrap();
    assert_holds(&csv, &[r#""1.1.1";"Faire rouler un minibus le samedi";"Bilan 2030";"2030-12-31";"oui""#]);
    let ics = String::from_utf8(file("relances", "ics")).unwrap();
    let known = Vec::from_iter(ics.lines().filter(|line| line.starts_with("UID:")));
    assert_eq!(known.len(), 4);
    assert_eq!(BTreeSet::from_iter(&known).len(), 4);
    assert_holds(&ics, &["DTSTART;VALUE=DATE:20280331\r\n", "DTEND;VALUE=DATE:20280401\r\n"]);
    assert_eq!(ics, String::from_utf8(file("relances", "ics")).unwrap());
    assert_holds(&paper(&nothing(), Paper::Reminders), &["# En retard\nRien n’est en retard."]);
}

#[test]
fn a_sheet_is_called_late_where_its_end_or_a_step_of_it_is_among_the_reminders() {
    use programme::follow_up::{Asked, reminders};
    for day in ["2027-02-01", "2028-01-15", "2029-06-01", "2031-01-01", "2034-01-01"] {
        let dossier = later(day, "");
        let today = day.parse().unwrap();
        let late = reminders(&dossier, today).into_iter().filter(|it| it.day < today);
        let late = late.filter(|it| matches!(it.what, Asked::End | Asked::Step(_)));
        let late = BTreeSet::from_iter(late.map(|it| it.action.id));
        let said = dossier.all(protocol::programme::Noun::Action);
        let said = said.filter(|action| programme::roadmap::is_late(&dossier, action, today));
        assert_eq!(late, BTreeSet::from_iter(said.map(|it| it.id)), "{day}");
    }
}

#[test]
fn the_evaluation_says_where_each_sheet_and_each_indicator_stands_and_what_has_no_value() {
    let more = r#"
        {"who":"officer","do":"add","as":"mes2","noun":"measure","fields":{"action":"act2","name":"Abris posés"}}
        {"who":"officer","do":"set","item":"act2","fields":{"reason":"Demandés partout","audience":["Tout le monde"],"everywhere":true,"text":"Des abris en bois.","lead":"Ana Morel","referent":"Ines Roche","start":"2029"}}
        {"who":"officer","do":"submit_action","action":"act2"}
        {"who":"officer","do":"validate_action","as":"ver2","action":"act2","committee":"copil","decided":"2028-11-16"}
        {"who":"officer","do":"follow_action","action":"act2","to":"blocked","reason":"Le bois manque"}
    "#;
    let dossier = later("2030-02-01", more);
    let text = paper(&dossier, Paper::Evaluation);
    assert_holds(
        &text,
        &[
            "Axe | Fiches | À discuter | Brouillon | En cours | Bloquée\n\
             1. Se déplacer sans voiture | 2 | 0 | 0 | 1 | 1\n\
             2. Accueillir les familles | 1 | 0 | 1 | 0 | 0\n\
             3. Bien vieillir ici | 1 | 0 | 1 | 0 | 0\n\
             4. Se retrouver dans les bourgs | 1 | 0 | 1 | 0 | 0\n\
             5. Accéder à ses droits près de chez soi | 1 | 0 | 1 | 0 | 0\n\
             Sans objectif | 1 | 1 | 0 | 0 | 0\n\
             Total | 7 | 1 | 4 | 1 | 1",
            "# 1. Se déplacer sans voiture\n# 1.1 Aller au marché et aux services sans voiture\n# 1.1.1 Faire rouler un minibus le samedi\nEn cours",
            "Voyages par an (voyages) | 0 | 1\u{202f}500 | 2028\u{a0}: 640\n2029\u{a0}: 1\u{202f}380 | 1\u{202f}380 en 2029, 92\u{a0}% du chemin",
            "# 1.1.2 Poser des abris aux arrêts\nBloquée\nRaison\u{a0}: Le bois manque",
            "Abris posés | — | — |  | aucune valeur relevée",
            "Il manque\u{a0}: Valeur de départ\u{a0}: Abris posés\u{a0}; Bilan 2029\u{a0}; Valeur 2029\u{a0}: Abris posés",
        ],
    );
    let places = ["Bilans annuels", "2028 | En cours | Le minibus", "2029 | En cours | Chaque samedi"]
        .map(|it| text.find(it));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    assert!(!text.contains("# 2. Accueillir"), "an axis without a validated sheet is counted alone");
    assert_holds(&paper(&dossier, Paper::Reminders), &["# Ana Morel (pilote)\n"]);
    let erased = format!(
        "{}\n{}",
        more.trim_end(),
        r#"{"who":"officer","do":"erase","item":"act2","fields":["lead"]}"#
    );
    let councillor = paper(&later("2030-02-01", &erased), Paper::Reminders);
    assert_holds(&councillor, &["# Ines Roche (élu·e référent·e)\n"]);
    let both = erased.replace(r#"["lead"]"#, r#"["lead","referent"]"#);
    assert_holds(
        &paper(&later("2030-02-01", &both), Paper::Reminders),
        &["# Groupe mobilité (groupe mixte)\n"],
    );
    let csv = ProgrammeFile::of("evaluation", "csv").unwrap().write(&dossier, Language::French);
    let csv = String::from_utf8(csv).unwrap();
    assert_holds(
        &csv,
        &[
            "\"En cours\";;\"2028, 2029\";\"Voyages par an\";\"voyages\";0;\"septembre\u{a0}2027\";1500;640;1380;2029;92\r\n",
            "\"Bloquée\";\"Le bois manque\";;\"Abris posés\";;;;;;;;\r\n",
        ],
    );
    assert_holds(&paper(&nothing(), Paper::Evaluation), &["Aucune fiche action n’est encore inscrite."]);
}

#[test]
fn another_reader_finds_each_day_of_the_calendar() {
    use calcard::icalendar::{ICalendar, ICalendarProperty, ICalendarValue};
    let long = "Une phase où l’on écoute, où l’on compte ; où l’on écrit : éèêë, ça suffit.\nEt l’on recommence, tant qu’il le faut, jusqu’à ce que chacune et chacun ait été entendu.";
    let plan = format!(
        r##"
{{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{{"name":"Vallée, encore"}}}}
{{"who":"officer","do":"add","as":"f1","noun":"phase","fields":{{"name":"Diagnostic","start":"2027-02","end":"2027-07","summary":{}}}}}
{{"who":"officer","do":"add","as":"f2","noun":"phase","fields":{{"name":"Un jour"}}}}
{{"who":"officer","do":"add","as":"c","noun":"committee","fields":{{"name":"Comité de pilotage","role":"steering"}}}}
{{"who":"officer","do":"add","as":"r","noun":"meeting","fields":{{"committee":"c","day":"2027-02-28","time":"18:30","place":"Mairie; salle 2","state":"cancelled"}}}}
{{"who":"officer","do":"add","as":"o","noun":"forum","fields":{{"name":"Forum","day":"2028"}}}}
"##,
        serde_json::to_string(long).unwrap()
    );
    let dossier = played(plan.trim());
    let file = ProgrammeFile::of("calendrier", "ics").unwrap();
    let written = String::from_utf8(file.write(&dossier, Language::French)).unwrap();
    assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
    assert!(!written.replace("\r\n", "").contains('\n'), "{written}");
    let read = ICalendar::parse(&written).unwrap();
    let text = |event: &calcard::icalendar::ICalendarComponent, name: &ICalendarProperty| {
        let entry = event.property(name)?;
        match entry.values.first()? {
            ICalendarValue::Text(text) => Some(text.clone()),
            ICalendarValue::PartialDateTime(day) => {
                assert_eq!(day.hour, None, "a whole day");
                Some(format!("{}-{}-{}", day.year?, day.month?, day.day?))
            }
            other => Some(format!("{other:?}")),
        }
    };
    let events = read
        .components
        .iter()
        .filter(|it| it.component_type == calcard::icalendar::ICalendarComponentType::VEvent);
    let events = Vec::from_iter(events.map(|event| {
        let of = |name| text(event, &name).unwrap_or_default();
        (
            of(ICalendarProperty::Summary),
            of(ICalendarProperty::Dtstart),
            of(ICalendarProperty::Dtend),
            of(ICalendarProperty::Description),
            of(ICalendarProperty::Location),
        )
    }));
    let event = |summary: &str, start: &str, end: &str, description: &str, location: &str| {
        (summary.to_owned(), start.to_owned(), end.to_owned(), description.to_owned(), location.to_owned())
    };
    assert_eq!(
        events,
        [
            event("Diagnostic", "2027-2-1", "2027-8-1", long, ""),
            event("Comité de pilotage, 18\u{a0}h\u{a0}30", "2027-2-28", "2027-3-1", "", "Mairie; salle 2"),
            event("Forum", "2028-1-1", "2029-1-1", "", ""),
        ]
    );
    let uids = Vec::from_iter(written.lines().filter(|line| line.starts_with("UID:")));
    assert_eq!(uids.len(), 3);
    assert!(uids.iter().all(|uid| uid.ends_with("@bourdon")));
    assert!(written.contains("STATUS:CANCELLED"));
    assert_holds(&paper(&dossier, Paper::Calendar), &["Comité de pilotage (annulée)", "Un jour | — | — | "]);
}

fn svg_of(picture: &Picture) -> &str {
    match &picture.image {
        Image::Svg(svg) => svg,
        Image::Png(_) => panic!("{} is no drawing", picture.name),
    }
}

#[test]
fn a_drawing_stands_in_every_format_with_the_letters_that_it_is_made_for() {
    use crate::TextFormat;
    let svg = |words: &str| {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" font-size="13"><title>Un trait</title><path d="M10 50h40v4h-40z" fill="#0b5fa5"/><text x="10" y="30">{words}</text></svg>"##
        )
    };
    let picture =
        |words: &str| Picture { name: "Un trait".to_owned(), image: Image::Svg(svg(words)), size: (120, 60) };
    let points = |words: &str| {
        let file = picture(words).png().into_owned();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut points = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut points).unwrap();
        assert_eq!((info.width, info.height), (709, 354), "150 to the inch");
        points
    };
    let white = |points: &[u8]| points.chunks(4).filter(|point| **point == [255; 4]).count();
    let (drawn, empty) = (points("Forêt"), points(""));
    assert_eq!(empty[4 * (709 * 307 + 150)..][..4], [0x0b, 0x5f, 0xa5, 0xff], "the bar");
    assert!(white(&drawn) < white(&empty), "there are letters");
    assert_eq!(crate::raster::fonts().len(), 4);
    assert!(points("Foret") != drawn && points("\u{142}\u{f3}d\u{17a}") != points("\u{5d0}"), "each of them");
    // A narrow blank and a hyphen that do not break are blanks and hyphens.
    assert!(points("12\u{202f}900 b\u{2011}c") == points("12\u{a0}900 b-c"));

    let mut document = Paper::Calendar.document(&nothing(), Language::French);
    document.blocks.push(Block::Picture(picture("Forêt")));
    let [html, docx, odt] = TextFormat::ALL.map(|format| letters(&format.write(&document)));
    assert_holds(&html, &[&svg("Forêt")]);
    assert_holds(&docx, &["descr=\"Un trait\"", "Target=\"media/picture1.png\"", "r:embed=\"picture1\""]);
    let file = "Pictures/picture1.png";
    assert_holds(
        &odt,
        &[&format!("xlink:href=\"{file}\""), &format!("manifest:full-path=\"{file}\""), "Un trait"],
    );
}

#[test]
fn each_indicator_with_communes_to_compare_has_a_chart_of_its_last_vintage() {
    let dossier = territory();
    let document = Paper::Diagnosis.document(&dossier, Language::French);
    let compared = dossier
        .series
        .iter()
        .filter(|series| series.vintages.last().is_some_and(|vintage| vintage.communes.len() > 1));
    let figures = Vec::from_iter(document.pictures().map(|(_, figure)| figure));
    let bars = figures.iter().filter(|it| it.name.ends_with("par commune"));
    assert_eq!(bars.count(), compared.count());
    assert!(figures.len() > 3);
    let id = |it: &&Picture| svg_of(it).split_once("id=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let ids = Vec::from_iter(figures.iter().map(id));
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), figures.len());
    for figure in figures {
        assert!(figure.size.0 <= 160 && (20..=230).contains(&figure.size.1), "{:?}", figure.size);
    }
    let [html, ..] = crate::TextFormat::ALL.map(|format| letters(&format.write(&document)));
    assert_eq!(html.matches("<svg").count(), ids.len());
}

#[test]
fn a_version_holds_what_its_document_shows_says_nothing_false_of_the_rest_and_keeps_what_stays_in_the_office()
{
    let plan = SECRETS.trim().to_owned()
        + r##"
{"who":"officer","do":"add","as":"a","noun":"commune","fields":{"name":"Abzac","code":"99001","vintage":2027}}
{"who":"officer","do":"add","as":"i1","noun":"indicator","fields":{"name":"Population","source":"Insee"}}
{"who":"officer","do":"add","as":"g1","noun":"figure","fields":{"indicator":"i1","area":"territory","vintage":2020,"value":12}}
{"who":"officer","do":"add","as":"l1","noun":"newsletter","fields":{"name":"Lettre 1","what":"Un projet."}}
{"who":"officer","do":"publish","as":"x1","document":"presentation"}
{"who":"officer","do":"publish","as":"x2","document":"composition"}
{"who":"officer","do":"publish","as":"x3","document":"diagnosis"}
{"who":"officer","do":"publish","as":"x4","document":"interviews","of":"f1"}
{"who":"officer","do":"publish","as":"x5","document":"minutes","of":"copil"}
{"who":"officer","do":"publish","as":"x6","document":"newsletter","of":"l1"}
"##
        .trim_end();
    let state = state(&plan);
    let published = programme::dossier::published(&state);
    assert_eq!(published.documents.len(), 6);
    let mut all = String::new();
    for edited in &published.documents {
        for edition in &edited.versions {
            let excerpt = programme::dossier::Excerpt::new(&state, edition.id).unwrap();
            let title = Paper::Committees.document(&Dossier::from(&excerpt), Language::French).title;
            assert!(title.ends_with(" — Vallée"), "it says whose it is: {title}");
            for file in ProgrammeFile::published(edited.document) {
                for language in LANGUAGES {
                    let letters = letters(&file.of_version(&excerpt, Some(language)));
                    let address = file.address(edited, edition);
                    assert!(!letters.contains(PRIVATE), "{address}");
                    let missing = ["Aucun", "Personne n’y siège", "n’est encore", "n’a pas de", "Brouillon"];
                    for words in missing {
                        assert!(!letters.contains(words), "{words}: {address}");
                    }
                    all += &letters;
                }
                assert_eq!(
                    ProgrammeFile::at(&published, &file.address(edited, edition)),
                    Some((file, edition.id))
                );
            }
        }
    }
    assert_holds(&all, &["Lu Petit", "Je roule une heure.", "On commence.", "Un projet.", "Camille"]);
}

/// An indicator over vintages, its figures as `(commune, vintage, geography, value)`; `now_in` where a commune became part
/// of another one.
fn over_vintages(figures: &[(&str, i16, i16, &str)]) -> Dossier {
    let mut plan = r#"{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Essai"}}
{"who":"officer","do":"add","as":"ville","noun":"commune","fields":{"name":"Ville"}}
{"who":"officer","do":"add","as":"bourg","noun":"commune","fields":{"name":"Bourg","now_in":"ville"}}
{"who":"officer","do":"add","as":"pop","noun":"indicator","fields":{"name":"Population","unit":"hab.","kind":"count","total":"sum"}}
"#
    .to_owned();
    for (n, (commune, vintage, geography, value)) in figures.iter().enumerate() {
        plan += &format!(
            r#"{{"who":"officer","do":"add","as":"f{n}","noun":"figure","fields":{{"indicator":"pop","commune":"{commune}","vintage":{vintage},"geography":{geography},"value":{value}}}}}"#
        );
        plan += "\n";
    }
    played(&plan)
}

fn only_chart(dossier: &Dossier, begin: &str) -> Option<protocol::programme::chart::Chart> {
    let shown = super::chart(dossier, dossier.series[0].indicator, Language::French, 340)?;
    shown.charts.into_iter().find(|chart| chart.title.contains(begin))
}

#[test]
fn a_line_goes_over_vintages_and_breaks_where_the_communes_are_others() {
    let joined = [("ville", 2015, 2020, "100"), ("bourg", 2015, 2020, "20"), ("ville", 2021, 2025, "130")];
    let svg = only_chart(&over_vintages(&joined), "de 2015 à 2021").unwrap().svg;
    let said = "2015 est dans la géographie de 2020, 2021 dans celle de 2025\u{a0}: les communes ne sont pas les mêmes.";
    assert!(svg.contains(said) && !svg.contains("<polyline"), "{svg}");
    assert!(svg.contains("Territoire\u{a0}: 2015\u{a0}: 120\u{a0}hab."), "{svg}");

    let same = [("ville", 2015, 2020, "100"), ("ville", 2021, 2025, "130")];
    let svg = only_chart(&over_vintages(&same), "de 2015 à 2021").unwrap().svg;
    assert!(svg.contains("<polyline") && svg.contains("plusieurs géographies"), "{svg}");

    // A part is not the whole, and neither is what is not told.
    let part =
        [("ville", 2015, 2020, "100"), ("bourg", 2015, 2020, "\"withheld\""), ("ville", 2021, 2020, "130")];
    let svg = only_chart(&over_vintages(&part), "de 2015 à 2021").map(|chart| chart.svg);
    assert!(!svg.as_deref().unwrap_or_default().contains("Territoire"), "{svg:?}");
    assert!(only_chart(&over_vintages(&[("ville", 2021, 2020, "130")]), "de 2021").is_none());
}

/// Words of a drawing, whatever lines they stand on.
fn words(svg: &str) -> String {
    let parts = svg.split('<').filter_map(|part| part.split_once('>').map(|(_, words)| words));
    Vec::from_iter(parts.flat_map(|words| words.split(' ')).filter(|word| !word.is_empty())).join(" ")
}

#[test]
fn a_map_says_when_its_outlines_are_of_another_year() {
    let mapped = |geography: &str| {
        let mut plan = r#"{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Essai"}}
{"who":"officer","do":"add","as":"pop","noun":"indicator","fields":{"name":"Population","unit":"hab.","kind":"count","total":"sum"}}
"#
        .to_owned();
        for (n, name) in ["Ville", "99001", "Hameau"].iter().enumerate() {
            let outlined = ["Ville", "Bourg", ""][n];
            let value = ["120", "\"withheld\"", "7"][n];
            plan += &format!(
                r#"{{"who":"officer","do":"add","as":"c{n}","noun":"commune","fields":{{"name":"{name}","code":"9900{n}"}}}}
{{"who":"officer","do":"add","as":"f{n}","noun":"figure","fields":{{"indicator":"pop","commune":"c{n}","vintage":2022{geography},"value":{value}}}}}
"#
            );
            // The hamlet has none.
            if n < 2 {
                for year in [2012, 2018] {
                    plan += &format!(
                        r#"{{"who":"officer","do":"add","as":"o{n}-{year}","noun":"outline","fields":{{"name":"{outlined}","code":"9900{n}","vintage":{year},"shape":"{n}0000,4600000 10000,0 0,10000","source":"IGN"}}}}"#
                    );
                    plan += "\n";
                }
            }
        }
        words(&only_chart(&played(&plan), "carte").expect("a map").svg)
    };
    let same = mapped(",\"geography\":2018");
    assert_holds(&same, &["Contours au 1er janvier 2018 (IGN).", "Sans contour\u{a0}: Hameau", "secret"]);
    assert!(!same.contains("ont pu changer") && !same.contains("d’un autre nom"), "{same}");
    assert_holds(&same, &["Bourg\u{a0}: secret"]);
    let changed = "des communes ont pu changer de limites, et un même code peut désigner un autre lieu.";
    let sentence = format!("Les valeurs sont dans la géographie de 2024\u{a0}: {changed}");
    assert_holds(&mapped(",\"geography\":2024"), &["Contours au 1er janvier 2018 (IGN).", &sentence]);
    let sentence = format!("La géographie des valeurs n’est pas dite\u{a0}: {changed}");
    assert_holds(&mapped(""), &["Contours au 1er janvier 2018 (IGN).", &sentence]);
    assert_holds(
        &mapped(",\"geography\":2013"),
        &["Contours au 1er janvier 2012 (IGN).", "géographie de 2013"],
    );
}

#[test]
fn a_published_diagnosis_keeps_its_map() {
    let plan = r#"{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Essai"}}
{"who":"officer","do":"add","as":"pop","noun":"indicator","fields":{"name":"Population","unit":"hab.","kind":"count","total":"sum"}}
{"who":"officer","do":"add","as":"c1","noun":"commune","fields":{"name":"Ville","code":"99001"}}
{"who":"officer","do":"add","as":"c2","noun":"commune","fields":{"name":"Bourg","code":"99002"}}
{"who":"officer","do":"add","as":"f1","noun":"figure","fields":{"indicator":"pop","commune":"c1","vintage":2022,"geography":2018,"value":120}}
{"who":"officer","do":"add","as":"f2","noun":"figure","fields":{"indicator":"pop","commune":"c2","vintage":2022,"geography":2018,"value":7}}
{"who":"officer","do":"add","as":"o1","noun":"outline","fields":{"name":"Ville","code":"99001","vintage":2018,"shape":"0,4600000 10000,0 0,10000","source":"IGN"}}
{"who":"officer","do":"add","as":"o2","noun":"outline","fields":{"name":"Bourg","code":"99002","vintage":2018,"shape":"10000,4600000 10000,0 0,10000","source":"IGN"}}
{"who":"officer","do":"publish","as":"x1","document":"diagnosis"}
{"who":"officer","do":"remove","item":"o1"}"#;
    let state = state(plan);
    let published = programme::dossier::published(&state);
    let excerpt = programme::dossier::Excerpt::new(&state, published.documents[0].versions[0].id).unwrap();
    let document = Paper::Diagnosis.document(&Dossier::from(&excerpt), Language::French);
    let figures = Vec::from_iter(document.pictures().map(|(_, figure)| figure));
    let map = figures.iter().find(|it| it.name.contains("carte")).expect("a map");
    assert_holds(&words(svg_of(map)), &["Contours au 1er janvier 2018 (IGN).", "Ville\u{a0}: 120"]);
}

/// Thirty sheets of Abzac, two of Brux, none of Civray; nobody of 75, published by commune and by age.
const GAPS: &str = r#"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Essai"}}
{"who":"officer","do":"add","as":"a","noun":"commune","fields":{"name":"Abzac","code":"99001"}}
{"who":"officer","do":"add","as":"b","noun":"commune","fields":{"name":"Brux","code":"99002"}}
{"who":"officer","do":"add","as":"c","noun":"commune","fields":{"name":"Civray","code":"99003"}}
{"who":"officer","do":"add","as":"i1","noun":"indicator","fields":{"name":"Population","source":"Insee"}}
{"who":"officer","do":"add","as":"g1","noun":"figure","fields":{"indicator":"i1","area":"territory","vintage":2020,"value":12}}
{"who":"officer","do":"add","as":"f1","noun":"interview_field","fields":{"name":"Santé","guide":"PRIVATE"}}
{"who":"officer","do":"add","as":"e1","noun":"interview","fields":{"field":"f1","person":"PRIVATE","key_points":"PRIVATE","state":"held"}}
{"who":"officer","do":"add","as":"copil","noun":"committee","fields":{"name":"Pilotage","role":"steering"}}
{"who":"officer","do":"add","as":"m1","noun":"member","fields":{"committee":"copil","name":"PRIVATE","body":"PRIVATE","college":"association"}}
{"who":"officer","do":"add","as":"young","noun":"campaign","fields":{"name":"Jeunes","audience":"Les jeunes","summary":"PRIVATE"}}
{"who":"officer","do":"add","as":"camp","noun":"campaign","fields":{"name":"Familles","audience":"Les familles"}}
{"who":"officer","do":"add","as":"q1","noun":"question","fields":{"campaign":"camp","text":"Un bus ?","kind":"single","order":1}}
{"who":"officer","do":"add","as":"yes","noun":"choice","fields":{"question":"q1","name":"Oui"}}
{"who":"officer","do":"add","as":"q2","noun":"question","fields":{"campaign":"camp","text":"Quel âge ?","kind":"single","order":2}}
{"who":"officer","do":"add","as":"a1","noun":"choice","fields":{"question":"q2","name":"Moins de 30 ans","order":1}}
{"who":"officer","do":"add","as":"a2","noun":"choice","fields":{"question":"q2","name":"De 30 à 74 ans","order":2}}
{"who":"officer","do":"add","as":"a3","noun":"choice","fields":{"question":"q2","name":"75 ans et plus","order":3}}
{"who":"officer","do":"add","as":"at_a","noun":"place","fields":{"campaign":"camp","name":"Mairie","kind":"town_hall","commune":"a"}}
{"who":"officer","do":"add","as":"at_b","noun":"place","fields":{"campaign":"camp","name":"École","kind":"school","commune":"b"}}
{"who":"officer","do":"add","as":"lot_a","noun":"batch","fields":{"campaign":"camp","place":"at_a","name":"Lot 1","returned":48151}}
{"who":"officer","do":"add","as":"lot_b","noun":"batch","fields":{"campaign":"camp","place":"at_b","name":"Lot 2","returned":48151}}
"#;

/// The id of a question, for which a table has no name.
fn question(plan: &str, asked: &str) -> String {
    let scopes = programme::export::export(&state(plan), 1).scopes;
    let mut items = scopes.values().flatten().filter_map(|entity| match entity {
        protocol::programme::entity::Entity::Item(item) => Some(item),
        _ => None,
    });
    items.find(|it| it.fields.get("text").is_some_and(|text| text == asked)).unwrap().id.to_string()
}

#[test]
fn a_published_diagnosis_says_who_was_not_heard_as_it_was_known_then_and_from_what_is_published_alone() {
    let mut plan = GAPS.trim().to_owned();
    for n in 0..32 {
        let (batch, age) = (if n < 30 { "lot_a" } else { "lot_b" }, if n % 2 == 0 { "a1" } else { "a2" });
        plan += &format!(
            "\n{{\"who\":\"officer\",\"do\":\"key_sheet\",\"as\":\"s{n}\",\"campaign\":\"camp\",\"batch\":\"{batch}\",\
             \"answers\":{{\"q1\":\"yes\",\"q2\":\"{age}\"}}}}"
        );
    }
    plan += r#"
{"who":"officer","do":"publish","as":"before","document":"diagnosis"}
{"who":"officer","do":"publish","as":"results","document":"results","of":"camp","tables":[{"rows":{"by":{"question":"BUS"}},"columns":{"by":"commune"}},{"rows":{"by":{"question":"BUS"}},"columns":{"by":{"question":"AGE"}}}]}
{"who":"officer","do":"publish","as":"then","document":"diagnosis"}"#;
    for (word, asked) in [("BUS", "Un bus ?"), ("AGE", "Quel âge ?")] {
        plan = plan.replace(word, &question(GAPS.trim(), asked));
    }
    let version = |plan: &str, number: u32| {
        let state = state(plan);
        let published = programme::dossier::published(&state);
        let diagnosis = published.documents.iter().flat_map(|it| &it.versions);
        let titled = diagnosis.filter(|it| it.number == number);
        let excerpts = titled.filter_map(|it| programme::dossier::Excerpt::new(&state, it.id));
        let dossiers = Vec::from_iter(excerpts.map(|it| Dossier::from(&it)));
        let diagnosis = dossiers.into_iter().find(|it| {
            it.version.is_some_and(|it| it.document == protocol::programme::entity::Document::Diagnosis)
        });
        paper(&diagnosis.unwrap(), Paper::Diagnosis)
    };
    let unheard = |text: &str| {
        let (_, chapter) = text.split_once("# Qui n’a pas été entendu\n").unwrap();
        chapter.split("\n# ").next().unwrap().to_owned()
    };
    assert_holds(
        &unheard(&version(&plan, 2)),
        &[
            "Instances où ne siège aucune habitante, aucun habitant\u{a0}: Pilotage.",
            "n’est publiée\u{a0}: Les jeunes.",
            "Familles, Commune — aucune réponse publiée\u{a0}: Civray.",
            "s’en déduirait\u{a0}: Abzac, Brux.",
            "Familles, Quel âge ? — aucune réponse publiée\u{a0}: 75 ans et plus.",
            "Champs dont aucun entretien n’est relu\u{a0}: Santé.",
            "Publics sans forum\u{a0}: Professionnels et professionnelles, Habitants et habitantes, Jeunes.",
        ],
    );
    let before = unheard(&version(&plan, 1));
    assert_holds(&before, &["n’est publiée\u{a0}: Les jeunes, Les familles."]);
    assert!(!before.contains("Brux") && !before.contains("75 ans"), "nothing was published of it: {before}");
    let then = version(&plan, 2);
    plan += r#"
{"who":"officer","do":"set","item":"e1","fields":{"state":"checked"}}
{"who":"officer","do":"set","item":"f1","fields":{"name":"Santé et soins"}}
{"who":"officer","do":"add","as":"m2","noun":"member","fields":{"committee":"copil","name":"Lu","college":"resident"}}
{"who":"officer","do":"add","as":"forum","noun":"forum","fields":{"name":"Forum","public":"everybody"}}
{"who":"officer","do":"publish","as":"again","document":"results","of":"camp","note":"PRIVATE"}
{"who":"officer","do":"key_sheet","as":"late","campaign":"camp","batch":"lot_b","answers":{"q1":"yes","q2":"a3"}}"#;
    assert_eq!(version(&plan, 2), then, "what was published does not change");
    assert!(!then.contains(PRIVATE) && !UNPUBLISHED.iter().any(|it| then.contains(it)), "{then}");
    plan += r#"
{"who":"officer","do":"erase","item":"f1","fields":["name"]}"#;
    let erased = version(&plan, 2);
    assert!(!erased.contains("Santé") && erased.contains("Pilotage"), "{erased}");
}

/// A forum with an axis, more words under it than one table takes, some under none, and what the committee decided.
fn with_outcomes() -> Dossier {
    let mut plan = r##"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"Vallée"}}
{"who":"officer","do":"add","as":"forum","noun":"forum","fields":{"name":"Forum du bourg"}}
{"who":"officer","do":"add","as":"ax","noun":"axis","fields":{"name":"Aller partout","state":"retained","reason":"Demandé"}}
{"who":"officer","do":"bring_in","forum":"forum","axes":[{"as":"fa","fields":{"name":"Se déplacer","number":1}}],"contributions":[{"as":"k1","fields":{"text":"Une piscine","number":1,"sorted":"not_attached"}},{"as":"k2","fields":{"text":"Un péage","number":2}},{"as":"k3","fields":{"text":"Repris","number":3}},{"as":"k4","fields":{"text":"Contre","kind":"disagreement","number":4}},{"as":"k5","fields":{"text":"Un bus","number":5,"under":["fa"],"sorted":"attached"}}]}
{"who":"officer","do":"set","item":"fa","fields":{"outcome":"retained","into":"ax"}}
{"who":"officer","do":"set","item":"k1","fields":{"outcome":"not_retained","why":"competence","remark":"Transmis à la Région"}}
{"who":"officer","do":"erase","item":"k3"}
"##.trim().to_owned();
    for part in 0..3 {
        let more = (0..200).map(|n| {
            let number = 10 + part * 200 + n;
            format!(r#"{{"as":"m{number}","fields":{{"text":"Parole {number}","number":{number},"under":["fa"]}}}}"#)
        });
        let more = Vec::from_iter(more).join(",");
        plan += &format!(
            "\n{{\"who\":\"officer\",\"do\":\"bring_in\",\"forum\":\"forum\",\"contributions\":[{more}]}}"
        );
    }
    played(&plan)
}

#[test]
fn the_table_of_outcomes_tells_of_everything_what_the_forum_and_the_committee_made_of_it() {
    let dossier = with_outcomes();
    assert_holds(
        &paper(&dossier, Paper::Outcomes),
        &[
            "Le travail du comité n’est pas encore déclaré terminé.",
            "Axes des forums | 1 | 1 | 0 | 0 | 0 | 0",
            "Contributions | 605 | 601 | 0 | 1 | 1 | 2",
            "Hors des compétences communes | 0 | 1",
            "# Forum du bourg\nAxes du forum",
            "1 | Se déplacer | — | Retenu\u{a0}: Aller partout",
            "# Se déplacer\nContributions (1/4)",
            "5 | Un bus | Rattachée | Retenu\u{a0}: Aller partout (avec son axe)",
            "# Sous aucun axe du forum",
            "1 | Une piscine | Non rattachée | Non retenu\u{a0}: Hors des compétences communes\nTransmis à la Région",
            "2 | Un péage | — | Sans suite",
            "4 | Contre | — | —",
        ],
    );
    assert!(!paper(&dossier, Paper::Outcomes).contains("Repris"));
    for block in Paper::Outcomes.document(&dossier, Language::French).blocks {
        if let Block::Table(table) = block {
            assert!(table.rows.len() <= 250, "{} has {} rows", table.caption, table.rows.len());
        }
    }
    let sheet = Paper::Outcomes.sheet(&dossier, Language::English).unwrap();
    assert_eq!(sheet.rows.len(), 606);
    let widths = sheet.rows.iter().map(Vec::len).filter(|width| *width != sheet.columns.len());
    assert_eq!(widths.count(), 0);
}

#[test]
fn the_road_map_says_numbers_years_and_what_is_not_costed() {
    let text = paper(&territory(), Paper::RoadMap);
    assert_holds(
        &text,
        &[
            "1. Se déplacer sans voiture",
            "1.1.1 | Faire rouler un minibus le samedi | Le service mobilité | 2028–2030 | En cours",
            "1.1.2 | Poser des abris aux arrêts | — | — | Brouillon",
            "2.1.1 | Ouvrir une crèche itinérante | Le service petite enfance | 2029–2030 | Brouillon",
            "2028 | 12\u{202f}000\u{a0}€ | —",
            "2029 | 53\u{202f}000,50\u{a0}€ | —",
            "2030 | — | 1",
            "Total | 65\u{202f}000,50\u{a0}€ | 1",
            "Caf | 53\u{202f}000,50\u{a0}€ | —",
            "fiches ne disent rien de leur coût.",
        ],
    );
    assert_holds(&paper(&nothing(), Paper::RoadMap), &["Aucune fiche action n’est encore inscrite."]);
    let shown = super::budget(&territory(), Language::French, 340);
    let captions: Vec<_> =
        shown.iter().filter_map(|it| it.table.as_ref()).map(|it| it.caption.as_str()).collect();
    assert_eq!(captions, ["Budget par année", "Budget par financeur", "Budget par axe"]);
    assert!(shown.iter().all(|it| it.charts.len() == 1 && !it.charts[0].svg.contains("<script")));
    assert!(super::budget(&nothing(), Language::French, 340).is_empty());
}

#[test]
fn action_sheets_come_with_all_that_belongs_to_them() {
    let text = paper(&territory(), Paper::ActionSheets);
    assert_holds(
        &text,
        &[
            "1.1.1 Faire rouler un minibus le samedi",
            "Se déplacer sans voiture › Aller au marché et aux services sans voiture · En cours",
            "Comité de pilotage, 16\u{a0}novembre\u{a0}2027",
            "parole d’un forum ou d’un questionnaire",
            "Choisir le trajet avec les hameaux | décembre\u{a0}2027 | ",
            "2030 | Communes | — | non chiffré",
            "Voyages par an (voyages) | 0 | 1\u{202f}500 | 2028\u{a0}: 640\n2029\u{a0}: 1\u{202f}380",
            "2029 | En cours | Chaque samedi, et un jeudi par mois vers l’hôpital. | Relier Fontaure",
        ],
    );
}

#[test]
fn the_agreement_is_assembled_with_its_annexes() {
    let text = paper(&territory(), Paper::Agreement);
    assert_holds(
        &text,
        &[
            "# Convention territoriale globale du Val d’Orbelle (exemple)",
            "État\u{a0}: Signée · Prend effet le\u{a0}: 2028 · Prend fin le\u{a0}: 2032",
            "Communauté de communes du Val d’Orbelle | Lucile Brandin, présidente | 2027-64, 7\u{a0}décembre\u{a0}2027 | Signée",
            "Caf de l’exemple | directrice | — | Signée",
            "# Préambule",
            "# Article 1 — Objet",
            "# Article 2 — Engagements des partenaires",
            "# Article 5 — Évaluation",
            "Ne sont pas encore écrits\u{a0}: Champs d’intervention de la Caf,",
            "# Avenant n°",
            "Signé · 3\u{a0}avril\u{a0}2029",
            "# Signatures",
            "# Annexe 1 — Diagnostic partagé",
            "# Annexe 2 — Gouvernance",
            "# Annexe 3 — Fiches action",
            "# 1.1.1 Faire rouler un minibus le samedi",
            "fiches ne sont pas encore validées.",
            "# Annexe 4 — Évaluation",
            "1.1.1 | Voyages par an (voyages) | — | 0 | 1\u{202f}500",
        ],
    );
    let blocks = Paper::Agreement.document(&territory(), Language::French).blocks;
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.text.starts_with("1.1.1 ") => Some(heading.level),
        _ => None,
    });
    assert_eq!(Vec::from_iter(levels), [2], "a sheet stands under its annex");
    assert_holds(&paper(&nothing(), Paper::Agreement), &["Aucune convention n’est encore écrite."]);
}
