//! What changes too often to be an event: counts, and who has a screen open. It is noted here and
//! goes out on a tick that is set only while something waits.

use forum::Audience;
use protocol::ParticipantId;
use protocol::entity::CountKey;
use protocol::limits::counts_every;
use std::collections::{BTreeMap, BTreeSet};
use tokio::time::Instant;

/// Counts and presence that wait for the tick.
#[derive(Debug)]
pub(super) struct Presence {
    /// Which commit changed a count last.
    counted: BTreeMap<(Audience, CountKey), u64>,
    counts: BTreeSet<(Audience, CountKey)>,
    people: BTreeSet<(Audience, ParticipantId)>,
    /// When somebody came or went last.
    moved: BTreeMap<ParticipantId, Instant>,
    last: Option<Instant>,
    due: Option<Instant>,
}

/// What a tick sends.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) counts: BTreeMap<Audience, Vec<CountKey>>,
    pub(super) people: BTreeMap<Audience, Vec<ParticipantId>>,
}

impl Presence {
    /// Nothing waits.
    pub(super) fn new() -> Self {
        Self {
            counted: BTreeMap::new(),
            counts: BTreeSet::new(),
            people: BTreeSet::new(),
            moved: BTreeMap::new(),
            last: None,
            due: None,
        }
    }

    /// These counts changed with commit `seq`, while so many screens are connected.
    pub(super) fn count(
        &mut self,
        counted: impl IntoIterator<Item = (Audience, CountKey)>,
        seq: u64,
        screens: usize,
    ) {
        for (audience, key) in counted {
            self.counted.insert((audience, key), seq);
            self.counts.insert((audience, key));
        }
        self.set(screens);
    }

    /// These audiences hear whether this person has a screen open.
    pub(super) fn show(
        &mut self,
        person: ParticipantId,
        audiences: impl IntoIterator<Item = Audience>,
        screens: usize,
    ) {
        self.people.extend(audiences.into_iter().map(|audience| (audience, person)));
        self.set(screens);
    }

    /// This person came or went.
    pub(super) fn note_move(&mut self, person: ParticipantId) {
        self.moved.insert(person, Instant::now());
    }

    /// When this person came or went last, if ever.
    pub(super) fn moved(&self, person: ParticipantId) -> Option<Instant> {
        self.moved.get(&person).copied()
    }

    /// The counts of an audience that changed after this commit; what waits for the tick comes with it, to
    /// those too who follow only now.
    pub(super) fn counted_after(&self, audience: Audience, seq: u64) -> impl Iterator<Item = CountKey> {
        self.counted
            .range((audience, CountKey::People)..)
            .take_while(move |((other, _), _)| *other == audience)
            .filter(move |(counted, at)| **at > seq && !self.counts.contains(counted))
            .map(|((_, key), _)| *key)
    }

    /// When the next tick is due.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Takes what waits; this is the tick.
    pub(super) fn take(&mut self) -> Due {
        self.last = Some(Instant::now());
        self.due = None;
        let mut waiting = Due::default();
        for (audience, key) in std::mem::take(&mut self.counts) {
            waiting.counts.entry(audience).or_default().push(key);
        }
        for (audience, person) in std::mem::take(&mut self.people) {
            waiting.people.entry(audience).or_default().push(person);
        }
        waiting
    }

    fn set(&mut self, screens: usize) {
        if self.due.is_none() && !(self.counts.is_empty() && self.people.is_empty()) {
            let now = Instant::now();
            self.due = Some(self.last.map_or(now, |last| now.max(last + counts_every(screens))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::TopicId;
    use protocol::limits::COUNTS_EVERY;
    use uuid::Uuid;

    fn topic(number: u128) -> CountKey {
        CountKey::Topic(TopicId(Uuid::from_u128(number)))
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_count_goes_at_once_and_the_next_ones_together() {
        let mut presence = Presence::new();
        assert_eq!(presence.due(), None);
        presence.count([(Audience::Forum, topic(1))], 1, 10);
        assert_eq!(presence.due(), Some(Instant::now()));
        presence.take();
        assert_eq!(presence.due(), None);
        presence.count([(Audience::Forum, topic(1))], 2, 10);
        presence.count([(Audience::Forum, topic(2))], 3, 10);
        assert_eq!(presence.due(), Some(Instant::now() + COUNTS_EVERY));
        assert_eq!(presence.take().counts[&Audience::Forum], [topic(1), topic(2)]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_comes_back_hears_the_counts_that_changed_meanwhile() {
        let mut presence = Presence::new();
        presence.count([(Audience::Forum, topic(1)), (Audience::Facilitation, CountKey::Voters)], 4, 1);
        presence.count([(Audience::Forum, topic(2))], 6, 1);
        let after =
            |presence: &Presence, seq| presence.counted_after(Audience::Forum, seq).collect::<Vec<_>>();
        assert_eq!(after(&presence, 3), [], "they come with the tick");
        presence.take();
        assert_eq!(after(&presence, 3), [topic(1), topic(2)]);
        assert_eq!(after(&presence, 4), [topic(2)]);
        assert_eq!(after(&presence, 6), []);
    }
}
