//! Structures: what a form asks, said by a file of its tool.

use super::{limesurvey, xlsform};
use crate::sheet::Sheet;

/// A form as its tool saves it.
#[derive(Debug)]
pub(crate) enum Structure {
    /// A `.lss` or a `.txt` of LimeSurvey.
    LimeSurvey(limesurvey::structure::Form),
    /// An XLSForm.
    XlsForm(xlsform::Form),
}

impl Structure {
    pub(crate) fn of_sheets(sheets: &[Sheet]) -> Option<Self> {
        xlsform::read(sheets)
            .map(Self::XlsForm)
            .or_else(|| limesurvey::structure::of_text(sheets).map(Self::LimeSurvey))
    }
}
