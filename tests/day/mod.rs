//! A small day in a town of the fixtures, played into a service in a temporary folder.
#![allow(dead_code)] // each test file that uses this day uses its own part of it

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tenfold::service::personal::Personal;
use tenfold::service::writer::{Answer, Ask};
use tenfold::service::{self, Options, Service, clock};
use tenfold::setup::town::Town;
use tenfold_domain::code::{
    BoxCode, Code, DeviceId, LabId, LaneId, PersonKey, PlateCode, Region, RoundId, ScanId, SiteId,
    StaffId, TubeCode, with_check_digits,
};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Proof, Register, Scope, Stamp};
use tenfold_domain::ct::Ct;
use tenfold_domain::person::{Document, DocumentKind, resident_number};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::{Class, Control, Finding, RelabelReason, VoidReason};
use tenfold_domain::time::{At, Minutes};

/// The region of the fixtures.
pub const REGION: Region = Region(360_781);

/// A day under way.
pub struct Day {
    pub folder: TempDir,
    pub service: Option<Arc<Service>>,
    pub runtime: tokio::runtime::Runtime,
    pub now: At,
    scans: u64,
    by: u32,
}

/// The town of the fixtures.
pub fn town() -> Town {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Town::load(&root.join("fixtures/towns/ruijin.toml")).expect("town")
}

pub fn tube(n: u64) -> TubeCode {
    TubeCode(with_check_digits(&format!("{n:010}")).expect("digits"))
}

pub fn a_box(n: u64) -> BoxCode {
    BoxCode(with_check_digits(&format!("{n:08}")).expect("digits"))
}

pub fn plate(n: u64) -> PlateCode {
    PlateCode(Code::scan(&format!("P{n}")).expect("code"))
}

pub fn well(text: &str) -> Well {
    Well::parse(text).expect("well")
}

fn scan(n: u64) -> ScanId {
    let mut bytes = [7u8; 16];
    bytes[8..].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    ScanId(bytes)
}

