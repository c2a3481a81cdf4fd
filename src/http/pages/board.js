// Headquarters' board: one stream of figures from the server, drawn once per message.

import { count, keepToken, language, make, say, shape, speak, token } from "/pages/pages.js";

// A person stands in exactly one of these; together they are all who were registered.
const STAGES = [
  ["open", ["在开管中", "in open tubes"]],
  ["sealed", ["已封管", "sealed"]],
  ["boxed", ["已装箱", "boxed"]],
  ["in_transit", ["转运中", "in transit"]],
  ["received", ["已签收", "received"]],
  ["in_test", ["检测中", "in test"]],
  ["resulted", ["已出结果", "resulted"]],
  ["void", ["作废", "void"]],
];
// How far people have come: everybody who stands in one of these stages or in a later one.
const MILESTONES = [
  ["registered", ["已登记", "Registered"], ["open", "sealed", "boxed", "in_transit", "received",
    "in_test", "resulted", "void"]],
  ["boxed", ["已装箱", "Boxed"], ["boxed", "in_transit", "received", "in_test", "resulted"]],
  ["received", ["检测机构已签收", "Received by a lab"], ["received", "in_test", "resulted"]],
  ["resulted", ["已出结果", "Resulted"], ["resulted"]],
];

// The server speaks once a second, so five seconds without a word mean that something is wrong.
const SILENT_MS = 5_000;
// A line that was cut without a goodbye looks alive for ever; after this it is dialled again.
const DEAD_MS = 30_000;
const RETRY_MS_MAX = 15_000;
// Figures this old on arrival are not the network's fault.
const STALE_MS = 10_000;
const HOURS_SHOWN = 24;
// The towns keep Beijing time all year.
const BEIJING_HOURS = 8;

const at = (id) => document.getElementById(id);
const sum = (totals, keys) => keys.reduce((all, key) => all + (totals[key] ?? 0), 0);
const name = (row) => (language === "zh" ? row.name_zh : row.name_en) || row.name_zh || row.name_en;

let figures = null;
let bearer = token();
const line = { phase: "idle", since: Date.now(), word: 0, data: 0, lag: 0, retryAt: 0 };

// ---- The line to the server

function phase(next, retryMs = 0) {
  if (line.phase !== next) line.since = Date.now();
  line.phase = next;
  line.retryAt = Date.now() + retryMs;
  showLine();
}

/** Listens for as long as there is a token, and dials again with growing patience. */
async function listen() {
  let patience = 1_000;
  while (bearer) {
    const before = line.data;
    const wait = await once();
    if (!bearer) return;
    patience = line.data > before ? 1_000 : Math.min(patience * 2, RETRY_MS_MAX);
    const pause = wait || patience;
    line.retryAt = Date.now() + pause;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** One connection from dialling to its end; answers how long the server asked us to wait. */
async function once() {
  const hangUp = new AbortController();
  const watchdog = setInterval(() => {
    if (Date.now() - line.word > DEAD_MS) hangUp.abort();
  }, 1_000);
  line.word = Date.now();
  try {
    if (line.phase !== "busy" && line.phase !== "unreachable") phase("dialling");
    // EventSource cannot send an Authorization header, and a token in an address ends up in logs.
    const answer = await fetch("/v1/progress/events", {
      headers: { Authorization: `Bearer ${bearer}`, Accept: "text/event-stream" },
      cache: "no-store",
      signal: hangUp.signal,
    });
    if (answer.status === 401 || answer.status === 403) return refuse();
    if (!answer.ok || !answer.body) {
      const wait = Number(answer.headers.get("Retry-After")) * 1_000 || 0;
      phase("busy", wait);
      return wait;
    }
    phase("live");
    await read(answer.body);
    phase("unreachable");
  } catch {
    phase("unreachable");
  } finally {
    clearInterval(watchdog);
  }
  return 0;
}

function refuse() {
  bearer = "";
  keepToken("");
  phase("refused");
  gate(true);
  return 0;
}

/** Server-sent events: lines, an empty line ends a message, a colon starts a sign of life. */
async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let data = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    line.word = Date.now();
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop();
    for (const text of lines) {
      if (text.startsWith("data:")) data.push(text.slice(5));
      else if (text === "" && data.length > 0) {
        take(data.join("\n"));
        data = [];
      }
    }
  }
}

function take(text) {
  try {
    figures = JSON.parse(text);
  } catch {
    // Half a message is no message; the next one is whole.
    return;
  }
  line.data = Date.now();
  line.lag = Number.isFinite(figures.at_ms) ? line.data - figures.at_ms : 0;
  draw();
  showLine();
}

// ---- What the line looks like, and which side is slow

