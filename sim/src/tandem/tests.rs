//! Both modes agree to the bit, nobody is lost, and a model without chance ends when it must.

use super::*;

fn both(model: &Tandem, seed: u64) -> Passed {
    let root = Stream::root(seed, 0);
    let (by_sites, by_events) = (model.by_sites(root), model.by_events(root));
    assert_eq!(by_sites, by_events, "{model:?}");
    by_sites
}

fn nobody_is_lost(model: &Tandem, passed: &Passed) {
    let tubes = u64::from(model.sites) * u64::from(model.groups);
    let people = tubes * u64::from(model.group);
    assert_eq!((passed.people, passed.tubes), (people, tubes));
    assert_eq!((passed.age_at_lab.total(), passed.outcomes.total()), (tubes, people));
    assert_eq!(passed.plates, tubes.div_ceil(u64::from(model.plate)));
}

#[test]
fn both_modes_agree_to_the_bit() {
    for seed in 0..6 {
        let model = Tandem::city(20, 40_000);
        nobody_is_lost(&model, &both(&model, seed));
    }
}

#[test]
fn both_modes_agree_on_odd_models() {
    let city = Tandem::city(7, 7_000);
    let hold = |span: Span, cv| Span { cv, ..span };
    let models = [
        Tandem { desks: 1, ..city.clone() },
        Tandem { desks: 40, collectors: 3, ..city.clone() },
        Tandem { group: 1, plate: 1, cyclers: 1, ..city.clone() },
        Tandem { group: 7, every_s: 1.0, collect_every: Minutes(1), ..city.clone() },
        Tandem { every_s: 0.0, ..city.clone() },
        // Whole numbers everywhere: ties at every instant.
        Tandem {
            register: hold(city.register, 0.0),
            swab: hold(city.swab, 0.0),
            drive: hold(city.drive, 0.0),
            run: hold(city.run, 0.0),
            ..city.clone()
        },
        // Short and wild: they overtake each other by many groups.
        Tandem {
            group: 2,
            desks: 9,
            register: Span { mean_s: 60.0, cv: 6.0 },
            swab: Span { mean_s: 0.02, cv: 0.5 },
            drive: Span { mean_s: 7_000.0, cv: 2.0 },
            ..city.clone()
        },
    ];
    for (seed, model) in models.iter().enumerate() {
        nobody_is_lost(model, &both(model, seed as u64));
    }
}

#[test]
fn nothing_is_as_good_as_something() {
    let city = Tandem::city(3, 300);
    for model in [Tandem { sites: 0, ..city.clone() }, Tandem { groups: 0, ..city.clone() }] {
        let passed = both(&model, 1);
        assert_eq!((passed.people, passed.plates, passed.last_outcome_ms), (0, 0, 0));
    }
    let none = Tandem { group: 0, desks: 0, collectors: 0, plate: 0, cyclers: 0, ..city };
    assert_eq!(both(&none, 1), both(&none.at_least_one(), 1));
}

/// Ten people at once, one desk of 10 s, two collectors of 30 s, 20 min to the lab, 1 h there.
#[test]
fn without_chance_it_ends_when_it_must() {
    let fixed = |mean_s| Span { mean_s, cv: 0.0 };
    let model = Tandem {
        sites: 1,
        groups: 1,
        group: 10,
        every_s: 0.0,
        desks: 1,
        register: fixed(10.0),
        collectors: 2,
        swab: fixed(30.0),
        collect_every: Minutes(120),
        drive: fixed(1_200.0),
        plate: 94,
        cyclers: 1,
        run: fixed(3_600.0),
    };
    let passed = both(&model, 1);
    // Registered at 10, 20, …, 100 s; swabs begin in pairs at 10, 20, 40, 50, 70, 80, … s.
    assert_eq!((passed.desk_wait_ms, passed.swab_wait_ms), (450_000, 200_000));
    assert_eq!((passed.last_swab_ms, passed.oldest_ms), (170_000, 7_200_000 + 1_190_000));
    assert_eq!(passed.last_outcome_ms, 7_200_000 + 1_200_000 + 3_600_000);
}

#[test]
fn another_seed_is_another_day() {
    let model = Tandem::city(4, 4_000);
    assert_ne!(both(&model, 1), both(&model, 2));
}
