//! What carries each axis, as the forum's rules tell it: a profile, never one score.

use crate::model::Look;
use crate::pages::Pages;
use crate::writing::Writing;
use forum::export::Axis;
use protocol::entity::{Headcount, Untold, Voices};
use protocol::limits::SMALL_COUNT;

impl Pages<'_, '_> {
    /// All axes beside each other, and how they are to be read.
    pub(crate) fn weights(&mut self) {
        let forum = self.forum;
        let language = forum.language;
        let profiles = Vec::from_iter(forum.by_weight().filter_map(|axis| forum.profile(axis)));
        if profiles.is_empty() {
            return;
        }
        self.say(
            Look::Lead,
            language.say(
                "D’abord les axes dont le plus de groupes différents ont parlé, puis le plus de personnes. L’ordre ne \
                 décide de rien.",
                "First the axes of which most different groups spoke, then most people. The order decides nothing.",
            ),
        );
        let is_counted = profiles.iter().any(|profile| profile.voices.is_some());
        let is_voted = profiles.iter().any(|profile| profile.dots.is_some());
        let rows = forum.by_weight().filter_map(|axis| Some((axis, forum.profile(axis)?)));
        let rows = Vec::from_iter(rows.map(|(axis, profile)| {
            let mut row = vec![forum.axis(axis)];
            let numbers = [profile.groups, profile.slots, profile.contributions + profile.duplicates];
            row.extend(numbers.map(|number| language.number(number as usize)));
            if is_counted {
                let voices = profile.voices.as_ref();
                row.push(voices.map_or_else(String::new, |voices| self.headcount(voices.people)));
            }
            row.push(language.number(profile.disagreements as usize));
            if is_voted {
                row.push(profile.dots.map_or_else(String::new, |dots| {
                    let people = language.count(dots.people as usize, ["pers.", "pers."], ["p.", "p."]);
                    format!("{} ({people})", language.number(dots.dots as usize))
                }));
            }
            row
        }));
        let name = 100 - 11 - 12 - 11 - 14 - if is_counted { 13 } else { 0 } - if is_voted { 15 } else { 0 };
        let mut columns = vec![
            (language.say("Axe", "Axis"), name, false),
            (language.say("Groupes", "Groups"), 11, true),
            (language.say("Créneaux", "Slots"), 12, true),
            (language.say("Contrib.", "Contrib."), 11, true),
        ];
        columns.extend(is_counted.then_some((language.say("Personnes", "People"), 13, true)));
        columns.push((language.say("Désaccords", "Disagreed"), 14, true));
        columns.extend(is_voted.then_some((language.say("Gommettes", "Dots"), 15, true)));
        let caption = language.say("Ce qui porte chaque axe", "What carries each axis");
        self.table(caption.to_owned(), &columns, rows);
        if is_counted {
            self.say(
                Look::Note,
                language.say(
                    "Les personnes ont écrit ou appuyé ce qui est sous l’axe. Elles sont comptées quand le tri est dit \
                     terminé, quand le vote s’ouvre et se ferme, et à la fin\u{a0}; puis de nouveau quand cinq d’entre elles au \
                     moins ont changé. «\u{a0}non dit\u{a0}»\u{a0}: moins de cinq, ou un nombre d’où un autre se déduirait. Personne \
                     n’est compté deux fois sous un axe. Les gommettes ne sont liées à personne\u{a0}: il n’y en a pas par \
                     collège.",
                    "The people wrote or supported what stands under the axis. They are counted when sorting is closed, \
                     when the vote opens and closes, and at the end; and again once five of them at least have changed. \
                     “not told”: fewer than five, or a number from which another one would follow. Nobody is counted \
                     twice under an axis. Dots belong to nobody: there are none by college.",
                ),
            );
        }
    }

    /// What carries this axis, in sentences.
    pub(crate) fn carried(&mut self, axis: &Axis) {
        let language = self.forum.language;
        let Some(profile) = self.forum.profile(axis) else { return };
        let mut facts = vec![language.contributions(profile.contributions as usize)];
        if profile.duplicates > 0 {
            let duplicates = profile.duplicates as usize;
            facts.push(language.count(duplicates, ["doublon", "doublons"], ["duplicate", "duplicates"]));
        }
        facts.push(language.groups(profile.groups as usize));
        if profile.slots > 0 {
            facts.push(language.count(profile.slots as usize, ["créneau", "créneaux"], ["slot", "slots"]));
        }
        if let Some(voices) = &profile.voices {
            let [wrote, supported] = [voices.authors, voices.supporters].map(|it| self.headcount(it));
            facts.push(language.labelled(language.say("ont écrit", "wrote"), &wrote));
            facts.push(language.labelled(language.say("ont appuyé", "supported"), &supported));
        }
        self.say(Look::Lead, language.listed(&facts));
        if let Some(voices) = &profile.voices {
            self.by_college(voices);
        }
    }

