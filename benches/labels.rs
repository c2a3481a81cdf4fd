//! Tube labels a second, as ZPL and as PDF: the goals are 20,000 and 2,000 (`--bench labels`).
//! Both run here one after the other, so that their ratio does not depend on the machine.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tenfold::edge::block::{Block, Kind, Numbering};
use tenfold::edge::label::pdf::Pdf;
use tenfold::edge::label::zpl::Printer;
use tenfold::edge::label::{Label, PlaceName, Square, Stock, TubeLabel};
use tenfold_domain::code::{Check, Code, CodeRule, SiteId, TubeCode};

const LABELS: u32 = 400;

fn label(code: Code, site: &PlaceName, stock: Stock) -> Option<Label> {
    let (code, square) = (TubeCode(code), Square::DataMatrix);
    let tube = TubeLabel { code, site, square, capacity: Some(10), day: None, copy: (1, 2) };
    tube.label(stock.label).ok()
}

fn labels(criterion: &mut Criterion) {
    let check = Check::Mod97;
    let rule = CodeRule { prefix: String::new(), length: (12, 12), digits_only: true, check };
    let numbering = Numbering::of(&[rule]).expect("a rule of our own");
    let count = LABELS;
    let block = Block { kind: Kind::Tube, site: SiteId(12), printer: 0, first: 0, count };
    let site = PlaceName {
        number: 12, zh: "象湖镇第三采样点".into(), en: "Xianghu site 3".into()
    };
    let mut group = criterion.benchmark_group("labels");
    group.throughput(Throughput::Elements(u64::from(LABELS)));
    let stock = Stock::named("50x25").expect("stock");
    group.bench_function("zpl", |bencher| {
        let printer = Printer::default();
        bencher.iter(|| {
            let mut out = String::new();
            for label in numbering.codes(&block).filter_map(|code| label(code, &site, stock)) {
                printer.render(&label, &mut out);
            }
            out.len()
        });
    });
    let stock = Stock::named("a4-40").expect("stock");
    group.bench_function("pdf", |bencher| {
        bencher.iter(|| {
            let mut out = Vec::new();
            let mut pdf = Pdf::new(stock, &mut out);
            for label in numbering.codes(&block).filter_map(|code| label(code, &site, stock)) {
                pdf.add(&label, &mut out);
            }
            pdf.finish(&mut out);
            out.len()
        });
    });
    group.finish();
}

criterion_group!(benches, labels);
criterion_main!(benches);
