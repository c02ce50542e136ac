package store

import (
	"time"

	"keyday/app"
	"keyday/app/handover"
	"keyday/data/journal"
)

var cases = kindOf(40, "handover_case", func(r *handover.Case) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *handover.Case) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	number(2, "n", func(r *handover.Case) *int { return &r.N }, merged(journal.Immutable)),
	text(3, "batch", func(r *handover.Case) *string { return &r.Batch }),
	text(4, "state", func(r *handover.Case) *handover.State { return &r.State }, ladder(rungs(handover.Ladder)...), choice("handover.state")),
	day(5, "notice_on", func(r *handover.Case) *app.Date { return &r.NoticeOn }),
	text(6, "notice_channel", func(r *handover.Case) *handover.Channel { return &r.NoticeChannel }, choice("handover.channel")),
	text(7, "notice_proof", func(r *handover.Case) *string { return &r.NoticeProof }, file),
	day(8, "slot_on", func(r *handover.Case) *app.Date { return &r.SlotOn }),
	text(9, "slot_from", func(r *handover.Case) *string { return &r.SlotFrom }),
	text(10, "slot_to", func(r *handover.Case) *string { return &r.SlotTo }),
	instant(11, "arrived_at", func(r *handover.Case) *time.Time { return &r.ArrivedAt }),
	number(12, "no_shows", func(r *handover.Case) *int { return &r.NoShows }, merged(journal.Max)),
	text(13, "first_decision", func(r *handover.Case) *handover.Decision { return &r.FirstDecision }, merged(journal.Immutable), choice("handover.decision")),
	day(14, "first_decided_on", func(r *handover.Case) *app.Date { return &r.FirstDecidedOn }, merged(journal.Immutable)),
	text(15, "decision", func(r *handover.Case) *handover.Decision { return &r.Decision }, choice("handover.decision")),
	day(16, "decided_on", func(r *handover.Case) *app.Date { return &r.DecidedOn }),
	day(17, "next_on", func(r *handover.Case) *app.Date { return &r.NextOn }),
	ref(18, "authority", func(r *handover.Case) *app.ID { return &r.Authority }, refers("authority")),
	ref(19, "certificate", func(r *handover.Case) *app.ID { return &r.Certificate }, refers("document")),
	day(20, "completed_on", func(r *handover.Case) *app.Date { return &r.CompletedOn }),
	text(21, "note", func(r *handover.Case) *string { return &r.Note }, paragraphs),
}, belongsTo("unit", func(r *handover.Case) app.ID { return r.Unit }))

// A case's own records say whose unit they belong to through the case.
func ofCase[T any](at func(*T) app.ID) func(*kind) { return through(cases, at) }

var caseMoves = kindOf(41, "handover_move", func(r *handover.Move) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Move) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "step", func(r *handover.Move) *handover.Step { return &r.Step }, silent),
	text(3, "from_state", func(r *handover.Move) *handover.State { return &r.From }, silent, choice("handover.state")),
	text(4, "to_state", func(r *handover.Move) *handover.State { return &r.To }, silent, choice("handover.state")),
	ref(5, "who", func(r *handover.Move) *app.ID { return &r.By }, refers("person"), silent),
	instant(6, "at", func(r *handover.Move) *time.Time { return &r.At }, silent),
	text(7, "reason", func(r *handover.Move) *string { return &r.Reason }, paragraphs),
}, ofCase(func(r *handover.Move) app.ID { return r.Case }), insertOnly)

var results = kindOf(42, "handover_result", func(r *handover.Result) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Result) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "decision", func(r *handover.Result) *handover.Decision { return &r.Decision }, choice("handover.decision")),
	text(3, "reason", func(r *handover.Result) *handover.RefusalReason { return &r.Reason }, choice("handover.reason")),
	text(4, "remark", func(r *handover.Result) *string { return &r.Remark }, paragraphs),
	day(5, "next_on", func(r *handover.Result) *app.Date { return &r.NextOn }),
	list(6, "items", func(r *handover.Result) *[]handover.Promise { return &r.Items }, paragraphs),
	ref(7, "who", func(r *handover.Result) *app.ID { return &r.By }, refers("person"), silent),
	instant(8, "at", func(r *handover.Result) *time.Time { return &r.At }, silent),
}, ofCase(func(r *handover.Result) app.ID { return r.Case }), insertOnly)

