//! What one of several services does for all: it sends notices, and remembers which labels were
//! printed.

use std::path::Path;

use serde_json::Value;
use tenfold::service::labels::{Keeper, NotHandedOut, hand_out};
use tenfold::storage::open::Duty;
use tenfold_domain::code::SiteId;
use tenfold_domain::term::Party;

use crate::postgres::Postgres;
use crate::process::{self, Server};
use crate::{board, campaign, feed, until};
use tenfold::edge::block::{Kind, Numbering};

#[test]
fn a_duty_is_one_holders_until_it_is_left() {
    let Some(postgres) = Postgres::start() else { return };
    let (_folder, [data]) = campaign::<1>(&postgres.database("duty"));
    let [first, second] = [[1; 16], [2; 16]].map(|one| Duty::of(&data, "a", one).expect("duty"));
    let other = Duty::of(&data, "b", [2; 16]).expect("duty");
    let take = |duty: &Duty| duty.take().expect("asked");
    assert_eq!((take(&first), take(&second), take(&first)), (true, false, true));
    assert!(take(&other), "another duty is another's");
    second.leave().expect("what is not one's own stays");
    assert!(!take(&second));
    first.leave().expect("left");
    assert_eq!((take(&second), take(&first)), (true, false));
}

/// The files of a folder that notices go to.
fn sent(inbox: &Path) -> usize {
    std::fs::read_dir(inbox)
        .expect("folder")
        .flatten()
        .filter(|file| file.file_name().to_str().is_some_and(|name| name.ends_with(".json")))
        .count()
}

/// Notices that nobody has confirmed: nobody does here.
fn told(server: &Server, token: &str) -> usize {
    let board: Value = board(server, token);
    board["notices"]["unconfirmed"].as_u64().map_or(0, |open| open as usize)
}

#[test]
fn who_comes_after_the_sender_sends_on() {
    let Some(postgres) = Postgres::start() else { return };
    let (folder, [first, second]) = campaign::<2>(&postgres.database("sending"));
    let (inbox, notify) = (folder.path().join("inbox"), folder.path().join("notify.toml"));
    std::fs::create_dir(&inbox).expect("made");
    let parties: Vec<String> =
        Party::ALL.iter().map(|party| format!("{:?}", party.word())).collect();
    let parties = parties.join(", ");
    let endpoint = format!("[[endpoints]]\nname = \"all\"\nparties = [{parties}]\n");
    std::fs::write(&notify, format!("{endpoint}folder = \"inbox\"\n")).expect("written");
    let more = ["--notify", notify.to_str().expect("path")];
    let sender = Server::start_with(&first, &more);
    let other = Server::start_with(&second, &more);
    let token = process::token(&first, &["--role", "commander"]);
    feed(&first, sender.address(), "1");
    // The other one has followed.
    let totals = |server: &Server| board(server, &token)["totals"].clone();
    until("both boards agree", || totals(&other) == totals(&sender));
    let before = told(&other, &token);
    assert!(before > 0, "somebody is told");
    until("all is sent", || sent(&inbox) >= before);
    sender.kill();
    feed(&second, other.address(), "2");
    until("more is to be sent", || told(&other, &token) > before);
    let after = told(&other, &token);
    until("the other sends", || sent(&inbox) >= after);
    assert_eq!(sent(&inbox), after, "nothing else was sent");
}

#[test]
fn no_label_is_printed_twice_wherever_it_is_asked_for() {
    let Some(postgres) = Postgres::start() else { return };
    let (_folder, data) = campaign::<2>(&postgres.database("labels"));
    let [left, right] = data.each_ref().map(|data| Keeper::of(data).expect("kept"));
    let rules = tenfold::setup::protocol::from_toml(
        "p",
        include_str!("../../fixtures/protocols/ruijin-2022.toml"),
    );
    let numbering = Numbering::of(&rules.expect("protocol").tube_codes).expect("numbers");
    let ask = |keeper: &Keeper, begin| {
        hand_out(keeper, begin, &numbering, ((Kind::Tube, SiteId(1), 0), 10))
    };
    assert!(matches!(ask(&left, false), Err(NotHandedOut::Absent(_))));
    let first = ask(&left, true).expect("begun");
    assert!(matches!(ask(&right, true), Err(NotHandedOut::Present(_))));
    let mut blocks = vec![first];
    std::thread::scope(|scope| {
        let asked = [&left, &right].map(|keeper| {
            scope.spawn(move || {
                (0..20).map(|_| ask(keeper, false).expect("next")).collect::<Vec<_>>()
            })
        });
        asked.into_iter().for_each(|some| blocks.extend(some.join().expect("ended")));
    });
    let mut codes: Vec<String> = Vec::new();
    for block in &blocks {
        codes.extend(numbering.codes(block).map(|code| code.to_string()));
    }
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!((all, codes.len()), (410, 410));
}
