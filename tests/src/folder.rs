//! A folder of a test's own, gone at its end.

use std::path::{Path, PathBuf};

/// An empty folder under the system's temporary one; removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("bourdon-test-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&path).expect("a temporary folder can be made");
        Self(path)
    }

    /// A copy of the files of a folder.
    pub fn copy_of(files: &Path) -> Self {
        let copy = Self::new();
        for entry in std::fs::read_dir(files).expect("a test reads what it copies") {
            let path = entry.expect("a test reads what it copies").path();
            let name = path.file_name().expect("a file has a name");
            std::fs::copy(&path, copy.path().join(name)).expect("a test writes its own folder");
        }
        copy
    }

    /// An empty folder at this path.
    pub fn at(path: PathBuf) -> Self {
        std::fs::create_dir(&path).expect("a test makes its own folders");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Every file in it, in any depth, with its bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a test reads its own folder") {
                let path = entry.expect("a test reads its own folder").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), std::fs::read(path).expect("a test reads its own files")));
                }
            }
        }
        files
    }

    /// The files that hold these bytes anywhere.
    pub fn files_with(&self, wanted: &str) -> Vec<PathBuf> {
        let holds = |bytes: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
        self.files().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
