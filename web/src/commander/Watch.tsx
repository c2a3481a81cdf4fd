/** What needs attention, each with a mark, a word and a colour, and the list behind it. */
import { createSignal, Index, Show } from "solid-js";
import { t } from "../base/lang";
import type { WordKey } from "../base/words";
import { apart, count } from "./figures";
import { rowsOf } from "./lists";
import { DiscrepancySheet, LateSheet, LawSheet } from "./ListSheets";
import type { Work } from "./work";

const LEVELS = {
  good: { mark: "✓", key: "level.good" },
  warn: { mark: "▲", key: "level.warn" },
  bad: { mark: "■", key: "level.bad" },
  alarm: { mark: "■", key: "level.alarm" },
  info: { mark: "●", key: "level.info" },
} as const;
type Level = keyof typeof LEVELS;
type Behind = "late" | "discrepancies" | "law";

interface Row {
  number: number;
  level: Level;
  key: WordKey;
  behind: Behind | null;
}

export function Watch(props: { work: Work; nowMs: number }) {
  const [shown, setShown] = createSignal<Behind | null>(null);
  const { lists } = props.work;
  const open = (behind: Behind) => {
    if (behind === "late") void lists.late.ask();
    if (behind === "discrepancies") void lists.discrepancies.ask();
    if (behind === "law") lists.askLaw();
    setShown(behind);
  };
  const unconfirmed = () =>
    (rowsOf(lists.notices.stand()) ?? []).filter((one) => one.acknowledged_at_ms == null);
  const rows = (): Row[] => {
    const board = props.work.board();
    if (!board) return [];
    const { late, recollections, discrepancies } = board;
    const row = (number: number, some: Level, key: WordKey, behind: Behind | null): Row => ({
      number,
      level: number > 0 ? some : "good",
      key,
      behind,
    });
    const off = Math.abs(apart(board.totals));
    const law = board.law_holds && off === 0 ? 0 : Math.max(1, off);
    const overdue = unconfirmed().some((one) => (one.minutes_left ?? 1) < 0);
    return [
      row(law, "alarm", "watch.law", "law"),
      row(late.tubes, "warn", "watch.tubes", "late"),
      row(late.boxes, "warn", "watch.boxes", "late"),
      row(late.outcomes, "bad", "watch.outcomes", "late"),
      row(recollections.open, "info", "watch.recollections", "late"),
      row(recollections.late, "bad", "watch.recollections-late", "late"),
      row(discrepancies, "alarm", "watch.discrepancies", "discrepancies"),
      row(unconfirmed().length, overdue ? "bad" : "warn", "watch.notices", null),
    ];
  };
  return (
    <section class="card watch" aria-labelledby="watch-title">
      <h2 id="watch-title">{t("watch.title")}</h2>
      <ul>
        <Index each={rows()} fallback={<li class="quiet">{t("board.waiting")}</li>}>
          {(row) => (
            <li data-kind={row().level}>
              <b class="tally">{count(row().number)}</b>
              <span>{t(row().key)}</span>
              <span class="level">
                <span aria-hidden="true">{LEVELS[row().level].mark}</span>{" "}
                {t(LEVELS[row().level].key)}
              </span>
              <Show when={row().behind} fallback={<span />}>
                {(behind) => (
                  <button
                    type="button"
                    class="look"
                    aria-label={t("watch.open", { what: t(row().key) })}
                    onClick={() => open(behind())}
                  >
                    <span aria-hidden="true">›</span>
                  </button>
                )}
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <LateSheet work={props.work} open={shown() === "late"} onClose={() => setShown(null)} />
      <DiscrepancySheet
        work={props.work}
        open={shown() === "discrepancies"}
        nowMs={props.nowMs}
        onClose={() => setShown(null)}
      />
      <LawSheet work={props.work} open={shown() === "law"} onClose={() => setShown(null)} />
    </section>
  );
}
