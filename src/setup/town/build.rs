//! From a parsed town file to a town: everything numbered, everything checked, one lab for each
//! site.

use tenfold_domain::campaign::{Campaign, Lane, Site};
use tenfold_domain::code::{LabId, LaneId, Region, SiteId};
use tenfold_domain::protocol::Protocol;
use tenfold_domain::term::Area;
use tenfold_domain::time::Minutes;

use super::super::geo::{Position, Travel, spread};
use super::super::town_file::{
    SiteFile, TownFile, TownshipFile, communities, daily, figure, labs, offset, rounds,
};
use super::super::{Blame, SetupError};
use super::{LabFigures, Town, Township};

/// Daily hours, as of [`Site::hours`].
type Hours = Vec<(Minutes, Minutes)>;

/// Labs at most this much further away than the nearest share a site's boxes with it.
const LAB_DETOUR_MAX: Minutes = Minutes(15);

/// More sites or lanes than any region has: a slip of the pen must not fill the memory.
const SITES_MAX: usize = 100_000;
const LANES_MAX: usize = 1_000_000;

impl Town {
    /// Numbers sites and lanes and fixes one lab for each site (R106). Checked: six and nine
    /// digits, every number once, at least one round, lab, township and lane, sites only in
    /// listed townships, labs that exist, figures above nothing.
    pub(super) fn build(
        blame: Blame,
        file: TownFile,
        protocol: Protocol,
    ) -> Result<Town, SetupError> {
        let six = (100_000..1_000_000).contains(&file.region);
        blame.must(six, "region", "write the six digits of the county or district")?;
        blame.must(!file.kits.is_empty(), "kits", "name at least one kit file")?;
        blame.must(
            file.travel.sound(),
            "travel",
            "needs speeds above 0 and a detour from 1 to 10",
        )?;
        let ahead = file.rounds.first().map_or(0, |round| offset(&round.starts_at));
        let (labs, figures) = labs(&blame, file.labs, ahead)?;
        let mut town = Town {
            campaign: Campaign {
                region: Region(file.region),
                name: file.name,
                protocol,
                rounds: rounds(&blame, file.rounds)?,
                sites: Vec::new(),
                lanes: Vec::new(),
                labs,
                kits: Vec::new(),
            },
            townships: Vec::new(),
            communities: communities(&blame, file.communities)?,
            protocol: String::new(),
            kits: String::new(),
            positions: Vec::new(),
            labs: figures,
        };
        for township in file.townships {
            let key = format!("townships.{}.hours", township.code);
            let hours = daily(&blame, &key, township.hours, ahead)?;
            town.add_township(&blame, &file.travel, (township, hours))?;
        }
        blame.must(!town.townships.is_empty(), "townships", "list at least one township")?;
        for site in file.sites {
            let key = format!("sites.{}.hours", site.name_zh);
            let hours = daily(&blame, &key, site.hours, ahead)?;
            town.add_known_site(&blame, &file.travel, (site, hours))?;
        }
        let listed = |code| town.townships.iter().any(|township| township.code == code);
        let strays = town.communities.iter().find(|community| !listed(community.township));
        let help = "its township is not listed: add the township or correct the number";
        blame.must(strays.is_none(), "communities", help)?;
        blame.must(!town.campaign.sites.is_empty(), "sites", "the town has no site: add one")?;
        let fixed = std::mem::take(&mut town.campaign.sites);
        town.campaign.sites = town.share_labs(fixed);
        Ok(town)
    }

    /// A township and the sites laid out around its seat.
    fn add_township(
        &mut self,
        blame: &Blame,
        travel: &Travel,
        (file, hours): (TownshipFile, Hours),
    ) -> Result<(), SetupError> {
        let key = format!("townships.{}", file.code);
        let region = self.campaign.region.0;
        // A prefecture's number ends in 00, and its counties share only the four digits before.
        let counties = region.is_multiple_of(100) && file.code / 100_000 == region / 100;
        let inside = file.code / 1000 == region || counties;
        blame.must(inside, &key, "write nine digits that begin with the region's six")?;
        let new = self.townships.iter().all(|other| other.code != file.code);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        let radius_km = file.spread_km_synthetic;
        let near = (0.0..=100.0).contains(&radius_km);
        blame.must(near, &key, "spread_km_synthetic must lie between 0 and 100")?;
        let people = figure(blame, &key, file.population, file.population_synthetic)?;
        let centre = file.position.or(file.position_synthetic);
        self.townships.push(Township {
            code: file.code,
            name_zh: file.name_zh.clone(),
            name_en: file.name_en.clone(),
            population: people,
            position: centre,
            country: file.country,
        });
        let count = file.sites_synthetic;
        for number in 0..count {
            let position = centre.map(|centre| spread(centre, number, count, radius_km));
            let at = self.add_site(blame, &key, travel, file.code, position)?;
            let site = &mut self.campaign.sites[at];
            site.name_zh = format!("{}第{}采样点", file.name_zh, number + 1);
            site.name_en = format!("{} site {}", file.name_en, number + 1);
            site.hours.clone_from(&hours);
            self.add_lanes(blame, &key, file.lanes_per_site_synthetic)?;
        }
        Ok(())
    }

