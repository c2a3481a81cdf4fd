//! What a job found, and what is said where it found nothing.

use std::time::Duration;

use super::plan::Found;
use super::told::never_document;
use crate::report::words::{Both, Lang};
use crate::report::{html, text};
use crate::setup::SetupError;
use crate::setup::plan::PlanInput;

/// What a job found, ready to be sent.
#[derive(Debug, Default)]
pub struct Kept {
    /// What `tenfold plan --json` prints.
    pub document: String,
    /// The page; none where there is no plan at all.
    pub page: Option<String>,
    /// What a terminal shows.
    pub summary: Option<Both>,
}

impl Kept {
    pub(super) fn of(found: &Found, input: &PlanInput, seed: u64) -> Result<Kept, SetupError> {
        let told = found.told(input, seed);
        told.report(|report| Kept {
            document: format!("{:#}\n", told.document(report)),
            page: Some(html::page(report, Lang::En)),
            summary: Some(Both::new(
                text::summary(report, Lang::Zh),
                text::summary(report, Lang::En),
            )),
        })
    }

    /// Where there is no plan at all.
    pub(super) fn never(said: &[Both]) -> Kept {
        Kept { document: format!("{:#}\n", never_document(said)), ..Kept::default() }
    }

    pub(super) fn bytes(&self) -> usize {
        self.document.len() + self.page.as_ref().map_or(0, String::len)
    }
}

/// Of a job that was cancelled while it waited.
pub(super) fn never_begun() -> Both {
    Both::new("该规划在开始之前被取消。", "Cancelled before it began.")
}

/// Of a job that was stopped too early.
pub(super) fn nothing() -> Both {
    Both::new("规划被中断，尚无可显示的结果。", "Stopped before there was anything to show.")
}

/// Of a job that panicked.
pub(super) fn fault() -> Both {
    Both::new(
        "程序故障，规划未能完成；请通知管理员，原因见服务日志。",
        "A fault of the program ended it; tell the administrator, the log says more.",
    )
}

/// Of a job at its longest run.
pub(super) fn too_long(run_max: Duration) -> Both {
    let minutes = run_max.as_secs() / 60;
    Both::new(
        format!(
            "已达规划最长运行时间 {minutes} 分钟，提前结束；可在单独的机器上用 tenfold plan 规划。"
        ),
        format!(
            "Ended early after {minutes} minutes, the longest a job may run; `tenfold plan` on a \
             machine of its own has no such limit."
        ),
    )
}
