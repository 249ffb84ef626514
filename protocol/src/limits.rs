//! Every bound of the program, with its unit and reason. Lengths of texts are Unicode scalar values
//! after normalisation ([`crate::text`]).

pub mod programme;

use std::time::Duration;

/// Default TCP port: explicit, so that no browser tries 443 first.
pub const PORT: u16 = 7373;
/// Version of the wire; another one in `hello` means that the screen must load again.
pub const WIRE_VERSION: u32 = 2;

/// Letters of a forum code: no vowel-like or look-alike characters are left out but I, L, O, 0 and 1.
pub const CODE_LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Letters of a code on a local network: short enough to be read aloud.
pub const CODE_LETTERS_LOCAL: usize = 6;
/// Letters of a code on a public address: 39 bits, since strangers can guess there.
pub const CODE_LETTERS_PUBLIC: usize = 8;
/// Letters of a recovery code.
pub const RECOVERY_LETTERS: usize = 8;
/// Letters of a receipt: 49 bits, since whoever guesses one reads somebody's words.
pub const RECEIPT_LETTERS: usize = 10;
/// Bytes of a forum's public address: a host has at most 253.
pub const ADDRESS_BYTES_MAX: usize = 280;

/// Characters of a topic's title or an axis' name.
pub const TITLE_CHARACTERS_MAX: usize = 120;
/// Characters of the title of an action or an agreement, as long as the field’s tools take them.
pub const HEADING_CHARACTERS_MAX: usize = 300;
/// Characters of a contribution.
pub const TEXT_CHARACTERS_MAX: usize = 2_500;
/// Characters of a forum's or a topic's question.
pub const QUESTION_CHARACTERS_MAX: usize = 500;
/// Characters of minutes or a synthesis, some ten pages: worded anew with what it said before, it fits into an
/// officer's message whatever its letters are.
pub const PAGES_CHARACTERS_MAX: usize = 20_000;
/// Characters of a name or a label.
pub const NAME_CHARACTERS_MAX: usize = 60;
/// Combining marks on one base character: more is noise that covers the lines around it.
pub const COMBINING_MARKS_MAX: usize = 8;
/// Characters of a language tag (BCP 47) or a time zone name (IANA).
pub const TAG_CHARACTERS_MAX: usize = 40;

