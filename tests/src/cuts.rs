//! Power cuts: the data folder lies on a file system of its own, which loses all that was not synced in
//! the middle of a large day, is mounted again and must hold all that was acknowledged.
//!
//! It needs root, loop devices and ext4. Where these are missing it says so and ends with 77.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use tests::interrupted::interrupted;
use tests::{Folder, Server, seed};

const NOT_RUN: u8 = 77;
const MEGABYTES: u64 = 150;
/// The ioctl FS_IOC_SHUTDOWN without a flush of the journal: what is not on the disk is gone, and
/// nothing can be written any more.
const CUT: &str = r#"open(my $folder, "<", $ARGV[0]) or die; my $how = pack("I", 2); ioctl($folder, 0x8004587d, $how) or die $!"#;

fn main() -> ExitCode {
    let times = std::env::args().nth(1).and_then(|times| times.parse().ok()).unwrap_or(20);
    let disk = match Disk::new() {
        Ok(disk) => disk,
        Err(reason) => {
            eprintln!("NOT RUN HERE: no power can be cut without root, loop devices and ext4: {reason}");
            return ExitCode::from(NOT_RUN);
        }
    };
    let mut server = Server::start_in(Folder::at(disk.mounted().join("data")), &[]);
    let wrong = interrupted(&mut server, seed(), times, |server| {
        // Without power the processor stands still too. On one that goes on, a sync that is under way when
        // ext4 is shut down can answer that all is well although the bytes are gone.
        server.halt();
        disk.cut().expect("a mounted file system can be cut");
        server.kill();
        disk.mount_again().expect("its journal is whole");
        server.start_again();
    });
    let log = server.log();
    drop(server);
    let mut wrong = wrong;
    if !log.contains("the disk is nearly full") {
        wrong.push("a disk of 150 MB is nearly full, and the log does not say so".to_owned());
    }
    for sentence in &wrong {
        eprintln!("{sentence}");
    }
    eprintln!("power cuts {times}, wrong {}", wrong.len());
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// An ext4 file system in a file.
struct Disk {
    folder: Folder,
}

impl Disk {
    fn new() -> Result<Self, String> {
        let disk = Self { folder: Folder::new() };
        let image = std::fs::File::create(disk.image()).map_err(|error| error.to_string())?;
        image.set_len(MEGABYTES * 1024 * 1024).map_err(|error| error.to_string())?;
        std::fs::create_dir(disk.mounted()).map_err(|error| error.to_string())?;
        run("mkfs.ext4", &["-q".as_ref(), &disk.image()])?;
        disk.mount()?;
        Ok(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mounted(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }

    fn mount(&self) -> Result<(), String> {
        run("mount", &["-o".as_ref(), "loop".as_ref(), &self.image(), &self.mounted()])
    }

    fn cut(&self) -> Result<(), String> {
        run("perl", &["-e".as_ref(), CUT.as_ref(), &self.mounted()])
    }

    fn mount_again(&self) -> Result<(), String> {
        run("umount", &[&self.mounted()])?;
        self.mount()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Not mounted when there is no root.
        let _ = run("umount", &[&self.mounted()]);
    }
}

fn run(program: &str, arguments: &[&Path]) -> Result<(), String> {
    let output = Command::new(program)
        .args(arguments)
        .env("PATH", format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default()))
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(format!("{program}: {said}")) }
}
