//! `bourdon archive`.

use super::DataFolder;
use super::export::replace;
use anyhow::{Context, bail};
use archive::Read;
use clap::Args;
use protocol::limits::ARCHIVE_BYTES_MAX;
use server::export::{What, export};
use std::fs::File;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Archive {
    /// The forum's id or code.
    #[arg(required_unless_present = "check")]
    forum: Option<String>,
    #[command(flatten)]
    folder: DataFolder,
    /// The file to write; one that is there is replaced once the new one is complete. Left out, it is named after the
    /// forum and its date.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Say whether this file is a whole archive and what it holds, or its first wrong entry; nothing is written.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["forum", "out", "data"])]
    check: Option<PathBuf>,
}

impl Archive {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let (file, read) = match (self.check, self.forum) {
            (Some(file), _) => {
                let read =
                    check(&file).with_context(|| format!("{} cannot be brought in", file.display()))?;
                (file, read)
            }
            (None, Some(forum)) => write(&self.folder.data, &forum, self.out).await?,
            (None, None) => bail!("say which forum"),
        };
        writeln!(io::stdout().lock(), "{}: {}", file.display(), held(&read))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn check(file: &Path) -> anyhow::Result<Read> {
    let mut bytes = Vec::new();
    // One byte more than an archive has says that this is none.
    File::open(file)?.take(ARCHIVE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(archive::read(&bytes)?)
}

/// Nothing is written that could not be read again.
async fn write(data: &Path, forum: &str, out: Option<PathBuf>) -> anyhow::Result<(PathBuf, Read)> {
    let bytes = export(data, forum, What::Archive).await?;
    let read = archive::read(&bytes)?;
    let named = || {
        let forum = &read.archive.forum;
        format!("{}_forum-{}_archive.jsonl", forum.date, forum.code).into()
    };
    let file = out.unwrap_or_else(named);
    replace(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
    Ok((file, read))
}

fn held(Read { archive, entries, fingerprint }: &Read) -> String {
    let (forum, origin) = (&archive.forum, &archive.origin);
    let gone = archive.contributions.iter().filter(|it| it.said.gone().is_some()).count();
    format!(
        "whole, forum {} of {}, commit {}; groups {}, axes {}, contributions {} (words gone of {gone}), names {}; \
         entries {entries}, fingerprint {fingerprint}",
        forum.code,
        forum.date,
        origin.seq,
        archive.groups.len(),
        archive.axes.len(),
        archive.contributions.len(),
        archive.people.iter().filter(|it| it.name.said.text().is_some()).count(),
    )
}
