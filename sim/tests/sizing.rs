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
    let again = on_one_core(|| size(&city, 5, UNWATCHED));
    assert_eq!((again.staffing, again.outcome), (sized.staffing, sized.outcome), "on one core");
}

fn on_one_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(work)
}
