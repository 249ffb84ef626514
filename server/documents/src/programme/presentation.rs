//! The programme on one page: what it is, where, when, and who decides.

use super::Binder;
use crate::model::Look;
use crate::writing::Writing;
use protocol::programme::Noun;

impl Binder<'_> {
    pub(super) fn presentation(&mut self) {
        let dossier = self.dossier;
        let own = dossier.own();
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        self.words(own, "summary");
        let of = |field: &str| own.and_then(|own| own.text(field)).map(str::to_owned);
        self.fact("La question posée", "The question", of("question"));
        self.fact("Territoire", "Territory", of("territory"));
        let communes = Vec::from_iter(dossier.all(Noun::Commune).filter_map(|it| it.text("name")));
        self.fact("Communes", "Communes", Some(communes.join(", ")));
        self.fact("Collectivité porteuse", "Lead authority", of("lead"));
        self.fact("Partenaires", "Partners", own.map(|own| own.lines("partners").join(", ")));
        let phases = Vec::from_iter(dossier.all(Noun::Phase));
        if !phases.is_empty() {
            self.chapter("Les phases", "The phases");
            self.phases(&phases);
        }
        if dossier.all(Noun::Committee).next().is_some() {
            self.chapter("Les instances", "The committees");
        }
        for committee in dossier.all(Noun::Committee) {
            self.heading(2, committee.text("name").unwrap_or("—"));
            let facts = ["role", "state"].into_iter().filter_map(|field| self.chosen(committee, field));
            let facts = Vec::from_iter(facts).join(" · ");
            self.say(Look::Lead, facts);
            self.words(Some(committee), "summary");
        }
        self.chapter("Pour en savoir plus", "To know more");
        self.contact();
    }
}
