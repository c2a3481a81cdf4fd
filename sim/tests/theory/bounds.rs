//! Where theory has no exact answer: bounds from light to heavy traffic, and the fluid end.

use tenfold_sim::servers::Servers;
use tenfold_sim::stream::Stream;
use tenfold_sim::theory::staffing::fluid_end;

use super::{Length, Node, SERVICE_MS, check, interval, only_waits};

const LAWS: [(Length, Length); 4] = [
    (Length::Uniform, Length::Erlang2),
    (Length::Erlang2, Length::Mixed),
    (Length::Mixed, Length::Uniform),
    (Length::Constant, Length::Uniform),
];

/// The interval must not lie beyond a bound as a whole.
#[test]
fn ggc_between_its_bounds() {
    for (gaps, services) in LAWS {
        for (servers, rho) in [(1, 0.3), (4, 0.3), (4, 0.7), (4, 0.95), (16, 0.95)] {
            let node = Node { servers, rho, gaps, services };
            let seen = interval(&only_waits(&node.waits(100, 10_000, 20_000)));
            let (gaps_cv, services_cv) = (gaps.cv(), services.cv());
            let theory = node.theory();
            let low = theory.wait_ggc_min(services_cv);
            let high = theory.wait_ggc_max(gaps_cv, services_cv);
            let name = format!("{gaps:?}/{services:?}/{servers}, rho {rho}");
            println!("{name}: simulated {seen}, bounds {low:.6}..{high:.6}");
            assert!(seen.high() >= low, "{name}: {seen} below {low}");
            assert!(seen.low() <= high, "{name}: {seen} above {high}");
        }
    }
}

/// At rho 0.98 the heavy-traffic limit is near: no interval lies more than 5 % from it.
#[test]
fn ggc_in_heavy_traffic() {
    for (gaps, services) in LAWS {
        let node = Node { servers: 2, rho: 0.98, gaps, services };
        let seen = interval(&only_waits(&node.waits(200, 50_000, 100_000)));
        let limit = node.theory().wait_ggc_heavy(gaps.cv(), services.cv());
        println!("{gaps:?}/{services:?}/2, rho 0.98: simulated {seen}, limit {limit:.6}");
        let near = seen.high() >= 0.95 * limit && seen.low() <= 1.05 * limit;
        assert!(near, "{seen} far from {limit}");
        assert!(seen.half_width < 0.15 * limit, "{seen} says too little of {limit}");
    }
}

/// In light traffic hardly anybody waits, by whatever law.
#[test]
fn ggc_in_light_traffic() {
    for (gaps, services) in LAWS {
        let node = Node { servers: 8, rho: 0.1, gaps, services };
        let seen = interval(&only_waits(&node.waits(50, 1_000, 10_000)));
        println!("{gaps:?}/{services:?}/8, rho 0.1: simulated {seen}");
        assert!(seen.high() < 1e-4, "{seen}");
    }
}

/// The start gun: everybody at once. No order of work ends later than the work over the servers
/// plus one service (Graham 1966), nor sooner than the work over the servers; so the end per
/// person tends to the fluid one, whatever the law.
#[test]
fn everybody_at_once_ends_as_fluid_does() {
    let (people, servers) = (20_000, 25);
    for services in [Length::Constant, Length::Exponential, Length::Mixed] {
        let node = Node::random(servers, 0.5, services);
        let mut ends = Vec::new();
        for replication in 0..100 {
            let mut places = Servers::new(servers as usize, 0);
            let (mut work_ms, mut longest_ms) = (0, 0);
            let customers = node.customers(Stream::root(800, replication));
            for (_, service_ms) in customers.take(people) {
                places.take(0, service_ms);
                work_ms += service_ms;
                longest_ms = longest_ms.max(service_ms);
            }
            let end_ms = places.last_free_ms().expect("servers");
            let least_ms = work_ms / i64::from(servers);
            assert!((least_ms..=least_ms + longest_ms + 1).contains(&end_ms), "{end_ms}");
            // The last to end is later than the mean of all ends, which is the fluid.
            ends.push(places.free_times_ms().iter().sum::<i64>() as f64 / f64::from(servers));
        }
        let hour = 3_600_000.0;
        let mut arrivals = vec![0.0; 48];
        arrivals[0] = people as f64;
        let capacity = vec![f64::from(servers) * hour / SERVICE_MS; 48];
        let fluid = fluid_end(&arrivals, &capacity).expect("enough hours") * hour;
        if services == Length::Constant {
            assert!(ends.iter().all(|end| *end == fluid), "{ends:?} for {fluid}");
            continue;
        }
        let hours: Vec<f64> = ends.iter().map(|end_ms| end_ms / hour).collect();
        check(&format!("fluid end in hours, {services:?}"), &hours, fluid / hour, 0.01);
    }
}

/// Hours that differ, constant service: an evenly fed site ends within one service of the fluid.
#[test]
fn changing_hours_end_as_fluid_does() {
    let (servers, service_ms, hour_ms) = (10usize, 90_000i64, 3_600_000i64);
    let arrivals = [700.0, 500.0, 200.0, 700.0, 0.0, 0.0];
    let capacity = [servers as f64 * hour_ms as f64 / service_ms as f64; 6];
    let fluid = fluid_end(&arrivals, &capacity).expect("enough hours") * hour_ms as f64;
    let mut places = Servers::new(servers, 0);
    for (hour, come) in arrivals.into_iter().enumerate() {
        for n in 0..come as i64 {
            let at_ms = hour as i64 * hour_ms + n * hour_ms / come as i64;
            places.take(at_ms, service_ms);
        }
    }
    let end_ms = places.last_free_ms().expect("servers") as f64;
    println!("changing hours: simulated {end_ms} ms, fluid {fluid} ms");
    assert!((end_ms - fluid).abs() <= service_ms as f64, "{end_ms} for {fluid}");
    assert!(fluid > 5.0 * hour_ms as f64, "the backlog outlasts the arrivals: {fluid}");
}
