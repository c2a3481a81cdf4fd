-- The keys that sign what residents show are one list: those of reports beside those of
-- pre-registration codes.
CREATE TABLE "signing_key" (
  region INTEGER NOT NULL, purpose INTEGER NOT NULL, number INTEGER NOT NULL,
  made_at INTEGER NOT NULL, revoked_at INTEGER,
  PRIMARY KEY (region, purpose, number)
) WITHOUT ROWID;
INSERT INTO "signing_key" (region, purpose, number, made_at, revoked_at)
SELECT region, 1, number, made_at, revoked_at FROM "preregistration_key";
DROP TABLE "preregistration_key";
