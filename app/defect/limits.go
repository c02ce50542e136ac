package defect

import (
	"keyday/app"
	"keyday/app/site"
)

// Limits are the days that a firm gets by default, by severity. No statute sets them:
// they are the site's to change.
type Limits struct {
	ID        app.ID // LimitsID of the site
	Emergency int
	Serious   int
	Normal    int
	Minor     int
}

// DefaultLimits is what holds until somebody sets the site's own.
var DefaultLimits = Limits{Emergency: 1, Serious: 30, Normal: 15, Minor: 7}

// LimitsID is the identity of a site's limits, the same on every laptop.
func LimitsID(siteID app.ID) app.ID { return app.DerivedID(siteID, "defect/limits") }

// Days is the default number of days for the severity.
func (l Limits) Days(s site.Severity) int {
	switch s {
	case site.Emergency:
		return l.Emergency
	case site.Serious:
		return l.Serious
	case site.Minor:
		return l.Minor
	}
	return l.Normal
}

// limits reads the site's limits, or the defaults where it has none of its own.
func limits(tx Tx) (Limits, error) {
	s, err := tx.Site()
	if err != nil {
		return Limits{}, err
	}
	l, err := tx.DefectLimits(LimitsID(s.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return DefaultLimits, nil
	}
	return l, err
}
