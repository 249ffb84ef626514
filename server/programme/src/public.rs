//! What everybody may read of the plan, as it was published: of this the public page and the answers to other programs are
//! made.

use crate::dossier::{Dossier, Outcome, Piece};
use crate::roadmap::{self, RoadMap};
use protocol::programme::public::{
    Action, ActionLine, Axis, AxisLine, Decision, Forum, Funding, Link, Measure, Measured, Objective,
    Outcome as Told, Plan, Review, Source, SourceKind, Step, Words,
};
use protocol::programme::{ItemId, Noun};

/// The fields by which a source says on what it rests, and which field of that says it.
const GROUNDS: [(&str, SourceKind, &str); 5] = [
    ("forum_axis", SourceKind::ForumAxis, "name"),
    ("contribution", SourceKind::Contribution, "text"),
    ("verbatim", SourceKind::Verbatim, "text"),
    ("indicator", SourceKind::Indicator, "name"),
    ("question", SourceKind::Question, "text"),
];

/// The whole plan.
pub fn plan(dossier: &Dossier) -> Plan {
    let map = RoadMap::new(dossier);
    let axes = map.axes.iter().filter_map(|part| {
        let axis = part.axis?;
        Some(AxisLine {
            id: axis.number,
            number: part.number.clone(),
            name: words(axis, "name"),
            original: original(axis),
            objectives: objectives(dossier, part),
        })
    });
    let forums = dossier.all(Noun::Forum).map(|forum| Forum {
        name: words(forum, "name"),
        day: forum.day("day"),
        axes: outcomes(dossier, &map, forum.id, |it| it.noun == Noun::ForumAxis),
        words: outcomes(dossier, &map, forum.id, |it| {
            let decided = it.decided.as_ref().filter(|it| it.through.is_none());
            it.noun == Noun::Contribution && decided.is_some_and(|it| it.outcome == "not_retained")
        }),
    });
    Plan { version: version(dossier), at: dossier.at, axes: axes.collect(), forums: forums.collect() }
}

/// The axis of this number; nothing: it is not in this version of the plan.
pub fn axis(dossier: &Dossier, id: u32) -> Option<Axis> {
    let map = RoadMap::new(dossier);
    let of = |part: &&roadmap::Part<'_>| part.axis.is_some_and(|axis| axis.number == id);
    let part = map.axes.iter().find(of)?;
    let axis = part.axis?;
    Some(Axis {
        version: version(dossier),
        at: dossier.at,
        gone_from_plan: dossier.version.is_some_and(|it| it.is_replaced),
        id,
        number: part.number.clone(),
        name: words(axis, "name"),
        original: original(axis),
        text: words(axis, "text"),
        reason: words(axis, "reason"),
        decided: decision(dossier, axis),
        sources: sources(dossier, dossier.of(Noun::AxisSource, "axis", axis.id)),
        objectives: objectives(dossier, part),
    })
}

/// The sheet of this number; nothing: it is not in this version of the plan.
pub fn action(dossier: &Dossier, id: u32) -> Option<Action> {
    let map = RoadMap::new(dossier);
    let (number, action) = map.actions().find(|(_, action)| action.number == id)?;
    let own = |noun| dossier.of(noun, "action", action.id);
    let objective = action.item("objective").and_then(|id| dossier.piece(id));
    let communes = action.items("communes").iter().filter_map(|id| words(dossier.piece(*id)?, "name"));
    let mut reviews = Vec::from_iter(own(Noun::Review).map(|review| Review {
        year: review.year("year"),
        state: choice(review, "state"),
        done: words(review, "done"),
        next: words(review, "next"),
    }));
    reviews.sort_by_key(|review| review.year);
    let steps = own(Noun::Step).map(|step| Step {
        name: words(step, "name"),
        due: step.day("due"),
        done: step.is("done"),
    });
    let funding = own(Noun::Funding).map(|one| Funding {
        year: one.year("year"),
        funder: words(one, "funder"),
        amount: one.amount("amount"),
    });
    Some(Action {
        version: version(dossier),
        at: dossier.at,
        gone_from_plan: dossier.version.is_some_and(|it| it.is_replaced),
        id,
        number: number.to_owned(),
        name: words(action, "name"),
        state: choice(action, "state").unwrap_or_default(),
        state_reason: words(action, "state_reason"),
        revised: dossier.revised.contains(&action.id),
        decided: decision(dossier, action),
        axis: objective.and_then(|it| link(&map, it.item("axis")?)),
        objective: objective.and_then(|it| words(it, "name")),
        context: words(action, "context"),
        reason: words(action, "reason"),
        audience: action.lines("audience").to_vec(),
        everywhere: action.is("everywhere"),
        communes: communes.collect(),
        text: words(action, "text"),
        lead: words(action, "lead"),
        referent: words(action, "referent"),
        partners: action.lines("partners").to_vec(),
        start: action.day("start"),
        end: action.day("end"),
        yearly: action.is("yearly"),
        timing: words(action, "timing"),
        means: words(action, "means"),
        participation: choice(action, "participation"),
        group: action.item("group").and_then(|id| words(dossier.piece(id)?, "name")),
        steps: steps.collect(),
        funding: funding.collect(),
        measures: own(Noun::Measure).map(|it| measure(dossier, it)).collect(),
        reviews,
        sources: sources(dossier, own(Noun::ActionSource)),
    })
}