    /// A site that the file names.
    fn add_known_site(
        &mut self,
        blame: &Blame,
        travel: &Travel,
        (file, hours): (SiteFile, Hours),
    ) -> Result<(), SetupError> {
        let key = format!("sites.{}", file.name_zh);
        let words: Vec<&str> = Area::ALL.iter().map(|area| area.word()).collect();
        let help = || format!("its area is unknown: use one of {}", words.join(", "));
        let area = file.area.as_deref().map_or(Some(Area::Ordinary), Area::from_word);
        let area = area.ok_or_else(|| blame.error(key.as_str(), help()))?;
        let known = file.lab.is_none_or(|lab| self.campaign.lab(LabId(lab)).is_some());
        blame.must(known, &key, "its lab is not listed: add the lab or correct the number")?;
        let at = self.add_site(blame, &key, travel, file.township, file.position)?;
        let site = &mut self.campaign.sites[at];
        site.name_zh = file.name_zh;
        site.name_en = file.name_en;
        site.area = area;
        site.open = file.open;
        site.hours = hours;
        site.lab = file.lab.map_or(site.lab, LabId);
        self.add_lanes(blame, &key, file.lanes)
    }

    /// A site with its travel times, still without names and lanes; its index. The lab stays
    /// number 0 until all sites are known, or until the file fixes it.
    fn add_site(
        &mut self,
        blame: &Blame,
        key: &str,
        travel: &Travel,
        township: u32,
        position: Option<Position>,
    ) -> Result<usize, SetupError> {
        let help = "its township is not listed: add the township or correct the number";
        let home = self.townships.iter().find(|other| other.code == township);
        let home = home.ok_or_else(|| blame.error(key, help))?;
        let to = |lab: &LabFigures| (lab.id, travel.minutes(position, lab.position, home.country));
        let at = self.campaign.sites.len();
        let help = "more than 100,000 sites in one region: correct the numbers";
        blame.must(at < SITES_MAX, key, help)?;
        self.campaign.sites.push(Site {
            id: SiteId(at as u32 + 1),
            township,
            name_zh: String::new(),
            name_en: String::new(),
            area: Area::Ordinary,
            lab: LabId(0),
            travel: self.labs.iter().map(to).collect(),
            hours: Vec::new(),
            open: true,
        });
        self.positions.push(position);
        Ok(at)
    }

    /// Desks for the site added last.
    fn add_lanes(&mut self, blame: &Blame, key: &str, count: u16) -> Result<(), SetupError> {
        blame.must(count > 0, key, "a site needs at least one lane")?;
        let all = self.campaign.lanes.len() + usize::from(count);
        let help = "more than a million lanes in one region: correct the numbers";
        blame.must(all <= LANES_MAX, key, help)?;
        let site = SiteId(self.campaign.sites.len() as u32);
        for number in 1..=count {
            let id = LaneId(self.campaign.lanes.len() as u32 + 1);
            self.campaign.lanes.push(Lane { id, site, number });
        }
        Ok(())
    }

    /// One responsible lab for each site the file leaves open: among the labs nearly as close
    /// as the nearest, the one whose capacity is taken up least (R10). Lanes stand for people.
    fn share_labs(&self, mut sites: Vec<Site>) -> Vec<Site> {
        let counts = self.lanes_by_site();
        let lanes = |id: SiteId| counts[id.0 as usize - 1];
        let mut load: Vec<u64> = vec![0; self.labs.len()];
        let index = |id: LabId| self.labs.iter().position(|lab| lab.id == id).unwrap_or_default();
        for site in sites.iter().filter(|site| site.lab != LabId(0)) {
            load[index(site.lab)] += lanes(site.id);
        }
        for site in sites.iter_mut().filter(|site| site.lab == LabId(0)) {
            let own = lanes(site.id);
            let open = |id: LabId| self.campaign.lab(id).is_some_and(|lab| lab.open);
            let some_open = site.travel.iter().any(|(id, _)| open(*id));
            let usable = || site.travel.iter().filter(|(id, _)| open(*id) || !some_open);
            let nearest = usable().map(|(_, minutes)| minutes.0).min().unwrap_or_default();
            let close = usable().filter(|(_, time)| time.0 <= nearest + LAB_DETOUR_MAX.0);
            let busy = |id: LabId| {
                let capacity = u64::from(self.labs[index(id)].tubes_per_day.value);
                (load[index(id)] + own) * 1_000_000 / capacity
            };
            if let Some((lab, _)) = close.min_by_key(|(id, time)| (busy(*id), *time, *id)) {
                site.lab = *lab;
                load[index(site.lab)] += own;
            }
        }
        sites
    }
}
