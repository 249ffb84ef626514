//! The table of bounds: each is reached, one more is refused and changes nothing, and what goes gives its
//! place back.

use forum::{Audience, Caller, Entry, Founding, State, create, decide, hash_token, view};
use jiff::Timestamp;
use protocol::limits::*;
use protocol::secret::Token;
use protocol::{Entity, Key, ParticipantId, PassId, Refusal, TopicId};
use serde_json::{Value, json};
use uuid::Uuid;

/// A forum in which only the state is kept.
#[derive(Clone)]
pub(crate) struct Day {
    pub(crate) state: State,
    pub(crate) now: Timestamp,
    commands: u128,
}

pub(crate) type CommandResult = Result<(), Refusal>;

/// Things of one kind are told apart by their number, those of different kinds by the first letters.
pub(crate) fn id(kind: u8, number: usize) -> Uuid {
    Uuid::from_u128((u128::from(kind) << 120) | (number as u128 + 1))
}

pub(crate) fn token(number: usize) -> Value {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64 + 1).to_be_bytes());
    json!(String::from(Token::new(bytes)))
}

pub(crate) fn facilitator() -> Caller {
    Caller::Facilitator(PassId(id(b'p', 0)))
}

pub(crate) fn person(number: usize) -> Caller {
    Caller::Participant(ParticipantId(id(b'h', number)))
}

impl Day {
    pub(crate) fn new() -> Self {
        let now = "2027-03-12T08:00:00Z".parse().unwrap();
        let order = json!({"id": id(b'o', 0), "do": "create_forum", "as": id(b'f', 0), "question": "0", "language": "fr"});
        let token = hash_token(&serde_json::from_value(token(usize::MAX - 1)).unwrap());
        let founding = Founding { code: "ABCDEF".to_owned(), pass: PassId(id(b'p', 0)), token };
        let mut day = Self { state: State::default(), now, commands: 0 };
        day.state.set_dot_key([7; 32]);
        day.state.apply(&create(&serde_json::from_value(order).unwrap(), &founding, now).unwrap(), 1, now);
        day
    }

    pub(crate) fn apply(&mut self, entry: &Entry) {
        self.state.apply(entry, self.commands as u64 + 1, self.now);
    }

    pub(crate) fn give(&mut self, caller: &Caller, command: Value) -> CommandResult {
        self.hear(caller, command)?;
        self.state.take_touched();
        self.state.take_counted();
        Ok(())
    }

    /// What the screens must hear of it waits in the state.
    pub(crate) fn hear(&mut self, caller: &Caller, mut command: Value) -> CommandResult {
        self.commands += 1;
        command["id"] = json!(Uuid::from_u128(self.commands << 64));
        let order = serde_json::from_value(command).unwrap();
        let entry = decide(&self.state, caller, &order, self.now)?;
        assert!(!entry.events.is_empty(), "{order:?} does something");
        self.apply(&entry);
        Ok(())
    }

    pub(crate) fn join(&mut self, number: usize) -> CommandResult {
        let join = json!({"do": "join", "as": id(b'h', number), "name": "A", "token": token(number)});
        self.give(&Caller::Newcomer, join)
    }

    pub(crate) fn prepare(&mut self, command: Value) {
        self.give(&facilitator(), command).unwrap();
    }

    fn market(&mut self) {
        self.join(0).unwrap();
        self.prepare(json!({"do": "phase", "phase": "groups"}));
    }

    pub(crate) fn wall(&mut self, slots: usize, spaces: usize) {
        (0..slots).for_each(|number| self.slot(number).unwrap());
        (0..spaces).for_each(|number| self.space(number).unwrap());
    }

    fn slot(&mut self, number: usize) -> CommandResult {
        let slot =
            json!({"do": "add_slot", "as": id(b's', number), "label": "a", "start": "09:00", "end": "10:00"});
        self.give(&facilitator(), slot)
    }

    fn space(&mut self, number: usize) -> CommandResult {
        self.give(&facilitator(), json!({"do": "add_space", "as": id(b'e', number), "label": "a"}))
    }

