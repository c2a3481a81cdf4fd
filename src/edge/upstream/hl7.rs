//! ORU^R01 of HL7 v2.5.1: an unsolicited result, one message a tube. Segments end in CR; what a
//! field may not hold is escaped (chapter 2.7).

use std::fmt::Write as _;

use tenfold_domain::time::At;

use super::{LOINC, Outcome, SWAB, Sender, finding, local};

/// A message; its control id is the tube with the sender's moment, so that the same tube amended is
/// another message.
pub fn message(sender: &Sender<'_>, outcome: &Outcome<'_>) -> String {
    let time = |at: Option<At>| local(sender, at, "%Y%m%d%H%M%S%z").unwrap_or_default();
    let Outcome { tube, people, call, .. } = *outcome;
    let (system, receiver) = (text(sender.system), text(sender.receiver));
    let (lab_id, lab) = (outcome.lab.0, text(outcome.lab.1));
    let tube = text(tube);
    let filler = outcome.written().map_or(String::new(), |number| format!("{number}^{system}"));
    let (collected, received) = (time(outcome.collected_at), time(outcome.received_at));
    let (issued, now) = (time(outcome.issued_at), time(Some(sender.now)));
    let mode = if sender.is_test { 'T' } else { 'P' };
    let status = if outcome.is_amended { 'C' } else { 'F' };
    let test = format!("{}^{}^LN", LOINC.0, text(LOINC.1));
    let (code, name) = finding(call);
    let flag = if code == "260373001" { "A" } else { "" };
    let mut out = String::with_capacity(1_024);
    // Writing into memory cannot fail.
    let _ = write!(
        out,
        "MSH|^~\\&|TENFOLD^{system}|{lab_id}^{lab}|{receiver}||{now}||ORU^R01^ORU_R01|\
         {tube}-{}|{mode}|2.5.1|||AL|NE||UNICODE UTF-8\r",
        sender.now.0
    );
    // Nobody is named: the specimen's code stands for who is in it.
    let _ = write!(out, "PID|1||{tube}^^^{system}^PI||^^^^^^S\r");
    let _ = write!(out, "ORC|RE|{tube}^{system}|{filler}||CM\r");
    let _ = write!(
        out,
        "OBR|1|{tube}^{system}|{filler}|{test}|||{collected}|||||||||||||||{issued}||LAB|{status}\r"
    );
    let _ = write!(
        out,
        "OBX|1|CWE|{test}||{code}^{name}^SCT|||{flag}|||{status}|||{collected}|||||\
         {issued}||||{lab}^^^^^^XX^^^{lab_id}\r"
    );
    // Why a call was corrected is a comment of whoever fills the order (table 0105).
    if let Some(reason) = outcome.amended_for {
        let _ = write!(out, "NTE|1|L|{}\r", text(reason.en()));
    }
    // A pool is aliquots of several persons in one tube (table 0369), a single tube a patient's.
    let role = if people == 1 { "P^Patient^HL70369" } else { "L^Pool^HL70369" };
    let filler = outcome.written().map_or(String::new(), |number| format!("^{number}&{system}"));
    let _ = write!(
        out,
        "SPM|1|{tube}&{system}{filler}||{}^{}^SCT|||||||{role}||{people}||||{collected}|\
         {received}\r",
        SWAB.0, SWAB.1
    );
    out
}

/// What stands before the messages of a batch (chapter 2.10.3): its id is the same in every try.
pub fn batch_begin(sender: &Sender<'_>, id: &str) -> String {
    let (system, receiver) = (text(sender.system), text(sender.receiver));
    let now = local(sender, Some(sender.now), "%Y%m%d%H%M%S%z").unwrap_or_default();
    format!("BHS|^~\\&|TENFOLD^{system}||{receiver}||{now}||||{}\r", text(id))
}

/// What stands behind them: how many they are.
pub fn batch_end(count: usize) -> String {
    format!("BTS|{count}\r")
}

/// A text in which nothing is a separator.
fn text(given: &str) -> String {
    let mut out = String::with_capacity(given.len());
    for symbol in given.chars() {
        match symbol {
            '\\' => out.push_str("\\E\\"),
            '|' => out.push_str("\\F\\"),
            '^' => out.push_str("\\S\\"),
            '&' => out.push_str("\\T\\"),
            '~' => out.push_str("\\R\\"),
            symbol if symbol.is_control() => out.push(' '),
            symbol => out.push(symbol),
        }
    }
    out
}
