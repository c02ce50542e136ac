package intake

import "keyday/app/site"

// countsPerFloor reports whether the table counts its rooms anew on every floor, so
// that 3层 02室 is 302: one short number stands on several floors of an entrance.
func (t *table) countsPerFloor() bool {
	if t.layout.column(Floor) < 0 || t.layout.column(Room) < 0 {
		return false
	}
	floors := map[string]int{}
	where := map[Field]string{}
	for n := t.layout.Header.To.Row + 1; n < len(t.sheet.Rows); n++ {
		r := &row{table: t, n: n}
		for _, f := range []Field{Building, Entrance} {
			if text := r.text(f); text != "" {
				where[f] = text
			}
		}
		room := r.text(Room)
		if len([]rune(room)) > 3 {
			continue // 1501, and no short number: 02室
		}
		floor, told := site.FloorNumber(r.text(Floor))
		code, isRoom := site.RoomCode(room)
		if !told || !isRoom || !short(code) {
			continue
		}
		home := where[Building] + "\x1f" + where[Entrance] + "\x1f" + code
		if before, again := floors[home]; again && before != floor {
			return true
		}
		floors[home] = floor
	}
	return false
}

// short reports whether a room's code is a mere number on its floor.
func short(code string) bool { return len(code) <= 2 && site.AllDigits(code) }

// onFloor is the room's code, with its floor where rooms are counted per floor.
func (r *row) onFloor(code string) string {
	if floor, told := site.FloorNumber(r.text(Floor)); r.perFloor && told {
		return site.RoomOnFloor(floor, code)
	}
	return code
}
