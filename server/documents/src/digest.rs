//! The digest (« synthèse »): what to read when there is time for three pages. Each sentence of the room keeps its number.

use crate::model::Look;
use crate::pages::Pages;
use crate::writing::Writing;
use protocol::command::About;

/// Quotes of an axis.
const QUOTES: usize = 4;

/// The digest of a forum.
pub(crate) fn digest(pages: &mut Pages<'_, '_>) {
    pages.who();
    pages.in_short();
    pages.axes_with_quotes();
    pages.under_no_axis();
    pages.method();
}

impl Pages<'_, '_> {
    /// Who was there, and who was not.
    fn who(&mut self) {
        let export = self.forum.export;
        let language = self.forum.language;
        self.chapter("Qui était là", "Who was there");
        let people = export.people.iter().filter(|person| !person.removed);
        let met = export.groups.iter().filter(|group| group.opened_at.is_some()).count();
        let inscribed = language.count(
            people.clone().count(),
            ["personne inscrite", "personnes inscrites"],
            ["person joined", "people joined"],
        );
        let contributions = language.contributions(self.forum.sortable().count());
        self.say(Look::Plain, format!("{inscribed}, {}, {contributions}.", language.groups(met)));
        self.colleges();
        let absent = export
            .colleges
            .iter()
            .filter(|college| !people.clone().any(|person| person.college == Some(college.id)));
        let absent = Vec::from_iter(absent.map(|college| college.label.as_str())).join(", ");
        if !absent.is_empty() {
            let label = language.say("Collèges dont personne n’est venu", "Colleges of which nobody came");
            self.say(Look::Plain, format!("{}.", language.labelled(label, &absent)));
        }
    }

    fn in_short(&mut self) {
        let forum = self.forum;
        let language = forum.language;
        self.chapter("Les axes en un coup d’œil", "The axes at a glance");
        if forum.export.axes.is_empty() {
            self.say(Look::Plain, language.say("Aucun axe n’a été nommé.", "No axis was named."));
            return;
        }
        self.weights();
        if let Some(withheld) = forum.export.results.as_ref().and_then(|results| results.withheld) {
            self.say(Look::Note, language.withheld(withheld));
        }
    }

    fn axes_with_quotes(&mut self) {
        let forum = self.forum;
        let language = forum.language;
        // So that it stays within four pages.
        let quoted = if forum.export.axes.len() > 5 { QUOTES - 1 } else { QUOTES };
        for axis in forum.by_weight() {
            self.heading(1, forum.axis(axis));
            self.carried(axis);
            self.against(About::Axis(axis.id));
            let quotes = forum.quotes(axis, quoted);
            if quotes.is_empty() {
                self.say(Look::Plain, language.say("Rien n’y est rattaché.", "Nothing stands under it."));
            }
            for one in quotes.iter().copied() {
                self.said(one, &forum.origin(one));
                self.against(About::Contribution(one.id));
            }
            let others = axis.contributions.len() - quotes.len();
            self.others_in_book(others);
        }
    }

    /// What no axis holds is on the same pages as the axes.
    fn under_no_axis(&mut self) {
        self.chapter("Ce qui n’est sous aucun axe", "What no axis holds");
        self.coverage();
        self.apart(QUOTES - 1);
    }

    fn method(&mut self) {
        let language = self.forum.language;
        self.chapter("Méthode et limites", "Method and limits");
        for sentence in [
            language.say(
                "Les personnes présentes ont proposé les sujets, choisi leurs groupes et écrit elles-mêmes les \
                 contributions\u{a0}; elles sont citées mot pour mot, avec leur numéro dans le livre des comptes rendus. \
                 Les citations sont celles qui ont reçu le plus d’appuis, en prenant d’abord une de chaque groupe.",
                "Those who came proposed the topics, chose their groups and wrote the contributions themselves; they \
                 are quoted word for word, with their number in the book of reports. The quotes are those with most \
                 supports, one of each group first.",
            ),
            language.say(
                "Seules les personnes venues ont parlé\u{a0}: ces nombres ne sont pas un sondage, et ne disent rien de celles \
                 qui n’étaient pas là. Une gommette dit par quoi commencer\u{a0}; elle ne décide pas.",
                "Only those who came have spoken: these numbers are no survey, and say nothing of those who were not \
                 there. A dot says what to begin with; it does not decide.",
            ),
        ] {
            self.say(Look::Plain, sentence);
        }
        self.receipts();
    }
}
