//! Why a picture is not read, and why a code that was read is not believed. Neither holds anything
//! of what stands in the picture.

use std::fmt;

use super::{BYTES_MAX, PASSES_MAX, PIXELS_MAX};

/// Why a picture does not count as read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// No picture of a kind that is known here.
    NotPicture,
    /// A picture of a kind that is not read here; its name.
    OtherKind(&'static str),
    /// It begins as a picture and cannot be unpacked.
    Damaged,
    /// More bytes than are taken.
    TooManyBytes,
    /// More pixels than are unpacked: width and height.
    TooManyPixels(u32, u32),
    /// More passes than are unpacked.
    TooManyPasses,
    /// Nothing was found in it.
    NoCode,
    /// Something was read, and nothing of it is believed.
    Doubted,
    /// The codes of one label say different things.
    Conflict,
}

/// Why a code is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// It fits no pattern of the protocol, or its check digits do not hold: misread, or not ours.
    Unknown,
    /// Bars without check digits, and no square code that says the same.
    Unproven,
    /// Another code of the same label says something else.
    Differs,
}

impl Why {
    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Why::NotPicture => "not-a-picture",
            Why::OtherKind(_) => "other-kind",
            Why::Damaged => "damaged",
            Why::TooManyBytes => "too-many-bytes",
            Why::TooManyPixels(..) => "too-many-pixels",
            Why::TooManyPasses => "too-many-passes",
            Why::NoCode => "no-code",
            Why::Doubted => "not-believed",
            Why::Conflict => "conflict",
        }
    }

    /// In Chinese, with what to do.
    pub fn zh(self) -> String {
        match self {
            Why::NotPicture => "不是图片；请提供 JPEG 或 PNG".into(),
            Why::OtherKind(kind) => format!("不支持 {kind} 格式；请将相机设为 JPEG"),
            Why::Damaged => "图片已损坏；请重新拍摄或重新发送".into(),
            Why::TooManyBytes => format!("文件超过 {} MiB；请降低分辨率", BYTES_MAX >> 20),
            Why::TooManyPixels(width, height) => {
                let most = PIXELS_MAX / 1_000_000;
                format!("{width} x {height} 超过 {most} 百万像素；请降低分辨率")
            }
            Why::TooManyPasses => format!("渐进式 JPEG 超过 {PASSES_MAX} 遍扫描；请另存后再发送"),
            Why::NoCode => "未找到条码；请靠近标签，避免反光后重拍".into(),
            Why::Doubted => "读到的条码未通过核对；请重拍，或扫描、人工录入".into(),
            Why::Conflict => "同一标签上的条码不一致；请勿使用该标签，并报告".into(),
        }
    }

    /// In English, with what to do.
    pub fn en(self) -> String {
        match self {
            Why::NotPicture => "not a picture; JPEG and PNG are read".into(),
            Why::OtherKind(kind) => format!("{kind} is not read; set the camera to JPEG"),
            Why::Damaged => "the picture is damaged; take or send it again".into(),
            Why::TooManyBytes => {
                format!("larger than {} MiB; take it at a lower resolution", BYTES_MAX >> 20)
            }
            Why::TooManyPixels(width, height) => {
                let most = PIXELS_MAX / 1_000_000;
                format!(
                    "{width} x {height} are more than {most} million pixels; take it at a lower \
                     resolution"
                )
            }
            Why::TooManyPasses => {
                format!("a progressive JPEG of more than {PASSES_MAX} passes; save it anew")
            }
            Why::NoCode => "no code found; go nearer, without glare, and take it again".into(),
            Why::Doubted => {
                "read, but it does not check; take it again, or scan or type the code".into()
            }
            Why::Conflict => {
                "the codes of one label differ; do not use the label, and report it".into()
            }
        }
    }
}

impl Doubt {
    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::Unknown => "unknown",
            Doubt::Unproven => "unproven",
            Doubt::Differs => "differs",
        }
    }

    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Doubt::Unknown => "不符合本方案的编码规则",
            Doubt::Unproven => "无校验位，且无二维码佐证",
            Doubt::Differs => "与同一标签上的其他条码不一致",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Doubt::Unknown => "fits no code of the protocol",
            Doubt::Unproven => "no check digits, and no square code beside it",
            Doubt::Differs => "another code of the label differs",
        }
    }
}

/// In English, for the log.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}
