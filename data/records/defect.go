package records

import (
	"slices"

	"fmt"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

func rungs[S ~string](states []S) []string {
	all := make([]string, len(states))
	for i, s := range states {
		all[i] = string(s)
	}
	return all
}

var defects = registry.Define(20, "defect", func(r *defect.Defect) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "number", func(r *defect.Defect) *string { return &r.Number }, registry.Merged(journal.Immutable), registry.Called, registry.Numbered(app.DefectNumber)),
	registry.Ref(2, "unit", func(r *defect.Defect) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Text(3, "origin", func(r *defect.Defect) *defect.Origin { return &r.Origin }, registry.Choice("defect.origin")),
	registry.Number(4, "origin_round", func(r *defect.Defect) *int { return &r.OriginRound }),
	registry.Ref(5, "inspection", func(r *defect.Defect) *app.ID { return &r.Inspection }, registry.Refers("inspection"), registry.Silent),
	registry.Text(6, "room", func(r *defect.Defect) *string { return &r.Room }, registry.Means(app.RoomField, "")),
	registry.Text(7, "item", func(r *defect.Defect) *string { return &r.Item }, registry.Means(app.ItemField, "")),
	registry.Text(8, "part", func(r *defect.Defect) *string { return &r.Part }),
	registry.Text(9, "phrase", func(r *defect.Defect) *string { return &r.Phrase }, registry.AlsoCalled),
	registry.Text(10, "note", func(r *defect.Defect) *string { return &r.Note }, registry.Paragraphs),
	registry.Text(11, "severity", func(r *defect.Defect) *site.Severity { return &r.Severity }, registry.Choice("defect.severity")),
	registry.Text(12, "trade", func(r *defect.Defect) *site.Trade { return &r.Trade }, registry.Choice("defect.trade")),
	registry.Text(13, "warranty", func(r *defect.Defect) *site.WarrantyClass { return &r.Warranty }, registry.Choice("defect.warranty")),
	registry.Ref(14, "firm", func(r *defect.Defect) *app.ID { return &r.Firm }, registry.Refers("firm")),
	registry.Day(15, "due", func(r *defect.Defect) *app.Date { return &r.Due }),
	registry.Day(16, "promised", func(r *defect.Defect) *app.Date { return &r.Promised }),
	registry.Text(17, "state", func(r *defect.Defect) *defect.State { return &r.State }, registry.Ladder(rungs(defect.Ladder)...), registry.Choice("defect.state")),
	registry.Number(18, "round", func(r *defect.Defect) *int { return &r.Round }, registry.Merged(journal.Max)),
	registry.Number(19, "recurrences", func(r *defect.Defect) *int { return &r.Recurrences }, registry.Merged(journal.Max)),
	registry.Number(20, "pin_x", func(r *defect.Defect) *int { return &r.PinX }, registry.Silent),
	registry.Number(21, "pin_y", func(r *defect.Defect) *int { return &r.PinY }, registry.Silent),
	registry.Ref(22, "found_by", func(r *defect.Defect) *app.ID { return &r.FoundBy }, registry.Refers("person"), registry.Silent),
	registry.Moment(23, "found_at", func(r *defect.Defect) *time.Time { return &r.FoundAt }, registry.Silent),
	registry.Ref(24, "fixed_firm", func(r *defect.Defect) *app.ID { return &r.FixedFirm }, registry.Refers("firm")),
	registry.Text(25, "fixed_worker", func(r *defect.Defect) *string { return &r.FixedWorker }),
	registry.Moment(26, "fixed_at", func(r *defect.Defect) *time.Time { return &r.FixedAt }, registry.Accompanying, registry.Silent),
	registry.Ref(27, "fixed_recorded_by", func(r *defect.Defect) *app.ID { return &r.FixedRecordedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Ref(28, "verified_by", func(r *defect.Defect) *app.ID { return &r.VerifiedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(29, "verified_at", func(r *defect.Defect) *time.Time { return &r.VerifiedAt }, registry.Accompanying, registry.Silent),
	registry.Text(30, "self_verified", func(r *defect.Defect) *string { return &r.SelfVerified }),
	registry.Day(31, "review_on", func(r *defect.Defect) *app.Date { return &r.ReviewOn }),
	registry.Text(32, "agreed_with", func(r *defect.Defect) *string { return &r.AgreedWith }, registry.Sealed, registry.NamingPeople), // an owner's name
	registry.Ref(33, "duplicate_of", func(r *defect.Defect) *app.ID { return &r.DuplicateOf }, registry.Refers("defect")),
	registry.Ref(34, "notice", func(r *defect.Defect) *app.ID { return &r.Notice }, registry.Refers("notice")),
},
	registry.BelongsTo("unit"),
	registry.SealedUnder("id"),
	registry.FoundBy(func(from registry.Source, r *defect.Defect) []registry.Entry {
		return []registry.Entry{registry.AsCode(r.Number), registry.AsPhrase(r.Phrase), registry.AsPhrase(r.Note), unitEntry(from, r.Unit)}
	}, "unit"),
	registry.SaidBy(defectLine), registry.Mentioned,
)

var defectMoves = registry.Define(21, "defect_move", func(r *defect.Move) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "defect", func(r *defect.Move) *app.ID { return &r.Defect }, registry.Refers("defect"), registry.Mentioning, registry.Silent),
	registry.Text(2, "step", func(r *defect.Move) *defect.Step { return &r.Step }, registry.Silent, registry.Choice("defect.step")),
	registry.Text(3, "from_state", func(r *defect.Move) *defect.State { return &r.From }, registry.Silent, registry.Choice("defect.state")),
	registry.Text(4, "to_state", func(r *defect.Move) *defect.State { return &r.To }, registry.Silent, registry.Choice("defect.state")),
	registry.Number(5, "round", func(r *defect.Move) *int { return &r.Round }, registry.Silent),
	registry.Ref(6, "who", func(r *defect.Move) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(7, "at", func(r *defect.Move) *time.Time { return &r.At }, registry.Silent),
	registry.Text(8, "reason", func(r *defect.Move) *string { return &r.Reason }, registry.Paragraphs),
	registry.List(9, "photos", func(r *defect.Move) *[]string { return &r.Photos }, registry.File, registry.Silent),
	registry.Ref(10, "firm", func(r *defect.Move) *app.ID { return &r.Firm }, registry.Refers("firm"), registry.Silent),
	registry.Text(11, "worker", func(r *defect.Move) *string { return &r.Worker }, registry.Silent),
	registry.Day(12, "until", func(r *defect.Move) *app.Date { return &r.Date }),
	registry.List(13, "corrected", func(r *defect.Move) *[]string { return &r.Corrected }, registry.Silent),
}, registry.Through("defect"), registry.About("firm"), registry.InsertOnly)

var defectPhotos = registry.Define(22, "defect_photo", func(r *defect.Photo) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "defect", func(r *defect.Photo) *app.ID { return &r.Defect }, registry.Refers("defect"), registry.Mentioning, registry.Silent),
	registry.Text(2, "hash", func(r *defect.Photo) *string { return &r.Hash }, registry.File, registry.Silent),
	registry.Text(3, "stage", func(r *defect.Photo) *defect.Stage { return &r.Stage }, registry.Choice("defect.stage")),
	registry.Number(4, "round", func(r *defect.Photo) *int { return &r.Round }),
	registry.Ref(5, "who", func(r *defect.Photo) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *defect.Photo) *time.Time { return &r.At }, registry.Silent),
}, registry.Through("defect"), registry.InsertOnly)

