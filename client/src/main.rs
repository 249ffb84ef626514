//! Command line.

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use client::connect::ServerAddress;
use client::replay::{Speed, replay};
use protocol::secret::Token;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// A client of Bourdon.
#[derive(Parser)]
#[command(version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays a day's plan through a server; ends with 0 when every refusal was expected
    Replay(Replay),
}

#[derive(Args)]
struct Replay {
    /// A forum day as JSON Lines
    plan: PathBuf,
    /// The server's address, http://HOST:PORT
    #[arg(long)]
    server: ServerAddress,
    /// The owner key that the server printed
    #[arg(long, value_parser = |text: &str| Token::try_from(text.to_owned()))]
    key: Token,
    /// How many times faster than the plan's own time, or max
    #[arg(long, default_value = "max")]
    speed: Speed,
    /// Write each acknowledgement to this file as it comes: line, command id, sequence number
    #[arg(long)]
    acks: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    // Each person is a socket; where the limit cannot be raised, connecting says so.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    match CommandLine::parse().command {
        Command::Replay(Replay { plan, server, key, speed, acks }) => {
            let bytes = std::fs::read(&plan).with_context(|| plan.display().to_string())?;
            let plan = protocol::lines::text(&bytes).with_context(|| plan.display().to_string())?;
            let acks = acks.map(File::create).transpose().context("the file of acknowledgements")?;
            let summary = replay(&plan, server, key, speed, acks).await?;
            writeln!(std::io::stdout(), "{}", serde_json::to_string(&summary)?)?;
            Ok(if summary.unexpected == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
