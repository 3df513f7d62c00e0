//! The command line.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt as _;

use crate::test;

/// What was asked for.
pub enum Command {
    Help,
    Setup,
    Serve { trunk: Vec<OsString> },
    Test { long: bool, parts: Vec<String> },
    Build,
    Packages { quick: bool },
    Bench { filter: Vec<String> },
    Size,
    Shots { names: Vec<String> },
    Stage,
}

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [TRUNK OPTIONS]   set up, build and serve the page at http://127.0.0.1:8080
  test [--long] [PART]…   set up and run all tests, or the named parts
  build                   build the static site into dist/
  build packages [--quick]
                          build the packages for npm into pkg/; --quick does not optimise
  size                    what the page and the evaluator weigh, and which crates weigh it
  bench [NAME]…           measure the figures of the design, each beside its goal
  shots [NAME]…           take the README's pictures, or those of the named states
  setup                   only look for the tools and install what is missing

Tools are looked up on PATH first; only what is missing is installed, and you are told what, why and
how long it takes.";

/// The help text, with the parts of `test` as they are registered.
pub fn help() -> String {
    format!("{USAGE}\n\nParts of `test` (a group's name runs all of its parts):\n{}", test::list())
}

/// Reads the arguments of this process.
pub fn parse() -> Result<Command> {
    let mut line = lexopt::Parser::from_env();
    let name = match line.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    let (mut long, mut quick) = (false, false);
    let mut words = Vec::new();
    if name == "serve" {
        return Ok(Command::Serve { trunk: line.raw_args()?.collect() });
    }
    while let Some(argument) = line.next()? {
        match argument {
            Long("long") if name == "test" => long = true,
            Long("quick") if name == "build" => quick = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if name == "build" && words == ["packages"] {
        return Ok(Command::Packages { quick });
    }
    if quick {
        bail!("`--quick` is for `build packages`");
    }
    let takes_words = matches!(name.as_str(), "test" | "bench" | "shots");
    if let (false, Some(word)) = (takes_words, words.first()) {
        bail!("`{name}` takes no argument, and `{word}` was given");
    }
    Ok(match name.as_str() {
        "help" => Command::Help,
        "setup" => Command::Setup,
        "test" => Command::Test { long, parts: words },
        "build" => Command::Build,
        "bench" => Command::Bench { filter: words },
        "size" => Command::Size,
        "shots" => Command::Shots { names: words },
        "stage" => Command::Stage,
        _ => bail!("there is no command `{name}`\n\n{USAGE}"),
    })
}
