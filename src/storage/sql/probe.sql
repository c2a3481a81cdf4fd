INSERT INTO space_probe (bytes) VALUES (randomblob(65536));
DELETE FROM space_probe;
