-- Facts: one table a kind, append-only; see `src/storage/fact.rs`. The rest is in schema.sql.

CREATE TABLE "tube_opening" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "round" INTEGER NOT NULL, "lane" INTEGER NOT NULL, "capacity" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "registration" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "person" BLOB NOT NULL, "round" INTEGER NOT NULL, "lane" INTEGER NOT NULL,
  "class" INTEGER NOT NULL, "position" INTEGER NOT NULL, "previous" INTEGER,
  "sealed" BLOB NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "withdrawal" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "person" BLOB NOT NULL, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "swab" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "count" INTEGER NOT NULL, "first_swab_at" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "glove_change" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "collector" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "tube_seal" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "count" INTEGER NOT NULL, "short" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "tube_void" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "relabel" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "to" TEXT NOT NULL, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_opening" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "site" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "packing" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "unpacking" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_seal" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "count" INTEGER NOT NULL, "oldest_swab_at" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_route" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "arrive_at" INTEGER NOT NULL, "outcome_at" INTEGER NOT NULL,
  "feasible" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "handover" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "giver" INTEGER NOT NULL, "taker" INTEGER NOT NULL, "given" INTEGER NOT NULL,
  "taken" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_loss" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_receipt" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "courier" INTEGER NOT NULL, "receiver" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "accession" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "accession" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "rejection" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "box_emptying" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "box_code" TEXT NOT NULL,
  "missing" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "plate_load" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "plate" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "kit" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "well" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "plate" TEXT NOT NULL,
  "well" INTEGER NOT NULL, "content" NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "run" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "plate" TEXT NOT NULL,
  "valid" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "call" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "lab" INTEGER NOT NULL, "call" INTEGER NOT NULL, "attempt" INTEGER NOT NULL, "plate" TEXT,
  "well" INTEGER, "ct" INTEGER,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "amendment" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "from" INTEGER NOT NULL, "call" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "amendment_of" ON "amendment" (region, "tube", seq);

CREATE TABLE "review" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "call" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "publication" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "call" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "storage" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "store" INTEGER NOT NULL, "keep_until_at" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "discard" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "recollection_opening" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL, "cause" INTEGER NOT NULL, "lab" INTEGER, "due_at" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_opening_of" ON "recollection_opening" (region, person);

CREATE TABLE "recollection_assignment" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "squad" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_assignment_of" ON "recollection_assignment" (region, person);

CREATE TABLE "recollection_attempt" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "finding" INTEGER NOT NULL, "attempt" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_attempt_of" ON "recollection_attempt" (region, person);

CREATE TABLE "recollection_swab" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_swab_of" ON "recollection_swab" (region, person);

CREATE TABLE "recollection_closing" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL, "call" INTEGER NOT NULL, "late" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_closing_of" ON "recollection_closing" (region, person);

CREATE TABLE "notice" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "party" INTEGER NOT NULL, "message" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "notice_of" ON "notice" (region, tube);

CREATE TABLE "acknowledgement" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "party" INTEGER NOT NULL, "message" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "acknowledgement_of" ON "acknowledgement" (region, tube);

CREATE TABLE "difference" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "difference" INTEGER NOT NULL,
  "tube" TEXT, "box_code" TEXT, "expected" INTEGER NOT NULL, "counted" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "difference_of_box" ON "difference" (region, box_code) WHERE box_code IS NOT NULL;
CREATE INDEX "difference_of_tube" ON "difference" (region, tube) WHERE tube IS NOT NULL;

CREATE TABLE "kept_command" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "refusal" INTEGER NOT NULL,
  "act" TEXT NOT NULL, "original" BLOB NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "resolution" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "discrepancy" INTEGER NOT NULL,
  "resolution" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "resolution_of" ON "resolution" (region, discrepancy);

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

CREATE TABLE "check_override" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "tube" TEXT NOT NULL, "supervisor" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "guardian" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "person" BLOB NOT NULL,
  "guardian" BLOB NOT NULL, "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "guardian_of" ON "guardian" (region, guardian);

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

CREATE TABLE "course_beginning" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "schedule" TEXT NOT NULL, "day_zero_at" INTEGER NOT NULL,
  "squad" INTEGER, "contact" BLOB,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "course_beginning_of" ON "course_beginning" (region, person);

CREATE TABLE "course_swab" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "tube" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "course_swab_of" ON "course_swab" (region, person);

CREATE TABLE "course_call" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "tube" TEXT NOT NULL, "swab_at" INTEGER NOT NULL,
  "call" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "course_call_of" ON "course_call" (region, person);

CREATE TABLE "course_ending" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "reason" INTEGER NOT NULL, "next" TEXT,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "course_ending_of" ON "course_ending" (region, person);

CREATE TABLE "recollection_ending" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  "person" BLOB NOT NULL, "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "recollection_ending_of" ON "recollection_ending" (region, person);

CREATE TABLE "notice_escalation" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL, "person" BLOB,
  "party" INTEGER NOT NULL, "message" INTEGER NOT NULL, "step" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "notice_escalation_of" ON "notice_escalation" (region, tube);

CREATE TABLE "lot_beginning" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "lab" INTEGER NOT NULL,
  "kit" TEXT NOT NULL, "control" INTEGER, "lot" TEXT NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;

CREATE TABLE "amendment_reason" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL, scan_id BLOB NOT NULL,
  fingerprint INTEGER NOT NULL, staff INTEGER NOT NULL, device INTEGER NOT NULL,
  "at" INTEGER NOT NULL, recorded_at INTEGER NOT NULL, "tube" TEXT NOT NULL,
  "reason" INTEGER NOT NULL,
  PRIMARY KEY (region, seq)
) WITHOUT ROWID;
CREATE INDEX "amendment_reason_of" ON "amendment_reason" (region, "tube", seq);
