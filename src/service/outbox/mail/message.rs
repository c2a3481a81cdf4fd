//! A mail as it is sent: headers of RFC 5322 and 2047, the text in base64. The same notice makes
//! the same bytes in every try, so that whoever keeps the `Message-ID` may drop what comes twice.

use tenfold_domain::code::Region;

use super::super::letter::Letter;
use super::super::words;
use crate::edge::hex::to_base64;
use crate::service::clock;
use crate::setup::notify::{Mail, Says};

/// Bytes of text in an encoded word: with `=?UTF-8?B?` and `?=` it stays within 75 signs.
const WORD_BYTES_MAX: usize = 45;
/// Bytes of text in a line of the body: 76 signs.
const LINE_BYTES: usize = 57;

/// The mail of a notice, each line ended by CR LF. No header holds anything but numbers, checked
/// addresses and encoded words, so that no text can add one.
pub fn message(mail: &Mail, region: Region, letter: &Letter) -> String {
    let [in_zh, in_en] = [0, 1].map(|language: usize| letter.texts[language].is_some());
    let (subject_zh, subject_en) = words::mail_subject(letter.notice);
    let subjects = [in_zh.then_some(subject_zh), in_en.then_some(subject_en)];
    let subject = subjects.into_iter().flatten().collect::<Vec<_>>().join(" / ");
    let languages = [in_zh.then_some("zh-CN"), in_en.then_some("en")];
    let languages = languages.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (date, domain) = (clock::of_mail(letter.told_at), mail.from.domain());
    let (from, to) = (mail.from.as_str(), mail.to.as_str());
    let (notice, key, subject) = (letter.notice, &letter.key, encoded(&subject));
    let mut text = format!(
        "Date: {date}\r\nFrom: <{from}>\r\nTo: <{to}>\r\n\
         Message-ID: <notice.{}.{notice}.{key}@{domain}>\r\nSubject: {subject}\r\n\
         Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Language: {languages}\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        region.0
    );
    for line in body(mail, region, letter).as_bytes().chunks(LINE_BYTES) {
        text.push_str(&to_base64(line));
        text.push_str("\r\n");
    }
    text
}

/// What a person reads, Chinese before English.
fn body(mail: &Mail, region: Region, letter: &Letter) -> String {
    let where_to = (region, letter.notice, mail.look_up.as_str());
    let (number_zh, number_en) = words::mail_number(where_to);
    let numbers = [number_zh, number_en];
    let parts = letter.texts.iter().zip(&numbers).filter_map(|(told, number)| {
        let told = told.as_ref()?;
        Some(match mail.says {
            Says::Number => format!("{number}\r\n"),
            Says::All => format!("{told}\r\n{number}\r\n"),
        })
    });
    parts.collect::<Vec<_>>().join("\r\n")
}

/// A text as a header may hold it: encoded words of whole letters, a line each.
fn encoded(text: &str) -> String {
    let mut words = vec![String::new()];
    for letter in text.chars() {
        if let Some(last) = words.last_mut()
            && last.len() + letter.len_utf8() <= WORD_BYTES_MAX
        {
            last.push(letter);
        } else {
            words.push(letter.to_string());
        }
    }
    let words = words.iter().map(|word| format!("=?UTF-8?B?{}?=", to_base64(word.as_bytes())));
    words.collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::hex::base64;

    #[test]
    fn an_encoded_text_is_the_text_and_no_line_of_its_own() {
        for text in ["核酸检测通知 7 / Test notice 7", "a\r\nBcc: x@y.example", &"检".repeat(99)]
        {
            let header = encoded(text);
            let mut whole = Vec::new();
            for word in header.split("\r\n ") {
                assert!(word.len() <= 75 && !word.contains(['\r', '\n']), "{word}");
                let inner = word.strip_prefix("=?UTF-8?B?").and_then(|it| it.strip_suffix("?="));
                let bytes = base64(inner.expect("a word")).expect("base64");
                assert!(std::str::from_utf8(&bytes).is_ok(), "a letter is never cut");
                whole.extend(bytes);
            }
            assert_eq!(whole, text.as_bytes());
        }
    }
}
