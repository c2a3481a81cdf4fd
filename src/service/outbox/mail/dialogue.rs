//! What is said to a mail server and heard from it (RFC 5321): a command, a reply.

use std::io;

use tenfold_domain::term::DeliveryFault;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite};
use tokio::io::{AsyncWriteExt as _, BufReader};

/// Longest line of a reply; RFC 5321 asks for 512, servers say more.
const LINE_BYTES_MAX: u64 = 2_048;
/// Lines of a reply.
const LINES_MAX: usize = 100;

/// Any line, secured or not.
pub trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// A reply.
pub struct Reply {
    /// Three digits: 2xx done, 3xx go on, 4xx later, 5xx no.
    pub code: u16,
    /// What stands behind the code, line by line.
    pub lines: Vec<String>,
}

/// One line to a server.
pub struct Dialogue<L> {
    line: BufReader<L>,
}

impl<L: Line> Dialogue<L> {
    /// On a line that was just dialled or secured.
    pub fn on(line: L) -> Dialogue<L> {
        Dialogue { line: BufReader::new(line) }
    }

    /// The line itself, where the server has said nothing that nobody asked for: what came before
    /// the line was secured could be anybody's.
    pub fn into_line(self) -> Result<L, DeliveryFault> {
        if self.line.buffer().is_empty() {
            Ok(self.line.into_inner())
        } else {
            Err(DeliveryFault::Broken)
        }
    }

    /// Says a line and hears what comes of it.
    pub async fn ask(&mut self, command: &str) -> Result<Reply, DeliveryFault> {
        self.say(command).await?;
        self.hear().await
    }

    /// Says a line.
    pub async fn say(&mut self, command: &str) -> Result<(), DeliveryFault> {
        // A line that held another could say what nobody meant.
        if command.contains(['\r', '\n']) {
            return Err(DeliveryFault::Broken);
        }
        let line = zeroize::Zeroizing::new(format!("{command}\r\n"));
        self.write(line.as_bytes()).await.map_err(|_| DeliveryFault::Broken)
    }

    /// Says a whole mail and hears whether it was taken.
    pub async fn tell(&mut self, mail: &str) -> Result<Reply, DeliveryFault> {
        let told = self.write(stuffed(mail).as_bytes()).await;
        told.map_err(|_| DeliveryFault::Broken)?;
        self.hear().await
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let line = self.line.get_mut();
        line.write_all(bytes).await?;
        line.flush().await
    }

    /// The next reply, all its lines.
    pub async fn hear(&mut self) -> Result<Reply, DeliveryFault> {
        let mut lines = Vec::new();
        while lines.len() < LINES_MAX {
            let mut line = Vec::new();
            let read = (&mut self.line).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).await;
            read.map_err(|_| DeliveryFault::Broken)?;
            let (code, goes_on, said) = part(&line).ok_or(DeliveryFault::Broken)?;
            lines.push(said);
            if !goes_on {
                return Ok(Reply { code, lines });
            }
        }
        Err(DeliveryFault::Broken)
    }
}

/// A line of a reply: its code, whether another follows, what it says.
fn part(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n")?;
    let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
    let code = line.get(..3).filter(|code| code.bytes().all(|digit| digit.is_ascii_digit()))?;
    let code = code.parse().ok().filter(|code| (200..600).contains(code))?;
    let goes_on = match line.as_bytes().get(3) {
        None | Some(b' ') => false,
        Some(b'-') => true,
        Some(_) => return None,
    };
    Some((code, goes_on, line.get(4..).unwrap_or_default().to_owned()))
}

/// A mail as it goes over the line: a dot before every dot that begins a line, and its end.
fn stuffed(mail: &str) -> String {
    let mut text = String::with_capacity(mail.len() + 16);
    for line in mail.split_terminator("\r\n") {
        if line.starts_with('.') {
            text.push('.');
        }
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.push_str(".\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_that_begins_a_line_ends_no_mail() {
        assert_eq!(stuffed("a\r\n.\r\n..b\r\nc.\r\n"), "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(stuffed(""), ".\r\n");
    }

    #[test]
    fn a_line_of_a_reply_is_one_or_nothing() {
        assert_eq!(part(b"250 ok\r\n"), Some((250, false, "ok".into())));
        assert_eq!(part(b"250-SIZE 1\n"), Some((250, true, "SIZE 1".into())));
        assert_eq!(part(b"354\r\n"), Some((354, false, String::new())));
        for line in [&b"250 ok"[..], b"", b"25\r\n", b"2500 x\r\n", b"ok\r\n", b"150 x\r\n"] {
            assert_eq!(part(line), None, "{line:?}");
        }
    }
}
