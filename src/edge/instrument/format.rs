//! The shapes that are known: for each the headings by which its columns are found, and places
//! only where the machine has no names that could be used (DOMAIN 3.5).

use super::well::PlateSize;

/// Whose file it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Applied Biosystems QuantStudio, text or workbook.
    QuantStudio,
    /// Applied Biosystems Design & Analysis 2.
    DesignAnalysis,
    /// Applied Biosystems 7500, software 2.
    Abi7500V2,
    /// Applied Biosystems 7500, software 1 (SDS).
    Abi7500V1,
    /// Bio-Rad CFX.
    Cfx,
    /// Roche LightCycler 480: a file for each filter.
    LightCycler480,
    /// Roche LightCycler 96.
    LightCycler96,
    /// Hongshi SLAN-96P and SLAN-96S.
    Slan,
    /// The same maker's other export.
    SlanData,
    /// YaRui MA-6000.
    Ma6000,
    /// A maker whose name is not known, with a sheet of quantities.
    UnknownMaker,
    /// What a user's mapping describes.
    Mapped,
}

impl Format {
    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Format::QuantStudio => "quantstudio",
            Format::DesignAnalysis => "design-analysis-2",
            Format::Abi7500V2 => "abi-7500-v2",
            Format::Abi7500V1 => "abi-7500-v1",
            Format::Cfx => "cfx",
            Format::LightCycler480 => "lightcycler-480",
            Format::LightCycler96 => "lightcycler-96",
            Format::Slan => "slan-96",
            Format::SlanData => "slan-96-data",
            Format::Ma6000 => "ma-6000",
            Format::UnknownMaker => "unknown-maker",
            Format::Mapped => "mapped",
        }
    }

    /// Maker and machine, as people say them in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Format::QuantStudio => "Applied Biosystems QuantStudio",
            Format::DesignAnalysis => "Applied Biosystems Design & Analysis 2",
            Format::Abi7500V2 => "Applied Biosystems 7500 v2",
            Format::Abi7500V1 => "Applied Biosystems 7500 v1",
            Format::Cfx => "Bio-Rad CFX",
            Format::LightCycler480 => "Roche LightCycler 480",
            Format::LightCycler96 => "Roche LightCycler 96",
            Format::Slan => "宏石 Hongshi SLAN-96",
            Format::SlanData => "宏石 Hongshi SLAN-96 (Data)",
            Format::Ma6000 => "雅睿 YaRui MA-6000",
            Format::UnknownMaker => "定量结果 / Quan. Result",
            Format::Mapped => "自定义映射 mapping",
        }
    }

    /// The only size of plate that the machine takes, where there is only one.
    pub(super) fn plate_size(self) -> Option<PlateSize> {
        match self {
            Format::Abi7500V2
            | Format::Abi7500V1
            | Format::LightCycler96
            | Format::Slan
            | Format::SlanData
            | Format::Ma6000 => Some(PlateSize::Wells96),
            _ => None,
        }
    }

    /// Colours in the order of a well's rows, where the file does not name them.
    pub(super) fn channels(self) -> &'static [&'static str] {
        match self {
            Format::Slan | Format::SlanData => &["FAM", "VIC", "CONTROL"],
            Format::Ma6000 => &["FAM", "VIC"],
            Format::UnknownMaker => &["1", "2", "3", "4", "5", "6"],
            _ => &[],
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// By number or by name.
    Well,
    /// By name, beside its number.
    Position,
    Sample,
    Target,
    Reporter,
    Ct,
    /// What the well is for.
    Task,
    /// Yes: left out.
    Omit,
    /// No: left out.
    Include,
    /// The plate, where a file has several.
    Plate,
}

/// As many as there are roles.
pub(super) const ROLES: usize = Role::Plate as usize + 1;

/// A column by the names it may have, as [`super::value::heading`] leaves them.
pub(super) struct Column {
    pub(super) role: Role,
    pub(super) names: &'static [&'static str],
    /// Without it the row is no heading of this shape.
    pub(super) must: bool,
}

/// A shape.
pub(super) struct Shape {
    pub(super) format: Format,
    pub(super) columns: &'static [Column],
    /// Names that another machine's heading has.
    pub(super) without: &'static [&'static str],
}

const fn must(role: Role, names: &'static [&'static str]) -> Column {
    Column { role, names, must: true }
}

const fn may(role: Role, names: &'static [&'static str]) -> Column {
    Column { role, names, must: false }
}

