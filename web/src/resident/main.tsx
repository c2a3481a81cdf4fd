/** The residents' page: where to go, pre-registration, the outcome. No token is needed. */
import { createEffect, createSignal, For, Match, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { t } from "../base/lang";
import { LanguageButton } from "../base/MenuParts";
import "../look/base.css";
import "../look/resident.css";
import { Enter } from "./Enter";
import { Outcome } from "./Outcome";
import { Sites } from "./Sites";

begin();

const PARTS = ["sites", "enter", "outcome"] as const;
type Part = (typeof PARTS)[number];
const MARKS: Record<Part, string> = { sites: "◎", enter: "▦", outcome: "✓" };

function named(): Part {
  const [hash] = location.hash.slice(1).split("=");
  return PARTS.find((part) => part === hash) ?? "sites";
}

function Resident() {
  const [part, setPart] = createSignal<Part>(named());
  addEventListener("hashchange", () => setPart(named()));
  createEffect(() => {
    document.title = `${t(`resident.${part()}`)} · Tenfold`;
  });
  return (
    <div class="resident">
      <header class="top">
        <p>
          <span class="brand">Tenfold</span> {t("resident.title")}
        </p>
        <LanguageButton />
      </header>
      <nav aria-label={t("resident.menu")}>
        <For each={PARTS}>
          {(one) => (
            <a href={`#${one}`} aria-current={part() === one ? "page" : undefined}>
              <span aria-hidden="true">{MARKS[one]}</span> {t(`resident.${one}`)}
            </a>
          )}
        </For>
      </nav>
      <main>
        <Switch>
          <Match when={part() === "sites"}>
            <Sites />
          </Match>
          <Match when={part() === "enter"}>
            <Enter />
          </Match>
          <Match when={part() === "outcome"}>
            <Outcome />
          </Match>
        </Switch>
      </main>
    </div>
  );
}

render(() => <Resident />, document.getElementById("app")!);
