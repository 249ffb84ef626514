//! A large day as a plan, composed from a seed: every text is another one.

use crate::plan::Script;
use serde_json::{Value, json};

/// People of the large day.
pub const PEOPLE: usize = 300;
const SLOTS: usize = 5;
const SPACES: usize = 16;
/// Contributions of the large day, refused ones left out.
pub const CONTRIBUTIONS: usize = 1_500;
const AXES: usize = 8;

const KINDS: [&str; 7] = ["finding", "need", "idea", "proposal", "question", "disagreement", "next_step"];

const OPENINGS: [&str; 12] = [
    "Il nous manque",
    "On a perdu",
    "Je voudrais",
    "Pourquoi n’y a-t-il pas",
    "Chez nous on attend",
    "Remettons",
    "Partageons",
    "Il faudrait payer",
    "Personne ne connaît",
    "J’ai besoin de",
    "Nous pourrions tenir",
    "Essayons pendant un an",
];
const THINGS: [&str; 15] = [
    "un banc à l’ombre",
    "une garderie à 6 h",
    "un car le dimanche",
    "une salle chauffée pour les jeunes",
    "un médecin deux jours par semaine",
    "une haie le long du chemin",
    "un four à pain commun",
    "une heure d’aide pour les papiers",
    "un local à vélos",
    "une cantine qui cuisine",
    "un marché le vendredi soir",
    "une bibliothèque ouverte le midi",
    "des jeux dans la cour",
    "un relais pour les aidants",
    "un puits qui marche",
];
const PLACES: [&str; 14] = [
    "près de la gare",
    "dans le vieux bourg",
    "au hameau du haut",
    "derrière l’école",
    "sur la place",
    "à l’étang",
    "dans l’ancienne poste",
    "au bord de la nationale",
    "à côté du stade",
    "dans chaque commune",
    "sous les halles",
    "à la sortie de l’usine",
    "dans la salle des fêtes",
    "au cimetière",
];
const ENDINGS: [&str; 10] = [
    ", surtout l’hiver.",
    ", et pas seulement l’été !",
    " : qui s’en occupe ?",
    ", avec les enfants",
    ", gratuit.",
    ",\nà deux conditions :\n- qu’on le décide ensemble,\n- qu’on le tienne.",
    ", même une fois par mois…",
    " 🌳",
    ", disent les anciens.",
    ", c’est possible : on l’a vu ailleurs.",
];

/// Numbers from a seed (SplitMix64), the same on every machine.
pub struct Seeded(pub u64);

impl Seeded {
    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next_u64() % bound as u64) as usize
    }
}

struct Day {
    script: Script,
    seeded: Seeded,
    texts: usize,
    written: Vec<Written>,
}

struct Written {
    id: String,
    author: usize,
    group: usize,
}

/// The plan of a day with [`PEOPLE`] people and [`CONTRIBUTIONS`] contributions.
pub fn plan(seed: u64) -> Vec<Value> {
    let mut day = Day { script: Script::new(0.5), seeded: Seeded(seed), texts: 0, written: Vec::new() };
    day.creation();
    day.marketplace();
    day.script.phase("groups");
    for slot in 0..SLOTS {
        day.round(slot);
    }
    day.axes();
    day.vote();
    day.script.phase("closing");
    day.take_back();
    day.script.facilitator(json!({"do": "end"}));
    day.script.lines
}

impl Day {
    /// A text that was not said before: the digits of a counter in the bases of the lists.
    fn text(&mut self) -> String {
        let all = OPENINGS.len() * THINGS.len() * PLACES.len() * ENDINGS.len();
        // A step without a common divisor visits every combination once.
        let mut n = self.texts * 7_919 % all;
        self.texts += 1;
        let mut digit = |list: &[&'static str]| {
            let word = list[n % list.len()];
            n /= list.len();
            word
        };
        format!("{} {} {}{}", digit(&OPENINGS), digit(&THINGS), digit(&PLACES), digit(&ENDINGS))
    }

    fn creation(&mut self) {
        let slot = |n: usize| {
            json!({"as": format!("s{n}"), "label": format!("Tour {}", n + 1),
                   "start": format!("{:02}:00", 9 + n), "end": format!("{:02}:50", 9 + n)})
        };
        let space =
            |n: usize| json!({"as": format!("sp{n}"), "label": format!("Table {}", n + 1), "places": 20});
        self.script.facilitator(json!({
            "do": "create_forum", "as": "f", "question": "Exemple. Une grande journée : que faisons-nous ensemble ?",
            "language": "fr", "slots": (0..SLOTS).map(slot).collect::<Vec<_>>(),
            "spaces": (0..SPACES).map(space).collect::<Vec<_>>(),
            "colleges": [{"as": "c0", "label": "Je vis ici"}, {"as": "c1", "label": "Je travaille ici"},
                         {"as": "c2", "label": "Je suis élue ou élu"}],
            "dots": 5,
        }));
        for person in 0..PEOPLE {
            let mut join = json!({"do": "join", "name": format!("Personne {}", person + 1)});
            if person % 4 < 3 {
                join["college"] = json!(format!("c{}", person % 4));
            }
            self.script.person(person, join);
        }
    }

