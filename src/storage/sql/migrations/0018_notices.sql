-- What a party had not confirmed when a step of raising it came.
CREATE TABLE "notice_escalation" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "party" INTEGER NOT NULL, "message" INTEGER NOT NULL, "step" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "notice_escalation_of" ON "notice_escalation" (region, tube);
