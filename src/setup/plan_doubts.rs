//! What looks wrong in a city without being so, and sites that nobody can reach.

use tenfold_sim::pool::POOLING_PREVALENCE_MAX;
use tenfold_sim::staffing::{CandidateLab, City};

use super::roads::Said;
use super::{Blame, SetupError};

/// Sites too far away that are named one by one; the others are counted.
const FAR_SITES_MAX: usize = 5;

/// Every site must reach a lab and be reached from it; far ones are warned of.
pub(super) fn reachable(
    blame: &Blame,
    city: &City,
    warnings: &mut Vec<Said>,
) -> Result<(), SetupError> {
    let limit = city.protocol.transport.room_limit.0 as f64;
    let mut far = 0;
    for (at, site) in city.sites.iter().enumerate().filter(|(_, site)| site.people > 0) {
        let drive =
            |(lab, _): (usize, &CandidateLab)| city.from_lab(lab, at).and(city.to_lab(at, lab));
        let nearest = city.labs.iter().enumerate().filter_map(drive).min_by(f64::total_cmp);
        let Some(nearest) = nearest else {
            let key = format!("sites.{}", site.name_zh);
            let problem = "nobody can reach it: there is no route to and from any lab; correct \
                           the travel times, add a lab or take the site out";
            return Err(blame.error(key, problem));
        };
        if nearest > limit {
            far += 1;
        }
        if nearest > limit && far <= FAR_SITES_MAX {
            let (hours, limit) = (nearest / 60.0, limit / 60.0);
            warnings.push(Said {
                zh: format!(
                    "{}：到最近的检测机构需 {hours:.1} 小时，超过标本室温时限 {limit:.0} 小时（R99）",
                    site.name_zh
                ),
                en: format!(
                    "{}: the nearest lab is {hours:.1} h away, more than the {limit:.0} h a \
                     specimen may stay at room temperature (R99)",
                    site.name_en
                ),
            });
        }
    }
    if far > FAR_SITES_MAX {
        let more = far - FAR_SITES_MAX;
        warnings.push(Said {
            zh: format!("另有 {more} 个采样点同样太远"),
            en: format!("{more} more sites are as far"),
        });
    }
    Ok(())
}

/// Warns where pools save nothing.
pub(super) fn dense(city: &City, warnings: &mut Vec<Said>) {
    for place in city.places.iter().filter(|p| p.prevalence > POOLING_PREVALENCE_MAX) {
        let (percent, limit) = (place.prevalence * 100.0, POOLING_PREVALENCE_MAX * 100.0);
        warnings.push(Said {
            zh: format!(
                "{}：流行率 {percent:.1} % 高于 {limit:.2} %，混采不再节省检测，应单采单检",
                place.name_zh
            ),
            en: format!(
                "{}: at a prevalence of {percent:.1} % pooling does not pay (it does up to \
                 {limit:.2} %); take single tubes",
                place.name_en
            ),
        });
    }
}
