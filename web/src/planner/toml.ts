/** A TOML text that is edited in place: what is looked for is found in the text, and a new value
 * is put where the old one stood, so that comments, order and everything else stay as they are.
 *
 * A path goes by keys; of a list by the place of an element, or by what names it:
 * `["planning", "townships", { code: 360781100 }, "collectors"]`. */
import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";

export type Step = string | number | Record<string, string | number>;
export type Path = readonly Step[];
export type Value = string | number | boolean;

/** What ends a key whose value is invented. */
export const MARK = "_synthetic";

/** A place where another key can be put in. */
interface Anchor {
  at: number;
  /** Stands before the key: the rest of a dotted one. */
  prefix: string;
  inline: "no" | "empty" | "more";
}

interface Entry {
  /** The key as it is written, without what stands before its last part. */
  key: string;
  node: Node;
  /** From the key to the end of the value, where it is one. */
  range: [number, number] | null;
}

type Node =
  | { kind: "value"; value: unknown; range: [number, number] }
  | { kind: "list"; items: Node[]; range: [number, number] | null }
  | {
      kind: "table";
      entries: Map<string, Entry>;
      anchor: Anchor | null;
      /** All of a `[[…]]` element, its comments before it and tables under it included. */
      block: [number, number] | null;
    };
type Table = Extract<Node, { kind: "table" }>;

export interface Found {
  raw: string;
  value: unknown;
  /** Counted from 1. */
  line: number;
  /** Its key says that the figure is invented. */
  invented: boolean;
}

