/** What the lab's work is worth: rates, how long outcomes take, and control charts. */
import { createEffect, createSignal, For, lazy, on, onMount, Show, Suspense } from "solid-js";
import type { Said } from "../base/api";
import { pick, t } from "../base/lang";
import { sorted } from "./chart";
import type { ControlsView, QualityView } from "./views";
import { type LabWork, why } from "./work";

// The plotting library is fetched by who looks at charts.
const Chart = lazy(async () => ({ default: (await import("./Chart")).Chart }));

/** Hours that may be looked back. */
const BACK = [24, 168, 720] as const;

export function Charts(props: { work: LabWork }) {
  const { work } = props;
  const [hours, setHours] = createSignal<number>(BACK[1]);
  const [quality, setQuality] = createSignal<QualityView | null>(null);
  const [controls, setControls] = createSignal<ControlsView | null>(null);
  const [fault, setFault] = createSignal<Said | null>(null);

  const read = async () => {
    const asked = `?lab=${work.lab}&hours=${hours()}`;
    try {
      const [rates, charts] = await Promise.all([
        work.get<QualityView>(`/v1/labs/quality${asked}`),
        work.get<ControlsView>(`/v1/labs/quality/controls${asked}`),
      ]);
      setQuality(rates);
      setControls(charts);
      setFault(null);
    } catch (failed) {
      setFault(why(failed));
    }
  };
  // The service is heard again.
  createEffect(on(work.bench, () => fault() && void read(), { defer: true }));
  onMount(() => void read());
  const lab = () => quality()?.labs.find((one) => one.lab === work.lab) ?? quality()?.labs[0];
  const share = (part: number, whole: number) =>
    whole === 0 ? "–" : `${((100 * part) / whole).toFixed(part === 0 ? 0 : 2)} %`;
  const minutes = (value: number | null | undefined) =>
    value == null ? "–" : t("span.minutes", { minutes: value });

  return (
    <main class="work charts">
      <section class="card rates" aria-labelledby="rates-title">
        <header class="box-head">
          <h2 id="rates-title">{t("chart.rates")}</h2>
          <div class="row" role="group" aria-label={t("chart.back")}>
            <For each={BACK}>
              {(one) => (
                <button
                  type="button"
                  aria-pressed={hours() === one}
                  onClick={() => {
                    setHours(one);
                    void read();
                  }}
                >
                  {one === 24 ? t("chart.hours-24") : t("chart.days", { days: one / 24 })}
                </button>
              )}
            </For>
          </div>
        </header>
        <Show when={fault()}>
          {(fault) => (
            <p class="notice" data-kind="warn" role="status">
              {pick(fault().zh, fault().en)}
            </p>
          )}
        </Show>
        <Show when={lab()} fallback={<p class="empty">{fault() ? "" : t("lab.loading")}</p>}>
          {(of) => (
            <>
              <For each={of().alarms}>
                {(alarm) => (
                  <p class="notice" data-kind="warn">
                    ▲ {pick(alarm.zh, alarm.en)}
                  </p>
                )}
              </For>
              <Show when={of().alarms.length === 0}>
                <p class="notice" data-kind="good">
                  ✓ {t("chart.no-alarms")}
                </p>
              </Show>
              <dl class="tiles">
                <div>
                  <dt>{t("chart.calls")}</dt>
                  <dd>{of().calls}</dd>
                </div>
                <div>
                  <dt>{t("call.positive")}</dt>
                  <dd>
                    {of().positive} <small>{share(of().positive, of().calls)}</small>
                  </dd>
                </div>
                <div>
                  <dt>{t("chart.unclear")}</dt>
                  <dd>
                    {of().grey + of().invalid}{" "}
                    <small>{share(of().grey + of().invalid, of().calls)}</small>
                  </dd>
                </div>
                <div>
                  <dt>{t("chart.runs")}</dt>
                  <dd>
                    {of().runs} <small>{t("chart.failed", { count: of().failed_runs })}</small>
                  </dd>
                </div>
                <div>
                  <dt>{t("chart.took")}</dt>
                  <dd>
                    {minutes(of().from_receipt.p50_minutes)}{" "}
                    <small>p90 {minutes(of().from_receipt.p90_minutes)}</small>
                  </dd>
                </div>
              </dl>
            </>
          )}
        </Show>
      </section>
      <Suspense fallback={<p class="card empty">{t("lab.loading")}</p>}>
        <div class="chart-grid">
          <For
            each={sorted(controls()?.charts ?? [])}
            fallback={
              <p class="card empty">
                {controls() ? t("chart.none") : fault() ? "" : t("lab.loading")}
              </p>
            }
          >
            {(chart) => <Chart chart={chart} />}
          </For>
        </div>
      </Suspense>
    </main>
  );
}
