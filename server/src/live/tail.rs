//! The newest changes of each audience, encoded, for screens that come back after a short break.

use bytes::Bytes;
use protocol::TextId;
use protocol::limits::TAIL_BYTES_MAX;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Bytes of all tails of a subject together: 128 full ones.
const TAILS_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The tails of a subject.
#[derive(Debug)]
pub(crate) struct Tails<Audience> {
    /// Audiences without a tail have not changed after this commit.
    floor: u64,
    tails: BTreeMap<Audience, Tail>,
    /// The audiences by the commit that changed them last.
    oldest: BTreeSet<(u64, Audience)>,
    bytes: usize,
}

#[derive(Debug)]
struct Tail {
    /// All changes after this commit are here.
    base: u64,
    last: u64,
    frames: VecDeque<Frame>,
    bytes: usize,
}

/// The changes of one commit.
#[derive(Debug)]
struct Frame {
    seq: u64,
    bytes: Bytes,
    /// The texts whose words it holds.
    texts: Vec<TextId>,
}

impl<Audience: Copy + Ord> Tails<Audience> {
    /// Tails that begin after this commit.
    pub(crate) fn new(seq: u64) -> Self {
        Self { floor: seq, tails: BTreeMap::new(), oldest: BTreeSet::new(), bytes: 0 }
    }

    /// Whether anything is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Keeps the changes of one commit, which hold the words of these texts.
    pub(crate) fn push(&mut self, audience: Audience, seq: u64, bytes: Bytes, texts: Vec<TextId>) {
        let tail = touch(&mut self.tails, &mut self.oldest, self.floor, audience, seq);
        let before = tail.bytes;
        tail.bytes += bytes.len();
        tail.frames.push_back(Frame { seq, bytes, texts });
        while tail.bytes > TAIL_BYTES_MAX {
            tail.pop();
        }
        self.bytes = self.bytes - before + tail.bytes;
        while self.bytes > TAILS_BYTES_MAX {
            self.drop_oldest();
        }
    }

    /// Notes that a commit changed this audience in a way that is not kept.
    pub(crate) fn skip(&mut self, audience: Audience, seq: u64) {
        let tail = touch(&mut self.tails, &mut self.oldest, self.floor, audience, seq);
        self.bytes -= tail.bytes;
        *tail = Tail { base: seq, last: seq, frames: VecDeque::new(), bytes: 0 };
    }

    /// Forgets the words of these texts: where there are any, all changes up to the last that holds one.
    pub(crate) fn erase(&mut self, erased: &BTreeSet<TextId>) {
        for tail in self.tails.values_mut() {
            let holds = |frame: &Frame| frame.texts.iter().any(|text| erased.contains(text));
            let Some(last) = tail.frames.iter().rposition(holds) else { continue };
            let before = tail.bytes;
            (0..=last).for_each(|_| tail.pop());
            self.bytes = self.bytes - before + tail.bytes;
        }
    }

    /// The changes after this commit; nothing when not all of them are here.
    pub(crate) fn since(&self, audience: Audience, seq: u64) -> Option<Vec<Bytes>> {
        match self.tails.get(&audience) {
            None => (seq >= self.floor).then(Vec::new),
            Some(tail) => (seq >= tail.base).then(|| {
                let first = tail.frames.partition_point(|frame| frame.seq <= seq);
                tail.frames.range(first..).map(|frame| frame.bytes.clone()).collect()
            }),
        }
    }

    fn drop_oldest(&mut self) {
        let Some((last, audience)) = self.oldest.pop_first() else { return };
        self.floor = self.floor.max(last);
        if let Some(tail) = self.tails.remove(&audience) {
            self.bytes -= tail.bytes;
        }
    }
}

fn touch<'a, Audience: Copy + Ord>(
    tails: &'a mut BTreeMap<Audience, Tail>,
    oldest: &mut BTreeSet<(u64, Audience)>,
    floor: u64,
    audience: Audience,
    seq: u64,
) -> &'a mut Tail {
    let tail = tails.entry(audience).or_insert_with(|| Tail {
        base: floor,
        last: floor,
        frames: VecDeque::new(),
        bytes: 0,
    });
    oldest.remove(&(tail.last, audience));
    tail.last = seq;
    oldest.insert((seq, audience));
    tail
}

