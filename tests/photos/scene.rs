//! Photographs that nobody took: labels on a desk, turned, blurred, noisy and badly lit.

use tenfold::edge::label::png::Dots;
use tenfold::edge::label::{Label, Matrix, Shape, Square, TubeLabel};
use tenfold::edge::label::{PlaceName, Stock};
use tenfold::edge::photo::Luma;
use tenfold_domain::code::TubeCode;

/// Dots a mm at which a label is drawn before the camera sees it.
const DOTS: u32 = 24;

/// A picture in the making, brightness 0 to 255.
#[derive(Clone)]
pub struct Scene {
    pub width: u32,
    pub height: u32,
    pixels: Vec<f32>,
}

/// A tube's label on the common stock.
pub fn tube(code: &str, square: Square) -> Label {
    let site = PlaceName { number: 12, zh: "象湖镇".into(), en: "Xianghu site 3".into() };
    let code = TubeCode::scan(code).expect("a code");
    let (capacity, day, copy) = (Some(10), Some("2022-04-01"), (1, 2));
    let label = TubeLabel { code, site: &site, square, capacity, day, copy };
    label.label(Stock::named("50x25").expect("stock").label).expect("a label")
}

/// The same with another square code: as when a strip of another label was stuck over it.
pub fn with_square(mut label: Label, text: &str) -> Label {
    for shape in &mut label.shapes {
        if let Shape::Square { matrix, .. } = shape {
            *matrix = Matrix::new(matrix.square, text).expect("a square");
        }
    }
    label
}

/// The same without its bars, or without its square.
pub fn without(mut label: Label, bars: bool) -> Label {
    label.shapes.retain(|shape| match shape {
        Shape::Bars { .. } => !bars,
        Shape::Square { .. } => bars,
        _ => true,
    });
    label
}

impl Scene {
    /// A bare desk of middle grey.
    pub fn new(width: u32, height: u32) -> Scene {
        Scene { width, height, pixels: vec![150.0; (width * height) as usize] }
    }

    /// A label with its middle at this place, so many pixels a mm, turned clockwise.
    pub fn label(mut self, label: &Label, middle: (f32, f32), scale: f32, degrees: f32) -> Scene {
        const TIMES: usize = 4;
        let dots = Dots::draw(label, DOTS);
        let (luma, wide, high) = (dots.luma(), dots.width as f32, dots.height as f32);
        let (sin, cos) = degrees.to_radians().sin_cos();
        let step = DOTS as f32 / scale;
        let reach = wide.hypot(high) / 2.0 / step + 2.0;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = (at % self.width as usize, at / self.width as usize);
            if (x as f32 - middle.0).hypot(y as f32 - middle.1) > reach {
                continue;
            }
            let mut sum = 0.0;
            for part in 0..TIMES * TIMES {
                let within = |part: usize| (part as f32 + 0.5) / TIMES as f32;
                let x = x as f32 + within(part % TIMES) - middle.0;
                let y = y as f32 + within(part / TIMES) - middle.1;
                let across = (x * cos + y * sin) * step + wide / 2.0;
                let down = (y * cos - x * sin) * step + high / 2.0;
                let inside = (0.0..wide).contains(&across) && (0.0..high).contains(&down);
                sum += if inside {
                    // Ink is not black and paper is not white.
                    35.0 + 0.78 * f32::from(luma[down as usize * wide as usize + across as usize])
                } else {
                    *pixel
                };
            }
            *pixel = sum / (TIMES * TIMES) as f32;
        }
        self
    }

    /// Paints a rectangle: a finger, a tear, a marker.
    pub fn blot(mut self, (left, top): (u32, u32), (wide, high): (u32, u32), grey: f32) -> Scene {
        for y in top..(top + high).min(self.height) {
            for x in left..(left + wide).min(self.width) {
                self.pixels[(y * self.width + x) as usize] = grey;
            }
        }
        self
    }

    /// Out of focus: a bell curve of so many pixels.
    pub fn blur(mut self, sigma: f32) -> Scene {
        let reach = (3.0 * sigma).ceil() as isize;
        let bell: Vec<f32> =
            (-reach..=reach).map(|at| (-0.5 * (at as f32 / sigma).powi(2)).exp()).collect();
        let whole: f32 = bell.iter().sum();
        let (width, height) = (self.width as isize, self.height as isize);
        for (dx, dy) in [(1, 0), (0, 1)] {
            let from = self.pixels.clone();
            for (at, pixel) in self.pixels.iter_mut().enumerate() {
                let (x, y) = (at as isize % width, at as isize / width);
                let sum: f32 = (-reach..=reach)
                    .zip(&bell)
                    .map(|(off, weight)| {
                        let x = (x + off * dx).clamp(0, width - 1);
                        let y = (y + off * dy).clamp(0, height - 1);
                        from[(y * width + x) as usize] * weight
                    })
                    .sum();
                *pixel = sum / whole;
            }
        }
        self
    }

    /// Bright at the left, so much of it left at the right.
    pub fn dim(mut self, least: f32) -> Scene {
        let width = self.width as usize;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            *pixel *= 1.0 - (1.0 - least) * (at % width) as f32 / width as f32;
        }
        self
    }

    /// Noise of a sensor, of this spread; the same for the same seed.
    pub fn noise(mut self, spread: f32, seed: u64) -> Scene {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        for pixel in &mut self.pixels {
            // Four even draws together are near enough to a bell curve.
            let mut sum = 0.0;
            for _ in 0..4 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                sum += (state >> 40) as f32 / (1u32 << 24) as f32 - 0.5;
            }
            *pixel += sum * spread * 1.73;
        }
        self
    }

    /// As the readers take it.
    pub fn luma(&self) -> Luma {
        let pixels = self.pixels.iter().map(|pixel| pixel.clamp(0.0, 255.0) as u8).collect();
        Luma::new(self.width, self.height, pixels).expect("a picture")
    }

    /// As a JPEG in colour, as telephones make them.
    pub fn jpeg(&self, quality: u8) -> Vec<u8> {
        self.packed(quality, false)
    }

    /// As a JPEG in passes, as messengers make them.
    pub fn progressive(&self, quality: u8) -> Vec<u8> {
        self.packed(quality, true)
    }

    fn packed(&self, quality: u8, progressive: bool) -> Vec<u8> {
        let luma = self.luma();
        // A warm lamp: the colours are not all alike.
        let rgb: Vec<u8> = luma.pixels().iter().flat_map(|g| [*g, *g, *g / 8 * 7]).collect();
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
        encoder.set_progressive(progressive);
        let (width, height) = (self.width as u16, self.height as u16);
        encoder.encode(&rgb, width, height, jpeg_encoder::ColorType::Rgb).expect("packed");
        bytes
    }

    /// As a PNG, grey.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(self.luma().pixels()).expect("packed");
        drop(writer);
        bytes
    }
}
