/** Review by a second person: what is negative at once, what is not one by one. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { nowMs } from "../base/clock";
import { momentText } from "../base/day";
import { scanId } from "../base/ids";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { pageMs } from "../base/ticker";
import { grouped } from "../scan/codes";
import { AmendSheet, type Call, type Reason } from "./AmendSheet";
import { legend, ofPlate, spoken } from "./cells";
import { sizeOf } from "./layout";
import { Legend, PlateGrid } from "./PlateGrid";
import { SignalPanel } from "./SignalPanel";
import { leftUntil, pressing } from "./time";
import type { BenchPlate, PlateView, ToReview } from "./views";
import { type Act, type LabWork, why } from "./work";

/** The calls that were made by hand stand on no plate. */
const BY_HAND = "";

const readAt = (plate: BenchPlate) => momentText(plate.read_at_ms ?? 0, pageMs());

export function Review(props: { work: LabWork }) {
  const { work } = props;
  const [chosen, choose] = createSignal<string | null>(null);
  const [view, setView] = createSignal<PlateView | null>(null);
  const [asked, ask] = createSignal<ToReview | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<{ tube: string; call: string | null } | null>(null);
  /** Questions that were not answered are sent again as the same ones. */
  const scans = new Map<string, string>();

  const plates = createMemo(() =>
    (work.bench()?.plates ?? []).filter((one) => one.read_at_ms != null),
  );
  const byHand = () => work.bench()?.by_hand ?? [];
  const plate = createMemo(() => plates().find((one) => one.plate === chosen()) ?? null);
  const alone = () => (chosen() === BY_HAND ? byHand() : (plate()?.alone ?? []));

  createEffect(
    on(chosen, async (code) => {
      setView(null);
      if (!code) return;
      try {
        const found = await work.get<PlateView>(`/v1/plates/${code}`);
        if (code === chosen()) setView(found);
      } catch (failed) {
        const fault = why(failed);
        work.say("stop", pick(fault.zh, fault.en), code, pick(fault.do_zh, fault.do_en));
      }
    }),
  );
  const reread = async () => {
    const code = chosen();
    await work.look();
    if (code) setView(await work.get<PlateView>(`/v1/plates/${code}`).catch(() => view()));
  };
  const decide = async (what: Act, about: string, tell: (count: number, again: number) => void) => {
    const scan = scans.get(about) ?? scanId(nowMs());
    scans.set(about, scan);
    setBusy(true);
    try {
      const verdict = await work.decide(what, scan);
      scans.delete(about);
      if (verdict.refusal) work.sayRefused(verdict);
      else tell(verdict.reviewed ?? 0, verdict.recollections ?? 0);
      await reread();
    } catch (failed) {
      const fault = why(failed);
      work.say("stop", pick(fault.zh, fault.en), "", t("review.not-done"));
    }
    setBusy(false);
  };
  const clean = (one: BenchPlate) =>
    decide({ act: "review_plate", plate: one.plate }, one.plate, (count) =>
      work.say("good", t("review.done-clean", { count }), one.plate, t("review.done-clean-line")),
    );
  const amend = (code: string, call: Call, reason: Reason) => {
    setWrong(null);
    const what = { act: "amend_call", tube: code, call, reason };
    return decide(what, `${code} ${call} ${reason}`, () =>
      work.say(
        "good",
        t("amend.done", { call: t(`call.${call}`) }),
        grouped(code),
        t("amend.done-line"),
      ),
    );
  };
  const single = (one: ToReview) =>
    decide({ act: "review", tube: one.tube }, one.tube, (_, again) => {
      const line = again > 0 ? t("review.done-again", { count: again }) : "";
      work.say("good", t("review.done-one"), one.well ?? "", `${grouped(one.tube)} ${line}`);
    });

  onMount(() => {
    work.take = (scan) => {
      if (scan.is === "plate" && plates().some((one) => one.plate === scan.code)) choose(scan.code);
      else if (scan.is === "tube") {
        const of = plates().find((one) => one.alone.some((each) => each.tube === scan.code));
        if (of) choose(of.plate);
        // It waits for nothing: whoever scans it means that its call is wrong.
        else setWrong({ tube: scan.code, call: null });
      } else work.say("note", t("review.no-such"), "", t("review.no-such-do"));
    };
    onCleanup(() => {
      work.take = () => undefined;
    });
  });
  const own = (by: number | null | undefined) => by === work.device.me.staff;

  return (
    <main class="work review">
      <div class="side">
        <SignalPanel work={work} ready={t("review.ready")} />
        <section class="card" aria-labelledby="queue-title">
          <h2 id="queue-title">{t("review.queue")}</h2>
          <ul class="list">
            <For each={plates()} fallback={<li class="empty">{t("review.none")}</li>}>
              {(one) => (
                <li>
                  <button
                    type="button"
                    class="line"
                    aria-pressed={chosen() === one.plate}
                    onClick={() => choose(one.plate)}
                  >
                    <span class="line-main">
                      <b>{one.plate}</b>
                      <span class="chips">
                        <Show when={one.negative > 0}>
                          <span class="chip" data-kind="good">
                            − {t("review.negative", { count: one.negative })}
                          </span>
                        </Show>
                        <Show when={one.alone.length > 0}>
                          <span class="chip" data-kind="bad">
                            ◆ {t("review.alone", { count: one.alone.length })}
                          </span>
                        </Show>
                      </span>
                    </span>
                    <Show when={one.due_at_ms != null}>
                      <span class="chip" data-kind={pressing(one.due_at_ms!)}>
                        {leftUntil(one.due_at_ms!)}
                      </span>
                    </Show>
                  </button>
                </li>
              )}
            </For>
            <Show when={byHand().length > 0}>
              <li>
                <button
                  type="button"
                  class="line"
                  aria-pressed={chosen() === BY_HAND}
                  onClick={() => choose(BY_HAND)}
                >
                  <b class="line-main">{t("review.by-hand")}</b>
                  <span class="chip" data-kind="bad">
                    ◆ {byHand().length}
                  </span>
                </button>
              </li>
            </Show>
          </ul>
        </section>
      </div>
      <section class="card plate-card" aria-labelledby="review-title">
        <Show when={chosen() !== null} fallback={<p class="empty">{t("review.choose")}</p>}>
          <header class="box-head">
            <div>
              <h2 id="review-title" class="tube-code">
                {chosen() === BY_HAND ? t("review.by-hand") : chosen()}
              </h2>
              <Show when={plate()}>
                {(one) => (
                  <p class="quiet">
                    {one().kit} · {t("review.read-at", { time: readAt(one()) })}
                    <Show when={one().called_by != null}>
                      {" · "}
                      {t("hatch.by", { staff: one().called_by })}
                    </Show>
                  </p>
                )}
              </Show>
            </div>
          </header>
          <Show when={own(plate()?.called_by)}>
            <p class="notice four-eyes" data-kind="warn">
              <b>◉◉ {t("review.four-eyes")}</b>
              <span>{t("review.four-eyes-do")}</span>
            </p>
          </Show>
          <Show when={view()}>
            {(one) => (
              <>
                <PlateGrid
              label={spoken(one())}
              size={sizeOf(one().wells.map((each) => each.well))}
              cell={ofPlate(one())}
            />
                <Legend kinds={legend(["negative", "positive", "grey", "invalid", "again"])} />
              </>
            )}
          </Show>
          <Show when={alone().length > 0}>
            <h3>{t("review.one-by-one")}</h3>
            <ul class="calls">
              <For each={alone()}>
                {(one) => (
                  <li class="call" data-call={one.call} data-tube={one.tube}>
                    <span class="call-mark">
                      <b>{one.well ?? "–"}</b>
                    </span>
                    <span class="line-main">
                      <b class="call-word">{t(`call.${one.call}` as "call.negative")}</b>
                      <span>
                        {grouped(one.tube)} · {t("hatch.people", { count: one.people })}
                      </span>
                      <span class="quiet">
                        {one.accession} ·{" "}
                        {one.ct_hundredths == null
                          ? t("review.no-curve")
                          : `Ct ${(one.ct_hundredths / 100).toFixed(2)}`}
                      </span>
                      <Show when={one.corrected}>
                        {(left) => (
                          <span class="corrected">
                            ↻ {t("review.was", { call: t(`call.${left().from}` as "call.grey") })}
                            <Show when={left().en}>
                              {(en) => <> · {pick(left().zh!, en())}</>}
                            </Show>
                          </span>
                        )}
                      </Show>
                    </span>
                    <button
                      type="button"
                      class="correct"
                      disabled={busy()}
                      onClick={() => setWrong(one)}
                    >
                      {t("review.correct")}
                    </button>
                    <button
                      type="button"
                      class="confirm"
                      disabled={busy()}
                      onClick={() => ask(one)}
                    >
                      {t("review.confirm")}
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={plate()}>
            {(one) => (
              <>
                <Show when={one().alone.length > 0 && one().negative > 0}>
                  <p class="quiet">{t("review.first-alone")}</p>
                </Show>
                <Show when={one().negative > 0}>
                  <button
                    type="button"
                    class="main wide-button"
                    disabled={busy() || one().alone.length > 0}
                    onClick={() => void clean(one())}
                  >
                    ✓ {t("review.clean", { count: one().negative })}
                  </button>
                </Show>
              </>
            )}
          </Show>
          <Show when={chosen() !== BY_HAND && !plate()}>
            <p class="notice">✓ {t("review.plate-done")}</p>
          </Show>
        </Show>
      </section>
      <AmendSheet
        tube={wrong()?.tube ?? null}
        call={wrong()?.call ?? null}
        onClose={() => setWrong(null)}
        onAmend={(code, call, reason) => void amend(code, call, reason)}
      />
      <Sheet
        open={asked() !== null}
        title={t("review.sure", {
          call: asked() ? t(`call.${asked()!.call}` as "call.negative") : "",
        })}
        about={t("review.sure-about", {
          tube: grouped(asked()?.tube ?? ""),
          well: asked()?.well ?? "–",
          count: asked()?.people ?? 0,
        })}
        onClose={() => ask(null)}
      >
        <p class="notice" data-kind="warn">
          ▲ {t(asked()?.call === "positive" ? "review.then-positive" : "review.then-other")}
        </p>
        <Show when={own(asked()?.called_by)}>
          <p class="notice" data-kind="warn">
            ◉◉ {t("review.four-eyes-do")}
          </p>
        </Show>
        <button
          type="button"
          class="main wide-button"
          onClick={() => {
            const one = asked();
            ask(null);
            if (one) void single(one);
          }}
        >
          {t("review.sure-yes")}
        </button>
      </Sheet>
    </main>
  );
}
