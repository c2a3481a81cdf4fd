//! Formulas against tables and against each other.

use super::*;

fn near(ours: f64, known: f64, share: f64) {
    assert!((ours - known).abs() <= share * known.abs(), "{ours} for {known}");
}

fn queue(servers: u32, rho: f64) -> Queue {
    Queue { servers, rate: rho * f64::from(servers), service: 1.0 }
}

/// PLANNING 4.1: people an hour, served an hour, servers; who waits, mean wait in minutes.
#[test]
fn erlang_as_in_the_plan() {
    for (people, served, servers, waits, minutes) in [
        (70.0, 40.0, 2, 0.816_667, 4.9000),
        (100.0, 40.0, 3, 0.702_247, 2.1067),
        (300.0, 40.0, 8, 0.807_253, 2.4218),
        (300.0, 40.0, 10, 0.306_611, 0.1840),
        (1_000.0, 40.0, 28, 0.457_300, 0.2286),
    ] {
        let queue = Queue { servers, rate: people / 60.0, service: 60.0 / served };
        assert!((queue.p_wait() - waits).abs() < 5e-7, "{people}: {}", queue.p_wait());
        assert!((queue.wait_mmc() - minutes).abs() < 5e-5, "{people}: {}", queue.wait_mmc());
    }
}

#[test]
fn one_server_has_closed_forms() {
    for rho in [0.1, 0.5, 0.9, 0.99] {
        let one = queue(1, rho);
        near(one.p_wait(), rho, 1e-12);
        near(one.wait_mmc(), rho / (1.0 - rho), 1e-12);
        near(one.wait_mdc(), rho / (1.0 - rho) / 2.0, 1e-9);
        near(one.wait_mdc_near(), rho / (1.0 - rho) / 2.0, 1e-12);
        // Pollaczek and Khinchine: rate E[S²] / (2 (1 - rho)).
        near(one.wait_mgc(0.7), rho * (1.0 + 0.49) / (2.0 * (1.0 - rho)), 1e-12);
    }
    assert_eq!(queue(1, 1.0).wait_mmc(), f64::INFINITY);
    assert_eq!(queue(3, 1.2).wait_ggc_max(1.0, 1.0), f64::INFINITY);
}

/// By Crommelin's series in another program (survival functions of a statistics library).
#[test]
fn constant_service() {
    for (servers, rho, wait) in [
        (2, 0.8, 0.903_283_879_416_673),
        (5, 0.8, 0.289_060_007_262_667),
        (10, 0.9, 0.344_582_050_379_677),
        (50, 0.9, 0.039_525_887_174_186),
    ] {
        near(queue(servers, rho).wait_mdc(), wait, 1e-9);
        near(queue(servers, rho).wait_mdc_near(), wait, 0.02);
    }
}

#[test]
fn losses() {
    near(erlang_b(2, 1.0), 0.2, 1e-12);
    near(erlang_b(10, 5.0), 0.018_384_570_336_648, 1e-12);
    let full = Queue { servers: 2, rate: 1.0, service: 1.0 };
    near(full.loss_mmck(2), 0.2, 1e-12);
    // M/M/1/K: (1 - rho) rho^K / (1 - rho^(K+1)).
    let one = queue(1, 0.8);
    near(one.loss_mmck(5), 0.2 * 0.8f64.powi(5) / (1.0 - 0.8f64.powi(6)), 1e-12);
    near(queue(4, 2.0).loss_mmck(4_000), 0.5, 1e-12);
    assert_eq!(one.loss_mmck(0), 1.0);
}

#[test]
fn bounds_hold_what_is_known() {
    for servers in [1, 2, 5, 20] {
        for rho in [0.3, 0.7, 0.95, 0.999] {
            let queue = queue(servers, rho);
            for (cv, wait) in [(1.0, queue.wait_mmc()), (0.0, queue.wait_mdc())] {
                let (low, high) = (queue.wait_ggc_min(cv), queue.wait_ggc_max(1.0, cv));
                assert!(low <= wait * 1.001 && wait <= high, "{low} {wait} {high}");
            }
        }
        let heavy = queue(servers, 0.9999);
        near(heavy.wait_mmc(), heavy.wait_ggc_heavy(1.0, 1.0), 0.01);
        near(heavy.wait_ggc_max(1.0, 0.0), heavy.wait_ggc_heavy(1.0, 0.0), 0.01);
    }
}
