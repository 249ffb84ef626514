//! Packed files, unfolded no further than the bound.

use crate::{Unreadable, limits};
use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// A ZIP file in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
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
        let names =
            zip.file_names().map(|name| name.map(|name| name.into_owned()).unwrap_or_default()).collect();
        Ok(Self { zip, names, left: Rc::new(Cell::new(limits::UNPACKED)) })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// A part by its name; some programs write other letters' case, a slash in front, or backslashes.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<impl io::BufRead + '_>, Unreadable> {
        let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
        let wanted = plain(name);
        let Some(index) = self.names.iter().position(|name| plain(name) == wanted) else { return Ok(None) };
        let from = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Unreadable::Locked,
            _ => Unreadable::Damaged,
        })?;
        Ok(Some(BufReader::with_capacity(32 << 10, Bounded { from, left: Rc::clone(&self.left) })))
    }
}
