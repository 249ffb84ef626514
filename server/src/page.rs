//! Pages that need nothing from elsewhere and no script, so that they can be printed anywhere: for the walls of the hall,
//! and what was published of a programme.

mod plan;
mod programme;
mod sheet;
mod wall;

pub use programme::{action, axis, nowhere, programme};
pub use sheet::{WayIn, sheet};
pub use wall::wall;

use documents::Language;
use forum::export::{Export, Group, Slot, Topic};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use protocol::TopicId;
use protocol::entity::Gone;
use std::collections::{BTreeMap, BTreeSet};

fn document(language: Language, title: &str, style: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { (body) }
        }
    }
}

struct Page<'a> {
    export: &'a Export,
    language: Language,
    topics: BTreeMap<TopicId, &'a Topic>,
}

impl<'a> Page<'a> {
    fn new(export: &'a Export, language: Language) -> Self {
        let topics = export.topics.iter().map(|topic| (topic.id, topic)).collect();
        Self { export, language, topics }
    }

    fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.language.say(fr, en)
    }

    fn topics_of(&self, group: &Group) -> impl Iterator<Item = &'a Topic> {
        group.topics.iter().filter_map(|id| self.topics.get(id).copied())
    }

    /// The day where there are several, the label where there is one, and the hours.
    fn time_of(&self, slot: &Slot) -> Markup {
        let days: BTreeSet<Date> = self.export.slots.iter().map(|slot| slot.starts.date()).collect();
        html! {
            @if days.len() > 1 { (self.language.date(slot.starts.date())) ", " }
            @if !slot.slot.label.is_empty() { (self.typed(&slot.slot.label, None)) ", " }
            (self.language.time(slot.starts.time())) " – " (self.language.time(slot.ends.time()))
        }
    }

    /// What somebody typed, in the room's language, or why it is gone.
    fn typed(&self, text: &str, gone: Option<Gone>) -> Markup {
        html! {
            @match gone {
                Some(gone) => span.soft { (self.language.gone(Some(gone))) },
                None => span lang=(self.export.forum.forum.language) dir="auto" { (text) },
            }
        }
    }
}
