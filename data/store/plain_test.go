package store_test

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// planted puts a text into every text of a record in turn, and tells in which field of
// the registry it stands.
func planted(k *registry.Kind, text string, each func(rec any, field string)) {
	for n := 0; ; n++ {
		rec, left := k.Fresh(), n
		*k.ID(rec) = app.ID{0xa, byte(n)}
		if !plant(reflect.ValueOf(rec).Elem(), text, &left) {
			return
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; !f.Derived && !f.Same(rec, k.Fresh()) {
				each(rec, f.Name)
			}
		}
	}
}

// plant sets the left-th text within v.
func plant(v reflect.Value, text string, left *int) bool {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[site.Picture]() { // bytes that nobody reads
			return false
		}
		if *left--; *left < 0 {
			v.SetString(text)
			return true
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		if plant(v.Index(0), text, left) {
			return true
		}
		v.SetZero()
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && plant(v.Field(i), text, left) {
				return true
			}
		}
	}
	return false
}

// No text of any kind of record, in a list or sealed, takes a control character or a
// turn of the direction; the refusal names field and character.
func TestNoRecordTakesWhatIsNotPlain(t *testing.T) {
	s := quickStore(t)
	tried := 0
	for _, k := range records.Records().Kinds {
		for text, signs := range map[string]string{"王\u202e敏": "U+202E", "\x1b[31m": "U+001B", "a\x00": "U+0000", "\a": "U+0007", "\x9b": "0x9B", "\ufeff名": "U+FEFF", "a\rb": "U+000D"} {
			planted(k, text, func(rec any, field string) {
				tried++
				err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.Put(k, rec) })
				var refusal *app.Refusal
				if !errors.As(err, &refusal) || refusal.Code != "text.control" || refusal.Args["kind"] != k.Name || refusal.Args["field"] != field || refusal.Args["signs"] != signs {
					t.Errorf("%s.%s takes %q: %v", k.Name, field, text, err)
				}
			})
		}
	}
	if tried < 500 {
		t.Errorf("only %d texts were tried", tried)
	}
}

// No text of any kind of record, in a list or sealed, is without end: the refusal names
// the field and how much it may hold, which it takes.
func TestNoTextIsWithoutEnd(t *testing.T) {
	s := quickStore(t)
	for _, k := range records.Records().Kinds {
		for _, most := range []int{80, 1000, 4000} {
			planted(k, strings.Repeat("䶮", most+1), func(rec any, field string) {
				if wanted := mostOf(k, field); wanted != most {
					return
				}
				err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.Put(k, rec) })
				var refusal *app.Refusal
				if !errors.As(err, &refusal) || refusal.Code != "text.long" || refusal.Args["kind"] != k.Name || refusal.Args["field"] != field ||
					refusal.Args["most"] != strconv.Itoa(most) || refusal.Args["n"] != strconv.Itoa(most+1) {
					t.Errorf("%s.%s takes %d characters: %v", k.Name, field, most+1, err)
				}
			})
			planted(k, strings.Repeat("䶮", most), func(rec any, field string) {
				err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error { return tx.Put(k, rec) })
				if mostOf(k, field) == most && app.RefusalCode(err) == "text.long" {
					t.Errorf("%s.%s does not take %d characters", k.Name, field, most)
				}
			})
		}
	}
}

// mostOf is how many characters a field may hold. A reason that is chosen is no text.
func mostOf(k *registry.Kind, field string) int {
	if k.Field(field).Meaning.Type == app.ChoiceField {
		return 1000
	}
	switch field {
	case "name":
		return 80
	case "note", "remark", "remarks", "reason", "returned", "requirement", "void_reason", "extra", "items", "parts", "choices":
		return 4000
	}
	return 1000
}

