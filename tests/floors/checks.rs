//! The rules of the house, each with its reason. A check takes the text and hands back faults.

use crate::source::{Source, find, skip_space, word};

/// The house is read from the top down: whoever opens a room needs to know only what lies below.
/// A new room in `src/` is given its floor here, and a paragraph in ARCHITECTURE.md.
const FLOORS: [(&str, u8); 11] = [
    ("main", 4),
    ("cli", 4),
    ("http", 3),
    ("planner", 2),
    ("reader", 2),
    ("report", 2),
    ("service", 2),
    ("storage", 1),
    ("edge", 1),
    ("setup", 1),
    ("domain", 0),
];

/// Longer than this, and nobody reads it to the end.
const FILE_LINES_MAX: usize = 500;
/// A function fits on a screen, or its reader holds it in the head and errs.
const FUNCTION_LINES_MAX: usize = 70;
/// Two files side by side.
const LINE_COLUMNS_MAX: usize = 100;

/// The one file that may ask the time.
const CLOCK: &str = "src/service/clock.rs";

/// Where a panic is right: file, a part of the line, and why it cannot happen or must stop.
/// An entry that matches no line any more is a fault as well.
pub const MAY_PANIC: &[(&str, &str, &str)] = &[];

fn fault(source: &Source, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", source.path)
}

fn words(source: &Source, phrases: &[&str], why: &str) -> Vec<String> {
    let hits = phrases.iter().flat_map(|p| source.find(p).into_iter().map(move |at| (at, p)));
    hits.map(|(at, phrase)| fault(source, source.line(at), &format!("`{phrase}`: {why}"))).collect()
}

/// The rules outlive every library, and compile in seconds: nothing stands between them and std.
pub fn manifest_without_dependencies(manifest: &str) -> Vec<String> {
    let heads = manifest.lines().map(str::trim).filter(|line| line.starts_with('['));
    heads
        .filter(|head| head.contains("dependencies") && !head.contains("dev-dependencies"))
        .map(|head| format!("domain/Cargo.toml: `{head}`: the rules depend on std alone"))
        .collect()
}

/// The same, seen from the code, and no door from the rules to the world: what they decide must
/// be the same in the service, in the simulator and in a test of next year.
pub fn only_std(source: &Source) -> Vec<String> {
    if !source.path.starts_with("domain/src/") || !source.is_rust() {
        return Vec::new();
    }
    let tests = source.test_ranges();
    let outside = |at: &usize| !source.is_test() && !tests.iter().any(|range| range.contains(at));
    let known = ["std", "core", "alloc", "crate", "super", "self"];
    let own: Vec<String> =
        source.find("mod").into_iter().map(|at| word(&source.code, at + 4)).collect();
    let mut faults = Vec::new();
    for at in source.find("use").into_iter().filter(outside) {
        let name = word(&source.code, skip_space(&source.code, at + 3));
        let foreign = name.starts_with(|c: char| c.is_lowercase())
            && !known.contains(&name.as_str())
            && !own.contains(&name);
        if foreign {
            faults.push(fault(
                source,
                source.line(at),
                &format!("`{name}`: domain uses std alone"),
            ));
        }
    }
    for door in ["std::fs", "std::net", "std::io", "std::env", "std::process", "std::thread"] {
        for at in source.find(door).into_iter().filter(outside) {
            faults.push(fault(source, source.line(at), &format!("`{door}`: the rules do no I/O")));
        }
    }
    faults
}

/// A room imports only rooms named before it in lib.rs, so that the rules can be read like a book
/// and no two rooms need each other. Where rustfmt has sorted the names (`reorder_modules`), the
/// order says nothing, and the rooms must at least not run in a circle.
pub fn rooms_in_order(rooms: &[String], house: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut arrows: Vec<(usize, usize)> = Vec::new();
    let sorted = rooms.is_sorted();
    for source in house.iter().filter(|source| source.is_rust()) {
        let Some(room) = source.room("domain/src/").filter(|room| room != "lib") else { continue };
        let Some(mine) = rooms.iter().position(|name| *name == room) else {
            faults.push(format!("{}: lib.rs does not name the room `{room}`", source.path));
            continue;
        };
        for (line, name) in source.reaches("domain/src/", None) {
            let Some(other) = rooms.iter().position(|room| *room == name) else { continue };
            if other > mine && !sorted {
                let what = format!("`{room}` imports `{name}`, which lib.rs names later");
                faults.push(fault(source, line, &what));
            }
            if other != mine {
                arrows.push((mine, other));
            }
        }
    }
    faults.extend(circle(rooms, arrows));
    faults
}

