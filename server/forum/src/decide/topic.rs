//! Topics, the queue, and interest.

use super::{Decided, Draft, fresh, room};
use crate::event::Event;
use crate::permissions;
use crate::state::Topic;
use protocol::entity::GroupState;
use protocol::limits::TOPICS_MAX;
use protocol::text::Form;
use protocol::{Refusal, TopicId};

impl Draft<'_> {
    pub(super) fn propose(&mut self, topic: TopicId, title: &str, question: Option<&str>) -> Decided {
        fresh(self.state.topics.contains_key(&topic))?;
        room(self.state.topics.len(), TOPICS_MAX)?;
        let hosts = Vec::from_iter(self.person());
        for host in hosts.iter().filter_map(|host| self.state.people.get(host)) {
            permissions::may_host_another(self.state, host)?;
        }
        let title = self.text(title, Form::Title)?;
        let question = self.optional_text(question, Form::Question)?;
        self.happened(Event::TopicProposed { topic, title, question, hosts });
        Ok(())
    }

    pub(super) fn edit_topic(&mut self, id: TopicId, title: Option<&str>, question: Option<&str>) -> Decided {
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
            self.happened(Event::TopicEdited { topic: id, title, question });
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

    pub(super) fn announce(&mut self, id: TopicId) -> Decided {
        let topic = self.topic(id)?;
        self.answers_for(&topic.hosts)?;
        if !topic.announced {
            self.happened(Event::TopicAnnounced { topic: id });
        }
        Ok(())
    }

    pub(super) fn leave_queue(&mut self, id: TopicId) -> Decided {
        self.answers_for(&self.topic(id)?.hosts)?;
        if self.state.queue.contains(&id) {
            self.happened(Event::QueueLeft { topic: id });
        }
        Ok(())
    }

    /// What does not wait (any more) is passed over: the queue may have moved on meanwhile.
    pub(super) fn reorder_queue(&mut self, wanted: &[TopicId]) -> Decided {
        let mut topics: Vec<TopicId> = Vec::new();
        for id in wanted.iter().chain(&self.state.queue) {
            if self.state.queue.contains(id) && !topics.contains(id) {
                topics.push(*id);
            }
        }
        if topics != self.state.queue {
            self.happened(Event::QueueReordered { topics });
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, id: TopicId) -> Decided {
        let topic = self.state.topics.get(&id).ok_or(Refusal::NotFound {})?;
        self.owns(&topic.hosts)?;
        if topic.withdrawn {
            return Ok(());
        }
        let mut groups = topic.groups.iter().filter_map(|id| self.state.groups.get(id));
        if groups.any(|group| !group.contributions.is_empty()) {
            return Err(Refusal::HasContributions {});
        }
        self.happened(Event::TopicWithdrawn { topic: id });
        Ok(())
    }

    pub(super) fn set_interest(&mut self, id: TopicId, on: bool) -> Decided {
        if on {
            permissions::is_live(self.state)?;
        }
        let person = self.person()?;
        self.topic(id)?;
        let interested = self.state.people.get(&person).is_some_and(|person| person.interests.contains(&id));
        if on != interested {
            self.happened(Event::InterestSet { person, topic: id, on });
        }
        Ok(())
    }
}
