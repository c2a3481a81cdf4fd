/** In the demo nobody has a scanner: two buttons scan in its stead, an invented card and a label.
 * Which is next is told by its colour. Never shown anywhere else. */
import { t } from "../base/lang";
import { sampleCard, sampleTube } from "./samples";
import type { Work } from "./work";

export function Samples(props: { work: Work }) {
  const { work } = props;
  const region = () => work.device.me.region;
  const rules = () => work.device.campaign.limits.tube_codes;
  const wantsTube = () => {
    const { tube, capacity } = work.desk();
    return tube === null || tube.places.length >= (tube.capacity ?? capacity);
  };
  const chance = () => crypto.getRandomValues(new Uint32Array(1))[0]!;
  return (
    <section class="samples" aria-label={t("sample.title")}>
      <p>
        <span aria-hidden="true">☞ </span>
        {t("sample.title")}
      </p>
      <button
        type="button"
        classList={{ main: !wantsTube() }}
        onClick={() => void work.scan(sampleCard(region(), chance()))}
      >
        {t("sample.card")}
      </button>
      <button
        type="button"
        classList={{ main: wantsTube() }}
        onClick={() => void work.scan(sampleTube(rules(), chance()))}
      >
        {t("sample.tube")}
      </button>
    </section>
  );
}
