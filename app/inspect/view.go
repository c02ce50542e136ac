package inspect

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// UnitRow is a unit as the list of what is to be inspected shows it, with the
// latest inspection that was not dropped.
type UnitRow struct {
	Unit        app.ID
	Code        string
	Building    string // as people write it
	HouseType   string
	State       site.State
	Barred      bool // by law, which State does not say
	Open, Grave int  // defects

	Inspection app.ID // Nil where nobody has begun
	Origin     defect.Origin
	Round      int
	Stands     State // "" where nobody has begun
	Progress   Progress
	Inspector  string
	Begun      time.Time
}

// Filter chooses units for the list; empty fields choose all.
type Filter struct {
	Community app.ID
	Building  app.ID
}
