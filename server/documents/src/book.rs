//! The book of the reports (« livre des comptes rendus »): what a forum said, in the order in which it is read.

use crate::Names;
use crate::forum::agreed;
use crate::model::Look;
use crate::pages::Pages;
use crate::writing::Writing;
use forum::export::Contribution;
use protocol::command::{About, Kind};

const KINDS: [Kind; 7] = [
    Kind::Finding,
    Kind::Need,
    Kind::Idea,
    Kind::Proposal,
    Kind::Question,
    Kind::NextStep,
    Kind::Disagreement,
];

/// The book of a forum. With names, those who agreed are named: where they host, and in a list.
pub(crate) fn book(pages: &mut Pages<'_, '_>, names: Names) {
    pages.how(names);
    pages.figures();
    pages.wall();
    pages.reports(names);
    pages.not_held();
    pages.axes();
    pages.vote();
    pages.outcomes();
    if names == Names::OfThoseWhoAgreed {
        pages.people();
    }
}

impl<'a> Pages<'_, 'a> {
    fn how(&mut self, names: Names) {
        let language = self.forum.language;
        self.chapter("Comment ce livre a été fait", "How this book was made");
        self.say(
            Look::Plain,
            language.say(
                "Les personnes venues au forum ont proposé elles-mêmes les sujets et choisi librement leurs groupes. \
                 Chaque groupe a écrit son compte rendu\u{a0}; les mots sont les leurs, sans correction.",
                "Whoever came to the forum proposed the topics themselves and chose their groups freely. Each group \
                 wrote its own report; the words are theirs, uncorrected.",
            ),
        );
        self.say(
            Look::Plain,
            language.say(
                "Ensuite les contributions ont été regroupées en axes. Chacune garde son numéro\u{a0}: il mène de l’axe \
                 aux mots, et des mots à l’axe.",
                "Then contributions were gathered into axes. Each keeps its number: it leads from the axis to the \
                 words, and from the words to the axis.",
            ),
        );
        self.say(
            Look::Plain,
            match names {
                Names::None => language.say("Aucun nom n’est imprimé.", "No name is printed."),
                Names::OfThoseWhoAgreed => language.say(
                    "Seules les personnes qui l’ont accepté sont nommées. Rien ne dit qui a écrit quoi.",
                    "Only those who agreed are named. Nothing says who wrote what.",
                ),
            },
        );
        self.receipts();
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
        self.colleges();
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

    fn reports(&mut self, names: Names) {
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
                self.say(Look::Lead, question);
            }
            let place =
                [forum.space(group).map(str::to_owned), forum.slot(group).map(|slot| forum.time(slot))];
            let said = Vec::from_iter(group.contributions.iter().filter_map(|id| forum.contribution(*id)));
            let mut line = Vec::from_iter(place.into_iter().flatten());
            line.push(language.contributions(said.iter().filter(|one| one.about.is_none()).count()));
            self.say(Look::Lead, line.join(" · "));
            let hosts = if names == Names::None { String::new() } else { forum.agreeing_hosts(group) };
            if !hosts.is_empty() {
                self.say(Look::Lead, language.labelled(language.say("Proposé par", "Proposed by"), &hosts));
            }
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
            after.push(format!("{}\u{a0}{letters}", language.say("axe", "axis")));
        } else if one.text.is_some() {
            after.push(forum.outcome(one));
        }
        self.said(one, &language.listed(&after));
        self.against(About::Contribution(one.id));
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
        self.weights();
        for axis in forum.by_weight() {
            self.heading(2, forum.axis(axis));
            self.carried(axis);
            self.against(About::Axis(axis.id));
            for said in forum.under_by_group(axis).into_values() {
                let group = said.first().and_then(|one| forum.group(one.group?));
                if let Some(group) = group {
                    self.heading(3, forum.place(group));
                }
                for one in said {
                    self.said(one, language.kind(one.kind));
                    self.against(About::Contribution(one.id));
                }
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
            "Une gommette dit par quoi commencer\u{a0}; elle ne décide pas.",
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
    fn outcomes(&mut self) {
        self.chapter("Ce que chaque contribution est devenue", "What became of each contribution");
        self.coverage();
        self.apart(usize::MAX);
    }

    fn people(&mut self) {
        let language = self.forum.language;
        self.chapter("Les personnes qui ont accepté d’être nommées", "Those who agreed to be named");
        let names = Vec::from_iter(self.forum.export.people.iter().filter_map(agreed));
        if names.is_empty() {
            self.say(Look::Plain, language.say("Personne ne l’a demandé.", "Nobody has asked for it."));
        } else {
            self.say(Look::Plain, names.join(", "));
        }
    }
}
