//! Candidate sites of a city: those of the town file, or one at a township's seat.

use tenfold_domain::code::SiteId;
use tenfold_domain::term::{Area, Class};
use tenfold_sim::layout::shares;
use tenfold_sim::staffing::{Candidate, City};
use tenfold_sim::travel::End;

use super::geo::Position;
use super::plan::{pair, told};
use super::town::{Parts, Township};
use super::{Blame, SetupError};

/// Makes candidate sites; keeps what all townships share.
pub(super) struct Sites<'a> {
    pub blame: Blame<'a>,
    pub parts: &'a Parts,
    /// Labs of the file that are the city's, by index.
    pub open_labs: Vec<usize>,
    /// Lanes of each site of the file.
    pub lanes: Vec<u64>,
}

impl Sites<'_> {
    /// The candidate sites of a township: those of the file that are open, or one at its seat.
    pub fn add(&self, place: usize, city: &mut City) -> Result<(), SetupError> {
        let parts = self.parts;
        let campaign = &parts.town.campaign;
        let township = &parts.town.townships[place];
        let lanes_max = told(parts, township).and_then(|file| file.lanes_max);
        let lanes_max = lanes_max.or(parts.planning.lanes_max);
        let key = format!("planning.townships.{}.lanes_max", township.code);
        let help = "must be above 0: nobody is swabbed without a lane";
        self.blame.must(lanes_max != Some(0), &key, help)?;
        let mine: Vec<usize> = (0..campaign.sites.len())
            .filter(|at| campaign.sites[*at].township == township.code && campaign.sites[*at].open)
            .collect();
        let lanes: Vec<u64> = mine.iter().map(|at| self.lanes[*at]).collect();
        let people = people_of_sites(parts, township, &lanes);
        for ((at, lanes), people) in mine.iter().zip(&lanes).zip(people) {
            let site = &campaign.sites[*at];
            city.sites.push(Candidate {
                name_zh: site.name_zh.clone(),
                name_en: site.name_en.clone(),
                place,
                people: people as u32,
                capacity: campaign.protocol.capacity(Class::Resident, site.area, None),
                lanes_max: lanes_max.unwrap_or(*lanes as u16),
                lab: self.fixed_lab(site.id),
                end: end(parts.town.positions[*at], township, place),
            });
        }
        if mine.is_empty() {
            city.sites.push(self.seat(place, lanes_max)?);
        }
        Ok(())
    }

    /// A site at a township's seat.
    fn seat(&self, place: usize, lanes_max: Option<u16>) -> Result<Candidate, SetupError> {
        let township = &self.parts.town.townships[place];
        let help = "has people and no site: add sites, or say how many lanes its seat has room \
                    for with `lanes_max` in `[planning]`";
        let key = format!("townships.{}", township.code);
        let protocol = &self.parts.town.campaign.protocol;
        Ok(Candidate {
            name_zh: format!("{}采样点", township.name_zh),
            name_en: format!("{} site", township.name_en),
            place,
            people: township.population.value,
            capacity: protocol.capacity(Class::Resident, Area::Ordinary, None),
            lanes_max: lanes_max.ok_or_else(|| self.blame.error(key, help))?,
            lab: None,
            end: end(township.position, township, place),
        })
    }

    /// The lab that the file fixes for a site, by its index among the city's.
    fn fixed_lab(&self, site: SiteId) -> Option<usize> {
        let (_, lab) = self.parts.fixed_labs.iter().find(|(id, _)| *id == site)?;
        let labs = &self.parts.town.campaign.labs;
        self.open_labs.iter().position(|at| labs[*at].id == *lab)
    }
}

/// A site's end of a drive.
fn end(position: Option<Position>, township: &Township, place: usize) -> End {
    let position = position.map(pair);
    End { position, country: township.country, place: Some(place), row: None }
}

/// People by site: those of the communities where each has its site, else by lanes.
fn people_of_sites(parts: &Parts, township: &Township, lanes: &[u64]) -> Vec<u64> {
    let communities = parts.town.communities.iter();
    let known: Vec<u64> = communities
        .filter(|community| community.township == township.code)
        .map(|community| u64::from(community.population.value))
        .collect();
    let all = u64::from(township.population.value);
    if known.len() == lanes.len() && known.iter().sum::<u64>() == all {
        return known;
    }
    shares(all, lanes)
}
