package store

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/journal"
)

var inspections = kindOf(55, "inspection", func(r *inspect.Inspection) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *inspect.Inspection) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	text(2, "origin", func(r *inspect.Inspection) *defect.Origin { return &r.Origin }, merged(journal.Immutable), distinctive, choice("inspect.origin")),
	number(3, "round", func(r *inspect.Inspection) *int { return &r.Round }, merged(journal.Immutable), distinctive),
	text(4, "checklist", func(r *inspect.Inspection) *string { return &r.Checklist }, silent),
	text(5, "tolerances", func(r *inspect.Inspection) *inspect.Set { return &r.Set }, choice("inspect.set")),
	text(6, "finish", func(r *inspect.Inspection) *site.Finish { return &r.Finish }, choice("inspect.finish")),
	list(7, "rooms", func(r *inspect.Inspection) *[]site.Room { return &r.Rooms }),
	flag(8, "measures", func(r *inspect.Inspection) *bool { return &r.Measures }),
	number(9, "items", func(r *inspect.Inspection) *int { return &r.Items }),
	text(10, "state", func(r *inspect.Inspection) *inspect.State { return &r.State }, ladder(rungs(inspect.Ladder)...), choice("inspect.state")),
	ref(11, "inspector", func(r *inspect.Inspection) *app.ID { return &r.Inspector }, refers("person")),
	instant(12, "begun_at", func(r *inspect.Inspection) *time.Time { return &r.BegunAt }, silent),
	ref(13, "submitted_by", func(r *inspect.Inspection) *app.ID { return &r.SubmittedBy }, accompanying, refers("person")),
	instant(14, "submitted_at", func(r *inspect.Inspection) *time.Time { return &r.SubmittedAt }, accompanying, silent),
	ref(15, "signed_by", func(r *inspect.Inspection) *app.ID { return &r.SignedBy }, accompanying, refers("person")),
	instant(16, "signed_at", func(r *inspect.Inspection) *time.Time { return &r.SignedAt }, accompanying, silent),
	text(17, "returned", func(r *inspect.Inspection) *string { return &r.Returned }, paragraphs),
	text(18, "owner", func(r *inspect.Inspection) *string { return &r.Owner }, sealed, namingPeople),
	text(19, "weather", func(r *inspect.Inspection) *string { return &r.Weather }),
	text(20, "remarks", func(r *inspect.Inspection) *string { return &r.Remarks }, paragraphs),
	ref(21, "document", func(r *inspect.Inspection) *app.ID { return &r.Document }, refers("document"), mentioning, silent),
	list(22, "scope", func(r *inspect.Inspection) *[]inspect.Place { return &r.Scope }),
}, belongsTo("unit", func(r *inspect.Inspection) app.ID { return r.Unit }), sealedUnder(func(r *inspect.Inspection) app.ID { return r.ID }))

var inspectionMoves = kindOf(56, "inspection_move", func(r *inspect.Move) *app.ID { return &r.ID }, []field{
	ref(1, "inspection", func(r *inspect.Move) *app.ID { return &r.Inspection }, refers("inspection"), silent),
	text(2, "step", func(r *inspect.Move) *inspect.Step { return &r.Step }, silent),
	text(3, "from_state", func(r *inspect.Move) *inspect.State { return &r.From }, silent, choice("inspect.state")),
	text(4, "to_state", func(r *inspect.Move) *inspect.State { return &r.To }, silent, choice("inspect.state")),
	ref(5, "who", func(r *inspect.Move) *app.ID { return &r.By }, refers("person"), silent),
	instant(6, "at", func(r *inspect.Move) *time.Time { return &r.At }, silent),
	text(7, "reason", func(r *inspect.Move) *string { return &r.Reason }, paragraphs),
}, ofInspection(func(r *inspect.Move) app.ID { return r.Inspection }), insertOnly)

// An inspection's own records say whose unit they belong to through it.
func ofInspection[T any](at func(*T) app.ID) func(*kind) { return through(inspections, at) }

