package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

// isVilla reports whether the row's building is a home of its own.
func (t *table) isVilla(r *row) bool {
	code, ok := site.BuildingCode(r.text(Building))
	return ok && strings.HasPrefix(code, "V") && r.own(Building)
}

// goOn reads a row without a room: another buyer of the home above, or a row
// that somebody forgot to finish.
func (t *table) goOn(r *row) {
	if r.text(OwnerName) != "" && t.last != nil {
		r.unit, r.home = t.last.Code(), t.last
		t.last.takeBuyers(t.ledger, r.buyers())
		return
	}
	known := 0
	for f, col := range t.columns {
		if f != NoField && f != Serial && f != Leave && !t.sheet.At(Address{r.n, col}).IsBlank() {
			known++
		}
	}
	if r.own(Building) && known == 1 {
		if _, reads := site.BuildingCode(r.text(Building)); reads && t.carry(r) {
			t.passRow(r.n, PassedSection)
			return
		}
		t.building, t.last = site.Place{}, nil // 地下车库: what follows is not of the building above
	}
	if known < 2 {
		t.passRow(r.n, PassedRemark)
		return
	}
	r.find(NoRoom, Room, "", "")
	t.passRow(r.n, PassedRow)
}

var (
	// 9幢2单元 in the column of buildings.
	buildingEntrance = regexp.MustCompile(`^(.*(?:号楼|幢|栋|座|#))-?([^-]{1,3}(?:单元|号门|门))$`)
	// A whole number as programs write it out of a table: 9.0.
	pointZero = regexp.MustCompile(`^(\d+)\.0+$`)
)

// carry reads the row's building and entrance, or goes on with those above.
func (t *table) carry(r *row) bool {
	entrance := r.text(Entrance)
	if text := r.text(Building); text != "" {
		if m := buildingEntrance.FindStringSubmatch(text); m != nil && (entrance == "" || entrance == m[2]) {
			text, entrance = m[1], m[2]
		}
		text = pointZero.ReplaceAllString(text, "$1")
		code, ok := site.BuildingCode(text)
		if !ok {
			t.building, t.last = site.Place{}, nil
			r.find(BadBuilding, Building, text, "")
			return false
		}
		if code != t.building.Building || t.layout.column(Entrance) < 0 {
			t.building = site.Place{Building: code}
		}
		t.written, t.builtAt = text, r.spot(Building)
	} else if entrance == "" && t.building.Building != "" {
		return true // both as above
	}
	if entrance == "" {
		return true
	}
	code, ok := site.EntranceCode(entrance)
	if !ok {
		r.find(BadEntrance, Entrance, entrance, "")
		return false
	}
	t.building.Entrance = code
	return true
}

// place tells which home a row is of.
func (t *table) place(r *row) (site.Place, bool) {
	if !t.carry(r) {
		return site.Place{}, false
	}
	if whole := r.text(WholeUnit); whole != "" {
		p, ok := site.ParseUnit(whole)
		if !ok {
			r.find(BadRoom, WholeUnit, whole, "")
			return p, false
		}
		if estate := site.EstateOf(whole); estate != "" {
			t.estate = estate
		}
		t.written, t.builtAt = p.Building, r.spot(WholeUnit)
		return p, true
	}
	room := r.text(Room)
	if t.isVilla(r) && room == "" {
		return site.Place{Building: t.building.Building}, true
	}
	if code, ok := site.RoomCode(room); ok {
		if t.building.Building == "" {
			r.find(NoBuilding, Building, "", "")
			return site.Place{}, false
		}
		p := t.building
		p.Room = r.onFloor(code)
		if r.own(Building) && r.text(Entrance) == "" && outside(code) {
			p.Entrance = "" // not the entrance of the homes above
		}
		return p, true
	}
	// The room names its entrance (2-1501), or the building too (3-2-1501).
	for _, text := range []string{t.building.Building + "-" + room, t.building.Building + "幢" + room, room} {
		p, ok := site.ParseUnit(text)
		if !ok || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "幢") {
			continue
		}
		if p.Room == "" || t.building.Building != "" && p.Building != t.building.Building {
			continue
		}
		if t.building.Entrance != "" && p.Entrance != "" && p.Entrance != t.building.Entrance {
			continue
		}
		if p.Entrance == "" {
			p.Entrance = t.building.Entrance
		} else if short(p.Room) {
			break // 3-03: the entrance or the floor, for all one can tell
		}
		if t.building.Building == "" {
			t.written, t.builtAt = p.Building, r.spot(Room)
		}
		return p, true
	}
	r.find(BadRoom, Room, room, "")
	return site.Place{}, false
}

// outside reports whether the code is of a shop or a storage room: those have no
// entrance unless their row names one.
func outside(code string) bool { return code[0] == 'S' || code[0] == 'C' }
