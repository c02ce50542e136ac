package records

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

var inspections = registry.Define(55, "inspection", func(r *inspect.Inspection) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *inspect.Inspection) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Text(2, "origin", func(r *inspect.Inspection) *defect.Origin { return &r.Origin }, registry.Merged(journal.Immutable), registry.Distinctive, registry.Choice("inspect.origin")),
	registry.Number(3, "round", func(r *inspect.Inspection) *int { return &r.Round }, registry.Merged(journal.Immutable), registry.Distinctive),
	registry.Text(4, "checklist", func(r *inspect.Inspection) *string { return &r.Checklist }, registry.Silent),
	registry.Text(5, "tolerances", func(r *inspect.Inspection) *inspect.Set { return &r.Set }, registry.Choice("inspect.set")),
	registry.Text(6, "finish", func(r *inspect.Inspection) *site.Finish { return &r.Finish }, registry.Choice("inspect.finish")),
	registry.List(7, "rooms", func(r *inspect.Inspection) *[]site.Room { return &r.Rooms }),
	registry.Flag(8, "measures", func(r *inspect.Inspection) *bool { return &r.Measures }),
	registry.Number(9, "items", func(r *inspect.Inspection) *int { return &r.Items }),
	registry.Text(10, "state", func(r *inspect.Inspection) *inspect.State { return &r.State }, registry.Ladder(rungs(inspect.Ladder)...), registry.Choice("inspect.state")),
	registry.Ref(11, "inspector", func(r *inspect.Inspection) *app.ID { return &r.Inspector }, registry.Refers("person")),
	registry.Moment(12, "begun_at", func(r *inspect.Inspection) *time.Time { return &r.BegunAt }, registry.Silent),
	registry.Ref(13, "submitted_by", func(r *inspect.Inspection) *app.ID { return &r.SubmittedBy }, registry.Accompanying, registry.Refers("person")),
	registry.Moment(14, "submitted_at", func(r *inspect.Inspection) *time.Time { return &r.SubmittedAt }, registry.Accompanying, registry.Silent),
	registry.Ref(15, "signed_by", func(r *inspect.Inspection) *app.ID { return &r.SignedBy }, registry.Accompanying, registry.Refers("person")),
	registry.Moment(16, "signed_at", func(r *inspect.Inspection) *time.Time { return &r.SignedAt }, registry.Accompanying, registry.Silent),
	registry.Text(17, "returned", func(r *inspect.Inspection) *string { return &r.Returned }, registry.Paragraphs),
	registry.Text(18, "owner", func(r *inspect.Inspection) *string { return &r.Owner }, registry.Sealed, registry.NamingPeople),
	registry.Text(19, "weather", func(r *inspect.Inspection) *string { return &r.Weather }),
	registry.Text(20, "remarks", func(r *inspect.Inspection) *string { return &r.Remarks }, registry.Paragraphs),
	registry.Ref(21, "document", func(r *inspect.Inspection) *app.ID { return &r.Document }, registry.Refers("document"), registry.Mentioning, registry.Silent),
	registry.List(22, "scope", func(r *inspect.Inspection) *[]inspect.Place { return &r.Scope }),
}, registry.BelongsTo("unit"), registry.SealedUnder("id"))

var inspectionMoves = registry.Define(56, "inspection_move", func(r *inspect.Move) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "inspection", func(r *inspect.Move) *app.ID { return &r.Inspection }, registry.Refers("inspection"), registry.Silent),
	registry.Text(2, "step", func(r *inspect.Move) *inspect.Step { return &r.Step }, registry.Silent),
	registry.Text(3, "from_state", func(r *inspect.Move) *inspect.State { return &r.From }, registry.Silent, registry.Choice("inspect.state")),
	registry.Text(4, "to_state", func(r *inspect.Move) *inspect.State { return &r.To }, registry.Silent, registry.Choice("inspect.state")),
	registry.Ref(5, "who", func(r *inspect.Move) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *inspect.Move) *time.Time { return &r.At }, registry.Silent),
	registry.Text(7, "reason", func(r *inspect.Move) *string { return &r.Reason }, registry.Paragraphs),
}, registry.Through("inspection"), registry.InsertOnly)

