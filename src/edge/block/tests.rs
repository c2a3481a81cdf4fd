use std::collections::HashSet;

use super::*;

fn rule(prefix: &str, length: (usize, usize)) -> CodeRule {
    CodeRule { prefix: prefix.into(), length, digits_only: true, check: Check::Mod97 }
}

fn tubes(ledger: &mut Ledger, site: u32, printer: u8, count: u32) -> Result<Block, BlockError> {
    let numbering = Numbering::of(&[rule("", (12, 12))])?;
    ledger.hand_out(&numbering, (Kind::Tube, SiteId(site), printer), count, "2022-04-01 06:00")
}

#[test]
fn no_code_comes_twice_and_all_pass_their_rule() {
    let rules = [rule("", (12, 12))];
    let numbering = Numbering::of(&rules).expect("a rule");
    let (mut ledger, mut seen) = (Ledger::default(), HashSet::new());
    for (site, printer, count) in [(1, 0, 500), (1, 1, 500), (12, 0, 500), (1, 0, 500)] {
        let block = tubes(&mut ledger, site, printer, count).expect("room");
        // What is on disk is all that the next hand-out knows.
        ledger = Ledger::parse(&ledger.text()).expect("a ledger");
        for code in numbering.codes(&block) {
            assert!(rules[0].accepts(code), "{code}");
            assert!(seen.insert(code), "{code} twice");
        }
    }
    assert_eq!(seen.len(), 2_000);
}

#[test]
fn a_code_says_where_it_was_printed() {
    let mut ledger = Ledger::default();
    tubes(&mut ledger, 12, 3, 7).expect("room");
    let block = tubes(&mut ledger, 12, 3, 1).expect("room");
    let numbering = Numbering::of(&[rule("", (12, 12))]).expect("a rule");
    let codes: Vec<String> = numbering.codes(&block).map(|code| code.to_string()).collect();
    assert_eq!(codes.len(), 1);
    assert_eq!(&codes[0][..10], "0012300007");
}

#[test]
fn a_spent_printer_says_how_many_are_left() {
    let mut ledger = Ledger::default();
    assert!(tubes(&mut ledger, 1, 0, 99_990).is_ok());
    let spent = tubes(&mut ledger, 1, 0, 11);
    assert!(matches!(spent, Err(BlockError::Spent { left: 10, asked: 11, .. })), "{spent:?}");
    assert!(tubes(&mut ledger, 1, 0, 10).is_ok());
    assert!(tubes(&mut ledger, 1, 1, 11).is_ok());
    assert!(matches!(tubes(&mut ledger, 10_000, 0, 1), Err(BlockError::Place { .. })));
}

#[test]
fn only_our_own_even_rules_are_printed() {
    let foreign = CodeRule { check: Check::None, ..rule("RJ", (12, 16)) };
    assert_eq!(Numbering::of(std::slice::from_ref(&foreign)), Err(BlockError::NoRule));
    assert_eq!(Numbering::of(&[foreign, rule("", (10, 10))]).map(|it| it.room()), Ok(1_000));
    assert_eq!(Numbering::of(&[rule("81", (14, 14))]).map(|it| it.room()), Ok(100_000));
    assert_eq!(Numbering::of(&[rule("", (11, 11))]), Err(BlockError::NoRule));
    assert_eq!(Numbering::of(&[rule("", (11, 13))]).map(|it| it.room()), Ok(100_000));
    assert_eq!(Numbering::of(&[rule("", (8, 8))]), Err(BlockError::NoRule));
}

#[test]
fn a_damaged_ledger_hands_out_nothing() {
    let good = format!("{HEADING}\ntube,1,0,0,100,2022-04-01\n");
    assert!(Ledger::parse(&good).is_ok());
    assert!(Ledger::parse("").is_ok());
    assert_eq!(Ledger::parse("tube,1,0,0,100,x\n"), Err(BlockError::Line(1)));
    for bad in ["tube,1,0,0", "vial,1,0,0,5,x", "tube,1,11,0,5,x", "tube,1,0,4294967295,9,x"] {
        assert_eq!(Ledger::parse(&format!("{good}{bad}\n")), Err(BlockError::Line(3)), "{bad}");
    }
    // Cut in the middle by a power failure: what is left still looks like a number.
    assert_eq!(Ledger::parse(&format!("{good}tube,1,0,100,5")), Err(BlockError::Line(3)));
    let twice = format!("{good}tube,1,0,99,1,x\n");
    assert_eq!(Ledger::parse(&twice), Err(BlockError::Twice(3)));
}
