-- Who is to inspect a home.
ALTER TABLE unit ADD COLUMN inspector BLOB NOT NULL DEFAULT x'';
