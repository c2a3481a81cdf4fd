/** The campaign's protocol rule by rule, and another one beside it. */
import { createSignal, For, onMount, Show } from "solid-js";
import { askJson, type Rule, type Rules } from "../base/api";
import { asked } from "../base/asked";
import type { Device } from "../base/device";
import { t } from "../base/lang";
import { label, sections, value } from "./rules";
import { TroubleNotice } from "./Trouble";

/** A protocol has some kilobytes; the service reads no more than this. */
const BYTES_MAX = 60_000;

export function ProtocolPart(props: { device: Device }) {
  const own = asked<Rules>();
  const both = asked<Rules>();
  const [only, setOnly] = createSignal(true);
  const [large, setLarge] = createSignal(false);
  let chooser: HTMLInputElement | undefined;
  const load = () =>
    own.ask(() => askJson<Rules>("/v1/protocol", { token: props.device.token }));
  onMount(() => void load());

  const chosen = async (file: File | undefined) => {
    if (!file) return;
    setLarge(file.size > BYTES_MAX);
    both.clear();
    if (large()) return;
    const body = JSON.stringify({ protocol: await file.text() });
    const request = { token: props.device.token, body };
    await both.ask(() => askJson<Rules>("/v1/protocol/compare", request));
    setOnly(true);
  };
  const leave = () => {
    both.clear();
    setLarge(false);
    if (chooser) chooser.value = "";
  };
  const shown = () => both.data() ?? own.data();
  const differing = () => (both.data()?.rules ?? []).filter((rule) => rule.differs);
  const rules = () => (both.data() && only() ? differing() : (shown()?.rules ?? []));
  const tooLarge = () =>
    large() ? { what: t("protocol.too-large"), next: t("protocol.too-large-do") } : null;
  return (
    <>
      <div class="card protocol-head">
        <div>
          <h2>{t("protocol.own", { name: shown()?.ours ?? props.device.campaign.protocol })}</h2>
          <Show
            when={both.data()?.theirs}
            fallback={<p class="quiet">{t("protocol.about")}</p>}
          >
            {(name) => (
              <>
                <p class="beside">{t("protocol.beside", { name: name() })}</p>
                <p class="quiet">{t("protocol.kept")}</p>
              </>
            )}
          </Show>
        </div>
        <div class="protocol-acts">
          <input
            ref={chooser}
            id="protocol-file"
            class="unseen"
            type="file"
            accept=".toml"
            tabindex="-1"
            aria-label={t("protocol.choose")}
            onChange={(event) => void chosen(event.currentTarget.files?.[0])}
          />
          <button
            type="button"
            class="main"
            disabled={both.busy()}
            onClick={() => chooser?.click()}
          >
            {both.busy() ? t("protocol.reading") : t("protocol.choose")}
          </button>
          <Show when={both.data()}>
            <button type="button" onClick={leave}>
              {t("protocol.leave")}
            </button>
          </Show>
        </div>
      </div>
      <TroubleNotice why={own.trouble()} onAgain={() => void load()} />
      <TroubleNotice why={tooLarge() ?? both.trouble()} />
      <Show when={both.data()}>
        <div class="diff-bar">
          <p class="differ" role="status" data-same={differing().length === 0}>
            <span aria-hidden="true">{differing().length === 0 ? "=" : "≠"} </span>
            {differing().length === 0
              ? t("protocol.same")
              : t("protocol.differ", { count: differing().length })}
          </p>
          <div class="switch" role="group" aria-label={t("protocol.rule")}>
            <button type="button" aria-pressed={only()} onClick={() => setOnly(true)}>
              {t("protocol.only")}
            </button>
            <button type="button" aria-pressed={!only()} onClick={() => setOnly(false)}>
              {t("protocol.every")}
            </button>
          </div>
        </div>
      </Show>
      <Show when={!shown() && own.busy()}>
        <p role="status">{t("admin.loading")}</p>
      </Show>
      <div class="rules" data-both={both.data() !== null}>
        <For each={sections(rules())}>
          {(section) => (
            <section class="card">
              <h2>{section.title}</h2>
              <RuleTable
                rules={section.rules}
                names={both.data()}
                device={props.device}
              />
            </section>
          )}
        </For>
      </div>
    </>
  );
}

interface TableProps {
  rules: Rule[];
  /** The two protocols' names, where there are two. */
  names: Rules | null;
  device: Device;
}

function RuleTable(props: TableProps) {
  return (
    <table>
      <thead class={props.names ? "" : "unseen"}>
        <tr>
          <th scope="col">{t("protocol.rule")}</th>
          <th scope="col">{props.names?.ours ?? t("admin.protocol")}</th>
          <Show when={props.names}>
            {(names) => <th scope="col">{names().theirs}</th>}
          </Show>
        </tr>
      </thead>
      <tbody>
        <For each={props.rules}>
          {(rule) => (
            <tr data-differs={rule.differs}>
              <th scope="row" title={rule.key}>
                <Show when={rule.differs}>
                  <span aria-hidden="true">≠ </span>
                </Show>
                {label(rule.key, props.device.campaign)}
              </th>
              <td data-silent={rule.ours == null}>{value(rule.ours)}</td>
              <Show when={props.names}>
                <td data-silent={rule.theirs == null}>{value(rule.theirs)}</td>
              </Show>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
