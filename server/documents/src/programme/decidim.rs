//! Retained axes, objectives and validated sheets as results of Decidim's accountability, in the columns that its importer
//! reads (`results_csv_importer.rb` of `decidim/decidim`): semicolons, and no mark before the first heading.
//!
//! A number that a result of the component has already is updated there, else it is given a new one; parents go by the
//! numbers of this file. Ours are therefore ones that no installation has come to, the same in each export. Which numbers
//! a component's states have nobody outside of it knows: the state is said by its word, and in the description, without
//! which a result is refused, and with it the file.

use super::Binder;
use super::data::written;
use crate::words::Language;
use maud::html;
use programme::dossier::{Dossier, Piece};
use programme::follow_up::is_validated;
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::value::Day;

/// Below the greatest number of a column of 32 bits, and above what counts from 1.
const AXES: u32 = 1_100_000_000;
const OBJECTIVES: u32 = 1_200_000_000;
const ACTIONS: u32 = 1_300_000_000;

/// The plan as a `.csv` file.
pub(super) fn csv(dossier: &Dossier, language: Language) -> Vec<u8> {
    let binder = Binder::new(dossier, language);
    let spoken = Language::of(&dossier.language).tag();
    let mut rows = vec![Vec::from(
        [
            "id",
            "parent/id",
            &format!("title/{spoken}"),
            &format!("description/{spoken}"),
            "start_date",
            "end_date",
            "status/id",
            "status/key",
            &format!("status/name/{spoken}"),
            "progress",
            "weight",
            "external_id",
        ]
        .map(str::to_owned),
    )];
    let map = RoadMap::new(dossier);
    for part in &map.axes {
        let axis = part.axis.map(|axis| AXES + axis.number);
        rows.extend(part.axis.zip(axis).map(|(it, id)| binder.aim(id, None, &part.number, it)));
        for objective in &part.objectives {
            let aim = objective.objective.map(|it| OBJECTIVES + it.number);
            rows.extend(
                objective.objective.zip(aim).map(|(it, id)| binder.aim(id, axis, &objective.number, it)),
            );
            let validated = objective.actions.iter().filter(|(_, action)| is_validated(action));
            rows.extend(validated.map(|(number, action)| binder.as_result(aim, number, action)));
        }
    }
    written(b';', rows)
}

impl Binder<'_> {
    /// An axis or objective.
    fn aim(&self, id: u32, parent: Option<u32>, number: &str, item: &Piece) -> Vec<String> {
        let what = self.language.label(item.noun.spec().label);
        row(id, parent, number, item, paragraphs(item.text("text").or(Some(what))), Default::default())
    }

    fn as_result(&self, parent: Option<u32>, number: &str, action: &Piece) -> Vec<String> {
        let state = self.chosen(action, "state").unwrap_or_default();
        let fact = |french, english, said: Option<&str>| {
            let said = said.filter(|said| !said.is_empty())?;
            Some(paragraphs(Some(&self.language.labelled(self.say_in(french, english), said))))
        };
        let words = [
            Some(paragraphs(action.text("text"))),
            fact("État", "State", Some(state)),
            fact("Pourquoi", "Why", action.text("state_reason")),
            fact("Pilote", "Carried by", action.text("lead")),
            fact("Partenaires", "Partners", Some(&action.lines("partners").join(", "))),
            fact("Calendrier", "Timing", action.text("timing")),
        ];
        let day = |field: &str, which: fn(Day) -> jiff::civil::Date| {
            action.day(field).map_or_else(String::new, |day| which(day).to_string())
        };
        let course = [
            day("start", Day::first),
            day("end", Day::last),
            action.choice("state").unwrap_or_default().to_owned(),
            state.to_owned(),
            self.progress(action).map_or_else(String::new, |it| it.to_string()),
        ];
        let id = ACTIONS + action.number;
        row(id, parent, number, action, words.into_iter().flatten().collect(), course)
    }

    /// Percent of an action that is done; nothing: nobody can tell.
    fn progress(&self, action: &Piece) -> Option<usize> {
        match action.choice("state")? {
            "done" => Some(100),
            "validated" | "upcoming" => Some(0),
            "abandoned" => None,
            _ => {
                let steps = Vec::from_iter(self.dossier.of(Noun::Step, "action", action.id));
                let done = steps.iter().filter(|step| step.is("done")).count();
                (100 * done).checked_div(steps.len())
            }
        }
    }
}

/// `course`: start, end, state, its name, progress.
fn row(
    id: u32,
    parent: Option<u32>,
    number: &str,
    item: &Piece,
    words: String,
    [start, end, state, name, progress]: [String; 5],
) -> Vec<String> {
    // With its number in front it is no formula in a spreadsheet.
    let title = format!("{number} {}", item.text("name").unwrap_or("—"));
    let weight = number.rsplit('.').next().unwrap_or_default().to_owned();
    let parent = parent.map_or_else(String::new, |parent| parent.to_string());
    vec![
        id.to_string(),
        parent,
        title.trim_start().to_owned(),
        words,
        start,
        end,
        String::new(),
        state,
        name,
        progress,
        weight,
        item.id.to_string(),
    ]
}

/// Words as Decidim shows them.
fn paragraphs(words: Option<&str>) -> String {
    let lines = words.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| html! { p { (line) } }.into_string()).collect()
}
