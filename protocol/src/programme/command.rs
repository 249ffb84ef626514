//! What people ask of a programme. Kept in outboxes: a format for ever.

#![expect(missing_docs, reason = "fields carry the words of the plan format")]

use super::entity::{CardRef, Document};
use super::noun::Noun;
use super::results::Crossing;
use super::value::Day;
use super::{ItemId, ProgrammeId};
use crate::PassId;
use crate::command::{Nature, commands, yes};
use crate::secret::Token;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Values of fields by their names, as the table of nouns says what they take; null empties a field.
pub type Fields = BTreeMap<String, Value>;

/// Answers by their question: its id, or the number that the programme gave it. Of a question that was asked and not
/// answered it is null; a question that was not asked is not there. One choice or a list of choices (ids or numbers),
/// a number, a day or a text.
pub type Answers = BTreeMap<String, Value>;

/// An item in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewItem {
    pub r#as: ItemId,
    pub noun: Noun,
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fields: Fields,
}

/// Fields of an item anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct SetItem {
    pub item: ItemId,
    #[ts(type = "Record<string, unknown>")]
    pub fields: Fields,
    /// What these fields said when their rewording began: one that says something else by now is refused.
    #[ts(type = "Record<string, unknown>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Fields>,
}

/// An answer sheet in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct NewSheet {
    pub r#as: ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<ItemId>,
    /// The number that is printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    #[ts(type = "Record<string, unknown>")]
    pub answers: Answers,
}

/// How an action goes on once its sheet was validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    Upcoming,
    Ongoing,
    Paused,
    Blocked,
    Done,
    Abandoned,
}

impl Course {
    /// As the state of a sheet has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Ongoing => "ongoing",
            Self::Paused => "paused",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Abandoned => "abandoned",
        }
    }
}

/// A contribution, or an axis, as a forum's archive or this server has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Brought {
    /// Its id in the forum: brought in twice it is one.
    pub r#as: ItemId,
    /// What it says, in the fields of the noun `contribution` or `forum_axis`, but for what the committee decides; without
    /// a text or name it was taken back.
    #[ts(type = "Record<string, unknown>")]
    pub fields: Fields,
}

