//! What a forum holds: the fold of all its entries. Indices stand beside what they index, so that
//! no event costs more than a few look-ups.

use crate::audience::Audience;
use crate::entry::{Caller, Holder};
use crate::event::{Ballot, LogoTexts, WifiTexts};
use crate::tally::{Ballots, Tally};
use crate::thing::Thing;
use crate::view;
use crate::weighing::Counted;
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use protocol::command::{About, Kind, Phase, SetForum, SetLogos, Table};
use protocol::entity::{CountKey, Coverage, ForumState, Gone, GroupState, Key, Outcome, PassKind, VoteState};
use protocol::limits::LATEST_MAX;
use protocol::message;
use protocol::refusal::Cell;
use protocol::secret::ReceiptCode;
use protocol::suggestion::Basis;
use protocol::time::TimeOfDay;
use protocol::{
    AxisId, CollegeId, Command, ContributionId, ForumId, GroupId, ParticipantId, PassId, SlotId, SpaceId,
    TextId, TopicId,
};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subject::{SecretHash, Skip, hexadecimal};

/// Version of the rules and of the state's form. Raise it when either changes: the state that the same
/// log gives is another one then, and checkpoints of before are not gone on from.
pub const RULES: u32 = 16;

#[derive(Serialize, Deserialize)]
struct Versioned<Held> {
    rules: u32,
    state: Held,
}

/// A forum. Serialised it is a checkpoint: texts and the dot key stand elsewhere in the log and are
/// handed in again ([`State::texts`], [`State::set_dot_key`]).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    pub(crate) id: ForumId,
    pub(crate) code: String,
    pub(crate) question: TextId,
    pub(crate) earlier_questions: Vec<TextId>,
    pub(crate) language: String,
    pub(crate) time_zone: String,
    pub(crate) date: Date,
    pub(crate) dots: u8,
    pub(crate) dots_per_axis: u8,
    pub(crate) topics_per_person: Option<u32>,
    /// Names that say where, not what it is about.
    #[serde(default)]
    pub(crate) territory: Vec<TextId>,
    pub(crate) wifi: Option<WifiTexts>,
    pub(crate) public_address: Option<String>,
    /// Texts of the Wi-Fi that are not shown any more and were not erased yet.
    pub(crate) earlier_wifi: Vec<TextId>,
    pub(crate) logos: Vec<LogoTexts>,
    /// Texts of logos that are not shown any more and were not erased yet.
    pub(crate) earlier_logos: Vec<TextId>,
    pub(crate) state: ForumState,
    pub(crate) phase: Phase,
    pub(crate) door_open: bool,
    pub(crate) vote: VoteState,
    /// Who sorts.
    pub(crate) table: Table,
    /// A person said that every contribution has its outcome, and each has it still.
    pub(crate) sorting_closed: bool,
    pub(crate) moments: Moments,
    /// The forum has ended once: dots stay as they are, for ever.
    pub(crate) dots_final: bool,

    pub(crate) slots: BTreeMap<SlotId, Slot>,
    pub(crate) slots_made: u32,
    pub(crate) spaces: BTreeMap<SpaceId, Space>,
    pub(crate) spaces_made: u32,
    pub(crate) colleges: BTreeMap<CollegeId, College>,
    pub(crate) colleges_made: u32,
    pub(crate) passes: BTreeMap<PassId, Pass>,
    pub(crate) people: BTreeMap<ParticipantId, Arc<Person>>,
    pub(crate) people_joined: u32,
    pub(crate) credentials: BTreeMap<SecretHash, Holder>,

    pub(crate) topics: BTreeMap<TopicId, Topic>,
    pub(crate) topics_made: u32,
    /// The topics that wait to be said aloud, and their places: the lowest speaks now.
    pub(crate) queue: BTreeMap<TopicId, i64>,
    pub(crate) groups: BTreeMap<GroupId, Group>,
    pub(crate) groups_made: u32,
    /// Which group holds which cell.
    pub(crate) wall: BTreeMap<SlotId, BTreeMap<SpaceId, GroupId>>,
    pub(crate) contributions: BTreeMap<ContributionId, Arc<Contribution>>,
    pub(crate) contributions_made: u32,
    /// What was said with these words, also when they are gone.
    pub(crate) said: BTreeMap<TextId, ContributionId>,
    /// Whose receipt it is, also when its words are gone.
    pub(crate) receipts: BTreeMap<ReceiptCode, ContributionId>,
    /// In the order of their numbers.
    pub(crate) written: Vec<ContributionId>,
    pub(crate) axes: BTreeMap<AxisId, Axis>,
    pub(crate) axes_made: u32,
    pub(crate) ballots: Ballots,
    /// How often each ballot was changed.
    #[serde(default)]
    pub(crate) ballot_changes: BTreeMap<Ballot, u32>,
    /// The texts of the [`Mark`](crate::event::Mark)s that ballots are made of.
    #[serde(default)]
    pub(crate) marks: Vec<TextId>,
    /// What was counted when the vote was closed last.
    #[serde(default)]
    pub(crate) tally: Option<Tally>,

    /// In which commit each thing changed last.
    #[serde(with = "crate::thing::as_list")]
    pub(crate) changed: BTreeMap<Thing, u64>,
    /// The number of the next text.
    pub(crate) next_text: u64,
    /// Titles and names that were erased and in whose place nothing else stands yet.
    pub(crate) gone: BTreeMap<TextId, Gone>,
    /// Every text that has not been erased. Fill it when a checkpoint is loaded.
    #[serde(skip)]
    pub texts: BTreeMap<TextId, String>,
    /// What nobody lived through, oldest first.
    #[serde(skip)]
    pub(crate) skips: Vec<Skip>,
    #[serde(skip)]
    pub(crate) dot_key: Option<[u8; 32]>,
    /// Whose ballot it is, while there is a dot key.
    #[serde(skip)]
    pub(crate) voters: BTreeMap<Ballot, ParticipantId>,
    #[serde(skip)]
    pub(crate) touched: BTreeSet<(Audience, Key)>,
    #[serde(skip)]
    pub(crate) counted: BTreeSet<(Audience, CountKey)>,
}

