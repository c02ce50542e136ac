package privacy_test

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
)

// Whole numbers of an owner are shown to who may see them, where the owner owns the home
// now, and each showing is on record.
func TestShowOwner(t *testing.T) {
	for _, c := range []struct {
		name        string
		who         app.Actor
		unit, owner app.ID
		code        string
	}{
		{"the supervisor", chief, home, wang, ""},
		{"the assistant of the community", in(phaseOne, helper), home, wang, ""},
		{"the manager", boss, home, li, ""},
		{"handover staff", walker, home, wang, "permission.missing"},
		{"the assistant of another community", in(phaseTwo, helper), home, wang, "permission.scope"},
		{"who owns another home", chief, home, zhao, "owner.none_of_unit"},
		{"who owned it", chief, shop, wang, "owner.none_of_unit"},
		{"who is not on record", chief, home, app.ID{9}, "owner.none_of_unit"},
		{"at no home", chief, app.ID{9}, wang, "record.unknown"},
	} {
		s := begin(t)
		seen, err := s.desk.ShowOwner(ctx, c.who, c.unit, c.owner, site.Contacting)
		s.refused(c.name, err, c.code)
		if c.code != "" {
			if seen.Value != (site.Owner{}) {
				t.Errorf("%s: refused, and shown %+v", c.name, seen.Value)
			}
			continue
		}
		if want := s.owners.At(c.owner); seen.Value != want {
			t.Errorf("%s: shown %+v", c.name, seen.Value)
		}
		s.recorded(c.name, site.Showing{Unit: c.unit, Owner: c.owner, Occasion: site.Contacting, Who: c.who.Staff})
	}
}

// What could not be recorded is not shown.
func TestNothingIsShownUnrecorded(t *testing.T) {
	s := begin(t)
	s.Refuse = app.Refuse("disk.full")
	seen, err := s.desk.ShowOwner(ctx, chief, home, wang, site.Comparing)
	s.refused("a full disk", err, "disk.full")
	if seen.Value != (site.Owner{}) {
		t.Errorf("shown %+v", seen.Value)
	}
}

// A paper is shown whole to who signs it: at a place of it, as the signature is taken.
func TestShowOriginal(t *testing.T) {
	const agreed, kept = contract.Agreement, contract.Signed
	for _, c := range []struct {
		name  string
		who   app.Actor
		state contract.State
		field app.ID
		code  string
	}{
		{"the first place", walker, contract.Locked, app.ID{0xf0, 1, 0}, ""}, // who may take an owner's signature, though not see numbers
		{"the second", chief, contract.PartlySigned, app.ID{0xf0, 1, 1}, ""},
		{"signed already", chief, kept, app.ID{0xf0, 1, 0}, ""},
		{"a draft", chief, contract.Draft, app.ID{0xf0, 1, 0}, "contract.not_standing"},
		{"voided", chief, contract.Voided, app.ID{0xf0, 1, 0}, "contract.not_standing"},
		{"no place of it", chief, kept, app.ID{0xf0, 2, 0}, "contract.field_unknown"},
		{"who takes no signature", boss, kept, app.ID{0xf0, 1, 0}, "permission.missing"},
		{"another community's", in(phaseTwo, chief), kept, app.ID{0xf0, 1, 0}, "permission.scope"},
	} {
		s := begin(t)
		id := s.paper(1, agreed, home, "王𬀩、李梅", wang, li)
		s.paper(2, agreed, home, "李梅", li)
		d := s.documents.At(id)
		d.State = c.state
		s.documents.Put(d)
		s.refused(c.name, s.desk.ShowOriginal(ctx, c.who, id, c.field), c.code)
		if c.code == "" {
			f := s.fields.At(c.field)
			s.recorded(c.name, site.Showing{Unit: home, Owner: f.Person, Document: id, Occasion: site.Signing, Who: c.who.Staff})
		}
	}
	s := begin(t)
	s.refused("no paper", s.desk.ShowOriginal(ctx, chief, app.ID{9}, app.ID{9}), "record.unknown")
}

// The scan of a paper is open to all where its numbers are masked; of an agreement and of
// a letter of authority it is shown as numbers are.
func TestShowScan(t *testing.T) {
	for _, c := range []struct {
		name string
		of   func(*scene) app.ID
		who  app.Actor
		code string
		want site.Showing // the zero one where nothing is to be recorded
	}{
		{"an agreement", agreement, helper, "", site.Showing{Unit: home, Document: app.ID{0xd0, 1}}},
		{"an agreement, handover staff", agreement, walker, "permission.missing", site.Showing{}},
		{"an agreement of another community", agreement, in(phaseTwo, helper), "permission.scope", site.Showing{}},
		{"a certificate", certificate, walker, "", site.Showing{}},
		{"a letter", letter, chief, "", site.Showing{Unit: shop, Owner: zhao, Document: app.ID{0x70, 1}}},
		{"a letter, handover staff", letter, walker, "permission.missing", site.Showing{}},
		{"nothing", func(*scene) app.ID { return app.ID{9} }, chief, "record.unknown", site.Showing{}},
	} {
		s := begin(t)
		s.refused(c.name, s.desk.ShowScan(ctx, c.who, c.of(s)), c.code)
		if c.want != (site.Showing{}) {
			c.want.Occasion, c.want.Who = site.Scanned, c.who.Staff
			s.recorded(c.name, c.want)
		} else if s.showings.Len() != 0 {
			t.Errorf("%s: recorded %+v", c.name, s.showings.All())
		}
	}
}

