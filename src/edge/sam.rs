//! The talk with a card reader's security module: the three commands, and answers found in what a
//! serial port delivers (DOMAIN 1.3). What an answer to *read* holds is
//! for [`super::frame`] and [`super::chip`].
//!
//! ```text
//! AA AA AA 96 69 | length, 2 bytes, high first | length bytes, the last of them the checksum
//! ```
//! A command's bytes are two of code; an answer's begin with `00 00` and the status. The checksum
//! is the XOR of everything after the preamble.

use super::frame::PREAMBLE;

/// Longest answer taken: text, photograph and two fingerprints are below 2,400 bytes, and a damaged
/// length must not make the bridge wait for 64 KiB.
const LENGTH_MAX: usize = 4096;

/// What the module is asked, in this order for each card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// Is there a card that was not read since it was laid on?
    Find,
    /// Take it.
    Select,
    /// Its text and photograph.
    Read,
}

impl Command {
    /// As it goes over the line.
    pub fn frame(self) -> [u8; 10] {
        let [group, code] = match self {
            Command::Find => [0x20, 0x01],
            Command::Select => [0x20, 0x02],
            Command::Read => [0x30, 0x01],
        };
        let [a, b, c, d, e] = PREAMBLE;
        [a, b, c, d, e, 0x00, 0x03, group, code, 0x03 ^ group ^ code]
    }

    /// The status of an answer that did what was asked.
    pub fn good(self) -> u8 {
        match self {
            Command::Find => 0x9f,
            Command::Select | Command::Read => 0x90,
        }
    }
}

/// No card, or one that was read already and still lies there.
pub const NOT_FOUND: u8 = 0x80;
/// A card that went away, or was not laid flat.
pub const NOT_SELECTED: u8 = 0x81;

/// What may be wrong with an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// It declares a length that no answer has.
    Length(usize),
    /// A byte was changed on the way.
    Checksum,
}

/// Bytes as they come, until an answer is whole.
#[derive(Default)]
pub struct Answers {
    bytes: Vec<u8>,
}

impl Answers {
    /// Takes what came, and hands back the first whole answer's status and frame. What stands
    /// before a preamble is dropped: noise, or the end of an answer that came too late.
    ///
    /// # Errors
    /// [`Damage`]; the damaged answer is dropped.
    pub fn take(&mut self, came: &[u8]) -> Result<Option<(u8, Vec<u8>)>, Damage> {
        self.bytes.extend_from_slice(came);
        let width = PREAMBLE.len();
        let Some(start) = self.bytes.windows(width).position(|window| window == PREAMBLE) else {
            // The last bytes may be the beginning of a preamble.
            let kept = self.bytes.len().min(width - 1);
            self.drop_first(self.bytes.len() - kept);
            return Ok(None);
        };
        self.drop_first(start);
        let Some([high, low]) = self.bytes.get(width..width + 2) else { return Ok(None) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Two of zero, the status, the checksum.
        if !(4..=LENGTH_MAX).contains(&length) {
            self.drop_first(width);
            return Err(Damage::Length(length));
        }
        let end = width + 2 + length;
        if self.bytes.len() < end {
            return Ok(None);
        }
        if self.bytes[width..end].iter().fold(0, |sum, byte| sum ^ byte) != 0 {
            self.drop_first(width);
            return Err(Damage::Checksum);
        }
        let frame = self.bytes[..end].to_vec();
        self.drop_first(end);
        Ok(Some((frame[width + 4], frame)))
    }

    /// Forgets what is not whole, and overwrites it: it may be somebody's.
    pub fn clear(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.bytes);
    }

    fn drop_first(&mut self, count: usize) {
        let left = self.bytes.len() - count;
        self.bytes.copy_within(count.., 0);
        zeroize::Zeroize::zeroize(&mut self.bytes[left..]);
        self.bytes.truncate(left);
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer of this status and content.
    fn answer(status: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() + 4) as u16;
        let mut frame = [&PREAMBLE[..], &length.to_be_bytes(), &[0, 0, status], content].concat();
        let sum = frame[5..].iter().fold(0, |sum, byte| sum ^ byte);
        frame.push(sum);
        frame
    }

    #[test]
    fn commands_are_those_of_the_drivers() {
        let hex = |command: Command| {
            command.frame()[5..].iter().map(|byte| format!("{byte:02X}")).collect::<String>()
        };
        assert_eq!(hex(Command::Find), "0003200122");
        assert_eq!(hex(Command::Select), "0003200221");
        assert_eq!(hex(Command::Read), "0003300132");
    }

    #[test]
    fn an_answer_is_whole_whatever_pieces_it_comes_in() {
        let found = answer(0x9f, &[0; 4]);
        assert_eq!(found[5..], [0, 8, 0, 0, 0x9f, 0, 0, 0, 0, 0x97], "as modules send it");
        let noise = [&[0xaa, 0x96, 0xaa, 0xaa][..], &found, &answer(0x80, &[])].concat();
        for size in 1..noise.len() {
            let mut answers = Answers::default();
            let came = noise.chunks(size).map(|piece| answers.take(piece).expect("sound"));
            let first: Vec<_> = came.flatten().collect();
            assert_eq!(first[0], (0x9f, found.clone()), "{size}");
            let second = first.get(1).cloned().or_else(|| answers.take(&[]).expect("sound"));
            assert_eq!(second.map(|(status, _)| status), Some(0x80), "{size}");
        }
    }

    #[test]
    fn every_changed_byte_is_found() {
        let found = answer(0x90, &[1, 2, 3]);
        for place in 5..found.len() {
            let mut spoilt = found.clone();
            spoilt[place] ^= 0x40;
            let told = Answers::default().take(&spoilt);
            assert!(!matches!(told, Ok(Some(_))), "{place}: {told:?}");
        }
        let mut answers = Answers::default();
        let mut spoilt = found.clone();
        spoilt[8] ^= 1;
        assert_eq!(answers.take(&spoilt), Err(Damage::Checksum));
        assert_eq!(answers.take(&found), Ok(Some((0x90, found))), "the next one is read");
    }
}
