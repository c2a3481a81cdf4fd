/** A plate that was recorded: its picture, the map for the machine, the sheet for the bench. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import type { Said } from "../base/api";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { legend, ofPlate, spoken } from "./cells";
import { sizeOf } from "./layout";
import { Legend, PlateGrid } from "./PlateGrid";
import type { PlateView } from "./views";
import { type LabWork, why } from "./work";

/** Forms of the map: word, ending, and whether it is one file for each colour. */
const MACHINES = [
  ["abi7500", "ABI 7500", "txt", false],
  ["quantstudio", "QuantStudio", "txt", false],
  ["cfx", "CFX", "csv", true],
  ["csv", "CSV", "csv", false],
] as const;

export function PlateSheet(props: { work: LabWork; plate: string | null; onClose: () => void }) {
  const [view, setView] = createSignal<PlateView | null>(null);
  const [fault, setFault] = createSignal<Said | null>(null);
  createEffect(
    on(
      () => props.plate,
      async (plate) => {
        setView(null);
        setFault(null);
        if (!plate) return;
        try {
          const found = await props.work.get<PlateView>(`/v1/plates/${plate}`);
          if (plate === props.plate) setView(found);
        } catch (failed) {
          setFault(why(failed));
        }
      },
    ),
  );
  const take = async (path: string, name: string) => {
    setFault(null);
    try {
      await props.work.download(path, name);
    } catch (failed) {
      setFault(why(failed));
    }
  };
  const map = (plate: string, machine: string, ending: string, reporter = "") => {
    const more = reporter === "" ? "" : `&reporter=${encodeURIComponent(reporter)}`;
    const name = reporter === "" ? plate : `${plate}-${reporter}`;
    return take(`/v1/plates/${plate}/map?machine=${machine}${more}`, `${name}.${ending}`);
  };
  return (
    <Sheet
      open={props.plate !== null}
      title={t("plate.title", { plate: props.plate ?? "" })}
      about={
        view()
          ? `${view()!.kit} · ${view()!.read ? t("plate.read") : t("plate.not-read")}`
          : undefined
      }
      onClose={props.onClose}
      wide
    >
      <Show when={fault()}>
        {(fault) => (
          <p class="notice" data-kind="warn" role="alert">
            {pick(fault().zh, fault().en)} {pick(fault().do_zh, fault().do_en)}
          </p>
        )}
      </Show>
      <Show when={view()} fallback={<p class="empty">{fault() ? "" : t("lab.loading")}</p>}>
        {(plate) => (
          <>
            <PlateGrid
              label={spoken(plate())}
              size={sizeOf(plate().wells.map((each) => each.well))}
              cell={ofPlate(plate())}
            />
            <Legend
              kinds={
                plate().read
                  ? legend(["negative", "positive", "grey", "invalid", "again"])
                  : legend(["tube", "control-positive", "control-negative", "control-blank"])
              }
            />
            <h3>{t("plate.downloads")}</h3>
            <div class="downloads">
              <For each={MACHINES}>
                {([machine, name, ending, colours]) => (
                  <For each={colours ? plate().reporters : [""]}>
                    {(reporter) => (
                      <button
                        type="button"
                        onClick={() => void map(plate().plate, machine, ending, reporter)}
                      >
                        ↓ {name} {reporter}
                      </button>
                    )}
                  </For>
                )}
              </For>
              <button
                type="button"
                class="main"
                onClick={() =>
                  void take(`/v1/plates/${plate().plate}/sheet`, `${plate().plate}.html`)
                }
              >
                ↓ {t("plate.sheet")}
              </button>
            </div>
          </>
        )}
      </Show>
    </Sheet>
  );
}
