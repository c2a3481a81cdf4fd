-- Who answers for a person without a document.
CREATE TABLE "guardian" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "guardian" BLOB NOT NULL, "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "guardian_of" ON "guardian" (region, guardian);
