//! The planner's mind: what a city needs to test everybody in time, found by arithmetic first
//! and by simulation under the live system's own protocol and rules.
//!
//! ```text
//!  scenario ─► site (person by person) ─► tubes ─► courier ─► lab ─► trial
//!                  one after the other, in no       one list of events    │
//!                  need of any other                                      ▼
//!                                                        recollection by a squad, back to the lab
//! ```

pub mod allocation;
mod arrival;
mod assign;
pub mod assumptions;
mod at_hand;
mod bench;
pub mod binomial;
pub mod books;
pub mod bounds;
pub mod calibration;
pub mod city;
pub mod compare;
mod courier;
pub mod draw;
pub mod events;
mod happens;
mod household;
mod idle;
mod lane;
mod lanes;
pub mod layout;
pub mod mean;
pub mod needs;
mod pace;
pub mod pool;
pub mod recipe;
pub mod record;
mod recorder;
pub mod replicate;
pub mod routes;
mod router;
mod sampled;
pub mod scenario;
pub mod servers;
mod site;
pub mod sizing;
pub mod special;
mod squad;
pub mod staffing;
pub mod stream;
pub mod summary;
pub mod tables;
pub mod tandem;
pub mod theory;
pub mod tour;
pub mod travel;
pub mod trial;
mod tube;
mod witness;
