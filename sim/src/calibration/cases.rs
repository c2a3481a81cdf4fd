//! The four rounds. Figures are those told at the cities' press conferences.

use tenfold_domain::time::{At, Minutes};

use super::{Case, Count, Part, Said, Seen, Verdict};

const fn said(zh: &'static str, en: &'static str) -> Said {
    Said { zh, en }
}

const fn seen(count: Count, after_minutes: i64, millions: f64, verdict: Verdict) -> Seen {
    Seen { count, after: Minutes(after_minutes), millions, verdict }
}

/// All cases, by date.
pub const CASES: [Case; 4] = [QINGDAO, SHIJIAZHUANG, XIAN, SHANGHAI];

/// What is assumed of each, after its own.
pub const ASSUMED: [Said; 4] = [
    said(
        "来人按缺省的时段曲线，各点按采样台数分人",
        "people come by the default curve of the day, to each site by its lanes",
    ),
    said(
        "每名采样员每小时 40 人（R72），夜间 85%，每台两人",
        "40 persons an hour and collector (R72), 85 % of it by night, two at a lane",
    ),
    said(
        "每两小时收一次，每车 6 个点，点间 8 分钟、回程 25 分钟，车箱够用",
        "collections every two hours, six sites a vehicle, 8 min between them, 25 min \
         back, room enough",
    ),
    said(
        "提取 60 分钟、扩增 105 分钟、审核 20 分钟，实验室昼夜开",
        "extraction 60 min, cycling 105 min, review 20 min, labs open day and night",
    ),
];

const QINGDAO: Case = Case {
    name: said("青岛 2020 年 10 月 12-16 日", "Qingdao, 12-16 October 2020"),
    // 12 October, 06:00 in China.
    starts_at: At(1_602_453_600_000),
    people: 10_900_000,
    sites: 4_000,
    lanes: [2_500, 5_000],
    parts: &[
        // 4.15 of 10.9 million in the five inner districts, within three days.
        Part { share: 0.38, capacity: 10, hours: &[(0, 18), (24, 42), (48, 66)] },
        Part {
            share: 0.62,
            capacity: 10,
            hours: &[(0, 18), (24, 42), (48, 66), (72, 90), (96, 102)],
        },
    ],
    tubes_per_day: 383_000.0,
    prevalence: 1.1e-6,
    known: &[
        said(
            "1090 万人，10 混 1；4000 多个点，06:00-24:00；医务人员一万余人",
            "10.9 M people, tubes of ten; over 4,000 sites, 06:00-24:00; over 10,000 \
             medical workers",
        ),
        said(
            "市内五区 415 万人 3 天，全市 5 天；16 日中午采完",
            "five inner districts, 4.15 M, in 3 days, all in 5; the last swab at noon of the 16th",
        ),
    ],
    assumed: &[
        said("12 日 06:00 开始", "begins on the 12th at 06:00"),
        said(
            "一万名医务人员都采样：一半轮休为 2500 台，都不休为 5000 台",
            "all 10,000 take swabs: 2,500 lanes while half rest, 5,000 while nobody does",
        ),
        said(
            "检测能力每天 38.3 万管：取自 14 日 18:00 至 15 日 15:30 出结果的速度，从第一天起就有",
            "labs test 383,000 tubes a day: the pace seen from the 14th 18:00 to the 15th 15:30, \
             from the first day on",
        ),
    ],
    seen: &[
        seen(Count::Sampled, 2_310, 5.601, Verdict::Holds),
        seen(Count::Resulted, 2_310, 2.034, Verdict::More),
        seen(Count::Sampled, 3_600, 8.825, Verdict::Fewer),
        seen(Count::Resulted, 3_600, 5.410, Verdict::More),
        seen(Count::Sampled, 4_890, 10.469, Verdict::Holds),
        seen(Count::Resulted, 4_890, 8.845, Verdict::Holds),
        seen(Count::Sampled, 5_880, 10.78, Verdict::Holds),
        seen(Count::Resulted, 5_880, 10.16, Verdict::Holds),
    ],
    word: said(
        "模型的实验室从第一小时起就有全部能力，而外市支援是头两天陆续到的，所以 13、14 日出结果偏早。\
         检测速度取自 14-15 日，15 日以后的结果数因此不算独立的验证。采样 14 日偏慢：模型按各日开放\
         台时均匀叫人，青岛没有等。",
        "The model has all labs from the first hour, while help from five other cities came over \
         the first days: its outcomes of the 13th and 14th are early. The labs' pace is taken from \
         the 14th and 15th, so the later outcomes prove little. On the 14th it has sampled \
         too few: it calls people evenly over the hours open, the city did not wait.",
    ),
};

