//! The harness of the stories: a line of text in, a line of text out.

pub mod answer;
pub mod ask;
pub mod campaign;
pub mod names;
pub mod query;
pub mod setting;
pub mod words;
pub mod world;
