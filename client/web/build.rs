//! Builds the web app and writes the table of its files. The one build script that installs something.
//!
//! `BOURDON_WEB=skip` builds without the web app. Without a usable Node, a `dist` folder that somebody has already
//! built is taken as it is. Nothing here runs again for a change in Rust code alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::time::SystemTime;
use std::{env, io};

use zopfli::{Format, Options};

const NODE_MIN: (u32, u32) = (20, 19);

/// What the app is made of, beside `dist` and `node_modules`.
const SOURCES: [&str; 14] = [
    "src",
    "index.html",
    "animation.html",
    "ecran.html",
    "recu.html",
    "demarche.html",
    "questionnaire.html",
    "apercu.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "fields.ts",
    "svelte.config.js",
    "tsconfig.json",
];

fn main() {
    let web = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(variable("OUT_DIR"));
    println!("cargo::rerun-if-env-changed=BOURDON_WEB");
    println!("cargo::rerun-if-changed=build.rs");

    let files = if env::var("BOURDON_WEB").is_ok_and(|value| value == "skip") {
        Ok(Vec::new())
    } else {
        for source in SOURCES {
            println!("cargo::rerun-if-changed={source}");
        }
        built(&web, &out)
            .and_then(|dist| files(&dist).map_err(|error| format!("{}: {error}", dist.display())))
    };

    let written = files.and_then(|files| {
        pack(&files).map_err(|error| format!("the packed files: {error}"))?;
        fs::write(out.join("files.rs"), table(&files)).map_err(|error| format!("the table of files: {error}"))
    });
    if let Err(sentence) = written {
        eprintln!("{sentence}");
        exit(1);
    }
}

/// The folder with the built app.
fn built(web: &Path, out: &Path) -> Result<PathBuf, String> {
    if !node_is_usable() {
        let dist = web.join("dist");
        println!("cargo::rerun-if-changed=dist");
        println!("cargo::rerun-if-env-changed=PATH");
        return if dist.join("index.html").is_file() {
            Ok(dist)
        } else {
            Err(format!(
                "The web app needs Node.js {}.{} or newer with npm (https://nodejs.org): install it and build again, \
                 or build with BOURDON_WEB=skip to leave the web app out.",
                NODE_MIN.0, NODE_MIN.1
            ))
        };
    }

    // Two builds in two target folders must not install at the same time. The lock ends with this process.
    let lock = File::open(web.join("build.rs")).and_then(|file| file.lock().map(|()| file));
    if changed(&web.join("package-lock.json")) > changed(&web.join("node_modules/.package-lock.json")) {
        npm(web, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    }
    drop(lock);

    let dist = out.join("dist");
    let to = dist.to_string_lossy();
    npm(web, &["run", "build", "--", "--emptyOutDir", "--outDir", &to])?;
    // By itself: what the pages of a programme share with those of a forum would come to phones in more pieces.
    npm(web, &["run", "build", "--", "--mode", "programme", "--emptyOutDir", "false", "--outDir", &to])?;
    // Built by itself, so that the pages are cut into files as in a release.
    if variable("PROFILE") == "debug" {
        npm(web, &["run", "build", "--", "--mode", "overview", "--emptyOutDir", "false", "--outDir", &to])?;
    }
    Ok(dist)
}

fn node_is_usable() -> bool {
    let Ok(answer) = Command::new("node").arg("--version").output() else {
        return false;
    };
    let version = String::from_utf8_lossy(&answer.stdout);
    let mut numbers =
        version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
    match (numbers.next(), numbers.next()) {
        (Some(major), Some(minor)) => (major, minor) >= NODE_MIN,
        _ => false,
    }
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let answer = Command::new(program).args(arguments).current_dir(web).output().map_err(|error| {
        format!("npm does not start ({error}): install Node.js with npm, or set BOURDON_WEB=skip.")
    })?;
    if answer.status.success() {
        return Ok(());
    }
    Err(format!(
        "{}{}`npm {}` failed in client/web: mend what stands above, or set BOURDON_WEB=skip to leave the web app out.",
        String::from_utf8_lossy(&answer.stdout),
        String::from_utf8_lossy(&answer.stderr),
        arguments.join(" "),
    ))
}

/// When a file was changed; the beginning of time if there is none.
fn changed(path: &Path) -> SystemTime {
    path.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// All files under `dist` with their paths as addresses, sorted. Precompressed twins are not listed by themselves.
fn files(dist: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![dist.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|extension| extension != "gz") {
                let address = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((address, path));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes a packed twin beside each text. Browsers offer no brotli on plain http, so gzip is what travels in a hall.
fn pack(files: &[(String, PathBuf)]) -> io::Result<()> {
    for (_, path) in files.iter().filter(|(address, _)| is_text(address)) {
        let raw = fs::read(path)?;
        let mut packed = Vec::new();
        zopfli::compress(Options::default(), Format::Gzip, raw.as_slice(), &mut packed)?;
        if packed.len() < raw.len() {
            fs::write(twin(path), packed)?;
        }
    }
    Ok(())
}

fn is_text(address: &str) -> bool {
    !matches!(address.rsplit('.').next(), Some("woff2" | "png"))
}

fn twin(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.gz", path.display()))
}

fn table(files: &[(String, PathBuf)]) -> String {
    let rows: String = files
        .iter()
        .map(|(address, path)| {
            let twin = twin(path);
            let gzip = if twin.is_file() { format!("Some(include_bytes!({twin:?}))") } else { "None".to_owned() };
            format!(
                "    ({address:?}, File {{ bytes: include_bytes!({path:?}), gzip: {gzip}, content_type: {:?}, \
                 etag: {:?} }}),\n",
                content_type(address),
                (!address.starts_with("assets/")).then(|| etag(path)),
            )
        })
        .collect();
    format!("static FILES: &[(&str, File)] = &[\n{rows}];\n")
}

fn content_type(address: &str) -> &'static str {
    match address.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// FNV-1a over the contents, in the quotes that the header wants.
fn etag(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("\"{hash:016x}\"")
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}
