//! The same figures in HiGHS, in a process of its own, where Python has it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A Python with highspy; none, and why has been said.
pub struct Peer(Option<PathBuf>);

/// What it found.
pub struct Solved {
    pub cpu_s: f64,
    pub cost: f64,
    pub bound: f64,
}

impl Peer {
    /// Looks for it, and says how to get it.
    pub fn find() -> Peer {
        let python: PathBuf = std::env::var_os("PYTHON").unwrap_or("python3".into()).into();
        let asked = Command::new(&python).args(["-c", "import highspy"]).output();
        if asked.is_ok_and(|output| output.status.success()) {
            return Peer(Some(python));
        }
        println!(
            "{} has no highspy, HiGHS is left out: python3 -m venv VENV && \
             VENV/bin/python -m pip install highspy, then PYTHON=VENV/bin/python",
            python.display()
        );
        Peer(None)
    }

    /// Solves a model.
    pub fn solve(&self, model: &Value) -> Option<Solved> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/allocation.py");
        let mut command = Command::new(self.0.as_ref()?);
        let child = command.arg(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("Python");
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(model.to_string().as_bytes()).expect("written");
        drop(pipe);
        let output = child.wait_with_output().expect("Python");
        assert!(output.status.success(), "allocation.py failed");
        let figures: Value = serde_json::from_slice(&output.stdout).expect("one object");
        let figure = |key: &str| figures[key].as_f64().expect("a figure");
        Some(Solved { cpu_s: figure("cpu_s"), cost: figure("cost"), bound: figure("bound") })
    }
}