/// Slots of a forum: two weeks of 36 each.
pub const SLOTS_MAX: usize = 512;
/// Spaces of a forum: the largest congress hall with all its rooms.
pub const SPACES_MAX: usize = 128;
/// Colleges of a forum.
pub const COLLEGES_MAX: usize = 32;
/// Topics of a forum that have not been withdrawn: three times the largest one known (625, of which 131
/// were withdrawn).
pub const TOPICS_MAX: usize = 2_000;
/// Groups of a forum that are on the wall or have opened: each topic twice.
pub const GROUPS_MAX: usize = 4_000;
/// People of a forum.
pub const PEOPLE_MAX: usize = 12_000;
/// Contributions of a forum that were not taken back.
pub const CONTRIBUTIONS_MAX: usize = 20_000;
/// Axes of a forum.
pub const AXES_MAX: usize = 100;
/// Names of a forum's territory: communes, streets, quarters.
pub const TERRITORY_MAX: usize = 200;
/// Logos of a forum: the communauté, the Caf, the MSA.
pub const LOGOS_MAX: usize = 3;
/// Bytes of a logo's file: three of them in base64 fit into a facilitator's message.
pub const LOGO_BYTES_MAX: usize = 48 * 1024;
/// Points of a logo's side: at the size at which it is printed, more than a printer has.
pub const LOGO_POINTS_MAX: u32 = 1_000;
/// Texts of earlier logos that wait for their erasure, which comes with the next logo that is taken away.
pub const EARLIER_LOGOS_MAX: usize = 30;
/// Bytes of a Wi-Fi network's name (IEEE 802.11).
pub const WIFI_NAME_BYTES_MAX: usize = 32;
/// Bytes of its password, which may also be a key of 64 hexadecimal digits.
pub const WIFI_PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 8..=63;
/// Heaps that a facilitator may ask for.
pub const HEAPS_MAX: u8 = 12;
/// Passes (facilitators, projectors, desks) of a forum that were not revoked.
pub const PASSES_MAX: usize = 100;
/// Devices of one person, each with a token.
pub const DEVICES_MAX: usize = 20;
/// Wordings kept of one contribution, or of one topic. More are refused: nothing typed is dropped silently.
pub const WORDINGS_MAX: usize = 50;
/// Names kept of an axis with those of axes merged into it, and questions of a forum. More are refused.
pub const EARLIER_MAX: usize = 200;
/// Suggestions named at an axis of which something was accepted; of more, the newest.
pub const ACCEPTED_MAX: usize = 200;
/// Axes, or contributions, of which it is said that they do not go with one contribution, by whoever says it.
pub const DECLINED_MAX: usize = 200;
/// Duplicates of one contribution: all go back to be looked at when it is taken back.
pub const DUPLICATES_MAX: usize = 200;
/// A person's share of the topics, where the facilitator has not said another: no bound, and yet a hundred
/// people must agree to fill the wall for all.
pub const TOPICS_PER_PERSON: u32 = 20;
/// A person's share of the groups: those of all topics that one hosts.
pub const GROUPS_PER_PERSON_MAX: usize = 40;
/// A person's share of the contributions: a scribe who writes one a minute for eight hours.
pub const CONTRIBUTIONS_PER_PERSON_MAX: usize = 500;
/// Contributions that one person supports: seven times the most seen in a public debate (293).
pub const SUPPORTS_MAX: usize = 2_000;
/// Commands of one person that the log keeps, over all days: what was withdrawn, taken back or toggled
/// counts here. The most seen in a day is 298; at the allowed rate it is reached after a quarter of an hour,
/// and takes 6 MB. One's own words can be taken back all the same.
pub const COMMANDS_PER_PERSON_MAX: u32 = 20_000;
/// Changes of one ballot, which the log keeps until the vote is closed for good: counted apart, for nothing
/// says whose ballot it is.
pub const BALLOT_CHANGES_MAX: u32 = 1_000;
/// Places of a space; a hint, never a gate.
pub const PLACES_MAX: u32 = 100_000;
/// Dots a person may get at most.
pub const DOTS_MAX: u8 = 50;
/// Dots a person gets when nothing is said.
pub const DOTS: u8 = 5;
/// Dots of one person on one axis when nothing is said.
pub const DOTS_PER_AXIS: u8 = 2;
/// Counts below this are withheld where they could point at a person.
pub const SMALL_COUNT: u32 = 5;
/// Moves of one person at the room's table that wait on the phone for an answer: what is sorted without a network is
/// sorted by a table that others go on changing, and a person remembers about so many.
pub const MOVES_WAITING_MAX: usize = 20;
/// Regroupings in one answer: a page of them to read.
pub const REGROUPINGS_MAX: usize = 50;
/// Ways from one place to another that are told of one regrouping: an axis that is removed leaves one for each other
/// axis that its contributions stand under.
pub const MOVED_MAX: usize = 100;
/// Contributions that are named of those that went one way: so many say which ones they were.
pub const MOVED_SHOWN: usize = 5;
/// Contributions in the facilitators' live list of new texts.
pub const LATEST_MAX: usize = 50;

