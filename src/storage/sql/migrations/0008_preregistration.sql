-- People who entered their own data beforehand, sealed, and the keys that sign what they show.
CREATE TABLE "preregistration" (
  region INTEGER NOT NULL, reference BLOB NOT NULL, made_at INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (region, reference)
) WITHOUT ROWID;

CREATE TABLE "preregistration_key" (
  region INTEGER NOT NULL, number INTEGER NOT NULL, made_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (region, number)
) WITHOUT ROWID;
