//! Tours of a day: which vehicle fetches which boxes, in what order, and brings them to which lab
//! before the oldest swab in them is too old (R78, R99, R100, R106, R123).
//!
//! ```text
//!  Day ──► Numbers ──► start: cheapest insertion ──► search: ruin and recreate ──► Plan
//!   │                                                                               │
//!   └───────────────────────────► check: rule by rule, shares no code ◄─────────────┘
//! ```
//!
//! The search takes strings of neighbouring calls out of several tours and puts each back where it
//! costs least (Christiaens and Vanden Berghe 2020, "slack induction by string removals"), under
//! annealing, after a phase that tries to do with fewer vehicles. A call goes to the next drop at
//! its lab, which no later drop can better; so a tour is a list of calls and drops, several trips a
//! day are nothing special, and the lab is chosen with the place in the tour where it is not fixed.

pub mod again;
pub mod check;
pub mod day;
mod insert;
pub mod invented;
mod limit;
mod numbers;
pub mod plan;
mod rebuild;
mod ruin;
mod search;
mod start;
mod track;
mod why;
mod written;

pub use search::{Step, Until, first, search};
