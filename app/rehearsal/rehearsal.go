// Package rehearsal makes a site to practise on, mid-way through its life: homes
// and owners, contractors and staff, rounds half done, thousands of defects in
// every state with photos, handovers under way and completed.
//
// Nothing is written past the use cases: what people do at the desks the
// rehearsal does too, in their names and at the moments at which they would have
// done it, many use cases to a transaction. Clock and randomness come with the
// plan, so that one seed makes one site, to the byte of every export.
//
// It stands at the top of app's order and imports every domain.
package rehearsal

import (
	"context"
	"io"
	"io/fs"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
)

// Plan is what kind of site is wanted.
type Plan struct {
	Buildings int
	Units     int
	Defects   int
	Photos    int // distinct pictures; 0: as many as the defects call for, 300 at most
	Seed      uint64
	Today     app.Date // the day that the site stands at; none: the day of its making
}

// Standard is the site of design and manual: one project in the week of its
// handover.
func Standard() Plan { return Plan{Buildings: 11, Units: 528, Defects: 12000, Seed: 1} }

// Small is one that is made in seconds, to look around in.
func Small() Plan { return Plan{Buildings: 2, Units: 48, Defects: 400, Seed: 1} }

// The days that a rehearsal can stand at: years in which the law, the identity cards and
// the calendar of the site are as the rehearsal has them.
var firstDay, lastDay = app.NewDate(2000, 1, 1), app.NewDate(2099, 12, 31)

// mostPhotos are as many distinct pictures as are drawn and held at once.
const mostPhotos = 2000

// check refuses what no site can be.
func (p Plan) check() error {
	switch {
	case p.Buildings < 1 || p.Buildings > 60 || p.Units < p.Buildings || p.Units > 20000 || p.Defects < 0 || p.Defects > 60*p.Units:
		return app.Refuse("rehearsal.size")
	case p.Photos < 0 || p.Photos > mostPhotos:
		return app.Refuse("rehearsal.photos")
	case p.Today < firstDay || p.Today > lastDay:
		return app.Refuse("rehearsal.day", "date", p.Today.String())
	}
	return nil
}

// pictures is how many distinct photos the plan makes.
func (p Plan) pictures() int {
	if p.Photos > 0 {
		return p.Photos
	}
	return min(max(p.Defects/40, 24), 300)
}

// Tell is told how far the making is, in steps of all; what is a catalogue key
// under rehearsal.step.
type Tell func(done, all int, what string)

// Made counts what was made.
type Made struct {
	Buildings, Units, Owners, Firms, Staff   int
	Inspections, Defects, Photos             int
	Notices, Agreements, Cases, Certificates int
}

// Desks are the use cases that the rehearsal goes through, over one transaction.
type Desks struct {
	Site     *site.Desk
	Staff    *staff.Desk
	Intake   *intake.Desk
	Contract *contract.Desk
	Defect   *defect.Desk
	Inspect  *inspect.Desk
	Handover *handover.Desk

	Walk app.Writer[inspect.Tx] // for the answers of a room, which are one action
	Tx   handover.Tx            // to read with
}

// Target is the empty site that is filled, and how it is written to.
type Target struct {
	Seeds     fs.FS // names, firms, house types: assets/rehearsal
	Checklist *inspect.Checklist
	Clock     *Clock // of the site
	// InOneTransaction runs use cases that are committed together. Each is an action of its
	// own, in the name of who does it and at the moment that the clock then shows.
	InOneTransaction func(ctx context.Context, do func(Desks) error) error
	// KeepPicture keeps a picture and answers its hash.
	KeepPicture func(ctx context.Context, name string, picture io.Reader) (string, error)
}