impl Day {
    /// A new campaign, its service running.
    pub fn begin() -> Day {
        let folder = tempfile::tempdir().expect("folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let texts = ["fixtures/protocols/ruijin-2022.toml", "fixtures/kits/standard.toml"]
            .map(|path| std::fs::read_to_string(root.join(path)).expect("fixture"));
        let key = folder.path().join("tenfold.key");
        let texts = (texts[0].as_str(), texts[1].as_str());
        service::init(folder.path(), &key, &town().campaign, texts).expect("init");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        let mut day = Day { folder, service: None, runtime, now: clock::now(), scans: 0, by: 7 };
        day.open();
        day
    }

    /// Starts the service on what the folder holds.
    pub fn open(&mut self) {
        let service = Service::open(&Options::new(self.folder.path())).expect("service");
        self.service = Some(Arc::new(service));
    }

    /// Stops the service; its last heads are written.
    pub fn close(&mut self) {
        let service = self.service.take().and_then(Arc::into_inner).expect("nobody else holds it");
        service.stop();
    }

    pub fn service(&self) -> &Arc<Service> {
        self.service.as_ref().expect("open")
    }

    /// Waits for the next board: the writer makes one at least every second.
    pub fn next_board(&self) {
        let mut boards = self.service().board.subscribe();
        self.runtime.block_on(boards.changed()).expect("a writer");
    }

    /// The person of a number.
    pub fn person(&self, n: u16) -> PersonKey {
        self.service().vault.person(&self.document(n))
    }

    /// The document of a number.
    pub fn document(&self, n: u16) -> Document {
        let number = resident_number(360_781, 19_900_101, n);
        Document::parse(DocumentKind::ResidentId, &number, self.now).expect("good")
    }

    /// Somebody else does what follows.
    pub fn by(&mut self, staff: u32) -> &mut Day {
        self.by = staff;
        self
    }

    /// Asks, and expects that it is recorded.
    pub fn ask(&mut self, act: Act) -> Answer {
        self.ask_whole(act, Opaque::default(), false)
    }

    pub fn ask_whole(&mut self, act: Act, original: Opaque, after_the_fact: bool) -> Answer {
        let scan = self.next_scan();
        let content = Fingerprint::of(&self.scans);
        let (by, device) = (StaffId(self.by), DeviceId(1));
        let stamp = Stamp { scan, content, by, device, at: self.now };
        let scope = Scope::default();
        let word = act.word();
        let command = Command { stamp, scope, after_the_fact, original, act };
        let asks = vec![Ask { region: REGION, command }];
        let service = self.service().clone();
        let mut answers = self.runtime.block_on(service.ask(asks)).expect("available");
        let answer = answers.pop().expect("one");
        assert!(matches!(answer, Answer::Recorded(_)), "{word}: {answer:?}");
        answer
    }

    fn next_scan(&mut self) -> ScanId {
        self.scans += 1;
        scan(self.scans)
    }

    /// The receipt of the last registration.
    pub fn receipt(&self) -> String {
        service::receipt::receipt(&scan(self.scans))
    }

    /// Registers a person into a tube.
    pub fn register(&mut self, into: TubeCode, n: u16, capacity: u8) {
        self.register_as(into, n, capacity, |_| {});
    }

    /// The same, with something else about it.
    pub fn register_as(
        &mut self,
        into: TubeCode,
        n: u16,
        capacity: u8,
        change: impl FnOnce(&mut Register),
    ) {
        let scan = scan(self.scans + 1);
        let personal = Personal {
            name: "张小三".into(),
            kind: "resident_id".into(),
            number: self.document(n).number().to_owned(),
            phone: Some("13800000000".into()),
            guardian: None,
        };
        let sealed = personal.seal(&self.service().vault, REGION, &scan).expect("sealed");
        let person = self.person(n);
        let mut register = Register {
            round: RoundId(1),
            lane: LaneId(1),
            tube: into,
            person,
            proof: Proof::Holds,
            guardian: None,
            class: Class::Resident,
            has_phone: true,
            capacity: Some(capacity),
            sealed,
        };
        change(&mut register);
        self.ask(Act::Register(register));
    }

    /// Ten people in a tube, swabbed and sealed.
    pub fn fill(&mut self, into: TubeCode, from: u16) {
        (from..from + 10).for_each(|n| self.register(into, n, 10));
        self.ask(Act::Swab { tube: into, person: None });
        self.ask(Act::SealTube { tube: into, count: 10 });
    }

    /// Boxes tubes, carries the box to lab 1 and receives everything in it.
    pub fn carry(&mut self, box_code: BoxCode, tubes: &[TubeCode]) {
        self.load(box_code, tubes);
        self.ask(Act::ReceiveRest { box_code });
        self.ask(Act::EmptyBox { box_code });
    }

    /// Boxes tubes and carries the box to lab 1, which signs for it.
    pub fn load(&mut self, box_code: BoxCode, tubes: &[TubeCode]) {
        self.send(box_code, tubes);
        let (courier, receiver, count) = (StaffId(8), StaffId(9), tubes.len() as u16);
        let staff = self.by;
        let lab = LabId(1);
        self.by(receiver.0).ask(Act::ReceiveBox { box_code, lab, courier, receiver, count });
        self.by = staff;
    }

    /// Boxes tubes and gives the box to a courier.
    pub fn send(&mut self, box_code: BoxCode, tubes: &[TubeCode]) {
        let (site, count) = (SiteId(1), tubes.len() as u16);
        tubes.iter().for_each(|tube| {
            self.ask(Act::PackTube { box_code, site, tube: *tube });
        });
        self.ask(Act::SealBox { box_code, count });
        let (giver, taker, staff) = (StaffId(7), StaffId(8), self.by);
        self.by(taker.0).ask(Act::HandOver { box_code, giver, taker, given: count, taken: count });
        self.by = staff;
    }

    /// Tubes on a plate from A01 on with two controls, and their readings.
    pub fn test(&mut self, plate: PlateCode, tubes: &[(TubeCode, bool)]) {
        let wells = ["A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08"].map(well);
        let controls = [Content::Control(Control::Positive), Content::Control(Control::Negative)];
        let contents = tubes.iter().map(|(tube, _)| Content::Tube(*tube)).chain(controls);
        let layout: Vec<_> = wells.into_iter().zip(contents).collect();
        let rises = tubes.iter().map(|(_, positive)| *positive).chain([true, false]);
        let reading = |rises: bool| {
            let viral = rises.then_some(Ct(2_345));
            vec![viral, viral, Some(Ct(2_800))]
        };
        let readings = wells.into_iter().zip(rises).map(|(well, r)| (well, reading(r))).collect();
        self.by(20).ask(Act::LoadPlate {
            plate,
            lab: LabId(1),
            kit: "standard".into(),
            wells: layout,
        });
        self.ask(Act::ReadPlate { plate, readings, machine: None });
        self.by(21);
        tubes.iter().for_each(|(tube, _)| {
            self.ask(Act::Review { tube: *tube });
        });
        self.by(7);
    }

    /// A day with one of everything: a negative pool; a positive one, relabelled before its box;
    /// a void tube; a recollection swabbed, and one whose squad found nobody at home; a box that
    /// was sealed and not fetched; a kept command.
    pub fn everything(&mut self) {
        self.fill(tube(1), 1);
        self.fill(tube(2), 11);
        let (to, reason) = (tube(102), RelabelReason::Damaged);
        self.ask(Act::RelabelTube { tube: tube(2), to, reason });
        self.fill(tube(3), 21);
        self.ask(Act::VoidTube { tube: tube(3), reason: VoidReason::Leaked });
        self.carry(a_box(1), &[tube(1), tube(102)]);
        self.test(plate(1), &[(tube(1), false), (tube(102), true)]);
        let person = self.person(11);
        self.ask(Act::AttemptRecollection { person, finding: Finding::NotFound });
        self.register(tube(4), 12, 1);
        self.ask(Act::Swab { tube: tube(4), person: None });
        self.ask(Act::SealTube { tube: tube(4), count: 1 });
        self.now = self.now - Minutes::hours(3);
        self.fill(tube(5), 31);
        self.now = self.now + Minutes::hours(3);
        self.ask(Act::PackTube { box_code: a_box(2), site: SiteId(1), tube: tube(5) });
        self.ask(Act::PackTube { box_code: a_box(2), site: SiteId(1), tube: tube(4) });
        self.ask(Act::SealBox { box_code: a_box(2), count: 2 });
        let original = Opaque(b"sealed".as_slice().into());
        self.ask_whole(Act::SealTube { tube: tube(99), count: 1 }, original, true);
    }
}