const clock = (ms) => new Date(ms).toLocaleTimeString("en-GB");
const seconds = (ms) => Math.max(0, Math.round(ms / 1_000));

function lineWords(now) {
  const again = seconds(line.retryAt - now);
  if (!navigator.onLine) {
    return ["bad", [`本机无网络，自 ${clock(line.since)}`,
      `this screen is offline since ${clock(line.since)}`]];
  }
  switch (line.phase) {
    case "refused":
      return ["bad", ["令牌无效或无权查看", "the token is not valid here"]];
    case "idle":
      return ["wait", ["等待令牌", "waiting for a token"]];
    case "dialling":
      return ["wait", ["正在连接服务器", "calling the server"]];
    case "busy":
      return ["warn", [`服务器繁忙，自 ${clock(line.since)}；${again} 秒后重试`,
        `server busy since ${clock(line.since)}; again in ${again} s`]];
    case "unreachable":
      return ["bad", [`服务器无应答，自 ${clock(line.since)}；${again} 秒后重试`,
        `server does not answer since ${clock(line.since)}; again in ${again} s`]];
  }
  if (now - line.word > SILENT_MS) {
    return ["bad", [`服务器静默，自 ${clock(line.word)}`, `server silent since ${clock(line.word)}`]];
  }
  if (line.data && now - line.data > SILENT_MS) {
    return ["warn", [`连接正常，数据未更新，自 ${clock(line.data)}`,
      `connected, but no new figures since ${clock(line.data)}`]];
  }
  if (Math.abs(line.lag) > STALE_MS) {
    const lag = seconds(Math.abs(line.lag));
    return ["warn", [`数据时间与本机相差 ${lag} 秒：服务器滞后或本机时钟不准`,
      `figures are ${lag} s off this screen's clock: a late server or a wrong clock`]];
  }
  if (!line.data) return ["wait", ["已连接，等待首批数据", "connected, waiting for figures"]];
  return ["good", [`实时 · ${clock(line.data)}`, `live · ${clock(line.data)}`]];
}

const MARKS = { good: "●", wait: "○", warn: "▲", bad: "■" };

function state(element, [kind, words]) {
  const text = `${MARKS[kind]} ${say(words)}`;
  element.dataset.kind = kind;
  // A screen reader repeats what is set, so it is set only when it says something new.
  if (element.textContent !== text) element.textContent = text;
}

function showLine() {
  const now = Date.now();
  const [kind, words] = lineWords(now);
  state(at("connection"), [kind, words]);
  document.body.classList.toggle("old", kind === "bad" && figures !== null);
}

// ---- The board

function draw() {
  const totals = figures?.totals ?? {};
  at("region").textContent = figures ? `${say(["区域", "region"])} ${figures.region}` : "";
  drawBig(totals);
  drawFlow(totals, figures?.tubes ?? {});
  drawLaw(totals);
  drawHours(figures?.hours ?? []);
  drawSites(figures?.sites ?? []);
  drawLabs(figures?.labs ?? []);
  drawWatch();
}

// People are counted against the roster, each once; the later steps against the registrations,
// where who gave two swabs stands twice.
function drawBig(totals) {
  const cards = MILESTONES.map(([key, words, stages]) => {
    const first = key === "registered";
    const number = figures ? (first ? totals.registered : sum(totals, stages)) : NaN;
    const part = first ? figures?.coverage?.people ?? 0 : number;
    const whole = (first ? figures?.roster : totals.registered) ?? 0;
    const share = whole > 0 && Number.isFinite(part) ? part / whole : 0;
    const fill = make("span", { class: "fill" });
    fill.style.width = `${Math.min(100, share * 100)}%`;
    const percent = whole > 0 ? `${(share * 100).toFixed(1)} %` : "–";
    return make("article", { class: `card milestone ${key}` },
      make("h3", {}, say(words)),
      make("p", { class: "huge" }, count(number)),
      make("div", { class: "track", "aria-hidden": "true" }, fill),
      make("p", { class: "quiet" }, make("strong", {}, percent), " ",
        say(first
          ? [`本轮 ${count(part)} 人，应检 ${count(whole)} 人`,
            `${count(part)} people of ${count(whole)} expected`]
          : [`占已登记 ${count(whole)} 人次`, `of ${count(whole)} registered`])));
  });
  at("big").replaceChildren(at("big-title"), ...cards);
}

