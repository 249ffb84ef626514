//! A forum of a rural territory as a plan: thirty groups whose sentences stand in `plans/territoire.txt`, put
//! together from a seed so that no two are the same.

use crate::large::Seeded;
use crate::plan::Script;
use serde_json::{Value, json};

/// People of the forum.
pub const PEOPLE: usize = 150;
/// Groups that met.
pub const GROUPS: usize = 30;
/// Contributions of the usual plan, disagreements included.
pub const CONTRIBUTIONS: usize = 800;
/// Those that say again what another says.
pub const DUPLICATES: usize = 12;
/// Those that were read and belong to no axis.
pub const NOT_ATTACHED: usize = 6;
/// Those that are not of the territory.
pub const OUTSIDE_TERRITORY: usize = 3;
/// Those that their authors took back.
pub const TAKEN_BACK: usize = 8;
/// Those that nobody looked at: the last group wrote on after the vote.
pub const UNEXAMINED: usize = 20;
/// All others that no disagreement is.
pub const ATTACHED: usize =
    CONTRIBUTIONS - DISAGREEMENTS - DUPLICATES - NOT_ATTACHED - OUTSIDE_TERRITORY - TAKEN_BACK - UNEXAMINED;
/// What was said against others.
pub const DISAGREEMENTS: usize = 20;
/// The group that writes on until everything else is over.
const LAST: usize = GROUPS - 1;
const SLOTS: usize = 3;
const SEED: u64 = 20_261_129;

const SPACES: [&str; 10] = [
    "Salle des fêtes",
    "Scène",
    "Bar",
    "Cantine",
    "Bibliothèque",
    "Salle du conseil",
    "Préau",
    "Gymnase",
    "Classe des petits",
    "Classe des grands",
];
const COLLEGES: [&str; 5] = [
    "Je vis ici",
    "Je travaille avec les familles",
    "Je suis élue ou élu",
    "Je viens pour une association",
    "Je viens d’une administration",
];
const NAMES: &str = "Adèle Adrien Agathe Aïcha Alain Amandine Baptiste Béatrice Bilal Blandine Camille Cécile \
                     Chantal Clément Colette Damien Danielle Denise Driss Élodie Émile Fabrice Fatou Florence \
                     Gaëlle Gérard Hervé Huguette Inès Jean-Luc Joëlle Karima Léo Lucette Maryse Mehdi Mireille \
                     Nadia Noé Nolwenn Odile Pascal Quentin Rosa Sylvain Thi-Lan Ugo Valérie Yannick Yvette";

/// A theme and the axis of what was said about it.
pub const AXES: [(&str, &str); 7] = [
    ("mobilité", "Se déplacer sans que tout dépende de la voiture"),
    ("familles", "Naître, grandir et élever ses enfants ici"),
    ("jeunesse", "Donner aux jeunes des lieux, des chances et des départs"),
    ("santé", "Se soigner, vieillir et aider sans s’épuiser"),
    ("droits", "Accéder à ses droits et trouver sa place"),
    ("vie locale", "Faire vivre les bourgs, la culture et l’entraide"),
    ("habitat", "Bien habiter, avec l’eau, les arbres et les chemins"),
];

const ABOUT_FACTS: [&str; 6] = [
    ".",
    ". Chacun s’arrange comme il peut.",
    ", et ce n’est pas nouveau.",
    ". On le dit à chaque réunion.",
    " : cela ne peut pas durer.",
    ". Dans notre groupe, cinq personnes l’ont vécu.",
];
const NEEDS: [&str; 4] = ["Il faudrait", "Ce qui manque, c’est", "Nous attendons", "Le plus urgent serait"];
const IDEAS: [&str; 4] = ["On pourrait essayer", "Et pourquoi pas", "Notre idée :", "Imaginons"];
const PROPOSALS: [&str; 4] =
    ["Nous proposons", "Mettre en place", "Que les communes financent ensemble", "Obtenir dès cette année"];
