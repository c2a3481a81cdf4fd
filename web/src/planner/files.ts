/** A town's file and those it names, as they were opened from a disk or come with the program. */
import { Toml, Unreadable } from "./toml";

export interface Texts {
  town: string;
  protocol?: string | null;
  files: Record<string, string>;
}

/** A town as it is being edited on this device. */
export interface Draft extends Texts {
  /** Name of the file to save. */
  file: string;
}

const base = (path: string) => path.split(/[\\/]/).at(-1)!;

/** Names of the files that a town names: protocol, kits, travel times. */
export function named(town: string): string[] {
  try {
    const toml = Toml.read(town);
    const texts = [["protocol"], ["travel", "matrix"], ["travel", "osrm"]].map(
      (path) => toml.get(path)?.value,
    );
    const kits: unknown[] = [];
    for (let at = 0; toml.get(["kits", at]); at += 1) kits.push(toml.get(["kits", at])!.value);
    return [...texts, ...kits].filter((name): name is string => typeof name === "string");
  } catch (failed) {
    if (failed instanceof Unreadable) return [];
    throw failed;
  }
}

/** Files of a town under the names it uses: of `opened` first, then those that are known already;
 * a folder before a name says nothing here. */
export function matched(
  town: string,
  opened: Record<string, string>,
  known: Record<string, string>,
): Record<string, string> {
  const find = (from: Record<string, string>, wanted: string) =>
    Object.entries(from).find(([name]) => base(name) === base(wanted))?.[1];
  const pairs = named(town).flatMap((name) => {
    const text = find(opened, name) ?? find(known, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(pairs);
}

/** What a town names and nobody gave; without kits a plan can do, a campaign cannot. */
export function missing(texts: Texts): string[] {
  return named(texts.town).filter((name) => {
    const isProtocol = texts.protocol && Toml.read(texts.town).get(["protocol"])?.value === name;
    return !(name in texts.files) && !isProtocol;
  });
}

/** Which of some opened files is the town: the one with townships in it; `null` where none is. */
export function townOf(opened: Record<string, string>): string | null {
  const is = ([name, text]: [string, string]) =>
    name.endsWith(".toml") && /^\s*(\[\[townships\]\]|townships\s*=)/m.test(text);
  return Object.entries(opened).find(is)?.[0] ?? null;
}
