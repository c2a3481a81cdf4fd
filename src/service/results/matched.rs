//! A run against a plate and its kit: a verdict for every row, a reading for every well.

use std::collections::{BTreeMap, BTreeSet};

use tenfold_domain::code::{CodeRule, TubeCode};
use tenfold_domain::ct::{Ct, Kit, Reading, Target};
use tenfold_domain::plate::{Content, Plate, Well};

use super::Results;
use super::view::{Evidence, ResultsView, RowView, UnreadView, Word};
use crate::edge::instrument::{self, Run};

/// Differing wells that are told.
const EVIDENCE_MAX: usize = 8;

/// A file, and what it is held against.
pub(super) struct Given<'a> {
    pub run: &'a Run,
    /// It is of one colour by its own word.
    pub is_part: bool,
    /// Files of other colours, and this one where it was kept already.
    pub kept: &'a [Run],
    pub plate: &'a Plate,
    pub kit: &'a Kit,
    /// How tubes' codes look here.
    pub rules: &'a [CodeRule],
    /// What is known of samples that are no tubes of the plate.
    pub strange: &'a [(TubeCode, Word)],
}

/// A well's values so far, by target of the kit: none yet, or what was read.
type Values = Vec<Option<Option<Ct>>>;

/// The readings of a plate, or why the file is refused.
pub(super) fn matched(given: &Given<'_>) -> Results {
    let Given { run, plate, .. } = given;
    let mut view = ResultsView {
        plate: Some(plate.code.to_string()),
        format: Some(run.head.format.word()),
        again: run.again,
        empty_wells: run.empty_wells,
        notes: run.notes,
        ..ResultsView::default()
    };
    let (agreeing, differing) = given.compared();
    view.evidence = given.evidence(&differing);
    if plate.wells.iter().any(|(well, _)| !given.fits(*well)) {
        return Results::refused(view.but_refused(Word::OtherSize, ""));
    }
    if differing.len() > agreeing.len() {
        return Results::refused(view.but_refused(Word::OtherPlate, ""));
    }
    let waits_for = given.targets_missing();
    if !waits_for.is_empty() && !given.may_wait() {
        return Results::refused(view.but_refused(Word::TargetsMissing, &waits_for.join(", ")));
    }
    for row in &run.readings {
        let word = given.word(row).map_or_else(|word| word, |_| Word::Taken);
        view.rows.push(RowView::of(word, (row.line, row.well), (&row.sample, said(row))));
    }
    view.rows.extend(run.faults.iter().map(|(line, fault)| RowView::fault(*line, *fault)));
    view.rows.sort_by_key(|row| row.line);
    view.taken = view.rows.iter().filter(|row| row.word == Word::Taken.word()).count();
    view.named = view.rows.len() - view.taken;
    let part_of = (given.may_wait() && !given.is_kept()).then_some(plate.code);
    if !waits_for.is_empty() {
        view.waits(&waits_for);
        return Results { readings: None, machine: None, part_of, view };
    }
    let values = given.values();
    let mut readings = Vec::with_capacity(plate.wells.len());
    for (well, content) in &plate.wells {
        let of_well = values.get(well).map(Vec::as_slice).unwrap_or_default();
        let (reading, missing) = given.reading(of_well);
        if !missing.is_empty() {
            let tube = match content {
                Content::Tube(tube) => Some(tube.to_string()),
                Content::Control(_) => None,
            };
            view.unread.push(UnreadView { well: well.to_string(), tube, targets: missing });
        }
        readings.push((*well, reading));
    }
    Results { readings: Some((plate.code, readings)), machine: None, part_of, view }
}

/// What a row says its target is. A colour counts only where the file names no target: another
/// assay may use the same.
fn said(row: &instrument::Reading) -> &str {
    if row.target.is_empty() { &row.reporter } else { &row.target }
}

/// Colours that a filter's name tells: `VIC / HEX / Yellow555 (533-580)` are three, and
/// `Cy 5 (618-660)` is CY5.
fn colours(filter: &str) -> impl Iterator<Item = String> {
    let names = filter.split_once('(').map_or("", |(names, _)| names);
    names.split('/').map(|name| name.split_whitespace().collect())
}

