//! One lab for each site, fixed beforehand (R106): near, within the lab's fair load, and so that
//! neighbours go to one lab and a vehicle need not cross another's way.

use rayon::prelude::*;

use crate::staffing::{City, Staffing};

/// Minutes that a lab's whole fair load more costs in the score: that of a round of two days,
/// which is how much later such a lab would be done.
const OVERLOAD: f64 = 48.0 * 60.0;
/// What a minute counts by which a vehicle cannot be back within a round of collection.
const FAR: f64 = 20.0;
/// Sites whose second lab is not this many minutes further than their first can choose last.
const CHOICE: f64 = 15.0;

/// Most times that every site chooses: a lab that fills up late sends early ones elsewhere, and
/// those others; what still moves by then moves in a circle.
const ROUNDS_MAX: usize = 20;

/// Labs being filled with sites.
struct Filling<'a> {
    city: &'a City,
    /// People each lab would have by its cycler hours; by lab of the city.
    fair: Vec<f64>,
    /// People each lab has so far.
    load: Vec<u64>,
    /// Places each lab serves so far, and the number of sites there.
    serves: Vec<Vec<(usize, u32)>>,
    /// Labs each site can be served by, and the minutes to each.
    drives: Vec<Vec<(usize, f64)>>,
    /// Minutes from each site to each place.
    ways: Vec<Vec<f64>>,
    /// What each site chose.
    lab_of: Vec<Option<usize>>,
}

impl City {
    /// One lab for each site that a lab in use can be reached from; of no lab in use where none
    /// can.
    ///
    /// The score of a lab is the drive to it, twice the way to it or to the nearest place it
    /// serves already, and the minutes by which it would be done later for holding more than its
    /// fair load; beyond half a round of collection minutes count twentyfold, for tubes grow too
    /// old there. Sites with the least choice are first, then the far ones; then all choose anew,
    /// in the same order, until none does better elsewhere (a congestion game: Rosenthal 1973). A
    /// lab's fair load is its share of all cycler hours. O(sites x places + rounds x sites x labs).
    pub fn labs_of_sites(&self, staffing: &Staffing) -> Vec<Option<usize>> {
        let mut filling = Filling::new(self, staffing);
        let order = filling.order();
        (0..self.sites.len()).for_each(|site| filling.keep_in_time(site));
        for _ in 0..ROUNDS_MAX {
            let chosen = filling.lab_of.clone();
            order.iter().for_each(|site| filling.choose(*site));
            if filling.lab_of == chosen {
                break;
            }
        }
        filling.lab_of
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
        let drives = |site: usize| -> Vec<(usize, f64)> {
            let drive = |lab: &usize| {
                let there = city.from_lab(*lab, site);
                there.and(city.to_lab(site, *lab)).map(|minutes| (*lab, minutes))
            };
            used.iter().filter_map(drive).collect()
        };
        // A site of each place stands for it.
        let seat = |place: usize| city.sites.iter().position(|site| site.place == place);
        let seats: Vec<Option<usize>> = (0..city.places.len()).map(seat).collect();
        let ways = |site: usize| -> Vec<f64> {
            let end = |seat: &Option<usize>| seat.map(|seat| &city.sites[seat].end);
            let way = |seat| city.roads.minutes(end(seat)?, &city.sites[site].end);
            seats.iter().map(|seat| way(seat).unwrap_or(f64::INFINITY)).collect()
        };
        let sites = (0..city.sites.len()).into_par_iter();
        Filling {
            city,
            fair: (0..city.labs.len()).map(|lab| power(lab) / all * people).collect(),
            load: vec![0; city.labs.len()],
            serves: vec![Vec::new(); city.labs.len()],
            drives: sites.clone().map(drives).collect(),
            ways: sites.map(ways).collect(),
            lab_of: vec![None; city.sites.len()],
        }
    }

    /// Keeps the labs that a tube as old as a round of collection still reaches in time (R78,
    /// R99), where there is one.
    fn keep_in_time(&mut self, site: usize) {
        let rule = &self.city.protocol.transport;
        let left = (rule.room_limit.0 - rule.collection_interval.0) as f64;
        let drives = &mut self.drives[site];
        if drives.iter().any(|(_, minutes)| *minutes <= left) {
            drives.retain(|(_, minutes)| *minutes <= left);
        }
    }

    /// A site leaves the lab it has and takes the best.
    fn choose(&mut self, site: usize) {
        if let Some(lab) = self.lab_of[site].take() {
            self.count(site, lab, false);
        }
        let drives = &self.drives[site];
        let fixed = drives.iter().find(|(lab, _)| self.city.sites[site].lab == Some(*lab));
        let score = |choice: &&(usize, f64)| self.score(site, choice.0, choice.1);
        let best = || drives.iter().min_by(|a, b| score(a).total_cmp(&score(b)));
        if let Some((lab, _)) = fixed.or_else(best).copied() {
            self.lab_of[site] = Some(lab);
            self.count(site, lab, true);
        }
    }

    /// Sites in the order they choose: by lack of choice in steps, then place after place, the
    /// far ones first.
    fn order(&self) -> Vec<usize> {
        let nearest = |drives: &Vec<(usize, f64)>| -> [f64; 2] {
            let mut minutes: Vec<f64> = drives.iter().map(|(_, minutes)| *minutes).collect();
            minutes.sort_by(f64::total_cmp);
            let at = |place: usize| minutes.get(place).copied().unwrap_or(f64::INFINITY);
            [at(0), at(1)]
        };
        let nearest: Vec<[f64; 2]> = self.drives.iter().map(nearest).collect();
        // The first site of a place stands for it.
        let mut far = vec![0.0; self.city.places.len()];
        for (site, [first, _]) in self.city.sites.iter().zip(&nearest).rev() {
            far[site.place] = *first;
        }
        let key = |site: usize| {
            let [first, second] = nearest[site];
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
        let way = |other: usize| {
            if other == sites[site].place { 0.0 } else { self.ways[site][other] }
        };
        let near = self.serves[lab].iter().map(|(other, _)| way(*other)).fold(drive, f64::min);
        let over = (self.load[lab] + u64::from(sites[site].people)) as f64 / self.fair[lab] - 1.0;
        let back_in_time = self.city.protocol.transport.collection_interval.0 as f64 / 2.0;
        let far = (drive - back_in_time).max(0.0);
        drive + 2.0 * near + far * FAR + over.max(0.0) * OVERLOAD
    }

    /// A site more of a lab, or one less.
    fn count(&mut self, site: usize, lab: usize, more: bool) {
        let (place, people) = (self.city.sites[site].place, self.city.sites[site].people);
        let load = &mut self.load[lab];
        *load = if more { *load + u64::from(people) } else { *load - u64::from(people) };
        let served = self.serves[lab].iter().position(|(served, _)| *served == place);
        match (served, more) {
            (Some(at), true) => self.serves[lab][at].1 += 1,
            (None, true) => self.serves[lab].push((place, 1)),
            (Some(at), false) if self.serves[lab][at].1 == 1 => {
                self.serves[lab].swap_remove(at);
            }
            (Some(at), false) => self.serves[lab][at].1 -= 1,
            (None, false) => {}
        }
    }
}
