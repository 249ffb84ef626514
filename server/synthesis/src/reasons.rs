//! « Pourquoi ici ? »

use crate::reading::Reading;
use crate::suggestion::{ShareOfGroup, WhyHere};
use crate::vectors::Direction;
use protocol::suggestion::SharedWord;
use std::collections::BTreeMap;

const WORDS_SHOWN: usize = 3;
const NEAR_SHOWN: usize = 2;

/// What the cards of an axis have in common.
pub(crate) struct Reasons<'a> {
    reading: &'a Reading<'a>,
    members: &'a [usize],
    centroid: &'a Direction,
    /// Voices and groups that use a word, by its number.
    users: BTreeMap<u32, (usize, usize)>,
    groups: BTreeMap<&'a str, usize>,
}

impl<'a> Reasons<'a> {
    pub(crate) fn of(reading: &'a Reading<'a>, members: &'a [usize], centroid: &'a Direction) -> Self {
        let words = |card: usize| reading.alone.words[card].iter().map(|&(word, _)| word);
        let mut users: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        let mut voices: Vec<(u32, usize)> = members
            .iter()
            .flat_map(|&card| words(card).map(move |word| (word, reading.voices[card])))
            .collect();
        voices.sort_unstable();
        voices.dedup();
        for (word, _) in voices {
            users.entry(word).or_default().0 += 1;
        }
        let group = |card: usize| reading.cards[card].group.as_deref();
        let mut groups: Vec<(u32, &str)> = members
            .iter()
            .filter_map(|&card| Some((card, group(card)?)))
            .flat_map(|(card, group)| words(card).map(move |word| (word, group)))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        for (word, _) in groups {
            users.entry(word).or_default().1 += 1;
        }
        Self {
            reading,
            members,
            centroid,
            users,
            groups: sizes(members.iter().filter_map(|&card| group(card))),
        }
    }

    /// Why a card of the axis lies in it; `groups` are the sizes of all groups.
    pub(crate) fn why(&self, card: usize, groups: &BTreeMap<&str, usize>) -> WhyHere {
        let reading = self.reading;
        let mut strongest: Vec<(f32, u32)> = reading.alone.words[card]
            .iter()
            .map(|&(word, weight)| (weight * self.centroid.words[word as usize], word))
            .filter(|&(product, _)| product > 0.0)
            .collect();
        strongest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let words: Vec<SharedWord> =
            strongest.into_iter().filter_map(|(_, word)| self.shared(card, word)).take(WORDS_SHOWN).collect();
        let inside = |other: &usize| self.members.binary_search(other).is_ok();
        let group = reading.cards[card].group.as_deref().and_then(|group| {
            let (here, all) = (*self.groups.get(group)?, *groups.get(group)?);
            (here > 1).then(|| ShareOfGroup { group: group.to_owned(), here, all })
        });
        WhyHere {
            by_meaning: words.is_empty(),
            words,
            near: reading.ids(reading.near(card).filter(inside).take(NEAR_SHOWN)),
            group,
        }
    }

    /// A word of the card, if another voice of the axis has it too.
    fn shared(&self, card: usize, word: u32) -> Option<SharedWord> {
        let &(voices, groups) = self.users.get(&word).filter(|&&(voices, _)| voices > 1)?;
        let stem = &self.reading.terms[word as usize];
        let at = self.reading.segments[card].iter().flatten().find(|word| word.stem == *stem)?.at.clone();
        let text = self.reading.cards[card].text[at].to_owned();
        Some(SharedWord { text, voices: voices as u32, groups: groups as u32 })
    }
}

/// How often each group occurs.
pub(crate) fn sizes<'a>(groups: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut sizes = BTreeMap::new();
    for group in groups {
        *sizes.entry(group).or_default() += 1;
    }
    sizes
}