/// Takes away, again and again, the rooms that import nothing still standing; what is left, when
/// nothing more can go, runs in a circle.
fn circle(rooms: &[String], arrows: Vec<(usize, usize)>) -> Option<String> {
    let mut standing: Vec<usize> = (0..rooms.len()).collect();
    loop {
        let free =
            |room: &usize| !arrows.iter().any(|(from, to)| from == room && standing.contains(to));
        let kept: Vec<usize> = standing.iter().copied().filter(|room| !free(room)).collect();
        if kept.is_empty() {
            return None;
        }
        if kept.len() == standing.len() {
            let names: Vec<&str> = kept.iter().map(|room| rooms[*room].as_str()).collect();
            return Some(format!("domain rooms import each other: {}", names.join(", ")));
        }
        standing = kept;
    }
}

/// A room of `src/` imports lower floors, and neighbours as long as they do not import it back:
/// storage that knew of HTTP could not be tested, replaced or read without it.
pub fn floors(house: &[Source]) -> Vec<String> {
    let floor = |name: &str| FLOORS.iter().find(|(room, _)| *room == name).map(|(_, floor)| *floor);
    let mut faults = Vec::new();
    let mut neighbours: Vec<(String, String, String)> = Vec::new();
    for source in house.iter().filter(|source| source.is_rust()) {
        let Some(room) = source.room("src/").filter(|room| room != "lib") else { continue };
        let Some(mine) = floor(&room) else {
            let what = format!("the room `{room}` has no floor: name it in tests/floors/checks.rs");
            faults.push(fault(source, 1, &what));
            continue;
        };
        for (line, name) in source.reaches("src/", Some("tenfold")) {
            let Some(other) = floor(&name).filter(|_| name != room) else { continue };
            if other > mine {
                let what = format!("floor {mine} `{room}` imports floor {other} `{name}`");
                faults.push(fault(source, line, &what));
            } else if other == mine {
                let back = |(from, to, _): &&(_, _, _)| *from == name && *to == room;
                if let Some((_, _, place)) = neighbours.iter().find(back) {
                    let what = format!("`{room}` and `{name}` import each other, see {place}");
                    faults.push(fault(source, line, &what));
                }
                neighbours.push((room.clone(), name, format!("{}:{line}", source.path)));
            }
        }
    }
    faults
}

/// Small pieces get read, reviewed and replaced; large ones get patched.
pub fn sizes(source: &Source) -> Vec<String> {
    let kind = source.path.rsplit('.').next().unwrap_or_default();
    let kinds = ["rs", "sql", "js", "mjs", "ts", "tsx", "css", "html", "sh"];
    // What a program writes nobody reads from top to bottom.
    if !kinds.contains(&kind) || source.path.ends_with("schema.d.ts") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES_MAX {
        let what = format!("{lines} lines in a file, {FILE_LINES_MAX} are the limit");
        faults.push(fault(source, 1, &what));
    }
    for (i, line) in source.text.lines().enumerate() {
        let columns = line.chars().count();
        if columns > LINE_COLUMNS_MAX {
            let what = format!("{columns} columns, {LINE_COLUMNS_MAX} are the limit");
            faults.push(fault(source, i + 1, &what));
        }
    }
    if source.is_rust() {
        for (name, line, lines) in source.functions() {
            if lines > FUNCTION_LINES_MAX {
                let what =
                    format!("fn {name} has {lines} lines, {FUNCTION_LINES_MAX} are the limit");
                faults.push(fault(source, line, &what));
            }
        }
    }
    faults
}

fn shipped(source: &Source) -> bool {
    let places = ["src/", "domain/src/", "sim/src/"];
    source.is_rust() && places.iter().any(|place| source.path.starts_with(place))
}

/// Time is handed in: a day replayed, simulated or tested must give the same answers. Benches,
/// tests and the command line measure and wait for real, and may look at the clock.
pub fn clocks(source: &Source) -> Vec<String> {
    if !shipped(source) || source.path == CLOCK || source.path.starts_with("src/cli") {
        return Vec::new();
    }
    let clocks = ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"];
    words(source, &clocks, "only src/service/clock.rs asks the time")
}

/// A sleep in a test is either too short on a slow day or too long on every other: wait for the
/// thing itself.
pub fn sleeps(source: &Source) -> Vec<String> {
    if !source.is_rust() {
        return Vec::new();
    }
    let ranges = source.test_ranges();
    let tested = |at: &usize| source.is_test() || ranges.iter().any(|range| range.contains(at));
    let calls = ["thread::sleep", "time::sleep"].into_iter();
    let hits = calls.flat_map(|call| source.find(call)).filter(tested);
    hits.map(|at| fault(source, source.line(at), "a test waits for a thing, never for a time"))
        .collect()
}

