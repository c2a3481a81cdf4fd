//! A mail server as one meets them: it secures its line or not, wants a password or not, and says
//! to each mail what a test wants.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use tenfold::edge::hex::base64;
use tokio_rustls::rustls::{ServerConnection, StreamOwned};

use crate::secured;

/// A mail that came whole, taken or not.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// What was said before it on its line since the last mail, without passwords' answers.
    pub said: Vec<String>,
    /// Over a secured line.
    pub is_secured: bool,
    /// As it was sent, its dots as they were.
    pub text: String,
}

impl Mail {
    /// Headers by their names, unfolded.
    pub fn headers(&self) -> BTreeMap<String, String> {
        let (head, _) = self.text.split_once("\r\n\r\n").expect("an empty line");
        let unfolded = head.replace("\r\n ", " ");
        let lines = unfolded.split("\r\n").map(|line| line.split_once(": ").expect("a header"));
        lines.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect()
    }

    /// The subject as a person reads it.
    pub fn subject(&self) -> String {
        let mut bytes = Vec::new();
        for word in self.headers()["subject"].split(' ') {
            let inner = word.strip_prefix("=?UTF-8?B?").and_then(|it| it.strip_suffix("?="));
            bytes.extend(base64(inner.expect("an encoded word")).expect("base64"));
        }
        String::from_utf8(bytes).expect("text")
    }

    /// The body as a person reads it.
    pub fn body(&self) -> String {
        let (_, body) = self.text.split_once("\r\n\r\n").expect("an empty line");
        assert!(body.split("\r\n").all(|line| line.len() <= 76), "{body}");
        String::from_utf8(base64(body).expect("base64")).expect("text")
    }

    /// The number of its notice, as its `Message-ID` has it.
    pub fn notice(&self) -> u64 {
        self.headers()["message-id"].split('.').nth(2).expect("parts").parse().expect("number")
    }
}

/// What it says to a mail.
#[derive(Clone, Copy)]
pub enum Say {
    Taken,
    /// This to `MAIL`, `RCPT`, `DATA`, or to the whole mail (`.`).
    At(&'static str, &'static str),
    /// Reads the mail whole and closes without a word.
    Close,
    /// Reads the mail whole and says nothing until the other side goes.
    Hang,
}

/// How it stands.
#[derive(Clone, Copy, Default)]
pub struct Manner {
    /// Secured from the first byte, or by STARTTLS.
    pub tls: Option<&'static str>,
    /// How one signs in, where one must, and the password of `tenfold`.
    pub sign_in: Option<(&'static str, &'static str)>,
    /// What somebody on the line adds in clear behind the answer to STARTTLS.
    pub added: &'static str,
}

/// Mails begun, mails that came whole, lines.
type Shared = Arc<Mutex<(usize, Vec<Mail>, usize)>>;
type Script = Arc<dyn Fn(usize) -> Say + Send + Sync>;

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// A server that listens until the test ends.
pub struct Postbox {
    pub address: SocketAddr,
    shared: Shared,
}

impl Postbox {
    /// Says to the n-th mail that is begun, from 0, what `script` says.
    pub fn start(manner: Manner, script: impl Fn(usize) -> Say + Send + Sync + 'static) -> Postbox {
        let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
        let address = listener.local_addr().expect("address");
        let shared: Shared = Arc::default();
        let (kept, script): (_, Script) = (shared.clone(), Arc::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, script) = (kept.clone(), script.clone());
                std::thread::spawn(move || Visit { manner, kept, script }.serve(stream));
            }
        });
        Postbox { address, shared }
    }

    /// Every mail that came whole.
    pub fn seen(&self) -> Vec<Mail> {
        self.shared.lock().expect("list").1.clone()
    }

    /// How many lines it was dialled on.
    pub fn lines(&self) -> usize {
        self.shared.lock().expect("list").2
    }
}

/// One line.
struct Visit {
    manner: Manner,
    kept: Shared,
    script: Script,
}