    fn propose(&mut self, who: &Caller, number: usize) -> CommandResult {
        self.give(who, json!({"do": "propose", "as": id(b't', number), "title": "a"}))
    }

    fn place(&mut self, who: &Caller, topic: usize, number: usize) -> CommandResult {
        let (slot, space) = (id(b's', number / SPACES_MAX), id(b'e', number % SPACES_MAX));
        let group = id(b'g', number);
        self.give(who, json!({"do": "place", "as": group, "topic": id(b't', topic), "slot": slot, "space": space, "confirm": true}))
    }

    /// The group 0 is open and these people are in it.
    pub(crate) fn group(&mut self, people: usize) {
        self.market();
        (1..people).for_each(|number| self.join(number).unwrap());
        self.wall(1, SPACES_MAX);
        self.propose(&person(0), 0).unwrap();
        self.place(&person(0), 0, 0).unwrap();
        self.prepare(json!({"do": "open", "group": id(b'g', 0)}));
        for number in 0..people {
            self.give(&person(number), json!({"do": "enter", "group": id(b'g', 0)})).unwrap();
        }
    }

    pub(crate) fn write(&mut self, who: usize, number: usize) -> CommandResult {
        let text = number.to_string();
        let (contribution, group) = (id(b'k', number), id(b'g', 0));
        self.give(
            &person(who),
            json!({"do": "write", "as": contribution, "group": group, "kind": "need", "text": text}),
        )
    }

    pub(crate) fn axis(&mut self, number: usize) -> CommandResult {
        self.give(&facilitator(), json!({"do": "axis", "as": id(b'a', number), "name": "0"}))
    }
}

/// A bound, and how it is reached.
struct Row {
    name: &'static str,
    max: usize,
    refusal: fn(u32) -> Refusal,
    prepare: fn(&mut Day),
    /// Makes the one with this number, from 0.
    one: fn(&mut Day, usize) -> CommandResult,
    /// Takes one away. Nothing: what is kept there is history.
    back: Option<fn(&mut Day)>,
}

const LIMIT: fn(u32) -> Refusal = |max| Refusal::LimitReached { max };

