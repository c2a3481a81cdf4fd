/** One's own card, where whoever signs with it has no page that works offline. */
import { createSignal, Show } from "solid-js";
import { askJson, patiently, type StaffCard } from "./api";
import { t } from "./lang";

export function StaffCardButton(props: { token: string; staff: number }) {
  const [card, setCard] = createSignal<StaffCard | null>(null);
  const [away, setAway] = createSignal(false);
  const show = async () => {
    try {
      setCard(await patiently(() => askJson<StaffCard>("/v1/me/card", { token: props.token })));
    } catch {
      setAway(true);
    }
  };
  const picture = () => `data:image/svg+xml,${encodeURIComponent(card()?.qr ?? "")}`;
  return (
    <Show
      when={card()}
      fallback={
        <>
          <button type="button" onClick={() => void show()}>
            {t("card.mine")}
          </button>
          <Show when={away()}>
            <p class="notice" data-kind="warn" role="status">
              ▲ {t("card.away")}
            </p>
          </Show>
        </>
      }
    >
      <p class="staff-card">
        <img src={picture()} alt={t("card.alt", { staff: props.staff })} />
        <span>{t("card.supervises")}</span>
      </p>
    </Show>
  );
}
