//! Who decides: who sits in the committees, when they meet, and what they decided.

use super::Binder;
use super::cells::text;
use crate::model::{Look, Sheet};
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::{Dossier, Piece};
use protocol::programme::Noun;
use protocol::programme::entity::{Document, Warning};

impl<'d> Binder<'d> {
    pub(super) fn committees(&mut self) {
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        if self.is_of(Document::Composition) {
            self.tell(
                "Ce document dit qui siège dans chaque instance de la démarche. Un nom n’est imprimé que si la personne l’a \
                 accepté.",
                "This document says who sits in each committee of the programme. A name is printed only if its person agreed.",
            );
        } else {
            self.tell(
                "Ce document dit qui siège dans chaque instance de la démarche, quand elle se réunit et ce qu’elle a \
                 décidé. Un nom n’est imprimé que si la personne l’a accepté. Seuls les relevés validés sont repris.",
                "This document says who sits in each committee of the programme, when it meets and what it decided. A name \
                 is printed only if its person agreed. Only validated minutes stand here.",
            );
        }
        let dossier = self.dossier;
        if dossier.all(Noun::Committee).next().is_none() {
            self.tell("Aucune instance n’est encore inscrite.", "No committee is listed yet.");
        }
        for committee in dossier.all(Noun::Committee) {
            self.committee(committee);
        }
    }

