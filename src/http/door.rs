//! From a wire command to one the rules know: fields proven, personal data sealed, place and role
//! checked. What is refused here goes on to the writer all the same when it was done by hand
//! already, so that it is kept.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tenfold_domain::code::{RoundId, ScanId, TubeCode};
use tenfold_domain::command::{Act, ActKind, Command, Named, Opaque, Proof, Register, Stamp};
use tenfold_domain::refusal::Refusal;
use tenfold_domain::role;
use tenfold_domain::time::At;
use zeroize::Zeroizing;

use super::acts;
use super::auth::Caller;
use super::field::Fields;
use super::member::{AFTER_THE_FACT, AT_MS, Fault, Member, SCAN_ID, SEALED, Wanted};
use super::part::DOCUMENT_MEMBER;
use super::unfit;
use super::wire::{Parsed, Wire, parse};
use crate::edge::hex::base64;
use crate::service::Service;
use crate::service::personal::{Personal, seal_original};

/// Largest command kept whole, in bytes; the largest honest one is a plate of 384 wells.
const ORIGINAL_BYTES_MAX: usize = 64 << 10;

/// Members that a device seals.
const PERSONAL: [&str; 4] = ["document", "name", "phone", "guardian"];

/// A command with everything in it, gone from memory after it.
type Whole = Zeroizing<Vec<u8>>;

/// Whether a refusal says that the asker had no business asking.
fn of_authority(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::RoleMayNot | Refusal::RegionUnknown)
}

/// A command at the door.
pub struct Entered {
    /// Its identity, when it can be read.
    pub scan: Option<ScanId>,
    /// For the writer, or why not.
    pub command: Result<Box<Command>, Fault>,
    /// The member at fault, of a command that goes on only to be kept.
    pub member: Option<Member>,
    /// Who entered their data beforehand, masked.
    pub shown: Option<Personal>,
}

impl Entered {
    fn refused(scan: Option<ScanId>, fault: Fault) -> Entered {
        Entered { scan, command: Err(fault), member: None, shown: None }
    }
}

/// What is read again of a registration that is turned away, each field by itself.
#[derive(Deserialize)]
struct Desk<'a> {
    #[serde(borrow, default)]
    document: Option<&'a RawValue>,
    #[serde(borrow, default)]
    tube: Option<&'a RawValue>,
    #[serde(borrow, default)]
    round: Option<&'a RawValue>,
}

/// Where commands of one caller come in.
pub struct Door<'s> {
    /// The service behind it.
    pub service: &'s Service,
    /// Who asks.
    pub caller: &'s Caller,
    /// When the body came.
    pub now: At,
}

