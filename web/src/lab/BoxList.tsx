/** Boxes on their way to this lab and open at its hatch. */
import { For, Show } from "solid-js";
import { pick, t } from "../base/lang";
import { grouped } from "../scan/codes";
import { leftUntil, pressing } from "./time";
import type { LabWork } from "./work";

export function BoxList(props: { work: LabWork; onOpen: (code: string) => void }) {
  const bench = () => props.work.bench();
  return (
    <section class="card" aria-labelledby="boxes-title">
      <h2 id="boxes-title">{t("hatch.boxes")}</h2>
      <Show when={props.work.fault()}>
        {(fault) => (
          <p class="notice" data-kind="warn" role="status">
            {pick(fault().zh, fault().en)}
          </p>
        )}
      </Show>
      <Show when={bench()} fallback={<p class="empty">{t("lab.loading")}</p>}>
        {(view) => (
          <ul class="list">
            <For each={view().boxes} fallback={<li class="empty">{t("hatch.no-boxes")}</li>}>
              {(one) => (
                <li>
                  <button type="button" class="line" onClick={() => props.onOpen(one.box)}>
                    <span class="line-main">
                      <b>{grouped(one.box)}</b>
                      <span class="quiet">
                        {props.work.siteName(one.site)} · {t("hatch.tubes", one)}
                      </span>
                    </span>
                    <span class="chip" data-kind={one.stage === "received" ? "note" : "wait"}>
                      {one.stage === "received" ? `◐ ${t("hatch.open")}` : `→ ${t("hatch.coming")}`}
                    </span>
                    <Show when={one.due}>
                      {(due) => (
                        <span class="chip" data-kind={pressing(due().due_at_ms)}>
                          {leftUntil(due().due_at_ms)}
                        </span>
                      )}
                    </Show>
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </section>
  );
}
