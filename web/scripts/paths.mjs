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
];
