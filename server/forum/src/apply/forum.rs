//! The forum itself.

use crate::audience::Audience;
use crate::event::{ForumCreated, ForumSet, LogoTexts, LogosSet, PhaseSet, WifiTexts};
use crate::state::State;
use jiff::Timestamp;
use protocol::TextId;
use protocol::command::Phase;
use protocol::entity::{CountKey, ForumState, Key, PassKind};
use protocol::limits::TOPICS_PER_PERSON;

impl State {
    pub(super) fn forum_created(&mut self, created: &ForumCreated, at: Timestamp) {
        self.id = created.forum;
        self.code.clone_from(&created.code);
        self.question = created.question;
        self.language.clone_from(&created.language);
        self.time_zone.clone_from(&created.time_zone);
        self.date = created.date;
        self.dots = created.dots;
        self.dots_per_axis = created.dots_per_axis;
        self.topics_per_person = Some(TOPICS_PER_PERSON);
        self.state = ForumState::Open;
        self.phase = Phase::Welcome;
        self.moments.phases.insert(Phase::Welcome, at);
        self.door_open = true;
        created.slots.iter().for_each(|slot| self.slot_added(slot));
        created.spaces.iter().for_each(|space| self.space_added(space));
        created.colleges.iter().for_each(|college| self.college_added(college));
        self.add_pass(created.pass, PassKind::Facilitator, None, true);
        self.wifi = created.wifi;
        self.touch_forum();
        self.touch(Audience::Forum, Key::Question(None));
        self.touch(Audience::Forum, Key::Territory);
        self.touch(Audience::Forum, Key::Wifi);
        self.recount(Audience::Forum, CountKey::People);
        self.recount(Audience::Forum, CountKey::Coverage);
        self.recount_ballots();
    }

    pub(super) fn forum_set(&mut self, set: &ForumSet) {
        if let Some(question) = set.question {
            self.earlier_questions.push(std::mem::replace(&mut self.question, question));
            self.touch(Audience::Forum, Key::Question(None));
        }
        if let Some(language) = &set.language {
            self.language.clone_from(language);
        }
        if let Some(time_zone) = &set.time_zone {
            self.time_zone.clone_from(time_zone);
            self.recount(Audience::Forum, CountKey::People);
        }
        self.date = set.date.unwrap_or(self.date);
        self.dots = set.dots.unwrap_or(self.dots);
        self.dots_per_axis = set.dots_per_axis.unwrap_or(self.dots_per_axis);
        if let Some(topics) = set.topics_per_person {
            self.topics_per_person = (topics > 0).then_some(topics);
            self.touch_everybody();
        }
        if let Some(territory) = &set.territory {
            self.territory.clone_from(territory);
            self.touch(Audience::Forum, Key::Territory);
        }
        if let Some(table) = set.table {
            self.table = table;
            self.touch_everybody();
        }
        if let Some(wifi) = set.wifi {
            self.set_wifi(wifi);
        }
        if let Some(address) = &set.public_address {
            self.public_address.clone_from(address);
        }
        self.touch_forum();
    }

    fn set_wifi(&mut self, wifi: Option<WifiTexts>) {
        let before = std::mem::replace(&mut self.wifi, wifi);
        self.earlier_wifi.extend(before.into_iter().flat_map(WifiTexts::all));
        self.touch(Audience::Forum, Key::Wifi);
    }

    pub(super) fn logos_set(&mut self, LogosSet { logos }: &LogosSet) {
        let before = std::mem::replace(&mut self.logos, logos.clone());
        let stays = |text: &TextId| logos.iter().any(|logo| logo.all().contains(text));
        let gone = before.into_iter().flat_map(LogoTexts::all).filter(|text| !stays(text));
        self.earlier_logos.extend(gone);
        self.touch(Audience::Facilitation, Key::Logos);
    }

    pub(super) fn phase_set(&mut self, &PhaseSet { phase }: &PhaseSet, at: Timestamp) {
        self.phase = phase;
        self.moments.phases.insert(phase, at);
        self.touch_forum();
        self.touch_everybody();
    }

    pub(super) fn door_set(&mut self, open: bool) {
        self.door_open = open;
        self.touch_forum();
    }

    pub(super) fn forum_ended(&mut self, at: Timestamp) {
        self.state = ForumState::Ended;
        self.moments.ended = Some(at);
        self.recount_voices();
        self.finish_vote();
        self.set_wifi(None);
        self.touch_forum();
        self.touch_everybody();
    }

    pub(super) fn forum_reopened(&mut self) {
        self.state = ForumState::Open;
        self.moments.ended = None;
        self.touch_forum();
        self.touch_everybody();
    }
}
