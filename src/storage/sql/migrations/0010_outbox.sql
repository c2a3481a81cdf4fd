-- Where notices go and what became of each: the cursor says up to which notice an endpoint was
-- served, a row of delivery what happened to one; notices beyond the cursor wait without a row.
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
