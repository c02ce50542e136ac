package records

import (
	"time"

	"keyday/app"
	"keyday/app/handover"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

var cases = registry.Define(40, "handover_case", func(r *handover.Case) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *handover.Case) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Number(2, "n", func(r *handover.Case) *int { return &r.N }, registry.Merged(journal.Immutable)),
	registry.Text(3, "batch", func(r *handover.Case) *string { return &r.Batch }),
	registry.Text(4, "state", func(r *handover.Case) *handover.State { return &r.State }, registry.Ladder(rungs(handover.Ladder)...), registry.Choice("handover.state")),
	registry.Day(5, "notice_on", func(r *handover.Case) *app.Date { return &r.NoticeOn }),
	registry.Text(6, "notice_channel", func(r *handover.Case) *handover.Channel { return &r.NoticeChannel }, registry.Choice("handover.channel")),
	registry.Text(7, "notice_proof", func(r *handover.Case) *string { return &r.NoticeProof }, registry.File),
	registry.Day(8, "slot_on", func(r *handover.Case) *app.Date { return &r.SlotOn }),
	registry.Text(9, "slot_from", func(r *handover.Case) *string { return &r.SlotFrom }),
	registry.Text(10, "slot_to", func(r *handover.Case) *string { return &r.SlotTo }),
	registry.Moment(11, "arrived_at", func(r *handover.Case) *time.Time { return &r.ArrivedAt }),
	registry.Number(12, "no_shows", func(r *handover.Case) *int { return &r.NoShows }, registry.Merged(journal.Max)),
	registry.Text(13, "first_decision", func(r *handover.Case) *handover.Decision { return &r.FirstDecision }, registry.Merged(journal.Immutable), registry.Choice("handover.decision")),
	registry.Day(14, "first_decided_on", func(r *handover.Case) *app.Date { return &r.FirstDecidedOn }, registry.Merged(journal.Immutable)),
	registry.Text(15, "decision", func(r *handover.Case) *handover.Decision { return &r.Decision }, registry.Choice("handover.decision")),
	registry.Day(16, "decided_on", func(r *handover.Case) *app.Date { return &r.DecidedOn }),
	registry.Day(17, "next_on", func(r *handover.Case) *app.Date { return &r.NextOn }),
	registry.Ref(18, "authority", func(r *handover.Case) *app.ID { return &r.Authority }, registry.Refers("authority")),
	registry.Ref(19, "certificate", func(r *handover.Case) *app.ID { return &r.Certificate }, registry.Refers("document")),
	registry.Day(20, "completed_on", func(r *handover.Case) *app.Date { return &r.CompletedOn }, registry.Silent), // its home says the day
	registry.Text(21, "note", func(r *handover.Case) *string { return &r.Note }, registry.Paragraphs),
}, registry.BelongsTo("unit"))

var caseMoves = registry.Define(41, "handover_move", func(r *handover.Move) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Move) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "step", func(r *handover.Move) *handover.Step { return &r.Step }, registry.Silent),
	registry.Text(3, "from_state", func(r *handover.Move) *handover.State { return &r.From }, registry.Silent, registry.Choice("handover.state")),
	registry.Text(4, "to_state", func(r *handover.Move) *handover.State { return &r.To }, registry.Silent, registry.Choice("handover.state")),
	registry.Ref(5, "who", func(r *handover.Move) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *handover.Move) *time.Time { return &r.At }, registry.Silent),
	registry.Text(7, "reason", func(r *handover.Move) *string { return &r.Reason }, registry.Paragraphs),
}, registry.Through("handover"), registry.InsertOnly)

var results = registry.Define(42, "handover_result", func(r *handover.Result) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Result) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "decision", func(r *handover.Result) *handover.Decision { return &r.Decision }, registry.Choice("handover.decision")),
	registry.Text(3, "reason", func(r *handover.Result) *handover.RefusalReason { return &r.Reason }, registry.Choice("handover.reason")),
	registry.Text(4, "remark", func(r *handover.Result) *string { return &r.Remark }, registry.Paragraphs),
	registry.Day(5, "next_on", func(r *handover.Result) *app.Date { return &r.NextOn }),
	registry.List(6, "items", func(r *handover.Result) *[]handover.Promise { return &r.Items }, registry.Paragraphs),
	registry.Ref(7, "who", func(r *handover.Result) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(8, "at", func(r *handover.Result) *time.Time { return &r.At }, registry.Silent),
}, registry.Through("handover"), registry.InsertOnly)

