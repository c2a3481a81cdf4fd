//! What a city can put to work with what it has, and nothing asked for.

use crate::staffing::{City, LabKind, LabStaffing, Staffing};

/// Crews that take turns at a lane (R71).
const CREWS: u32 = 2;

impl City {
    /// The staffing of everybody and everything at hand: lanes as far as a place's collectors and
    /// registrars last, spread over its sites by people; the reserve makes good what places lack,
    /// in order. `None` where nobody said how many collectors there are.
    pub fn at_hand_staffing(&self) -> Option<Staffing> {
        let told = |hand: &crate::staffing::AtHand| hand.collectors.is_some();
        if !self.at_hand.iter().any(told) && !told(&self.reserve) {
            return None;
        }
        let crew = u32::from(self.protocol.staffing.collectors_per_lane.max(1)) * CREWS;
        let reserve = u64::from(self.reserve.collectors.unwrap_or(0) / crew);
        let by_people: Vec<u64> = self.places.iter().map(|place| u64::from(place.people)).collect();
        let more = crate::layout::shares(reserve, &by_people);
        let mut lanes_of_site = vec![0u16; self.sites.len()];
        let mut teams = vec![0u16; self.sites.len()];
        for (place, hand) in self.at_hand.iter().enumerate() {
            let own = hand.collectors.unwrap_or(0) / crew;
            let registered = hand.registrars.map_or(own, |people| own.min(people / CREWS));
            let lanes = u64::from(registered) + more.get(place).copied().unwrap_or(0);
            self.spread(place, lanes, &mut lanes_of_site);
            self.spread(place, u64::from(hand.mobile_teams.unwrap_or(0)), &mut teams);
        }
        for (site, lanes) in self.sites.iter().zip(&mut lanes_of_site) {
            *lanes = (*lanes).min(site.lanes_max);
        }
        let single = |lanes: u16| u16::from(self.habits.single > 0.0 && lanes > 1);
        let each = |of: &dyn Fn(u16) -> u16| -> Vec<Vec<u16>> {
            lanes_of_site.iter().map(|lanes| vec![of(*lanes); self.periods.len()]).collect()
        };
        Some(Staffing {
            lanes: each(&|lanes| lanes - single(lanes)),
            single_lanes: each(&single),
            mobile_teams: teams,
            labs: self.labs.iter().map(lab_at_hand).collect(),
            squads: self.squads.unwrap_or(0),
            ..Staffing::default()
        })
    }

    /// So many over the sites of a place, by people.
    fn spread(&self, place: usize, count: u64, over: &mut [u16]) {
        let mine = |site: &usize| self.sites[*site].place == place;
        let sites: Vec<usize> = (0..self.sites.len()).filter(mine).collect();
        let weights: Vec<u64> =
            sites.iter().map(|site| u64::from(self.sites[*site].people)).collect();
        if weights.iter().sum::<u64>() == 0 {
            return;
        }
        for (site, share) in sites.iter().zip(crate::layout::shares(count, &weights)) {
            over[*site] = share.min(u64::from(u16::MAX)) as u16;
        }
    }
}

fn lab_at_hand(lab: &crate::staffing::CandidateLab) -> LabStaffing {
    let cyclers = if lab.kind == LabKind::Own { lab.cyclers } else { 0 };
    // Tubes that nobody fetches are no plan: where nobody said, one vehicle comes with the lab.
    let vehicles = if cyclers > 0 { lab.vehicles.unwrap_or(1) } else { 0 };
    LabStaffing { cyclers, vehicles }
}
