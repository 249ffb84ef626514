//! One indicator on a page: what the diagnosis says of it.

use super::Binder;
use crate::model::{Block, Image, Look, Picture};
use crate::words::Language;
use programme::dossier::Dossier;
use protocol::programme::ItemId;
use protocol::programme::chart::{Chart, Numbers, Shown};

/// An indicator with its drawings, so many points wide; nothing: there is none.
pub fn chart(dossier: &Dossier, indicator: ItemId, language: Language, width: u16) -> Option<Shown> {
    let series = dossier.series.iter().find(|series| series.indicator == indicator)?;
    let mut binder = Binder { width, ..Binder::new(dossier, language) };
    binder.numbers(dossier.piece(indicator)?, series);
    let mut shown = Shown { charts: Vec::new(), table: None, notes: Vec::new() };
    for block in binder.blocks {
        match block {
            Block::Picture(Picture { name, image: Image::Svg(svg), .. }) => {
                shown.charts.push(Chart { title: name, svg });
            }
            Block::Table(table) => {
                let columns = table.columns.into_iter().map(|column| column.name).collect();
                shown.table = Some(Numbers { caption: table.caption, columns, rows: table.rows });
            }
            Block::Paragraph(Look::Plain | Look::Note, runs) => {
                shown.notes.push(runs.into_iter().map(|run| run.text).collect());
            }
            Block::Paragraph(..) | Block::Heading(_) | Block::Picture(_) => {}
        }
    }
    Some(shown)
}
