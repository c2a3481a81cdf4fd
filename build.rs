//! Puts what `make web` built (`web/dist`) into the binary: a table of names and bytes. Without it
//! the table is empty, and the pages say in one line what is missing.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=web/dist");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let dist = Path::new(&root).join("web").join("dist");
    let mut names = Vec::new();
    if let Ok(files) = fs::read_dir(&dist) {
        for file in files {
            let file = file?;
            if file.file_type()?.is_file() {
                names.extend(file.file_name().into_string());
            }
        }
    }
    names.sort();
    let mut table = String::from("&[\n");
    for name in &names {
        let path = dist.join(name);
        // Writing into a string cannot fail.
        let _ = writeln!(table, "    ({name:?}, include_bytes!({path:?})),");
    }
    table.push_str("]\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("web.rs"), table)
}
