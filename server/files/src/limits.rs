//! How much of a file is read at most. Everything above is refused with a sentence.

/// Bytes of a file as it was brought.
pub const FILE: usize = 32 << 20;

/// Bytes that a packed file (XLSX, ODS) may unfold to.
pub const UNPACKED: u64 = 256 << 20;

/// Records of a file; a formatted row without any text is none.
pub const ROWS: usize = 50_000;

/// Columns that hold anything.
pub const COLUMNS: usize = 2_000;

/// Different answers that are looked at before a column counts as free text.
pub(crate) const DISTINCT: usize = 60;