const TAILS: [&str; 6] = [
    ".",
    ", au moins pour essayer.",
    ", même une fois par mois pour commencer.",
    ".\nÀ deux conditions : que ce soit gratuit, et qu’on nous demande notre avis.",
    ", à porter à plusieurs communes.",
    ". Nous l’avons vu ailleurs : cela marche.",
];
const OBJECTIONS: [&str; 5] = [
    "Ce n’est pas à la commune de payer cela.",
    "Nous avons essayé il y a dix ans et personne n’est venu.",
    "D’accord sur le fond, mais pas dans ce lieu : il est trop loin du haut.",
    "Une partie du groupe pense que les associations le font déjà.",
    "Cela coûte cher pour peu de monde ; il y a plus pressé.",
];

struct Topic {
    theme: &'static str,
    title: &'static str,
    question: &'static str,
    facts: Vec<&'static str>,
    wishes: Vec<&'static str>,
    reasons: Vec<&'static str>,
    asks: Vec<&'static str>,
    steps: Vec<&'static str>,
}

fn topics() -> Vec<Topic> {
    let all = include_str!("../plans/territoire.txt");
    let read = |block: &'static str| {
        let (head, lines) = block.split_once('\n')?;
        let mut head = head.split(" | ");
        let begins = |mark: &str| Vec::from_iter(lines.lines().filter_map(|line| line.strip_prefix(mark)));
        Some(Topic {
            theme: head.next()?,
            title: head.next()?,
            question: head.next()?,
            facts: begins("c "),
            wishes: begins("v "),
            reasons: begins("r "),
            asks: begins("q "),
            steps: begins("s "),
        })
    };
    let topics = Vec::from_iter(all.split("\n\n").map(|block| read(block).expect("a block has a head")));
    assert_eq!(topics.len(), GROUPS);
    topics
}

impl Topic {
    /// As many sentences as are asked for, each of its kind, no two the same.
    fn sentences(&self, count: usize) -> Vec<(&'static str, String)> {
        let mut facts = self.facts();
        let mut wished = [("need", NEEDS), ("idea", IDEAS), ("proposal", PROPOSALS)]
            .map(|(kind, openings)| (kind, self.wishes(openings)));
        let mut all = Vec::from_iter(self.asks.iter().map(|ask| ("question", (*ask).to_owned())));
        all.extend(self.steps.iter().map(|step| ("next_step", format!("{step}."))));
        while all.len() < count {
            all.extend(facts.next().map(|fact| ("finding", fact)));
            for (kind, wishes) in &mut wished {
                all.extend(wishes.next().map(|wish| (*kind, wish)));
            }
        }
        all.truncate(count);
        all
    }

    fn facts(&self) -> impl Iterator<Item = String> {
        ABOUT_FACTS.iter().flat_map(|end| self.facts.iter().map(move |fact| format!("{fact}{end}")))
    }

    fn wishes(&self, openings: [&'static str; 4]) -> impl Iterator<Item = String> {
        let lists = [&self.wishes[..], &self.reasons, &openings, &TAILS].map(<[&str]>::to_vec);
        let all: usize = lists.iter().map(Vec::len).product();
        (0..all).map(move |n| {
            // A step without a common divisor visits every combination once.
            let mut rest = n * 43 % all;
            let [wish, reason, opening, tail] = lists.each_ref().map(|list| {
                let word = list[rest % list.len()];
                rest /= list.len();
                word
            });
            format!("{opening} {wish} {reason}{tail}")
        })
    }
}

struct Day {
    script: Script,
    seeded: Seeded,
    topics: Vec<Topic>,
    /// How many contributions the plan has, but disagreements.
    contributions: usize,
    /// Who sits in which group.
    members: Vec<Vec<usize>>,
    /// How much each group said.
    said: Vec<usize>,
    written: Vec<Written>,
}

struct Written {
    name: String,
    author: usize,
    group: usize,
}

/// The plan with so many contributions, [`CONTRIBUTIONS`] as a rule. Its last command closes the last group.
pub fn plan(contributions: usize) -> Vec<Value> {
    let mut day = Day {
        script: Script::new(1.0),
        seeded: Seeded(SEED),
        topics: topics(),
        contributions: contributions - DISAGREEMENTS,
        members: vec![Vec::new(); GROUPS],
        said: vec![0; GROUPS],
        written: Vec::new(),
    };
    day.begin();
    day.marketplace();
    day.script.phase("groups");
    for slot in 0..SLOTS {
        day.round(slot);
    }
    day.object();
    day.script.phase("priorities");
    day.sort();
    day.vote();
    day.script.phase("closing");
    day.write(LAST, UNEXAMINED);
    day.group(LAST, "close");
    day.script.lines
}

impl Day {
    /// Its host opens or closes it.
    fn group(&mut self, group: usize, word: &str) {
        self.script.person(group, json!({"do": word, "group": format!("g{group}")}));
    }

