//! Photographs of labels are read, and what is read wrong is not believed.

#[path = "photos/any.rs"]
mod any;
#[path = "photos/scene.rs"]
mod scene;

use scene::{Scene, tube, with_square, without};
use tenfold::edge::label::card::{Card, CardPlace};
use tenfold::edge::label::receipt::Receipt;
use tenfold::edge::label::{BoxLabel, Label, PlaceName, Square, Stock};
use tenfold::edge::photo::{self, Doubt, Meaning, Reading, Symbol, Why};
use tenfold::edge::wedge::Labels;
use tenfold_domain::code::{BoxCode, Check, CodeRule, LaneId, Region, SiteId, with_check_digits};
use tenfold_domain::time::At;

const TUBE: &str = "001230000741";
const OTHER: &str = "360781000139";

const fn rule(length: usize) -> CodeRule {
    let check = Check::Mod97;
    CodeRule { prefix: String::new(), length: (length, length), digits_only: true, check }
}

const TUBES: &[CodeRule] = &[rule(12)];
const BOXES: &[CodeRule] = &[rule(10)];

/// The labels of the tests: ours.
fn labels() -> Labels<'static> {
    Labels { tubes: TUBES, boxes: BOXES }
}

fn look(scene: &Scene) -> Reading {
    photo::look(&scene.luma(), labels())
}

/// Tubes that are believed.
fn tubes(reading: &Reading) -> Vec<String> {
    let believed = reading.found.iter().filter(|found| found.doubt.is_none());
    let codes = believed.filter_map(|found| match &found.meaning {
        Meaning::Tube(code) => Some(code.to_string()),
        _ => None,
    });
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    codes
}

/// The symbols in which the tube's code was read.
fn symbols(reading: &Reading) -> Vec<Symbol> {
    assert_eq!(tubes(reading), [TUBE], "{reading:?}");
    assert_eq!(reading.why(), None);
    reading.found[0].symbols.clone()
}

/// One label in the middle.
fn one(label: &Label, scale: f32, degrees: f32) -> Scene {
    Scene::new(720, 720).label(label, (361.3, 357.6), scale, degrees)
}

#[test]
fn both_codes_are_read_whichever_way_the_label_lies() {
    for square in [Square::DataMatrix, Square::Qr] {
        let label = tube(TUBE, square);
        let symbol = if square == Square::Qr { Symbol::Qr } else { Symbol::DataMatrix };
        for degrees in [0.0, 90.0, 180.0, 270.0, 4.0, 94.0, 183.0, 266.0] {
            let read = symbols(&look(&one(&label, 10.0, degrees)));
            assert_eq!(read, [Symbol::Code128, symbol], "{degrees} degrees");
        }
        // Askew no line crosses all the bars; the square does not mind.
        for degrees in [30.0, 45.0, 120.0] {
            assert!(symbols(&look(&one(&label, 10.0, degrees))).contains(&symbol), "{degrees}");
        }
    }
}

#[test]
fn a_square_is_read_where_bars_are_not() {
    let label = tube(TUBE, Square::DataMatrix);
    for scale in [4.0, 5.0, 6.0, 8.0, 12.0, 14.0] {
        assert!(symbols(&look(&one(&label, scale, 3.0))).contains(&Symbol::DataMatrix), "{scale}");
    }
    let bars = without(tube(TUBE, Square::DataMatrix), false);
    for scale in [8.0, 10.0, 14.0] {
        assert_eq!(symbols(&look(&one(&bars, scale, 0.0))), [Symbol::Code128], "{scale}");
    }
}

#[test]
fn blur_noise_and_poor_light_are_borne() {
    let label = tube(TUBE, Square::DataMatrix);
    let plain = one(&label, 10.0, 2.0);
    for (what, scene) in [
        ("blur", plain.clone().blur(1.5)),
        ("noise", plain.clone().noise(14.0, 1)),
        ("dim", plain.clone().dim(0.35)),
        ("all", plain.clone().blur(1.0).dim(0.5).noise(8.0, 2)),
    ] {
        assert_eq!(tubes(&look(&scene)), [TUBE], "{what}");
    }
    let scene = plain.blur(0.8).noise(6.0, 3);
    for quality in [95, 60, 30] {
        for bytes in [scene.jpeg(quality), scene.progressive(quality), scene.png()] {
            let reading = photo::read(&bytes, labels()).expect("a picture");
            assert_eq!((reading.width, reading.height), (720, 720));
            assert_eq!(tubes(&reading), [TUBE], "quality {quality}");
        }
    }
}

