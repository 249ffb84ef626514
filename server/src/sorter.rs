//! One thread for the whole server that reads contributions: it encodes each when it arrives and computes
//! suggestions when a facilitator or an officer asks, one after the other and behind everything else that the machine
//! does. No forum and no phone waits for it.

mod cards;
mod meanings;
mod table;

use crate::behind::step_back;
use crate::shares::{Share, Shares};
use crate::suggest;
use anyhow::Context;
pub use cards::only;
use forum::{Heard, Sorting};
use meanings::Meanings;
use protocol::programme::suggestion::CardSuggestion;
use protocol::suggestion::{Basis, Halves, Suggestion};
use protocol::{AxisId, ForumId, ProgrammeId, SubjectId};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use synthesis::{Model, VERSION};
use tokio::sync::oneshot;

/// Wordings that may wait to be encoded; further ones are encoded when somebody asks.
const WORDINGS_WAITING_MAX: usize = 10_000;
/// Suggestions of one subject that may be computed or wait at a time: those of others come in between.
const ASKS_MAX: usize = 2;

/// The way to the thread.
#[derive(Clone, Debug)]
pub struct Sorter {
    work: Sender<Work>,
    /// Wordings that wait.
    wordings: Arc<AtomicUsize>,
    asks: Arc<Shares<SubjectId>>,
}

/// What a suggestion is computed from.
#[derive(Debug)]
pub struct Ask {
    /// Whose contributions.
    pub forum: ForumId,
    /// The contributions and the table.
    pub sorting: Sorting,
    /// The position at which they were read.
    pub seq: u64,
    /// How many heaps; nothing: as many as there seem to be.
    pub heaps: Option<u8>,
}

/// What heaps of a programme's cards are computed from.
#[derive(Debug)]
pub struct AskCards {
    /// Whose cards.
    pub programme: ProgrammeId,
    /// The cards.
    pub sorting: Arc<programme::Sorting>,
    /// The position at which they were read.
    pub seq: u64,
    /// How many heaps; nothing: as many as there seem to be.
    pub heaps: Option<u8>,
}

#[derive(Debug)]
enum Work {
    Heard(ForumId, Heard),
    Suggest(Ask, Reply<Suggestion>),
    Split(Ask, AxisId, Reply<Halves>),
    Cards(AskCards, Reply<CardSuggestion>),
}

/// To whom the answer goes. It counts for its subject until then, also when nobody waits any more.
#[derive(Debug)]
struct Reply<T> {
    reply: oneshot::Sender<T>,
    _share: Share<SubjectId>,
}

impl<T> Reply<T> {
    fn give(self, compute: impl FnOnce() -> T) {
        if !self.reply.is_closed() {
            // Whoever asked may have gone.
            let _ = self.reply.send(compute());
        }
    }
}

impl Sorter {
    /// Starts the thread. It reads the model when there is something to encode: its tables are larger than
    /// all the rest of a server in which nobody has written yet.
    ///
    /// # Errors
    /// There can be no further thread.
    pub fn start() -> anyhow::Result<Self> {
        let (work, works) = channel();
        let wordings = Arc::<AtomicUsize>::default();
        let asks = Arc::new(Shares::new(ASKS_MAX));
        let sorter = Self { work, wordings: wordings.clone(), asks };
        let run = move || {
            step_back();
            if let Err(error) = run(&works, &wordings) {
                tracing::error!(error = format!("{error:#}"), "there are no suggestions");
            }
        };
        thread::Builder::new().name("sorter".to_owned()).spawn(run).context("no thread for suggestions")?;
        Ok(sorter)
    }

    /// Whether it wants to hear what is written.
    pub fn listens(&self) -> bool {
        model::BYTES.is_some()
    }