/// Skips remembered: only those of the last half hour matter.
const SKIPS_MAX: usize = 64;

/// When what everybody lived through began, of several times the last; and the last commit. No ballot has a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Moments {
    pub phases: BTreeMap<Phase, Timestamp>,
    pub vote_opened: Option<Timestamp>,
    pub vote_closed: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub last: Timestamp,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) number: u32,
    pub(crate) label: TextId,
    pub(crate) start: TimeOfDay,
    pub(crate) end: TimeOfDay,
    pub(crate) day: Option<Date>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Space {
    pub(crate) number: u32,
    pub(crate) label: TextId,
    pub(crate) places: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct College {
    pub(crate) number: u32,
    pub(crate) label: TextId,
    pub(crate) people: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    pub(crate) kind: PassKind,
    /// Nothing for the creator's.
    pub(crate) label: Option<TextId>,
    pub(crate) first: bool,
    pub(crate) revoked: bool,
    /// The co-facilitator who made it.
    #[serde(default)]
    pub(crate) by: Option<PassId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) number: u32,
    pub(crate) name: TextId,
    pub(crate) joined: Timestamp,
    /// Names before the present one.
    pub(crate) earlier: Vec<TextId>,
    /// A facilitator took this person out of the forum.
    pub(crate) removed: bool,
    /// All texts that are this person's, also those that were erased.
    pub(crate) typed: BTreeSet<TextId>,
    pub(crate) college: Option<CollegeId>,
    /// The name may stand in the book.
    pub(crate) in_book: bool,
    pub(crate) group: Option<GroupId>,
    /// Commands of this person that the log holds, but for dots.
    pub(crate) commands: u32,
    /// Tokens that speak for this person.
    pub(crate) devices: u32,
    /// Topics that have not been withdrawn.
    pub(crate) hosts: BTreeSet<TopicId>,
    pub(crate) interests: BTreeSet<TopicId>,
    pub(crate) supports: BTreeSet<ContributionId>,
    pub(crate) wrote: BTreeSet<ContributionId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Topic {
    pub(crate) number: u32,
    pub(crate) title: TextId,
    pub(crate) question: Option<TextId>,
    /// What `title` and `question` said before.
    pub(crate) earlier: Vec<TextId>,
    pub(crate) hosts: Vec<ParticipantId>,
    pub(crate) proposed: Timestamp,
    pub(crate) announced: bool,
    /// Its last place in the queue, once it has left it.
    pub(crate) waited: i64,
    pub(crate) withdrawn: bool,
    pub(crate) groups: Vec<GroupId>,
    pub(crate) interested: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) number: u32,
    pub(crate) topics: Vec<TopicId>,
    pub(crate) cell: Option<Cell>,
    pub(crate) state: GroupState,
    /// When it opened for the first time.
    pub(crate) opened: Option<Timestamp>,
    pub(crate) posted: Option<Timestamp>,
    pub(crate) scribe: Option<ParticipantId>,
    pub(crate) members: BTreeSet<ParticipantId>,
    /// In the order of writing, also those that were taken back.
    pub(crate) contributions: Vec<ContributionId>,
    /// Contributions that were taken back.
    pub(crate) retired: u32,
    /// When it closed, and who held the pen then.
    pub(crate) closed: Option<(Timestamp, Option<ParticipantId>)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Contribution {
    pub(crate) number: u32,
    pub(crate) author: ParticipantId,
    /// Nothing: it was written before there were receipts.
    pub(crate) receipt: Option<ReceiptCode>,
    pub(crate) written: Timestamp,
    /// When each wording after the first was typed.
    pub(crate) edited: Vec<Timestamp>,
    pub(crate) group: Option<GroupId>,
    pub(crate) kind: Kind,
    pub(crate) about: Option<About>,
    /// Wordings that were replaced before anybody outside the group read them.
    pub(crate) drafts: Vec<TextId>,
    /// Wordings that are shown, the present one last; none: they are gone.
    pub(crate) wordings: Vec<TextId>,
    /// Why they are gone.
    pub(crate) gone: Option<Gone>,
    /// The first is the main one.
    pub(crate) axes: Vec<AxisId>,
    /// A person placed it where it lies, or confirmed it there.
    #[serde(default)]
    pub(crate) pinned: bool,
    /// Axes under which somebody would not have it, and who: each takes back their own alone.
    pub(crate) declined: BTreeSet<(AxisId, Caller)>,
    /// Later contributions that somebody does not find alike, and who.
    pub(crate) declined_alike: BTreeSet<(ContributionId, Caller)>,
    /// Why it stands under no axis, as a person said it; never beside axes.
    pub(crate) aside: Option<Outcome>,
    /// Those that say what it says.
    pub(crate) duplicates: BTreeSet<ContributionId>,
    /// Disagreements about it.
    pub(crate) disagreements: Vec<ContributionId>,
    pub(crate) supports: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Axis {
    pub(crate) number: u32,
    pub(crate) name: TextId,
    /// Names before the present one, and those of axes merged into this one.
    pub(crate) earlier: Vec<TextId>,
    pub(crate) contributions: BTreeSet<ContributionId>,
    /// Disagreements about the axis itself.
    pub(crate) disagreements: BTreeSet<ContributionId>,
    /// The suggestions of which something was accepted here, in the order of accepting.
    #[serde(default)]
    pub(crate) accepted: Vec<Basis>,
    /// It was put to the vote.
    #[serde(default)]
    pub(crate) put_to_vote: bool,
    /// The people who carry it, as they were counted last.
    #[serde(default)]
    pub(crate) counted: Option<Counted>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            id: ForumId(uuid::Uuid::nil()),
            code: String::new(),
            question: TextId(0),
            earlier_questions: Vec::new(),
            language: String::new(),
            time_zone: String::new(),
            date: Date::ZERO,
            dots: 0,
            dots_per_axis: 0,
            topics_per_person: None,
            territory: Vec::new(),
            wifi: None,
            public_address: None,
            earlier_wifi: Vec::new(),
            logos: Vec::new(),
            earlier_logos: Vec::new(),
            state: ForumState::Open,
            phase: Phase::Welcome,
            door_open: false,
            vote: VoteState::NotOpen,
            table: Table::Facilitators,
            sorting_closed: false,
            moments: Moments::default(),
            dots_final: false,
            slots: BTreeMap::new(),
            slots_made: 0,
            spaces: BTreeMap::new(),
            spaces_made: 0,
            colleges: BTreeMap::new(),
            colleges_made: 0,
            passes: BTreeMap::new(),
            people: BTreeMap::new(),
            people_joined: 0,
            credentials: BTreeMap::new(),
            topics: BTreeMap::new(),
            topics_made: 0,
            queue: BTreeMap::new(),
            groups: BTreeMap::new(),
            groups_made: 0,
            wall: BTreeMap::new(),
            contributions: BTreeMap::new(),
            contributions_made: 0,
            said: BTreeMap::new(),
            receipts: BTreeMap::new(),
            written: Vec::new(),
            axes: BTreeMap::new(),
            axes_made: 0,
            ballots: Ballots::new(),
            ballot_changes: BTreeMap::new(),
            marks: Vec::new(),
            tally: None,
            changed: BTreeMap::new(),
            next_text: 1,
            gone: BTreeMap::new(),
            texts: BTreeMap::new(),
            skips: Vec::new(),
            dot_key: None,
            voters: BTreeMap::new(),
            touched: BTreeSet::new(),
            counted: BTreeSet::new(),
        }
    }
}

