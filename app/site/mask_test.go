package site

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A mask leaves enough to tell two apart, and neither the middle of a number nor the
// door of an address.
func TestMasks(t *testing.T) {
	for given, want := range map[string]string{"": "", "12": "**", "0512666": "051****", "13812345678": "138****5678", "320105198801011234": "320***********1234"} {
		if got := Mask(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]string{"": "", "京": "*", "北京": "北*", "南京市玄武区中山路1号501室": "南京市************"} {
		if got := MaskAddress(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]string{
		"备用 138-1234-5678，下班后": "备用 138******5678，下班后", "证件320105198801011234": "证件320***********1234", "合同 2024001234": "合同 2024001234",
		"证件11010519491231002x": "证件110***********002x", "老证 110105491231002。": "老证 110********1002。", "电话13812345678": "电话138****5678",
	} {
		if got := MaskIn(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
}

// Of no text, however long, is more than three characters shown, and from eleven on four
// more: at least four stay hidden.
func TestMasksOfEveryLength(t *testing.T) {
	const digits = "12345678901234567890"
	for n := range len(digits) + 1 {
		shown := 0
		for _, r := range Mask(digits[:n]) {
			if r != '*' {
				shown++
			}
		}
		want := 3
		switch {
		case n <= 3:
			want = 0
		case n >= 11:
			want = 7
		}
		if got := Mask(digits[:n]); shown != want || len(got) != n {
			t.Errorf("of %d digits %d are shown: %s", n, shown, got)
		}
	}
}

// Every field of an owner is masked, but for those that are known not to need it; what is
// masked is what MaskedFields() says, and none of it can take a number's place.
func TestEveryFieldIsMasked(t *testing.T) {
	open := []string{"ID", "Name", "IDType", "NamePicture", "PicturedName"}
	const secret = "11010519491231002X"
	var o Owner
	v := reflect.ValueOf(&o).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			v.Field(i).SetString(secret)
		}
	}
	m := reflect.ValueOf(o.Masked())
	masked := 0
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		whole := v.Field(i).Kind() != reflect.String || m.Field(i).String() == secret
		if whole != slices.Contains(open, name) {
			t.Errorf("%s is shown whole: %t", name, whole)
		}
		if whole {
			continue
		}
		masked++
		if !slices.ContainsFunc(OwnerFields, func(f OwnerField) bool {
			return f.At(&o) == reflect.ValueOf(&o).Elem().Field(i).Addr().Interface() && slices.Contains(MaskedFields(), f.Key)
		}) {
			t.Errorf("%s is not among the masked fields", name)
		}
		if strings.Contains(m.Field(i).String(), secret[4:14]) {
			t.Errorf("%s shows the middle: %s", name, m.Field(i))
		}
		now := o
		reflect.ValueOf(&now).Elem().Field(i).Set(m.Field(i))
		if !now.tookMask(o) {
			t.Errorf("the mask of %s is taken for a number", name)
		}
	}
	if masked != len(MaskedFields()) {
		t.Errorf("%d fields are masked, not %d", masked, len(MaskedFields()))
	}
	if o.tookMask(o) {
		t.Error("what stays is taken for a mask")
	}
}
