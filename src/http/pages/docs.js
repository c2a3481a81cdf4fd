// The interface description, to read and to try, drawn from what the server says about itself.

import { keepToken, language, make, say, speak, token } from "/pages/pages.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
// Deep enough for every body here; a schema that holds itself would never end.
const DEPTH_MAX = 7;
// An answer longer than this is a file to download, not a thing to read in a box.
const SHOWN_MAX = 40_000;

const at = (id) => document.getElementById(id);
let api = null;
let failure = null;
let bearer = token();

// ---- Reading the description

/** Follows a `$ref` inside the document. */
function follow(node) {
  let found = node ?? {};
  for (let hops = 0; found.$ref && hops < 9; hops++) {
    const steps = found.$ref.replace(/^#\//, "").split("/");
    found = steps.reduce((part, step) =>
      part?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], api) ?? {};
  }
  return found;
}

const refName = (node) => node?.$ref?.split("/").pop();

/** A schema with its `allOf` folded in. */
function folded(node) {
  const schema = follow(node);
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map(folded);
  return parts.reduce((all, part) => ({ ...all, ...part,
    properties: { ...all.properties, ...part.properties },
    required: [...(all.required ?? []), ...(part.required ?? [])] }), { ...schema, allOf: null });
}

/** The kind of a value in a few words: `array of Tube`, `integer (int64)`. */
function kind(node) {
  const named = refName(node);
  if (named) return named;
  const schema = follow(node);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(kind).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? (schema.properties ? "object" : "any")].flat();
  const base = types.join(" | ");
  if (types.includes("array")) return `array of ${kind(schema.items ?? {})}`;
  return schema.format ? `${base} (${schema.format})` : base;
}

function limits(schema) {
  const words = [];
  const add = (word, value) => value !== undefined && words.push(`${word} ${value}`);
  add("≥", schema.minimum);
  add("≤", schema.maximum);
  add(say(["至少", "at least"]), schema.minLength ?? schema.minItems);
  add(say(["至多", "at most"]), schema.maxLength ?? schema.maxItems);
  add(say(["格式", "pattern"]), schema.pattern);
  add(say(["默认", "default"]), schema.default === undefined
    ? undefined : JSON.stringify(schema.default));
  if (schema.enum) words.push(schema.enum.map((value) => JSON.stringify(value)).join(" · "));
  return words.join("; ");
}

/** An example made from a schema, where the description gives none. */
function sample(node, depth = 0) {
  const schema = folded(node);
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.oneOf ?? schema.anyOf;
  const real = choices?.find((choice) => follow(choice).type !== "null");
  if (real) return sample(real, depth);
  const type = [schema.type ?? (schema.properties ? "object" : "string")].flat()[0];
  if (depth > DEPTH_MAX) return null;
  switch (type) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {})
        .map(([key, value]) => [key, sample(value, depth + 1)]));
    case "array":
      return [sample(schema.items ?? {}, depth + 1)];
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return false;
    case "null":
      return null;
  }
  return "";
}

const written = (value) =>
  (typeof value === "string" ? value : JSON.stringify(value, null, 2)) ?? "";

/** The titles of a schema's choices and of theirs, in the order of the description. */
function titles(schema) {
  const one = follow(schema);
  return [one.title, ...(one.oneOf ?? one.anyOf ?? []).flatMap(titles)];
}

/** The media types of a body or an answer, each with its schema and its examples as text. */
function contents(holder) {
  return Object.entries(follow(holder).content ?? {}).map(([type, media]) => {
    // An object has no order of its own; what is done first by hand should come first here too.
    const order = titles(media.schema);
    const examples = Object.entries(media.examples ?? {})
      .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
      .map(([key, one]) => [key, follow(one)])
      .map(([key, one]) => ({ words: one.summary ?? key, text: written(one.value) }));
    if (examples.length === 0) {
      const value = media.example ?? (media.schema ? sample(media.schema) : undefined);
      examples.push({ words: type, text: written(value) });
    }
    return { type, schema: media.schema, examples, example: examples[0].text };
  });
}

// ---- Drawing it

function schemaList(node, seen = [], depth = 0) {
  const schema = folded(node);
  const named = refName(node);
  if (depth > DEPTH_MAX || (named && seen.includes(named))) return null;
  const path = named ? [...seen, named] : seen;
  if (schema.items) return schemaList(schema.items, path, depth + 1);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    // A choice between many is read one at a time, and a list of another choice is not read again.
    return make("ul", {}, choices.map((choice, i) => {
      const known = [...path, ...choices.slice(0, i).map(refName).filter(Boolean)];
      const words = [make("code", {}, follow(choice).title ?? kind(choice)), " ",
        note(follow(choice))];
      const inside = schemaList(choice, known, depth + 1);
      return make("li", {}, inside && choices.length > 3
        ? make("details", {}, make("summary", {}, words), inside) : [words, inside]);
    }));
  }
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return null;
  return make("ul", {}, fields.map(([key, value]) => make("li", {},
    make("code", {}, key), " ",
    make("span", { class: "quiet" }, kind(value),
      schema.required?.includes(key) ? say(["，必填", ", required"]) : ""), " ",
    note(folded(value)), schemaList(value, path, depth + 1))));
}

