-- Where published outcomes go in batches: up to which fact each upstream has taken them, where the
-- batch ends that is under way, which stays as it is until it is taken, and what became of the
-- last try. Held is 1 where it was refused for good and waits for a hand.
CREATE TABLE "upstream" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, form TEXT NOT NULL,
  listed INTEGER NOT NULL, sent_upto INTEGER NOT NULL, open_upto INTEGER NOT NULL,
  sent INTEGER NOT NULL, batches INTEGER NOT NULL, attempts INTEGER NOT NULL,
  held INTEGER NOT NULL, tried_at INTEGER, taken_at INTEGER, fault INTEGER, status INTEGER,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX "upstream_named" ON "upstream" (region, name);

-- Whether an outcome that leaves was called otherwise before. Amendments are few.
CREATE INDEX "amendment_of" ON "amendment" (region, "tube", seq);
