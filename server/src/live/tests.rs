//! A live forum with screens on real connections.

use super::*;
use crate::forums::Forums;
use crate::sorter::Sorter;
use flate2::read::GzDecoder;
use forum::event::DoorClosed;
use forum::{Caller, Commit, Entry, State, hash_token};
use futures_util::StreamExt;
use protocol::command::{self, Kind, NewSlot, NewSpace, Order, Phase};
use protocol::http::CreateForum;
use protocol::limits::{CODE_LETTERS_LOCAL, SCREENS_MAX};
use protocol::message::{CloseCode, ServerMessage};
use protocol::secret::Token;
use protocol::time::TimeOfDay;
use protocol::{
    Command, CommandId, ContributionId, ForumId, GroupId, ParticipantId, PassId, Scope, SlotId, SpaceId,
    TopicId,
};
use std::io::Read;
use std::path::PathBuf;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role as WebSocketRole;
use uuid::Uuid;

struct Hall {
    data: PathBuf,
    log: Log,
    live: Live<State>,
    id: ForumId,
    epoch: String,
}

impl Drop for Hall {
    fn drop(&mut self) {
        // What is left behind in the folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn token(number: u8) -> Token {
    Token::new([number; 32])
}

fn order(command: impl Into<Command>) -> Order {
    Order::new(CommandId(Uuid::new_v4()), command)
}

fn propose(title: &str) -> Order {
    let command = command::Propose { r#as: TopicId(Uuid::new_v4()), title: title.to_owned(), question: None };
    order(command)
}

const FACILITATOR: u8 = 0;
const SLOT: SlotId = SlotId(Uuid::from_u128(1));
const SPACE: SpaceId = SpaceId(Uuid::from_u128(2));

impl Hall {
    async fn open() -> Self {
        let data = std::env::temp_dir().join(format!("bourdon-live-{}", Uuid::new_v4()));
        let log = Log::open(&data).unwrap();
        let forums = Forums::open(log.clone(), CODE_LETTERS_LOCAL, Sorter::start().unwrap()).await.unwrap();
        let label = "Ici".to_owned();
        let hour = |text: &str| TimeOfDay::try_from(text.to_owned()).unwrap();
        let slot =
            NewSlot { r#as: SLOT, label: label.clone(), start: hour("09:00"), end: hour("10:00"), day: None };
        let space = NewSpace { r#as: SPACE, label, places: None };
        let body = CreateForum {
            id: CommandId(Uuid::new_v4()),
            pass: PassId(Uuid::new_v4()),
            token: token(FACILITATOR),
            command: command::CreateForum {
                r#as: ForumId(Uuid::new_v4()),
                question: "Et maintenant ?".to_owned(),
                language: "fr".to_owned(),
                time_zone: None,
                date: None,
                slots: vec![slot],
                spaces: vec![space],
                colleges: vec![],
                dots: None,
                dots_per_axis: None,
                wifi: None,
            },
        };
        let created = forums.create(body.clone()).await.unwrap();
        assert_eq!(forums.create(body).await.unwrap(), created, "asked twice, done once");
        let live = forums.by_id(created.forum).await.unwrap().unwrap();
        let facilitator = live.caller(&hash_token(&token(FACILITATOR)), false).await.unwrap();
        live.order(facilitator, order(command::SetPhase { phase: Phase::Marketplace })).await.unwrap();
        Self { data, log, live, id: created.forum, epoch: created.position.epoch }
    }

    async fn join(&self, number: u8) -> Caller {
        let person = ParticipantId(Uuid::new_v4());
        let (name, token) = (format!("Personne {number}"), token(number));
        let join = command::Join { r#as: person, name, college: None, token, recovery: None };
        self.live.order(Caller::Newcomer, order(join)).await.unwrap();
        Caller::Participant(person)
    }

    /// A screen of the holder of this token. It follows the forum from `seq` on.
    async fn screen(&self, number: u8, seq: Option<u64>) -> (Screen, Attached<State>) {
        self.screen_of(Scope::Forum, number, seq).await
    }

    async fn screen_of(&self, scope: Scope, number: u8, seq: Option<u64>) -> (Screen, Attached<State>) {
        let heads = self.log.read::<State>(self.id.into()).await.unwrap().heads;
        let head = |seq: u64| heads.get(usize::try_from(seq).ok()?.checked_sub(1)?).copied();
        let position = seq.map(|seq| Position { epoch: self.epoch.clone(), seq, head: head(seq) });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let outlet = Arc::new(Outlet::new(listener.accept().await.unwrap().0));
        outlet.stream().writable().await.unwrap();
        let follow = vec![Follow { scope, position }];
        let attached = self
            .live
            .attach(Arrival { token: hash_token(&token(number)), owner: false, outlet, follow, ahead: None })
            .await
            .unwrap();
        let mut screen = Screen(WebSocketStream::from_raw_socket(client, WebSocketRole::Client, None).await);
        assert_eq!(screen.next().await, Ok(ServerMessage::Welcome(attached.welcome.clone())));
        (screen, attached)
    }
}

struct Screen(WebSocketStream<TcpStream>);

impl Screen {
    /// The next message but counts and presence, which come with the clock; or the close code.
    async fn next(&mut self) -> Result<ServerMessage, u16> {
        loop {
            match self.0.next().await.unwrap().unwrap() {
                Message::Text(text) => match serde_json::from_str(&text).unwrap() {
                    ServerMessage::Counts(_) | ServerMessage::Presence(_) | ServerMessage::Ping(_) => {}
                    message => return Ok(message),
                },
                Message::Close(frame) => return Err(frame.unwrap().code.into()),
                other => panic!("{other:?}"),
            }
        }
    }

    async fn seq(&mut self) -> u64 {
        match self.next().await {
            Ok(ServerMessage::Changes(changes)) => changes.seq,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_screen_that_comes_back_gets_what_it_missed_and_goes_on() {
    let hall = Hall::open().await;
    let ada = hall.join(1).await;
    let start = hall.live.order(ada.clone(), propose("Un")).await.unwrap();
    hall.live.order(ada.clone(), propose("Deux")).await.unwrap();
    let (mut screen, _) = hall.screen(1, Some(start.seq)).await;
    let position = start.clone();
    assert_eq!(
        screen.next().await,
        Ok(ServerMessage::Followed(protocol::message::Followed { scope: Scope::Forum, position }))
    );
    assert_eq!(screen.seq().await, start.seq + 1);
    hall.live.order(ada, propose("Trois")).await.unwrap();
    assert_eq!(screen.seq().await, start.seq + 2);
}

#[tokio::test]
async fn a_screen_without_a_known_position_loads_the_snapshot() {
    let hall = Hall::open().await;
    let load = Ok(ServerMessage::Load(protocol::message::Load { scope: Scope::Forum }));
    for seq in [None, Some(0), Some(99)] {
        let (mut screen, _) = hall.screen(FACILITATOR, seq).await;
        assert_eq!(screen.next().await, load, "{seq:?}");
    }
    let encoded = hall.live.snapshot(hash_token(&token(FACILITATOR)), false, Scope::Forum).await.unwrap();
    let (mut screen, _) = hall.screen(FACILITATOR, Some(encoded.seq)).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Followed(_))));
}

#[tokio::test]
async fn a_command_that_comes_again_is_done_once() {
    let hall = Hall::open().await;
    let ada = hall.join(1).await;
    let (mut screen, attached) = hall.screen(1, None).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Load(_))));
    let propose = propose("Un");
    let first = hall.live.order(ada, propose.clone()).await.unwrap();
    hall.live.say(attached.socket, SocketInput::Command(Box::new(propose.clone()))).await;
    let done = protocol::message::Done { id: propose.id, position: first };
    assert_eq!(screen.next().await, Ok(ServerMessage::Done(done)));
}

#[tokio::test]
async fn the_oldest_of_too_many_screens_is_told_so() {
    let hall = Hall::open().await;
    let mut screens = Vec::new();
    for _ in 0..=SCREENS_MAX {
        screens.push(hall.screen(FACILITATOR, None).await.0);
    }
    assert!(matches!(screens[0].next().await, Ok(ServerMessage::Load(_))));
    assert_eq!(screens[0].next().await, Err(CloseCode::TooManyScreens as u16));
    assert!(matches!(screens[1].next().await, Ok(ServerMessage::Load(_))));
}

#[tokio::test]
async fn a_revoked_pass_closes_its_screens_before_anything_else_reaches_them() {
    let hall = Hall::open().await;
    let facilitator = hall.live.caller(&hash_token(&token(FACILITATOR)), false).await.unwrap();
    let pass = PassId(Uuid::new_v4());
    let add = command::AddProjector { r#as: pass, label: "Grand écran".to_owned(), token: token(9) };
    let position = hall.live.order(facilitator.clone(), order(add)).await.unwrap();
    let (mut screen, _) = hall.screen(9, Some(position.seq)).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Followed(_))));
    hall.live.order(facilitator.clone(), order(command::Revoke { pass })).await.unwrap();
    hall.live.order(facilitator, propose("Un")).await.unwrap();
    assert_eq!(screen.next().await, Err(CloseCode::NotAllowed as u16));
}

