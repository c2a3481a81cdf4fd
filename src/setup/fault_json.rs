//! The line of a key in JSON. The parser gives lines of what it cannot read; of what it read and
//! nobody can mean, this does.

use super::fault::NAMES;

/// A value, as far as keys and names are looked for in it.
enum Node {
    /// Members: key, its line, value.
    Object(Vec<(String, usize, Node)>),
    /// Elements: line, value.
    Array(Vec<(usize, Node)>),
    /// A string, a number or a word, as written; strings without their quotes.
    Plain(String),
}

/// Deeper than any file of the set-up: a text of brackets alone must not use up the stack.
const DEEP: usize = 32;

/// The line of a key like `labs.2.process`, or of the table it is missing from; an element of a
/// list goes by a name or by its place from 1. `None` where the text is no JSON.
pub(super) fn line_of(text: &str, key: &str) -> Option<usize> {
    let mut here = Reader { text, at: 0 }.node(0)?;
    let mut line = None;
    for word in key.split('.') {
        let (found, next) = match here {
            Node::Object(members) => {
                let hit = members.into_iter().find(|(key, ..)| key == word);
                let Some((_, found, next)) = hit else { return line };
                (found, next)
            }
            Node::Array(elements) => {
                let named = elements.iter().rposition(|(_, node)| node.is_named(word));
                let at = named.or_else(|| word.parse::<usize>().ok()?.checked_sub(1));
                let Some(hit) = at.and_then(|at| elements.into_iter().nth(at)) else {
                    return line;
                };
                hit
            }
            Node::Plain(_) => return line,
        };
        line = Some(found);
        here = next;
    }
    line
}

impl Node {
    fn is_named(&self, word: &str) -> bool {
        let Node::Object(members) = self else { return false };
        members.iter().any(|(key, _, value)| {
            NAMES.contains(&key.as_str()) && matches!(value, Node::Plain(text) if text == word)
        })
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next sign that is no space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let skipped = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += skipped;
        rest.get(skipped).copied()
    }

    /// Goes over a sign, where it comes next.
    fn skip(&mut self, sign: u8) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn line(&self) -> usize {
        self.text.as_bytes()[..self.at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn node(&mut self, depth: usize) -> Option<Node> {
        match self.peek()? {
            b'{' | b'[' if depth > DEEP => None,
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(Node::Plain),
            _ => {
                let rest = self.text.get(self.at..)?;
                let end = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
                self.at += end;
                Some(Node::Plain(rest[..end].trim().to_owned()))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Node> {
        let mut members = Vec::new();
        self.skip(b'{');
        while self.peek()? != b'}' {
            let line = self.line();
            let key = self.string()?;
            if !self.skip(b':') {
                return None;
            }
            members.push((key, line, self.node(depth + 1)?));
            self.skip(b',');
        }
        self.skip(b'}');
        Some(Node::Object(members))
    }

    fn array(&mut self, depth: usize) -> Option<Node> {
        let mut elements = Vec::new();
        self.skip(b'[');
        while self.peek()? != b']' {
            let line = self.line();
            elements.push((line, self.node(depth + 1)?));
            if !self.skip(b',') && self.peek()? != b']' {
                return None;
            }
        }
        self.skip(b']');
        Some(Node::Array(elements))
    }

    /// A string with its escapes read.
    fn string(&mut self) -> Option<String> {
        if self.peek()? != b'"' {
            return None;
        }
        let rest = &self.text.as_bytes()[self.at..];
        let mut end = 1;
        while *rest.get(end)? != b'"' {
            end += if rest[end] == b'\\' { 2 } else { 1 };
        }
        let written = self.text.get(self.at..=self.at + end)?;
        self.at += end + 1;
        serde_json::from_str(written).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_line_in_json_too() {
        let text = "{\n \"a\": 1,\n \"b\": {\"c\": [1,\n 2]},\n \"labs\": [\n  {\"name_zh\": \
                    \"\\u7532 \\\"x\\\"\", \"hours\": []},\n  {\"id\": 7,\n   \"x\": null}\n ]\n}";
        for (key, line) in [
            ("a", Some(2)),
            ("b.c", Some(3)),
            ("b.c.2", Some(4)),
            ("b.missing", Some(3)),
            ("labs.甲 \"x\".hours", Some(6)),
            ("labs.7.x", Some(8)),
            ("labs.2.missing", Some(7)),
            ("labs.9", Some(5)),
            ("nothing", None),
        ] {
            assert_eq!(line_of(text, key), line, "{key}");
        }
        for broken in ["", "{", "{\"a\"", "{\"a\" 1}", "[1 2]", "\"", "{\"a\": \"\\"] {
            assert_eq!(line_of(broken, "a"), None, "{broken}");
        }
        assert_eq!(line_of(&"[".repeat(100_000), "a"), None);
    }
}
