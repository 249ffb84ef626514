//! Topics, the queue, and interest.

use crate::audience::Audience;
use crate::state::{State, Topic};
use protocol::entity::{CountKey, Key};
use protocol::{ParticipantId, TextId, TopicId};

impl State {
    pub(super) fn topic_proposed(
        &mut self,
        id: TopicId,
        title: TextId,
        question: Option<TextId>,
        hosts: &[ParticipantId],
    ) {
        let topic = Topic {
            number: self.topics.len() as u32 + 1,
            title,
            question,
            earlier: Vec::new(),
            hosts: hosts.to_vec(),
            announced: false,
            withdrawn: false,
            groups: Vec::new(),
            interested: 0,
        };
        self.topics.insert(id, topic);
        self.queue.push(id);
        for host in hosts {
            if let Some(person) = self.people.get_mut(host) {
                person.hosts.insert(id);
            }
            self.touch(Audience::Own(*host), Key::Me);
        }
        self.touch_topic(id);
        self.touch(Audience::Forum, Key::Queue);
    }

    pub(super) fn topic_edited(&mut self, id: TopicId, title: TextId, question: Option<TextId>) {
        if let Some(topic) = self.topics.get_mut(&id) {
            let title_before = (topic.title != title).then_some(topic.title);
            let question_before = topic.question.filter(|before| Some(*before) != question);
            topic.earlier.extend(title_before.into_iter().chain(question_before));
            topic.title = title;
            topic.question = question;
        }
        self.touch(Audience::Forum, Key::Topic(id));
    }

    pub(super) fn topic_announced(&mut self, id: TopicId) {
        if let Some(topic) = self.topics.get_mut(&id) {
            topic.announced = true;
        }
        self.touch(Audience::Forum, Key::Topic(id));
        self.queue_left(id);
    }

    pub(super) fn queue_left(&mut self, id: TopicId) {
        if let Some(place) = self.queue.iter().position(|topic| *topic == id) {
            self.queue.remove(place);
            self.touch(Audience::Forum, Key::Queue);
        }
    }

    pub(super) fn queue_reordered(&mut self, topics: &[TopicId]) {
        self.queue = topics.to_vec();
        self.touch(Audience::Forum, Key::Queue);
    }

    pub(super) fn topic_withdrawn(&mut self, id: TopicId) {
        let Some(topic) = self.topics.get_mut(&id) else {
            return;
        };
        topic.withdrawn = true;
        let (hosts, groups) = (topic.hosts.clone(), topic.groups.clone());
        for host in hosts {
            if let Some(person) = self.people.get_mut(&host) {
                person.hosts.remove(&id);
            }
            self.touch(Audience::Own(host), Key::Me);
        }
        for group in groups {
            if self.groups.get(&group).is_some_and(|group| self.is_withdrawn(group)) {
                self.free_cell(group);
                self.empty_group(group);
                self.touch_group(group);
            }
        }
        self.queue_left(id);
        self.touch_topic(id);
    }

    pub(super) fn interest_set(&mut self, id: ParticipantId, topic: TopicId, on: bool) {
        if let Some(person) = self.people.get_mut(&id) {
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
