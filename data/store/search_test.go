package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// What is found, and by what.
func TestSearch(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	for _, c := range []struct {
		query   string
		private bool
		want    []app.ID // all of them, in any order
	}{
		{"3-1-101", false, []app.ID{units[0].ID, found[0].ID}},
		{"1-101", false, []app.ID{units[0].ID, found[0].ID}},
		{"101", false, []app.ID{units[0].ID, found[0].ID}},
		{"１０１", false, []app.ID{units[0].ID, found[0].ID}},
		{"欧阳", false, []app.ID{buyer.ID}},
		{"静怡", false, []app.ID{buyer.ID}},
		{"oyjy", false, []app.ID{buyer.ID}},
		{"ouyang", false, []app.ID{buyer.ID}},
		{"OuYang JingYi", false, []app.ID{buyer.ID}},
		{"5678", true, []app.ID{buyer.ID}},
		{"6666", true, []app.ID{buyer.ID}},
		{"5678", false, nil},
		{"13812345678", true, []app.ID{buyer.ID}},
		{"138 1234 5678", true, []app.ID{buyer.ID}},
		{"+86-138-1234-5678", true, []app.ID{buyer.ID}},
		{"１３８１２３４５６７８", true, []app.ID{buyer.ID}},
		{"1381234567", true, nil}, // not the whole of it
		{"13812345678", false, nil},
		{buyer.IDNo, true, []app.ID{buyer.ID}},
		{strings.ToLower(buyer.IDNo), true, []app.ID{buyer.ID}},
		{buyer.IDNo, false, nil},
		{"3-1-0101", false, []app.ID{units[0].ID, found[0].ID}},
		{"３－１－１０１", false, []app.ID{units[0].ID, found[0].ID}},
		{"3幢1单元101室", false, []app.ID{units[0].ID, found[0].ID}},
		{"3幢 1单元 101", false, []app.ID{units[0].ID, found[0].ID}},
		{strings.ToLower(found[1].Number), false, []app.ID{found[1].ID}},
		{"控股", false, []app.ID{found[0].ID, found[1].ID, found[2].ID}},
		{"控股 3-1-101", false, []app.ID{found[0].ID}},
		{"控", false, nil}, // one character sounds like too many
		{"kg", false, []app.ID{found[0].ID, found[1].ID, found[2].ID}},
		{"空鼓", false, []app.ID{found[0].ID, found[1].ID, found[2].ID}},
		{"鼓", false, []app.ID{found[0].ID, found[1].ID, found[2].ID}},
		{"konggu", false, []app.ID{found[0].ID, found[1].ID, found[2].ID}},
		{found[1].Number, false, []app.ID{found[1].ID}},
		{"2", false, []app.ID{units[1].ID, found[1].ID}},
		{"3-1-101 kg", false, []app.ID{found[0].ID}},
		{"kg 3-1-101", false, []app.ID{found[0].ID}},
		{"空鼓 3-1-101 D-01", false, []app.ID{found[0].ID}},
		{"空鼓 王", false, nil},
		{"kg zzz", false, nil},
		{"", false, nil},
		{"   ", false, nil},
		{"%", false, nil},
		{"'; DROP TABLE unit", false, nil},
	} {
		hits, _, err := s.Search(context.Background(), c.query, c.private)
		if err != nil {
			t.Errorf("%q: %v", c.query, err)
		}
		got := map[app.ID]bool{}
		for _, h := range hits {
			got[h.ID] = true
		}
		if len(got) != len(hits) {
			t.Errorf("%q: a record is found twice", c.query)
		}
		for _, id := range c.want {
			if !got[id] {
				t.Errorf("%q does not find %v", c.query, id)
			}
			delete(got, id)
		}
		if len(got) > 0 {
			t.Errorf("%q finds besides: %v", c.query, got)
		}
	}
}

