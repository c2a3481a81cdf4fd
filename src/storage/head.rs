//! The current state of tubes, boxes, plates and recollections as rows. Heads can be rebuilt
//! from the facts at any time; `tenfold verify` does and compares.

use tenfold_domain::code::PersonKey;
use tenfold_domain::plate::{Content, Plate, Well};
use tenfold_domain::recollection::Recollection;
use tenfold_domain::term::{Class, Control, Finding};
use tenfold_domain::transport::{BoxStage, Case};
use tenfold_domain::tube::{Column, Member, Stage, Tube};

use super::cell::{BadCell, Cell, Field};
use super::trail::Trail;

/// Columns of `tube` after the region.
pub const TUBE: [&str; 27] = [
    "code",
    "round",
    "lane",
    "capacity",
    "opened_at",
    "first_swab_at",
    "box_code",
    "lab",
    "accession",
    "received_at",
    "people",
    "strictest",
    "members",
    "stage",
    "attempts",
    "plate",
    "well",
    "call",
    "stage_staff",
    "stage_at",
    "store",
    "keep_until_at",
    "reject_reason",
    "void_reason",
    "relabelled_to",
    "facts",
    "blind",
];

/// Columns of `box` after the region.
pub const BOX: [&str; 14] = [
    "code",
    "site",
    "routed",
    "oldest_swab_at",
    "sealed_at",
    "stage",
    "holder",
    "lab",
    "tubes",
    "facts",
    "in_time",
    "start_at",
    "strictest",
    "original",
];

/// Columns of `plate` after the region.
pub const PLATE: [&str; 6] = ["code", "lab", "kit", "wells", "facts", "read_at"];

/// Columns of `recollection` after the region.
pub const RECOLLECTION: [&str; 10] =
    ["person", "source", "cause", "lab", "due_at", "squad", "findings", "sampled", "open", "ended"];

/// Bytes of one member in a tube's row: ledger number, person, place, class and swab.
const MEMBER_BYTES: usize = 8 + 16 + 1 + 1;

fn pack_members(members: &[Member], out: &mut Vec<u8>) {
    for member in members {
        out.extend_from_slice(&member.seq.to_le_bytes());
        out.extend_from_slice(&member.person.0);
        out.push(member.position);
        out.push(member.class.number() << 1 | u8::from(member.swabbed));
    }
}

fn unpack_members(bytes: &[u8]) -> Result<Vec<Member>, BadCell> {
    let wanted = "members";
    let chunks = bytes.chunks(MEMBER_BYTES);
    chunks
        .map(|chunk| {
            let (seq, rest) = chunk.split_first_chunk::<8>().ok_or(BadCell { wanted })?;
            let (person, rest) = rest.split_first_chunk::<16>().ok_or(BadCell { wanted })?;
            let [position, last] = *rest else { return Err(BadCell { wanted }) };
            Ok(Member {
                seq: u64::from_le_bytes(*seq),
                person: PersonKey(*person),
                position,
                class: Class::from_number(last >> 1).ok_or(BadCell { wanted })?,
                swabbed: last & 1 == 1,
            })
        })
        .collect()
}