/** Why a text is no TOML. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const table = (): Table => ({ kind: "table", entries: new Map(), anchor: null, block: null });

export class Toml {
  readonly #root: Table;

  private constructor(
    readonly text: string,
    root: Table,
  ) {
    this.#root = root;
  }

  /** Throws `Unreadable`. */
  static read(text: string): Toml {
    try {
      return new Toml(text, new Reader(text).root());
    } catch (failed) {
      if (failed instanceof ParseError) throw new Unreadable(failed.message, failed.lineNumber);
      throw failed;
    }
  }

  get(path: Path): Found | null {
    const found = this.#find(path);
    if (!found) return null;
    const { node, entry } = found;
    if (node.kind === "table") return null;
    const range = node.range;
    if (!range) return null;
    const raw = this.text.slice(...range);
    const value = node.kind === "value" ? node.value : raw;
    const invented = entry !== null && entry.key.endsWith(MARK);
    return { raw, value, line: this.#line(range[0]), invented };
  }

  /** The elements of a list of tables, each as its plain values. */
  rows(path: Path): Record<string, unknown>[] {
    const node = this.#find(path)?.node;
    if (node?.kind !== "list") return [];
    return node.items.flatMap((item) => (item.kind === "table" ? [plain(item)] : []));
  }

  /** The text with a value; `literal` is as TOML writes it. */
  set(path: Path, literal: string): string {
    const found = this.#find(path);
    if (found && found.node.kind !== "table" && found.node.range) {
      return this.#splice(found.node.range, literal);
    }
    const key = path.at(-1);
    if (typeof key !== "string") throw new Error("no key to put a value under");
    return this.#put(path.slice(0, -1), `${key} = ${literal}`);
  }

  /** The text without a value, and without its line where nothing else stands on it. */
  drop(path: Path): string {
    const found = this.#find(path);
    const range = found?.entry?.range;
    if (!found || !range) return this.text;
    if (found.parent.anchor && found.parent.anchor.inline !== "no") {
      return this.#dropInline(range);
    }
    const from = this.text.lastIndexOf("\n", range[0] - 1) + 1;
    const ends = this.text.indexOf("\n", range[1]);
    return this.#splice([from, ends < 0 ? this.text.length : ends + 1], "");
  }

  /** The text with one more element at the end of a list of tables. */
  add(path: readonly string[], lines: readonly string[]): string {
    const node = this.#find(path)?.node;
    const block = `[[${path.join(".")}]]\n${lines.join("\n")}\n`;
    if (node?.kind === "list" && node.range) {
      return this.#intoList(node, `{ ${lines.join(", ")} }`);
    }
    const last = node?.kind === "list" ? node.items.at(-1) : undefined;
    const after = last?.kind === "table" ? last.block : null;
    if (after) {
      const [before, rest] = [this.text.slice(0, after[1]), this.text.slice(after[1])];
      const apart = /\n*$/.exec(before)![0].length;
      return `${before}${"\n".repeat(Math.max(0, 2 - apart))}${block}${rest && "\n"}${rest}`;
    }
    return `${this.text.replace(/\n*$/, "\n")}\n${block}`;
  }

  /** The text without an element of a list of tables. */
  remove(path: Path): string {
    const node = this.#find(path)?.node;
    if (node?.kind !== "table") return this.text;
    if (node.block) {
      const text = this.#splice(node.block, "");
      return text.replace(/\n{3,}/g, "\n\n");
    }
    const parent = this.#find(path.slice(0, -1))?.node;
    const range = parent?.kind === "list" ? spans.get(node) : undefined;
    return range ? this.#dropInline(range) : this.text;
  }

  #line(at: number): number {
    return this.text.slice(0, at).split("\n").length;
  }

  #splice([from, to]: readonly [number, number], put: string): string {
    return this.text.slice(0, from) + put + this.text.slice(to);
  }

  /** Out of `{ a, b }` or `[a, b]`, with one of the commas beside it. */
  #dropInline([from, to]: readonly [number, number]): string {
    const after = /^\s*,[ \t]*(\n(?=\s*[^\s#]))?/.exec(this.text.slice(to))?.[0];
    if (after !== undefined) return this.#splice([from, to + after.length], "");
    const before = /,\s*$/.exec(this.text.slice(0, from))?.[0].length ?? 0;
    return this.#splice([from - before, to], "");
  }

  /** A line under a table, which is made where it is absent. */
  #put(path: Path, line: string): string {
    const node = path.length === 0 ? this.#root : this.#find(path)?.node;
    if (node?.kind === "table" && node.anchor) {
      const { at, prefix, inline } = node.anchor;
      if (inline === "no") return this.#splice([at, at], `${at === 0 ? "" : "\n"}${prefix}${line}`);
      return this.#splice([at, at], inline === "more" ? `, ${line}` : ` ${line} `);
    }
    const last = path.at(-1);
    if (typeof last === "object") {
      const keys = path.slice(0, -1) as string[];
      const named = Object.entries(last).map(([key, is]) => `${key} = ${JSON.stringify(is)}`);
      return this.add(keys, [...named, line]);
    }
    // A table of `[…]` may stand anywhere, and so at the end.
    return `${this.text.replace(/\n*$/, "\n")}\n[${path.join(".")}]\n${line}\n`;
  }

  #intoList(list: Extract<Node, { kind: "list" }>, element: string): string {
    const end = list.range![1] - 1;
    const inside = this.text.slice(list.range![0] + 1, end).trimEnd();
    const at = list.range![0] + 1 + inside.length;
    const comma = inside === "" || inside.endsWith(",") ? "" : ",";
    const many = inside.includes("\n");
    return this.#splice([at, at], many ? `${comma}\n  ${element},` : `${comma} ${element} `);
  }

  #find(path: Path): { node: Node; entry: Entry | null; parent: Table } | null {
    let node: Node = this.#root;
    let entry: Entry | null = null;
    let parent: Table = this.#root;
    for (const step of path) {
      if (typeof step === "string") {
        if (node.kind !== "table") return null;
        parent = node;
        entry = node.entries.get(step) ?? node.entries.get(step + MARK) ?? null;
        if (!entry) return null;
        node = entry.node;
      } else {
        if (node.kind !== "list") return null;
        const next: Node | undefined =
          typeof step === "number" ? node.items[step] : node.items.find((item) => is(item, step));
        if (!next) return null;
        node = next;
      }
    }
    return { node, entry, parent };
  }
}

function is(node: Node, by: Record<string, string | number>): boolean {
  if (node.kind !== "table") return false;
  return Object.entries(by).every(([key, value]) => {
    const found = node.entries.get(key)?.node;
    return found?.kind === "value" && found.value === value;
  });
}

/** Keys without marks; of what lies deeper, nothing. */
function plain(node: Table): Record<string, unknown> {
  const values = [...node.entries.values()].flatMap(({ key, node }) =>
    node.kind === "value" ? [[key.replace(MARK, ""), node.value] as const] : [],
  );
  return Object.fromEntries(values);
}

/** Where elements of lists stand that are written in braces. */
const spans = new WeakMap<Node, [number, number]>();

class Reader {
  readonly #root = table();

  constructor(readonly text: string) {}

