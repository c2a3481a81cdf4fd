-- Tests by schedule: who is under one, which swabs met it, what became of it; and how each stands.
-- What lies in a lab's stores, and what is positive and lies nowhere.
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

CREATE TABLE "course" (
  region INTEGER NOT NULL, person BLOB NOT NULL, schedule TEXT, day_zero_at INTEGER,
  squad INTEGER, contact BLOB, swabs TEXT, open INTEGER NOT NULL,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;
CREATE INDEX "course_open" ON "course" (region, person) WHERE open = 1;

CREATE INDEX "tube_stored" ON "tube" (region, lab, keep_until_at) WHERE stage = 10;
CREATE INDEX "tube_unstored" ON "tube" (region, lab, first_swab_at) WHERE stage = 9 AND "call" > 1;
