//! Who was not heard: a gap is a finding.

use super::Binder;
use crate::model::Look;
use crate::writing::Writing;
use protocol::programme::Noun;
use protocol::programme::field::Kind;
use std::collections::BTreeSet;

/// Publics whose absence from all forums is said.
const PUBLICS: [&str; 3] = ["professionals", "residents", "young"];
/// Places that only households with children come to.
const OF_CHILDREN: [&str; 4] = ["school", "college", "lycee", "childcare"];

impl Binder<'_> {
    /// Colleges, audiences, fields and publics of which nothing stands in what may leave.
    pub(super) fn unheard(&mut self) {
        self.chapter("Qui n’a pas été entendu", "Who was not heard");
        let gaps = [
            (
                self.say_in(
                    "Collèges qui ne siègent dans aucune instance",
                    "Colleges that sit in no committee",
                ),
                self.absent_colleges(),
            ),
            (
                self.say_in(
                    "Publics dont aucune réponse à un questionnaire n’est publiée",
                    "Audiences of whose answers nothing is published",
                ),
                self.silent_audiences(),
            ),
            (
                self.say_in(
                    "Champs dont aucun entretien n’est encore relu",
                    "Fields of which no interview was checked yet",
                ),
                self.silent_fields(),
            ),
            (self.say_in("Publics sans forum", "Publics without a forum"), self.silent_publics()),
        ];
        let mut is_empty = true;
        for (label, who) in gaps {
            if !who.is_empty() {
                is_empty = false;
                let text = format!("{}.", self.language.labelled(label, &who.join(", ")));
                self.say(Look::Plain, text);
            }
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

    fn absent_colleges(&self) -> Vec<String> {
        let Some(field) = Noun::Member.field("college") else { return Vec::new() };
        let Kind::Choice(colleges) = field.kind else { return Vec::new() };
        let present =
            BTreeSet::from_iter(self.dossier.all(Noun::Member).filter_map(|it| it.choice("college")));
        let absent = colleges.iter().filter(|one| one.word != "other" && !present.contains(one.word));
        absent.map(|one| self.language.label(one.label).to_owned()).collect()
    }

    fn silent_audiences(&self) -> Vec<String> {
        let is_released =
            |id| self.dossier.released.iter().any(|it| it.campaign == id && it.tables.is_some());
        let silent = self.dossier.all(Noun::Campaign).filter(|campaign| !is_released(campaign.id));
        let called = silent.filter_map(|it| it.text("audience").or_else(|| it.text("name")));
        called.map(str::to_owned).collect()
    }

    fn silent_fields(&self) -> Vec<String> {
        let fields = self.dossier.all(Noun::InterviewField);
        let silent = fields.filter(|it| self.dossier.of(Noun::Interview, "field", it.id).next().is_none());
        silent.filter_map(|it| it.text("name")).map(str::to_owned).collect()
    }

    fn silent_publics(&self) -> Vec<String> {
        let held = BTreeSet::from_iter(self.dossier.all(Noun::Forum).filter_map(|it| it.choice("public")));
        if held.contains("everybody") {
            return Vec::new();
        }
        let silent = PUBLICS.into_iter().filter(|public| !held.contains(public));
        let field = Noun::Forum.field("public");
        silent.map(|public| self.language.choice(field, public).to_owned()).collect()
    }

    /// Whether all that was published was handed out where children are.
    fn is_by_children(&self) -> bool {
        let places =
            self.dossier.latest().flat_map(|it| it.pieces.values()).filter(|it| it.noun == Noun::Place);
        let kinds = Vec::from_iter(places.map(|place| place.choice("kind").unwrap_or_default()));
        !kinds.is_empty() && kinds.iter().all(|kind| OF_CHILDREN.contains(kind))
    }
}
