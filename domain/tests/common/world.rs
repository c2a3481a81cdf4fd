//! One story's world: the state, the clock and who is at work.

use std::collections::BTreeMap;
use std::sync::Arc;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{DeviceId, LabId, LaneId, ScanId, SiteId};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Scope, Stamp};
use tenfold_domain::decide::{Decision, decide};
use tenfold_domain::event::Event;
use tenfold_domain::role::{Bearer, Role, permit};
use tenfold_domain::routing::Books;
use tenfold_domain::state::State;
use tenfold_domain::term::Party;
use tenfold_domain::time::At;

use super::campaign::campaign;
use super::names::{Names, clock, number, of_clock, person, term};
use super::words::{Words, unfold};
use super::{answer, ask, query, setting};

/// Everything a story changes.
pub struct World {
    /// The region's state.
    pub state: State,
    /// Names met so far.
    pub names: Names,
    /// Server time.
    pub now: At,
    /// Day of the clock lines, from 1.
    pub day: i64,
    seq: u64,
    scans: BTreeMap<String, ScanId>,
    discrepancies: Vec<u64>,
}

impl World {
    /// A new morning at the town of [`campaign`].
    pub fn new() -> World {
        World {
            state: State::new(Arc::new(campaign())),
            names: Names::default(),
            now: clock(1, "08:00").expect("a time"),
            day: 1,
            seq: 0,
            scans: BTreeMap::new(),
            discrepancies: Vec::new(),
        }
    }

    /// Does what one line says and answers; `None` for a line that sets the scene.
    pub fn line(&mut self, line: &str) -> Result<Option<String>, String> {
        let (line, token) = line.split_once(" with token ").unwrap_or((line, ""));
        let words = Words::of(line);
        if self.scene(&words)? {
            return words.all_used().map(|()| None);
        }
        if let Some(answer) = query::answer(self, &words)? {
            return words.all_used().map(|()| Some(answer));
        }
        let late = words.has("late");
        let stamp = self.stamp(&words)?;
        let act = ask::act(&mut self.names, &self.discrepancies, &words)?;
        let act = act.ok_or("nobody understands this line")?;
        words.all_used()?;
        let original = Opaque(line.as_bytes().into());
        let content = Fingerprint::of(&format!("{act:?}"));
        let stamp = Stamp { content, ..stamp };
        let scope = Scope::default();
        let command = Command { stamp, scope, after_the_fact: late, original, act };
        let decision = self.ask(&command, token)?;
        Ok(Some(answer::answer(&self.names, &self.state, &decision)))
    }

    /// As the door asks: the role first, where the token holds with the rest.
    fn ask(&mut self, command: &Command, token: &str) -> Result<Decision, String> {
        let bearer = (!token.is_empty()).then(|| bearer(token, &command.stamp)).transpose()?;
        let mut asked = command.clone();
        if let Some(bearer) = bearer {
            asked.scope = bearer.scope;
            if let Err(refused) = permit(bearer.role, &command.act) {
                let (act, refusal) = (command.act.word(), refused.refusal);
                asked.act = Act::TurnedAway { act, refusal, named: command.act.registers() };
            }
        }
        let mut decision = decide(&self.state, self.now, &asked);
        // As the writer keeps it, under a number of its own.
        if decision.is_err() && asked.after_the_fact {
            asked = asked.conflicting();
            decision = decide(&self.state, self.now, &asked);
        }
        if let Ok(events) = &decision {
            let whole = |original: &Opaque| *original == command.original;
            let lost =
                |event: &Event| matches!(event, Event::Kept { original, .. } if !whole(original));
            if events.iter().any(lost) {
                return Err("kept, but not whole".to_owned());
            }
            self.apply(&asked.stamp, events);
        }
        Ok(decision)
    }

    fn apply(&mut self, stamp: &Stamp, events: &[Event]) {
        for event in events {
            self.seq += 1;
            let waits = |e: &Event| {
                matches!(e, Event::Overridden { .. } | Event::Differed { .. } | Event::Kept { .. })
            };
            if waits(event) {
                self.discrepancies.push(self.seq);
            }
            self.state.apply(self.seq, stamp, event);
        }
    }

