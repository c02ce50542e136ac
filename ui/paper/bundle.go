package paper

import (
	"io"
	"slices"

	"keyday/app"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Arrangement is how many papers lie in one document.
type Arrangement string

// The arrangements: all papers of a home together, for its owner; of a form, for the
// folder; of a station of the handover day, for the desk that has them signed.
const (
	ByHome    Arrangement = "home"
	ByForm    Arrangement = "form"
	ByStation Arrangement = "station"
)

// Arrangements lists them, the usual one first.
var Arrangements = []Arrangement{ByHome, ByForm, ByStation}

// Bundle is many forms on their way into one document; each keeps its own page numbers.
// The document is dated as its first form. Pages are held until the last is laid out, and
// gofpdf holds the file until it is whole.
type Bundle struct {
	Arranged Arrangement // "" leaves them as they were added, without bookmarks
	Duplex   bool        // each form begins on a sheet of its own where both sides are printed

	parts []part
}

// part is one form of a bundle.
type part struct {
	Filled
	leaves []*set.Leaf
	home   int // of which home it is, by the turn in which homes came
}

// Add lays one more form out; one that refuses leaves the others as they are.
func (b *Bundle) Add(form Filled, lang words.Language) error {
	flow, err := form.lay(lang)
	if err != nil {
		return err
	}
	home := len(b.parts)
	if i := slices.IndexFunc(b.parts, func(p part) bool { return p.about == form.about }); i >= 0 {
		home = b.parts[i].home
	}
	b.parts = append(b.parts, part{form, flow.Leaves, home})
	return nil
}

// Write writes the document. It refuses with "paper.pack_empty" where no form is in it.
func (b *Bundle) Write(out io.Writer, title string) error {
	if len(b.parts) == 0 {
		return app.Refuse("paper.pack_empty")
	}
	first := b.parts[0]
	of := set.Of{Title: title, Author: first.frame.Letterhead.Company, Date: first.imprint.PrintedAt, Duplex: b.Duplex}
	parts := b.arranged()
	var leaves []*set.Leaf
	for i, p := range parts {
		if b.Arranged != "" {
			b.mark(&of, parts, i, len(leaves))
		}
		leaves = append(leaves, p.leaves...)
		if b.Duplex && len(leaves)%2 == 1 {
			leaves = append(leaves, set.NoText())
		}
	}
	return set.Write(out, leaves, of)
}

// arranged is the parts in their order.
func (b *Bundle) arranged() []part {
	parts := slices.Clone(b.parts)
	slices.SortStableFunc(parts, func(x, y part) int {
		switch b.Arranged {
		case ByHome:
			return x.home - y.home
		case ByForm:
			return x.form.turn() - y.form.turn()
		case ByStation:
			return slices.Index(stations, x.form.Station) - slices.Index(stations, y.form.Station)
		}
		return 0
	})
	return parts
}

// mark gives a part that begins at a leaf its bookmark, under that of its group where
// groups are of several, and tells what its pages are called.
func (b *Bundle) mark(of *set.Of, parts []part, i, leaf int) {
	p := parts[i]
	group, own := b.named(p)
	level := 0
	if b.grouped(parts) {
		level = 1
		if i == 0 || b.group(parts[i-1]) != b.group(p) {
			of.Chapters = append(of.Chapters, set.Chapter{Leaf: leaf, Title: group})
		}
	} else {
		own = words.Join(" ", group, own)
	}
	of.Chapters = append(of.Chapters, set.Chapter{Leaf: leaf, Level: level, Title: own})
	of.Labels = append(of.Labels, set.Label{Leaf: leaf, Words: words.Join(" ", p.about, p.form.ZH)})
}

// named is what the bookmarks of a part's group and of the part in it say.
func (b *Bundle) named(p part) (group, own string) {
	group = b.group(p)
	switch b.Arranged {
	case ByHome:
		return group, words.Join(" ", p.form.ZH, p.Number())
	case ByForm:
		return group, words.Join(" ", p.about, p.Number())
	}
	return group, words.Join(" ", p.about, p.form.ZH, p.Number())
}

// group is what a part lies with others by.
func (b *Bundle) group(p part) string {
	switch b.Arranged {
	case ByHome:
		return p.about
	case ByForm:
		return p.form.ZH
	}
	return p.form.Station
}

// grouped reports whether some group is of several parts, and there is more than one.
func (b *Bundle) grouped(parts []part) bool {
	groups := map[string]int{}
	for _, p := range parts {
		groups[b.group(p)]++
	}
	return len(groups) > 1 && len(groups) < len(parts)
}
