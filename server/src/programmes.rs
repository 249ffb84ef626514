//! The programmes of this server.

use crate::live::NotDone;
use crate::subjects::{Founded, Subjects};
use programme::{Founding, State};
use protocol::http::{MakeProgramme, ProgrammeMade};
use subject::hash_token;

/// The programmes of this server.
pub type Programmes = Subjects<State>;

impl Subjects<State> {
    /// Makes a programme for the owner. Asked again with the same id, pass and token it answers the same.
    ///
    /// # Errors
    /// The refusal, or [`NotDone::Unknown`].
    pub async fn make(&self, body: MakeProgramme) -> Result<ProgrammeMade, NotDone> {
        let (id, pass, token) = (body.command.r#as, body.pass, body.token.clone());
        let hash = hash_token(&token);
        let order = body.into();
        let found = |code: &str, at| {
            programme::create(&order, &Founding { code: code.to_owned(), pass, token: hash }, at)
        };
        match self.found(id, None, found).await? {
            Founded::New(code, position) => Ok(ProgrammeMade { programme: id, code, position }),
            Founded::Before => {
                let live = self.by_id(id).await.ok().flatten().ok_or(NotDone::Unknown)?;
                live.made(pass, &token).await
            }
        }
    }
}