const TABLE: &[Row] = &[
    Row {
        name: "slots",
        max: SLOTS_MAX,
        refusal: LIMIT,
        prepare: |_| (),
        one: Day::slot,
        back: Some(|day| day.prepare(json!({"do": "remove_slot", "slot": id(b's', 3)}))),
    },
    Row {
        name: "spaces",
        max: SPACES_MAX,
        refusal: LIMIT,
        prepare: |_| (),
        one: Day::space,
        back: Some(|day| day.prepare(json!({"do": "remove_space", "space": id(b'e', 3)}))),
    },
    Row {
        name: "colleges",
        max: COLLEGES_MAX,
        refusal: LIMIT,
        prepare: |_| (),
        one: |day, number| {
            day.give(&facilitator(), json!({"do": "add_college", "as": id(b'c', number), "label": "a"}))
        },
        back: Some(|day| day.prepare(json!({"do": "remove_college", "college": id(b'c', 3)}))),
    },
    Row {
        name: "axes",
        max: AXES_MAX,
        refusal: LIMIT,
        prepare: |_| (),
        one: Day::axis,
        back: Some(|day| day.prepare(json!({"do": "remove_axis", "axis": id(b'a', 3)}))),
    },
    Row {
        name: "passes beside the first",
        max: PASSES_MAX - 1,
        refusal: |_| Refusal::LimitReached { max: PASSES_MAX as u32 },
        prepare: |_| (),
        one: |day, number| {
            let pass = json!({"do": "add_projector", "as": id(b'p', number + 1), "label": "a", "token": token(number)});
            day.give(&facilitator(), pass)
        },
        back: Some(|day| day.prepare(json!({"do": "revoke", "pass": id(b'p', 3)}))),
    },
    Row { name: "people", max: PEOPLE_MAX, refusal: LIMIT, prepare: |_| (), one: Day::join, back: None },
    Row {
        name: "devices of a person beside the first",
        max: DEVICES_MAX - 1,
        refusal: |_| Refusal::LimitReached { max: DEVICES_MAX as u32 },
        prepare: |day| {
            let join = json!({"do": "join", "as": id(b'h', 0), "name": "A", "token": token(0), "recovery": "ABCD2345"});
            day.give(&Caller::Newcomer, join).unwrap();
        },
        one: |day, number| {
            day.give(
                &Caller::Newcomer,
                json!({"do": "come_back", "recovery": "ABCD2345", "token": token(number + 1)}),
            )
        },
        back: None,
    },
    Row {
        name: "topics",
        max: TOPICS_MAX,
        refusal: LIMIT,
        prepare: Day::market,
        one: |day, number| day.propose(&facilitator(), number),
        back: Some(|day| day.prepare(json!({"do": "withdraw", "topic": id(b't', 3)}))),
    },
    Row {
        name: "a person's topics",
        max: TOPICS_PER_PERSON as usize,
        refusal: |max| Refusal::TooManyTopics { max },
        prepare: Day::market,
        one: |day, number| day.propose(&person(0), number),
        back: Some(|day| day.give(&person(0), json!({"do": "withdraw", "topic": id(b't', 3)})).unwrap()),
    },
    Row {
        name: "groups",
        max: GROUPS_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.market();
            day.wall(GROUPS_MAX / SPACES_MAX + 2, SPACES_MAX);
            day.propose(&facilitator(), 0).unwrap();
        },
        one: |day, number| day.place(&facilitator(), 0, number),
        back: Some(|day| day.prepare(json!({"do": "unplace", "group": id(b'g', 3)}))),
    },
    Row {
        name: "a person's groups",
        max: GROUPS_PER_PERSON_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.market();
            day.wall(1, SPACES_MAX);
            day.propose(&person(0), 0).unwrap();
        },
        one: |day, number| day.place(&person(0), 0, number),
        back: Some(|day| day.give(&person(0), json!({"do": "unplace", "group": id(b'g', 3)})).unwrap()),
    },
    Row {
        name: "contributions",
        max: CONTRIBUTIONS_MAX,
        refusal: LIMIT,
        prepare: |day| day.group(CONTRIBUTIONS_MAX / CONTRIBUTIONS_PER_PERSON_MAX + 1),
        one: |day, number| day.write(number / CONTRIBUTIONS_PER_PERSON_MAX, number),
        back: Some(|day| day.give(&person(0), json!({"do": "retire", "contribution": id(b'k', 3)})).unwrap()),
    },
    Row {
        name: "a person's contributions",
        max: CONTRIBUTIONS_PER_PERSON_MAX,
        refusal: LIMIT,
        prepare: |day| day.group(1),
        one: |day, number| day.write(0, number),
        back: Some(|day| day.give(&person(0), json!({"do": "retire", "contribution": id(b'k', 3)})).unwrap()),
    },
    Row {
        name: "a person's disagreements, which are contributions",
        max: CONTRIBUTIONS_PER_PERSON_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.join(0).unwrap();
            day.axis(0).unwrap();
        },
        one: |day, number| {
            let about = json!({"axis": id(b'a', 0)});
            day.give(
                &person(0),
                json!({"do": "disagree", "as": id(b'k', number), "about": about, "text": "a"}),
            )
        },
        back: Some(|day| day.give(&person(0), json!({"do": "retire", "contribution": id(b'k', 3)})).unwrap()),
    },
    Row {
        name: "a person's supports",
        max: SUPPORTS_MAX,
        refusal: LIMIT,
        prepare: |day| {
            let writers = SUPPORTS_MAX / CONTRIBUTIONS_PER_PERSON_MAX + 1;
            day.group(writers + 1);
            (0..SUPPORTS_MAX + 2).for_each(|number| day.write(1 + number % writers, number).unwrap());
        },
        one: |day, number| day.give(&person(0), json!({"do": "support", "contribution": id(b'k', number)})),
        back: Some(|day| {
            day.give(&person(0), json!({"do": "support", "contribution": id(b'k', 3), "on": false})).unwrap();
        }),
    },
    Row {
        name: "wordings of a contribution after the first",
        max: WORDINGS_MAX - 1,
        refusal: |_| Refusal::LimitReached { max: WORDINGS_MAX as u32 },
        prepare: |day| {
            day.group(1);
            day.write(0, 0).unwrap();
        },
        one: |day, number| {
            day.give(
                &person(0),
                json!({"do": "edit", "contribution": id(b'k', 0), "text": format!("{number} b")}),
            )
        },
        back: None,
    },
    Row {
        name: "earlier wordings of a topic",
        max: WORDINGS_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.market();
            day.propose(&person(0), 0).unwrap();
        },
        one: |day, number| {
            day.give(
                &person(0),
                json!({"do": "edit_topic", "topic": id(b't', 0), "title": number.to_string()}),
            )
        },
        back: None,
    },
    Row {
        name: "earlier names of an axis",
        max: EARLIER_MAX,
        refusal: LIMIT,
        prepare: |day| day.axis(0).unwrap(),
        one: |day, number| {
            day.give(
                &facilitator(),
                json!({"do": "rename_axis", "axis": id(b'a', 0), "name": format!("{number} b")}),
            )
        },
        back: None,
    },
    Row {
        name: "earlier questions of the forum",
        max: EARLIER_MAX,
        refusal: LIMIT,
        prepare: |_| (),
        one: |day, number| {
            day.give(&facilitator(), json!({"do": "set_forum", "question": format!("{number} b")}))
        },
        back: None,
    },
    Row {
        name: "what a contribution is not like",
        max: DECLINED_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.group(1);
            (0..DECLINED_MAX + 3).for_each(|number| day.write(0, number).unwrap());
        },
        one: |day, number| {
            let pair =
                json!({"do": "decline_alike", "contribution": id(b'k', 0), "with": id(b'k', number + 1)});
            day.give(&facilitator(), pair)
        },
        back: None,
    },
    Row {
        name: "axes under which a contribution does not belong",
        max: DECLINED_MAX,
        refusal: LIMIT,
        prepare: |day| {
            day.group(1);
            day.write(0, 0).unwrap();
            day.axis(0).unwrap();
        },
        one: |day, number| {
            let axis = id(b'a', number);
            let decline = json!({"do": "decline", "axis": axis, "contribution": id(b'k', 0)});
            day.give(&facilitator(), decline)?;
            day.prepare(json!({"do": "remove_axis", "axis": axis}));
            day.axis(number + 1)
        },
        back: None,
    },
    Row {
        name: "commands of a person in the log",
        max: COMMANDS_PER_PERSON_MAX as usize,
        refusal: LIMIT,
        prepare: |day| {
            day.market();
            day.propose(&facilitator(), 0).unwrap();
        },
        one: |day, number| {
            let on = number.is_multiple_of(2);
            day.give(&person(0), json!({"do": "interest", "topic": id(b't', 0), "on": on}))
        },
        back: None,
    },
    Row {
        name: "changes of a ballot",
        max: BALLOT_CHANGES_MAX as usize,
        refusal: LIMIT,
        prepare: |day| {
            day.group(1);
            for number in 0..2 {
                day.write(0, number).unwrap();
                day.axis(number).unwrap();
                let (axis, contribution) = (id(b'a', number), id(b'k', number));
                day.prepare(json!({"do": "attach", "axis": axis, "contribution": contribution}));
            }
            day.prepare(json!({"do": "open_vote"}));
        },
        one: |day, number| {
            let dots = 1 - number % 2;
            day.give(&person(0), json!({"do": "dot", "axis": id(b'a', 0), "dots": dots}))
        },
        back: None,
    },
];

