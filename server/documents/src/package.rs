//! Files in a ZIP whose bytes depend on their content alone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A ZIP of named files, all of this date. Those named in `plain` are not compressed.
pub(crate) fn zip(at: Timestamp, plain: &[&str], files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Vec<u8> {
    let time = TimeZone::UTC.to_datetime(at);
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let time = DateTime::from_date_and_time(
        u16::try_from(time.year()).unwrap_or_default(),
        part(time.month()),
        part(time.day()),
        part(time.hour()),
        part(time.minute()),
        0,
    );
    let options = SimpleFileOptions::default().last_modified_time(time.unwrap_or_default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let name = name.as_ref();
        let method =
            if plain.contains(&name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name, options.compression_method(method)).expect("names are short and different");
        zip.write_all(bytes.as_ref()).expect("writing to memory succeeds");
    }
    zip.finish().expect("writing to memory succeeds").into_inner()
}
