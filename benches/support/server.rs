//! A service on a port of its own, in this process, with a runtime of its own.
#![allow(dead_code)] // each bench uses a part of it

use std::net::SocketAddr;
use std::path::Path;

use tenfold::service::{Service, tokens};
use tenfold::storage::sqlite;
use tenfold::storage::tables::reference;
use tenfold_domain::code::{DeviceId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};

use crate::load::request;
use crate::support;

/// A running server; stopped when dropped.
pub struct Running {
    address: SocketAddr,
    token: String,
    folder: tempfile::TempDir,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    /// Starts on a new campaign.
    pub fn start() -> Running {
        let folder = tempfile::tempdir().expect("folder");
        support::campaign(folder.path());
        let service = std::sync::Arc::new(support::open(folder.path()));
        Running::over(folder, service)
    }

    /// Starts over a service that is open on this folder.
    pub fn over(folder: tempfile::TempDir, service: std::sync::Arc<Service>) -> Running {
        let token = token(folder.path(), StaffId(7));
        let app = tenfold::http::App::new(service);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (say, said) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            support::runtime().block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
                say.send(listener.local_addr().expect("address")).expect("heard");
                let until = async move {
                    // Dropped or sent: either way it is time to stop.
                    let _ = stopped.await;
                };
                tenfold::http::server::serve(app, listener, until).await.expect("serves");
            });
        });
        let address = said.recv().expect("listens");
        Running { address, token, folder, stop: Some(stop), thread: Some(thread) }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its token, of staff 7.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// A token of somebody else.
    pub fn token_of(&self, staff: u32) -> String {
        token(self.folder.path(), StaffId(staff))
    }

    /// Where its data are.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Bodies as requests that it takes.
    pub fn sign(&self, bodies: &[String]) -> Vec<Vec<u8>> {
        bodies.iter().map(|body| request("/v1/commands", &self.token, body)).collect()
    }

    /// Stops, opens the data again and compares what was registered.
    pub fn check(mut self, registered: i64) {
        self.end();
        let service = support::open(self.folder.path());
        let total = service.board.boards()[&support::REGION].total;
        assert_eq!(total.registered, registered, "every acknowledged registration is kept");
        assert!(total.law_holds());
        service.stop();
    }

    fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            thread.join().expect("stops");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

fn token(data: &Path, staff: StaffId) -> String {
    let (device, scope) = (DeviceId(9), Scope::default());
    let bearer = Bearer { role: Role::Admin, staff, device, scope };
    let (token, stored) = tokens::issue(support::REGION, bearer, 1).expect("token");
    let store = sqlite::SqliteStore::open(data).map(|mut store| {
        reference::put_token(store.connection(), &stored, tenfold::service::clock::now())
    });
    store.expect("opens").expect("kept");
    token
}
