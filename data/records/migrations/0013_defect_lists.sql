-- The list of defects is filtered and sorted in memory; what served its filters and
-- orders is kept up with every writing of a defect for nobody.
DROP INDEX defect_due;
DROP INDEX defect_state;
DROP INDEX defect_work;
