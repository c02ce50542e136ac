package intake

import "testing"

// A field has one value, that which came last, wherever it stands.
func TestFieldsHaveOneValue(t *testing.T) {
	var p perField[int]
	for i, f := range []Field{Room, Floor, Room, Floor} {
		p.Set(f, i)
	}
	if p.Of(Room) != 2 || p.Of(Floor) != 3 || len(p) != 2 {
		t.Errorf("%v", p)
	}
}
