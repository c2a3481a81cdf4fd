//! What a commander reads of it first.

use tenfold_sim::allocation::Fault;

use super::Allocated;
use crate::report::words::{Both, number};

fn count(tubes: u64) -> String {
    number(tubes as f64, 0)
}

impl Allocated<'_> {
    /// Whether it is enough, what is short and when, what to do, and who is left out.
    pub fn said(&self) -> Vec<Both> {
        let mut said = vec![self.begun()];
        said.extend(self.unswabbed());
        said.extend(self.half());
        said.extend(self.whom_to_slow());
        said.push(self.fixed_beforehand());
        said.extend(self.lanes.is_none().then(|| {
            Both::new(
                "现有场地无论设多少采样台，都不能使半数人员按时采样（R03）。",
                "No number of lanes that the sites have room for swabs half in time (R03).",
            )
        }));
        said.extend(self.doubts.iter().map(|doubt| self.doubt(*doubt)));
        said
    }

    fn begun(&self) -> Both {
        let (all, short) = (self.expected.problem.tubes_in_all(), self.flow.short_in_all());
        let begun = self.flow.begun_in_all();
        let mean = self.flow.minutes.checked_div(begun).unwrap_or(0);
        let (all, short) = (count(all), if short > 0 { Some(count(short)) } else { None });
        match short {
            None => Both::new(
                format!("{all} 管全部能按时上机，途中与等待平均 {mean} 分钟。"),
                format!("All {all} tubes are begun in time; drive and wait take {mean} min each."),
            ),
            Some(short) => Both::new(
                format!("{all} 管中有 {short} 管没有实验室能按时上机。"),
                format!("{short} of {all} tubes cannot be begun in time by any lab."),
            ),
        }
    }

    fn unswabbed(&self) -> Option<Both> {
        let persons = self.expected.unswabbed;
        let told = number(persons.round(), 0);
        (persons > 0.0).then(|| {
            Both::new(
                format!("采样台不足：本轮内有 {told} 人未能采样。"),
                format!("Lanes are too few: {told} persons are not swabbed in the round."),
            )
        })
    }

    fn half(&self) -> Option<Both> {
        let half = self.expected.problem.half?;
        let (needed, counted) = (count(half.tubes), count(self.flow.counted));
        let at = self.clock().moment(self.at(half.slots));
        if self.flow.counted >= half.tubes {
            return Some(Both::new(
                format!("本市实验室在 {at} 前上机 {counted} 管，过半（{needed} 管，R04）。"),
                format!(
                    "Own labs begin {counted} tubes by {at}, the half ({needed}, R04) is kept."
                ),
            ));
        }
        let missing: u64 = self.hours.hours.iter().map(|row| row.own_missing).sum();
        let why = if missing == 0 {
            Both::new("采样不够早", "too few are sealed early enough")
        } else {
            let missing = count(missing);
            Both::new(
                format!("所缺之中有 {missing} 管采样及时而实验室来不及，逐时见表"),
                format!(
                    "{missing} of those that lack were sealed early enough, but labs were full"
                ),
            )
        };
        Some(Both::new(
            format!(
                "本市实验室在 {at} 前只能上机 {counted} 管，半数为 {needed} 管（R04）；{}。",
                why.zh
            ),
            format!(
                "Own labs begin only {counted} tubes by {at}, half are {needed} (R04); {}.",
                why.en
            ),
        ))
    }

    fn whom_to_slow(&self) -> Option<Both> {
        let slow = &self.advice.slow;
        let first = slow.iter().map(|slow| slow.from).min()?;
        let persons = |slow: &tenfold_sim::allocation::advice::Slow| {
            let hours =
                (slow.until - slow.from) as f64 * self.expected.problem.slot.0 as f64 / 60.0;
            slow.persons_per_hour * hours
        };
        let persons = number(slow.iter().map(persons).sum::<f64>().ceil(), 0);
        let mut sites: Vec<usize> = slow.iter().map(|slow| slow.site).collect();
        sites.dedup();
        let (sites, from) = (sites.len(), self.clock().moment(self.at(first)));
        let moment = |slot: Option<usize>| slot.map(|slot| self.clock().moment(self.at(slot)));
        let mut said = Both::new(
            format!(
                "采样须与检测能力相符（R14）：自 {from} 起放慢 {sites} 处，共少采 {persons} 人"
            ),
            format!(
                "Sample no more than can be tested (R14): slow {sites} senders from {from} on, by \
                 {persons} persons in all"
            ),
        );
        match moment(self.advice.sample_freely_from) {
            Some(at) => {
                said.zh.push_str(&format!("；{at} 起恢复"));
                said.en.push_str(&format!("; from {at} on they may go on freely"));
            }
            None => {
                said.zh.push_str("；至本轮结束都须放慢");
                said.en.push_str("; the shortage lasts until the round ends");
            }
        }
        if let Some(at) = moment(self.advice.clears.map(|slot| slot + 1)) {
            said.zh.push_str(&format!("，{at} 前实验室处理完此前的样本"));
            said.en
                .push_str(&format!(", and by {at} the labs have begun what was sealed till then"));
        }
        said.zh.push('。');
        said.en.push('.');
        Some(said)
    }

    fn fixed_beforehand(&self) -> Both {
        let most = self.fixed.backlog.iter().flatten().max().copied().unwrap_or(0);
        let (most, left) = (count(most.into()), count(self.fixed.unfinished));
        Both::new(
            format!("每个采样点固定一个实验室时（R106），最大积压 {most} 管，未完成 {left} 管。"),
            format!(
                "With one lab fixed for each site (R106) at most {most} tubes wait at a lab, and \
                 {left} are not begun by the end."
            ),
        )
    }

    fn doubt(&self, doubt: Fault) -> Both {
        match doubt {
            Fault::Idle(lab) => {
                let lab = self.lab(lab);
                Both::new(
                    format!("{}：在本轮内没有可用产能；请核对工作时间和设备。", lab.zh),
                    format!("{}: can begin nothing in the round; check hours and cyclers.", lab.en),
                )
            }
            Fault::Unreached(site, nearest) => {
                // Named one by one, also where the rest is told place by place.
                let named = self.scenario.sites.get(site);
                let site = named.map_or(Both::same("–"), |s| Both::new(&s.name_zh, &s.name_en));
                let most = self.expected.problem.drive_max.0;
                let nearest = nearest.map_or("–".into(), |minutes| minutes.to_string());
                Both::new(
                    format!(
                        "{}：最近的实验室需 {nearest} 分钟，超过样本可承受的 {most} 分钟（R99）；\
                         请增设实验室或缩短收样间隔。",
                        site.zh
                    ),
                    format!(
                        "{}: the nearest lab is {nearest} min away, more than the {most} min a \
                         tube bears (R99); add a lab or collect more often.",
                        site.en
                    ),
                )
            }
            fault => broken(fault),
        }
    }
}

