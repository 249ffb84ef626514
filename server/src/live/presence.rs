//! What changes too often to be an event: counts, and who has a screen open. It is noted here and
//! goes out on a tick that is set only while something waits.

use protocol::limits::counts_every;
use std::collections::{BTreeMap, BTreeSet};
use tokio::time::Instant;

/// Counts and presence that wait for the tick.
#[derive(Debug)]
pub(super) struct Presence<Audience, CountKey, Person> {
    /// Which commit changed a count last.
    counted: BTreeMap<Audience, BTreeMap<CountKey, u64>>,
    counts: BTreeSet<(Audience, CountKey)>,
    people: BTreeSet<(Audience, Person)>,
    /// When somebody came or went last.
    moved: BTreeMap<Person, Instant>,
    last: Option<Instant>,
    due: Option<Instant>,
}

/// What a tick sends.
#[derive(Debug)]
pub(super) struct Due<Audience, CountKey, Person> {
    pub(super) counts: BTreeMap<Audience, Vec<CountKey>>,
    pub(super) people: BTreeMap<Audience, Vec<Person>>,
}

impl<Audience: Copy + Ord, CountKey: Copy + Ord, Person: Copy + Ord> Presence<Audience, CountKey, Person> {
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
            self.counted.entry(audience).or_default().insert(key, seq);
            self.counts.insert((audience, key));
        }
        self.set(screens);
    }

    /// These audiences hear whether this person has a screen open.
    pub(super) fn show(
        &mut self,
        person: Person,
        audiences: impl IntoIterator<Item = Audience>,
        screens: usize,
    ) {
        self.people.extend(audiences.into_iter().map(|audience| (audience, person)));
        self.set(screens);
    }

    /// This person came or went.
    pub(super) fn note_move(&mut self, person: Person) {
        self.moved.insert(person, Instant::now());
    }

    /// When this person came or went last, if ever.
    pub(super) fn moved(&self, person: Person) -> Option<Instant> {
        self.moved.get(&person).copied()
    }

    /// The counts of an audience that changed after this commit; what waits for the tick comes with it, to
    /// those too who follow only now.
    pub(super) fn counted_after(&self, audience: Audience, seq: u64) -> impl Iterator<Item = CountKey> {
        let counted = self.counted.get(&audience).into_iter().flatten();
        let changed = counted.filter(move |(_, at)| **at > seq).map(|(key, _)| *key);
        changed.filter(move |key| !self.counts.contains(&(audience, *key)))
    }

    /// When the next tick is due.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Takes what waits; this is the tick.
    pub(super) fn take(&mut self) -> Due<Audience, CountKey, Person> {
        self.last = Some(Instant::now());
        self.due = None;
        let mut waiting = Due { counts: BTreeMap::new(), people: BTreeMap::new() };
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
    use forum::Audience;
    use protocol::entity::CountKey;
    use protocol::limits::COUNTS_EVERY;
    use protocol::{ParticipantId, TopicId};
    use uuid::Uuid;

    fn topic(number: u128) -> CountKey {
        CountKey::Topic(TopicId(Uuid::from_u128(number)))
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_count_goes_at_once_and_the_next_ones_together() {
        let mut presence = Presence::<Audience, CountKey, ParticipantId>::new();
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
        let mut presence = Presence::<Audience, CountKey, ParticipantId>::new();
        presence.count([(Audience::Forum, topic(1)), (Audience::Facilitation, CountKey::Voters)], 4, 1);
        presence.count([(Audience::Forum, topic(2))], 6, 1);
        let after = |presence: &Presence<Audience, CountKey, ParticipantId>, seq| {
            presence.counted_after(Audience::Forum, seq).collect::<Vec<_>>()
        };
        assert_eq!(after(&presence, 3), [], "they come with the tick");
        presence.take();
        assert_eq!(after(&presence, 3), [topic(1), topic(2)]);
        assert_eq!(after(&presence, 4), [topic(2)]);
        assert_eq!(after(&presence, 6), []);
    }
}