// Answers are in the journal like everything else, but not on their unit's page:
// hundreds to a round would bury what happened there. The inspection, its moves
// and the defects found are.
var answers = registry.Define(57, "answer", func(r *inspect.Answer) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "inspection", func(r *inspect.Answer) *app.ID { return &r.Inspection }, registry.Merged(journal.Immutable), registry.Refers("inspection"), registry.Silent),
	registry.Text(2, "room", func(r *inspect.Answer) *string { return &r.Room }, registry.Merged(journal.Immutable), registry.Distinctive, registry.Means(app.RoomField, "")),
	registry.Text(3, "item", func(r *inspect.Answer) *string { return &r.Item }, registry.Merged(journal.Immutable), registry.Distinctive, registry.Means(app.ItemField, "")),
	registry.Text(4, "result", func(r *inspect.Answer) *inspect.Result { return &r.Result }, registry.Choice("common.answer")),
	registry.Text(5, "nominal", func(r *inspect.Answer) *string { return &r.Nominal }),
	registry.Texts(6, "readings", func(r *inspect.Answer) *[]string { return &r.Readings }, registry.Means(app.ReadingsField, "")),
	registry.Ref(7, "who", func(r *inspect.Answer) *app.ID { return &r.By }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(8, "at", func(r *inspect.Answer) *time.Time { return &r.At }, registry.Accompanying, registry.Silent),
}, registry.Scoped(func(tx registry.Source, r *inspect.Answer) ([]app.ID, error) {
	return tx.Scope(app.Ref{Kind: "inspection", ID: r.Inspection})
}))

func (tx *Tx) Inspection(id app.ID) (inspect.Inspection, error) {
	return store.Get(tx, inspections, id)
}
func (tx *Tx) PutInspection(r inspect.Inspection) error { return store.Put(tx, inspections, r) }
func (tx *Tx) InspectionsOfUnit(unit app.ID) ([]inspect.Inspection, error) {
	return inspectionsOf(tx, unit)
}
func (tx *Tx) PutInspectionMove(r inspect.Move) error { return store.Put(tx, inspectionMoves, r) }
func (tx *Tx) Answer(id app.ID) (inspect.Answer, error) {
	return store.Get(tx, answers, id)
}
func (tx *Tx) PutAnswer(r inspect.Answer) error { return store.Put(tx, answers, r) }
func (tx *Tx) AmendAnswer(seen *app.Seen[inspect.Answer], r inspect.Answer) error {
	return store.Amend(tx, answers, seen, r)
}
func (tx *Tx) AnswersOf(inspection app.ID) ([]inspect.Answer, error) {
	return answersOf(tx, inspection)
}

func inspectionsOf(from registry.Source, unit app.ID) ([]inspect.Inspection, error) {
	return store.List(from, inspections, "WHERE unit = ? ORDER BY begun_at, id", unit[:])
}

func answersOf(from registry.Source, inspection app.ID) ([]inspect.Answer, error) {
	return store.List(from, answers, "WHERE inspection = ?", inspection[:])
}

// readInspectionFacts reads what the unit's inspections say of its readiness: those
// of the team itself before handover. What an owner saw on an open day neither
// makes a home ready nor holds it up.
func readInspectionFacts(from registry.Source, unit app.ID, f *handover.Facts) error {
	walked, final, open := keys(inspect.WalkedStates), keys(inspect.StatesIn(inspect.Final)), keys(inspect.OpenStates)
	team := "unit = " + store.GivenID + " AND origin IN " + keys(inspect.TeamOrigins)
	latest := "(SELECT max(begun_at) FROM inspection WHERE " + team + " AND state IN " + walked + ")"
	return from.QueryRow(`SELECT
			coalesce(max(state IN `+walked+`), 0),
			coalesce(max(state IN `+final+` AND begun_at = `+latest+`), 0),
			coalesce(max(state IN `+open+` AND begun_at > `+latest+`), 0)
		FROM inspection WHERE `+team, unit[:]).
		Scan(&f.Inspected, &f.SignedOff, &f.Reinspecting)
}
