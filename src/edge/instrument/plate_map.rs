//! Plate maps for thermocyclers: what stands in which well, in the form that the machine's software
//! takes (DOMAIN 3.5). One row for each well and target.

use std::fmt::Write as _;

use tenfold_domain::plate::Well;
use tenfold_domain::term::Control;

use super::value::Task;
use super::well::PlateSize;

/// What is sent where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MapFormat {
    /// Applied Biosystems 7500: a text with `[Sample Setup]`.
    Abi7500,
    /// Applied Biosystems QuantStudio: the same with numbers of wells and the block.
    QuantStudio,
    /// Bio-Rad CFX: a CSV of every well for each colour.
    Cfx,
    /// A CSV for any other machine, read by heading.
    Csv,
}

/// A target and the colour that it is seen by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MapTarget<'a> {
    /// Gene or control.
    pub name: &'a str,
    /// Colour.
    pub reporter: &'a str,
}

/// What stands in a well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MapWell<'a> {
    /// The well.
    pub well: Well,
    /// The tube's code, or what the control is called.
    pub sample: &'a str,
    /// The lab's number for the tube, as a remark; empty where there is none.
    pub accession: &'a str,
    /// What the well is for.
    pub task: Task,
}

/// A plate that is to be sent to a machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlateMap<'a> {
    /// Its label.
    pub plate: &'a str,
    /// How large it is.
    pub size: PlateSize,
    /// What the kit looks for, in every well.
    pub targets: Vec<MapTarget<'a>>,
    /// The wells in use, in any order.
    pub wells: Vec<MapWell<'a>>,
}

/// Why a map cannot be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MapFault {
    /// The plate has no such well.
    WellOutside(Well),
    /// A well stands twice.
    WellTwice(Well),
    /// A tube stands in two wells: this one and an earlier one.
    SampleTwice(Well),
    /// A well without a sample.
    NoSample(Well),
    /// No target.
    NoTarget,
    /// A text with a separator, quote or line break, which a machine's software would misread.
    Text,
}

impl MapFault {
    /// In Chinese.
    pub fn zh(self) -> String {
        match self {
            MapFault::WellOutside(well) => format!("{well} 不在该板型内"),
            MapFault::WellTwice(well) => format!("{well} 重复"),
            MapFault::SampleTwice(well) => format!("{well} 的采样管已在另一孔中"),
            MapFault::NoSample(well) => format!("{well} 没有样本"),
            MapFault::NoTarget => "没有靶标".into(),
            MapFault::Text => "名称中含有分隔符、引号或换行".into(),
        }
    }

    /// In English.
    pub fn en(self) -> String {
        match self {
            MapFault::WellOutside(well) => format!("the plate has no well {well}"),
            MapFault::WellTwice(well) => format!("{well} stands twice"),
            MapFault::SampleTwice(well) => format!("the tube of {well} stands in another well too"),
            MapFault::NoSample(well) => format!("{well} has no sample"),
            MapFault::NoTarget => "there is no target".into(),
            MapFault::Text => "a name holds a separator, a quote or a line break".into(),
        }
    }
}

/// A file of a map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MapFile {
    /// The colour that it is for, where a machine wants a file for each.
    pub reporter: Option<String>,
    /// What is in it; UTF-8 without a mark, lines end in CR LF.
    pub bytes: Vec<u8>,
}

