//! What screens show. The same functions make changes and snapshots, so the two cannot disagree.

use crate::action;
use crate::audience::Audience;
use crate::card;
use crate::consent;
use crate::event::Answer;
use crate::results::Tables;
use crate::state::{Item, Publication, State};
use crate::warning;
use protocol::programme::ItemId;
use protocol::programme::entity::{self, Entity, Import, Key, Me, Pass, ProgrammeSummary, Role, Sheet};
use protocol::programme::noun::{Home, Noun};
use protocol::programme::results::Results;
use protocol::programme::value::Value;
use protocol::{PassId, TextId};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The entity of this key as this audience sees it; nothing: it must be removed.
pub fn view(state: &State, audience: Audience, key: Key) -> Option<Entity> {
    match (audience, key) {
        (Audience::Publication(publication), Key::Item(id)) => {
            let item = state.publications.get(&publication)?.items.get(&id)?;
            Some(Entity::Item(published(state, id, item)))
        }
        (_, Key::Item(id)) => {
            let item = state.items.get(&id).filter(|item| shows(state, audience, id, item))?;
            let campaign = state.open.get(&id);
            Some(Entity::Item(entity::Item {
                warnings: warning::warnings(state, id, item),
                open: campaign.map(|it| it.open),
                numbered: campaign.map(|it| it.secret.is_some()),
                quote: action::quoted(state, item).map(|text| state.text(text).to_owned()),
                due: action::due(state, id, item),
                missing: action::missing(state, id, item),
                reviewed: action::reviewed(state, id, item),
                finished: id == state.own() && state.outcomes.finished,
                ..whole(state, id, item)
            }))
        }
        (Audience::Office, Key::Pass(id)) => pass(state, id).map(Entity::Pass),
        (Audience::Office, Key::Import(id)) => import(state, id).map(Entity::Import),
        (Audience::Own(id), Key::Me) => me(state, id).map(Entity::Me),
        (Audience::Sheets(campaign), Key::Sheet(id)) => sheet(state, campaign, id).map(Entity::Sheet),
        (Audience::Cards, Key::Card(id)) => card::card(state, id).map(Entity::Card),
        (Audience::Public, Key::Publication(id)) => publication(state, id).map(Entity::Publication),
        (Audience::Publication(one), Key::Publication(id)) if one == id => {
            publication(state, id).map(Entity::Publication)
        }
        (Audience::Publication(one), Key::Results(id)) if one == id => {
            results(state, id).map(Entity::Results)
        }
        (Audience::Action(action), Key::Version(id)) => version(state, action, id).map(Entity::Version),
        _ => None,
    }
}

/// The keys of everything that this audience sees.
pub fn keys(state: &State, audience: Audience) -> Vec<Key> {
    let homed = |home| {
        let items = state.items.iter().filter(|(_, item)| item.noun.spec().home == home);
        items.map(|(id, _)| Key::Item(*id)).collect()
    };
    let under = |root: ItemId, noun| -> Vec<Key> {
        let tree = if state.noun(root) == Some(noun) { state.tree(root) } else { Vec::new() };
        tree.into_iter().skip(1).map(Key::Item).collect()
    };
    match audience {
        Audience::Programme => homed(Home::Programme),
        Audience::Diagnosis => homed(Home::Diagnosis),
        Audience::Interviews => homed(Home::Interviews),
        Audience::Logos => homed(Home::Logos),
        Audience::Plan => homed(Home::Plan),
        Audience::Action(root) => {
            let versions = state.versions_of(root).map(|(id, _)| Key::Version(id));
            let mut keys: Vec<_> = under(root, Noun::Action);
            keys.extend(versions);
            keys
        }
        Audience::Committee(root) => under(root, Noun::Committee),
        Audience::Campaign(root) => under(root, Noun::Campaign),
        Audience::Forum(root) => under(root, Noun::Forum),
        Audience::Office => {
            let passes = state.passes.keys().filter(|id| pass(state, **id).is_some()).copied().map(Key::Pass);
            let imports = state.imports.iter().filter(|(_, it)| !it.undone).map(|(id, _)| Key::Import(*id));
            passes.chain(imports).collect()
        }
        Audience::Sheets(campaign) => {
            state.sheets_of.get(&campaign).into_iter().flatten().copied().map(Key::Sheet).collect()
        }
        Audience::Cards => card::keys(state),
        Audience::Public => state.publications.keys().copied().map(Key::Publication).collect(),
        Audience::Publication(id) => state.publications.get(&id).map_or_else(Vec::new, |publication| {
            let results = publication.results.is_some().then_some(Key::Results(id));
            let items = publication.items.keys().copied().map(Key::Item);
            items.chain([Key::Publication(id)]).chain(results).collect()
        }),
        Audience::Own(id) => me(state, id).map(|_| Key::Me).into_iter().collect(),
    }
}

