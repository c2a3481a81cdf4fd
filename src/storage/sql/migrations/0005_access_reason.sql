-- Why somebody looked is one of a list, beside it a sealed note, and which token asked. A row
-- without a reason is from before: its sentence in `what` holds both.
ALTER TABLE "access" ADD COLUMN token BLOB;
ALTER TABLE "access" ADD COLUMN reason INTEGER;
ALTER TABLE "access" ADD COLUMN note BLOB;
