//! What every document is written with.

use crate::model::{Block, Column, Heading, Look, Run, Table};
use crate::words::Language;

/// A document in the making: blocks, one after the other.
pub(crate) trait Writing {
    /// In which it is written.
    fn language(&self) -> Language;

    /// So far.
    fn blocks(&mut self) -> &mut Vec<Block>;

    fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks().push(Block::Heading(Heading { level, text: text.into(), is_on_new_page: false }));
    }

    /// A heading at the top of a page.
    fn page(&mut self, level: u8, text: impl Into<String>) {
        self.blocks().push(Block::Heading(Heading { level, text: text.into(), is_on_new_page: true }));
    }

    fn chapter(&mut self, french: &'static str, english: &'static str) {
        let text = self.language().say(french, english);
        self.heading(1, text);
    }

    fn say(&mut self, look: Look, text: impl Into<String>) {
        self.blocks().push(Block::Paragraph(look, vec![Run::plain(text)]));
    }

    fn table(&mut self, caption: String, columns: &[(&str, u8, bool)], rows: Vec<Vec<String>>) {
        let column = |&(name, percent, is_number): &(&str, u8, bool)| Column {
            name: name.to_owned(),
            percent,
            is_number,
        };
        let columns = Vec::from_iter(columns.iter().map(column));
        self.blocks().push(Block::Table(Table { caption, columns, rows }));
    }
}
