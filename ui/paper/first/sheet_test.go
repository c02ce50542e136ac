package first

import (
	"slices"
	"testing"

	"keyday/app/inspect"
	"keyday/ui/paper/set"
)

// The four answers to an item look different without any colour.
func TestResultSigns(t *testing.T) {
	seen := map[string]string{}
	for _, result := range []string{inspect.SheetPass, inspect.SheetFail, inspect.SheetNotApplicable, ""} {
		l := &set.Leaf{}
		resultSign(l, result, 10, 10)
		shape := ""
		for _, m := range l.Marks {
			switch m := m.(type) {
			case set.RuleMark:
				shape += "line "
			case set.RingMark:
				shape += "ring "
			case set.BoxMark:
				shape += "box "
			default:
				t.Errorf("%q is drawn with %T", result, m)
			}
		}
		if other, ok := seen[shape]; ok || shape == "" {
			t.Errorf("%q looks like %q", result, other)
		}
		seen[shape] = result
	}
}

func TestReadingsOutOfLimit(t *testing.T) {
	c := readings(2.4, "", []inspect.SheetReading{{Value: "2788"}, {Value: "2764", Out: true}, {Value: "2790"}})
	l := &set.Leaf{}
	c.Draw(l, 0, 0, 2.4*set.Column, c.High)
	var ringed set.TextMark
	var ring set.RingMark
	for _, m := range l.Marks {
		switch m := m.(type) {
		case set.TextMark:
			if m.Style.Bold {
				ringed = m
			}
		case set.RingMark:
			if ring != (set.RingMark{}) {
				t.Error("two rings for one reading")
			}
			ring = m
		}
	}
	if ringed.Text != "2764" || ring.X-ring.Rx > ringed.X || ring.X+ring.Rx < ringed.X+ringed.Width || ring.Y > ringed.Y || ring.Y < ringed.Y-3 {
		t.Errorf("the ring %+v does not go round %+v", ring, ringed)
	}
}

// What is plain stands together by its result, each item by its name; what failed,
// was measured or has a problem keeps a line of its own.
func TestPlainItemsStandTogether(t *testing.T) {
	room := inspect.SheetRoom{Name: "主卧", Rows: []inspect.SheetRow{
		{Item: "裂缝", Tolerance: "无可见", Result: inspect.SheetPass},
		{Item: "净高", Result: inspect.SheetPass, Readings: []inspect.SheetReading{{Value: "2788"}}},
		{Item: "空鼓", Result: inspect.SheetFail},
		{Item: "起砂", Result: inspect.SheetPass},
		{Item: "地暖", Result: inspect.SheetNotApplicable},
		{Item: "门锁"},
	}}
	n := 0
	rows := roomRows(room, &n)
	var firsts []string
	for _, cells := range rows {
		firsts = append(firsts, cells[0].Text)
	}
	if want := []string{"1", "2", "裂缝（无可见）；起砂", "地暖", "门锁"}; !slices.Equal(firsts, want) || n != 2 {
		t.Errorf("the rows begin with %q and %d items have a line; want %q and 2", firsts, n, want)
	}
}
