//! A peer in a process of its own, that answers each line of JSON by one line of JSON.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running peer. It ends with this value.
#[derive(Debug)]
pub struct Peer {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Peer {
    /// Starts a script of `tests/peers` and reads its first line; the error says why it cannot run here.
    ///
    /// # Errors
    /// Where the interpreter does not start, or the script ends or complains at once.
    pub fn start(interpreter: &Path, script: &str) -> Result<Peer, String> {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers").join(script);
        let mut child = Command::new(interpreter)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", interpreter.display()))?;
        let (sender, lines) = channel();
        let output = child.stdout.take().ok_or("no output")?;
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let mut peer = Peer { child, input, lines };
        let first = peer.read()?;
        match first.get("unable") {
            Some(reason) => Err(reason.as_str().unwrap_or_default().to_owned()),
            None => Ok(peer),
        }
    }

    /// Sends a line and answers what comes back. Panics where nothing does in time.
    pub fn ask(&mut self, line: &Value) -> Value {
        let input = self.input.as_mut().expect("the peer runs");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("the peer listens");
        self.read().expect("the peer answers")
    }

    fn read(&mut self) -> Result<Value, String> {
        let line = self.lines.recv_timeout(PATIENCE).map_err(|_| "it ended without an answer".to_owned())?;
        serde_json::from_str(&line).map_err(|error| format!("it answered {line}: {error}"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.input = None;
        // It ends by itself when its input does; what does not end is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Python to run a peer with: `SG_PYTHON`, else `python3`.
pub fn python() -> PathBuf {
    std::env::var_os("SG_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from)
}

/// Whether the Python can import the module.
pub fn can_import(python: &Path, module: &str) -> bool {
    let import = Command::new(python)
        .args(["-c", &format!("import {module}")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    import.is_ok_and(|status| status.success())
}
