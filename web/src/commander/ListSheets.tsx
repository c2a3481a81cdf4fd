/** The lists behind the figures: what is late, what differs, where the steps do not add up. */
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { momentText } from "../base/day";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import type { WordKey } from "../base/words";
import { grouped } from "../scan/codes";
import { count } from "./figures";
import { type Asked, rowsOf } from "./lists";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
}

/** A list's rows, or in a word why there are none. */
export function Rows<T>(props: { asked: Asked<T>; children: (rows: () => T) => JSX.Element }) {
  return (
    <Switch>
      <Match when={props.asked === "asking"}>
        <p class="quiet">{t("list.asking")}</p>
      </Match>
      <Match when={props.asked === "failed"}>
        <p class="notice" data-kind="warn">
          ▲ {t("list.failed")}
        </p>
      </Match>
      <Match when={props.asked === "forbidden"}>
        <p class="quiet">{t("list.forbidden")}</p>
      </Match>
      <Match when={rowsOf(props.asked)}>{(rows) => props.children(rows as () => T)}</Match>
    </Switch>
  );
}

/** Minutes left, or too many. */
export function Left(props: { minutes: number }) {
  const over = () => props.minutes < 0;
  return (
    <span class="state" data-kind={over() ? "bad" : "warn"}>
      <span aria-hidden="true">{over() ? "■" : "▲"}</span>{" "}
      {t(over() ? "list.over" : "list.left", { minutes: count(Math.abs(props.minutes)) })}
    </span>
  );
}

/** A person's look-up key is long and tells nobody anything: its beginning is enough to compare. */
const shortCode = (kind: string, code: string) =>
  kind === "person" ? `${code.slice(0, 8)}…` : grouped(code);

export function LateSheet(props: Props) {
  const place = (site: number | null | undefined, lab: number | null | undefined) =>
    [props.work.siteName(site), props.work.labName(lab)].filter((name) => name !== "").join(" → ");
  return (
    <Sheet open={props.open} title={t("list.late")} onClose={props.onClose} wide>
      <Rows asked={props.work.lists.late.stand()}>
        {(list) => (
          <>
            <Show when={!list().complete}>
              <p class="notice" data-kind="warn">
                ▲ {t("list.incomplete")}
              </p>
            </Show>
            <ul class="rows">
              <For each={list().late} fallback={<li class="quiet">{t("list.late-none")}</li>}>
                {(one) => (
                  <li>
                    <span>
                      <b>{t(`clock.${one.clock}` as WordKey)}</b>{" "}
                      {t(`item.${one.kind}` as WordKey)} {shortCode(one.kind, one.code)}
                      <span class="quiet">
                        {place(one.site, one.lab)} · {t("list.people", { count: one.people })}
                      </span>
                    </span>
                    <Left minutes={one.minutes_left} />
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </Rows>
    </Sheet>
  );
}

export function DiscrepancySheet(props: Props & { nowMs: number }) {
  const codes = (detail: object) =>
    Object.entries(detail)
      .filter(([key, value]) => ["tube", "box_code", "plate"].includes(key) && value)
      .map(([, value]) => grouped(String(value)))
      .join(" · ");
  return (
    <Sheet open={props.open} title={t("list.discrepancies")} onClose={props.onClose} wide>
      <Rows asked={props.work.lists.discrepancies.stand()}>
        {(list) => (
          <ul class="rows">
            <For each={list()} fallback={<li class="quiet">{t("board.none")}</li>}>
              {(one) => (
                <li>
                  <span>
                    <b>{pick(one.zh, one.en)}</b>
                    <Show when={one.do_zh && one.do_en}>
                      <span>{pick(one.do_zh!, one.do_en!)}</span>
                    </Show>
                    <span class="quiet">
                      #{one.discrepancy} · {momentText(one.fact.at_ms, props.nowMs)} ·{" "}
                      {t("menu.staff", one.fact)} {codes(one.fact.detail)}
                    </span>
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Rows>
    </Sheet>
  );
}

interface Broken {
  where: string;
  what: string[];
}

export function LawSheet(props: Props) {
  const { lists } = props.work;
  const total = (people: Record<string, number>) =>
    Object.values(people).reduce((all, one) => all + one, 0);
  const stands = () => [
    lists.lawByLane.stand(),
    lists.lawByLab.stand(),
    lists.lawByBox.stand(),
  ];
  const worst = (): Asked<Broken[]> => {
    const not = stands().find((stand) => typeof stand === "string");
    return typeof not === "string" ? not : { rows: broken() };
  };
  const broken = (): Broken[] => {
    const lanes = (rowsOf(lists.lawByLane.stand())?.rows ?? []).filter((row) => !row.holds);
    const labs = (rowsOf(lists.lawByLab.stand())?.labs ?? []).filter((row) => !row.holds);
    const boxes = (rowsOf(lists.lawByBox.stand())?.boxes ?? []).filter((row) => !row.holds);
    const codes = (key: WordKey, of: string[]) =>
      of.length > 0 ? [t(key, { codes: of.map(grouped).join(", ") })] : [];
    return [
      ...lanes.map((row) => ({
        where: t("list.lane", { id: row.id }),
        what: [t("list.apart", { registered: row.registered, sum: total(row.people) })],
      })),
      ...labs.map((row) => ({ where: props.work.labName(row.lab), what: [] })),
      ...boxes.map((row) => ({
        where: t("list.box", { code: grouped(row.box), count: row.count }),
        what: [...codes("list.astray", row.astray), ...codes("list.missing", row.missing)],
      })),
    ];
  };
  return (
    <Sheet open={props.open} title={t("list.law")} onClose={props.onClose} wide>
      <Rows asked={worst()}>
        {(rows) => (
          <ul class="rows">
            <For
              each={rows()}
              fallback={
                <li class="all-good">
                  <span aria-hidden="true">✓</span> {t("list.law-good")}
                </li>
              }
            >
              {(one) => (
                <li>
                  <span>
                    <b>{one.where}</b>
                    <For each={one.what}>{(text) => <span>{text}</span>}</For>
                  </span>
                  <span class="state" data-kind="bad">
                    <span aria-hidden="true">■</span> {t("level.alarm")}
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Rows>
    </Sheet>
  );
}
