/** Which lane a device stands at: its card scanned, or chosen from the campaign. */
import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { Device, Place } from "../base/device";
import { pick, t } from "../base/lang";
import { meaning } from "../scan/meaning";
import { listen } from "../scan/wedge";

export function LanePick(props: { device: Device; onDone: (place: Place) => void }) {
  const { campaign, me } = props.device;
  const round = campaign.rounds.find((one) => one.open);
  const sites = campaign.sites.filter(
    (site) =>
      site.open &&
      (me.site == null || site.id === me.site) &&
      (me.lane == null || site.lanes.some((lane) => lane.id === me.lane)),
  );
  const [site, setSite] = createSignal(sites[0]?.id ?? 0);
  const [said, say] = createSignal("");
  // A device that is there for one lane is not asked.
  const only = me.lane == null ? undefined : sites[0]?.lanes.find((one) => one.id === me.lane);
  onMount(() => only && take(sites[0]!.id, only.id));
  const lanes = createMemo(() => {
    const found = sites.find((one) => one.id === site())?.lanes ?? [];
    return found.filter((lane) => me.lane == null || lane.id === me.lane);
  });
  const [lane, setLane] = createSignal(0);
  const chosen = () => lanes().find((one) => one.id === lane())?.id ?? lanes()[0]?.id;

  const take = (at: number, laneId: number | undefined) => {
    if (round && laneId !== undefined) props.onDone({ round: round.id, site: at, lane: laneId });
  };
  onCleanup(
    listen(({ text }) => {
      const found = meaning(text, { tubes: [], boxes: [] }, 0);
      if (found.is !== "place" || found.region !== me.region) return say(t("lane.foreign"));
      const there = sites.find((one) => one.id === found.site);
      if (!there) return say(t("lane.foreign"));
      setSite(there.id);
      if (found.lane !== null && there.lanes.some((one) => one.id === found.lane)) {
        take(there.id, found.lane);
      }
    }),
  );
  return (
    <main class="gate">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          take(site(), chosen());
        }}
      >
        <h1>{t("lane.title")}</h1>
        <p class="quiet">{t("lane.scan")}</p>
        <Show when={round && sites.length > 0} fallback={<p class="notice">{t("lane.none")}</p>}>
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
          <label>
            <span>{t("lane.lane")}</span>
            <select
              id="lane"
              value={chosen()}
              onChange={(event) => setLane(Number(event.currentTarget.value))}
            >
              <For each={lanes()}>{(one) => <option value={one.id}>{one.number}</option>}</For>
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
