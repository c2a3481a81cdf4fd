//! What queueing theory says: the planner's first guess, the bound printed beside the answer,
//! and what the simulator is tested against.
//!
//! A [`Queue`] has no unit of its own: rates are per the unit its service time is in, and waits
//! come out in that unit. Waits are means over all customers, those who do not wait included, in
//! the long run; where the load is more than the servers can do, they are infinite.

pub mod staffing;

use crate::special::ln_gamma;

/// Customers who come singly to servers in parallel, first come first served.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Queue {
    /// Servers, at least one.
    pub servers: u32,
    /// Arrivals per unit of time, above 0.
    pub rate: f64,
    /// Mean of a service, above 0.
    pub service: f64,
}

impl Queue {
    /// Load in servers (Erlang): rate times mean service.
    pub fn offered(&self) -> f64 {
        self.rate * self.service
    }

    /// Share of the time a server is busy, if below 1.
    pub fn rho(&self) -> f64 {
        self.offered() / f64::from(self.servers)
    }

    /// Share who wait in M/M/c (Erlang C).
    pub fn p_wait(&self) -> f64 {
        erlang_c(self.servers, self.offered())
    }

    /// Mean wait in M/M/c.
    pub fn wait_mmc(&self) -> f64 {
        self.by_spare(self.p_wait() * self.service)
    }

    /// Mean wait in M/G/c with the coefficient of variation of the service: exact for one server
    /// (Pollaczek 1930, Khinchine 1932), for more the approximation of Lee and Longton (1959).
    pub fn wait_mgc(&self, service_cv: f64) -> f64 {
        self.wait_ggc(1.0, service_cv)
    }

    /// Mean wait in G/G/c by Allen and Cunneen: M/M/c times the mean of both squared coefficients
    /// of variation, of the times between arrivals and of the service. An approximation.
    pub fn wait_ggc(&self, arrival_cv: f64, service_cv: f64) -> f64 {
        self.wait_mmc() * (arrival_cv * arrival_cv + service_cv * service_cv) / 2.0
    }

    /// Mean wait in M/D/c: the series of Crommelin (1932),
    /// `sum over i of P(N >= ic) - P(N > ic) / rho` services, with N Poisson of mean
    /// `i rate service`. Above rho 0.95, where the series is long, by [`Queue::wait_mdc_near`].
    pub fn wait_mdc(&self) -> f64 {
        let rho = self.rho();
        if rho > 0.95 {
            return self.wait_mdc_near();
        }
        let mut services = 0.0;
        for i in 1..200_000 {
            let mean = f64::from(i) * self.offered();
            let count = f64::from(i) * f64::from(self.servers);
            let exactly = (count * mean.ln() - mean - ln_gamma(count + 1.0)).exp();
            let term = exactly * (1.0 - (1.0 / rho - 1.0) * poisson_above(count, mean));
            services += term;
            if term < 1e-13 * services {
                break;
            }
        }
        services * self.service
    }

    /// Mean wait in M/D/c, nearly (Cosmetatos 1975): within 2 % where rho is 0.5 or more,
    /// the nearer the larger rho.
    pub fn wait_mdc_near(&self) -> f64 {
        let (rho, servers) = (self.rho(), f64::from(self.servers));
        let spread = (1.0 - rho) * (servers - 1.0) * ((4.0 + 5.0 * servers).sqrt() - 2.0);
        self.wait_mmc() / 2.0 * (1.0 + spread / (16.0 * rho * servers))
    }

    /// No mean wait in G/G/c with independent times between arrivals is longer: Kingman's bound
    /// (1962) for one server of whom it gets every c-th customer, which is never better than one
    /// queue for all (Wolff 1977).
    pub fn wait_ggc_max(&self, arrival_cv: f64, service_cv: f64) -> f64 {
        let servers = f64::from(self.servers);
        let gaps = (arrival_cv / self.rate).powi(2);
        let services = (service_cv * self.service).powi(2) / servers;
        self.by_spare(self.rate * (gaps + services) / 2.0 * servers)
    }

    /// No mean wait in G/G/c is shorter, however even the arrivals: that of one server c times as
    /// quick, for which Marchal's bound (1978) holds, less what c slow ones gain (Brumelle 1971).
    /// Zero at light load.
    pub fn wait_ggc_min(&self, service_cv: f64) -> f64 {
        let (rho, servers) = (self.rho(), f64::from(self.servers));
        let spread = (rho * service_cv).powi(2) + rho * (rho - 2.0);
        let quick = self.by_spare(spread / (2.0 * self.rate) * servers);
        let square = (1.0 + service_cv * service_cv) * self.service;
        (quick - (servers - 1.0) / servers * square / 2.0).max(0.0)
    }

    /// What the mean wait in G/G/c tends to as rho tends to 1 (Kingman 1962, Kollerstrom 1974).
    pub fn wait_ggc_heavy(&self, arrival_cv: f64, service_cv: f64) -> f64 {
        let servers = f64::from(self.servers);
        let gaps = (arrival_cv / self.rate).powi(2);
        let services = (service_cv * self.service / servers).powi(2);
        self.by_spare(self.rate * (gaps + services) / 2.0 * servers)
    }

    /// Share turned away in M/M/c/K, with room for `room` customers, those in service included:
    /// fewer than the servers leave servers without work. Any load.
    pub fn loss_mmck(&self, room: u32) -> f64 {
        let busy = self.servers.min(room);
        let blocked = erlang_b(busy, self.offered());
        // P(n)/P(busy) = rho^(n - busy) above; Erlang B is P(busy) over all up to it.
        let ratio = self.offered() / f64::from(busy.max(1));
        let (mut power, mut sum) = (1.0, 0.0);
        for _ in busy..room {
            power *= ratio;
            sum += power;
            if sum > 1e200 {
                // Far overloaded: what is too much is turned away.
                return 1.0 - 1.0 / ratio;
            }
        }
        blocked * power / (1.0 + blocked * sum)
    }

    /// Something over the share of servers left, infinite where none is.
    fn by_spare(&self, amount: f64) -> f64 {
        let spare = f64::from(self.servers) - self.offered();
        if spare > 0.0 { amount / spare } else { f64::INFINITY }
    }
}

/// Share turned away from `servers` without a queue (Erlang B 1917), by its recurrence.
pub fn erlang_b(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |blocked, server| {
        let load = offered * blocked;
        load / (f64::from(server) + load)
    })
}

/// Share who wait for one of `servers` (Erlang C 1917); all of them where the load is too much.
pub fn erlang_c(servers: u32, offered: f64) -> f64 {
    let servers_f = f64::from(servers);
    if offered >= servers_f {
        return 1.0;
    }
    let blocked = erlang_b(servers, offered);
    servers_f * blocked / (servers_f - offered * (1.0 - blocked))
}

/// P(N > count) over P(N = count) for N Poisson of a mean below `count`.
fn poisson_above(count: f64, mean: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 0.0, count);
    while term > 1e-17 * sum {
        n += 1.0;
        term *= mean / n;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests;
