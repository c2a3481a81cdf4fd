-- Moves with every import, so that a service that runs notices one.
CREATE TABLE "roster_stamp" (
  region INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  PRIMARY KEY (region)
) WITHOUT ROWID;
