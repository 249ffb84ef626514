//! People: joining, coming back, names and colleges.

use super::{Decided, Draft, fresh, room, room_for};
use crate::entry::Holder;
use crate::event::{
    CameBack, CollegeAdded, CollegeChosen, CollegeRemoved, CollegeSet, Joined, NameInBookSet, NameRetired,
    PersonRemoved, Renamed, TopicWithdrawn,
};

use protocol::ForumId;
use protocol::command::{
    AddCollege, ChooseCollege, ComeBack, Join, NameInBook, RemoveCollege, RemovePerson, Rename, SetCollege,
};
use protocol::limits::{COLLEGES_MAX, DEVICES_MAX, PEOPLE_MAX};
use protocol::secret::RecoveryCode;
use protocol::text::Form;
use protocol::{CollegeId, Command, ParticipantId, Refusal, TopicId};
use sha2::{Digest, Sha256};
use subject::{SecretHash, hash_token};

impl Draft<'_> {
    /// Whether the command is the joining of somebody who has joined: the answer to the first may
    /// have been lost.
    pub(super) fn has_joined(&self, command: &Command) -> Result<bool, Refusal> {
        let Command::Join(Join { r#as, token, .. }) = command else {
            return Ok(false);
        };
        let holder = self.state.holder(&hash_token(token));
        if holder == Some(Holder::Participant(*r#as)) {
            return Ok(true);
        }
        let person = self.state.people.get(r#as);
        if person.is_some_and(|person| person.removed) {
            return Err(Refusal::Removed {});
        }
        if holder.is_some() || person.is_some() {
            return Err(Refusal::NotAllowed {});
        }
        Ok(false)
    }

    pub(super) fn join(&mut self, join: &Join) -> Decided {
        let &Join { r#as: person, ref name, college, ref token, ref recovery } = join;
        self.college_exists(college)?;
        room_for(self.state.people.len(), PEOPLE_MAX, || self.state.people_in())?;
        // One that exists stays whose it is, and the answer does not say so.
        let recovery = recovery
            .as_ref()
            .map(|code| hash_recovery(self.state.id, code))
            .filter(|hash| self.state.holder(hash).is_none());
        let name = self.text(name, Form::Name)?;
        self.opens(hash_token(token), Holder::Participant(person));
        if let Some(hash) = recovery {
            self.opens(hash, Holder::Recovery(person));
        }
        self.happened(Joined { person, name, college });
        Ok(())
    }

    pub(super) fn come_back(&mut self, ComeBack { recovery, token }: &ComeBack) -> Decided {
        let Some(Holder::Recovery(person)) = self.state.holder(&hash_recovery(self.state.id, recovery))
        else {
            return Err(Refusal::NotFound {});
        };
        let token = hash_token(token);
        match self.state.holder(&token) {
            Some(Holder::Participant(holder)) if holder == person => return Ok(()),
            Some(Holder::Participant(_) | Holder::Pass(_) | Holder::Recovery(_)) => {
                return Err(Refusal::NotAllowed {});
            }
            None => {}
        }
        let devices = self.state.people.get(&person).map_or(0, |person| person.devices);
        room(devices as usize, DEVICES_MAX)?;
        self.opens(token, Holder::Participant(person));
        self.happened(CameBack { person });
        Ok(())
    }

    pub(super) fn rename(&mut self, &Rename { ref name, person }: &Rename) -> Decided {
        let id = self.whom(person)?;
        let person = self.state.people.get(&id).ok_or(Refusal::NotFound {})?;
        let name = self.reworded(name, Form::Name, person.name)?;
        if name != person.name {
            self.happened(Renamed { person: id, name });
        }
        Ok(())
    }

    pub(super) fn choose_college(&mut self, &ChooseCollege { college, person }: &ChooseCollege) -> Decided {
        let id = self.whom(person)?;
        let person = self.state.people.get(&id).ok_or(Refusal::NotFound {})?;
        self.college_exists(college)?;
        if college != person.college {
            self.happened(CollegeChosen { person: id, college });
        }
        Ok(())
    }

    /// A name that was taken back has nothing to stand there with.
    pub(super) fn set_name_in_book(&mut self, &NameInBook { on }: &NameInBook) -> Decided {
        let id = self.person()?;
        let person = self.state.people.get(&id).ok_or(Refusal::NotFound {})?;
        if on && self.state.gone(person.name).is_some() {
            return Err(Refusal::NotFound {});
        }
        if on != person.in_book {
            self.happened(NameInBookSet { person: id, on });
        }
        Ok(())
    }

    pub(super) fn add_college(&mut self, &AddCollege { r#as: college, ref label }: &AddCollege) -> Decided {
        fresh(self.state.colleges.contains_key(&college))?;
        room(self.state.colleges.len(), COLLEGES_MAX)?;
        let label = self.text(label, Form::Name)?;
        self.happened(CollegeAdded { college, label });
        Ok(())
    }

    pub(super) fn set_college(&mut self, &SetCollege { college: id, ref label }: &SetCollege) -> Decided {
        let college = self.state.colleges.get(&id).ok_or(Refusal::NotFound {})?;
        let label = self.reworded(label, Form::Name, college.label)?;
        if label != college.label {
            self.happened(CollegeSet { college: id, label });
        }
        Ok(())
    }

    pub(super) fn remove_college(&mut self, &RemoveCollege { college: id }: &RemoveCollege) -> Decided {
        let college = self.state.colleges.get(&id).ok_or(Refusal::NotFound {})?;
        if college.people > 0 {
            return Err(Refusal::InUse {});
        }
        self.happened(CollegeRemoved { college: id });
        Ok(())
    }

    pub(super) fn retire_name(&mut self, id: ParticipantId) -> Decided {
        let id = self.whom(Some(id))?;
        let person = self.state.people.get(&id).ok_or(Refusal::NotFound {})?;
        let names = person.earlier.iter().chain([&person.name]);
        if self.erase(names) {
            self.happened(NameRetired { person: id, why: self.why(&[id]) });
        }
        Ok(())
    }

    /// Words can also be erased of somebody who was removed before.
    pub(super) fn remove_person(&mut self, &RemovePerson { person: id, erase }: &RemovePerson) -> Decided {
        let person = self.state.people.get(&id).ok_or(Refusal::NotFound {})?;
        let erased = erase && self.erase(&person.typed);
        if person.removed && !erased {
            return Ok(());
        }
        if erase {
            // Nobody is left to speak for it, and its words are gone.
            let unheld = |topic: &&TopicId| !self.has_written(topic);
            for topic in person.hosts.iter().filter(unheld).copied().collect::<Vec<_>>() {
                self.happened(TopicWithdrawn { topic });
            }
        }
        self.happened(PersonRemoved { person: id, erased: erase });
        Ok(())
    }

    /// Oneself, or as a facilitator the named person.
    fn whom(&self, person: Option<ParticipantId>) -> Result<ParticipantId, Refusal> {
        match person {
            Some(person) if self.is_facilitator() || self.is(person) => Ok(person),
            Some(_) => Err(Refusal::NotAllowed {}),
            None => self.person().map_err(|_| Refusal::BadCommand {}),
        }
    }

    fn college_exists(&self, college: Option<CollegeId>) -> Decided {
        if college.is_none_or(|college| self.state.colleges.contains_key(&college)) {
            Ok(())
        } else {
            Err(Refusal::NotFound {})
        }
    }
}

/// The hash of a recovery code, different in each forum.
pub fn hash_recovery(forum: ForumId, code: &RecoveryCode) -> SecretHash {
    let hash = Sha256::new().chain_update(forum.0.as_bytes()).chain_update(code.letters()).finalize();
    SecretHash::new(hash.into())
}