impl Visit {
    /// Whatever ends the line ends the visit.
    fn serve(self, stream: TcpStream) -> Option<()> {
        self.kept.lock().expect("list").2 += 1;
        let secure = |stream| {
            let server = ServerConnection::new(secured::config()).expect("server");
            BufReader::new(Box::new(StreamOwned::new(server, stream)) as Box<dyn Wire>)
        };
        if self.manner.tls == Some("smtps") {
            return self.greet(secure(stream), true);
        }
        if self.manner.tls.is_none() {
            return self.greet(BufReader::new(Box::new(stream) as Box<dyn Wire>), false);
        }
        let mut clear = BufReader::new(stream);
        answer(&mut clear, "220 mail.example ESMTP")?;
        assert!(hear(&mut clear)?.starts_with("EHLO ["));
        answer(&mut clear, "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN")?;
        assert_eq!(hear(&mut clear)?, "STARTTLS", "nothing else is said in clear");
        answer(&mut clear, &format!("220 go on{}", self.manner.added))?;
        self.session(secure(clear.into_inner()), true)
    }

    fn greet(self, mut line: BufReader<Box<dyn Wire>>, is_secured: bool) -> Option<()> {
        answer(&mut line, "220-mail.example\r\n220 no idle talk")?;
        self.session(line, is_secured)
    }

    fn session(self, mut line: BufReader<Box<dyn Wire>>, is_secured: bool) -> Option<()> {
        let (mut said, mut say, mut may) = (Vec::new(), Say::Taken, self.manner.sign_in.is_none());
        loop {
            let command = hear(&mut line)?;
            let verb = command.split([' ', ':']).next().unwrap_or_default().to_owned();
            said.push(command.clone());
            match &*verb {
                "EHLO" => {
                    let auth = self.manner.sign_in.map_or("SIZE 9", |(ways, _)| ways);
                    answer(&mut line, &format!("250-mail.example\r\n250-8BITMIME\r\n250 {auth}"))?;
                    continue;
                }
                "AUTH" => {
                    may = self.signs_in(&mut line, &command)?;
                    let told = if may { "235 welcome" } else { "535 5.7.8 not you" };
                    answer(&mut line, told)?;
                    continue;
                }
                "QUIT" => return answer(&mut line, "221 bye"),
                "MAIL" => say = self.begun(),
                _ => {}
            }
            let usual = if verb == "DATA" { "354 go on" } else { "250 ok" };
            match say {
                _ if !may => answer(&mut line, "530 5.7.0 sign in")?,
                Say::At(at, told) if at == verb => answer(&mut line, told)?,
                _ => {
                    answer(&mut line, usual)?;
                    if verb == "DATA" {
                        let text = read(&mut line)?;
                        self.keep(Mail { said: std::mem::take(&mut said), is_secured, text });
                        match say {
                            Say::Close => return None,
                            Say::Hang => {
                                // Until the other side has had enough.
                                let _ = line.read(&mut [0]);
                                return None;
                            }
                            Say::At(".", told) => answer(&mut line, told)?,
                            _ => answer(&mut line, "250 taken")?,
                        }
                    }
                }
            }
        }
    }

    fn begun(&self) -> Say {
        let mut held = self.kept.lock().expect("list");
        held.0 += 1;
        (self.script)(held.0 - 1)
    }

    fn keep(&self, mail: Mail) {
        self.kept.lock().expect("list").1.push(mail);
    }

    fn signs_in(&self, line: &mut BufReader<Box<dyn Wire>>, command: &str) -> Option<bool> {
        let (_, password) = self.manner.sign_in.expect("asked for");
        let text = |coded: &str| String::from_utf8(base64(coded).expect("base64")).expect("text");
        if let Some(both) = command.strip_prefix("AUTH PLAIN ") {
            return Some(text(both) == format!("\0tenfold\0{password}"));
        }
        assert_eq!(command, "AUTH LOGIN");
        answer(line, "334 VXNlcm5hbWU6")?;
        let user = text(&hear(line)?);
        answer(line, "334 UGFzc3dvcmQ6")?;
        Some(user == "tenfold" && text(&hear(line)?) == password)
    }
}

fn answer(line: &mut BufReader<impl Read + Write>, text: &str) -> Option<()> {
    line.get_mut().write_all(format!("{text}\r\n").as_bytes()).ok()?;
    line.get_mut().flush().ok()
}

fn hear(line: &mut BufReader<impl Read>) -> Option<String> {
    let mut said = String::new();
    line.read_line(&mut said).ok().filter(|read| *read > 0)?;
    Some(said.strip_suffix("\r\n").expect("a whole line").to_owned())
}

/// A mail to its single dot, its stuffed dots taken out.
fn read(line: &mut BufReader<impl Read>) -> Option<String> {
    let mut text = String::new();
    loop {
        let one = hear(line)?;
        if one == "." {
            return Some(text);
        }
        text.push_str(one.strip_prefix('.').unwrap_or(&one));
        text.push_str("\r\n");
    }
}
