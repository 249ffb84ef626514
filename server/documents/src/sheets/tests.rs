use super::keys::keys;
use super::*;
use serde_json::json;

fn id(noun: &str, number: u32) -> String {
    let kind = noun.len();
    format!("00000000-0000-4000-8000-{kind:04}{number:08}")
}

fn item(noun: &str, number: u32, fields: Value) -> Item {
    let item = json!({ "id": id(noun, number), "noun": noun, "number": number, "fields": fields });
    serde_json::from_value(item).expect("an item")
}

fn questionnaire(numbered: bool) -> Questionnaire {
    let question = |number: u32, fields: Value| item("question", number, fields);
    let choice = |number: u32, question: u32, name: &str| {
        let fields = json!({ "question": id("question", question), "name": name, "order": number });
        item("choice", number, fields)
    };
    let only_if = json!([id("choice", 1)]);
    let items = vec![
        item(
            "campaign",
            4,
            json!({ "name": "Familles <du> plateau", "summary": "Merci de répondre.", "thanks": "Merci !" }),
        ),
        // Out of their order.
        question(
            2,
            json!({ "text": "Lesquels ?", "kind": "several", "order": 2, "choices_max": 2, "only_if": id("question", 1), "only_if_choices": only_if }),
        ),
        question(1, json!({ "text": "Des enfants ?", "kind": "single", "order": 1 })),
        question(3, json!({ "text": "Combien ?", "kind": "number", "min": 1, "max": 20, "order": 3 })),
        question(4, json!({ "text": "Content ?", "kind": "scale", "min": 1, "max": 5, "order": 4 })),
        question(
            5,
            json!({ "text": "Depuis quand ?", "kind": "date", "order": 5, "only_if": id("question", 2) }),
        ),
        question(6, json!({ "text": "Autre chose ?", "kind": "long_text", "order": 6 })),
        choice(1, 1, "Oui"),
        choice(2, 1, "Non"),
        choice(3, 2, "Crèche"),
        choice(4, 2, "École"),
    ];
    Questionnaire { programme: "Plateau".into(), language: "fr".into(), open: true, numbered, items }
}

fn page(language: &str, form: Option<&str>, batch: Option<&str>) -> String {
    let questionnaire = Questionnaire { language: language.into(), ..questionnaire(true) };
    let letters = |number: u32| form.map(|_| format!("AB{number:02}"));
    sheets(&Sheets { questionnaire: &questionnaire, numbers: 7..=9, batch, form, letters: &letters })
}

/// The words of a page, tags left out.
fn words(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut words = String::new();
    for part in body.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_number_is_a_questionnaire_of_its_own() {
    let page = page("fr", Some("https://exemple.fr/questionnaire#ABCDEF-4"), Some("École <du> bourg"));
    assert_eq!(page.matches("<table class=\"sheet\"").count(), 3);
    assert_eq!(page.matches("<svg").count(), 3);
    let pictures: std::collections::BTreeSet<&str> =
        page.split("<path d=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(pictures.len(), 3, "each code is another");
    for number in 7..10 {
        assert!(page.contains(&format!("<b>{number}\u{a0}AB{number:02}</b>")), "{number}");
    }
    assert!(
        page.contains("Lot <b dir=\"auto\">École &lt;du&gt; bourg</b>")
            && page.contains("Familles &lt;du&gt; plateau")
    );
    assert!(words(&page).contains("écrivez : exemple.fr/questionnaire#ABCDEF-4-7-AB07"));
    assert!(
        !page.contains("<script") && !page.contains("src=\"http") && !page.contains("href"),
        "it needs nothing beside it"
    );
}

#[test]
fn questions_stand_as_they_are_keyed() {
    let words = words(&page("fr", None, None));
    let first = words.split("N° 8").next().unwrap_or_default();
    let order = [
        "1. Des enfants ?",
        "Une seule réponse.",
        "1 Oui",
        "2 Non",
        "Seulement si vous avez répondu «\u{a0}Oui\u{a0}» à la question 1\u{a0}:",
        "2. Lesquels ?",
        "2 réponses au plus.",
        "a Crèche",
        "b École",
        "3. Combien ?",
        "Un nombre de 1 à 20.",
        "4. Content ?",
        "1 2 3 4 5",
        "Seulement si vous avez répondu à la question 2\u{a0}:",
        "5. Depuis quand ?",
        "6. Autre chose ?",
        "Merci !",
    ];
    let mut at = 0;
    for said in order.map(|said| said.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let found = first[at..].find(&said);
        assert!(found.is_some(), "{said} in {first}");
        at += found.unwrap_or_default() + said.len();
    }
    let english = self::words(&page("en", None, None));
    assert!(
        english.contains("Only if you answered “Oui” to question 1:")
            && english.contains("2 answers at most.")
    );
}

#[test]
fn a_campaign_that_was_never_opened_has_no_way_in_by_phone() {
    let page = page("fr", None, None);
    assert!(!page.contains("<svg") && !page.contains("téléphone"));
    assert!(page.contains("N° <b>7</b>"));
}

/// The cases of `keysOf` of the keying screen.
#[test]
fn keys_are_those_of_the_keying_screen() {
    let first = |questions: &[(&'static str, usize)]| -> Vec<String> {
        keys(questions.iter().copied()).iter().map(|keys| keys.of(0)).collect()
    };
    assert_eq!(first(&[("single", 12), ("single", 2), ("several", 5), ("number", 0)]), ["1", "1", "a", ""]);
    assert_eq!(first(&[("several", 5), ("long_text", 0)]), ["1", ""]);
    assert_eq!(first(&[("several", 10), ("short_text", 0)]), ["a", ""]);
    assert_eq!(first(&[("several", 3), ("several", 3)]), ["a", "1"]);
    assert_eq!(first(&[("several", 3), ("several", 10)]), ["1", "a"]);
    assert_eq!(first(&[("several", 3), ("single", 10)]), ["1", "1"]);
    let long = &keys([("single", 70)].into_iter())[0];
    assert_eq!([8, 9, 34, 35, 60, 61].map(|at| long.of(at)), ["9", "a", "z", "A", "Z", ""]);
}
