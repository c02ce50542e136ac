package site_test

import (
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/site"
)

// Who is being taken down is like somebody on record by their number, name or phone;
// two whole numbers that differ are two people, whatever else is alike.
func TestLikeness(t *testing.T) {
	known := site.Owner{Name: "欧阳䶮", IDType: site.IDCard, IDNo: "11010519491231002X", Phone: "13812345678", Phone2: "0571-88881234"}
	for _, c := range []struct {
		name  string
		typed site.Owner
		want  site.Likeness
	}{
		{"nothing typed", site.Owner{}, ""},
		{"the number", site.Owner{IDNo: "11010519491231002x"}, site.SameNumber},
		{"the number, and another name", site.Owner{Name: "王伟", IDNo: "11010519491231002X"}, site.SameNumber},
		{"another number", site.Owner{Name: "欧阳䶮", IDNo: "440524188001010014", Phone: "13812345678"}, ""},
		{"half a number", site.Owner{Name: "欧阳䶮", IDType: site.IDCard, IDNo: "440524188001"}, site.NameAlone},
		{"name and phone", site.Owner{Name: " 欧阳　䶮", Phone: "138-1234-5678"}, site.NameAndCall},
		{"name and second phone", site.Owner{Name: "欧阳䶮", Phone: "(0571) 8888 1234"}, site.NameAndCall},
		{"the name", site.Owner{Name: "欧阳䶮"}, site.NameAlone},
		{"name, and another phone", site.Owner{Name: "欧阳䶮", Phone: "13900001234"}, site.NameAlone},
		{"the phone", site.Owner{Name: "王伟", Phone: "13812345678"}, site.PhoneAlone},
		{"the phone alone", site.Owner{Phone: "13812345678"}, site.PhoneAlone},
		{"another name and phone", site.Owner{Name: "王伟", Phone: "13900001234"}, ""},
	} {
		if got := known.LikenessTo(c.typed); got != c.want {
			t.Errorf("%s: like by %q, want %q", c.name, got, c.want)
		}
	}
	unnumbered := site.Owner{Name: "李梅", Phone: "13900001234"}
	if got := unnumbered.LikenessTo(site.Owner{Name: "李梅", IDNo: "11010519491231002X"}); got != site.NameAlone {
		t.Errorf("of one number nothing follows: %q", got)
	}
	if got := known.LikenessTo(site.Owner{Name: "欧阳䶮"}); got != site.NameAlone {
		t.Errorf("of one number nothing follows: %q", got)
	}
	if got := (site.Owner{}).LikenessTo(site.Owner{}); got != "" {
		t.Errorf("two who are not named are alike: %q", got)
	}
	if got := (site.Owner{Name: "李梅"}).LikenessTo(site.Owner{Name: "王伟"}); got != "" {
		t.Errorf("two without a phone are alike: %q", got)
	}
}

// What people write of an owner has a length, in characters.
func TestOwnersHaveLimits(t *testing.T) {
	for name, set := range map[string]func(*site.Owner, string){
		"name":   func(o *site.Owner, s string) { o.Name = s },
		"type":   func(o *site.Owner, s string) { o.IDType = s },
		"number": func(o *site.Owner, s string) { o.IDType, o.IDNo = "护照", s },
		"phone":  func(o *site.Owner, s string) { o.Phone = s },
		"phone2": func(o *site.Owner, s string) { o.Phone2 = s },
	} {
		o := site.Owner{Name: "李梅"}
		set(&o, strings.Repeat("长", 81))
		err := o.Check(begin(t), site.Owner{}, site.Unit{})
		if app.RefusalCode(err) != "correction.too_long" || app.Refusals(err)[0].Args["most"] != "80" {
			t.Errorf("%s of 81 characters: %v", name, err)
		}
		set(&o, strings.Repeat("长", 80))
		if code := app.RefusalCode(o.Check(begin(t), site.Owner{}, site.Unit{})); code == "correction.too_long" {
			t.Errorf("%s of 80 characters is too long", name)
		}
	}
}

// What stood on record before, and nobody touched, is not judged again; a number is, as
// soon as it is to be that of another paper.
func TestWhatNobodyTouchedIsNotJudged(t *testing.T) {
	old := site.Owner{ID: app.ID{1}, Name: "李梅", IDType: "护照", IDNo: "440524188001010015", Phone: "12", Phone2: "13"}
	for _, c := range []struct {
		name   string
		change func(*site.Owner)
		code   string
	}{
		{"nothing", func(*site.Owner) {}, ""},
		{"the name", func(o *site.Owner) { o.Name = "李玫" }, ""},
		{"the paper", func(o *site.Owner) { o.IDType = site.IDCard }, "owner.id_check"},
		{"the number", func(o *site.Owner) { o.IDNo = "E1" }, "owner.id_shape"},
		{"no number", func(o *site.Owner) { o.IDType, o.IDNo = site.IDCard, "" }, ""},
		{"another phone", func(o *site.Owner) { o.Phone = "13" }, "owner.phone_unreadable"},
		{"another second phone", func(o *site.Owner) { o.Phone2 = "12" }, "owner.phone_unreadable"},
		{"no phone", func(o *site.Owner) { o.Phone, o.Phone2 = "", "" }, ""},
	} {
		now := old
		c.change(&now)
		if err := now.Check(begin(t), old, site.Unit{}); app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
	}
}
