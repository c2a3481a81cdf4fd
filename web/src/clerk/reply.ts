/** What is said of scans that change nothing at a desk. */
import { t } from "../base/lang";
import type { Meaning } from "../scan/meaning";
import type { Kind } from "./told";

type Idle = Exclude<Meaning, { is: "tube" | "person" | "pass" | "command" | "number" }>;

export const FAULTS = {
  CheckWrong: "no.check",
  BirthDateBad: "no.birth",
  DocumentBad: "no.document",
} as const;

export function reply(found: Idle, here: string): { kind: Kind; title: string; line: string } {
  switch (found.is) {
    case "refused":
      return { kind: "stop", title: t(FAULTS[found.fault]), line: t("no.check-do") };
    case "several":
      return { kind: "stop", title: t("no.two", found), line: t("no.two-do") };
    case "place":
      return { kind: "note", title: t("no.place"), line: t("no.place-do", { lane: here }) };
    case "unknown":
      return { kind: "stop", title: t("no.unknown"), line: t("no.unknown-do") };
    default:
      return { kind: "note", title: t(`no.${found.is}`), line: t(`no.${found.is}-do`) };
  }
}
