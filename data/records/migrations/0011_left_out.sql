-- How much of its file an import left out, as it said when it was applied.
ALTER TABLE intake_run ADD COLUMN rows_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN cells_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN open_questions INTEGER NOT NULL DEFAULT 0;
