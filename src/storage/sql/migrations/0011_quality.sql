-- What control wells read of each target, for charts by lab, kit and machine; blind samples.
CREATE TABLE "control_reading" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "plate" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "kit" TEXT NOT NULL, "machine" TEXT, "well" INTEGER NOT NULL,
  "control" INTEGER NOT NULL, "target" TEXT NOT NULL, "ct" INTEGER, "valid" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "blind_marking" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "expected" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "blind_comparison" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "expected" INTEGER NOT NULL, "call" INTEGER NOT NULL,
  "found" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "blind_sparing" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "people" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

ALTER TABLE "tube" ADD COLUMN blind INTEGER;
