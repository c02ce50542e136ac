package site_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// An owner stands behind those who own the home already, under the identity that every
// laptop and every import gives them.
func TestRegisterOwner(t *testing.T) {
	s := begin(t)
	ouyang := site.Owner{Name: " 欧阳䶮 ", IDType: " 身份证", IDNo: "11010519491231002x", Phone: "139-0000-5678", Phone2: "0571 8888 1234", Address: " 江州市 "}
	id, err := s.desk.RegisterOwner(ctx, helper, ouyang, site.Part{Unit: home, Share: " 1/3 "})
	s.Must(err)
	want := site.Owner{ID: app.DerivedID(siteID, "number/11010519491231002X"), Name: "欧阳䶮", IDType: "身份证", IDNo: "11010519491231002X", Phone: "13900005678", Phone2: "0571-88881234", Address: "江州市"}
	if kept := s.owners.Seen(want.ID).Value; id != want.ID || kept != want {
		t.Errorf("kept %+v", kept)
	}
	share := site.Ownership{ID: site.OwnershipID(home, id), Unit: home, Owner: id, Order: 5, Share: "1/3"} // behind li, the fourth
	if kept := s.share(home, id).Value; kept != share {
		t.Errorf("kept %+v", kept)
	}
	first, err := s.desk.RegisterOwner(ctx, helper, site.Owner{Name: "李梅"}, site.Part{Unit: shop})
	s.Must(err)
	if kept := s.share(shop, first).Value; kept.Order != 1 || first != app.DerivedID(siteID, "unit/"+shop.String()+"/李梅") {
		t.Errorf("the first owner: %+v", kept)
	}
	if n := s.corrections.Len(); n != 0 {
		t.Errorf("%d corrections, and nobody gave a reason", n)
	}
	again, err := s.desk.RegisterOwner(ctx, helper, site.Owner{Name: "李梅"}, site.Part{Unit: shop})
	s.Must(err)
	if again == first || again.IsNil() || len(s.shares.Where(func(o site.Ownership) bool { return o.Unit == shop })) != 2 {
		t.Error("two people of one name are one")
	}
}

// Who is taken down is judged whole, whatever of it stood elsewhere before.
func TestRegisterOwnerRefuses(t *testing.T) {
	for code, o := range map[string]site.Owner{
		"owner.name_missing":     {Name: " 　"},
		"owner.id_check":         {Name: "欧阳䶮", IDNo: "440524188001010015"},
		"owner.id_birth":         {Name: "欧阳䶮", IDNo: "440524188013010014"},
		"owner.id_shape":         {Name: "欧阳䶮", IDType: site.IDCard, IDNo: "E12345678"},
		"owner.company_check":    {Name: "海珠置业有限公司", IDType: site.BusinessLicence, IDNo: "91350100M000100Y44"},
		"owner.phone_unreadable": {Name: "欧阳䶮", Phone2: "12"},
		"owner.number_known":     {Name: "欧阳䶮", IDNo: "440524 18800101 0014"},
		"correction.too_long":    {Name: strings.Repeat("长", 81)},
	} {
		s := begin(t)
		_, err := s.desk.RegisterOwner(ctx, chief, o, site.Part{Unit: home})
		s.refused(o.Name+o.IDNo, err, code)
		if n := s.shares.Len(); n != 5 {
			t.Errorf("%s: refused, and %d ownerships", code, n)
		}
	}
}

func TestJoinOwner(t *testing.T) {
	for _, c := range []struct {
		name        string
		unit, owner app.ID
		share       string
		reason      site.Reason
		code        string
	}{
		{"an owner of another home", shop, wang, strings.Repeat("五", 20), "", ""},
		{"with a reason", shop, wang, "", site.Mistyped, ""},
		{"a reason of homes", shop, wang, "", site.BySurvey, "correction.reason_missing"},
		{"a share without end", shop, wang, strings.Repeat("五", 21), "", "correction.too_long"},
		{"who owns it already", home, wang, "", "", "owner.here_already"},
		{"who was erased", home, gone, "", "", "privacy.done"},
		{"nobody", home, app.ID{9}, "", "", "record.unknown"},
		{"to no home", app.ID{9}, wang, "", "", "record.unknown"},
		{"handed over, with a reason", next, wang, "", site.ByPaper, ""},
		{"handed over, without", next, wang, "", "", "correction.reason_missing"},
	} {
		s := begin(t)
		s.refused(c.name, s.desk.JoinOwner(ctx, chief, c.owner, site.Part{Unit: c.unit, Share: c.share, Reason: c.reason}), c.code)
		var want []site.Correction
		if c.reason != "" && c.code == "" {
			want = []site.Correction{{ID: apptest.Made(1), Unit: c.unit, Owner: c.owner, Reason: c.reason}}
		}
		if got := s.corrections.All(); !slices.Equal(got, want) {
			t.Errorf("%s: corrections %+v", c.name, got)
		}
		if c.code == "" {
			if kept := s.share(c.unit, c.owner).Value; kept.Share != c.share || kept.Ended {
				t.Errorf("%s: kept %+v", c.name, kept)
			}
		}
	}
}

