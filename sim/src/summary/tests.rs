//! Hand-made trials, small enough that every figure can be checked with a pencil.

use tenfold_domain::ct::Ct;
use tenfold_domain::protocol::{
    ClockRule, LabRule, Protocol, QualityRule, RecollectionRule, RoutingRule, StaffingRule,
    TransportRule,
};
use tenfold_domain::term::ControlRule;
use tenfold_domain::time::{At, Minutes};

use super::*;
use crate::scenario::{Habits, Lab, Period, Routing, Site, Stop, Vehicle, Work};
use crate::trial::{Curve, LabTrial, Recollections, SiteHour, SiteTrial, VehicleTrial};

const START: At = At(1_648_764_000_000);

fn protocol() -> Protocol {
    Protocol {
        name: "hand-made".into(),
        capacities: vec![1, 10],
        classes: Vec::new(),
        batch_capacity: [1, 1, 10, 10],
        tube_codes: Vec::new(),
        box_codes: Vec::new(),
        transport: TransportRule {
            tubes_per_box_max: 30,
            collection_interval: Minutes(120),
            room_limit: Minutes(240),
            glove_disinfections_max: 5,
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
            keep_positive: Minutes::hours(24),
            report_limit: None,
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
            positive_limit: Minutes(360),
            void_limit: Minutes(360),
            escalations: Vec::new(),
            attempts_max: 3,
            clearance_gap: Minutes::hours(24),
            clearance_negatives: 2,
        },
        clock: ClockRule {
            ahead_max: Minutes(5),
            behind_max: Minutes::hours(24),
            utc_offset: Minutes::hours(8),
        },
        staffing: StaffingRule {
            collectors_per_lane: 2,
            shift: Minutes(120),
            persons_per_hour: 40,
        },
        certificates: vec![Minutes::hours(48), Minutes::hours(7 * 24)],
        schedules: Vec::new(),
    }
}

/// Two sites of one lane, open for two hours; one vehicle, one lab of one cycler, one squad.
pub fn scenario() -> Scenario {
    let site = |people| Site {
        name_zh: "点".into(),
        name_en: "site".into(),
        place: 0,
        people,
        capacity: 10,
        periods: vec![Period {
            from_at: START,
            to_at: START + Minutes(120),
            lanes: 1,
            single_lanes: 0,
        }],
        mobile_teams: 0,
        position: None,
    };
    Scenario {
        name: "hand-made".into(),
        protocol: protocol(),
        starts_at: START,
        utc_offset: Minutes(480),
        goal: Minutes::hours(4),
        half_goal: Minutes::hours(2),
        places: Vec::new(),
        sites: vec![site(100), site(60)],
        vehicles: vec![Vehicle {
            lab: 0,
            stops: vec![Stop { site: 0, drive_minutes: 10.0 }],
            back_minutes: 10.0,
            boxes_max: 4,
            begins_at: vec![START + Minutes(60)],
            every: Minutes(120),
        }],
        labs: vec![Lab {
            name_zh: "室".into(),
            name_en: "lab".into(),
            own: true,
            synthetic: false,
            accession_per_hour: 10.0,
            cyclers: 1,
            periods: vec![(START, START + Minutes::hours(9))],
            position: None,
        }],
        routing: Routing::Fixed,
        squads: 1,
        habits: Habits::default(),
        work: Work { gloves_s: 0.0, shift_change_s: 0.0, ..Work::default() },
        failures: Vec::new(),
    }
}

fn curve(counts: &[(i64, u32)]) -> Curve {
    let mut curve = Curve::new(Minutes::hours(4));
    for (minute, count) in counts {
        curve.add(minute * 60_000, *count);
    }
    curve
}

