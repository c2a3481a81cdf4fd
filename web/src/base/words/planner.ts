/** Words of the planner's page: [Chinese, English]. */
export const PLANNER = {
  "planner.title": ["规划", "Planning"],
  "planner.no-role": [
    "此令牌的角色（{role}）不能规划，请用计划员、指挥部或管理员令牌登录。",
    "The role of this token ({role}) may not plan: use one of a planner, headquarters or an " +
      "administrator.",
  ],
  "planner.parts": ["页面各部分", "Parts of the page"],
  "planner.town": ["城镇", "Town"],
  "planner.plans": ["方案", "Plans"],
  "planner.compare": ["对比", "Compare"],
  "planner.offline": [
    "连不上服务器：城镇仍可编辑，改动保存在本机；规划须等网络恢复。",
    "The service cannot be reached: the town can still be edited, on this device; plans wait " +
      "for the network.",
  ],
  "planner.sign-out-draft": [
    "退出登录会清除本机上的城镇草稿，请先另存为文件。",
    "Signing out takes the draft of the town off this device: save it as a file first.",
  ],

  // Where a plan begins.
  "begin.about": [
    "先选一座城镇，改成您的数字，再求最小的可行方案：要多少采样台、人员、车辆和检测能力，缺什么。",
    "Begin with a town, make its figures yours, and have the smallest plan found that does " +
      "it: lanes, people, vehicles, lab capacity, and what is short.",
  ],
  "begin.figures": [
    "{people} 人 · {townships} 个乡镇或区县 · {sites} 个采样点 · {labs} 家检测机构",
    "{people} people · {townships} townships or counties · {sites} sites · {labs} labs",
  ],
  "begin.with": ["从这里开始", "Begin with this"],
  "begin.own": ["自己的文件", "A file of your own"],
  "begin.own-about": [
    "城镇的 .toml，可同时选中它指明的文件（方案文件、试剂盒、行车时间表）；程序自带的不必选。",
    "The town's .toml, together with the files it names (protocol, kits, travel times); " +
      "those that come with the program need not be chosen.",
  ],
  "begin.open": ["打开文件…", "Open files…"],
  "begin.no-town": [
    "所选文件中没有城镇。",
    "None of these files is a town.",
  ],
  "begin.no-town-do": [
    "请选含有 [[townships]] 的 .toml 文件。",
    "Choose the .toml that has [[townships]] in it.",
  ],

  // The town.
  "town.view": ["显示方式", "How it is shown"],
  "town.figures": ["表格", "Figures"],
  "town.text": ["文本", "Text"],
  "town.save": ["另存为文件", "Save as a file"],
  "town.other": ["换一座城镇", "Another town"],
  "town.general": ["轮次与目标", "The round and its goals"],
  "town.reserve": ["可调往各处的力量", "Who can be sent anywhere"],
  "town.reserve-about": [
    "加在各乡镇自有人员之外；留空表示未知，不算缺口。",
    "Beside the townships' own people; an empty field is unknown and counts as no shortage.",
  ],
  "town.add": ["新增一行：{what}", "One row more: {what}"],
  "town.add-row": ["新增", "Add"],
  "town.remove": ["删除：{what}", "Remove: {what}"],
  "town.removed": ["已删除：{what}", "Removed: {what}"],
  "town.put-back": ["撤销删除", "Put it back"],
  "town.remove-row": ["删除", "Remove"],
  "town.invented": [
    "虚构数字。您的数字有来源时，请在文本中去掉该键末尾的 _synthetic。",
    "An invented figure. Where yours has a source, take _synthetic off the end of its key in " +
      "the text.",
  ],
  "town.missing": [
    "城镇指明了这些文件，但这里没有：{files}。缺方案文件或行车时间表不能规划；缺试剂盒只影响建立任务。",
    "The town names these files, and they are not here: {files}. Without the protocol or the " +
      "travel times there is no plan; kits are needed for a campaign only.",
  ],
  "town.add-files": ["补充文件…", "Add files…"],
  "town.kept": [
    "草稿和所指明的 {count} 个文件保存在本机，刷新页面不会丢失。",
    "The draft and the {count} files it names are kept on this device; a reload loses nothing.",
  ],
  "section.townships": ["乡镇", "Townships"],
  "section.sites": ["指定的采样点", "Sites known by name"],
  "section.labs": ["检测机构", "Labs"],
  "section.bought_labs": ["可购买的检测服务", "Labs that can be bought"],
  "section.cabin_labs": ["可设方舱的场地", "Places for cabin labs"],
  "none.townships": ["没有乡镇", "no township"],
  "none.sites": ["没有", "none"],
  "none.labs": ["没有检测机构", "no lab"],
  "none.bought_labs": ["没有：方案只能用上面的检测机构", "none: a plan has the labs above alone"],
  "none.cabin_labs": ["没有", "none"],
  "new.townships": ["新乡镇{number}", "New township {number}"],
  "new.labs": ["新检测机构{number}", "New lab {number}"],
  "new.bought_labs": ["第三方检测机构{number}", "Third-party lab {number}"],
  "new.cabin_labs": ["方舱场地{number}", "Cabin place {number}"],

  // Figures of the town.
  "figure.name": ["名称", "Name"],
  "figure.starts_at": ["开始", "Begins"],
  "figure.deadline_at": ["截止", "Deadline"],
  "figure.goal": ["全员出结果，小时", "Everybody resulted within, hours"],
  "figure.half_goal": ["半数出结果，小时", "Half resulted within, hours"],
  "figure.hours": ["采样点开放时间", "Sites are open"],
  "figure.prevalence": ["流行率", "Prevalence"],
  "figure.lanes_max": ["每点最多采样台", "Lanes a site has room for"],
  "figure.name_zh": ["名称", "Name"],
  "figure.name_en": ["名称", "Name"],
  "figure.population": ["人口", "People"],
  "figure.sites": ["采样点", "Sites"],
  "figure.lanes_per_site": ["每点采样台", "Lanes each"],
  "figure.lanes": ["采样台", "Lanes"],
  "figure.collectors": ["采样员", "Collectors"],
  "figure.registrars": ["登记员", "Registrars"],
  "figure.organisers": ["组织者", "Organisers"],
  "figure.order_keepers": ["秩序维护员", "Order keepers"],
  "figure.mobile_teams": ["流动采样组", "Mobile teams"],
  "figure.squads": ["复采小队", "Squads"],
  "figure.boxes_max": ["每车可装箱数", "Boxes a vehicle holds"],
  "figure.tubes_per_day": ["每日管数", "Tubes a day"],
  "figure.tubes_per_cabin": ["每舱每日管数", "Tubes a day and cabin"],
  "figure.hours_per_day": ["每日工时", "Hours a day"],
  "figure.vehicles": ["车辆", "Vehicles"],
  "figure.own": ["本市自有", "The city's own"],
  "figure.open": ["开放", "Open"],
  "figure.unsaid": ["未填", "not said"],
  "figure.cabins_max": ["最多方舱", "Cabins at most"],
  "figure.invented": ["虚构数字", "an invented figure"],
  "kind.text": ["请填写", "must not be empty"],
  "kind.count": ["请填整数", "write a whole number"],
  "kind.share": ["请填 0 到 1 之间的小数，例如 0.001", "write a share from 0 to 1, like 0.001"],
  "kind.hours": ["请填小时数，例如 24 或 1.5", "write hours, like 24 or 1.5"],
  "kind.clocks": ["请写成 07:00–21:00", "write it like 07:00–21:00"],
  "kind.moment": ["请填日期和时间", "write a date and a time"],
  "kind.yes": ["请选择是否", "choose yes or no"],

  // The town as text.
  "text.files": ["文件", "Files"],
  "text.label": ["文件内容：{file}", "Text of {file}"],
  "text.unreadable": ["第 {line} 行无法识别：", "Line {line} cannot be read:"],
  "text.about": [
    "表格和文本是同一份内容：在一处修改，另一处随之改变；注释保留。行车时间、习惯、单价、可能发生的故障等只在文本中。",
    "Figures and text are one: what is changed in one is changed in the other, and comments " +
      "stay. Travel, habits, unit costs and what may go wrong are in the text alone.",
  ],
  "fault.title": ["不能规划：", "No plan can be made:"],
  "fault.show": ["查看这一行", "Show the line"],
  "fault.show-line": ["查看第 {line} 行", "Show line {line}"],

  // Asking for a plan.
  "run.run": ["求方案", "Find a plan"],
  "run.asking": ["正在提交…", "Asking…"],
  "run.seed": ["随机种子", "Seed of chance"],
  "run.about": [
    "在服务器上以最低优先级运行，不影响登记；最长 30 分钟。种子相同，结果相同。",
    "It runs on the service at its lowest priority, beside the desks, for 30 minutes at " +
      "most. The same seed gives the same plan.",
  ],
  "run.full": [
    "未提交：已有一个方案在运行，{waiting} 个在等待，已达上限。",
    "Not taken: a plan runs, and {waiting} wait for it, as many as may.",
  ],
  "run.full-do": [
    "请等其中一个结束，或取消一个，再提交；城镇草稿未受影响。",
    "Wait until one has ended, or cancel one, and ask again; the town is as it was.",
  ],

  // Plans of the service.
  "plans.none": ["还没有方案", "No plan yet"],
  "plans.none-about": [
    "在“城镇”中点“求方案”。方案保存在服务器内存中，重启后不再保留。",
    "Ask for one in the part Town. Plans are in the service's memory: a restart forgets them.",
  ],
  "plans.limits": [
    "同时运行一个，最多 {waiting_max} 个等待；保留最近结束的 {kept_max} 个。服务重启后都不再保留，请保存所需的文件。",
    "One runs at a time, {waiting_max} may wait; the {kept_max} that ended last are kept. A " +
      "restart of the service forgets them all: save what you need.",
  ],
  "plans.lost": [
    "这个方案已不在服务器上（重启，或已被较新的方案取代）。",
    "This plan is no longer on the service: it was restarted, or newer plans took its place.",
  ],
  "plans.plan": ["求方案", "search"],
  "plans.simulate": ["模拟既定方案", "simulation of a given plan"],
  "plans.asked": ["{time} 提交 · 种子 {seed}", "asked at {time} · seed {seed}"],
  "plans.read": ["查看", "Read"],
  "plans.cancel": ["停止", "Stop"],
  "plans.cancelling": ["正在停止…", "Stopping…"],
  "plans.cancel-about": ["已找到的方案会保留。", "What it has found is kept."],
  "standing.queued": ["等待", "waits"],
  "standing.running": ["运行中", "runs"],
  "standing.proven": ["已证实", "proven"],
  "standing.unproven": ["未证实", "not proven"],
  "standing.never": ["不可能", "impossible"],
  "standing.stopped": ["已停止", "stopped"],
  "standing.failed": ["程序故障", "failed"],
  "doing.queued": ["等待，前面还有 {ahead} 个", "Waits; {ahead} before it"],
  "doing.reading": ["正在准备", "Getting ready"],
  "doing.growing": [
    "增加迟缓之处的力量，直到不再超时",
    "Turning up whatever is late, until nothing is",
  ],
  "doing.trimming": ["已可行，正在逐项精简", "It can be done; turning down whatever can be"],
  "doing.checking": ["在更多日子上检验", "A long look at what is left"],
  "doing.proving": ["在全新的日子上证明", "Proving it on days it has not seen"],
  "doing.simulating": ["模拟报告所用的日子", "Simulating the days of the report"],
  "doing.simulated": ["已模拟 {count} 次", "{count} cities simulated"],
  "doing.label": ["进度", "Progress"],
  "best.title": ["目前最好的方案", "Best so far"],
  "best.trying": ["正在尝试，尚不够", "Being tried, too little still"],
  "best.planned": ["方案", "Plan"],
  "best.least": ["理论下限", "Least by arithmetic"],

  // A plan to be read.
  "verdict.proven": [
    "可行，已证实：在全新的模拟日中，全部时限以 95 % 置信度至少 95 % 守住。",
    "It can be done, and that is proven: on days the search had not seen, every limit was " +
      "kept in at least 95 %, at 95 % confidence.",
  ],
  "verdict.unproven": [
    "未证实：不能据此承诺按时完成。看下面超时的是什么、缺什么。",
    "Not proven: do not promise the deadline on it. See below what is late, and what is short.",
  ],
  "verdict.never": [
    "不可能：任何人员安排都做不到，原因和缺口如下。",
    "Impossible: no staffing of this town can do it. What is missing is said here.",
  ],
  "verdict.stopped": [
    "已停止：这是停止时最好的方案，未经证实。",
    "Stopped: this is the best that was found by then, and it is not proven.",
  ],
  "verdict.failed": ["程序故障，没有结果。", "A fault of the program; there is nothing to show."],
  "verdict.running": ["仍在运行。", "It still runs."],
  "verdict.queued": ["还在等待。", "It still waits."],
  "report.back": ["全部方案", "All plans"],
  "report.start": ["由此建立任务…", "Start a campaign…"],
  "report.compare": ["与另一方案对比", "Compare with another"],
  "report.edit": ["再编辑这座城镇", "Edit this town again"],
  "report.warnings": ["看来有误之处", "What looks wrong in the town"],
  "report.short": ["缺口与请求", "What is short and must be asked for"],
  "report.nothing-short": [
    "在已知现有数的范围内没有缺口。现有数留空的项目不算。",
    "Nothing, of what the town says is at hand. Where it says nothing, nothing is counted.",
  ],
  "report.more-short": ["另有 {count} 项，见完整报告。", "{count} more are in the whole report."],
  "report.needed": ["全市所需", "What the whole city needs"],
  "report.unknown": ["未知", "unknown"],
  "report.what": ["项目", "What"],
  "report.place": ["地区", "Place"],
  "report.need": ["需要", "Needed"],
  "report.at-hand": ["现有", "At hand"],
  "report.missing": ["缺口", "Missing"],
  "report.whole": ["完整报告", "The whole report"],
  "report.tab": ["在新标签页打开", "Open in a new tab"],
  "report.save-page": ["保存报告 HTML", "Save the report (HTML)"],
  "report.save-document": ["保存数据 JSON", "Save the figures (JSON)"],
  "report.save-town": ["保存城镇文件", "Save its town file"],

  // Figures that plans are weighed by.
  "line.cost": ["费用（按城镇文件单价）", "Cost, by the town's unit costs"],
  "line.half-late": ["半数出结果，95 % 的日子不晚于", "Half resulted, on 95 % of days within"],
  "line.all-late": ["全员出结果，95 % 的日子不晚于", "Everybody resulted, on 95 % of days within"],
  "line.all-median": ["全员出结果，中位", "Everybody resulted, median"],
  "line.kept": ["守住全部时限的模拟日", "Days on which every limit was kept"],
  "line.too-old": ["到实验室时过久的样本管", "Tubes too old at the lab"],
  "line.started-old": ["上机时超过该时限的样本管", "Tubes as old when their test begins"],
  "line.recollected": ["复采人数，平均", "People swabbed again, mean"],
  "line.recollected-in-time": ["按时出结果的复采", "Recollections in time"],
  "line.cycler-hours": ["扩增仪工时", "Cycler hours at work"],
  "unit.yuan": ["{value} 元", "{value} yuan"],
  "unit.points": ["{value} 个百分点", "{value} points"],
  "unit.hours": ["{value} 小时", "{value} h"],

  // Two plans.
  "compare.none": ["需要两个已结束的方案", "Two plans that have ended are needed"],
  "compare.none-about": [
    "改动城镇后再求一个方案，然后回到这里。",
    "Change the town, have a second plan found, and come back.",
  ],
  "compare.pick": ["方案 {label}", "Plan {label}"],
  "compare.job": [
    "{name} · {time} · 种子 {seed} · {cost}",
    "{name} · {time} · seed {seed} · {cost}",
  ],
  "compare.table": ["两个方案的数字", "Figures of both plans"],
  "compare.figure": ["项目", "Figure"],
  "compare.difference": ["差值 B − A", "Difference, B − A"],
  "compare.verdict": ["结论", "Verdict"],
  "compare.same-seed": [
    "两次运行的种子相同，但人员安排不同，同一个人遇到的偶然也不尽相同；时间和份额上的小差别可能只是偶然。",
    "Both runs have the same seed; their staffings differ, and so does what befalls a day. " +
      "Small differences in times and shares may be chance alone.",
  ],
  "compare.other-seed": [
    "两次运行的种子不同：差别中含有日子本身的运气。要看改动的效果，请用相同的种子再求一次。",
    "The runs have different seeds: a part of every difference is the luck of their days. To " +
      "see what a change does, have one found again with the other's seed.",
  ],
  "compare.kept": [
    "{of} 次中 {hits} 次守住全部时限，95 % 置信度下概率为 {least} % 至 {most} %",
    "{hits} of {of} days kept every limit: the probability lies between {least} % and {most} " +
      "% at 95 % confidence",
  ],
  "compare.paired": [
    "在同样的日子上逐日成对比较既定方案，用命令行 tenfold compare。",
    "To play given plans on the very same days, pair by pair, use tenfold compare on the " +
      "command line.",
  ],
  "compare.towns": ["城镇文件的不同之处", "What the towns say differently"],
  "compare.same-town": ["两份城镇文件相同。", "Both town files are the same."],
  "compare.too-long": [
    "不同之处太多，无法逐行列出；请用文件对比。",
    "They differ in too many lines to be listed here: compare the files.",
  ],

  // From a plan to a campaign.
  "campaign.title": ["由方案建立任务", "Start a campaign from this plan"],
  "campaign.making": ["正在检查并生成任务文件…", "Trying and making the campaign file…"],
  "campaign.unproven": [
    "此方案未经证实：按它建立的任务可能来不及完成。",
    "This plan is not proven: a campaign begun by it may not end in time.",
  ],
  "campaign.about": [
    "任务“{name}”将有 {sites} 个采样点、{lanes} 个采样台：每点为方案中同时最多的台数，另加每个流动采样组一台。",
    "The campaign {name} will have {sites} sites and {lanes} lanes: at each site as many as " +
      "the plan ever has there at once, and one more for each mobile team.",
  ],
  "campaign.closed": [
    "城镇文件中的 {sites} 个采样点和 {labs} 家检测机构方案没有用到，将保持关闭。",
    "{sites} sites and {labs} labs of the town are not used by the plan and stay closed.",
  ],
  "campaign.labs": ["检测机构", "Labs"],
  "campaign.lab": ["{name}：每小时 {tubes} 管", "{name}: {tubes} tubes an hour"],
  "campaign.added": ["须购买或搭建", "to be bought or brought"],
  "campaign.no-kit": [
    "城镇指明的试剂盒文件不在其中：建立时用 --kit 指明。",
    "The kits that the town names are not in it: name their files by --kit when it is made.",
  ],
  "campaign.step-file": [
    "保存任务文件：城镇、方案文件、试剂盒和方案都在其中，没有个人信息。",
    "Save the campaign file: town, protocol, kits and plan in one, and nothing of any person.",
  ],
  "campaign.save": ["保存 {file}", "Save {file}"],
  "campaign.step-commands": [
    "在将要提供服务的机器上，在任务文件所在的文件夹中运行：",
    "On the machine that is to serve it, in the folder of the file, run:",
  ],
  "campaign.step-then": [
    "用打印出的管理员令牌登录，在“人员与设备”中发放登记员等令牌；再用 tenfold import roster 导入应检名单。",
    "Sign in with the administrator's token that is printed, give clerks and the others " +
      "theirs, and bring the roster in with tenfold import roster.",
  ],
  "campaign.honest": [
    "这里不会改动本服务正在进行的任务（区域 {region} 一个数据文件夹只有一个任务）。班次和人员仍以方案报告为准，任务只含采样点、采样台和检测机构。",
    "Nothing of the campaign that this service runs is changed: a data folder has one " +
      "campaign of a region ({region}). Shifts and people stay with the plan's report; a " +
      "campaign has sites, lanes and labs.",
  ],
} as const;
