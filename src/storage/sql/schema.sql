-- The schema as all migrations together leave it: the place to read; the tables of facts are in
-- schema_facts.sql. Nothing runs these files; tests/migrations.rs keeps them equal to what the
-- migrations make.

CREATE TABLE "commit_link" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL, recorded_at INTEGER NOT NULL, link BLOB NOT NULL,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;

CREATE TABLE "head_mark" (
  region INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;

CREATE TABLE "tube" (
  region INTEGER NOT NULL, code TEXT NOT NULL, round INTEGER NOT NULL, lane INTEGER NOT NULL,
  capacity INTEGER NOT NULL, opened_at INTEGER NOT NULL, first_swab_at INTEGER, box_code TEXT,
  lab INTEGER, accession INTEGER, received_at INTEGER, people INTEGER NOT NULL,
  strictest INTEGER NOT NULL, members BLOB NOT NULL, stage INTEGER NOT NULL, attempts INTEGER,
  plate TEXT, well INTEGER, "call" INTEGER, stage_staff INTEGER, stage_at INTEGER,
  store INTEGER, keep_until_at INTEGER, reject_reason INTEGER, void_reason INTEGER,
  relabelled_to TEXT, facts BLOB NOT NULL, blind INTEGER,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;
CREATE INDEX "tube_waiting" ON "tube" (region, first_swab_at) WHERE stage < 9;
CREATE INDEX "tube_stored" ON "tube" (region, lab, keep_until_at) WHERE stage = 10;
CREATE INDEX "tube_unstored" ON "tube" (region, lab, first_swab_at) WHERE stage = 9 AND "call" > 1;

CREATE TABLE "box" (
  region INTEGER NOT NULL, code TEXT NOT NULL, site INTEGER NOT NULL, routed INTEGER,
  oldest_swab_at INTEGER, sealed_at INTEGER, stage INTEGER NOT NULL, holder INTEGER,
  lab INTEGER, tubes TEXT NOT NULL, facts BLOB NOT NULL, in_time INTEGER NOT NULL DEFAULT 0,
  start_at INTEGER, strictest INTEGER, original INTEGER,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;
CREATE INDEX "box_waiting" ON "box" (region, oldest_swab_at) WHERE stage = 2;
CREATE INDEX "box_carried" ON "box" (region, holder) WHERE stage = 3;

CREATE TABLE "plate" (
  region INTEGER NOT NULL, code TEXT NOT NULL, lab INTEGER NOT NULL, kit TEXT NOT NULL,
  wells TEXT NOT NULL, facts BLOB NOT NULL, read_at INTEGER,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;

CREATE TABLE "recollection" (
  region INTEGER NOT NULL, person BLOB NOT NULL, source TEXT, cause INTEGER, lab INTEGER,
  due_at INTEGER, squad INTEGER, findings BLOB, sampled TEXT, open INTEGER NOT NULL,
  ended INTEGER,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;
CREATE INDEX "recollection_open" ON "recollection" (region, due_at) WHERE open = 1;

CREATE TABLE "campaign" (
  region INTEGER NOT NULL, name TEXT NOT NULL, protocol TEXT NOT NULL, kits TEXT NOT NULL,
  key_check BLOB NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;

CREATE TABLE "round" (
  region INTEGER NOT NULL, id INTEGER NOT NULL, starts_at INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL, open INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "site" (
  region INTEGER NOT NULL, id INTEGER NOT NULL, township INTEGER NOT NULL,
  name_zh TEXT NOT NULL, name_en TEXT NOT NULL, area INTEGER NOT NULL, lab INTEGER NOT NULL,
  open INTEGER NOT NULL, hours TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "travel" (
  region INTEGER NOT NULL, site INTEGER NOT NULL, lab INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  PRIMARY KEY (region, site, lab)
) WITHOUT ROWID;

CREATE TABLE "lane" (
  region INTEGER NOT NULL, id INTEGER NOT NULL, site INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "lab" (
  region INTEGER NOT NULL, id INTEGER NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
  tubes_per_hour INTEGER NOT NULL, process_minutes INTEGER NOT NULL, own INTEGER NOT NULL,
  open INTEGER NOT NULL, hours TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "roster" (
  region INTEGER NOT NULL, person BLOB NOT NULL, batch INTEGER NOT NULL,
  class INTEGER NOT NULL, township INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;

CREATE TABLE "roster_stamp" (
  region INTEGER NOT NULL, stamp INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;

CREATE TABLE "token" (
  hash BLOB NOT NULL, region INTEGER NOT NULL, role TEXT NOT NULL, staff INTEGER NOT NULL,
  device INTEGER NOT NULL, site INTEGER, lane INTEGER, lab INTEGER,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER, party INTEGER,
  PRIMARY KEY (region, hash)
) WITHOUT ROWID;

CREATE TABLE "preregistration" (
  region INTEGER NOT NULL, reference BLOB NOT NULL, made_at INTEGER NOT NULL,
  sealed BLOB NOT NULL, site INTEGER, expected_at INTEGER,
  PRIMARY KEY (region, reference)
) WITHOUT ROWID;
CREATE INDEX "preregistration_at" ON "preregistration" (region, site, expected_at)
  WHERE site IS NOT NULL;

CREATE TABLE "signing_key" (
  region INTEGER NOT NULL, purpose INTEGER NOT NULL, number INTEGER NOT NULL,
  made_at INTEGER NOT NULL, revoked_at INTEGER,
  PRIMARY KEY (region, purpose, number)
) WITHOUT ROWID;

CREATE TABLE "access" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, "at" INTEGER NOT NULL,
  staff INTEGER NOT NULL, device INTEGER NOT NULL, what TEXT NOT NULL, subject BLOB,
  link BLOB NOT NULL, token BLOB, reason INTEGER, note BLOB,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;

CREATE TABLE "endpoint" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
  parties INTEGER NOT NULL, messages INTEGER NOT NULL, served_upto INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX "endpoint_named" ON "endpoint" (region, name);

CREATE TABLE "delivery" (
  region INTEGER NOT NULL, endpoint INTEGER NOT NULL, notice INTEGER NOT NULL,
  state INTEGER NOT NULL, attempts INTEGER NOT NULL, changed_at INTEGER NOT NULL,
  fault INTEGER,
  PRIMARY KEY (region, endpoint, notice)
) WITHOUT ROWID;
CREATE INDEX "delivery_open" ON "delivery" (region, endpoint, notice) WHERE state <> 2;

CREATE TABLE "upstream" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, form TEXT NOT NULL,
  listed INTEGER NOT NULL, sent_upto INTEGER NOT NULL, open_upto INTEGER NOT NULL,
  sent INTEGER NOT NULL, batches INTEGER NOT NULL, attempts INTEGER NOT NULL,
  held INTEGER NOT NULL, tried_at INTEGER, taken_at INTEGER, fault INTEGER, status INTEGER,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX "upstream_named" ON "upstream" (region, name);

-- Batches that an upstream never took and somebody had left out: behind which fact and up to which,
-- how many outcomes, why, and when it was done; never, where the batch was taken all the same.
CREATE TABLE "upstream_skip" (
  region INTEGER NOT NULL, upstream INTEGER NOT NULL, upto INTEGER NOT NULL,
  "after" INTEGER NOT NULL, outcomes INTEGER NOT NULL, reason INTEGER NOT NULL,
  staff INTEGER NOT NULL, device INTEGER NOT NULL, asked_at INTEGER NOT NULL, done_at INTEGER,
  PRIMARY KEY (region, upstream, upto)
) WITHOUT ROWID;

CREATE TABLE "space_probe" (
  bytes BLOB NOT NULL
);

CREATE TABLE "course" (
  region INTEGER NOT NULL, person BLOB NOT NULL, schedule TEXT, day_zero_at INTEGER,
  squad INTEGER, contact BLOB, swabs TEXT, open INTEGER NOT NULL,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;
CREATE INDEX "course_open" ON "course" (region, person) WHERE open = 1;

-- Results files of one colour, kept until those of the kit's other colours are there.
CREATE TABLE "result_part" (
  region INTEGER NOT NULL, plate TEXT NOT NULL, digest BLOB NOT NULL, kept_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (region, plate, digest)
);
