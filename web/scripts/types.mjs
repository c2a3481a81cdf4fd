// Types of the interface, of what the service itself says: `npm run types -- ADDRESS`.
// Only the paths that pages ask for, so that the table stays readable; a new page adds its own.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";
import { PATHS } from "./paths.mjs";

/** The types as text. */
export async function types(address) {
  const api = await (await fetch(new URL("/v1/openapi.json", address))).json();
  api.paths = Object.fromEntries(PATHS.map((path) => [path, api.paths[path]]));
  const wanted = new Set();
  const follow = (node) => {
    if (Array.isArray(node)) return node.forEach(follow);
    if (node === null || typeof node !== "object") return undefined;
    for (const [key, value] of Object.entries(node)) {
      const name = key === "$ref" ? String(value).split("/").pop() : null;
      // Commands are written by the pages; their hundred shapes would be all there is to read.
      if (name && name !== "Command" && !wanted.has(name)) {
        wanted.add(name);
        follow(api.components.schemas[name]);
      } else follow(value);
    }
    return undefined;
  };
  for (const path of Object.values(api.paths)) {
    for (const said of Object.values(path)) {
      delete said.requestBody;
      // Named for their handlers, of which several are called alike.
      delete said.operationId;
    }
  }
  // Every new refusal of the rules would make the table another one.
  delete api.components.schemas.Reason.properties.name.enum;
  follow(api.paths);
  const known = Object.entries(api.components.schemas).filter(([name]) => wanted.has(name));
  api.components.schemas = Object.fromEntries(known);
  const head = "// Made by `make types` of the served /v1/openapi.json; not written by hand.\n";
  return head + astToString(await openapi(api));
}

/** Serves a new campaign for as long as it is looked at. */
async function served(program, look) {
  const data = mkdtempSync(join(tmpdir(), "tenfold-types-"));
  const town = fileURLToPath(new URL("../../fixtures/towns/ruijin.toml", import.meta.url));
  execFileSync(program, ["init", "--town", town, "--data", data], { stdio: "ignore" });
  const args = ["serve", "--data", data, "--listen", "127.0.0.1:0"];
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), "line");
    return await look(/http:\S+/.exec(line)[0]);
  } finally {
    server.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith("types.mjs")) {
  const [way, program] = process.argv.slice(2);
  if (!way) throw new Error("the address of a running service is missing, or --serve PROGRAM");
  const text = way === "--serve" ? await served(program, types) : await types(way);
  await writeFile(new URL("../src/base/schema.d.ts", import.meta.url), text);
}
