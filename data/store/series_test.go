package store_test

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/records"
	"keyday/data/store"
)

// Letters sent, letters received and every year count on their own; each number is
// found by its last digits, and verify knows when one of the counts has fallen behind.
func TestSeriesCountApart(t *testing.T) {
	s := newStore(t)
	letters := app.Series{Kind: "LX"}
	var sent, again, received, next, defect string
	take := func(tx *records.Tx, series app.Series, into *string) error {
		number, err := tx.Number(series)
		if err != nil {
			return err
		}
		*into = number
		return tx.PutDocument(contract.Document{ID: tx.NewID(), Kind: contract.Rectify, Number: number})
	}
	do(t, s, "test.letters", func(tx *records.Tx) error {
		for _, want := range []struct {
			series app.Series
			into   *string
		}{
			{letters.Going(app.Sent).In(2026), &sent}, {letters.Going(app.Received).In(2026), &received},
			{letters.Going(app.Sent).In(2026), &again}, {letters.Going(app.Sent).In(2027), &next}, {app.NoticeNumber, &defect},
		} {
			if err := take(tx, want.series, want.into); err != nil {
				return err
			}
		}
		return nil
	})
	for got, want := range map[string]string{sent: "LX-F-2026-01-00001", received: "LX-S-2026-01-00001", again: "LX-F-2026-01-00002", next: "LX-F-2027-01-00001", defect: "ZG-01-00001"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	do(t, s, "test.letters", func(tx *records.Tx) error { return take(tx, letters.Going(app.Sent).In(2026), &again) })
	if again != "LX-F-2026-01-00003" {
		t.Errorf("in the next action %s", again)
	}
	for query, want := range map[string]int{"3": 1, "00002": 1, "2027": 1, "lx-s": 1, "1": 4} {
		hits, _, err := s.Search(context.Background(), query, false)
		if err != nil || len(hits) != want {
			t.Errorf("%q finds %v, %v", query, hits, err)
		}
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	s.Close()
	tamper(t, s.Dir(), statement("UPDATE counter SET last = 2 WHERE series = 'LX-F-2026' AND lane = '01'"))
	r := verified(t, openIn(t, s.Dir()), store.Checking{})
	if len(r.Differences) != 1 || r.Differences[0].Code != "verify.number_behind" || r.Differences[0].Args["series"] != "LX-F-2026-01" {
		t.Errorf("%v", r.Differences)
	}
}
