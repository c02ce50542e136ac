package store

import (
	"fmt"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/journal"
)

func rungs[S ~string](states []S) []string {
	all := make([]string, len(states))
	for i, s := range states {
		all[i] = string(s)
	}
	return all
}

var defects = kindOf(20, "defect", func(r *defect.Defect) *app.ID { return &r.ID }, []field{
	text(1, "number", func(r *defect.Defect) *string { return &r.Number }, merged(journal.Immutable), called, numbered(app.DefectNumber)),
	ref(2, "unit", func(r *defect.Defect) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	text(3, "origin", func(r *defect.Defect) *defect.Origin { return &r.Origin }, choice("defect.origin")),
	number(4, "origin_round", func(r *defect.Defect) *int { return &r.OriginRound }),
	ref(5, "inspection", func(r *defect.Defect) *app.ID { return &r.Inspection }, refers("inspection"), silent),
	text(6, "room", func(r *defect.Defect) *string { return &r.Room }, means(app.RoomField, "")),
	text(7, "item", func(r *defect.Defect) *string { return &r.Item }, means(app.ItemField, "")),
	text(8, "part", func(r *defect.Defect) *string { return &r.Part }),
	text(9, "phrase", func(r *defect.Defect) *string { return &r.Phrase }),
	text(10, "note", func(r *defect.Defect) *string { return &r.Note }, paragraphs),
	text(11, "severity", func(r *defect.Defect) *site.Severity { return &r.Severity }, choice("defect.severity")),
	text(12, "trade", func(r *defect.Defect) *site.Trade { return &r.Trade }, choice("defect.trade")),
	text(13, "warranty", func(r *defect.Defect) *site.WarrantyClass { return &r.Warranty }, choice("defect.warranty")),
	ref(14, "firm", func(r *defect.Defect) *app.ID { return &r.Firm }, refers("firm")),
	day(15, "due", func(r *defect.Defect) *app.Date { return &r.Due }),
	day(16, "promised", func(r *defect.Defect) *app.Date { return &r.Promised }),
	text(17, "state", func(r *defect.Defect) *defect.State { return &r.State }, ladder(rungs(defect.Ladder)...), choice("defect.state")),
	number(18, "round", func(r *defect.Defect) *int { return &r.Round }, merged(journal.Max)),
	number(19, "recurrences", func(r *defect.Defect) *int { return &r.Recurrences }, merged(journal.Max)),
	number(20, "pin_x", func(r *defect.Defect) *int { return &r.PinX }, silent),
	number(21, "pin_y", func(r *defect.Defect) *int { return &r.PinY }, silent),
	ref(22, "found_by", func(r *defect.Defect) *app.ID { return &r.FoundBy }, refers("person"), silent),
	instant(23, "found_at", func(r *defect.Defect) *time.Time { return &r.FoundAt }, silent),
	ref(24, "fixed_firm", func(r *defect.Defect) *app.ID { return &r.FixedFirm }, refers("firm")),
	text(25, "fixed_worker", func(r *defect.Defect) *string { return &r.FixedWorker }),
	instant(26, "fixed_at", func(r *defect.Defect) *time.Time { return &r.FixedAt }, accompanying, silent),
	ref(27, "fixed_recorded_by", func(r *defect.Defect) *app.ID { return &r.FixedRecordedBy }, accompanying, refers("person"), silent),
	ref(28, "verified_by", func(r *defect.Defect) *app.ID { return &r.VerifiedBy }, accompanying, refers("person"), silent),
	instant(29, "verified_at", func(r *defect.Defect) *time.Time { return &r.VerifiedAt }, accompanying, silent),
	text(30, "self_verified", func(r *defect.Defect) *string { return &r.SelfVerified }),
	day(31, "review_on", func(r *defect.Defect) *app.Date { return &r.ReviewOn }),
	text(32, "agreed_with", func(r *defect.Defect) *string { return &r.AgreedWith }, sealed, namingPeople), // an owner's name
	ref(33, "duplicate_of", func(r *defect.Defect) *app.ID { return &r.DuplicateOf }, refers("defect")),
	ref(34, "notice", func(r *defect.Defect) *app.ID { return &r.Notice }, refers("notice")),
},
	belongsTo("unit", func(r *defect.Defect) app.ID { return r.Unit }),
	sealedUnder(func(r *defect.Defect) app.ID { return r.ID }),
	foundBy(func(from Source, r *defect.Defect) []entry {
		return []entry{{r.Number, code}, {r.Phrase, phrase}, {r.Note, phrase}, unitEntry(from, r.Unit)}
	}, "unit"),
	hit(defectLine), mentioned,
)

// A defect's own records say whose unit they belong to through the defect.
func ofDefect[T any](at func(*T) app.ID) func(*kind) { return through(defects, at) }

var defectMoves = kindOf(21, "defect_move", func(r *defect.Move) *app.ID { return &r.ID }, []field{
	ref(1, "defect", func(r *defect.Move) *app.ID { return &r.Defect }, refers("defect"), mentioning, silent),
	text(2, "step", func(r *defect.Move) *defect.Step { return &r.Step }, silent, choice("defect.step")),
	text(3, "from_state", func(r *defect.Move) *defect.State { return &r.From }, silent, choice("defect.state")),
	text(4, "to_state", func(r *defect.Move) *defect.State { return &r.To }, silent, choice("defect.state")),
	number(5, "round", func(r *defect.Move) *int { return &r.Round }, silent),
	ref(6, "who", func(r *defect.Move) *app.ID { return &r.By }, refers("person"), silent),
	instant(7, "at", func(r *defect.Move) *time.Time { return &r.At }, silent),
	text(8, "reason", func(r *defect.Move) *string { return &r.Reason }, paragraphs),
	list(9, "photos", func(r *defect.Move) *[]string { return &r.Photos }, file, silent),
	ref(10, "firm", func(r *defect.Move) *app.ID { return &r.Firm }, refers("firm"), silent),
	text(11, "worker", func(r *defect.Move) *string { return &r.Worker }, silent),
	day(12, "until", func(r *defect.Move) *app.Date { return &r.Date }),
	list(13, "corrected", func(r *defect.Move) *[]string { return &r.Corrected }, silent),
}, ofDefect(func(r *defect.Move) app.ID { return r.Defect }), about(func(r *defect.Move) app.ID { return r.Firm }), insertOnly)

var defectPhotos = kindOf(22, "defect_photo", func(r *defect.Photo) *app.ID { return &r.ID }, []field{
	ref(1, "defect", func(r *defect.Photo) *app.ID { return &r.Defect }, refers("defect"), mentioning, silent),
	text(2, "hash", func(r *defect.Photo) *string { return &r.Hash }, file, silent),
	text(3, "stage", func(r *defect.Photo) *defect.Stage { return &r.Stage }, choice("defect.stage")),
	number(4, "round", func(r *defect.Photo) *int { return &r.Round }),
	ref(5, "who", func(r *defect.Photo) *app.ID { return &r.By }, refers("person"), silent),
	instant(6, "at", func(r *defect.Photo) *time.Time { return &r.At }, silent),
}, ofDefect(func(r *defect.Photo) app.ID { return r.Defect }), insertOnly)

var notices = kindOf(23, "notice", func(r *defect.Notice) *app.ID { return &r.ID }, []field{
	text(1, "number", func(r *defect.Notice) *string { return &r.Number }, merged(journal.Immutable), called, numbered(app.NoticeNumber)),
	ref(2, "firm", func(r *defect.Notice) *app.ID { return &r.Firm }, merged(journal.Immutable), refers("firm")),
	text(3, "firm_name", func(r *defect.Notice) *string { return &r.FirmName }, merged(journal.Immutable)),
	list(4, "items", func(r *defect.Notice) *[]defect.NoticeItem { return &r.Items }, merged(journal.Immutable), paragraphs),
	day(5, "deadline", func(r *defect.Notice) *app.Date { return &r.Deadline }, merged(journal.Immutable)),
	text(6, "requirement", func(r *defect.Notice) *string { return &r.Requirement }, merged(journal.Immutable), paragraphs),
	ref(7, "issued_by", func(r *defect.Notice) *app.ID { return &r.IssuedBy }, merged(journal.Immutable), refers("person"), silent),
	text(8, "issued_name", func(r *defect.Notice) *string { return &r.IssuedName }, merged(journal.Immutable), sealed),
	instant(9, "issued_at", func(r *defect.Notice) *time.Time { return &r.IssuedAt }, merged(journal.Immutable), silent),
	text(10, "received_by", func(r *defect.Notice) *string { return &r.ReceivedBy }, sealed),
	instant(11, "received_at", func(r *defect.Notice) *time.Time { return &r.ReceivedAt }, accompanying),
	ref(12, "recorded_by", func(r *defect.Notice) *app.ID { return &r.RecordedBy }, accompanying, refers("person"), silent),
	ref(13, "document", func(r *defect.Notice) *app.ID { return &r.Document }, merged(journal.Immutable), refers("document"), mentioning, silent),
}, about(func(r *defect.Notice) app.ID { return r.Firm }), about(func(r *defect.Notice) app.ID { return r.ID }),
	sealedUnder(func(r *defect.Notice) app.ID { return r.ID }),
	foundBy(func(_ Source, r *defect.Notice) []entry { return []entry{{r.Number, code}, {r.FirmName, phrase}} }), hit(noticeLine))

func (tx *Tx) Defect(id app.ID) (defect.Defect, error) {
	return Get(tx, defects, id)
}
func (tx *Tx) PutDefect(r defect.Defect) error { return Put(tx, defects, r) }
func (tx *Tx) AmendDefect(seen *app.Seen[defect.Defect], r defect.Defect) error {
	return Amend(tx, defects, seen, r)
}
func (tx *Tx) DefectsOfUnit(unit app.ID) ([]defect.Defect, error) {
	return List(tx, defects, "WHERE unit = ? ORDER BY number", unit[:])
}
func (tx *Tx) PutDefectMove(r defect.Move) error   { return Put(tx, defectMoves, r) }
func (tx *Tx) PutDefectPhoto(r defect.Photo) error { return Put(tx, defectPhotos, r) }
func (tx *Tx) DefectPhotosOf(id app.ID) ([]defect.Photo, error) {
	return List(tx, defectPhotos, "WHERE defect = ? ORDER BY at, id", id[:])
}
func (tx *Tx) Notice(id app.ID) (defect.Notice, error) {
	return Get(tx, notices, id)
}
func (tx *Tx) PutNotice(r defect.Notice) error { return Put(tx, notices, r) }

var defectLimits = kindOf(24, "defect_limits", func(r *defect.Limits) *app.ID { return &r.ID }, []field{
	number(1, "emergency", func(r *defect.Limits) *int { return &r.Emergency }),
	number(2, "serious", func(r *defect.Limits) *int { return &r.Serious }),
	number(3, "normal", func(r *defect.Limits) *int { return &r.Normal }),
	number(4, "minor", func(r *defect.Limits) *int { return &r.Minor }),
})

func (tx *Tx) DefectLimits(id app.ID) (defect.Limits, error) {
	return Get(tx, defectLimits, id)
}
func (tx *Tx) AmendDefectLimits(seen *app.Seen[defect.Limits], r defect.Limits) error {
	return Amend(tx, defectLimits, seen, r)
}

var warrantyBooks = kindOf(25, "warranty_book", func(r *defect.WarrantyBook) *app.ID { return &r.ID }, []field{
	keyedList(1, "periods", func(r *defect.WarrantyBook) *[]defect.Promised { return &r.Periods },
		func(p defect.Promised) string { return string(p.Class) }, sayPromised, means(app.PeriodsField, "")),
})

// sayPromised says for how long a class is warranted, as "leak 5 0 0": years, months and
// heating seasons.
func sayPromised(p defect.Promised) string {
	return fmt.Sprint(p.Class, " ", p.Period.Years, " ", p.Period.Months, " ", p.Period.Seasons)
}

func (tx *Tx) WarrantyBook(id app.ID) (defect.WarrantyBook, error) {
	return Get(tx, warrantyBooks, id)
}
func (tx *Tx) AmendWarrantyBook(seen *app.Seen[defect.WarrantyBook], r defect.WarrantyBook) error {
	return Amend(tx, warrantyBooks, seen, r)
}
