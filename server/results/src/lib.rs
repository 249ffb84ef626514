//! Results of a questionnaire.
//!
//! Sheets come in as columns of codes ([`Sheets`]). [`count`] makes the tables that officers work with. [`publish`]
//! makes those that leave: small counts are withheld, and as many others as it takes that nobody computes them from
//! everything that was ever published of the campaign.

mod column;
mod protect;
mod table;

pub use column::{Answer, Column, DIFFERENT_MAX, Kind, Life, Misfit, Sheets, Uneven};
pub use protect::{Published, Refusal, Wish, publish};
pub use table::{
    Axis, CELLS_MAX, Cell, Filter, Groups, Quartiles, Spec, Table, Unfit, Use, Withheld, count, quartiles,
};
