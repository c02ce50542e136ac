package site

import (
	"strings"
	"testing"

	"keyday/app"
)

// Who is being taken down is like somebody on record by their number, name or phone;
// two whole numbers that differ are two people, whatever else is alike.
func TestLikeness(t *testing.T) {
	known := Owner{Name: "欧阳䶮", IDType: IDCard, IDNo: "11010519491231002X", Phone: "13812345678", Phone2: "0571-88881234"}
	for _, c := range []struct {
		name  string
		typed Owner
		want  Likeness
	}{
		{"nothing typed", Owner{}, ""},
		{"the number", Owner{IDNo: "11010519491231002x"}, SameNumber},
		{"the number, and another name", Owner{Name: "王伟", IDNo: "11010519491231002X"}, SameNumber},
		{"another number", Owner{Name: "欧阳䶮", IDNo: "440524188001010014", Phone: "13812345678"}, ""},
		{"half a number", Owner{Name: "欧阳䶮", IDType: IDCard, IDNo: "440524188001"}, NameAlone},
		{"name and phone", Owner{Name: " 欧阳　䶮", Phone: "138-1234-5678"}, NameAndCall},
		{"name and second phone", Owner{Name: "欧阳䶮", Phone: "(0571) 8888 1234"}, NameAndCall},
		{"the name", Owner{Name: "欧阳䶮"}, NameAlone},
		{"name, and another phone", Owner{Name: "欧阳䶮", Phone: "13900001234"}, NameAlone},
		{"the phone", Owner{Name: "王伟", Phone: "13812345678"}, PhoneAlone},
		{"the phone alone", Owner{Phone: "13812345678"}, PhoneAlone},
		{"another name and phone", Owner{Name: "王伟", Phone: "13900001234"}, ""},
	} {
		if got := known.LikenessTo(c.typed); got != c.want {
			t.Errorf("%s: like by %q, want %q", c.name, got, c.want)
		}
	}
	unnumbered := Owner{Name: "李梅", Phone: "13900001234"}
	if got := unnumbered.LikenessTo(Owner{Name: "李梅", IDNo: "11010519491231002X"}); got != NameAlone {
		t.Errorf("of one number nothing follows: %q", got)
	}
	if got := known.LikenessTo(Owner{Name: "欧阳䶮"}); got != NameAlone {
		t.Errorf("of one number nothing follows: %q", got)
	}
	if got := (Owner{}).LikenessTo(Owner{}); got != "" {
		t.Errorf("two who are not named are alike: %q", got)
	}
	if got := (Owner{Name: "李梅"}).LikenessTo(Owner{Name: "王伟"}); got != "" {
		t.Errorf("two without a phone are alike: %q", got)
	}
}

// What people write of an owner has a length, in characters.
func TestOwnersHaveLimits(t *testing.T) {
	for name, set := range map[string]func(*Owner, string){
		"name":   func(o *Owner, s string) { o.Name = s },
		"type":   func(o *Owner, s string) { o.IDType = s },
		"number": func(o *Owner, s string) { o.IDType, o.IDNo = "护照", s },
		"phone":  func(o *Owner, s string) { o.Phone = s },
		"phone2": func(o *Owner, s string) { o.Phone2 = s },
	} {
		o := Owner{Name: "李梅"}
		set(&o, strings.Repeat("长", 81))
		err := o.check(begin(t).memory, Owner{}, Unit{})
		if app.RefusalCode(err) != "correction.too_long" || app.Refusals(err)[0].Args["most"] != "80" {
			t.Errorf("%s of 81 characters: %v", name, err)
		}
		set(&o, strings.Repeat("长", 80))
		if code := app.RefusalCode(o.check(begin(t).memory, Owner{}, Unit{})); code == "correction.too_long" {
			t.Errorf("%s of 80 characters is too long", name)
		}
	}
}

// What stood on record before, and nobody touched, is not judged again; a number is, as
// soon as it is to be that of another paper.
func TestWhatNobodyTouchedIsNotJudged(t *testing.T) {
	old := Owner{ID: app.ID{1}, Name: "李梅", IDType: "护照", IDNo: "440524188001010015", Phone: "12", Phone2: "13"}
	for _, c := range []struct {
		name   string
		change func(*Owner)
		code   string
	}{
		{"nothing", func(*Owner) {}, ""},
		{"the name", func(o *Owner) { o.Name = "李玫" }, ""},
		{"the paper", func(o *Owner) { o.IDType = IDCard }, "owner.id_check"},
		{"the number", func(o *Owner) { o.IDNo = "E1" }, "owner.id_shape"},
		{"no number", func(o *Owner) { o.IDType, o.IDNo = IDCard, "" }, ""},
		{"another phone", func(o *Owner) { o.Phone = "13" }, "owner.phone_unreadable"},
		{"another second phone", func(o *Owner) { o.Phone2 = "12" }, "owner.phone_unreadable"},
		{"no phone", func(o *Owner) { o.Phone, o.Phone2 = "", "" }, ""},
	} {
		now := old
		c.change(&now)
		if err := now.check(begin(t).memory, old, Unit{}); app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
	}
}
