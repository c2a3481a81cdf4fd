//! How the rules turn a command away. Numbered for ever, listed in the order of checking, each
//! with what happened and what to do next, in both languages. `fixtures/stories` holds a story
//! for each that [`crate::decide`] gives.

use std::fmt;

use crate::code::Code;

macro_rules! refusals {
    ($($name:ident = $number:literal $zh:literal $en:literal
        => $do_zh:literal $do_en:literal)+) => {
        /// Why a command is turned away.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u16)]
        pub enum Refusal {$(
            #[doc = $en]
            $name = $number,
        )+}
        impl Refusal {
            /// Every refusal, in the order of checking.
            pub const ALL: &'static [Refusal] = &[$(Refusal::$name),+];
            /// Its number, never given to another.
            pub fn number(self) -> u16 { self as u16 }
            /// The refusal of a number.
            pub fn from_number(number: u16) -> Option<Refusal> {
                match number { $($number => Some(Refusal::$name),)+ _ => None }
            }
            /// Its name in code, logs and answers.
            pub fn name(self) -> &'static str {
                match self { $(Refusal::$name => stringify!($name)),+ }
            }
            /// What happened, in Chinese.
            pub fn zh(self) -> &'static str { match self { $(Refusal::$name => $zh),+ } }
            /// What happened, in English.
            pub fn en(self) -> &'static str { match self { $(Refusal::$name => $en),+ } }
            /// What to do next, in Chinese.
            pub fn do_zh(self) -> &'static str { match self { $(Refusal::$name => $do_zh),+ } }
            /// What to do next, in English.
            pub fn do_en(self) -> &'static str { match self { $(Refusal::$name => $do_en),+ } }
        }
    };
}

