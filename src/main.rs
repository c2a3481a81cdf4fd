//! Entry: everything is in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tenfold::cli::main()
}
