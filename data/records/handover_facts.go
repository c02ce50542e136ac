package records

import (
	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// deriveUnit computes the state and the counts of a unit.
func deriveUnit(from registry.Source, u *site.Unit, day app.Date) error {
	facts, err := unitFacts(from, u.ID, day)
	u.State, u.Open, u.Grave = handover.UnitState(facts), facts.Undispatched+facts.InWork+facts.Unverified, facts.Grave
	return err
}

// UnitFacts reads what a unit's readiness follows from, with the changes staged
// so far.
func (tx *Tx) UnitFacts(unit app.ID) (handover.Facts, error) { return unitFacts(tx, unit, tx.Today()) }

func unitFacts(from registry.Source, unit app.ID, day app.Date) (f handover.Facts, err error) {
	err = from.QueryRow(`SELECT
			count(*) FILTER (WHERE state IN `+keys(defect.StatesIn(defect.ToAssign))+`),
			count(*) FILTER (WHERE state IN `+keys(defect.InWorkStates)+`),
			count(*) FILTER (WHERE state IN `+keys(defect.StatesIn(defect.ToVerify))+`),
			count(*) FILTER (WHERE severity IN `+keys(site.GraveSeverities)+`)
		FROM defect WHERE unit = `+store.GivenID+` AND state IN `+keys(defect.OpenStates), unit[:]).
		Scan(&f.Undispatched, &f.InWork, &f.Unverified, &f.Grave)
	if err != nil {
		return f, err
	}
	var completed int64
	err = from.QueryRow(`SELECT fund, handed_over <> 0, coalesce((SELECT completed FROM building WHERE id = unit.building), 0),
			coalesce((SELECT decision = 'refused' FROM handover_case
				WHERE handover_case.unit = unit.id AND state NOT IN `+keys(handover.StatesIn(handover.CalledOff))+` ORDER BY n DESC LIMIT 1), 0),
			CASE WHEN EXISTS (SELECT 1 FROM dispute) THEN (SELECT count(*) FROM dispute WHERE id = unit.id
				OR id IN (SELECT id FROM defect WHERE defect.unit = unit.id) OR id IN (SELECT id FROM handover_case WHERE handover_case.unit = unit.id)) ELSE 0 END
		FROM unit WHERE id = ?1`, unit[:]).Scan(&f.Fund, &f.Taken, &completed, &f.Refused, &f.Conflicts)
	if err := store.IgnoreNoRows(err); err != nil {
		return f, err
	}
	f.Filed = handover.Filed(app.Date(completed), day)
	return f, readInspectionFacts(from, unit, &f)
}
