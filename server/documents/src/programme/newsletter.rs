//! The newsletter as a draft to go on with, in the order of the one that started this project. Where the office wrote
//! nothing, what is known stands in its place; what is not known is said to be missing.

use super::Binder;
use crate::model::Look;
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::{Issued, Piece};
use programme::follow_up::is_validated;
use programme::news::News;
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::entity::Document as Published;
use protocol::programme::value::Number;

impl<'d> Binder<'d> {
    /// The newsletter to go on with: the last one, by its number.
    pub(super) fn letter(&self) -> Option<&'d Piece> {
        self.dossier
            .all(Noun::Newsletter)
            .max_by_key(|it| (it.number("number").map(Number::millionths), it.number))
    }

    /// What it is called, with its number: the first where there is none yet.
    pub(super) fn letter_title(&self) -> String {
        let letter = self.letter();
        let number = letter
            .and_then(|it| it.number("number"))
            .map_or_else(|| "1".to_owned(), |it| self.language.digits(it));
        match letter.and_then(|it| it.text("name")) {
            Some(name) => name.to_owned(),
            None => match self.language {
                Language::French => format!("Lettre d’information n°\u{a0}{number}"),
                Language::English => format!("Newsletter no. {number}"),
            },
        }
    }

    pub(super) fn newsletter(&mut self) {
        let letter = self.letter();
        let is_whole = self.dossier.version.is_none();
        if is_whole && letter.and_then(|it| it.choice("state")) != Some("sent") {
            let sentence = self.say_in(
                "Brouillon à reprendre\u{a0}: ce que le bureau n’a pas écrit vient de ce que contient la démarche.",
                "A draft to go on with: what the office did not write comes from what the programme holds.",
            );
            self.say(Look::Note, sentence);
        }
        let is_written = letter.is_some_and(|it| it.text("since").is_some());
        if is_written || News::of(self.dossier, letter).is_some() {
            self.section(
                letter,
                "since",
                "Depuis la dernière lettre",
                "Since the last newsletter",
                Self::news,
            );
        }
        self.section(letter, "what", "De quoi s’agit-il\u{a0}?", "What is it?", Self::what);
        self.section(letter, "how", "Comment ça se passe\u{a0}?", "How does it go?", Self::how);
        self.section(letter, "committees", "Les instances", "The committees", Self::who_decides);
        self.section(letter, "phases", "Les phases", "The phases", Self::time_line);
        self.section(letter, "figures", "Quelques chiffres", "Some figures", Self::some_figures);
        self.section(letter, "forums", "Les forums", "The forums", Self::forums);
        self.section(letter, "axes", "Les axes", "The axes", Self::axes);
        self.section(letter, "next", "Et après\u{a0}?", "What comes next?", Self::next);
        self.section(letter, "more", "Plus d’infos\u{a0}?", "More?", Self::contact);
    }

    /// What the office wrote, else what is known; of a letter that was published nothing but what was written.
    fn section(
        &mut self,
        letter: Option<&Piece>,
        field: &str,
        french: &'static str,
        english: &'static str,
        known: fn(&mut Self),
    ) {
        if self.dossier.version.is_some() && letter.is_none_or(|it| it.text(field).is_none()) {
            return;
        }
        self.chapter(french, english);
        if !self.words(letter, field) {
            known(self);
        }
    }

    fn what(&mut self) {
        let own = self.dossier.own();
        let of = |field: &str| own.and_then(|own| own.text(field)).map(str::to_owned);
        if !self.words(own, "summary") && of("lead").is_none() && of("question").is_none() {
            self.tell(
                "La présentation de la démarche n’est pas encore écrite.",
                "The introduction of the programme is not written yet.",
            );
        }
        self.fact("Collectivité porteuse", "Lead authority", of("lead"));
        self.fact("Partenaires", "Partners", own.map(|own| own.lines("partners").join(", ")));
        self.fact("La question posée", "The question", of("question"));
    }

    fn how(&mut self) {
        let phases = Vec::from_iter(self.dossier.all(Noun::Phase).filter_map(|phase| phase.text("name")));
        let committees = Vec::from_iter(self.dossier.all(Noun::Committee).filter_map(|it| it.text("name")));
        if phases.is_empty() && committees.is_empty() {
            self.tell(
                "Rien n’est encore écrit de la manière de faire.",
                "Nothing is written of how it goes yet.",
            );
        }
        self.fact("Étapes", "Steps", Some(phases.join(", ")));
        self.fact("Qui décide", "Who decides", Some(committees.join(", ")));
    }

    fn who_decides(&mut self) {
        let dossier = self.dossier;
        if dossier.all(Noun::Committee).next().is_none() {
            self.tell("Aucune instance n’est encore inscrite.", "No committee is listed yet.");
        }
        for committee in dossier.all(Noun::Committee) {
            self.heading(2, committee.text("name").unwrap_or("—"));
            self.words(Some(committee), "summary");
            let members = dossier.of(Noun::Member, "committee", committee.id);
            let mut bodies = Vec::new();
            for body in members.filter_map(|it| it.text("body").or_else(|| self.chosen(it, "college"))) {
                if !bodies.contains(&body) {
                    bodies.push(body);
                }
            }
            match bodies.is_empty() {
                true => self.tell("Personne n’y siège encore.", "Nobody sits in it yet."),
                false => self.fact("Y siègent", "Who sits in it", Some(bodies.join(", "))),
            }
        }
    }

    fn time_line(&mut self) {
        let phases = Vec::from_iter(self.dossier.all(Noun::Phase));
        if phases.is_empty() {
            self.tell("Aucune phase n’est encore inscrite.", "No phase is listed yet.");
        } else {
            self.phases(&phases);
        }
    }

    fn some_figures(&mut self) {
        let dossier = self.dossier;
        let mut figures = Vec::new();
        let count = |number: usize, french, english| {
            (number > 0).then(|| self.language.count(number, french, english))
        };
        figures.extend(count(
            dossier.all(Noun::Commune).count(),
            ["commune", "communes"],
            ["commune", "communes"],
        ));
        figures.extend(count(
            dossier.all(Noun::Interview).count(),
            ["entretien relu", "entretiens relus"],
            ["interview checked", "interviews checked"],
        ));
        if !figures.is_empty() {
            self.say(Look::Plain, format!("{}.", figures.join(", ")));
        }
        let released = Vec::from_iter(dossier.latest());
        if released.is_empty() {
            self.tell(
                "Rien n’est encore publié des questionnaires.",
                "Nothing is published of the questionnaires yet.",
            );
            return;
        }
        for it in released {
            self.heading(2, it.pieces.get(&it.campaign).and_then(|it| it.text("name")).unwrap_or("—"));
            self.batches(it);
        }
        self.self_selected();
    }

    fn forums(&mut self) {
        let dossier = self.dossier;
        if dossier.all(Noun::Forum).next().is_none() {
            self.tell("Aucun forum n’est inscrit.", "No forum is listed.");
        }
        for forum in dossier.all(Noun::Forum) {
            self.heading(2, forum.text("name").unwrap_or("—"));
            let people = forum.number("people").map(|people| {
                let people = usize::try_from(people.millionths() / 1_000_000).unwrap_or_default();
                self.language.count(people, ["personne", "personnes"], ["person", "people"])
            });
            let facts = [
                forum.day("day").map(|day| self.language.day(day)),
                forum.text("place").map(str::to_owned),
                self.chosen(forum, "public").map(str::to_owned),
                people,
            ];
            let facts = Vec::from_iter(facts.into_iter().flatten());
            if !facts.is_empty() {
                self.say(Look::Lead, facts.join(" · "));
            }
            self.fact("La question", "The question", forum.text("question").map(str::to_owned));
            self.words(Some(forum), "summary");
        }
    }

    /// What the committee retained and what is made of it; before that, what forums named.
    fn axes(&mut self) {
        let dossier = self.dossier;
        let map = RoadMap::new(dossier);
        let retained = Vec::from_iter(map.axes.iter().filter_map(|part| Some((part, part.axis?))));
        if retained.is_empty() {
            self.tell(
                "Les axes stratégiques ne sont pas encore écrits.",
                "The strategic axes are not written yet.",
            );
            self.axes_of_forums();
            return;
        }
        self.tell(
            "Le comité a retenu ces axes stratégiques\u{a0}:",
            "The committee retained these strategic axes:",
        );
        for (part, axis) in retained {
            let name = axis.text("name").unwrap_or("—");
            self.say(Look::Said, format!("{}. {name}", part.number));
        }
        let sheets = Vec::from_iter(map.actions().map(|(_, action)| action));
        if !sheets.is_empty() {
            let count = |french, english, is: &dyn Fn(&Piece) -> bool| {
                let number = sheets.iter().filter(|action| is(action)).count();
                (number > 0).then(|| self.language.count(number, french, english))
            };
            let facts = [
                count(["fiche action", "fiches action"], ["action sheet", "action sheets"], &|_| true),
                count(["validée", "validées"], ["validated", "validated"], &is_validated),
                count(["réalisée", "réalisées"], ["done", "done"], &|it| {
                    it.choice("state") == Some("done")
                }),
            ];
            let facts = Vec::from_iter(facts.into_iter().flatten()).join(", ");
            self.fact("Le plan d’action", "The action plan", Some(facts));
        }
        for agreement in dossier.all(Noun::Agreement).filter(|it| it.choice("state") == Some("signed")) {
            let said = self.signature(agreement);
            self.fact("La signature", "The signature", Some(said));
        }
    }

    fn axes_of_forums(&mut self) {
        let dossier = self.dossier;
        for forum in dossier.all(Noun::Forum) {
            let Some(axes) = dossier.axes.get(&forum.id) else { continue };
            let label = self.say_in("Axes issus de", "Axes that came of");
            self.heading(2, format!("{label}\u{a0}: {}", forum.text("name").unwrap_or("—")));
            for axis in axes {
                self.say(Look::Said, axis.as_str());
            }
        }
    }

    /// « Convention …, 20 décembre 2027 : la communauté, la Caf »: who signed, and when the last of them did.
    fn signature(&self, agreement: &Piece) -> String {
        let signed = self.dossier.of(Noun::Signatory, "agreement", agreement.id);
        let signed = Vec::from_iter(signed.filter(|it| it.choice("state") == Some("signed")));
        let day = signed.iter().filter_map(|it| it.day("signed")).max_by_key(|day| day.last());
        let day = day.map(|day| self.language.day(day));
        let name = Vec::from_iter([agreement.text("name").map(str::to_owned), day].into_iter().flatten());
        let bodies = Vec::from_iter(signed.iter().filter_map(|it| it.text("body"))).join(", ");
        let name = name.join(", ");
        if bodies.is_empty() { name } else { self.language.labelled(&name, &bodies) }
    }

    /// What the log says after the commit in which the last newsletter was sent.
    fn news(&mut self) {
        let Some(news) = News::of(self.dossier, self.letter()) else { return };
        let (name, day) = (news.last.text("name").unwrap_or("—"), self.language.date(news.day));
        let since = match self.language {
            Language::French => format!("Ce qui a changé depuis «\u{a0}{name}\u{a0}» ({day})."),
            Language::English => format!("What has changed since “{name}” ({day})."),
        };
        self.say(Look::Lead, since);
        if news.is_empty() {
            self.tell("Rien n’a changé depuis.", "Nothing has changed since.");
        }
        let named = |pieces: &[&Piece]| {
            Vec::from_iter(pieces.iter().map(|it| it.text("name").unwrap_or("—").to_owned()))
        };
        let sheets = |sheets: &[(String, &Piece)]| {
            let said = sheets.iter().map(|(number, it)| {
                format!("{number} {}", it.text("name").unwrap_or("—")).trim_start().to_owned()
            });
            Vec::from_iter(said)
        };
        self.news_of("Axes retenus", "Axes retained", named(&news.axes));
        self.news_of("Fiches validées", "Sheets validated", sheets(&news.validated));
        self.news_of("Actions réalisées", "Actions done", sheets(&news.done));
        let why = news.abandoned.iter().zip(sheets(&news.abandoned)).map(|((_, action), said)| {
            action.text("state_reason").map_or(said.clone(), |why| self.language.labelled(&said, why))
        });
        let why = why.collect();
        self.news_of("Actions abandonnées", "Actions abandoned", why);
        self.news_of(
            "Forums",
            "Forums",
            news.forums.iter().map(|it| self.dated(it, it.text("name"))).collect(),
        );
        self.meetings(&news.meetings);
        let issued = news.issued.iter().map(|it| self.issued(it)).collect();
        self.news_of("Publié", "Published", issued);
        let signed = news.signed.iter().map(|it| self.signature(it)).collect();
        self.news_of("Signature", "Signature", signed);
        let amendments = news.amendments.iter().map(|it| {
            let said = self.dated(it, it.text("name"));
            it.text("reason").map_or(said.clone(), |why| self.language.labelled(&said, why))
        });
        let amendments = amendments.collect();
        self.news_of("Avenants", "Amendments", amendments);
    }

    fn news_of(&mut self, french: &'static str, english: &'static str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.heading(2, self.say_in(french, english));
        for line in lines {
            self.say(Look::Said, line);
        }
    }

    fn dated(&self, piece: &Piece, name: Option<&str>) -> String {
        let day = piece.day("day").map(|day| self.language.day(day));
        let name = name.unwrap_or("—").to_owned();
        Vec::from_iter([Some(name), day].into_iter().flatten()).join(", ")
    }

    /// Each with the decisions of its minutes, once they were validated.
    fn meetings(&mut self, meetings: &[&Piece]) {
        if meetings.is_empty() {
            return;
        }
        self.heading(2, self.say_in("Réunions et décisions", "Meetings and decisions"));
        for meeting in meetings {
            let said = self.dated(meeting, self.named(meeting.item("committee")));
            self.say(Look::Plain, said);
            for decision in self.dossier.of(Noun::Decision, "meeting", meeting.id) {
                self.say(Look::Said, decision.text("text").unwrap_or("—"));
            }
        }
    }

    fn issued(&self, issued: &Issued) -> String {
        let what = match issued.document {
            Published::Presentation => self.say_in("Présentation", "Introduction"),
            Published::Composition => self.say_in("Composition des instances", "Committees"),
            Published::Diagnosis => self.say_in("Diagnostic partagé", "Shared diagnosis"),
            Published::Results => self.say_in("Résultats du questionnaire", "Results of the questionnaire"),
            Published::Interviews => self.say_in("Synthèse des entretiens", "Synthesis of the interviews"),
            Published::Minutes => self.say_in("Relevés de décisions", "Minutes"),
            Published::Newsletter => self.say_in("Lettre d’information", "Newsletter"),
            Published::Plan => {
                self.say_in("Suites et plan d’actions", "What came of it, and the action plan")
            }
        };
        let what = match self.named(issued.of) {
            Some(name) => self.language.labelled(what, name),
            None => what.to_owned(),
        };
        format!("{what} (version {})", issued.version)
    }

    fn next(&mut self) {
        let to_come = self.dossier.all(Noun::Phase).filter(|phase| !phase.is("done"));
        let to_come = Vec::from_iter(to_come);
        if to_come.is_empty() {
            self.tell("La suite n’est pas encore écrite.", "What comes next is not written yet.");
        } else {
            self.tell("Les phases qui ne sont pas terminées\u{a0}:", "The phases that are not done:");
            self.phases(&to_come);
        }
    }
}