#[test]
fn a_telephones_photograph_is_read_at_a_smaller_size() {
    let label = tube(TUBE, Square::DataMatrix);
    // Near, and from across the table, in 12 million pixels.
    for (scale, noise) in [(30.0, 0.0), (9.0, 10.0)] {
        let mut scene = Scene::new(4_000, 3_000).label(&label, (2_000.0, 1_500.0), scale, 5.0);
        if noise > 0.0 {
            scene = scene.noise(noise, 4);
        }
        assert_eq!(tubes(&look(&scene)), [TUBE], "{scale} pixels a mm");
    }
}

#[test]
fn every_label_of_a_picture_is_read() {
    let [first, second] = [TUBE, OTHER].map(|code| tube(code, Square::DataMatrix));
    let scene = Scene::new(1_200, 800).label(&first, (400.0, 230.0), 10.0, 0.0).label(
        &second,
        (700.0, 570.0),
        10.0,
        90.0,
    );
    let reading = look(&scene.noise(5.0, 5));
    assert_eq!(tubes(&reading), [TUBE, OTHER]);
    assert_eq!(reading.why(), None);
    // Side by side, as on a sheet: no conflict between neighbours.
    let scene = Scene::new(1_200, 400).label(&first, (290.0, 200.0), 10.0, 0.0).label(
        &second,
        (820.0, 200.0),
        10.0,
        0.0,
    );
    let reading = look(&scene);
    assert_eq!((tubes(&reading).len(), reading.conflicts.len()), (2, 0), "{reading:?}");
}

/// A page of labels, four in a row, and the codes on it in order.
fn page(labels: u32, scale: f32, degrees: f32) -> (Scene, Vec<String>) {
    let code = |number| with_check_digits(&format!("00123{number:05}")).expect("digits");
    let codes: Vec<String> = (0..labels).map(|number| code(number).to_string()).collect();
    let (across, down) = (53.0 * scale, 28.0 * scale);
    let size = (4.3 * across, (labels.div_ceil(4) as f32 + 0.6) * down);
    let mut scene = Scene::new(size.0 as u32, size.1 as u32);
    let (sin, cos) = degrees.to_radians().sin_cos();
    for (at, code) in codes.iter().enumerate() {
        let x = ((at % 4) as f32 - 1.5) * across;
        let y = ((at / 4) as f32 + 0.5) * down + 0.3 * down - size.1 / 2.0;
        let middle = (size.0 / 2.0 + x * cos - y * sin, size.1 / 2.0 + x * sin + y * cos);
        scene = scene.label(&tube(code, Square::DataMatrix), middle, scale, degrees);
    }
    (scene, codes)
}

#[test]
fn every_label_of_a_page_is_read_at_low_resolution() {
    // Bars cannot be read in the first two; the third is made smaller before it is looked at.
    for (labels, scale, degrees, noise, blur) in
        [(12, 3.5, 2.0, 4.0, 0.6), (12, 5.0, 10.0, 8.0, 1.0), (24, 9.0, 8.0, 8.0, 1.5)]
    {
        let (scene, codes) = page(labels, scale, degrees);
        let reading = look(&scene.blur(blur).noise(noise, 8));
        assert_eq!(tubes(&reading), codes, "{scale} pixels a mm, {degrees} degrees");
        assert!(reading.conflicts.is_empty(), "{:?}", reading.conflicts);
    }
}