// An ownership ends for a reason that is chosen, and is kept; who joins again owns again.
func TestEndOwnership(t *testing.T) {
	s := begin(t)
	s.refused("no reason", s.desk.EndOwnership(ctx, chief, home, wang, ""), "owner.end_reason_missing")
	s.refused("another reason", s.desk.EndOwnership(ctx, chief, home, wang, "moved"), "owner.end_reason_missing")
	s.refused("no owner", s.desk.EndOwnership(ctx, chief, shop, wang, site.Withdrawn), "owner.none_of_unit")
	s.refused("no more", s.desk.EndOwnership(ctx, chief, home, gone, site.Withdrawn), "owner.none_of_unit")
	for _, why := range site.EndReasons {
		s := begin(t)
		s.Must(s.desk.EndOwnership(ctx, chief, home, wang, why))
		if kept := s.share(home, wang).Value; !kept.Ended || kept.Why != why || kept.Share != "60%" || kept.Order != 1 {
			t.Errorf("kept %+v", kept)
		}
		if s.share(home, li).Value.Ended {
			t.Error("the other owner went too")
		}
		s.Must(s.desk.JoinOwner(ctx, chief, wang, site.Part{Unit: home, Share: "1/2"}))
		if kept := s.share(home, wang).Value; kept.Ended || kept.Why != "" || kept.Order != 5 {
			t.Errorf("again %+v", kept)
		}
	}
}

// What was on record of an owner is not changed without a reason; what was missing is
// filled in.
func TestPutOwner(t *testing.T) {
	for _, c := range []struct {
		name   string
		owner  app.ID
		change func(*site.Owner)
		reason site.Reason
		code   string
	}{
		{"nothing", wang, func(*site.Owner) {}, "", ""},
		{"another name", wang, func(o *site.Owner) { o.Name = "王小明" }, "", "correction.reason_missing"},
		{"another type", wang, func(o *site.Owner) { o.IDType = "居民身份证" }, "", "correction.reason_missing"},
		{"another number", wang, func(o *site.Owner) { o.IDNo = "11010519491231002X" }, "", "correction.reason_missing"},
		{"another phone", wang, func(o *site.Owner) { o.Phone = "13900005678" }, "", "correction.reason_missing"},
		{"another phone, why", wang, func(o *site.Owner) { o.Phone = "13900005678" }, site.ItChanged, ""},
		{"a reason of homes", wang, func(o *site.Owner) { o.Phone = "13900005678" }, site.BySurvey, "correction.reason_missing"},
		{"no phone", wang, func(o *site.Owner) { o.Phone = "" }, "", "correction.reason_missing"},
		{"a second phone", wang, func(o *site.Owner) { o.Phone2 = "13900005678" }, "", ""},
		{"an address", wang, func(o *site.Owner) { o.Address = "江州市" }, "", ""},
		{"a note", wang, func(o *site.Owner) { o.Note = "下班后" }, "", ""},
		{"another second phone", zhou, func(o *site.Owner) { o.Phone2 = "13900005678" }, "", "correction.reason_missing"},
		{"another address", zhou, func(o *site.Owner) { o.Address = "江州市" }, "", "correction.reason_missing"},
		{"another note", zhou, func(o *site.Owner) { o.Note = "上午" }, "", "correction.reason_missing"},
		{"all that was missing", li, func(o *site.Owner) { o.IDType, o.IDNo, o.Phone = "身份证", "11010519491231002X", "13900005678" }, "", ""},
		{"no name", li, func(o *site.Owner) { o.Name = " " }, site.Mistyped, "owner.name_missing"},
		{"an unreadable phone", li, func(o *site.Owner) { o.Phone = "12" }, "", "owner.phone_unreadable"},
		{"an unreadable second phone", li, func(o *site.Owner) { o.Phone2 = "12" }, "", "owner.phone_unreadable"},
		{"another's number", li, func(o *site.Owner) { o.IDNo = "440524188001010014" }, "", "owner.number_known"},
		{"a slip", li, func(o *site.Owner) { o.IDNo = "440524188001010015" }, "", "owner.id_check"},
		{"the mask of the number", wang, func(o *site.Owner) { o.IDNo = site.Mask(o.IDNo) }, site.Mistyped, "owner.masked"},
		{"the mask of the phone", wang, func(o *site.Owner) { o.Phone = site.Mask(o.Phone) }, site.Mistyped, "owner.masked"},
	} {
		s := begin(t)
		was := s.owners.Seen(c.owner)
		now := was.Value
		c.change(&now)
		s.refused(c.name, s.desk.PutOwner(ctx, helper, was, now, site.Part{Unit: home, Reason: c.reason}), c.code)
		kept := s.owners.Seen(c.owner).Value
		if want := map[bool]site.Owner{true: now, false: was.Value}[c.code == ""]; kept != want {
			t.Errorf("%s: kept %+v", c.name, kept)
		}
		if n := s.corrections.Len(); (n == 1) != (c.code == "" && c.reason != "") {
			t.Errorf("%s: %d corrections", c.name, n)
		}
	}
}