var identityChecks = registry.Define(43, "identity_check", func(r *handover.IdentityCheck) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.IdentityCheck) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Ref(2, "owner", func(r *handover.IdentityCheck) *app.ID { return &r.Owner }, registry.Refers("owner"), registry.Mentioning, registry.Silent),
	registry.Ref(3, "authority", func(r *handover.IdentityCheck) *app.ID { return &r.Authority }, registry.Refers("authority"), registry.Silent),
	registry.Text(4, "name", func(r *handover.IdentityCheck) *string { return &r.Name }, registry.Sealed, registry.IsName),
	registry.Text(5, "paper", func(r *handover.IdentityCheck) *string { return &r.Paper }),
	registry.Flag(6, "original", func(r *handover.IdentityCheck) *bool { return &r.Original }),
	registry.Ref(7, "who", func(r *handover.IdentityCheck) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(8, "at", func(r *handover.IdentityCheck) *time.Time { return &r.At }, registry.Silent),
}, registry.Through("handover"), registry.About("owner"),
	registry.SealedUnder("owner"), registry.InsertOnly)

var overrides = registry.Define(44, "override", func(r *handover.Override) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Override) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "code", func(r *handover.Override) *string { return &r.Code }, registry.Means(app.ConditionField, "handover.gate")),
	registry.Text(3, "reason", func(r *handover.Override) *string { return &r.Reason }, registry.Paragraphs),
	registry.Ref(4, "who", func(r *handover.Override) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Text(5, "who_name", func(r *handover.Override) *string { return &r.ByName }, registry.Sealed),
	registry.Moment(6, "at", func(r *handover.Override) *time.Time { return &r.At }, registry.Silent),
}, registry.Through("handover"),
	registry.SealedUnder("who"), registry.InsertOnly)

// Who wrote a line of the desk last, and when, is nobody's question: what they wrote is.
var meters = registry.Define(45, "meter", func(r *handover.Meter) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Meter) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "meter", func(r *handover.Meter) *string { return &r.Kind }, registry.TellingWhich, registry.Choice("handover.meter")),
	registry.Text(3, "number", func(r *handover.Meter) *string { return &r.Number }),
	registry.Text(4, "reading", func(r *handover.Meter) *string { return &r.Reading }),
	registry.Text(5, "photo", func(r *handover.Meter) *string { return &r.Photo }, registry.File),
	registry.Ref(6, "read_by", func(r *handover.Meter) *app.ID { return &r.ReadBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(7, "read_at", func(r *handover.Meter) *time.Time { return &r.ReadAt }, registry.Accompanying, registry.Silent),
}, registry.Through("handover"))

var keySets = registry.Define(46, "key_set", func(r *handover.Keys) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Keys) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "key", func(r *handover.Keys) *string { return &r.Kind }, registry.TellingWhich, registry.Choice("handover.key")),
	registry.Number(3, "count", func(r *handover.Keys) *int { return &r.Count }),
	registry.Number(4, "kept", func(r *handover.Keys) *int { return &r.Kept }),
	registry.Text(5, "purpose", func(r *handover.Keys) *string { return &r.Purpose }),
	registry.Day(6, "until", func(r *handover.Keys) *app.Date { return &r.Until }),
	registry.Day(7, "returned", func(r *handover.Keys) *app.Date { return &r.Returned }),
	registry.Ref(8, "who", func(r *handover.Keys) *app.ID { return &r.By }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(9, "at", func(r *handover.Keys) *time.Time { return &r.At }, registry.Accompanying, registry.Silent),
}, registry.Through("handover"))

