/** Lock, lane, sound, look, language, sign-out. */
import { t } from "../base/lang";
import { Looks, OtherPages, SignOut, UpdateButton } from "../base/MenuParts";
import { readerSaid, readerWanted, wantReader } from "../base/reader";
import { Sheet } from "../base/Sheet";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
  onLock: () => void;
  onCards: () => void;
  onLane: () => void;
  onSignOut: () => void;
}

export function MenuSheet(props: Props) {
  const me = () => props.work.device.me;
  const waiting = () => props.work.outbox.standing().waiting + props.work.desk().group.length;
  const busy = () => waiting() > 0;
  const tubeOpen = () => (props.work.desk().tube?.places.length ?? 0) > 0;
  return (
    <Sheet
      open={props.open}
      title={t("menu.title")}
      about={`${props.work.laneName()} · ${t("menu.staff", me())}`}
      onClose={props.onClose}
    >
      <div class="menu">
        <button type="button" class="main" onClick={() => props.onLock()}>
          {t("menu.lock")}
        </button>
        <OtherPages role={me().role} here="clerk" />
        <Looks />
        <button
          type="button"
          aria-pressed={readerWanted()}
          onClick={() => wantReader(!readerWanted())}
        >
          {t("menu.reader")}:{" "}
          {readerWanted() ? readerSaid() || t("menu.reader-away") : t("menu.off")}
        </button>
        <button type="button" onClick={() => props.onCards()}>
          {t("menu.cards")}
        </button>
        <UpdateButton busy={busy() || tubeOpen()} />
        <button type="button" disabled={busy() || tubeOpen()} onClick={() => props.onLane()}>
          {t("menu.lane")}
        </button>
        <SignOut waiting={waiting()} onSignOut={() => props.onSignOut()} />
      </div>
    </Sheet>
  );
}
