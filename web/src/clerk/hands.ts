/** What to do with hands about what the service found later. It names the tube to find and whom to
 * call; what else the service advises follows in its own words. */
import { pick, t } from "../base/lang";
import type { Card } from "../base/store";
import { grouped } from "../scan/codes";

/** The tube itself is in doubt. */
const TUBE = new Set([
  "TubeOtherLane",
  "TubeKnown",
  "TubeNotOpen",
  "TubeVoid",
  "TubeFull",
  "TubeOtherRound",
  "TubeRelabelled",
  "TubeCodeBad",
  "TubeTooLarge",
  "SingleTubeNeeded",
  "AlreadySwabbed",
]);
/** The person is in doubt. */
const PERSON = new Set([
  "AlreadySampled",
  "AlreadyInTube",
  "DocumentBad",
  "CheckWrong",
  "NotASupervisor",
  "BirthDateBad",
  "NameMissing",
  "PhoneMissing",
  "NotOpened",
  "Malformed",
]);
const CLOCK = new Set(["ClockAhead", "ClockBehind"]);

export function hands(card: Card): string[] {
  const who = card.who === "" ? t("hands.them") : card.who;
  const tube = grouped(card.about !== "" && TUBE.has(card.refusal) ? card.about : card.tube);
  const steps: string[] = [];
  if (TUBE.has(card.refusal)) steps.push(t("hands.find-tube", { tube }));
  if (card.refusal === "TubeCountDiffers") steps.push(t("hands.recount", { tube }));
  if (CLOCK.has(card.refusal)) steps.push(t("hands.clock"));
  if (PERSON.has(card.refusal)) {
    steps.push(t("hands.call", { who }));
    if (card.refusal === "AlreadySampled") {
      steps.push(t("hands.not-swabbed"));
    } else steps.push(t("hands.again", { who }));
  }
  if (steps.length === 0) steps.push(pick(card.doZh, card.doEn));
  steps.push(card.kept ? t("hands.kept") : t("hands.supervisor"));
  return steps;
}
