//! Where a server listens, what it needs of the machine, and how it is asked to stop.

use anyhow::anyhow;
use clap::Args;
use protocol::limits::PORT;
use server::{Config, Proxy, Server};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Listen {
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

impl Listen {
    /// Opens the data folder and listens; whether the announcement is wanted as JSON.
    pub(super) async fn open(self, data: PathBuf) -> anyhow::Result<(Server, bool)> {
        raise_descriptor_limit();
        outlive_the_file_size_limit()?;
        let Self { listen, addresses, proxy, json } = self;
        let listener = server::listen(listen).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => anyhow!(
                "another program listens on {listen}: stop it, or choose another port with --listen ADDR:PORT"
            ),
            _ => anyhow!("{listen} cannot be listened on: {error}"),
        })?;
        Ok((Server::open(Config { data, addresses, proxy }, listener).await?, json))
    }
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

/// Ends when the process is asked to stop; from the call on, it is not killed by that.
#[cfg(unix)]
pub(super) fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
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
pub(super) fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without signals the process ends when its window is closed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
