//! A plan's limits: a protocol file becomes [`Protocol`].
//!
//! The shape is that of `fixtures/protocols/*.toml`. A key that no limit knows is an error, so
//! that a mistyped limit cannot silently become none.

use std::path::Path;

use tenfold_domain::code::{CODE_LENGTH_MAX, Check, CodeRule};
use tenfold_domain::ct::Ct;
use tenfold_domain::protocol::{
    ClassRule, ClockRule, Escalation, LabRule, Protocol, QualityRule, RecollectionRule,
    RoutingRule, Schedule, StaffingRule, TransportRule,
};
use tenfold_domain::term::{Area, Class, ControlRule, Party};
use tenfold_domain::time::Minutes;

use super::protocol_file::{
    CertificatesFile, CheckFile, ClassFile, CodeFile, EscalationFile, LabFile, ProtocolFile,
    QualityFile, RecollectionFile, RoutingFile, ScheduleFile, StaffingFile, TransportFile,
};
use super::{Blame, SetupError, parse, read, utc_offset};

/// Most persons in one tube: above the 20 of any plan, and far below what a tube can hold.
const PERSONS_PER_TUBE_MAX: u8 = 50;
/// Most tubes in one box: its manifest is one row, and a courier carries it.
const TUBES_PER_BOX_MAX: u16 = 200;
/// Most tests of one specimen beyond the first: what a tube holds ends sooner.
const RETESTS_MAX: u8 = 20;

/// Most points that the limits of a chart are made of: more would take a lab weeks.
const BASELINE_MAX: u16 = 1_000;
/// Most kinds of certificate, and the longest: a report's code has room for so many.
const CERTIFICATES_MAX: usize = 4;
const CERTIFICATE_HOURS_MAX: u16 = 30 * 24;

/// Reads a protocol file.
///
/// # Errors
/// As [`from_toml`], and [`SetupError::Read`].
pub fn load(path: &Path) -> Result<Protocol, SetupError> {
    from_toml(&path.display().to_string(), &read(path)?)
}

/// Reads the text of a protocol file; `file` is its name in error texts.
///
/// # Errors
/// [`SetupError::Toml`] for unknown, missing and mistyped keys; [`SetupError::Value`] for a
/// class listed twice or not at all, a tube size that does not exist, a count of nothing or
/// beyond what a tube, a box or a specimen allows, and code rules that would
/// let one code pass for another.
pub fn from_toml(file: &str, text: &str) -> Result<Protocol, SetupError> {
    let content: ProtocolFile = parse(file, text)?;
    let blame = Blame { file, text };
    blame.must(!content.name.trim().is_empty(), "name", "is empty: give the plan's short name")?;
    let sizes = &content.capacities;
    let help = format!("a tube of more than {PERSONS_PER_TUBE_MAX} persons does not exist");
    let real = sizes.iter().all(|size| *size <= PERSONS_PER_TUBE_MAX);
    blame.must(real, "capacities", &help)?;
    let sound = !sizes.is_empty() && !sizes.contains(&0) && sizes.windows(2).all(|w| w[0] < w[1]);
    blame.must(sound, "capacities", "list the tube sizes in persons, ascending, from 1")?;
    for size in content.batch_capacity {
        size_exists(&blame, sizes, "batch_capacity", size)?;
    }
    let tube_codes = codes(&blame, "tube_codes", content.tube_codes)?;
    let box_codes = codes(&blame, "box_codes", content.box_codes)?;
    for (at, rule) in tube_codes.iter().enumerate() {
        let apart = box_codes.iter().all(|other| !overlap(rule, other));
        let help = "a box rule accepts such codes too: give tubes and boxes different prefixes \
                    or lengths";
        blame.must(apart, &format!("tube_codes.{}", at + 1), help)?;
    }
    Ok(Protocol {
        name: content.name,
        classes: classes(&blame, sizes, content.classes)?,
        capacities: content.capacities,
        batch_capacity: content.batch_capacity,
        tube_codes,
        box_codes,
        transport: transport(&blame, content.transport)?,
        routing: routing(&blame, content.routing)?,
        lab: lab(&blame, content.lab)?,
        quality: quality(&blame, content.quality)?,
        recollection: recollection(&blame, content.recollection)?,
        clock: ClockRule {
            ahead_max: content.clock.ahead_max.0,
            behind_max: content.clock.behind_max.0,
            utc_offset: utc_offset(&blame, "clock.utc_offset", &content.clock.utc_offset)?,
        },
        staffing: staffing(&blame, content.staffing)?,
        certificates: certificates(&blame, content.certificates)?,
        schedules: schedules(&blame, content.schedules)?,
    })
}