var papers = registry.Define(47, "handed_paper", func(r *handover.Paper) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "handover", func(r *handover.Paper) *app.ID { return &r.Case }, registry.Refers("handover_case"), registry.Silent),
	registry.Text(2, "paper", func(r *handover.Paper) *string { return &r.Kind }, registry.TellingWhich, registry.Choice("handover.paper")),
	registry.Number(3, "count", func(r *handover.Paper) *int { return &r.Count }),
	registry.Flag(4, "original", func(r *handover.Paper) *bool { return &r.Original }),
	registry.Ref(5, "who", func(r *handover.Paper) *app.ID { return &r.By }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *handover.Paper) *time.Time { return &r.At }, registry.Accompanying, registry.Silent),
}, registry.Through("handover"))

var handoverItem = registry.ByKey[handover.Item]{Key: itemKey, Say: sayItem}

var itemLists = registry.Define(48, "handover_items", func(r *handover.ItemList) *app.ID { return &r.ID }, []registry.Field{
	registry.KeyedList(1, "meters", func(r *handover.ItemList) *[]handover.Item { return &r.Meters }, handoverItem, registry.Means(app.ItemsField, "handover.meter")),
	registry.KeyedList(2, "keys", func(r *handover.ItemList) *[]handover.Item { return &r.Keys }, handoverItem, registry.Means(app.ItemsField, "handover.key")),
	registry.KeyedList(3, "papers", func(r *handover.ItemList) *[]handover.Item { return &r.Papers }, handoverItem, registry.Means(app.ItemsField, "handover.paper")),
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
	return store.Get(tx, cases, id)
}
func (tx *Tx) PutHandoverCase(r handover.Case) error { return store.Put(tx, cases, r) }
func (tx *Tx) AmendHandoverCase(seen *app.Seen[handover.Case], r handover.Case) error {
	return store.Amend(tx, cases, seen, r)
}
func (tx *Tx) HandoverCasesOfUnit(unit app.ID) ([]handover.Case, error) {
	return store.List(tx, cases, "WHERE unit = ? ORDER BY n", unit[:])
}
func (tx *Tx) PutHandoverMove(r handover.Move) error { return store.Put(tx, caseMoves, r) }
func (tx *Tx) HandoverMovesOf(c app.ID) ([]handover.Move, error) {
	return store.List(tx, caseMoves, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutHandoverResult(r handover.Result) error { return store.Put(tx, results, r) }
func (tx *Tx) HandoverResultsOf(c app.ID) ([]handover.Result, error) {
	return store.List(tx, results, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutIdentityCheck(r handover.IdentityCheck) error {
	return store.Put(tx, identityChecks, r)
}
func (tx *Tx) IdentityChecksOf(c app.ID) ([]handover.IdentityCheck, error) {
	return store.List(tx, identityChecks, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutOverride(r handover.Override) error { return store.Put(tx, overrides, r) }
func (tx *Tx) OverridesOf(c app.ID) ([]handover.Override, error) {
	return store.List(tx, overrides, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutMeter(r handover.Meter) error { return store.Put(tx, meters, r) }
func (tx *Tx) AmendMeter(seen *app.Seen[handover.Meter], r handover.Meter) error {
	return store.Amend(tx, meters, seen, r)
}
func (tx *Tx) MetersOf(c app.ID) ([]handover.Meter, error) {
	return store.List(tx, meters, "WHERE handover = ? ORDER BY read_at, id", c[:])
}
func (tx *Tx) PutKeys(r handover.Keys) error { return store.Put(tx, keySets, r) }
func (tx *Tx) AmendKeys(seen *app.Seen[handover.Keys], r handover.Keys) error {
	return store.Amend(tx, keySets, seen, r)
}
func (tx *Tx) KeysOf(c app.ID) ([]handover.Keys, error) {
	return store.List(tx, keySets, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) PutPaper(r handover.Paper) error { return store.Put(tx, papers, r) }
func (tx *Tx) AmendPaper(seen *app.Seen[handover.Paper], r handover.Paper) error {
	return store.Amend(tx, papers, seen, r)
}
func (tx *Tx) PapersOf(c app.ID) ([]handover.Paper, error) {
	return store.List(tx, papers, "WHERE handover = ? ORDER BY at, id", c[:])
}
func (tx *Tx) HandoverItems(id app.ID) (handover.ItemList, error) {
	return store.Get(tx, itemLists, id)
}
func (tx *Tx) AmendHandoverItems(seen *app.Seen[handover.ItemList], r handover.ItemList) error {
	return store.Amend(tx, itemLists, seen, r)
}