refusals! {
    // The command itself.
    ScanReused = 1 "同一扫描编号已用于其他内容" "this scan was used for something else"
        => "重新扫描一次" "scan again, so that the device makes a new number"
    ClockAhead = 2 "设备时钟快于服务器" "the device's clock runs ahead"
        => "校准设备时间后重试" "set the device's clock, then try again"
    ClockBehind = 3 "操作时间过早" "the command is too old"
        => "校准设备时间；离线补录请注明" "set the device's clock; mark a late upload as one"
    RegionUnknown = 4 "没有这个区域的任务" "no campaign for this region"
        => "核对区域代码" "check the region"
    RoleMayNot = 5 "此角色无权操作" "this role may not do that"
        => "由有权限的人员操作" "have somebody with that role do it"
    SiteNotYours = 6 "令牌属于其他采样点" "the token belongs to another site"
        => "使用本采样点的设备" "use a device of that site"
    LabNotYours = 7 "令牌属于其他检测机构" "the token belongs to another lab"
        => "使用本机构的设备" "use a device of that lab"
    Malformed = 8 "内容无法识别" "the command cannot be read"
        => "按接口说明检查字段" "check the fields against the interface description"
    PartyNotYours = 9 "通知发给了其他部门" "the notice went to another party"
        => "由收到通知的部门确认" "have the party that was told confirm it"
    // Where it happens.
    RoundUnknown = 10 "没有这个轮次" "no such round"
        => "刷新设备上的任务" "refresh the campaign on the device"
    RoundClosed = 11 "该轮次未开放" "the round is not open"
        => "联系指挥部" "ask headquarters"
    LaneUnknown = 12 "没有这个采样台" "no such lane"
        => "核对设备绑定的采样台" "check which lane the device belongs to"
    SiteUnknown = 13 "没有这个采样点" "no such site"
        => "核对采样点" "check the site"
    SiteClosed = 14 "采样点已关闭" "the site is closed"
        => "到其他采样点，或请指挥部重新开放" "go to another site, or ask headquarters to open it"
    LabUnknown = 15 "没有这个检测机构" "no such lab"
        => "核对检测机构" "check the lab"
    // Codes.
    TubeCodeBad = 20 "管码不合规则" "not a tube code of this campaign"
        => "重扫；仍不行换一支管" "scan again; if it stays so, take another tube"
    BoxCodeBad = 21 "箱码不合规则" "not a box code of this campaign"
        => "重扫；仍不行换一个箱码" "scan again; if it stays so, take another box label"
    CapacityBad = 22 "没有这种混采人数" "no tube of this size in the protocol"
        => "选择允许的人数" "choose a size the protocol has"
    // The tube.
    TubeUnknown = 30 "没有这支管的记录" "no record of this tube"
        => "核对管码" "check the tube's code"
    TubeVoid = 31 "该管已作废" "the tube is void"
        => "换一支管" "take another tube"
    TubeRelabelled = 32 "旧标签已作废" "the old label is burnt"
        => "扫描新标签" "scan the new label"
    TubeKnown = 33 "该管码已被使用" "the tube code is in use"
        => "换一支管，旧管交组长" "take another tube and give this one to the supervisor"
    TubeOtherRound = 34 "该管属于其他轮次" "the tube belongs to another round"
        => "换一支管" "take another tube"
    TubeOtherLane = 35 "该管正由另一采样台使用" "another lane is using this tube"
        => "换一支管" "take another tube"
    TubeNotOpen = 36 "该管已封" "the tube is sealed"
        => "换一支新管" "take a new tube"
    TubeCalled = 37 "该管已判读，不能作废" "the tube has been called and cannot be voided"
        => "由检测机构更正判读" "have the lab amend the call"
    TubeEmpty = 38 "管内无人" "the tube has no member"
        => "先登记，或作废空管" "register somebody first, or void the empty tube"
    TubeCountDiffers = 39 "管内人数与清点不符" "the count differs from the tube's members"
        => "重新清点拭子，撤回未采者" "count the swabs again and withdraw who was not swabbed"
    // The document.
    GuardianUnfit = 44 "只有临时编号人员可登记监护人，且监护人须有证件"
        "only a temporary number has a guardian, who has a document of their own"
        => "去掉监护人，或填写监护人本人的证件"
           "leave the guardian out, or give the guardian's own document"
    DocumentBad = 45 "证件号码有误" "the document number is wrong"
        => "核对证件后重新录入" "compare with the document and enter it again"
    BirthDateBad = 46 "出生日期不成立" "the birth date is impossible"
        => "核对证件后重新录入" "compare with the document and enter it again"
    NameMissing = 47 "缺少姓名" "the name is missing"
        => "录入姓名" "enter the name"
    CheckWrong = 48 "证件号码校验位不符" "the check digit of the document number is wrong"
        => "核对证件后重新录入；证件确实如此的，登记时请组长核准"
           "compare with the document and enter it again; if it reads so, a supervisor may take it"
    NotASupervisor = 49 "此人不能在本采样点核准" "that person may not take it at this site"
        => "填写本采样点另一名组长的编号" "give the number of another person, a supervisor of this site"
    // The person.
    AlreadyInTube = 50 "此人已在本管" "the person is in this tube already"
        => "请下一位" "call the next person"
    AlreadySampled = 51 "此人本轮已登记" "the person is registered in this round"
        => "无需再采；如未采，先在原管撤回" "no second swab; if not swabbed, withdraw there first"
    PhoneMissing = 52 "重点人员须登记电话" "a key person needs a phone number"
        => "询问并录入电话" "ask for the phone number and enter it"
    SingleTubeNeeded = 53 "复采须单人单管" "a recollection needs a tube of one"
        => "换单采管" "take a single tube"
    TubeTooLarge = 54 "此人不可在这么多人的管中混采" "the person may not join so large a tube"
        => "换单采管或较小的混采管" "take a single or a smaller tube"
    TubeFull = 55 "该管已满" "the tube is full"
        => "封管，换下一支" "seal it and take the next tube"
    NotAMember = 56 "此人不在该管" "the person is not in this tube"
        => "核对人员和管码" "check person and tube"
    AlreadySwabbed = 57 "已采拭子，不能撤回" "the swab is in the tube and cannot be withdrawn"
        => "如有误，整管作废" "if it is wrong, void the whole tube"
    // The box.
    BoxUnknown = 60 "没有这个箱的记录" "no record of this box"
        => "核对箱码" "check the box's code"
    BoxLost = 61 "该箱已报遗失" "the box is reported lost"
        => "如已找到，送检测机构整箱签收" "if it is found, take it to a lab, which receives the box"
    BoxOtherSite = 62 "该箱属于其他采样点" "the box belongs to another site"
        => "换一个箱" "take another box"
    BoxNotOpen = 63 "该箱已封" "the box is sealed"
        => "换一个新箱" "take a new box"
    BoxFull = 64 "该箱已满" "the box is full"
        => "封箱，换下一个" "seal it and take the next box"
    TubeNotSealed = 65 "管未封" "the tube is not sealed"
        => "先封管" "seal the tube first"
    TubeInBox = 66 "该管已在箱内" "the tube is in a box already"
        => "从原箱取出后再装" "take it out of that box first"
    TubeNotInBox = 67 "该管不在此箱" "the tube is not in this box"
        => "核对箱码和管码" "check box and tube"
    BoxEmpty = 68 "箱内无管" "the box is empty"
        => "先装管" "pack a tube first"
    BoxCountDiffers = 69 "箱内管数与清点不符" "the count differs from the box's tubes"
        => "重新清点并核对清单" "count again against the list"
    BoxNotSealed = 70 "箱未封" "the box is not sealed"
        => "先封箱" "seal the box first"
    SameHands = 71 "交接双方为同一人" "giver and taker are one person"
        => "由另一人接收" "let somebody else take it"
    NotTheHolder = 72 "交出人不是当前持有人" "the giver does not hold the box"
        => "由持有人交出" "let its holder hand it over"
    BoxNotHandedOver = 73 "该箱未交接" "the box was not handed over"
        => "先办理交接" "record the handover first"
    BoxReceived = 74 "该箱已签收" "the box was received already"
        => "无需再签" "no second receipt is needed"
    BoxNotReceived = 75 "该箱未签收" "the box was not received"
        => "先签收" "receive it first"
    NoLabOpen = 76 "没有可用的检测机构" "no lab is open"
        => "联系指挥部，冷藏保存" "ask headquarters and keep the box cold"
    NotAParty = 77 "操作人不是交接方" "whoever records this is no party to it"
        => "由交出人或接收人操作" "let the giver or the taker record it"
    LabTakesNothing = 78 "该检测机构现在不收样" "the lab takes no boxes now"
        => "改送其他检测机构，或请其恢复收样" "choose another lab, or ask it to take boxes again"
    ClosingOver = 79 "停收截止时间已过" "the closing would be over already"
        => "核对时间；已恢复的无需停收" "check the time; a lab that works again need not close"
    // The lab.
    TubeNotReceived = 80 "该管未签收" "the tube was not received"
        => "先签收该管" "receive the tube first"
    TubeRejected = 81 "该标本已拒收" "the specimen was rejected"
        => "等待复采" "wait for the recollection"
    TubeOtherLab = 82 "该管在另一检测机构" "the tube is at another lab"
        => "核对检测机构" "check the lab"
    TubeNotSampled = 83 "该管无拭子记录" "nobody was swabbed into this tube"
        => "核对管码，报组长" "check the code and tell the supervisor"
    PlateKnown = 84 "该板号已被使用" "the plate code is in use"
        => "换一个板号" "take another plate code"
    PlateUnknown = 85 "没有这块板的记录" "no record of this plate"
        => "核对板号" "check the plate's code"
    KitUnknown = 86 "没有这个试剂盒" "no such kit"
        => "先录入试剂盒规则" "add the kit's rules first"
    WellBad = 87 "孔位不存在或重复" "a well does not exist or is there twice"
        => "核对孔位" "check the layout"
    TubeOnPlate = 88 "该管已上板" "the tube is on a plate already"
        => "从布局中去掉" "take it off the layout"
    ControlsMissing = 89 "质控孔不足" "controls are missing"
        => "补足阳性和阴性质控" "add the positive and the negative control"
    PlateRead = 90 "该板结果已录入且不同" "the plate was read with other values"
        => "如需更正，请更正单管判读" "to correct, amend the call of the tube"
    ReadingsBad = 91 "读数与板布局不符" "the readings do not fit the layout"
        => "核对文件与板号" "check that the file belongs to this plate"
    CallDiffers = 92 "该管已有不同判读" "the tube has another call"
        => "用更正判读，并由他人复核" "amend the call, and have a second person review it"
    NotCalled = 93 "该管尚无可复核的判读" "the tube has no call to review"
        => "先判读" "call it first"
    ReviewerIsCaller = 94 "复核人与判读人相同" "the reviewer made the call"
        => "由另一人复核" "let somebody else review it"
    NotReviewed = 95 "该管未复核" "the tube was not reviewed"
        => "先复核" "review it first"
    NotPublished = 96 "该管结果未发布" "the tube's outcome is not published"
        => "先复核发布" "review and publish it first"
    KeepLonger = 97 "未到保存期限" "the specimen must be kept longer"
        => "到期后再销毁" "discard it after its time"
    SpecimenGone = 98 "标本已销毁" "the specimen was destroyed"
        => "重新采样" "have the person swabbed again"
    PlateNotRead = 99 "该板结果尚未录入" "the plate was not read"
        => "先录入结果文件" "send its results file first"
    PlateNotClean = 100 "板上有结果须单管复核" "a call on the plate must be reviewed by itself"
        => "先单管复核该管，再复核整板" "review that tube first, then the plate"
    BlindUnfit = 101 "该管不能作盲样" "this tube cannot be a blind sample"
        => "选已封管、检测机构未签收、无人待复采的管，注明阳性或阴性"
           "take a sealed tube that no lab has, its members owed nothing; say positive or negative"
    BlindDiffers = 102 "该管已是另一结果的盲样" "the tube is a blind sample of another verdict"
        => "核对管码和盲样记录" "compare the tube's code with your record of blind samples"
    // After the lab.
    RecollectionUnknown = 110 "此人没有待复采任务" "no recollection is open for this person"
        => "核对人员" "check the person"
    NoticeUnknown = 111 "没有这条通知" "no such notice"
        => "核对管码和接收方" "check tube and party"
    DiscrepancyUnknown = 112 "没有这条差异" "no such open discrepancy"
        => "刷新列表" "refresh the list"
    ScheduleUnknown = 113 "方案中没有此检测安排" "no such schedule in the protocol"
        => "核对检测安排的名称" "check the schedule's name"
    CourseOpen = 114 "此人已在另一检测安排中" "the person is under another schedule"
        => "先结束原安排，再纳入新安排" "end that one first, then begin the other"
    DayZeroUnfit = 115 "第 0 天与检测安排不符" "day 0 does not fit the schedule"
        => "核对日期：该安排已结束，或远未开始"
           "check the date: the schedule would be over already, or is far from beginning"
    ContactUnfit = 116 "所随密接不在任何检测安排中" "the contact they follow is under no schedule"
        => "先将密接纳入检测安排，或不填密接" "put the contact under one first, or leave it out"
    CourseUnknown = 117 "此人不在任何检测安排中" "the person is under no schedule"
        => "核对人员" "check the person"
    // At the hatch.
    FlawUnfit = 118 "该异常不能这样记录" "this cannot be noted so"
        => "有码的管扫码；无标签的管填箱码和管数；拭子数少于人数的填清点数"
           "scan a tube that has a code; of tubes without a label give box and count; \
            of fewer swabs than members what was counted"
    LabelUncertain = 119 "箱内还有其他管未收样，无法确定是哪一支"
        "other tubes of its box are not in yet: which one it is cannot be told"
        => "先扫完其他管；仍多于一支的，按无标签管填箱码和管数"
           "scan the others first; if more than one is left, give box and count without a code"
    LotBad = 122 "批号不合规" "this is no lot number"
        => "照包装填写批号：1 至 40 个字母、数字或 - _ . /"
           "write it as the package has it: 1 to 40 letters, digits or - _ . /"
    // What waited on a device.
    NotOpened = 126 "设备加密的个人信息无法打开" "the personal data sealed on the device does not open"
        => "重新登记此人；设备请先联网更新" "register the person again; first connect the device once"
    EndUnfounded = 131 "上门记录不足以终止复采" "no visit bears that ending out"
        => "先记录上门情况；无法找到的，按方案次数上门后再终止"
           "record what the squad found; who is not found is visited as often as the protocol asks"
    SecondSwabTaken = 132 "此人已复采，等待结果" "the second swab was taken"
        => "等待结果，或先作废该管" "wait for its outcome, or void that tube first"
    AmendReasonMissing = 133 "未说明更正原因" "why the call is corrected is missing"
        => "选择更正原因后重新提交" "choose the reason of the correction, then send it again"
}

/// A refusal and the code it is about: the tube a person is in, the box a tube is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Which rule.
    pub refusal: Refusal,
    /// The tube, box or plate that stands in the way.
    pub about: Option<Code>,
}

impl Refusal {
    /// This refusal, naming what stands in the way.
    pub fn about(self, code: impl Into<Code>) -> Refused {
        Refused { refusal: self, about: Some(code.into()) }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Refused {
        Refused { refusal, about: None }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.refusal.name())?;
        self.about.map_or(Ok(()), |code| write!(f, " {code}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn numbers_ascend_and_come_back() {
        assert!(Refusal::ALL.windows(2).all(|pair| pair[0].number() < pair[1].number()));
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_number(refusal.number()), Some(*refusal));
        }
    }

    #[test]
    fn every_refusal_says_what_to_do_in_both_languages() {
        for refusal in Refusal::ALL {
            assert!(!refusal.zh().is_ascii(), "{refusal:?}");
            assert!(!refusal.do_zh().is_ascii(), "{refusal:?}");
            assert!(refusal.en().is_ascii() && refusal.do_en().is_ascii(), "{refusal:?}");
        }
    }
}
