-- Why a call was corrected: stands right behind the correction. Those of before have none.
CREATE TABLE "amendment_reason" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "amendment_reason_of" ON "amendment_reason" (region, "tube", seq);

-- Where and when somebody who entered their own data means to come; of before, and of who did not
-- say, nothing.
ALTER TABLE "preregistration" ADD COLUMN site INTEGER;
ALTER TABLE "preregistration" ADD COLUMN expected_at INTEGER;
CREATE INDEX "preregistration_at" ON "preregistration" (region, site, expected_at)
  WHERE site IS NOT NULL;
