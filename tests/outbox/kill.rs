//! `kill -9` between the receiver's answer and the mark, and at any other moment: no notice is
//! lost, the order holds, and what comes twice comes under one key.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use crate::day::Day;
use crate::process::{Server, tenfold};
use crate::receiver::{Receiver, Say};
use crate::{endpoints, singles, webhook};

const KILLS: usize = 12;
/// Requests of each life but the last.
const LIFE: usize = 17;

#[test]
fn nothing_is_lost_when_it_dies_between_sending_and_marking() {
    let mut day = Day::begin();
    (0..4).for_each(|lot| singles(&mut day, lot));
    day.close();
    let data = day.folder.path().to_owned();
    // Tells the killer that the last request of a life is there; it is answered all the same.
    let (limit, told) =
        (Arc::new(AtomicUsize::new(LIFE)), Arc::new((Mutex::new(0), Condvar::new())));
    let (at, tell) = (limit.clone(), told.clone());
    let receiver = Receiver::start(move |n, _| {
        if n + 1 == at.load(Ordering::Acquire) {
            *tell.0.lock().expect("count") = n + 1;
            tell.1.notify_all();
            // Every second life ends before the answer.
            return if n % 2 == 0 { Say::Hang } else { Say::Taken };
        }
        // What comes while it is being killed must not use up what there is.
        if n < at.load(Ordering::Acquire) { Say::Taken } else { Say::Hang }
    });
    endpoints(&day, &webhook("all", &receiver.url()));
    let file = data.join("notify.toml");
    std::fs::write(&file, webhook("all", &receiver.url())).expect("written");
    let more = ["--notify", file.to_str().expect("path")];
    for _ in 0..KILLS {
        let server = Server::start_with(&data, &more);
        let wanted = limit.load(Ordering::Acquire);
        let count = told.0.lock().expect("count");
        drop(told.1.wait_while(count, |count| *count < wanted).expect("count"));
        server.kill();
        // Requests that were on their way count for this life.
        limit.store(receiver.seen().len() + LIFE, Ordering::Release);
    }
    limit.store(usize::MAX, Ordering::Release);
    let server = Server::start_with(&data, &more);
    let notices = 4 * 72;
    let whole = |seen: &[crate::receiver::Seen]| {
        let mut notices: Vec<u64> = seen.iter().map(|one| one.notice()).collect();
        notices.sort_unstable();
        notices.dedup();
        notices.len()
    };
    let seen = receiver.until(|seen| whole(seen) == notices);
    assert!(seen.len() > notices, "none came twice: it never died in between");
    let (mut last, mut keys) = (0, BTreeMap::new());
    for one in &seen {
        let key = keys.entry(one.notice()).or_insert_with(|| {
            assert!(one.notice() > last, "{} comes first after {last}", one.notice());
            one.key().to_owned()
        });
        assert_eq!(key, one.key());
        last = one.notice();
    }
    drop(server);
    let found = tenfold(&["verify", "--data", data.to_str().expect("path")]);
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
}
