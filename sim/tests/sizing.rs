//! The smallest staffing, found and proven.

mod common;

use common::city::city;
use tenfold_sim::replicate::UNWATCHED;
use tenfold_sim::sizing::{Outcome, size};

#[test]
fn a_small_city_is_staffed_and_proven() {
    let city = city(16, 40);
    let sized = size(&city, 5, UNWATCHED);
    println!("{:?} {:?} {} replications", sized.outcome, sized.recipe, sized.replications);
    println!("{:?}", sized.bounds);
    assert!(matches!(sized.outcome, Outcome::Proven { .. }), "{:?}", sized.outcome);
    assert_eq!(size(&city, 5, UNWATCHED).staffing, sized.staffing, "the same again");
}