    fn committee(&mut self, committee: &'d Piece) {
        self.heading(1, committee.text("name").unwrap_or("—"));
        let facts = ["role", "state"].into_iter().filter_map(|field| self.chosen(committee, field));
        let facts = Vec::from_iter(facts).join(" · ");
        self.say(Look::Lead, facts);
        self.words(Some(committee), "summary");
        let dossier = self.dossier;
        let members = Vec::from_iter(dossier.of(Noun::Member, "committee", committee.id));
        if !members.is_empty() {
            let rows = members.iter().map(|member| {
                let unnamed = self.say_in("(nom non publié)", "(name not published)");
                vec![
                    member.text("name").unwrap_or(unnamed).to_owned(),
                    member.text("body").unwrap_or("—").to_owned(),
                    self.chosen(member, "college").unwrap_or("—").to_owned(),
                    member.text("title").unwrap_or("—").to_owned(),
                    member.text("substitute").unwrap_or("—").to_owned(),
                ]
            });
            let rows = rows.collect();
            let label =
                |field| Noun::Member.field(field).map_or("", |field| self.language.label(field.label));
            let columns = [
                (label("name"), 22, false),
                (label("body"), 26, false),
                (label("college"), 20, false),
                (label("title"), 16, false),
                (label("substitute"), 16, false),
            ];
            let caption = self.language.count(members.len(), ["membre", "membres"], ["member", "members"]);
            self.table(caption, &columns, rows);
        }
        self.warnings(committee);
        let mut meetings = Vec::from_iter(dossier.of(Noun::Meeting, "committee", committee.id));
        meetings.sort_by_key(|meeting| (meeting.day("day").map(String::from), meeting.time("time")));
        if meetings.is_empty() {
            if self.is_of(Document::Composition) {
                return;
            }
            self.tell("Aucune réunion n’est inscrite.", "No meeting is listed.");
            return;
        }
        let rows = meetings.iter().map(|meeting| {
            let minutes = match meeting.choice("minutes_state") {
                Some("validated") => self.say_in("validé, ci-dessous", "validated, below"),
                _ => self.say_in("non validé", "not validated"),
            };
            vec![
                self.when(meeting),
                meeting.text("place").unwrap_or("—").to_owned(),
                self.chosen(meeting, "state").unwrap_or("—").to_owned(),
                minutes.to_owned(),
            ]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Date", "Date"), 30, false),
            (self.say_in("Lieu", "Place"), 34, false),
            (self.say_in("État", "State"), 16, false),
            (self.say_in("Relevé", "Minutes"), 20, false),
        ];
        self.table(self.say_in("Les réunions", "Meetings").to_owned(), &columns, rows);
        for meeting in meetings {
            if meeting.choice("minutes_state") == Some("validated") {
                self.minutes(meeting);
            }
        }
    }

    fn minutes(&mut self, meeting: &'d Piece) {
        let language = self.language;
        let title = language
            .labelled(self.say_in("Relevé de la réunion", "Minutes of the meeting"), &self.when(meeting));
        self.heading(2, title);
        let dossier = self.dossier;
        let people = |field| {
            let members = meeting.items(field).iter().filter_map(|id| dossier.piece(*id));
            Vec::from_iter(members.map(|member| self.member(member))).join(", ")
        };
        let (present, excused) = (people("present"), people("excused"));
        self.fact("Présences", "Present", Some(present));
        self.fact("Absences excusées", "Excused absences", Some(excused));
        if meeting.text("agenda").is_some() {
            self.heading(3, self.language.say("Ordre du jour", "Agenda"));
            self.words(Some(meeting), "agenda");
        }
        self.heading(3, self.language.say("Relevé", "Minutes"));
        if !self.words(Some(meeting), "minutes") {
            self.tell("Le relevé n’a pas de texte.", "The minutes have no text.");
        }
        let decisions = Vec::from_iter(dossier.of(Noun::Decision, "meeting", meeting.id));
        if decisions.is_empty() {
            self.tell("Aucune décision n’est inscrite.", "No decision is listed.");
            return;
        }
        let rows = decisions.iter().map(|decision| {
            let who = decision.item("who").and_then(|id| dossier.piece(id)).map(|who| self.member(who));
            let gone = language.gone(decision.gone.get("text").copied());
            let done = if decision.is("done") { self.say_in("fait", "done") } else { "" };
            vec![
                decision.text("text").unwrap_or(gone).to_owned(),
                who.unwrap_or_else(|| "—".to_owned()),
                decision.day("due").map_or_else(|| "—".to_owned(), |day| language.day(day)),
                done.to_owned(),
            ]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Décision", "Decision"), 52, false),
            (self.say_in("Qui s’en charge", "Who sees to it"), 22, false),
            (self.say_in("Pour le", "Due"), 16, false),
            (self.say_in("Fait", "Done"), 10, false),
        ];
        self.table(self.say_in("Décisions", "Decisions").to_owned(), &columns, rows);
    }

    /// Said, never a gate.
    fn warnings(&mut self, committee: &Piece) {
        for warning in &committee.warnings {
            let sentence = match warning {
                Warning::NoResident => self.say_in(
                    "Ce groupe n’a pas d’habitante ni d’habitant.",
                    "There is no resident in this group.",
                ),
                Warning::NoMember => self.say_in("Personne n’y siège encore.", "Nobody sits in it yet."),
                _ => continue,
            };
            self.say(Look::Note, sentence);
        }
    }

    /// Its day, and its time where one is known.
    pub(super) fn when(&self, piece: &Piece) -> String {
        let day = piece.day("day").map(|day| self.language.day(day));
        let time = piece.time("time").map(|time| self.language.time_of_day(time));
        let when = Vec::from_iter([day, time].into_iter().flatten());
        if when.is_empty() { "—".to_owned() } else { when.join(", ") }
    }

    /// What a member is called where the name may be printed, else for whom that person speaks.
    fn member(&self, member: &Piece) -> String {
        let name =
            member.text("name").or_else(|| member.text("body")).or_else(|| self.chosen(member, "college"));
        name.unwrap_or(self.say_in("(nom non publié)", "(name not published)")).to_owned()
    }
}

/// All members, one a row.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let fields = ["name", "body", "college", "title", "substitute"];
    let label =
        |noun: Noun, field| noun.field(field).map_or("", |field| language.label(field.label)).to_owned();
    let mut columns = vec![(label(Noun::Member, "committee"), 28), (label(Noun::Committee, "role"), 24)];
    columns.extend(
        fields
            .into_iter()
            .zip([24, 32, 28, 24, 24])
            .map(|(field, width)| (label(Noun::Member, field), width)),
    );
    let mut rows = Vec::new();
    for committee in dossier.all(Noun::Committee) {
        for member in dossier.of(Noun::Member, "committee", committee.id) {
            let mut row = vec![text(committee.text("name")), text(binder.chosen(committee, "role"))];
            row.extend(fields.map(|field| text(member.text(field).or_else(|| binder.chosen(member, field)))));
            rows.push(row);
        }
    }
    super::sheet(dossier, language, language.say("Composition", "Composition"), columns, rows)
}
