//! What changed since the last newsletter that was sent: since the commit in which its state became « diffusée ». What
//! has a state counts from the commit in which it came to it; a forum, which has none, counts by its day.

use crate::dossier::{Dossier, Issued, Piece};
use crate::roadmap::RoadMap;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use protocol::programme::Noun;
use protocol::programme::entity::Document;
use protocol::programme::value::{Day, Number};

/// What changed since the last newsletter.
#[derive(Clone, Debug)]
pub struct News<'d> {
    /// The newsletter that was sent.
    pub last: &'d Piece,
    /// Its day, else the one on which it was sent.
    pub day: Date,
    /// Axes that the committee retained.
    pub axes: Vec<&'d Piece>,
    /// Sheets that a committee validated, whatever became of them since, with their numbers.
    pub validated: Vec<(String, &'d Piece)>,
    /// Sheets that are done.
    pub done: Vec<(String, &'d Piece)>,
    /// Sheets that were abandoned; each says why.
    pub abandoned: Vec<(String, &'d Piece)>,
    /// Meetings that were held or of which the minutes were validated.
    pub meetings: Vec<&'d Piece>,
    /// Forums that were held.
    pub forums: Vec<&'d Piece>,
    /// Documents that were published, newsletters apart.
    pub issued: Vec<&'d Issued>,
    /// Agreements that were signed.
    pub signed: Vec<&'d Piece>,
    /// Amendments that were signed.
    pub amendments: Vec<&'d Piece>,
}

impl<'d> News<'d> {
    /// For a newsletter, or for one that is not begun yet; nothing: none before it was sent.
    pub fn of(dossier: &'d Dossier, letter: Option<&Piece>) -> Option<Self> {
        let rank = |it: &Piece| (it.number("number").map(Number::millionths), it.number);
        let before = |it: &&Piece| letter.is_none_or(|letter| rank(it) < rank(letter));
        let sent = |it: &Piece| it.since("state").filter(|_| it.choice("state") == Some("sent"));
        let all = dossier.all(Noun::Newsletter).filter(before);
        let (since, last) =
            all.filter_map(|it| Some((sent(it)?, it))).max_by_key(|(at, it)| (*at, rank(it)))?;
        let until = letter.and_then(sent);
        let is_new = |at: Timestamp| at > since && until.is_none_or(|until| at <= until);
        let came_to = |noun, field: &'static str, word: &'static str| {
            let is = move |it: &&Piece| it.choice(field) == Some(word) && it.since(field).is_some_and(is_new);
            dossier.all(noun).filter(is)
        };
        let day = last.day("day").map_or_else(|| date(since), Day::first);
        let today = date(until.unwrap_or(dossier.at));
        let map = RoadMap::new(dossier);
        let sheets = |is: &dyn Fn(&Piece) -> bool| {
            let sheets = map.actions().filter(|(_, action)| is(action));
            Vec::from_iter(sheets.map(|(number, action)| (number.to_owned(), action)))
        };
        let ended = |word: &'static str| {
            sheets(&|it| it.choice("state") == Some(word) && it.since("state").is_some_and(is_new))
        };
        let was_held = |it: &&Piece| {
            let came = |field, word| it.choice(field) == Some(word) && it.since(field).is_some_and(is_new);
            came("state", "held") || came("minutes_state", "validated")
        };
        let between = |it: &&Piece| it.day("day").is_some_and(|it| it.first() > day && it.last() <= today);
        Some(Self {
            last,
            day,
            axes: came_to(Noun::Axis, "state", "retained").collect(),
            validated: sheets(&|it| dossier.validated.get(&it.id).is_some_and(|at| is_new(*at))),
            done: ended("done"),
            abandoned: ended("abandoned"),
            meetings: dossier.all(Noun::Meeting).filter(was_held).collect(),
            forums: dossier.all(Noun::Forum).filter(between).collect(),
            issued: dossier
                .issued
                .iter()
                .filter(|it| is_new(it.at) && it.document != Document::Newsletter)
                .collect(),
            signed: came_to(Noun::Agreement, "state", "signed").collect(),
            amendments: came_to(Noun::Amendment, "state", "signed").collect(),
        })
    }

    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        let sheets = [&self.validated, &self.done, &self.abandoned];
        let pieces = [&self.axes, &self.meetings, &self.forums, &self.signed, &self.amendments];
        sheets.iter().all(|it| it.is_empty())
            && pieces.iter().all(|it| it.is_empty())
            && self.issued.is_empty()
    }
}

fn date(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}