#[test]
fn every_bound_is_reached_and_one_more_is_refused() {
    for row in TABLE {
        let mut day = Day::new();
        (row.prepare)(&mut day);
        for number in 0..row.max {
            let given = (row.one)(&mut day, number);
            assert_eq!(given, Ok(()), "{}: {number} of {}", row.name, row.max);
        }
        let held = |day: &Day| (serde_json::to_string(&day.state).unwrap(), day.state.texts.clone());
        let refused = Err((row.refusal)(row.max as u32));
        let before = held(&day);
        assert_eq!((row.one)(&mut day, row.max), refused, "{}: one more than {}", row.name, row.max);
        assert!(held(&day) == before, "{}: what is refused changes nothing", row.name);
        if let Some(back) = row.back {
            back(&mut day);
            assert_eq!((row.one)(&mut day, row.max), Ok(()), "{}: what went gives its place back", row.name);
            assert_eq!((row.one)(&mut day, row.max + 1), refused, "{}: one place was free", row.name);
        }
    }
}

#[test]
fn one_persons_share_leaves_room_for_all_and_binds_no_facilitator() {
    let mut day = Day::new();
    day.market();
    day.join(1).unwrap();
    day.wall(1, SPACES_MAX);
    let share = TOPICS_PER_PERSON as usize;
    (0..share).for_each(|number| day.propose(&person(0), number).unwrap());
    assert_eq!(day.propose(&person(0), share), Err(Refusal::TooManyTopics { max: TOPICS_PER_PERSON }));
    day.propose(&person(1), share).unwrap();
    (0..GROUPS_PER_PERSON_MAX).for_each(|number| day.place(&person(0), 0, number).unwrap());
    let more = GROUPS_PER_PERSON_MAX;
    assert!(day.place(&person(0), 0, more).is_err());
    day.place(&facilitator(), 0, more).unwrap();
    day.place(&person(1), share, more + 1).unwrap();
    (share + 1..3 * share).for_each(|number| day.propose(&facilitator(), number).unwrap());
}

