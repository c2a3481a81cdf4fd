//! Plate maps that are sent, read back as the machines' results are.

use tenfold::edge::instrument::{
    Asked, Format, MapFault, MapFormat, MapTarget, MapWell, PlateMap, PlateSize, Run, Task, read,
};
use tenfold::setup::instrument::from_toml;
use tenfold_domain::plate::Well;
use tenfold_domain::term::Control;

fn well(text: &str) -> Well {
    Well::parse(text).expect("a well")
}

/// Codes of so many tubes.
fn tubes(count: u16) -> Vec<String> {
    (0..count).map(|tube| format!("00123{tube:07}")).collect()
}

/// A full plate, the last two wells controls.
fn full<'a>(size: PlateSize, tubes: &'a [String]) -> PlateMap<'a> {
    let targets = [("ORF1ab", "FAM"), ("N", "VIC"), ("IC", "CY5")];
    let targets = targets.map(|(name, reporter)| MapTarget { name, reporter }).into();
    let last = usize::from(size.wells()) - 2;
    let wells = size.all().zip(0..).map(|(well, place)| match place {
        _ if place == last => {
            MapWell { well, sample: "NTC", accession: "", task: Task::Control(Control::Negative) }
        }
        _ if place > last => {
            MapWell { well, sample: "PC", accession: "", task: Task::Control(Control::Positive) }
        }
        _ => MapWell {
            well,
            sample: &tubes[place],
            accession: "1-20220401-0007",
            task: Task::Unknown,
        },
    });
    PlateMap { plate: "PL20220401007", size, targets, wells: wells.collect() }
}

fn text(map: &PlateMap<'_>, format: MapFormat) -> String {
    let mut files = map.write(format).expect("a map");
    assert_eq!(files.len(), 1);
    String::from_utf8(files.remove(0).bytes).expect("text")
}

/// The rows of a map as a machine hands them back, with a cycle number at the end of each.
fn returned(map: &str, separator: char, ct: &str) -> String {
    let mut heading = false;
    let rows = map.lines().map(|line| match line {
        "[Sample Setup]" => "[Results]\r\n".into(),
        "" => "\r\n".into(),
        _ if line.starts_with('*') => format!("{line}\r\n"),
        _ => {
            let cell = if heading { "Undetermined" } else { ct };
            heading = true;
            format!("{line}{separator}{cell}\r\n")
        }
    });
    rows.collect()
}

/// Every well, sample and target of the map came back, and nothing else.
fn same(map: &PlateMap<'_>, run: &Run) {
    let sent = map.wells.iter().flat_map(|stands| {
        map.targets.iter().map(move |target| (stands.well, stands.sample, target.name))
    });
    let back = run.readings.iter().map(|r| (r.well, r.sample.as_str(), r.target.as_str()));
    assert_eq!(sent.collect::<Vec<_>>(), back.collect::<Vec<_>>());
    assert_eq!((run.faults.len(), run.head.plate_size), (0, map.size));
}

#[test]
fn maps_of_applied_biosystems_come_back_as_they_went() {
    let tubes = tubes(384);
    for size in [PlateSize::Wells96, PlateSize::Wells384] {
        let map = full(size, &tubes);
        let sent = text(&map, MapFormat::QuantStudio);
        let run = read(returned(&sent, '\t', "CT").as_bytes(), &Asked::default()).expect("read");
        assert_eq!(run.head.format, Format::QuantStudio);
        assert_eq!(run.head.facts.plate.as_deref(), Some("PL20220401007"));
        same(&map, &run);
    }
    let map = full(PlateSize::Wells96, &tubes);
    let sent = text(&map, MapFormat::Abi7500);
    assert!(sent.starts_with("[Sample Setup]\r\nWell\tSample Name\tSample Color\t"), "{sent}");
    let run = read(returned(&sent, '\t', "C\u{442}").as_bytes(), &Asked::default()).expect("read");
    assert_eq!(run.head.format, Format::Abi7500V2);
    same(&map, &run);
    let negative = run.readings.iter().filter(|r| r.task == Task::Control(Control::Negative));
    assert_eq!(negative.count(), 3);
}

