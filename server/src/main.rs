//! The command line of Bourdon.

mod cli;

use clap::Parser;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    server::lines::write_to_stderr();
    match cli::run(arguments) {
        Ok(code) => code,
        Err(error) => {
            // There is nobody else to tell when even this cannot be written.
            let _ = writeln!(io::stderr(), "bourdon: {error:#}");
            ExitCode::FAILURE
        }
    }
}
