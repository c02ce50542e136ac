package register

import (
	"slices"
	"testing"

	"keyday/ui/register"
)

// Where there is little room, what is least is left out, and what one looks for can be read.
func TestWhatLittleRoomLeavesOut(t *testing.T) {
	of := func(key string, width float32, options ...register.Option) column {
		h := register.Head{Key: key}
		for _, option := range options {
			option(&h)
		}
		return column{Head: h, width: width}
	}
	table := &Table{columns: []column{of("number", 96, register.Gives), of("unit", 88, register.Strong), of("room", 80, register.Spares),
		of("what", 140, register.Grow), of("severity", 64, register.Spares), of("firm", 112, register.Spares), of("left", 92), of("state", 104)}}
	for _, c := range []struct {
		total float32
		shown []string
	}{
		{900, []string{"number", "unit", "room", "what", "severity", "firm", "left", "state"}},
		{760, []string{"unit", "room", "what", "severity", "firm", "left", "state"}},
		{640, []string{"unit", "room", "what", "severity", "firm", "left", "state"}}, // a little is cut from all
		{560, []string{"unit", "room", "what", "severity", "left", "state"}},
		{440, []string{"unit", "what", "left", "state"}},
	} {
		var shown []string
		for i, width := range table.widths(c.total) {
			if width > 0 {
				shown = append(shown, table.columns[i].Key)
			}
			if width > 0 && width < 0.8*table.columns[i].width {
				t.Errorf("in %v, %s is cut to %v", c.total, table.columns[i].Key, width)
			}
		}
		if !slices.Equal(shown, c.shown) {
			t.Errorf("%v leaves %v, want %v", c.total, shown, c.shown)
		}
	}
}