var identityChecks = kindOf(43, "identity_check", func(r *handover.IdentityCheck) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.IdentityCheck) *app.ID { return &r.Case }, refers("handover_case"), silent),
	ref(2, "owner", func(r *handover.IdentityCheck) *app.ID { return &r.Owner }, refers("owner"), mentioning),
	ref(3, "authority", func(r *handover.IdentityCheck) *app.ID { return &r.Authority }, refers("authority")),
	text(4, "name", func(r *handover.IdentityCheck) *string { return &r.Name }, sealed, isName),
	text(5, "paper", func(r *handover.IdentityCheck) *string { return &r.Paper }),
	flag(6, "original", func(r *handover.IdentityCheck) *bool { return &r.Original }),
	ref(7, "who", func(r *handover.IdentityCheck) *app.ID { return &r.By }, refers("person"), silent),
	instant(8, "at", func(r *handover.IdentityCheck) *time.Time { return &r.At }, silent),
}, ofCase(func(r *handover.IdentityCheck) app.ID { return r.Case }), about(func(r *handover.IdentityCheck) app.ID { return r.Owner }),
	sealedUnder(func(r *handover.IdentityCheck) app.ID { return r.Owner }), insertOnly)

var overrides = kindOf(44, "override", func(r *handover.Override) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Override) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "code", func(r *handover.Override) *string { return &r.Code }, means(app.ConditionField, "handover.gate")),
	text(3, "reason", func(r *handover.Override) *string { return &r.Reason }, paragraphs),
	ref(4, "who", func(r *handover.Override) *app.ID { return &r.By }, refers("person"), silent),
	text(5, "who_name", func(r *handover.Override) *string { return &r.ByName }, sealed),
	instant(6, "at", func(r *handover.Override) *time.Time { return &r.At }, silent),
}, ofCase(func(r *handover.Override) app.ID { return r.Case }),
	sealedUnder(func(r *handover.Override) app.ID { return r.By }), insertOnly)

// Who wrote a line of the desk last, and when, is nobody's question: what they wrote is.
var meters = kindOf(45, "meter", func(r *handover.Meter) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Meter) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "meter", func(r *handover.Meter) *string { return &r.Kind }, tellingWhich, choice("handover.meter")),
	text(3, "number", func(r *handover.Meter) *string { return &r.Number }),
	text(4, "reading", func(r *handover.Meter) *string { return &r.Reading }),
	text(5, "photo", func(r *handover.Meter) *string { return &r.Photo }, file),
	ref(6, "read_by", func(r *handover.Meter) *app.ID { return &r.ReadBy }, accompanying, refers("person"), silent),
	instant(7, "read_at", func(r *handover.Meter) *time.Time { return &r.ReadAt }, accompanying, silent),
}, ofCase(func(r *handover.Meter) app.ID { return r.Case }))

var keySets = kindOf(46, "key_set", func(r *handover.Keys) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Keys) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "key", func(r *handover.Keys) *string { return &r.Kind }, tellingWhich, choice("handover.key")),
	number(3, "count", func(r *handover.Keys) *int { return &r.Count }),
	number(4, "kept", func(r *handover.Keys) *int { return &r.Kept }),
	text(5, "purpose", func(r *handover.Keys) *string { return &r.Purpose }),
	day(6, "until", func(r *handover.Keys) *app.Date { return &r.Until }),
	day(7, "returned", func(r *handover.Keys) *app.Date { return &r.Returned }),
	ref(8, "who", func(r *handover.Keys) *app.ID { return &r.By }, accompanying, refers("person"), silent),
	instant(9, "at", func(r *handover.Keys) *time.Time { return &r.At }, accompanying, silent),
}, ofCase(func(r *handover.Keys) app.ID { return r.Case }))

var papers = kindOf(47, "handed_paper", func(r *handover.Paper) *app.ID { return &r.ID }, []field{
	ref(1, "handover", func(r *handover.Paper) *app.ID { return &r.Case }, refers("handover_case"), silent),
	text(2, "paper", func(r *handover.Paper) *string { return &r.Kind }, tellingWhich, choice("handover.paper")),
	number(3, "count", func(r *handover.Paper) *int { return &r.Count }),
	flag(4, "original", func(r *handover.Paper) *bool { return &r.Original }),
	ref(5, "who", func(r *handover.Paper) *app.ID { return &r.By }, accompanying, refers("person"), silent),
	instant(6, "at", func(r *handover.Paper) *time.Time { return &r.At }, accompanying, silent),
}, ofCase(func(r *handover.Paper) app.ID { return r.Case }))

