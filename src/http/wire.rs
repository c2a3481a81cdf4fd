//! Commands as they come over the wire. One flat shape for every act, borrowing from the body:
//! tagged and flattened enums copy every field before they look at it, and registrations come by
//! the ten thousand a second.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, de};
use utoipa::ToSchema;

/// Text that stays where it is in the body unless an escape forces a copy.
#[derive(Clone, Debug, Default)]
pub struct Text<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Text<'a>, D::Error> {
        struct Visit;
        impl<'de> de::Visitor<'de> for Visit {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Visit)
    }
}

/// Who, by their document: typed as `kind` and `number`, or as a reader gave it, in one of
/// `chip`, `mrz` and `wedge`; or by the `token` of who entered their data beforehand.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "resident_id", "number": "360781199901010011"}))]
pub struct DocumentWire<'a> {
    /// Kind of document, beside `number`.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "resident_id")]
    pub kind: Option<Text<'a>>,
    /// Number as typed; cleaned here.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "360781199901010011")]
    pub number: Option<Text<'a>>,
    /// The 256 bytes of text on the card's chip, as hexadecimal digits or base64. Not the
    /// reader's whole frame: no photograph and no fingerprint comes here.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, max_length = 1024)]
    pub chip: Option<Text<'a>>,
    /// The machine-readable zone: two lines of 44 or three of 30 characters.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub mrz: Option<Text<'a>>,
    /// What a keyboard wedge typed: a number with a check digit, or a reader's line.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, max_length = 4096,
        example = "张三|男|汉|19990101||360781199901010011|")]
    pub wedge: Option<Text<'a>>,
    /// The pre-registration code that a resident shows.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, max_length = 1088)]
    pub token: Option<Text<'a>>,
}

impl DocumentWire<'_> {
    /// Nothing but the code of who entered their data beforehand.
    pub fn is_token_alone(&self) -> bool {
        let DocumentWire { kind, number, chip, mrz, wedge, token } = self;
        token.is_some() && [kind, number, chip, mrz, wedge].into_iter().all(Option::is_none)
    }
}

/// A document that names somebody in a question, which is small enough to own its text: typed as
/// `kind` and `number`, or as a reader gave it, in one of `chip`, `mrz` and `wedge`.
#[derive(Default, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "resident_id", "number": "360781199901010011"}))]
pub struct NamedDocument {
    /// Kind of document, beside `number`.
    #[schema(example = "resident_id")]
    pub kind: Option<String>,
    /// Its number.
    #[schema(example = "360781199901010011")]
    pub number: Option<String>,
    /// The 256 bytes of text on the card's chip, as hexadecimal digits or base64.
    #[schema(max_length = 1024)]
    pub chip: Option<String>,
    /// The machine-readable zone: two lines of 44 or three of 30 characters.
    pub mrz: Option<String>,
    /// What a keyboard wedge typed: a number with a check digit, or a reader's line.
    #[schema(max_length = 4096)]
    pub wedge: Option<String>,
}

impl NamedDocument {
    /// The same as commands carry it.
    pub fn wire(&self) -> DocumentWire<'_> {
        fn text(given: &Option<String>) -> Option<Text<'_>> {
            given.as_deref().map(|given| Text(given.into()))
        }
        DocumentWire {
            kind: text(&self.kind),
            number: text(&self.number),
            chip: text(&self.chip),
            mrz: text(&self.mrz),
            wedge: text(&self.wedge),
            token: None,
        }
    }
}

/// What stands in a well: a tube or a control.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WellWire<'a> {
    /// `A01` to `H12`.
    #[serde(borrow)]
    #[schema(value_type = String, example = "A01")]
    pub well: Text<'a>,
    /// The specimen.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub tube: Option<Text<'a>>,
    /// The control.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub control: Option<Text<'a>>,
}

/// The reading of a well.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReadingWire<'a> {
    /// `A01` to `H12`.
    #[serde(borrow)]
    #[schema(value_type = String, example = "A01")]
    pub well: Text<'a>,
    /// A Ct for each target of the kit, in its order; `null` is no curve.
    #[schema(example = json!([23.45, null, 28.1]))]
    pub ct: Vec<Option<f64>>,
}

