// Whether a report is genuine. The code comes behind the `#` of the address, which no server and no
// log sees, and is taken out of it at once: a masked name stands in it.

import { make, say, speak } from "/pages/pages.js";

const KINDS = { genuine: "good", expired: "warn", superseded: "warn", revoked: "warn" };
const METHODS = {
  rt_pcr: ["实时荧光 RT-PCR 法", "real-time RT-PCR"],
  isothermal: ["恒温扩增法", "isothermal amplification"],
  digital_pcr: ["数字 PCR 法", "digital PCR"],
};
const WORDS = {
  genuine: ["真实有效", "Genuine"], expired: ["已过有效期", "Expired"],
  superseded: ["已不再有效", "No longer holds"], revoked: ["密钥已停用", "Key taken back"],
  altered: ["不真实", "NOT genuine"], unreadable: ["无法识读", "Unreadable"],
};

const at = (id) => document.getElementById(id);
let told = null;

/** A moment as the paper shows it: at UTC+8, to the minute. */
function moment(ms) {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

function lines(report) {
  const limit = report.detection_limit_copies_per_ml;
  return [
    [["姓名", "Name"], report.name],
    [["检测结果", "Result"],
      report.detected ? ["检出（阳性）", "Detected (positive)"]
        : ["未检出（阴性）", "Not detected (negative)"]],
    [["检测方法", "Method"], METHODS[report.method] ?? report.method],
    [["检测限", "Detection limit"], [`${limit} 拷贝/mL`, `${limit} copies/mL`]],
    [["采样时间", "Swab taken at"], moment(report.sampled_at_ms)],
    [["检测时间", "Tested at"], moment(report.tested_at_ms)],
    ...report.certificates.map(({ hours, until_at_ms }) => [
      hours < 72 || hours % 24
        ? [`${hours} 小时阴性证明至`, `${hours} h certificate until`]
        : [`${hours / 24} 天阴性证明至`, `${hours / 24} d certificate until`],
      moment(until_at_ms),
    ]),
  ];
}

function draw() {
  if (!told) return at("verdict").replaceChildren();
  if (told.failed) {
    const words = ["暂时无法核验，请稍后再试", "It cannot be checked now; try again shortly"];
    return at("verdict").replaceChildren(make("p", { class: "state", "data-kind": "bad" },
      say(words)));
  }
  const rows = told.report ? lines(told.report) : [];
  at("verdict").replaceChildren(make("section", { class: "card" },
    make("p", { class: "state huge", "data-kind": KINDS[told.verdict] ?? "bad" },
      say(WORDS[told.verdict] ?? told.verdict)),
    make("p", {}, say([told.zh, told.en])),
    make("table", {}, make("tbody", {}, rows.map(([title, value]) =>
      make("tr", {}, make("th", { scope: "row" }, say(title)), make("td", {}, say(value))))))));
}

async function check(statement) {
  const body = JSON.stringify({ statement });
  const headers = { "Content-Type": "application/json" };
  try {
    const reply = await fetch("/v1/reports/check", { method: "POST", headers, body });
    told = reply.ok ? await reply.json() : { failed: true };
  } catch {
    told = { failed: true };
  }
  draw();
}

/** What stands behind the `#`, which is taken out of the address. */
function shown() {
  const given = location.hash.slice(1);
  if (!given) return;
  history.replaceState(null, "", location.pathname);
  check(given);
}

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  check(at("statement").value);
});
// A second code scanned into the same tab changes what stands behind the `#` alone.
addEventListener("hashchange", shown);
speak(draw);
shown();
