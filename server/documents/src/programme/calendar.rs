//! The calendar: phases, meetings, forums; on paper, as a table, and for the calendars that people keep.

use super::Binder;
use super::cells::text;
use crate::model::{Look, Sheet};
use crate::words::Language;
use crate::writing::Writing;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use programme::dossier::{Dossier, Piece};
use protocol::programme::Noun;
use protocol::programme::value::Day;

/// Something with a day.
struct Dated<'d> {
    piece: &'d Piece,
    /// What it is, in a word.
    kind: &'static str,
    name: String,
    start: Option<Day>,
    end: Option<Day>,
    is_cancelled: bool,
}

impl<'d> Binder<'d> {
    pub(super) fn calendar(&mut self) {
        self.chapter("Les phases", "Phases");
        let dossier = self.dossier;
        let phases = Vec::from_iter(dossier.all(Noun::Phase));
        if phases.is_empty() {
            self.tell("Aucune phase n’est encore inscrite.", "No phase is listed yet.");
        } else {
            self.phases(&phases);
        }
        self.chapter("Les réunions et les forums", "Meetings and forums");
        let dated = self.meetings_and_forums();
        if dated.is_empty() {
            self.tell("Aucune réunion ni aucun forum n’est inscrit.", "No meeting and no forum is listed.");
            return;
        }
        let rows = dated.iter().map(|one| {
            let what = if one.is_cancelled {
                format!("{} ({})", one.name, self.say_in("annulée", "cancelled"))
            } else {
                one.name.clone()
            };
            vec![self.when(one.piece), what, one.piece.text("place").unwrap_or("—").to_owned()]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Date", "Date"), 30, false),
            (self.say_in("Quoi", "What"), 40, false),
            (self.say_in("Lieu", "Place"), 30, false),
        ];
        self.table(self.say_in("Réunions et forums", "Meetings and forums").to_owned(), &columns, rows);
        let undated = dated.iter().filter(|one| one.start.is_none()).count();
        if undated > 0 {
            let sentence = self.say_in(
                "Ce qui n’a pas de date n’est pas dans le fichier de calendrier.",
                "What has no date is not in the calendar file.",
            );
            self.say(Look::Note, sentence);
        }
    }

    /// The time line as a table.
    pub(super) fn phases(&mut self, phases: &[&Piece]) {
        let day = |piece: &Piece, field| {
            piece.day(field).map_or_else(|| "—".to_owned(), |day| self.language.day(day))
        };
        let rows = phases.iter().map(|phase| {
            let name = phase.text("name").unwrap_or("—");
            let what = match phase.text("summary") {
                Some(summary) => format!("{name}\n{summary}"),
                None => name.to_owned(),
            };
            let state = if phase.is("done") { self.say_in("terminée", "done") } else { "" };
            vec![what, day(phase, "start"), day(phase, "end"), state.to_owned()]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Phase", "Phase"), 46, false),
            (self.say_in("Début", "Start"), 20, false),
            (self.say_in("Fin", "End"), 20, false),
            (self.say_in("État", "State"), 14, false),
        ];
        self.table(
            self.say_in("Les phases de la démarche", "The phases of the programme").to_owned(),
            &columns,
            rows,
        );
    }

    /// By day; what has none comes last.
    fn meetings_and_forums(&self) -> Vec<Dated<'d>> {
        let dossier = self.dossier;
        let meetings = dossier.all(Noun::Meeting).map(|piece| Dated {
            piece,
            kind: self.say_in("Réunion", "Meeting"),
            name: self.named(piece.item("committee")).unwrap_or(self.say_in("Réunion", "Meeting")).to_owned(),
            start: piece.day("day"),
            end: None,
            is_cancelled: piece.choice("state") == Some("cancelled"),
        });
        let forums = dossier.all(Noun::Forum).map(|piece| Dated {
            piece,
            kind: self.say_in("Forum", "Forum"),
            name: piece.text("name").unwrap_or("—").to_owned(),
            start: piece.day("day"),
            end: None,
            is_cancelled: false,
        });
        let mut dated = Vec::from_iter(meetings.chain(forums));
        dated.sort_by_key(|one| (one.start.is_none(), one.start.map(String::from), one.piece.time("time")));
        dated
    }

    fn all_dated(&self) -> Vec<Dated<'d>> {
        let phases = self.dossier.all(Noun::Phase).map(|piece| Dated {
            piece,
            kind: self.say_in("Phase", "Phase"),
            name: piece.text("name").unwrap_or("—").to_owned(),
            start: piece.day("start").or_else(|| piece.day("end")),
            end: piece.day("end"),
            is_cancelled: false,
        });
        phases.chain(self.meetings_and_forums()).collect()
    }
}

