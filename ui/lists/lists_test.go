package lists

import (
	"cmp"
	"testing"

	"keyday/app"
	"keyday/ui/register"
	"keyday/ui/words"
)

// all are the lists without their records.
func all() []register.Spec {
	today := func() app.Date { return 0 }
	return []register.Spec{specOf(Defects(today)), specOf(Agreements()), specOf(Handovers(today)), specOf(Inspections()), specOf(Homes()), specOf(Owners()), specOf(Documents()), specOf(Firms()), specOf(Staff())}
}

func specOf[R any](r register.Register[R]) register.Spec {
	for _, c := range r.Columns {
		r.Heads = append(r.Heads, c.Head)
	}
	return r.Spec
}

// Every column and chip of every list is said in both languages, and what a list is sorted
// by, narrowed to and called by are columns of its own.
func TestListsAreSaid(t *testing.T) {
	w := words.New()
	for _, l := range []words.Language{words.Chinese, words.English} {
		w.SetLanguage(l)
		for _, s := range all() {
			if !w.Has("list." + s.Key) {
				t.Errorf("%s: nobody says list.%s", l.Name(), s.Key)
			}
			for _, h := range s.Heads {
				if entry := cmp.Or(h.Entry, "column."+h.Key); !w.Has(entry) {
					t.Errorf("%s: %s: nobody says %s", l.Name(), s.Key, entry)
				}
				for _, k := range h.Keys {
					if h.Says != "" && !w.Has(h.Says+"."+k) {
						t.Errorf("%s: %s: nobody says %s.%s", l.Name(), s.Key, h.Says, k)
					}
				}
				if h.Nothing != "" && !w.Has(h.Nothing) {
					t.Errorf("%s: %s: nobody says %s", l.Name(), s.Key, h.Nothing)
				}
				if _, known := s.Head(h.Called); h.Called != "" && !known {
					t.Errorf("%s: %s is called by %s, which is no column", s.Key, h.Key, h.Called)
				}
			}
			for _, c := range append(s.Chips, s.Quick...) {
				if _, known := s.Head(c.Column); !w.Has(c.Says) || c.Column != "" && !known {
					t.Errorf("%s: %s: the chip %s says %s of the column %q", l.Name(), s.Key, c.Key, c.Says, c.Column)
				}
			}
			for _, b := range s.First.By {
				if _, known := s.Head(b.Column); !known {
					t.Errorf("%s is sorted by %s", s.Key, b.Column)
				}
			}
		}
	}
}
