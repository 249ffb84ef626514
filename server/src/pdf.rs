//! A page as PDF, by a browser that is on this machine: it tags it, and nothing has to be installed for it.

use crate::random::random;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

/// What these browsers are called where programs are looked for.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome.exe",
    "msedge.exe",
    "chrome",
];
/// Where they are on machines that do not look for programs by name.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];
/// A browser that takes longer than this will not come to an end: the longest book takes seconds.
const TIME_MAX: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A browser that can print to a file.
#[derive(Clone, Debug)]
pub(crate) struct Browser(PathBuf);

impl Browser {
    /// The first one that there is.
    pub(crate) fn find() -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let named = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
        named.chain(PLACES.map(PathBuf::from)).find(|program| program.is_file()).map(Self)
    }

    /// This page, which needs nothing beside it, as a tagged PDF with bookmarks. It takes a while.
    ///
    /// # Errors
    /// The browser did not make one.
    pub(crate) fn print(&self, html: &[u8]) -> io::Result<Vec<u8>> {
        let folder = Folder::new()?;
        let (page, pdf) = (folder.0.join("page.html"), folder.0.join("page.pdf"));
        fs::write(&page, html)?;
        let mut command = Command::new(&self.0);
        command
            .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"])
            .args(["--no-pdf-header-footer", "--generate-pdf-document-outline"])
            .arg(option("--user-data-dir=", &folder.0.join("profile")))
            .arg(option("--print-to-pdf=", &pdf))
            .arg(option("file://", &page))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if is_superuser() {
            // Its sandbox refuses to start for the superuser; the page is ours and runs no script.
            command.arg("--no-sandbox");
        }
        let mut browser = command.spawn()?;
        let end = Instant::now() + TIME_MAX;
        while browser.try_wait()?.is_none() {
            if Instant::now() > end {
                browser.kill()?;
                browser.wait()?;
                return Err(io::ErrorKind::TimedOut.into());
            }
            thread::sleep(LOOK_EVERY);
        }
        fs::read(&pdf)
    }
}

fn option(name: &str, path: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(name);
    option.push(path);
    option
}

fn is_superuser() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// A folder for this user alone, gone when it is let go.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        let name = u64::from_le_bytes(random());
        let folder = env::temp_dir().join(format!("bourdon-{name:016x}"));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}
