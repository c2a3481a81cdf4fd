/** The hatch: a box is scanned, signed for, checked tube by tube, and finished. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import type { Said, Verdict } from "../base/api";
import { pick, t } from "../base/lang";
import { grouped } from "../scan/codes";
import { BoxList } from "./BoxList";
import { count, found, type Row, rows, step } from "./hatch";
import { FlawSheet, RestSheet, FinishSheet, SignSheet } from "./HatchSheets";
import { Manifest, Signatures } from "./Manifest";
import { SignalPanel } from "./SignalPanel";
import { leftUntil, pressing } from "./time";
import type { BoxView } from "./views";
import { type Act, type LabWork, why } from "./work";

type Open = "none" | "sign" | "rest" | "finish" | "flaw";

export function Hatch(props: { work: LabWork }) {
  const { work } = props;
  const [code, setCode] = createSignal("");
  const [box, setBox] = createSignal<BoxView | null>(null);
  const [fault, setFault] = createSignal<Said | null>(null);
  const [open, setOpen] = createSignal<Open>("none");
  const [chosen, choose] = createSignal<Row | null>(null);
  /** The card that was scanned last, to sign with. */
  const [card, setCard] = createSignal<number | null>(null, { equals: false });
  const close = () => setOpen("none");

  /** Tubes of this box that were scanned and are not sent yet. */
  const sending = createMemo(
    () =>
      new Set(
        work
          .pending()
          .filter((one) => one.act === "receive_tube" && one.body?.["box"] === code())
          .map((one) => one.tube),
      ),
  );
  /** Both have signed, and the network was away: what hands do goes on. */
  const signed = createMemo(() =>
    work.pending().some((one) => one.act === "receive_box" && one.body?.["box"] === code()),
  );
  const now = () => (box() ? step(box()!, signed()) : "under-way");
  const all = createMemo(() => (box() ? rows(box()!, sending()) : []));
  const counts = createMemo(() => count(all()));

  let again = false;
  let asking: Promise<void> | null = null;
  /** Reads the box anew; while one answer is under way only one more is asked for. Whoever waits
   * has the box as it is now. */
  const read = () => {
    again = true;
    asking ??= readAll().finally(() => {
      asking = null;
    });
    return asking;
  };
  const readAll = async () => {
    while (again) {
      again = false;
      const of = code();
      if (of === "") break;
      try {
        const view = await work.get<BoxView>(`/v1/boxes/${of}`);
        if (of === code()) setBox(view);
        setFault(null);
      } catch (failed) {
        setFault(why(failed));
      }
    }
  };
  const openBox = async (next: string) => {
    if (next !== code()) setBox(null);
    setCode(next);
    choose(null);
    await read();
    const view = box();
    if (fault()) return work.say("stop", t("hatch.no-box"), grouped(next), said(fault()!));
    if (!view) return;
    const line = t(`hatch.do-${now()}`);
    work.say(now() === "under-way" ? "note" : "good", t("hatch.opened"), grouped(next), line);
    if (now() !== "sign") return;
    setCard(null);
    setOpen("sign");
  };
  const leave = () => {
    setCode("");
    setBox(null);
    setFault(null);
    work.say("ready", "");
    void work.look();
  };

  /** Does something of the hatch, tells what became of it, and reads the box anew. */
  const act = async (what: Act, about: string, tell: (verdict: Verdict) => void) => {
    try {
      const { verdict } = await work.did(what, about);
      const said = await verdict;
      // What is scanned next finds the box as it is now.
      if (what.act === "receive_box") await read();
      if (said.verdict === "refused" || said.verdict === "kept" || said.verdict === "invalid") {
        work.sayRefused(said);
      } else tell(said);
      await read();
      void work.look();
    } catch {
      work.say("stop", t("lab.not-kept"), "", t("no.kept-do"));
    }
  };

  const scanned = (tube: string) => {
    const view = box();
    if (!view)
      return work.say("stop", t("hatch.box-first"), grouped(tube), t("hatch.box-first-do"));
    if (now() !== "check") {
      return work.say("note", t(`hatch.do-${now()}`), grouped(tube), t("hatch.not-yet"));
    }
    const row = all().find((one) => one.tube === tube);
    if (row && ["in", "flawed", "sending"].includes(row.state)) {
      choose(row);
      return work.say("note", t("hatch.again"), row.accession, grouped(tube));
    }
    work.say("good", t("hatch.noted"), "", grouped(tube));
    return void act(
      { act: "receive_tube", tube, box: view.box, lab: work.lab },
      tube,
      (verdict) => {
        const wrong = (verdict.differences ?? []).map((one) => pick(one.zh, one.en));
        const line = wrong.length > 0 ? wrong.join(" · ") : grouped(tube);
        const title = t(wrong.length > 0 ? "hatch.in-but" : "hatch.in");
        work.say(wrong.length > 0 ? "note" : "good", title, verdict.accession ?? "", line);
      },
    );
  };

  onMount(() => {
    work.take = (scan) => {
      if (scan.is === "box") void openBox(scan.code);
      else if (scan.is === "tube") scanned(scan.code);
      else if (scan.is === "card" && open() === "sign") setCard(scan.staff);
      else work.say("stop", t("lab.other"), "", t("hatch.other-do"));
    };
    onCleanup(() => {
      work.take = () => undefined;
    });
  });
  // What was sent late changes the box without being waited for.
  createEffect(on(work.pending, () => void read(), { defer: true }));
  // The service is heard again.
  createEffect(on(work.bench, () => fault() && void read(), { defer: true }));

  return (
    <main class="work">
      <div class="side">
        <SignalPanel work={work} ready={box() ? t("hatch.ready-tube") : t("hatch.ready-box")} />
        <Show when={box()}>
          <div class="acts">
            <Switch>
              <Match when={now() === "sign"}>
                <button
                  type="button"
                  class="main wide"
                  onClick={() => {
                    setCard(null);
                    setOpen("sign");
                  }}
                >
                  {t("hatch.sign")}
                </button>
              </Match>
              <Match when={now() === "check"}>
                <button
                  type="button"
                  disabled={counts().waiting === 0}
                  onClick={() => setOpen("rest")}
                >
                  {t("hatch.rest", { count: counts().waiting })}
                </button>
                <button type="button" onClick={() => setOpen("flaw")}>
                  {t("hatch.flaw")}
                </button>
                <button
                  type="button"
                  class="wide"
                  classList={{ main: counts().waiting === 0 }}
                  onClick={() => setOpen("finish")}
                >
                  {t("hatch.finish")}
                </button>
              </Match>
            </Switch>
            <button type="button" class="wide" onClick={leave}>
              {t("hatch.next-box")}
            </button>
          </div>
        </Show>
      </div>
      <Show
        when={code() !== ""}
        fallback={<BoxList work={work} onOpen={(one) => void openBox(one)} />}
      >
        <section class="card hatch-box" aria-labelledby="box-title">
          <header class="box-head">
            <div>
              <h2 id="box-title" class="quiet">
                {t("hatch.box")}
              </h2>
              <p class="tube-code">{grouped(code())}</p>
            </div>
            <Show when={box()}>
              <p
                class="tube-count"
                aria-label={t("hatch.found-of", {
                  found: found(counts()),
                  count: counts().expected,
                })}
              >
                <b>{found(counts())}</b>
                <span> / {counts().expected}</span>
              </p>
            </Show>
          </header>
          <Show
            when={box()}
            fallback={
              <p class="notice" data-kind={fault() ? "warn" : undefined} role="status">
                {fault() ? said(fault()!) : t("lab.loading")}
              </p>
            }
          >
            {(view) => (
              <>
                <p class="facts">
                  <span>{work.siteName(view().site)}</span>
                  <span>{t(`hatch.stage-${now()}`)}</span>
                  <Show when={view().due}>
                    {(due) => (
                      <span class="chip" data-kind={pressing(due().due_at_ms)}>
                        {t("hatch.room")} {leftUntil(due().due_at_ms)}
                      </span>
                    )}
                  </Show>
                </p>
                <For each={view().differences}>
                  {(one) => (
                    <p class="notice" data-kind="warn">
                      ▲ {pick(one.zh, one.en)}：{t("hatch.counted", one)} ·{" "}
                      {t("hatch.by", { staff: one.staff })}
                    </p>
                  )}
                </For>
                <Manifest
                  rows={all()}
                  chosen={chosen()?.tube ?? ""}
                  onPick={(row) => {
                    choose(row);
                    if (now() === "check") setOpen("flaw");
                  }}
                />
                <Signatures box={view()} />
              </>
            )}
          </Show>
        </section>
      </Show>
      <Show when={box()}>
        {(view) => (
          <>
            <SignSheet
              work={work}
              box={view()}
              card={card()}
              open={open() === "sign"}
              onClose={close}
              act={act}
            />
            <RestSheet
              work={work}
              box={view()}
              counts={counts()}
              open={open() === "rest"}
              onClose={close}
              act={act}
            />
            <FinishSheet
              work={work}
              box={view()}
              rows={all()}
              open={open() === "finish"}
              onClose={close}
              act={act}
            />
            <FlawSheet
              work={work}
              box={view()}
              rows={all()}
              chosen={chosen()}
              onChoose={choose}
              open={open() === "flaw"}
              onClose={close}
              act={act}
            />
          </>
        )}
      </Show>
    </main>
  );
}

function said(fault: Said): string {
  return `${pick(fault.zh, fault.en)} ${pick(fault.do_zh, fault.do_en)}`.trim();
}