// What is written comes before what only sounds like it, whatever kind it is of.
func TestSearchBySoundComesLast(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	var d defect.Defect
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return tx.PutOwner(site.Owner{ID: tx.NewID(), Name: "孔固"})
	})
	hits, _, err := s.Search(context.Background(), "空鼓", false)
	if err != nil || len(hits) != 4 || hits[0].Kind != "defect" || hits[3].Kind != "owner" {
		t.Errorf("%v, %v", hits, err)
	}
	what := crack
	what.Phrase = "西安门"
	if d, err = defectDesk(records.Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
		defect.Finding{Unit: units[0].ID, Origin: defect.Internal, OriginRound: 1, Description: what}); err != nil {
		t.Fatal(err)
	}
	for query, finds := range map[string]bool{"息安门": true, "西岸": true, "鲜门": false} { // syllables, not letters
		if hits, _, err := s.Search(context.Background(), query, false); err != nil || (len(hits) == 1) != finds {
			t.Errorf("%s finds %v of %s, %v", query, hits, d.Number, err)
		}
	}
}

// A surname is found as it is spoken, and as its character is usually read.
func TestSearchReadsSurnamesAsSpoken(t *testing.T) {
	s := newStore(t)
	if err := s.Do(context.Background(), chief.Actor(), "owner.edit", func(tx *records.Tx) error {
		return tx.PutOwner(site.Owner{ID: buyer.ID, Name: "单雄信"})
	}); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{"shan": 1, "sxx": 1, "shanxiongxin": 1, "dan": 1, "dxx": 1, "单": 1, "xiong": 1, "善": 0, "shanxin": 0} {
		if hits, _, err := s.Search(context.Background(), query, false); err != nil || len(hits) != want {
			t.Errorf("%s finds %v, %v", query, hits, err)
		}
	}
}

// Where nothing is found, the word that nothing has is told.
func TestSearchSaysWhatIsLacking(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	for query, want := range map[string]string{"zzz": "zzz", "kg ZZZ": "ZZZ", "空鼓 欧阳": "", "kg": "", "": ""} {
		if _, lacks, err := s.Search(context.Background(), query, true); err != nil || lacks != want {
			t.Errorf("%q lacks %q, not %q; %v", query, lacks, want, err)
		}
	}
}

