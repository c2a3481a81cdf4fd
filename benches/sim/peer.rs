//! The same models in SimPy, in a process of their own, where Python has it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A Python with SimPy, and how often it runs a model; none, and why has been said.
pub struct Peer {
    python: Option<(PathBuf, usize)>,
}

impl Peer {
    /// Looks for it, and says how to get it.
    pub fn find(runs: usize) -> Peer {
        if runs == 0 {
            return Peer { python: None };
        }
        let python: PathBuf = std::env::var_os("PYTHON").unwrap_or("python3".into()).into();
        let asked = Command::new(&python).args(["-c", "import simpy"]).output();
        if asked.is_ok_and(|output| output.status.success()) {
            return Peer { python: Some((python, runs)) };
        }
        println!(
            "{} has no SimPy, its figures are left out: \
             python3 -m venv VENV && VENV/bin/python -m pip install simpy, \
             then PYTHON=VENV/bin/python",
            python.display()
        );
        Peer { python: None }
    }

    /// Runs a model and prints how many times as much CPU it takes as ours.
    pub fn beside(&self, script: &str, sizes: &[u64], ours_s: f64, target: f64) {
        let Some((python, runs)) = &self.python else { return };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
        let (mut took_s, mut wait_s) = (Vec::new(), 0.0);
        for _ in 0..*runs {
            let sizes = sizes.iter().map(u64::to_string);
            let output = Command::new(python).arg(&path).args(sizes).output().expect("Python");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{script}: {told}");
            let figures: Value = serde_json::from_slice(&output.stdout).expect("one object");
            took_s.push(figures["cpu_s"].as_f64().expect("cpu_s"));
            wait_s = figures["mean_wait_s"].as_f64().expect("mean_wait_s");
        }
        let theirs_s = super::median(took_s);
        println!("  SimPy {theirs_s:.1} CPU s, median of {runs}, mean wait {wait_s:.2} s");
        println!("  SimPy takes {:.0} times as much (target {target})", theirs_s / ours_s);
    }
}
