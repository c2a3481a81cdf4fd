//! The file of endpoints: what it may say, and what is named when it is wrong.

use std::time::Duration;

use tenfold::setup::SetupError;
use tenfold::setup::notify::{Language, Means, Notify, Way, from_toml};
use tenfold_domain::term::{Message, Party};

fn read(text: &str) -> Result<Notify, SetupError> {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::create_dir(folder.path().join("inbox")).expect("made");
    std::fs::write(folder.path().join("secret"), [b'A'; 44]).expect("written");
    std::fs::write(folder.path().join("two"), "one\nand another").expect("written");
    std::fs::write(folder.path().join("short"), "c2hvcnQ=").expect("written");
    from_toml("notify.toml", text, folder.path())
}

fn endpoint(lines: &str) -> String {
    format!("[[endpoints]]\nname = \"a\"\nparties = [\"police\"]\n{lines}\n")
}

#[test]
fn what_is_not_said_is_usual() {
    let text = endpoint("url = \"https://a.example/x?y=1\"\nsecret_file = \"secret\"")
        + "[[endpoints]]\nname = \"b\"\nparties = [\"squad\", \"cdc\"]\nfolder = \"inbox\"\n\
           messages = [\"unreached\"]\nlanguage = \"zh\"\nfrom = \"next\"\nregion = 360781\n\
           attempts_max = 5\nwait_first_seconds = 2\nwait_max_seconds = 60\ntimeout_seconds = 3\n";
    let read = read(&text).expect("sound");
    let [web, folder] = &read.endpoints[..] else { panic!("two") };
    assert_eq!(
        (web.parties.as_slice(), web.messages.as_slice()),
        (&[Party::Police][..], Message::ALL)
    );
    assert_eq!((web.language, web.from_next, web.region), (Language::Both, false, None));
    assert_eq!(web.limits.attempts_max, 20);
    assert!(matches!(&web.means, Means::Way(Way::Webhook { url, .. }) if url.path() == "/x"));
    assert!(!format!("{web:?}").contains("AAAA"), "a secret is never shown");
    assert_eq!(folder.parties, [Party::Squad, Party::Cdc]);
    assert_eq!(
        (folder.language, folder.from_next, folder.region),
        (Language::Zh, true, Some(360_781))
    );
    assert_eq!(folder.limits.wait_max, Duration::from_secs(60));
    assert_eq!(folder.limits.timeout, Duration::from_secs(3));
}

#[test]
fn an_upstream_says_little_too() {
    let text = "[[upstreams]]\nname = \"province\"\nform = \"fhir-r5\"\nfolder = \"inbox\"\n";
    let said = read(text).expect("sound");
    assert!(said.endpoints.is_empty());
    let usual = &said.upstreams[0];
    assert_eq!((usual.form.word(), usual.batch_max, usual.from_next), ("fhir-r5", 500, false));
    assert_eq!(
        (usual.gather, usual.limits.timeout),
        (Duration::from_secs(5), Duration::from_secs(30))
    );
    let more = "receiver = \"PROVINCE\"\ntest = true\nahead_hours = 0\nbatch_max = 7\n\
                gather_seconds = 0\nfrom = \"next\"\nwait_max_seconds = 60\n";
    let own = read(&(text.to_owned() + more)).expect("sound").upstreams.swap_remove(0);
    assert_eq!((&*own.receiver, own.is_test, own.utc_offset.0), ("PROVINCE", true, 0));
    assert_eq!((own.batch_max, own.from_next, own.gather), (7, true, Duration::ZERO));
    assert_eq!(own.limits.wait_max, Duration::from_secs(60));
}

