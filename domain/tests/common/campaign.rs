//! A small town that every story and every property starts from: two rounds (one to tell apart),
//! two sites, three lanes, two labs, one kit and the limits of the Ruijin plan.

use tenfold_domain::campaign::{Campaign, Lab, Lane, Round, Site};
use tenfold_domain::code::{
    BoxCode, Check, CodeRule, LabId, LaneId, Region, RoundId, SiteId, TubeCode, with_check_digits,
};
use tenfold_domain::ct::{Ct, Kit, Target};
use tenfold_domain::protocol::{
    ClassRule, ClockRule, Escalation, LabRule, Protocol, QualityRule, RecollectionRule,
    RoutingRule, Schedule, StaffingRule, TransportRule,
};
use tenfold_domain::term::{Area, Class, ControlRule, Party};
use tenfold_domain::time::{At, Minutes};

/// Midnight of day 1.
pub const MIDNIGHT: At = At(1_660_000_000_000 - 1_660_000_000_000 % 86_400_000);

/// Our own code for tube number `n`, check digits included.
pub fn tube_code(n: u32) -> TubeCode {
    TubeCode(with_check_digits(&format!("360781{n:04}")).expect("ten digits"))
}

/// Our own code for box number `n`, check digits included.
pub fn box_code(n: u32) -> BoxCode {
    BoxCode(with_check_digits(&format!("860781{n:04}")).expect("ten digits"))
}

/// The town: lanes 1 and 2 stand at site 1, lane 3 at site 2.
pub fn campaign() -> Campaign {
    let lane = |id, site| Lane { id: LaneId(id), site: SiteId(site), number: 1 };
    Campaign {
        region: Region(360_781),
        name: "瑞金市 2022".to_owned(),
        protocol: protocol(),
        rounds: vec![round(1), round(2)],
        sites: vec![site(1, 1), site(2, 2)],
        lanes: vec![lane(1, 1), lane(2, 1), lane(3, 2)],
        labs: vec![lab(1), lab(2)],
        kits: vec![kit()],
    }
}

fn round(id: u32) -> Round {
    let deadline_at = MIDNIGHT + Minutes::hours(48);
    Round { id: RoundId(id), starts_at: MIDNIGHT, deadline_at, open: true }
}

fn site(id: u32, fixed: u32) -> Site {
    let travel = |lab| (LabId(lab), Minutes(if lab == fixed { 30 } else { 60 }));
    Site {
        id: SiteId(id),
        township: 360_781_001,
        name_zh: format!("{id} 号点"),
        name_en: format!("Site {id}"),
        area: Area::Ordinary,
        lab: LabId(fixed),
        travel: vec![travel(1), travel(2)],
        hours: Vec::new(),
        open: true,
    }
}

fn lab(id: u32) -> Lab {
    Lab {
        id: LabId(id),
        name_zh: format!("{id} 号检测机构"),
        name_en: format!("Lab {id}"),
        tubes_per_hour: 60,
        process: Minutes(180),
        hours: Vec::new(),
        own: id == 1,
        open: true,
    }
}

/// Two viral targets and an internal control; a positive needs both.
fn kit() -> Kit {
    let target = |name: &str, internal_control, grey_max| Target {
        name: name.to_owned(),
        reporter: String::new(),
        also: Vec::new(),
        internal_control,
        positive_max: Ct(3700),
        grey_max: Ct(grey_max),
    };
    Kit {
        name: "orf-n".to_owned(),
        targets: vec![target("ORF1ab", false, 4000), target("N", false, 4000)]
            .into_iter()
            .chain([target("RP", true, 3700)])
            .collect(),
        targets_for_positive: 2,
        assay: None,
    }
}