const SHIJIAZHUANG: Case = Case {
    name: said(
        "石家庄第二轮 2021 年 1 月 12-13 日",
        "Shijiazhuang, second round, 12-13 January 2021",
    ),
    // 12 January, 14:00 in China.
    starts_at: At(1_610_402_400_000 + 8 * 3_600_000),
    people: 10_250_000,
    sites: 13_701,
    lanes: [13_701, 27_402],
    parts: &[Part { share: 1.0, capacity: 10, hours: &[(0, 10), (16, 34), (40, 48)] }],
    tubes_per_day: 377_000.0,
    prevalence: 3.5e-5,
    known: &[
        said(
            "第一轮 1025 万人；13701 个采集点；全市 12 日下午开始，争取两天完成",
            "10.25 M people in the first round; 13,701 sites; the whole city from the afternoon of \
             the 12th, in two days if possible",
        ),
        said("火眼实验室每天 100 万人", "the Fire-Eye lab tests 1 M persons a day"),
    ],
    assumed: &[
        said("12 日 14:00 开始，06:00-24:00 开放", "begins on the 12th at 14:00, open 06:00-24:00"),
        said(
            "采样员人数不明：每点一台两人，或两台四人",
            "collectors are not known: one lane of two a site, or two of four",
        ),
        said(
            "其他实验室如第一轮 1 月 8 日上半天：12 小时 138.27 万人；加火眼共每天 37.7 万管",
            "the other labs as on the first half of 8 January in round one, 1.3827 M persons in \
             12 h; with Fire-Eye 377,000 tubes a day",
        ),
    ],
    seen: &[
        seen(Count::Sampled, 1_320, 8.215, Verdict::Fewer),
        seen(Count::Received, 1_320, 7.216, Verdict::Fewer),
        seen(Count::Resulted, 1_320, 5.107, Verdict::Fewer),
    ],
    word: said(
        "两处已知的遗漏都使模型偏慢：藁城区和 19 个中风险地区 10 日下午已先开始（人数未公布）；全市是\
         一齐叫人，模型按两天均匀叫人。全员同时等候时 22 小时能采完，实际在两者之间。检测 510 万高于\
         任何一种：实际检测能力比假设的大，第一轮时就有样本送往外省市。",
        "Two known omissions make the model slow: Gaocheng and 19 other areas had begun on the \
         10th (how many people is not told), and the city called everybody at once and not over \
         two days; with everybody waiting, all are sampled in 22 hours, and the count lies \
         between. The 5.11 M tested are more than any of the three says: there were more labs \
         than assumed. In round one specimens went to other provinces.",
    ),
};