impl Given<'_> {
    /// The target whose value a row is, or why it is not taken.
    fn word(&self, row: &instrument::Reading) -> Result<usize, Word> {
        let content = self.plate.at(row.well);
        match (self.tube(&row.sample), content) {
            (Some(code), Some(Content::Tube(there))) if code == there => {}
            (Some(code), _) => return Err(self.stranger(code)),
            (None, None) => return Err(Word::OutsideLayout),
            // A control goes by any name; a well without a name is the layout's.
            (None, Some(Content::Control(_))) => {}
            (None, Some(Content::Tube(_))) if row.sample.trim().is_empty() => {}
            (None, Some(Content::Tube(_))) => return Err(Word::NoCode),
        }
        if row.is_omitted {
            return Err(Word::Omitted);
        }
        self.target(row).ok_or(Word::UnknownTarget)
    }

    fn target(&self, row: &instrument::Reading) -> Option<usize> {
        let is_of = |target: &Target| {
            target.is_named(said(row)) || colours(said(row)).any(|name| target.is_named(&name))
        };
        self.kit.targets.iter().position(is_of)
    }

    /// All files of the plate: those that were kept in their order, then this one. Of a colour that
    /// was exported twice the later file counts.
    fn runs(&self) -> impl Iterator<Item = &Run> {
        let last = Some(self.run).filter(|_| !self.is_kept());
        self.kept.iter().chain(last)
    }

    fn is_kept(&self) -> bool {
        self.kept.contains(self.run)
    }

    /// A file of one colour of the kit, for a plate that was not read: it is kept for the others.
    fn may_wait(&self) -> bool {
        let is_of_kit = self.run.readings.iter().any(|row| self.target(row).is_some());
        self.is_part && is_of_kit && self.plate.read_at.is_none()
    }

    /// What was read in each well.
    fn values(&self) -> BTreeMap<Well, Values> {
        let mut values: BTreeMap<Well, Values> = BTreeMap::new();
        for row in self.runs().flat_map(|run| &run.readings) {
            if let Ok(target) = self.word(row) {
                let of_well = || vec![None; self.kit.targets.len()];
                values.entry(row.well).or_insert_with(of_well)[target] = Some(row.ct);
            }
        }
        values
    }

    /// A sample that is a tube's code: one of the plate, or in the shape of the campaign's codes.
    fn tube(&self, sample: &str) -> Option<TubeCode> {
        let code = TubeCode::scan(sample).ok()?;
        let is_ours = self.plate.tubes().any(|(_, tube)| tube == code)
            || self.strange.iter().any(|(known, _)| *known == code)
            || self.rules.iter().any(|rule| rule.accepts(code.0));
        is_ours.then_some(code)
    }

    fn stranger(&self, code: TubeCode) -> Word {
        if self.plate.tubes().any(|(_, tube)| tube == code) {
            return Word::OtherWell;
        }
        let known = self.strange.iter().find(|(known, _)| *known == code);
        known.map_or(Word::UnknownTube, |(_, word)| *word)
    }

    /// Wells in which the file has the layout's tube, and those in which it has another, with what
    /// it says there.
    fn compared(&self) -> (BTreeSet<Well>, BTreeMap<Well, &str>) {
        let (mut agreeing, mut differing) = (BTreeSet::new(), BTreeMap::new());
        for row in &self.run.readings {
            let Some(tube) = self.tube(&row.sample) else { continue };
            if self.plate.at(row.well) == Some(Content::Tube(tube)) {
                agreeing.insert(row.well);
            } else {
                differing.insert(row.well, row.sample.as_str());
            }
        }
        (agreeing, differing)
    }

    fn evidence(&self, differing: &BTreeMap<Well, &str>) -> Vec<Evidence> {
        let told = differing.iter().take(EVIDENCE_MAX).map(|(well, file)| Evidence {
            well: well.to_string(),
            file: (*file).into(),
            plate: match self.plate.at(*well) {
                Some(Content::Tube(tube)) => Some(tube.to_string()),
                Some(Content::Control(_)) | None => None,
            },
        });
        told.collect()
    }

    /// The plate of the file has this well, as far as the file says how large it is.
    fn fits(&self, well: Well) -> bool {
        let head = &self.run.head;
        !head.plate_size_is_said || head.plate_size.number(well).is_some()
    }

    /// Targets of the kit that no row of the files is of, with their colours: a file of one colour
    /// is no result yet.
    fn targets_missing(&self) -> Vec<String> {
        let has = |at: usize| {
            let mut rows = self.runs().flat_map(|run| &run.readings);
            rows.any(|row| self.target(row) == Some(at))
        };
        let missing = self.kit.targets.iter().enumerate().filter(|(at, _)| !has(*at));
        let told = missing.map(|(_, Target { name, reporter, .. })| match reporter.as_str() {
            "" => name.clone(),
            reporter => format!("{name} ({reporter})"),
        });
        told.collect()
    }

    /// A well's reading, and the targets it lacks: with one of them missing nothing is read.
    fn reading(&self, values: &[Option<Option<Ct>>]) -> (Reading, Vec<String>) {
        let value = |at: usize| values.get(at).copied().flatten();
        let targets = self.kit.targets.iter().enumerate();
        let missing = targets.filter(|(at, _)| value(*at).is_none());
        let missing: Vec<String> = missing.map(|(_, target)| target.name.clone()).collect();
        match missing.is_empty() {
            true => ((0..self.kit.targets.len()).filter_map(value).collect(), missing),
            false => (Reading::new(), missing),
        }
    }
}
