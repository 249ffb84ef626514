//! The programmes of this server.

use crate::live::NotDone;
use crate::subjects::{Founded, Subjects};
use programme::{Founding, State};
use protocol::ContributionId;
use protocol::http::{MakeProgramme, Path, ProgrammeMade};
use protocol::programme::ItemId;
use subject::hash_token;

/// The programmes of this server.
pub type Programmes = Subjects<State>;

impl Subjects<State> {
    /// What became of a contribution, in each programme in which it stands.
    pub async fn paths(&self, contribution: ContributionId) -> Vec<Path> {
        let mut paths = Vec::new();
        for (.., live) in self.all().await {
            // What is wrong with one hides no other.
            let Ok(live) = live else { continue };
            if let Ok(path) = live.path(ItemId(contribution.0)).await {
                paths.extend(path);
            }
        }
        paths
    }

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
