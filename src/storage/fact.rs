//! Which table keeps which fact. One line a kind: the table's number (part of the hash chain,
//! never given to another), its name, its columns after the stamp.

use tenfold_domain::event::Event;

use super::cell::{BadCell, Cell, Field, Shown};

/// A table of facts.
#[derive(Debug)]
pub struct Table {
    /// Its number in the hash chain.
    pub number: u8,
    /// Its name in SQL.
    pub name: &'static str,
    /// Its columns after the stamp's.
    pub columns: &'static [&'static str],
}

/// The columns every table of facts begins with: key, then stamp.
pub const STAMP_COLUMNS: [&str; 8] =
    ["region", "seq", "scan_id", "fingerprint", "staff", "device", "at", "recorded_at"];

macro_rules! facts {
    ($($number:literal $variant:ident $table:literal ($($field:ident),*);)+) => {
        /// Every table of facts.
        pub const TABLES: &[Table] = &[$(
            Table { number: $number, name: $table, columns: &[$(stringify!($field)),*] },
        )+];

        /// The place of an event's table in [`TABLES`].
        pub fn table(event: &Event) -> usize {
            let number = match event { $(Event::$variant { .. } => $number,)+ };
            number - 1
        }

        /// An event's values, in the order of its table's columns.
        pub fn cells<'a>(event: &'a Event, out: &mut Vec<Cell<'a>>) {
            match event { $(
                Event::$variant { $($field),* } => out.extend([$($field.cell()),*]),
            )+ }
        }

        /// An event's values as people read them, each with its column's name.
        pub fn shown(event: &Event) -> Vec<(&'static str, Shown)> {
            match event { $(
                Event::$variant { $($field),* } => {
                    vec![$((stringify!($field), $field.shown())),*]
                }
            )+ }
        }

        /// The event of a table's row.
        pub fn event(table: &Table, cells: &[Cell<'_>]) -> Result<Event, BadCell> {
            let mut cells = cells.iter().copied();
            let mut next = || cells.next().ok_or(BadCell { wanted: "column" });
            match table.number {
                $($number => Ok(Event::$variant { $($field: Field::from_cell(next()?)?),* }),)+
                _ => Err(BadCell { wanted: "known table" }),
            }
        }
    };
}

facts! {
    1 TubeOpened "tube_opening" (tube, round, lane, capacity);
    2 Registered "registration"
        (tube, person, round, lane, class, position, previous, sealed);
    3 Withdrawn "withdrawal" (tube, person, reason);
    4 Swabbed "swab" (tube, person, count, first_swab_at);
    5 GlovesChanged "glove_change" (collector);
    6 TubeSealed "tube_seal" (tube, count, short);
    7 TubeVoided "tube_void" (tube, reason);
    8 TubeRelabelled "relabel" (tube, to, reason);
    9 BoxOpened "box_opening" (box_code, site);
    10 TubePacked "packing" (box_code, tube);
    11 TubeUnpacked "unpacking" (box_code, tube);
    12 BoxSealed "box_seal" (box_code, count, oldest_swab_at);
    13 BoxRouted "box_route" (box_code, lab, arrive_at, outcome_at, feasible);
    14 HandedOver "handover" (box_code, giver, taker, given, taken);
    15 BoxLost "box_loss" (box_code);
    16 BoxReceived "box_receipt" (box_code, lab, courier, receiver, count);
    17 TubeReceived "accession" (tube, lab, accession);
    18 TubeRejected "rejection" (tube, lab, reason);
    19 BoxEmptied "box_emptying" (box_code, missing);
    20 PlateLoaded "plate_load" (plate, lab, kit);
    21 WellLoaded "well" (plate, well, content);
    22 RunRead "run" (plate, valid);
    23 Called "call" (tube, lab, call, attempt, plate, well, ct);
    24 CallAmended "amendment" (tube, from, call);
    25 Reviewed "review" (tube, call);
    26 Published "publication" (tube, call);
    27 Stored "storage" (tube, store, keep_until_at);
    28 Discarded "discard" (tube);
    29 RecollectionOpened "recollection_opening" (person, tube, cause, lab, due_at);
    30 RecollectionAssigned "recollection_assignment" (person, squad);
    31 RecollectionAttempted "recollection_attempt" (person, finding, attempt);
    32 RecollectionSampled "recollection_swab" (person, tube);
    33 RecollectionClosed "recollection_closing" (person, tube, call, late);
    34 Notified "notice" (tube, person, party, message);
    35 Acknowledged "acknowledgement" (tube, person, party, message);
    36 Differed "difference" (difference, tube, box_code, expected, counted);
    37 Kept "kept_command" (refusal, act, original);
    38 Resolved "resolution" (discrepancy, resolution);
    39 TubeFound "tube_find" (tube);
    40 RecollectionCancelled "recollection_cancelling" (person, tube, discrepancy);
    41 Overridden "check_override" (person, tube, supervisor);
    42 GuardianNamed "guardian" (person, guardian, tube);
    43 BoxReserved "reservation" (box_code, lab, start_at, strictest, original, reason);
    44 BoxUnrouted "unrouting" (box_code, strictest, original, reason);
    45 LabClosed "lab_closing" (lab, reason, until_at);
    46 LabOpened "lab_opening" (lab);
    47 LabLimited "lab_limit" (lab, tubes_per_hour, tests_left);
    48 ControlRead "control_reading"
        (plate, lab, kit, machine, well, control, target, ct, valid);
    49 BlindMarked "blind_marking" (tube, expected);
    50 BlindCompared "blind_comparison" (tube, lab, expected, call, found);
    51 BlindSpared "blind_sparing" (tube, people);
    52 CourseBegun "course_beginning" (person, schedule, day_zero_at, squad, contact);
    53 CourseSampled "course_swab" (person, tube);
    54 CourseResulted "course_call" (person, tube, swab_at, call);
    55 CourseEnded "course_ending" (person, reason, next);
    56 RecollectionEnded "recollection_ending" (person, reason);
    57 NoticeEscalated "notice_escalation" (tube, person, party, message, step);
    58 LotBegun "lot_beginning" (lab, kit, control, lot);
    59 AmendedFor "amendment_reason" (tube, reason);
}

#[cfg(test)]
mod tests {
    use super::TABLES;

    #[test]
    fn a_table_stands_at_its_number() {
        for (place, table) in TABLES.iter().enumerate() {
            assert_eq!(usize::from(table.number), place + 1, "{}", table.name);
        }
    }
}
