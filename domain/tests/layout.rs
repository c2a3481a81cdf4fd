//! Layouts of plates: who comes first, where controls stand, nothing twice and nothing outside.

#[path = "common/campaign.rs"]
#[allow(dead_code)] // the stories use more of it
mod campaign;

use std::collections::BTreeSet;

use proptest::prelude::*;
use tenfold_domain::layout::{Grid, Waiting, by_priority, lay_out};
use tenfold_domain::plate::{Content, Well, controls};
use tenfold_domain::term::Class;
use tenfold_domain::time::{At, Minutes};

use campaign::{MIDNIGHT, campaign, tube_code};

fn waiting(tube: u32, strictest: Class, is_recollection: bool, minute: Option<i64>) -> Waiting {
    let first_swab_at: Option<At> = minute.map(|minute| MIDNIGHT + Minutes(minute));
    Waiting { tube: tube_code(tube), strictest, is_recollection, first_swab_at }
}

#[test]
fn urgent_tubes_come_first_and_then_the_oldest() {
    let mut all = vec![
        waiting(1, Class::Resident, false, Some(90)),
        waiting(2, Class::Resident, false, Some(30)),
        waiting(3, Class::Key, false, Some(80)),
        waiting(4, Class::Resident, true, Some(70)),
        waiting(5, Class::Resident, false, None),
    ];
    by_priority(&campaign().protocol, &mut all);
    let order: Vec<_> = all.iter().map(|one| one.tube).collect();
    assert_eq!(order, [4, 3, 5, 2, 1].map(tube_code));
}

#[test]
fn specimens_go_down_the_columns_and_controls_stand_at_the_end() {
    let protocol = campaign().protocol;
    let tubes: Vec<_> = (1..=10).map(tube_code).collect();
    let wells = lay_out(&protocol, Grid::Wells96, &tubes);
    let at = |name: &str| {
        let well = Well::parse(name);
        wells.iter().find(|(at, _)| Some(*at) == well).map(|(_, content)| *content)
    };
    for (name, tube) in [("A01", 1), ("H01", 8), ("A02", 9), ("B02", 10)] {
        assert_eq!(at(name), Some(Content::Tube(tube_code(tube))), "{name}");
    }
    assert!(matches!(at("H12"), Some(Content::Control(_))) && at("C02").is_none());
}

proptest! {
    #[test]
    fn a_layout_has_no_well_twice_and_all_its_controls(
        count in 0..450u32, large in any::<bool>(), positive in 0..4u8, negative in 0..4u8,
    ) {
        let mut protocol = campaign().protocol;
        protocol.lab.controls_min = (positive, negative);
        let grid = if large { Grid::Wells384 } else { Grid::Wells96 };
        let tubes: Vec<_> = (1..=count).map(tube_code).collect();
        let wells = lay_out(&protocol, grid, &tubes);
        let distinct: BTreeSet<Well> = wells.iter().map(|(well, _)| *well).collect();
        prop_assert_eq!(distinct.len(), wells.len());
        prop_assert_eq!(controls(&wells), (positive, negative));
        let on: Vec<_> = wells.iter().filter_map(|(_, content)| match content {
            Content::Tube(tube) => Some(*tube),
            Content::Control(_) => None,
        }).collect();
        let fit = tubes.len().min(grid.room(&protocol));
        prop_assert_eq!(&on[..], &tubes[..fit]);
        let all: BTreeSet<Well> = grid.wells().collect();
        prop_assert_eq!(all.len(), if large { 384 } else { 96 });
        prop_assert!(distinct.is_subset(&all));
    }
}
