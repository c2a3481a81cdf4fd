-- A supervisor took a document whose check digit is wrong.
CREATE TABLE "check_override" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL, "supervisor" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
