//! Office Open XML for spreadsheets: what Microsoft Excel opens.

use crate::model::{Sheet, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Letters that a cell holds, of the specification of Excel.
const LETTERS_MAX: usize = 32_767;
/// Points of a line.
const LINE: f64 = 15.0;
/// What a row may be high.
const ROW_MAX: f64 = 409.0;

/// What a file says of itself: the same for the same content.
pub(crate) fn properties(title: &str, at: Timestamp) -> DocProperties {
    let at = TimeZone::UTC.to_datetime(at);
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let properties = DocProperties::new().set_title(title);
    let date = ExcelDateTime::from_ymd(at.year().unsigned_abs(), part(at.month()), part(at.day()))
        .and_then(|date| date.and_hms(part(at.hour()).into(), part(at.minute()), 0));
    // Excel knows no dates before 1900.
    match date {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}

/// The sheet as an `.xlsx` file.
pub(crate) fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(&sheet.title, sheet.at));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    for (column, (name, letters)) in (0..).zip(&sheet.columns) {
        page.set_column_width(column, *letters)?;
        page.write_string_with_format(0, column, name, &head)?;
    }
    for (n, row) in (1..).zip(&sheet.rows) {
        page.set_row_height(n, (f64::from(sheet.lines(row)) * LINE).min(ROW_MAX))?;
        for (column, value) in (0..).zip(row) {
            match value {
                Value::Text(text) => {
                    let text = text.chars().take(LETTERS_MAX).collect::<String>();
                    page.write_string_with_format(n, column, text, &wrapped)?
                }
                Value::Number(number) => page.write_number_with_format(n, column, *number, &wrapped)?,
                Value::Decimal(number) => {
                    page.write_number_with_format(n, column, number.as_f64(), &wrapped)?
                }
                Value::Empty => page.write_blank(n, column, &wrapped)?,
            };
        }
    }
    book.save_to_buffer()
}
