//! What a party is asked to do, in both languages (R146-R156), and what it may say to the person.

use tenfold_domain::term::{Message, Party};

/// A text in Chinese and in English.
pub type Both = (&'static str, &'static str);

/// What somebody whose pool is positive is told: nothing of a reading, which is not theirs.
pub const SECOND_TEST: Both = ("请您来做第二次采样", "please come for a second test");

/// What may be said to the person, where somebody is to be fetched.
pub fn to_person(message: Message) -> Option<Both> {
    matches!(message, Message::PositivePool | Message::Unreached | Message::Overdue)
        .then_some(SECOND_TEST)
}

/// What the party does with a message.
pub fn task(message: Message, party: Party) -> Both {
    match message {
        Message::PositivePool => of_pool(party),
        Message::PersonBasics | Message::PositiveReport => of_single(party),
        Message::Unreached => of_unreached(party),
        Message::Overdue => of_overdue(party),
        Message::Ended => (
            "该人员复采已终止，请勿再上门",
            "stop looking for the person: the second test has ended",
        ),
    }
}

fn of_pool(party: Party) -> Both {
    match party {
        Party::Squad => (
            "请对同管人员逐一单采复采，送原检测机构",
            "swab every member again, each into a tube of their own, for the lab that tested first",
        ),
        Party::Community => (
            "请通知同管人员原地等候复采，不得外出",
            "ask the members to stay where they are until they are swabbed again",
        ),
        Party::Police => (
            "请协助查找同管人员，确保其原地等候",
            "help to find the members and to keep them where they are",
        ),
        _ => ("请知悉", "take note"),
    }
}

fn of_single(party: Party) -> Both {
    match party {
        Party::Ambulance => {
            ("请派负压救护车转运", "move the person in a negative-pressure ambulance")
        }
        Party::Hospital => ("请做好收治准备", "prepare to receive the person"),
        Party::Community => (
            "请核实并管控该人员及同住人员",
            "confirm and control the person and those living together",
        ),
        Party::Police => (
            "请协助转运并追踪行动轨迹",
            "help to move the person and trace where the person has been",
        ),
        Party::Cdc => (
            "请开展流行病学调查，判定密接，划定管控范围，指导终末消毒",
            "investigate, name the contacts and the area to close, see to the last disinfection",
        ),
        Party::Headquarters => ("请统一调度", "direct what follows"),
        Party::Squad => ("请知悉", "take note"),
    }
}

fn of_unreached(party: Party) -> Both {
    match party {
        Party::Community => {
            ("请联系该人员并协助复采", "reach the person and help to swab them again")
        }
        Party::Police => ("请协助查找该人员", "help to find the person"),
        Party::Hospital => ("请核实该人员是否已收治", "say whether the person is with you"),
        Party::Headquarters => ("请督办复采", "see that the person is swabbed again"),
        _ => ("请知悉", "take note"),
    }
}

fn of_overdue(party: Party) -> Both {
    match party {
        Party::Squad => ("复采仍未完成，请立即上门", "the second swab is still open: go there now"),
        Party::Community => (
            "复采仍未完成，请联系该人员并报告原因",
            "the second swab is still open: reach the person, say why",
        ),
        Party::Police => {
            ("复采仍未完成，请协助查找", "the second swab is still open: help to find the person")
        }
        Party::Headquarters => (
            "复采结果已超时，请督办",
            "the outcome of the second test is overdue: see to it yourself",
        ),
        _ => ("请知悉", "take note"),
    }
}
