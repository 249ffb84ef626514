//! « Suites et plan d'actions » : what came of what was said, as it is published. From each axis and each sheet back to the
//! words, and of what was not retained why not. Nobody is named who said something.

use super::Binder;
use crate::model::Look;
use crate::writing::Writing;
use programme::public;
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::public::Source;

impl Binder<'_> {
    pub(super) fn plan(&mut self) {
        self.tell(
            "Ce document dit ce que le comité a fait de ce qui a été dit\u{a0}: les axes stratégiques et ce sur quoi ils \
             reposent, les objectifs, les fiches action validées avec leur état au jour de la publication, et ce qui n’a \
             pas été retenu, avec la raison. Personne n’est nommé pour ce qu’il ou elle a dit.",
            "This document says what the committee made of what was said: the strategic axes and what they rest on, the \
             objectives, the validated action sheets with their state on the day of publication, and what was not \
             retained, with the reason. Nobody is named for what they said.",
        );
        let dossier = self.dossier;
        let map = RoadMap::new(dossier);
        for part in &map.axes {
            let Some(axis) = part.axis.and_then(|axis| public::axis(dossier, axis.number)) else { continue };
            self.heading(1, format!("{}. {}", part.number, axis.name.as_deref().unwrap_or("—")));
            self.fact("Intitulé d’origine", "Original name", axis.original);
            self.words(part.axis, "text");
            self.fact("Ajouté par le comité", "Added by the committee", axis.reason);
            self.rests_on(&axis.sources);
            for objective in &part.objectives {
                let name = objective.objective.and_then(|it| it.text("name")).unwrap_or("—");
                self.actions_of(&map, objective, format!("{} {name}", objective.number));
            }
        }
        self.what_became();
        if dossier.all(Noun::Action).next().is_some() {
            self.chapter("Les fiches action", "The action sheets");
            self.sheets_that(|_| true);
        }
    }

    /// On what an axis rests.
    fn rests_on(&mut self, sources: &[Source]) {
        let rows = sources.iter().map(|source| {
            let words = source.text.as_deref().unwrap_or_else(|| self.language.gone(source.gone));
            vec![
                words.to_owned(),
                source.from.clone().unwrap_or_else(|| "—".to_owned()),
                source.reason.clone().unwrap_or_else(|| "—".to_owned()),
            ]
        });
        let rows = Vec::from_iter(rows);
        if rows.is_empty() {
            return;
        }
        let columns = [
            (self.say_in("Ce qui a été dit ou compté", "What was said or counted"), 46, false),
            (self.say_in("Où", "Where"), 24, false),
            (self.say_in("Pourquoi", "Why"), 30, false),
        ];
        self.table(self.say_in("Ce sur quoi il repose", "What it rests on").to_owned(), &columns, rows);
    }

    /// What became of the axes of each forum, and of words that were not retained by themselves.
    fn what_became(&mut self) {
        let dossier = self.dossier;
        let mut is_first = true;
        for forum in dossier.all(Noun::Forum) {
            let outcomes = dossier.outcomes.get(&forum.id).map_or(&[][..], Vec::as_slice);
            let axes = outcomes.iter().filter(|it| it.noun == Noun::ForumAxis && it.decided.is_some());
            let apart = outcomes.iter().filter(|it| {
                let decided = it.decided.as_ref().filter(|it| it.through.is_none());
                it.noun == Noun::Contribution && decided.is_some_and(|it| it.outcome == "not_retained")
            });
            let (axes, apart) = (Vec::from_iter(axes), Vec::from_iter(apart));
            if axes.is_empty() && apart.is_empty() {
                continue;
            }
            if is_first {
                self.chapter("Ce qu’est devenu ce qui a été dit", "What became of what was said");
                is_first = false;
            }
            self.heading(2, forum.text("name").unwrap_or("—"));
            if !axes.is_empty() {
                self.outcome_rows(self.say_in("Axes du forum", "Axes of the forum"), &axes);
            }
            if !apart.is_empty() {
                let caption = self.say_in("Paroles non retenues", "Words that were not retained");
                self.outcome_rows(caption, &apart);
            }
        }
        if !is_first {
            let follows = self.say_in(
                "Une parole suit l’axe sous lequel elle se trouve, sauf si le comité en a décidé autrement.",
                "Words follow the axis they stand under, unless the committee decided otherwise.",
            );
            self.say(Look::Note, follows);
        }
    }
}