var notices = registry.Define(23, "notice", func(r *defect.Notice) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "number", func(r *defect.Notice) *string { return &r.Number }, registry.Merged(journal.Immutable), registry.Called, registry.Numbered(app.NoticeNumber)),
	registry.Ref(2, "firm", func(r *defect.Notice) *app.ID { return &r.Firm }, registry.Merged(journal.Immutable), registry.Refers("firm")),
	registry.Text(3, "firm_name", func(r *defect.Notice) *string { return &r.FirmName }, registry.Merged(journal.Immutable)),
	registry.List(4, "items", func(r *defect.Notice) *[]defect.NoticeItem { return &r.Items }, registry.Merged(journal.Immutable), registry.Paragraphs),
	registry.Day(5, "deadline", func(r *defect.Notice) *app.Date { return &r.Deadline }, registry.Merged(journal.Immutable)),
	registry.Text(6, "requirement", func(r *defect.Notice) *string { return &r.Requirement }, registry.Merged(journal.Immutable), registry.Paragraphs),
	registry.Ref(7, "issued_by", func(r *defect.Notice) *app.ID { return &r.IssuedBy }, registry.Merged(journal.Immutable), registry.Refers("person"), registry.Silent),
	registry.Text(8, "issued_name", func(r *defect.Notice) *string { return &r.IssuedName }, registry.Merged(journal.Immutable), registry.Sealed),
	registry.Moment(9, "issued_at", func(r *defect.Notice) *time.Time { return &r.IssuedAt }, registry.Merged(journal.Immutable), registry.Silent),
	registry.Text(10, "received_by", func(r *defect.Notice) *string { return &r.ReceivedBy }, registry.Sealed),
	registry.Moment(11, "received_at", func(r *defect.Notice) *time.Time { return &r.ReceivedAt }, registry.Accompanying),
	registry.Ref(12, "recorded_by", func(r *defect.Notice) *app.ID { return &r.RecordedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Ref(13, "document", func(r *defect.Notice) *app.ID { return &r.Document }, registry.Merged(journal.Immutable), registry.Refers("document"), registry.Mentioning, registry.Silent),
}, registry.About("firm", "id"),
	registry.SealedUnder("id"),
	registry.FoundBy(func(_ registry.Source, r *defect.Notice) []registry.Entry {
		return []registry.Entry{registry.AsCode(r.Number), registry.AsPhrase(r.FirmName)}
	}), registry.SaidBy(noticeLine), registry.Scoped(communitiesOfNotice))

