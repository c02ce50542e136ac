package block

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/ui/paper/set"
)

func head(signers int) set.Masthead {
	roles := []string{"owner", "developer", "staff", "agent", "firm", "property"}
	f := app.Frame{Number: "JF-01-00042"}
	for i := range signers {
		f.Signers = append(f.Signers, app.SignatureField{Role: roles[i%len(roles)], Name: fmt.Sprint("签字人", i)})
	}
	return set.Masthead{Frame: f, ZH: "试单", EN: "Trial"}
}

// content is blocks of some length that chance gives, the last of them what is signed.
func content(r *rand.Rand) (blocks []Block) {
	for i := range 1 + r.IntN(4) {
		rows := make([][]set.Cell, 1+r.IntN(14))
		for n := range rows {
			rows[n] = []set.Cell{set.Body(4, fmt.Sprint("行", n)), set.Body(8, strings.Repeat("甲乙丙丁", 1+r.IntN(60)))}
		}
		switch r.IntN(3) {
		case 0:
			blocks = append(blocks, Table{Title: Text{fmt.Sprint("第", i), "Part"}, Head: []set.Cell{set.Head(4, "项", "Item"), set.Head(8, "说明", "Remark")}, Rows: rows})
		case 1:
			blocks = append(blocks, Rows{Title: Text{fmt.Sprint("第", i), "Part"}, Of: rows})
		default:
			blocks = append(blocks, Clauses{Texts: []Text{{strings.Repeat("条款文字，", 1+r.IntN(400)), ""}}})
		}
	}
	return blocks
}

// bodies are the texts of a leaf's body, by their height.
func bodies(l *set.Leaf) (all []set.TextMark) {
	for _, m := range l.Marks {
		if t, is := m.(set.TextMark); is && t.Y > set.Top && t.Y < set.Bottom+1 {
			all = append(all, t)
		}
	}
	return all
}

// Whatever the length of a form: every signature has something of the content above it on
// its page, no text leaves the page's body, no page is empty, and each signer has a field.
func TestSignaturesNeverStandAlone(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := head(r.IntN(15))
		signs := Signatures{Title: Text{"签字确认", "Signatures"}}
		if r.IntN(2) == 0 {
			signs.Said = Text{strings.Repeat("双方确认。", 1+r.IntN(40)), strings.Repeat("Both agree. ", 1+r.IntN(20))}
		}
		f, err := Lay(h, append(content(r), signs)...)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Fields) != len(h.Frame.Signers) {
			t.Fatalf("seed %d: %d fields for %d signers", seed, len(f.Fields), len(h.Frame.Signers))
		}
		for n, l := range f.Leaves {
			if len(bodies(l)) == 0 {
				t.Fatalf("seed %d: leaf %d is empty", seed, n+1)
			}
			first, last := set.Bottom, 0.0
			for _, field := range f.Fields {
				if field.Page == n {
					first, last = min(first, field.Y*set.PageHeight), max(last, (field.Y+field.H)*set.PageHeight)
				}
			}
			if last > set.Bottom+0.01 {
				t.Errorf("seed %d: a field ends at %.1f", seed, last)
			}
			above := func(m set.TextMark) bool {
				return m.Y < first+0.01 && m.Text != "签字确认" && m.Text != "Signatures"
			}
			if aside := signs.Said.ZH != "" && slices.ContainsFunc(bodies(l), func(m set.TextMark) bool { return strings.HasPrefix(m.Text, "双方确认") }); last > 0 && !aside && !slices.ContainsFunc(bodies(l), above) {
				t.Errorf("seed %d: on leaf %d signatures stand alone", seed, n+1)
			}
		}
	}
}