commands! {
    /// Creates a programme (only over `POST /api/programmes`), with what it begins with: themes, fields, committees.
    "create_programme" Word CreateProgramme {
        r#as: ProgrammeId,
        /// Of its documents: BCP 47.
        language: String,
        #[ts(type = "Record<string, unknown>")]
        fields: Fields,
        #[serde(default)] items: Vec<NewItem>,
    } => ["programme_created"];
    /// Adds an item.
    "add" Word Add {
        r#as: ItemId, noun: Noun,
        #[serde(default)] #[ts(type = "Record<string, unknown>")] fields: Fields,
    } => ["item_added"];
    /// Adds several, or none; later ones may refer to earlier ones.
    "add_all" Word AddAll { items: Vec<NewItem> } => ["item_added"];
    /// Changes fields of an item, or of the programme itself; what is left out stays, what is null is emptied. A field
    /// that says something else than it `was` is refused.
    "set" Word Set {
        item: ItemId,
        #[ts(type = "Record<string, unknown>")] fields: Fields,
        #[ts(type = "Record<string, unknown>")]
        #[serde(default, skip_serializing_if = "Option::is_none")] was: Option<Fields>,
    } => ["item_set"];
    /// Changes several, or none.
    "set_all" Word SetAll { items: Vec<SetItem> } => ["item_set"];
    /// Removes an item with all that belongs to it, or a sheet that was withdrawn. Its words are erased, but for those
    /// that were published.
    "remove" Act Remove { item: ItemId } => ["item_set", "items_removed"];
    "remove_all" Act RemoveAll { items: Vec<ItemId> } => ["item_set", "items_removed"];
    /// Takes words back wherever they stand, also where they were published: all that these fields of an item say and
    /// said, the texts of an answer sheet, the `label` of an import, the `note` of a publication; without `fields` all
    /// of its texts.
    "erase" Word Erase {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")] fields: Option<Vec<String>>,
    } => ["words_erased"];

    /// Lets an officer in: the holder of `token` may do what officers may.
    "add_officer" Word AddOfficer { r#as: PassId, label: String, token: Token } => ["pass_added"];
    /// Lets a member of these committees or mixed groups in.
    "add_member" Word AddMember { r#as: PassId, label: String, committees: Vec<ItemId>, token: Token } => ["pass_added"];
    /// Takes a pass back, with those that were made with it; its sockets close at once. With `erase` all that was
    /// typed with it is erased.
    "revoke" Act Revoke { pass: PassId, #[serde(default)] erase: bool } => ["pass_revoked"];

    /// Takes answers without an account from now on. `secret` is what the letters of its sheets' numbers come from:
    /// without one sheets have no numbers.
    "open_campaign" Act OpenCampaign {
        campaign: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")] secret: Option<Token>,
    } => ["campaign_opened"];
    "close_campaign" Act CloseCampaign { campaign: ItemId } => ["campaign_closed"];
    /// Answers without an account, and without a pass: nothing links an answer to one. Where sheets have numbers, with
    /// that of a sheet and its letters: one answer a sheet.
    "respond" Word Respond {
        r#as: ItemId, campaign: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")] number: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] letters: Option<String>,
        #[ts(type = "Record<string, unknown>")] answers: Answers,
    } => ["sheet_keyed"];
    /// Keys a sheet from paper.
    "key_sheet" Word KeySheet {
        r#as: ItemId, campaign: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")] batch: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] number: Option<u32>,
        #[ts(type = "Record<string, unknown>")] answers: Answers,
    } => ["sheet_keyed"];
    /// Keys a sheet a second time, with another pass: how much differs is the error rate.
    "key_again" Word KeyAgain {
        sheet: ItemId,
        #[ts(type = "Record<string, unknown>")] answers: Answers,
    } => ["sheet_keyed_again"];
    /// Corrects answers of a sheet; those that are left out stay.
    "correct_sheet" Word CorrectSheet {
        sheet: ItemId,
        #[ts(type = "Record<string, unknown>")] answers: Answers,
        /// Questions that were not asked after all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<String>>", optional)]
        not_asked: Vec<String>,
    } => ["sheet_corrected"];
    /// Leaves a sheet out of all counts, and erases its words; `on` false takes it in again, without them.
    "withdraw_sheet" Act WithdrawSheet { sheet: ItemId, #[serde(default = "yes")] on: bool } => ["sheet_withdrawn"];

    /// One part of what a file holds, from 1 on and one after the other; a part that was done is done.
    "import_rows" Word ImportRows {
        /// Whose parts these are.
        import: ItemId,
        part: u32,
        /// What the file is called.
        label: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<NewItem>>", optional)]
        items: Vec<NewItem>,
        /// Of which campaign the sheets are.
        #[serde(default, skip_serializing_if = "Option::is_none")] campaign: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<NewSheet>>", optional)]
        sheets: Vec<NewSheet>,
    } => ["part_imported", "item_added", "sheet_keyed"];
    /// Takes back all that came with an import and still stands; refused while anything that came otherwise belongs or
    /// refers to it.
    "undo_import" Act UndoImport { import: ItemId } => ["item_set", "import_undone"];
    /// Brings axes and contributions of a forum in, or what they say by now: new ones are added, those that were taken
    /// back lose their words, earlier topics and axes are erased, and words that were erased here stay erased. What the
    /// committee decided stays.
    "bring_in" Word BringIn {
        forum: ItemId,
        /// Its axes, which come before what stands under them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<Brought>>", optional)]
        axes: Vec<Brought>,
        contributions: Vec<Brought>,
    } => ["item_added", "item_set", "words_erased"];

    /// Says that the committee has given an outcome to all that forums brought; refused with the number of what has none.
    /// It falls back when something comes that has none.
    "finish_outcomes" Act FinishOutcomes {} => ["outcomes_finished"];
    "reopen_outcomes" Act ReopenOutcomes {} => ["outcomes_reopened"];

    /// Marks words as evidence for the axes; `on` false takes that back.
    "mark" Word Mark { card: CardRef, #[serde(default = "yes")] on: bool } => ["card_marked"];
    /// Marks several, or none.
    "mark_all" Word MarkAll { cards: Vec<CardRef>, #[serde(default = "yes")] on: bool } => ["card_marked"];

    /// Hands an action sheet in to be read back and validated: « à valider ».
    "submit_action" Act SubmitAction { action: ItemId } => ["item_set"];
    /// Gives a sheet that was handed in back, with what is to be changed.
    "send_back" Act SendBack { action: ItemId, remark: String } => ["item_set"];
    /// A committee validates a sheet that was handed in. As it stands then it is kept as a version.
    "validate_action" Act ValidateAction {
        /// The version that is kept.
        r#as: ItemId, action: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")] committee: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] decided: Option<Day>,
    } => ["item_set", "version_kept"];
    /// Says how a validated sheet goes on. Pausing, blocking and abandoning want a reason.
    "follow_action" Act FollowAction {
        action: ItemId, to: Course,
        #[serde(default, skip_serializing_if = "Option::is_none")] reason: Option<String>,
    } => ["item_set"];
    /// Makes a validated sheet a draft again: a new version of it, beside those that were kept.
    "revise_action" Act ReviseAction { action: ItemId } => ["item_set"];

    /// Publishes a document as it stands now: everybody may read it, and its earlier versions too.
    "publish" Word Publish {
        r#as: ItemId, document: Document,
        /// The campaign, committee, interview field or newsletter that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")] of: Option<ItemId>,
        /// What is new in this version.
        #[serde(default, skip_serializing_if = "Option::is_none")] note: Option<String>,
        /// Of results; without them one table a question.
        #[serde(default, skip_serializing_if = "Option::is_none")] tables: Option<Vec<Crossing>>,
    } => ["published"];
}
