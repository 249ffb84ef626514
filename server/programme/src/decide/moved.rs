//! Acts are about the moment: one that was asked for on a screen which showed what it acts on as it was before is
//! refused.

use crate::state::State;
use protocol::programme::ItemId;
use protocol::programme::command::Command;

impl State {
    /// Whether something that this command acts on changed or came after this commit. Words act on nothing: they are
    /// kept until they are answered.
    pub(super) fn has_moved_on(&self, command: &Command, seen: u64) -> bool {
        let opened = |campaign: &ItemId| self.open.get(campaign).is_some_and(|it| it.changed > seen);
        let changed = |id: &ItemId| {
            self.items.get(id).is_some_and(|item| item.changed > seen)
                || self.sheets.get(id).is_some_and(|sheet| sheet.changed > seen)
                || opened(id)
        };
        let tree = |root: &ItemId| self.tree(*root).iter().any(changed);
        match command {
            Command::Remove(command) => tree(&command.item),
            Command::RemoveAll(command) => command.items.iter().any(tree),
            Command::OpenCampaign(command) => opened(&command.campaign),
            Command::CloseCampaign(command) => opened(&command.campaign),
            Command::WithdrawSheet(command) => changed(&command.sheet),
            Command::UndoImport(command) => {
                let (items, sheets) = self.rows_of(command.import);
                items.iter().chain(&sheets).any(changed)
            }
            Command::SubmitAction(command) => tree(&command.action),
            Command::ValidateAction(command) => tree(&command.action),
            Command::SendBack(command) => changed(&command.action),
            Command::FollowAction(command) => changed(&command.action),
            Command::ReviseAction(command) => changed(&command.action),
            Command::FinishOutcomes(_) | Command::ReopenOutcomes(_) => self.outcomes.changed > seen,
            // Whoever is shut out cannot hold it off by going on.
            Command::Revoke(_) => false,
            Command::CreateProgramme(_)
            | Command::Add(_)
            | Command::AddAll(_)
            | Command::Set(_)
            | Command::SetAll(_)
            | Command::Erase(_)
            | Command::AddOfficer(_)
            | Command::AddMember(_)
            | Command::Respond(_)
            | Command::KeySheet(_)
            | Command::KeyAgain(_)
            | Command::CorrectSheet(_)
            | Command::ImportRows(_)
            | Command::BringIn(_)
            | Command::Mark(_)
            | Command::MarkAll(_)
            | Command::Publish(_) => false,
        }
    }
}