/// The texts whose words the entity of this key holds, so that whatever keeps it can let go of what was erased.
pub fn words(state: &State, audience: Audience, key: Key) -> Vec<TextId> {
    let shown = |item: &Item| -> Vec<TextId> {
        let values = item.fields.values().filter_map(|held| held.value.as_ref());
        values.flat_map(Value::texts).copied().collect()
    };
    match (audience, key) {
        (Audience::Publication(publication), Key::Item(id)) => {
            let item = state.publications.get(&publication).and_then(|it| it.items.get(&id));
            item.map_or_else(Vec::new, |item| shown(item))
        }
        (_, Key::Item(id)) => state.items.get(&id).map_or_else(Vec::new, |item| {
            let mut texts: Vec<_> = shown(item);
            texts.extend(action::quoted(state, item));
            texts
        }),
        (_, Key::Version(id)) => {
            let items = state.versions.get(&id).into_iter().flat_map(|version| version.items.values());
            items.flat_map(|item| shown(item)).collect()
        }
        (_, Key::Pass(id)) => state.passes.get(&id).and_then(|pass| pass.label).into_iter().collect(),
        (Audience::Own(Some(id)), Key::Me) => {
            state.passes.get(&id).and_then(|pass| pass.label).into_iter().collect()
        }
        (_, Key::Me | Key::Results(_)) => Vec::new(),
        (_, Key::Sheet(id)) => state.sheets.get(&id).map_or_else(Vec::new, |sheet| sheet.texts().collect()),
        (_, Key::Import(id)) => state.imports.get(&id).map(|import| import.label).into_iter().collect(),
        (_, Key::Card(id)) => card::texts(state, id),
        (_, Key::Publication(id)) => state.publications.get(&id).and_then(|it| it.note).into_iter().collect(),
    }
}

/// Whether an item belongs to what this audience sees.
fn shows(state: &State, audience: Audience, id: ItemId, item: &Item) -> bool {
    let home = item.noun.spec().home;
    match audience {
        Audience::Programme => home == Home::Programme,
        Audience::Diagnosis => home == Home::Diagnosis,
        Audience::Interviews => home == Home::Interviews,
        Audience::Logos => home == Home::Logos,
        Audience::Plan => home == Home::Plan,
        Audience::Action(root) => home == Home::Action && state.root(id) == root,
        Audience::Committee(root) => home == Home::Committee && state.root(id) == root,
        Audience::Campaign(root) => home == Home::Campaign && state.root(id) == root,
        Audience::Forum(root) => home == Home::Forum && state.root(id) == root,
        _ => false,
    }
}

fn whole(state: &State, id: ItemId, item: &Item) -> entity::Item {
    let mut fields = BTreeMap::new();
    let mut gone = BTreeMap::new();
    for (name, held) in &item.fields {
        let Some(value) = &held.value else { continue };
        match state.lost(value) {
            Some(why) => drop(gone.insert(name.clone(), why)),
            None => drop(fields.insert(name.clone(), state.worded(value).to_json())),
        }
    }
    let (noun, number) = (item.noun, item.number);
    entity::Item {
        id,
        noun,
        number,
        fields,
        gone,
        warnings: Vec::new(),
        open: None,
        numbered: None,
        quote: None,
        due: None,
        missing: Vec::new(),
        reviewed: Vec::new(),
        finished: false,
    }
}

/// What everybody may read of an item.
pub(crate) fn published(state: &State, id: ItemId, item: &Item) -> entity::Item {
    let mut shown = whole(state, id, item);
    shown.fields.retain(|name, _| consent::is_public(item, name));
    shown.gone.retain(|name, _| consent::is_public(item, name));
    shown
}

