/** The questions of the hatch: two signatures, the rest after a count, what is wrong, the end. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import type { Verdict } from "../base/api";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";
import type { Counts, Row } from "./hatch";
import { Stepper } from "./Stepper";
import type { BoxView } from "./views";
import type { Act, LabWork } from "./work";

interface Props {
  work: LabWork;
  box: BoxView;
  open: boolean;
  onClose: () => void;
  act: (what: Act, about: string, tell: (verdict: Verdict) => void) => Promise<void>;
}

/** Whether a sheet is opened: what was entered before is gone then. */
function opened(props: { open: boolean }, then: () => void): void {
  createEffect(
    on(
      () => props.open,
      (open) => open && then(),
    ),
  );
}

export function SignSheet(props: Props & { card: number | null }) {
  const [count, setCount] = createSignal(0);
  const [courier, setCourier] = createSignal("");
  const [signed, setSigned] = createSignal({ courier: false, receiver: false });
  opened(props, () => {
    setCount(props.box.count);
    setCourier(String(props.box.holder ?? ""));
    setSigned({ courier: false, receiver: false });
  });
  const receiver = () => props.work.device.me.staff;
  // A card signs for whom it names.
  createEffect(
    on(
      () => props.card,
      (staff) => {
        if (staff === null || !props.open) return;
        if (staff === receiver()) return setSigned({ ...signed(), receiver: true });
        setCourier(String(staff));
        setSigned({ ...signed(), courier: true });
      },
      { defer: true },
    ),
  );
  const whole = () => signed().courier && signed().receiver && /^[0-9]+$/.test(courier());
  const sign = () => {
    props.onClose();
    const { box } = props.box;
    const what = {
      act: "receive_box",
      box,
      lab: props.work.lab,
      courier: Number(courier()),
      receiver: receiver(),
      count: count(),
    };
    void props.act(what, box, (verdict) => {
      const wrong = (verdict.differences ?? []).map((one) => pick(one.zh, one.en)).join(" · ");
      const kind = wrong === "" ? "good" : "note";
      props.work.say(kind, t("hatch.signed-for"), grouped(box), wrong || t("hatch.do-check"));
    });
  };
  return (
    <Sheet
      open={props.open}
      title={t("sign.title")}
      about={t("sign.about", { count: props.box.count })}
      onClose={props.onClose}
      wide
    >
      <Stepper label={t("sign.count")} value={count()} most={999} onChange={setCount} />
      <Show when={count() !== props.box.count}>
        <p class="notice" data-kind="warn" role="status">
          ▲ {t("sign.differs", { count: props.box.count })}
        </p>
      </Show>
      <div class="parties">
        <div class="party" data-signed={signed().courier}>
          <label>
            <span>{t("sign.courier")}</span>
            <input
              id="courier"
              inputmode="numeric"
              autocomplete="off"
              value={courier()}
              aria-invalid={courier() !== "" && !/^[0-9]+$/.test(courier())}
              onInput={(event) => {
                setCourier(event.currentTarget.value.trim());
                setSigned({ ...signed(), courier: false });
              }}
            />
          </label>
          <button
            type="button"
            aria-pressed={signed().courier}
            disabled={!/^[0-9]+$/.test(courier())}
            onClick={() => setSigned({ ...signed(), courier: !signed().courier })}
          >
            {signed().courier ? `✓ ${t("sign.done")}` : t("sign.courier-signs")}
          </button>
        </div>
        <div class="party" data-signed={signed().receiver}>
          <p class="party-name">
            <span>{t("sign.receiver")}</span>
            <b>{receiver()}</b>
          </p>
          <button
            type="button"
            aria-pressed={signed().receiver}
            onClick={() => setSigned({ ...signed(), receiver: !signed().receiver })}
          >
            {signed().receiver ? `✓ ${t("sign.done")}` : t("sign.receiver-signs")}
          </button>
        </div>
      </div>
      <p class="quiet">{t("sign.cards")}</p>
      <button type="button" class="main wide-button" disabled={!whole()} onClick={sign}>
        {t("sign.take")}
      </button>
    </Sheet>
  );
}

export function RestSheet(props: Props & { counts: Counts }) {
  const rest = () => {
    props.onClose();
    const { box } = props.box;
    void props.act({ act: "receive_rest", box }, box, (verdict) => {
      const count = verdict.received ?? (verdict.accession ? 1 : 0);
      props.work.say("good", t("hatch.rest-in", { count }), "", t("hatch.rest-do"));
    });
  };
  return (
    <Sheet
      open={props.open}
      title={t("rest.title", { count: props.counts.waiting })}
      about={t("rest.about")}
      onClose={props.onClose}
    >
      <p class="count-large" aria-hidden="true">
        {props.counts.waiting}
      </p>
      <button type="button" class="main wide-button" onClick={rest}>
        {t("rest.yes")}
      </button>
    </Sheet>
  );
}

