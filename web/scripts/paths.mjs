// What the app's pages ask for.
export const PATHS = [
  "/v1/me",
  "/v1/me/card",
  "/v1/campaign",
  "/v1/commands",
  "/v1/tubes/{code}",
  "/v1/lanes/{lane}/events",
  // The lab's page.
  "/v1/boxes/{code}",
  "/v1/labs/{lab}/bench",
  "/v1/labs/{lab}/stores",
  "/v1/labs/quality",
  "/v1/labs/quality/controls",
  "/v1/plates/{code}",
  "/v1/plates/layouts",
  "/v1/plates/results",
  "/v1/packing",
  "/v1/pickups",
  // Headquarters.
  "/v1/progress",
  "/v1/progress/townships",
  "/v1/conservation",
  "/v1/discrepancies",
  "/v1/labs",
  "/v1/late",
  "/v1/notices",
  "/v1/pools",
  // Residents.
  "/v1/outcome",
  "/v1/preregistrations",
  "/v1/sites",
];
