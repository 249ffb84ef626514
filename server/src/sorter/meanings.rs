//! What the encoder made of contributions, kept while the server runs. Never on disk: what is erased there
//! has no trace here after the next message.

use forum::{Heard, Sorting};
use protocol::{ForumId, TextId};
use std::collections::BTreeMap;
use synthesis::{Encoder, Meaning, Model};

/// Wordings kept in all, a few kibibytes each; beyond it the forum that was idle longest is forgotten.
const WORDINGS_MAX: usize = 50_000;

/// The meanings of all forums.
#[derive(Default)]
pub(super) struct Meanings {
    forums: BTreeMap<ForumId, ForumMeanings>,
    turn: u64,
}

#[derive(Default)]
struct ForumMeanings {
    /// The names that the encoder did not hear.
    territory: Vec<String>,
    meanings: BTreeMap<TextId, Meaning>,
    /// When somebody last wrote or asked.
    turn: u64,
}

impl Meanings {
    pub(super) fn hear(&mut self, forum: ForumId, heard: Heard, model: &Model) {
        let known = self.known(forum, &heard.territory);
        let encoder = Encoder::new(model, &known.territory);
        for (text, wording) in &heard.written {
            known.meanings.insert(*text, encoder.encode(wording));
        }
        for text in &heard.erased {
            known.meanings.remove(text);
        }
    }

    /// The meanings of the cards in their order; those not known yet are found now.
    pub(super) fn of(
        &mut self,
        forum: ForumId,
        sorting: &Sorting,
        model: &Model,
        threads: usize,
    ) -> Vec<Meaning> {
        let known = self.known(forum, &sorting.territory);
        let new: Vec<_> =
            sorting.cards.iter().filter(|card| !known.meanings.contains_key(&card.text_id)).collect();
        let texts: Vec<&str> = new.iter().map(|card| card.text.as_str()).collect();
        let encoder = Encoder::new(model, &known.territory);
        let found = encoder.encode_all(&texts, threads);
        known.meanings.extend(new.iter().map(|card| card.text_id).zip(found));
        sorting.cards.iter().filter_map(|card| known.meanings.get(&card.text_id).cloned()).collect()
    }

    /// What is known of a forum; nothing any more if other names are not to be heard.
    fn known(&mut self, forum: ForumId, territory: &[String]) -> &mut ForumMeanings {
        self.forget();
        self.turn += 1;
        let known = self.forums.entry(forum).or_default();
        known.turn = self.turn;
        if known.territory != territory {
            known.territory = territory.to_vec();
            known.meanings.clear();
        }
        known
    }

    fn forget(&mut self) {
        while self.forums.values().map(|known| known.meanings.len()).sum::<usize>() > WORDINGS_MAX {
            let idle = self.forums.iter().min_by_key(|(_, known)| known.turn).map(|(forum, _)| *forum);
            let Some(idle) = idle else { return };
            self.forums.remove(&idle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn heard(territory: &[&str], written: &[u64], erased: &[u64]) -> Heard {
        Heard {
            territory: territory.iter().map(|name| (*name).to_owned()).collect(),
            written: written.iter().map(|text| (TextId(*text), format!("Un car pour {text}"))).collect(),
            erased: erased.iter().copied().map(TextId).collect(),
        }
    }

    #[test]
    fn what_is_erased_is_forgotten_and_other_names_are_heard_anew() {
        let model = crate::suggest::model().unwrap().unwrap();
        let mut meanings = Meanings::default();
        let forum = ForumId(Uuid::from_u128(1));
        let known = |meanings: &Meanings| -> Vec<u64> {
            meanings.forums[&forum].meanings.keys().map(|text| text.0).collect()
        };
        meanings.hear(forum, heard(&[], &[1, 2, 3], &[]), &model);
        meanings.hear(forum, heard(&[], &[4], &[2]), &model);
        assert_eq!(known(&meanings), [1, 3, 4]);
        meanings.hear(forum, heard(&["Saint-Martin"], &[5], &[]), &model);
        assert_eq!(known(&meanings), [5]);
    }
}
