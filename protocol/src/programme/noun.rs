//! The nouns of a programme and the one table of their fields.

mod action;
mod agreement;
mod axis;
mod campaign;
mod committee;
mod forum;
mod indicator;
mod interview;
mod newsletter;
mod territory;

use super::field::{Answer, Field, Kind, Label};
use crate::text::Form;
pub use action::VALIDATED;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What there is of a noun: where it shows, how many, and its fields.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// As screens call one of them.
    pub label: Label,
    /// Where its items show.
    pub home: Home,
    /// So many of them in a programme, at most.
    pub max: usize,
    /// In the order of forms and columns.
    pub fields: &'static [Field],
    /// Exactly one of these must be filled in; none: nothing of the sort.
    pub one_of: &'static [&'static str],
}

/// Where the items of a noun show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the scopes are called")]
pub enum Home {
    Programme,
    Diagnosis,
    Interviews,
    Logos,
    /// With the plan: strategic axes, objectives, action sheets, agreement.
    Plan,
    /// With the action sheet to which it belongs.
    Action,
    /// With the committee to which it belongs.
    Committee,
    /// With the campaign.
    Campaign,
    /// With the forum.
    Forum,
}

macro_rules! nouns {
    ($($(#[$doc:meta])* $word:literal $name:ident = $spec:expr),+ $(,)?) => {
        /// A noun of a programme.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum Noun { $($(#[$doc])* #[serde(rename = $word)] $name,)+ }

        impl Noun {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As in commands and exports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Its row of the table.
            pub fn spec(self) -> &'static Spec {
                match self { $(Self::$name => &$spec,)+ }
            }
        }
    };
}

nouns! {
    /// The programme itself.
    "programme" Programme = territory::PROGRAMME,
    /// A commune of its territory.
    "commune" Commune = territory::COMMUNE,
    /// A part of its time line.
    "phase" Phase = territory::PHASE,
    /// The logo of who carries it, or supports it.
    "logo" Logo = territory::LOGO,
    /// A committee, or a mixed group.
    "committee" Committee = committee::COMMITTEE,
    /// Somebody who sits in one.
    "member" Member = committee::MEMBER,
    /// A meeting of one.
    "meeting" Meeting = committee::MEETING,
    /// What a meeting decided.
    "decision" Decision = committee::DECISION,
    /// A theme of the diagnosis.
    "theme" Theme = indicator::THEME,
    /// What is counted or measured.
    "indicator" Indicator = indicator::INDICATOR,
    /// What it is somewhere, in one vintage.
    "figure" Figure = indicator::FIGURE,
    /// The border of a commune in one vintage.
    "outline" Outline = indicator::OUTLINE,
    /// A campaign of questionnaires.
    "campaign" Campaign = campaign::CAMPAIGN,
    /// A question of one.
    "question" Question = campaign::QUESTION,
    /// An answer that a question offers.
    "choice" Choice = campaign::CHOICE,
    /// Where questionnaires are handed out.
    "place" Place = campaign::PLACE,
    /// What was handed out there, and came back.
    "batch" Batch = campaign::BATCH,
    /// A field in which people are interviewed.
    "interview_field" InterviewField = interview::FIELD,
    /// An interview.
    "interview" Interview = interview::INTERVIEW,
    /// What was said in it, word for word.
    "verbatim" Verbatim = interview::VERBATIM,
    /// A forum of the programme.
    "forum" Forum = forum::FORUM,
    /// An axis of one, as it came out of it.
    "forum_axis" ForumAxis = forum::FORUM_AXIS,
    /// What was said in one, brought in from it.
    "contribution" Contribution = forum::CONTRIBUTION,
    /// A strategic axis of the committee.
    "axis" Axis = axis::AXIS,
    /// What an axis rests on.
    "axis_source" AxisSource = axis::AXIS_SOURCE,
    /// An objective under an axis.
    "objective" Objective = action::OBJECTIVE,
    /// An action sheet.
    "action" Action = action::ACTION,
    /// What a sheet rests on.
    "action_source" ActionSource = action::ACTION_SOURCE,
    /// A step of an action.
    "step" Step = action::STEP,
    /// What somebody pays for an action in a year.
    "funding" Funding = action::FUNDING,
    /// By what an action is evaluated.
    "measure" Measure = action::MEASURE,
    /// What that was in a year.
    "measured" Measured = action::MEASURED,
    /// What became of an action in a year.
    "review" Review = action::REVIEW,
    /// An agreement.
    "agreement" Agreement = agreement::AGREEMENT,
    /// Who signs one.
    "signatory" Signatory = agreement::SIGNATORY,
    /// How one was amended.
    "amendment" Amendment = agreement::AMENDMENT,
    /// A newsletter.
    "newsletter" Newsletter = newsletter::NEWSLETTER,
}

impl Noun {
    /// The noun of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|noun| noun.word() == word)
    }

    /// The field of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.spec().fields.iter().find(|field| field.name == name)
    }

    /// The field that says to what an item belongs.
    pub fn parent(self) -> Option<&'static Field> {
        self.spec().fields.iter().find(|field| matches!(field.kind, Kind::Parent(_)))
    }
}

