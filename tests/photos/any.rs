//! Arbitrary bytes and pictures: no panic, and no memory for what a header promises.

use proptest::prelude::*;
use tenfold::edge::photo::{self, Luma, PIXELS_MAX, Why};

use super::scene::{Scene, tube};
use super::{TUBE, labels};

/// Without a file of failures: a case that fails is written into a test by hand.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A photograph in each form that is read.
fn packed(form: u8) -> Vec<u8> {
    let label = tube(TUBE, tenfold::edge::label::Square::DataMatrix);
    let scene = Scene::new(240, 160).label(&label, (120.0, 80.0), 4.0, 0.0);
    match form % 3 {
        0 => scene.jpeg(70),
        1 => scene.progressive(70),
        _ => scene.png(),
    }
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let sum = !body.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }
        })
    });
    [&(data.len() as u32).to_be_bytes()[..], &body, &sum.to_be_bytes()].concat()
}

#[test]
fn a_picture_that_promises_too_much_is_not_unpacked() {
    let header = |width: u32, height: u32| {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        let data = [&sides[..], &[8, 2, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &data), &chunk(b"IEND", b"")].concat()
    };
    let wide = photo::read(&header(60_000, 60_000), labels());
    assert_eq!(wide, Err(Why::TooManyPixels(60_000, 60_000)));
    assert!(matches!(
        photo::read(&header(u32::MAX >> 1, 1), labels()),
        Err(Why::TooManyPixels(..))
    ));
    assert_eq!(photo::read(&header(100, 100), labels()), Err(Why::Damaged));
    // The height and width in a JPEG's frame header, SOF0.
    let mut jpeg = packed(0);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(photo::read(&jpeg, labels()), Err(Why::TooManyPixels(65_535, 65_535)));
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), head in 0usize..3) {
        let heads = [&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"];
        let bytes = [heads[head], &bytes].concat();
        prop_assert!(photo::read(&bytes, labels()).is_err());
    }

    #[test]
    fn a_damaged_photograph(
        form in any::<u8>(),
        cut in 0.0f64..1.0,
        changes in proptest::collection::vec((any::<u32>(), any::<u8>()), 0..8),
    ) {
        let mut bytes = packed(form);
        for (place, byte) in changes {
            let place = place as usize % bytes.len();
            bytes[place] = byte;
        }
        bytes.truncate((bytes.len() as f64 * cut.max(0.2)) as usize);
        if let Ok(reading) = photo::read(&bytes, labels()) {
            let pixels = u64::from(reading.width) * u64::from(reading.height);
            prop_assert!(pixels <= PIXELS_MAX);
        }
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn pixels(width in 1u32..120, height in 1u32..120, seed in any::<u64>(), bits in 0u32..8) {
        let mut state = seed | 1;
        let pixels = (0..width * height).map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8 >> bits << bits
        });
        let luma = Luma::new(width, height, pixels.collect()).expect("a picture");
        // Chance draws no code that a check digit holds for.
        prop_assert!(photo::look(&luma, labels()).why().is_some());
    }
}
