//! Answer sheets.

use super::Context;
use crate::event::{Answer, SheetCorrected, SheetKeyed, SheetKeyedAgain, SheetWithdrawn};
use crate::sheet::{self, Again, Sheet};
use crate::state::State;
use protocol::entity::Gone;
use protocol::programme::ItemId;
use protocol::programme::entity::{CardRef, Way};
use std::sync::Arc;

impl State {
    pub(super) fn sheet_keyed(&mut self, keyed: &SheetKeyed, context: &Context<'_>) {
        let id = keyed.sheet;
        self.sheets_made += 1;
        let sheet = Sheet {
            order: self.sheets_made,
            campaign: keyed.campaign,
            batch: keyed.batch,
            number: keyed.number,
            way: keyed.way,
            by: context.by,
            answers: keyed.answers.iter().cloned().collect(),
            again: None,
            withdrawn: false,
            changed: context.seq,
            import: context.import,
        };
        self.said.extend(sheet.texts().map(|text| (text, id)));
        if sheet.way == Way::Web {
            *self.web.entry(sheet.campaign).or_default() += 1;
        }
        self.sheets.insert(id, Arc::new(sheet));
        self.sheets_of.entry(keyed.campaign).or_default().insert(id);
        if let Some(number) = keyed.number {
            self.numbered.entry(keyed.campaign).or_default().insert(number, id);
        }
        self.came(id, context);
        self.touch_sheet(id);
    }

    pub(super) fn sheet_keyed_again(&mut self, keyed: &SheetKeyedAgain, context: &Context<'_>) {
        if let Some(sheet) = self.sheets.get_mut(&keyed.sheet).map(Arc::make_mut) {
            sheet.again = Some(Again { compared: keyed.compared, differs: keyed.differs.clone() });
            sheet.changed = context.seq;
        }
        self.touch_sheet(keyed.sheet);
    }

    pub(super) fn sheet_corrected(&mut self, corrected: &SheetCorrected, context: &Context<'_>) {
        let id = corrected.sheet;
        self.touch_sheet(id);
        let answers = corrected.answers.iter().map(|(question, answer)| (question, Some(answer)));
        for (question, answer) in answers.chain(corrected.not_asked.iter().map(|question| (question, None))) {
            let Some(sheet) = self.sheets.get_mut(&id).map(Arc::make_mut) else { return };
            sheet.changed = context.seq;
            let replaced = match answer {
                Some(answer) => sheet.answers.insert(*question, answer.clone()),
                None => sheet.answers.remove(question),
            };
            if let Some(text) = replaced.as_ref().and_then(sheet::text) {
                self.said.remove(&text);
                self.gone.remove(&text);
            }
            if let Some(Answer::Text(text)) = answer {
                self.said.insert(*text, id);
            } else if let Some(question) = self.questions.get(question) {
                self.evidence.remove(&CardRef::Answer { sheet: id, question: *question });
            }
        }
        self.touch_sheet(id);
    }

    pub(super) fn sheet_withdrawn(&mut self, withdrawn: &SheetWithdrawn, context: &Context<'_>) {
        let id = withdrawn.sheet;
        if let Some(sheet) = self.sheets.get_mut(&id).map(Arc::make_mut) {
            sheet.withdrawn = withdrawn.on;
            sheet.changed = context.seq;
        }
        self.words_went(Some(id), Gone::TakenBack, context);
        self.touch_sheet(id);
    }

    pub(super) fn remove_sheet(&mut self, id: ItemId) {
        self.touch_sheet(id);
        let Some(sheet) = self.sheets.remove(&id) else { return };
        for text in sheet.texts() {
            self.said.remove(&text);
            self.gone.remove(&text);
        }
        if let Some(sheets) = self.sheets_of.get_mut(&sheet.campaign) {
            sheets.remove(&id);
            if sheets.is_empty() {
                self.sheets_of.remove(&sheet.campaign);
            }
        }
        if let Some(web) = self.web.get_mut(&sheet.campaign).filter(|_| sheet.way == Way::Web) {
            *web -= 1;
            if *web == 0 {
                self.web.remove(&sheet.campaign);
            }
        }
        if let Some((sheets, number)) = self.numbered.get_mut(&sheet.campaign).zip(sheet.number) {
            sheets.remove(&number);
        }
        self.evidence.retain(|card| !matches!(card, CardRef::Answer { sheet, .. } if *sheet == id));
    }
}