fn protocol() -> Protocol {
    let code = |prefix: &str| CodeRule {
        prefix: prefix.to_owned(),
        length: (12, 12),
        digits_only: true,
        check: Check::Mod97,
    };
    Protocol {
        name: "ruijin-2022".to_owned(),
        capacities: vec![1, 5, 10, 20],
        classes: Class::ALL.iter().map(|class| class_rule(*class)).collect(),
        batch_capacity: [1, 1, 10, 10],
        tube_codes: vec![code("36")],
        box_codes: vec![code("86")],
        transport: TransportRule {
            tubes_per_box_max: 30,
            collection_interval: Minutes::hours(2),
            room_limit: Minutes::hours(4),
            glove_disinfections_max: 10,
        },
        routing: RoutingRule {
            drive_percent: 25,
            queue_percent: 100,
            gain: Minutes(15),
            first_percent: 10,
            failed_runs_max: 2,
        },
        lab: LabRule {
            retests_max: 1,
            grey_becomes_positive: true,
            publish_on_review: true,
            keep_negative: Minutes::hours(24),
            keep_positive: Minutes::hours(7 * 24),
            report_limit: Some(Minutes::hours(2)),
            untested_limit: Minutes::hours(24),
            controls_min: (1, 1),
        },
        quality: QualityRule {
            baseline: 20,
            deviation_min: Ct(10),
            warns: vec![ControlRule::OneBeyondTwo],
            rejects: vec![ControlRule::OneBeyondThree],
            chance_ppm: 1_350,
            past: Minutes::hours(7 * 24),
        },
        recollection: RecollectionRule {
            positive_limit: Minutes::hours(6),
            void_limit: Minutes::hours(24),
            escalations: vec![
                Escalation { after: Minutes::hours(2), to: vec![Party::Squad, Party::Community] },
                Escalation { after: Minutes::hours(4), to: vec![Party::Police] },
                Escalation { after: Minutes::hours(6), to: vec![Party::Headquarters] },
            ],
            attempts_max: 2,
            clearance_gap: Minutes::hours(24),
            clearance_negatives: 2,
        },
        clock: clock(),
        staffing: StaffingRule {
            collectors_per_lane: 2,
            shift: Minutes::hours(2),
            persons_per_hour: 40,
        },
        certificates: vec![Minutes::hours(48), Minutes::hours(7 * 24)],
        schedules: schedules(),
    }
}

/// Days begin at midnight UTC.
fn clock() -> ClockRule {
    let utc_offset = Minutes(0);
    ClockRule { ahead_max: Minutes(10), behind_max: Minutes::hours(24), utc_offset }
}

/// The schedules of Jingdezhen 2021 (R232-R237).
fn schedules() -> Vec<Schedule> {
    let named = |name: &str, days: &[u16]| Schedule {
        name: name.to_owned(),
        days: days.to_vec(),
        positive: Some("asymptomatic".to_owned()),
        ..Schedule::default()
    };
    let at_home = Some("close_contact_at_home".to_owned());
    let raised = Some("close_contact".to_owned());
    vec![
        Schedule { then: at_home, ..named("close_contact", &[1, 4, 7, 14]) },
        named("close_contact_at_home", &[2, 7]),
        Schedule { raised, ..named("secondary_contact", &[1, 4, 7]) },
        Schedule { until_cleared: true, ..named("suspect", &[1, 2]) },
        Schedule { until_cleared: true, ..named("asymptomatic", &[1, 2]) },
    ]
}

fn class_rule(class: Class) -> ClassRule {
    let (capacity, specimens, lab_hours) = match class {
        Class::Resident => (10, 1, 24),
        Class::Key => (10, 1, 12),
        Class::SecondaryContact => (5, 1, 12),
        Class::CloseContact => (1, 2, 6),
        Class::Suspect => (1, 2, 6),
    };
    ClassRule {
        class,
        capacity,
        capacity_by_area: vec![(Area::Lockdown, 1), (Area::Control, 5.min(capacity))],
        phone_mandatory: class != Class::Resident,
        specimens,
        lab_limit: Minutes::hours(lab_hours),
        total_limit: Minutes::hours(lab_hours + 6),
    }
}
