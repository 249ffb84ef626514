//! The command line of Bourdon.

use anyhow::anyhow;
use clap::{Args, Parser, Subcommand, ValueEnum};
use protocol::limits::PORT;
use serde::Serialize;
use server::{Config, Proxy, Server, demo};
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

/// A server for participatory meetings.
#[derive(Parser)]
#[command(name = "bourdon", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Word>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Word {
    /// Serve forums (this is what happens without any word).
    Serve(Serve),
    /// Serve an example: a forum in mid-day, forgotten afterwards.
    Demo(Listen),
    /// Write everything a forum holds to the output.
    Export {
        /// The forum's id or code.
        forum: String,
        #[command(flatten)]
        folder: Folder,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Suggest axes for a file of contributions, one JSON object a line: text, group, voice, kind, axis.
    Suggest {
        /// The file.
        file: PathBuf,
        /// Compare with the axes in the file; the measures are the last line.
        #[arg(long)]
        score: bool,
        /// Compare words alone, without the model.
        #[arg(long)]
        words_only: bool,
    },
    /// Write all forums to one file, also while they are served.
    Backup {
        #[command(flatten)]
        folder: Folder,
        /// The file; one that is there is replaced when the new one is complete.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Make a new data folder of a backup.
    Restore {
        /// The backup.
        file: PathBuf,
        #[command(flatten)]
        folder: Folder,
        /// The file erased.jsonl of the folder that was lost: what people took back after the backup.
        #[arg(long, value_name = "FILE")]
        journal: Option<PathBuf>,
        /// Accept that words come back which people took back after the backup.
        #[arg(long)]
        without_journal: bool,
    },
    /// Say whether a data folder is sound.
    Check {
        #[command(flatten)]
        folder: Folder,
    },
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    folder: Folder,
    #[command(flatten)]
    listen: Listen,
}

#[derive(Args)]
struct Folder {
    /// The folder with everything that is kept.
    #[arg(long, value_name = "DIR", default_value = "bourdon-data")]
    data: PathBuf,
}

#[derive(Args)]
struct Listen {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT", default_value_t = SocketAddr::from((Ipv4Addr::UNSPECIFIED, PORT)))]
    listen: SocketAddr,
    /// An address under which phones reach this server; may be given more than once.
    #[arg(long = "address", value_name = "URL")]
    addresses: Vec<String>,
    /// The server stands behind a proxy: the header that says who asks, and the addresses of those who
    /// are believed, like X-Forwarded-For=127.0.0.1.
    #[arg(long = "behind-proxy", value_name = "HEADER=ADDR[,ADDR]")]
    proxy: Option<Proxy>,
    /// Print one line of JSON instead of text, once the server listens.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    server::lines::write_to_stderr();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            // There is nobody else to tell when even this cannot be written.
            let _ = writeln!(io::stderr(), "bourdon: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        None => serve(arguments.serve).await,
        Some(Word::Serve(arguments)) => serve(arguments).await,
        Some(Word::Demo(listen)) => demo(listen).await,
        Some(Word::Export { forum, folder, format: Format::Json }) => {
            let json = server::export::export(&folder.data, &forum).await?;
            let mut out = io::stdout().lock();
            out.write_all(&json)?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Word::Suggest { file, score, words_only }) => {
            server::suggest::suggest(&file, score, words_only, &mut io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Word::Backup { folder, out }) => {
            server::backup::backup(&folder.data, &out).await?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Word::Restore { file, folder, journal, without_journal }) => {
            let restored =
                server::backup::restore(&file, &folder.data, journal.as_deref(), without_journal).await?;
            let server::backup::Restored { forums, commits, erased } = restored;
            let mut out = io::stdout().lock();
            writeln!(out, "restored: forums {forums}, commits {commits}, texts erased again {erased}")?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Word::Check { folder }) => {
            let report = server::check::check(&folder.data).await?;
            let mut out = io::stdout().lock();
            for problem in &report.problems {
                writeln!(out, "{problem}")?;
            }
            let sound = report.problems.is_empty();
            let verdict = if sound { "sound" } else { "not sound" };
            writeln!(out, "{verdict}: forums {}, commits {}", report.forums, report.commits)?;
            Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

async fn serve(Serve { folder, listen }: Serve) -> anyhow::Result<ExitCode> {
    let stop = asked_to_stop()?;
    let (server, json) = open(folder.data, listen).await?;
    announce(&server, json, None)?;
    server.serve(stop).await;
    Ok(ExitCode::SUCCESS)
}

async fn demo(listen: Listen) -> anyhow::Result<ExitCode> {
    let stop = asked_to_stop()?;
    let folder = demo::Folder::new();
    let (server, json) = open(folder.path().to_owned(), listen).await?;
    let code = demo::create(server.forums()).await?;
    announce(&server, json, Some(&code))?;
    server.serve(stop).await;
    Ok(ExitCode::SUCCESS)
}

async fn open(data: PathBuf, listen: Listen) -> anyhow::Result<(Server, bool)> {
    raise_descriptor_limit();
    outlive_the_file_size_limit()?;
    let Listen { listen, addresses, proxy, json } = listen;
    let listener = server::listen(listen).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!(
            "another program listens on {listen}: stop it, or choose another port with --listen ADDR:PORT"
        ),
        _ => anyhow!("{listen} cannot be listened on: {error}"),
    })?;
    Ok((Server::open(Config { data, addresses, proxy }, listener).await?, json))
}

/// Each phone takes a descriptor.
fn raise_descriptor_limit() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the number of open files cannot be raised");
    }
}

/// A file that may not grow any more is an error of the disk like others, not the end by a signal.
#[cfg(unix)]
fn outlive_the_file_size_limit() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    const SIGXFSZ: i32 = 25;
    // The handler stays although nobody listens.
    signal(SignalKind::from_raw(SIGXFSZ)).map(drop)
}

