//! Pages in the making: what several documents of a forum say in the same way.

use crate::forum::{Forum, few};
use crate::model::{Block, Look, Run};
use crate::qr;
use crate::words::Language;
use crate::writing::Writing;
use forum::export::Contribution;
use protocol::command::{About, Kind};
use protocol::entity::{Coverage, Outcome};
use protocol::limits::SMALL_COUNT;

/// The blocks of a document, one after the other.
pub(crate) struct Pages<'f, 'a> {
    pub(crate) forum: &'f Forum<'a>,
    /// Where the forum is found after the day.
    address: Option<&'f str>,
    pub(crate) blocks: Vec<Block>,
}

impl Writing for Pages<'_, '_> {
    fn language(&self) -> Language {
        self.forum.language
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        &mut self.blocks
    }
}

impl<'f, 'a> Pages<'f, 'a> {
    pub(crate) fn new(forum: &'f Forum<'a>, address: Option<&'f str>) -> Self {
        Self { forum, address, blocks: Vec::new() }
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

    /// How those who wrote find what became of their words.
    pub(crate) fn receipts(&mut self) {
        let export = self.forum.export;
        let language = self.forum.language;
        if export.contributions.iter().all(|one| one.receipt.is_none()) {
            return;
        }
        let code = language.say(
            "Qui a écrit a reçu un code de suivi de dix lettres pour chaque contribution\u{a0}; personne d’autre ne le \
             connaît.",
            "Whoever wrote was given a code of ten letters for each contribution; nobody else knows it.",
        );
        let Some(address) = self.address else {
            let place = language.say(
                "Il se tape dans un navigateur à l’adresse du forum, suivie de /recu, et dit ce que ces mots sont \
                 devenus.",
                "Typed in a browser at the address of the forum followed by /recu, it says what became of these words.",
            );
            self.say(Look::Plain, format!("{code} {place}"));
            return;
        };
        let address = format!("{address}/recu");
        let place = language.say(
            "Il dit ce que ces mots sont devenus, à l’adresse",
            "It says what became of these words, at",
        );
        let shown = address.trim_start_matches("https://");
        self.say(Look::Plain, format!("{code} {place} {shown}"));
        let name = format!("{} {shown}", language.say("Code QR de l’adresse", "QR code of the address"));
        self.blocks.extend(qr::picture(&address, name).map(Block::Picture));
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
                    "Les collèges ne sont pas comptés ici\u{a0}: dans l’un d’eux trop peu de personnes se reconnaîtraient.",
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

    /// What became of all contributions, in one sentence, and whether the room said that this is all.
    pub(crate) fn coverage(&mut self) {
        let export = self.forum.export;
        let language = self.forum.language;
        let Coverage { attached, duplicates, not_attached, outside_territory, taken_back, unexamined } =
            export.coverage;
        let parts = [
            (attached, ["rattachée", "rattachées"], ["under an axis"; 2]),
            (duplicates, ["doublon", "doublons"], ["duplicate", "duplicates"]),
            (not_attached, ["non rattachée", "non rattachées"], ["read, under no axis"; 2]),
            (outside_territory, ["hors territoire"; 2], ["outside the territory"; 2]),
            (taken_back, ["retirée", "retirées"], ["removed"; 2]),
            (unexamined, ["non examinée", "non examinées"], ["not looked at"; 2]),
        ];
        let all = language.contributions(parts.iter().map(|(number, ..)| *number as usize).sum());
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        let parts = parts.map(|(number, french, english)| language.count(number as usize, french, english));
        let parts = Vec::from_iter(parts).join(", ");
        let all = if parts.is_empty() { all } else { language.labelled(&all, &parts) };
        let sorting = if export.forum.forum.sorting_closed {
            language.say("Le tri est terminé.", "Sorting is closed.")
        } else {
            language.say("Le tri n’est pas terminé.", "Sorting is not closed.")
        };
        self.say(Look::Plain, format!("{all}. {sorting}"));
    }

    /// Contributions that stand under no axis, by what became of them: of each outcome so many at the most.
    pub(crate) fn apart(&mut self, most: usize) {
        let language = self.forum.language;
        self.with_outcome(language.say("Doublons", "Duplicates"), most, |it| {
            matches!(it, Some(Outcome::DuplicateOf(_)))
        });
        self.with_outcome(language.say("Non rattachées", "Read, under no axis"), most, |it| {
            it == Some(Outcome::NotAttached)
        });
        self.with_outcome(language.say("Hors territoire", "Outside the territory"), most, |it| {
            it == Some(Outcome::OutsideTerritory)
        });
        self.with_outcome(language.say("Non examinées", "Not looked at"), most, |it| it.is_none());
    }

    fn with_outcome(&mut self, name: &str, most: usize, is_it: impl Fn(Option<Outcome>) -> bool) {
        let forum = self.forum;
        let all = Vec::from_iter(forum.sortable().filter(|one| is_it(one.outcome)));
        if all.is_empty() {
            return;
        }
        self.heading(2, name);
        let others = all.len().saturating_sub(most);
        for one in few(all, most) {
            let is_duplicate = matches!(one.outcome, Some(Outcome::DuplicateOf(_)));
            let known = [is_duplicate.then(|| forum.outcome(one)), Some(forum.origin(one))];
            let known = known.into_iter().flatten().filter(|it| !it.is_empty());
            self.said(one, &forum.language.listed(&Vec::from_iter(known)));
        }
        self.others_in_book(others);
    }

    /// How many more the book holds.
    pub(crate) fn others_in_book(&mut self, number: usize) {
        let language = self.forum.language;
        if number > 0 {
            let others = language.count(number, ["autre", "autres"], ["other", "others"]);
            let place = language.say("dans le livre des comptes rendus", "in the book of reports");
            self.say(Look::Note, format!("{others} {place}."));
        }
    }
}
