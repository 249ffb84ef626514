//! Packed files, unfolded no further than the bound.

use crate::{Unreadable, limits};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// A ZIP file in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where a part is, by its plain name.
    parts: BTreeMap<String, usize>,
    left: Rc<Cell<u64>>,
}

/// Counts what is unfolded, over all parts of a file.
pub(crate) struct Bounded<R> {
    from: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        let mut parts = BTreeMap::new();
        for (index, name) in zip.file_names().enumerate() {
            parts.entry(plain(&name.unwrap_or_default())).or_insert(index);
        }
        Ok(Self { zip, parts, left: Rc::new(Cell::new(limits::UNPACKED)) })
    }

    /// Plain names of all parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A part by its name, however the program writes it.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<impl io::BufRead + '_>, Unreadable> {
        let Some(index) = self.parts.get(&plain(name)).copied() else { return Ok(None) };
        let from = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Unreadable::Locked,
            _ => Unreadable::Damaged,
        })?;
        Ok(Some(BufReader::with_capacity(32 << 10, Bounded { from, left: Rc::clone(&self.left) })))
    }
}

/// Some programs write other letters' case, a slash in front, or backslashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