/// A panic in the writer loses a batch for one bad row. What may still panic says why.
pub fn panics(house: &[Source], allowed: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = vec![false; allowed.len()];
    for source in house {
        let place = source.path.starts_with("src/") || source.path.starts_with("domain/src/");
        if !place || !source.is_rust() || source.is_test() {
            continue;
        }
        let ranges = source.test_ranges();
        for at in [".unwrap()", ".expect("].into_iter().flat_map(|call| source.find(call)) {
            if ranges.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let line = source.line(at);
            let text = source.text.lines().nth(line - 1).unwrap_or_default();
            let entry = allowed.iter().position(|(path, part, why)| {
                *path == source.path && text.contains(part) && !why.is_empty()
            });
            match entry {
                Some(entry) => used[entry] = true,
                None => faults.push(fault(source, line, "a panic without a reason in MAY_PANIC")),
            }
        }
    }
    for ((path, part, _), _) in allowed.iter().zip(used).filter(|(_, used)| !used) {
        faults.push(format!("MAY_PANIC names `{part}` in {path}, which is gone: take it out"));
    }
    faults
}

/// What is half done says so in an issue, not in the sources; a test that is switched off guards
/// nothing; a line printed by a library ends up in somebody's pipe.
pub fn leftovers(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    if source.is_rust() {
        faults.extend(words(source, &["todo!", "unimplemented!", "dbg!"], "left over from work"));
        faults.extend(words(source, &["#[ignore"], "a test runs, or is taken out"));
    }
    if shipped(source) && !source.path.starts_with("src/cli") && source.path != "sim/src/main.rs" {
        faults.extend(words(source, &["println!", "print!"], "only the command line prints"));
    }
    // Joined here, so that this file does not find itself.
    let notes = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let text: Vec<char> = source.text.chars().collect();
    for note in &notes {
        for at in find(&text, note) {
            faults.push(fault(source, source.line(at), &format!("`{note}` belongs in an issue")));
        }
    }
    faults
}

/// What works at one path works on one machine.
pub fn machine_paths(source: &Source) -> Vec<String> {
    // Joined here, so that this file does not find itself.
    let (work, temporary) = (["/wo", "rk/"].concat(), ["/tm", "p/"].concat());
    let mut faults = Vec::new();
    for (i, line) in source.text.lines().enumerate() {
        if line.contains(&work) || (shipped(source) && line.contains(&temporary)) {
            faults.push(fault(source, i + 1, "a path of one machine"));
        }
    }
    faults
}

/// SQL in .sql files can be read, run and explained by itself; only storage speaks it at all.
pub fn sql_in_rust(source: &Source) -> Vec<String> {
    if !source.is_rust() || !source.path.starts_with("src/") {
        return Vec::new();
    }
    if source.path.starts_with("src/storage") {
        return Vec::new();
    }
    let verbs = ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"];
    let strings = source.strings.iter();
    strings
        .filter(|(_, text)| verbs.iter().any(|verb| text.contains(verb)))
        .map(|(line, _)| fault(source, *line, "SQL outside of src/storage"))
        .collect()
}

/// The interface description knows schemas by name alone: of two of one name it shows one, and
/// half of the readers are told a shape that never comes.
pub fn schema_names(house: &[Source]) -> Vec<String> {
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut faults = Vec::new();
    for source in house.iter().filter(|source| shipped(source)) {
        for at in source.find("ToSchema") {
            let before: String =
                source.code[..at].iter().rev().take_while(|c| **c != '\n').collect();
            if !before.contains("(evired[#") {
                continue;
            }
            let kinds = ["struct", "enum"].map(|kind| source.find(kind));
            let Some(item) = kinds.iter().flatten().filter(|item| **item > at).min() else {
                continue;
            };
            let kind = word(&source.code, *item);
            let name = word(&source.code, skip_space(&source.code, item + kind.len()));
            if let Some((_, place)) = seen.iter().find(|(other, _)| *other == name) {
                let what = format!("a second schema `{name}`, see {place}");
                faults.push(fault(source, source.line(*item), &what));
            }
            seen.push((name, format!("{}:{}", source.path, source.line(*item))));
        }
    }
    faults
}

/// A story without a command passes whatever the rules do.
pub fn empty_story(source: &Source) -> Vec<String> {
    if !source.path.starts_with("fixtures/stories/") {
        return Vec::new();
    }
    let told = source.text.lines().map(str::trim).any(|l| !l.is_empty() && !l.starts_with('#'));
    if told { Vec::new() } else { vec![fault(source, 1, "a story that tells nothing")] }
}
