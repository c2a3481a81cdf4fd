//! The steps of one registration, each alone, with criterion: what the rules cost, what sealing
//! costs, what the chain costs.
//!
//! `cargo bench --bench rules`

mod support;

use std::path::Path;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use support::registration;
use tenfold::service::index::PersonIndex;
use tenfold::service::vault::Vault;
use tenfold::setup::town::Town;
use tenfold::storage::cell::Cell;
use tenfold::storage::chain::{Chain, GENESIS};
use tenfold_domain::code::{PersonKey, RoundId};
use tenfold_domain::decide::decide;
use tenfold_domain::state::State;

/// People registered in one round of the measurement.
const PEOPLE: u64 = 1_000;

fn rules(criterion: &mut Criterion) {
    let town = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns/ruijin.toml");
    let campaign = Arc::new(Town::load(&town).expect("town").campaign);
    let vault = Vault::new(&[7; 32]);
    let now = tenfold::service::clock::now();
    let asks: Vec<_> = (0..PEOPLE).map(|n| registration(&vault, n, now)).collect();
    criterion.bench_function("decide and apply 1,000 registrations", |bench| {
        bench.iter_batched(
            || State::new(campaign.clone()),
            |mut state| {
                let mut seq = 0;
                for ask in &asks {
                    let command = &ask.command;
                    for event in decide(&state, now, command).expect("taken") {
                        seq += 1;
                        state.apply(seq, &command.stamp, &event);
                    }
                }
                state
            },
            BatchSize::LargeInput,
        );
    });
    let mut n = PEOPLE;
    criterion.bench_function("prove, key and seal one registration", |bench| {
        bench.iter(|| {
            n += 1;
            registration(&vault, n, now)
        });
    });
}

fn ledger(criterion: &mut Criterion) {
    let row = [Cell::Int(360_781), Cell::Blob(&[7; 16]), Cell::Text("000000123456")];
    let sealed = [9u8; 116];
    criterion.bench_function("chain 1,000 rows", |bench| {
        bench.iter(|| {
            let mut chain = Chain::after(&GENESIS);
            for _ in 0..1_000 {
                chain.add(2, &[row[0], row[1], row[2], Cell::Blob(&sealed)]);
            }
            chain.finish()
        });
    });
    let key = |n: u64| {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
        bytes[8] = n as u8;
        PersonKey(bytes)
    };
    let mut index = PersonIndex::default();
    (1..1_000_000).for_each(|n| index.registered(key(n), n, RoundId(1)));
    let mut n = 0;
    criterion.bench_function("find one person of a million", |bench| {
        bench.iter(|| {
            n += 7_919;
            index.get(key(n % 1_000_000))
        });
    });
}

criterion_group!(benches, rules, ledger);
criterion_main!(benches);
