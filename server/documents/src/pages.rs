//! Pages in the making: what several documents of a forum say in the same way.

use crate::forum::Forum;
use crate::model::{Block, Column, Heading, Look, Run, Table};
use forum::export::Contribution;
use protocol::command::{About, Kind};
use protocol::limits::SMALL_COUNT;

/// The blocks of a document, one after the other.
pub(crate) struct Pages<'f, 'a> {
    pub(crate) forum: &'f Forum<'a>,
    pub(crate) blocks: Vec<Block>,
}

impl<'f, 'a> Pages<'f, 'a> {
    pub(crate) fn new(forum: &'f Forum<'a>) -> Self {
        Self { forum, blocks: Vec::new() }
    }

    pub(crate) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(Heading { level, text: text.into(), is_on_new_page: false }));
    }

    /// A heading at the top of a page.
    pub(crate) fn page(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(Heading { level, text: text.into(), is_on_new_page: true }));
    }

    pub(crate) fn chapter(&mut self, french: &'static str, english: &'static str) {
        self.heading(1, self.forum.language.say(french, english));
    }

    pub(crate) fn say(&mut self, look: Look, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(look, vec![Run::plain(text)]));
    }

    pub(crate) fn table(&mut self, caption: String, columns: &[(&str, u8, bool)], rows: Vec<Vec<String>>) {
        let column = |&(name, percent, is_number): &(&str, u8, bool)| Column {
            name: name.to_owned(),
            percent,
            is_number,
        };
        let columns = Vec::from_iter(columns.iter().map(column));
        self.blocks.push(Block::Table(Table { caption, columns, rows }));
    }

    /// Words of a person with their number, and in brackets what else is to be known.
    pub(crate) fn said(&mut self, one: &'a Contribution, known: &str) {
        let forum = self.forum;
        let mut runs = vec![Run::strong(forum.number(one)), Run::plain(format!("  {}", forum.text(one)))];
        if !known.is_empty() {
            runs.push(Run::plain(format!(" ({known})")));
        }
        self.blocks.push(Block::Paragraph(Look::Said, runs));
    }

    /// What was said against it.
    pub(crate) fn against(&mut self, about: About) {
        let language = self.forum.language;
        for one in self.forum.disagreements(about) {
            let label = format!("{} {}", language.kind(Kind::Disagreement), self.forum.number(one));
            let words = language.labelled(&label, self.forum.text(one));
            self.say(Look::Under, words);
        }
    }

    /// How many people of each college, where nobody is recognised by it.
    pub(crate) fn colleges(&mut self) {
        let export = self.forum.export;
        let language = self.forum.language;
        let people = export.people.iter().filter(|person| !person.removed);
        let colleges = Vec::from_iter(export.colleges.iter().map(|college| {
            (
                college.label.clone(),
                people.clone().filter(|person| person.college == Some(college.id)).count(),
            )
        }));
        let none = people.filter(|person| person.college.is_none()).count();
        let small = |number: &usize| (1..SMALL_COUNT as usize).contains(number);
        if colleges.is_empty() {
            return;
        }
        if colleges.iter().map(|(_, number)| number).chain([&none]).any(small) {
            self.say(
                Look::Note,
                language.say(
                    "Les collèges ne sont pas comptés ici : dans l’un d’eux trop peu de personnes se reconnaîtraient.",
                    "Colleges are not counted here: in one of them there are so few that they could be recognised.",
                ),
            );
            return;
        }
        let mut rows =
            Vec::from_iter(colleges.into_iter().map(|(label, number)| vec![label, language.number(number)]));
        if none > 0 {
            rows.push(vec![language.say("Sans collège", "No college").to_owned(), language.number(none)]);
        }
        let columns = [
            (language.say("Collège", "College"), 70, false),
            (language.say("Personnes", "People"), 30, true),
        ];
        self.table(language.say("Les personnes par collège", "People by college").to_owned(), &columns, rows);
    }

    /// What became of all contributions, in one sentence.
    pub(crate) fn coverage(&mut self) {
        let forum = self.forum;
        let language = forum.language;
        let (gone, standing): (Vec<_>, Vec<_>) = forum.sortable().partition(|one| one.text.is_none());
        let apart = forum.unsorted().count();
        let mut parts = vec![
            language.count(
                standing.len() - apart,
                ["rattachée à un axe", "rattachées à un axe"],
                ["under an axis", "under an axis"],
            ),
            language.count(apart, ["non examinée", "non examinées"], ["not looked at", "not looked at"]),
        ];
        if !gone.is_empty() {
            parts.push(language.count(gone.len(), ["retirée", "retirées"], ["taken back", "taken back"]));
        }
        let all = language.contributions(standing.len() + gone.len());
        self.say(Look::Plain, format!("{}.", language.labelled(&all, &parts.join(", "))));
    }
}
