//! The invented territory of `tests/plans/demarche.jsonl`, from its launch to its published diagnosis.

use crate::story::founding;
use jiff::{SignedDuration, Timestamp};
use programme::{Caller, State, create, decide, keys, totals, view};
use protocol::programme::entity::{Entity, Key};
use protocol::programme::noun::Noun;
use protocol::programme::plan::{self, Step, Who};
use protocol::programme::{Command, ItemId, Scope};
use serde_json::Value;
use std::collections::BTreeMap;

fn steps() -> Vec<Step> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/plans/demarche.jsonl");
    let mut next = 0_u64;
    let mut random = |bytes: &mut [u8]| {
        next += 1;
        bytes.fill(0);
        bytes[..8].copy_from_slice(&next.to_be_bytes());
    };
    plan::read(&std::fs::read_to_string(path).unwrap(), &mut random).unwrap()
}

fn played(steps: &[Step]) -> State {
    let mut now: Timestamp = "2027-02-01T08:00:00Z".parse().unwrap();
    let mut state = State::default();
    for (step, seq) in steps.iter().zip(1..) {
        let order = step.order().unwrap_or_else(|_| panic!("line {}: {:?}", step.line, step.fault()));
        let caller = match step.who {
            Who::Officer => Caller::Officer(founding().pass),
            Who::Public => Caller::Public,
            Who::Pass(pass) => match state.role(&Caller::Officer(pass)) {
                Some(_) => Caller::Officer(pass),
                None => Caller::Member(pass),
            },
        };
        now += SignedDuration::from_mins(1);
        let decided = match &order.command {
            Command::CreateProgramme(_) => create(&order, &founding(), now),
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

/// Every text of a line's fields and answers.
fn said(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| said(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| said(value, into)),
        _ => {}
    }
}

#[test]
fn a_territory_is_played_from_a_file_and_every_word_is_found() {
    let steps = steps();
    let state = played(&steps);
    let item = |name: &str| {
        let of_name =
            |item: &protocol::programme::entity::Item| item.fields.get("name").is_some_and(|it| it == name);
        let officer = Caller::Officer(founding().pass);
        let audience = programme::audience(&officer, Scope::Programme).unwrap();
        let items = keys(&state, audience).into_iter().filter_map(|key| view(&state, audience, key));
        let mut found = items.filter_map(|entity| match entity {
            Entity::Item(item) if of_name(&item) => Some(item.id),
            _ => None,
        });
        found.next().unwrap()
    };
    let campaign = item("Questionnaire aux familles");
    let it = totals(&state, campaign).unwrap();
    assert_eq!((it.distributed.at_least, it.distributed.approximate), (4_500, false));
    assert_eq!((it.returned.at_least, it.returned.approximate), (1_020, true));
    assert_eq!((it.processed.at_least, it.rejected.at_least), (800, 200));
    assert_eq!((it.sheets, it.withdrawn), (59, 1));
    assert_eq!((it.errors.sheets, it.errors.differing), (3, 1));

    let officer = Caller::Officer(founding().pass);
    let mut scopes: Vec<Scope> =
        [Scope::Programme, Scope::Diagnosis, Scope::Interviews, Scope::Office, Scope::Plan, Scope::Public]
            .into();
    scopes.extend([Scope::Campaign(campaign), Scope::Sheets(campaign)]);
    let roots = |noun: Noun| -> Vec<ItemId> {
        let audience = programme::audience(&officer, Scope::Programme).unwrap();
        let items = keys(&state, audience).into_iter().filter_map(|key| view(&state, audience, key));
        let items = items.filter_map(|entity| match entity {
            Entity::Item(item) if item.noun == noun => Some(item.id),
            _ => None,
        });
        items.collect()
    };
    scopes.extend(roots(Noun::Committee).into_iter().map(Scope::Committee));
    scopes.extend(roots(Noun::Forum).into_iter().map(Scope::Forum));
    scopes.extend(state.known_of(Noun::Action).map(|(action, _)| Scope::Action(action)));
    let mut shown = String::new();
    for scope in &scopes {
        let audience = programme::audience(&officer, *scope).unwrap();
        for key in keys(&state, audience) {
            shown += &serde_json::to_string(&view(&state, audience, key)).unwrap();
        }
    }
    let erased = [
        "Jo Hubert",
        "Les assistantes maternelles partent à la retraite.",
        "Garder les petits",
        "Accueillir chaque enfant",
    ];
    let mut missing = Vec::new();
    for step in steps.iter().filter(|step| step.refused.is_none()) {
        let mut texts = Vec::new();
        said(&Value::Object(step.body.clone()), &mut texts);
        missing.extend(texts.into_iter().filter(|text| {
            let json = serde_json::to_string(text).unwrap();
            !shown.contains(json.trim_matches('"')) && !erased.contains(&text.as_str())
        }));
    }
    assert_eq!(missing, Vec::<String>::new());
    for text in erased {
        assert!(!shown.contains(text), "{text}");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let steps = steps();
    assert_eq!(played(&steps).to_checkpoint(), played(&steps).to_checkpoint());
}

#[test]
fn what_is_published_names_only_those_who_agreed() {
    let state = played(&steps());
    let mut published = String::new();
    let mut versions: BTreeMap<String, u32> = BTreeMap::new();
    let public = programme::audience(&Caller::Public, Scope::Public).unwrap();
    for key in keys(&state, public) {
        let Some(Entity::Publication(publication)) = view(&state, public, key) else { panic!("{key:?}") };
        let latest = versions.entry(format!("{:?}", publication.document)).or_default();
        *latest = publication.version.max(*latest);
        let audience = programme::audience(&Caller::Public, Scope::Publication(publication.id)).unwrap();
        assert!(programme::may_see(&state, &Caller::Public, audience));
        for key in keys(&state, audience) {
            assert!(matches!(key, Key::Item(_) | Key::Publication(_) | Key::Results(_)));
            published += &serde_json::to_string(&view(&state, audience, key)).unwrap();
        }
    }
    assert_eq!((versions.len(), versions["Diagnosis"]), (8, 2));
    for named in ["Dominique Arlet", "Noa Delmas", "Les horaires ne suivent pas ceux du lycée."] {
        assert!(published.contains(named), "{named}");
    }
    for kept in
        ["Lou Cassin", "Charlie Fabre", "Alix Estève\",\"key", "Mica Garnier", "Jo Hubert", "Sam Imbert"]
    {
        assert!(!published.contains(kept), "{kept}");
    }
}
