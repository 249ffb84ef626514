//! Results of a campaign: tables of counts.

use super::ItemId;
use super::value::Number;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What sheets are put into lines by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// What they answer to this question.
    Question(ItemId),
    /// The batch that they came back with.
    Batch,
    /// The commune of the place where that batch was handed out.
    Commune,
}

/// One side of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Side {
    /// What it is.
    pub by: By,
    /// Of a question for a number or a scale, in rising order: below the first, from each to the next, from the last
    /// on. Without them only who answered is counted.
    #[ts(as = "Option<Vec<Number>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<Number>,
}

/// What a table counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Crossing {
    /// Its lines.
    pub rows: Side,
    /// What they are crossed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Side>,
}

/// A number of sheets, or that it is not told: it is small, or a small one would follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Count {
    /// So many.
    Told(u32),
    /// Not told.
    Withheld(Withheld),
}

/// The word for a number that is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// `"withheld"`
    Withheld,
}

/// Numbers of sheets. Rates are said of `answered`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Table {
    /// What it counts.
    #[serde(flatten)]
    pub crossing: Crossing,
    /// The choices, batches or communes of its lines; none where these are numbers in bands.
    #[ts(as = "Option<Vec<ItemId>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<ItemId>,
    /// The same of its columns.
    #[ts(as = "Option<Vec<ItemId>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub column_lines: Vec<ItemId>,
    /// All sheets that it is about.
    pub sheets: Count,
    /// Those that answered; in a crossing, those that answered both.
    pub answered: Count,
    /// Those that were asked and did not answer; not of a crossing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<Count>,
    /// Those that were not asked; not of a crossing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_asked: Option<Count>,
    /// A number a line; where several choices may be taken their sum is more than those that answered.
    pub totals: Vec<Count>,
    /// A number a column of a crossing.
    #[ts(as = "Option<Vec<Count>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub column_totals: Vec<Count>,
    /// The cells of a crossing, line by line.
    #[ts(as = "Option<Vec<Vec<Count>>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Vec<Count>>,
}

/// Median and quartiles of the numbers given, for those who work with the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Quartiles {
    pub least: f64,
    pub first: f64,
    pub median: f64,
    pub third: f64,
    pub most: f64,
}

/// Full counts, « de travail, non publiable ».
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Working {
    /// The counts.
    #[serde(flatten)]
    pub table: Table,
    /// Of a question for a number or a scale, where somebody gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quartiles: Option<Quartiles>,
}

/// What a campaign came to, as it was published. Scope `publication:ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Results {
    /// The publication.
    pub id: ItemId,
    /// From 0: raised when the sheets are no longer those that were published before.
    pub edition: u32,
    /// Numbers from one to below it are not told, nor others from which those would follow.
    pub threshold: u32,
    /// Its tables.
    pub tables: Vec<Table>,
}
