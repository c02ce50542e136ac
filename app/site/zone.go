package site

import (
	"sync"
	"time"
	_ "time/tzdata" // Windows keeps no zones that Go could read

	"keyday/app"
)

// UsualZone is where a site lies that says nothing else.
const UsualZone = "Asia/Shanghai"

// Location is the zone whose days and hours are the site's, wherever a laptop was
// bought or carried to: an owner who comes at half past seven in the morning comes
// that day. It is one and the same for each name, so that moments can be compared.
func (s Site) Location() *time.Location {
	zone, err := zoneOf(s.Zone)
	if err != nil { // a newer Keyday may know it
		zone, _ = zoneOf(UsualZone)
	}
	return zone
}

var zones sync.Map // by name

func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		name = UsualZone
	}
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // the laptop's is what it must not be
		return nil, app.Refuse("site.zone_unknown", "field", "zone", "zone", name)
	}
	kept, _ := zones.LoadOrStore(name, zone)
	return kept.(*time.Location), nil
}