impl PlateMap<'_> {
    /// The files of this map for a machine.
    ///
    /// # Errors
    /// [`MapFault`], the first that is found.
    pub fn write(&self, format: MapFormat) -> Result<Vec<MapFile>, MapFault> {
        self.check()?;
        let mut sorted: Vec<&MapWell<'_>> = self.wells.iter().collect();
        sorted.sort_by_key(|well| well.well.number());
        let one = |text: String| vec![MapFile { reporter: None, bytes: text.into_bytes() }];
        Ok(match format {
            MapFormat::Abi7500 => one(self.sample_setup(&sorted, false)),
            MapFormat::QuantStudio => one(self.sample_setup(&sorted, true)),
            MapFormat::Cfx => self.by_colour(&sorted),
            MapFormat::Csv => one(self.csv(&sorted)),
        })
    }

    fn check(&self) -> Result<(), MapFault> {
        let is_plain = |text: &str| {
            !text.chars().any(|c| c.is_control() || matches!(c, ',' | ';' | '"' | '\t'))
        };
        if self.targets.is_empty() {
            return Err(MapFault::NoTarget);
        }
        let names = self.targets.iter().flat_map(|target| [target.name, target.reporter]);
        if !names.chain([self.plate]).all(is_plain) {
            return Err(MapFault::Text);
        }
        let mut seen = [false; 384];
        let mut tubes = std::collections::HashSet::new();
        for MapWell { well, sample, accession, task } in &self.wells {
            if self.size.number(*well).is_none() {
                return Err(MapFault::WellOutside(*well));
            }
            if std::mem::replace(&mut seen[usize::from(well.number())], true) {
                return Err(MapFault::WellTwice(*well));
            }
            if !is_plain(sample) || !is_plain(accession) {
                return Err(MapFault::Text);
            }
            if sample.trim().is_empty() {
                return Err(MapFault::NoSample(*well));
            }
            // Controls of one name may stand in many wells.
            if *task == Task::Unknown && !tubes.insert(sample.trim()) {
                return Err(MapFault::SampleTwice(*well));
            }
        }
        Ok(())
    }

    /// Both machines of Applied Biosystems. Colours of the screen, groups and amounts stay empty.
    fn sample_setup(&self, wells: &[&MapWell<'_>], is_numbered: bool) -> String {
        let mut text = String::new();
        let mut columns = vec!["Well"];
        if is_numbered {
            let _ = write!(text, "* Block Type = {}-Well Block\r\n", self.size.wells());
            let _ = write!(text, "* Experiment Barcode = {}\r\n\r\n", self.plate);
            columns.push("Well Position");
        }
        columns.extend(["Sample Name", "Sample Color", "Biogroup Name", "Biogroup Color"]);
        columns.extend(["Target Name", "Target Color", "Task", "Reporter", "Quencher"]);
        columns.extend(["Quantity", "Comments"]);
        let _ = write!(text, "[Sample Setup]\r\n{}\r\n", columns.join("\t"));
        for MapWell { well, sample, accession, task } in wells {
            let number = self.size.number(*well).unwrap_or_default();
            let place =
                if is_numbered { format!("{number}\t{}", plain(*well)) } else { plain(*well) };
            for MapTarget { name, reporter } in &self.targets {
                let task = task_word(*task);
                let _ = write!(
                    text,
                    "{place}\t{sample}\t\t\t\t{name}\t\t{task}\t{reporter}\t\t\t{accession}\r\n"
                );
            }
        }
        text
    }

    /// The software of the CFX takes a file with every well, for one colour at a time.
    fn by_colour(&self, wells: &[&MapWell<'_>]) -> Vec<MapFile> {
        let mut files: Vec<MapFile> = Vec::new();
        for MapTarget { name, reporter } in &self.targets {
            let mut text =
                String::from("Row,Column,*Target Name,*Sample Name,*Biological Group\r\n");
            for well in self.size.all() {
                let named = well.to_string();
                let (row, column) = named.split_at(1);
                let column = column.trim_start_matches('0');
                let stands = wells.iter().find(|one| one.well == well);
                let (target, sample) = stands.map_or(("", ""), |one| (*name, one.sample));
                let _ = write!(text, "{row},{column},{target},{sample},\r\n");
            }
            files.push(MapFile { reporter: Some((*reporter).into()), bytes: text.into_bytes() });
        }
        files
    }

    fn csv(&self, wells: &[&MapWell<'_>]) -> String {
        let mut text =
            String::from("Plate,Well,Well Number,Sample,Target,Reporter,Task,Accession\r\n");
        for MapWell { well, sample, accession, task } in wells {
            let number = self.size.number(*well).unwrap_or_default();
            for MapTarget { name, reporter } in &self.targets {
                let (plate, task) = (self.plate, task.word());
                let _ = write!(
                    text,
                    "{plate},{well},{number},{sample},{name},{reporter},{task},{accession}\r\n"
                );
            }
        }
        text
    }
}

/// `A1`, as machines of Applied Biosystems write wells.
fn plain(well: Well) -> String {
    let named = well.to_string();
    let (row, column) = named.split_at(1);
    format!("{row}{}", column.trim_start_matches('0'))
}

/// The word of Applied Biosystems; a positive control is a sample to them, and its name says it.
fn task_word(task: Task) -> &'static str {
    match task {
        Task::Control(Control::Negative | Control::Blank) => "NTC",
        Task::Standard => "STANDARD",
        _ => "UNKNOWN",
    }
}
