-- A lost tube found again, and a second swab that is owed no more.
CREATE TABLE "tube_find" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "recollection_cancelling" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL, "discrepancy" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_cancelling_of" ON "recollection_cancelling" (region, person);
