//! The book of the reports (« livre des comptes rendus »): what a forum said, in the order in which it is read.

use crate::forum::Forum;
use crate::model::{Block, Column, Document, Look, Run, Table};
use forum::export::{Contribution, Export};
use jiff::Timestamp;
use protocol::command::{About, Kind};
use protocol::limits::SMALL_COUNT;
use std::collections::BTreeSet;

const KINDS: [Kind; 7] = [
    Kind::Finding,
    Kind::Need,
    Kind::Idea,
    Kind::Proposal,
    Kind::Question,
    Kind::NextStep,
    Kind::Disagreement,
];

/// The book of a forum that stood like this at `at`. It names nobody.
pub(crate) fn book(export: &Export, at: Timestamp) -> Document {
    let forum = Forum::new(export);
    let language = forum.language;
    let mut book = Book { forum: &forum, blocks: Vec::new() };
    book.how();
    book.figures();
    book.wall();
    book.reports();
    book.not_held();
    book.axes();
    book.vote();
    book.not_sorted();
    let blocks = book.blocks;
    Document {
        title: export.forum.question.clone(),
        subtitle: format!(
            "{} — {}",
            language.say("Livre des comptes rendus du forum ouvert", "Book of reports of the Open Forum"),
            language.date(export.forum.forum.date)
        ),
        language: language.tag().to_owned(),
        spoken: export.forum.forum.language.clone(),
        contents: language.say("Sommaire", "Contents").to_owned(),
        at,
        blocks,
    }
}

struct Book<'f, 'a> {
    forum: &'f Forum<'a>,
    blocks: Vec<Block>,
}

