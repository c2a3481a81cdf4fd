//! What a file says of itself before its results: machine, experiment, plate, end of the run. Words
//! as they stand there; nothing is made of them but the size of the plate.

use super::format::Format;
use super::value::heading;
use super::well::PlateSize;
use crate::edge::table::Cells;

/// Longest text kept, in characters.
const TEXT_MAX: usize = 200;

/// Longest key looked at, in bytes.
const KEY_BYTES_MAX: usize = 64;

/// What was found; a text for each, as it was written.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Machine.
    pub instrument: Option<String>,
    /// Its number.
    pub serial: Option<String>,
    /// Experiment, run or file.
    pub experiment: Option<String>,
    /// Name or code of the plate.
    pub plate: Option<String>,
    /// When the run ended, or the date that the file gives.
    pub ended_at: Option<String>,
    /// The colour that all of the file is of.
    pub filter: Option<String>,
    /// Block of the machine.
    pub block: Option<String>,
    /// The machine whose way of writing this is.
    pub(super) hint: Option<Format>,
}

/// Keys, as [`heading`] leaves them, and where they go.
const KEYS: [(&[&str], Place); 6] = [
    (&["instrumenttype", "instrument", "仪器型号", "仪器名称"], |facts| {
        &mut facts.instrument
    }),
    (
        &["instrumentserialnumber", "baseserialnumber", "serialnumber", "仪器编号", "仪器序列号"],
        |facts| &mut facts.serial,
    ),
    (
        &["experimentname", "experimentfilename", "experiment", "filename", "runname", "实验名称"],
        |facts| &mut facts.experiment,
    ),
    (
        &["experimentbarcode", "barcode", "platebarcode", "plateid", "platename", "板号", "板条码"],
        |facts| &mut facts.plate,
    ),
    (
        &[
            "experimentrunendtime",
            "experimentrunstoptime",
            "runendtime",
            "runenddatatime",
            "runenddatetime",
            "runended",
            "结束时间",
            "实验时间",
            "检测时间",
            "实验日期",
        ],
        |facts| &mut facts.ended_at,
    ),
    (&["blocktype"], |facts| &mut facts.block),
];

type Place = fn(&mut Facts) -> &mut Option<String>;

impl Facts {
    /// Looks at a row before the results.
    pub(super) fn look(&mut self, cells: &Cells) {
        let Some((at, first)) = cells.iter().enumerate().find(|(_, cell)| !cell.is_empty()) else {
            return;
        };
        let second = cells.iter().skip(at + 1).find(|cell| !cell.is_empty()).unwrap_or_default();
        let filtered =
            first.split_once("Selected Filter:").or_else(|| first.split_once("  Filter:"));
        if let Some((before, filter)) = filtered {
            // Both in one line.
            self.hint = Some(Format::LightCycler480);
            self.enter("experiment", before.trim_start_matches("Experiment:"));
            keep(&mut self.filter, filter);
            return;
        }
        let plain = first.trim_start_matches(['*', '#']).trim();
        let (key, value) = match plain.split_once(" = ").or_else(|| plain.split_once(':')) {
            Some((key, value)) if !value.trim().is_empty() => (key, value),
            Some((key, _)) => (key, second),
            None => (plain, second),
        };
        if self.enter(key, value) {
            if heading(key) == "instrumenttype" && value.contains("7500") {
                // The same software house, the same preamble as its other machines.
                self.hint = Some(Format::Abi7500V2);
            }
            self.hint = self.hint.or(match first.chars().next() {
                Some('*') => Some(Format::QuantStudio),
                Some('#') => Some(Format::DesignAnalysis),
                _ if heading(key) == "blocktype" => Some(Format::QuantStudio),
                _ => None,
            });
        }
    }

    /// Whether the key is known. What is there already stays.
    fn enter(&mut self, key: &str, value: &str) -> bool {
        if key.len() > KEY_BYTES_MAX {
            return false;
        }
        let key = heading(key);
        let known = KEYS.iter().find(|(keys, _)| keys.contains(&key.as_str()));
        if let Some((_, place)) = known {
            keep(place(self), value);
        }
        known.is_some()
    }

    /// The size of the plate that the block says.
    pub(super) fn plate_size(&self) -> Option<PlateSize> {
        let block = self.block.as_deref()?;
        match (block.contains("384"), block.contains("96")) {
            (true, false) => Some(PlateSize::Wells384),
            (false, true) => Some(PlateSize::Wells96),
            _ => None,
        }
    }
}

/// Keeps a text in a place that is free.
pub(super) fn keep(place: &mut Option<String>, text: &str) {
    let text = text.trim();
    // What names nothing is written by some machines too.
    if place.is_none() && !text.is_empty() && text != "N/A" && text != "NA" {
        *place = Some(text.chars().filter(|c| !c.is_control()).take(TEXT_MAX).collect());
    }
}
