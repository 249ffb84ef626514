//! What a campaign came to: questionnaires handed out and come back, sheets keyed and how well.

use crate::event::Stored;
use crate::state::State;
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::Amount;

/// A number of questionnaires, summed over batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// So many, or at least so many when it is `approximate`.
    pub at_least: u64,
    /// Some batches say « plus de … ».
    pub approximate: bool,
    /// Batches that say nothing: their questionnaires are not among them.
    pub missing: u32,
}

/// How often a second keying says something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErrorRate {
    /// Sheets that were keyed twice.
    pub sheets: u32,
    /// Answers that were compared.
    pub compared: u32,
    /// Answers that differ.
    pub differing: u32,
}

/// What a campaign came to. A rate may be said of what was `distributed`; it stands for nobody but those who answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of batches are called")]
pub struct Totals {
    pub distributed: Count,
    pub returned: Count,
    pub processed: Count,
    pub rejected: Count,
    /// Sheets that count.
    pub sheets: u32,
    /// Sheets that were left out.
    pub withdrawn: u32,
    pub errors: ErrorRate,
}

/// What the batches and sheets of a campaign say now; nothing: there is no such campaign.
pub fn totals(state: &State, campaign: ItemId) -> Option<Totals> {
    state.items.get(&campaign).filter(|item| item.noun == Noun::Campaign)?;
    let mut totals = Totals::default();
    let items = state.children(campaign).filter_map(|id| state.items.get(&id));
    for batch in items.filter(|item| item.noun == Noun::Batch) {
        for (count, field) in [
            (&mut totals.distributed, "distributed"),
            (&mut totals.returned, "returned"),
            (&mut totals.processed, "processed"),
            (&mut totals.rejected, "rejected"),
        ] {
            match batch.value(field) {
                Some(Stored::Amount(Amount::Exact(number))) => count.at_least += whole(*number),
                Some(Stored::Amount(Amount::AtLeast { at_least })) => {
                    count.at_least += whole(*at_least);
                    count.approximate = true;
                }
                _ => count.missing += 1,
            }
        }
    }
    let all = state.sheets_of.get(&campaign).map_or(0, |sheets| sheets.len());
    for (_, sheet) in state.standing_sheets(campaign) {
        totals.sheets += 1;
        if let Some(again) = &sheet.again {
            totals.errors.sheets += 1;
            totals.errors.compared += again.compared;
            totals.errors.differing += again.differs.len() as u32;
        }
    }
    totals.withdrawn = all as u32 - totals.sheets;
    Some(totals)
}

fn whole(number: protocol::programme::Number) -> u64 {
    u64::try_from(number.millionths() / 1_000_000).unwrap_or_default()
}
