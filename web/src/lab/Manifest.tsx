/** The tubes of a box, each with a shape and a word for where it stands; and who signed. */
import { For, Show } from "solid-js";
import { momentText } from "../base/day";
import { pick, t } from "../base/lang";
import { minutesSince, pageMs } from "../base/ticker";
import { grouped } from "../scan/codes";
import type { Row, RowState } from "./hatch";
import type { BoxView } from "./views";

const SHAPES: Record<RowState, string> = {
  waiting: "○",
  sending: "◌",
  in: "✓",
  flawed: "▲",
  rejected: "✕",
  missing: "?",
};

interface Props {
  rows: Row[];
  chosen: string;
  onPick: (row: Row) => void;
}

export function Manifest(props: Props) {
  return (
    <ul class="manifest">
      <For each={props.rows}>
        {(row) => (
          <li>
            <button
              type="button"
              class="tube-row"
              data-state={row.state}
              data-tube={row.tube}
              aria-pressed={props.chosen === row.tube}
              onClick={() => props.onPick(row)}
            >
              <span class="row-shape" aria-hidden="true">
                {SHAPES[row.state]}
              </span>
              <span class="line-main">
                <b>{grouped(row.tube)}</b>
                <span class="row-about">
                  <span>{t(`row.${row.state}`)}</span>
                  <Show when={row.accession !== ""}>
                    <span class="accession">{row.accession}</span>
                  </Show>
                  <Show when={row.people > 0}>
                    <span>{t("hatch.people", { count: row.people })}</span>
                  </Show>
                  <Show when={row.state === "waiting" && row.firstSwabAtMs !== null}>
                    <span>{t("hatch.age", { minutes: minutesSince(row.firstSwabAtMs) })}</span>
                  </Show>
                </span>
                <Show when={row.rejected}>
                  {(why) => <span class="row-note">✕ {pick(why().zh, why().en)}</span>}
                </Show>
                <For each={row.notes}>
                  {(note) => (
                    <span class="row-note">
                      ▲ {pick(note.zh, note.en)} · {t("hatch.by", { staff: note.staff })} ·{" "}
                      {momentText(note.at_ms, pageMs())}
                    </span>
                  )}
                </For>
              </span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}

export function Signatures(props: { box: BoxView }) {
  return (
    <Show when={props.box.signatures.length > 0}>
      <div class="signatures">
        <h3>{t("hatch.signatures")}</h3>
        <ul>
          <For each={props.box.signatures}>
            {(one) => (
              <li>
                <span>{momentText(one.at_ms, pageMs())}</span>
                <span>
                  {t("hatch.both", {
                    giver: one.giver,
                    taker: one.taker,
                    given: one.giver_count ?? "–",
                    taken: one.taker_count,
                  })}
                </span>
                <span class="quiet">
                  {one.what === "receipt" ? t("hatch.receipt") : t("hatch.handover")}
                </span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
