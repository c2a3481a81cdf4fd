//! Region codes at the head of a resident number (GB/T 2260). Counties are renumbered and the old
//! code stays on its card, so a code that is not in the table is a warning and never a refusal.

use std::sync::LazyLock;

const TABLE: &str = include_str!("regions.txt");

/// Every county in use, ascending; six digits each.
static COUNTIES: LazyLock<Vec<u32>> = LazyLock::new(|| counties(TABLE).collect());

/// Whether a county has this code today. `false` for a retired code and for one that never was.
pub fn in_use(code6: u32) -> bool {
    COUNTIES.binary_search(&code6).is_ok()
}

/// `3607 02 03` is 360702 and 360703. A line that is no row is no county.
fn counties(table: &str) -> impl Iterator<Item = u32> {
    table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let mut cells = line.split(' ').map(|cell| cell.parse::<u32>().ok());
        let head = cells.next().flatten();
        cells.filter_map(move |cell| Some(head? * 100 + cell?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_ascending() {
        assert_eq!(COUNTIES.len(), 2_978);
        assert!(COUNTIES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(COUNTIES.iter().all(|code| (110_000..660_000).contains(code)));
    }

    #[test]
    fn a_retired_code_is_not_in_use() {
        // Ganxian, Nankang and Longnan were given 360704, 360703 and 360783 (DOMAIN 1.1).
        assert!([360_781, 360_703, 360_704, 360_783, 110_105].into_iter().all(in_use));
        assert!(![360_721, 360_782, 360_727, 0, 999_999].into_iter().any(in_use));
    }
}
