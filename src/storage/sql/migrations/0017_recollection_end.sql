-- A second test that is no longer gone after, and why.
CREATE TABLE "recollection_ending" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_ending_of" ON "recollection_ending" (region, person);

ALTER TABLE "recollection" ADD COLUMN "ended" INTEGER;
