//! Boxes on their way that are asked for anew, because a lab closed or opened.

use super::books::{Books, Closing};
use super::choose::choose;
use super::{Answer, Asking, Load};
use crate::campaign::Campaign;
use crate::code::{BoxCode, LabId};
use crate::time::At;

/// A lab takes nothing more; each box on its way to it is given another, or none. `told` hears of
/// each whose answer changed, in the order in which they chose; `waiting` as for [`choose`].
pub fn close(
    campaign: &Campaign,
    books: &mut Books,
    waiting: impl Fn(LabId) -> u32,
    (now, lab, closing): (At, LabId, Closing),
    told: impl FnMut(BoxCode, &Load, &Answer),
) {
    let boxes = books.boxes_to(Some(lab));
    books.close(lab, closing);
    ask_again(campaign, books, waiting, (now, boxes), told);
}

/// A lab takes boxes again; those that no lab takes in time are asked for anew. `told` and
/// `waiting` as for [`close`].
pub fn open(
    campaign: &Campaign,
    books: &mut Books,
    waiting: impl Fn(LabId) -> u32,
    (now, lab): (At, LabId),
    told: impl FnMut(BoxCode, &Load, &Answer),
) {
    let boxes = books.boxes_to(None);
    books.open(lab);
    ask_again(campaign, books, waiting, (now, boxes), told);
}

/// Boxes in the order in which they are to choose. One that finds nothing in time where it went
/// in time before, or nothing at all, is told so; one whose answer stays is left alone.
fn ask_again(
    campaign: &Campaign,
    books: &mut Books,
    waiting: impl Fn(LabId) -> u32,
    (now, boxes): (At, Vec<BoxCode>),
    mut told: impl FnMut(BoxCode, &Load, &Answer),
) {
    for code in boxes {
        let Some(box_) = books.under_way.get(&code) else { continue };
        let load = box_.load;
        let before = box_.lab.map(|lab| &books.labs[lab]);
        let still = before.filter(|lab| lab.closed.is_none()).map(|lab| lab.id);
        let went = before.is_some();
        let answer = choose(campaign, books, &waiting, Asking { now, load, held: Some(box_) });
        match answer.choice {
            Some(choice) if still == Some(choice.lab) => {}
            Some(choice) => {
                books.reserve(code, choice.reserved());
                told(code, &load, &answer);
            }
            None if went => {
                books.release(code);
                told(code, &load, &answer);
            }
            None => {}
        }
    }
}