impl Tail {
    fn pop(&mut self) {
        if let Some(frame) = self.frames.pop_front() {
            self.base = frame.seq;
            self.bytes -= frame.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forum::Audience;
    use protocol::GroupId;
    use uuid::Uuid;

    fn group(number: u128) -> Audience {
        Audience::Group(GroupId(Uuid::from_u128(number)))
    }

    fn frame(bytes: usize) -> Bytes {
        Bytes::from(vec![b'x'; bytes])
    }

    #[test]
    fn a_screen_gets_exactly_what_it_misses() {
        let mut tails = Tails::new(10);
        tails.push(Audience::Forum, 11, frame(1), Vec::new());
        tails.push(Audience::Forum, 13, frame(2), Vec::new());
        let lengths = |seq| {
            tails.since(Audience::Forum, seq).map(|frames| frames.iter().map(Bytes::len).collect::<Vec<_>>())
        };
        assert_eq!(lengths(9), None, "before the beginning");
        assert_eq!(lengths(10), Some(vec![1, 2]));
        assert_eq!(lengths(11), Some(vec![2]));
        assert_eq!(lengths(12), Some(vec![2]), "positions of other audiences count too");
        assert_eq!(lengths(13), Some(vec![]));
    }

    #[test]
    fn an_audience_that_never_changed_has_nothing_to_catch_up() {
        let tails = Tails::new(10);
        assert_eq!(tails.since(group(1), 10), Some(vec![]));
        assert_eq!(tails.since(group(1), 9), None);
    }

    #[test]
    fn a_tail_is_bounded_and_says_so() {
        let mut tails = Tails::new(0);
        for seq in 1..=4 {
            tails.push(Audience::Forum, seq, frame(TAIL_BYTES_MAX / 2), Vec::new());
        }
        assert_eq!(tails.since(Audience::Forum, 1), None);
        assert_eq!(tails.since(Audience::Forum, 2).map(|frames| frames.len()), Some(2));
        tails.push(Audience::Forum, 5, frame(TAIL_BYTES_MAX + 1), Vec::new());
        assert_eq!(tails.since(Audience::Forum, 4), None, "larger than a tail");
        assert_eq!(tails.since(Audience::Forum, 5), Some(vec![]));
    }

    #[test]
    fn nothing_is_kept_of_what_was_skipped_or_let_go() {
        let mut tails = Tails::new(0);
        assert!(tails.is_empty());
        tails.push(group(1), 1, frame(1), Vec::new());
        assert!(!tails.is_empty());
        tails.skip(group(1), 2);
        assert!(tails.is_empty());
    }

    #[test]
    fn what_is_skipped_must_be_loaded() {
        let mut tails = Tails::new(0);
        tails.push(group(1), 1, frame(1), Vec::new());
        tails.skip(group(1), 2);
        tails.push(group(1), 3, frame(1), Vec::new());
        assert_eq!(tails.since(group(1), 1), None);
        assert_eq!(tails.since(group(1), 2).map(|frames| frames.len()), Some(1));
    }

    #[test]
    fn all_tails_together_are_bounded_and_the_oldest_goes() {
        let mut tails = Tails::new(0);
        let full = TAILS_BYTES_MAX / TAIL_BYTES_MAX;
        for number in 0..=full as u64 {
            tails.push(group(number.into()), number + 1, frame(TAIL_BYTES_MAX), Vec::new());
        }
        assert_eq!(tails.since(group(0), 0), None, "dropped");
        assert_eq!(tails.since(group(0), 1), Some(vec![]), "it had not changed after commit 1");
        assert_eq!(tails.since(group(1), 1).map(|frames| frames.len()), Some(1));
    }

    #[test]
    fn an_erasure_costs_only_those_who_could_get_the_words() {
        let mut tails = Tails::new(0);
        for (seq, text) in (1..=3).zip([7, 8, 9]) {
            tails.push(Audience::Forum, seq, frame(1), vec![TextId(text)]);
            tails.push(group(1), seq, frame(1), Vec::new());
        }
        tails.erase(&BTreeSet::from([TextId(8), TextId(100)]));
        assert_eq!(tails.since(Audience::Forum, 1), None);
        assert_eq!(tails.since(Audience::Forum, 2).map(|frames| frames.len()), Some(1));
        assert_eq!(tails.since(group(1), 0).map(|frames| frames.len()), Some(3));
        assert_eq!(tails.since(group(2), 0), Some(vec![]));
    }
}