// Which members an act takes stands in `acts.rs`, what they must hold in `part.rs`.
/// A command: `scan_id`, `at_ms` and `act` always, the others as the act needs them.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = Command)]
pub struct Wire<'a> {
    /// Identity of the command: a UUIDv7 made on the device. The same again is answered alike.
    #[serde(borrow, default)]
    #[schema(value_type = String, example = "01890a5d-ac96-774b-bcce-b302099a8057")]
    pub scan_id: Option<Text<'a>>,
    /// When it happened by the device's clock: milliseconds since 1970.
    #[schema(value_type = i64, example = 1_648_771_200_000_i64)]
    pub at_ms: Option<i64>,
    /// What is asked.
    #[serde(borrow, default)]
    #[schema(value_type = String, example = "register")]
    pub act: Option<Text<'a>>,
    /// It was done by hand already: what the rules refuse is kept for a supervisor.
    #[serde(default)]
    pub after_the_fact: Option<bool>,
    /// Personal members of the command (`document`, `name`, `phone`, `guardian`), as a JSON object
    /// sealed on the device to the key that `/v1/me` tells; they stand here and nowhere else.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, max_length = 16384)]
    pub sealed: Option<Text<'a>>,
    /// County or district; must be the token's.
    #[schema(example = 360_781)]
    pub region: Option<u64>,
    /// The pass.
    #[schema(example = 1)]
    pub round: Option<u64>,
    /// The desk.
    #[schema(example = 1)]
    pub lane: Option<u64>,
    /// The place.
    #[schema(example = 1)]
    pub site: Option<u64>,
    /// A tube's label.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "360781000139")]
    pub tube: Option<Text<'a>>,
    /// The new label.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "360781000236")]
    pub to: Option<Text<'a>>,
    /// A box's label.
    #[serde(borrow, default, rename = "box")]
    #[schema(value_type = Option<String>, example = "3607810047")]
    pub box_code: Option<Text<'a>>,
    /// A plate's label.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "P20220401001")]
    pub plate: Option<Text<'a>>,
    /// Who, by their document.
    #[serde(borrow, default)]
    pub document: Option<DocumentWire<'a>>,
    /// Document of whoever answers for a person without one, who is registered by a temporary
    /// number; with it and the receipt they read the person's outcome.
    #[serde(borrow, default)]
    pub guardian: Option<DocumentWire<'a>>,
    /// Number of the supervisor who takes the document's number although its check digit is wrong:
    /// somebody else than who registers, with a commander's token for this site.
    #[schema(example = 6)]
    pub supervisor: Option<u64>,
    /// Who, by the look-up key of 32 hexadecimal digits that lists show.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "5f0c6f0e7d1b4c2f9a3e8d7c6b5a4f3e")]
    pub person: Option<Text<'a>>,
    /// Name; may be absent where the document's chip, zone or line holds it.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "张三")]
    pub name: Option<Text<'a>>,
    /// Phone; some classes must have one.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "19900000000")]
    pub phone: Option<Text<'a>>,
    /// Class; `resident` when absent.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub class: Option<Text<'a>>,
    /// People for whom the tube is.
    #[schema(example = 10)]
    pub capacity: Option<u64>,
    /// What was counted.
    #[schema(example = 10)]
    pub count: Option<u64>,
    /// Why.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub reason: Option<Text<'a>>,
    /// The laboratory.
    #[schema(example = 1)]
    pub lab: Option<u64>,
    /// Until when a lab takes nothing, in milliseconds since 1970; absent, until it is opened.
    #[schema(example = 1648785600000_u64)]
    pub until_at_ms: Option<u64>,
    /// Tubes a lab can begin in an hour.
    #[schema(example = 500)]
    pub tubes_per_hour: Option<u64>,
    /// Tubes a lab has reagents for, those on their way to it included.
    #[schema(example = 6000)]
    pub tests_left: Option<u64>,
    /// Who gives a box away.
    #[schema(example = 2)]
    pub giver: Option<u64>,
    /// Who takes a box.
    #[schema(example = 3)]
    pub taker: Option<u64>,
    /// Tubes the giver counted.
    #[schema(example = 12)]
    pub given: Option<u64>,
    /// Tubes the taker counted.
    #[schema(example = 12)]
    pub taken: Option<u64>,
    /// Who brought a box.
    #[schema(example = 3)]
    pub courier: Option<u64>,
    /// Who signed for a box.
    #[schema(example = 4)]
    pub receiver: Option<u64>,
    /// The kit.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "standard")]
    pub kit: Option<Text<'a>>,
    /// The lot's number, as the package has it.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "20220401-A")]
    pub lot: Option<Text<'a>>,
    /// The control that a lot is of; of the whole kit when absent.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub control: Option<Text<'a>>,
    /// The layout.
    #[serde(borrow, default)]
    #[schema(example = json!([
        {"well": "A01", "control": "positive"}, {"well": "B01", "control": "negative"},
        {"well": "C01", "tube": "360781000139"}
    ]))]
    pub wells: Option<Vec<WellWire<'a>>>,
    /// What the machine read.
    #[serde(borrow, default)]
    #[schema(example = json!([
        {"well": "A01", "ct": [23.45, 24.1, 28]}, {"well": "B01", "ct": [null, null, 27.5]},
        {"well": "C01", "ct": [null, null, 27.9]}
    ]))]
    pub readings: Option<Vec<ReadingWire<'a>>>,
    /// The thermocycler, as the lab tells its machines apart: control charts are kept by it.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "slan-96 2031")]
    pub machine: Option<Text<'a>>,
    /// The call.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub call: Option<Text<'a>>,
    /// What must be found in a blind sample: `positive` or `negative`.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub expected: Option<Text<'a>>,
    /// Where a specimen is kept.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub store: Option<Text<'a>>,
    /// Who goes for the second swab.
    #[schema(example = 1)]
    pub squad: Option<u64>,
    /// The schedule's name in the protocol.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>, example = "close_contact")]
    pub schedule: Option<Text<'a>>,
    /// Midnight with which day 0 begins, in milliseconds since 1970; day 1 begins 24 h later.
    #[schema(example = 1_648_742_400_000_u64)]
    pub day_zero_at_ms: Option<u64>,
    /// Document of the close contact whom a secondary contact follows.
    #[serde(borrow, default)]
    pub contact: Option<DocumentWire<'a>>,
    /// What the squad found.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub finding: Option<Text<'a>>,
    /// Who was told.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub party: Option<Text<'a>>,
    /// What they were told.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub message: Option<Text<'a>>,
    /// Number of a discrepancy.
    #[schema(example = 1)]
    pub discrepancy: Option<u64>,
    /// What was decided about it.
    #[serde(borrow, default)]
    #[schema(value_type = Option<String>)]
    pub resolution: Option<Text<'a>>,
}

