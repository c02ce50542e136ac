package defect

import (
	"slices"
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Line is what a list of defects says of one.
type Line struct {
	ID          app.ID
	Number      string
	Unit        app.ID
	UnitCode    string
	Building    string // as people write it
	Community   app.ID
	Room        string // its name in the house type; the key where the type has no such room
	Part        string
	What        string // the phrase, else the note
	Severity    site.Severity
	Trade       site.Trade
	Origin      Origin
	State       State
	Firm        app.ID
	FirmName    string
	Due         app.Date
	ReviewOn    app.Date
	Promised    app.Date
	Round       int
	Recurrences int
	FoundAt     time.Time
	FoundBy     string // by name
	FixedAt     time.Time
	Noticed     bool // a notice lists it
	Photos      int
	Photo       string // hash of the first picture, "" for none
}

// Asked is whether a defect's firm was asked in writing to do the work.
type Asked string

// Whether it was asked; "" where there is nobody to ask.
const (
	AskedInWriting Asked = "asked"
	NotAsked       Asked = "not_asked"
)

// Asked is whether its firm was asked in writing.
func (l Line) Asked() Asked {
	switch {
	case l.Noticed:
		return AskedInWriting
	case slices.Contains(NoticeStates, l.State):
		return NotAsked
	}
	return ""
}