func agreement(s *scene) app.ID   { return s.paper(1, contract.Agreement, home, "王𬀩", wang) }
func certificate(s *scene) app.ID { return s.paper(1, contract.Certificate, home, "王𬀩", wang) }
func letter(s *scene) app.ID      { return s.letter(1, shop, zhao, "钱进") }

// What two laptops say of an owner or of a letter is shown whole to who settles it, under
// a home that the owner has now, or had; of what names nobody nothing is recorded.
func TestShowDisputed(t *testing.T) {
	for _, c := range []struct {
		name string
		of   app.Ref
		who  app.Actor
		code string
		want site.Showing
	}{
		{"an owner", app.Ref{Kind: "owner", ID: wang}, chief, "", site.Showing{Unit: home, Owner: wang}}, // and not the shop, which was
		{"an owner, handover staff", app.Ref{Kind: "owner", ID: wang}, walker, "permission.missing", site.Showing{}},
		{"an owner of another community", app.Ref{Kind: "owner", ID: wang}, in(phaseTwo, chief), "permission.scope", site.Showing{}},
		{"who owns nothing any more", app.Ref{Kind: "owner", ID: app.ID{0x24}}, chief, "", site.Showing{Unit: shop, Owner: app.ID{0x24}}},
		{"an owner of nothing", app.Ref{Kind: "owner", ID: app.ID{9}}, chief, "privacy.unknown", site.Showing{}},
		{"a letter", app.Ref{Kind: "authority", ID: app.ID{0x70, 1}}, chief, "", site.Showing{Unit: shop, Owner: zhao, Document: app.ID{0x70, 1}}},
		{"a letter, handover staff", app.Ref{Kind: "authority", ID: app.ID{0x70, 1}}, walker, "permission.missing", site.Showing{}},
		{"no letter", app.Ref{Kind: "authority", ID: app.ID{9}}, chief, "record.unknown", site.Showing{}},
		{"the reason on a paper, of another community", app.Ref{Kind: "document", ID: app.ID{0xd0, 1}}, in(phaseTwo, chief), "permission.scope", site.Showing{}},
		{"the reason on a paper", app.Ref{Kind: "document", ID: app.ID{0xd0, 1}}, chief, "", site.Showing{}},
		{"a meter", app.Ref{Kind: "meter", ID: app.ID{9}}, chief, "", site.Showing{}},
		{"a meter, handover staff", app.Ref{Kind: "meter", ID: app.ID{9}}, walker, "permission.missing", site.Showing{}},
	} {
		s := begin(t)
		letter(s)
		agreement(s)
		s.own(shop, app.ID{0x24}, true)
		s.refused(c.name, s.desk.ShowDisputed(ctx, c.who, c.of), c.code)
		if c.want != (site.Showing{}) {
			c.want.Occasion, c.want.Who = site.Correcting, c.who.Staff
			s.recorded(c.name, c.want)
		} else if s.showings.Len() != 0 {
			t.Errorf("%s: recorded %+v", c.name, s.showings.All())
		}
	}
}

// What could not be read, written or recorded is said, whoever is shown or erased.
func TestFailuresAreSaid(t *testing.T) {
	for name, do := range map[string]func(s *scene) error{
		"owner": func(s *scene) error {
			_, err := s.desk.ShowOwner(ctx, chief, home, wang, site.Comparing)
			return err
		},
		"original": func(s *scene) error { return s.desk.ShowOriginal(ctx, chief, agreement(s), app.ID{0xf0, 1, 0}) },
		"scan":     func(s *scene) error { return s.desk.ShowScan(ctx, chief, agreement(s)) },
		"letter":   func(s *scene) error { return s.desk.ShowScan(ctx, chief, letter(s)) },
		"dispute": func(s *scene) error {
			return s.desk.ShowDisputed(ctx, chief, app.Ref{Kind: "owner", ID: wang})
		},
		"disputed letter": func(s *scene) error {
			return s.desk.ShowDisputed(ctx, chief, app.Ref{Kind: "authority", ID: letter(s)})
		},
		"erasure": func(s *scene) error {
			agreement(s)
			s.paper(2, contract.Agreement, shop, "王𬀩", wang)
			s.paper(3, contract.Certificate, shop, "赵晓", zhao)
			s.letter(2, shop, wang, "钱进")
			_, err := s.desk.Erase(ctx, chief, home, wang, privacy.Requested)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			apptest.EachCallFails(t, func(b *apptest.Break) error { return do(beginWith(t, b)) })
		})
	}
}