#[test]
fn to_this_machine_in_clear_and_elsewhere_only_where_it_is_said() {
    let of = |url: &str, more: &str| {
        read(&endpoint(&format!("url = \"{url}\"\nsecret_file = \"secret\"\n{more}"))).is_ok()
    };
    for url in ["http://localhost:8000/", "http://127.0.0.1/", "http://[::1]:80/a"] {
        assert!(of(url, ""), "{url}");
    }
    for url in ["http://a.example/", "http://10.0.0.7/", "http://localhost.example/"] {
        assert!(!of(url, "") && of(url, "allow_clear = true"), "{url}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line_in_both_languages() {
    let web = |more: &str| endpoint(&format!("url = \"https://a.example/\"\n{more}"));
    let signed = |more: &str| web(&format!("secret_file = \"secret\"\n{more}"));
    for (text, key, said) in [
        ("endpoints = []\n".to_owned(), "endpoints", "is empty"),
        (endpoint(""), "endpoints.a", "one of `url`, `folder` and `smtp`"),
        (signed("folder = \"inbox\""), "endpoints.a", "one of `url`, `folder` and `smtp`"),
        (web(""), "endpoints.a.secret_file", "openssl rand"),
        (web("secret_file = \"short\""), "endpoints.a.secret_file", "24 to 64"),
        (endpoint("folder = \"nowhere\""), "endpoints.a.folder", "is no folder"),
        (endpoint("folder = \"inbox\"\nallow_clear = true"), "endpoints.a.allow_clear", "web"),
        (endpoint("url = \"http://a.example/\""), "endpoints.a.url", "in clear"),
        (endpoint("url = \"ftp://a.example/\""), "endpoints.a.url", "no web address"),
        (endpoint("url = \"https://u:p@a.example/\""), "endpoints.a.url", "no web address"),
        (signed("messages = []"), "endpoints.a.messages", "is empty"),
        (signed("messages = [\"poem\"]"), "endpoints.a.messages", "poem"),
        (signed("attempts_max = 0"), "endpoints.a.attempts_max", "above 0"),
        (signed("wait_first_seconds = 400"), "endpoints.a.wait_max_seconds", "shorter"),
        (signed("") + &signed(""), "endpoints.a", "twice"),
        (signed("").replace("\"a\"", "\"a b\""), "endpoints.a b.name", "letters"),
    ] {
        let error = read(&text).expect_err(&text);
        let (_, line, at) = error.place();
        assert_eq!(at, Some(key), "{text}");
        assert!(line.is_some() || key == "endpoints", "{text}");
        assert!(error.to_string().contains(said), "{error}");
        let zh = error.zh();
        assert!(zh.chars().filter(|c| ('一'..='鿿').contains(c)).count() > 2, "{zh}");
    }
    let up = |more: &str| format!("[[upstreams]]\nname = \"p\"\nform = \"hl7\"\n{more}\n");
    let folder = |more: &str| up(&format!("folder = \"inbox\"\n{more}"));
    for (text, key, said) in [
        (up(""), "upstreams.p", "either `url` or `folder`"),
        (folder("").replace("hl7", "poem"), "upstreams.p.form", "is none of json"),
        (folder("batch_max = 0"), "upstreams.p.batch_max", "1 to 10000"),
        (folder("batch_max = 10001"), "upstreams.p.batch_max", "1 to 10000"),
        (folder("gather_seconds = 50000"), "upstreams.p.gather_seconds", "half a day"),
        (folder("ahead_hours = 15"), "upstreams.p.ahead_hours", "-12 to 14"),
        (folder(&format!("receiver = \"{:81}\"", "x")), "upstreams.p.receiver", "80 bytes"),
        (folder("timeout_seconds = 0"), "upstreams.p.timeout_seconds", "above 0"),
        (folder("") + &folder(""), "upstreams.p", "twice"),
        (folder("").replace("\"p\"", "\"p q\""), "upstreams.p q.name", "letters"),
        (up("url = \"http://a.example/\"\nsecret_file = \"secret\""), "upstreams.p.url", "clear"),
        (up("url = \"https://a.example/\""), "upstreams.p.secret_file", "openssl rand"),
    ] {
        let error = read(&text).expect_err(&text);
        assert_eq!(error.place().2, Some(key), "{text}");
        assert!(error.to_string().contains(said), "{error}");
        let zh = error.zh();
        assert!(zh.chars().filter(|c| ('一'..='鿿').contains(c)).count() > 2, "{zh}");
    }
    // A batch is never given up: there is nothing to say of it.
    assert!(matches!(read(&folder("attempts_max = 3")), Err(SetupError::Toml { .. })));
    let missing = web("secret_file = \"none\"");
    assert!(matches!(read(&missing), Err(SetupError::Read { .. })));
    assert!(matches!(read(&signed("retries = 3")), Err(SetupError::Toml { .. })));
}

#[test]
fn what_is_wrong_with_a_mail_is_named_too() {
    let mail = |more: &str| {
        let lines = [
            "smtp = \"smtps://m.example\"",
            "mail_from = \"a@b.example\"",
            "mail_to = \"c@d.example\"",
            "look_up = \"https://t.example\"",
        ];
        let kept = lines.iter().filter(|line| {
            let key = line.split(' ').next().expect("key");
            !more.lines().any(|one| one.trim_start_matches('!').split(' ').next() == Some(key))
        });
        let more = more.lines().filter(|line| !line.starts_with('!'));
        endpoint(&kept.copied().chain(more).collect::<Vec<_>>().join("\n"))
    };
    let user = "user = \"u\"\nsecret_file = \"secret\"\n";
    assert!(read(&mail(user)).is_ok() && read(&mail("smtp = \"smtp://m.example:25\"")).is_ok());
    for (more, key, said) in [
        ("url = \"https://a.example/\"", "", "one of `url`"),
        ("folder = \"inbox\"", "", "one of `url`"),
        ("smtp = \"https://m.example\"", ".smtp", "no mail server"),
        ("smtp = \"smtps://m.example/box\"", ".smtp", "no mail server"),
        ("smtp = \"smtps://u:p@m.example\"", ".smtp", "no mail server"),
        ("allow_clear = true", ".smtp", "is secured"),
        ("!mail_from", ".mail_from", "no mail address"),
        ("mail_to = \"Duty <c@d.example>\"", ".mail_to", "no mail address"),
        ("mail_to = \"c@d.example\\r\\nBcc: e@f.example\"", ".mail_to", "no mail address"),
        ("!look_up", ".look_up", "where this service"),
        ("look_up = \"tenfold.example\"", ".look_up", "where this service"),
        ("user = \"u\"", ".secret_file", "belongs to `user`"),
        ("secret_file = \"secret\"", ".user", "whose password"),
        ("user = \"\"\nsecret_file = \"secret\"", ".user", "255 bytes"),
        ("user = \"u\"\nsecret_file = \"two\"", ".secret_file", "no password"),
        (
            "smtp = \"smtp://m.example\"\nallow_clear = true\nuser = \"u\"\n\
             secret_file = \"secret\"",
            ".user",
            "a password in clear",
        ),
        (
            "smtp = \"smtp://m.example\"\nallow_clear = true\nca_file = \"secret\"",
            ".ca_file",
            "no meaning in clear",
        ),
    ] {
        let error = read(&mail(more)).expect_err(more);
        assert_eq!(error.place().2, Some(&*format!("endpoints.a{key}")), "{more}");
        assert!(error.place().1.is_some() && error.to_string().contains(said), "{error}");
        let zh = error.zh();
        assert!(zh.chars().filter(|c| ('一'..='鿿').contains(c)).count() > 2, "{zh}");
    }
    let error = read(&endpoint("folder = \"inbox\"\nmail_to = \"a@b\"")).expect_err("no mail");
    assert!(error.to_string().contains("is for mail"), "{error}");
}
