//! Whether markup is well formed: every element is closed, in order, and attributes are quoted.

/// Elements that never have an end.
const EMPTY: [&str; 3] = ["meta", "link", "br"];

/// Panics with the place of the first fault.
pub fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>").expect("a document type");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "a sign not escaped: {text}");
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order, before {:.80}", rest);
            continue;
        }
        let name = tag.split([' ', '\n', '/']).next().expect("a name");
        assert!(tag.matches('"').count().is_multiple_of(2), "quotes: {tag}");
        if tag.ends_with('/') || EMPTY.contains(&name) {
            continue;
        }
        if name == "script" || name == "style" {
            // Not markup until its own end.
            let closing = format!("</{name}>");
            let end = rest.find(&closing).expect("its end");
            rest = &rest[end + closing.len()..];
            continue;
        }
        open.push(name);
    }
    assert!(open.is_empty(), "never closed: {open:?}");
}