#[tokio::test]
async fn when_the_log_has_moved_on_the_forum_is_read_again() {
    let hall = Hall::open().await;
    let ada = hall.join(1).await;
    let before = hall.live.order(ada.clone(), propose("Un")).await.unwrap();
    let (mut screen, attached) = hall.screen(1, Some(before.seq)).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Followed(_))));
    // Somebody else writes.
    let command = CommandId(Uuid::new_v4());
    let entry = Entry {
        command,
        caller: Caller::Owner,
        events: vec![DoorClosed {}.into()],
        texts: Default::default(),
        credentials: vec![],
        erased: vec![],
    };
    let commit = Commit::new(before.seq + 1, jiff::Timestamp::now(), vec![entry], crate::log::salt);
    hall.log.append::<State>(hall.id.into(), commit).await.unwrap();

    let propose = propose("Deux");
    assert!(matches!(hall.live.order(ada.clone(), propose.clone()).await, Err(NotDone::Unknown)));
    assert_eq!(screen.next().await, Err(CloseCode::Reread as u16));
    hall.live.say(attached.socket, SocketInput::Left).await;
    assert!(!hall.live.door().await.unwrap().door_open);
    let after = hall.live.order(ada, propose).await.unwrap();
    assert_eq!(after.seq, before.seq + 2);
}

