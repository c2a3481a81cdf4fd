-- Results files of one colour, kept until those of the kit's other colours are there.
CREATE TABLE "result_part" (
  region INTEGER NOT NULL, plate TEXT NOT NULL, digest BLOB NOT NULL, kept_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (region, plate, digest)
);
