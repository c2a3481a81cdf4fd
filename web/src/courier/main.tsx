/** The courier's page: what next, where, by when; and every passing of hands. */
import { createSignal, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { t } from "../base/lang";
import { pageMs } from "../base/ticker";
import { DealPanel } from "../carry/DealPanel";
import { Frame } from "../carry/Frame";
import { Gate } from "../carry/Gate";
import { Since } from "../carry/Since";
import * as units from "../carry/units";
import "../look/base.css";
import "../look/clerk.css";
import "../look/carry.css";
import { HatchSheet } from "./HatchSheet";
import { Stops } from "./Stops";
import { inHand, stops, tubes, type Stop } from "./trip";
import { Work } from "./work";

begin();

function Page(props: { work: Work; locked: boolean; onSignOut: () => void }) {
  const { work } = props;
  const [hatch, setHatch] = createSignal<Stop | null>(null);
  const hand = () => inHand(work.boxes(), work.trip(), work.me);
  const list = () => {
    const { labs } = work.device.campaign;
    return stops(work.boxes(), work.trip(), { me: work.me, labs, nowMs: pageMs() });
  };
  const where = () =>
    hand().length === 0
      ? t("trip.hand-empty")
      : t("trip.hand", { boxes: units.boxes(hand().length), tubes: units.tubes(tubes(hand())) });
  return (
    <Frame
      work={work}
      here="courier"
      where={where()}
      ready={t("trip.ready")}
      locked={props.locked}
      onSignOut={props.onSignOut}
    >
      <Switch>
        <Match when={work.deal()}>{(deal) => <DealPanel work={work} deal={deal()} />}</Match>
        <Match when={work.askedMs() === null && work.boxes().length === 0}>
          <section class="card empty" aria-busy="true">
            <h2>{t("carry.loading")}</h2>
            <p class="quiet">{t("carry.loading-do")}</p>
          </section>
        </Match>
        <Match when={true}>
          <Show when={!work.complete()}>
            <p class="notice" data-kind="warn">
              {t("carry.incomplete")}
            </p>
          </Show>
          <Stops stops={list()} onHatch={setHatch} />
          <Since atMs={work.askedMs()} />
        </Match>
      </Switch>
      <HatchSheet work={work} stop={hatch()} onClose={() => setHatch(null)} />
    </Frame>
  );
}

render(
  () => (
    <Gate roles={["courier", "admin"]} make={(store, device) => new Work(store, device)}>
      {(work, locked, signOut) => <Page work={work} locked={locked} onSignOut={signOut} />}
    </Gate>
  ),
  document.getElementById("app")!,
);
