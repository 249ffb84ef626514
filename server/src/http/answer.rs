//! Large answers: shared bytes in small pieces, so that whoever does not read them holds little.

use crate::live::Encoded;
use crate::shares::Share;
use axum::body::{Bytes, HttpBody};
use flate2::bufread::GzDecoder;
use hyper::body::{Frame, SizeHint};
use std::io::{self, Cursor, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes handed to a connection at once.
const PIECE_BYTES: usize = 16 * 1024;

/// An answer on its way; it counts for the token or the address that asked until all of it was handed over.
#[derive(Debug)]
pub(super) struct AnswerBody<K: Ord> {
    source: Source,
    left: u64,
    _share: Share<K>,
}

#[derive(Debug)]
enum Source {
    Bytes(Bytes),
    /// Unpacked as it goes.
    Packed(Box<GzDecoder<Cursor<Bytes>>>),
}

impl<K: Ord> AnswerBody<K> {
    /// These bytes.
    pub(super) fn whole(bytes: Bytes, share: Share<K>) -> Self {
        Self { left: bytes.len() as u64, source: Source::Bytes(bytes), _share: share }
    }

    /// A snapshot as JSON, which is packed in memory.
    pub(super) fn unpacked(snapshot: &Encoded, share: Share<K>) -> Self {
        let source = Source::Packed(Box::new(GzDecoder::new(Cursor::new(snapshot.gzip.clone()))));
        Self { left: snapshot.plain_bytes as u64, source, _share: share }
    }

    fn piece(&mut self) -> io::Result<Bytes> {
        match &mut self.source {
            Source::Bytes(bytes) => Ok(bytes.split_to(PIECE_BYTES.min(bytes.len()))),
            Source::Packed(packed) => {
                let mut piece = vec![0; PIECE_BYTES.min(self.left as usize)];
                packed.read_exact(&mut piece)?;
                Ok(piece.into())
            }
        }
    }
}

impl<K: Ord + Unpin> HttpBody for AnswerBody<K> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        let piece = self.piece();
        self.left -= piece.as_ref().map_or(self.left, |piece| piece.len() as u64);
        Poll::Ready(Some(piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
