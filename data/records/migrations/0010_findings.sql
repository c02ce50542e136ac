-- What an import found, kept with the import that was applied.
ALTER TABLE intake_run ADD COLUMN findings BLOB NOT NULL DEFAULT x'';
