/** Labs: what waits there, whether they take boxes, and how long they need. */
import { Index, Show } from "solid-js";
import { pick, t } from "../base/lang";
import { type Board, count, share } from "./figures";
import { rowsOf } from "./lists";
import type { Work } from "./work";

type Lab = Board["labs"][number];

export function Labs(props: { work: Work }) {
  const labs = () => props.work.board()?.labs ?? [];
  const most = () => Math.max(1, ...labs().map((lab) => lab.backlog));
  return (
    <section class="card labs" aria-labelledby="labs-title">
      <div class="head">
        <h2 id="labs-title">{t("labs.title")}</h2>
        <p class="quiet">{t("labs.about")}</p>
      </div>
      <ul class="scroll" tabindex="0" aria-labelledby="labs-title">
        <Index
          each={labs()}
          fallback={
            <li class="quiet">{props.work.board() ? t("board.none") : t("board.waiting")}</li>
          }
        >
          {(lab) => <LabRow work={props.work} lab={lab()} most={most()} />}
        </Index>
      </ul>
    </section>
  );
}

function LabRow(props: { work: Work; lab: Lab; most: number }) {
  const lab = () => props.lab;
  const stand = () =>
    rowsOf(props.work.lists.labs.stand())?.find((one) => one.lab === lab().lab) ?? null;
  const hours = () =>
    lab().tubes_per_hour > 0 ? (lab().backlog / lab().tubes_per_hour).toFixed(1) : "–";
  return (
    <li>
      <p class="lab">
        <b>{pick(lab().name_zh, lab().name_en)}</b>
        <Show when={stand()}>
          {(now) => (
            <span class="marks">
              <Show when={now().late_boxes > 0}>
                <span class="state" data-kind="warn">
                  <span aria-hidden="true">▲</span>{" "}
                  {t("labs.late", { count: now().late_boxes })}
                </span>
              </Show>
              <span class="state" data-kind={now().takes ? "good" : "bad"}>
                <span aria-hidden="true">{now().takes ? "●" : "■"}</span>{" "}
                {now().takes
                  ? t("labs.takes")
                  : t("labs.closed", { why: pick(now().closed?.zh ?? "", now().closed?.en ?? "") })}
              </span>
            </span>
          )}
        </Show>
      </p>
      <div class="track" aria-hidden="true">
        <span class="fill" style={{ width: `${(lab().backlog / props.most) * 100}%` }} />
      </div>
      <p class="quiet">
        <b>{t("labs.waiting", { count: count(lab().backlog) })}</b>
        {" · "}
        <Show when={(stand()?.boxes ?? 0) > 0}>
          {t("labs.coming", { boxes: stand()!.boxes })}
          {" · "}
        </Show>
        {t("labs.rate", { count: count(lab().tubes_per_hour) })}
        {" · "}
        <Show when={lab().backlog > 0}>
          {t("labs.clear", { hours: hours() })}
          {" · "}
        </Show>
        {t("labs.called", {
          count: count(lab().called),
          positive: count(lab().positive),
          share: share(lab().positive, lab().called, 2),
        })}
      </p>
    </li>
  );
}
