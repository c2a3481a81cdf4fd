//! Goods of the plan's annexes, as files kept with the program (R163-R171).

use serde::Deserialize;
use tenfold_sim::needs::{Good, Per};

use super::SetupError;

/// What a point needs (annex 1) and what 10,000 people use up (annex 2); a quantity that the
/// plan leaves blank is `None`.
const ANNEXES: [(&str, &str); 2] = [
    ("annex-2.csv", include_str!("../../fixtures/supplies/annex-2.csv")),
    ("annex-1.csv", include_str!("../../fixtures/supplies/annex-1.csv")),
];

#[derive(Deserialize)]
struct Row {
    number: u16,
    class_zh: String,
    class_en: String,
    what_zh: String,
    what_en: String,
    unit_zh: String,
    unit_en: String,
    quantity: Option<f64>,
    per: PerWord,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum PerWord {
    People,
    Tubes,
    Lane,
}

/// All rows, in the order of the annexes.
///
/// # Errors
/// [`SetupError::Value`] for a row that cannot be read.
pub fn annexes() -> Result<Vec<Good>, SetupError> {
    let mut goods = Vec::new();
    for (file, text) in ANNEXES {
        for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize::<Row>() {
            let row = row.map_err(|error| SetupError::Value {
                file: file.into(),
                line: error.position().map(|at| at.line() as usize),
                key: "row".into(),
                problem: error.to_string(),
            })?;
            goods.push(good(row));
        }
    }
    Ok(goods)
}

fn good(row: Row) -> Good {
    Good {
        number: row.number,
        class_zh: row.class_zh,
        class_en: row.class_en,
        what_zh: row.what_zh,
        what_en: row.what_en,
        unit_zh: row.unit_zh,
        unit_en: row.unit_en,
        quantity: row.quantity,
        per: match row.per {
            PerWord::People => Per::People,
            PerWord::Tubes => Per::Tubes,
            PerWord::Lane => Per::Lane,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_annexes_is_read_and_blank_stays_blank() {
        let goods = annexes().unwrap_or_else(|error| panic!("{error}"));
        let annex_2: Vec<&Good> = goods.iter().filter(|good| good.number > 0).collect();
        let numbers: Vec<u16> = annex_2.iter().map(|good| good.number).collect();
        assert_eq!(numbers, (1..=30).collect::<Vec<u16>>());
        let blank: Vec<u16> =
            annex_2.iter().filter(|good| good.quantity.is_none()).map(|good| good.number).collect();
        assert_eq!(blank, [10, 18, 27, 28, 29, 30]);
        assert_eq!(annex_2[0].quantity, Some(1_100.0), "R166");
        assert_eq!(goods.len(), 41);
        assert!(goods.iter().all(|good| !good.what_zh.is_empty() && !good.what_en.is_empty()));
    }
}