impl State {
    /// A copy that holds what a checkpoint keeps. It costs little: what people are and said stands in both.
    pub fn kept(&mut self) -> Self {
        let (texts, voters) = (std::mem::take(&mut self.texts), std::mem::take(&mut self.voters));
        let kept = self.clone();
        (self.texts, self.voters) = (texts, voters);
        kept
    }

    /// The state as a checkpoint keeps it.
    pub fn to_checkpoint(&self) -> Vec<u8> {
        serde_json::to_vec(&Versioned { rules: RULES, state: self }).expect("a state is JSON")
    }

    /// The state that a checkpoint holds; nothing when it was stored under other rules or cannot be read.
    pub fn from_checkpoint(json: &[u8]) -> Option<Self> {
        let Versioned { rules, .. } = serde_json::from_slice::<Versioned<IgnoredAny>>(json).ok()?;
        let held = || serde_json::from_slice(json).ok().map(|Versioned { state, .. }| state);
        if rules == RULES { held() } else { None }
    }

    /// The forum's id.
    pub fn id(&self) -> ForumId {
        self.id
    }

    /// Whether the forum runs.
    pub fn forum_state(&self) -> ForumState {
        self.state
    }

    /// Nobody can tell any more whose dots they were, and nobody may: the key of the ballots goes.
    pub fn is_vote_final(&self) -> bool {
        self.dots_final
    }

