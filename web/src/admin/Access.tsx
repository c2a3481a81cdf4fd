/** Who saw personal data whole: when, on which device, and why. For auditors. */
import { createSignal, For, onMount, Show } from "solid-js";
import { type Access, type AccessPage, askJson } from "../base/api";
import { asked } from "../base/asked";
import { midnightMs, stampText } from "../base/day";
import type { Device } from "../base/device";
import { t } from "../base/lang";
import { TroubleNotice } from "./Trouble";

const SUBJECTS = ["person", "kept_command", "roster"] as const;
const DAY_MS = 86_400_000;

export function AccessPart(props: { device: Device }) {
  const page = asked<AccessPage>();
  const [rows, setRows] = createSignal<Access[]>([]);
  const [subject, setSubject] = createSignal("");
  const [staff, setStaff] = createSignal("");
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");

  const ask = async (before: number | null) => {
    const query = new URLSearchParams();
    const put = (key: string, text: string) => text !== "" && query.set(key, text);
    put("subject", subject());
    put("staff", staff());
    // Days as this device counts them; the last one is asked for whole.
    if (from() !== "") put("from_ms", String(midnightMs(from())));
    if (to() !== "") put("to_ms", String(midnightMs(to()) + DAY_MS));
    if (before !== null) put("before", String(before));
    const { token } = props.device;
    const got = await page.ask(() => askJson<AccessPage>(`/v1/access?${query}`, { token }));
    if (got) setRows((all) => (before === null ? got.entries : [...all, ...got.entries]));
  };
  onMount(() => void ask(null));
  return (
    <>
      <p class="quiet">{t("access.about")}</p>
      <form
        class="card filters"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(null);
        }}
      >
        <label>
          <span>{t("access.what")}</span>
          <select
            id="subject"
            value={subject()}
            onChange={(event) => setSubject(event.currentTarget.value)}
          >
            <option value="">{t("access.any")}</option>
            <For each={SUBJECTS}>{(one) => <option value={one}>{t(`subject.${one}`)}</option>}</For>
          </select>
        </label>
        <label>
          <span>{t("access.staff")}</span>
          <input
            id="staff"
            inputmode="numeric"
            value={staff()}
            onInput={(event) => setStaff(event.currentTarget.value.trim())}
          />
        </label>
        <label>
          <span>{t("access.from")}</span>
          <input
            type="date"
            value={from()}
            onInput={(event) => setFrom(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>{t("access.to")}</span>
          <input type="date" value={to()} onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <button type="submit" class="main" disabled={page.busy()}>
          {page.busy() ? t("admin.loading") : t("access.go")}
        </button>
      </form>
      <TroubleNotice why={page.trouble()} onAgain={() => void ask(null)} />
      <Show when={page.data()}>
        {(last) => (
          <>
            <Show
              when={rows().length > 0}
              fallback={
                <div class="card nothing">
                  <h2>{t("access.none")}</h2>
                  <p class="quiet">{t("access.none-do")}</p>
                </div>
              }
            >
              <LogTable rows={rows()} />
            </Show>
            <Show when={last().next}>
              {(next) => (
                <button type="button" disabled={page.busy()} onClick={() => void ask(next())}>
                  {t("access.older")}
                </button>
              )}
            </Show>
            <footer class="quiet log-foot">
              <p>{t("access.rows", { count: last().rows })}</p>
              <Show when={last().last_link}>
                {(link) => (
                  <p>
                    {t("access.link")} <code>{link()}</code>
                  </p>
                )}
              </Show>
            </footer>
          </>
        )}
      </Show>
    </>
  );
}

function LogTable(props: { rows: Access[] }) {
  const who = (row: Access) =>
    row.staff === 0 && !row.token
      ? t("access.shell")
      : `${t("device.staff", row)} · ${t("device.device", row)}`;
  const what = (row: Access) => {
    if (row.person) return t("access.person", { mark: row.person.slice(0, 8).toUpperCase() });
    if (row.kept_command != null) return t("access.kept", { number: row.kept_command });
    return row.subject ? t(`subject.${row.subject}` as "subject.roster") : "";
  };
  return (
    <table class="card log">
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{t("access.when")}</th>
          <th scope="col">{t("access.who")}</th>
          <th scope="col">{t("access.what")}</th>
          <th scope="col">{t("access.why")}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <td>{row.number}</td>
              <td data-name={t("access.when")}>{stampText(row.at_ms)}</td>
              <td data-name={t("access.who")}>
                {who(row)}
                <Show when={row.token}>
                  {(mark) => <small>{t("device.mark", { mark: mark() })}</small>}
                </Show>
              </td>
              <td data-name={t("access.what")} title={row.person ?? undefined}>
                {what(row)}
              </td>
              <td data-name={t("access.why")}>
                <Show when={row.reason}>
                  {(reason) => <b>{t(`reason.${reason()}` as "reason.audit")}</b>}
                </Show>
                <Show when={row.note}>{(note) => <small>{note()}</small>}</Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