/// A tube size must be one of the protocol's.
fn size_exists(blame: &Blame, sizes: &[u8], key: &str, size: u8) -> Result<(), SetupError> {
    let help = format!("{size} is not a tube size: use one of `capacities`, {sizes:?}");
    blame.must(sizes.contains(&size), key, &help)
}

/// Every class once, strictest first: what [`Protocol::class`] falls back to.
fn classes(
    blame: &Blame,
    sizes: &[u8],
    files: Vec<ClassFile>,
) -> Result<Vec<ClassRule>, SetupError> {
    let mut rules: Vec<ClassRule> = Vec::new();
    for file in files {
        let rule = class(blame, sizes, file)?;
        let key = format!("classes.{}", rule.class.word());
        let new = rules.iter().all(|other| other.class != rule.class);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        rules.push(rule);
    }
    for class in Class::ALL {
        let listed = rules.iter().any(|rule| rule.class == *class);
        let key = format!("classes.{}", class.word());
        blame.must(listed, &key, "is missing: every class needs its limits once")?;
    }
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.class));
    Ok(rules)
}

fn class(blame: &Blame, sizes: &[u8], file: ClassFile) -> Result<ClassRule, SetupError> {
    let words: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
    let help = || format!("{:?} is not a class: use one of {}", file.class, words.join(", "));
    let class = Class::from_word(&file.class).ok_or_else(|| blame.error("classes", help()))?;
    let key = |name: &str| format!("classes.{}.{name}", class.word());
    size_exists(blame, sizes, &key("capacity"), file.capacity)?;
    let mut by_area = Vec::new();
    for (word, size) in file.capacity_by_area {
        let key = key("capacity_by_area");
        let words: Vec<&str> = Area::ALL.iter().map(|area| area.word()).collect();
        let help = || format!("{word:?} is not an area: use one of {}", words.join(", "));
        let area = Area::from_word(&word).ok_or_else(|| blame.error(key.as_str(), help()))?;
        size_exists(blame, sizes, &key, size)?;
        by_area.push((area, size));
    }
    let specimens = (1..=2).contains(&file.specimens);
    blame.must(specimens, &key("specimens"), "must be 1, or 2 for double sampling")?;
    let in_time = file.lab_limit.0 <= file.total_limit.0;
    blame.must(in_time, &key("total_limit"), "is shorter than lab_limit: it contains it")?;
    Ok(ClassRule {
        class,
        capacity: file.capacity,
        capacity_by_area: by_area,
        phone_mandatory: file.phone_mandatory,
        specimens: file.specimens,
        lab_limit: file.lab_limit.0,
        total_limit: file.total_limit.0,
    })
}

fn codes(blame: &Blame, list: &str, files: Vec<CodeFile>) -> Result<Vec<CodeRule>, SetupError> {
    blame.must(!files.is_empty(), list, "is empty: add the rule of the codes in use")?;
    let mut rules: Vec<CodeRule> = Vec::new();
    for (at, file) in files.into_iter().enumerate() {
        let key = |name: &str| format!("{list}.{}.{name}", at + 1);
        let [low, high] = file.length;
        let lengths = 1 <= low && low <= high && high <= CODE_LENGTH_MAX;
        blame.must(lengths, &key("length"), "must be [shortest, longest] within 1 and 16")?;
        let clean = file.prefix.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        let fits = clean && file.prefix.len() <= low;
        blame.must(
            fits,
            &key("prefix"),
            "must be capital letters and digits, within the length",
        )?;
        let check = match file.check {
            CheckFile::None => Check::None,
            CheckFile::Mod97 => Check::Mod97,
        };
        let digits_only = file.digits_only || check == Check::Mod97;
        let letters = file.prefix.bytes().any(|b| b.is_ascii_uppercase());
        let possible = !(digits_only && letters);
        blame.must(possible, &key("prefix"), "has letters, and the rule takes digits only")?;
        let rule = CodeRule { prefix: file.prefix, length: (low, high), digits_only, check };
        let weak = |other: &&CodeRule| other.check != rule.check && overlap(other, &rule);
        let apart = rules.iter().find(weak).is_none();
        let help = "lets a mistyped code of another rule pass unchecked: give it a letter prefix";
        blame.must(apart, &key("prefix"), help)?;
        rules.push(rule);
    }
    Ok(rules)
}

