//! The closed lists of the field, each member with a number kept for ever (for tables), a code
//! word (for JSON and logs) and its name in both languages (for people).

macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident {
        $($variant:ident = $number:literal $word:literal $zh:literal $en:literal,)+
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub enum $name {$(
            #[doc = $en]
            $variant = $number,
        )+}
        impl $name {
            /// Every member, in the order of the numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The number kept in tables; never given to another member.
            pub fn number(self) -> u8 { self as u8 }
            /// The member of a number.
            pub fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }
            /// The word used in JSON, files and logs.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The member of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
            /// The name people read in Chinese.
            pub fn zh(self) -> &'static str { match self { $(Self::$variant => $zh),+ } }
            /// The name people read in English.
            pub fn en(self) -> &'static str { match self { $(Self::$variant => $en),+ } }
        }
    )*};
}

terms! {
    /// What kind of person stands at the desk; limits by class are protocol data (R47-R52,
    /// R185-R189). The order is strictness: a tube is as urgent as its strictest member.
    Class {
        Resident = 1 "resident" "一般人员" "resident",
        Key = 2 "key" "重点人员" "key person",
        SecondaryContact = 3 "secondary_contact" "次密接" "secondary contact",
        CloseContact = 4 "close_contact" "密切接触者" "close contact",
        Suspect = 5 "suspect" "疑似患者" "suspected patient",
    }
    /// The kind of area a site lies in (R182).
    Area {
        Ordinary = 1 "ordinary" "一般区域" "ordinary area",
        Prevention = 2 "prevention" "防范区" "prevention area",
        Control = 3 "control" "管控区" "control area",
        Lockdown = 4 "lockdown" "封控区" "lockdown area",
    }
    /// Why a member leaves a tube before the swab.
    WithdrawReason {
        WrongPerson = 1 "wrong_person" "登记错人" "wrong person registered",
        Left = 2 "left" "离开未采" "left before the swab",
        Refused = 3 "refused" "拒绝采样" "refused the swab",
        Unfit = 4 "unfit" "身体不适" "unfit for a swab",
    }
    /// Why a tube is given up.
    VoidReason {
        Leaked = 1 "leaked" "渗漏" "leaked",
        Broken = 2 "broken" "破损" "broken",
        Contaminated = 3 "contaminated" "污染" "contaminated",
        WrongPerson = 4 "wrong_person" "人管不符" "members and tube do not agree",
        Lost = 5 "lost" "遗失" "lost",
        Expired = 6 "expired" "超时" "too old",
    }
    /// Why a label is replaced.
    RelabelReason {
        Damaged = 1 "damaged" "标签破损" "label damaged",
        Unreadable = 2 "unreadable" "无法识读" "label unreadable",
        Duplicate = 3 "duplicate" "标签重号" "label printed twice",
    }
    /// Why the lab turns a specimen away (after HL7 v2 table 0490).
    RejectReason {
        Leaking = 1 "leaking" "渗漏" "leaking",
        Broken = 2 "broken" "破损" "broken container",
        Unlabelled = 3 "unlabelled" "无标签" "label missing",
        TooOld = 4 "too_old" "超过时限" "too old on receipt",
        NoSwab = 5 "no_swab" "无拭子" "no swab in the tube",
        Insufficient = 6 "insufficient" "量不足" "quantity not sufficient",
    }
    /// What is wrong with a tube at the hatch that no scanner sees, and that a lab may test all the
    /// same (R107). Words that [`RejectReason`] has too mean the same in both.
    Flaw {
        Leaking = 1 "leaking" "渗漏" "leaking",
        Unlabelled = 2 "unlabelled" "无标签" "label missing",
        Insufficient = 3 "insufficient" "量不足" "quantity not sufficient",
        FewerSwabs = 4 "fewer_swabs" "拭子数少于人数" "fewer swabs than members",
    }
    /// What a tube's reading says.
    Call {
        Negative = 1 "negative" "阴性" "negative",
        Positive = 2 "positive" "阳性" "positive",
        Grey = 3 "grey" "灰区" "grey zone",
        Invalid = 4 "invalid" "无效" "invalid",
    }
    /// Why a call is corrected.
    AmendReason {
        Misread = 1 "misread" "曲线判读有误" "the curve was misread",
        Mistyped = 2 "mistyped" "判读录入有误" "another call was entered than was meant",
        MixedUp = 3 "mixed_up" "标本或孔位混淆" "specimens or wells were mixed up",
        Contaminated = 4 "contaminated" "疑似污染" "contamination is suspected",
        Controls = 5 "controls" "质控事后判为不合格" "its controls were found failing afterwards",
        Retested = 6 "retested" "同一标本复检结果不同" "the same specimen was tested again and differs",
    }
    /// How a kit tests (R140).
    Method {
        RtPcr = 1 "rt_pcr" "实时荧光 RT-PCR 法" "real-time RT-PCR",
        Isothermal = 2 "isothermal" "恒温扩增法" "isothermal amplification",
        DigitalPcr = 3 "digital_pcr" "数字 PCR 法" "digital PCR",
    }
    /// What stands in a well that holds no specimen.
    Control {
        Positive = 1 "positive" "阳性对照" "positive control",
        Negative = 2 "negative" "阴性对照" "negative control",
        Blank = 3 "blank" "空白对照" "blank control",
    }
    /// Westgard's rules for the control wells of one chart, s being the standard deviation
    /// (Westgard, Barry, Hunt and Groth 1981).
    ControlRule {
        OneBeyondTwo = 1 "1-2s" "1 点超出 2s" "one point beyond 2 s",
        OneBeyondThree = 2 "1-3s" "1 点超出 3s" "one point beyond 3 s",
        TwoBeyondTwo = 3 "2-2s" "连续 2 点同侧超出 2s" "two points in a row beyond 2 s, one side",
        Range = 4 "R-4s" "连续 2 点分别超出 ±2s" "two points in a row beyond 2 s, one on each side",
        FourBeyondOne = 5 "4-1s" "连续 4 点同侧超出 1s" "four points in a row beyond 1 s, one side",
        Ten = 6 "10x" "连续 10 点在均值同侧" "ten points in a row on one side of the mean",
    }
    /// How a control well's point stands on its chart.
    ChartMark {
        Baseline = 1 "baseline" "建立均值" "one of those that mean and s are made of",
        Within = 2 "within" "在控" "in control",
        Warned = 3 "warned" "警告" "warning",
        Rejected = 4 "rejected" "失控" "out of control",
        Failed = 5 "failed" "该次上机质控不合格" "of a run whose controls failed",
        NoCurve = 6 "no_curve" "无扩增曲线" "no curve",
    }
    /// What a lab made of a blind sample.
    BlindMatch {
        Agreed = 1 "agreed" "相符" "found what was put in",
        Missed = 2 "missed" "漏检" "a positive called negative",
        False = 3 "false" "假阳" "a negative called positive",
        Unclear = 4 "unclear" "不明" "neither positive nor negative",
    }
    /// Why a person is swabbed again.
    Cause {
        PositivePool = 1 "positive_pool" "混管阳性" "positive pool",
        TubeVoid = 2 "tube_void" "采样管作废" "tube void",
        Rejected = 3 "rejected" "标本拒收" "specimen rejected",
        Unclear = 4 "unclear" "结果不明" "reading unclear twice",
        Unresolved = 5 "unresolved" "登记未决" "registration kept for a supervisor",
    }
    /// What a squad found at the door.
    Finding {
        Refused = 1 "refused" "拒绝复采" "refuses",
        NotFound = 2 "not_found" "未找到" "cannot be found",
        NoPhone = 3 "no_phone" "无联系电话" "no phone number",
        Moved = 4 "moved" "已转运" "moved to hospital or isolation",
    }
    /// Why a second test that is owed is no longer gone after (DOMAIN 3.1).
    RecollectionEnd {
        Refused = 1 "refused" "拒绝复采" "refuses to be swabbed again",
        NotFound = 2 "not_found" "无法找到" "cannot be found",
        Moved = 3 "moved" "已转运" "in hospital or isolation, tested there",
        Resampled = 4 "resampled" "已另行采样" "swabbed again already, elsewhere",
        Died = 5 "died" "已死亡" "died",
    }
    /// Why somebody's tests by schedule end.
    CourseEnd {
        Refused = 1 "refused" "拒绝检测" "refuses to be tested",
        Moved = 2 "moved" "已迁离" "moved away",
        Ended = 3 "ended" "解除" "ended by headquarters",
        Hospital = 4 "hospital" "已入院" "in hospital",
        Positive = 5 "positive" "检测阳性" "tested positive",
        Completed = 6 "completed" "全部完成且阴性" "every test done and negative",
        Freed = 7 "freed" "随密接解除" "freed together with the close contact",
    }
    /// Who is told (R145, R154).
    Party {
        Squad = 1 "squad" "采样小分队" "recollection squad",
        Community = 2 "community" "社区" "community",
        Police = 3 "police" "公安" "police",
        Ambulance = 4 "ambulance" "120急救" "negative-pressure ambulance",
        Hospital = 5 "hospital" "定点医院" "designated hospital",
        Cdc = 6 "cdc" "疾控中心" "CDC",
        Headquarters = 7 "headquarters" "指挥部" "headquarters",
    }
    /// What they are told (R144).
    Message {
        PositivePool = 1 "positive_pool" "混管阳性通知" "positive pool: fetch the members",
        PersonBasics = 2 "person_basics" "人员基本信息" "basic data of the person",
        PositiveReport = 3 "positive_report" "阳性报告" "positive report",
        Unreached = 4 "unreached" "复采未完成" "a member could not be swabbed again",
        Overdue = 5 "overdue" "复采催办" "a second test is still open",
        Ended = 6 "ended" "复采终止" "a second test is no longer gone after",
        Unconfirmed = 7 "unconfirmed" "通知未确认" "a party has not confirmed what it was told",
    }
    /// A difference that is recorded and named, and never refused.
    Difference {
        HandoverCount = 1 "handover_count" "交接数量不符" "count differs at handover",
        ReceiptCount = 2 "receipt_count" "签收数量不符" "count differs at receipt",
        Missing = 3 "missing" "缺少采样管" "tube missing from its box",
        Surplus = 4 "surplus" "多出采样管" "tube not on the manifest",
        TooOld = 5 "too_old" "超过室温时限" "older than the room-temperature limit",
        OtherLab = 6 "other_lab" "非原检测机构" "recollection at another lab",
        Unrouted = 7 "unrouted" "非指定检测机构" "box at a lab it was not routed to",
        Gloves = 8 "gloves" "手套使用超次" "glove pair disinfected too often",
        LateRecollection = 9 "late_recollection" "复采超时" "recollection finished late",
        Reading = 11 "reading" "读数与判读不符" "a reading differs from the call",
        Leaking = 12 "leaking" "渗漏" "leaking",
        Unlabelled = 13 "unlabelled" "无标签" "label missing",
        Insufficient = 14 "insufficient" "量不足" "quantity not sufficient",
        FewerSwabs = 15 "fewer_swabs" "拭子数少于人数" "fewer swabs than members",
    }
    /// Why a lab takes no boxes.
    ClosingReason {
        Down = 1 "down" "停机" "down",
        Full = 2 "full" "已满" "full",
        Controls = 3 "controls" "质控不合格" "failing its controls",
        Reagents = 4 "reagents" "试剂不足" "out of reagents",
        Other = 5 "other" "其他原因" "another reason",
    }
    /// Why a box goes to its lab, or to none, and why not to another.
    RouteReason {
        Fixed = 1 "fixed" "事先指定" "fixed beforehand",
        Original = 2 "original" "原检测机构" "the lab that tested first",
        Sooner = 3 "sooner" "别处更早" "another is sooner",
        RoomLate = 4 "room_late" "到达超过室温时限" "there too late for room temperature",
        OutcomeLate = 5 "outcome_late" "出结果超时" "its outcome is too late",
        Closed = 6 "closed" "未开放" "closed",
        Full = 7 "full" "已满" "full",
        Controls = 8 "controls" "质控不合格" "failing its controls",
        Reagents = 9 "reagents" "试剂不足" "out of reagents",
        Unreached = 10 "unreached" "路程不明" "no known way to it",
        Asked = 11 "asked" "人工指定" "asked for by hand",
    }
    /// What a supervisor decided about a discrepancy.
    Resolution {
        Explained = 1 "explained" "已核实" "explained: the records are right",
        Redone = 2 "redone" "已重做" "done again by a new command",
        Dismissed = 3 "dismissed" "不成立" "dismissed",
    }
    /// Why somebody sees personal data whole (R87, R122, R144, R148-R150).
    AccessReason {
        ContactTracing = 1 "contact_tracing" "流行病学调查" "contact tracing",
        Recollection = 2 "recollection" "通知复采" "fetching somebody for a second swab",
        Correction = 3 "correction" "现场更正信息" "correction at the desk",
        Discrepancy = 4 "discrepancy" "处理差异" "settling a discrepancy",
        Complaint = 5 "complaint" "核实投诉" "complaint or question of the person",
        Supervision = 6 "supervision" "监督检查" "supervision",
        Audit = 7 "audit" "审计" "audit",
        Reporting = 8 "reporting" "依规上报" "list for an authority",
        Notice = 9 "notice" "处置通知" "doing what a notice asks for",
    }
    /// What they saw whole.
    AccessSubject {
        Person = 1 "person" "受检者" "person",
        KeptCommand = 2 "kept_command" "留存的操作" "kept command",
        Roster = 3 "roster" "人员名单" "roster",
    }
    /// Why a batch of outcomes that an upstream did not take is left out.
    SkipReason {
        Carried = 1 "carried" "已用其他方式上报" "told by other means",
        Known = 2 "known" "平台已有这些结果" "the platform has these outcomes",
        Asked = 3 "asked" "平台要求略过" "the platform asks to leave them out",
    }
    /// Where a tested specimen is kept (R109, R111, R112).
    Store {
        Fridge = 1 "fridge" "冷藏" "refrigerator, 2 to 8 °C",
        Freezer20 = 2 "freezer_20" "-20℃冰箱" "freezer, -20 °C",
        Freezer70 = 3 "freezer_70" "-70℃冰箱" "freezer, -70 °C or colder",
    }
    /// How a notice to a party's endpoint stands.
    Delivery {
        Waiting = 1 "waiting" "待送达" "waiting",
        Delivered = 2 "delivered" "已送达" "delivered",
        Dead = 3 "dead" "无法送达" "dead letter: given up until sent again by hand",
    }
    /// Why an endpoint did not take a notice.
    DeliveryFault {
        Unreachable = 1 "unreachable" "无法连接" "cannot be reached",
        Slow = 2 "slow" "未及时应答" "did not answer in time",
        Broken = 3 "broken" "连接中断" "the line broke before an answer",
        Refused = 4 "refused" "对方未接收" "answered that it was not taken",
        Untrusted = 5 "untrusted" "证书不可信" "its certificate is not trusted",
        Folder = 6 "folder" "文件夹无法写入" "the folder cannot be written",
        Deferred = 7 "deferred" "对方要求稍后再试" "asked to be tried again later",
        SignIn = 8 "sign_in" "邮件服务器不接受登录" "the mail server did not take the sign-in",
    }
}

impl Flaw {
    /// As which difference it is recorded.
    pub fn difference(self) -> Difference {
        match self {
            Flaw::Leaking => Difference::Leaking,
            Flaw::Unlabelled => Difference::Unlabelled,
            Flaw::Insufficient => Difference::Insufficient,
            Flaw::FewerSwabs => Difference::FewerSwabs,
        }
    }
}
