-- Each commit's link of the hash chain over its facts.
CREATE TABLE "commit_link" (
  region INTEGER NOT NULL,
  number INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  link BLOB NOT NULL,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;

-- Heads: the current state, rebuilt from the facts after `head_mark.seq` at start.
CREATE TABLE "head_mark" (
  region INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;

CREATE TABLE "tube" (
  region INTEGER NOT NULL,
  code TEXT NOT NULL,
  round INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  first_swab_at INTEGER,
  box_code TEXT,
  lab INTEGER,
  accession INTEGER,
  received_at INTEGER,
  people INTEGER NOT NULL,
  strictest INTEGER NOT NULL,
  members BLOB NOT NULL,
  stage INTEGER NOT NULL,
  attempts INTEGER,
  plate TEXT,
  well INTEGER,
  "call" INTEGER,
  stage_staff INTEGER,
  stage_at INTEGER,
  store INTEGER,
  keep_until_at INTEGER,
  reject_reason INTEGER,
  void_reason INTEGER,
  relabelled_to TEXT,
  facts BLOB NOT NULL,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;

-- What still owes an outcome, oldest first swab first.
CREATE INDEX "tube_waiting" ON "tube" (region, first_swab_at) WHERE stage < 9;

CREATE TABLE "box" (
  region INTEGER NOT NULL,
  code TEXT NOT NULL,
  site INTEGER NOT NULL,
  routed INTEGER,
  oldest_swab_at INTEGER,
  sealed_at INTEGER,
  stage INTEGER NOT NULL,
  holder INTEGER,
  lab INTEGER,
  tubes TEXT NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;

-- Sealed and not yet fetched, oldest first swab first.
CREATE INDEX "box_waiting" ON "box" (region, oldest_swab_at) WHERE stage = 2;

CREATE TABLE "plate" (
  region INTEGER NOT NULL,
  code TEXT NOT NULL,
  lab INTEGER NOT NULL,
  kit TEXT NOT NULL,
  "read" INTEGER NOT NULL,
  wells TEXT NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (region, code)
) WITHOUT ROWID;

CREATE TABLE "recollection" (
  region INTEGER NOT NULL,
  person BLOB NOT NULL,
  source TEXT,
  cause INTEGER,
  lab INTEGER,
  due_at INTEGER,
  squad INTEGER,
  findings BLOB,
  sampled TEXT,
  open INTEGER NOT NULL,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;

CREATE INDEX "recollection_open" ON "recollection" (region, due_at) WHERE open = 1;

-- Facts that few tubes have are found by their own indexes; the many that every tube has are
-- found through `tube.facts`, so that no random key stands on the commit path.
CREATE INDEX "recollection_opening_of" ON "recollection_opening" (region, person);
CREATE INDEX "recollection_assignment_of" ON "recollection_assignment" (region, person);
CREATE INDEX "recollection_attempt_of" ON "recollection_attempt" (region, person);
CREATE INDEX "recollection_swab_of" ON "recollection_swab" (region, person);
CREATE INDEX "recollection_closing_of" ON "recollection_closing" (region, person);
CREATE INDEX "notice_of" ON "notice" (region, tube);
CREATE INDEX "acknowledgement_of" ON "acknowledgement" (region, tube);
CREATE INDEX "difference_of_tube" ON "difference" (region, tube) WHERE tube IS NOT NULL;
CREATE INDEX "difference_of_box" ON "difference" (region, box_code) WHERE box_code IS NOT NULL;
CREATE INDEX "resolution_of" ON "resolution" (region, discrepancy);

-- Reference data.
CREATE TABLE "campaign" (
  region INTEGER NOT NULL,
  name TEXT NOT NULL,
  protocol TEXT NOT NULL,
  kits TEXT NOT NULL,
  key_check BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;

CREATE TABLE "round" (
  region INTEGER NOT NULL,
  id INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "site" (
  region INTEGER NOT NULL,
  id INTEGER NOT NULL,
  township INTEGER NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  area INTEGER NOT NULL,
  lab INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "travel" (
  region INTEGER NOT NULL,
  site INTEGER NOT NULL,
  lab INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  PRIMARY KEY (region, site, lab)
) WITHOUT ROWID;

CREATE TABLE "lane" (
  region INTEGER NOT NULL,
  id INTEGER NOT NULL,
  site INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

CREATE TABLE "lab" (
  region INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  tubes_per_hour INTEGER NOT NULL,
  process_minutes INTEGER NOT NULL,
  own INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (region, id)
) WITHOUT ROWID;

-- Whom a round expects, from the grid; personal data sealed.
CREATE TABLE "roster" (
  region INTEGER NOT NULL,
  person BLOB NOT NULL,
  batch INTEGER NOT NULL,
  class INTEGER NOT NULL,
  township INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (region, person)
) WITHOUT ROWID;

-- Who may speak to the service; only the hash of a token is kept.
CREATE TABLE "token" (
  hash BLOB NOT NULL,
  region INTEGER NOT NULL,
  role TEXT NOT NULL,
  staff INTEGER NOT NULL,
  device INTEGER NOT NULL,
  site INTEGER,
  lane INTEGER,
  lab INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (region, hash)
) WITHOUT ROWID;

-- Who looked at whom. `subject` is a keyed hash or a code, never a name.
CREATE TABLE "access" (
  region INTEGER NOT NULL,
  number INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  staff INTEGER NOT NULL,
  device INTEGER NOT NULL,
  what TEXT NOT NULL,
  subject BLOB,
  link BLOB NOT NULL,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;

-- Written and emptied again to learn whether the disk takes writes.
CREATE TABLE "space_probe" (bytes BLOB NOT NULL);
