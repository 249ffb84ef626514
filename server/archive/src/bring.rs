//! Two archives of one forum are one forum: what the later one says, without the words that were taken back in either.
//!
//! A tombstone on words with a number is about these words and all before them of the same thing: what was said anew
//! after that stands. A contribution is not said anew.

use crate::entry::{Archive, Axis, Contribution, Said, Topic, Words};
use jiff::Timestamp;
use protocol::entity::{Gone, Outcome};
use protocol::{AxisId, ContributionId, ParticipantId, TextId, TopicId};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// It is an archive of another forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is an archive of another forum")]
pub struct AnotherForum;

/// Something whose words can be taken back where the forum was brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Thing {
    Contribution(ContributionId),
    /// Its title and its question.
    Topic(TopicId),
    /// Its name.
    Axis(AxisId),
    /// A person's name.
    Name(ParticipantId),
}

impl Archive {
    /// The forum of both archives, whichever came first.
    ///
    /// # Errors
    /// When they are of different forums.
    pub fn bring(self, other: Self) -> Result<Self, AnotherForum> {
        if self.origin.forum != other.origin.forum {
            return Err(AnotherForum);
        }
        let (mut later, earlier) =
            if self.height() >= other.height() { (self, other) } else { (other, self) };
        later.lose(&earlier);
        Ok(later)
    }

    /// How far the forum had come. Numbers of logs with different epochs cannot be compared, but times can.
    fn height(&self) -> (Timestamp, u64, &str) {
        (self.forum.last, self.origin.seq, &self.origin.epoch)
    }

    /// Takes words back, with all that stood there before. Whether there were any.
    pub fn take_back(&mut self, thing: Thing, why: Gone) -> bool {
        match thing {
            Thing::Contribution(id) => self.retire(&BTreeMap::from([(id, why)])),
            Thing::Topic(id) => self.topics.iter_mut().filter(|it| it.id == id).any(|topic| {
                let last = topic.question.as_ref().map_or(topic.title.id, |it| it.id.max(topic.title.id));
                topic.lose(last, why)
            }),
            Thing::Axis(id) => self.axes.iter_mut().filter(|it| it.id == id).any(|axis| {
                let last = axis.earlier.iter().map(|it| it.id).fold(axis.name.id, TextId::max);
                axis.lose(last, why)
            }),
            Thing::Name(id) => {
                let mut found = self.people.iter_mut().filter(|it| it.id == id);
                found.any(|person| person.name.lose(person.name.id, why))
            }
        }
    }

    /// Lets go of the words that are gone in the other one.
    fn lose(&mut self, other: &Self) {
        let topics = tombstones(other.topics.iter().map(|it| (it.id, &it.title)));
        for topic in &mut self.topics {
            if let Some((last, why)) = topics.get(&topic.id) {
                topic.lose(*last, *why);
            }
        }
        let axes = tombstones(other.axes.iter().map(|it| (it.id, &it.name)));
        for axis in &mut self.axes {
            if let Some((last, why)) = axes.get(&axis.id) {
                axis.lose(*last, *why);
            }
        }
        let mut people = tombstones(other.people.iter().map(|it| (it.id, &it.name)));
        for person in &mut self.people {
            if let Some((last, why)) = people.remove(&person.id) {
                person.name.lose(last, why);
            }
        }
        // Whoever is not named now may be named again: what was taken back stays so.
        self.people.extend(other.people.iter().filter(|it| people.contains_key(&it.id)).cloned());
        self.people.sort_by_key(|person| person.number);
        let gone = other.contributions.iter().filter_map(|it| Some((it.id, it.said.gone()?)));
        self.retire(&gone.collect());
    }

    /// What says the same as one of them goes back to be looked at, as in a forum. Whether there were any words.
    fn retire(&mut self, gone: &BTreeMap<ContributionId, Gone>) -> bool {
        let mut were_any = false;
        for contribution in &mut self.contributions {
            if let Some(why) = gone.get(&contribution.id) {
                were_any |= contribution.retire(*why);
            } else if let Some(Outcome::DuplicateOf(kept)) = contribution.outcome
                && gone.contains_key(&kept)
            {
                contribution.outcome = None;
            }
        }
        were_any
    }
}

/// Those of the words that are gone: the last that went, and why.
fn tombstones<'a, Id: Ord>(words: impl Iterator<Item = (Id, &'a Words)>) -> BTreeMap<Id, (TextId, Gone)> {
    words.filter_map(|(id, words)| Some((id, (words.id, words.said.gone()?)))).collect()
}

impl Words {
    /// Lets go of them if they are not after `last`. Whether they stood.
    fn lose(&mut self, last: TextId, why: Gone) -> bool {
        let stood = self.said.text().is_some();
        match (self.id.cmp(&last), self.said.gone()) {
            (Ordering::Greater, _) => return false,
            (Ordering::Equal, Some(already)) => self.said = Said::Gone(already.max(why)),
            _ => self.said = Said::Gone(why),
        }
        self.id = last;
        stood
    }
}

impl Topic {
    fn lose(&mut self, last: TextId, why: Gone) -> bool {
        self.earlier.retain(|it| it.id > last);
        let asked = self.question.take_if(|it| it.id <= last).is_some();
        self.title.lose(last, why) || asked
    }
}

impl Axis {
    fn lose(&mut self, last: TextId, why: Gone) -> bool {
        self.earlier.retain(|it| it.id > last);
        self.name.lose(last, why)
    }
}

impl Contribution {
    fn retire(&mut self, why: Gone) -> bool {
        let stood = self.said.text().is_some();
        self.said = Said::Gone(self.said.gone().map_or(why, |already| already.max(why)));
        self.earlier.clear();
        self.edited.clear();
        self.axes.clear();
        self.pinned = false;
        self.outcome = self.is_sorted().then_some(Outcome::TakenBack);
        stood
    }
}
