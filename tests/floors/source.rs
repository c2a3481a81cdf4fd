//! One source file, read just far enough to tell code from comments, strings and tests.
//!
//! Not a parser: the rules here need words, braces and paths, and a parser would be a dependency
//! heavier than everything it guards.

use std::ops::Range;

/// A file, its code with comments and strings blanked, and the strings on their own.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// As written.
    pub text: String,
    /// As long as the text, line for line, with comments, strings and characters blanked.
    pub code: Vec<char>,
    /// Each string literal with the line it starts on.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        let chars: Vec<char> = text.chars().collect();
        let (code, strings) =
            if path.ends_with(".rs") { blank(&chars) } else { (chars, Vec::new()) };
        Source { path: path.into(), text: text.into(), code, strings }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// A file that is compiled for tests alone.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
    }

    /// The line of an offset, counted from one.
    pub fn line(&self, at: usize) -> usize {
        1 + self.code[..at].iter().filter(|c| **c == '\n').count()
    }

    /// Where a phrase stands in the code; a phrase that starts or ends with a letter is matched
    /// as whole words, so that `println!` is not found in `eprintln!`.
    pub fn find(&self, phrase: &str) -> Vec<usize> {
        find(&self.code, phrase)
    }

    /// Offsets of the items marked `#[cfg(test)]`, and of functions marked as tests.
    pub fn test_ranges(&self) -> Vec<Range<usize>> {
        let marks = ["#[cfg(test)]", "#[test]", "#[tokio::test"];
        let starts = marks.iter().flat_map(|mark| self.find(mark));
        starts.map(|start| start..item_end(&self.code, start)).collect()
    }

    /// Offsets of each `mod name { … }`.
    pub fn inline_mods(&self) -> Vec<Range<usize>> {
        let mods = self.find("mod").into_iter();
        mods.map(|start| start..item_end(&self.code, start))
            .filter(|range| self.code[range.clone()].contains(&'{'))
            .collect()
    }

    /// Name, first line and number of lines of every function with a body.
    pub fn functions(&self) -> Vec<(String, usize, usize)> {
        let mut found = Vec::new();
        for start in self.find("fn") {
            let name = word(&self.code, skip_space(&self.code, start + 2));
            let end = item_end(&self.code, start);
            if !name.is_empty() && self.code[start..end].last() == Some(&'}') {
                let lines = self.line(end - 1) - self.line(start) + 1;
                found.push((name, self.line(start), lines));
            }
        }
        found
    }

    /// The modules this file declares without a body, in the order they are named.
    pub fn rooms(&self) -> Vec<String> {
        let mods = self.find("mod").into_iter();
        mods.map(|at| skip_space(&self.code, at + 3))
            .map(|at| (word(&self.code, at), at))
            .filter(|(name, at)| self.code.get(at + name.chars().count()) == Some(&';'))
            .map(|(name, _)| name)
            .collect()
    }

    /// The room a file belongs to: its folder or its name right under `src/`.
    pub fn room(&self, src: &str) -> Option<String> {
        let inside = self.path.strip_prefix(src)?;
        let first = inside.split('/').next()?;
        Some(first.strip_suffix(".rs").unwrap_or(first).to_string())
    }

    /// Every name that stands right under the crate's root in a path of this file, with its line:
    /// `crate::name`, `crate::{name, …}`, `super::name` from as deep as the file is, and
    /// `package::name` where the package is named.
    pub fn reaches(&self, src: &str, package: Option<&str>) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let roots = ["crate::"].into_iter().map(str::to_string);
        for root in roots.chain(package.map(|name| format!("{name}::"))) {
            for at in self.find(&root) {
                self.names_at(at + root.chars().count(), &mut found);
            }
        }
        let depth = self.depth(src);
        let inline = self.inline_mods();
        let mut past = 0;
        for at in self.find("super::") {
            if at < past {
                continue;
            }
            let (mut end, mut steps) = (at, 0);
            while starts(&self.code, end, "super::") {
                (end, steps) = (end + 7, steps + 1);
            }
            past = end;
            if steps == depth + inline.iter().filter(|range| range.contains(&at)).count() {
                self.names_at(end, &mut found);
            }
        }
        found
    }

    /// How many `super::` lead from this file to the crate's root.
    fn depth(&self, src: &str) -> usize {
        let inside = self.path.strip_prefix(src).unwrap_or_default();
        let steps = inside.split('/').count();
        match inside.rsplit('/').next() {
            Some("lib.rs" | "main.rs" | "mod.rs") => steps - 1,
            _ => steps,
        }
    }

    fn names_at(&self, at: usize, found: &mut Vec<(usize, String)>) {
        if self.code.get(at) != Some(&'{') {
            found.push((self.line(at), word(&self.code, at)));
            return;
        }
        let (mut depth, mut fresh) = (0, true);
        for (i, c) in self.code.iter().enumerate().skip(at) {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => return,
                '}' => depth -= 1,
                ',' if depth == 1 => fresh = true,
                c if fresh && depth == 1 && is_word(*c) => {
                    found.push((self.line(i), word(&self.code, i)));
                    fresh = false;
                }
                _ => {}
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word that starts at an offset, or nothing.
pub fn word(code: &[char], at: usize) -> String {
    code.iter().skip(at).take_while(|c| is_word(**c)).collect()
}

/// The first offset from here that is no white space.
pub fn skip_space(code: &[char], at: usize) -> usize {
    at + code.iter().skip(at).take_while(|c| c.is_whitespace()).count()
}

fn starts(code: &[char], at: usize, phrase: &str) -> bool {
    phrase.chars().enumerate().all(|(i, c)| code.get(at + i) == Some(&c))
}

/// Where a phrase stands, as whole words at whichever end is a letter.
pub fn find(code: &[char], phrase: &str) -> Vec<usize> {
    let length = phrase.chars().count();
    let before = phrase.starts_with(is_word);
    let after = phrase.ends_with(is_word);
    let inside = |i: usize| code.get(i).is_some_and(|c| is_word(*c));
    (0..code.len())
        .filter(|at| starts(code, *at, phrase))
        .filter(|at| !(before && *at > 0 && inside(at - 1)))
        .filter(|at| !(after && inside(at + length)))
        .collect()
}

/// The offset just past the item that starts here: its `;`, or its closing brace.
pub fn item_end(code: &[char], start: usize) -> usize {
    let (mut braces, mut others) = (0, 0);
    for (i, c) in code.iter().enumerate().skip(start) {
        match c {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            '{' => braces += 1,
            '}' if braces <= 1 => return i + 1,
            '}' => braces -= 1,
            ';' if braces == 0 && others == 0 => return i + 1,
            _ => {}
        }
    }
    code.len()
}

/// Blanks comments, strings and characters, and hands the strings back with their lines.
fn blank(text: &[char]) -> (Vec<char>, Vec<(usize, String)>) {
    let mut code = text.to_vec();
    let (mut strings, mut at, mut line) = (Vec::new(), 0, 1);
    while at < text.len() {
        let end = match (text[at], text.get(at + 1)) {
            ('/', Some('/')) => at + text[at..].iter().take_while(|c| **c != '\n').count(),
            ('/', Some('*')) => comment_end(text, at),
            ('"', _) => string_end(text, at),
            ('r', Some('"' | '#')) if at == 0 || !is_word(text[at - 1]) || text[at - 1] == 'b' => {
                raw_end(text, at)
            }
            ('\'', _) => char_end(text, at),
            _ => at,
        };
        if matches!(text[at], '"' | 'r') && end > at {
            strings.push((line, text[at..end].iter().collect()));
        }
        for i in at..end {
            if text[i] != '\n' {
                code[i] = ' ';
            }
        }
        let next = end.max(at + 1);
        line += text[at..next].iter().filter(|c| **c == '\n').count();
        at = next;
    }
    (code, strings)
}

/// Rust's block comments nest.
fn comment_end(text: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < text.len() {
        match (text[at], text.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn string_end(text: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() {
        match text[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// The end of `r"…"` or `r##"…"##`; a raw name such as `r#type` is no string and ends where it is.
fn raw_end(text: &[char], start: usize) -> usize {
    let hashes = text[start + 1..].iter().take_while(|c| **c == '#').count();
    if text.get(start + 1 + hashes) != Some(&'"') {
        return start;
    }
    let close: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = start + 2 + hashes;
    (body..text.len()).find(|at| starts(text, *at, &close)).map_or(text.len(), |at| at + 1 + hashes)
}

/// The end of a character such as `'{'`; a lifetime ends where it is.
fn char_end(text: &[char], start: usize) -> usize {
    let close = match text.get(start + 1) {
        Some('\\') => text[start + 3..].iter().position(|c| *c == '\'').map(|i| start + 3 + i),
        Some(_) if text.get(start + 2) == Some(&'\'') => Some(start + 2),
        _ => None,
    };
    close.map_or(start, |at| at + 1)
}
