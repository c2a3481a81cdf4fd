//! Variants side by side: what becomes of each, how it differs from the first, who is ahead.

mod figures;
mod said;
mod side;
mod tables;
mod text;

use serde_json::{Value, json};
use tenfold_sim::compare::{Ahead, Compared};
use tenfold_sim::scenario::Scenario;

use super::json::rows;
use super::table::Table;
use super::words::{Both, Clock};

pub use said::{ahead, heading, is_open, notes};
pub use side::{Side, SideCell, sides};
pub use text::summary;

/// Everything a comparison tells; `compared` has as many variants as `variants`, one or more.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// In the order they were asked for; the first is what the others are compared with.
    pub variants: &'a [Variant],
    /// What was seen of them.
    pub compared: &'a Compared,
    /// The seed of all random streams.
    pub seed: u64,
    /// Sentences beside the answer: what was stopped, which towns can never be done.
    pub said: &'a [Both],
}

/// One of the cities, plans or values that are compared.
#[derive(Clone, PartialEq, Debug)]
pub struct Variant {
    /// What makes it another than the others.
    pub name: Both,
    /// What was simulated.
    pub scenario: Scenario,
    /// Who and what it takes.
    pub needs: Vec<Need>,
    /// What it costs in yuan, by the costs of its town file.
    pub cost: f64,
    /// Whether its plan is proven, where it was sized for this comparison.
    pub proven: Option<bool>,
    /// How sizing it ended, in sentences.
    pub said: Vec<Both>,
    /// The staffing for a program, as `tenfold plan --json` prints it.
    pub plan: Value,
}

/// So much of something.
#[derive(Clone, PartialEq, Debug)]
pub struct Need {
    /// What.
    pub what: Both,
    /// How many.
    pub needed: f64,
}

/// The letter of a variant: short enough for a curve and a table's head.
pub fn letter(variant: usize) -> String {
    let letter = u8::try_from(variant).ok().and_then(|at| b'A'.checked_add(at));
    letter.map_or_else(|| (variant + 1).to_string(), |letter| char::from(letter).to_string())
}

impl Comparison<'_> {
    /// Letter and name of a variant.
    pub fn name(&self, variant: usize) -> Both {
        let letter = letter(variant);
        self.variants.get(variant).map_or_else(
            || Both::same(&letter),
            |of| Both::new(format!("{letter} {}", of.name.zh), format!("{letter} {}", of.name.en)),
        )
    }

    /// Every table, in the order of reading; numbers in them are not rounded for a reader.
    pub fn tables(&self) -> Vec<Table> {
        tables::all(self)
    }

    /// The local time of the first variant.
    pub fn clock(&self) -> Option<Clock> {
        self.variants.first().map(|variant| Clock::of(&variant.scenario))
    }

    /// One document: who is ahead, every table, every staffing.
    pub fn document(&self) -> Value {
        let both = |text: &Both| json!({ "zh": text.zh, "en": text.en });
        let clock = self.clock();
        let tables = self.tables();
        let tables =
            tables.iter().filter_map(|table| Some((table.key.to_owned(), rows(table, clock?))));
        let variant = |(at, variant): (usize, &Variant)| {
            json!({
                "letter": letter(at),
                "name": both(&variant.name),
                "proven": variant.proven,
                "cost": variant.cost,
                "said": variant.said.iter().map(both).collect::<Vec<_>>(),
                "plan": variant.plan,
            })
        };
        let ahead = match said::decided(self) {
            said::Decided::Cost(one) => json!({ "variant": letter(one), "by": "cost" }),
            said::Decided::Chance(Ahead::One(one, figure)) => {
                json!({ "variant": letter(one), "by": figures::key(figure) })
            }
            said::Decided::Chance(Ahead::Several(several, by)) => {
                let letters: Vec<String> = several.into_iter().map(letter).collect();
                json!({
                    "variant": null,
                    "not_told_apart": letters,
                    "by": by.map(figures::key),
                })
            }
        };
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "seed": self.seed,
            "replications": self.compared.replications(),
            "confidence_each": self.compared.confidence(),
            "ahead": ahead,
            "said": self.said.iter().chain([&self::ahead(self)]).map(both).collect::<Vec<_>>(),
            "variants": self.variants.iter().enumerate().map(variant).collect::<Vec<_>>(),
            "tables": tables.collect::<serde_json::Map<String, Value>>(),
        })
    }
}