// A form that showed a number masked does not write the mask, whatever stands on record
// by now.
func TestWhatWasMaskedIsNotWritten(t *testing.T) {
	s := begin(t)
	was := s.owners.Seen(wang)
	s.Must(s.desk.PutOwner(ctx, chief, s.owners.Seen(wang), site.Owner{ID: wang, Name: "王𬀩", IDType: site.IDCard, IDNo: "440524188001010014", Phone: "13700009999"}, site.Part{Unit: home, Reason: site.ItChanged}))
	now := was.Value
	now.Phone = site.Mask(now.Phone) // of the one that the form showed
	s.Actions = nil
	s.refused("an old mask", s.desk.PutOwner(ctx, chief, was, now, site.Part{Unit: home, Reason: site.ItChanged}), "owner.masked")
	now.Phone = site.Mask("13700009999") // of the one that is on record by now
	s.refused("a new mask", s.desk.PutOwner(ctx, chief, was, now, site.Part{Unit: home, Reason: site.ItChanged}), "owner.masked")

	passport := site.Owner{ID: li, Name: "李梅", IDType: "护照", IDNo: "e12345678", Phone2: "0571 8888 1234", Address: "江州市", Note: "下班后"}
	s.Must(s.AmendOwner(nil, passport)) // as it was once kept
	now = passport
	now.IDNo = site.Mask(passport.IDNo)
	s.refused("a mask of small letters", s.desk.PutOwner(ctx, chief, s.owners.Seen(li), now, site.Part{Unit: home, Reason: site.ItChanged}), "owner.masked")
}

// A share is changed with a reason where there was one. Once an owner of the home has
// signed it is a supervisor's to change, whosever it is; a blank, once it was handed over.
func TestPutShare(t *testing.T) {
	for _, c := range []struct {
		name   string
		owner  app.ID
		share  string
		reason site.Reason
		signed app.ID // home that wang has signed for
		code   string
		kept   string
	}{
		{"the first", li, " 40% ", "", app.Nil, "", "40%"},
		{"another", wang, "50%", "", app.Nil, "correction.reason_missing", "60%"},
		{"another, why", wang, "50%", site.Mistyped, app.Nil, "", "50%"},
		{"none any more", wang, " ", "", app.Nil, "correction.reason_missing", "60%"},
		{"the same", wang, "60% ", "", home, "", "60%"},
		{"twenty characters", li, strings.Repeat("五", 20), "", app.Nil, "", strings.Repeat("五", 20)},
		{"one more", li, strings.Repeat("五", 21), "", app.Nil, "correction.too_long", ""},
		{"signed", wang, "50%", site.Mistyped, home, missing, "60%"},
		{"the first, signed", li, "40%", "", home, "", "40%"},
		{"signed for another home", wang, "50%", site.Mistyped, next, "", "50%"},
	} {
		s := begin(t)
		s.AddSigned(c.signed, wang)
		err := s.desk.PutOwner(ctx, helper, s.owners.Seen(c.owner), s.owners.Seen(c.owner).Value, site.Part{Unit: home, Seen: s.share(home, c.owner), Share: c.share, Reason: c.reason})
		s.refused(c.name, err, c.code)
		if kept := s.share(home, c.owner).Value.Share; kept != c.kept {
			t.Errorf("%s: kept %q", c.name, kept)
		}
	}
}

