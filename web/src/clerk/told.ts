/** What the big state says of an outcome: its kind, its word, what follows. Words alone would do;
 * colour, shape and sound say it again. */
import { receipt } from "../base/ids";
import { t } from "../base/lang";
import type { Place, Told } from "./desk";

export type Kind = "good" | "stop" | "note" | "ready";

/** A button of the state, for what only a clerk can say. */
export type Offer = "again" | "override";

export interface Signal {
  kind: Kind;
  /** What happened, in a word or two. */
  title: string;
  /** Who it is about, masked. */
  name: string;
  number: string;
  /** What to do. */
  line: string;
  /** By what the person reads their outcome. */
  receipt?: string;
  offer?: Offer;
  /** Counts up, so that the same state again is seen and heard again. */
  turn: number;
}

type Said = Omit<Signal, "turn">;

function about(person: Place | null): { name: string; number: string } {
  if (!person) return { name: "", number: "" };
  const name = person.name === "" ? t("signal.preregistered") : person.name;
  return { name, number: person.name === "" ? t("signal.check-name") : person.number };
}

function said(kind: Kind, title: string, line: string, person: Place | null = null): Said {
  return { kind, title, line, ...about(person) };
}

/** An outcome of the desk in the words of the page. */
export function tell(told: Told): Said {
  switch (told.say) {
    case "opened":
      return said("good", t("signal.tube-open"), t("signal.tube-takes", told));
    case "registered":
      return {
        ...said(
          "good",
          t("signal.good"),
          `${t("signal.place", told)} · ${told.full ? t("signal.full") : t("signal.next")}`,
          told.person,
        ),
        receipt: receipt(told.person.scanId),
      };
    case "group-registered":
      return said(
        "good",
        t("signal.took-group", told),
        told.full ? t("signal.full") : t("signal.next"),
      );
    case "waits": {
      const line = told.full ? t("no.full-do") : t("signal.waits-count", told);
      const title = told.full ? t("no.full") : t("signal.waits");
      return said("note", title, line, told.person);
    }
    case "sealed": {
      const line = told.short ? t("signal.sealed-short", told) : t("signal.sealed-count", told);
      const next = told.took > 0 ? ` ${t("signal.took-group", { count: told.took })}` : "";
      return said("good", t("signal.sealed"), line + next);
    }
    case "undone":
      return said("good", t("signal.undone"), t("signal.undone-who", about(told.person)));
    case "swabbed":
      return said("good", t("signal.swabbed"), t("signal.swabbed-count", told));
    case "void":
      return said("note", t("signal.void"), t("signal.void-do", told));
    case "gloves":
      return said("good", t("gloves.changed"), t("gloves.changed-count", told));
    case "in-tube":
      return said("note", t("no.in-tube", told), t("no.in-tube-do"), told.person);
    case "in-group":
      return said("note", t("no.in-group"), t("no.in-tube-do"), told.person);
    case "sampled": {
      const no = said("stop", t("no.sampled"), t("no.sampled-do", told), told.person);
      return { ...no, offer: "again" };
    }
    case "single":
      return said("stop", t("no.single"), t("no.single-do"), told.person);
    default:
      return tellTube(told);
  }
}

function tellTube(told: Extract<Told, { say: `tube-${string}` | `no-${string}` }>): Said {
  switch (told.say) {
    case "tube-same":
      return said("note", t("no.tube-same"), t("no.tube-same-do", told));
    case "tube-short":
      return said("note", t("no.tube-short", told), t("no.tube-short-do"));
    case "tube-sealed":
      return said("stop", t("no.tube-sealed"), t("no.tube-do"));
    case "tube-void":
      return said("stop", t("no.tube-void"), t("no.tube-do"));
    case "tube-empty":
      return said("note", t("no.tube-empty"), t("no.tube-empty-do"));
    case "no-tube":
      return said("note", t("no.no-tube"), t("no.no-tube-do"));
    case "no-undo":
      return said("note", t("no.undo"), t("no.undo-do"));
  }
}
