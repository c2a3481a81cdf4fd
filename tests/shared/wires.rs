//! What stands between a client and a server: a balancer that gives each line to the next service,
//! and a line that is cut where the test says.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// Copies what comes until either side ends, then ends the other.
fn copy(mut from: impl Read, mut to: impl Write, end: impl FnOnce()) {
    // A side that is cut is how a line ends here.
    let _ = std::io::copy(&mut from, &mut to);
    end();
}

/// A load balancer of the plainest kind; where it listens. A service that is away is passed over.
pub fn balancer(services: Vec<SocketAddr>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("address");
    std::thread::spawn(move || {
        let mut turn = services.iter().cycle();
        for client in listener.incoming().flatten() {
            let mut tries = turn.by_ref().take(services.len());
            let Some(server) = tries.find_map(|service| TcpStream::connect(service).ok()) else {
                continue;
            };
            let (client_too, server_too) = (client.try_clone(), server.try_clone());
            let (client_too, server_too) = (client_too.expect("line"), server_too.expect("line"));
            let end = move |line: TcpStream| move || drop(line.shutdown(Shutdown::Both));
            let (back, forth) =
                (client.try_clone().expect("line"), server.try_clone().expect("line"));
            std::thread::spawn(move || copy(client, server, end(forth)));
            std::thread::spawn(move || copy(server_too, client_too, end(back)));
        }
    });
    address
}

/// Where a commit is lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cut {
    /// Before the server hears of it.
    Before,
    /// After the server has kept it and before the client hears of that.
    After,
}

/// A way to PostgreSQL's socket that cuts the line at a commit when it is told to.
pub struct Cutter {
    folder: tempfile::TempDir,
    /// 0: nowhere; 1: before; 2: after the next commit.
    at: Arc<AtomicU32>,
    cuts: Arc<AtomicU32>,
    /// Statements of each transaction that was committed, in order.
    counts: Arc<Mutex<Vec<usize>>>,
}

/// The words of a commit as they go over the line: a simple query.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

impl Cutter {
    /// Listens in a folder of its own for the server in another.
    pub fn new(server: &Path) -> Cutter {
        let folder = tempfile::Builder::new().prefix("cut").tempdir_in("/tmp").expect("folder");
        let listener = UnixListener::bind(socket(folder.path())).expect("socket");
        let (at, cuts) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let counts = Arc::new(Mutex::new(Vec::new()));
        let (server, told, counted) = (socket(server), at.clone(), cuts.clone());
        let noted = counts.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = UnixStream::connect(&server) else { continue };
                let (told, counted, noted) = (told.clone(), counted.clone(), noted.clone());
                std::thread::spawn(move || serve(client, server, (&told, &counted), &noted));
            }
        });
        Cutter { folder, at, cuts, counts }
    }

    /// The folder with the socket.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Cuts the line at the next commit that goes over any.
    pub fn at_next_commit(&self, cut: Cut) {
        self.at.store(1 + u32::from(cut == Cut::After), Ordering::SeqCst);
    }

    /// How many statements each transaction had that was committed since this was asked last.
    pub fn statements(&self) -> Vec<usize> {
        std::mem::take(&mut self.counts.lock().expect("counts"))
    }

    /// How often it has cut.
    pub fn cuts(&self) -> u32 {
        self.cuts.load(Ordering::SeqCst)
    }
}

fn socket(folder: &Path) -> PathBuf {
    folder.join(".s.PGSQL.5432")
}

/// Hands over what the client says, and watches for a commit.
fn serve(
    mut client: UnixStream,
    mut server: UnixStream,
    (at, cuts): (&AtomicU32, &AtomicU32),
    counts: &Mutex<Vec<usize>>,
) {
    let mut counter = Counter::default();
    let (from, to) = (server.try_clone().expect("line"), client.try_clone().expect("line"));
    let (both, too) = (client.try_clone().expect("line"), server.try_clone().expect("line"));
    let answers =
        std::thread::spawn(move || copy(from, to, || drop(both.shutdown(Shutdown::Both))));
    let mut bytes = vec![0; 1 << 16];
    while let Ok(count @ 1..) = client.read(&mut bytes) {
        counter.hear(&bytes[..count], counts);
        let is_commit = bytes[..count].ends_with(COMMIT);
        let cut = if is_commit { at.swap(0, Ordering::SeqCst) } else { 0 };
        if cut > 0 {
            cuts.fetch_add(1, Ordering::SeqCst);
            let _ = client.shutdown(Shutdown::Both);
        }
        if cut == 1 || server.write_all(&bytes[..count]).is_err() {
            break;
        }
        if cut == 2 {
            // The server closes when it has done what it was told and hears no more.
            let _ = server.shutdown(Shutdown::Write);
            break;
        }
    }
    let _ = too.shutdown(Shutdown::Write);
    let _ = answers.join();
}

/// Counts what a client has the server do, by the frames of its messages: a letter, a length of
/// four bytes that counts itself, and so much. The first message of a line has no letter.
#[derive(Default)]
struct Counter {
    heard: Vec<u8>,
    is_begun: bool,
    statements: usize,
}

impl Counter {
    fn hear(&mut self, bytes: &[u8], counts: &Mutex<Vec<usize>>) {
        self.heard.extend_from_slice(bytes);
        loop {
            let letter = usize::from(self.is_begun);
            let Some(length) = self.heard.get(letter..letter + 4) else { return };
            let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize;
            let Some(body) = self.heard.get(letter + 4..letter + length) else { return };
            let (tag, said) = (self.heard[0], String::from_utf8_lossy(body).into_owned());
            self.heard.drain(..letter + length);
            if !std::mem::replace(&mut self.is_begun, true) {
                continue;
            }
            match tag {
                b'Q' if said.starts_with("BEGIN") => self.statements = 0,
                b'Q' if said.starts_with("COMMIT") => {
                    counts.lock().expect("counts").push(self.statements);
                }
                b'Q' | b'E' => self.statements += 1,
                _ => {}
            }
        }
    }
}
