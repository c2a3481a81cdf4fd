//! Notices as files: whole or not there, also when the power goes, and named so that they sort in
//! the order they were told.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

use tenfold_domain::term::DeliveryFault;

use super::letter::Letter;

/// A folder that somebody else reads.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder that exists.
    pub fn new(path: PathBuf) -> Folder {
        Folder { path }
    }

    /// Writes a notice beside its place and moves it there. One that was sent before is written
    /// over with the same.
    pub fn put(&self, letter: &Letter) -> Result<(), DeliveryFault> {
        self.put_file(&format!("{:012}-{}.json", letter.notice, letter.key), &letter.body)
    }

    /// The same of anything else under a name.
    pub fn put_file(&self, name: &str, body: &[u8]) -> Result<(), DeliveryFault> {
        let (part, whole) = (self.path.join(format!(".{name}.part")), self.path.join(name));
        let put = || -> std::io::Result<()> {
            let mut file = File::create(&part)?;
            file.write_all(body)?;
            file.sync_all()?;
            fs::rename(&part, &whole)?;
            // The name must be on the disk too before the notice counts as delivered.
            #[cfg(unix)]
            File::open(&self.path)?.sync_all()?;
            Ok(())
        };
        put().map_err(|error| {
            tracing::warn!(%error, "a file cannot be written");
            DeliveryFault::Folder
        })
    }
}
