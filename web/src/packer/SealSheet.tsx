/** Before a box is closed (R102): what lies in it against the lanes' list, and a count by hand that
 * nobody has said beforehand. */
import { createSignal, For, Show } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { NumberSheet } from "../carry/NumberSheet";
import { grouped } from "../scan/codes";
import { compare } from "./bench";
import type { Work } from "./work";

export function SealSheet(props: { work: Work }) {
  const { work } = props;
  const [counting, setCounting] = createSignal(false);
  const [said, say] = createSignal("");
  const box = () => work.bench().box ?? "";
  const found = () => compare(work.list(), work.bench(), box());
  const close = () => {
    setCounting(false);
    say("");
    work.endSeal();
  };
  const seal = async (counted: number) => {
    if (await work.seal(counted)) return close();
    say(t("pack.counted", { count: counted, scanned: work.inUse().length }));
  };
  return (
    <>
      <Sheet
        open={work.sealing() && !counting()}
        title={t("pack.seal-title", { box: grouped(box()) })}
        about={t("pack.seal-about")}
        onClose={close}
      >
        <table class="lanes">
          <thead>
            <tr>
              <th scope="col">{t("pack.lane")}</th>
              <th scope="col">{t("pack.in-this")}</th>
              <th scope="col">{t("pack.still-out")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={found().lanes}>
              {(one) => (
                <tr data-out={one.waiting > 0}>
                  <th scope="row">{work.laneNumber(one.lane)}</th>
                  <td>{one.inBox}</td>
                  <td>
                    {one.waiting > 0 ? `▲ ${one.waiting}` : "✓ 0"}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Show when={found().lanes.some((one) => one.waiting > 0)}>
          <p class="quiet">{t("pack.still-out-do")}</p>
        </Show>
        <Show when={found().strange.length > 0}>
          <div class="notice" data-kind="warn">
            <p>{t("pack.strange", { count: found().strange.length })}</p>
            <p>{found().strange.map(grouped).join(", ")}</p>
          </div>
        </Show>
        <button type="button" class="main wide-button" onClick={() => setCounting(true)}>
          {t("pack.count-now")}
        </button>
      </Sheet>
      <NumberSheet
        open={work.sealing() && counting()}
        title={t("pack.count-title")}
        about={t("pack.count-about")}
        said={said()}
        go={t("pack.seal-yes")}
        onClose={close}
        onNumber={(counted) => void seal(counted)}
      />
    </>
  );
}