    /// Encodes what was written, and forgets what was erased, soon.
    pub fn hear(&self, forum: ForumId, mut heard: Heard) {
        if self.wordings.load(Ordering::Relaxed) > WORDINGS_WAITING_MAX {
            heard.written.clear();
        }
        self.wordings.fetch_add(heard.written.len(), Ordering::Relaxed);
        self.send(Work::Heard(forum, heard));
    }

    /// A suggestion; nothing when too many of this forum wait for one.
    pub async fn suggest(&self, ask: Ask) -> Option<Suggestion> {
        self.ask(ask.forum.into(), |reply| Work::Suggest(ask, reply)).await
    }

    /// An axis in two; nothing when too many wait.
    pub async fn split(&self, ask: Ask, axis: AxisId) -> Option<Halves> {
        self.ask(ask.forum.into(), |reply| Work::Split(ask, axis, reply)).await
    }

    /// Heaps of a programme's cards; nothing when too many wait.
    pub async fn sort_cards(&self, ask: AskCards) -> Option<CardSuggestion> {
        self.ask(ask.programme.into(), |reply| Work::Cards(ask, reply)).await
    }

    async fn ask<T>(&self, of: SubjectId, work: impl FnOnce(Reply<T>) -> Work) -> Option<T> {
        let share = self.asks.take(of)?;
        let (reply, answer) = oneshot::channel();
        self.send(work(Reply { reply, _share: share }));
        answer.await.ok()
    }

    fn send(&self, work: Work) {
        if self.work.send(work).is_err() {
            tracing::error!("the thread for suggestions has ended");
        }
    }
}

/// Half of the machine at most: the other half serves phones.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, |all| (all.get() / 2).max(1))
}

struct Worker {
    meanings: Meanings,
    model: Option<Model>,
    threads: usize,
}

/// Works until nobody can ask any more.
fn run(works: &Receiver<Work>, wordings: &AtomicUsize) -> anyhow::Result<()> {
    let Ok(first) = works.recv() else { return Ok(()) };
    let mut worker = Worker { meanings: Meanings::default(), model: suggest::model()?, threads: threads() };
    for work in std::iter::once(first).chain(works) {
        match work {
            Work::Heard(forum, heard) => {
                wordings.fetch_sub(heard.written.len(), Ordering::Relaxed);
                worker.hear(forum, heard);
            }
            Work::Suggest(ask, reply) => reply.give(|| worker.suggest(&ask)),
            Work::Split(ask, axis, reply) => reply.give(|| worker.split(&ask, axis)),
            Work::Cards(ask, reply) => reply.give(|| worker.sort_cards(&ask)),
        }
    }
    Ok(())
}

impl Worker {
    fn hear(&mut self, forum: ForumId, heard: Heard) {
        if let Some(model) = &self.model {
            self.meanings.hear(forum, heard, model);
        }
    }

    fn suggest(&mut self, ask: &Ask) -> Suggestion {
        let cards = self.cards(ask);
        let basis = basis(ask.seq, ask.heaps);
        table::suggest(&ask.sorting, &cards, self.model.as_ref(), self.threads, basis)
    }

    fn split(&mut self, ask: &Ask, axis: AxisId) -> Halves {
        let cards = self.cards(ask);
        let basis = basis(ask.seq, ask.heaps);
        table::split(&ask.sorting, &cards, self.model.as_ref(), self.threads, basis, axis)
    }

    fn sort_cards(&self, ask: &AskCards) -> CardSuggestion {
        let basis = basis(ask.seq, ask.heaps);
        cards::suggest(&ask.sorting, self.model.as_ref(), self.threads, basis)
    }

    fn cards(&mut self, ask: &Ask) -> Vec<synthesis::Card> {
        let meanings = match &self.model {
            Some(model) => self.meanings.of(ask.forum, &ask.sorting, model, self.threads),
            None => Vec::new(),
        };
        table::cards(&ask.sorting, meanings)
    }
}

fn basis(seq: u64, heaps: Option<u8>) -> Basis {
    Basis { version: VERSION, model: model::SHA256.map(str::to_owned), seq, heaps }
}
