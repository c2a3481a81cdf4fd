// What the app's pages ask for.
export const PATHS = [
  "/v1/me",
  "/v1/campaign",
  "/v1/commands",
  "/v1/tubes/{code}",
  "/v1/recollections",
  "/v1/pools",
  "/v1/persons/trace",
  "/v1/tokens",
  "/v1/tokens/{mark}/revoke",
  "/v1/protocol",
  "/v1/protocol/compare",
  "/v1/access",
  "/v1/lanes/{lane}/events",
];
