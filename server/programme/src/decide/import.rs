//! What files bring, part by part.

use super::{Decided, Draft, at_most, fresh, one_refused, room};
use crate::event::{ImportUndone, PartImported};
use protocol::Refusal;
use protocol::limits::programme::{IMPORTS_MAX, ROWS_MAX};
use protocol::programme::command::{ImportRows, UndoImport};
use protocol::programme::entity::Way;
use protocol::text::Form;
use std::collections::BTreeSet;

impl Draft<'_> {
    pub(super) fn import_rows(&mut self, import: &ImportRows) -> Decided {
        let ImportRows { import: id, part, label, items, campaign, sheets } = import;
        let state = self.state;
        let present = state.imports.get(id);
        let done = present.map_or(0, |import| import.parts);
        if (1..=done).contains(part) {
            return Ok(());
        }
        if *part != done + 1 || present.is_some_and(|import| import.undone) {
            return Err(Refusal::OutOfTurn { part: done + 1 });
        }
        at_most(items.len() + sheets.len(), ROWS_MAX)?;
        let label = match present {
            Some(present) => present.label,
            None => {
                fresh(self.is_taken(*id))?;
                room(state.imports.values().filter(|import| !import.undone).count(), IMPORTS_MAX)?;
                self.text(label, Form::Title)?
            }
        };
        self.happened(PartImported { import: *id, part: *part, label });
        self.add_all(items)?;
        for sheet in sheets {
            let campaign = campaign.ok_or(Refusal::BadCommand {})?;
            let added = self.add_sheet(campaign, sheet, Way::File);
            added.map_err(|refusal| one_refused(sheet.r#as, refusal))?;
        }
        Ok(())
    }

    pub(super) fn undo_import(&mut self, &UndoImport { import: id }: &UndoImport) -> Decided {
        let state = self.state;
        let import = state.imports.get(&id).ok_or(Refusal::NotFound {})?;
        if import.undone {
            return Ok(());
        }
        let (items, sheets) = state.rows_of(id);
        let items: BTreeSet<_> = items.into_iter().collect();
        let sheets: BTreeSet<_> = sheets.into_iter().collect();
        // What came otherwise under something that came with it would go along.
        if items.iter().flat_map(|item| state.children(*item)).any(|item| !items.contains(&item)) {
            return Err(Refusal::InUse {});
        }
        items.iter().try_for_each(|item| self.may_undo(*item))?;
        self.is_free(&items, &sheets)?;
        self.let_go_of_axes(&items);
        self.erase_unpublished(&items);
        self.erase_sheets(&sheets);
        self.erase_texts([import.label]);
        self.happened(ImportUndone { import: id });
        Ok(())
    }
}