// What fits on one page takes one, in closer rows if need be; and the usual spacing is
// kept where closer rows would save no page.
func TestOnePageWhereItFits(t *testing.T) {
	closer := 0
	for n := 1; n < 60; n++ {
		rows := make([][]Fact, n)
		for i := range rows {
			rows[i] = []Fact{F("项", "Item", "值")}
		}
		blocks := []Block{Facts{Rows: rows}, Signatures{Title: Text{"签字确认", "Signatures"}}}
		h := head(2)
		h.Look = set.SturdyLook
		tight, err := lay(h, close, blocks)
		if err != nil {
			t.Fatal(err)
		}
		wide, err := lay(h, usual, blocks)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Lay(h, blocks...)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Leaves) != min(len(tight.Leaves), len(wide.Leaves)) {
			t.Errorf("%d rows take %d pages, where %d would do", n, len(got.Leaves), len(tight.Leaves))
		}
		if len(tight.Leaves) == 1 && len(wide.Leaves) == 2 {
			closer++
		}
	}
	if closer == 0 {
		t.Error("no length was found that only closer rows bring onto one page")
	}
}

// A table has its head again on each further page, and never a head or a title alone at the
// foot of one.
func TestHeadsStandOverTheirRows(t *testing.T) {
	for n := range 60 {
		before := Clauses{Texts: []Text{{strings.Repeat("文字\n", n), ""}}}
		rows := make([][]set.Cell, 90)
		for i := range rows {
			rows[i] = []set.Cell{set.Body(12, fmt.Sprint("行", i))}
		}
		f, err := Lay(head(0), before, Table{Title: Text{"题", "Title"}, Head: []set.Cell{set.Head(12, "头", "Head")}, Rows: rows})
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range f.Leaves {
			var last set.TextMark
			heads, body := 0, 0
			for _, m := range bodies(l) {
				if m.Y > last.Y {
					last = m
				}
				if m.Text == "头" {
					heads++
				}
				if strings.HasPrefix(m.Text, "行") {
					body++
				}
			}
			if body > 0 && heads != 1 || slices.Contains([]string{"题", "Title", "头", "Head"}, last.Text) {
				t.Errorf("%d lines before: leaf %d has %d heads over %d rows and ends with %q", n, i+1, heads, body, last.Text)
			}
		}
	}
}

// A company's field holds a square of 45 mm for its seal, into which nothing is drawn: the
// strokes of who signs for it stand beside it.
func TestStrokesAreNoSeal(t *testing.T) {
	h := head(6)
	for i := range h.Frame.Signers {
		h.Imprint.Marks = append(h.Imprint.Marks, app.SignatureMark{Field: i, Name: "李敏", How: app.SignedOnScreen, Date: app.NewDate(2026, 11, 23),
			Strokes: [][]app.StrokePoint{{{X: 0.1, Y: 0.1}, {X: 0.9, Y: 0.3}}}})
	}
	f, err := Lay(h, Signatures{Seals: map[int]Seal{2: {As: Text{"出卖人", "Seller"}, Company: "锦绣置业"}}})
	if err != nil {
		t.Fatal(err)
	}
	seals := 0
	for _, l := range f.Leaves {
		for _, m := range l.Marks {
			b, is := m.(set.BoxMark)
			if !is || b.W != 45 || b.H != 45 {
				continue
			}
			seals++
			for _, m := range l.Marks {
				for _, p := range set.Drawn(m) {
					if p[0] > b.X && p[0] < b.X+b.W && p[1] > b.Y && p[1] < b.Y+b.H {
						t.Errorf("strokes stand in the seal at %v", p)
					}
				}
			}
		}
	}
	if seals != 4 {
		t.Errorf("%d seals, want those of developer, firm, property company and seller", seals)
	}
}

// No row of a table stands alone on a page, under its heading or after all the others.
func TestNoRowStandsAlone(t *testing.T) {
	of := func(name string, n int) (rows [][]set.Cell) {
		for i := range n {
			rows = append(rows, []set.Cell{set.Body(12, fmt.Sprint(name, i))})
		}
		return rows
	}
	for above := 1; above < 60; above++ {
		f, err := Lay(head(0), Rows{Of: of("前", above)}, Rows{Title: Text{"资料", "Documents"}, Of: of("行", 30)})
		if err != nil {
			t.Fatal(err)
		}
		for n, l := range f.Leaves {
			rows := 0
			for _, text := range bodies(l) {
				if strings.HasPrefix(text.Text, "行") {
					rows++
				}
			}
			if rows == 1 || rows == 29 {
				t.Errorf("below %d rows there are %d of 30 on page %d", above, rows, n+1)
			}
		}
	}
}
