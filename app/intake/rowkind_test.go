package intake

import "testing"

// When a row is the table's header once more, and when that of another table.
func TestRowsThatLookLikeHeaders(t *testing.T) {
	for _, c := range []struct {
		cells, same, known, moved int
		repeats, begins           bool
	}{
		{4, 4, 0, 0, true, false},  // all of it
		{4, 3, 0, 0, true, false},  // most of it
		{4, 2, 0, 0, false, false}, // half of it
		{2, 1, 0, 0, false, false},
		{1, 1, 0, 0, false, false},
		{3, 2, 1, 1, false, true}, // the same words over other columns
		{3, 0, 2, 0, false, true}, // two of three name fields
		{3, 0, 1, 0, false, false},
		{6, 1, 3, 0, false, true},
		{6, 1, 2, 0, false, false},
		{2, 0, 2, 0, false, false}, // too few to be a table
		{6, 2, 2, 0, false, false}, // its own header beside something else
		{6, 2, 2, 1, false, true},
		{3, 1, 0, 0, false, false},
		{3, 1, 1, 0, false, true},
	} {
		h := headerLike{cells: c.cells, same: c.same, known: c.known, moved: c.moved}
		if h.repeats() != c.repeats || h.begins() != c.begins {
			t.Errorf("%+v repeats %v, begins %v", h, h.repeats(), h.begins())
		}
	}
}

// Three figures in a row are a room, an area or a phone, and no header's.
func TestFiguresInHeaders(t *testing.T) {
	for text, want := range map[string]bool{"101": true, "电话2": false, "业主12": false, "1-2-3": false, "a100b": true, "900": true, "199": true, "09": false, "1234": true, "12:34": false, "": false} {
		if hasNumber(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// A header is said to be in two languages where both say something.
func TestTongues(t *testing.T) {
	for leaf, want := range map[string][2]string{"房号ROOMNO.": {"房号", "ROOMNO."}, "房号-ID": {"房号", "ID"}, "业主4": {"业主", ""}, "业主A": {"业主", ""}, "业主ID": {"业主", "ID"}, "业主ID2": {"业主", ""}, "房号": {"房号", ""}, "ROOM": {"", "ROOM"}} {
		if han, latin := tongues(leaf); han != want[0] || latin != want[1] {
			t.Errorf("%q is %q and %q, want %q", leaf, han, latin, want)
		}
	}
}

// A room that is counted on its floor has one or two figures.
func TestShortRooms(t *testing.T) {
	for code, want := range map[string]bool{"1": true, "02": true, "10": true, "101": false, "A1": false} {
		if short(code) != want {
			t.Errorf("%s: %v", code, !want)
		}
	}
}