  root(): Table {
    const [top] = parseTOML(this.text, { tomlVersion: "1.1" }).body;
    const tables = top.body.filter((part) => part.type === "TOMLTable");
    const head = top.body.filter((part) => part.type === "TOMLKeyValue");
    this.#root.anchor = { at: head.at(-1)?.range[1] ?? 0, prefix: "", inline: "no" };
    head.forEach((pair) => this.#pair(this.#root, pair));
    tables.forEach((part) => this.#table(part, this.#above(part)));
    return this.#root;
  }

  /** Behind the last line of a table and the empty ones after it: comments there are no part. */
  #below(at: number): number {
    return at + (/^[^\n]*(\n([ \t]*\n)*|$)/.exec(this.text.slice(at))?.[0].length ?? 0);
  }

  /** Where the comments begin that stand right above a table. */
  #above(part: AST.TOMLTable): number {
    let from = part.range[0];
    for (;;) {
      const line = this.text.lastIndexOf("\n", from - 2) + 1;
      if (from === 0 || !this.text.slice(line, from).startsWith("#")) return from;
      from = line;
    }
  }

  #table(part: AST.TOMLTable, from: number): void {
    const keys = part.key.keys.map(name);
    let here: Node = this.#root;
    for (const key of keys.slice(0, -1)) here = this.#under(here, key);
    const last = keys.at(-1)!;
    const at = part.body.at(-1)?.range[1] ?? this.text.indexOf("]", part.key.range[1]) + 1;
    const end = this.#below(at);
    let node: Table;
    const into = inner(here);
    if (part.kind === "array") {
      const entry = into.entries.get(last);
      const list: Node = entry?.node ?? { kind: "list", items: [], range: null };
      if (!entry) into.entries.set(last, { key: last, node: list, range: null });
      node = table();
      if (list.kind === "list") list.items.push(node);
      node.block = [from, end];
    } else {
      node = inner(this.#under(into, last));
    }
    // Tables under an element belong to it.
    const within = here.kind === "list" ? here.items.at(-1) : undefined;
    if (within?.kind === "table" && within.block) within.block[1] = end;
    node.anchor = { at: this.#afterHeader(part, at), prefix: "", inline: "no" };
    part.body.forEach((pair) => this.#pair(node, pair));
  }

  /** Behind the brackets of a header, or behind its last value; a comment stays on its line. */
  #afterHeader(part: AST.TOMLTable, at: number): number {
    const closed = part.body.length === 0 && part.kind === "array" ? at + 1 : at;
    const rest = /^[ \t]*(#[^\n]*)?/.exec(this.text.slice(closed))?.[0].length ?? 0;
    return closed + rest;
  }

  /** What lies under a key, made where it is absent. */
  #under(node: Node, key: string): Node {
    const into = inner(node);
    const entry = into.entries.get(key) ?? into.entries.get(key + MARK);
    if (entry) return entry.node;
    const made = table();
    into.entries.set(key, { key, node: made, range: null });
    return made;
  }

  #pair(into: Table, pair: AST.TOMLKeyValue): void {
    const keys = pair.key.keys.map(name);
    let here = into;
    keys.slice(0, -1).forEach((key, at) => {
      here = inner(this.#under(here, key));
      const prefix = `${keys.slice(0, at + 1).join(".")}.`;
      here.anchor ??= { at: pair.range[1], prefix, inline: "no" };
    });
    const key = keys.at(-1)!;
    here.entries.set(key, { key, node: this.#content(pair.value), range: pair.range });
  }

  #content(node: AST.TOMLContentNode): Node {
    if (node.type === "TOMLArray") {
      const items = node.elements.map((element) => this.#content(element));
      return { kind: "list", items, range: node.range };
    }
    if (node.type === "TOMLInlineTable") {
      const made = table();
      node.body.forEach((pair) => this.#pair(made, pair));
      const last = node.body.at(-1)?.range[1];
      const inline = last === undefined ? "empty" : "more";
      made.anchor = { at: last ?? node.range[0] + 1, prefix: "", inline };
      spans.set(made, node.range);
      return made;
    }
    return { kind: "value", value: getStaticTOMLValue(node), range: node.range };
  }
}

function inner(node: Node): Table {
  if (node.kind === "table") return node;
  const last = node.kind === "list" ? node.items.at(-1) : undefined;
  if (last?.kind !== "table") throw new Unreadable("a key is a value and a table at once", 1);
  return last;
}

function name(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}
