-- A party that is told has a token of its own, which confirms what went to it and nothing else.
ALTER TABLE "token" ADD COLUMN party INTEGER;