    /// The receipts of all contributions.
    pub fn receipts(&self) -> Vec<ReceiptCode> {
        self.receipts.keys().copied().collect()
    }

    /// Hands in the key of the ballots; without one nobody can place dots or see their own.
    pub fn set_dot_key(&mut self, key: [u8; 32]) {
        if self.dots_final {
            return;
        }
        self.dot_key = Some(key);
        self.voters = self.people.keys().map(|person| (ballot(&key, *person), *person)).collect();
    }

    /// Notes that time was left out.
    pub fn skip(&mut self, skip: Skip) {
        if self.skips.len() == SKIPS_MAX {
            self.skips.remove(0);
        }
        self.skips.push(skip);
    }

    /// How long people have lived since `at`.
    pub(crate) fn lived(&self, at: Timestamp, now: Timestamp) -> SignedDuration {
        let skips = self.skips.iter().filter(|skip| skip.at >= at);
        skips.fold(now.duration_since(at), |lived, skip| lived.saturating_sub(skip.by))
    }

    /// What a secret opens; nothing once its pass was revoked.
    pub fn holder(&self, secret: &SecretHash) -> Option<Holder> {
        self.credentials.get(secret).copied()
    }

    /// Who speaks with this token. A recovery code does not speak.
    pub fn caller(&self, token: &SecretHash) -> Option<Caller> {
        match self.holder(token)? {
            Holder::Participant(person) => Some(Caller::Participant(person)),
            Holder::Pass(id) => match self.passes.get(&id)?.kind {
                PassKind::Facilitator => Some(Caller::Facilitator(id)),
                PassKind::Projector => Some(Caller::Projector(id)),
            },
            Holder::Recovery(_) => None,
        }
    }

