/** A new device: what it is for, then its sign-in code, shown this once. */
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { askJson, type NewToken } from "../base/api";
import { asked } from "../base/asked";
import type { Device } from "../base/device";
import { pick, t } from "../base/lang";
import { place, roleName, ROLES } from "../base/roles";
import { Sheet } from "../base/Sheet";
import { PARTIES, where } from "./tokens";
import { TroubleNotice } from "./Trouble";

const DAYS = 30;

interface Props {
  device: Device;
  open: boolean;
  onMade: () => void;
  onClose: () => void;
}

export function EnrolSheet(props: Props) {
  const made = asked<NewToken>();
  const close = () => {
    made.clear();
    props.onClose();
  };
  const give = async (body: object) => {
    const request = { token: props.device.token, body: JSON.stringify(body) };
    if (await made.ask(() => askJson<NewToken>("/v1/tokens", request))) props.onMade();
  };
  return (
    <Sheet
      open={props.open}
      title={made.data() ? t("enrol.scan") : t("enrol.title")}
      about={made.data() ? undefined : t("enrol.about")}
      onClose={close}
    >
      <Show
        when={made.data()}
        fallback={
          <>
            <EnrolForm
              device={props.device}
              busy={made.busy()}
              onGive={(body) => void give(body)}
            />
            <TroubleNotice why={made.trouble()} />
          </>
        }
      >
        {(token) => (
          <Code device={props.device} made={token()} onNext={() => made.clear()} onDone={close} />
        )}
      </Show>
    </Sheet>
  );
}

interface FormProps {
  device: Device;
  busy: boolean;
  onGive: (body: object) => void;
}

function EnrolForm(props: FormProps) {
  const { sites, labs } = props.device.campaign;
  const [role, setRole] = createSignal<string>("clerk");
  const [site, setSite] = createSignal("");
  const [lane, setLane] = createSignal("");
  const [lab, setLab] = createSignal("");
  const [party, setParty] = createSignal<string>(PARTIES[0]);
  const [staff, setStaff] = createSignal("");
  const [days, setDays] = createSignal(String(DAYS));
  const lanes = () => sites.find((one) => String(one.id) === site())?.lanes ?? [];
  const give = () => {
    const of = place(role());
    const said: Record<string, unknown> = { role: role(), days: Number(days()) };
    const put = (key: string, text: string) => {
      if (text !== "") said[key] = Number(text);
    };
    put("staff", staff());
    if (of === "site") put("site", site());
    if (of === "site" && site() !== "") put("lane", lane());
    if (of === "lab") put("lab", lab());
    if (of === "party") said["party"] = party();
    props.onGive(said);
  };
  return (
    <form
      class="enrol"
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <label>
        <span>{t("enrol.role")}</span>
        <select id="role" value={role()} onChange={(event) => setRole(event.currentTarget.value)}>
          <For each={ROLES}>{(one) => <option value={one}>{roleName(one)}</option>}</For>
        </select>
      </label>
      <p class="quiet">{t(`does.${role()}` as "does.clerk")}</p>
      <Switch>
        <Match when={place(role()) === "site"}>
          <label>
            <span>{t("enrol.site")}</span>
            <select
              id="site"
              value={site()}
              onChange={(event) => {
                setSite(event.currentTarget.value);
                setLane("");
              }}
            >
              <option value="">{t("enrol.any")}</option>
              <For each={sites}>
                {(one) => <option value={one.id}>{pick(one.name_zh, one.name_en)}</option>}
              </For>
            </select>
          </label>
          <Show when={lanes().length > 0}>
            <label>
              <span>{t("enrol.lane")}</span>
              <select
                id="lane"
                value={lane()}
                onChange={(event) => setLane(event.currentTarget.value)}
              >
                <option value="">{t("enrol.any")}</option>
                <For each={lanes()}>
                  {(one) => (
                    <option value={one.id}>{t("device.lane", { number: one.number })}</option>
                  )}
                </For>
              </select>
            </label>
          </Show>
        </Match>
        <Match when={place(role()) === "lab"}>
          <label>
            <span>{t("enrol.lab")}</span>
            <select id="lab" value={lab()} onChange={(event) => setLab(event.currentTarget.value)}>
              <option value="">{t("enrol.any")}</option>
              <For each={labs}>
                {(one) => <option value={one.id}>{pick(one.name_zh, one.name_en)}</option>}
              </For>
            </select>
          </label>
        </Match>
        <Match when={place(role()) === "party"}>
          <label>
            <span>{t("enrol.party")}</span>
            <select
              id="party"
              value={party()}
              onChange={(event) => setParty(event.currentTarget.value)}
            >
              <For each={PARTIES}>{(one) => <option value={one}>{t(`party.${one}`)}</option>}</For>
            </select>
          </label>
        </Match>
      </Switch>
      <div class="row">
        <label>
          <span>{t("enrol.days")}</span>
          <input
            id="days"
            inputmode="numeric"
            pattern="[0-9]+"
            required
            value={days()}
            onInput={(event) => setDays(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>{t("enrol.staff")}</span>
          <input
            id="staff"
            inputmode="numeric"
            pattern="[0-9]*"
            value={staff()}
            onInput={(event) => setStaff(event.currentTarget.value)}
          />
        </label>
      </div>
      <button type="submit" class="main wide-button" disabled={props.busy}>
        {t("enrol.go")}
      </button>
    </form>
  );
}

interface CodeProps {
  device: Device;
  made: NewToken;
  onNext: () => void;
  onDone: () => void;
}

function Code(props: CodeProps) {
  const [text, showText] = createSignal(false);
  const picture = () => `data:image/svg+xml,${encodeURIComponent(props.made.qr)}`;
  const token = () => props.made.token;
  return (
    <div class="code">
      <p class="revoked-who">
        <b>
          {roleName(token().role)} · {t("device.staff", token())}
        </b>
        <span>{where(token(), props.device.campaign)}</span>
      </p>
      <img src={picture()} alt={t("enrol.qr")} />
      <p>{t("enrol.steps", { address: location.host })}</p>
      <p class="notice" data-kind="warn">
        <span aria-hidden="true">▲ </span>
        {t("enrol.once")}
      </p>
      <Show
        when={text()}
        fallback={
          <button type="button" onClick={() => showText(true)}>
            {t("enrol.text")}
          </button>
        }
      >
        <label>
          <span>{t("enrol.token")}</span>
          <input
            id="secret"
            readonly
            value={props.made.secret}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      </Show>
      <div class="row">
        <button type="button" onClick={() => props.onNext()}>
          {t("enrol.next")}
        </button>
        <button type="button" class="main" onClick={() => props.onDone()}>
          {t("enrol.done")}
        </button>
      </div>
    </div>
  );
}
