//! « Pourquoi ici ? »

use crate::reading::Reading;
use crate::suggestion::{GroupShare, SharedWord, Why};
use crate::vectors::Direction;
use std::collections::BTreeSet;

const WORDS_SHOWN: usize = 3;
const NEAR_SHOWN: usize = 2;

/// Why a card lies among the cards of its axis.
pub(crate) fn why(reading: &Reading<'_>, card: usize, members: &[usize], centroid: &Direction) -> Why {
    let mut strongest: Vec<(f32, u32)> = reading.alone.words[card]
        .iter()
        .map(|&(word, weight)| (weight * centroid.words[word as usize], word))
        .filter(|&(product, _)| product > 0.0)
        .collect();
    strongest.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let words: Vec<SharedWord> = strongest
        .into_iter()
        .filter_map(|(_, word)| shared(reading, card, members, word))
        .take(WORDS_SHOWN)
        .collect();
    let inside = |other: &usize| members.binary_search(other).is_ok();
    let group = reading.cards[card].group.as_ref().and_then(|group| {
        let of_group = |&other: &usize| reading.cards[other].group.as_ref() == Some(group);
        let here = members.iter().copied().filter(of_group).count();
        let all = (0..reading.cards.len()).filter(of_group).count();
        (here > 1).then(|| GroupShare { group: group.clone(), here, all })
    });
    Why {
        by_meaning: words.is_empty(),
        words,
        near: reading.ids(reading.near(card).filter(inside).take(NEAR_SHOWN)),
        group,
    }
}

/// A word of the card, if another voice of the axis has it too.
fn shared(reading: &Reading<'_>, card: usize, members: &[usize], word: u32) -> Option<SharedWord> {
    let users: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&other| reading.alone.words[other].binary_search_by_key(&word, |&(word, _)| word).is_ok())
        .collect();
    let voices = users.iter().map(|&user| reading.voices[user]).collect::<BTreeSet<_>>().len();
    let groups =
        users.iter().filter_map(|&user| reading.cards[user].group.as_deref()).collect::<BTreeSet<_>>().len();
    let stem = &reading.terms[word as usize];
    let at = reading.segments[card].iter().flatten().find(|word| word.stem == *stem)?.at.clone();
    (voices > 1).then(|| SharedWord { text: reading.cards[card].text[at].to_owned(), voices, groups })
}