// A site that an older Keyday has indexed finds by the words of this one once it is
// opened, and verifies.
func TestAnOlderIndexIsMadeAnew(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	older := "DELETE FROM posting WHERE how = 4 AND kind = 6; DELETE FROM meta WHERE key = '" + store.IndexedBy + "'"
	s.Applying().Store(true)
	if _, err := s.Writer().Exec(older); err != nil {
		t.Fatal(err)
	}
	s.Applying().Store(false)
	if hits, _, _ := s.Search(context.Background(), buyer.Phone, true); len(hits) > 0 {
		t.Fatal("the index of before finds a whole phone")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := records.Open(context.Background(), s.Dir(), store.Options{ReadOnly: true}); app.RefusalCode(err) != "store.outdated" {
		t.Errorf("opened for reading: %v, %v", r, err)
	}
	s = openIn(t, s.Dir())
	if hits, _, err := s.Search(context.Background(), buyer.Phone, true); err != nil || len(hits) != 1 {
		t.Errorf("a whole phone finds %v, %v", hits, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// A home, a defect and a paper are understood however their code or number is written.
func TestCodesAsPeopleWriteThem(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	ctx := context.Background()
	for _, code := range []string{"3-1-101", "3-1-0101", "３-１-１０１", "3幢1单元101室", " 3－1－101 "} {
		if u, err := s.UnitByCode(ctx, code); err != nil || u.ID != units[0].ID {
			t.Errorf("%q: %v, %v", code, u.Code, err)
		}
	}
	for i, code := range []string{"样板房A", "3-2-0101"} { // as it stands in the ledger, before any reading of it
		odd := site.Unit{ID: app.ID{0x55, byte(i)}, Building: units[0].Building, Entrance: "1", Floor: 1, Room: "A", Code: code}
		do(t, s, "unit.put", func(tx *records.Tx) error { return tx.PutUnit(odd) })
		if u, err := s.UnitByCode(ctx, code); err != nil || u.ID != odd.ID {
			t.Errorf("%s: %v, %v", code, u.Code, err)
		}
	}
	for _, code := range []string{"3-1-1010", "101", ""} {
		if u, err := s.UnitByCode(ctx, code); app.RefusalCode(err) != "unit.unknown" {
			t.Errorf("%q: %v, %v", code, u.Code, err)
		}
	}
	number := found[1].Number
	for _, text := range []string{number, strings.ToLower(number), " " + number + " ", strings.ReplaceAll(number, "-", "－")} {
		if id, err := s.DefectByNumber(ctx, text); err != nil || id != found[1].ID {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := s.DefectByNumber(ctx, number+"0"); app.RefusalCode(err) != "defect.number_unknown" {
		t.Errorf("a longer number: %v", err)
	}
}

// What begins with the query comes first; of equals the newest.
func TestSearchOrder(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	var ids []app.ID
	for i, phrase := range []string{"墙面渗水", "渗水", "渗水"} {
		what := crack
		what.Phrase = phrase
		d, err := defectDesk(records.Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
			defect.Finding{Unit: units[i].ID, Origin: defect.Internal, OriginRound: 1, Description: what})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
	}
	hits, _, err := s.Search(context.Background(), "渗水", false)
	if err != nil || len(hits) != 3 || hits[0].ID != ids[2] || hits[1].ID != ids[1] || hits[2].ID != ids[0] {
		t.Errorf("%v, %v; want %v from the last to the first", hits, err, ids)
	}
	// Whatever comes first in the alphabet.
	what := crack
	what.Phrase = "墙面渗a"
	inside, err := defectDesk(records.Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
		defect.Finding{Unit: units[0].ID, Origin: defect.Internal, OriginRound: 1, Description: what})
	if err != nil {
		t.Fatal(err)
	}
	hits, _, err = s.Search(context.Background(), "渗", false)
	if err != nil || len(hits) != 4 || hits[0].ID != ids[2] || hits[2].ID != inside.ID && hits[3].ID != inside.ID {
		t.Errorf("%v, %v; what only holds the word is %s", hits, err, inside.ID)
	}
}

// A line of hits says of each record what tells it from the others, in the order asked
// for; what is gone has none, and a notice none beside its own document.
func TestFindLines(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	units, found := lived(t, s)
	paper := contract.Document{ID: app.ID{0x61}, Kind: contract.Rectify, Number: "WJ-01-00001", Unit: units[1].ID, State: contract.Locked}
	notice := defect.Notice{ID: app.ID{0x62}, Number: "ZG-01-00001", Document: paper.ID, Firm: app.ID{6}, FirmName: "华泰防水工程有限公司"}
	gone := site.Owner{ID: app.ID{0x63}, Name: "王𬀩"}
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutDocument(paper), tx.PutNotice(notice), tx.PutOwner(gone), tx.PutOwnership(site.Ownership{ID: app.ID{0x64}, Unit: units[2].ID, Owner: gone.ID, Ended: true}))
	})
	ref := func(kind string, id app.ID) app.Ref { return app.Ref{Kind: kind, ID: id} }
	texts := func(all ...string) (said []app.Said) {
		for _, text := range all {
			said = append(said, app.Said{Value: text})
		}
		return said
	}
	choice := func(words, value string) app.Said {
		return app.Said{Meaning: app.Meaning{Type: app.ChoiceField, Words: words}, Value: value}
	}
	for _, c := range []struct {
		asked []app.Ref
		want  []store.Found
	}{
		{nil, nil},
		{[]app.Ref{ref("unit", app.ID{0x99}), ref("answer", app.ID{0x98})}, nil},
		{[]app.Ref{ref("defect", found[1].ID), ref("unit", units[0].ID), ref("owner", buyer.ID)}, []store.Found{
			{Ref: ref("defect", found[1].ID), Title: texts(found[1].Number, "空鼓"), Detail: append(texts("3-1-201"), choice("defect.state", "assigned")), Opens: ref("unit", units[1].ID)},
			{Ref: ref("unit", units[0].ID), Title: texts("3-1-101", "欧阳静怡"), Detail: []app.Said{{Meaning: app.Meaning{Type: app.ChoicesField, Words: "common"}, Value: "state.not_ready"}},
				Opens: ref("unit", units[0].ID), Address: "3-1-101"},
			{Ref: ref("owner", buyer.ID), Title: texts("欧阳静怡"), Detail: texts("3-1-101"), Opens: ref("unit", units[0].ID)},
		}},
		{[]app.Ref{ref("owner", gone.ID)}, []store.Found{{Ref: ref("owner", gone.ID), Title: texts("王𬀩"), Opens: ref("unit", units[2].ID)}}},
		{[]app.Ref{ref("notice", notice.ID)}, []store.Found{{Ref: ref("notice", notice.ID), Title: texts("ZG-01-00001", "华泰防水工程有限公司"), Opens: ref("document", paper.ID)}}},
		{[]app.Ref{ref("notice", notice.ID), ref("document", paper.ID)}, []store.Found{
			{Ref: ref("document", paper.ID), Title: texts("WJ-01-00001", "3-1-201"),
				Detail: []app.Said{choice("contract.kind", string(contract.Rectify)), choice("contract.state", "locked")}, Opens: ref("document", paper.ID)}}},
	} {
		got, err := s.FindLines(ctx, c.asked)
		if err != nil || len(got) != len(c.want) || len(got) > 0 && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %+v, %v, want %+v", c.asked, got, err, c.want)
		}
	}
}

// A changed code takes its defects along; a text that nobody has any more is gone.
func TestSearchFollowsChanges(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	ctx := context.Background()
	u := units[0]
	u.Code = "5-2-909"
	do(t, s, "unit.code", func(tx *records.Tx) error { return tx.PutUnit(u) })
	if hits, _, err := s.Search(ctx, "5-2-909", false); err != nil || len(hits) != 2 || hits[1].ID != found[0].ID {
		t.Errorf("by the new code: %v, %v", hits, err)
	}
	if hits, _, err := s.Search(ctx, "3-1-101", false); err != nil || len(hits) > 0 {
		t.Errorf("by the old code: %v, %v", hits, err)
	}
	var n int
	if err := s.Reader().QueryRow("SELECT (SELECT count(*) FROM entry WHERE text = '3-1-101') + (SELECT count(*) FROM spelling WHERE s = '3-1-101')").Scan(&n); err != nil || n > 0 {
		t.Errorf("%d traces of the old code, %v", n, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// What two records are found by in two ways is found in the other way still when one of
// them is called something else, and in the first no more.
func TestOneTextOfTwoKinds(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	ctx := context.Background()
	what := crack
	what.Phrase = "5-2-909"
	d, err := defectDesk(records.Narrow(s, viewDefect)).Record(ctx, walker.Actor(), defect.Finding{Unit: units[1].ID, Origin: defect.Internal, OriginRound: 1, Description: what})
	if err != nil {
		t.Fatal(err)
	}
	u := units[2]
	for _, code := range []string{"5-2-909", "6-1-101"} {
		u.Code = code
		do(t, s, "unit.code", func(tx *records.Tx) error { return tx.PutUnit(u) })
		hits, _, err := s.Search(ctx, "5-2-909", false)
		home := slices.ContainsFunc(hits, func(r app.Ref) bool { return r.ID == u.ID })
		if err != nil || home != (code == "5-2-909") || !slices.ContainsFunc(hits, func(r app.Ref) bool { return r.ID == d.ID }) {
			t.Errorf("the home is called %s: %v, %v", code, hits, err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Errorf("the home is called %s: %v", code, r.Differences)
		}
	}
	u.Code = "5-2-909"
	do(t, s, "unit.code", func(tx *records.Tx) error { return tx.PutUnit(u) })
	do(t, s, "defect.edit", func(tx *records.Tx) error {
		other, err := tx.Defect(d.ID)
		other.Phrase = "空鼓"
		return errors.Join(err, tx.PutDefect(other))
	})
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Errorf("the defect is called something else: %v", r.Differences)
	}
}

// Few of each kind are listed, and every kind has its turn.
func TestSearchListsSomeOfEachKind(t *testing.T) {
	s := newStore(t)
	do(t, s, "site.fill", func(tx *records.Tx) error {
		var err error
		for floor := 1; floor <= 60; floor++ {
			u := unitIn(building("7"), floor, 1)
			err = errors.Join(err, tx.PutUnit(u), tx.PutOwner(site.Owner{ID: tx.NewID(), Name: fmt.Sprintf("7号业主%d", floor)}))
		}
		return err
	})
	hits, _, err := s.Search(context.Background(), "7", false)
	if err != nil || len(hits) != 2*store.MostHits || hits[0].Kind != "unit" || hits[store.MostHits].Kind != "owner" {
		t.Errorf("%d hits, %v", len(hits), err)
	}
}
