-- When a site takes people each day; '' where nobody said.
ALTER TABLE "site" ADD COLUMN "hours" TEXT NOT NULL DEFAULT '';