fn version(dossier: &Dossier) -> u32 {
    dossier.version.map_or(0, |version| version.number)
}

fn words(piece: &Piece, field: &str) -> Option<String> {
    piece.text(field).map(str::to_owned)
}

fn choice(piece: &Piece, field: &str) -> Option<String> {
    piece.choice(field).map(str::to_owned)
}

/// What an axis was called first, where it is called otherwise now.
fn original(axis: &Piece) -> Option<String> {
    words(axis, "original").filter(|original| axis.text("name") != Some(original))
}

fn decision(dossier: &Dossier, piece: &Piece) -> Option<Decision> {
    let committee = piece.item("committee").and_then(|id| words(dossier.piece(id)?, "name"));
    let day = piece.day("decided");
    (committee.is_some() || day.is_some()).then_some(Decision { committee, day })
}

fn link(map: &RoadMap<'_>, axis: ItemId) -> Option<Link> {
    let of = |part: &&roadmap::Part<'_>| part.axis.is_some_and(|it| it.id == axis);
    let part = map.axes.iter().find(of)?;
    let axis = part.axis?;
    Some(Link { id: axis.number, number: part.number.clone(), name: words(axis, "name") })
}

fn objectives(dossier: &Dossier, part: &roadmap::Part<'_>) -> Vec<Objective> {
    let objectives = part.objectives.iter().map(|it| Objective {
        number: it.number.clone(),
        name: it.objective.and_then(|it| words(it, "name")),
        text: it.objective.and_then(|it| words(it, "text")),
        actions: it.actions.iter().map(|(number, action)| line(dossier, number, action)).collect(),
    });
    objectives.collect()
}

fn line(dossier: &Dossier, number: &str, action: &Piece) -> ActionLine {
    ActionLine {
        id: action.number,
        number: number.to_owned(),
        name: words(action, "name"),
        state: choice(action, "state").unwrap_or_default(),
        revised: dossier.revised.contains(&action.id),
        lead: words(action, "lead"),
    }
}

fn outcomes(
    dossier: &Dossier,
    map: &RoadMap<'_>,
    forum: ItemId,
    are: impl Fn(&Outcome) -> bool,
) -> Vec<Told> {
    let outcomes = dossier.outcomes.get(&forum).into_iter().flatten().filter(|it| are(it));
    let told = outcomes.map(|it| Told {
        text: it.said.as_ref().ok().cloned(),
        gone: it.said.as_ref().err().copied(),
        outcome: it.decided.as_ref().map(|it| it.outcome.clone()),
        why: it.decided.as_ref().and_then(|it| it.why.clone()),
        remark: it.decided.as_ref().and_then(|it| it.remark.clone()),
        into: it.decided.as_ref().and_then(|it| link(map, it.into?)),
    });
    told.collect()
}

fn measure(dossier: &Dossier, measure: &Piece) -> Measure {
    let values = dossier.of(Noun::Measured, "measure", measure.id).map(|it| Measured {
        year: it.year("year"),
        value: it.amount("value"),
        comment: words(it, "comment"),
    });
    let mut values = Vec::from_iter(values);
    values.sort_by_key(|it| it.year);
    Measure {
        name: words(measure, "name"),
        unit: words(measure, "unit"),
        baseline: measure.amount("baseline"),
        target: measure.amount("target"),
        values,
    }
}

fn sources<'d>(dossier: &'d Dossier, sources: impl Iterator<Item = &'d Piece>) -> Vec<Source> {
    let sources = sources.filter_map(|source| {
        let found = GROUNDS.iter().find_map(|(field, kind, says)| Some((source.item(field)?, *kind, *says)));
        let (id, kind, says) = found?;
        let ground = dossier.piece(id)?;
        let above = |field| ground.item(field).and_then(|id| dossier.piece(id));
        let from = match kind {
            SourceKind::ForumAxis | SourceKind::Contribution => above("forum"),
            SourceKind::Verbatim => {
                above("interview").and_then(|interview| dossier.piece(interview.item("field")?))
            }
            SourceKind::Question => above("campaign"),
            SourceKind::Indicator => None,
        };
        Some(Source {
            kind,
            text: words(ground, says),
            gone: ground.gone.get(says).copied(),
            from: from.and_then(|it| words(it, "name")),
            reason: words(source, "reason"),
            words: if kind == SourceKind::ForumAxis { under(dossier, id) } else { Vec::new() },
        })
    });
    sources.collect()
}

/// What stands under an axis of a forum, in the order of the forum's numbers.
fn under(dossier: &Dossier, axis: ItemId) -> Vec<Words> {
    let stands = |it: &&Piece| it.items("under").contains(&axis);
    let mut words = Vec::from_iter(dossier.all(Noun::Contribution).filter(stands));
    words.sort_by_key(|it| (it.number("number"), it.number));
    let words = words
        .into_iter()
        .map(|it| Words { text: it.text("text").map(str::to_owned), gone: it.gone.get("text").copied() });
    words.collect()
}
