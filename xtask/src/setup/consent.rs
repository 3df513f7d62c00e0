//! Asking before system packages are installed.

use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Result, bail};

/// Whether nobody sits there to be asked.
pub fn is_unattended() -> bool {
    env::var_os("CI").is_some() || !io::stdin().is_terminal()
}

/// Asks, where somebody is there to answer; elsewhere goes on.
pub fn ask(question: &str) -> Result<()> {
    if is_unattended() {
        return Ok(());
    }
    print!("set-up: {question} [Y/n] ");
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(()),
        _ => bail!("left alone, as you said"),
    }
}