var itemLists = kindOf(48, "handover_items", func(r *handover.ItemList) *app.ID { return &r.ID }, []field{
	keyedList(1, "meters", func(r *handover.ItemList) *[]handover.Item { return &r.Meters }, itemKey, sayItem, means(app.ItemsField, "handover.meter")),
	keyedList(2, "keys", func(r *handover.ItemList) *[]handover.Item { return &r.Keys }, itemKey, sayItem, means(app.ItemsField, "handover.key")),
	keyedList(3, "papers", func(r *handover.ItemList) *[]handover.Item { return &r.Papers }, itemKey, sayItem, means(app.ItemsField, "handover.paper")),
})

func itemKey(i handover.Item) string { return i.Key }

// sayItem says a line of a list: what it is called, its unit, and a star where it must be
// filled. One without a name of its own is called by its key, which the catalogue says.
func sayItem(i handover.Item) string {
	said := i.Key
	if i.Name != "" {
		said = i.Name
	}
	if i.Unit != "" {
		said += " " + i.Unit
	}
	if i.Required {
		said += " *"
	}
	return said
}

func (tx *Tx) HandoverCase(id app.ID) (handover.Case, error) {
	return Get(tx, cases, id)
}
func (tx *Tx) PutHandoverCase(r handover.Case) error { return Put(tx, cases, r) }
func (tx *Tx) AmendHandoverCase(seen *app.Seen[handover.Case], r handover.Case) error {
	return Amend(tx, cases, seen, r)
}
func (tx *Tx) HandoverCasesOfUnit(unit app.ID) ([]handover.Case, error) {
	return List(tx, cases, "WHERE unit = ? ORDER BY n", unit[:])
}
func (tx *Tx) PutHandoverMove(r handover.Move) error { return Put(tx, caseMoves, r) }
func (tx *Tx) HandoverMovesOf(c app.ID) ([]handover.Move, error) {
	return List(tx, caseMoves, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutHandoverResult(r handover.Result) error { return Put(tx, results, r) }
func (tx *Tx) HandoverResultsOf(c app.ID) ([]handover.Result, error) {
	return List(tx, results, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutIdentityCheck(r handover.IdentityCheck) error { return Put(tx, identityChecks, r) }
func (tx *Tx) IdentityChecksOf(c app.ID) ([]handover.IdentityCheck, error) {
	return List(tx, identityChecks, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutOverride(r handover.Override) error { return Put(tx, overrides, r) }
func (tx *Tx) OverridesOf(c app.ID) ([]handover.Override, error) {
	return List(tx, overrides, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutMeter(r handover.Meter) error { return Put(tx, meters, r) }
func (tx *Tx) AmendMeter(seen *app.Seen[handover.Meter], r handover.Meter) error {
	return Amend(tx, meters, seen, r)
}
func (tx *Tx) MetersOf(c app.ID) ([]handover.Meter, error) {
	return List(tx, meters, "WHERE handover = ? ORDER BY read_at, id", c[:])
}
func (tx *Tx) PutKeys(r handover.Keys) error { return Put(tx, keySets, r) }
func (tx *Tx) AmendKeys(seen *app.Seen[handover.Keys], r handover.Keys) error {
	return Amend(tx, keySets, seen, r)
}
func (tx *Tx) KeysOf(c app.ID) ([]handover.Keys, error) {
	return List(tx, keySets, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutPaper(r handover.Paper) error { return Put(tx, papers, r) }
func (tx *Tx) AmendPaper(seen *app.Seen[handover.Paper], r handover.Paper) error {
	return Amend(tx, papers, seen, r)
}
func (tx *Tx) PapersOf(c app.ID) ([]handover.Paper, error) {
	return List(tx, papers, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) HandoverItems(id app.ID) (handover.ItemList, error) {
	return Get(tx, itemLists, id)
}
func (tx *Tx) AmendHandoverItems(seen *app.Seen[handover.ItemList], r handover.ItemList) error {
	return Amend(tx, itemLists, seen, r)
}
