//! Measures the figures of the design and prints each beside its goal.
//!
//! `cargo run -p sg-benches --profile bench` runs all benchmarks, or those that are named.

mod conntrack;
mod counting;
mod figure;
mod import;
mod packet;
mod stopwatch;

use std::process::ExitCode;

#[global_allocator]
static COUNTING: counting::Counting = counting::Counting;

/// All benchmarks by name.
const ALL: &[(&str, fn())] =
    &[("conntrack", conntrack::run), ("import", import::run), ("packet", packet::run)];

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = names.iter().find(|name| ALL.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
        eprintln!("no benchmark is called `{unknown}`; there are: {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    for (name, run) in ALL {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            println!("{name}");
            run();
        }
    }
    ExitCode::SUCCESS
}
