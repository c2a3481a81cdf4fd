//! What a keyboard wedge types.

use tenfold::edge::fault::Fault;
use tenfold::edge::wedge::{self, Found, Labels, Scan};
use tenfold_domain::code::{Check, CodeRule};
use tenfold_domain::refusal::Refusal;

use super::{TD3, TODAY, told};

fn rules(length: usize, prefix: &str) -> CodeRule {
    let own = prefix.is_empty();
    let check = if own { Check::Mod97 } else { Check::None };
    CodeRule { prefix: prefix.into(), length: (length, length), digits_only: own, check }
}

fn read(text: &str) -> Scan {
    let (tubes, boxes) = ([rules(12, ""), rules(14, "RJ")], [rules(10, "")]);
    wedge::read(text, Labels { tubes: &tubes, boxes: &boxes }, TODAY)
}

/// What was found, with the number of a person for this test alone.
fn short(found: &Found) -> String {
    match found {
        Found::Who(who) => format!("{:?} {}", who.document.kind(), who.document.number()),
        Found::Receipt(code) => format!("Receipt {code}"),
        Found::Number(all) => {
            let one = |one: &tenfold_domain::person::Document| {
                format!("{:?} {}", one.kind(), one.number())
            };
            all.iter().map(one).collect::<Vec<_>>().join(" or ")
        }
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let scan = read(text);
    let mut said: Vec<String> = scan.found.iter().map(short).collect();
    said.extend(scan.warnings.iter().map(|warning| format!("{warning:?}")));
    assert_eq!(said.join(", "), expected, "{text:?}");
}

#[test]
fn a_bare_number() {
    let resident = "ResidentId 11010519491231002X";
    check("11010519491231002X\r\n", resident);
    check(" 110105 19491231 002x", resident);
    check("１１０１０５１９４９１２３１００２Ｘ", &format!("{resident}, InputMethod"));
    check("1101'0519'491231002x，", &format!("{resident}, InputMethod"));
    check("810000199001010019", "ResidencePermit 810000199001010019");
    check("911124198108030024", "ForeignPermit 911124198108030024");
    check("pak310080010103", "ForeignPermit PAK310080010103");
    check("H1234567801", "TravelPermit H12345678");
    check("110105194912310021", "Refused(CheckWrong)");
    check("", "");
    check("你好", "Unknown(0), InputMethod");
}

#[test]
fn a_number_without_a_check_is_offered_and_not_taken() {
    check("360781990101001", "ResidentId 360781199901010011");
    check("H12345678", "TravelPermit H12345678 or Passport H12345678");
    check("1234567801", "TravelPermit 12345678");
    check("E12345678", "Passport E12345678");
    check("T000123", "Temporary T000123 or Passport T000123");
    assert!(matches!(&read("360781990101001").found[..], [Found::Number(_)]));
    assert_eq!(wedge::document("H12345678", TODAY), Err(Fault::KindUnknown));
}

#[test]
fn labels_by_the_campaigns_rules() {
    check("360781000139", "Tube(360781000139)");
    check("rj123456789012", "Tube(RJ123456789012)");
    check("3607810047", "Case(3607810047)");
    check("7HKG4RA0V2M9", "Receipt 7HKG4RA0V2M9");
    // One digit off: no label, and no receipt either.
    check("360781000138", "Unknown(12)");
    check("360781000139\r\n7HKG4RA0V2M9", "Tube(360781000139), Receipt 7HKG4RA0V2M9");
}

#[test]
fn the_same_twice_is_once() {
    let resident = "ResidentId 360781199901010011, TypedTwice";
    check("360781199901010011360781199901010011", resident);
    check("360781199901010011\n360781199901010011\n", resident);
    check("360781199901010011 360781199901010011", resident);
    check("360781000139360781000139", "Tube(360781000139), TypedTwice");
    check("E12345678E12345678", "Passport E12345678, TypedTwice");
}

#[test]
fn two_codes_at_once_are_two() {
    let both = "ResidentId 360781199901010011, Tube(360781000139)";
    check("360781199901010011360781000139", both);
    check("360781199901010011\t360781000139", both);
    check("360781199901010011 360781000139", both);
    check("3607810047360781000139", "Case(3607810047), Tube(360781000139)");
    let others = "ResidentId 360781199901010011, ResidentId 36078119990101002X";
    check("36078119990101001136078119990101002X", others);
    check("360781199901010011360781000138", "Unknown(30)");
}

#[test]
fn a_readers_line() {
    let line = "张小三|男|汉|1999年01月01日|江西省瑞金市某路1号|360781199901010011|瑞金市公安局|\
                2015.03.01-2035.03.01";
    let expected = "resident_id 360781199901010011 张小三 1999-01-01 male 汉族 \
                    2015-03-01..2035-03-01 []";
    let wide: String = line.replace('|', "｜");
    for text in [line, &wide, &format!("{line}\r\n{line}"), &format!("{line}{line}")] {
        let who = wedge::document(text, TODAY).expect("one person");
        assert_eq!(told(&who), expected, "{text}");
    }
    check(&wide, "ResidentId 360781199901010011, InputMethod");
    check(line, "ResidentId 360781199901010011");
    let other = "李四|女|25|19990101||36078119990101002X||20150301|长期";
    let who = wedge::document(other, TODAY).expect("one person");
    let days = "2015-03-01..- []";
    let expected = format!("resident_id 36078119990101002X 李四 1999-01-01 female 水族 {days}");
    assert_eq!(told(&who), expected);
    assert_eq!(wedge::document(&format!("{line}\n{other}"), TODAY), Err(Fault::SeveralDocuments));
    check("张三|男|汉|19990101|某地|360781199901010012|", "Refused(CheckWrong)");
    check("张三|男|汉|19900101|某地|360781900101001|", "ResidentId 360781199001010016");
    check("|||||", "Refused(DocumentBad)");
}

#[test]
fn a_passport_reader_types_the_zone() {
    check(TD3, "Passport L898902C3");
    let damaged = TD3.replace("740812", "740813");
    check(&damaged, "Damaged(Mrz(Birth))");
    assert!(wedge::document(TD3, TODAY).is_ok());
}

#[test]
fn where_a_document_is_expected_labels_do_not_matter() {
    let who = wedge::document("360781000139\n360781199901010011", TODAY).expect("one person");
    assert_eq!(who.document.number(), "360781199901010011");
    let refused = Err(Fault::Refused(Refusal::CheckWrong));
    assert_eq!(wedge::document("110105194912310021", TODAY), refused);
    assert_eq!(wedge::document("360781000139", TODAY), Err(Fault::NoDocument));
}