impl Door<'_> {
    /// Proves one object. `raw` is the object as it came. A broken one is no business of the
    /// door's and comes back as where reading stopped.
    pub fn enter(&self, parsed: Parsed<'_>, raw: &[u8]) -> Result<Entered, usize> {
        let (wire, unfit) = match parsed {
            Parsed::Broken(column) => return Err(column),
            Parsed::Command(wire) => (wire, false),
            Parsed::Unfit(wire) => (wire, true),
        };
        // Of an object that does not fit, another member may be the cause: one that is there twice.
        let missing = |member: Member| match unfit {
            true => unfit::fault(None, raw),
            false => member.fault(),
        };
        let id = wire.scan_id.as_ref().and_then(|text| uuid::Uuid::try_parse(&text.0).ok());
        // A receipt is the random part of the scan's number, so it must have one (RFC 9562, 5.7).
        let id = id.filter(|id| id.get_version_num() == 7);
        let Some(scan) = id.map(|id| ScanId(id.into_bytes())) else {
            return Ok(Entered::refused(None, missing(SCAN_ID)));
        };
        let sealed = wire.sealed.as_ref().filter(|_| !unfit).map(|sealed| &*sealed.0);
        let sealed = self.unsealed(&scan, sealed, raw);
        if let Ok(Some(whole)) = &sealed {
            return self.enter(parse(whole), whole);
        }
        let Some(at_ms) = wire.at_ms else {
            return Ok(Entered::refused(Some(scan), missing(AT_MS)));
        };
        let given = wire.act.as_ref().map(|text| text.0.as_ref()).unwrap_or_default();
        // A word of nobody's making does not reach logs and ledgers.
        let kind = ActKind::from_word(given);
        let word = kind.map_or("unknown", ActKind::word);
        let place = (self.caller.region, scan);
        let fields = Fields::new(&self.service.vault, place, self.now, word, at_ms);
        let mut fields = fields.with_tokens(&self.service.preregistrations);
        let act = match sealed {
            Err(refusal) => Err(refusal.into()),
            Ok(_) if unfit => Err(unfit::fault(kind, raw)),
            Ok(_) => self.act(word, &wire, &mut fields),
        };
        let late = wire.after_the_fact.unwrap_or(false);
        if late && raw.len() > ORIGINAL_BYTES_MAX {
            let fault = AFTER_THE_FACT.but(Wanted::Small(ORIGINAL_BYTES_MAX)).fault();
            return Ok(Entered::refused(Some(scan), fault));
        }
        let original = match late {
            true => seal_original(&self.service.vault, self.caller.region, &scan, raw),
            false => Ok(Opaque::default()),
        };
        // Fails only where the system gives no random bytes; then nothing may be taken.
        let Ok(original) = original else {
            return Ok(Entered::refused(Some(scan), Refusal::Malformed.into()));
        };
        let (act, member) = match act {
            Ok(act) => (act, None),
            // What a token may not ask for was not done in its name: the right token sends it.
            Err(fault) if late && !of_authority(fault.refusal) => {
                (self.turned_away((kind, word), fault.refusal, raw, at_ms), fault.member)
            }
            Err(fault) => return Ok(Entered::refused(Some(scan), fault)),
        };
        let stamp = Stamp {
            scan,
            content: fields.fingerprint(),
            by: self.caller.bearer.staff,
            device: self.caller.bearer.device,
            at: At(at_ms),
        };
        let scope = self.caller.bearer.scope;
        let command = Box::new(Command { stamp, scope, after_the_fact: late, original, act });
        Ok(Entered { scan: Some(scan), command: Ok(command), member, shown: fields.shown() })
    }

    /// A command with what the device sealed put back in its place, so that from here on it is as
    /// any other; what is kept of it, too.
    fn unsealed(
        &self,
        scan: &ScanId,
        sealed: Option<&str>,
        raw: &[u8],
    ) -> Result<Option<Whole>, Refusal> {
        let Some(sealed) = sealed else { return Ok(None) };
        let (vault, region) = (&self.service.vault, self.caller.region);
        let open = |sealed: Vec<u8>| vault.open_from_device(region, scan, &sealed).ok();
        let opened = base64(sealed).and_then(open).ok_or(Refusal::NotOpened)?;
        let personal: Map<String, Value> =
            serde_json::from_slice(&opened).map_err(|_| Refusal::NotOpened)?;
        let mut whole: Map<String, Value> =
            serde_json::from_slice(raw).map_err(|_| Refusal::NotOpened)?;
        whole.remove(SEALED.name);
        for (name, value) in personal {
            // One that stands in the open as well would say two things.
            if !PERSONAL.contains(&name.as_str()) || whole.contains_key(&name) {
                return Err(Refusal::NotOpened);
            }
            whole.insert(name, value);
        }
        let whole = serde_json::to_vec(&whole).map_err(|_| Refusal::NotOpened)?;
        Ok(Some(Whole::new(whole)))
    }

    /// The act, if its fields hold and the caller may ask for it there.
    fn act(&self, word: &str, wire: &Wire<'_>, fields: &mut Fields<'_>) -> Result<Act, Fault> {
        let region = self.caller.region;
        if wire.region.is_some_and(|asked| asked != u64::from(region.0)) {
            return Err(Refusal::RegionUnknown.into());
        }
        if !self.service.campaigns.contains_key(&region) {
            return Err(Refusal::RegionUnknown.into());
        }
        let mut act = acts::of_word(word, wire, fields)?;
        if let Act::Register(Register { proof: Proof::Overridden(supervisor), .. }) = &mut act {
            let staff = supervisor.staff;
            *supervisor = role::supervisor(staff, &self.service.tokens.bearers(region, staff));
        }
        let permitted = role::permit(self.caller.bearer.role, &act);
        permitted.map_err(|refused| Fault::from(refused.refusal))?;
        Ok(act)
    }

    /// A late command that is refused here goes on, to be kept; with whom it names, where the
    /// caller might have registered them.
    fn turned_away(
        &self,
        (kind, word): (Option<ActKind>, &'static str),
        refusal: Refusal,
        raw: &[u8],
        at_ms: i64,
    ) -> Act {
        let turned_away = |named| Act::TurnedAway { act: word, refusal, named };
        let registers = kind == Some(ActKind::Register);
        let named = registers.then(|| self.named(raw, at_ms)).flatten();
        let may = |act: &Act| role::permit(self.caller.bearer.role, act).is_ok();
        Some(turned_away(named)).filter(may).unwrap_or_else(|| turned_away(None))
    }

    /// Whom a registration names that is turned away; `None` without a document, tube and round
    /// that can be read.
    fn named(&self, raw: &[u8], at_ms: i64) -> Option<Named> {
        fn read<'a, T: Deserialize<'a>>(value: Option<&'a RawValue>) -> Option<T> {
            serde_json::from_str(value?.get()).ok()
        }
        let desk: Desk<'_> = serde_json::from_slice(raw).ok()?;
        // Nothing is sealed here.
        let place = (self.caller.region, ScanId([0; 16]));
        let fields = Fields::new(&self.service.vault, place, self.now, "register", at_ms);
        let mut fields = fields.with_tokens(&self.service.preregistrations);
        let (_, person) = fields.document(DOCUMENT_MEMBER, &read(desk.document)).ok()?;
        let tube = TubeCode::scan(&read::<String>(desk.tube)?).ok()?;
        Some(Named { person, round: RoundId(read(desk.round)?), tube })
    }
}
