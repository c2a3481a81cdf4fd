//! Notices as mails: one line to a server, kept while there is more to send.
//!
//! ```text
//! dial ─► (TLS) ─► greeting ─► EHLO ─► (STARTTLS ─► EHLO) ─► (AUTH) ─► MAIL ─► RCPT ─► DATA
//!         smtps                         smtp                            once for each notice
//! ```
//!
//! What a server says of a mail for good (5xx from MAIL on) makes it a dead letter at once. What it
//! says of whoever sends, and any 4xx, is tried again: a wrong password must not end every notice.

mod dialogue;
mod message;

use std::time::Duration;

use tenfold_domain::code::Region;
use tenfold_domain::term::DeliveryFault;
use tokio::net::TcpStream;
use zeroize::Zeroizing;

use self::dialogue::{Dialogue, Line, Reply};
use super::letter::Letter;
use super::line::{Address, Tls};
use crate::edge::hex::to_base64;
use crate::setup::notify::{Mail, Security};

/// How long a server that nothing more is wanted of may take to hear so.
const QUIT_TIME_MAX: Duration = Duration::from_secs(2);
/// The server ends the line.
const CLOSING: u16 = 421;
/// Who sends is to sign in first, or did so in vain (RFC 4954).
const SIGN_IN: [u16; 4] = [530, 534, 535, 538];

/// Why a mail was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Returned {
    /// In a word.
    pub fault: DeliveryFault,
    /// The same mail would be refused again.
    pub is_for_good: bool,
}

impl From<DeliveryFault> for Returned {
    fn from(fault: DeliveryFault) -> Returned {
        Returned { fault, is_for_good: false }
    }
}

/// One mailbox, and the line to its server.
pub struct Mailer {
    mail: Mail,
    address: Address,
    tls: Option<Tls>,
    region: Region,
    line: Option<Dialogue<Box<dyn Line>>>,
}

impl Mailer {
    /// As the set-up checked it. Errors, in words, where its certificates are none.
    pub fn new(mail: &Mail, region: Region) -> Result<Mailer, String> {
        let secure = mail.security != Security::Clear;
        let tls = secure.then(|| Tls::new(&mail.host, mail.ca_pem.as_deref())).transpose()?;
        let address = Address { host: mail.host.clone(), port: mail.port, loopback_only: false };
        Ok(Mailer { mail: mail.clone(), address, tls, region, line: None })
    }

    /// One try, over in `timeout` however it ends.
    pub async fn send(&mut self, letter: &Letter, timeout: Duration) -> Result<(), Returned> {
        let tried = tokio::time::timeout(timeout, self.exchange(letter)).await;
        tried.unwrap_or(Err(DeliveryFault::Slow.into()))
    }

    /// Nothing more is to be sent for now.
    pub async fn quit(&mut self) {
        let Some(mut line) = self.line.take() else { return };
        // How it takes leave changes nothing.
        let _ = tokio::time::timeout(QUIT_TIME_MAX, line.ask("QUIT")).await;
    }

    /// The line is kept only where the mail was taken: after anything else it is not known what
    /// the server would say next.
    async fn exchange(&mut self, letter: &Letter) -> Result<(), Returned> {
        let from = format!("MAIL FROM:<{}>", self.mail.from.as_str());
        let kept = match self.line.take() {
            None => None,
            // Closed while nobody looked: the mail goes over a new one.
            Some(mut line) => match line.ask(&from).await {
                Ok(reply) if reply.code != CLOSING => Some((line, reply)),
                _ => None,
            },
        };
        let (mut line, reply) = match kept {
            Some(kept) => kept,
            None => {
                let mut line = self.open().await?;
                let reply = line.ask(&from).await?;
                (line, reply)
            }
        };
        of_mail(&reply)?;
        let to = format!("RCPT TO:<{}>", self.mail.to.as_str());
        of_mail(&line.ask(&to).await?)?;
        let reply = line.ask("DATA").await?;
        if reply.code != 354 {
            of_mail(&reply)?;
            return Err(DeliveryFault::Broken.into());
        }
        let text = message::message(&self.mail, self.region, letter);
        of_mail(&line.tell(&text).await?)?;
        self.line = Some(line);
        Ok(())
    }

