package set

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"keyday/app"
)

// A signature keeps its proportions and stays in its field.
func TestStrokes(t *testing.T) {
	f := &Flow{Leaf: &Leaf{}}
	f.Strokes(20, 30, 60, 15, [][]app.StrokePoint{{{X: 0.1, Y: 0.1}, {X: 0.9, Y: 0.1}, {X: 0.9, Y: 0.3}}, {}, {{X: 0.5, Y: 0.2}}})
	if len(f.Leaf.Marks) != 2 {
		t.Fatalf("%d lines of 2", len(f.Leaf.Marks))
	}
	p := f.Leaf.Marks[0].(curveMark).points
	wide, high := p[1][0]-p[0][0], p[2][1]-p[1][1]
	if ratio := wide / high; ratio < 3.999 || ratio > 4.001 {
		t.Errorf("0.8 by 0.2 became %v by %v", wide, high)
	}
	for _, m := range f.Leaf.Marks {
		for _, q := range m.(curveMark).points {
			if q[0] < 20 || q[0] > 80 || q[1] < 30 || q[1] > 45 {
				t.Errorf("%v leaves the field", q)
			}
		}
	}
	f.Strokes(20, 30, 60, 15, nil)
	if len(f.Leaf.Marks) != 2 {
		t.Error("no strokes draw something")
	}
}

// What is filled in is underlined, from its first character to its last.
func TestFilledIsUnderlined(t *testing.T) {
	p := &Flow{}
	p.Turn()
	s := Regular(10)
	p.Filled(s, 0, "坐落："+string(fillFrom)+"河西大街"+string(fillTo)+"；")
	var under []RuleMark
	for _, m := range p.Leaf.Marks {
		if r, ok := m.(RuleMark); ok {
			under = append(under, r)
		}
	}
	if len(under) != 1 {
		t.Fatalf("%d lines", len(under))
	}
	from, to := Left+s.full("坐落："), Left+s.full("坐落：河西大街")
	if r := under[0]; r.X1 != from || r.X2 != to {
		t.Errorf("the line runs from %v to %v, not from %v to %v", r.X1, r.X2, from, to)
	}
}

func TestLinesHeldTogether(t *testing.T) {
	for n, want := range map[int][]int{1: {1}, 2: {2, 1}, 3: {3, 2, 1}, 5: {2, 1, 1, 2, 1}} {
		for i := range n {
			if got := held(i, n); got != want[i] {
				t.Errorf("line %d of %d stands with %d, not %d", i, n, got, want[i])
			}
		}
	}
}

// A name that is part of another is not found in it, and a picture is never parted.
func TestNamesInTexts(t *testing.T) {
	all := namesOf([]app.RareName{
		{Name: "李𠮷", Lacks: []string{"U+20BB7"}, Picture: pictured(t)},
		{Name: "李𠮷安", Lacks: []string{"U+20BB7"}},
	})
	picture, is := all.token(1)
	if !is || tokenWidth(picture) != 2300 {
		t.Fatalf("the picture is %d wide, %t", tokenWidth(picture), is)
	}
	for in, want := range map[string]string{
		"李𠮷安":       "李〔U+20BB7〕安",
		"李𠮷、李𠮷安":    string(picture) + "、李〔U+20BB7〕安",
		"业主李𠮷（𠮷祥里）": "业主" + string(picture) + "（〔U+20BB7〕祥里）",
		"李安":        "李安",
		"李𠮷\u202e":  "李𠮷\u202e", // refused by name, as it is
	} {
		if got := Legible(in, all); got != want {
			t.Errorf("%q is set as %q, want %q", in, got, want)
		}
	}
	s := Style{10, false, black}
	for _, l := range breakLines("业主"+string(picture)+"，"+string(picture), 4*s.Size*Point, s.measure) {
		if strings.HasPrefix(l.text, "，") || s.Width(l.text) > 4*s.Size*Point+0.01 {
			t.Errorf("a line is %q", l.text)
		}
	}
}

// pictured is a name's picture of twice its height.
func pictured(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 200, 100))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// panicking is a mark on which the library gives up.
type panicking struct{}

func (panicking) put(*writer) { panic("index out of range") }

func TestPanicIsAnError(t *testing.T) {
	err := Write(io.Discard, []*Leaf{{Marks: []mark{panicking{}}}}, Of{Title: "x"})
	if err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("got %v", err)
	}
}
