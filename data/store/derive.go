package store

import (
	"errors"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
)

// derivedOn is the key in meta of the day for which units were derived: a building's
// completion may lie in the future, and its day comes by itself.
const derivedOn = "derived_on"

// deriveDay derives the units of buildings whose completion lies between the day for
// which units were derived last and today. It has come since; or a clock that was ahead
// had said so, and has been put right.
func (tx *Tx) deriveDay() error {
	tx.day = app.DateOf(tx.when)
	if app.Date(tx.s.derived.Load()) == tx.day {
		return nil
	}
	var last app.Date
	if err := ignoreNoRows(tx.sql.QueryRowContext(tx.ctx, "SELECT value FROM meta WHERE key = ?", derivedOn).Scan(&last)); err != nil {
		return err
	}
	if last == tx.day {
		return nil
	}
	if _, err := tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", derivedOn, int64(tx.day)); err != nil {
		return err
	}
	due, err := tx.ids("SELECT id FROM building WHERE completed > ? AND completed <= ?", int64(min(last, tx.day)), int64(max(last, tx.day)))
	for _, building := range due {
		err = errors.Join(err, tx.touchUnitsOf(building))
	}
	return err
}

// deriveUnits computes the state and the counts of every unit that the action
// touched, in the same transaction; nobody types them.
func (tx *Tx) deriveUnits() error {
	if err := tx.deriveDay(); err != nil {
		return err
	}
	for unit := range tx.units {
		if err := tx.deriveUnit(unit); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) deriveUnit(unit app.ID) error {
	facts, err := tx.factsOn(unit, tx.day)
	if err != nil {
		return err
	}
	delete(tx.sql.known, unit) // its row changes past what is known of it
	open := facts.Undispatched + facts.InWork + facts.Unverified
	_, err = tx.exec(`UPDATE unit SET state = ?1, open = ?2, grave = ?3 WHERE id = ?4 AND (state, open, grave) IS NOT (?1, ?2, ?3)`,
		string(handover.UnitState(facts)), open, facts.Grave, unit[:])
	return err
}

// UnitFacts reads what a unit's readiness follows from, with the changes staged
// so far.
func (tx *Tx) UnitFacts(unit app.ID) (handover.Facts, error) { return tx.factsOn(unit, tx.Today()) }

func (tx *Tx) factsOn(unit app.ID, day app.Date) (handover.Facts, error) {
	var f handover.Facts
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT
			count(*) FILTER (WHERE state IN `+keys(defect.StatesIn(defect.ToAssign))+`),
			count(*) FILTER (WHERE state IN `+keys(defect.InWorkStates)+`),
			count(*) FILTER (WHERE state IN `+keys(defect.StatesIn(defect.ToVerify))+`),
			count(*) FILTER (WHERE severity IN `+keys(site.GraveSeverities)+`)
		FROM defect WHERE unit = ? AND state IN `+keys(defect.OpenStates), unit[:]).
		Scan(&f.Undispatched, &f.InWork, &f.Unverified, &f.Grave)
	if err != nil {
		return f, err
	}
	var completed int64
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT fund, handed_over <> 0, coalesce((SELECT completed FROM building WHERE id = unit.building), 0)
		FROM unit WHERE id = ?`, unit[:]).Scan(&f.Fund, &f.Taken, &completed)
	if err := ignoreNoRows(err); err != nil {
		return f, err
	}
	f.Filed = handover.Filed(app.Date(completed), day)
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT decision = 'refused' FROM handover_case WHERE unit = ? AND state NOT IN `+keys(handover.StatesIn(handover.CalledOff))+` ORDER BY n DESC LIMIT 1`,
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
