//! Charts of what the tables of the diagnosis say.

use super::Binder;
use super::diagnosis::decimals;
use crate::model::{Block, Figure};
use crate::words::Language;
use charts::{Bars, Frame, Measure, Order, Place};
use programme::dossier::{Piece, Vintage};
use programme::{Computed, Local};
use protocol::programme::Noun;
use protocol::programme::value::{Amount, NoNumber};

/// Points across a page of text, and the millimetres that they take there.
const WIDTH: (u16, u32) = (640, 160);
/// The millimetres that a page has for a chart.
const HEIGHT_MAX: u32 = 230;

impl Binder<'_> {
    /// One vintage over the communes: as bars, where there is something to compare.
    pub(super) fn bars(&mut self, indicator: &Piece, vintage: &Vintage) {
        let dossier = self.dossier;
        let figures = dossier.all(Noun::Commune).filter_map(|commune| {
            let local = vintage.communes.get(&commune.id)?;
            Some(Place { name: commune.text("name").unwrap_or("—").to_owned(), figure: of_commune(local) })
        });
        let places = Vec::from_iter(figures);
        if places.len() < 2 {
            return;
        }
        let name = indicator.text("name").unwrap_or("—");
        let title = self
            .language
            .labelled(&format!("{name}, {}", vintage.year), self.say_in("par commune", "by commune"));
        let measure = Measure {
            title: title.clone(),
            unit: indicator.text("unit").unwrap_or_default().to_owned(),
            decimals: decimals(dossier, indicator, std::slice::from_ref(vintage)),
            note: None,
        };
        // Beside a sum the communes would be too small to be told apart.
        let is_level = matches!(indicator.choice("kind"), Some("rate" | "index"))
            || indicator.choice("total") == Some("weighted_mean");
        let references = if is_level { self.references(vintage) } else { Vec::new() };
        let id = format!("b{}", self.blocks.len());
        let language = match self.language {
            Language::French => charts::Language::French,
            Language::English => charts::Language::English,
        };
        let frame = Frame { id: &id, language, width: WIDTH.0 };
        // Without one number that can be drawn the table says all.
        if let Ok(svg) = charts::bars(&frame, &Bars { measure, places, references, order: Order::ByValue }) {
            let size = on_paper(&svg);
            self.blocks.push(Block::Figure(Figure { name: title, svg, size }));
        }
    }

    /// The territory and what holds it.
    fn references(&self, vintage: &Vintage) -> Vec<Place> {
        let whole = vintage.territory.map(|whole| Place {
            name: self.say_in("Territoire", "Territory").to_owned(),
            figure: of_territory(&whole),
        });
        let areas = vintage.areas.iter().filter_map(|id| self.dossier.piece(*id));
        let areas =
            areas.map(|area| Place { name: self.area(area).1, figure: of_amount(area.amount("value")) });
        whole.into_iter().chain(areas).collect()
    }
}

fn of_commune(local: &Local) -> charts::Figure {
    if local.twice { charts::Figure::Missing } else { of_amount(local.amount) }
}

fn of_territory(whole: &Computed) -> charts::Figure {
    of_amount(whole.value.map(Amount::Exact))
}

fn of_amount(amount: Option<Amount>) -> charts::Figure {
    match amount {
        Some(Amount::Exact(number)) => charts::Figure::Known(number.as_f64()),
        Some(Amount::AtLeast { at_least }) => charts::Figure::AtLeast(at_least.as_f64()),
        Some(Amount::Not(NoNumber::Withheld)) => charts::Figure::Withheld,
        Some(Amount::Not(NoNumber::NotCosted)) | None => charts::Figure::Missing,
    }
}

/// Width and height in millimetres: as wide as the text, or as high as the page.
fn on_paper(svg: &str) -> (u32, u32) {
    let sides = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"'));
    let sides = sides.and_then(|(sides, _)| {
        let (width, height) = sides.split_once(' ')?;
        Some((width.parse::<f64>().ok()?, height.parse::<f64>().ok()?))
    });
    let (width, height) = sides.unwrap_or((1.0, 1.0));
    let high = (f64::from(WIDTH.1) * height / width).ceil();
    if high <= f64::from(HEIGHT_MAX) {
        return (WIDTH.1, high as u32);
    }
    ((f64::from(HEIGHT_MAX) * width / height) as u32, HEIGHT_MAX)
}