function drawFlow(totals, tubes) {
  const all = sum(totals, STAGES.map(([key]) => key));
  at("flow-bar").replaceChildren(...STAGES.map(([key]) => {
    const piece = make("span", { class: `stage ${key}` });
    piece.style.flexGrow = all > 0 ? totals[key] ?? 0 : 0;
    piece.hidden = !totals[key];
    return piece;
  }));
  at("flow-key").replaceChildren(...STAGES.map(([key, words]) => {
    const share = all > 0 ? `${(((totals[key] ?? 0) / all) * 100).toFixed(1)} %` : "–";
    const pipes = figures ? count(tubes[key] ?? 0) : "–";
    return make("div", {},
      make("dt", {}, make("span", { class: `dot ${key}`, "aria-hidden": "true" }), say(words)),
      make("dd", {}, make("b", {}, figures ? count(totals[key] ?? 0) : "–"),
        make("span", { class: "quiet" },
          say([`${share} · ${pipes} 管`, `${share} · ${pipes} tubes`]))));
  }));
}

function drawLaw(totals) {
  if (!figures) return state(at("law"), ["wait", ["等待数据", "waiting for figures"]]);
  const apart = (totals.registered ?? 0) - sum(totals, STAGES.map(([key]) => key));
  if (figures.law_holds && apart === 0) {
    return state(at("law"), ["good", ["守恒成立：登记人数与各步之和一致",
      "Nobody is missing: the steps add up to the registered"]]);
  }
  // The server looks at every lane, box and lab; the town as a whole may add up all the same.
  if (apart === 0) {
    return state(at("law"), ["bad", ["守恒被破坏：个别地点数目不符，立即核查",
      "Somewhere the steps do not add up: look at once"]]);
  }
  return state(at("law"), ["bad", [`守恒被破坏：相差 ${count(apart)} 人，立即核查`,
    `The steps do not add up: ${count(apart)} people apart, look at once`]]);
}

function drawHours(given) {
  const rate = count(Math.round(figures?.rate_per_minute ?? 0));
  at("rate").textContent = figures
    ? say([`当前每分钟 ${rate} 人`, `${rate} a minute now`])
    : "";
  const known = new Map(given.map((row) => [row.hour, row.registered]));
  const last = Math.max(...known.keys());
  const first = Math.max(Math.min(...known.keys(), last - 7), last - HOURS_SHOWN + 1);
  if (!Number.isFinite(last)) return at("hours").replaceChildren(none());
  const hours = [];
  for (let hour = first; hour <= last; hour++) hours.push([hour, known.get(hour) ?? 0]);
  // One unit is one pixel, so that the letters have one size on a wall and on a phone.
  const width = Math.max(240, at("hours").clientWidth);
  const height = Math.max(160, Math.round(width * 0.34));
  const [floor, roof] = [height - 28, 22];
  const top = Math.max(1, ...hours.map(([, n]) => n));
  const step = width / hours.length;
  const every = Math.ceil(52 / step);
  const most = hours.findIndex(([, n]) => n === top);
  const words = say(["每小时登记人数，最多", "registered each hour, at most"]);
  const chart = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `${words} ${count(top)}` });
  chart.append(shape("line", { x1: 0, x2: width, y1: floor, y2: floor, class: "axis" }));
  hours.forEach(([hour, n], i) => {
    const tall = (n / top) * (floor - roof);
    const time = `${String((hour + BEIJING_HOURS) % 24).padStart(2, "0")}:00`;
    const bar = shape("rect", { x: i * step + step * 0.12, width: step * 0.76, y: floor - tall,
      height: tall, rx: Math.min(3, tall / 2), class: hour === last ? "bar now" : "bar" });
    bar.append(shape("title", {}, `${time}  ${count(n)}`));
    chart.append(bar);
    const middle = i * step + step / 2;
    if ((hours.length - 1 - i) % every === 0) {
      const x = Math.min(width - 20, Math.max(20, middle));
      chart.append(shape("text", { x, y: height - 8, class: "tick" }, time));
    }
    // The highest and the running hour carry their number; the rest can be read off the bars.
    if (i === most || (hour === last && Math.abs(i - most) > 2)) {
      const x = Math.min(width - 34, Math.max(34, middle));
      // Above its neighbour too, which is narrower than the number.
      const over = Math.max(n, i > 0 ? hours[i - 1][1] : 0) / top * (floor - roof);
      chart.append(shape("text", { x, y: floor - over - 7, class: "value" }, count(n)));
    }
  });
  at("hours").replaceChildren(chart);
}

function none() {
  const words = figures ? ["暂无", "none yet"] : ["等待数据", "waiting for figures"];
  return make("p", { class: "quiet" }, say(words));
}