#[test]
fn what_is_left_of_a_damaged_label_is_read() {
    let label = tube(TUBE, Square::DataMatrix);
    let whole = one(&label, 10.0, 0.0);
    // The label lies from (111, 232) to (611, 482); its square begins 390 pixels from the left.
    let torn_bars = whole.clone().blot((200, 232), (90, 250), 150.0);
    assert_eq!(symbols(&look(&torn_bars)), [Symbol::DataMatrix]);
    let wet_square = whole.clone().blot((500, 300), (111, 120), 60.0);
    assert_eq!(symbols(&look(&wet_square)), [Symbol::Code128]);
    let gone = torn_bars.blot((500, 300), (111, 120), 60.0);
    let reading = look(&gone);
    assert_eq!((reading.why(), reading.found.len()), (Some(Why::NoCode), 0), "{reading:?}");
    assert_eq!(look(&Scene::new(640, 480).noise(20.0, 6)).why(), Some(Why::NoCode));
}

#[test]
fn a_label_that_contradicts_itself_is_not_believed() {
    for square in [Square::DataMatrix, Square::Qr] {
        let label = with_square(tube(TUBE, square), OTHER);
        for degrees in [0.0, 90.0, 180.0] {
            let reading = look(&one(&label, 10.0, degrees));
            assert_eq!(reading.why(), Some(Why::Conflict), "{reading:?}");
            let told = &reading.conflicts[0];
            assert_eq!((told.bars.as_str(), told.square.as_str()), (TUBE, OTHER));
            assert!(reading.found.iter().all(|one| one.doubt == Some(Doubt::Differs)));
        }
    }
}

#[test]
fn bars_without_their_check_digits_are_told_and_not_believed() {
    let wrong = without(tube("001230000742", Square::DataMatrix), false);
    let reading = look(&one(&wrong, 10.0, 0.0));
    assert_eq!(reading.why(), Some(Why::Doubted));
    assert_eq!(reading.found[0].doubt, Some(Doubt::Unknown));
    assert_eq!(reading.found[0].meaning, Meaning::Other("001230000742".into()));
    // Another supplier's, of which the protocol knows the shape alone.
    let label = tube("12345678901234", Square::DataMatrix);
    let rules = [CodeRule { digits_only: false, check: Check::None, ..rule(14) }];
    let labels = Labels { tubes: &rules, boxes: &[] };
    let bars = photo::look(&one(&without(label.clone(), false), 12.0, 0.0).luma(), labels);
    assert_eq!(bars.found[0].doubt, Some(Doubt::Unproven), "{bars:?}");
    let both = photo::look(&one(&label, 12.0, 0.0).luma(), labels);
    assert_eq!((both.why(), both.found[0].symbols.len()), (None, 2), "{both:?}");
}

#[test]
fn boxes_cards_and_receipts_are_read() {
    let site = PlaceName { number: 12, zh: "象湖镇".into(), en: "Xianghu".into() };
    let size = |name: &str| Stock::named(name).expect("stock").label;
    let scene = |label: &Label, scale| {
        let middle = (600.0, 450.0);
        look(&Scene::new(1_200, 900).label(label, middle, scale, 91.0).noise(6.0, 7))
    };
    let code = BoxCode::scan("0012300086").expect("a code");
    let swab = At(1_648_771_800_000);
    let oldest_swab = Some((swab, "2022-04-01 08:10"));
    let case = BoxLabel { code, site: &site, tubes: Some(28), oldest_swab };
    let reading = scene(&case.label(size("100x70")).expect("a label"), 8.0);
    let told = Meaning::Case { code, tubes: Some(28), oldest_swab: Some(swab) };
    assert_eq!(reading.found[0].meaning, told);
    assert_eq!(reading.found[0].symbols, [Symbol::Code128, Symbol::Qr]);
    let receipt = Receipt { code: "7ZQ4M0XK9T2B", site: &site, day: None };
    let reading = scene(&receipt.label(size("60x40")).expect("a label"), 8.0);
    assert!(matches!(reading.found[0].meaning, Meaning::Receipt(_)), "{reading:?}");
    let place = CardPlace { region: Region(360_781), site: SiteId(12), lane: Some(LaneId(3)) };
    let card = Card { place, site: &site, lane_number: Some(2) };
    let reading = scene(&card.label(size("a4-2")).expect("a label"), 4.0);
    assert_eq!(reading.found[0].meaning, Meaning::Place(place));
    assert_eq!(reading.why(), None);
}
