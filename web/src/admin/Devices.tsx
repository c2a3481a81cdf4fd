/** Who works here and on which device: enrol, look up, take back. */
import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import { askJson, type Token } from "../base/api";
import { asked } from "../base/asked";
import { nowMs } from "../base/clock";
import { dateText } from "../base/day";
import type { Device } from "../base/device";
import { lang, t } from "../base/lang";
import { roleName } from "../base/roles";
import { Sheet } from "../base/Sheet";
import { EnrolSheet } from "./Enrol";
import { matches, sorted, state, type State, where } from "./tokens";
import { TroubleNotice } from "./Trouble";

const SHAPES: Record<State, string> = { holds: "●", soon: "▲", ended: "◌", revoked: "■" };
const KINDS: Record<State, string> = {
  holds: "good",
  soon: "warn",
  ended: "quiet",
  revoked: "bad",
};

export function DevicesPart(props: { device: Device }) {
  const list = asked<{ tokens: Token[] }>();
  const [words, setWords] = createSignal("");
  const [past, setPast] = createSignal(false);
  const [enrol, openEnrol] = createSignal(false);
  const [leaving, leave] = createSignal<Token | null>(null);
  const token = () => props.device.token;
  const load = () =>
    list.ask(() => askJson<{ tokens: Token[] }>("/v1/tokens", { token: token() }));
  onMount(() => void load());

  const all = () => sorted(list.data()?.tokens ?? []);
  const count = (holds: boolean) => all().filter((one) => one.holds === holds).length;
  const shown = createMemo(() => {
    // Said in the words of the page, so a search is made again in another language.
    lang();
    const some = all().filter((one) => one.holds !== past());
    return some.filter((one) => matches(one, words(), props.device.campaign));
  });
  return (
    <>
      <div class="devices-bar">
        <button type="button" class="main" onClick={() => openEnrol(true)}>
          + {t("device.enrol")}
        </button>
        <input
          type="search"
          aria-label={t("device.search")}
          placeholder={t("device.search")}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <div class="switch" role="group" aria-label={t("admin.devices")}>
          <button type="button" aria-pressed={!past()} onClick={() => setPast(false)}>
            {t("device.holding", { count: count(true) })}
          </button>
          <button type="button" aria-pressed={past()} onClick={() => setPast(true)}>
            {t("device.past", { count: count(false) })}
          </button>
        </div>
      </div>
      <TroubleNotice why={list.trouble()} onAgain={() => void load()} />
      <Show when={list.data()} fallback={list.busy() && <p role="status">{t("admin.loading")}</p>}>
        <Show
          when={shown().length > 0}
          fallback={
            <div class="card nothing">
              <h2>{t("device.none")}</h2>
              <p class="quiet">{t("device.none-do")}</p>
            </div>
          }
        >
          <ul class="devices">
            <For each={shown()}>
              {(one) => (
                <DeviceCard token={one} device={props.device} onLeave={() => leave(one)} />
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <EnrolSheet
        device={props.device}
        open={enrol()}
        onMade={() => void load()}
        onClose={() => openEnrol(false)}
      />
      <RevokeSheet
        device={props.device}
        token={leaving()}
        onDone={() => void load()}
        onClose={() => leave(null)}
      />
    </>
  );
}

/** Whether a token is this device's own. */
function own(token: Token, { me }: Device): boolean {
  const same = token.staff === me.staff && token.device === me.device;
  return same && token.role === me.role && token.holds;
}

function DeviceCard(props: { token: Token; device: Device; onLeave: () => void }) {
  const at = () => state(props.token, nowMs());
  const stands = () => (at() === "soon" ? t("device.soon") : t(`device.${at()}` as "device.holds"));
  const until = () => props.token.revoked_at_ms ?? props.token.expires_at_ms;
  return (
    <li class="card device" data-state={at()}>
      <div>
        <h3>
          {roleName(props.token.role)}
          <Show when={own(props.token, props.device)}>
            <span class="mine">{t("device.this")}</span>
          </Show>
        </h3>
        <p>{where(props.token, props.device.campaign)}</p>
      </div>
      <p class="who">
        <b>{t("device.staff", props.token)}</b>
        <span class="quiet">
          {t("device.device", props.token)} · {t("device.mark", props.token)}
        </span>
      </p>
      <p class="stands" data-kind={KINDS[at()]}>
        <span aria-hidden="true">{SHAPES[at()]} </span>
        <b>{stands()}</b>
        <span>
          {at() === "revoked"
            ? dateText(until())
            : t("device.until", { date: dateText(until()) })}
        </span>
      </p>
      <Show when={props.token.holds}>
        <button
          type="button"
          class="danger"
          aria-label={t("device.revoke-yes", { what: name(props.token) })}
          onClick={() => props.onLeave()}
        >
          {t("device.revoke")}
        </button>
      </Show>
    </li>
  );
}

function name(token: Token): string {
  return `${roleName(token.role)} · ${t("device.staff", token)}`;
}

interface RevokeProps {
  device: Device;
  token: Token | null;
  onDone: () => void;
  onClose: () => void;
}

function RevokeSheet(props: RevokeProps) {
  const sent = asked<Token>();
  const go = async (token: Token) => {
    const path = `/v1/tokens/${token.mark}/revoke`;
    const done = await sent.ask(() => askJson(path, { token: props.device.token, body: "{}" }));
    if (!done) return;
    props.onClose();
    props.onDone();
  };
  return (
    <Sheet
      open={props.token !== null}
      title={t("device.revoke-title")}
      about={t("device.revoke-about")}
      onClose={() => {
        sent.clear();
        props.onClose();
      }}
    >
      <Show when={props.token}>
        {(token) => (
          <>
            <p class="revoked-who">
              <b>{name(token())}</b>
              <span>{where(token(), props.device.campaign)}</span>
            </p>
            <Show when={own(token(), props.device)}>
              <p class="notice" data-kind="warn">
                <span aria-hidden="true">▲ </span>
                {t("device.revoke-self")}
              </p>
            </Show>
            <TroubleNotice why={sent.trouble()} />
            <button
              type="button"
              class="danger wide-button"
              disabled={sent.busy()}
              onClick={() => void go(token())}
            >
              {t("device.revoke-yes", { what: name(token()) })}
            </button>
          </>
        )}
      </Show>
    </Sheet>
  );
}