function note(schema) {
  const words = [schema.description, limits(schema)].filter(Boolean).join(" — ");
  return words ? make("span", {}, words) : null;
}

function parameters(list) {
  if (list.length === 0) return null;
  const places = { path: ["路径", "path"], query: ["查询", "query"], header: ["头部", "header"],
    cookie: ["Cookie", "cookie"] };
  return [make("h3", {}, say(["参数", "Parameters"])), make("div", { class: "scroll" },
    make("table", {}, make("tbody", {}, list.map((one) => make("tr", {},
      make("th", { scope: "row" }, make("code", {}, one.name)),
      make("td", { class: "quiet" }, say(places[one.in] ?? one.in),
        one.required ? say(["，必填", ", required"]) : ""),
      make("td", { class: "quiet" }, kind(one.schema ?? {})),
      make("td", {}, one.description ?? "", " ", limits(follow(one.schema))))))))];
}

function body(holder) {
  return contents(holder).map(({ type, schema, example }) => make("div", {},
    make("p", { class: "quiet" }, make("code", {}, type), schema ? ` ${kind(schema)}` : ""),
    make("div", { class: "schema" }, schemaList(schema ?? {})),
    example && make("details", {}, make("summary", {}, say(["示例", "Example"])),
      make("pre", { tabindex: "0" }, example))));
}

function answers(responses) {
  return Object.entries(responses ?? {}).map(([status, holder]) => make("details", {},
    make("summary", {}, make("b", {}, status), " ", follow(holder).description ?? ""),
    body(holder)));
}

function operation(path, method, shared, found) {
  const own = [...(shared ?? []), ...(found.parameters ?? [])].map(follow);
  const card = make("details", { class: "card operation", id: found.operationId ?? false },
    make("summary", {}, make("span", { class: `method ${method}` }, method.toUpperCase()),
      make("code", {}, path), make("span", {}, found.summary ?? "")));
  // Drawn when opened: a hundred forms nobody looks at are slow on a cheap tablet.
  card.addEventListener("toggle", () => {
    if (!card.open || card.childElementCount > 1) return;
    card.append(make("div", {},
      found.description && make("p", {}, found.description),
      parameters(own),
      found.requestBody && [make("h3", {}, say(["请求内容", "Body"])), body(found.requestBody)],
      make("h3", {}, say(["应答", "Answers"])), answers(found.responses),
      attempt(path, method, own, found)));
  });
  return card;
}

function draw() {
  at("token-state").dataset.kind = bearer ? "good" : "wait";
  at("token-state").textContent = bearer
    ? say(["● 已有令牌", "● a token is set"]) : say(["○ 没有令牌", "○ no token"]);
  if (!api) {
    at("operations").replaceChildren(make("p", { class: "card" }, failure
      ? `${say(["无法读取接口说明：", "The description cannot be read: "])}${failure}`
      : say(["正在读取", "reading"])));
    return;
  }
  at("version").textContent = `${api.info?.title ?? ""} ${api.info?.version ?? ""}`;
  at("about").textContent = api.info?.description ?? "";
  const groups = new Map((api.tags ?? []).map((tag) => [tag.name, []]));
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    for (const method of METHODS.filter((method) => item[method])) {
      const tag = item[method].tags?.[0] ?? say(["其他", "other"]);
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(operation(path, method, item.parameters, item[method]));
    }
  }
  const order = Object.keys(GROUPS);
  const rank = (tag) => (order.indexOf(tag.toLowerCase()) + order.length + 1) % (order.length + 1);
  const used = [...groups].filter(([, cards]) => cards.length > 0)
    .sort(([a], [b]) => rank(a) - rank(b));
  at("toc").replaceChildren(...used.map(([tag]) =>
    make("a", { href: `#tag-${encodeURIComponent(tag)}` }, heading(tag))));
  at("operations").replaceChildren(...used.map(([tag, cards]) => make("section", {},
    make("h2", { id: `tag-${tag}` }, heading(tag)),
    make("p", { class: "quiet" }, api.tags?.find(({ name }) => name === tag)?.description ?? ""),
    cards)));
}

// In this order on the page; a group that is not listed comes last, under its own name.
const GROUPS = {
  commands: ["操作", "Commands"], progress: ["进度", "Progress"], questions: ["查询", "Questions"],
  traces: ["追溯", "Traces"], residents: ["居民查询", "Residents"], service: ["运行状态", "Service"],
  pages: ["页面", "Pages"],
};

