//! Pages that stand alone: they need nothing from elsewhere, so that they can be kept, sent and printed.
//! This one is the forum itself, groups, their words, axes, results; it is made from the export and holds
//! nobody's name.

mod sheet;
mod wall;
mod words;

pub use sheet::{WayIn, sheet};
pub use wall::wall;
pub use words::Language;

use forum::export::{Axis, Contribution, Export, Group, Slot, Topic};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use protocol::command::{About, Kind};
use protocol::entity::Gone;
use protocol::refusal::Cell;
use protocol::{ContributionId, TopicId};
use std::collections::{BTreeMap, BTreeSet};

const STYLE: &str = include_str!("page/style.css");

/// The page in this language; what people wrote stays in theirs.
pub fn page(export: &Export, language: Language) -> String {
    let body = Page::new(export, language).whole();
    document(language, &export.forum.question, STYLE, &body).into_string()
}

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
    contributions: BTreeMap<ContributionId, &'a Contribution>,
}

impl<'a> Page<'a> {
    fn new(export: &'a Export, language: Language) -> Self {
        let topics = export.topics.iter().map(|topic| (topic.id, topic)).collect();
        let contributions = export.contributions.iter().map(|one| (one.id, one)).collect();
        Self { export, language, topics, contributions }
    }

    fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.language.either(fr, en)
    }

    fn whole(&self) -> Markup {
        let forum = &self.export.forum;
        html! {
            header {
                h1 lang=(forum.forum.language) dir="auto" { (forum.question) }
                p { (self.language.date(forum.forum.date)) " · " (self.figures()) }
                p.soft {
                    (self.say(
                        "Forum ouvert. Chaque phrase est celle d’une personne de la salle, mot pour mot. Aucun nom n’est donné.",
                        "Open Forum. Each sentence is that of somebody in the room, word for word. No name is given.",
                    ))
                }
            }
            main {
                (self.groups())
                (self.topics_without_a_group())
                (self.axes())
                (self.results())
            }
        }
    }

    fn figures(&self) -> String {
        let Export { people, topics, groups, .. } = self.export;
        let said = self.export.contributions.iter().filter(|one| one.text.is_some()).count();
        let topics = topics.iter().filter(|topic| !topic.withdrawn).count();
        [
            self.language.count(people.len(), ["personne", "personnes"], ["person", "people"]),
            self.language.count(topics, ["sujet", "sujets"], ["topic", "topics"]),
            self.language.count(groups.len(), ["groupe", "groupes"], ["group", "groups"]),
            self.language.count(said, ["contribution", "contributions"], ["contribution", "contributions"]),
        ]
        .join(" · ")
    }

    /// In the order of the day; those that hang nowhere come last.
    fn groups(&self) -> Markup {
        let slots = self.export.slots.iter().enumerate();
        let places: BTreeMap<_, _> = slots.map(|(place, slot)| (slot.slot.id, place)).collect();
        let mut groups: Vec<&Group> = self.export.groups.iter().collect();
        groups.sort_by_key(|group| {
            let place = group.cell.and_then(|cell| places.get(&cell.slot).copied());
            (place.is_none(), place, group.number)
        });
        html! {
            section {
                h2 { (self.say("Les groupes", "The groups")) }
                @if groups.is_empty() { p.soft { (self.say("Aucun groupe.", "No group.")) } }
                @for group in groups { (self.group(group)) }
            }
        }
    }

    fn group(&self, group: &Group) -> Markup {
        let said = group.contributions.iter().filter_map(|id| self.contributions.get(id).copied());
        let said: Vec<_> = said.collect();
        html! {
            article {
                @for topic in self.topics_of(group) {
                    h3 { (self.typed(&topic.title, topic.gone)) }
                    @if let Some(question) = &topic.question { p { (self.typed(question, None)) } }
                }
                @if let Some(cell) = group.cell { p.soft { (self.cell(cell)) } }
                @if said.is_empty() {
                    p.soft { (self.say("Ce groupe n’a rien écrit.", "This group has written nothing.")) }
                } @else {
                    ul { @for contribution in said { (self.contribution(contribution)) } }
                }
            }
        }
    }

    fn topics_of(&self, group: &Group) -> impl Iterator<Item = &'a Topic> {
        group.topics.iter().filter_map(|id| self.topics.get(id).copied())
    }

    /// When and where.
    fn cell(&self, cell: Cell) -> Markup {
        let slot = self.export.slots.iter().find(|slot| slot.slot.id == cell.slot);
        let space = self.export.spaces.iter().find(|space| space.id == cell.space);
        html! {
            @if let Some(slot) = slot { (self.time_of(slot)) }
            @if let Some(space) = space { " · " (self.typed(&space.label, None)) }
        }
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

    fn contribution(&self, contribution: &Contribution) -> Markup {
        html! {
            li id=(format!("c{}", contribution.number)) {
                span.label {
                    (self.language.kind(contribution.kind))
                    @if contribution.supports > 0 {
                        " · " (self.language.count(contribution.supports as usize, ["appui", "appuis"], ["support", "supports"]))
                    }
                }
                p { (self.words(contribution)) }
            }
        }
    }

    fn words(&self, contribution: &Contribution) -> Markup {
        self.typed(contribution.text.as_deref().unwrap_or_default(), contribution.gone)
    }

    /// What somebody typed, in the room's language, or why it is gone.
    fn typed(&self, text: &str, gone: Option<Gone>) -> Markup {
        html! {
            @match gone {
                Some(gone) => span.soft { (self.language.gone(gone)) },
                None => span lang=(self.export.forum.forum.language) dir="auto" { (text) },
            }
        }
    }

    fn topics_without_a_group(&self) -> Markup {
        let topics = self.export.topics.iter().filter(|topic| !topic.withdrawn && topic.groups.is_empty());
        let topics: Vec<_> = topics.collect();
        html! {
            @if !topics.is_empty() {
                section {
                    h2 { (self.say("Sujets proposés, restés sans groupe", "Topics proposed, left without a group")) }
                    ul { @for topic in topics { li { p { (self.typed(&topic.title, topic.gone)) } } } }
                }
            }
        }
    }

    fn axes(&self) -> Markup {
        let under_none = self.export.contributions.iter();
        let under_none = under_none
            .filter(|one| one.axes.is_empty() && one.text.is_some() && one.kind != Kind::Disagreement)
            .count();
        html! {
            @if !self.export.axes.is_empty() {
                section {
                    h2 { (self.say("Les axes", "The axes")) }
                    @for (place, axis) in self.export.axes.iter().enumerate() { (self.axis(place, axis)) }
                    @if under_none > 0 {
                        p.soft {
                            (self.language.count(
                                under_none,
                                ["contribution n’est sous aucun axe.", "contributions ne sont sous aucun axe."],
                                ["contribution is under no axis.", "contributions are under no axis."],
                            ))
                        }
                    }
                }
            }
        }
    }

    fn axis(&self, place: usize, axis: &Axis) -> Markup {
        let under = axis.contributions.iter().filter_map(|id| self.contributions.get(id).copied());
        let against = self.export.contributions.iter().filter(|one| one.about == Some(About::Axis(axis.id)));
        html! {
            article {
                h3 { (letter(place)) " · " (self.typed(&axis.name, axis.gone)) }
                ul {
                    @for contribution in under {
                        li {
                            p {
                                (self.words(contribution)) " "
                                a href=(format!("#c{}", contribution.number)) { "n°\u{a0}" (contribution.number) }
                            }
                        }
                    }
                    @for disagreement in against { (self.contribution(disagreement)) }
                }
            }
        }
    }

    fn results(&self) -> Markup {
        let Some(results) = &self.export.results else { return html! {} };
        let axes = self.export.axes.iter().enumerate();
        let axes: BTreeMap<_, _> = axes.map(|(place, axis)| (axis.id, (place, axis))).collect();
        html! {
            section {
                h2 { (self.say("Les priorités", "The priorities")) }
                @if let Some(withheld) = results.withheld { p.soft { (self.language.withheld(withheld)) } }
                @if !results.axes.is_empty() {
                    p { (self.language.count(results.voters as usize, ["personne a voté.", "personnes ont voté."], ["person voted.", "people voted."])) }
                    table {
                        thead {
                            tr {
                                th scope="col" { (self.say("Axe", "Axis")) }
                                th.number scope="col" { (self.say("Gommettes", "Dots")) }
                                th.number scope="col" { (self.say("Personnes", "People")) }
                            }
                        }
                        tbody {
                            @for result in &results.axes {
                                @if let Some((place, axis)) = axes.get(&result.axis) {
                                    tr {
                                        th scope="row" { (letter(*place)) " · " (self.typed(&axis.name, axis.gone)) }
                                        td.number { (result.dots) }
                                        td.number { (result.people) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A, B … Z, AA, AB …: the letter of the place, from 0.
fn letter(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    match place / 26 {
        0 => last.to_string(),
        rest => letter(rest - 1) + &last.to_string(),
    }
}