/// Bytes of a WebSocket message from a client.
pub const MESSAGE_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a facilitator's message: a list of 5 000 ids has 195 KB.
pub const FACILITATOR_MESSAGE_BYTES_MAX: usize = 256 * 1024;
/// Bytes of an HTTP body.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Bytes that may wait for one socket; a slower one is closed and told to come back.
pub const QUEUE_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one frame of changes: two may wait for a socket. In the place of more, screens load.
pub const FRAME_BYTES_MAX: usize = 32 * 1024;
/// Bytes of encoded changes kept for each scope for those who come back.
pub const TAIL_BYTES_MAX: usize = 256 * 1024;
/// Bytes a second that a socket may send on average.
pub const SOCKET_BYTES_PER_SECOND: u32 = 64 * 1024;
/// Bytes that a socket may send at once.
pub const SOCKET_BYTES_BURST: u32 = 256 * 1024;
/// Snapshots in one answer: the groups of a large day.
pub const SNAPSHOTS_AT_ONCE_MAX: usize = 128;
/// Scopes that one socket may follow: every group of a large forum, for the facilitator.
pub const FOLLOWS_MAX: usize = 1_024;
/// Screens open with one token; the oldest is closed.
pub const SCREENS_MAX: usize = 5;
/// Commands taken into one commit.
pub const BATCH_COMMANDS_MAX: usize = 256;
/// Commands a participant may give: a second, and at once.
pub const PARTICIPANT_RATE: (u32, u32) = (20, 60);
/// Commands a facilitator may give: a second, and at once.
pub const FACILITATOR_RATE: (u32, u32) = (200, 400);
/// Screens that may open with one token: a second, and at once. Five screens in bad reception need one a second.
pub const HELLO_RATE: (u32, u32) = (5, 60);
/// Snapshots that may be loaded with one token: a second, and at once, every group of a large forum.
pub const SNAPSHOT_RATE: (u32, u32) = (20, 1_024);
/// Codes that do not exist, a minute and device: a person mistypes a few times.
pub const CODE_MISSES_PER_MINUTE: u32 = 10;
/// Codes that do not exist, a minute and address: a whole hall may stand behind one.
pub const CODE_MISSES_PER_MINUTE_AND_ADDRESS: u32 = 300;
/// Recovery codes that do not exist, a minute and forum; and of each address, whoever asks at once.
pub const RECOVERY_MISSES_PER_MINUTE: u32 = 60;
/// Of these, so many may come at once.
pub const RECOVERY_MISSES_AT_ONCE: u32 = 10;
/// How long whoever tries or joins waits for a turn before being told when to come again.
pub const TURN_WAIT_MAX: Duration = Duration::from_secs(5);
/// People who may join a forum: a second, and at once, a large hall that scans one code.
pub const JOIN_RATE: (u32, u32) = (50, 2_500);
/// Connections of one address that have not finished their first request.
pub const HALF_OPEN_MAX: usize = 256;
/// Connections in all: people on two sockets each, and a reserve. The system may allow fewer.
pub const CONNECTIONS_MAX: usize = 25_000;
/// Descriptors that no connection takes: the log's files, and connections that are turned away.
pub const DESCRIPTORS_KEPT: usize = 192;
/// Connections kept for the laptop itself, which must get in whatever others do.
pub const OWN_CONNECTIONS: usize = 64;
/// Connections of one address, or half of all if that is more: a large hall may stand behind one.
pub const ADDRESS_CONNECTIONS: usize = 4_500;
/// Snapshots and exports on their way with one token: a browser asks for six things at once.
pub const ANSWERS_MAX: usize = 8;
/// An answer of which nothing was taken for so long is cut off.
pub const STALL_TIME_MAX: Duration = Duration::from_secs(10);

/// Bytes of a forum's archive: as many contributions as a forum holds, with a thousand bytes of words each.
pub const ARCHIVE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Entries of a forum's archive: all that a forum can hold, and as much again that was taken back.
pub const ARCHIVE_ENTRIES_MAX: usize = 100_000;

/// After a group has closed, who held the pen may finish the record for so long.
pub const SCRIBE_AFTER_CLOSE: Duration = Duration::from_secs(30 * 60);
/// The server pings every socket this often: two fit into [`SILENCE_MAX`]. On a phone that only listens they are most of a
/// day's bytes.
pub const HEARTBEAT: Duration = Duration::from_secs(20);
/// Either side takes the other for dead after this silence.
pub const SILENCE_MAX: Duration = Duration::from_secs(40);
/// Time until a connection has sent its request head.
pub const HEAD_TIME_MAX: Duration = Duration::from_secs(5);
/// Time until a socket has said `hello`.
pub const HELLO_TIME_MAX: Duration = Duration::from_secs(10);
/// Time a kept-alive HTTP connection may be idle.
pub const IDLE_TIME_MAX: Duration = Duration::from_secs(60);
/// Counts and presence go out at most this often; longer for many people ([`counts_every`]).
pub const COUNTS_EVERY: Duration = Duration::from_secs(1);
/// A snapshot is encoded at most this often for each scope.
pub const SNAPSHOT_EVERY: Duration = Duration::from_secs(1);

/// Spacing of counts and presence for `people` connected screens: max(1 s, people / 200 s).
pub fn counts_every(people: usize) -> Duration {
    COUNTS_EVERY.max(Duration::from_millis(people as u64 * 5))
}