// Answers are in the journal like everything else, but not on their unit's page:
// hundreds to a round would bury what happened there. The inspection, its moves
// and the defects found are.
var answers = kindOf(57, "answer", func(r *inspect.Answer) *app.ID { return &r.ID }, []field{
	ref(1, "inspection", func(r *inspect.Answer) *app.ID { return &r.Inspection }, merged(journal.Immutable), refers("inspection"), silent),
	text(2, "room", func(r *inspect.Answer) *string { return &r.Room }, merged(journal.Immutable), distinctive, means(app.RoomField, "")),
	text(3, "item", func(r *inspect.Answer) *string { return &r.Item }, merged(journal.Immutable), distinctive, means(app.ItemField, "")),
	text(4, "result", func(r *inspect.Answer) *inspect.Result { return &r.Result }, choice("common.answer")),
	text(5, "nominal", func(r *inspect.Answer) *string { return &r.Nominal }),
	textList(6, "readings", func(r *inspect.Answer) *[]string { return &r.Readings }, means(app.ReadingsField, "")),
	ref(7, "who", func(r *inspect.Answer) *app.ID { return &r.By }, accompanying, refers("person"), silent),
	instant(8, "at", func(r *inspect.Answer) *time.Time { return &r.At }, accompanying, silent),
}, scoped(func(tx Source, r *inspect.Answer) ([]app.ID, error) {
	return tx.Scope(app.Ref{Kind: "inspection", ID: r.Inspection})
}))

func (tx *Tx) Inspection(id app.ID) (inspect.Inspection, error) {
	return Get(tx, inspections, id)
}
func (tx *Tx) PutInspection(r inspect.Inspection) error { return Put(tx, inspections, r) }
func (tx *Tx) InspectionsOfUnit(unit app.ID) ([]inspect.Inspection, error) {
	return inspectionsOf(tx, unit)
}
func (tx *Tx) PutInspectionMove(r inspect.Move) error { return Put(tx, inspectionMoves, r) }
func (tx *Tx) Answer(id app.ID) (inspect.Answer, error) {
	return Get(tx, answers, id)
}
func (tx *Tx) PutAnswer(r inspect.Answer) error { return Put(tx, answers, r) }
func (tx *Tx) AmendAnswer(seen *app.Seen[inspect.Answer], r inspect.Answer) error {
	return Amend(tx, answers, seen, r)
}
func (tx *Tx) AnswersOf(inspection app.ID) ([]inspect.Answer, error) {
	return answersOf(tx, inspection)
}

func inspectionsOf(from Source, unit app.ID) ([]inspect.Inspection, error) {
	return List(from, inspections, "WHERE unit = ? ORDER BY begun_at, id", unit[:])
}

func answersOf(from Source, inspection app.ID) ([]inspect.Answer, error) {
	return List(from, answers, "WHERE inspection = ?", inspection[:])
}

// inspectionFacts reads what the unit's inspections say of its readiness: those
// of the team itself before handover. What an owner saw on an open day neither
// makes a home ready nor holds it up.
func inspectionFacts(from Source, unit app.ID, f *handover.Facts) error {
	walked, final, open := keys(inspect.WalkedStates), keys(inspect.StatesIn(inspect.Final)), keys(inspect.OpenStates)
	team := "unit = ?1 AND origin IN " + keys(inspect.TeamOrigins)
	latest := "(SELECT max(begun_at) FROM inspection WHERE " + team + " AND state IN " + walked + ")"
	return from.QueryRow(`SELECT
			coalesce(max(state IN `+walked+`), 0),
			coalesce(max(state IN `+final+` AND begun_at = `+latest+`), 0),
			coalesce(max(state IN `+open+` AND begun_at > `+latest+`), 0)
		FROM inspection WHERE `+team, unit[:]).
		Scan(&f.Inspected, &f.SignedOff, &f.Reinspecting)
}
