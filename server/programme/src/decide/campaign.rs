//! Campaigns that take answers without an account.

use super::{Decided, Draft};
use crate::event::{CampaignClosed, CampaignOpened};
use protocol::programme::command::{CloseCampaign, OpenCampaign};
use protocol::programme::noun::Noun;

impl Draft<'_> {
    /// What sheets' letters come from never changes: sheets are printed.
    pub(super) fn open_campaign(&mut self, open: &OpenCampaign) -> Decided {
        self.item_of(open.campaign, Noun::Campaign)?;
        let present = self.state.open.get(&open.campaign);
        if present.is_some_and(|present| present.open) {
            return Ok(());
        }
        let secret = present.and_then(|present| present.secret.clone()).or_else(|| open.secret.clone());
        self.happened(CampaignOpened { campaign: open.campaign, secret });
        Ok(())
    }

    pub(super) fn close_campaign(&mut self, close: &CloseCampaign) -> Decided {
        self.item_of(close.campaign, Noun::Campaign)?;
        if self.state.open.get(&close.campaign).is_some_and(|present| present.open) {
            self.happened(CampaignClosed { campaign: close.campaign });
        }
        Ok(())
    }
}
