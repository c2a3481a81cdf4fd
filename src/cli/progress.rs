//! Bars on standard error, drawn only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of so many steps; `template` says what stands around it.
pub fn bar(length: u64, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template);
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
