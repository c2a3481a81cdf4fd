/** Where to go: which sites take people now, until when, and how long one waits there. */
import { createSignal, For, onCleanup, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { ask, type Refusal } from "./ask";
import { Refused } from "./Refused";
import { found, hoursText, ordered, type Site, siteName, waitText } from "./sites";

/** Asked again while somebody looks. */
const AGAIN_MS = 60_000;
/** Sooner, where the service was busy or not reached. */
const SOON_MS = 5_000;
/** More than fit on a phone are shown when asked for. */
const SHOWN = 12;

export function Sites() {
  const [sites, setSites] = createSignal<Site[] | null>(null);
  const [atMs, setAtMs] = createSignal(Date.now());
  const [refused, setRefused] = createSignal<Refusal | null>(null);
  const [wanted, setWanted] = createSignal("");
  const [all, setAll] = createSignal(false);

  let soon: ReturnType<typeof setTimeout> | undefined;
  const load = async () => {
    const region = new URLSearchParams(location.search).get("region");
    const path = region ? `/v1/sites?region=${encodeURIComponent(region)}` : "/v1/sites";
    const answer = await ask(path, null, (response) => response.json());
    setRefused("refusal" in answer ? answer.refusal : null);
    clearTimeout(soon);
    if ("refusal" in answer) {
      soon = setTimeout(look, SOON_MS);
      return;
    }
    setSites((answer.value as { sites: Site[] }).sites);
    setAtMs(Date.now());
  };
  const look = () => document.visibilityState === "visible" && void load();
  const every = setInterval(look, AGAIN_MS);
  document.addEventListener("visibilitychange", look);
  onCleanup(() => {
    clearInterval(every);
    clearTimeout(soon);
    document.removeEventListener("visibilitychange", look);
  });
  void load();

  const fitting = () => found(ordered(sites() ?? []), wanted());
  const shown = () => (all() ? fitting() : fitting().slice(0, SHOWN));
  const open = () => (sites() ?? []).filter((site) => site.takes).length;
  return (
    <section aria-labelledby="sites-title">
      <h1 id="sites-title">{t("resident.sites")}</h1>
      <Show
        when={sites()}
        fallback={
          <Show when={refused()} fallback={<p class="card quiet">{t("sites.loading")}</p>}>
            {(why) => <Refused why={why()} onAgain={() => void load()} />}
          </Show>
        }
      >
        <Show when={refused()}>
          <p class="notice" data-kind="warn" role="status">
            ▲ {t("sites.old", { time: clockText(atMs()) })}
          </p>
        </Show>
        <p class="open-now" data-kind={open() > 0 ? "good" : "wait"}>
          <span aria-hidden="true">{open() > 0 ? "●" : "○"}</span>{" "}
          {open() > 0 ? t("sites.now", { count: open() }) : t("sites.none-now")}
          <span class="quiet">{t("sites.as-of", { time: clockText(atMs()) })}</span>
        </p>
        <Show when={sites()!.length > SHOWN}>
          <label class="find">
            <span>{t("sites.find")}</span>
            <input
              type="search"
              id="find"
              value={wanted()}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </label>
        </Show>
        <ul class="sites">
          <For
            each={shown()}
            fallback={
              <li class="card quiet">
                {sites()!.length === 0 ? t("sites.none") : t("sites.not-found")}
              </li>
            }
          >
            {(site) => <Row site={site} nowMs={atMs()} />}
          </For>
        </ul>
        <Show when={shown().length < fitting().length}>
          <button type="button" class="wide-button" onClick={() => setAll(true)}>
            {t("sites.more", { count: fitting().length })}
          </button>
        </Show>
      </Show>
    </section>
  );
}

function Row(props: { site: Site; nowMs: number }) {
  const site = () => props.site;
  return (
    <li class="card site" data-kind={site().takes ? "good" : "wait"}>
      <h2>{siteName(site())}</h2>
      <p class="badge">
        <span aria-hidden="true">{site().takes ? "●" : "○"}</span>{" "}
        {site().takes ? t("sites.takes") : t("sites.closed")}
      </p>
      <p class="quiet">{hoursText(site(), props.nowMs)}</p>
      <Show when={site().takes}>
        <p class="wait">
          <Show
            when={site().in_line === 0 || site().wait_minutes != null}
            fallback={<span class="quiet">{waitText(site())}</span>}
          >
            <b>{waitText(site())}</b>
          </Show>
          <Show when={site().in_line != null && site().said_at_ms != null}>
            <span class="quiet">
              {t("sites.line", {
                count: site().in_line,
                time: clockText(site().said_at_ms!),
              })}
            </span>
          </Show>
        </p>
      </Show>
    </li>
  );
}
