//! Topics, the queue, and interest.

use crate::audience::Audience;
use crate::event::{
    InterestSet, QueueLeft, QueueReordered, QueueReturned, TopicAnnounced, TopicEdited, TopicProposed,
    TopicRetired, TopicWithdrawn,
};
use crate::state::{State, Topic};
use jiff::Timestamp;
use protocol::entity::{CountKey, Gone, Key};
use protocol::{TextId, TopicId};
use std::sync::Arc;

impl State {
    pub(super) fn topic_proposed(
        &mut self,
        &TopicProposed { topic: id, title, question, ref hosts }: &TopicProposed,
        at: Timestamp,
    ) {
        self.topics_made += 1;
        let topic = Topic {
            number: self.topics_made,
            title,
            question,
            earlier: Vec::new(),
            hosts: hosts.to_vec(),
            proposed: at,
            announced: false,
            waited: 0,
            withdrawn: false,
            groups: Vec::new(),
            interested: 0,
        };
        self.topics.insert(id, topic);
        self.queue.insert(id, self.queue.values().max().map_or(0, |last| last + 1));
        for host in hosts {
            if let Some(person) = self.people.get_mut(host).map(Arc::make_mut) {
                person.hosts.insert(id);
            }
            self.touch(Audience::Own(*host), Key::Me);
            self.touch(Audience::Forum, Key::Name(*host));
        }
        self.touch_topic(id);
        self.touch(Audience::Forum, Key::Waiting(id));
    }

    pub(super) fn topic_edited(&mut self, &TopicEdited { topic: id, title, question }: &TopicEdited) {
        if let Some(topic) = self.topics.get_mut(&id) {
            let title_before = (topic.title != title).then_some(topic.title);
            let question_before = topic.question.filter(|before| Some(*before) != question);
            let before = title_before.into_iter().chain(question_before);
            topic.earlier.extend(before.filter(|text| self.gone.remove(text).is_none()));
            topic.title = title;
            if std::mem::replace(&mut topic.question, question) != question {
                self.touch(Audience::Forum, Key::Question(Some(id)));
            }
        }
        self.touch(Audience::Forum, Key::Topic(id));
    }

    pub(super) fn topic_announced(&mut self, &TopicAnnounced { topic: id }: &TopicAnnounced) {
        if let Some(topic) = self.topics.get_mut(&id) {
            topic.announced = true;
        }
        self.touch(Audience::Forum, Key::Topic(id));
        self.queue_left(&QueueLeft { topic: id });
    }

    pub(super) fn queue_left(&mut self, &QueueLeft { topic: id }: &QueueLeft) {
        let Some(place) = self.queue.remove(&id) else { return };
        if let Some(topic) = self.topics.get_mut(&id) {
            topic.waited = place;
        }
        self.touch(Audience::Forum, Key::Waiting(id));
    }

    pub(super) fn queue_returned(&mut self, &QueueReturned { topic: id }: &QueueReturned) {
        let Some(topic) = self.topics.get_mut(&id) else { return };
        self.queue.insert(id, topic.waited);
        if std::mem::take(&mut topic.announced) {
            self.touch(Audience::Forum, Key::Topic(id));
        }
        self.touch(Audience::Forum, Key::Waiting(id));
    }

    pub(super) fn queue_reordered(&mut self, QueueReordered { topics }: &QueueReordered) {
        let mut next = i64::MAX;
        for id in topics.iter().rev() {
            let Some(place) = self.queue.get_mut(id) else { continue };
            if *place >= next {
                *place = next - 1;
                self.touched.insert((Audience::Forum, Key::Waiting(*id)));
            }
            next = *place;
        }
    }

    pub(super) fn topic_withdrawn(&mut self, &TopicWithdrawn { topic: id }: &TopicWithdrawn) {
        let Some(topic) = self.topics.get_mut(&id) else {
            return;
        };
        topic.withdrawn = true;
        let (hosts, groups) = (topic.hosts.clone(), topic.groups.clone());
        for host in hosts {
            if let Some(person) = self.people.get_mut(&host).map(Arc::make_mut) {
                person.hosts.remove(&id);
            }
            self.touch(Audience::Own(host), Key::Me);
            self.touch(Audience::Forum, Key::Name(host));
        }
        for group in groups {
            if self.groups.get(&group).is_some_and(|group| self.is_withdrawn(group)) {
                self.free_cell(group);
                self.empty_group(group);
                self.touch_group(group);
            }
        }
        self.queue_left(&QueueLeft { topic: id });
        self.touch_topic(id);
    }

    pub(super) fn topic_retired(&mut self, &TopicRetired { topic, why }: &TopicRetired) {
        self.let_go_of_topic(topic, |_| true, why.unwrap_or(Gone::TakenBack));
    }

    /// Its title, its question and what they said before, as far as they are among the erased.
    pub(super) fn let_go_of_topic(&mut self, id: TopicId, is_erased: impl Fn(&TextId) -> bool, why: Gone) {
        let Some(topic) = self.topics.get_mut(&id) else {
            return;
        };
        topic.earlier.retain(|text| !is_erased(text));
        if topic.question.take_if(|question| is_erased(question)).is_some() {
            self.touched.insert((Audience::Forum, Key::Question(Some(id))));
        }
        if is_erased(&topic.title) {
            self.gone.insert(topic.title, why);
            self.touched.insert((Audience::Forum, Key::Topic(id)));
        }
    }

    pub(super) fn interest_set(&mut self, &InterestSet { person: id, topic, on }: &InterestSet) {
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            set(&mut person.interests, topic, on);
        }
        if let Some(topic) = self.topics.get_mut(&topic) {
            count(&mut topic.interested, on);
        }
        self.touch(Audience::Own(id), Key::Interest(topic));
        self.recount(Audience::Forum, CountKey::Topic(topic));
    }

    fn touch_topic(&mut self, id: TopicId) {
        self.touch(Audience::Forum, Key::Topic(id));
        if self.topics.get(&id).is_some_and(|topic| topic.question.is_some()) {
            self.touch(Audience::Forum, Key::Question(Some(id)));
        }
        self.recount(Audience::Forum, CountKey::Topic(id));
    }
}

pub(super) fn set<T: Ord>(set: &mut std::collections::BTreeSet<T>, id: T, on: bool) {
    if on {
        set.insert(id);
    } else {
        set.remove(&id);
    }
}

pub(super) fn count(number: &mut u32, up: bool) {
    *number = if up { *number + 1 } else { number.saturating_sub(1) };
}
