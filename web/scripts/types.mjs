// Types of the interface, of what the service itself says: `npm run types -- ADDRESS`.
// Only the paths that pages ask for, so that the table stays readable; a new page adds its own.
import { writeFile } from "node:fs/promises";
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
  const ids = new Set();
  for (const [where, path] of Object.entries(api.paths)) {
    for (const said of Object.values(path)) {
      delete said.requestBody;
      // Handlers of different rooms bear the same name.
      if (ids.has(said.operationId)) said.operationId += `_${where.split("/")[2]}`;
      ids.add(said.operationId);
    }
  }
  follow(api.paths);
  const known = Object.entries(api.components.schemas).filter(([name]) => wanted.has(name));
  api.components.schemas = Object.fromEntries(known);
  const head = "// Made by `make types` of the served /v1/openapi.json; not written by hand.\n";
  return head + astToString(await openapi(api));
}

if (process.argv[1]?.endsWith("types.mjs")) {
  const address = process.argv[2];
  if (!address) throw new Error("the address of a running service is missing");
  await writeFile(new URL("../src/base/schema.d.ts", import.meta.url), await types(address));
}
