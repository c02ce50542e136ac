package site

import (
	"time"

	"keyday/app"
)

// Export records that a list left the site, as a file or on paper; insert-only.
type Export struct {
	ID     app.ID
	List   string // its key: "homes"
	Rows   int
	Filter string // what it was narrowed to, as it was said to who did it; it may name people
	Whole  bool   // with whole numbers, of which a Showing says how many owners they are of
	Who    app.ID
	At     time.Time
}

// ExportView is an export with the name of who did it.
type ExportView struct {
	Export
	WhoName string
}
