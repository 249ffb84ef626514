//! The plan for other programs: files in which columns, words and their order are fixed.

use super::{Paper, action_plan, decidim, open_data, reminders};
use crate::TableFormat;
use crate::words::Language;
use ::programme::dossier::Dossier;

/// A file for another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// The action sheets in the columns of Territoires en Transitions.
    ActionPlan,
    /// Axes, objectives and validated sheets as results of Decidim's accountability.
    Decidim,
    /// The validated sheets as open data.
    OpenData,
    /// The Table Schema of the open data.
    TableSchema,
    /// What has to be asked about the sheets, for the page that shows it.
    Reminders,
}

impl Data {
    /// All there are.
    pub const ALL: [Self; 5] =
        [Self::ActionPlan, Self::Decidim, Self::OpenData, Self::TableSchema, Self::Reminders];

    pub(super) fn called(self) -> &'static str {
        match self {
            Self::ActionPlan => "plan-d-action",
            Self::Decidim => "resultats-decidim",
            Self::OpenData | Self::TableSchema => "donnees-ouvertes",
            Self::Reminders => Paper::Reminders.path(),
        }
    }

    pub(super) fn format(self) -> &'static str {
        match self {
            Self::ActionPlan => TableFormat::Xlsx.path(),
            Self::Decidim | Self::OpenData => TableFormat::Csv.path(),
            Self::TableSchema | Self::Reminders => "json",
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::ActionPlan => TableFormat::Xlsx.content_type(),
            Self::Decidim | Self::OpenData => TableFormat::Csv.content_type(),
            Self::TableSchema | Self::Reminders => "application/json",
        }
    }

    pub(super) fn write(self, dossier: &Dossier, language: Language) -> Vec<u8> {
        match self {
            Self::ActionPlan => {
                action_plan::xlsx(dossier, language).expect("a plan has few columns and bounded texts")
            }
            Self::Decidim => decidim::csv(dossier, language),
            Self::OpenData => open_data::csv(dossier),
            Self::TableSchema => open_data::schema(),
            Self::Reminders => reminders::json(dossier, language),
        }
    }
}

/// Rows of one length, separated so.
pub(super) fn written(separator: u8, rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows of one length go into memory");
    }
    writer.into_inner().expect("it goes into memory")
}
