//! Who asked in vain how often: guessing is slow, and shuts out nobody but the guesser.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use tenfold_domain::code::PersonKey;
use tenfold_domain::time::{At, Minutes};

/// Failures for one person before they must wait.
const FAILURES_MAX: u8 = 5;
/// How long failures count.
const FAILURES_KEPT: Minutes = Minutes::hours(1);
/// Failures from one address in a minute: beyond it somebody tries numbers. By address, so that
/// whoever tries shuts out nobody else; a whole town behind one proxy is one address.
const FAILURES_A_MINUTE_MAX: u32 = 1_000;

/// Who failed how often.
#[derive(Default)]
pub struct Attempts {
    inner: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    failures: HashMap<PersonKey, (u8, At)>,
    minute: i64,
    /// In this minute, by address.
    from: HashMap<IpAddr, u32>,
}

/// The address as far as one asker cannot change it: of IPv6 the network, whose other half each
/// device picks for itself.
pub fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(whole) => Ipv6Addr::from_bits(whole.to_bits() >> 64 << 64).into(),
        v4 => v4,
    }
}

impl Attempts {
    /// Seconds to wait, if there were too many failures from this address.
    pub(super) fn wait_from(&self, peer: IpAddr, now: At) -> Option<u64> {
        let Ok(mut counts) = self.inner.lock() else { return Some(60) };
        let minute = now.0.div_euclid(60_000);
        if counts.minute != minute {
            counts.minute = minute;
            counts.from.clear();
            // Once a minute is often enough, and bounds the list by an hour of failures.
            counts.failures.retain(|_, (_, since)| now < *since + FAILURES_KEPT);
        }
        let from = counts.from.get(&network(peer));
        from.is_some_and(|from| *from >= FAILURES_A_MINUTE_MAX).then_some(60)
    }

    /// Seconds to wait, if there were too many failures for this person.
    pub(super) fn wait_for(&self, person: PersonKey, now: At) -> Option<u64> {
        let Ok(counts) = self.inner.lock() else { return Some(60) };
        let (failures, since) = counts.failures.get(&person).copied()?;
        let until = since + FAILURES_KEPT;
        let closed = failures >= FAILURES_MAX && now < until;
        closed.then(|| (until.0 - now.0).max(1_000).cast_unsigned() / 1_000)
    }

    pub(super) fn failed(&self, person: PersonKey, peer: IpAddr, now: At) {
        if let Ok(mut counts) = self.inner.lock() {
            *counts.from.entry(network(peer)).or_default() += 1;
            let slot = counts.failures.entry(person).or_insert((0, now));
            if now >= slot.1 + FAILURES_KEPT {
                *slot = (0, now);
            }
            slot.0 = slot.0.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_650_000_000_000);

    fn guesses(attempts: &Attempts, peer: IpAddr, count: u32) {
        for guess in 0..count {
            let person = PersonKey(u128::from(guess).to_be_bytes());
            let _ = attempts.wait_from(peer, NOW);
            attempts.failed(person, peer, NOW);
        }
    }

    #[test]
    fn whoever_tries_numbers_shuts_out_nobody_else() {
        let attempts = Attempts::default();
        let (bad, good) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        guesses(&attempts, bad, FAILURES_A_MINUTE_MAX - 1);
        assert_eq!(attempts.wait_from(bad, NOW), None);
        guesses(&attempts, bad, 1);
        assert_eq!(attempts.wait_from(bad, NOW), Some(60));
        assert_eq!(attempts.wait_from(good, NOW), None);
        assert_eq!(attempts.wait_from(bad, NOW + Minutes(1)), None, "a minute later again");
    }

    #[test]
    fn a_new_address_of_the_same_network_is_the_same_asker() {
        let attempts = Attempts::default();
        let at = |last| IpAddr::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
        guesses(&attempts, at(1), FAILURES_A_MINUTE_MAX);
        assert_eq!(attempts.wait_from(at(2), NOW), Some(60));
        let mapped = IpAddr::from(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0x0a00, 1));
        assert_eq!(network(mapped), IpAddr::from([10, 0, 0, 1]));
    }

    #[test]
    fn one_person_is_guarded_from_everywhere() {
        let attempts = Attempts::default();
        let person = PersonKey([7; 16]);
        for last in 0..FAILURES_MAX {
            attempts.failed(person, [10, 0, 0, last].into(), NOW);
        }
        assert_eq!(attempts.wait_for(person, NOW), Some(3_600));
    }
}
