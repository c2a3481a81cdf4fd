/** Townships against the roster; a township opens to its sites. Rows stay as figures come, so that
 * a focused button does. */
import { createSignal, For, Index, Show } from "solid-js";
import { t } from "../base/lang";
import { count, type Count, reached, share, type Township } from "./figures";
import type { Work } from "./work";

const COLUMNS = ["boxed", "received", "resulted"] as const;

export function Towns(props: { work: Work }) {
  const [open, setOpen] = createSignal<ReadonlySet<number>>(new Set());
  const toggle = (township: number) => {
    const next = new Set(open());
    if (!next.delete(township)) next.add(township);
    setOpen(next);
  };
  const stand = () => props.work.lists.townships.stand();
  return (
    <section class="card towns" aria-labelledby="towns-title">
      <div class="head">
        <h2 id="towns-title">{t("town.title")}</h2>
        <p class="quiet">{t("town.about")}</p>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="towns-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("town.name")}</th>
              <th scope="col" class="number">
                {t("town.registered")}
              </th>
              <th scope="col" class="number">
                {t("town.expected")}
              </th>
              <For each={COLUMNS}>
                {(column) => (
                  <th scope="col" class="number">
                    {t(`town.${column}`)}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <Index
              each={props.work.places()}
              fallback={
                <tr>
                  <td colspan="6" class="quiet">
                    {stand() === "failed" ? t("list.failed") : t("board.waiting")}
                  </td>
                </tr>
              }
            >
              {(one) => (
                <Town
                  work={props.work}
                  one={one()}
                  open={open().has(one().township)}
                  onOpen={() => toggle(one().township)}
                />
              )}
            </Index>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Town(props: { work: Work; one: Township; open: boolean; onOpen: () => void }) {
  const name = () => props.work.townshipName(props.one);
  // Sites are known as they stand now, and not by hour.
  const opens = () => props.work.back() === null && props.one.sites.length > 0;
  return (
    <>
      <tr data-township={props.one.township}>
        <th scope="row">
          <button
            type="button"
            class="fold"
            aria-expanded={props.open && opens()}
            aria-label={t("town.open", { name: name() })}
            disabled={!opens()}
            onClick={() => props.onOpen()}
          >
            <span aria-hidden="true">{props.open && opens() ? "▾" : "▸"}</span>
            <span class="town-name">
              <b>{name()}</b>
              <span class="quiet">{t("town.number", { count: props.one.sites.length })}</span>
            </span>
          </button>
          <Broken count={props.one.count} />
        </th>
        <Registered count={props.one.count} expected={props.one.expected} />
        <td class="number">{count(props.one.expected)}</td>
        <Reached count={props.one.count} />
      </tr>
      <Show when={props.open && opens()}>
        <Index each={props.work.sites(props.one)}>
          {(site) => (
            <tr class="site-row">
              <th scope="row">
                {site().name}
                <Broken count={site().count} />
              </th>
              <td class="number">
                <b>{count(site().count.totals.registered)}</b>
              </td>
              <td class="number">–</td>
              <Reached count={site().count} />
            </tr>
          )}
        </Index>
      </Show>
    </>
  );
}

function Broken(props: { count: Count }) {
  return (
    <Show when={!props.count.holds}>
      <span class="state" data-kind="bad">
        <span aria-hidden="true">■</span> {t("town.broken")}
      </span>
    </Show>
  );
}

function Registered(props: { count: Count; expected: number }) {
  const registered = () => props.count.totals.registered;
  const part = () => (props.expected > 0 ? Math.min(1, registered() / props.expected) : 0);
  return (
    <td class="number registered-cell">
      <b>{count(registered())}</b>
      <span class="quiet">{share(registered(), props.expected, 0)}</span>
      <span class="track" aria-hidden="true">
        <span class="fill" style={{ width: `${part() * 100}%` }} />
      </span>
    </td>
  );
}

function Reached(props: { count: Count }) {
  return (
    <For each={COLUMNS}>
      {(column) => <td class="number">{count(reached(props.count.totals, column))}</td>}
    </For>
  );
}
