//! A line of a story as words, each of which must be used: a slip of the pen in a story is an
//! error and never silently ignored.

use std::cell::RefCell;

/// The words of one line.
pub struct Words {
    words: Vec<String>,
    used: RefCell<Vec<bool>>,
}

impl Words {
    /// Splits a line.
    pub fn of(line: &str) -> Words {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let used = RefCell::new(vec![false; words.len()]);
        Words { words, used }
    }

    fn mark(&self, place: usize) {
        self.used.borrow_mut()[place] = true;
    }

    /// The word at a place.
    pub fn at(&self, place: usize) -> Result<&str, String> {
        let word = self.words.get(place).ok_or("the line is too short")?;
        self.mark(place);
        Ok(word)
    }

    /// Whether the line begins with these words.
    pub fn begins(&self, phrase: &str) -> bool {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let begins =
            self.words.len() >= phrase.len() && phrase.iter().zip(&self.words).all(|(a, b)| a == b);
        if begins {
            (0..phrase.len()).for_each(|place| self.mark(place));
        }
        begins
    }

    /// The word after a key word, if the key word is there.
    pub fn find(&self, key: &str) -> Option<&str> {
        let place = self.words.iter().position(|word| word == key)?;
        self.mark(place);
        let word = self.words.get(place + 1)?;
        self.mark(place + 1);
        Some(word)
    }

    /// The word after a key word.
    pub fn after(&self, key: &str) -> Result<&str, String> {
        self.find(key).ok_or_else(|| format!("`{key} …` is missing"))
    }

    /// Whether the word is there.
    pub fn has(&self, word: &str) -> bool {
        let place = self.words.iter().position(|w| w == word);
        place.inspect(|place| self.mark(*place)).is_some()
    }

    /// Every `key=value` word.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let places = self.words.iter().enumerate();
        places
            .filter_map(|(place, word)| {
                let pair = word.split_once('=')?;
                self.mark(place);
                Some(pair)
            })
            .collect()
    }

    /// Every word from a place on.
    pub fn rest(&self, from: usize) -> Vec<&str> {
        (from..self.words.len()).for_each(|place| self.mark(place));
        self.words.iter().skip(from).map(String::as_str).collect()
    }

    /// Refuses a word that nobody looked at.
    pub fn all_used(&self) -> Result<(), String> {
        let used = self.used.borrow();
        match self.words.iter().zip(used.iter()).find(|(_, used)| !**used) {
            Some((word, _)) => Err(format!("`{word}` is not understood here")),
            None => Ok(()),
        }
    }
}

/// A number with its letter before it: `T12` is 12.
pub fn numbered(word: &str, letter: char) -> Option<u32> {
    word.strip_prefix(letter)?.parse().ok()
}

/// `P1..P3` in a line stands for three lines, and a second range runs beside the first; without
/// a range the line stands for itself. A `given` line unfolds its members by itself.
pub fn unfold(line: &str) -> Vec<String> {
    let ranges: Vec<(&str, char, u32, u32)> = line.split_whitespace().filter_map(range).collect();
    let Some((.., first, last)) = ranges.first().copied().filter(|_| !line.starts_with("given "))
    else {
        return vec![line.to_owned()];
    };
    let nth = |step: u32| {
        ranges.iter().fold(line.to_owned(), |line, (word, letter, from, _)| {
            line.replacen(word, &format!("{letter}{}", from + step), 1)
        })
    };
    (0..=last - first).map(nth).collect()
}

fn range(word: &str) -> Option<(&str, char, u32, u32)> {
    let (first, last) = word.split_once("..")?;
    let letter = first.chars().next()?;
    Some((word, letter, numbered(first, letter)?, numbered(last, letter)?))
}
