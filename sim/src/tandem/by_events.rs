//! The whole city by one list of events: as the model is told, with queues that people stand in.

use std::collections::VecDeque;

use tenfold_domain::time::At;

use super::{Draws, Laws, OpenTube, Passed, Tandem};
use crate::events::Events;
use crate::stream::{Purpose, Stream};

/// What happens. The priority of each at one instant is its place in this list.
#[derive(Clone, Copy)]
enum What {
    /// Somebody leaves a desk.
    Registered { site: u32, group: u32, within: u32 },
    /// Somebody leaves a collector.
    Swabbed { site: u32, group: u32 },
    /// A group comes.
    Group { site: u32, group: u32 },
    /// The couriers take what is sealed, at every site.
    Collect { collection: u32 },
    /// Tubes reach the lab.
    Received { tubes: u32 },
    /// A plate is done.
    Run { tubes: u32 },
}

impl What {
    #[inline]
    fn priority(&self) -> u8 {
        match self {
            What::Registered { .. } => 0,
            What::Swabbed { .. } => 1,
            What::Group { .. } => 2,
            What::Collect { .. } => 3,
            What::Received { .. } => 4,
            What::Run { .. } => 5,
        }
    }
}

/// A group that is not all registered.
#[derive(Clone, Copy)]
struct Standing {
    group: u32,
    within: u32,
    since_ms: i64,
}

struct Site {
    draws: Draws,
    desks_free: u32,
    collectors_free: u32,
    before_desk: VecDeque<Standing>,
    before_swab: VecDeque<Standing>,
    tubes: VecDeque<OpenTube>,
    first_open: u32,
    /// When the first swab of each sealed tube began.
    sealed: Vec<i64>,
}

struct City<'a> {
    model: &'a Tandem,
    laws: Laws,
    events: Events<What>,
    sites: Vec<Site>,
    lab: Lab,
    passed: Passed,
}

struct Lab {
    plates: Stream,
    /// Tubes that no plate has yet.
    tubes: u32,
    /// Tubes still to come, to any site or from it.
    awaited: u64,
    cyclers_free: u32,
    /// Tubes of each plate that waits for a cycler.
    waiting: VecDeque<u32>,
    /// Plates begun.
    begun: u64,
}

pub(super) fn run(model: &Tandem, root: Stream) -> Passed {
    let site = |site| Site {
        draws: Draws::of(root, site),
        desks_free: model.desks,
        collectors_free: model.collectors,
        before_desk: VecDeque::new(),
        before_swab: VecDeque::new(),
        tubes: VecDeque::new(),
        first_open: 0,
        sealed: Vec::new(),
    };
    let lab = Lab {
        plates: root.of(Purpose::Plate, 0),
        tubes: 0,
        awaited: u64::from(model.sites) * u64::from(model.groups),
        cyclers_free: model.cyclers,
        waiting: VecDeque::new(),
        begun: 0,
    };
    let mut city = City {
        model,
        laws: Laws::of(model),
        events: Events::new(),
        sites: (0..model.sites).map(site).collect(),
        lab,
        passed: Passed::nothing(),
    };
    city.begin();
    while let Some((at, what)) = city.events.pop() {
        city.happens(at.0, what);
    }
    city.passed
}