const XIAN: Case = Case {
    name: said("西安 2021 年 12 月 27-28 日", "Xi'an, 27-28 December 2021"),
    // 27 December, 12:00 in China.
    starts_at: At(1_640_577_600_000),
    people: 12_317_000,
    sites: 5_077,
    lanes: [7_750, 11_669],
    parts: &[Part { share: 1.0, capacity: 10, hours: &[(0, 24)] }],
    tubes_per_day: 1_600_000.0,
    prevalence: 1.4e-5,
    known: &[said(
        "27 日 12:00 至 28 日 12:00；5077 个点、11669 个采样台、3.1 万余名采样员；日检测能力 160 万管",
        "from the 27th 12:00 to the 28th 12:00; 5,077 sites, 11,669 tables, over 31,000 \
         collectors; labs for 1.6 M tubes a day",
    )],
    assumed: &[
        said(
            "10 混 1；昼夜开放；来的人就是采到的人",
            "tubes of ten; open day and night; those who came are those who were sampled",
        ),
        said(
            "一半轮休时 3.1 万人配 7750 台；都不休时 11669 台各两人",
            "31,000 staff 7,750 lanes while half rest; all 11,669 with two each while nobody does",
        ),
    ],
    seen: &[
        seen(Count::Sampled, 1_440, 12.317, Verdict::Holds),
        seen(Count::Resulted, 1_440, 11.348, Verdict::Fewer),
    ],
    word: said(
        "采样相符：40 人/小时、3.1 万人确实够一天一千二百万人。结果偏少：按缺省曲线，许多人清早才采，\
         到中午还没有结果（收样、成板、扩增、审核共约六小时）。全员从头天中午起等候、采样台不停则有约 1170 万：\
         实际在两者之间，西安叫人比缺省曲线早。",
        "Sampling holds: 40 an hour and 31,000 collectors do take twelve million a day. Outcomes \
         are too few: by the default curve many are swabbed in the morning and have none at noon, \
         since collection, plate, cycling and review take some six hours. With everybody waiting \
         from the first noon on there are 11.7 M, and the count lies between: people were \
         called earlier than the curve says.",
    ),
};

const SHANGHAI: Case = Case {
    name: said("上海 2022 年 4 月 4 日", "Shanghai, 4 April 2022"),
    // 4 April, 06:00 in China.
    starts_at: At(1_649_023_200_000),
    people: 25_665_000,
    sites: 20_000,
    lanes: [12_500, 25_000],
    parts: &[
        // 10.57 persons a tube were seen: one in nine in tubes of twenty, the rest in ten.
        Part { share: 0.89, capacity: 10, hours: &[(0, 26)] },
        Part { share: 0.11, capacity: 20, hours: &[(0, 26)] },
    ],
    tubes_per_day: 4_000_000.0,
    prevalence: 5.2e-4,
    known: &[said(
        "约 2 万个采样点、约 5 万名采样员；单日最大检测能力 400 万管；截至 5 日 08:00 采样 2566.5 万人、242.7 万管，检测 192.5 万管",
        "about 20,000 sites and 50,000 collectors; labs for 4 M tubes a day at most; by the 5th \
         08:00 25.665 M people in 2.427 M tubes sampled, 1.925 M tubes tested",
    )],
    assumed: &[
        said(
            "4 日 06:00 开始，一直开到 5 日 08:00",
            "begins on the 4th at 06:00, open until the 5th 08:00",
        ),
        said(
            "11% 的人用 20 混 1 的管，其余 10 混 1（由每管 10.57 人推出）",
            "11 % of people in tubes of twenty, the rest in tubes of ten (from 10.57 a tube)",
        ),
        said(
            "一半轮休时 12500 台，都不休时 25000 台",
            "12,500 lanes while half rest, 25,000 while nobody does",
        ),
    ],
    seen: &[
        seen(Count::Sampled, 1_560, 25.665, Verdict::Holds),
        seen(Count::Tubes, 1_560, 2.427, Verdict::Holds),
        seen(Count::Tested, 1_560, 1.925, Verdict::Holds),
    ],
    word: said(
        "三项都相符，但区间宽：一半轮休与都不休相差一成，真实做法不明。400 万管是最大能力；\
         检测数低于都不休的模型，可见当天没有开足，或样本在路上。",
        "All three hold, in a wide span: whether half rest or nobody does makes a tenth, and what \
         was done is not known. The labs' 4 M tubes a day are the most they could; fewer were \
         tested than the model says when nobody rests, so they were not all at work, or \
         specimens were on their way.",
    ),
};
