//! Bourdon: a server for participatory meetings. Start at [`run`].
//!
//! ```text
//! phone -> http::socket -> live (one task a subject) -> forum (the rules) -> log -> hub -> phones
//! ```

pub mod addresses;
pub mod backup;
mod behind;
pub mod check;
pub mod config;
pub mod demo;
pub mod export;
pub mod forums;
pub mod http;
mod import;
pub mod lines;
pub mod live;
pub mod log;
mod loopback;
pub mod owner;
pub mod page;
mod pdf;
pub mod programmes;
mod random;
pub mod registry;
mod shares;
pub mod sorter;
mod space;
pub mod subjects;
pub mod suggest;
mod uploads;

pub use config::Config;
pub use http::accept::listen;
pub use http::proxy::Proxy;
pub use http::qr::for_terminal as qr;

use addresses::{Addresses, BadAddress};
use forums::Forums;
use http::App;
use log::{Log, LogError};
use owner::OwnerKey;
use programmes::Programmes;
use registry::Registry;
use sorter::Sorter;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use uploads::Uploads;

/// Why the server does not run, in a sentence for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The log cannot be opened.
    #[error(transparent)]
    Log(#[from] LogError),
    /// An address on the command line is none.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// A file of the data folder cannot be used.
    #[error("{} cannot be used, choose another folder with --data DIR", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Suggestions cannot be computed.
    #[error("{0:#}")]
    Sorter(#[from] anyhow::Error),
    /// The network cannot be used.
    #[error("the network cannot be used: {0}")]
    Network(io::Error),
}

/// A server that listens and is about to serve.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
    proxy: Option<Proxy>,
    data: PathBuf,
}

impl Server {
    /// Opens the data folder.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn open(config: Config, listener: TcpListener) -> Result<Self, Failure> {
        let Config { data, addresses, proxy } = config;
        let listening = listener.local_addr().map_err(Failure::Network)?;
        let addresses = Addresses::new(&addresses, listening)?;
        let log = Log::open(&data)?;
        let key = OwnerKey::load_or_make(&data).map_err(|source| file(&data, "owner-key", source))?;
        let sorter = Sorter::start()?;
        let (registry, rows) = Registry::open(log, addresses.code_letters()).await?;
        let forums = Forums::new(registry.clone(), &rows, sorter.clone());
        let programmes = Programmes::new(registry.clone(), &rows, ());
        loopback::announce(&data, listening).map_err(|source| file(&data, loopback::FILE, source))?;
        Ok(Self {
            app: App::new(registry, forums, programmes, key, addresses, sorter, Uploads::new(&data)),
            listener,
            proxy,
            data,
        })
    }

    /// The address for phones.
    pub fn address(&self) -> String {
        self.app.addresses.best()
    }

    /// All addresses for phones, best first.
    pub fn addresses(&self) -> Vec<String> {
        self.app.addresses.for_phones()
    }

    /// The link with which the facilitator begins.
    pub fn facilitator(&self) -> String {
        format!("{}/animation#{}", self.app.addresses.for_facilitator(), self.key())
    }

    /// The owner key.
    pub fn key(&self) -> String {
        self.app.key.digits()
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The forums.
    pub fn forums(&self) -> &Forums {
        &self.app.forums
    }

    /// The programmes.
    pub fn programmes(&self) -> &Programmes {
        &self.app.programmes
    }

    /// Serves until `shutdown`. What was acknowledged is on the disk at any moment.
    pub async fn serve(self, shutdown: impl Future<Output = ()>) {
        let Self { app, listener, proxy, data } = self;
        tracing::info!(address = app.addresses.best(), data = %data.display(), "serving");
        let (forums, programmes) = (app.forums.clone(), app.programmes.clone());
        let stop = async {
            shutdown.await;
            tracing::info!("stopping");
            tokio::join!(forums.shutdown(), programmes.shutdown());
        };
        let watch = tokio::spawn(app.space.clone().watch(data.clone()));
        let sweep = tokio::spawn(app.uploads.clone().watch());
        http::accept::serve(listener, http::router(app.clone()), Some(app.clone()), proxy, stop).await;
        watch.abort();
        sweep.abort();
        loopback::withdraw(&data);
        app.registry.log().close().await;
        tracing::info!("stopped");
    }
}

/// Serves what `config` says to whoever comes by `listener`, until `shutdown`.
///
/// # Errors
/// See [`Failure`].
pub async fn run(
    config: Config,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Failure> {
    Server::open(config, listener).await?.serve(shutdown).await;
    Ok(())
}

fn file(data: &Path, name: &str, source: io::Error) -> Failure {
    Failure::File { path: data.join(name), source }
}
