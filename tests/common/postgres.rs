//! A PostgreSQL of the test's own: made in a folder of its own, reached by a socket in it, gone
//! with the test. One that runs is never touched.
#![allow(dead_code)] // each test uses a part of it

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tenfold::storage::postgres::Session;

/// A running server; stopped and forgotten when dropped.
pub struct Postgres {
    programs: PathBuf,
    folder: tempfile::TempDir,
    /// What it is told beyond what every server here is.
    flags: &'static str,
}

/// Where Debian puts each version's programs.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The number in its socket's name.
const PORT: u16 = 5432;

/// Whom the server runs as where the test runs as root: the server refuses that.
const USER: &str = "postgres";

/// The folder with `initdb`; nothing where whoever runs the tests said that there is none.
fn programs() -> Option<PathBuf> {
    if std::env::var_os("TENFOLD_NO_POSTGRES").is_some() {
        eprintln!("skipped: TENFOLD_NO_POSTGRES is set");
        return None;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<PathBuf> = std::fs::read_dir(DEBIAN)
        .map(|found| found.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let found = folders.into_iter().find(|folder| folder.join("initdb").exists());
    Some(found.expect("PostgreSQL is missing: install postgresql, or set TENFOLD_NO_POSTGRES=1"))
}

impl Postgres {
    /// Starts a server, unless there is none to be started.
    pub fn start() -> Option<Postgres> {
        Some(Postgres::begin(programs()?, ""))
    }

    /// Starts a coordinator and so many workers of a Citus cluster, unless Citus is not installed.
    pub fn cluster<const N: usize>() -> Option<(Postgres, [Postgres; N])> {
        let programs = programs()?;
        let plain = Postgres::begin(programs.clone(), "");
        let session = Session::connect(&plain.address(USER)).expect("connects");
        let known = "SELECT 1 FROM pg_available_extensions WHERE name = 'citus'";
        if session.first(known, &[]).expect("answered").is_none() {
            eprintln!("skipped: the Citus extension is not installed beside this PostgreSQL");
            return None;
        }
        let one = || Postgres::begin(programs.clone(), "-c shared_preload_libraries=citus");
        Some((one(), std::array::from_fn(|_| one())))
    }

    fn begin(programs: PathBuf, flags: &'static str) -> Postgres {
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").expect("folder");
        let server = Postgres { programs, folder, flags };
        if is_root() {
            let user = number(&["id", "-u", USER]);
            std::os::unix::fs::chown(server.folder.path(), user, None).expect("chown");
        }
        let data = server.data();
        let data = data.to_str().expect("path");
        server.run("initdb", &["-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]);
        server.go();
        server
    }

    /// Starts it, again after [`Postgres::crash`]; it takes sessions when this returns.
    pub fn go(&self) {
        let socket = self.folder.path().to_str().expect("path");
        // The machine does not go down under it, so what is written need not be waited for.
        let flags = format!("-k {socket} -c listen_addresses='' -c fsync=off {}", self.flags);
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let [data, log] = [&data, &log].map(|path| path.to_str().expect("path"));
        self.run("pg_ctl", &["-D", data, "-w", "-s", "-l", log, "-o", &flags, "start"]);
    }

    /// Ends it as `kill -9` would: nothing is written, nobody is told.
    pub fn crash(&self) {
        let data = self.data();
        let data = data.to_str().expect("path");
        self.run("pg_ctl", &["-D", data, "-w", "-s", "-m", "immediate", "stop"]);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A new, empty database; its address.
    pub fn database(&self, name: &str) -> String {
        let maintenance = Session::connect(&self.address(USER)).expect("connects");
        maintenance.batch(&format!("CREATE DATABASE {name}")).expect("made");
        self.address(name)
    }

    /// The same, distributed over these workers.
    pub fn distributed(&self, name: &str, workers: &[Postgres]) -> String {
        let extended = |server: &Postgres| {
            let url = server.database(name);
            let session = Session::connect(&url).expect("connects");
            session.batch("CREATE EXTENSION citus").expect("made");
            (url, session)
        };
        let (url, coordinator) = extended(self);
        let here = self.folder.path().display();
        let said = format!("SELECT citus_set_coordinator_host('{here}', {PORT})");
        coordinator.batch(&said).expect("named");
        for worker in workers {
            extended(worker);
            let there = worker.folder.path().display();
            let said = format!("SELECT citus_add_node('{there}', {PORT})");
            coordinator.batch(&said).expect("added");
        }
        url
    }

    /// The folder with its socket.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn address(&self, database: &str) -> String {
        self.address_through(self.folder.path(), database)
    }

    /// The address of a database by a socket in another folder that leads here.
    pub fn address_through(&self, folder: &Path, database: &str) -> String {
        let socket = folder.to_str().expect("path").replace('/', "%2F");
        format!("postgres://{USER}@{socket}/{database}")
    }

    fn run(&self, program: &str, flags: &[&str]) {
        let Output { status, stderr, .. } = self.as_user(program, flags).output().expect(program);
        assert!(status.success(), "{program}: {}", String::from_utf8_lossy(&stderr));
    }

    fn as_user(&self, program: &str, flags: &[&str]) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // What it starts must not hold the test's lines open.
        command.args(flags).current_dir(Path::new("/")).stdin(Stdio::null());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        let flags = ["-D", data.to_str().unwrap_or_default(), "-s", "-m", "immediate", "stop"];
        // One that ended by itself cannot be stopped.
        let _ = self.as_user("pg_ctl", &flags).output();
    }
}

fn is_root() -> bool {
    number(&["id", "-u"]) == Some(0)
}

/// What a program answers, as a number.
fn number(words: &[&str]) -> Option<u32> {
    let output = Command::new(words[0]).args(&words[1..]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