export function FinishSheet(props: Props & { rows: Row[] }) {
  const missing = () => props.rows.filter((row) => row.state === "waiting");
  const finish = () => {
    props.onClose();
    const { box } = props.box;
    void props.act({ act: "empty_box", box }, box, () => {
      const count = missing().length;
      if (count === 0) props.work.say("good", t("hatch.finished"), grouped(box), t("hatch.whole"));
      else props.work.say("note", t("hatch.finished"), grouped(box), t("hatch.short", { count }));
    });
  };
  return (
    <Sheet
      open={props.open}
      title={t("finish.title")}
      about={missing().length === 0 ? t("finish.whole") : t("finish.missing")}
      onClose={props.onClose}
    >
      <ul class="codes">
        <For each={missing()}>{(row) => <li>? {grouped(row.tube)}</li>}</For>
      </ul>
      <button
        type="button"
        class="main wide-button"
        classList={{ danger: missing().length > 0 }}
        onClick={finish}
      >
        {missing().length === 0
          ? t("finish.yes")
          : t("finish.yes-missing", { count: missing().length })}
      </button>
    </Sheet>
  );
}

const FLAWS = ["leaking", "unlabelled", "insufficient"] as const;
const REJECTS = ["leaking", "broken", "unlabelled", "too_old", "no_swab", "insufficient"] as const;
type Flaw = (typeof FLAWS)[number] | "fewer_swabs";
type Reject = (typeof REJECTS)[number];

interface FlawProps extends Props {
  rows: Row[];
  chosen: Row | null;
  onChoose: (row: Row | null) => void;
}

export function FlawSheet(props: FlawProps) {
  const [test, setTest] = createSignal(true);
  const [count, setCount] = createSignal(1);
  opened(props, () => {
    setTest(true);
    setCount(1);
  });
  const tube = () => props.chosen?.tube ?? "";
  const note = (reason: Flaw) => {
    props.onClose();
    const { box } = props.box;
    // A tube without a label has no code to scan; of too few swabs it is said how many there are.
    const bare = reason === "unlabelled" && tube() === "";
    const counted = bare || reason === "fewer_swabs" ? { count: count() } : {};
    const of = tube() === "" ? {} : { tube: tube() };
    const what = { act: "note_flaw", ...of, box, lab: props.work.lab, reason, ...counted };
    void props.act(what, tube() || box, () =>
      props.work.say("note", t(`flaw.${reason}`), grouped(tube() || box), t("flaw.noted")),
    );
  };
  const reject = (reason: Reject) => {
    props.onClose();
    const what = { act: "reject_tube", tube: tube(), lab: props.work.lab, reason };
    void props.act(what, tube(), (verdict) => {
      const line = t("flaw.rejected-do", { count: verdict.recollections ?? 0 });
      props.work.say("note", t("flaw.rejected"), grouped(tube()), line);
    });
  };
  return (
    <Sheet
      open={props.open}
      title={t("flaw.title")}
      about={tube() === "" ? t("flaw.none") : grouped(tube())}
      onClose={props.onClose}
      wide
    >
      <label>
        <span>{t("flaw.which")}</span>
        <select
          id="flaw-tube"
          value={tube()}
          onChange={(event) => {
            const picked = event.currentTarget.value;
            props.onChoose(props.rows.find((row) => row.tube === picked) ?? null);
          }}
        >
          <option value="">{t("flaw.no-code")}</option>
          <For each={props.rows}>
            {(row) => <option value={row.tube}>{grouped(row.tube)}</option>}
          </For>
        </select>
      </label>
      <div class="row" role="group" aria-label={t("flaw.what")}>
        <button type="button" aria-pressed={test()} onClick={() => setTest(true)}>
          {t("flaw.test")}
        </button>
        <button
          type="button"
          aria-pressed={!test()}
          disabled={tube() === ""}
          onClick={() => setTest(false)}
        >
          {t("flaw.reject")}
        </button>
      </div>
      <Show
        when={test() || tube() === ""}
        fallback={
          <>
            <p class="notice" data-kind="warn">
              ▲ {t("flaw.reject-about", { count: props.chosen?.people ?? 0 })}
            </p>
            <div class="choices">
              <For each={REJECTS}>
                {(reason) => (
                  <button type="button" class="danger" onClick={() => reject(reason)}>
                    {t(`flaw.${reason}`)}
                  </button>
                )}
              </For>
            </div>
          </>
        }
      >
        <Show when={tube() !== ""}>
          <div class="choices">
            <For each={FLAWS}>
              {(reason) => (
                <button type="button" onClick={() => note(reason)}>
                  {t(`flaw.${reason}`)}
                </button>
              )}
            </For>
          </div>
        </Show>
        <div class="counted">
          <Stepper
            label={tube() === "" ? t("flaw.tubes") : t("flaw.swabs")}
            value={count()}
            most={99}
            onChange={setCount}
          />
          <button type="button" onClick={() => note(tube() === "" ? "unlabelled" : "fewer_swabs")}>
            {tube() === "" ? t("flaw.unlabelled") : t("flaw.fewer_swabs")}
          </button>
        </div>
      </Show>
    </Sheet>
  );
}
