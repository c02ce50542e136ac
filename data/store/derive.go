package store

import (
	"keyday/app"
	"keyday/app/handover"
)

// deriveUnits computes the state and the counts of every unit that the action
// touched, in the same transaction; nobody types them.
func (tx *Tx) deriveUnits() error {
	for unit := range tx.units {
		if err := tx.deriveUnit(unit); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) deriveUnit(unit app.ID) error {
	facts, err := tx.UnitFacts(unit)
	if err != nil {
		return err
	}
	open := facts.Undispatched + facts.InWork + facts.Unverified
	_, err = tx.exec(`UPDATE unit SET state = ?1, open = ?2, grave = ?3 WHERE id = ?4 AND (state, open, grave) IS NOT (?1, ?2, ?3)`,
		string(handover.UnitState(facts)), open, facts.Grave, unit[:])
	return err
}

// UnitFacts reads what a unit's readiness follows from, with the changes staged
// so far.
func (tx *Tx) UnitFacts(unit app.ID) (handover.Facts, error) {
	var f handover.Facts
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT
			count(*) FILTER (WHERE state = 'open'),
			count(*) FILTER (WHERE state IN ('assigned', 'fixing', 'hold', 'disputed')),
			count(*) FILTER (WHERE state = 'fixed'),
			count(*) FILTER (WHERE severity IN ('serious', 'emergency'))
		FROM defect WHERE unit = ? AND state IN ('open', 'assigned', 'fixing', 'hold', 'disputed', 'fixed')`, unit[:]).
		Scan(&f.Undispatched, &f.InWork, &f.Unverified, &f.Grave)
	if err != nil {
		return f, err
	}
	var completed, today = int64(0), int64(tx.Today())
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT fund, handed_over <> 0, coalesce((SELECT completed FROM building WHERE id = unit.building), 0)
		FROM unit WHERE id = ?`, unit[:]).Scan(&f.Fund, &f.Taken, &completed)
	if err := ignoreNoRows(err); err != nil {
		return f, err
	}
	f.Filed = completed != 0 && completed <= today
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT decision = 'refused' FROM handover_case WHERE unit = ? AND state <> 'cancelled' ORDER BY n DESC LIMIT 1`,
		unit[:]).Scan(&f.Refused)
	if err := ignoreNoRows(err); err != nil {
		return f, err
	}
	if err := tx.inspectionFacts(unit, &f); err != nil {
		return f, err
	}
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT count(*) FROM dispute WHERE id = ?1
		OR id IN (SELECT id FROM defect WHERE unit = ?1) OR id IN (SELECT id FROM handover_case WHERE unit = ?1)`, unit[:]).Scan(&f.Conflicts)
	return f, err
}
