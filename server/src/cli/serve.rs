//! `bourdon serve`.

use super::DataFolder;
use super::announce::announce;
use super::listen::{Listen, asked_to_stop};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    folder: DataFolder,
    #[command(flatten)]
    listen: Listen,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let stop = asked_to_stop()?;
        let (server, json) = self.listen.open(self.folder.data).await?;
        announce(&server, json, None)?;
        server.serve(stop).await;
        Ok(ExitCode::SUCCESS)
    }
}
