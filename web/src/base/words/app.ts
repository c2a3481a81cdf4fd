/** Words of every page: [Chinese, English]. */
export const APP = {
  // What stands on every page.
  "app.other-language": ["English", "中文"],
  "app.close": ["关闭", "Close"],
  "app.second-page": [
    "此设备已在另一个页面打开登记台。请用那一页，或关闭它后刷新这里。",
    "The desk is open in another page of this device. Use that one, or close it and reload this.",
  ],
  "app.no-store": [
    "此浏览器不允许保存数据，不能用于登记。请退出无痕模式。",
    "This browser keeps no data, so it cannot register anybody. Leave private browsing.",
  ],
  "app.update": ["有新版本，点此更新", "A new version: update now"],
  "app.update-wait": ["有新版本，待传完后更新", "A new version: once everything is sent"],

  // Signing in.
  "start.title": ["登录此设备", "Sign this device in"],
  "start.about": [
    "扫描或粘贴管理员给你的令牌。每台设备只需一次，令牌加密保存在设备里。",
    "Scan or paste the token an administrator gave you. Once for each device; it is kept sealed.",
  ],
  "start.again": [
    "原令牌已失效。待传记录仍加密存在本机，重新登录后继续上传。",
    "The token holds no longer. What waits is still here, sealed: sign in again and it is sent.",
  ],
  "start.token": ["令牌", "Token"],
  "start.go": ["登录", "Sign in"],
  "start.asking": ["正在核对…", "Checking…"],
  "start.no-token": [
    "令牌以 tf_ 开头，请重新扫描或粘贴。",
    "A token begins with tf_. Scan or paste it again.",
  ],
  "start.refused": [
    "令牌无效或已收回，请找管理员。",
    "The token does not hold. Ask an administrator.",
  ],
  "start.no-line": [
    "连不上服务器，请检查网络后再试。",
    "The server is not reached. Check the network, then try again.",
  ],
  "start.no-page": ["此角色没有网页：{role}", "This role has no page: {role}"],
  "start.board": ["指挥大屏", "The board"],
  "start.docs": ["接口说明", "The interface"],
  "start.resident": ["我是居民", "I am a resident"],
  "start.resident-about": [
    "去哪里采样、预先登记、查询结果，不用登录。",
    "Where to go, registering before, your outcome: without signing in.",
  ],

  // Which desk.
  "lane.title": ["这台设备在哪个采样台？", "Which lane is this device at?"],
  "lane.scan": ["扫描台签，或在下面选择。", "Scan the lane's card, or choose below."],
  "lane.site": ["采样点", "Site"],
  "lane.lane": ["采样台", "Lane"],
  "lane.number": ["{site} · {number} 号台", "{site} · lane {number}"],
  "lane.here": ["就在这里", "It is here"],
  "lane.none": [
    "没有开放的轮次或采样台，请联系指挥部。",
    "No round or lane is open: ask headquarters.",
  ],
  "lane.foreign": ["这张台签不属于本设备的采样点", "That card is not of this device's site"],

  // The head of the page.
  "head.camera": ["摄像头", "Camera"],
  "head.entry": ["手工录入", "By hand"],
  "head.menu": ["菜单", "Menu"],
  "head.online": ["在线", "Online"],
  "head.offline": ["离线登记中", "Working offline"],
  "head.server-slow": ["服务器慢", "Server is slow"],
  "head.line-slow": ["网络慢", "Network is slow"],
  "head.server-down": ["服务器无应答", "Server does not answer"],
  "head.signed-out": ["令牌已失效", "Token no longer holds"],
  "head.waiting": ["{count} 条待传", "{count} waiting"],
  "head.since": ["已等 {minutes} 分钟", "for {minutes} min"],
  "head.all-sent": ["全部已传", "all sent"],
  "head.cards": ["{count} 条待处理", "{count} to settle"],

  // A code that another page takes.
  "no.card": ["这是工作证", "That is a staff card"],
  "no.card-do": [
    "工作证用于交接签字，请扫描受检者和采样管",
    "It signs for boxes at a handover; scan people and tubes here",
  ],

  // Menu, lock, cards.
  "menu.title": ["菜单", "Menu"],
  "menu.lock": ["锁屏", "Lock the screen"],
  "menu.pages": ["其他页面", "Other pages"],
  "menu.lane": ["更换采样台", "Change the lane"],
  "menu.sign-out": ["退出登录", "Sign out"],
  "menu.sign-out-wait": [
    "还有 {count} 条待传，传完才能退出",
    "{count} still wait: sign out once they are sent",
  ],
  "menu.sound": ["提示音", "Sound"],
  "menu.cards": ["打印指令卡", "Print command cards"],
  "menu.reader": ["读卡器", "Card reader"],
  "menu.reader-away": ["未找到", "not found"],
  "menu.theme": ["显示", "Display"],
  "menu.theme-auto": ["自动", "Auto"],
  "menu.theme-sun": ["日光", "Sunlight"],
  "menu.theme-night": ["夜间", "Night"],
  "menu.staff": ["工号 {staff} · 设备 {device}", "staff {staff} · device {device}"],
  "menu.on": ["开", "on"],
  "menu.off": ["关", "off"],
  "lock.title": ["已锁屏", "Locked"],
  "lock.about": [
    "登记内容都在，输入 PIN 继续。",
    "Everything is as it was. Enter the PIN to go on.",
  ],
  "lock.new": ["设一个 4 位 PIN", "Choose a PIN of 4 digits"],
  "lock.new-about": [
    "锁屏后用它继续；忘记时请管理员重发令牌。",
    "It opens the screen again; if forgotten, ask for a new token.",
  ],
  "lock.wrong": ["PIN 不对，还可试 {count} 次", "Wrong PIN; {count} more tries"],
  "lock.wait": ["请 {seconds} 秒后再试", "Try again in {seconds} s"],
} as const;