/// Whether one code could have the shape of both rules, checks aside.
fn overlap(a: &CodeRule, b: &CodeRule) -> bool {
    let lengths = a.length.0.max(b.length.0) <= a.length.1.min(b.length.1);
    let prefixes = a.prefix.starts_with(&b.prefix) || b.prefix.starts_with(&a.prefix);
    let letters = |rule: &CodeRule| rule.prefix.bytes().any(|byte| byte.is_ascii_uppercase());
    lengths && prefixes && !(a.digits_only && letters(b)) && !(b.digits_only && letters(a))
}

fn transport(blame: &Blame, file: TransportFile) -> Result<TransportRule, SetupError> {
    let key = "transport.tubes_per_box_max";
    blame.must(file.tubes_per_box_max > 0, key, "must be above 0: a box holds tubes")?;
    let help = format!("must be {TUBES_PER_BOX_MAX} at most: somebody carries the box");
    blame.must(file.tubes_per_box_max <= TUBES_PER_BOX_MAX, key, &help)?;
    let key = "transport.glove_disinfections_max";
    blame.must(file.glove_disinfections_max > 0, key, "must be above 0")?;
    Ok(TransportRule {
        tubes_per_box_max: file.tubes_per_box_max,
        collection_interval: file.collection_interval.0,
        room_limit: file.room_limit.0,
        glove_disinfections_max: file.glove_disinfections_max,
    })
}

fn routing(blame: &Blame, file: RoutingFile) -> Result<RoutingRule, SetupError> {
    for (key, percent) in [
        ("routing.drive_percent", file.drive_percent),
        ("routing.queue_percent", file.queue_percent),
    ] {
        blame.must(percent <= 1_000, key, "must be 1000 at most: ten times is a ban")?;
    }
    let help = "must be below 100: somebody else has boxes, too";
    blame.must(file.first_percent < 100, "routing.first_percent", help)?;
    let help = "must be above 0: a lab without a failed run would get nothing";
    blame.must(file.failed_runs_max > 0, "routing.failed_runs_max", help)?;
    Ok(RoutingRule {
        drive_percent: file.drive_percent,
        queue_percent: file.queue_percent,
        gain: file.gain.0,
        first_percent: file.first_percent,
        failed_runs_max: file.failed_runs_max,
    })
}

fn lab(blame: &Blame, file: LabFile) -> Result<LabRule, SetupError> {
    let help = format!("must be {RETESTS_MAX} at most: a specimen is used up by then");
    blame.must(file.retests_max <= RETESTS_MAX, "lab.retests_max", &help)?;
    Ok(LabRule {
        retests_max: file.retests_max,
        grey_becomes_positive: file.grey_becomes_positive,
        publish_on_review: file.publish_on_review,
        keep_negative: file.keep_negative.0,
        keep_positive: file.keep_positive.0,
        report_limit: file.report_limit.map(|limit| limit.0),
        untested_limit: file.untested_limit.0,
        controls_min: file.controls_min.into(),
    })
}

fn quality(blame: &Blame, file: QualityFile) -> Result<QualityRule, SetupError> {
    let help = format!("must lie between 2 and {BASELINE_MAX}: points of control wells");
    blame.must((2..=BASELINE_MAX).contains(&file.baseline), "quality.baseline", &help)?;
    let cycles = (0.0..=10.0).contains(&file.deviation_min);
    blame.must(cycles, "quality.deviation_min", "must lie between 0 and 10 cycles")?;
    let chance = 0.000_001 <= file.chance && file.chance <= 0.5;
    blame.must(chance, "quality.chance", "must lie between 0.000001 and 0.5")?;
    let help = "is nothing to compare with: write for instance \"7 d\"";
    blame.must(file.past.0.0 > 0, "quality.past", help)?;
    let (mut warns, mut rejects) = (Vec::new(), Vec::new());
    for (key, words, rules) in
        [("quality.warns", file.warns, &mut warns), ("quality.rejects", file.rejects, &mut rejects)]
    {
        for word in words {
            let known: Vec<&str> = ControlRule::ALL.iter().map(|rule| rule.word()).collect();
            let help = || format!("{word:?} is no rule: use some of {}", known.join(", "));
            let rule = ControlRule::from_word(&word).ok_or_else(|| blame.error(key, help()))?;
            blame.must(!rules.contains(&rule), key, "names a rule twice: keep it once")?;
            rules.push(rule);
        }
    }
    let apart = rejects.iter().all(|rule| !warns.contains(rule));
    let help = "names a rule that `warns` has too: what rejects need not warn";
    blame.must(apart, "quality.rejects", help)?;
    Ok(QualityRule {
        baseline: file.baseline,
        deviation_min: Ct((file.deviation_min * 100.0).round() as u16),
        warns,
        rejects,
        chance_ppm: (file.chance * 1e6).round() as u32,
        past: file.past.0,
    })
}

