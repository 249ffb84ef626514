//! Files that people bring into a programme: what is answered to one, how it is taken over, how far that has come.

use super::ItemId;
use super::command::Fields;
use super::noun::Noun;
use crate::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Answer to `POST /api/programmes/PROGRAMME/files`: nothing of the file stands in the programme yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Uploaded {
    /// By which it is taken over; the import has the same id.
    pub file: ItemId,
    /// As `bourdon preview` prints it; an archive's `tool` is `archive`.
    #[ts(
        type = "{ tool: string; rows: number; submitted?: number | null; columns?: string[]; questions?: { label: string; kind: string; answered: number; empty: number; not_asked: number; choices?: Record<string, number> }[]; refused: { line: number; reason: string }[]; warnings: string[] }"
    )]
    pub preview: Value,
    /// How it could be taken over; nothing: somebody has to say it, or it holds nothing for a programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
}

/// `POST /api/programmes/PROGRAMME/files/FILE/import`: takes a file over. Asked again it goes on where it stopped, and
/// does nothing once all is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportFile {
    /// What the file is called; also the name of a campaign that it makes.
    pub label: String,
    /// What becomes of it.
    pub mapping: Mapping,
}

/// What becomes of a file. Questions, columns and lines are what its preview says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mapping {
    /// Each record is an answer sheet.
    Survey(SurveyMapping),
    /// Each record is an item.
    Table(TableMapping),
    /// A commune a record, an indicator a column.
    Insee(InseeMapping),
    /// Outlines of communes.
    Outlines(OutlinesMapping),
    /// A picture: whose logo it is, which those hear who do not see it.
    #[expect(missing_docs, reason = "it is said")]
    Logo { name: String },
    /// Each record is an action sheet, in the columns of Territoires en Transitions.
    ActionPlan {},
    /// A forum with its contributions.
    Archive {},
}

/// What becomes of a survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct SurveyMapping {
    /// Whose sheets these are; nothing: a new campaign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<ItemId>,
    /// The batch of that campaign with which all of them came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<ItemId>,
    /// The questions that are taken over; others are left out.
    pub questions: Vec<QuestionMapping>,
}

/// What becomes of a question of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct QuestionMapping {
    /// Its place among those of the preview, from 0.
    pub from: u32,
    /// The question of the campaign that it answers; nothing: a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ItemId>,
}

/// What becomes of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct TableMapping {
    /// What each record is.
    pub noun: Noun,
    /// Columns from 0, by the fields that they fill in.
    pub columns: BTreeMap<String, u32>,
    /// Fields that say the same in each.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fixed: Fields,
    /// How days with slashes are read; nothing: they are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<DayOrder>,
}

/// How a day with slashes is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What becomes of INSEE's comparator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct InseeMapping {
    /// Which communes, by their codes; those that the programme does not have are added.
    pub communes: Vec<String>,
    /// Which columns.
    pub columns: Vec<InseeColumn>,
    /// Of which year the codes are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geography: Option<i16>,
}

/// What becomes of a column of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InseeColumn {
    /// The column, from 0.
    pub from: u32,
    /// Of which year its figures are.
    pub vintage: i16,
}

/// What becomes of outlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct OutlinesMapping {
    /// Which communes, by their codes.
    pub communes: Vec<String>,
    /// The property that is the code.
    pub code: String,
    /// The property that is the name; nothing: they are called as the programme's communes are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of which year the communes are: without it nothing is taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<i16>,
    /// Whose work the outlines are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A line of what is answered to [`ImportFile`], while it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// So many parts are done; each is a commit.
    #[expect(missing_docs, reason = "they say it")]
    Part { done: u32, of: u32 },
    /// All is done: the last line.
    Imported(Imported),
    /// It stopped there: the last line. Asked again it goes on.
    Stopped(Refusal),
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Imported {
    /// Records of the file that were taken; of INSEE's comparator figures.
    pub taken: u32,
    /// What was not taken, line by line; of very many the first ones.
    pub refused: Vec<RefusedLine>,
    /// How many were not taken.
    pub not_taken: u32,
}

/// A record, or a figure of it, that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct RefusedLine {
    pub line: u32,
    pub reason: String,
}
