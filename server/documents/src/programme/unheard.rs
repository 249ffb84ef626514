//! Who was not heard: a gap is a finding.

use super::Binder;
use super::results::{lines, side_name, standing};
use crate::model::Look;
use crate::writing::Writing;
use programme::Unheard;
use programme::dossier::Released;
use protocol::programme::results::{By, Count, Side, Table};
use protocol::programme::{ItemId, Noun};
use std::collections::BTreeMap;

/// Places that only households with children come to.
const OF_CHILDREN: [&str; 4] = ["school", "college", "lycee", "childcare"];

/// What is published of the answers of some people; the best of what several tables say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heard {
    No,
    NotTold,
    Yes,
}

impl Binder<'_> {
    /// Colleges, audiences, communes, fields and publics of which nothing stands in what may leave.
    pub(super) fn unheard(&mut self, unheard: &Unheard) {
        self.chapter("Qui n’a pas été entendu", "Who was not heard");
        if self.dossier.version.is_some() {
            self.tell(
                "Ce chapitre dit ce qui manquait le jour de la publication. Il ne repose que sur ce qui est publié.",
                "This chapter says what was missing on the day of publication. It rests on what is published alone.",
            );
        }
        let mut gaps = vec![
            self.gap(
                "Collèges qui ne siègent dans aucune instance",
                "Colleges that sit in no committee",
                self.choices(Noun::Member, "college", &unheard.colleges),
            ),
            self.gap(
                "Instances où ne siège aucune habitante, aucun habitant",
                "Committees in which no resident sits",
                self.silent(unheard, Noun::Committee, &["name"]),
            ),
            self.gap(
                "Publics dont aucune réponse à un questionnaire n’est publiée",
                "Audiences of whose answers nothing is published",
                self.silent(unheard, Noun::Campaign, &["audience", "name"]),
            ),
        ];
        let dossier = self.dossier;
        gaps.extend(dossier.latest().flat_map(|latest| self.unanswered(latest)));
        gaps.extend([
            self.gap(
                "Champs dont aucun entretien n’est relu",
                "Fields of which no interview was checked",
                self.silent(unheard, Noun::InterviewField, &["name"]),
            ),
            self.gap(
                "Publics sans forum",
                "Publics without a forum",
                self.choices(Noun::Forum, "public", &unheard.publics),
            ),
        ]);
        gaps.retain(|(_, who)| !who.is_empty());
        let is_empty = gaps.is_empty();
        for (label, who) in gaps {
            let text = format!("{}.", self.language.labelled(&label, &who.join(", ")));
            self.say(Look::Plain, text);
        }
        if is_empty {
            self.tell(
                "Rien de ce qui est rassemblé ici ne le dit. Cela ne prouve pas que tout le monde a été entendu.",
                "Nothing of what is gathered here says it. This does not prove that everybody was heard.",
            );
        }
        if self.is_by_children() {
            self.tell(
                "Les questionnaires publiés ont été distribués par des écoles et des lieux d’accueil d’enfants\u{a0}: les \
                 foyers sans enfant y manquent.",
                "The published questionnaires were handed out in schools and childcare: households without children are \
                 missing.",
            );
        }
    }

    fn gap(&self, french: &'static str, english: &'static str, who: Vec<String>) -> (String, Vec<String>) {
        (self.say_in(french, english).to_owned(), who)
    }

    fn choices(&self, noun: Noun, field: &str, words: &[String]) -> Vec<String> {
        words.iter().map(|word| self.language.choice(noun.field(field), word).to_owned()).collect()
    }

    fn silent(&self, unheard: &Unheard, noun: Noun, called: &[&str]) -> Vec<String> {
        let silent = self.dossier.all(noun).filter(|it| unheard.items.contains(&it.id));
        silent.filter_map(|it| called.iter().find_map(|field| it.text(field))).map(str::to_owned).collect()
    }

    /// Communes, and what else answers were crossed with, whose line in every published table is 0, or is not told.
    fn unanswered(&self, latest: &Released) -> Vec<(String, Vec<String>)> {
        let campaign = latest.pieces.get(&latest.campaign).and_then(|it| it.text("name")).unwrap_or("—");
        let mut of: BTreeMap<By, (String, Vec<(String, Heard)>)> = BTreeMap::new();
        for (released, _, table) in standing(self.dossier, latest.campaign) {
            for (side, ids, counts) in sides(table) {
                let names = lines(self.language, released, side, ids, counts.len());
                let side_name = side_name(self.language, released, side);
                let (_, heard) = of.entry(side.by).or_insert_with(|| (side_name, Vec::new()));
                for (name, count) in names.into_iter().zip(counts) {
                    let now = match count {
                        Count::Told(0) => Heard::No,
                        Count::Told(_) => Heard::Yes,
                        Count::Withheld(_) => Heard::NotTold,
                    };
                    match heard.iter_mut().find(|(other, _)| *other == name) {
                        Some((_, before)) => *before = now.max(*before),
                        None => heard.push((name, now)),
                    }
                }
            }
        }
        let said = of.into_values().flat_map(|(side, lines)| {
            let about = format!("{campaign}, {side}");
            [
                (Heard::No, self.say_in("aucune réponse publiée", "no answer is published")),
                (
                    Heard::NotTold,
                    self.say_in("nombre de réponses non publié, parce qu’il est petit ou qu’un petit nombre s’en déduirait", "number of answers not published, since it is small or a small one would follow from it"),
                ),
            ]
            .map(|(what, words)| {
                let who = lines.iter().filter(|(_, heard)| *heard == what).map(|(name, _)| name.clone());
                (format!("{about} — {words}"), who.collect())
            })
        });
        said.collect()
    }

    /// Whether all that was published was handed out where children are.
    fn is_by_children(&self) -> bool {
        let places =
            self.dossier.latest().flat_map(|it| it.pieces.values()).filter(|it| it.noun == Noun::Place);
        let kinds = Vec::from_iter(places.map(|place| place.choice("kind").unwrap_or_default()));
        !kinds.is_empty() && kinds.iter().all(|kind| OF_CHILDREN.contains(kind))
    }
}

/// The sides of a table that say who answered: communes, and what answers were crossed with.
fn sides(table: &Table) -> impl Iterator<Item = (&Side, &[ItemId], &[Count])> {
    let rows = (&table.crossing.rows, table.lines.as_slice(), table.totals.as_slice());
    let rows = Some(rows).filter(|(side, ..)| side.by == By::Commune);
    let columns = table.crossing.columns.as_ref().filter(|side| side.by != By::Batch);
    rows.into_iter()
        .chain(columns.map(|side| (side, table.column_lines.as_slice(), table.column_totals.as_slice())))
}
