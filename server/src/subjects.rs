//! The subjects of one kind that this server serves, by id. One is read from the log when it is first asked for,
//! and served from then on.

use crate::live::{Live, NotDone, Served};
use crate::log::{self, AppendError, Log, LogError, NewSubject, SubjectRow};
use crate::registry::Registry;
use dashmap::DashMap;
use jiff::Timestamp;
use protocol::{Language, Position, Refusal, SubjectId};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use subject::{Commit, EntryOf, IdOf};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;

/// Codes that are tried before a subject is not created: with 31^6 codes a second one is rare.
const CODES_TRIED_MAX: usize = 16;

/// The subjects of one kind.
#[derive(Debug)]
pub struct Subjects<S: Served>(Arc<Serving<S>>);

#[derive(Debug)]
struct Serving<S: Served> {
    registry: Registry,
    beside: S::Beside,
    lives: DashMap<SubjectId, Arc<OnceCell<Live<S>>>>,
    /// None is started any more.
    stops: AtomicBool,
}

/// What became of a creation.
#[derive(Debug)]
pub(crate) enum Founded {
    /// It is there now, with this code.
    New(String, Position),
    /// It was there before.
    Before,
}

impl<S: Served> Clone for Subjects<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S: Served> Subjects<S> {
    /// Those of this kind among the rows of a log.
    pub fn new(registry: Registry, rows: &[SubjectRow], beside: S::Beside) -> Self {
        let own = rows.iter().filter(|row| row.kind == S::Language::KIND);
        let lives = own.map(|row| (row.id, Arc::default())).collect();
        Self(Arc::new(Serving { registry, beside, lives, stops: AtomicBool::new(false) }))
    }

    /// The log of all of them.
    pub fn log(&self) -> &Log {
        self.0.registry.log()
    }

    /// The one with this code as somebody typed it; nothing when there is none.
    pub fn id_of(&self, typed: &str) -> Option<IdOf<S>> {
        self.0.registry.find(S::Language::KIND, typed).map(IdOf::<S>::from)
    }

    /// The one with this id; nothing when there is none.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn by_id(&self, id: IdOf<S>) -> Result<Option<Live<S>>, LogError> {
        let id = id.into();
        let Some(cell) = self.0.lives.get_mut(&id).map(|mut cell| {
            // A task that met a bug has ended: the subject is read again from the log.
            if cell.get().is_some_and(Live::is_stopped) {
                *cell = Arc::default();
            }
            cell.clone()
        }) else {
            return Ok(None);
        };
        cell.get_or_try_init(|| self.start(id)).await.cloned().map(Some)
    }

    async fn start(&self, id: SubjectId) -> Result<Live<S>, LogError> {
        if self.0.stops.load(Ordering::SeqCst) {
            return Err(LogError::Stopped);
        }
        Live::start(self.log().clone(), id, self.0.beside.clone()).await
    }

    /// All with their ids and codes, started if need be; what is wrong with the log of one hides no other.
    pub async fn all(&self) -> Vec<(IdOf<S>, String, Result<Live<S>, LogError>)> {
        let codes = self.0.registry.all(S::Language::KIND);
        let mut all = Vec::with_capacity(codes.len());
        for (id, code) in codes {
            let id = IdOf::<S>::from(id);
            let live = self.by_id(id).await.transpose();
            all.extend(live.map(|live| (id, code, live)));
        }
        all
    }

    /// Creates one with the entry that `found` makes for its code, and the `key` that it needs.
    ///
    /// # Errors
    /// The refusal, or [`NotDone::Unknown`].
    pub(crate) async fn found(
        &self,
        id: IdOf<S>,
        key: Option<[u8; 32]>,
        found: impl Fn(&str, Timestamp) -> Result<EntryOf<S>, Refusal>,
    ) -> Result<Founded, NotDone> {
        let (id, kind) = (id.into(), S::Language::KIND);
        let at = Timestamp::now();
        for _ in 0..CODES_TRIED_MAX {
            if self.0.lives.contains_key(&id) {
                return Ok(Founded::Before);
            }
            let code = self.0.registry.draw_code();
            let epoch = log::new_epoch();
            let commit = Commit::new(1, at, vec![found(&code, at)?], log::salt);
            let new = NewSubject::<S> { id, code: code.clone(), epoch: epoch.clone(), key, commit };
            match self.log().create(new).await {
                Ok(head) => {
                    self.0.registry.note(code.clone(), kind, id);
                    self.0.lives.entry(id).or_default();
                    return Ok(Founded::New(code, Position { epoch, seq: 1, head: Some(head) }));
                }
                Err(AppendError::Conflict) if self.0.registry.is_of_another_kind(kind, id) => {
                    return Err(Refusal::BadCommand {}.into());
                }
                // Two at once: the same subject, or the same code.
                Err(AppendError::Conflict) => {}
                Err(AppendError::Stopped) => break,
            }
        }
        Err(NotDone::Unknown)
    }

    /// Stops all after what is under way; sockets are told to come back. Whoever comes back meanwhile starts none
    /// again.
    pub async fn shutdown(&self) {
        self.0.stops.store(true, Ordering::SeqCst);
        let cells: Vec<_> = self.0.lives.iter().map(|cell| cell.clone()).collect();
        let stop = |cell: Arc<OnceCell<Live<S>>>| async move {
            // One that is just being started is waited for; one that is not stays so.
            if let Ok(live) = cell.get_or_try_init(async || Err(LogError::Stopped)).await {
                live.stop().await;
            }
        };
        cells.into_iter().map(stop).collect::<JoinSet<()>>().join_all().await;
    }
}