#[cfg(not(unix))]
fn outlive_the_file_size_limit() -> io::Result<()> {
    Ok(())
}

/// The one line that other programs read.
#[derive(Serialize)]
struct Line<'a> {
    address: &'a str,
    facilitator: &'a str,
    key: &'a str,
    /// The example's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

/// What a facilitator reads in the terminal.
struct Words {
    open: &'static str,
    phones: &'static str,
    or: &'static str,
    facilitator: &'static str,
    kept: &'static str,
    forgotten: &'static str,
}

impl Words {
    const FRENCH: Self = Self {
        open: "Bourdon est ouvert.",
        phones: "Téléphones",
        or: "ou",
        facilitator: "Animation",
        kept: "Arrêter : Ctrl-C. Tout est gardé dans",
        forgotten: "Arrêter : Ctrl-C. L’exemple est alors oublié.",
    };
    const ENGLISH: Self = Self {
        open: "Bourdon is open.",
        phones: "Phones",
        or: "or",
        facilitator: "Facilitator",
        kept: "Stop with Ctrl-C. Everything is kept in",
        forgotten: "Stop with Ctrl-C. The example is then forgotten.",
    };

    /// In the language of the terminal: French, or English for all others.
    fn of_the_terminal() -> Self {
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        if language.is_some_and(|language| language.starts_with("fr")) { Self::FRENCH } else { Self::ENGLISH }
    }
}

/// Says where the server is, with the code of the example if it is one.
fn announce(server: &Server, json: bool, code: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let addresses = server.addresses();
    let best = server.address();
    let (facilitator, key) = (server.facilitator(), server.key());
    if json {
        let line = Line { address: &best, facilitator: &facilitator, key: &key, code };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
        return out.flush();
    }
    let door = code.map_or_else(|| best.clone(), |code| format!("{best}/{code}"));
    let words = Words::of_the_terminal();
    writeln!(out, "{}\n", words.open)?;
    writeln!(out, "  {:12} {door}", words.phones)?;
    for other in addresses.iter().filter(|other| **other != best) {
        writeln!(out, "  {:12} {other}", words.or)?;
    }
    writeln!(out, "  {:12} {facilitator}\n", words.facilitator)?;
    if let Some(code) = server::qr(&door, out.is_terminal()) {
        writeln!(out, "{code}")?;
    }
    match code {
        Some(_) => writeln!(out, "{}", words.forgotten)?,
        None => writeln!(out, "{} {}", words.kept, server.data().display())?,
    }
    out.flush()
}

/// Ends when the process is asked to stop; from the call on, it is not killed by that.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without signals the process ends when its window is closed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