/// The first day after as much of a day as is known.
fn after(day: Day) -> Option<Date> {
    let length: Span = match String::from(day).matches('-').count() {
        0 => 1.year(),
        1 => 1.month(),
        _ => 1.day(),
    };
    day.first().checked_add(length).ok()
}

/// A calendar without events.
pub(super) fn empty(name: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Bourdon//Bourdon//FR"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"));
    calendar.name(name);
    calendar
}

/// An event from a day until another, known by this word.
pub(super) fn whole_days(dossier: &Dossier, known_by: &str, from: Date, until: Date) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{known_by}@bourdon"));
    for (name, date) in [("DTSTART", from), ("DTEND", until)] {
        let date = date.strftime("%Y%m%d").to_string();
        event.append_property(Property::new(name, date).add_parameter("VALUE", "DATE").done());
    }
    let stamp = dossier.at.strftime("%Y%m%dT%H%M%SZ").to_string();
    event.add_property("DTSTAMP", stamp).add_property("TRANSP", "TRANSPARENT");
    event
}

/// An `.ics` file: whole days, which no time zone moves. An event is known by the id of its item, so that a calendar that
/// reads the file again changes it and has none twice.
pub(super) fn ics(dossier: &Dossier, language: Language) -> Vec<u8> {
    let binder = Binder::new(dossier, language);
    let mut calendar = empty(binder.called());
    for one in binder.all_dated() {
        let Some(start) = one.start else { continue };
        // One that ends before it starts is as long as its start.
        let end = one.end.filter(|end| end.first() >= start.first()).unwrap_or(start);
        let Some(end) = after(end) else { continue };
        let time = one.piece.time("time").map(|time| language.time_of_day(time));
        let summary = Vec::from_iter([Some(one.name.clone()), time].into_iter().flatten()).join(", ");
        let mut event = whole_days(dossier, &one.piece.id.to_string(), start.first(), end);
        event.summary(&summary).add_property("CATEGORIES", one.kind);
        if let Some(words) = one.piece.text("summary").or_else(|| one.piece.text("agenda")) {
            event.description(words);
        }
        if let Some(place) = one.piece.text("place") {
            event.location(place);
        }
        if one.is_cancelled {
            event.status(EventStatus::Cancelled);
        }
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

/// All that has a day, one a row.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let day = |day: Option<Day>| text(day.map(String::from).as_deref());
    let rows = binder.all_dated().into_iter().map(|one| {
        let is_phase = one.piece.noun == Noun::Phase;
        let state = match one.piece.noun {
            Noun::Phase if one.piece.is("done") => Some(language.say("terminée", "done")),
            _ => binder.chosen(one.piece, "state"),
        };
        vec![
            text(Some(one.kind)),
            text(Some(&one.name)),
            day(if is_phase { one.piece.day("start") } else { one.start }),
            day(one.end),
            text(one.piece.time("time").map(|time| time.to_string()).as_deref()),
            text(one.piece.text("place")),
            text(state),
        ]
    });
    let rows = rows.collect();
    let column = |french, english, letters| (language.say(french, english).to_owned(), letters);
    let columns = vec![
        column("quoi", "what", 12),
        column("nom", "name", 40),
        column("début", "start", 12),
        column("fin", "end", 12),
        column("heure", "time", 8),
        column("lieu", "place", 32),
        column("état", "state", 12),
    ];
    super::sheet(dossier, language, language.say("Calendrier", "Calendar"), columns, rows)
}
