//! A folder for town files, beside the fixtures they name.

use std::fs;
use std::path::PathBuf;

use crate::town::fixture;

/// A folder with `protocols`, `kits` and an empty `towns`.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        let folder = tempfile::tempdir().expect("folder");
        for kind in ["protocols", "kits"] {
            fs::create_dir(folder.path().join(kind)).expect("folder");
            for entry in fs::read_dir(fixture(kind)).expect("folder") {
                let entry = entry.expect("entry");
                let to = folder.path().join(kind).join(entry.file_name());
                fs::copy(entry.path(), to).expect("copy");
            }
        }
        fs::create_dir(folder.path().join("towns")).expect("folder");
        Folder(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of `towns`.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path("towns").join(name);
        fs::write(&path, text).expect("written");
        path
    }
}