// Who somebody is who has signed is a supervisor's to correct; where they are reached, of
// whoever may change owners.
func TestWhatWasSignedIsSettled(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*site.Owner)
		told   string
	}{
		"name":   {func(o *site.Owner) { o.Name = "王小明" }, missing},
		"type":   {func(o *site.Owner) { o.IDType = "居民身份证" }, missing},
		"number": {func(o *site.Owner) { o.IDNo = "11010519491231002X" }, missing},
		"phone":  {func(o *site.Owner) { o.Phone = "13900005678" }, ""},
	} {
		s := begin(t)
		s.AddSigned(home, li, wang)
		now := s.owners.Seen(wang).Value
		c.change(&now)
		s.refused(name, s.desk.PutOwner(ctx, helper, s.owners.Seen(wang), now, site.Part{Unit: home, Reason: site.ByPaper}), c.told)
	}
	s := begin(t)
	s.AddSigned(home, li)
	now := s.owners.Seen(wang).Value
	now.Name = "王小明"
	s.refused("only the other has signed", s.desk.PutOwner(ctx, helper, s.owners.Seen(wang), now, site.Part{Unit: home, Reason: site.ByPaper}), "")
	// Who owns the home is settled by whoever signed for it.
	s.Actions = nil
	s.refused("an end", s.desk.EndOwnership(ctx, helper, home, wang, site.Misentered), missing)
	_, err := s.desk.RegisterOwner(ctx, helper, site.Owner{Name: "李梅"}, site.Part{Unit: home, Reason: site.Mistyped})
	s.refused("another owner", err, missing)
	s.refused("the share of who has not signed", s.desk.PutOwner(ctx, helper, s.owners.Seen(wang), s.owners.Seen(wang).Value, site.Part{Unit: home, Seen: s.share(home, wang), Share: "50%", Reason: site.Mistyped}), missing)
	s.Must(s.desk.EndOwnership(ctx, chief, home, wang, site.Misentered))
	// Handed over, a blank share is settled too.
	s.Must(s.desk.JoinOwner(ctx, chief, wang, site.Part{Unit: next, Reason: site.ByPaper}))
	s.Actions = nil
	s.refused("a blank", s.desk.PutOwner(ctx, helper, s.owners.Seen(wang), s.owners.Seen(wang).Value, site.Part{Unit: next, Seen: s.share(next, wang), Share: "50%", Reason: site.Mistyped}), missing)
	s.refused("a blank, no reason", s.desk.PutOwner(ctx, chief, s.owners.Seen(wang), s.owners.Seen(wang).Value, site.Part{Unit: next, Seen: s.share(next, wang), Share: "50%"}), "correction.reason_missing")
	// The number of who has signed is settled, though there was none.
	now = s.owners.Seen(li).Value
	now.IDNo, now.IDType = "11010519491231002X", site.IDCard
	s.refused("a first number", s.desk.PutOwner(ctx, chief, s.owners.Seen(li), now, site.Part{Unit: home}), "correction.reason_missing")
}

// A picture of a name is of the name that it was made of, until it is taken away.
func TestPutNamePicture(t *testing.T) {
	s := begin(t)
	s.refused("who owns it no more", s.desk.PutNamePicture(ctx, chief, home, gone, "PNG"), "owner.none_of_unit")
	s.Must(s.desk.PutNamePicture(ctx, helper, home, wang, "PNG"))
	o := s.owners.Seen(wang).Value
	if o.NamePicture != "PNG" || o.PicturedName != o.Name || o.NameDrawn() != "PNG" {
		t.Errorf("kept %+v", o)
	}
	o.Name = "王小明"
	if o.NameDrawn() != "" {
		t.Error("a picture of another name is drawn")
	}
	s.Must(s.desk.PutNamePicture(ctx, helper, home, wang, ""))
	if o := s.owners.Seen(wang).Value; o.NamePicture != "" || o.PicturedName != "" {
		t.Errorf("kept %+v", o)
	}
}
