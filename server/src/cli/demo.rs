//! `bourdon demo`.

use super::announce::{Example, announce};
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
        let forum = demo::create(server.forums()).await?;
        let programme = demo::create_programme(server.programmes()).await?;
        announce(&server, json, Some(&Example { forum, programme }))?;
        server.serve(stop).await;
        Ok(ExitCode::SUCCESS)
    }
}