#[tokio::test]
async fn a_stopped_forum_goes_on_where_it_was() {
    let hall = Hall::open().await;
    let ada = hall.join(1).await;
    let before = hall.live.order(ada.clone(), propose("Un")).await.unwrap();
    let (mut screen, attached) = hall.screen(1, Some(before.seq)).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Followed(_))));
    let stop = hall.live.stop();
    let leave = async {
        assert_eq!(screen.next().await, Err(CloseCode::Restart as u16));
        hall.live.say(attached.socket, SocketInput::Left).await;
    };
    tokio::join!(stop, leave);
    assert!(hall.live.is_stopped());
    let again =
        Live::<State>::start(hall.log.clone(), hall.id.into(), Sorter::start().unwrap()).await.unwrap();
    let after = again.order(ada, propose("Deux")).await.unwrap();
    assert_eq!((after.epoch, after.seq), (before.epoch, before.seq + 1));
}

#[tokio::test]
async fn whoever_comes_back_while_the_server_stops_starts_no_forum() {
    let hall = Hall::open().await;
    let sorter = Sorter::start().unwrap();
    let forums = Forums::open(hall.log.clone(), CODE_LETTERS_LOCAL, sorter).await.unwrap();
    let live = forums.by_id(hall.id).await.unwrap().unwrap();
    forums.shutdown().await;
    assert!(live.is_stopped());
    assert!(matches!(forums.by_id(hall.id).await, Err(LogError::Stopped)));
    hall.log.close().await;
}

#[tokio::test]
async fn words_that_were_taken_back_reach_nobody_any_more() {
    let hall = Hall::open().await;
    let facilitator = hall.live.caller(&hash_token(&token(FACILITATOR)), false).await.unwrap();
    let ada = hall.join(1).await;
    let (topic, group) = (TopicId(Uuid::new_v4()), GroupId(Uuid::new_v4()));
    let contribution = ContributionId(Uuid::new_v4());
    let text = "Un bus le samedi".to_owned();
    let (title, kind) = ("Un".to_owned(), Kind::Need);
    let mut before = None;
    for (caller, order) in [
        (&ada, order(command::Propose { r#as: topic, title, question: None })),
        (&facilitator, order(command::Place { r#as: group, topic, slot: SLOT, space: SPACE, confirm: true })),
        (&facilitator, order(command::SetPhase { phase: Phase::Groups })),
        (&ada, order(command::Open { group })),
        (&ada, order(command::Enter { group })),
        (&ada, order(command::Write { r#as: contribution, group, kind, text: text.clone() })),
    ] {
        before = Some(hall.live.order(caller.clone(), order).await.unwrap().seq - 1);
    }
    let scope = Scope::Group(group);
    let words = async || {
        let encoded = hall.live.snapshot(hash_token(&token(1)), false, scope).await.unwrap();
        let mut plain = String::new();
        GzDecoder::new(&encoded.gzip[..]).read_to_string(&mut plain).unwrap();
        plain.contains(&text)
    };
    assert!(words().await);
    let (mut screen, _) = hall.screen_of(scope, 1, before).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Followed(_))));
    assert!(matches!(screen.next().await, Ok(ServerMessage::Changes(_))));

    hall.live
        .order(ada, order(command::Retire { contribution: Some(contribution), topic: None, name: None }))
        .await
        .unwrap();
    assert!(!words().await);
    let (mut screen, _) = hall.screen_of(scope, 1, before).await;
    assert!(matches!(screen.next().await, Ok(ServerMessage::Load(_))));
}