/// One line a stage: its number in the column `stage`, never given to another, and the columns of
/// its own facts. Both ways of the table come from it.
macro_rules! stages {
    ($stage:ident in $at:literal: $number_of:ident $put:ident $read:ident
        $($number:literal $variant:ident { $($field:tt $name:ident = $column:literal),* };)+) => {
        /// The number of a stage in the column `stage`; the order of a life.
        pub fn $number_of(stage: &$stage) -> i64 {
            match stage { $($stage::$variant { .. } => $number,)+ }
        }

        /// Puts a stage and its facts into their columns.
        fn $put<'a>(stage: &'a $stage, row: &mut [Cell<'a>]) {
            row[$at] = Cell::Int($number_of(stage));
            match stage { $(
                $stage::$variant { $($field: $name),* } => { $(row[$column] = $name.cell();)* }
            )+ }
        }

        /// The stage of a row.
        fn $read(row: &[Cell<'_>]) -> Result<$stage, BadCell> {
            Ok(match u8::from_cell(row[$at])? {
                $($number => $stage::$variant { $($field: Field::from_cell(row[$column])?),* },)+
                _ => return Err(BadCell { wanted: stringify!($stage) }),
            })
        }
    };
}

// A tube's.
stages! {
    Stage in 13: stage_number put_stage stage
    1 Open {};
    2 Sealed {};
    3 Packed {};
    4 InTransit {};
    5 Received { attempts attempts = 14 };
    6 InTest { attempts attempts = 14, plate plate = 15, well well = 16 };
    7 Called { call call = 17, by by = 18, at at = 19 };
    8 Reviewed { call call = 17 };
    9 Published { call call = 17, at at = 19 };
    10 Stored { call call = 17, keep_until_at keep_until_at = 21 };
    11 Discarded { call call = 17 };
    12 Rejected { 0 reason = 22 };
    13 Void { 0 reason = 23 };
    14 Relabelled { 0 to = 24 };
}

// A box's.
stages! {
    BoxStage in 5: box_stage_number put_box_stage box_stage
    1 Open {};
    2 Sealed {};
    3 InTransit { holder holder = 6 };
    4 Received { lab lab = 7 };
    5 Emptied { lab lab = 7 };
    6 Lost {};
}

/// The column of the conservation law that a stage's number belongs to; `None` for a tube that
/// goes on under another label, whose people are counted there. Agrees with [`Stage::column`].
pub fn column(stage: u8) -> Option<Column> {
    Some(match stage {
        1 => Column::Open,
        2 => Column::Sealed,
        3 => Column::Boxed,
        4 => Column::InTransit,
        5 => Column::Received,
        6 => Column::InTest,
        7..=11 => Column::Resulted,
        12 | 13 => Column::Void,
        _ => return None,
    })
}

/// A tube as a row of [`TUBE`]; `bytes` holds what the cells borrow.
pub fn tube_cells<'a>(tube: &'a Tube, trail: &'a Trail, bytes: &'a mut Vec<u8>) -> [Cell<'a>; 27] {
    bytes.clear();
    pack_members(&tube.members, bytes);
    let mut row = [Cell::Null; 27];
    row[..13].copy_from_slice(&[
        tube.code.cell(),
        tube.round.cell(),
        tube.lane.cell(),
        tube.capacity.cell(),
        tube.opened_at.cell(),
        tube.first_swab_at.cell(),
        tube.box_code.cell(),
        tube.lab.cell(),
        tube.accession.cell(),
        tube.received_at.cell(),
        Cell::Int(tube.members.len() as i64),
        Cell::Int(i64::from(tube.strictest().number())),
        Cell::Blob(bytes),
    ]);
    row[20] = tube.store.cell();
    row[25] = Cell::Blob(trail.bytes());
    row[26] = tube.blind.cell();
    put_stage(&tube.stage, &mut row);
    row
}