function drawSites(sites) {
  const rows = [...sites].sort((a, b) =>
    b.totals.registered - a.totals.registered || a.site - b.site);
  at("sites-count").textContent = figures
    ? say([`${count(rows.length)} 个，按登记人数排列`, `${count(rows.length)}, most registered first`])
    : "";
  const cell = (n) => make("td", { class: "number" }, count(n));
  at("sites").replaceChildren(...rows.map(({ totals, ...site }) => make("tr", {},
    make("th", { scope: "row" }, name(site)),
    make("td", { class: "number" }, make("b", {}, count(totals.registered))),
    cell(sum(totals, ["open", "sealed"])), cell(totals.boxed ?? 0), cell(totals.in_transit ?? 0),
    cell(sum(totals, ["received", "in_test"])), cell(totals.resulted ?? 0))));
}

function drawLabs(labs) {
  const most = Math.max(1, ...labs.map((lab) => lab.backlog));
  const rows = labs.map((lab) => {
    const fill = make("span", { class: "fill" });
    fill.style.width = `${(lab.backlog / most) * 100}%`;
    const hours = lab.tubes_per_hour > 0 ? (lab.backlog / lab.tubes_per_hour).toFixed(1) : "–";
    const positivity = lab.called > 0 ? `${((lab.positive / lab.called) * 100).toFixed(2)} %` : "–";
    return make("li", {},
      make("p", { class: "lab" }, make("b", {}, name(lab)),
        make("span", {}, say([`待检 ${count(lab.backlog)} 管`,
          `${count(lab.backlog)} tubes waiting`]))),
      make("div", { class: "track", "aria-hidden": "true" }, fill),
      make("p", { class: "quiet" }, say([
        `每小时 ${count(lab.tubes_per_hour)} 管 · 约 ${hours} 小时检完 · 已判读 ${count(lab.called)}，`
          + `阳性 ${count(lab.positive)}（${positivity}）`,
        `${count(lab.tubes_per_hour)} an hour · ${hours} h to clear · ${count(lab.called)} called, `
          + `${count(lab.positive)} positive (${positivity})`])));
  });
  at("labs").replaceChildren(...(rows.length > 0 ? rows : [make("li", {}, none())]));
}

// A mark, a word and a colour each: any one of them is enough.
const LEVELS = { good: ["正常", "fine"], warn: ["注意", "attention"], bad: ["超时", "late"],
  alarm: ["核查", "check"], info: ["进行中", "under way"] };
const LEVEL_MARKS = { good: "✓", warn: "▲", bad: "■", alarm: "■", info: "●" };

function drawWatch() {
  if (!figures) return at("watch").replaceChildren(make("li", {}, none()));
  const { late = {}, recollections = {}, notices = {}, discrepancies = 0 } = figures;
  const level = (n, kind) => (n > 0 ? kind : "good");
  const rows = [
    [late.tubes, level(late.tubes, "warn"), ["采样管临近或超过室温时限",
      "tubes near or past room-temperature limit"]],
    [late.boxes, level(late.boxes, "warn"), ["转运箱久未收走", "boxes waiting too long"]],
    [late.outcomes, level(late.outcomes, "bad"), ["结果超过时限", "outcomes past their limit"]],
    [recollections.open, level(recollections.open, "info"), ["复采待完成", "recollections open"]],
    [recollections.late, level(recollections.late, "bad"), ["复采超过时限",
      "recollections past their limit"]],
    [notices.escalated, level(notices.escalated, "alarm"), ["通知已催办仍未确认",
      "notices raised and not confirmed"]],
    [discrepancies, level(discrepancies, "alarm"), ["待处理的差异", "discrepancies to resolve"]],
  ];
  at("watch").replaceChildren(...rows.map(([n, kind, words]) =>
    make("li", { "data-kind": kind },
      make("b", { class: "tally" }, count(n ?? 0)),
      make("span", {}, say(words)),
      make("span", { class: "level" }, `${LEVEL_MARKS[kind]} ${say(LEVELS[kind])}`))));
}

// ---- The token

function gate(open) {
  at("gate").hidden = !open;
  at("wall").hidden = open && !figures;
  if (open) at("gate-token").focus();
}

at("gate").addEventListener("submit", (event) => {
  event.preventDefault();
  bearer = at("gate-token").value.trim();
  at("gate-token").value = "";
  if (!bearer) return;
  keepToken(bearer);
  gate(false);
  listen();
});

// A link with a token opened in a tab that already shows the board changes only the fragment.
addEventListener("hashchange", () => {
  if (location.hash.includes("token=")) {
    bearer = token();
    location.reload();
  }
});
addEventListener("online", showLine);
addEventListener("offline", () => {
  line.since = Date.now();
  showLine();
});

speak(() => {
  draw();
  showLine();
});
draw();
showLine();
setInterval(showLine, 1_000);
gate(!bearer);
listen();