/// What a hostile phone did in seconds: it took all groups, and topics, for ever.
#[test]
fn placing_and_unplacing_or_proposing_and_withdrawing_takes_nothing_from_others() {
    let mut day = Day::new();
    day.market();
    day.join(1).unwrap();
    day.wall(1, SPACES_MAX);
    day.propose(&person(0), 0).unwrap();
    for number in 0..GROUPS_MAX + 10 {
        let place = json!({"do": "place", "as": id(b'g', number), "topic": id(b't', 0), "slot": id(b's', 0), "space": id(b'e', 0)});
        day.give(&person(0), place).unwrap();
        day.give(&person(0), json!({"do": "unplace", "group": id(b'g', number)})).unwrap();
    }
    for number in 1..TOPICS_MAX + 10 {
        day.propose(&person(0), number).unwrap();
        day.give(&person(0), json!({"do": "withdraw", "topic": id(b't', number)})).unwrap();
    }
    let last = 2 * TOPICS_MAX;
    day.propose(&person(1), last).unwrap();
    let key = TopicId(id(b't', last));
    let Some(Entity::Topic(topic)) = view(&day.state, Audience::Forum, Key::Topic(key)) else {
        panic!("shown")
    };
    assert_eq!(topic.number as usize, TOPICS_MAX + 11, "numbers are never given again");
    let place =
        json!({"do": "place", "as": id(b'x', 0), "topic": key, "slot": id(b's', 0), "space": id(b'e', 0)});
    day.give(&person(1), place).unwrap();
}

#[test]
fn who_has_used_up_a_share_of_the_log_can_still_take_words_back() {
    let mut day = Day::new();
    day.group(1);
    day.write(0, 0).unwrap();
    let used = (0..).map_while(|number| {
        let on = !usize::is_multiple_of(number, 2);
        let college = if on { json!(null) } else { json!(id(b'c', 0)) };
        if number == 0 {
            day.prepare(json!({"do": "add_college", "as": id(b'c', 0), "label": "a"}));
        }
        day.give(&person(0), json!({"do": "choose_college", "college": college})).ok()
    });
    assert!(used.count() < COMMANDS_PER_PERSON_MAX as usize);
    day.give(&person(0), json!({"do": "retire", "contribution": id(b'k', 0)})).unwrap();
}
