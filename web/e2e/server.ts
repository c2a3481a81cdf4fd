/** The program as its users start it: a campaign in a new folder, a server on a port of its own,
 * tokens by the command line. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = process.env["TENFOLD"] ?? join(ROOT, "target/debug/tenfold");
const TOWN = join(ROOT, "fixtures/towns/ruijin.toml");

function freePort(): Promise<number> {
  return new Promise((told) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => told(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export class Server {
  #child: ChildProcess | undefined;

  private constructor(
    readonly url: string,
    readonly data: string,
  ) {}

  /** One that others have begun, and end. */
  static standing(url: string, data: string): Server {
    return new Server(url, data);
  }

  /** A campaign of Ruijin, or of what else `init` is given. */
  static async start(...from: string[]): Promise<Server> {
    const data = mkdtempSync(join(tmpdir(), "tenfold-e2e-"));
    const server = new Server(`http://127.0.0.1:${await freePort()}`, data);
    const what = from.length > 0 ? from : ["--town", TOWN];
    server.run("init", ...what, "--data", server.data);
    await server.begin();
    return server;
  }

  /** Runs the program to its end. */
  run(...args: string[]): string {
    return execFileSync(PROGRAM, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Serves, until it says where. */
  async begin(): Promise<void> {
    const args = ["serve", "--data", this.data, "--listen", new URL(this.url).host];
    const child = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "ignore"] });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((told, failed) => {
      lines.once("line", () => told());
      child.once("exit", (code) => failed(new Error(`the server ended: ${code}`)));
    });
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((told) => child.once("exit", told));
    child.kill("SIGKILL");
    await gone;
  }

  async end(): Promise<void> {
    if (!this.#child) return;
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** A new token that the server knows already. */
  async token(...more: string[]): Promise<string> {
    const args = ["token", "create", "--data", this.data, "--quiet", ...more];
    const token = this.run(...args).trim();
    while ((await this.#get("/v1/me", token)).status === 401);
    return token;
  }

  /** The number of who bears a token. */
  async staff(token: string): Promise<number> {
    return (await this.ask<{ staff: number }>("/v1/me", token)).staff;
  }

  #get(path: string, token: string): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${token}` } });
  }

  /** An answer; asked again where a busy machine turned the read away. */
  async ask<T>(path: string, token: string): Promise<T> {
    for (;;) {
      const reply = await this.#get(path, token);
      if (reply.status === 200) return (await reply.json()) as T;
      if (reply.status !== 503) throw new Error(`${path}: ${reply.status}`);
    }
  }
}
