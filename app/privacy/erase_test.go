package privacy_test

import (
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
)

// sorted is a set of identities, to be compared; twice the same stays twice.
func sorted(ids ...app.ID) []app.ID {
	slices.SortFunc(ids, func(a, b app.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

// An owner is erased by who may do it at every home of theirs, for a reason, and not
// while one of the homes is yet to be handed over.
func TestErase(t *testing.T) {
	due := func(unit app.ID) func(*scene) {
		return func(s *scene) {
			u := s.units.At(unit)
			u.HandedOver = 0
			s.units.Put(u)
		}
	}
	for _, c := range []struct {
		name        string
		who         app.Actor
		unit, owner app.ID
		why         privacy.Reason
		before      func(*scene)
		code        string
	}{
		{"who asks for it", chief, home, wang, privacy.Requested, nil, ""},
		{"asked for at the home that was theirs", chief, shop, wang, privacy.Expired, nil, ""},
		{"an owner by mistake", chief, home, li, privacy.Mistaken, nil, ""},
		{"by the assistant", helper, home, wang, privacy.Requested, nil, "permission.missing"},
		{"in one of two communities", in(phaseOne, chief), home, wang, privacy.Requested, nil, "permission.scope"},
		{"in the other", in(phaseTwo, chief), home, wang, privacy.Requested, nil, "permission.scope"},
		{"in the only one", in(phaseOne, chief), home, li, privacy.Requested, nil, ""},
		{"no owner there, another community's", in(phaseOne, chief), shop, li, privacy.Requested, nil, "permission.scope"},
		{"no reason", chief, home, wang, "", nil, "privacy.reason_missing"},
		{"a reason of their own", chief, home, wang, "moved", nil, "privacy.reason_missing"},
		{"no owner there", chief, shop, li, privacy.Requested, nil, "privacy.unknown"},
		{"nobody", chief, home, app.ID{9}, privacy.Requested, nil, "privacy.unknown"},
		{"no home", chief, app.ID{9}, wang, privacy.Requested, nil, "record.unknown"},
		{"a home yet to be handed over", chief, home, wang, privacy.Requested, due(home), "privacy.home_due"},
		{"the same, asked for elsewhere", chief, shop, wang, privacy.Requested, due(home), "privacy.home_due"},
		{"a home that is no more theirs", chief, home, wang, privacy.Requested, due(shop), ""},
		{"erased already", chief, home, wang, privacy.Requested, func(s *scene) { s.owners.Put(site.Owner{ID: wang}) }, "privacy.done"},
	} {
		s := begin(t)
		if c.before != nil {
			c.before(s)
		}
		p, err := s.desk.Erase(ctx, c.who, c.unit, c.owner, c.why)
		s.refused(c.name, err, c.code)
		if c.code != "" {
			continue
		}
		if want := (privacy.Removal{ID: apptest.Made(1), Unit: c.unit, Person: c.owner, Reason: c.why}); !slices.Equal(s.removals.All(), []privacy.Removal{want}) {
			t.Errorf("%s: recorded %+v", c.name, s.removals.All())
		}
		if o := s.owners.At(c.owner); !slices.Equal(s.gone(), []app.ID{c.owner}) || p.Name != o.Name {
			t.Errorf("%s: %v went, planned %+v", c.name, s.gone(), p)
		}
	}
}

// What tells who an owner is are the name and the numbers; the kind of a paper tells nobody.
func TestWhatTellsOfAnOwner(t *testing.T) {
	s := begin(t)
	o := s.owners.At(wang)
	o.IDType, o.Phone2, o.Note = "身份证", "13700000000", "老客户"
	s.owners.Put(o)
	p, err := s.desk.Erase(ctx, chief, home, wang, privacy.Requested)
	s.Must(err)
	if want := []string{"王𬀩", "440524188001010014", "13900001234", "13700000000"}; !slices.Equal(p.Tells(), want) {
		t.Errorf("%q, want %q", p.Tells(), want)
	}
}

// A paper that names an owner goes with them, unless it names who owns the home now: they
// themselves among them.
func TestPapersOfWhoIsErased(t *testing.T) {
	const text = "王𬀩"
	for _, c := range []struct {
		name         string
		unit         app.ID
		text         string
		signers      []app.ID
		kept, erased bool
	}{
		{"of the home that is theirs", home, text, nil, true, false},
		{"that they sign there", home, "", []app.ID{wang}, true, false},
		{"of their co-owner alone", home, "李梅", []app.ID{li}, false, false},
		{"of the home that was theirs", shop, text, nil, false, true},
		{"that they signed under another name", shop, "王伟", []app.ID{wang}, false, true},
		{"that names who owns it now", shop, "王𬀩、赵晓", nil, true, false},
		{"that who owns it now signs too", shop, text, []app.ID{zhao}, true, false},
		{"of who owns it now alone", shop, "赵晓", []app.ID{zhao}, false, false},
		{"of nobody", shop, "", nil, false, false},
	} {
		s := begin(t)
		s.own(shop, li, true)                      // who owned it holds nothing
		s.paper(1, contract.Rectify, c.unit, "别人") // one that does not concern them comes first
		id := s.paper(2, contract.Agreement, c.unit, c.text, c.signers...)
		draft := s.paper(3, contract.Certificate, c.unit, text, wang)
		d := s.documents.At(draft)
		d.Content = nil
		s.documents.Put(d)
		p, err := s.desk.Erase(ctx, chief, home, wang, privacy.Requested)
		s.Must(err)
		holds := func(all []contract.Document) bool { return len(all) == 1 && all[0].ID == id }
		if holds(p.Kept) != c.kept || holds(p.Erased) != c.erased || len(p.Kept)+len(p.Erased) > 1 {
			t.Errorf("%s: planned %+v", c.name, p)
		}
		want := []app.ID{wang}
		if c.erased {
			want = append(want, id)
		}
		if !slices.Equal(s.gone(), want) || s.removals.All()[0].Papers != len(p.Erased) {
			t.Errorf("%s: %v went, recorded %+v", c.name, s.gone(), s.removals.All())
		}
	}
}

// An owner who was erased before is named by no paper: theirs is an empty name.
func TestErasedCoOwnerHoldsNoPaper(t *testing.T) {
	s := begin(t)
	s.owners.Put(site.Owner{ID: zhao})
	id := s.paper(1, contract.Agreement, shop, "王𬀩", wang)
	p, err := s.desk.Erase(ctx, chief, shop, wang, privacy.Requested)
	s.Must(err)
	if len(p.Erased) != 1 || p.Erased[0].ID != id {
		t.Errorf("planned %+v", p)
	}
}

// Letters of authority of who owned the home go with them; those by which was signed what
// stays, and those of others, stay. So do those that were erased already.
func TestLettersOfWhoIsErased(t *testing.T) {
	s := begin(t)
	of := s.letter(1, shop, wang, "钱进")
	s.letter(2, home, wang, "钱进")
	s.letter(3, shop, zhao, "钱进")
	s.letter(4, shop, wang, "") // erased already
	_, err := s.desk.Erase(ctx, chief, home, wang, privacy.Requested)
	s.Must(err)
	if want := sorted(wang, of); !slices.Equal(sorted(s.gone()...), want) {
		t.Errorf("%v went, want %v", s.gone(), want)
	}
}

// Walks and defects that say who was there go, and an import that names an owner of
// several homes goes once.
func TestNotesOfWhoIsErased(t *testing.T) {
	s := begin(t)
	walk, defect, other, book := app.ID{0x61}, app.ID{0x62}, app.ID{0x63}, app.ID{0x64}
	for id, of := range map[app.ID]app.ID{walk: home, defect: shop, other: home, book: app.Nil} {
		s.Add(apptest.Note{ID: id, Unit: of, Name: "王𬀩"})
	}
	s.Add(apptest.Note{ID: other, Name: "李梅"})
	_, err := s.desk.Erase(ctx, chief, home, wang, privacy.Requested)
	s.Must(err)
	if want := sorted(wang, walk, defect, book); !slices.Equal(sorted(s.gone()...), want) {
		t.Errorf("%v went, want %v", s.gone(), want)
	}
}
