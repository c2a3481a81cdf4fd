/** Where and when somebody means to come, which they need not say (R44). */
import { createSignal, For, onMount, Show } from "solid-js";
import { nowMs } from "../base/clock";
import { momentText } from "../base/day";
import { t } from "../base/lang";
import { ask } from "./ask";
import { hoursAhead, ordered, type Site, siteName } from "./sites";

export function appointmentField() {
  const [sites, setSites] = createSignal<Site[]>([]);
  const [site, setSite] = createSignal<Site | null>(null);
  const [atMs, setAtMs] = createSignal<number | null>(null);
  const whole = () => {
    const [where, when] = [site(), atMs()];
    return where && when !== null ? { where, when } : null;
  };
  return {
    sites,
    site,
    atMs,
    load: async () => {
      const region = new URLSearchParams(location.search).get("region");
      const path = region ? `/v1/sites?region=${encodeURIComponent(region)}` : "/v1/sites";
      const answer = await ask(path, null, (response) => response.json());
      // Without a list nobody is asked: the code needs no site.
      if ("value" in answer) setSites(ordered((answer.value as { sites: Site[] }).sites));
    },
    choose: (number: number) => {
      const found = sites().find((one) => one.site === number) ?? null;
      setSite(found);
      setAtMs(found ? (hoursAhead(found, nowMs())[0] ?? null) : null);
    },
    at: (when: number) => setAtMs(when),
    /** As the service is asked. */
    asked: () => {
      const made = whole();
      return made ? { site: made.where.site, expected_at_ms: made.when } : {};
    },
    /** As the pass keeps it. */
    chosen: () => {
      const made = whole();
      if (!made) return {};
      const { name_zh: siteZh, name_en: siteEn } = made.where;
      return { expectedAtMs: made.when, siteZh, siteEn };
    },
  };
}

export function AppointmentFields(props: { field: ReturnType<typeof appointmentField> }) {
  const { field } = props;
  onMount(() => void field.load());
  const hours = () => (field.site() ? hoursAhead(field.site()!, nowMs()) : []);
  return (
    <Show when={field.sites().length > 0}>
      <label>
        <span>{t("comes.where")}</span>
        <select
          id="comes-where"
          value={String(field.site()?.site ?? 0)}
          onChange={(event) => field.choose(Number(event.currentTarget.value))}
        >
          <option value="0">{t("comes.nowhere")}</option>
          <For each={field.sites()}>
            {(site) => <option value={String(site.site)}>{siteName(site)}</option>}
          </For>
        </select>
      </label>
      <Show when={hours().length > 0}>
        <label>
          <span>{t("comes.when")}</span>
          <select
            id="comes-when"
            value={String(field.atMs() ?? "")}
            onChange={(event) => field.at(Number(event.currentTarget.value))}
          >
            <For each={hours()}>
              {(at) => <option value={String(at)}>{momentText(at, nowMs())}</option>}
            </For>
          </select>
        </label>
        <p class="quiet">{t("comes.about")}</p>
      </Show>
    </Show>
  );
}
