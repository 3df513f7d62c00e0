//! A virtual environment with boto3 and moto, a second implementation of the EC2 API, and the AWS CLI.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Installation, minutes, version};
use crate::place;
use crate::process::Run;

/// The interpreter of the virtual environment.
pub fn interpreter() -> PathBuf {
    place::tools().join("venv/bin/python")
}

/// Makes sure of the packages of `tests/peers/requirements.txt`.
pub fn packages() -> Result<()> {
    let list = place::root().join("tests/peers/requirements.txt");
    let wanted = fs::read_to_string(&list)?;
    let folder = place::tools().join("venv");
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if version::installed("python3").is_none_or(|found| found < [3, 9, 0]) {
        bail!(
            "Python 3.9 or later is missing (the API is compared with moto's); install it as python3 on PATH"
        );
    }
    let installation = Installation {
        what: "venv (boto3, moto and the AWS CLI)",
        why: "the model's API is compared with moto's, and the AWS CLI reads what is written for it",
        about: "1 minute",
        limit: minutes(10),
        by_hand: "python3 -m venv .tools/venv && .tools/venv/bin/pip install -r tests/peers/requirements.txt; \
                  on Debian `apt-get install python3-venv` may have to come first",
    };
    let _ = fs::remove_dir_all(&folder);
    let create = Run::new("python3").args(["-m", "venv"]).arg(&folder);
    let pip = Run::new(interpreter()).args(["-m", "pip", "install", "--disable-pip-version-check", "-r"]);
    installation.run(&[create, pip.arg(&list)])?;
    Ok(fs::write(stamp, wanted)?)
}