/// 160 people are sampled by 2:00 and have an outcome by `all` minutes, half of them at 1:55.
fn trial(replication: u64, all: i64) -> Trial {
    let hour = |arrived, swabbed, waited_minutes| SiteHour {
        arrived,
        swabbed,
        waited_minutes,
        waited_minutes_max: 30,
    };
    let site = |hours: Vec<SiteHour>, end| SiteTrial {
        sampled: hours.iter().map(|hour| hour.swabbed).sum(),
        hours,
        last_swab_at: Some(START + Minutes(120)),
        last_outcome_at: Some(START + Minutes(end)),
        unsampled: 0,
    };
    Trial {
        replication,
        expected: 160,
        sampled: curve(&[(5, 80), (115, 80)]),
        resulted: curve(&[(115, 80), (all - 1, 80)]),
        resulted_own: curve(&[(115, 80)]),
        last_swab_at: Some(START + Minutes(120)),
        last_outcome_at: Some(START + Minutes(all)),
        in_goal: if all <= 240 { 160 } else { 80 },
        in_half_goal_own: 80,
        age_at_lab: curve(&[(60, 10), (90, 6)]),
        too_old: 0,
        started: 16,
        started_too_old: 4,
        oldest_minutes: 90,
        tubes: 16,
        short_tubes: 0,
        stranded: 0,
        sites: vec![
            site(vec![hour(100, 60, 600), hour(0, 40, 800)], all),
            site(vec![hour(30, 30, 0), hour(30, 30, 60)], 180),
        ],
        labs: vec![LabTrial {
            oldest_minutes: 0,
            received: curve(&[(65, 10), (130, 6)]),
            reviewed: curve(&[(115, 10), (200, 6)]),
            plates: 2,
            busy_minutes: 160,
            open_minutes: 200,
            idle_minutes: 40,
            idle_beside_pile_minutes: 10,
            waiting_max: 6,
            waiting_max_at: Some(START + Minutes(130)),
        }],
        vehicles: vec![VehicleTrial {
            tours: 2,
            boxes: 2,
            left_behind: 0,
            busy_minutes: 80,
            tour_minutes_max: 40,
        }],
        recollections: Recollections { pools: 1, people: 10, late: 0, ..Default::default() },
    }
}

#[test]
fn quantiles_are_by_nearest_rank() {
    let values: Vec<u32> = (1..=20).collect();
    assert_eq!(quantile(&values, 0.05), Some(&1));
    assert_eq!(quantile(&values, 0.5), Some(&10));
    assert_eq!(quantile(&values, 0.95), Some(&19));
    assert_eq!(quantile(&values[..7], 0.95), Some(&7));
    assert_eq!(quantile::<u32>(&[], 0.5), None);
}

#[test]
fn never_is_later_than_every_time() {
    let times = [Some(Minutes(3)), None, Some(Minutes(1)), Some(Minutes(2))];
    let when = When::of(times.into_iter());
    assert_eq!((when.median, when.late), (Some(Minutes(2)), None));
}

#[test]
fn the_least_replications_that_prove_95_percent() {
    for (of, late) in [(59, 0), (93, 1), (124, 2), (153, 3), (208, 5)] {
        assert_eq!(Share::new(of - late, of).answer(), Answer::Proven, "{of}");
        assert_ne!(Share::new(of - 1 - late, of - 1).answer(), Answer::Proven, "{of}");
    }
    // Clopper-Pearson, one-sided: 0.05^(1/10) where all ten kept it.
    assert!((Share::new(10, 10).at_least - 0.05f64.powf(0.1)).abs() < 1e-9);
    assert_eq!(Share::new(0, 10).at_least, 0.0);
    assert_eq!(Share::new(10, 10).answer(), Answer::Unproven);
    assert_eq!(Share::new(0, 0).answer(), Answer::Unproven);
}

#[test]
fn a_few_late_ones_too_many_disprove_nothing() {
    // By scipy 1.14, binomtest(...).proportion_ci: 117 of 124 are between 0.8969 and 0.9734.
    let share = Share::new(117, 124);
    assert_eq!(share.answer(), Answer::Unproven);
    for (of, late) in [(1, 1), (10, 3), (59, 7), (93, 9), (124, 11)] {
        assert_eq!(Share::new(of - late, of).answer(), Answer::Late, "{late} of {of}");
        let fewer = Share::new(of - late + 1, of);
        assert_ne!(fewer.answer(), Answer::Late, "{} of {of}", late - 1);
    }
    // With the days of a proof before them, 10 late of 381 are few.
    assert_eq!(share.and(Share::new(254, 257)).answer(), Answer::Proven);
}

#[test]
fn ends_and_shares_come_from_every_replication() {
    let trials: Vec<Trial> = (0..10).map(|r| trial(r, if r < 8 { 200 } else { 300 })).collect();
    let summary = Summary::of(&scenario(), &trials);
    assert_eq!(summary.half.median, Some(Minutes(120)));
    assert_eq!(summary.half_own.late, Some(Minutes(120)));
    assert_eq!(summary.all.median, Some(Minutes(200)));
    assert_eq!(summary.all.late, Some(Minutes(300)));
    assert_eq!((summary.kept.all.hits, summary.kept.half_own.hits), (8, 10));
    assert_eq!(summary.kept.every.hits, 8);
    assert_eq!(summary.answer(None), Answer::Unproven);
    let bins = summary.resulted.mean.len();
    assert_eq!(summary.sampled.mean[bins - 1], 160.0);
    let at = 20; // 3:20 to 3:30: eight of ten replications have told everybody
    assert_eq!(summary.resulted.mean[at], 144.0);
    assert_eq!((summary.resulted.low[at], summary.resulted.high[at]), (80.0, 160.0));
}

