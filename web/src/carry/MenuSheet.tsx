/** Lock, card, sound, look, language, sign-out. */
import type { JSX } from "solid-js";
import { t } from "../base/lang";
import { Looks, OtherPages, SignOut, UpdateButton } from "../base/MenuParts";
import type { PageName } from "../base/roles";
import { Sheet } from "../base/Sheet";
import type { Dealer } from "./dealer";

interface Props {
  work: Dealer;
  where: string;
  here: PageName;
  open: boolean;
  more?: JSX.Element;
  onClose: () => void;
  onCard: () => void;
  onSignOut: () => void;
}

export function MenuSheet(props: Props) {
  const waiting = () => props.work.outbox.standing().waiting;
  const busy = () => waiting() > 0 || props.work.deal() !== null;
  const about = () => `${props.where} · ${t("menu.staff", props.work.device.me)}`;
  return (
    <Sheet open={props.open} title={t("menu.title")} about={about()} onClose={props.onClose}>
      <div class="menu">
        <button type="button" class="main" onClick={() => props.work.onLock()}>
          {t("menu.lock")}
        </button>
        <button type="button" onClick={() => props.onCard()}>
          {t("card.mine")}
        </button>
        {props.more}
        <OtherPages role={props.work.device.me.role} here={props.here} />
        <Looks />
        <UpdateButton busy={busy()} />
        <SignOut waiting={waiting()} busy={busy()} onSignOut={() => props.onSignOut()} />
      </div>
    </Sheet>
  );
}
