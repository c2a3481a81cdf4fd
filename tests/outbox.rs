//! Notices and outcomes leave over real sockets: in order, signed, with nothing personal in them,
//! past receivers that are slow, fail, hang or answer twice, and past `kill -9`.

mod day;
mod process;

#[path = "outbox/failing.rs"]
mod failing;
#[path = "outbox/file.rs"]
mod file;
#[path = "outbox/hurried.rs"]
mod hurried;
#[path = "outbox/kill.rs"]
mod kill;
#[path = "outbox/leaving.rs"]
mod leaving;
#[path = "outbox/mailed.rs"]
mod mailed;
#[path = "outbox/postbox.rs"]
mod postbox;
#[path = "outbox/pushed.rs"]
mod pushed;
#[path = "outbox/pushed_any.rs"]
mod pushed_any;
#[path = "outbox/pushed_kill.rs"]
mod pushed_kill;
#[path = "outbox/raised.rs"]
mod raised;
#[path = "outbox/receiver.rs"]
mod receiver;
#[path = "outbox/secured.rs"]
mod secured;

use std::sync::Arc;
use std::time::Duration;

use day::{Day, REGION, a_box, plate, tube};
use hurried::Hurried;
use tenfold::service::outbox::Outgoing;
use tenfold::service::query::deliveries::{DeliveryPage, DeliveryView};
use tenfold::service::{Options, Service};
use tenfold::setup::notify::{self, Notify};
use tenfold::storage::tables::outbox::Filter;
use tenfold_domain::command::Act;
use tenfold_domain::term::Delivery;

/// Longer than anything here takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What signs in these tests.
pub const SECRET: [u8; 32] = [42; 32];

/// Every party.
pub const ALL: &str =
    "[\"squad\",\"community\",\"police\",\"ambulance\",\"hospital\",\"cdc\",\"headquarters\"]";

/// Endpoints as a file says them; `secret` and the fixtures' `ca.pem` lie beside it.
pub fn endpoints(day: &Day, text: &str) -> Notify {
    let folder = day.folder.path();
    let secret = tenfold::edge::hex::to_base64(&SECRET);
    std::fs::write(folder.join("secret"), format!("whsec_{secret}\n")).expect("written");
    let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/notify/ca.pem");
    std::fs::copy(ca, folder.join("ca.pem")).expect("copied");
    notify::from_toml("notify.toml", text, folder).expect("sound")
}

/// An endpoint of every party at an address.
pub fn webhook(name: &str, url: &str) -> String {
    format!(
        "[[endpoints]]\nname = \"{name}\"\nparties = {ALL}\nurl = \"{url}\"\n\
         secret_file = \"secret\"\n"
    )
}

/// Opens the service again, with notices that leave.
pub fn open(day: &mut Day, notify: Notify) -> Arc<Hurried> {
    if day.service.is_some() {
        day.close();
    }
    let clock = Arc::new(Hurried::default());
    let outgoing = Some(Outgoing { notify, clock: clock.clone() });
    let options = Options { outgoing, ..Options::new(day.folder.path()) };
    day.service = Some(Arc::new(Service::open(&options).expect("service")));
    clock
}

/// Six people, each positive in a tube of their own: twelve notices each.
pub fn singles(day: &mut Day, lot: u64) {
    let tubes: Vec<_> = (0..6).map(|n| tube(1_000 + lot * 6 + n)).collect();
    for (n, tube) in (0..).zip(&tubes) {
        day.register(*tube, 100 + lot as u16 * 6 + n, 1);
        day.ask(Act::Swab { tube: *tube, person: None });
        day.ask(Act::SealTube { tube: *tube, count: 1 });
    }
    day.carry(a_box(500 + lot), &tubes);
    let positive: Vec<_> = tubes.iter().map(|tube| (*tube, true)).collect();
    day.test(plate(500 + lot), &positive);
}

/// A page of deliveries.
pub fn deliveries(day: &Day, state: Option<Delivery>) -> DeliveryPage {
    let filter = Filter { state, ..Filter::ALL };
    let asked = day.service().deliveries(REGION, filter, 1_000);
    day.runtime.block_on(asked).expect("read")
}

/// Asks until it is so.
pub fn until(day: &Day, says: impl Fn(&DeliveryPage) -> bool) -> DeliveryPage {
    let since = std::time::Instant::now();
    loop {
        let page = deliveries(day, None);
        if says(&page) {
            return page;
        }
        let newest = page.deliveries.first();
        assert!(since.elapsed() < PATIENCE, "it does not come: {:?} {newest:?}", page.endpoints);
    }
}

/// Everything of an endpoint.
pub fn of<'a>(page: &'a DeliveryPage, endpoint: &str) -> Vec<&'a DeliveryView> {
    page.deliveries.iter().filter(|one| one.endpoint == endpoint).collect()
}
