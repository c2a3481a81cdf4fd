//! A photograph of one megapixel with a readable code: the goal is 15 ms (`--bench photo`). Then
//! the same unpacked, without a code, and of twelve megapixels; where zbarimg is installed, the
//! same file by it, start of the process included.

#[path = "../tests/photos/scene.rs"]
#[allow(dead_code)]
mod scene;

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use scene::{Scene, tube};
use tenfold::edge::label::Square;
use tenfold::edge::photo::{self, Found, Meaning};
use tenfold::edge::wedge::Labels;
use tenfold_domain::code::{Check, CodeRule};

const TUBE: &str = "001230000741";

/// A label in the hand: a third of the picture, a little turned, blurred and noisy.
fn photograph(width: u32, height: u32) -> Scene {
    let label = tube(TUBE, Square::DataMatrix);
    let (x, y) = (width as f32 * 0.55, height as f32 * 0.45);
    let scale = width as f32 / 100.0;
    Scene::new(width, height).label(&label, (x, y), scale, 3.0).blur(0.8).dim(0.6).noise(7.0, 1)
}

/// How many of twenty pictures are read at each resolution and angle, and how many of them wrong.
fn rates(labels: Labels<'_>) {
    const TIMES: u64 = 20;
    let label = tube(TUBE, Square::DataMatrix);
    for scale in [4.0, 5.0, 6.0, 8.0, 12.0] {
        let told = [0.0, 30.0, 90.0].map(|degrees| {
            let scene = Scene::new(720, 640).label(&label, (361.3, 318.7), scale, degrees);
            let scene = scene.blur(0.7).dim(0.5);
            let (mut read, mut wrong) = (0, 0);
            for seed in 0..TIMES {
                let reading = photo::look(&scene.clone().noise(8.0, seed).luma(), labels);
                let believed = reading.found.iter().filter(|found| found.doubt.is_none());
                let right = |found: &Found| match &found.meaning {
                    Meaning::Tube(code) => code.as_str() == TUBE,
                    _ => false,
                };
                let (good, bad): (Vec<_>, Vec<_>) = believed.partition(|found| right(found));
                read += u32::from(!good.is_empty());
                wrong += bad.len();
            }
            format!("{degrees} degrees {read} of {TIMES}, wrong {wrong}")
        });
        println!("{scale} pixels a mm: {}", told.join("; "));
    }
}

fn photographs(criterion: &mut Criterion) {
    let check = Check::Mod97;
    let rule = CodeRule { prefix: String::new(), length: (12, 12), digits_only: true, check };
    let rules = [rule];
    let labels = Labels { tubes: &rules, boxes: &[] };
    rates(labels);
    let mut group = criterion.benchmark_group("photo");
    group.sample_size(20).measurement_time(Duration::from_secs(6));
    let scene = photograph(1_152, 864);
    let jpeg = scene.jpeg(85);
    for (name, bytes) in [
        ("1 megapixel, JPEG", jpeg.clone()),
        ("1 megapixel, PNG", scene.png()),
        ("12 megapixels, JPEG", photograph(4_000, 3_000).jpeg(85)),
        ("1 megapixel without a code, JPEG", Scene::new(1_152, 864).noise(7.0, 2).jpeg(85)),
    ] {
        let is_read = photo::read(&bytes, labels).is_ok_and(|reading| reading.why().is_none());
        println!("{name}: {} bytes, {}", bytes.len(), if is_read { "read" } else { "not read" });
        group.bench_function(name, |bench| {
            bench.iter(|| photo::read(black_box(&bytes), labels).is_ok());
        });
    }
    let luma = scene.luma();
    group.bench_function("1 megapixel, unpacked", |bench| {
        bench.iter(|| photo::look(black_box(&luma), labels).why().is_none());
    });
    if Command::new("zbarimg").arg("-h").output().is_ok() {
        let file = tempfile::Builder::new().suffix(".jpg").tempfile().expect("a file");
        std::fs::write(file.path(), &jpeg).expect("written");
        group.bench_function("1 megapixel, JPEG, zbarimg as a process (bars only)", |bench| {
            bench.iter(|| {
                let mut command = Command::new("zbarimg");
                command.args(["-q", "--raw", "-Sdisable", "-Scode128.enable"]).arg(file.path());
                command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, photographs);
criterion_main!(benches);
