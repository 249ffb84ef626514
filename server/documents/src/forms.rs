//! Action forms (« fiches action »): one an axis, with what is known of it and lines to fill by hand.

use crate::model::Look;
use crate::pages::Pages;
use crate::writing::Writing;
use forum::export::Axis;
use std::collections::BTreeSet;

/// Words of the forum under a form.
const QUOTES: usize = 5;

/// The forms of a forum; where no axis was named, one that is empty.
pub(crate) fn forms(pages: &mut Pages<'_, '_>) {
    let forum = pages.forum;
    let language = forum.language;
    let axes = &forum.export.axes;
    pages.say(
        Look::Plain,
        language.say(
            "Une fiche par axe, à compléter à la main ou à l’écran, et à la page suivante des paroles du forum. La fiche \
             reste un projet tant que personne ne la porte.",
            "One form an axis, to be filled by hand or on screen, and on the next page words of the forum. It is a \
             draft as long as nobody leads it.",
        ),
    );
    if axes.is_empty() {
        pages.say(
            Look::Note,
            language.say(
                "Aucun axe n’a été nommé\u{a0}: voici une fiche vide.",
                "No axis was named: here is an empty form.",
            ),
        );
        pages.page(1, language.say("Fiche action", "Action form"));
        pages.form(None);
    }
    let list = axes.iter().map(|axis| {
        let said = forum.under(axis).iter().filter(|one| one.text.is_some()).count();
        vec![forum.axis(axis), language.number(said)]
    });
    if !axes.is_empty() {
        let columns = [
            (language.say("Axe", "Axis"), 80, false),
            (language.say("Contributions", "Contributions"), 20, true),
        ];
        pages.table(
            language.say("Les axes du forum", "The axes of the forum").to_owned(),
            &columns,
            list.collect(),
        );
    }
    for axis in axes {
        let title = format!("{} — {}", language.say("Fiche action", "Action form"), forum.axis(axis));
        pages.page(1, title);
        pages.form(Some(axis));
    }
}

impl Pages<'_, '_> {
    fn form(&mut self, axis: Option<&Axis>) {
        let forum = self.forum;
        let language = forum.language;
        let quotes = axis.map_or_else(Vec::new, |axis| forum.quotes(axis, QUOTES));
        let numbers = axis.map_or_else(String::new, |axis| {
            let under = forum.under(axis);
            ranges(under.iter().filter(|one| one.text.is_some()).map(|one| one.number))
        });
        let because = if numbers.is_empty() {
            lines(3)
        } else {
            let label = language.say("Contributions n°", "Contributions no.");
            format!("{label}\u{a0}{numbers}{}", lines(2))
        };
        let name = axis.map_or_else(|| lines(1), |axis| forum.axis(axis));
        let level = [
            language.say("aucune", "none"),
            language.say("information", "information"),
            language.say("consultation", "consultation"),
            language.say("concertation", "dialogue"),
            language.say("co\u{2011}construction", "made together"),
        ];
        let level = level.map(|one| format!("☐\u{a0}{one}")).join("   ");
        let rows = [
            (
                language.say("N° et intitulé (commence par un verbe)", "No. and title (begins with a verb)"),
                lines(2),
            ),
            (language.say("Axe", "Axis"), name),
            (language.say("Objectif", "Objective"), lines(2)),
            (language.say("Constat, contexte", "Finding, context"), because),
            (language.say("Public visé", "For whom"), lines(1)),
            (
                language.say("Territoire concerné", "Where"),
                language
                    .say("☐ tout le territoire   ☐ communes\u{a0}: ", "☐ everywhere   ☐ communes: ")
                    .to_owned()
                    + &lines(1),
            ),
            (language.say("Description, étapes", "Description, steps"), lines(5)),
            (language.say("Pilote", "Lead"), lines(1)),
            (language.say("Élu·e référent·e", "Elected referent"), lines(1)),
            (language.say("Partenaires", "Partners"), lines(1)),
            (language.say("Échéance (début, fin, chaque année)", "When (start, end, every year)"), lines(1)),
            (language.say("Moyens humains et matériels", "Means"), lines(2)),
            (
                language.say("Budget, financeurs", "Budget, funders"),
                language.say("☐ non chiffré", "☐ not estimated").to_owned() + &lines(2),
            ),
            (
                language.say(
                    "Indicateurs d’évaluation (valeur de départ, cible)",
                    "Indicators (baseline, target)",
                ),
                lines(2),
            ),
            (language.say("Participation des habitants", "Participation of residents"), level),
            (language.say("Rédigé par, le", "Written by, on"), lines(1)),
        ];
        let columns = [
            (language.say("Rubrique", "Field"), 30, false),
            (language.say("À remplir", "To fill"), 70, false),
        ];
        let caption = language.say("Projet d’action, à discuter", "Draft of an action, to be discussed");
        let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
        self.table(caption.to_owned(), &columns, rows);
        if !quotes.is_empty() {
            self.page(2, language.say("Ce qui a été dit", "What was said"));
            for one in quotes {
                self.said(one, &forum.origin(one));
            }
        }
    }
}

/// « 1, 4–9, 12 ».
fn ranges(numbers: impl Iterator<Item = u32>) -> String {
    let mut ranges = Vec::<(u32, u32)>::new();
    for number in BTreeSet::from_iter(numbers) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let written = ranges.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    Vec::from_iter(written).join(", ")
}

/// Room for as many lines of handwriting.
fn lines(number: usize) -> String {
    "\n".repeat(number)
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_a_row_are_a_range() {
        for (numbers, said) in [
            (&[][..], ""),
            (&[7], "7"),
            (&[2, 1], "1, 2"),
            (&[1, 4, 5, 6, 6, 9, 10, 12, 13, 14], "1, 4–6, 9, 10, 12–14"),
        ] {
            assert_eq!(super::ranges(numbers.iter().copied()), said);
        }
    }
}
