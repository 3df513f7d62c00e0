//! Development commands: `cargo xtask <command>`.
//!
//! Each command first makes sure of the tools that it needs (module [`setup`]) and then runs them.
//! Nothing here is part of what ships.

mod args;
mod bench;
mod build;
mod docs;
mod house;
mod packages;
mod place;
mod process;
mod serve;
mod setup;
mod shots;
mod size;
mod stage;
mod test;

use std::process::ExitCode;

use anyhow::Result;
use args::Command;

fn main() -> ExitCode {
    match args::parse().and_then(run) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("xtask: {trouble:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` means that it ran and found something wrong.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::Help => println!("{}", args::help()),
        Command::Setup => setup::everything()?,
        Command::Serve { trunk } => serve::serve(&trunk)?,
        Command::Test { long, parts } => return test::run(long, &parts),
        Command::Build => build::site()?,
        Command::Packages { quick } => packages::build(quick)?,
        Command::Bench { filter } => bench::run(&filter)?,
        Command::Size => size::print()?,
        Command::Shots { names } => shots::take(&names)?,
        Command::Stage => stage::stage()?,
    }
    Ok(true)
}
