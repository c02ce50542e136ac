package lists

import (
	"cmp"
	"testing"

	"keyday/ui/register"
	"keyday/ui/words"
)

// specs are what the lists are, read from no site.
func specs() (all []register.Spec) {
	for _, key := range Keys() {
		all = append(all, Open(key, struct{ Site }{}).Spec)
	}
	return all
}

// Every column and chip of every list is said in both languages, and what a list is sorted
// by, narrowed to and called by are columns of its own.
func TestListsAreSaid(t *testing.T) {
	w := words.New()
	for _, l := range []words.Language{words.Chinese, words.English} {
		w.SetLanguage(l)
		for _, s := range specs() {
			if Open(s.Key, struct{ Site }{}) == nil || !w.Has("list."+s.Key) {
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