impl City<'_> {
    fn begin(&mut self) {
        if self.lab.awaited == 0 {
            return;
        }
        for site in 0..self.model.sites {
            self.next_group(0, site, 0);
        }
        self.plan(self.model.collected_ms(0), What::Collect { collection: 0 });
    }

    #[inline]
    fn plan(&mut self, at_ms: i64, what: What) {
        self.events.push(At(at_ms), what.priority(), what);
    }

    #[inline]
    fn happens(&mut self, now_ms: i64, what: What) {
        match what {
            What::Registered { site, group, within } => {
                self.sites[site as usize].desks_free += 1;
                self.register(now_ms, site);
                let standing = Standing { group, within, since_ms: now_ms };
                self.sites[site as usize].before_swab.push_back(standing);
                self.swab(now_ms, site);
            }
            What::Swabbed { site, group } => {
                self.swabbed(now_ms, site, group);
                self.swab(now_ms, site);
            }
            What::Group { site, group } => {
                let place = &mut self.sites[site as usize];
                place.before_desk.push_back(Standing { group, within: 0, since_ms: now_ms });
                place.tubes.push_back(OpenTube::of(self.model.group));
                self.next_group(now_ms, site, group + 1);
                self.register(now_ms, site);
            }
            What::Collect { collection } => self.collect(now_ms, collection),
            What::Received { tubes } => self.received(now_ms, tubes),
            What::Run { tubes } => {
                self.passed.resulted(tubes, self.model.group, now_ms);
                self.lab.cyclers_free += 1;
                self.cycle(now_ms);
            }
        }
    }

    fn next_group(&mut self, now_ms: i64, site: u32, group: u32) {
        if group < self.model.groups {
            let gap_ms = self.sites[site as usize].draws.gap_ms(group, &self.laws);
            self.plan(now_ms + gap_ms, What::Group { site, group });
        }
    }

    /// Whoever stands first goes to a desk, while one is free.
    #[inline]
    fn register(&mut self, now_ms: i64, site: u32) {
        let place = &mut self.sites[site as usize];
        while place.desks_free > 0 {
            let Some(first) = place.before_desk.front_mut() else { return };
            let Standing { group, within, since_ms } = *first;
            first.within += 1;
            if first.within == self.model.group {
                place.before_desk.pop_front();
            }
            place.desks_free -= 1;
            self.passed.desk_wait_ms += now_ms - since_ms;
            self.passed.wait_ms_max = self.passed.wait_ms_max.max(now_ms - since_ms);
            let person = u64::from(group) * u64::from(self.model.group) + u64::from(within);
            let register_ms = place.draws.register_ms(person, &self.laws);
            let what = What::Registered { site, group, within };
            self.events.push(At(now_ms + register_ms), what.priority(), what);
        }
    }

    /// Whoever stands first goes to a collector, while one is free.
    #[inline]
    fn swab(&mut self, now_ms: i64, site: u32) {
        let place = &mut self.sites[site as usize];
        while place.collectors_free > 0 {
            let Some(first) = place.before_swab.pop_front() else { return };
            place.collectors_free -= 1;
            self.passed.swab_wait_ms += now_ms - first.since_ms;
            self.passed.wait_ms_max = self.passed.wait_ms_max.max(now_ms - first.since_ms);
            let tube = &mut place.tubes[(first.group - place.first_open) as usize];
            tube.first_swab_ms = tube.first_swab_ms.min(now_ms);
            let group = u64::from(first.group) * u64::from(self.model.group);
            let swab_ms = place.draws.swab_ms(group + u64::from(first.within), &self.laws);
            let what = What::Swabbed { site, group: first.group };
            self.events.push(At(now_ms + swab_ms), what.priority(), what);
        }
    }

    #[inline]
    fn swabbed(&mut self, now_ms: i64, site: u32, group: u32) {
        self.passed.people += 1;
        self.passed.last_swab_ms = now_ms;
        let place = &mut self.sites[site as usize];
        place.collectors_free += 1;
        let tube = &mut place.tubes[(group - place.first_open) as usize];
        tube.missing -= 1;
        if tube.missing == 0 {
            place.sealed.push(tube.first_swab_ms);
        }
        while place.tubes.front().is_some_and(|tube| tube.missing == 0) {
            place.tubes.pop_front();
            place.first_open += 1;
        }
    }

    fn collect(&mut self, now_ms: i64, collection: u32) {
        for site in 0..self.sites.len() {
            let place = &mut self.sites[site];
            let tubes = place.sealed.len() as u32;
            if tubes == 0 {
                continue;
            }
            let received_ms = now_ms + place.draws.drive_ms(collection as usize, &self.laws);
            for first_swab_ms in place.sealed.drain(..) {
                self.passed.received(first_swab_ms, received_ms);
            }
            self.passed.shipments += 1;
            self.plan(received_ms, What::Received { tubes });
        }
        if self.passed.tubes < u64::from(self.model.sites) * u64::from(self.model.groups) {
            let next = collection + 1;
            self.plan(self.model.collected_ms(next as usize), What::Collect { collection: next });
        }
    }

    fn received(&mut self, now_ms: i64, tubes: u32) {
        self.lab.tubes += tubes;
        self.lab.awaited -= u64::from(tubes);
        while self.lab.tubes >= self.model.plate {
            self.lab.tubes -= self.model.plate;
            self.lab.waiting.push_back(self.model.plate);
        }
        if self.lab.awaited == 0 && self.lab.tubes > 0 {
            self.lab.waiting.push_back(std::mem::take(&mut self.lab.tubes));
        }
        self.cycle(now_ms);
    }

    /// The first plate that waits goes on a cycler, while one is free.
    fn cycle(&mut self, now_ms: i64) {
        while self.lab.cyclers_free > 0 {
            let Some(tubes) = self.lab.waiting.pop_front() else { return };
            self.lab.cyclers_free -= 1;
            let run_ms = self.laws.run.ms(self.lab.plates.bits(self.lab.begun));
            self.lab.begun += 1;
            self.plan(now_ms + run_ms, What::Run { tubes });
        }
    }
}