/// A problem that cannot be solved, by numbers from 1: of a town file none should come up.
pub fn broken(fault: Fault) -> Both {
    match fault {
        Fault::NoLab => Both::new("没有一个实验室在用。", "No lab is in use."),
        Fault::NoSlot => Both::new("没有时段。", "There is no hour to plan for."),
        Fault::LabHours(lab, told, of) => Both::new(
            format!("第 {} 个实验室：只给出 {of} 个时段中 {told} 个的产能。", lab + 1),
            format!("Lab {}: its capacity is told for {told} of {of} slots.", lab + 1),
        ),
        Fault::SiteHours(site, told, of) => Both::new(
            format!("第 {} 个采样点：只给出 {of} 个时段中 {told} 个的管数。", site + 1),
            format!("Site {}: its tubes are told for {told} of {of} slots.", site + 1),
        ),
        Fault::Hole(site, lab) => Both::new(
            format!("行车矩阵缺第 {} 个采样点到第 {} 个实验室的时间。", site + 1, lab + 1),
            format!("The matrix of drives has no entry for site {} and lab {}.", site + 1, lab + 1),
        ),
        Fault::TooMany(told, most) => Both::new(
            format!("实验室时段共 {told} 个，最多 {most} 个；请缩短轮次。"),
            format!("{told} lab slots are too many, {most} are the most; plan a shorter round."),
        ),
        Fault::Idle(lab) => Both::new(
            format!("第 {} 个实验室没有产能。", lab + 1),
            format!("Lab {} can begin nothing.", lab + 1),
        ),
        Fault::Unreached(site, _) => Both::new(
            format!("没有实验室能按时收到第 {} 个采样点的样本。", site + 1),
            format!("No lab is reached in time from site {}.", site + 1),
        ),
    }
}
