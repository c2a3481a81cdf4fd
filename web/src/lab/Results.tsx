/** Files of thermocyclers: dropped or chosen, and a verdict on every row. */
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { Verdict } from "../base/api";
import { pick, t } from "../base/lang";
import { grouped } from "../scan/codes";
import { Shape } from "../base/Shape";
import { leftUntil, pressing } from "./time";
import type { TakenView } from "./views";
import { type LabWork, why } from "./work";

/** Rows of a file that are shown at first. */
const ROWS_MAX = 100;

interface Sent {
  id: number;
  file: File;
  taken: TakenView | null;
  fault: string;
}

export function Results(props: { work: LabWork }) {
  const { work } = props;
  const [plate, setPlate] = createSignal("");
  const [machine, setMachine] = createSignal("");
  const [sent, setSent] = createSignal<Sent[]>([]);
  const [over, setOver] = createSignal(false);
  let ids = 0;

  const send = async (files: Iterable<File> | null) => {
    // One after the other: files of one plate are read together in their order.
    for (const file of Array.from(files ?? [])) {
      const id = ++ids;
      const set = (next: Partial<Sent>) =>
        setSent(sent().map((one) => (one.id === id ? { ...one, ...next } : one)));
      setSent([{ id, file, taken: null, fault: "" }, ...sent()]);
      const asked = new URLSearchParams();
      if (plate() !== "") asked.set("plate", plate());
      if (machine() !== "") asked.set("machine", machine());
      try {
        set({ taken: await work.upload<TakenView>(`/v1/plates/results?${asked}`, file) });
      } catch (failed) {
        const fault = why(failed);
        set({ fault: `${pick(fault.zh, fault.en)} ${pick(fault.do_zh, fault.do_en)}`.trim() });
      }
    }
    void work.look();
  };
  onMount(() => {
    work.take = (scan) => {
      if (scan.is === "plate") setPlate(scan.code);
    };
    onCleanup(() => {
      work.take = () => undefined;
    });
  });
  const unread = () => (work.bench()?.plates ?? []).filter((one) => one.read_at_ms == null);

  return (
    <main class="work results">
      <div class="side">
        <label
          class="drop"
          data-over={over()}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void send(event.dataTransfer?.files ?? null);
          }}
        >
          <span class="drop-shape" aria-hidden="true">
            ⇩
          </span>
          <b>{t("result.drop")}</b>
          <span class="quiet">{t("result.drop-about")}</span>
          <input
            type="file"
            id="results-file"
            multiple
            class="unseen"
            onChange={(event) => {
              void send(event.currentTarget.files);
              event.currentTarget.value = "";
            }}
          />
        </label>
        <div class="card">
          <label>
            <span>{t("result.plate")}</span>
            <input
              id="results-plate"
              autocomplete="off"
              spellcheck={false}
              placeholder={t("result.by-content")}
              value={plate()}
              onChange={(event) => setPlate(event.currentTarget.value.trim().toUpperCase())}
            />
          </label>
          <label>
            <span>{t("result.machine")}</span>
            <input
              id="results-machine"
              autocomplete="off"
              placeholder={t("result.by-content")}
              value={machine()}
              onChange={(event) => setMachine(event.currentTarget.value.trim())}
            />
          </label>
        </div>
        <section class="card" aria-labelledby="waits-title">
          <h2 id="waits-title">{t("plate.unread")}</h2>
          <ul class="list">
            <For each={unread()} fallback={<li class="empty">{t("plate.no-unread")}</li>}>
              {(one) => (
                <li>
                  <button
                    type="button"
                    class="line"
                    aria-pressed={plate() === one.plate}
                    onClick={() => setPlate(plate() === one.plate ? "" : one.plate)}
                  >
                    <span class="line-main">
                      <b>{one.plate}</b>
                      <span class="quiet">
                        {one.kit} · {t("plate.specimens", { count: one.specimens })}
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
          </ul>
        </section>
      </div>
      <section class="told-files" aria-live="polite" aria-label={t("result.told")}>
        <For each={sent()} fallback={<p class="card empty">{t("result.none")}</p>}>
          {(one) => <FileCard sent={one} onAgain={() => void send([one.file])} />}
        </For>
      </section>
    </main>
  );
}

type Kind = "good" | "note" | "stop";