const fn label(fr: &'static str, en: &'static str) -> Label {
    Label { fr, en }
}

const fn field(name: &'static str, kind: Kind, fr: &'static str, en: &'static str) -> Field {
    Field { name, kind, required: false, published: true, computed: false, label: label(fr, en) }
}

/// The item to which it belongs.
const fn parent(name: &'static str, noun: Noun, fr: &'static str, en: &'static str) -> Field {
    field(name, Kind::Parent(noun), fr, en).required()
}

const fn answer(word: &'static str, fr: &'static str, en: &'static str) -> Answer {
    Answer { word, label: label(fr, en) }
}

impl Field {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The rules fill it in.
    const fn computed(mut self) -> Self {
        self.computed = true;
        self
    }

    /// It stays in the office.
    const fn unpublished(mut self) -> Self {
        self.published = false;
        self
    }
}

/// On one line, as a person's name.
const NAME: Kind = Kind::Text(Form::Name);
/// On one line.
const TITLE: Kind = Kind::Text(Form::Title);
/// On one line, as long as the title of an action may be.
const HEADING: Kind = Kind::Text(Form::Heading);
/// Some lines.
const QUESTION: Kind = Kind::Text(Form::Question);
/// A text.
const TEXT: Kind = Kind::Text(Form::Text);
/// Some pages.
const PAGES: Kind = Kind::Text(Form::Pages);
const NOTHING: Label = label("", "");

/// A place among others: between two others there is room for a million.
const ORDER: Kind = Kind::Number { unit: NOTHING, min: -1_000_000, max: 1_000_000, decimals: 6 };

/// A number of people or things.
const fn count(unit: Label, max: i64) -> Kind {
    Kind::Number { unit, min: 0, max, decimals: 0 }
}

/// A number of people or things of which more or less is known.
const fn about(unit: Label) -> Kind {
    Kind::Amount { unit, signed: false, decimals: 0, without: &[], at_least: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_holds_together() {
        for noun in Noun::ALL {
            let spec = noun.spec();
            let names: BTreeSet<_> = spec.fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), spec.fields.len(), "{noun:?} has a field twice");
            assert!(spec.one_of.iter().all(|name| names.contains(name)), "{noun:?}");
            let parents = spec.fields.iter().filter(|field| matches!(field.kind, Kind::Parent(_)));
            assert!(parents.clone().all(|field| field.required), "{noun:?} may be nobody's");
            assert!(parents.count() < 2, "{noun:?} belongs to two");
            for field in spec.fields {
                assert!(!field.label.fr.is_empty() && !field.label.en.is_empty(), "{noun:?} {}", field.name);
            }
            // Members read their committees, and what stands in the programme and its plan.
            let is_read = matches!(spec.home, Home::Programme | Home::Committee | Home::Plan | Home::Action);
            let words = |field: &&Field| matches!(field.kind, Kind::Text(_) | Kind::Lines(_));
            let stays = spec.fields.iter().filter(words).find(|field| !field.published);
            assert!(!is_read || stays.is_none(), "{noun:?}: members read {stays:?}");
            let root = std::iter::successors(Some(*noun), |noun| noun.parent()?.kind.noun()).last().unwrap();
            match spec.home {
                Home::Programme | Home::Diagnosis | Home::Interviews | Home::Logos | Home::Plan => {
                    assert_eq!(root.spec().home, spec.home)
                }
                Home::Committee => assert_eq!(root, Noun::Committee),
                Home::Action => assert_eq!(root, Noun::Action),
                Home::Campaign => assert_eq!(root, Noun::Campaign),
                Home::Forum => assert_eq!(root, Noun::Forum),
            }
        }
    }
}