// communitiesOfNotice are those of the homes that it is about.
func communitiesOfNotice(from registry.Source, n *defect.Notice) (all []app.ID, err error) {
	for _, home := range n.Homes() {
		some, err := from.Scope(app.Ref{Kind: units.Name, ID: home})
		if err != nil {
			return nil, err
		}
		for _, c := range some {
			if !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

func (tx *Tx) Defect(id app.ID) (defect.Defect, error) {
	return store.Get(tx, defects, id)
}
func (tx *Tx) PutDefect(r defect.Defect) error { return store.Put(tx, defects, r) }
func (tx *Tx) AmendDefect(seen *app.Seen[defect.Defect], r defect.Defect) error {
	return store.Amend(tx, defects, seen, r)
}
func (tx *Tx) DefectsOfUnit(unit app.ID) ([]defect.Defect, error) {
	return store.List(tx, defects, "WHERE unit = ? ORDER BY number", unit[:])
}
func (tx *Tx) PutDefectMove(r defect.Move) error   { return store.Put(tx, defectMoves, r) }
func (tx *Tx) PutDefectPhoto(r defect.Photo) error { return store.Put(tx, defectPhotos, r) }
func (tx *Tx) DefectPhotosOf(id app.ID) ([]defect.Photo, error) {
	return store.List(tx, defectPhotos, "WHERE defect = ? ORDER BY at, id", id[:])
}
func (tx *Tx) Notice(id app.ID) (defect.Notice, error) {
	return store.Get(tx, notices, id)
}
func (tx *Tx) PutNotice(r defect.Notice) error { return store.Put(tx, notices, r) }

var defectLimits = registry.Define(24, "defect_limits", func(r *defect.Limits) *app.ID { return &r.ID }, []registry.Field{
	registry.Number(1, "emergency", func(r *defect.Limits) *int { return &r.Emergency }),
	registry.Number(2, "serious", func(r *defect.Limits) *int { return &r.Serious }),
	registry.Number(3, "normal", func(r *defect.Limits) *int { return &r.Normal }),
	registry.Number(4, "minor", func(r *defect.Limits) *int { return &r.Minor }),
})

func (tx *Tx) DefectLimits(id app.ID) (defect.Limits, error) {
	return store.Get(tx, defectLimits, id)
}
func (tx *Tx) AmendDefectLimits(seen *app.Seen[defect.Limits], r defect.Limits) error {
	return store.Amend(tx, defectLimits, seen, r)
}

var warrantyBooks = registry.Define(25, "warranty_book", func(r *defect.WarrantyBook) *app.ID { return &r.ID }, []registry.Field{
	registry.KeyedList(1, "periods", func(r *defect.WarrantyBook) *[]defect.Promised { return &r.Periods },
		registry.ByKey[defect.Promised]{Key: func(p defect.Promised) string { return string(p.Class) },
			Say: sayPromised}, registry.Means(app.PeriodsField, "")),
})

// sayPromised says for how long a class is warranted, as "leak 5 0 0": years, months and
// heating seasons.
func sayPromised(p defect.Promised) string {
	return fmt.Sprint(p.Class, " ", p.Period.Years, " ", p.Period.Months, " ", p.Period.Seasons)
}

func (tx *Tx) WarrantyBook(id app.ID) (defect.WarrantyBook, error) {
	return store.Get(tx, warrantyBooks, id)
}
func (tx *Tx) AmendWarrantyBook(seen *app.Seen[defect.WarrantyBook], r defect.WarrantyBook) error {
	return store.Amend(tx, warrantyBooks, seen, r)
}
