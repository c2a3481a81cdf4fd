/** A handover under way: boxes with both counts, then both signatures on this one device. */
import { createSignal, For, Show } from "solid-js";
import { t } from "../base/lang";
import { grouped } from "../scan/codes";
import type { Dealer } from "./dealer";
import { type Deal, differs, left, type Parcel } from "./deal";
import { NumberSheet } from "./NumberSheet";
import { tubes } from "./units";

type Which = "given" | "taken";

export function DealPanel(props: { work: Dealer; deal: Deal }) {
  const [counting, setCounting] = createSignal<{ box: string; which: Which } | null>(null);
  const [typing, setTyping] = createSignal(false);
  const missing = () => left(props.deal);
  const way = () => props.deal.way;
  const hand = (which: Which) => {
    const mine = (which === "given") === (way() === "give");
    return mine
      ? { mine, staff: props.work.me, signed: props.deal.mine }
      : { mine, staff: props.deal.other, signed: props.deal.other !== null };
  };
  const total = (which: Which) =>
    props.deal.parcels.reduce((sum, one) => sum + (one[which] ?? 0), 0);

  return (
    <section class="card deal" aria-labelledby="deal-title">
      <div class="card-head">
        <h2 id="deal-title">{t(way() === "take" ? "deal.title-take" : "deal.title-give")}</h2>
        <button type="button" onClick={() => void props.work.cancelDeal()}>
          {t("deal.cancel")}
        </button>
      </div>
      <div class="parcels">
        <div class="parcel parcel-head" aria-hidden="true">
          <span>{t("deal.box")}</span>
          <span>{t("deal.given")}</span>
          <span>{t("deal.taken")}</span>
          <span />
        </div>
        <ul>
          <For each={props.deal.parcels}>
            {(one) => (
              <Row
                parcel={one}
                onCount={(which) => setCounting({ box: one.box, which })}
                onDrop={() => void props.work.dropParcel(one.box)}
              />
            )}
          </For>
        </ul>
      </div>
      <div class="signers">
        <For each={["given", "taken"] as const}>
          {(which) => (
            <div class="signer" data-signed={hand(which).signed}>
              <span class="quiet">{t(`deal.${which}-by`)}</span>
              <b class="signer-who">
                <span aria-hidden="true">{hand(which).signed ? "✓ " : "○ "}</span>
                {hand(which).staff === null
                  ? t("deal.nobody")
                  : t("deal.staff", { staff: hand(which).staff })}
              </b>
              <span class="signer-sum">{tubes(total(which))}</span>
              <Show
                when={hand(which).signed}
                fallback={
                  <button
                    type="button"
                    classList={{ main: missing() === (hand(which).mine ? "mine" : "other") }}
                    onClick={() =>
                      hand(which).mine ? void props.work.sign(props.work.me) : setTyping(true)
                    }
                  >
                    {hand(which).mine ? t("deal.sign") : t("deal.type-number")}
                  </button>
                }
              >
                <span class="signer-done">{t("deal.has-signed")}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
      <p class="notice" role="note">
        {t(`deal.left-${missing()}` as "deal.left-mine")}
      </p>
      <NumberSheet
        open={counting() !== null}
        title={t(counting()?.which === "taken" ? "deal.count-taken" : "deal.count-given", {
          box: grouped(counting()?.box ?? ""),
        })}
        go={t("carry.take-number")}
        onClose={() => setCounting(null)}
        onNumber={(counted) => {
          const now = counting();
          setCounting(null);
          if (now) void props.work.count(now.box, now.which, counted);
        }}
      />
      <NumberSheet
        open={typing()}
        title={t("deal.type-title")}
        about={t("deal.type-about")}
        go={t("deal.sign-them")}
        onClose={() => setTyping(false)}
        onNumber={(staff) => {
          setTyping(false);
          if (staff !== props.work.me) void props.work.sign(staff);
          else props.work.say("stop", t("deal.same"), t("deal.same-do"));
        }}
      />
    </section>
  );
}

function Row(props: { parcel: Parcel; onCount: (which: Which) => void; onDrop: () => void }) {
  const shown = (which: Which) => props.parcel[which] ?? "?";
  return (
    <li class="parcel" data-differs={differs(props.parcel)}>
      <span class="parcel-code">
        <b>{grouped(props.parcel.box)}</b>
        <span class="quiet">
          {props.parcel.listed === null
            ? t("deal.unlisted")
            : t("deal.listed", { tubes: tubes(props.parcel.listed) })}
        </span>
      </span>
      <For each={["given", "taken"] as const}>
        {(which) => (
          <button
            type="button"
            class="count"
            data-missing={props.parcel[which] === null}
            aria-label={t(which === "given" ? "deal.count-given" : "deal.count-taken", {
              box: grouped(props.parcel.box),
            }) + ` ${shown(which)}`}
            onClick={() => props.onCount(which)}
          >
            {shown(which)}
          </button>
        )}
      </For>
      <button
        type="button"
        class="icon-button"
        aria-label={t("deal.drop", { box: grouped(props.parcel.box) })}
        onClick={() => props.onDrop()}
      >
        <span aria-hidden="true">✕</span>
      </button>
      <Show when={differs(props.parcel)}>
        <p class="parcel-differs">▲ {t("deal.differs-row")}</p>
      </Show>
    </li>
  );
}
