//! How many servers a load asks for, and when all is done if nothing scatters.

use super::erlang_c;
use crate::special::{normal_density, normal_share, root};

/// Share who wait at load `R` with `R + beta sqrt(R)` servers, for large loads and `beta` above 0
/// (Halfin and Whitt 1981): `1 / (1 + beta Phi(beta) / phi(beta))`.
pub fn p_wait_at(beta: f64) -> f64 {
    1.0 / (1.0 + beta * normal_share(beta) / normal_density(beta))
}

/// The `beta` at which a share, above 0 and below 1, waits: [`p_wait_at`] turned round.
pub fn beta_for(p_wait: f64) -> f64 {
    root(0.0, 10.0, |beta| p_wait - p_wait_at(beta))
}

/// Servers by the square-root rule, `R + beta sqrt(R)` rounded up, at least one; `offered` is R,
/// the load in servers.
pub fn square_root_servers(offered: f64, p_wait: f64) -> u32 {
    (offered + beta_for(p_wait) * offered.sqrt()).ceil().max(1.0) as u32
}

/// The fewest servers with which no more than a share, above 0, waits in M/M/c, exactly.
pub fn fewest_servers(offered: f64, p_wait: f64) -> u32 {
    let waits_less = |servers: u32| erlang_c(servers, offered) <= p_wait;
    let mut servers = square_root_servers(offered, p_wait);
    while !waits_less(servers) {
        servers += 1;
    }
    while servers > 1 && waits_less(servers - 1) {
        servers -= 1;
    }
    servers
}

/// Modified offered load (Jagerman 1975; Jennings, Mandelbaum, Massey and Whitt 1996): the load in
/// servers at the end of each bin, if nobody ever waited, from empty.
///
/// `rates` are arrivals per unit of time in bins of `bin` units; services are exponential with
/// mean `service` units. Within a bin the load moves one way, from end to end, so its peak over
/// any bins is at an end.
pub fn offered_load(rates: &[f64], bin: f64, service: f64) -> Vec<f64> {
    let kept = (-bin / service).exp();
    let mut load = 0.0;
    let follow = |rate: &f64| {
        let settled = rate * service;
        load = settled + (load - settled) * kept;
        load
    };
    rates.iter().map(follow).collect()
}

/// What waits at the end of each bin when work comes and is done evenly: `arrivals` and `capacity`
/// in the same unit, per bin; a bin without capacity is 0.
pub fn fluid_backlog(arrivals: &[f64], capacity: &[f64]) -> Vec<f64> {
    let mut backlog = 0f64;
    let left = |(come, done): (&f64, &f64)| {
        backlog = (backlog + come - done).max(0.0);
        backlog
    };
    arrivals.iter().zip(capacity).map(left).collect()
}

/// When all the work is done, in bins from the start, if nothing scatters: no plan ends sooner.
/// None where something is left at the end of the last bin; 0 where there is none to do.
pub fn fluid_end(arrivals: &[f64], capacity: &[f64]) -> Option<f64> {
    let last = arrivals.iter().rposition(|come| *come > 0.0);
    let Some(last) = last else { return Some(0.0) };
    let backlog = fluid_backlog(arrivals, capacity);
    let done = (last..backlog.len()).find(|bin| backlog[*bin] <= 0.0)?;
    if done == last {
        // Some of it comes at the very end of its bin.
        return Some(last as f64 + 1.0);
    }
    Some(done as f64 + backlog[done - 1] / capacity[done])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halfin_and_whitt() {
        assert!((p_wait_at(0.0) - 1.0).abs() < 1e-12);
        // Their table: beta 0.5 and 1.
        assert!((p_wait_at(0.5) - 0.504_534).abs() < 1e-4, "{}", p_wait_at(0.5));
        assert!((p_wait_at(1.0) - 0.223_361).abs() < 1e-4, "{}", p_wait_at(1.0));
        for p in [0.01, 0.2, 0.5, 0.9] {
            assert!((p_wait_at(beta_for(p)) - p).abs() < 1e-12);
        }
    }

    #[test]
    fn the_rule_of_the_root_is_off_by_one_at_most() {
        for offered in [0.4, 1.75, 2.5, 7.5, 25.0, 300.0, 5_000.0] {
            for p in [0.05, 0.2, 0.5] {
                let (rule, exact) = (square_root_servers(offered, p), fewest_servers(offered, p));
                assert!(rule.abs_diff(exact) <= 1, "{offered} {p}: {rule} for {exact}");
                assert!(erlang_c(exact, offered) <= p);
                assert!(exact == 1 || erlang_c(exact - 1, offered) > p);
            }
        }
        // PLANNING 4.1: 300 people an hour, 40 a server: 10 servers let 30.7 % wait, 9 let more.
        assert_eq!(fewest_servers(7.5, 0.31), 10);
        assert_eq!(fewest_servers(0.0, 0.5), 1);
    }

    #[test]
    fn load_follows_arrivals() {
        let load = offered_load(&[10.0, 10.0, 0.0, 0.0], 1.0, 0.5);
        let fills = |t: f64| 5.0 * (1.0 - (-2.0 * t).exp());
        assert!((load[0] - fills(1.0)).abs() < 1e-12 && (load[1] - fills(2.0)).abs() < 1e-12);
        assert!((load[2] - load[1] * (-2.0f64).exp()).abs() < 1e-12);
        let steady = offered_load(&[3.0; 200], 1.0, 4.0);
        assert!((steady[199] - 12.0).abs() < 1e-9);
    }

    #[test]
    fn fluid_ends() {
        assert_eq!(fluid_end(&[], &[]), Some(0.0));
        assert_eq!(fluid_end(&[0.0, 0.0], &[5.0, 5.0]), Some(0.0));
        // Everybody at once, 100 at 40 a bin, closed in the third.
        assert_eq!(fluid_end(&[100.0, 0.0, 0.0, 0.0], &[40.0, 40.0, 0.0, 40.0]), Some(3.5));
        assert_eq!(fluid_backlog(&[100.0, 0.0, 0.0], &[40.0, 40.0, 0.0]), [60.0, 20.0, 20.0]);
        // Enough for all: done when the last has come.
        assert_eq!(fluid_end(&[10.0, 10.0, 0.0], &[40.0, 40.0, 40.0]), Some(2.0));
        assert_eq!(fluid_end(&[100.0, 0.0], &[40.0, 40.0]), None);
    }
}
