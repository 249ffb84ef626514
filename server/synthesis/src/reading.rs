//! All that is known of the cards before anybody sorts them.

use crate::card::{Card, Encoder, Meaning};
use crate::encoder::Model;
use crate::heaps::{Heaps, small};
use crate::neighbours::{Neighbours, both_ways, nearest, smooth};
use crate::phrases::{Phrased, phrases};
use crate::suggestion::AlikeCards;
use crate::threads;
use crate::vectors::{Vectors, about, mean};
use crate::words::{Lexicon, Segments, weigh};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Most axes that are suggested unasked.
pub(crate) const AXES_MAX: usize = 8;
/// Small heaps for each axis.
const SMALL_HEAPS: usize = 3;
const NEAR: usize = 10;
/// How much of a card its neighbours make up, each of two times.
const SMOOTHING: f32 = 0.5;
/// Without a model words are few: more neighbours lend theirs.
const NEAR_WORDS_ONLY: usize = 20;
const SMOOTHING_WORDS_ONLY: f32 = 0.7;
/// « Presque la même chose. »
const ALMOST: f32 = 0.8;
/// « Proche. »
const CLOSE: f32 = 0.6;

/// What is handed in.
pub struct Material<'a> {
    /// In any order.
    pub cards: &'a [Card],
    /// Names of the forum's places: communes, streets, quarters.
    pub places: &'a [String],
    /// Without it words alone are compared.
    pub model: Option<&'a Model>,
    /// How many threads may work. Never changes the result.
    pub threads: usize,
}

/// The cards read and compared; made once, then asked often.
pub struct Reading<'a> {
    pub(crate) cards: Vec<&'a Card>,
    pub(crate) lexicon: Lexicon,
    pub(crate) encoder: Option<Encoder<'a>>,
    pub(crate) threads: usize,
    pub(crate) segments: Vec<Segments>,
    /// The words that count, by number.
    pub(crate) terms: Vec<String>,
    /// Numbers for voices; a card without one is its own.
    pub(crate) voices: Vec<usize>,
    pub(crate) phrases: Vec<Phrased>,
    /// Empty without a model.
    heard: Vec<Cow<'a, Meaning>>,
    /// Of what was heard: meanings are seen from it.
    pub(crate) mean: Vec<f32>,
    /// Each card by itself.
    pub(crate) alone: Vectors,
    near: Vec<Vec<(usize, f32)>>,
    /// Of the cards with their groups.
    pub(crate) neighbours: Neighbours,
    /// Each card with its group and its neighbours.
    pub(crate) smooth: Vectors,
    small: Heaps,
}

