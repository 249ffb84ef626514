//! Snapshots: all entities of a scope, encoded and compressed once for all who ask within a moment.

use bytes::Bytes;
use flate2::read::GzDecoder;
use flate2::{Compression, write::GzEncoder};
use protocol::Language;
use protocol::limits::SNAPSHOT_EVERY;
use protocol::message::Snapshot;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// An encoded snapshot, or several.
#[derive(Debug)]
pub struct Encoded {
    /// The number of the commit at which it stands, of several the first.
    pub seq: u64,
    /// The JSON of [`Snapshot`] with gzip.
    pub gzip: Bytes,
    /// Bytes of that JSON.
    pub plain_bytes: usize,
}

impl Encoded {
    /// These as one list. It is packed quickly: it is for one who asked.
    pub fn list(of: &[Arc<Self>]) -> Self {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        let mut plain_bytes = 0;
        let mut write = |bytes: &mut dyn Read| {
            plain_bytes += std::io::copy(bytes, &mut gzip).expect("what we packed is unpacked into memory");
        };
        write(&mut &b"["[..]);
        for (n, one) in of.iter().enumerate() {
            write(&mut &b","[..usize::from(n > 0)]);
            write(&mut GzDecoder::new(&one.gzip[..]));
        }
        write(&mut &b"]"[..]);
        let gzip = Bytes::from(gzip.finish().expect("writing to memory succeeds"));
        let seq = of.iter().map(|one| one.seq).min().unwrap_or_default();
        Self { seq, gzip, plain_bytes: plain_bytes as usize }
    }
}

/// A snapshot that is encoded now or has been.
pub(super) type Encoding = watch::Receiver<Option<Arc<Encoded>>>;

/// The shared snapshots of a subject.
#[derive(Debug)]
pub(super) struct Snapshots<Audience>(BTreeMap<Audience, Shared>);

#[derive(Debug)]
struct Shared {
    made: Instant,
    seq: u64,
    encoding: Encoding,
}

impl Shared {
    /// Young, or nothing has happened since.
    fn is_fresh(&self, seq: u64) -> bool {
        self.seq == seq || self.made.elapsed() < SNAPSHOT_EVERY
    }
}

impl<Audience> Default for Snapshots<Audience> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Audience: Copy + Ord> Snapshots<Audience> {
    /// The snapshot of an audience when the subject stands at `seq`; `collect` is called only when a
    /// new one is needed. What has changed since an older one is in the tail.
    pub(super) fn share<L: Language>(
        &mut self,
        audience: Audience,
        seq: u64,
        collect: impl FnOnce() -> Snapshot<L>,
    ) -> Encoding {
        if let Some(shared) = self.0.get(&audience).filter(|shared| shared.is_fresh(seq)) {
            return shared.encoding.clone();
        }
        self.0.retain(|_, shared| shared.is_fresh(seq));
        let encoding = encode(collect());
        self.0.insert(audience, Shared { made: Instant::now(), seq, encoding: encoding.clone() });
        encoding
    }

    /// Forgets that of one audience: who asks now needs today's.
    pub(super) fn forget(&mut self, audience: Audience) {
        self.0.remove(&audience);
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Waits for it; nothing: it could not be made.
pub(super) async fn encoded(mut encoding: Encoding) -> Option<Arc<Encoded>> {
    encoding.wait_for(Option::is_some).await.ok()?.clone()
}

/// Encodes a snapshot off the subject's task.
pub(super) fn encode<L: Language>(snapshot: Snapshot<L>) -> Encoding {
    let (done, encoding) = watch::channel(None);
    tokio::task::spawn_blocking(move || {
        let plain = serde_json::to_vec(&snapshot).expect("snapshots have string keys");
        let mut gzip = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::default());
        gzip.write_all(&plain).expect("writing to memory succeeds");
        let gzip = Bytes::from(gzip.finish().expect("writing to memory succeeds"));
        done.send_replace(Some(Arc::new(Encoded {
            seq: snapshot.position.seq,
            gzip,
            plain_bytes: plain.len(),
        })));
    });
    encoding
}

#[cfg(test)]
mod tests {
    use super::*;
    use forum::Audience;
    use protocol::{Position, Scope};

    fn snapshot(seq: u64) -> Snapshot {
        let position = Position { epoch: "e".to_owned(), seq, head: None };
        Snapshot { scope: Scope::Forum, position, entities: vec![], counts: vec![], here: vec![] }
    }

    async fn encoded(encoding: Encoding) -> Arc<Encoded> {
        super::encoded(encoding).await.unwrap()
    }

    #[tokio::test]
    async fn all_who_ask_in_one_moment_share_one_encoding() {
        let mut snapshots = Snapshots::default();
        let first = encoded(snapshots.share(Audience::Forum, 1, || snapshot(1))).await;
        let second =
            encoded(snapshots.share(Audience::Forum, 2, || -> Snapshot { panic!("encoded twice") })).await;
        assert!(Arc::ptr_eq(&first, &second));
        snapshots.clear();
        assert_eq!(encoded(snapshots.share(Audience::Forum, 2, || snapshot(2))).await.seq, 2);
    }

    #[tokio::test]
    async fn the_bytes_are_the_snapshot() {
        let encoded = encoded(encode(snapshot(7))).await;
        let mut plain = String::new();
        GzDecoder::new(&encoded.gzip[..]).read_to_string(&mut plain).unwrap();
        assert_eq!(plain.len(), encoded.plain_bytes);
        assert_eq!(serde_json::from_str::<Snapshot>(&plain).unwrap(), snapshot(7));
    }

    #[tokio::test]
    async fn several_are_a_list() {
        for wanted in [vec![], vec![snapshot(7)], vec![snapshot(9), snapshot(8)]] {
            let mut of = Vec::new();
            for one in wanted.clone() {
                of.push(encoded(encode(one)).await);
            }
            let list = Encoded::list(&of);
            let mut plain = String::new();
            GzDecoder::new(&list.gzip[..]).read_to_string(&mut plain).unwrap();
            assert_eq!(plain.len(), list.plain_bytes);
            assert_eq!(serde_json::from_str::<Vec<Snapshot>>(&plain).unwrap(), wanted);
        }
    }
}
