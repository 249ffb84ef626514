//! What has to be asked about the action sheets.

use super::ItemId;
use super::value::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that has to be asked about a sheet. `GET /api/programmes/PROGRAMME/documents/relances?format=json` answers with
/// all of a year to come and of the time before, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Reminder {
    /// The sheet.
    pub action: ItemId,
    /// Its number, « 2.1.3 »; empty: it has none yet.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What is asked, in words.
    pub asked: String,
    /// Once this day is over it is late.
    pub day: Day,
    /// Whom to ask, and as what; nothing: nobody is named in the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<String>,
}
