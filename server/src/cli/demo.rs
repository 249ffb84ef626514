//! `bourdon demo`.

use super::announce::announce;
use super::listen::{Listen, asked_to_stop};
use clap::Args;
use server::demo;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Demo {
    #[command(flatten)]
    listen: Listen,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let stop = asked_to_stop()?;
        let folder = demo::Folder::new();
        let (server, json) = self.listen.open(folder.path().to_owned()).await?;
        let code = demo::create(server.forums()).await?;
        announce(&server, json, Some(&code))?;
        server.serve(stop).await;
        Ok(ExitCode::SUCCESS)
    }
}
