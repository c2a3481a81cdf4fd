/** What packers and couriers need: a clerk's sealed tubes, boxes' labels, a page of theirs. */
import type { Browser, Page } from "playwright-core";
import { Desk, type Where } from "./desk";
import { name, number, tube } from "./people";
import type { Server } from "./server";

/** A box's label: eight digits and two check digits. */
export function box(at: number): string {
  const payload = String(36_078_000 + at);
  const rest = Array.from(payload).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  const check = (98 - ((rest * 100) % 97)) % 97 || 97;
  return payload + String(check).padStart(2, "0");
}

let scans = 0;

/** Commands as somebody's device sends them; throws where one is not recorded. */
export async function send(server: Server, token: string, commands: object[]): Promise<void> {
  const stamped = commands.map((command, at) => {
    const ms = Date.now() + at;
    const id = ms.toString(16).padStart(12, "0") + `7${(++scans).toString(16).padStart(3, "0")}`;
    const parts = [id.slice(0, 8), id.slice(8, 12), id.slice(12), "8000", "0".repeat(12)];
    return { scan_id: parts.join("-"), at_ms: Date.now(), ...command };
  });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" };
  const body = stamped.map((one) => JSON.stringify(one)).join("\n");
  const reply = await fetch(`${server.url}/v1/commands`, { method: "POST", headers, body });
  for (const line of (await reply.text()).split("\n").filter(Boolean)) {
    if ((JSON.parse(line) as { verdict: string }).verdict !== "recorded") throw new Error(line);
  }
}

/** A tube of one person, swabbed so many minutes ago, and sealed unless it is `open`. */
export interface Filled {
  lane?: number;
  minutesAgo?: number;
  open?: boolean;
}

export async function filled(server: Server, token: string, at: number, how: Filled = {}) {
  const { lane = 1, minutesAgo = 0, open = false } = how;
  const code = tube(at);
  const at_ms = Date.now() - minutesAgo * 60_000;
  const document = { kind: "resident_id", number: number(at) };
  const seal = open ? [] : [{ act: "seal_tube", tube: code, count: 1 }];
  await send(server, token, [
    { act: "register", round: 1, lane, tube: code, document, name: name(at), at_ms },
    { act: "swab", tube: code, at_ms: at_ms + 1 },
    ...seal,
  ]);
  return code;
}

/** A box with one tube, sealed. */
export async function boxed(server: Server, clerk: string, at: number, minutesAgo = 0) {
  const code = await filled(server, clerk, at, { minutesAgo });
  await send(server, clerk, [
    { act: "pack_tube", box: box(at), site: 1, tube: code },
    { act: "seal_box", box: box(at), count: 1 },
  ]);
  return box(at);
}

/** Somebody's page, signed in by a pasted token; a packer at the site that was chosen. */
export async function page(
  from: Browser,
  server: Server,
  [role, token]: ["packer" | "courier", string],
  where: Where = {},
): Promise<Desk> {
  const desk = await Desk.blank(from, server, where);
  await desk.page.goto(`${server.url}/`);
  await desk.page.waitForSelector("#token");
  await desk.page.fill("#token", token);
  await desk.page.keyboard.press("Enter");
  await desk.page.waitForURL(`**/${role}`);
  if (role === "packer") {
    await desk.page.selectOption("#site", String(where.site ?? 1));
    await desk.page.locator(".gate .main").click();
  }
  await desk.page.waitForSelector(".signal");
  return desk;
}

export const card = (staff: number) => `tenfold:staff:360781:${staff}`;

/** A camera that sees a picture: whatever device there is, or none, is not asked. */
export const camera = (svg: string) => async (page: Page) => {
  await page.addInitScript((svg) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 640];
      const seen = new Image();
      seen.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await seen.decode();
      const draw = () => {
        const brush = canvas.getContext("2d")!;
        brush.fillStyle = "white";
        brush.fillRect(0, 0, 640, 640);
        brush.drawImage(seen, 60, 20, 490, (490 * seen.height) / seen.width);
        requestAnimationFrame(draw);
      };
      draw();
      return canvas.captureStream(30);
    };
  }, svg);
};
