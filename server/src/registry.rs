//! What all subjects of this server share: one log, one owner, and one list of codes.

use crate::log::{AppendError, Log, LogError, SubjectRow};
use crate::random::random_byte;
use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use protocol::secret::{Token, draw_letter, read_code};
use protocol::{SubjectId, SubjectKind};
use std::sync::Arc;
use subject::SecretHash;

/// What all subjects of this server share.
#[derive(Clone, Debug)]
pub struct Registry(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    log: Log,
    /// Letters of the code of a new subject.
    code_letters: usize,
    codes: DashMap<String, (SubjectKind, SubjectId)>,
    owners: DashMap<SecretHash, ()>,
}

impl Registry {
    /// That of this log, with a row for each of its subjects. New ones get codes of so many letters.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn open(log: Log, code_letters: usize) -> Result<(Self, Vec<SubjectRow>), LogError> {
        let rows = log.subjects().await?;
        let owners = log.owners().await?.into_iter().map(|owner| (owner, ())).collect();
        let codes = rows.iter().map(|row| (row.code.clone(), (row.kind, row.id))).collect();
        Ok((Self(Arc::new(Shared { log, code_letters, codes, owners })), rows))
    }

    /// The log of all of them.
    pub fn log(&self) -> &Log {
        &self.0.log
    }

    /// The subject of this kind with this code as somebody typed it; nothing when there is none.
    pub fn find(&self, kind: SubjectKind, typed: &str) -> Option<SubjectId> {
        let found = self.0.codes.get(&read_code(typed)).map(|found| *found);
        found.filter(|(of, _)| *of == kind).map(|(_, id)| id)
    }

    /// All of this kind, with their codes.
    pub(crate) fn all(&self, kind: SubjectKind) -> Vec<(SubjectId, String)> {
        let of_kind = |found: &(SubjectKind, SubjectId)| (found.0 == kind).then_some(found.1);
        self.0.codes.iter().filter_map(|code| Some((of_kind(code.value())?, code.key().clone()))).collect()
    }

    /// Whether something else than this kind has this id.
    pub(crate) fn is_of_another_kind(&self, kind: SubjectKind, id: SubjectId) -> bool {
        self.0.codes.iter().any(|found| found.value().1 == id && found.value().0 != kind)
    }

    /// A code that nobody has; others may be drawing it too.
    pub(crate) fn draw_code(&self) -> String {
        let draw = || (0..self.0.code_letters).map(|_| char::from(draw_letter(random_byte))).collect();
        std::iter::repeat_with(draw)
            .find(|code: &String| !self.0.codes.contains_key(code))
            .unwrap_or_default()
    }

    /// Notes whose code this is.
    pub(crate) fn note(&self, code: String, kind: SubjectKind, id: SubjectId) {
        if let Entry::Vacant(free) = self.0.codes.entry(code) {
            free.insert((kind, id));
        }
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
        let hash = subject::hash_token(token);
        self.0.log.add_owner(hash).await?;
        self.0.owners.insert(hash, ());
        Ok(())
    }
}