// Notes keep their lines; names have one.
func TestNotesKeepTheirLines(t *testing.T) {
	s := quickStore(t)
	const note = "一\n\t二\r\n三 👷‍♂️"
	mustDo(t, s, func(tx *records.Tx) error {
		if err := tx.PutUnit(site.Unit{ID: app.ID{0xb1}, Code: "1-1-101", Note: note}); err != nil {
			return err
		}
		return tx.PutDefectMove(defect.Move{Move: app.Move[defect.State]{ID: app.ID{0xb2}, Reason: note}})
	})
	if u, err := s.Unit(context.Background(), app.ID{0xb1}); err != nil || u.Note != note {
		t.Errorf("%q, %v", u.Note, err)
	}
	err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error {
		return tx.PutUnit(site.Unit{ID: app.ID{0xb3}, Code: "1-1-\n102"})
	})
	if app.RefusalCode(err) != "text.control" {
		t.Errorf("a code of two lines: %v", err)
	}
	for _, name := range []string{"欧阳䶮", "王𬀩", "𠮷", "辻\U000e0100", "\ue000", "\U000323b0", "Zoë O’Brien"} {
		mustDo(t, s, func(tx *records.Tx) error {
			return tx.PutPerson(staff.Person{ID: app.ID{0xb4}, Name: name, Role: app.Supervisor})
		})
	}
}

// A record that came with such a text from elsewhere can be corrected, field by field.
func TestWhatIsNotPlainCanBeCorrected(t *testing.T) {
	s := quickStore(t)
	owner := site.Owner{ID: app.ID{0xb5}, Name: "王敏", Address: "一路"}
	mustDo(t, s, func(tx *records.Tx) error { return tx.PutOwner(owner) })
	s.Close()
	tamper(t, s.Dir(), statement("UPDATE owner SET name = ?", "王\u202e敏"))
	s = openIn(t, s.Dir())
	read, _, err := s.Load(context.Background(), s.Reader(), owners.Kind, owner.ID)
	if err != nil || read.(*site.Owner).Name != "王\u202e敏" {
		t.Fatalf("%+v, %v", read, err)
	}
	arrived := *read.(*site.Owner)
	arrived.Address = "二路"
	mustDo(t, s, func(tx *records.Tx) error { return tx.PutOwner(arrived) })
	arrived.Name = "王敏"
	mustDo(t, s, func(tx *records.Tx) error { return tx.PutOwner(arrived) })
}

// A site is not founded under such a name, and nothing is left of it.
func TestNoSiteIsFoundedUnderWhatIsNotPlain(t *testing.T) {
	for name, change := range map[string]func(*records.Founding){
		"site.name":      func(f *records.Founding) { f.Site.Name = "锦绣\u202e花园" },
		"community.name": func(f *records.Founding) { f.Communities[0].Name = "\x1b[2J锦绣" },
		"person.name":    func(f *records.Founding) { f.Supervisor.Name = "王\u2067敏" },
		"site.company":   func(f *records.Founding) { f.Site.Company = "锦绣\x00置业" },
	} {
		dir := t.TempDir() + "/site"
		f := founding()
		change(&f)
		s, err := records.Create(context.Background(), dir, f, store.Options{})
		var refusal *app.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "text.control" || refusal.Args["kind"]+"."+refusal.Args["field"] != name {
			t.Errorf("%s: %v", name, err)
		}
		if s != nil {
			s.Close()
		}
	}
}

// Who corrects a record is refused as who adds it, before their change is taken
// together with another's.
func TestNoAmendTakesWhatIsNotPlain(t *testing.T) {
	s := quickStore(t)
	firm := site.Firm{ID: app.ID{0xb6}, Name: "甲公司", Trades: []string{"tiling"}}
	kind := site.HouseType{ID: app.ID{0xb7}, Name: "A", Rooms: []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: "主卧"}}}
	mustDo(t, s, func(tx *records.Tx) error { return errors.Join(tx.PutFirm(firm), tx.PutHouseType(kind)) })
	for field, act := range map[string]func(tx *records.Tx) error{
		"firm.name": func(tx *records.Tx) error {
			f := firm
			f.Name = "甲\u202e公司"
			return store.Amend(tx, firms, &app.Seen[site.Firm]{Value: firm}, f)
		},
		"firm.trades": func(tx *records.Tx) error {
			f := firm
			f.Trades = []string{"\x9b"}
			return store.Amend(tx, firms, &app.Seen[site.Firm]{Value: firm}, f)
		},
		"house_type.rooms": func(tx *records.Tx) error {
			h := kind
			h.Rooms = []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: "主\xff卧"}}
			return store.Amend(tx, houseTypes, &app.Seen[site.HouseType]{Value: kind}, h)
		},
	} {
		err := s.Do(context.Background(), chief.Actor(), "test.amend", act)
		var refusal *app.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "text.control" || refusal.Args["kind"]+"."+refusal.Args["field"] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