    fn begin(&mut self) {
        let slot = |n: usize| {
            json!({"as": format!("s{n}"), "label": format!("Tour {}", n + 1),
                   "start": format!("{}:00", 17 + n), "end": format!("{}:50", 17 + n)})
        };
        let space =
            |(n, label): (usize, &&str)| json!({"as": format!("sp{n}"), "label": label, "places": 24});
        let college = |(n, label): (usize, &&str)| json!({"as": format!("c{n}"), "label": label});
        self.script.facilitator(json!({
            "do": "create_forum", "as": "f", "language": "fr", "time_zone": "Europe/Paris", "dots": 5,
            "question": "Exemple. Que voulons-nous faire ensemble pour que chacun vive bien ici dans dix ans ?",
            "slots": Vec::from_iter((0..SLOTS).map(slot)),
            "spaces": Vec::from_iter(SPACES.iter().enumerate().map(space)),
            "colleges": Vec::from_iter(COLLEGES.iter().enumerate().map(college)),
        }));
        let names = Vec::from_iter(NAMES.split_whitespace());
        for person in 0..PEOPLE {
            let mut join = json!({"do": "join", "name": names[person % names.len()]});
            // More than half of the room lives there, nobody comes from an administration, some say nothing.
            if person % 10 != 9 {
                let other = 1 + person / 2 % (COLLEGES.len() - 2);
                join["college"] = json!(format!("c{}", if person % 2 == 0 { 0 } else { other }));
            }
            self.script.person(person, join);
            if person % 3 == 0 {
                self.script.person(person, json!({"do": "name_in_book", "on": true}));
            }
        }
    }

    fn marketplace(&mut self) {
        self.script.phase("marketplace");
        for topic in 0..GROUPS {
            let Topic { title, question, .. } = self.topics[topic];
            let name = format!("t{topic}");
            self.script
                .person(topic, json!({"do": "propose", "as": name, "title": title, "question": question}));
            self.script.person(topic, json!({"do": "announce", "topic": name}));
        }
        for person in 0..PEOPLE {
            for _ in 0..3 {
                let topic = format!("t{}", self.seeded.below(GROUPS));
                self.script.person(person, json!({"do": "interest", "topic": topic}));
            }
        }
        for topic in 0..GROUPS {
            let (slot, space) = (format!("s{}", topic % SLOTS), format!("sp{}", topic / SLOTS));
            let place = json!({"do": "place", "topic": format!("t{topic}"), "slot": slot, "space": space,
                               "as": format!("g{topic}")});
            self.script.person(topic, place);
        }
    }

    /// One slot: groups open, people enter, write and support, groups close, but for the last one.
    fn round(&mut self, slot: usize) {
        let groups = Vec::from_iter((slot..GROUPS).step_by(SLOTS));
        for &group in &groups {
            self.group(group, "open");
        }
        for person in 0..PEOPLE {
            let is_host = groups.contains(&person);
            let group = if is_host { person } else { groups[self.seeded.below(groups.len())] };
            self.members[group].push(person);
            self.script.person(person, json!({"do": "enter", "group": format!("g{group}")}));
        }
        for group in groups {
            let all = self.contributions / GROUPS + usize::from(group < self.contributions % GROUPS);
            let first = self.written.len();
            self.write(group, all - if group == LAST { UNEXAMINED } else { 0 });
            for n in first..self.written.len() {
                self.support(n);
            }
            if group != LAST {
                self.group(group, "close");
            }
        }
    }

