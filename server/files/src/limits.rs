//! How much of a file is read at most. Everything above is refused with a sentence.

/// Bytes of a file as it was brought.
pub const FILE: usize = 32 << 20;

/// Bytes that a file may unfold to: its parts where it is packed (XLSX, ODS), and its cells, each with its text.
pub const UNPACKED: u64 = 256 << 20;

/// Bytes of a picture as it was brought: it is made much smaller.
pub const PICTURE: usize = 2 << 20;

/// Points of a picture's side: an A4 page at 300 a inch has 3 508.
pub const POINTS: u32 = 4_000;

/// Bytes of a picture's points before it is made smaller.
pub(crate) const POINTS_BYTES: u64 = 64 << 20;

/// Records of a file; a formatted row without any text is none.
pub const ROWS: usize = 50_000;

/// Columns that hold anything.
pub const COLUMNS: usize = 2_000;

/// Sheets of a workbook.
pub(crate) const SHEETS: usize = 1_000;

/// Choices of all questions of a file together, as its structure lists them.
pub(crate) const CHOICES: usize = 500_000;

/// Languages of a structure.
pub(crate) const LANGUAGES: usize = 20;

/// Groups around a question.
pub(crate) const DEPTH: usize = 16;

/// Different answers that are looked at before a column counts as free text.
pub(crate) const DISTINCT: usize = 60;
