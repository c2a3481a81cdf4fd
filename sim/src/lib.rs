//! The planner's mind: what a city needs to test everybody in time, found by arithmetic first
//! and by simulation under the live system's own protocol and rules.
//!
//! ```text
//!  scenario ─► site (person by person) ─► tubes ─► courier ─► lab ─► trial
//!                  one after the other, in no       one list of events    │
//!                  need of any other                                      ▼
//!                                                        recollection by a squad, back to the lab
//! ```

mod arrival;
mod assign;
pub mod draw;
mod household;
mod lane;
pub mod layout;
mod pace;
pub mod pool;
pub mod scenario;
mod site;
pub mod staffing;
pub mod stream;
pub mod tour;
pub mod travel;
pub mod trial;
mod tube;
