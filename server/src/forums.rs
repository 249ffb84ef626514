//! The forums of this server, by code and by id. A forum is read from the log when it is first asked
//! for, and served from then on.

use crate::live::{Live, NotDone};
use crate::log::{self, AppendError, Log, LogError, NewForum};
use crate::random::{random, random_byte};
use crate::sorter::Sorter;
use dashmap::DashMap;
use forum::{Commit, Founding, SecretHash};
use jiff::Timestamp;
use protocol::http::{CreateForum, Created, Traced};
use protocol::secret::{ReceiptCode, Token, draw_letter, read_code};
use protocol::{ForumId, Position};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;

/// Codes that are tried before a forum is not created: with 31^6 codes a second one is rare.
const CODES_TRIED_MAX: usize = 16;

/// The forums of this server.
#[derive(Clone, Debug)]
pub struct Forums(Arc<Registry>);

#[derive(Debug)]
struct Registry {
    log: Log,
    sorter: Sorter,
    /// Letters of the code of a new forum.
    code_letters: usize,
    codes: DashMap<String, ForumId>,
    lives: DashMap<ForumId, Arc<OnceCell<Live>>>,
    owners: DashMap<SecretHash, ()>,
    /// No forum is started any more.
    stops: AtomicBool,
}

impl Forums {
    /// The forums of this log. New ones get codes of so many letters.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn open(log: Log, code_letters: usize, sorter: Sorter) -> Result<Self, LogError> {
        let rows = log.forums().await?;
        let owners = log.owners().await?;
        Ok(Self(Arc::new(Registry {
            log,
            sorter,
            code_letters,
            codes: rows.iter().map(|row| (row.code.clone(), row.id)).collect(),
            lives: rows.iter().map(|row| (row.id, Arc::default())).collect(),
            owners: owners.into_iter().map(|owner| (owner, ())).collect(),
            stops: AtomicBool::new(false),
        })))
    }

    /// The log of all of them.
    pub fn log(&self) -> &Log {
        &self.0.log
    }

    /// The forum with this code as somebody typed it; nothing when there is none.
    pub fn id_of(&self, typed: &str) -> Option<ForumId> {
        self.0.codes.get(&read_code(typed)).map(|id| *id)
    }

    /// The forum with this id; nothing when there is none.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn by_id(&self, id: ForumId) -> Result<Option<Live>, LogError> {
        let Some(cell) = self.0.lives.get_mut(&id).map(|mut cell| {
            // A task that met a bug has ended: the forum is read again from the log.
            if cell.get().is_some_and(Live::is_stopped) {
                *cell = Arc::default();
            }
            cell.clone()
        }) else {
            return Ok(None);
        };
        cell.get_or_try_init(|| self.start(id)).await.cloned().map(Some)
    }

    /// What became of the contribution with this receipt; nothing when there is none. The log says in which forum
    /// it is: whoever guesses starts none.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn traced(&self, receipt: ReceiptCode) -> Result<Option<Traced>, LogError> {
        for forum in self.0.log.forums_of(receipt).await? {
            let Some(live) = self.by_id(forum).await? else { continue };
            match live.traced(receipt).await {
                Ok(None) => {}
                Ok(traced) => return Ok(traced),
                Err(_) => return Err(LogError::Stopped),
            }
        }
        Ok(None)
    }

    async fn start(&self, id: ForumId) -> Result<Live, LogError> {
        if self.0.stops.load(Ordering::SeqCst) {
            return Err(LogError::Stopped);
        }
        Live::start(self.0.log.clone(), id, self.0.sorter.clone()).await
    }

    /// All forums with their ids and codes, started if need be; what is wrong with the log of one hides no other.
    pub async fn all(&self) -> Vec<(ForumId, String, Result<Live, LogError>)> {
        let codes: Vec<_> = self.0.codes.iter().map(|entry| (*entry.value(), entry.key().clone())).collect();
        let mut all = Vec::with_capacity(codes.len());
        for (id, code) in codes {
            let live = self.by_id(id).await.transpose();
            all.extend(live.map(|live| (id, code, live)));
        }
        all
    }

    /// Whether this token speaks for the owner of the server.
    pub fn is_owner(&self, token: &SecretHash) -> bool {
        self.0.owners.contains_key(token)
    }

    /// Lets this token speak for the owner.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn add_owner(&self, token: &Token) -> Result<(), AppendError> {
        let hash = forum::hash_token(token);
        self.0.log.add_owner(hash).await?;
        self.0.owners.insert(hash, ());
        Ok(())
    }

    /// Creates a forum for the owner. Asked again with the same id and token it answers the same.
    ///
    /// # Errors
    /// The refusal, or [`NotDone::Unknown`].
    pub async fn create(&self, body: CreateForum) -> Result<Created, NotDone> {
        let id = body.command.r#as;
        let founder = (body.pass, body.token.clone());
        if self.0.lives.contains_key(&id) {
            return self.created(id, &founder.1).await;
        }
        let order = body.into();
        let at = Timestamp::now();
        for _ in 0..CODES_TRIED_MAX {
            let code = new_code(self.0.code_letters);
            if self.0.codes.contains_key(&code) {
                continue;
            }
            let token = forum::hash_token(&founder.1);
            let founding = Founding { code: code.clone(), pass: founder.0, token };
            let entry = forum::create(&order, &founding, at)?;
            let epoch = log::new_epoch();
            let commit = Commit::new(1, at, vec![entry], log::salt);
            let new = NewForum { id, code: code.clone(), epoch: epoch.clone(), dot_key: random(), commit };
            match self.0.log.create(new).await {
                Ok(head) => {
                    self.0.codes.insert(code.clone(), id);
                    self.0.lives.entry(id).or_default();
                    let position = Position { epoch, seq: 1, head: Some(head) };
                    return Ok(Created { forum: id, code, position });
                }
                // Two at once: the same forum, or the same code.
                Err(AppendError::Conflict) if self.0.lives.contains_key(&id) => {
                    return self.created(id, &founder.1).await;
                }
                Err(AppendError::Conflict) => {}
                Err(AppendError::Stopped) => break,
            }
        }
        Err(NotDone::Unknown)
    }

    /// Stops all forums after what is under way; sockets are told to come back. Whoever comes back
    /// meanwhile starts none again.
    pub async fn shutdown(&self) {
        self.0.stops.store(true, Ordering::SeqCst);
        let cells: Vec<_> = self.0.lives.iter().map(|cell| cell.clone()).collect();
        let stop = |cell: Arc<OnceCell<Live>>| async move {
            // One that is just being started is waited for; one that is not stays so.
            if let Ok(live) = cell.get_or_try_init(async || Err(LogError::Stopped)).await {
                live.stop().await;
            }
        };
        cells.into_iter().map(stop).collect::<JoinSet<()>>().join_all().await;
    }

    async fn created(&self, id: ForumId, token: &Token) -> Result<Created, NotDone> {
        let live = self.by_id(id).await.ok().flatten().ok_or(NotDone::Unknown)?;
        live.created(token).await
    }
}

fn new_code(letters: usize) -> String {
    (0..letters).map(|_| char::from(draw_letter(random_byte))).collect()
}
