//! The forum itself.

use super::{Decided, Draft, room};
use crate::entry::{Caller, Entry, Holder};
use crate::event::{
    CollegeAdded, DoorClosed, DoorOpened, ForumCreated, ForumEnded, ForumReopened, ForumSet, GroupClosed,
    PhaseSet, SlotAdded, SpaceAdded, VoteClosed, WifiTexts,
};
use crate::hall;
use crate::state::State;
use crate::view;
use jiff::Timestamp;
use protocol::command::{CreateForum, Order, Phase, SetForum, SetPhase};
use protocol::entity::{ForumState, GroupState, VoteState};
use protocol::limits::{self, DOTS_MAX};
use protocol::text::{self, Form};
use protocol::{Command, PassId, Refusal, TextId, Wifi};
use std::collections::BTreeSet;
use subject::SecretHash;

/// What the server adds to the creation of a forum.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The code that people type at the door, free on this server.
    pub code: String,
    /// The creator's pass.
    pub pass: PassId,
    /// The hash of the creator's token.
    pub token: SecretHash,
}

/// Says what a `create_forum` of the owner does; to be applied to [`State::default`].
///
/// # Errors
/// `FORUM_INCOMPLETE` without a question, refusals of texts, `LIMIT_REACHED`, `UNKNOWN_TIME_ZONE`,
/// `UNKNOWN_LANGUAGE`, and `BAD_COMMAND` for ids that come twice, impossible numbers, or any other command.
pub fn create(order: &Order, founding: &Founding, now: Timestamp) -> Result<Entry, Refusal> {
    let Command::CreateForum(CreateForum {
        r#as,
        question,
        language,
        time_zone,
        date,
        slots,
        spaces,
        colleges,
        dots,
        dots_per_axis,
        wifi,
    }) = &order.command
    else {
        return Err(Refusal::BadCommand {});
    };
    let zone = hall::zone(time_zone.as_deref().unwrap_or("Europe/Paris"))?;
    let dots = dots.unwrap_or(limits::DOTS);
    let dots_per_axis = dots_per_axis.unwrap_or(limits::DOTS_PER_AXIS);
    number_of_dots(dots)?;
    number_of_dots(dots_per_axis)?;
    at_most(slots.len(), limits::SLOTS_MAX)?;
    at_most(spaces.len(), limits::SPACES_MAX)?;
    at_most(colleges.len(), limits::COLLEGES_MAX)?;
    distinct(slots.iter().map(|slot| slot.r#as))?;
    distinct(spaces.iter().map(|space| space.r#as))?;
    distinct(colleges.iter().map(|college| college.r#as))?;
    spaces.iter().try_for_each(|space| super::wall::number_of_places(space.places))?;

    let nothing = State::default();
    let mut draft = Draft::new(&nothing, &Caller::Owner, order.id, now);
    let question = draft.text(question, Form::Question).map_err(|refusal| match refusal {
        Refusal::Empty {} => Refusal::ForumIncomplete { missing: vec!["question".to_owned()] },
        other => other,
    })?;
    let slots = slots.iter().map(|slot| {
        let label = draft.slot_label(&slot.label)?;
        Ok(SlotAdded { slot: slot.r#as, label, start: slot.start, end: slot.end, day: slot.day })
    });
    let slots = slots.collect::<Result<Vec<_>, Refusal>>()?;
    let spaces = spaces.iter().map(|space| {
        let label = draft.text(&space.label, Form::Name)?;
        Ok(SpaceAdded { space: space.r#as, label, places: space.places })
    });
    let spaces = spaces.collect::<Result<Vec<_>, Refusal>>()?;
    let colleges = colleges.iter().map(|college| {
        Ok(CollegeAdded { college: college.r#as, label: draft.text(&college.label, Form::Name)? })
    });
    let colleges = colleges.collect::<Result<Vec<_>, Refusal>>()?;
    let wifi = wifi.as_deref().map(|wifi| draft.wifi(wifi)).transpose()?;
    draft.opens(founding.token, Holder::Pass(founding.pass));
    draft.happened(ForumCreated {
        forum: *r#as,
        code: founding.code.clone(),
        question,
        language: hall::language(language)?,
        time_zone: hall::name(&zone)?,
        date: date.unwrap_or_else(|| hall::today(&zone, now)),
        slots,
        spaces,
        colleges,
        dots,
        dots_per_axis,
        pass: founding.pass,
        wifi,
    });
    Ok(draft.entry)
}

/// Scheme, host and port alone, in small letters: what stands after them belongs to a page.
fn public_address(typed: &str) -> Result<String, Refusal> {
    let address = typed.trim().trim_end_matches('/').to_ascii_lowercase();
    let (host, port) = match address.strip_prefix("https://").map(|rest| (rest, rest.split_once(':'))) {
        Some((_, Some((host, port)))) => (host, Some(port)),
        Some((host, None)) => (host, None),
        None => return Err(Refusal::BadAddress {}),
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_port = |port: &str| !port.starts_with('+') && port.parse::<u16>().is_ok_and(|port| port > 0);
    let fits = address.len() <= limits::ADDRESS_BYTES_MAX && host.split('.').all(is_label);
    if fits && port.is_none_or(is_port) { Ok(address) } else { Err(Refusal::BadAddress {}) }
}

impl Draft<'_> {
    pub(super) fn set_forum(&mut self, set: &SetForum) -> Decided {
        let state = self.state;
        let language = set.language.as_deref().map(hall::language).transpose()?;
        let language = language.filter(|language| *language != state.language);
        let zone = set.time_zone.as_deref().map(hall::zone).transpose()?;
        let time_zone = zone.as_ref().map(hall::name).transpose()?.filter(|name| *name != state.time_zone);
        let date = set.date.filter(|date| *date != state.date);
        let dots = set.dots.filter(|dots| *dots != state.dots);
        let dots_per_axis = set.dots_per_axis.filter(|dots| *dots != state.dots_per_axis);
        let topics_per_person =
            set.topics_per_person.filter(|topics| *topics != state.topics_per_person.unwrap_or(0));
        if state.vote == VoteState::Open && (dots.is_some() || dots_per_axis.is_some()) {
            return Err(Refusal::VoteOpen {});
        }
        dots.map_or(Ok(()), number_of_dots)?;
        dots_per_axis.map_or(Ok(()), number_of_dots)?;
        let question = match &set.question {
            Some(question) => Some(self.reworded(question, Form::Question, state.question)?),
            None => None,
        };
        let question = question.filter(|question| *question != state.question);
        if question.is_some() {
            room(state.earlier_questions.len(), limits::EARLIER_MAX)?;
        }
        let territory = match &set.territory {
            Some(names) => self.territory(names)?,
            None => None,
        };
        let wifi = match &set.wifi {
            Some(wifi) => self.other_wifi(wifi.as_deref())?,
            None => None,
        };
        let public_address = match &set.public_address {
            Some(address) => Some(address.as_deref().map(public_address).transpose()?),
            None => None,
        };
        let public_address = public_address.filter(|address| *address != state.public_address);
        let set = ForumSet {
            question,
            language,
            time_zone,
            date,
            dots,
            dots_per_axis,
            topics_per_person,
            territory,
            wifi,
            public_address,
            table: set.table.filter(|table| *table != state.table),
        };
        if set != ForumSet::default() || !self.entry.erased.is_empty() {
            self.happened(set);
        }
        Ok(())
    }

    /// The names, if they are others than before.
    fn territory(&mut self, names: &[String]) -> Result<Option<Vec<TextId>>, Refusal> {
        at_most(names.len(), limits::TERRITORY_MAX)?;
        let names =
            names.iter().map(|name| text::normalise(name, Form::Name)).collect::<Result<Vec<_>, _>>()?;
        if names.iter().eq(self.state.territory.iter().map(|name| self.state.text(*name))) {
            return Ok(None);
        }
        Ok(Some(names.into_iter().map(|name| self.store(name)).collect()))
    }

    /// The Wi-Fi, if it is another than before. An entry that brings texts cannot be noted in the journal: what the
    /// Wi-Fi said before is erased by one that brings none, see [`State::erasing`](crate::State::erasing).
    fn other_wifi(&mut self, wifi: Option<&Wifi>) -> Result<Option<Option<WifiTexts>>, Refusal> {
        let state = self.state;
        match wifi.map(Wifi::normalised).transpose()? {
            Some(wifi) if view::wifi(state).as_ref() == Some(&wifi) => {
                if self.entry.texts.is_empty() {
                    self.entry.erased.extend(&state.earlier_wifi);
                }
                Ok(None)
            }
            Some(wifi) => {
                room(state.earlier_wifi.len(), limits::EARLIER_MAX)?;
                self.wifi(&wifi).map(|wifi| Some(Some(wifi)))
            }
            None if state.wifi.is_none() && state.earlier_wifi.is_empty() => Ok(None),
            None => {
                if self.entry.texts.is_empty() {
                    self.forget_wifi();
                }
                Ok(Some(None))
            }
        }
    }

    fn wifi(&mut self, wifi: &Wifi) -> Result<WifiTexts, Refusal> {
        let Wifi { name, password } = wifi.normalised()?;
        Ok(WifiTexts { name: self.store(name), password: password.map(|password| self.store(password)) })
    }

    fn forget_wifi(&mut self) {
        let texts = self.state.wifi.into_iter().flat_map(WifiTexts::all);
        self.entry.erased.extend(texts.chain(self.state.earlier_wifi.iter().copied()));
    }

    pub(super) fn set_phase(&mut self, &SetPhase { phase }: &SetPhase) -> Decided {
        if phase == self.state.phase {
            return Ok(());
        }
        if self.state.phase == Phase::Priorities && self.state.vote == VoteState::Open {
            self.happened(VoteClosed {});
        }
        self.happened(PhaseSet { phase });
        Ok(())
    }

    pub(super) fn open_door(&mut self) -> Decided {
        if !self.state.door_open {
            self.happened(DoorOpened {});
        }
        Ok(())
    }

    pub(super) fn close_door(&mut self) -> Decided {
        if self.state.door_open {
            self.happened(DoorClosed {});
        }
        Ok(())
    }

    pub(super) fn end(&mut self) -> Decided {
        if self.state.state == ForumState::Ended {
            return Ok(());
        }
        self.finish_vote();
        for (group, _) in self.state.groups.iter().filter(|(_, group)| group.state == GroupState::Open) {
            self.happened(GroupClosed { group: *group });
        }
        self.forget_wifi();
        self.happened(ForumEnded {});
        Ok(())
    }

    pub(super) fn reopen_forum(&mut self) -> Decided {
        if self.state.state == ForumState::Ended {
            self.happened(ForumReopened {});
        }
        Ok(())
    }
}

fn number_of_dots(dots: u8) -> Decided {
    if (1..=DOTS_MAX).contains(&dots) { Ok(()) } else { Err(Refusal::BadCommand {}) }
}

fn at_most(number: usize, max: usize) -> Decided {
    if number == 0 { Ok(()) } else { room(number - 1, max) }
}

fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Decided {
    let mut seen = BTreeSet::new();
    for id in ids {
        super::fresh(!seen.insert(id))?;
    }
    Ok(())
}
