/** Positive pools and where their people are; who was told, and who confirmed. */
import { createSignal, For, Show } from "solid-js";
import { momentText } from "../base/day";
import { t } from "../base/lang";
import type { components } from "../base/schema";
import { type WordKey, WORDS } from "../base/words";
import { grouped } from "../scan/codes";
import { byCase, type Case, type Notice } from "./figures";
import { Left, Rows } from "./ListSheets";
import type { Work } from "./work";

type Pool = components["schemas"]["PoolView"];

/** More are shown when asked for. */
const CASES_SHOWN = 12;
const PARTY_MARKS = { good: "✓", warn: "▲", bad: "■" } as const;

export function Pools(props: { work: Work }) {
  const parts = (pool: Pool): string[] => {
    const way = pool.swabbed + pool.in_transit;
    const some: [number, WordKey][] = [
      [pool.open, "pools.open"],
      [pool.unreached, "pools.unreached"],
      [way, "pools.way"],
      [pool.in_test, "pools.in_test"],
      [pool.ended + pool.elsewhere, "pools.ended"],
    ];
    return some.filter(([number]) => number > 0).map(([number, key]) => t(key, { count: number }));
  };
  return (
    <section class="card pools" aria-labelledby="pools-title">
      <h2 id="pools-title">{t("pools.title")}</h2>
      <Rows asked={props.work.lists.pools.stand()}>
        {(pools) => (
          <ul class="rows scroll" tabindex="0" aria-labelledby="pools-title">
            <For each={pools()} fallback={<li class="quiet">{t("pools.none")}</li>}>
              {(pool) => (
                <li>
                  <span>
                    <b class="code">{grouped(pool.tube)}</b>
                    <span class="quiet">
                      {[
                        t("pools.members", { count: pool.members }),
                        ...parts(pool),
                        props.work.labName(pool.lab),
                      ].join(" · ")}
                    </span>
                  </span>
                  <Left minutes={pool.minutes_left} />
                </li>
              )}
            </For>
          </ul>
        )}
      </Rows>
    </section>
  );
}

export function Notices(props: { work: Work; nowMs: number }) {
  const [all, setAll] = createSignal(false);
  const shown = (cases: Case[]) => (all() ? cases : cases.slice(0, CASES_SHOWN));
  return (
    <section class="card notices" aria-labelledby="notices-title">
      <h2 id="notices-title">{t("notices.title")}</h2>
      <Rows asked={props.work.lists.notices.stand()}>
        {(notices) => {
          const cases = () => byCase(notices());
          return (
            <div class="scroll" tabindex="0" role="region" aria-labelledby="notices-title">
              <ul class="rows">
                <For
                  each={shown(cases())}
                  fallback={<li class="quiet">{t("notices.none")}</li>}
                >
                  {(one) => <CaseRow one={one} nowMs={props.nowMs} />}
                </For>
              </ul>
              <Show when={shown(cases()).length < cases().length}>
                <button type="button" class="wide-button" onClick={() => setAll(true)}>
                  {t("notices.more", { count: cases().length })}
                </button>
              </Show>
            </div>
          );
        }}
      </Rows>
    </section>
  );
}

/** A word of the service in the language of the screen; one that is newer than this page in its. */
function worded(key: string, zh: string): string {
  return key in WORDS ? t(key as WordKey) : zh;
}

function CaseRow(props: { one: Case; nowMs: number }) {
  const time = (ms: number) => momentText(ms, props.nowMs);
  const kind = (told: Notice) =>
    told.acknowledged_at_ms != null ? "good" : (told.minutes_left ?? 1) < 0 ? "bad" : "warn";
  return (
    <li class="case">
      <span>
        <b>{worded(`message.${props.one.message}`, props.one.notices[0]!.message_zh)}</b>{" "}
        <span class="code">{grouped(props.one.tube)}</span>
        <span class="quiet told-at">{t("notices.told", { time: time(props.one.toldAtMs) })}</span>
      </span>
      <ul class="parties">
        <For each={props.one.notices}>
          {(told) => (
            <li class="state" data-kind={kind(told)}>
              <span aria-hidden="true">{PARTY_MARKS[kind(told)]}</span>{" "}
              {worded(`party.${told.party}`, told.party_zh)}{" "}
              {told.acknowledged_at_ms != null
                ? t("notices.confirmed", {
                    time: time(told.acknowledged_at_ms),
                    staff: told.acknowledged_by ?? "–",
                  })
                : t("notices.waits")}
            </li>
          )}
        </For>
      </ul>
    </li>
  );
}
