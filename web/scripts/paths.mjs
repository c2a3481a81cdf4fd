// What the app's pages ask for.
export const PATHS = [
  "/v1/me",
  "/v1/me/card",
  "/v1/campaign",
  "/v1/commands",
  "/v1/tubes/{code}",
  "/v1/lanes/{lane}/events",
  "/v1/boxes/{code}",
  "/v1/packing",
  "/v1/pickups",
];
