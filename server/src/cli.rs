//! The words of the command line, each with its arguments in a file of its own.

mod announce;
mod archive;
mod backup;
mod check;
mod demo;
mod export;
mod listen;
mod preview;
mod restore;
mod serve;
mod suggest;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A server for participatory meetings.
#[derive(Parser)]
#[command(name = "bourdon", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    word: Option<Verb>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve forums (this is what happens without any word).
    Serve(serve::Serve),
    /// Serve an example: a forum in mid-day, forgotten afterwards.
    Demo(demo::Demo),
    /// Write everything a forum holds to the output.
    Export(export::Export),
    /// Write a forum to one file, to be brought in elsewhere, or check such a file.
    Archive(archive::Archive),
    /// Suggest axes for a file of contributions, one JSON object a line: text, group, voice, kind, axis.
    Suggest(suggest::Suggest),
    /// Say what a file of answers, a table, a plan or outlines holds, as one JSON object.
    Preview(preview::Preview),
    /// Write all forums to one file, also while they are served.
    Backup(backup::Backup),
    /// Make a new data folder of a backup.
    Restore(restore::Restore),
    /// Say whether a data folder is sound.
    Check(check::Check),
}

#[derive(Args)]
struct DataFolder {
    /// The folder with everything that is kept.
    #[arg(long, value_name = "DIR", default_value = "bourdon-data")]
    data: PathBuf,
}

/// Does what the command line says.
#[tokio::main]
pub(crate) async fn run(Arguments { word, serve }: Arguments) -> anyhow::Result<ExitCode> {
    match word.unwrap_or(Verb::Serve(serve)) {
        Verb::Serve(serve) => serve.run().await,
        Verb::Demo(demo) => demo.run().await,
        Verb::Export(export) => export.run().await,
        Verb::Archive(archive) => archive.run().await,
        Verb::Suggest(suggest) => suggest.run(),
        Verb::Preview(preview) => preview.run(),
        Verb::Backup(backup) => backup.run().await,
        Verb::Restore(restore) => restore.run().await,
        Verb::Check(check) => check.run().await,
    }
}
