//! Notices as mails, to servers that are sound, slow, shy of strangers, or strangers themselves.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tenfold_domain::term::Delivery;

use crate::day::{Day, REGION};
use crate::postbox::{Mail, Manner, Postbox, Say};
use crate::{ALL, deliveries, endpoints, of, open, singles, until};

/// An endpoint of every party, by mail.
fn by_mail(name: &str, server: &str, more: &str) -> String {
    format!(
        "[[endpoints]]\nname = \"{name}\"\nparties = {ALL}\nsmtp = \"{server}\"\n\
         mail_from = \"tenfold@city.example\"\nmail_to = \"duty@{name}.example\"\n\
         look_up = \"https://tenfold.city.example/\"\n{more}"
    )
}

fn in_clear(name: &str, postbox: &Postbox, more: &str) -> String {
    let server = format!("smtp://127.0.0.1:{}", postbox.address.port());
    by_mail(name, &server, &format!("allow_clear = true\n{more}"))
}

/// Every line of a header ends as lines do, and is ASCII.
fn well_formed(mail: &Mail) {
    let bare = mail.text.replace("\r\n", "");
    assert!(mail.text.is_ascii() && !bare.contains(['\r', '\n']), "{}", mail.text);
    let names: Vec<String> = mail.headers().into_keys().collect();
    let expected = [
        "auto-submitted",
        "content-language",
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_mail_says_a_number_and_where_to_look_it_up() {
    let (number, all) = [(); 2].map(|()| Postbox::start(Manner::default(), |_| Say::Taken)).into();
    let mut day = Day::begin();
    let text = in_clear("number", &number, "")
        + &in_clear("all", &all, "mail_says = \"all\"\nlanguage = \"zh\"\n");
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    day.everything();
    singles(&mut day, 0);
    until(&day, |page| page.endpoints.iter().all(|one| one.delivered == 77));
    let seen = number.seen();
    assert!(seen.len() == 77 && seen.is_sorted_by_key(Mail::notice), "each once, in order");
    let mut personal = vec!["张".to_owned(), "13800000000".to_owned()];
    for n in (1..=40).chain(100..110) {
        personal.push(day.document(n).number().to_owned());
        personal.push(day.person(n).to_string());
    }
    let tubes: BTreeSet<String> =
        deliveries(&day, None).deliveries.into_iter().map(|one| one.tube).collect();
    for mail in &seen {
        well_formed(mail);
        let (body, notice) = (mail.body(), mail.notice());
        assert!(body.contains(&format!("第 {notice} 号")), "{body}");
        assert!(body.contains(&format!("Notice {notice} of region 360781")), "{body}");
        assert_eq!(body.matches("https://tenfold.city.example/v1/notices").count(), 2);
        assert!(!tubes.iter().any(|tube| body.contains(tube)), "{body}");
        assert_eq!(mail.subject(), format!("核酸检测通知 {notice} / Test notice {notice}"));
        assert_eq!(
            mail.said.iter().rev().take(3).rev().collect::<Vec<_>>(),
            ["MAIL FROM:<tenfold@city.example>", "RCPT TO:<duty@number.example>", "DATA"]
        );
    }
    let ids: BTreeSet<String> =
        seen.iter().map(|one| one.headers()["message-id"].clone()).collect();
    assert_eq!(ids.len(), 77);
    for mail in all.seen() {
        well_formed(&mail);
        let (body, whole) = (mail.body(), format!("{}{}", mail.text, mail.body()));
        assert!(tubes.iter().any(|tube| body.contains(tube)) && body.contains("通知"), "{body}");
        assert!(!body.contains("Please"), "in Chinese alone: {body}");
        assert_eq!(mail.headers()["content-language"], "zh-CN");
        assert!(!personal.iter().any(|it| whole.contains(it.as_str())), "{whole}");
    }
    assert!(number.lines() < 77, "a line is used for more than one mail");
}

#[test]
fn over_tls_with_a_password_and_to_no_stranger() {
    let manner = |tls, sign_in| Manner { tls: Some(tls), sign_in, added: "" };
    let start = |manner| Postbox::start(manner, |_| Say::Taken);
    let plain = start(manner("smtps", Some(("AUTH LOGIN PLAIN", "geheim 密码"))));
    let login = start(manner("smtp", Some(("AUTH LOGIN CRAM-MD5", "geheim 密码"))));
    let stranger = start(manner("smtp", Some(("AUTH PLAIN", "geheim 密码"))));
    let meddled = start(Manner { added: "\r\n250 ok", ..manner("smtp", None) });
    let closed = start(manner("smtps", Some(("AUTH PLAIN", "another"))));
    let mut day = Day::begin();
    std::fs::write(day.folder.path().join("password"), "geheim 密码\n").expect("written");
    let (trusted, few) = ("ca_file = \"ca.pem\"\n", "attempts_max = 2\n");
    let user = "user = \"tenfold\"\nsecret_file = \"password\"\n";
    let at =
        |kind: &str, postbox: &Postbox| format!("{kind}://localhost:{}", postbox.address.port());
    let text = by_mail("plain", &at("smtps", &plain), &format!("{trusted}{user}"))
        + &by_mail("login", &at("smtp", &login), &format!("{trusted}{user}"))
        + &by_mail("stranger", &at("smtp", &stranger), &format!("{user}{few}"))
        + &by_mail("meddled", &at("smtp", &meddled), &format!("{trusted}{few}"))
        + &by_mail("closed", &at("smtps", &closed), &format!("{trusted}{user}{few}"));
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    singles(&mut day, 0);
    let page = until(&day, |page| page.endpoints.iter().all(|one| one.waiting == 0));
    let counts: Vec<_> = page.endpoints.iter().map(|one| (one.delivered, one.dead)).collect();
    assert_eq!(counts, [(72, 0), (72, 0), (0, 72), (0, 72), (0, 72)]);
    for postbox in [&plain, &login] {
        let seen = postbox.seen();
        assert!(seen.len() == 72 && seen.iter().all(|mail| mail.is_secured));
    }
    assert!([&stranger, &meddled, &closed].iter().all(|postbox| postbox.seen().is_empty()));
    for (name, fault) in [("stranger", "untrusted"), ("meddled", "broken"), ("closed", "sign_in")] {
        let all = of(&page, name);
        let tried = |one: &&crate::DeliveryView| one.fault == Some(fault) && one.attempts == 2;
        assert!(all.len() == 72 && all.iter().all(tried), "{name}: {:?}", all[0]);
    }
}

#[test]
fn what_fails_on_the_way_comes_again_as_the_same_mail() {
    let postbox = Postbox::start(Manner::default(), |n| match n % 7 {
        // A stranger is asked to come back.
        0 => Say::At("RCPT", "451 4.7.1 greylisted, try again"),
        1 => Say::Close,
        2 => Say::Hang,
        3 => Say::At(".", "452 4.3.1 disk is full"),
        4 => Say::At("MAIL", "421 4.3.2 closing"),
        5 => Say::At("DATA", "1x nonsense"),
        _ => Say::Taken,
    });
    let mut day = Day::begin();
    let often = "attempts_max = 200\nwait_max_seconds = 1\n";
    let mut notify = endpoints(&day, &in_clear("all", &postbox, often));
    notify.endpoints[0].limits.timeout = Duration::from_millis(50);
    open(&mut day, notify);
    singles(&mut day, 0);
    let page = until(&day, |page| page.endpoints[0].delivered == 72);
    assert_eq!(page.endpoints[0].dead, 0);
    let seen = postbox.seen();
    assert!(seen.is_sorted_by_key(Mail::notice), "in order, whatever fails");
    let distinct: BTreeSet<&str> = seen.iter().map(|mail| mail.text.as_str()).collect();
    assert_eq!(distinct.len(), 72, "what comes twice is the same to its last byte");
    assert!(seen.len() > 2 * 72, "closed or silent after the whole mail, it is sent again");
}

#[test]
fn what_is_refused_for_good_is_a_dead_letter_at_once_and_sent_again_by_hand() {
    let gone = Arc::new(AtomicBool::new(true));
    let is_gone = gone.clone();
    let postbox =
        Postbox::start(Manner::default(), move |n| match is_gone.load(Ordering::Acquire) {
            true if n % 2 == 0 => Say::At("RCPT", "550-5.1.1 nobody\r\n550 5.1.1 of that name"),
            true => Say::At(".", "554 5.6.0 not here"),
            false => Say::Taken,
        });
    let mut day = Day::begin();
    let notify = endpoints(&day, &in_clear("all", &postbox, ""));
    open(&mut day, notify);
    singles(&mut day, 0);
    until(&day, |page| page.endpoints[0].dead == 72);
    let dead = deliveries(&day, Some(Delivery::Dead)).deliveries;
    assert!(dead.iter().all(|one| one.attempts == 1 && one.fault == Some("refused")));
    gone.store(false, Ordering::Release);
    let (endpoint, notice) = dead[5].id.split_once('-').expect("id");
    let place = (endpoint.parse().expect("number"), notice.parse().expect("number"));
    day.runtime.block_on(day.service().resend(REGION, place)).expect("asked");
    let page = until(&day, |page| page.endpoints[0].delivered == 1);
    assert_eq!(page.endpoints[0].dead, 71);
    let came = postbox.seen().iter().filter(|mail| mail.notice() == place.1).count();
    assert!(came == 1 || came == 2, "in vain at most once before");
}
