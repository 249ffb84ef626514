//! A logo: a picture that was drawn anew, and whose it is.

use super::{Part, Plan, Terms, bad_file, derived, room, words};
use files::{Language, Picture};
use programme::State;
use protocol::Refusal;
use protocol::limits::LOGO_BYTES_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::NewItem;
use protocol::programme::field::Fault;
use protocol::programme::import::Mapping;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

const WORD: &str = "logo";
const MILLION: i64 = 1_000_000;
/// At most so many points wide and high: a line of a page, at 300 an inch.
const WITHIN: (u32, u32) = (600, 240);

pub(super) fn read(file: &[u8], language: Language) -> Result<Picture, Refusal> {
    files::picture(file, WITHIN, LOGO_BYTES_MAX).map_err(|why| bad_file(why.sentence(language)))
}

pub(super) fn preview(picture: &Picture, language: Language) -> Json {
    let warnings = words::of_picture(picture, language);
    json!({ "tool": "logo", "rows": 1, "columns": [], "refused": [], "warnings": warnings })
}

/// It is of whom carries the programme, else of the first partner of whom there is none yet.
pub(super) fn mapping(state: &State) -> Mapping {
    let there = state.known_of(Noun::Logo).filter_map(|(_, known)| known.text("name").map(str::to_owned));
    let there: BTreeSet<_> = there.collect();
    let own = state.known_of(Noun::Programme).next().map(|(_, own)| own);
    let lead = own.as_ref().and_then(|own| own.text("lead")).into_iter();
    let partners = match own.as_ref().and_then(|own| own.fields.get("partners")) {
        Some(Some(Value::Lines(partners))) => partners.as_slice(),
        _ => &[],
    };
    let mut names = lead.chain(partners.iter().map(String::as_str));
    let name = names.find(|name| !there.contains(*name)).unwrap_or_default();
    Mapping::Logo { name: name.to_owned() }
}

struct Logo {
    import: ItemId,
    label: String,
    name: String,
    image: String,
    order: i64,
}

pub(super) fn plan(picture: Picture, name: &str, terms: &Terms<'_>) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, state, .. } = terms;
    let bad = |fault| Refusal::BadField { field: "name".to_owned(), fault };
    let field = Noun::Logo.field("name").ok_or_else(|| bad(Fault::Unknown {}))?;
    field.kind.read(&json!(name)).map_err(bad)?.ok_or_else(|| bad(Fault::Missing {}))?;
    let stands = state.stands(derived(import, WORD, 0));
    room(usize::from(!stands), state.room_for(Noun::Logo), Noun::Logo.spec().max)?;
    let image = data_encoding::BASE64.encode(&picture.png);
    let others = state.known_of(Noun::Logo).filter(|(_, known)| known.import != Some(import));
    let ranks = others.filter_map(|(_, known)| match known.fields.get("order") {
        Some(Some(Value::Number(order))) => Some(order.millionths().div_euclid(MILLION)),
        _ => None,
    });
    // Behind those that are there.
    let order = ranks.max().map_or(1, |last| last.saturating_add(1));
    Ok(Logo { import, label: label.to_owned(), name: name.to_owned(), image, order })
}

impl Plan for Logo {
    fn parts(&self) -> u32 {
        1
    }

    fn part(&self, number: u32) -> Part {
        let mut part = Part::new(self.import, number, &self.label);
        let fields =
            [("name", json!(self.name)), ("picture", json!(self.image)), ("order", json!(self.order))];
        let fields = BTreeMap::from(fields.map(|(name, value)| (name.to_owned(), value)));
        let r#as = derived(self.import, WORD, 0);
        part.lines.insert(r#as, 1);
        part.rows.items.push(NewItem { r#as, noun: Noun::Logo, fields });
        part
    }
}
