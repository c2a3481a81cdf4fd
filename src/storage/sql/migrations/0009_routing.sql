-- Places that boxes hold at labs, what labs take and when they work, and the new columns of a box.
CREATE TABLE "reservation" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "start_at" INTEGER NOT NULL, "strictest" INTEGER NOT NULL,
  "original" INTEGER, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "unrouting" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "strictest" INTEGER NOT NULL, "original" INTEGER, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "lab_closing" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "lab" INTEGER NOT NULL,
  "reason" INTEGER NOT NULL, "until_at" INTEGER,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "lab_opening" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "lab" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "lab_limit" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "lab" INTEGER NOT NULL,
  "tubes_per_hour" INTEGER, "tests_left" INTEGER,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

ALTER TABLE "box" ADD COLUMN in_time INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "box" ADD COLUMN start_at INTEGER;
ALTER TABLE "box" ADD COLUMN strictest INTEGER;
ALTER TABLE "box" ADD COLUMN original INTEGER;
UPDATE "box" SET in_time = COALESCE((
  SELECT r.feasible FROM box_route r WHERE r.region = "box".region AND r.box_code = "box".code
  ORDER BY r.seq DESC LIMIT 1
), 0) WHERE routed IS NOT NULL;
CREATE INDEX "box_carried" ON "box" (region, holder) WHERE stage = 3;

ALTER TABLE lab ADD COLUMN hours TEXT NOT NULL DEFAULT '';
