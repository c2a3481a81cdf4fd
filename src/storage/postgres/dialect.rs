//! One SQL for all engines, but for a few words: these are put right here and nowhere else.

use std::fmt::Write as _;

/// A statement as PostgreSQL takes it: places are `$1` and not `?1`, and which index serves and
/// which table is read first is for its planner to choose.
pub fn statement(sql: &str) -> String {
    let sql = without_comments(sql);
    let mut out = String::with_capacity(sql.len() + 8);
    let mut rest = sql.as_str();
    while let Some(at) = rest.find(['?', 'I', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if let Some(place) = from.strip_prefix('?') {
            out.push('$');
            place
        } else if let Some(index) = from.strip_prefix("INDEXED BY ") {
            let end = index.find(|c: char| !c.is_alphanumeric() && c != '_');
            index.split_at(end.unwrap_or(index.len())).1.trim_start()
        } else if let Some(text) = from.strip_prefix('\'') {
            let end = text.find('\'').map_or(text.len(), |end| end + 1);
            let (text, rest) = text.split_at(end);
            let _ = write!(out, "'{text}");
            rest
        } else {
            out.push('I');
            &from[1..]
        };
    }
    out.push_str(rest);
    out.replace("CROSS JOIN", "JOIN")
}

/// A migration as PostgreSQL takes it: four shapes of columns, and no table without a row number
/// because none has one.
pub fn migration(sql: &str) -> String {
    without_comments(sql)
        .replace("INTEGER", "BIGINT")
        .replace("BLOB", "BYTEA")
        // A tube's code or a control's number: the one column with two shapes.
        .replace("\"content\" NOT NULL", "\"content\" JSONB NOT NULL")
        .replace(" WITHOUT ROWID", "")
}

/// Comments may hold an apostrophe; texts in our statements never hold two hyphens.
fn without_comments(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split_once("--").map_or(line, |(before, _)| before));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::statement;

    #[test]
    fn places_and_named_indexes_are_put_right_and_texts_are_left() {
        let sql = "SELECT 'a ?1 I' FROM tube INDEXED BY tube_waiting WHERE x IN (?1, ?12)";
        assert_eq!(statement(sql), "SELECT 'a ?1 I' FROM tube WHERE x IN ($1, $12)");
        assert_eq!(statement("-- d's\nFROM d INDEXED BY open\nJOIN n"), "\nFROM d JOIN n");
    }
}
