//! `kill -9` between the platform's answer and the mark, and at any other moment: no outcome is
//! lost, the order holds, and a batch that comes twice is the same under the same id.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use crate::day::Day;
use crate::process::{Server, tenfold};
use crate::pushed::{numbers, published, upstream};
use crate::receiver::{Receiver, Say, Seen};
use crate::{PATIENCE, endpoints, singles};

const KILLS: usize = 8;
/// Requests of each life but the last.
const LIFE: usize = 3;

#[test]
fn no_outcome_is_lost_when_it_dies_between_sending_and_marking() {
    let mut day = Day::begin();
    (0..12).for_each(|lot| singles(&mut day, lot));
    let wanted: Vec<u64> = published(&day).iter().map(|one| one.0).collect();
    assert_eq!(wanted.len(), 72);
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
    let text = upstream("province", &receiver.url(), 2);
    endpoints(&day, &text);
    let file = data.join("notify.toml");
    std::fs::write(&file, text).expect("written");
    let more = ["--notify", file.to_str().expect("path")];
    for _ in 0..KILLS {
        let server = Server::start_with(&data, &more);
        let wanted = limit.load(Ordering::Acquire);
        let count = told.0.lock().expect("count");
        let waiting = |count: &mut usize| *count < wanted;
        let waited = told.1.wait_timeout_while(count, PATIENCE, waiting).expect("count");
        assert!(!waited.1.timed_out(), "request {wanted} does not come");
        drop(waited);
        server.kill();
        // Requests that were on their way count for this life.
        limit.store(receiver.seen().len() + LIFE, Ordering::Release);
    }
    limit.store(usize::MAX, Ordering::Release);
    let server = Server::start_with(&data, &more);
    let last = wanted.last();
    let seen =
        receiver.until(|seen: &[Seen]| seen.last().is_some_and(|one| numbers(one).last() == last));
    let mut batches: BTreeMap<String, String> = BTreeMap::new();
    let mut firsts = Vec::new();
    for one in &seen {
        match batches.get(one.key()) {
            Some(text) => assert_eq!(text, &one.text, "the same under one id"),
            None => {
                firsts.extend(numbers(one));
                batches.insert(one.key().to_owned(), one.text.clone());
            }
        }
    }
    assert_eq!(firsts, wanted, "each in one batch alone, in order");
    assert!(seen.len() > batches.len(), "none came twice: it never died in between");
    drop(server);
    let found = tenfold(&["verify", "--data", data.to_str().expect("path")]);
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
}
