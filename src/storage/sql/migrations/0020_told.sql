-- What becomes of what was told. What a party had not confirmed when a step of raising it came.
CREATE TABLE "notice_escalation" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "party" INTEGER NOT NULL, "message" INTEGER NOT NULL, "step" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "notice_escalation_of" ON "notice_escalation" (region, tube);

-- Batches that an upstream never took and somebody had left out: behind which fact and up to which,
-- how many outcomes, why, and when it was done; never, where the batch was taken all the same.
CREATE TABLE "upstream_skip" (
  region INTEGER NOT NULL, upstream INTEGER NOT NULL, upto INTEGER NOT NULL,
  "after" INTEGER NOT NULL, outcomes INTEGER NOT NULL, reason INTEGER NOT NULL,
  staff INTEGER NOT NULL, device INTEGER NOT NULL, asked_at INTEGER NOT NULL, done_at INTEGER,
  PRIMARY KEY (region, upstream, upto)
) WITHOUT ROWID;

-- From when on a lab used which lot of a kit, or of one of its controls.
CREATE TABLE "lot_beginning" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "lab" INTEGER NOT NULL,
  "kit" TEXT NOT NULL, "control" INTEGER, "lot" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
