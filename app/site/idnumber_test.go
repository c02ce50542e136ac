package site

import (
	"testing"

	"pgregory.net/rapid"

	"keyday/app"
)

func TestCheckID(t *testing.T) {
	for _, c := range []struct {
		number, stated string
		kind           string
		wrong          IDFault
	}{
		{"11010519491231002X", "", IDCard, ""},  // the example of GB 11643-1999
		{"440524188001010014", "", IDCard, ""},  // its other one
		{"11010519491231002x", "", "", IDShape}, // capitals are the reader's business
		{"110105194912310021", "", IDCard, IDCheck},
		{"110105194913310021", "", IDCard, IDBirth},
		{"110105194902300021", "身份证", IDCard, IDBirth},
		{"1101051949123100", "", IDCard, IDShape},
		{"110105491231002", "", IDCard, ""}, // fifteen digits, as issued until 1999
		{"110105491331002", "", IDCard, IDBirth},
		{"E12345678", "", "", ""},
		{"E12345678", "护照", "护照", ""},
		{"E1", "护照", "护照", IDShape},
		{"E12345678", "身份证", IDCard, IDShape},
		{"H0123456700", "港澳居民来往内地通行证", "港澳居民来往内地通行证", ""},
		{"91350100M000100Y43", "", BusinessLicence, ""}, // the example of GB 32100-2015
		{"91350100M000100Y44", "", BusinessLicence, CompanyCheck},
		{"91350100M000100Y43", "统一社会信用代码", "统一社会信用代码", ""},
		{"91350100M000100Y44", "统一社会信用代码", BusinessLicence, CompanyCheck},
		{"91350100M000100Y44", "组织机构代码证", BusinessLicence, CompanyCheck},
		{"123456789", "组织机构代码证", "组织机构代码证", ""}, // as issued until 2015
		{"1234", "营业执照", "营业执照", IDShape},
		{"待补", "", "", IDShape},
		{"010105194912310026", "", IDCard, IDCheck}, // no region begins with 0, though the digit fits
		{"M1234567", "港澳台居民身份证", "港澳台居民身份证", ""},    // which is no mainland card
		{"110", "", IDCard, IDShape},                // digits are taken for a card's
		{"E1234", "护照", "护照", ""},
		{"E123", "护照", "护照", IDShape},
		{"E12345678901234567890123456789", "护照", "护照", ""},
		{"E123456789012345678901234567890", "护照", "护照", IDShape},
		{"A123456", "", "", ""}, // a passport's may be short
		{"A12345", "", "", IDShape},
		{"Z12345678901", "", "", ""},
		{"Z123456789012", "", "", IDShape},
		{"E123-5678", "", "", IDShape},
		{"E123[5678", "", "", IDShape},
		{"-E1235678", "", "", IDShape},
		{"440524187912310014", "", IDCard, IDBirth}, // nobody lives who was born before 1880
		{"440524209912310014", "", IDCard, IDCheck},
		{"440524210001010014", "", IDCard, IDBirth},
	} {
		if kind, wrong := CheckID(c.number, c.stated); kind != c.kind || wrong != c.wrong {
			t.Errorf("%s as %q: %q, %q; want %q, %q", c.number, c.stated, kind, wrong, c.kind, c.wrong)
		}
	}
}

// The check digit finds every slip of one digit and every swap of neighbours: so
// the standard promises, and so must the code.
func TestCardCheckFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.StringMatching(`[1-6][0-9]{5}19[4-9][0-9]0[1-9]1[0-9][0-9]{3}`).Draw(t, "first 17")
		number := first + string(cardCheck(first))
		if wrong := checkCard(number); wrong != "" {
			t.Fatalf("%s: %s", number, wrong)
		}
		at := rapid.IntRange(0, 16).Draw(t, "at")
		slip := []byte(number)
		slip[at] = byte('0' + (int(slip[at]-'0')+rapid.IntRange(1, 9).Draw(t, "by"))%10)
		if checkCard(string(slip)) == "" {
			t.Errorf("%s passes for %s", slip, number)
		}
		swap := []byte(number)
		if at < 16 && swap[at] != swap[at+1] {
			swap[at], swap[at+1] = swap[at+1], swap[at]
			if checkCard(string(swap)) == "" {
				t.Errorf("%s passes for %s", swap, number)
			}
		}
	})
}

// Two numbers in one cell are told apart by which of its parts are whole.
func TestWholeID(t *testing.T) {
	for text, whole := range map[string]bool{
		"11010519491231002X": true, "11010519491231002x": true, "110105-19491231-002X": true, "91350100M000100Y43": true, "110105491231002": true,
		"": false, "1101051949123100": false, "1101051949123100211": false, "91350100M000100Y4*": false, "11010549123100X": false, "E12345678": false,
	} {
		if got := WholeID(text); got != whole {
			t.Errorf("%q is a whole number: %t", text, got)
		}
	}
}

// A number is one, however people and programs write it.
func TestReadID(t *testing.T) {
	for text, want := range map[string]string{
		"11010519491231002x": "11010519491231002X", " 110105 19491231 002X": "11010519491231002X", "110105-19491231-002X": "11010519491231002X",
		"'11010519491231002X": "11010519491231002X", "身份证号：11010519491231002X": "11010519491231002X", "身份证号码11010519491231002X": "11010519491231002X",
		"110105491231002.0": "110105491231002", "１１０１０５４９１２３１００２": "110105491231002", "e12345678": "E12345678", "12345678-9": "12345678-9", "": "",
	} {
		if got := ReadID(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// Whoever has no number is told by home and name, however it is written.
func TestOwnerSeed(t *testing.T) {
	here, there := app.ID{1}, app.ID{2}
	if OwnerSeed(here, "欧阳 䶮", "") != OwnerSeed(here, "欧阳䶮", "") || OwnerSeed(here, "欧阳䶮", "") == OwnerSeed(there, "欧阳䶮", "") {
		t.Error("one name at one home is two people, or at two homes one")
	}
	if OwnerSeed(here, "欧阳䶮", "E12345678") != OwnerSeed(there, "王伟", "E12345678") {
		t.Error("one number is two people")
	}
}

// A company is told by its paper; where none is stated, by the number's shape.
func TestIsCompany(t *testing.T) {
	for _, c := range []struct {
		kind, number string
		want         bool
	}{
		{"营业执照", "91320105MA1ABCDE9K", true}, {"统一社会信用代码", "", true}, {"组织机构代码证", "123", true},
		{"", "91320105MA1ABCDE9K", true}, {"", "320105198801011234", false}, {"", "", false},
		{"身份证", "32010519880101123X", false}, {"护照", "91320105MA1ABCDE9K", false},
	} {
		if got := (Owner{IDType: c.kind, IDNo: c.number}).IsCompany(); got != c.want {
			t.Errorf("%q %q: %t", c.kind, c.number, got)
		}
	}
}