impl<'a> Book<'_, 'a> {
    fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    fn chapter(&mut self, french: &'static str, english: &'static str) {
        self.heading(1, self.forum.language.say(french, english));
    }

    fn say(&mut self, look: Look, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(look, vec![Run::plain(text)]));
    }

    fn table(&mut self, caption: String, columns: &[(&str, u8, bool)], rows: Vec<Vec<String>>) {
        let column = |&(name, percent, is_number): &(&str, u8, bool)| Column {
            name: name.to_owned(),
            percent,
            is_number,
        };
        let columns = Vec::from_iter(columns.iter().map(column));
        self.blocks.push(Block::Table(Table { caption, columns, rows }));
    }

    fn how(&mut self) {
        let language = self.forum.language;
        self.chapter("Comment ce livre a été fait", "How this book was made");
        self.say(
            Look::Plain,
            language.say(
                "Les personnes venues au forum ont proposé elles-mêmes les sujets et choisi librement leurs groupes. \
                 Chaque groupe a écrit son compte rendu ; les mots sont les leurs, sans correction.",
                "Whoever came to the forum proposed the topics themselves and chose their groups freely. Each group \
                 wrote its own report; the words are theirs, uncorrected.",
            ),
        );
        self.say(
            Look::Plain,
            language.say(
                "Ensuite les contributions ont été regroupées en axes. Chacune garde son numéro : il mène de l’axe \
                 aux mots, et des mots à l’axe. Aucun nom n’est imprimé.",
                "Then contributions were gathered into axes. Each keeps its number: it leads from the axis to the \
                 words, and from the words to the axis. No name is printed.",
            ),
        );
    }

    fn figures(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let language = forum.language;
        self.chapter("En chiffres", "In figures");
        let people = export.people.iter().filter(|person| !person.removed);
        let supports = export.contributions.iter().map(|one| one.supports as usize).sum();
        let held = export.groups.iter().filter(|group| group.opened_at.is_some()).count();
        let count =
            |french, english, number| vec![language.say(french, english).to_owned(), language.number(number)];
        let rows = vec![
            count("Personnes inscrites", "People who joined", people.clone().count()),
            count(
                "Sujets proposés",
                "Topics proposed",
                export.topics.iter().filter(|one| !one.withdrawn).count(),
            ),
            count("Groupes qui se sont réunis", "Groups that met", held),
            count("Contributions", "Contributions", forum.sortable().count()),
            count("Désaccords", "Disagreements", export.contributions.len() - forum.sortable().count()),
            count("Appuis", "Supports", supports),
        ];
        let columns =
            [(language.say("Quoi", "What"), 70, false), (language.say("Nombre", "Number"), 30, true)];
        self.table(language.say("Le forum en chiffres", "The forum in figures").to_owned(), &columns, rows);

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

    fn wall(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let language = forum.language;
        self.chapter("Le mur", "The wall");
        let mut is_empty = true;
        for slot in &export.slots {
            let groups =
                export.groups.iter().filter(|group| group.cell.is_some_and(|cell| cell.slot == slot.slot.id));
            let mut rows =
                Vec::from_iter(groups.map(|group| {
                    vec![forum.space(group).unwrap_or_default().to_owned(), forum.titles(group)]
                }));
            if rows.is_empty() {
                continue;
            }
            is_empty = false;
            rows.sort();
            let columns =
                [(language.say("Espace", "Space"), 30, false), (language.say("Sujet", "Topic"), 70, false)];
            self.table(format!("{} ({})", slot.slot.label, forum.time(slot)), &columns, rows);
        }
        if is_empty {
            self.say(Look::Plain, language.say("Aucun sujet n’a été placé.", "No topic was placed."));
        }
    }

    fn reports(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let language = forum.language;
        self.chapter("Les comptes rendus des groupes", "The reports of the groups");
        let mut met = Vec::from_iter(
            export.groups.iter().filter(|group| group.opened_at.is_some() || !group.contributions.is_empty()),
        );
        // In the order of the day; those that hang nowhere come last.
        met.sort_by_key(|group| {
            let place =
                group.cell.and_then(|cell| export.slots.iter().position(|slot| slot.slot.id == cell.slot));
            (place.is_none(), place, group.number)
        });
        if met.is_empty() {
            self.say(Look::Plain, language.say("Aucun groupe ne s’est réuni.", "No group met."));
        }
        for group in met {
            self.heading(2, forum.titles(group));
            for question in forum.questions(group) {
                self.say(Look::Plain, question);
            }
            let place =
                [forum.space(group).map(str::to_owned), forum.slot(group).map(|slot| forum.time(slot))];
            let said = Vec::from_iter(group.contributions.iter().filter_map(|id| forum.contribution(*id)));
            let mut line = Vec::from_iter(place.into_iter().flatten());
            line.push(language.contributions(said.iter().filter(|one| one.about.is_none()).count()));
            self.say(Look::Note, line.join(" · "));
            if said.is_empty() {
                self.say(Look::Plain, language.say("Ce groupe n’a rien écrit.", "This group wrote nothing."));
            }
            for kind in KINDS {
                let of_kind = said.iter().filter(|one| one.kind == kind && one.about.is_none());
                for (n, one) in of_kind.enumerate() {
                    if n == 0 {
                        self.heading(3, language.kind(kind));
                    }
                    self.contribution(one);
                }
            }
        }
    }

    /// With its number, what it says, where it stands, and what was said against it.
    fn contribution(&mut self, one: &'a Contribution) {
        let (forum, language) = (self.forum, self.forum.language);
        let mut after = Vec::from_iter((one.supports > 0).then(|| language.supports(one.supports as usize)));
        if !one.axes.is_empty() {
            let letters = Vec::from_iter(one.axes.iter().map(|axis| forum.letter(*axis))).join(", ");
            after.push(format!("{} {letters}", language.say("axe", "axis")));
        }
        let mut runs = vec![
            Run::strong(format!("{}\u{a0}{}", language.say("n°", "no."), one.number)),
            Run::plain(format!("  {}", forum.text(one))),
        ];
        if !after.is_empty() {
            runs.push(Run::plain(format!(" ({})", after.join(" ; "))));
        }
        self.blocks.push(Block::Paragraph(Look::Said, runs));
        self.against(About::Contribution(one.id));
    }

    fn against(&mut self, about: About) {
        let language = self.forum.language;
        for one in self.forum.disagreements(about) {
            let label = format!(
                "{} {}\u{a0}{}",
                language.kind(Kind::Disagreement),
                language.say("n°", "no."),
                one.number
            );
            let words = language.labelled(&label, self.forum.text(one));
            self.say(Look::Under, words);
        }
    }

    fn not_held(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let opened = |topic: &forum::export::Topic| {
            topic.groups.iter().any(|id| forum.group(*id).is_some_and(|group| group.opened_at.is_some()))
        };
        let topics = Vec::from_iter(export.topics.iter().filter(|topic| !topic.withdrawn && !opened(topic)));
        if topics.is_empty() {
            return;
        }
        self.chapter("Sujets proposés sans groupe", "Topics without a group");
        for topic in topics {
            self.say(Look::Said, forum.title(topic));
        }
    }

    fn axes(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let language = forum.language;
        self.chapter("Les axes", "The axes");
        if export.axes.is_empty() {
            self.say(Look::Plain, language.say("Aucun axe n’a été nommé.", "No axis was named."));
        }
        for axis in &export.axes {
            self.heading(2, forum.axis(axis));
            let under = Vec::from_iter(axis.contributions.iter().filter_map(|id| forum.contribution(*id)));
            let groups = BTreeSet::from_iter(under.iter().filter_map(|one| one.group)).len();
            let line = format!("{}, {}", language.contributions(under.len()), language.groups(groups));
            self.say(Look::Note, line);
            self.against(About::Axis(axis.id));
            for one in under {
                let group = one.group.and_then(|id| forum.group(id)).map(|group| forum.titles(group));
                let mut runs = vec![
                    Run::strong(format!("{}\u{a0}{}", language.say("n°", "no."), one.number)),
                    Run::plain(format!("  {}", forum.text(one))),
                ];
                runs.extend(
                    group.map(|title| Run::plain(format!(" ({} — {title})", language.kind(one.kind)))),
                );
                self.blocks.push(Block::Paragraph(Look::Said, runs));
                self.against(About::Contribution(one.id));
            }
        }
    }

    fn vote(&mut self) {
        let (forum, export) = (self.forum, self.forum.export);
        let language = forum.language;
        let Some(results) = &export.results else { return };
        self.chapter("Les priorités", "The priorities");
        if let Some(withheld) = results.withheld {
            self.say(Look::Plain, language.withheld(withheld));
        }
        if results.axes.is_empty() {
            return;
        }
        let voters = results.voters as usize;
        let voters = language.count(
            voters,
            ["personne a voté", "personnes ont voté"],
            ["person voted", "people voted"],
        );
        let meaning = language.say(
            "Une gommette dit par quoi commencer ; elle ne décide pas.",
            "A dot says what to begin with; it does not decide.",
        );
        self.say(Look::Plain, format!("{voters}. {meaning}"));
        let rows = results.axes.iter().map(|result| {
            let axis = export.axes.iter().find(|axis| axis.id == result.axis);
            vec![
                axis.map_or_else(String::new, |axis| forum.axis(axis)),
                language.number(result.people as usize),
                language.number(result.dots as usize),
            ]
        });
        let rows = rows.collect();
        let columns = [
            (language.say("Axe", "Axis"), 60, false),
            (language.say("Personnes", "People"), 20, true),
            (language.say("Gommettes", "Dots"), 20, true),
        ];
        self.table(language.say("Résultat du vote", "Result of the vote").to_owned(), &columns, rows);
    }

    /// Nothing is silently dropped.
    fn not_sorted(&mut self) {
        let forum = self.forum;
        let language = forum.language;
        let (gone, standing): (Vec<_>, Vec<_>) = forum.sortable().partition(|one| one.text.is_none());
        let apart = Vec::from_iter(standing.iter().filter(|one| one.axes.is_empty()));
        self.chapter("Ce que chaque contribution est devenue", "What became of each contribution");
        let mut parts = vec![
            language.count(
                standing.len() - apart.len(),
                ["rattachée à un axe", "rattachées à un axe"],
                ["under an axis", "under an axis"],
            ),
            language.count(
                apart.len(),
                ["non examinée", "non examinées"],
                ["not looked at", "not looked at"],
            ),
        ];
        if !gone.is_empty() {
            parts.push(language.count(gone.len(), ["retirée", "retirées"], ["taken back", "taken back"]));
        }
        let all = language.contributions(standing.len() + gone.len());
        self.say(Look::Plain, format!("{}.", language.labelled(&all, &parts.join(", "))));
        if apart.is_empty() {
            return;
        }
        self.heading(2, language.say("Non examinées", "Not looked at"));
        for one in apart {
            let group = one.group.and_then(|id| forum.group(id)).map(|group| forum.titles(group));
            let mut runs = vec![
                Run::strong(format!("{}\u{a0}{}", language.say("n°", "no."), one.number)),
                Run::plain(format!("  {}", forum.text(one))),
            ];
            runs.extend(group.map(|title| Run::plain(format!(" ({} — {title})", language.kind(one.kind)))));
            self.blocks.push(Block::Paragraph(Look::Said, runs));
        }
    }
}