function heading(tag) {
  const words = GROUPS[tag.toLowerCase()];
  return words ? say(words) : tag;
}

// ---- Trying it

function attempt(path, method, own, found) {
  const inputs = own.filter((one) => ["path", "query", "header"].includes(one.in)).map((one) => {
    const example = one.example ?? follow(one.schema).example ?? "";
    const input = make("input", { name: one.name, value: example, required: one.required });
    const label = `${one.name}${one.required ? " *" : ""}`;
    return { one, input, field: make("label", { class: "field" }, make("span", {}, label), input) };
  });
  const bodies = contents(found.requestBody);
  const type = make("select", { "aria-label": say(["内容类型", "media type"]) },
    bodies.map((one) => make("option", {}, one.type)));
  const text = make("textarea", { spellcheck: "false",
    "aria-label": say(["请求内容", "body"]) });
  const which = make("select", { "aria-label": say(["示例", "example"]) });
  const offer = () => {
    const { examples } = bodies[type.selectedIndex];
    which.replaceChildren(...examples.map(({ words }) => make("option", {}, words)));
    which.hidden = examples.length < 2;
    text.value = examples[0].text;
  };
  if (bodies.length > 0) offer();
  type.addEventListener("change", offer);
  which.addEventListener("change", () => {
    text.value = bodies[type.selectedIndex].examples[which.selectedIndex].text;
  });
  const status = make("p", { class: "state", role: "status" });
  const answer = make("pre", { tabindex: "0", hidden: true });
  const stop = make("button", { type: "button", hidden: true }, say(["停止", "Stop"]));
  const form = make("form", {}, inputs.map(({ field }) => field),
    bodies.length > 0 && [type, which, text],
    make("div", { class: "buttons" },
      make("button", { type: "submit" }, say(["发送", "Send"])), stop), status, answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const headers = { Accept: "application/json, application/problem+json, */*" };
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    if (bodies.length > 0) headers["Content-Type"] = type.value;
    const request = { method: method.toUpperCase(), headers, cache: "no-store" };
    if (bodies.length > 0) request.body = text.value;
    await send(address(path, inputs, headers), request, { status, answer, stop });
  });
  return make("div", { class: "try" }, make("h3", {}, say(["试一试", "Try it"])), form);
}

function address(path, inputs, headers) {
  let filled = path;
  const query = new URLSearchParams();
  for (const { one, input } of inputs) {
    if (one.in === "path") {
      filled = filled.replace(`{${one.name}}`, encodeURIComponent(input.value));
    } else if (input.value === "") continue;
    else if (one.in === "query") query.append(one.name, input.value);
    else headers[one.name] = input.value;
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** Sends, and shows the answer while it comes, because a stream of events has no end. */
async function send(url, request, { status, answer, stop }) {
  const hangUp = new AbortController();
  const show = (kind, words) => {
    status.dataset.kind = kind;
    status.textContent = words;
  };
  stop.onclick = () => hangUp.abort();
  stop.hidden = false;
  answer.hidden = false;
  answer.textContent = "";
  show("wait", `${request.method} ${url}`);
  let head = "";
  let text = "";
  const began = performance.now();
  try {
    const got = await fetch(url, { ...request, signal: hangUp.signal });
    const ms = Math.round(performance.now() - began);
    head = `${got.ok ? "●" : "■"} ${got.status} ${got.statusText} · ${ms} ms · ${url}`;
    show(got.ok ? "good" : "bad", head);
    const reader = got.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      text += part.value;
      answer.textContent = text.slice(0, SHOWN_MAX);
      if (text.length > SHOWN_MAX) hangUp.abort();
    }
    if (got.headers.get("Content-Type")?.includes("json")) {
      answer.textContent = JSON.stringify(JSON.parse(text), null, 2).slice(0, SHOWN_MAX);
    }
  } catch (error) {
    if (!head) show("bad", `■ ${say(["没有应答：", "no answer: "])}${error.message}`);
  }
  if (text.length > SHOWN_MAX) {
    answer.textContent += say(["\n……其余未显示", "\n… the rest is not shown"]);
  }
  stop.hidden = true;
}

at("bearer").addEventListener("submit", (event) => {
  event.preventDefault();
  bearer = at("token").value.trim();
  at("token").value = "";
  keepToken(bearer);
  draw();
});

speak(draw);
draw();
try {
  const answer = await fetch("/v1/openapi.json", { headers: { "Accept-Language": language } });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  api = await answer.json();
} catch (error) {
  failure = error.message;
}
draw();
// A link to one operation opens it.
const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (wanted?.tagName === "DETAILS") wanted.open = true;
wanted?.scrollIntoView();
