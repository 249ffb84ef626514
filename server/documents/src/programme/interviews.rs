//! What people of each field said: of interviews that were checked, and of their words those that were marked as evidence.

use super::Binder;
use crate::model::{Block, Look, Run};
use crate::writing::Writing;
use programme::dossier::Piece;
use protocol::programme::Noun;

impl<'d> Binder<'d> {
    pub(super) fn interviews(&mut self) {
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        self.tell(
            "Des personnes du territoire ont été rencontrées, champ par champ. Seuls les entretiens relus sont repris ici, et \
             de leurs paroles celles qui appuient un axe. Une personne n’est nommée que si elle l’a voulu.",
            "People of the territory were met, field by field. Only interviews that were checked stand here, and of their \
             words those that carry an axis. Somebody is named only if they wished it.",
        );
        self.tell(
            "Ces personnes parlent d’expérience\u{a0}; elles ne représentent pas toutes celles de leur champ.",
            "These people speak from experience; they do not stand for everybody of their field.",
        );
        let dossier = self.dossier;
        if dossier.all(Noun::InterviewField).next().is_none() {
            self.tell("Aucun champ d’entretien n’est inscrit.", "No field of interviews is listed.");
        }
        for field in dossier.all(Noun::InterviewField) {
            self.field(field);
        }
    }

    fn field(&mut self, field: &'d Piece) {
        self.heading(1, field.text("name").unwrap_or("—"));
        let (dossier, language) = (self.dossier, self.language);
        let interviews = Vec::from_iter(dossier.of(Noun::Interview, "field", field.id));
        if interviews.is_empty() {
            self.tell(
                "Aucun entretien de ce champ n’est encore relu.",
                "No interview of this field was checked yet.",
            );
        } else {
            let number = language.count(
                interviews.len(),
                ["entretien relu", "entretiens relus"],
                ["interview checked", "interviews checked"],
            );
            self.say(Look::Lead, number);
        }
        if !self.words(Some(field), "summary") && !interviews.is_empty() {
            self.tell(
                "La synthèse de ce champ n’est pas encore écrite.",
                "The synthesis of this field is not written yet.",
            );
        }
        for interview in &interviews {
            if interview.text("key_points").is_some() {
                let who = self.who(interview);
                self.heading(2, who);
                self.words(Some(interview), "key_points");
            }
        }
        let said = interviews.iter().flat_map(|it| {
            dossier.of(Noun::Verbatim, "interview", it.id).map(move |verbatim| (*it, verbatim))
        });
        let said = Vec::from_iter(said);
        if !said.is_empty() {
            self.heading(2, self.language.say("Ce qui a été dit", "What was said"));
        } else if !interviews.is_empty() {
            self.tell(
                "Aucune parole de ce champ n’est encore marquée comme appui d’un axe.",
                "Nothing that was said in this field is marked as evidence for an axis yet.",
            );
        }
        for (interview, verbatim) in said {
            let words = verbatim.text("text").unwrap_or(language.gone(verbatim.gone.get("text").copied()));
            let theme = self.named(verbatim.item("theme")).map(str::to_owned);
            let facts = [Some(self.who(interview)), theme];
            let facts = Vec::from_iter(facts.into_iter().flatten()).join(" · ");
            self.blocks.push(Block::Paragraph(
                Look::Said,
                vec![Run::plain(language.quoted(words)), Run::plain(format!(" ({facts})"))],
            ));
        }
    }

    /// As much of who was met as may be said.
    fn who(&self, interview: &Piece) -> String {
        let known = ["person", "role", "structure"].into_iter().filter_map(|field| interview.text(field));
        let known = Vec::from_iter(known.map(str::to_owned));
        if known.is_empty() {
            self.say_in("Une personne rencontrée", "Somebody who was met").to_owned()
        } else {
            known.join(", ")
        }
    }
}