    /// Who, when and under which scan: `by anna`, `clock 08:10`, `scan S1`.
    fn stamp(&mut self, words: &Words) -> Result<Stamp, String> {
        let by = self.names.staff(words.find("by").unwrap_or(usual(words)?));
        let at = words.find("clock").map(|word| clock(self.day, word)).transpose()?;
        let next = ScanId((self.scans.len() as u128 + 1).to_be_bytes());
        let name = words.find("scan").map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("#{}", self.scans.len()));
        let scan = *self.scans.entry(name).or_insert(next);
        Ok(Stamp { scan, content: 0, by, device: DeviceId(1), at: at.unwrap_or(self.now) })
    }

    fn scene(&mut self, words: &Words) -> Result<bool, String> {
        if words.begins("day") {
            self.day = number(words.at(1)?)?;
            let at = words.find("at").unwrap_or("08:00");
            self.now = clock(self.day, at)?;
        } else if words.begins("at") {
            self.now = clock(self.day, words.at(1)?)?;
        } else if words.begins("roster") {
            words.has("batches");
            let of = person(words.at(1)?)?;
            for batch in words.rest(3) {
                self.state.enrol(of, number(batch)?);
            }
        } else if words.begins("given") {
            self.given(words)?;
        } else {
            let mut campaign: Campaign = (*self.state.campaign).clone();
            let set = setting::set(&mut campaign, words)?;
            if set {
                if !self.state.books.under_way.is_empty() {
                    return Err("say it before a box is on its way".into());
                }
                self.state.books = Books::new(&campaign);
            }
            self.state.campaign = Arc::new(campaign);
            return Ok(set);
        }
        Ok(true)
    }

    /// `given T1 of 10 with P1 P2 received`: what usually happens, up to a stage.
    fn given(&mut self, words: &Words) -> Result<(), String> {
        let tube = words.at(1)?;
        let rest = words.rest(2).into_iter();
        let members: Vec<String> =
            rest.filter(|word| word.starts_with('P')).flat_map(unfold).collect();
        let size = words.find("of").map(|size| format!(" tube of {size}")).unwrap_or_default();
        let class = words.find("class").map(|of| format!(" class {of}")).unwrap_or_default();
        let case = words.find("in").unwrap_or("B99");
        let lab = words.find("at").unwrap_or("L1");
        let join = members.iter().map(|of| format!("register {of} into {tube}{size}{class}"));
        let mut steps: Vec<(&str, Vec<String>)> = vec![("open", join.collect())];
        let count = members.len();
        let mut then = |stage, lines: &[String]| steps.push((stage, lines.to_vec()));
        then("swabbed", &[format!("swab {tube} by nora"), "new gloves by nora".to_owned()]);
        then("sealed", &[format!("seal {tube} count {count}")]);
        then("packed", &[format!("pack {tube} into {case}")]);
        then("boxed", &[format!("seal {case} count 1"), format!("route {case} to {lab}")]);
        then("carried", &[format!("hand over {case} from anna to carl count 1")]);
        let arrive = format!("receive {case} at {lab} from carl to lena count 1");
        then("received", &[arrive, format!("receive {tube} at {lab}"), format!("empty {case}")]);
        let call = words.find("called").or(words.find("published")).unwrap_or("negative");
        then("called", &[format!("call {tube} at {lab} as {call}")]);
        then("published", &[format!("review {tube}")]);
        let last = steps.iter().position(|(stage, _)| words.has(stage));
        let last = last.ok_or("up to which stage?")?;
        for line in steps[..=last].iter().flat_map(|(_, lines)| lines) {
            let answer = self.line(line)?.unwrap_or_default();
            if answer.starts_with("refused") {
                return Err(format!("`{line}`: {answer} at {}", of_clock(self.now)));
            }
        }
        Ok(())
    }
}

/// Who usually asks for it.
fn usual(words: &Words) -> Result<&str, String> {
    Ok(match words.at(0)? {
        "hand" => words.after("from")?,
        "receive" if words.find("from").is_some() => words.after("to")?,
        "swab" | "new" => "nora",
        "pack" | "unpack" => "anna",
        "receive" | "empty" | "reject" | "load" | "read" | "call" | "amend" | "store" => "lena",
        "review" | "publish" => "rosa",
        _ => "clerk",
    })
}

/// `clerk of site 2`, `lab of lab 1`, `clerk of lane 2`.
fn bearer(token: &str, stamp: &Stamp) -> Result<Bearer, String> {
    let words = Words::of(token);
    let role = term(Role::from_word, words.at(0)?)?;
    words.has("of");
    let rest = words.rest(1).join(" ");
    let rest = Words::of(&rest);
    let site = rest.find("site").map(number).transpose()?.map(SiteId);
    let lane = rest.find("lane").map(number).transpose()?.map(LaneId);
    let lab = rest.find("lab").map(number).transpose()?.map(LabId);
    let party = rest.find("party").map(|word| term(Party::from_word, word)).transpose()?;
    let (staff, device) = (stamp.by, stamp.device);
    Ok(Bearer { role, staff, device, scope: Scope { site, lane, lab, party } })
}
