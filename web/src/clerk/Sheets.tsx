/** The questions a desk asks: seal by count, take back for a reason, void for a reason. */
import { For } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { type Desk, people, VOID_REASONS, WITHDRAW_REASONS } from "./desk";
import type { Work } from "./work";

interface Props {
  work: Work;
  desk: Desk;
  open: boolean;
  onClose: () => void;
}

export function SealSheet(props: Props) {
  const count = () => (props.desk.tube ? people(props.desk.tube) : 0);
  const capacity = () => props.desk.tube?.capacity ?? 0;
  const about = () =>
    count() < capacity()
      ? t("tube.seal-short", { count: count(), capacity: capacity() })
      : t("tube.seal-full", { count: count() });
  const seal = () => {
    props.onClose();
    void props.work.seal();
  };
  return (
    <Sheet open={props.open} title={t("tube.seal-title")} about={about()} onClose={props.onClose}>
      <p class="count-large" aria-hidden="true">
        {count()}
      </p>
      <button type="button" class="main wide-button" onClick={seal}>
        {t("tube.seal-yes")}
      </button>
    </Sheet>
  );
}

export function UndoSheet(props: Props) {
  const last = () => props.desk.group.at(-1) ?? props.desk.tube?.places.at(-1);
  const name = () => last()?.name || t("signal.preregistered");
  return (
    <Sheet open={props.open} title={t("tube.undo-title", { name: name() })} onClose={props.onClose}>
      <div class="choices">
        <For each={WITHDRAW_REASONS}>
          {(reason) => (
            <button
              type="button"
              onClick={() => {
                props.onClose();
                void props.work.undo(reason);
              }}
            >
              {t(`withdraw.${reason}`)}
            </button>
          )}
        </For>
      </div>
    </Sheet>
  );
}

export function VoidSheet(props: Props) {
  const count = () => (props.desk.tube ? people(props.desk.tube) : 0);
  return (
    <Sheet
      open={props.open}
      title={t("tube.void-title")}
      about={t("tube.void-about", { count: count() })}
      onClose={props.onClose}
    >
      <div class="choices">
        <For each={VOID_REASONS}>
          {(reason) => (
            <button
              type="button"
              class="danger"
              onClick={() => {
                props.onClose();
                void props.work.voidTube(reason);
              }}
            >
              {t(`void.${reason}`)}
            </button>
          )}
        </For>
      </div>
    </Sheet>
  );
}
