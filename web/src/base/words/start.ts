/** Words of the start page, of the pages' names, and of the demo: [Chinese, English]. */
export const START = {
  "page.clerk": ["登记台", "Clerk's desk"],
  "page.packer": ["装箱", "Packing"],
  "page.courier": ["转运", "Courier"],
  "page.lab": ["检测机构", "Lab"],
  "page.squad": ["复采", "Second swabs"],
  "page.commander": ["指挥部", "Headquarters"],
  "page.planner": ["计划", "Planning"],
  "page.admin": ["管理", "Administration"],

  // The demo of `make run`.
  "try.title": ["试一试：登记一个人", "Try it: register a person"],
  "try.about": [
    "这是在本机上运行的演练，里面的人都是编造的，可以随便点。",
    "An exercise on this machine. Everybody in it is invented; nothing can go wrong.",
  ],
  "try.clerk": ["打开登记台", "Open the clerk's desk"],
  "try.others": ["演练的其他岗位", "Other desks of the demo"],
  "try.other": ["或者看看其他岗位，按一天的先后：", "Or another desk, in the order of a day:"],
  "try.packer": ["采样管装箱、封箱", "tubes into boxes, sealed"],
  "try.courier": ["取箱、送到检测机构", "boxes to the lab"],
  "try.lab": ["收样、上板、上传结果", "hatch, plates, results"],
  "try.reviewer": ["复核后才发布", "nothing is published before"],
  "try.squad": ["谁还欠一次复采", "who is owed a second swab"],
  "try.commander": ["整座城市一张图", "the whole town at a glance"],
  "try.planner": ["两天内测完全城要什么", "what testing the whole town takes"],
  "try.admin": ["人员、设备与方案", "people, devices, protocol"],
  "try.goes-on": ["继续：{page}", "Go on: {page}"],
  "try.waiting": [
    "{page}还有 {count} 条没传完。先打开它，传完后再换岗位。",
    "{count} still wait at: {page}. Open it and let them be sent before you change.",
  ],
  "try.over": [
    "这个链接已失效。请重新运行 make run，打开它给出的新链接。",
    "This link holds no longer. Run `make run` again and open the address it prints.",
  ],
  "try.own": ["我有自己的令牌", "I have a token of my own"],

  // What stands in for a scanner there.
  "sample.title": ["演练：点这里代替扫描枪", "Demo: tap instead of scanning"],
  "sample.card": ["样例身份证", "Sample ID card"],
  "sample.tube": ["样例采样管", "Sample tube"],
  "sample.people": [
    "王小明,李秀兰,张建国,刘芳,陈志强,杨桂英,赵磊,黄丽华,周涛,吴秀英,徐浩,孙晓红",
    "Wang Xiaoming,Li Xiulan,Zhang Jianguo,Liu Fang,Chen Zhiqiang,Yang Guiying,Zhao Lei,\
Huang Lihua,Zhou Tao,Wu Xiuying,Xu Hao,Sun Xiaohong",
  ],
} as const;
