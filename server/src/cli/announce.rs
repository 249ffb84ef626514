//! What is said once the server listens.

use serde::Serialize;
use server::Server;
use std::io::{self, IsTerminal, Write};

/// The codes of an example.
pub(super) struct Example {
    pub(super) forum: String,
    pub(super) programme: String,
}

/// The one line that other programs read.
#[derive(Serialize)]
struct ForPrograms<'a> {
    address: &'a str,
    facilitator: &'a str,
    key: &'a str,
    /// The code of the example's forum.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    /// The code of the example's programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    programme: Option<&'a str>,
}

/// What a facilitator reads in the terminal.
struct ForPeople {
    open: &'static str,
    phones: &'static str,
    or: &'static str,
    facilitator: &'static str,
    programme: &'static str,
    kept: &'static str,
    forgotten: &'static str,
}

impl ForPeople {
    const FRENCH: Self = Self {
        open: "Bourdon est ouvert.",
        phones: "Téléphones",
        or: "ou",
        facilitator: "Animation",
        programme: "Démarche",
        kept: "Arrêter : Ctrl-C. Tout est gardé dans",
        forgotten: "Arrêter : Ctrl-C. L’exemple est alors oublié.",
    };
    const ENGLISH: Self = Self {
        open: "Bourdon is open.",
        phones: "Phones",
        or: "or",
        facilitator: "Facilitator",
        programme: "Programme",
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

/// Says where the server is, and where the example if it is one.
pub(super) fn announce(server: &Server, json: bool, example: Option<&Example>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let addresses = server.addresses();
    let best = server.address();
    let (facilitator, key) = (server.facilitator(), server.key());
    let (code, programme) = (example.map(|it| &*it.forum), example.map(|it| &*it.programme));
    if json {
        let line = ForPrograms { address: &best, facilitator: &facilitator, key: &key, code, programme };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
        return out.flush();
    }
    let door = code.map_or_else(|| best.clone(), |code| format!("{best}/{code}"));
    let words = ForPeople::of_the_terminal();
    writeln!(out, "{}\n", words.open)?;
    writeln!(out, "  {:12} {door}", words.phones)?;
    for other in addresses.iter().filter(|other| **other != best) {
        writeln!(out, "  {:12} {other}", words.or)?;
    }
    if let Some(code) = programme {
        writeln!(out, "  {:12} {best}/demarche/{code}", words.programme)?;
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
