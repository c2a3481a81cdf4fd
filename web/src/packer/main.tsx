/** The packer's page: a box, tubes in and out, the count against the list, a courier. */
import { Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { t } from "../base/lang";
import { read, write } from "../base/store";
import { DealPanel } from "../carry/DealPanel";
import { Frame } from "../carry/Frame";
import { Gate } from "../carry/Gate";
import { Since } from "../carry/Since";
import "../look/base.css";
import "../look/clerk.css";
import "../look/carry.css";
import { BoxPanel } from "./BoxPanel";
import { Lists } from "./Lists";
import { SealSheet } from "./SealSheet";
import { SitePick } from "./SitePick";
import { Work } from "./work";

begin();

/** Where the bench stands, on the device. */
const SITE = "packer-site";

function Page(props: { work: Work; locked: boolean; onSignOut: () => void }) {
  const { work } = props;
  const busy = () => work.outbox.standing().waiting > 0 || work.deal() !== null;
  const move = async () => {
    work.outbox.stop();
    await write(work.store, SITE, null);
    location.reload();
  };
  const ready = () => t(work.bench().box === null ? "pack.ready-box" : "pack.ready-tube");
  return (
    <Frame
      work={work}
      here="packer"
      where={work.siteName()}
      ready={ready()}
      locked={props.locked}
      more={() => (
        <button type="button" disabled={busy()} onClick={() => void move()}>
          {t("pack.move")}
        </button>
      )}
      onSignOut={props.onSignOut}
    >
      <Switch>
        <Match when={work.deal()}>{(deal) => <DealPanel work={work} deal={deal()} />}</Match>
        <Match when={true}>
          <BoxPanel work={work} />
          <Show
            when={work.askedMs() !== null}
            fallback={
              <section class="card empty" aria-busy="true">
                <h2>{t("carry.loading")}</h2>
                <p class="quiet">{t("carry.loading-do")}</p>
              </section>
            }
          >
            <Lists work={work} />
            <Since atMs={work.askedMs()} />
          </Show>
        </Match>
      </Switch>
      <SealSheet work={work} />
    </Frame>
  );
}

render(
  () => (
    <Gate
      roles={["packer", "clerk", "admin"]}
      make={async (store, device) => {
        const site = device.me.site ?? (await read<number | null>(store, SITE));
        return site == null ? null : new Work(store, device, site);
      }}
      place={(store, device, done) => (
        <SitePick
          device={device}
          onDone={(site) => void write(store, SITE, site).then(done)}
        />
      )}
    >
      {(work, locked, signOut) => <Page work={work} locked={locked} onSignOut={signOut} />}
    </Gate>
  ),
  document.getElementById("app")!,
);