/// What is still told of a command whose fields do not fit.
#[derive(Debug, Default, Deserialize)]
pub struct Torso<'a> {
    /// Identity, when it is text.
    #[serde(borrow, default)]
    pub scan_id: Option<&'a serde_json::value::RawValue>,
    /// Device time, when it is a number.
    #[serde(borrow, default)]
    pub at_ms: Option<&'a serde_json::value::RawValue>,
    /// The word of the act.
    #[serde(borrow, default)]
    pub act: Option<&'a serde_json::value::RawValue>,
    /// Whether to keep it.
    #[serde(borrow, default)]
    pub after_the_fact: Option<&'a serde_json::value::RawValue>,
}

/// One object of a batch: a command, one whose fields do not fit, or nothing that can be read.
pub enum Parsed<'a> {
    /// As asked; the fields are still to be proven.
    Command(Box<Wire<'a>>),
    /// An object, but a field is of the wrong kind or there twice.
    Unfit(Box<Wire<'a>>),
    /// No JSON object at all; the column where reading stopped.
    Broken(usize),
}

/// Reads one object.
pub fn parse(text: &[u8]) -> Parsed<'_> {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace());
    // An array would be taken for the fields in order.
    if start.is_none_or(|at| text[at] != b'{') {
        return Parsed::Broken(start.map_or(1, |at| at + 1));
    }
    let error = match serde_json::from_slice::<Wire<'_>>(text) {
        Ok(wire) => return Parsed::Command(Box::new(wire)),
        Err(error) => error,
    };
    let broken = |error: &serde_json::Error| Parsed::Broken(error.column().max(1));
    if !error.is_data() {
        return broken(&error);
    }
    // Reading stopped at the unfit field; what follows may still be broken.
    if let Err(error) = serde_json::from_slice::<de::IgnoredAny>(text) {
        return broken(&error);
    }
    let torso: Torso<'_> = serde_json::from_slice(text).unwrap_or_default();
    let word = |raw: Option<&'_ serde_json::value::RawValue>| {
        raw.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok())
            .map(|text| Text(Cow::Owned(text)))
    };
    Parsed::Unfit(Box::new(Wire {
        scan_id: word(torso.scan_id),
        at_ms: torso.at_ms.and_then(|raw| serde_json::from_str(raw.get()).ok()),
        act: word(torso.act),
        after_the_fact: torso.after_the_fact.and_then(|raw| serde_json::from_str(raw.get()).ok()),
        ..Wire::default()
    }))
}
