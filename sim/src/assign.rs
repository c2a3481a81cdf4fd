//! One lab for each site, fixed beforehand (R106): near, within the lab's fair load, and so that
//! neighbours go to one lab and a vehicle need not cross another's way.

use crate::staffing::{City, Staffing};

/// Minutes that a lab's whole fair load more costs in the score: that of a round of two days,
/// which is how much later such a lab would be done.
const OVERLOAD: f64 = 48.0 * 60.0;
/// What a minute counts by which a vehicle cannot be back within a round of collection.
const FAR: f64 = 20.0;
/// Sites whose second lab is not this many minutes further than their first can choose last.
const CHOICE: f64 = 15.0;

/// Labs being filled with sites.
struct Filling<'a> {
    city: &'a City,
    /// Labs in use.
    used: Vec<usize>,
    /// People each lab would have by its cycler hours; by lab of the city.
    fair: Vec<f64>,
    /// People each lab has so far.
    load: Vec<f64>,
    /// Places each lab serves so far.
    serves: Vec<Vec<usize>>,
    /// A site of each place that stands for it.
    seats: Vec<Option<usize>>,
}

impl City {
    /// One lab for each site that a lab in use can be reached from; of no lab in use where none
    /// can.
    ///
    /// The score of a lab is the drive to it, twice the way to it or to the nearest place it
    /// serves already, and the minutes by which it would be done later for holding more than its
    /// fair load; beyond half a round of collection minutes count twentyfold, for tubes grow too
    /// old there. Sites with the least choice are first, then the far ones. A lab's
    /// fair load is its share of all cycler hours. O(sites x labs x places).
    pub fn labs_of_sites(&self, staffing: &Staffing) -> Vec<Option<usize>> {
        let mut filling = Filling::new(self, staffing);
        let mut lab_of = vec![None; self.sites.len()];
        for site in filling.order() {
            let mut drives = filling.drives(site);
            let fixed = drives.iter().find(|(lab, _)| self.sites[site].lab == Some(*lab)).copied();
            filling.keep_in_time(&mut drives);
            let score = |choice: &&(usize, f64)| filling.score(site, choice.0, choice.1);
            let best = || drives.iter().min_by(|a, b| score(a).total_cmp(&score(b))).copied();
            if let Some((lab, _)) = fixed.or_else(best) {
                lab_of[site] = Some(lab);
                filling.give(site, lab);
            }
        }
        lab_of
    }
}

impl Filling<'_> {
    fn new<'a>(city: &'a City, staffing: &Staffing) -> Filling<'a> {
        let given = |lab: usize| staffing.labs.get(lab).copied().unwrap_or_default();
        let works = |lab: &usize| {
            let given = given(*lab);
            given.cyclers > 0 && given.vehicles > 0 && !city.labs[*lab].periods.is_empty()
        };
        let used: Vec<usize> = (0..city.labs.len()).filter(works).collect();
        let power = |of: usize| -> f64 {
            let lab = &city.labs[of];
            let open: f64 = lab.periods.iter().map(|(from, to)| (to.0 - from.0) as f64).sum();
            open * f64::from(given(of).cyclers)
        };
        let all: f64 = used.iter().map(|lab| power(*lab)).sum();
        let people = city.people().max(1) as f64;
        let seat = |place: usize| city.sites.iter().position(|site| site.place == place);
        Filling {
            city,
            fair: (0..city.labs.len()).map(|lab| power(lab) / all * people).collect(),
            load: vec![0.0; city.labs.len()],
            serves: vec![Vec::new(); city.labs.len()],
            seats: (0..city.places.len()).map(seat).collect(),
            used,
        }
    }

    /// Labs that a site can be served by, and the minutes to each.
    fn drives(&self, site: usize) -> Vec<(usize, f64)> {
        let drive = |lab: usize| {
            let there = self.city.from_lab(lab, site);
            there.and(self.city.to_lab(site, lab)).map(|minutes| (lab, minutes))
        };
        self.used.iter().filter_map(|lab| drive(*lab)).collect()
    }

    /// Keeps the labs that a tube as old as a round of collection still reaches in time (R78,
    /// R99), where there is one.
    fn keep_in_time(&self, drives: &mut Vec<(usize, f64)>) {
        let rule = &self.city.protocol.transport;
        let left = (rule.room_limit.0 - rule.collection_interval.0) as f64;
        if drives.iter().any(|(_, minutes)| *minutes <= left) {
            drives.retain(|(_, minutes)| *minutes <= left);
        }
    }

    /// Sites in the order they choose: by lack of choice in steps, then place after place, the
    /// far ones first.
    fn order(&self) -> Vec<usize> {
        let nearest = |site: usize| -> [f64; 2] {
            let mut minutes: Vec<f64> = self.drives(site).into_iter().map(|(_, m)| m).collect();
            minutes.sort_by(f64::total_cmp);
            let at = |place: usize| minutes.get(place).copied().unwrap_or(f64::INFINITY);
            [at(0), at(1)]
        };
        let far: Vec<f64> =
            self.seats.iter().map(|seat| seat.map_or(0.0, |site| nearest(site)[0])).collect();
        let key = |site: usize| {
            let [first, second] = nearest(site);
            // Without any lab both are infinite; such a site may come whenever it likes.
            let steps = if first.is_finite() { ((second - first) / CHOICE).floor() } else { 0.0 };
            (steps, far[self.city.sites[site].place], site)
        };
        let mut order: Vec<(f64, f64, usize)> = (0..self.city.sites.len()).map(key).collect();
        let place = |site: usize| self.city.sites[site].place;
        order.sort_by(|a, b| {
            let far_first = b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1));
            far_first.then(place(a.2).cmp(&place(b.2))).then(a.2.cmp(&b.2))
        });
        order.into_iter().map(|(_, _, site)| site).collect()
    }

    fn score(&self, site: usize, lab: usize, drive: f64) -> f64 {
        let sites = &self.city.sites;
        let place = sites[site].place;
        let way = |other: usize| {
            if other == place {
                return 0.0;
            }
            let seat = self.seats[other].map(|seat| &sites[seat].end);
            let minutes = seat.and_then(|seat| self.city.roads.minutes(seat, &sites[site].end));
            minutes.unwrap_or(f64::INFINITY)
        };
        let near = self.serves[lab].iter().map(|other| way(*other)).fold(drive, f64::min);
        let over = (self.load[lab] + f64::from(sites[site].people)) / self.fair[lab] - 1.0;
        let back_in_time = self.city.protocol.transport.collection_interval.0 as f64 / 2.0;
        let far = (drive - back_in_time).max(0.0);
        drive + 2.0 * near + far * FAR + over.max(0.0) * OVERLOAD
    }

    fn give(&mut self, site: usize, lab: usize) {
        let (place, people) = (self.city.sites[site].place, self.city.sites[site].people);
        self.load[lab] += f64::from(people);
        if !self.serves[lab].contains(&place) {
            self.serves[lab].push(place);
        }
    }
}