#[test]
fn the_csv_comes_back_by_name_and_by_number() {
    let tubes = tubes(384);
    for (size, column) in [
        (PlateSize::Wells96, "Well"),
        (PlateSize::Wells384, "Well"),
        (PlateSize::Wells384, "Well Number"),
    ] {
        let mapping = format!(
            "name = \"ours\"\nplate_size = {}\n[columns]\nplate = \"Plate\"\nwell = \"{column}\"\n\
             sample = \"Sample\"\ntarget = \"Target\"\nreporter = \"Reporter\"\ntask = \"Task\"\n\
             ct = \"Ct\"\n",
            size.wells()
        );
        let mapping = from_toml("mapping", &mapping).expect("a mapping");
        let map = full(size, &tubes);
        let sent = returned(&text(&map, MapFormat::Csv), ',', "Ct");
        let asked = Asked { mapping: Some(&mapping), plate_size: None };
        let run = read(sent.as_bytes(), &asked).expect("read");
        same(&map, &run);
        assert!(run.readings.iter().all(|reading| reading.plate == "PL20220401007"));
        let tasks: Vec<Task> = run.readings.iter().map(|reading| reading.task).collect();
        let sent = map.wells.iter().flat_map(|stands| [stands.task; 3]);
        assert_eq!(tasks, sent.collect::<Vec<_>>());
    }
}

#[test]
fn the_cfx_gets_every_well_for_each_colour() {
    let tubes = tubes(96);
    let mut map = full(PlateSize::Wells96, &tubes);
    map.wells.remove(12);
    let files = map.write(MapFormat::Cfx).expect("a map");
    let colours: Vec<&str> = files.iter().filter_map(|file| file.reporter.as_deref()).collect();
    assert_eq!(colours, ["FAM", "VIC", "CY5"]);
    for (file, target) in files.iter().zip(&map.targets) {
        let mut rows = csv::Reader::from_reader(&file.bytes[..]);
        let heading = rows.headers().expect("a heading").iter().collect::<Vec<_>>().join(",");
        assert_eq!(heading, "Row,Column,*Target Name,*Sample Name,*Biological Group");
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 96);
        assert_eq!(rows[12].iter().collect::<Vec<_>>(), ["B", "1", "", "", ""], "an empty well");
        let stand: Vec<MapWell<'_>> = rows
            .iter()
            .filter(|row| !row[3].is_empty())
            .map(|row| {
                assert_eq!(&row[2], target.name);
                let at = well(&format!("{}{}", &row[0], &row[1]));
                *map.wells.iter().find(|one| one.well == at && one.sample == &row[3]).expect("sent")
            })
            .collect();
        assert_eq!(stand, map.wells);
    }
}

#[test]
fn maps_that_would_be_misread_are_refused() {
    let tubes = tubes(96);
    let check = |change: &dyn Fn(&mut PlateMap<'_>), fault: MapFault| {
        let mut map = full(PlateSize::Wells96, &tubes);
        change(&mut map);
        assert_eq!(map.write(MapFormat::Csv), Err(fault));
        assert!(!fault.zh().is_empty() && !fault.en().is_empty());
    };
    check(&|map| map.wells[3].well = well("A13"), MapFault::WellOutside(well("A13")));
    check(&|map| map.wells[3].well = well("A1"), MapFault::WellTwice(well("A1")));
    check(&|map| map.wells[3].sample = "001230000000", MapFault::SampleTwice(well("A4")));
    check(&|map| map.wells[3].sample = " ", MapFault::NoSample(well("A4")));
    check(&|map| map.wells[3].sample = "a\tb", MapFault::Text);
    check(&|map| map.targets[0].name = "N,E", MapFault::Text);
    check(&|map| map.targets.clear(), MapFault::NoTarget);
}
