-- When a plate was read instead of whether: its own calls are of that moment.
ALTER TABLE "plate" ADD COLUMN read_at INTEGER;
UPDATE "plate" SET read_at = r."at" FROM (
  SELECT region, plate, MIN("at") AS "at" FROM run GROUP BY region, plate
) r WHERE r.region = "plate".region AND r.plate = "plate".code;
ALTER TABLE "plate" DROP COLUMN "read";
