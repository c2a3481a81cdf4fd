/** The page's head and its parts: the town, the plans, two of them side by side. Which part is
 * shown stands behind the `#` of the address, so that a reload comes back to it. */
import { Tabs } from "@ark-ui/solid/tabs";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { line } from "../base/api";
import { lang, speak, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { setTheme, theme, THEMES } from "../base/theme";
import { Compare } from "./Compare";
import { Plans } from "./Plans";
import { ReportView } from "./Report";
import { TownPart } from "./Town";
import type { Work } from "./work";

const PARTS = ["town", "plans", "compare"] as const;
type Part = (typeof PARTS)[number];

/** `#plans`, `#plans/9f2c61d07be3a458`, `#compare/9f2c…/51b0…`. */
function place(): { part: Part; ids: string[] } {
  const [part, ...ids] = location.hash.slice(1).split("/");
  return { part: PARTS.find((one) => one === part) ?? "town", ids };
}

export function PlannerPage(props: { work: Work; onSignOut: () => void }) {
  const work = () => props.work;
  const [at, setAt] = createSignal(place());
  const [menu, openMenu] = createSignal(false);
  const go = (part: Part, ...ids: string[]) => {
    location.hash = [part, ...ids].join("/");
  };
  const moved = () => setAt(place());
  addEventListener("hashchange", moved);
  onCleanup(() => {
    removeEventListener("hashchange", moved);
    work().stop();
  });
  createEffect(() => {
    document.title = `${t("planner.title")} · Tenfold`;
  });
  createEffect(on(lang, () => work().spoken(), { defer: true }));
  const read = () => {
    const [id] = at().ids;
    return at().part === "plans" && id ? work().jobs()?.find((job) => job.id === id) : undefined;
  };
  const running = () => work().jobs()?.filter((job) => job.state === "running").length ?? 0;
  return (
    <div class="planner">
      <header class="planner-top">
        <h1>
          <span class="brand">Tenfold</span> <span>{t("planner.title")}</span>
        </h1>
        <p class="quiet">{t("device.staff", work().device.me)}</p>
        <button type="button" onClick={() => openMenu(true)}>
          {t("head.menu")}
        </button>
      </header>
      <Show when={line() === "offline" || line() === "signed-out"}>
        <p class="notice" data-kind="warn" role="status">
          <span aria-hidden="true">◌ </span>
          {line() === "offline" ? t("planner.offline") : t("start.refused")}
        </p>
      </Show>
      <main>
        <Tabs.Root value={at().part} onValueChange={(to) => go(to.value as Part)} lazyMount>
          <Tabs.List class="tabs" aria-label={t("planner.parts")}>
            <For each={PARTS}>
              {(part) => (
                <Tabs.Trigger value={part}>
                  {t(`planner.${part}`)}
                  <Show when={part === "plans" && running() > 0}>
                    <span class="dot" aria-hidden="true">
                      {" "}
                      ●
                    </span>
                  </Show>
                </Tabs.Trigger>
              )}
            </For>
          </Tabs.List>
          <Tabs.Content value="town" class="part">
            <TownPart work={work()} onRun={(job) => go("plans", job.id)} />
          </Tabs.Content>
          <Tabs.Content value="plans" class="part">
            <Show
              when={read()?.id}
              keyed
              fallback={<Plans work={work()} lost={at().ids[0]} onRead={(id) => go("plans", id)} />}
            >
              {(_id) => (
                <ReportView
                  work={work()}
                  job={read()!}
                  onBack={() => go("plans")}
                  onEdit={() => go("town")}
                  onCompare={(id) => go("compare", id)}
                />
              )}
            </Show>
          </Tabs.Content>
          <Tabs.Content value="compare" class="part">
            <Compare
              work={work()}
              ids={at().part === "compare" ? at().ids : []}
              onPick={(...ids) => go("compare", ...ids)}
            />
          </Tabs.Content>
        </Tabs.Root>
      </main>
      <Sheet
        open={menu()}
        title={t("menu.title")}
        about={t("menu.staff", work().device.me)}
        onClose={() => openMenu(false)}
      >
        <div class="menu">
          <a class="button" href="/commander">
            {t("start.board")}
          </a>
          <button
            type="button"
            lang={lang() === "zh" ? "en" : "zh-CN"}
            onClick={() => speak(lang() === "zh" ? "en" : "zh")}
          >
            {t("app.other-language")}
          </button>
          <div class="row" role="group" aria-label={t("menu.theme")}>
            <For each={THEMES}>
              {(one) => (
                <button type="button" aria-pressed={theme() === one} onClick={() => setTheme(one)}>
                  {t(`menu.theme-${one}`)}
                </button>
              )}
            </For>
          </div>
          <p class="quiet">{t("planner.sign-out-draft")}</p>
          <button type="button" class="danger" onClick={() => props.onSignOut()}>
            {t("menu.sign-out")}
          </button>
        </div>
      </Sheet>
    </div>
  );
}
