//! A page as PDF, by a browser that is on this machine: it tags it, and nothing has to be installed for it.

use crate::random::random;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

/// What these browsers are called where programs are looked for by name.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
];
/// Where their own installers put them under Windows: for everybody, or for one user.
const UNDER_WINDOWS: [&str; 3] = [
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
];
const FOLDERS_OF_WINDOWS: [&str; 4] = ["ProgramFiles(x86)", "ProgramFiles", "ProgramW6432", "LOCALAPPDATA"];
/// And under macOS, in the folder `Applications` of the machine or of one user.
const UNDER_MACOS: [&str; 3] = [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
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
        places(|name| env::var_os(name)).find(|program| program.is_file()).map(Self)
    }

    /// This page, which needs nothing beside it, as a tagged PDF with bookmarks. It takes a while. The page is
    /// named by its path: in an address some letters of a folder would say something else.
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
            .arg(&page)
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

/// Where such a browser may be, by the variables of the environment. Those that one system alone has are empty on the
/// others.
fn places(variable: impl Fn(&str) -> Option<OsString>) -> impl Iterator<Item = PathBuf> {
    let path = variable("PATH").unwrap_or_default();
    let named = env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    let folder = |name: &str| variable(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let applications =
        [Some(PathBuf::from("/")), folder("HOME")].map(|root| Some(root?.join("Applications")));
    let in_each = |folders: Vec<PathBuf>, names: &'static [&str]| {
        folders.into_iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)))
    };
    in_each(named, &NAMES)
        .chain(in_each(FOLDERS_OF_WINDOWS.into_iter().filter_map(folder).collect(), &UNDER_WINDOWS))
        .chain(in_each(applications.into_iter().flatten().collect(), &UNDER_MACOS))
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The places in an environment of these variables.
    fn with(variables: &[(&str, &str)]) -> Vec<PathBuf> {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        places(|name| find(name).map(|(_, value)| value.into())).collect()
    }

    #[test]
    fn programs_are_looked_for_by_name_first() {
        let path = env::join_paths(["/usr/local/bin", "/usr/bin"]).unwrap();
        let places = with(&[("PATH", path.to_str().unwrap())]);
        assert_eq!(places[0], Path::new("/usr/local/bin/chromium"));
        assert_eq!(places[NAMES.len() + 2], Path::new("/usr/bin/google-chrome"));
    }

    #[test]
    fn under_windows_edge_and_chrome_are_found_where_they_install_themselves() {
        let places = with(&[
            ("ProgramFiles", "C:/Program Files"),
            ("ProgramFiles(x86)", "C:/Program Files (x86)"),
            ("LOCALAPPDATA", "C:/Users/Ana/AppData/Local"),
        ]);
        for place in [
            "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
            "C:/Program Files/Google/Chrome/Application/chrome.exe",
            "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
            "C:/Users/Ana/AppData/Local/Google/Chrome/Application/chrome.exe",
        ] {
            assert!(places.contains(&PathBuf::from(place)), "{place}");
        }
    }

    #[test]
    fn under_macos_they_are_applications_of_the_machine_or_of_its_user() {
        let places = with(&[("HOME", "/Users/ana")]);
        for place in [
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "/Users/ana/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ] {
            assert!(places.contains(&PathBuf::from(place)), "{place}");
        }
    }

    /// No program of the folder in which the server was started is taken for a browser.
    #[test]
    fn what_the_environment_does_not_say_names_no_place() {
        for variables in [&[][..], &[("PATH", ""), ("ProgramFiles", ""), ("LOCALAPPDATA", ""), ("HOME", "")]]
        {
            assert_eq!(with(variables), UNDER_MACOS.map(|name| Path::new("/Applications").join(name)));
        }
    }
}