    fn marketplace(&mut self) {
        self.script.phase("marketplace");
        for topic in 0..SLOTS * SPACES {
            let title = self.text();
            let title = title.split([',', ':', '\n']).next().unwrap_or_default().trim();
            let mut propose = json!({"do": "propose", "as": format!("t{topic}"), "title": format!("{title} ({})", topic + 1)});
            if topic % 3 == 0 {
                propose["question"] = json!(self.text());
            }
            self.script.person(topic, propose);
            self.script.person(topic, json!({"do": "announce", "topic": format!("t{topic}")}));
        }
        for _ in 0..PEOPLE * 2 {
            let (person, topic) = (self.seeded.below(PEOPLE), self.seeded.below(SLOTS * SPACES));
            self.script.person(person, json!({"do": "interest", "topic": format!("t{topic}")}));
        }
        for topic in [7, 21] {
            let title = json!({"do": "edit_topic", "topic": format!("t{topic}"), "title": self.text()});
            self.script.person(topic, title);
            self.script.person(topic, json!({"do": "retire", "topic": format!("t{topic}")}));
        }
        for topic in 0..SLOTS * SPACES {
            self.script.person(
                topic,
                json!({"do": "place", "topic": format!("t{topic}"), "slot": format!("s{}", topic / SPACES),
                       "space": format!("sp{}", topic % SPACES), "as": format!("g{topic}")}),
            );
        }
        self.script.facilitator(
            json!({"do": "move", "group": "g0", "slot": "s0", "space": "sp1", "refused": "CELL_TAKEN"}),
        );
    }

    /// One slot: groups open, people enter, write and support, groups close, some reword or retire.
    fn round(&mut self, slot: usize) {
        let groups: Vec<usize> = (slot * SPACES..(slot + 1) * SPACES).collect();
        for &group in &groups {
            self.script.person(group, json!({"do": "open", "group": format!("g{group}")}));
        }
        let mut members = vec![Vec::new(); SPACES];
        for person in 0..PEOPLE {
            let place = if groups.contains(&person) { person % SPACES } else { self.seeded.below(SPACES) };
            members[place].push(person);
            self.script.person(person, json!({"do": "enter", "group": format!("g{}", groups[place])}));
        }
        let first = self.written.len();
        for n in 0..CONTRIBUTIONS / SLOTS {
            let place = n % SPACES;
            let author = members[place][self.seeded.below(members[place].len())];
            self.write(author, groups[place]);
            for _ in 0..self.seeded.below(5) {
                let supporter = members[place][self.seeded.below(members[place].len())];
                let id = self.written[self.written.len() - 1].id.clone();
                let mut support = json!({"do": "support", "contribution": id});
                if supporter == author {
                    support["refused"] = json!("OWN_CONTRIBUTION");
                }
                self.script.person(supporter, support);
            }
        }
        let long = "é".repeat(protocol::limits::TEXT_CHARACTERS_MAX + 1);
        self.script.person(
            members[0][0],
            json!({"do": "write", "as": format!("long{slot}"), "group": format!("g{}", groups[0]), "kind": "idea",
                   "text": long, "refused": "TOO_LONG"}),
        );
        for &group in &groups {
            self.script.person(group, json!({"do": "close", "group": format!("g{group}")}));
        }
        for n in 0..6 {
            let at = first + n * 11;
            let (author, id) = (self.written[at].author, self.written[at].id.clone());
            let text = self.text();
            self.script.person(author, json!({"do": "edit", "contribution": id, "text": text}));
        }
        for n in 0..3 {
            let retired = self.written.remove(first + 5 + n * 40);
            self.script.person(retired.author, json!({"do": "retire", "contribution": retired.id}));
        }
        for n in 0..4 {
            let (person, about) = (self.seeded.below(PEOPLE), self.written[first + n * 17].id.clone());
            let text = self.text();
            self.script.person(
                person,
                json!({"do": "disagree", "as": format!("d{slot}-{n}"), "about": {"contribution": about}, "text": text}),
            );
        }
    }

    fn write(&mut self, author: usize, group: usize) {
        let (id, text) = (format!("k{}", self.texts), self.text());
        let kind = KINDS[self.seeded.below(KINDS.len())];
        self.script.person(
            author,
            json!({"do": "write", "as": id, "group": format!("g{group}"), "kind": kind, "text": text}),
        );
        self.written.push(Written { id, author, group });
    }

    fn axes(&mut self) {
        self.script.phase("reading");
        self.script.phase("priorities");
        for (axis, thing) in THINGS.iter().take(AXES).enumerate() {
            let name = format!("Axe {} : {thing}", axis + 1);
            self.script.facilitator(json!({"do": "axis", "as": format!("a{axis}"), "name": name}));
        }
        for n in 0..self.written.len() {
            let (id, axis) = (self.written[n].id.clone(), self.written[n].group % AXES);
            self.script.facilitator(json!({"do": "attach", "axis": format!("a{axis}"), "contribution": id}));
            if n % 10 == 0 {
                let other = format!("a{}", (axis + 3) % AXES);
                self.script.facilitator(json!({"do": "attach", "axis": other, "contribution": id}));
            }
        }
    }

    fn vote(&mut self) {
        self.script.facilitator(json!({"do": "open_vote"}));
        for person in 0..PEOPLE {
            let first = self.seeded.below(AXES);
            for (step, dots) in [(0, 2), (1, 2), (3, 1)] {
                let axis = format!("a{}", (first + step) % AXES);
                self.script.person(person, json!({"do": "dot", "axis": axis, "dots": dots}));
            }
        }
        self.remove(200);
        self.script.facilitator(json!({"do": "close_vote"}));
    }

    /// Names, with those before, and all words of some people.
    fn take_back(&mut self) {
        for person in [5, 150] {
            for name in ["Un nom de passage", "Un autre nom"] {
                self.script.person(person, json!({"do": "rename", "name": format!("{name} ({person})")}));
            }
            self.script.person(person, json!({"do": "retire", "name": format!("p{person}")}));
        }
        for person in [9, 40, 123] {
            self.remove(person);
        }
    }

    fn remove(&mut self, person: usize) {
        self.script
            .facilitator(json!({"do": "remove_person", "person": format!("p{person}"), "erase": true}));
    }
}