fn recollection(blame: &Blame, file: RecollectionFile) -> Result<RecollectionRule, SetupError> {
    let key = "recollection.attempts_max";
    blame.must(file.attempts_max > 0, key, "must be above 0")?;
    let key = "recollection.clearance_negatives";
    blame.must(file.clearance_negatives > 0, key, "must be above 0")?;
    Ok(RecollectionRule {
        positive_limit: file.positive_limit.0,
        void_limit: file.void_limit.0,
        escalations: escalations(blame, file.escalations)?,
        attempts_max: file.attempts_max,
        clearance_gap: file.clearance_gap.0,
        clearance_negatives: file.clearance_negatives,
    })
}

fn escalations(blame: &Blame, files: Vec<EscalationFile>) -> Result<Vec<Escalation>, SetupError> {
    let mut steps: Vec<Escalation> = Vec::new();
    for (n, file) in files.into_iter().enumerate() {
        let key = format!("recollection.escalations.{}", n + 1);
        let later = steps.last().is_none_or(|before| before.after < file.after.0);
        blame.must(later, &format!("{key}.after"), "must be later than the step before")?;
        let to = blame.words(&format!("{key}.to"), &file.to, Party::from_word)?;
        // A party is told once of a member, so that a second step would say nothing.
        let told = |party: &Party| steps.iter().any(|before| before.to.contains(party));
        let once = !to.iter().any(told);
        blame.must(once, &format!("{key}.to"), "names a party of an earlier step")?;
        steps.push(Escalation { after: file.after.0, to });
    }
    Ok(steps)
}

fn staffing(blame: &Blame, file: StaffingFile) -> Result<StaffingRule, SetupError> {
    let key = "staffing.collectors_per_lane";
    blame.must(file.collectors_per_lane > 0, key, "must be above 0")?;
    blame.must(file.persons_per_hour > 0, "staffing.persons_per_hour", "must be above 0")?;
    Ok(StaffingRule {
        collectors_per_lane: file.collectors_per_lane,
        shift: file.shift.0,
        persons_per_hour: file.persons_per_hour,
    })
}

fn certificates(blame: &Blame, file: CertificatesFile) -> Result<Vec<Minutes>, SetupError> {
    let hold: Vec<Minutes> = file.hold.into_iter().map(|span| span.0).collect();
    let whole =
        |span: &Minutes| span.0 % 60 == 0 && span.0 / 60 <= i64::from(CERTIFICATE_HOURS_MAX);
    let sound = hold.len() <= CERTIFICATES_MAX
        && hold.iter().all(whole)
        && hold.windows(2).all(|pair| pair[0] < pair[1]);
    let help = format!(
        "list {CERTIFICATES_MAX} times at most, ascending, in whole hours, none above \
         {CERTIFICATE_HOURS_MAX} h"
    );
    blame.must(sound, "certificates.hold", &help)?;
    Ok(hold)
}

fn schedules(blame: &Blame, files: Vec<ScheduleFile>) -> Result<Vec<Schedule>, SetupError> {
    let mut schedules: Vec<Schedule> = Vec::new();
    for ScheduleFile { name, days, then, positive, raised, until_cleared } in files {
        let key = format!("schedules.{name}");
        let new = !name.is_empty() && schedules.iter().all(|other| other.name != name);
        blame.must(new, &key, "needs a name of its own")?;
        let ascending = days.windows(2).all(|pair| pair[0] < pair[1]);
        let sound = days.first().is_some_and(|first| *first >= 1) && ascending;
        blame.must(sound, &key, "list the days ascending, counted from day 1")?;
        schedules.push(Schedule { name, days, then, positive, raised, until_cleared });
    }
    let known = |name: &Option<String>| {
        name.as_ref().is_none_or(|name| schedules.iter().any(|other| other.name == *name))
    };
    for schedule in &schedules {
        let named = [&schedule.then, &schedule.positive, &schedule.raised];
        let key = format!("schedules.{}", schedule.name);
        let help = "names a schedule that the file does not have";
        blame.must(named.into_iter().all(known), &key, help)?;
        let itself = schedule.then.as_ref() == Some(&schedule.name);
        blame.must(!itself, &key, "begins again when it is over: name another in `then`")?;
    }
    Ok(schedules)
}
