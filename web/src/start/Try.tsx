/** The demo's door: one tap signs this device in as somebody, and opens their page. */
import { createSignal, For, onMount, Show } from "solid-js";
import { askJson, type Campaign, type NewToken, NotAnswered, patiently } from "../base/api";
import { demoToken, leaveDemo } from "../base/demo";
import { type Device, signIn } from "../base/device";
import { t } from "../base/lang";
import { LanguageButton } from "../base/MenuParts";
import { trouble } from "../base/problem";
import { pagesOf, roleName } from "../base/roles";
import { forget, read, type Store } from "../base/store";

/** Who can be tried beside the clerk, in the order of a day. */
const OTHERS = [
  "packer",
  "courier",
  "lab",
  "reviewer",
  "squad",
  "commander",
  "planner",
  "admin",
] as const;
type Tried = "clerk" | (typeof OTHERS)[number];

/** The role behind a desk, and its page: a packer's token opens the squad's page too. */
const role = (tried: Tried) => (tried === "squad" ? "packer" : tried);
const page = (tried: Tried) => (tried === "squad" ? "squad" : pagesOf(tried)[0]!);
const name = (tried: Tried) => (tried === "squad" ? t("page.squad") : roleName(tried));

interface Props {
  store: Store;
  /** Who this device is already. */
  device: Device | null;
  onOwn: () => void;
}

export function Try(props: Props) {
  const [campaign, setCampaign] = createSignal<Campaign | null>(null);
  const [said, say] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const token = () => demoToken() ?? "";

  const failed = (why: unknown) => {
    if (why instanceof NotAnswered && why.status === 401) {
      leaveDemo();
      return say(t("try.over"));
    }
    const { what, next } = trouble(why);
    say(`${what} ${next}`);
  };
  onMount(async () => {
    try {
      const asked = () => askJson<Campaign>("/v1/campaign", { token: token() });
      setCampaign(await patiently(asked));
    } catch (why) {
      failed(why);
    }
  });

  /** The first lane that is open: one clerk's desk and one packer's bench at one site. */
  const where = (tried: Tried) => {
    const site = campaign()?.sites.find((one) => one.open && one.lanes.length > 0);
    if (tried === "clerk" && site) return { site: site.id, lane: site.lanes[0]!.id };
    return tried === "packer" && site ? { site: site.id } : {};
  };
  const go = async (tried: Tried) => {
    if (props.device?.me.role === role(tried)) return location.assign(`/${page(tried)}`);
    const count = await unsent(props.store);
    if (count > 0) return say(t("try.waiting", { count, page: here() }));
    setBusy(true);
    try {
      const body = JSON.stringify({ role: role(tried), days: 1, ...where(tried) });
      const made = await patiently(() => askJson<NewToken>("/v1/tokens", { token: token(), body }));
      await forget(props.store);
      await signIn(props.store, made.secret);
      location.assign(`/${page(tried)}`);
    } catch (why) {
      failed(why);
      setBusy(false);
    }
  };
  const here = () => t(`page.${pagesOf(props.device?.me.role ?? "")[0] ?? "clerk"}`);
  const idle = () => busy() || campaign() === null;
  return (
    <main class="gate try">
      <div class="brand-row">
        <img src="/app/icon.svg" alt="" width="56" height="56" />
        <span class="brand">Tenfold</span>
        <LanguageButton />
      </div>
      <section class="card">
        <h1>{t("try.title")}</h1>
        <p class="quiet">{t("try.about")}</p>
        <button
          type="button"
          id="try-clerk"
          class="main wide-button"
          disabled={idle()}
          onClick={() => void go("clerk")}
        >
          {t("try.clerk")}
        </button>
        <Show when={said() !== ""}>
          <p role="alert" class="notice" data-kind="warn">
            {said()}
          </p>
        </Show>
      </section>
      <section class="card">
        <p class="quiet">{t("try.other")}</p>
        <div class="try-others">
          <For each={OTHERS}>
            {(tried) => (
              <button
                type="button"
                data-role={tried}
                disabled={idle()}
                onClick={() => void go(tried)}
              >
                <b>{name(tried)}</b>
                <span>{t(`try.${tried}`)}</span>
              </button>
            )}
          </For>
          <a class="button" href="/resident">
            <b>{t("start.resident")}</b>
          </a>
        </div>
      </section>
      <p class="row">
        <a class="button" href="/docs">
          {t("start.docs")}
        </a>
        <button type="button" onClick={() => props.onOwn()}>
          {t("try.own")}
        </button>
      </p>
    </main>
  );
}

/** What this device has not sent yet, those among it who wait for the desk's next tube. */
async function unsent(store: Store): Promise<number> {
  const desk = await read<{ group: unknown[] }>(store, "desk");
  return (await store.countFromIndex("commands", "stage", "waiting")) + (desk?.group.length ?? 0);
}
