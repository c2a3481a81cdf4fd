/** At a lab's hatch: the lab scans the boxes and this card on its own desk and signs there; here it
 * shows, box by box, that it has. */
import { createEffect, createSignal, For, on, onCleanup } from "solid-js";
import { pick, t } from "../base/lang";
import { CardSheet } from "../carry/CardSheet";
import { tubes } from "../carry/units";
import { grouped } from "../scan/codes";
import type { Stop } from "./trip";
import type { Hatch, Work } from "./work";

/** How often the service is asked whether the lab has signed, while somebody looks. */
const ASK_MS = 3_000;

export function HatchSheet(props: { work: Work; stop: Stop | null; onClose: () => void }) {
  const [stands, setStands] = createSignal(new Map<string, Hatch>());
  // The boxes of the moment it was opened: those that were signed for leave the list.
  const [brought, setBrought] = createSignal<Stop | null>(null);
  const name = () => pick(brought()?.zh ?? "", brought()?.en ?? "");

  createEffect(
    on(
      () => props.stop !== null,
      (open) => {
        if (!open) return;
        const stop = props.stop!;
        setBrought(stop);
        setStands(new Map());
        const boxes = stop.parcels.map((one) => one.box);
        let over = false;
        const look = async () => {
          const found = await props.work.hatch(boxes);
          if (over) return;
          setStands(found);
          if (!boxes.every((box) => found.get(box) === "signed")) {
            timer = setTimeout(() => void look(), ASK_MS);
            return;
          }
          props.work.signedFor(boxes, pick(stop.zh, stop.en));
        };
        let timer = setTimeout(() => void look(), 0);
        onCleanup(() => {
          over = true;
          clearTimeout(timer);
        });
      },
    ),
  );
  const rows = () => (
    <ul class="boxes">
      <For each={brought()?.parcels ?? []}>
        {(one) => {
          const stand = () => stands().get(one.box) ?? "unknown";
          return (
            <li data-hatch={stand()}>
              <b>{grouped(one.box)}</b>
              <span>{tubes(one.tubes)}</span>
              <span class="boxes-stand">
                <span aria-hidden="true">
                  {{ signed: "✓ ", waits: "○ ", unknown: "◌ " }[stand()]}
                </span>
                {t(`hatch.${stand()}`)}
              </span>
            </li>
          );
        }}
      </For>
    </ul>
  );
  return (
    <CardSheet
      work={props.work}
      open={props.stop !== null}
      title={t("hatch.title", { lab: name() })}
      about={t("hatch.about")}
      more={rows()}
      onClose={props.onClose}
    />
  );
}
