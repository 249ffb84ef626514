//! Runs of frames. Most sockets wait for the same frames in the same order: such a run stands once, and its
//! bytes are put together once, however many sockets it goes to.

use bytes::Bytes;

/// Bytes that are put together to be written as one; more are handed over frame by frame, so that what
/// a slow socket leaves is still shared.
const JOINED_MAX: usize = 16 * 1024;

/// What waits for a socket: a place among the [`Runs`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunId(u32);

impl RunId {
    /// Nothing waits.
    pub(super) const NOTHING: Self = Self(0);
}

/// All runs that wait for some socket. Each is one frame more than another.
#[derive(Debug)]
pub(super) struct Runs {
    runs: Vec<Run>,
    turn: u32,
}

#[derive(Debug)]
struct Run {
    before: RunId,
    last: Bytes,
    bytes: usize,
    /// The last run that was made of this one, and in which turn.
    longer: Option<(u32, RunId)>,
    /// The frames as they are written, once somebody asked for them.
    frames: Vec<Bytes>,
}

impl Runs {
    /// No runs but the empty one.
    pub(super) fn new() -> Self {
        let empty =
            Run { before: RunId::NOTHING, last: Bytes::new(), bytes: 0, longer: None, frames: Vec::new() };
        Self { runs: vec![empty], turn: 0 }
    }

    /// Begins with another frame: what follows is about it.
    pub(super) fn turn(&mut self) {
        self.turn += 1;
    }

    /// A run and this turn's `frame` behind it.
    pub(super) fn push(&mut self, run: RunId, frame: &Bytes) -> RunId {
        if let Some((turn, longer)) = self.runs[run.0 as usize].longer
            && turn == self.turn
        {
            return longer;
        }
        let longer = RunId(self.runs.len() as u32);
        let bytes = self.bytes(run) + frame.len();
        self.runs[run.0 as usize].longer = Some((self.turn, longer));
        self.runs.push(Run { before: run, last: frame.clone(), bytes, longer: None, frames: Vec::new() });
        longer
    }

    /// The bytes of a run.
    pub(super) fn bytes(&self, run: RunId) -> usize {
        self.runs[run.0 as usize].bytes
    }

    /// The frames of a run in their order, as one where they are few bytes.
    pub(super) fn frames(&mut self, run: RunId) -> &[Bytes] {
        let Run { bytes, frames, .. } = &self.runs[run.0 as usize];
        if frames.is_empty() && *bytes > 0 {
            let apart = self.apart(run);
            let frames = match apart.as_slice() {
                [_] => apart,
                _ if *bytes <= JOINED_MAX => vec![apart.concat().into()],
                _ => apart,
            };
            self.runs[run.0 as usize].frames = frames;
        }
        &self.runs[run.0 as usize].frames
    }

    fn apart(&self, mut run: RunId) -> Vec<Bytes> {
        let mut frames = Vec::new();
        while run != RunId::NOTHING {
            let Run { before, last, .. } = &self.runs[run.0 as usize];
            frames.push(last.clone());
            run = *before;
        }
        frames.reverse();
        frames
    }

    /// Forgets all: nothing waits for any socket.
    pub(super) fn clear(&mut self) {
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(number: usize, bytes: usize) -> Bytes {
        Bytes::from(vec![number as u8; bytes])
    }

    #[test]
    fn sockets_that_wait_for_the_same_share_one_run() {
        let mut runs = Runs::new();
        let mut sockets = [RunId::NOTHING; 3];
        for number in 1..=3 {
            runs.turn();
            for (place, socket) in sockets.iter_mut().enumerate() {
                if number != 2 || place != 1 {
                    *socket = runs.push(*socket, &frame(number, 2));
                }
            }
        }
        assert_eq!(sockets[0], sockets[2]);
        assert_ne!(sockets[0], sockets[1]);
        assert_eq!(runs.frames(sockets[0]), [&[1, 1, 2, 2, 3, 3][..]]);
        assert_eq!(runs.frames(sockets[1]), [&[1, 1, 3, 3][..]]);
        assert_eq!(runs.bytes(sockets[1]), 4);
        assert!(runs.frames(RunId::NOTHING).is_empty());
    }

    #[test]
    fn one_frame_and_long_runs_stay_shared() {
        let mut runs = Runs::new();
        let (first, second) = (frame(1, JOINED_MAX), frame(2, 1));
        runs.turn();
        let run = runs.push(RunId::NOTHING, &first);
        assert_eq!(runs.frames(run)[0].as_ptr(), first.as_ptr());
        runs.turn();
        let run = runs.push(run, &second);
        let pointers: Vec<_> = runs.frames(run).iter().map(|frame| frame.as_ptr()).collect();
        assert_eq!(pointers, [first.as_ptr(), second.as_ptr()]);
    }
}
