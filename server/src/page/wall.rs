//! The agenda wall on paper: landscape, a row for each space whether something is there or not, a few slots
//! beside each other on a sheet, and what waits for a place.

use super::{Page, document};
use documents::Language;
use forum::export::{Export, Group, Slot, Topic};
use maud::{Markup, html};
use protocol::entity::GroupState;
use protocol::refusal::Cell;
use protocol::{GroupId, TopicId};
use std::collections::BTreeMap;

const STYLE: &str = include_str!("wall.css");

/// Slots beside each other on a sheet: more could not be read from a step away.
const SLOTS_BESIDE: usize = 4;

/// The wall in this language. Hosts stand on it by their names, as on the screens of the room.
pub fn wall(export: &Export, language: Language) -> String {
    let wall = Wall::new(export, language);
    document(language, &export.forum.question, STYLE, &wall.whole()).into_string()
}

struct Wall<'a> {
    page: Page<'a>,
    cells: BTreeMap<Cell, &'a Group>,
}

impl<'a> Wall<'a> {
    fn new(export: &'a Export, language: Language) -> Self {
        let cells = export.groups.iter().filter_map(|group| Some((group.cell?, group))).collect();
        Self { page: Page::new(export, language), cells }
    }

    fn whole(&self) -> Markup {
        let export = self.page.export;
        let few = export.spaces.len() <= 6 && export.slots.len() <= 3;
        html! {
            main class=[few.then_some("few")] {
                h1 { (self.page.typed(&export.forum.question, None)) }
                @if !export.spaces.is_empty() {
                    @for slots in export.slots.chunks(SLOTS_BESIDE) { (self.sheet(slots)) }
                }
                (self.waiting())
            }
        }
    }

    fn sheet(&self, slots: &[Slot]) -> Markup {
        html! {
            table {
                thead {
                    tr {
                        th.space scope="col" { (self.page.say("Espace", "Space")) }
                        @for slot in slots { th scope="col" { (self.page.time_of(slot)) } }
                    }
                }
                tbody {
                    @for space in &self.page.export.spaces {
                        tr {
                            th.space scope="row" { (self.page.typed(&space.label, None)) }
                            @for slot in slots {
                                td {
                                    @let cell = Cell { slot: slot.slot.id, space: space.id };
                                    @if let Some(group) = self.cells.get(&cell) {
                                        @for topic in self.page.topics_of(group) { (self.topic(topic)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn topic(&self, topic: &Topic) -> Markup {
        let hosts: Vec<_> = topic.hosts.iter().map(|host| host.name.as_str()).collect();
        html! {
            p.title { (self.page.typed(&topic.title, topic.gone)) }
            @if !hosts.is_empty() { p.soft dir="auto" { (hosts.join(", ")) } }
        }
    }

    /// Topics that stand, and hang in no cell.
    fn waiting(&self) -> Markup {
        let export = self.page.export;
        let groups: BTreeMap<GroupId, &Group> = export.groups.iter().map(|group| (group.id, group)).collect();
        let hangs = |topic: &Topic| {
            let mut groups = topic.groups.iter().filter_map(|id| groups.get(id));
            groups.any(|group| group.cell.is_some() || group.state == GroupState::Closed)
        };
        let waiting = export.topics.iter().filter(|topic| !topic.withdrawn && !hangs(topic));
        let waiting: BTreeMap<(u32, TopicId), &Topic> =
            waiting.map(|topic| ((topic.number, topic.id), topic)).collect();
        html! {
            @if !waiting.is_empty() {
                section {
                    h2 { (self.page.say("Sujets à placer", "Topics to place")) }
                    ul { @for topic in waiting.values() { li { (self.topic(topic)) } } }
                }
            }
        }
    }
}
