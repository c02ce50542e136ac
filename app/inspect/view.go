package inspect

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// Line is a home in the list of what is to be inspected, with the latest inspection that
// was not dropped.
type Line struct {
	site.HomeLine
	Inspection app.ID // Nil where nobody has begun
	Origin     defect.Origin
	Round      int
	Standing   State // "" where nobody has begun
	Progress   Progress
	Inspector  string // by name: who began it
	AssignedTo app.ID // who is to inspect the home, Nil for nobody in particular
	Assigned   string // by name
	Begun      time.Time
	SignedAt   time.Time
}