/// Shapes whose heading says everything, the narrower before the wider.
pub(super) const NAMED: [Shape; 7] = [
    Shape {
        format: Format::QuantStudio,
        columns: &[
            must(Role::Well, &["well"]),
            must(Role::Position, &["wellposition"]),
            must(Role::Sample, &["samplename"]),
            must(Role::Target, &["targetname"]),
            must(Role::Ct, &["ct", "cq", "crt"]),
            may(Role::Omit, &["omit"]),
            may(Role::Task, &["task"]),
            may(Role::Reporter, &["reporter"]),
        ],
        without: &[],
    },
    Shape {
        format: Format::DesignAnalysis,
        columns: &[
            must(Role::Well, &["well"]),
            must(Role::Position, &["wellposition"]),
            must(Role::Sample, &["sample"]),
            must(Role::Target, &["target"]),
            must(Role::Ct, &["cq", "ct"]),
            may(Role::Omit, &["omit"]),
            may(Role::Task, &["task"]),
            may(Role::Reporter, &["reporter"]),
        ],
        without: &["samplename"],
    },
    Shape {
        format: Format::Abi7500V2,
        columns: &[
            must(Role::Well, &["well"]),
            must(Role::Sample, &["samplename"]),
            must(Role::Target, &["targetname"]),
            must(Role::Ct, &["ct"]),
            may(Role::Task, &["task"]),
            may(Role::Reporter, &["reporter"]),
        ],
        without: &["wellposition"],
    },
    Shape {
        format: Format::Abi7500V1,
        columns: &[
            must(Role::Well, &["well"]),
            must(Role::Sample, &["samplename"]),
            must(Role::Target, &["detector", "detectorname"]),
            must(Role::Ct, &["ct"]),
            may(Role::Task, &["task"]),
            may(Role::Reporter, &["reporter"]),
        ],
        without: &["targetname"],
    },
    Shape {
        format: Format::Cfx,
        columns: &[
            must(Role::Well, &["well"]),
            must(Role::Reporter, &["fluor"]),
            must(Role::Task, &["content"]),
            must(Role::Sample, &["sample"]),
            must(Role::Ct, &["cq"]),
            may(Role::Target, &["target"]),
        ],
        without: &[],
    },
    Shape {
        format: Format::LightCycler480,
        columns: &[
            must(Role::Include, &["include"]),
            must(Role::Well, &["pos"]),
            must(Role::Sample, &["name"]),
            must(Role::Ct, &["cp"]),
        ],
        without: &[],
    },
    Shape {
        format: Format::LightCycler96,
        columns: &[
            must(Role::Well, &["well", "position"]),
            must(Role::Sample, &["samplename"]),
            must(Role::Target, &["genename"]),
            must(Role::Ct, &["cq"]),
            may(Role::Omit, &["excluded"]),
            may(Role::Task, &["sampletype"]),
            may(Role::Reporter, &["dye"]),
        ],
        without: &[],
    },
];

/// A shape that a sheet's name tells, and where its columns stand by documentation.
pub(super) struct Placed {
    pub(super) format: Format,
    pub(super) sheets: &'static [&'static str],
    /// The first cell of the heading, where it is known.
    pub(super) mark: Option<&'static str>,
    /// From 0.
    pub(super) places: &'static [(Role, usize)],
}

/// The shapes with places. The sheet with the least telling name comes last.
pub(super) const PLACED: [Placed; 4] = [
    Placed {
        format: Format::Slan,
        sheets: &["实验数据"],
        mark: Some("反应孔"),
        places: &[(Role::Well, 0), (Role::Sample, 2), (Role::Task, 9), (Role::Ct, 12)],
    },
    Placed {
        format: Format::Ma6000,
        sheets: &["data&graph"],
        mark: None,
        places: &[(Role::Well, 0), (Role::Sample, 3), (Role::Ct, 5)],
    },
    Placed {
        format: Format::UnknownMaker,
        sheets: &["定量结果", "quan. result"],
        mark: None,
        places: &[(Role::Well, 0), (Role::Ct, 4), (Role::Sample, 10)],
    },
    Placed {
        format: Format::SlanData,
        sheets: &["data"],
        mark: None,
        places: &[(Role::Well, 0), (Role::Sample, 3), (Role::Ct, 5), (Role::Task, 7)],
    },
];

/// Names by which a placed shape's columns are found when they do not stand in their places.
pub(super) const USUAL: [Column; 6] = [
    must(Role::Well, &["反应孔", "孔位", "孔号", "孔", "well", "wellposition", "position", "pos"]),
    must(
        Role::Sample,
        &[
            "样本编号",
            "样品编号",
            "样本名称",
            "样品名称",
            "样本条码",
            "样本名",
            "样本号",
            "样本id",
            "样本",
            "样品",
            "条码",
            "samplename",
            "sampleid",
            "sample",
            "barcode",
        ],
    ),
    must(Role::Ct, &["ct", "ct值", "cq", "cp", "ctvalue"]),
    may(
        Role::Task,
        &["样本类型", "样品类型", "样本属性", "类型", "属性", "sampletype", "type", "task"],
    ),
    may(
        Role::Reporter,
        &["通道", "荧光通道", "检测通道", "染料", "channel", "dye", "fluor", "reporter"],
    ),
    may(
        Role::Target,
        &[
            "目标",
            "目标名称",
            "靶标",
            "靶基因",
            "目标基因",
            "检测项目",
            "项目",
            "基因",
            "target",
            "gene",
            "item",
        ],
    ),
];