    /// The next sentences of a group.
    fn write(&mut self, group: usize, count: usize) {
        let before = self.said[group];
        self.said[group] += count;
        let sentences = self.topics[group].sentences(before + count);
        for (n, (kind, text)) in sentences.into_iter().enumerate().skip(before) {
            let author = self.members[group][self.seeded.below(self.members[group].len())];
            let name = format!("k{group}-{n}");
            self.script.person(
                author,
                json!({"do": "write", "as": name, "group": format!("g{group}"), "kind": kind, "text": text}),
            );
            self.written.push(Written { name, author, group });
        }
    }

    /// Up to four of the group, and never the author.
    fn support(&mut self, n: usize) {
        let Written { name, author, group } = &self.written[n];
        let support = json!({"do": "support", "contribution": name});
        let (author, members) = (*author, self.members[*group].clone());
        let start = self.seeded.below(members.len());
        let others = members.iter().cycle().skip(start).take(self.seeded.below(5));
        for &other in others.filter(|other| **other != author) {
            self.script.person(other, support.clone());
        }
    }

    fn object(&mut self) {
        for n in 0..DISAGREEMENTS {
            let about = self.written[n * 37 + 4].name.clone();
            let text = OBJECTIONS[n % OBJECTIONS.len()];
            self.script.person(
                n * 7,
                json!({"do": "disagree", "as": format!("d{n}"), "about": {"contribution": about}, "text": text}),
            );
        }
        for _ in 0..TAKEN_BACK {
            let gone = self.written.remove(self.written.len() / 2);
            self.script.person(gone.author, json!({"do": "retire", "contribution": gone.name}));
        }
    }

    /// Everything but what the last group will say.
    fn sort(&mut self) {
        let mut left = Vec::from_iter(self.written.iter().map(|one| (one.group, one.name.clone())));
        let mut take = |count: usize| Vec::from_iter((0..count).map(|n| left.remove(n * 31 + 3)));
        let [same, nowhere, outside] = [DUPLICATES, NOT_ATTACHED, OUTSIDE_TERRITORY].map(&mut take);
        for (n, (theme, name)) in AXES.iter().enumerate() {
            let axis = format!("a{n}");
            self.script.facilitator(json!({"do": "axis", "as": axis, "name": name}));
            let under = left.iter().filter(|(group, _)| self.topics[*group].theme == *theme);
            let under = Vec::from_iter(under.map(|(_, name)| name.clone()));
            self.script.facilitator(json!({"do": "attach_all", "axis": axis, "contributions": under}));
        }
        for (group, duplicate) in same {
            let of = left.iter().find(|(other, _)| *other == group).map(|(_, name)| name);
            self.script.facilitator(json!({"do": "duplicate", "contribution": duplicate, "of": of}));
        }
        for (outcome, all) in [("not_attached", nowhere), ("outside_territory", outside)] {
            let all = Vec::from_iter(all.into_iter().map(|(_, name)| name));
            self.script.facilitator(json!({"do": "outcome", "outcome": outcome, "contributions": all}));
        }
    }

    fn vote(&mut self) {
        self.script.facilitator(json!({"do": "open_vote"}));
        for person in 0..PEOPLE {
            let first = self.seeded.below(AXES.len());
            for (step, dots) in [(0, 2), (1, 2), (3, 1)] {
                let axis = format!("a{}", (first + step) % AXES.len());
                self.script.person(person, json!({"do": "dot", "axis": axis, "dots": dots}));
            }
        }
        self.script.facilitator(json!({"do": "close_vote"}));
    }
}