impl<'a> Reading<'a> {
    /// Reads the cards, encoding those that are not.
    #[must_use]
    pub fn new(material: &Material<'a>) -> Self {
        let threads = material.threads;
        let mut cards: Vec<&Card> = material.cards.iter().collect();
        cards.sort_by(|a, b| a.id.cmp(&b.id));
        let lexicon = Lexicon::new(material.places);
        let texts: Vec<&str> = cards.iter().map(|card| card.text.as_str()).collect();
        let segments = lexicon.read(&texts);
        let stems: Vec<Vec<&str>> = segments.iter().map(Lexicon::stems).collect();
        let (weights, terms) = weigh(&stems);
        let terms: Vec<String> = terms.into_iter().map(str::to_owned).collect();

        let encoder = material.model.map(|model| Encoder::new(model, material.places));
        let heard: Vec<Cow<'a, Meaning>> = encoder.as_ref().map_or_else(Vec::new, |encoder| {
            threads::rows(cards.len(), threads, |card| match &cards[card].meaning {
                Some(meaning) => Cow::Borrowed(meaning),
                None => Cow::Owned(encoder.encode(&cards[card].text)),
            })
        });
        let wholes: Vec<&[f32]> = heard.iter().map(|heard| heard.whole.as_slice()).collect();
        let mean = mean(&wholes);
        let alone = Vectors::join(&wholes, &mean, weights, terms.len());

        let near = nearest(&alone, NEAR, threads);
        let groups: Vec<Option<&str>> = cards.iter().map(|card| card.group.as_deref()).collect();
        let moved = match groups.iter().any(Option::is_some) {
            true => Cow::Owned(alone.in_context(&groups)),
            false => Cow::Borrowed(&alone),
        };
        let neighbours = match &moved {
            Cow::Owned(moved) => both_ways(&nearest(moved, NEAR, threads)),
            Cow::Borrowed(_) => both_ways(&near),
        };
        let once = smooth(&moved, &neighbours, SMOOTHING, threads);
        drop(moved);
        let smooth = if encoder.is_some() {
            smooth(&once, &neighbours, SMOOTHING, threads)
        } else {
            let wider = both_ways(&nearest(&once, NEAR_WORDS_ONLY, threads));
            smooth(&once, &wider, SMOOTHING_WORDS_ONLY, threads)
        };
        let voices = voices(&cards);
        let phrases = phrases(&cards, &segments, &voices, &lexicon);
        let mut reading = Self {
            cards,
            lexicon,
            encoder,
            threads,
            segments,
            terms,
            voices,
            phrases,
            heard,
            mean,
            alone,
            near,
            neighbours,
            smooth,
            small: Heaps { of: Vec::new(), count: 0 },
        };
        reading.small = reading.small(AXES_MAX);
        reading
    }

    /// The small heaps from which so many axes are made.
    pub(crate) fn small(&self, axes: usize) -> Heaps {
        let telling = self.telling();
        let count = (SMALL_HEAPS * axes).min((telling.len() / 4).max(axes));
        if count == self.small.count { self.small.clone() } else { self.small_heaps(count) }
    }

    fn small_heaps(&self, count: usize) -> Heaps {
        small(&self.smooth.select(&self.telling()), count, self.threads)
    }

    /// The cards that say something: the others would make a heap of nothings.
    pub(crate) fn telling(&self) -> Vec<usize> {
        let telling: Vec<usize> = (0..self.cards.len()).filter(|&card| self.content(card) > 0).collect();
        if telling.is_empty() { (0..self.cards.len()).collect() } else { telling }
    }

    /// Words of a card that count.
    pub(crate) fn content(&self, card: usize) -> usize {
        self.segments[card].iter().flatten().filter(|word| word.counts()).count()
    }

    /// The meaning of a text that is no card, as the cards have it.
    pub(crate) fn meaning(&self, text: &str) -> Option<Vec<f32>> {
        Some(about(&self.encoder.as_ref()?.encode(text).whole, &self.mean))
    }

    /// The meaning of a card.
    pub(crate) fn whole(&self, card: usize) -> Option<Vec<f32>> {
        Some(about(&self.heard.get(card)?.whole, &self.mean))
    }

    /// What the encoder makes of the sentences of a card; of some, nothing.
    pub(crate) fn sentences(&self, card: usize) -> &[Vec<f32>] {
        self.heard.get(card).map_or(&[], |heard| &heard.sentences)
    }

    /// The meaning of a sentence of a card.
    pub(crate) fn sentence(&self, card: usize, sentence: usize) -> Option<Vec<f32>> {
        let direction = self.sentences(card).get(sentence)?;
        if direction.is_empty() { self.whole(card) } else { Some(about(direction, &self.mean)) }
    }

    /// The nearest cards of a card, nearest first.
    pub(crate) fn near(&self, card: usize) -> impl Iterator<Item = usize> {
        self.near[card].iter().map(|&(other, _)| other)
    }

    pub(crate) fn id(&self, card: usize) -> String {
        self.cards[card].id.clone()
    }

    pub(crate) fn ids(&self, cards: impl IntoIterator<Item = usize>) -> Vec<String> {
        cards.into_iter().map(|card| self.id(card)).collect()
    }

    /// The place of a card among all.
    pub(crate) fn card(&self, id: &str) -> Option<usize> {
        self.cards.binary_search_by(|card| card.id.as_str().cmp(id)).ok()
    }

    /// Pairs that may say the same, the likest first.
    pub(crate) fn alike(&self) -> Vec<AlikeCards> {
        let mut pairs = BTreeMap::new();
        for (card, near) in self.near.iter().enumerate() {
            for &(other, cosine) in near.iter().filter(|&&(_, cosine)| cosine >= CLOSE) {
                pairs.insert((card.min(other), card.max(other)), cosine);
            }
        }
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs
            .into_iter()
            .map(|((card, with), cosine)| AlikeCards {
                card: self.id(card),
                with: self.id(with),
                almost: cosine >= ALMOST,
                opposite: self.lexicon.turning(&self.segments[card])
                    != self.lexicon.turning(&self.segments[with]),
            })
            .collect()
    }
}

fn voices(cards: &[&Card]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let voices = cards.iter().enumerate().map(|(card, of)| match &of.voice {
        Some(voice) => *numbers.entry(voice).or_insert(card),
        None => card,
    });
    voices.collect()
}