    /// What a screen is told about its caller; nothing for those who are not in the forum (any more).
    pub fn role(&self, caller: &Caller) -> Option<message::Role> {
        match caller {
            Caller::Owner => Some(message::Role::Facilitator),
            Caller::Facilitator(id) => self.pass(id, PassKind::Facilitator).map(|pass| match pass.first {
                true => message::Role::Facilitator,
                false => message::Role::CoFacilitator,
            }),
            Caller::Projector(id) => self.pass(id, PassKind::Projector).map(|_| message::Role::Projector),
            Caller::Participant(person) => self.person(person).map(|_| message::Role::Participant),
            Caller::Newcomer | Caller::Voter(_) | Caller::Unnamed => None,
        }
    }

    fn pass(&self, id: &PassId, kind: PassKind) -> Option<&Pass> {
        self.passes.get(id).filter(|pass| pass.kind == kind && !pass.revoked)
    }

    /// Somebody who has not been removed.
    pub(crate) fn person(&self, id: &ParticipantId) -> Option<&Person> {
        self.people.get(id).map(AsRef::as_ref).filter(|person: &&Person| !person.removed)
    }

    /// How many people have joined and not been removed.
    pub(crate) fn people_in(&self) -> usize {
        self.people.values().filter(|person| !person.removed).count()
    }

    /// The group that this person is in.
    pub fn group_of(&self, person: ParticipantId) -> Option<GroupId> {
        self.people.get(&person)?.group
    }

    /// What must be shown again since the last call, as [`crate::view::view`] gives it.
    pub fn take_touched(&mut self) -> BTreeSet<(Audience, Key)> {
        std::mem::take(&mut self.touched)
    }

    /// What must be counted again since the last call, as [`crate::view::count`] gives it.
    pub fn take_counted(&mut self) -> BTreeSet<(Audience, CountKey)> {
        std::mem::take(&mut self.counted)
    }

    /// A text as it stands; empty once it was erased.
    pub(crate) fn text(&self, id: TextId) -> &str {
        self.texts.get(&id).map_or("", String::as_str)
    }

    /// Why a text is gone in whose place nothing else stands yet.
    pub(crate) fn gone(&self, id: TextId) -> Option<Gone> {
        self.gone.get(&id).copied()
    }

    pub(crate) fn name(&self, person: ParticipantId) -> &str {
        self.people.get(&person).map_or("", |person| self.text(person.name))
    }

    /// The topics that wait to be said aloud, in order; whoever came back to a place that was taken meanwhile
    /// shares it.
    pub(crate) fn waiting(&self) -> Vec<TopicId> {
        let mut topics = Vec::from_iter(self.queue.keys().copied());
        topics.sort_by_key(|topic| self.queue.get(topic));
        topics
    }

