//! How long a file takes from its bytes to the numbers of all its questions: seconds, records and questions on one
//! line. `tests/files` runs it beside pandas.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it reads a file and says how long that takes"
)]

use files::{Language, Preview, read};
use std::time::Instant;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else {
        println!("usage: cargo bench -p files --bench reading -- FILE");
        return;
    };
    let start = Instant::now();
    let bytes = std::fs::read(path).expect("the file is there");
    let reading = read(&bytes, None).expect("it can be read");
    let preview = Preview::of(&reading, Language::English);
    println!(
        "{} {} {}",
        start.elapsed().as_secs_f64(),
        preview.rows,
        preview.questions.map_or(0, |of| of.len())
    );
}
