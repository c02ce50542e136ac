package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
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
		{"13812345678", true, nil},
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
		hits, err := s.Search(context.Background(), c.query, c.private)
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

// What begins with the query comes first; of equals the newest.
func TestSearchOrder(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	var ids []app.ID
	for i, phrase := range []string{"墙面渗水", "渗水", "渗水"} {
		what := crack
		what.Phrase = phrase
		d, err := defectDesk(Narrow(s, viewDefect)).Record(context.Background(), walker.Actor(),
			defect.Finding{Unit: units[i].ID, Origin: defect.Internal, OriginRound: 1, Description: what})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
	}
	hits, err := s.Search(context.Background(), "渗水", false)
	if err != nil || len(hits) != 3 || hits[0].ID != ids[2] || hits[1].ID != ids[1] || hits[2].ID != ids[0] {
		t.Errorf("%v, %v; want %v from the last to the first", hits, err, ids)
	}
}

// A changed code takes its defects along; a text that nobody has any more is gone.
func TestSearchFollowsChanges(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	ctx := context.Background()
	u := units[0]
	u.Code = "5-2-909"
	do(t, s, "unit.code", func(tx *Tx) error { return tx.PutUnit(u) })
	if hits, err := s.Search(ctx, "5-2-909", false); err != nil || len(hits) != 2 || hits[1].ID != found[0].ID {
		t.Errorf("by the new code: %v, %v", hits, err)
	}
	if hits, err := s.Search(ctx, "3-1-101", false); err != nil || len(hits) > 0 {
		t.Errorf("by the old code: %v, %v", hits, err)
	}
	var n int
	if err := s.reader.QueryRow("SELECT (SELECT count(*) FROM entry WHERE text = '3-1-101') + (SELECT count(*) FROM spelling WHERE s = '3-1-101')").Scan(&n); err != nil || n > 0 {
		t.Errorf("%d traces of the old code, %v", n, err)
	}
	if r := verified(t, s, Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// Few of each kind are listed, and every kind has its turn.
func TestSearchListsSomeOfEachKind(t *testing.T) {
	s := newStore(t)
	do(t, s, "site.fill", func(tx *Tx) error {
		var err error
		for floor := 1; floor <= 60; floor++ {
			u := unitIn(building("7"), floor, 1)
			err = errors.Join(err, tx.PutUnit(u), tx.PutOwner(site.Owner{ID: tx.NewID(), Name: fmt.Sprintf("7号业主%d", floor)}))
		}
		return err
	})
	hits, err := s.Search(context.Background(), "7", false)
	if err != nil || len(hits) != 2*MostHits || hits[0].Kind != "unit" || hits[MostHits].Kind != "owner" {
		t.Errorf("%d hits, %v", len(hits), err)
	}
}