    pub(crate) fn ballot(&self, person: ParticipantId) -> Option<Ballot> {
        self.dot_key.map(|key| ballot(&key, person))
    }

    /// Among the newest texts, which facilitators see come in.
    pub(crate) fn is_late(&self, contribution: &Contribution) -> bool {
        contribution.number as usize + LATEST_MAX > self.contributions_made as usize
    }

    /// Groups of all topics that this person hosts, without those that are gone.
    pub(crate) fn groups_of(&self, person: &Person) -> usize {
        let topics = person.hosts.iter().filter_map(|topic| self.topics.get(topic));
        let groups = topics.flat_map(|topic| &topic.groups).filter_map(|group| self.groups.get(group));
        groups.filter(|group| self.is_shown(group)).count()
    }

    /// What became of all contributions.
    pub(crate) fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        let sorted = self.contributions.values().filter(|it| it.is_sorted());
        sorted.for_each(|contribution| coverage.add(contribution.outcome()));
        coverage
    }

    /// What has to be given next, so that a Wi-Fi or logos that were replaced are erased.
    pub fn erasing(&self) -> impl Iterator<Item = Command> + use<> {
        let wifi = (!self.earlier_wifi.is_empty()).then(|| self.same_wifi().into());
        let logos =
            (!self.earlier_logos.is_empty()).then(|| SetLogos { logos: view::logo_files(self) }.into());
        [wifi, logos].into_iter().flatten()
    }

    fn same_wifi(&self) -> SetForum {
        SetForum {
            question: None,
            language: None,
            time_zone: None,
            date: None,
            dots: None,
            dots_per_axis: None,
            topics_per_person: None,
            territory: None,
            wifi: Some(view::wifi(self).map(Box::new)),
            public_address: None,
            table: None,
        }
    }

    /// The group that holds this cell.
    pub(crate) fn holds(&self, cell: Cell) -> Option<GroupId> {
        self.wall.get(&cell.slot)?.get(&cell.space).copied()
    }

    /// Everything that the group was about was withdrawn.
    pub(crate) fn is_withdrawn(&self, group: &Group) -> bool {
        group.topics.iter().all(|topic| self.topics.get(topic).is_none_or(|topic| topic.withdrawn))
    }

    /// On the wall, or opened, and not withdrawn.
    pub(crate) fn is_shown(&self, group: &Group) -> bool {
        (group.cell.is_some() || group.state != GroupState::Planned) && !self.is_withdrawn(group)
    }
}

/// A person's ballot: half of a keyed hash of the id.
fn ballot(key: &[u8; 32], person: ParticipantId) -> Ballot {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(person.0.as_bytes());
    Ballot(hexadecimal(&mac.finalize().into_bytes()[..16]))
}

/// What the forum gives small numbers, which screens and documents show.
pub(crate) trait Numbered {
    fn number(&self) -> u32;
}

impl<T: Numbered> Numbered for Arc<T> {
    fn number(&self) -> u32 {
        self.as_ref().number()
    }
}

macro_rules! numbered {
    ($($thing:ident),+) => {$(
        impl Numbered for $thing {
            fn number(&self) -> u32 {
                self.number
            }
        }
    )+};
}

numbered!(Topic, Group, Contribution, Axis);

impl Contribution {
    /// Its words are gone.
    pub(crate) fn is_retired(&self) -> bool {
        self.wordings.is_empty()
    }

    /// Whether it must have an outcome: a disagreement stands where it disagrees.
    pub(crate) fn is_sorted(&self) -> bool {
        self.group.is_some() && self.about.is_none()
    }

    /// What became of it.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        if !self.is_sorted() {
            None
        } else if self.is_retired() {
            Some(Outcome::TakenBack)
        } else if self.axes.is_empty() {
            self.aside
        } else {
            Some(Outcome::Attached)
        }
    }
}
