-- About what a full batch of commands takes: where only less fits, the next one fails again.
INSERT INTO space_probe (bytes) VALUES (randomblob(2097152));
DELETE FROM space_probe;
