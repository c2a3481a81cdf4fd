/** Which site a bench stands at: its card or a lane's scanned, or chosen. */
import { createSignal, For, onCleanup, Show } from "solid-js";
import type { Device } from "../base/device";
import { pick, t } from "../base/lang";
import { meaning } from "../scan/meaning";
import { listen } from "../scan/wedge";

export function SitePick(props: { device: Device; onDone: (site: number) => void }) {
  const { campaign, me } = props.device;
  const sites = campaign.sites.filter((one) => me.site == null || one.id === me.site);
  const [site, setSite] = createSignal(sites[0]?.id ?? 0);
  const [said, say] = createSignal("");
  onCleanup(
    listen(({ text }) => {
      const found = meaning(text, { tubes: [], boxes: [] }, 0);
      const there = found.is === "place" && found.region === me.region ? found.site : null;
      if (sites.some((one) => one.id === there)) props.onDone(there!);
      else say(t("lane.foreign"));
    }),
  );
  return (
    <main class="gate">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          props.onDone(site());
        }}
      >
        <h1>{t("pack.site-title")}</h1>
        <p class="quiet">{t("pack.site-scan")}</p>
        <Show when={sites.length > 0} fallback={<p class="notice">{t("lane.none")}</p>}>
          <label>
            <span>{t("lane.site")}</span>
            <select
              id="site"
              value={site()}
              onChange={(event) => setSite(Number(event.currentTarget.value))}
            >
              <For each={sites}>
                {(one) => <option value={one.id}>{pick(one.name_zh, one.name_en)}</option>}
              </For>
            </select>
          </label>
          <button type="submit" class="main wide-button">
            {t("lane.here")}
          </button>
        </Show>
        <p role="alert">{said()}</p>
      </form>
    </main>
  );
}
