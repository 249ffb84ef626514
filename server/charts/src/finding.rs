//! What is to be seen, in words: the highest, the lowest, what is not told. No judgement.

use crate::{Figure, Language, Measure, Place};

/// The highest and the lowest of some places, and those without a number.
pub(crate) fn finding<'a>(
    measure: &Measure,
    language: Language,
    places: impl Iterator<Item = (&'a str, Figure)> + Clone,
) -> String {
    let known = places.clone().filter_map(|(name, figure)| Some((name, figure, figure.value()?)));
    let ends = known.clone().map(|(.., value)| value);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let colon = language.colon();
    let end = |label: &str, at: f64| {
        let here: Vec<_> = known.clone().filter(|(.., value)| *value == at).collect();
        let figure = here.first().map_or(Figure::Missing, |(_, figure, _)| *figure);
        let names = language.list(here.iter().map(|(name, ..)| *name));
        format!("{label}{colon}{names}, {}.", measure.full(figure, language))
    };
    let mut sentences = Vec::new();
    match known.clone().count() {
        0 => sentences.push(language.say("Aucune valeur.", "No value.").to_owned()),
        1 => sentences.push(end(language.say("Une seule valeur", "One value alone"), high)),
        _ if low == high => {
            sentences.push(end(language.say("Même valeur partout", "Same value everywhere"), high))
        }
        _ => {
            sentences.push(end(language.say("Valeur la plus haute", "Highest value"), high));
            sentences.push(end(language.say("Valeur la plus basse", "Lowest value"), low));
        }
    }
    for (figure, label) in [
        (Figure::Withheld, language.say("Secret statistique", "Withheld")),
        (Figure::Missing, language.say("Non disponible", "Not available")),
        (Figure::NotCosted, language.say("Non chiffré", "Not costed")),
    ] {
        let names: Vec<_> =
            places.clone().filter(|(_, other)| *other == figure).map(|(name, _)| name).collect();
        if !names.is_empty() {
            sentences.push(format!("{label}{colon}{}.", language.list(names)));
        }
    }
    sentences.join(" ")
}

/// `Civray : 2 632 hab.`
pub(crate) fn sentence(measure: &Measure, language: Language, Place { name, figure }: &Place) -> String {
    format!("{name}{}{}", language.colon(), measure.full(*figure, language))
}