fn pass(state: &State, id: PassId) -> Option<Pass> {
    let pass = state.passes.get(&id).filter(|pass| !pass.revoked)?;
    let label = pass.label.map_or("", |label| state.text(label)).to_owned();
    Some(Pass { id, kind: pass.kind, label, committees: pass.committees.clone(), first: pass.first })
}

fn me(state: &State, id: Option<PassId>) -> Option<Me> {
    let Some(id) = id else {
        let (label, code) = (String::new(), state.code.clone());
        return Some(Me { role: Role::Owner, label, committees: Vec::new(), code });
    };
    let Pass { kind, label, committees, .. } = pass(state, id)?;
    let role = match kind {
        entity::PassKind::Officer => Role::Officer,
        entity::PassKind::Member => Role::Member,
    };
    Some(Me { role, label, committees, code: state.code.clone() })
}

fn import(state: &State, id: ItemId) -> Option<Import> {
    let import = state.imports.get(&id).filter(|import| !import.undone)?;
    let label = state.text(import.label).to_owned();
    let gone = state.why_gone([import.label]);
    Some(Import { id, label, gone, parts: import.parts, rows: import.rows.len() as u32 })
}

fn sheet(state: &State, campaign: ItemId, id: ItemId) -> Option<Sheet> {
    let sheet = state.sheets.get(&id).filter(|sheet| sheet.campaign == campaign)?;
    let question = |number: &u32| state.questions.get(number).copied();
    let answers = sheet.answers.iter();
    let answers = answers.filter_map(|(number, answer)| Some((question(number)?, to_json(state, answer))));
    let differs = |again: &crate::sheet::Again| again.differs.iter().filter_map(question).collect();
    Some(Sheet {
        id,
        campaign,
        order: sheet.order,
        batch: sheet.batch,
        number: sheet.number,
        way: sheet.way,
        answers: answers.collect(),
        differs: sheet.again.as_ref().map(differs),
        withdrawn: sheet.withdrawn,
        gone: state.why_gone(sheet.texts()),
    })
}

fn to_json(state: &State, answer: &Answer) -> Json {
    match answer {
        Answer::Empty => Json::Null,
        Answer::Choices(taken) => {
            let ids = taken.iter().filter_map(|number| state.choices.get(number));
            ids.map(|id| json!(id)).collect()
        }
        Answer::Number(number) => json!(number),
        Answer::Day(day) => json!(day),
        Answer::Text(text) => state.texts.get(text).map_or(Json::Null, |text| json!(text)),
    }
}

fn publication(state: &State, id: ItemId) -> Option<entity::Publication> {
    let Publication { document, of, version, at, note, .. } = state.publications.get(&id)?;
    let later = state
        .publications
        .values()
        .any(|it| (it.document, it.of) == (*document, *of) && it.version > *version);
    Some(entity::Publication {
        id,
        document: *document,
        of: *of,
        version: *version,
        at: *at,
        note: note.and_then(|note| state.texts.get(&note)).cloned(),
        gone: state.why_gone(*note),
        replaced: later,
    })
}

fn version(state: &State, action: ItemId, id: ItemId) -> Option<entity::Version> {
    let kept = state.versions.get(&id).filter(|version| version.action == action)?;
    let items = kept.items.iter().map(|(id, item)| whole(state, *id, item));
    let mut items: Vec<_> = items.collect();
    items.sort_by_key(|item| (item.noun, item.number));
    Some(entity::Version { id, action, version: kept.version, at: kept.at, items })
}

fn results(state: &State, id: ItemId) -> Option<Results> {
    let Tables { edition, threshold, tables } = state.publications.get(&id)?.results.as_deref()?;
    Some(Results { id, edition: *edition, threshold: *threshold, tables: tables.clone() })
}

/// What the owner's list says of a programme.
pub fn summary(state: &State) -> ProgrammeSummary {
    let own = state.items.get(&state.own());
    let words = |field| own.and_then(|own| state.words(own, field)).map(str::to_owned);
    ProgrammeSummary {
        id: state.id,
        code: state.code.clone(),
        name: words("name").unwrap_or_default(),
        territory: words("territory"),
        stage: own.and_then(|own| own.choice("stage")).map(str::to_owned),
    }
}
