-- What control wells read of each target, for charts by lab, kit and machine.
CREATE TABLE "control_reading" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "plate" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "kit" TEXT NOT NULL, "machine" TEXT, "well" INTEGER NOT NULL,
  "control" INTEGER NOT NULL, "target" TEXT NOT NULL, "ct" INTEGER, "valid" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