    /// A line on which mails may be sent.
    async fn open(&self) -> Result<Dialogue<Box<dyn Line>>, DeliveryFault> {
        let stream = self.address.dial().await?;
        let name = own_name(&stream);
        let mut line = match (&self.tls, self.mail.security) {
            (Some(tls), Security::Tls) => boxed(tls.secure(stream).await?),
            (Some(tls), _) => {
                let mut clear = Dialogue::on(stream);
                of_sender(&clear.hear().await?)?;
                of_sender(&clear.ask(&format!("EHLO {name}")).await?)?;
                of_sender(&clear.ask("STARTTLS").await?)?;
                let secured = tls.secure(clear.into_line()?).await?;
                return self.signed_in(boxed(secured), &name).await;
            }
            (None, _) => boxed(stream),
        };
        of_sender(&line.hear().await?)?;
        self.signed_in(line, &name).await
    }

    /// Says who it is, and signs in where the set-up says so.
    async fn signed_in(
        &self,
        mut line: Dialogue<Box<dyn Line>>,
        name: &str,
    ) -> Result<Dialogue<Box<dyn Line>>, DeliveryFault> {
        let can = line.ask(&format!("EHLO {name}")).await?;
        of_sender(&can)?;
        let Some((user, password)) = &self.mail.sign_in else { return Ok(line) };
        let ways: Vec<String> = can
            .lines
            .iter()
            .filter(|one| one.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("AUTH ")))
            .flat_map(|one| one.split_ascii_whitespace().skip(1).map(str::to_ascii_uppercase))
            .collect();
        let knows = |way: &str| ways.iter().any(|one| one == way);
        let reply = if knows("PLAIN") {
            let mut both = Zeroizing::new(Vec::with_capacity(user.len() + password.0.len() + 2));
            both.push(0);
            both.extend(user.bytes());
            both.push(0);
            both.extend(password.0.iter());
            line.ask(&Zeroizing::new(format!("AUTH PLAIN {}", *coded(&both)))).await?
        } else if knows("LOGIN") {
            let mut reply = line.ask("AUTH LOGIN").await?;
            for part in [user.as_bytes(), password.0.as_slice()] {
                if reply.code == 334 {
                    reply = line.ask(&coded(part)).await?;
                }
            }
            reply
        } else {
            return Err(DeliveryFault::SignIn);
        };
        match reply.code {
            200..300 => Ok(line),
            400..500 => Err(DeliveryFault::Deferred),
            _ => Err(DeliveryFault::SignIn),
        }
    }
}

fn boxed(line: impl Line + 'static) -> Dialogue<Box<dyn Line>> {
    Dialogue::on(Box::new(line))
}

fn coded(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(to_base64(bytes))
}

/// How this machine calls itself: by its number on this line, since it may have no name.
fn own_name(stream: &TcpStream) -> String {
    match stream.local_addr().map(|address| address.ip()) {
        Ok(std::net::IpAddr::V6(number)) => format!("[IPv6:{number}]"),
        Ok(number) => format!("[{number}]"),
        Err(_) => "[127.0.0.1]".to_owned(),
    }
}

/// What a reply says of who sends: nothing of it is the mail's fault.
fn of_sender(reply: &Reply) -> Result<(), DeliveryFault> {
    match reply.code {
        200..300 => Ok(()),
        400..500 => Err(DeliveryFault::Deferred),
        _ => Err(DeliveryFault::Refused),
    }
}

/// What a reply says of the mail.
fn of_mail(reply: &Reply) -> Result<(), Returned> {
    match reply.code {
        200..300 => Ok(()),
        code if SIGN_IN.contains(&code) => Err(DeliveryFault::SignIn.into()),
        500..600 => Err(Returned { fault: DeliveryFault::Refused, is_for_good: true }),
        400..500 => Err(DeliveryFault::Deferred.into()),
        _ => Err(DeliveryFault::Broken.into()),
    }
}
