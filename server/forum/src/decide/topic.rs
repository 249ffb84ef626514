//! Topics, the queue, and interest.

use super::{Decided, Draft, fresh, room, room_for};
use crate::event::{
    InterestSet, QueueLeft, QueueReordered, QueueReturned, TopicAnnounced, TopicEdited, TopicProposed,
    TopicRetired, TopicWithdrawn,
};
use crate::permissions;
use crate::state::Topic;
use crate::which;
use protocol::command::{
    Announce, EditTopic, Interest, LeaveQueue, Propose, ReorderQueue, ReturnToQueue, Withdraw,
};
use protocol::entity::GroupState;
use protocol::limits::{TOPICS_MAX, WORDINGS_MAX};
use protocol::text::Form;
use protocol::{Refusal, TopicId};
use std::collections::BTreeSet;

impl Draft<'_> {
    pub(super) fn propose(&mut self, &Propose { r#as: topic, ref title, ref question }: &Propose) -> Decided {
        fresh(self.state.topics.contains_key(&topic))?;
        let topics = &self.state.topics;
        let live = || topics.values().filter(|topic| !topic.withdrawn).count();
        room_for(topics.len(), TOPICS_MAX, live)?;
        let hosts = Vec::from_iter(self.person());
        for host in hosts.iter().filter_map(|host| self.state.people.get(host)) {
            permissions::may_host_another(self.state, host)?;
        }
        let title = self.text(title, Form::Title)?;
        let question = self.optional_text(question.as_deref(), Form::Question)?;
        self.happened(TopicProposed { topic, title, question, hosts });
        Ok(())
    }

    pub(super) fn edit_topic(
        &mut self,
        &EditTopic { topic: id, ref title, ref question }: &EditTopic,
    ) -> Decided {
        let topic = self.topic(id)?;
        self.owns(&topic.hosts)?;
        if self.has_opened(topic) {
            return Err(Refusal::TitleFixed {});
        }
        let title = match title {
            Some(title) => self.reworded(title, Form::Title, topic.title)?,
            None => topic.title,
        };
        let question = match (question, topic.question) {
            (None, present) => present,
            (Some(question), None) => self.optional_text(Some(question), Form::Question)?,
            (Some(question), Some(present)) => match self.reworded(question, Form::Question, present) {
                Err(Refusal::Empty {}) => None,
                reworded => Some(reworded?),
            },
        };
        if title != topic.title || question != topic.question {
            let replaced = usize::from(title != topic.title)
                + usize::from(topic.question.is_some() && question != topic.question);
            room((topic.earlier.len() + replaced).saturating_sub(1), WORDINGS_MAX)?;
            self.happened(TopicEdited { topic: id, title, question });
        }
        Ok(())
    }

    fn has_opened(&self, topic: &Topic) -> bool {
        let mut groups = topic.groups.iter().filter_map(|id| self.state.groups.get(id));
        groups.any(|group| match group.state {
            GroupState::Planned => false,
            GroupState::Open | GroupState::Closed => true,
        })
    }

    pub(super) fn announce(&mut self, &Announce { topic: id }: &Announce) -> Decided {
        let topic = self.topic(id)?;
        self.answers_for(&topic.hosts)?;
        if !topic.announced {
            self.happened(TopicAnnounced { topic: id });
        }
        Ok(())
    }

    pub(super) fn leave_queue(&mut self, &LeaveQueue { topic: id }: &LeaveQueue) -> Decided {
        self.answers_for(&self.topic(id)?.hosts)?;
        if self.state.queue.contains_key(&id) {
            self.happened(QueueLeft { topic: id });
        }
        Ok(())
    }

    pub(super) fn return_to_queue(&mut self, &ReturnToQueue { topic: id }: &ReturnToQueue) -> Decided {
        self.answers_for(&self.topic(id)?.hosts)?;
        if !self.state.queue.contains_key(&id) {
            self.happened(QueueReturned { topic: id });
        }
        Ok(())
    }

    /// What does not wait (any more) is passed over: the queue may have moved on meanwhile.
    pub(super) fn reorder_queue(&mut self, ReorderQueue { topics: wanted }: &ReorderQueue) -> Decided {
        let present = self.state.waiting();
        let mut seen = BTreeSet::new();
        let topics = which::ids(&self.state.topics, wanted).into_iter().chain(present.iter().copied());
        let topics: Vec<_> =
            topics.filter(|id| self.state.queue.contains_key(id) && seen.insert(*id)).collect();
        if topics != present {
            self.happened(QueueReordered { topics });
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, &Withdraw { topic: id }: &Withdraw) -> Decided {
        let topic = self.state.topics.get(&id).ok_or(Refusal::NotFound {})?;
        self.owns(&topic.hosts)?;
        if topic.withdrawn {
            return Ok(());
        }
        if self.has_written(&id) {
            return Err(Refusal::HasContributions {});
        }
        self.happened(TopicWithdrawn { topic: id });
        Ok(())
    }

    /// Whether a group of this topic has written.
    pub(super) fn has_written(&self, topic: &TopicId) -> bool {
        let groups = self.state.topics.get(topic).map_or(&[][..], |topic| &topic.groups);
        let mut groups = groups.iter().filter_map(|id| self.state.groups.get(id));
        groups.any(|group| !group.contributions.is_empty())
    }

    pub(super) fn retire_topic(&mut self, id: TopicId) -> Decided {
        let topic = self.state.topics.get(&id).ok_or(Refusal::NotFound {})?;
        self.answers_for(&topic.hosts)?;
        let texts = topic.earlier.iter().chain(&topic.question).chain([&topic.title]);
        if self.erase(texts) {
            self.happened(TopicRetired { topic: id, why: self.why(&topic.hosts) });
        }
        Ok(())
    }

    pub(super) fn set_interest(&mut self, &Interest { topic: id, on }: &Interest) -> Decided {
        if on {
            permissions::is_live(self.state)?;
        }
        let person = self.person()?;
        self.topic(id)?;
        let interested = self.state.people.get(&person).is_some_and(|person| person.interests.contains(&id));
        if on != interested {
            self.happened(InterestSet { person, topic: id, on });
        }
        Ok(())
    }
}
