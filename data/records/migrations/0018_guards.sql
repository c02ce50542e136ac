-- The guards ask the gate before they ask the function, which costs more than a row: of an
-- AND, SQLite asks first what is no subquery. Those of the other tables are made anew with
-- the last migration.
DROP TRIGGER op_guard;
CREATE TRIGGER op_guard BEFORE INSERT ON op WHEN CASE WHEN (SELECT open FROM gate) THEN 0 ELSE keyday_applying() = 0 END
	BEGIN SELECT RAISE(ABORT, 'written past the journal'); END;
