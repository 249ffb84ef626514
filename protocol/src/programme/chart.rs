//! An indicator as it is shown: drawings, and the table of their numbers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer to `GET /api/programmes/PROGRAMME/charts/INDICATOR`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Shown {
    /// What can be drawn of it, at most one of each kind.
    pub charts: Vec<Chart>,
    /// Nothing: it has no figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Numbers>,
    /// What has to be known of them, a sentence each.
    pub notes: Vec<String>,
}

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chart {
    /// What is to be seen.
    pub title: String,
    /// The SVG element: it refers to nothing outside, and says itself in words.
    pub svg: String,
}

/// A table: a place a row, a vintage a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Numbers {
    /// What it shows.
    pub caption: String,
    /// The first is that of the places.
    pub columns: Vec<String>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
}