#[test]
fn queues_are_who_came_less_who_was_swabbed() {
    let summary = Summary::of(&scenario(), &[trial(0, 200), trial(1, 200)]);
    let site = &summary.sites[0];
    assert_eq!(site.hours[0].queue, 40.0);
    assert_eq!(site.hours[1].queue, 0.0);
    assert_eq!(site.hours[0].wait_minutes, 10.0);
    assert_eq!(site.hours[1].wait_minutes_p95, 20.0);
    assert_eq!(site.wait_minutes.mean, 14.0);
    assert_eq!(site.queue_max.high, 40.0);
    assert_eq!(site.worst_hour(), Some((Minutes(60), 20.0)));
    assert_eq!(summary.slowest, Some(Slowest { site: 0, times: 2 }));
}

#[test]
fn a_site_with_people_left_is_the_slowest() {
    let mut late = trial(0, 200);
    late.sites[1].unsampled = 3;
    assert_eq!(sites::slowest(&[late]), Some(Slowest { site: 1, times: 1 }));
    assert_eq!(sites::slowest(&[]), None);
}

#[test]
fn backlog_is_received_less_reviewed() {
    let summary = Summary::of(&scenario(), &[trial(0, 200)]);
    let lab = &summary.labs[0];
    assert_eq!(lab.backlog.mean, [0.0, 0.0, 6.0, 0.0]);
    assert_eq!(lab.backlog_max.mean, 6.0);
    assert_eq!(lab.done.median, Some(Minutes(210)));
    assert_eq!(summary.age.bins[6], 10.0);
    assert_eq!(summary.repeats.late_share, 0.0);
}

#[test]
fn the_bottleneck_is_what_works_hardest() {
    let mut scenario = scenario();
    let trials = [trial(0, 200)];
    let summary = Summary::of(&scenario, &trials);
    let of = |resource| *summary.uses.iter().find(|of| of.resource == resource).expect("a use");
    // 100 people, two collectors for two hours at forty an hour.
    assert_eq!(of(Resource::Collectors).busiest.share, 100.0 / 160.0);
    assert_eq!(of(Resource::Collectors).together, 160.0 / 320.0);
    // Two boxes in two tours of a vehicle with room for four.
    assert_eq!(of(Resource::Vehicles).together, 0.25);
    assert_eq!(late_tours(&scenario, &summary.vehicles), (0, 0.0), "40 minutes of 120");
    // Open from the first tube (1:00) to the goal (4:00): 16 tubes of 30, 160 minutes of 180.
    assert_eq!(of(Resource::Benches).together, 16.0 / 30.0);
    assert_eq!(of(Resource::Cyclers).together, 160.0 / 180.0);
    assert_eq!(summary.bottleneck().map(|of| of.resource), Some(Resource::Cyclers));

    // Without lanes the work cannot be done at all, and that is what must be named.
    scenario.sites[1].periods.clear();
    let summary = Summary::of(&scenario, &trials);
    let worst = summary.bottleneck().expect("a bottleneck");
    assert_eq!((worst.resource, worst.busiest.unit), (Resource::Collectors, 1));
    assert_eq!(worst.busiest.share, f64::INFINITY);
}

#[test]
fn second_swabs_are_judged_over_all_replications() {
    let mut trials: Vec<Trial> = (0..60).map(|number| trial(number, 200)).collect();
    // 600 people: 30 late ones are 5 % of them, in one replication or in many.
    trials[7].recollections.late = 10;
    trials[8].recollections.late = 10;
    trials[9].recollections.late = 10;
    let summary = Summary::of(&scenario(), &trials);
    assert_eq!((summary.repeats.answer, summary.repeats.late_share), (Answer::Proven, 0.05));
    assert_eq!(summary.answer(None), Answer::Proven);
    // One more is more than a twentieth, and no more than chance: days before may outweigh it.
    trials[10].recollections.late = 1;
    let summary = Summary::of(&scenario(), &trials);
    assert_eq!((summary.kept.every.hits, summary.answer(None)), (60, Answer::Unproven));
    assert_eq!(summary.answer(Some(Share::new(90, 90))), Answer::Proven);
    // Every day one of ten is no chance, whatever was before.
    trials.iter_mut().for_each(|trial| trial.recollections.late = 1);
    let summary = Summary::of(&scenario(), &trials);
    assert_eq!(summary.answer(Some(Share::new(90, 90))), Answer::Late);
}

#[test]
fn without_trials_nothing_is_claimed() {
    let summary = Summary::of(&scenario(), &[]);
    assert_eq!((summary.all.median, summary.slowest), (None, None));
    assert_eq!(summary.answer(None), Answer::Unproven);
    assert!(summary.bottleneck().is_none());
}