function FileCard(props: { sent: Sent; onAgain: () => void }) {
  const [all, setAll] = createSignal(false);
  const taken = () => props.sent.taken;
  const verdict = () => (taken()?.command ?? null) as Verdict | null;
  const refused = () => verdict()?.refusal ?? null;
  const waits = () => taken()?.reason === "waiting";
  const kind = (): Kind => {
    const view = taken();
    if (props.sent.fault !== "" || (view?.refused && !waits()) || refused()) return "stop";
    if (!view || waits() || view.named > 0 || verdict()?.valid === false) return "note";
    return "good";
  };
  const title = () => {
    if (props.sent.fault !== "") return props.sent.fault;
    const view = taken();
    if (!view) return t("result.reading");
    const reason = refused();
    if (reason) return pick(reason.zh, reason.en);
    if (view.reason) return pick(view.zh ?? "", view.en ?? "");
    if (verdict()?.valid === false) return t("result.run-failed");
    return verdict()?.verdict === "already_recorded" ? t("result.again") : t("result.taken");
  };
  const rows = () => {
    const of = taken()?.rows ?? [];
    return all() ? of : of.filter((row) => row.word !== "taken");
  };
  const calls = () => {
    const counts = new Map<string, number>();
    for (const { call } of verdict()?.calls ?? []) counts.set(call, (counts.get(call) ?? 0) + 1);
    return [...counts];
  };
  return (
    <article class="card file" data-kind={kind()}>
      <header class="file-head" data-kind={kind()}>
        <Shape kind={taken() || props.sent.fault ? kind() : "ready"} />
        <div>
          <h3>{title()}</h3>
          <p>
            {props.sent.file.name}
            <Show when={taken()?.plate}> · {taken()?.plate}</Show>
            <Show when={taken()?.machine}> · {taken()?.machine}</Show>
          </p>
          <Show when={refused()}>{(why) => <p>{pick(why().do_zh, why().do_en)}</p>}</Show>
        </div>
      </header>
      <Show when={kind() === "stop"}>
        <button type="button" onClick={() => props.onAgain()}>
          {t("result.send-again")}
        </button>
      </Show>
      <Show when={taken()}>
        {(view) => (
          <>
            <p class="facts">
              <Show when={view().taken + view().named > 0}>
                <span>✓ {t("result.count-taken", { count: view().taken })}</span>
                <span>▲ {t("result.count-named", { count: view().named })}</span>
              </Show>
              <For each={calls()}>
                {([call, count]) => (
                  <span class="chip" data-call={call}>
                    {t(`call.${call}` as "call.negative")} {count}
                  </span>
                )}
              </For>
            </p>
            <For each={view().evidence}>
              {(one) => (
                <p class="quiet">
                  {one.well}: {one.file} ≠ {one.plate ?? "–"}
                </p>
              )}
            </For>
            <Show when={view().unread.length > 0}>
              <p class="notice" data-kind="warn">
                ▲ {t("result.unread")}{" "}
                {view()
                  .unread.map((one) => one.well)
                  .join(", ")}
              </p>
            </Show>
            <Show when={view().rows.length > 0}>
              <button type="button" aria-pressed={all()} onClick={() => setAll(!all())}>
                {t("result.all-rows", { count: view().rows.length })}
              </button>
            </Show>
            <Show when={rows().length > 0}>
              <div class="table-box" tabindex="0" role="region" aria-label={props.sent.file.name}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t("result.line")}</th>
                      <th scope="col">{t("result.well")}</th>
                      <th scope="col">{t("result.sample")}</th>
                      <th scope="col">{t("result.target")}</th>
                      <th scope="col">{t("result.verdict")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={rows().slice(0, ROWS_MAX)}>
                      {(row) => (
                        <tr data-word={row.word}>
                          <td>{row.line}</td>
                          <td>{row.well ?? "–"}</td>
                          <td>
                            {/^[0-9]{8,}$/.test(row.sample) ? grouped(row.sample) : row.sample}
                          </td>
                          <td>{row.target}</td>
                          <td>
                            {row.word === "taken"
                              ? `✓ ${t("result.row-taken")}`
                              : `▲ ${pick(row.zh ?? row.word, row.en ?? row.word)}`}
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
              <Show when={rows().length > ROWS_MAX}>
                <p class="quiet">{t("result.more", { count: rows().length - ROWS_MAX })}</p>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </article>
  );
}