    fn by_college(&mut self, voices: &Voices) {
        let language = self.forum.language;
        let label = |number: Option<u32>| match number {
            None => Some(language.say("sans collège", "no college")),
            Some(number) => {
                let mut colleges = self.forum.export.colleges.iter();
                colleges.find(|college| college.number == number).map(|college| college.label.as_str())
            }
        };
        let rows = voices.colleges.iter().filter_map(|row| Some((label(row.college)?, row)));
        let (absent, present): (Vec<_>, Vec<_>) =
            rows.partition(|(_, row)| row.people == Headcount::Counted(0));
        let present =
            present.into_iter().map(|(label, row)| format!("{label} {}", self.headcount(row.people)));
        let present = Vec::from_iter(present).join(", ");
        let absent = absent.into_iter().filter(|(_, row)| row.college.is_some()).map(|(label, _)| label);
        let absent = Vec::from_iter(absent).join(", ");
        for (name, list) in [
            (language.say("Par collège", "By college"), present),
            (
                language.say("Collèges dont personne n’a parlé ici", "Colleges of which nobody spoke here"),
                absent,
            ),
        ] {
            if !list.is_empty() {
                self.say(Look::Lead, format!("{}.", language.labelled(name, &list)));
            }
        }
    }

    fn headcount(&self, people: Headcount) -> String {
        let language = self.forum.language;
        match people {
            Headcount::Counted(people) => language.number(people as usize),
            Headcount::Untold(Untold::Few) => {
                format!("{}\u{a0}{SMALL_COUNT}", language.say("moins de", "fewer than"))
            }
            Headcount::Untold(Untold::Withheld) => language.say("non dit", "not told").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Text;
    use crate::outcomes::{export, parts, under};
    use forum::export::Export;
    use serde_json::{from_value, json, to_value};

    /// The axis of the other tests and two more, as the rules weigh them: the third comes first.
    fn weighed(language: &str) -> Export {
        let id = |n: u32| format!("00000000-0000-7000-8000-{n:012}");
        let mut export = to_value(export(language, true)).unwrap();
        for (n, name) in [(301, "Se loger"), (302, "Se soigner")] {
            let axis = json!({"id": id(n), "number": n - 299, "name": name, "earlier": [], "contributions": [],
                "accepted": []});
            export["axes"].as_array_mut().unwrap().push(axis);
        }
        for (n, label) in [(1, "Habitants"), (2, "Élus"), (3, "Jeunes")] {
            let college = json!({"id": id(400 + n), "number": n, "label": label});
            export["colleges"].as_array_mut().unwrap().push(college);
        }
        let row = |college, people| json!({"college": college, "people": people});
        let voices = json!({"authors": 31, "supporters": "few", "people": 31, "colleges": [
            row(Some(1), json!("withheld")), row(Some(2), json!("withheld")), row(Some(3), json!(0)),
            row(None, json!(20)),
        ]});
        let profile = |n, voices| {
            json!({"axis": id(n), "contributions": 12, "duplicates": 1, "groups": 3, "slots": 2,
                "disagreements": 4, "voices": voices, "dots": {"dots": 40, "people": 19}})
        };
        export["profiles"] =
            json!([profile(302, voices), profile(300, json!(null)), profile(301, json!(null))]);
        from_value(export).unwrap()
    }

    #[test]
    fn book_and_digest_show_axes_by_weight_and_who_carries_them() {
        for text in [Text::Book, Text::Digest] {
            let parts = parts(&weighed("fr"), text);
            let place = |name: &str| parts.iter().position(|(heading, _)| heading.ends_with(name)).unwrap();
            assert!(place("Se soigner") < place("Se déplacer") && place("Se déplacer") < place("Se loger"));
            assert_eq!(
                under(&parts, "C. Se soigner")[..3],
                [
                    "12\u{a0}contributions\u{a0}; 1\u{a0}doublon\u{a0}; 3\u{a0}groupes\u{a0}; 2\u{a0}créneaux\u{a0}; ont \
                     écrit\u{a0}: 31\u{a0}; ont appuyé\u{a0}: moins de\u{a0}5",
                    "Par collège\u{a0}: Habitants non dit, Élus non dit, sans collège 20.",
                    "Collèges dont personne n’a parlé ici\u{a0}: Jeunes.",
                ]
            );
        }
        let english = parts(&weighed("en"), Text::Book);
        assert!(under(&english, "C. Se soigner")[1].contains("Habitants not told"));
    }

    #[test]
    fn dots_and_people_stand_in_no_table_before_they_are_told() {
        let mut export = weighed("fr");
        let columns = |export: &Export| {
            let document =
                Text::Digest.document(export, jiff::Timestamp::UNIX_EPOCH, crate::Names::None, None);
            let tables = document.blocks.into_iter().filter_map(|block| match block {
                crate::model::Block::Table(table) => Some(table),
                _ => None,
            });
            let table = tables.into_iter().find(|table| table.caption == "Ce qui porte chaque axe").unwrap();
            assert_eq!(table.columns.iter().map(|column| u32::from(column.percent)).sum::<u32>(), 100);
            Vec::from_iter(table.columns.into_iter().map(|column| column.name))
        };
        assert_eq!(columns(&export).last().unwrap(), "Gommettes");
        for profile in &mut export.profiles {
            profile.dots = None;
            profile.voices = None;
        }
        assert_eq!(columns(&export), ["Axe", "Groupes", "Créneaux", "Contrib.", "Désaccords"]);
    }
}