/// The tube of a row of [`TUBE`], with its trail.
pub fn tube(row: &[Cell<'_>]) -> Result<(Tube, Trail), BadCell> {
    fn at<T: Field>(row: &[Cell<'_>], place: usize) -> Result<T, BadCell> {
        T::from_cell(row[place])
    }
    let Cell::Blob(members) = row[12] else { return Err(BadCell { wanted: "members" }) };
    let tube = Tube {
        code: at(row, 0)?,
        round: at(row, 1)?,
        lane: at(row, 2)?,
        capacity: at(row, 3)?,
        opened_at: at(row, 4)?,
        first_swab_at: at(row, 5)?,
        box_code: at(row, 6)?,
        lab: at(row, 7)?,
        accession: at(row, 8)?,
        received_at: at(row, 9)?,
        members: unpack_members(members)?,
        store: at(row, 20)?,
        blind: at(row, 26)?,
        stage: stage(row)?,
    };
    Ok((tube, trail(row[25])?))
}

fn trail(cell: Cell<'_>) -> Result<Trail, BadCell> {
    match cell {
        Cell::Blob(bytes) => Trail::from_bytes(bytes),
        _ => Err(BadCell { wanted: "trail" }),
    }
}

/// A box as a row of [`BOX`]; `text` holds its manifest, codes with a space between.
pub fn box_cells<'a>(case: &'a Case, trail: &'a Trail, text: &'a mut String) -> [Cell<'a>; 14] {
    text.clear();
    for tube in &case.tubes {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(tube.as_str());
    }
    let mut row = [Cell::Null; 14];
    row[..5].copy_from_slice(&[
        case.code.cell(),
        case.site.cell(),
        case.routed.cell(),
        case.oldest_swab_at.cell(),
        case.sealed_at.cell(),
    ]);
    put_box_stage(&case.stage, &mut row);
    (row[8], row[9]) = (Cell::Text(text), Cell::Blob(trail.bytes()));
    row[10..].copy_from_slice(&[
        case.in_time.cell(),
        case.start_at.cell(),
        case.strictest.cell(),
        case.original.cell(),
    ]);
    row
}

/// The box of a row of [`BOX`], with its trail.
pub fn case(row: &[Cell<'_>]) -> Result<(Case, Trail), BadCell> {
    let Cell::Text(tubes) = row[8] else { return Err(BadCell { wanted: "manifest" }) };
    let case = Case {
        code: Field::from_cell(row[0])?,
        site: Field::from_cell(row[1])?,
        routed: Field::from_cell(row[2])?,
        oldest_swab_at: Field::from_cell(row[3])?,
        sealed_at: Field::from_cell(row[4])?,
        in_time: Field::from_cell(row[10])?,
        start_at: Field::from_cell(row[11])?,
        strictest: Field::from_cell(row[12])?,
        original: Field::from_cell(row[13])?,
        stage: box_stage(row)?,
        tubes: tubes
            .split_ascii_whitespace()
            .map(|code| Field::from_cell(Cell::Text(code)))
            .collect::<Result<_, _>>()?,
    };
    Ok((case, trail(row[9])?))
}

/// A plate as a row of [`PLATE`]; `text` holds its wells, `number=content` with spaces between,
/// a control as `!` and its number.
pub fn plate_cells<'a>(plate: &'a Plate, trail: &'a Trail, text: &'a mut String) -> [Cell<'a>; 6] {
    use std::fmt::Write as _;
    text.clear();
    for (well, content) in &plate.wells {
        // Writing into a string cannot fail.
        let _ = match content {
            Content::Tube(tube) => write!(text, "{}={tube} ", well.number()),
            Content::Control(control) => write!(text, "{}=!{} ", well.number(), control.number()),
        };
    }
    [
        plate.code.cell(),
        plate.lab.cell(),
        plate.kit.cell(),
        Cell::Text(text),
        Cell::Blob(trail.bytes()),
        plate.read_at.cell(),
    ]
}

/// The plate of a row of [`PLATE`], with its trail.
pub fn plate(row: &[Cell<'_>]) -> Result<(Plate, Trail), BadCell> {
    let wanted = "wells";
    let Cell::Text(wells) = row[3] else { return Err(BadCell { wanted }) };
    let well = |pair: &str| {
        let (number, content) = pair.split_once('=')?;
        let well = Well::from_number(number.parse().ok()?)?;
        let content = match content.strip_prefix('!') {
            Some(control) => Content::Control(Control::from_number(control.parse().ok()?)?),
            None => Content::Tube(Field::from_cell(Cell::Text(content)).ok()?),
        };
        Some((well, content))
    };
    let pairs = wells.split_ascii_whitespace().map(|pair| well(pair).ok_or(BadCell { wanted }));
    let plate = Plate {
        code: Field::from_cell(row[0])?,
        lab: Field::from_cell(row[1])?,
        kit: Field::from_cell(row[2])?,
        wells: pairs.collect::<Result<_, _>>()?,
        read_at: Field::from_cell(row[5])?,
    };
    Ok((plate, trail(row[4])?))
}

/// A recollection as a row of [`RECOLLECTION`]; `None` closes the row.
pub fn recollection_cells<'a>(
    person: &'a PersonKey,
    owed: Option<&'a Recollection>,
    bytes: &'a mut Vec<u8>,
) -> [Cell<'a>; 10] {
    bytes.clear();
    let Some(owed) = owed else {
        let mut closed = [Cell::Null; 10];
        (closed[0], closed[8]) = (person.cell(), Cell::Int(0));
        return closed;
    };
    bytes.extend(owed.findings.iter().map(|finding| finding.number()));
    [
        person.cell(),
        owed.source.cell(),
        owed.cause.cell(),
        owed.lab.cell(),
        owed.due_at.cell(),
        owed.squad.cell(),
        Cell::Blob(bytes),
        owed.sampled.cell(),
        Cell::Int(1),
        owed.ended.cell(),
    ]
}

/// The open recollection of a row of [`RECOLLECTION`].
pub fn recollection(row: &[Cell<'_>]) -> Result<(PersonKey, Recollection), BadCell> {
    let wanted = "findings";
    let Cell::Blob(findings) = row[6] else { return Err(BadCell { wanted }) };
    let finding = |number: &u8| Finding::from_number(*number).ok_or(BadCell { wanted });
    let owed = Recollection {
        source: Field::from_cell(row[1])?,
        cause: Field::from_cell(row[2])?,
        lab: Field::from_cell(row[3])?,
        due_at: Field::from_cell(row[4])?,
        squad: Field::from_cell(row[5])?,
        findings: findings.iter().map(finding).collect::<Result<_, _>>()?,
        sampled: Field::from_cell(row[7])?,
        ended: Field::from_cell(row[9])?,
    };
    Ok((Field::from_cell(row[0])?, owed))
}
