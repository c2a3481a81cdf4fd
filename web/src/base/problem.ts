/** Why something that was asked of the service was not done, in its own words where it gave any. */
import { NotAnswered } from "./api";
import { pick, t } from "./lang";

export interface Trouble {
  what: string;
  /** What to do next. */
  next: string;
}

export function trouble(failed: unknown): Trouble {
  const known = failed instanceof NotAnswered ? failed : new NotAnswered(0, 0);
  const { said } = known;
  if (said) return { what: pick(said.zh, said.en), next: pick(said.do_zh, said.do_en) };
  if (known.status === 0) return { what: t("trouble.no-line"), next: t("trouble.no-line-do") };
  return { what: t("trouble.server"), next: t("trouble.server-do") };
}
