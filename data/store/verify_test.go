package store

import (
	"context"
	"testing"
)

func verified(t testing.TB, s *Store, c Checking) Report {
	t.Helper()
	r, err := s.Verify(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerifyFindsASoundSiteSound(t *testing.T) {
	s := newStore(t)
	r := verified(t, s, Checking{})
	if !r.OK() {
		t.Fatalf("%v", r.Differences)
	}
	t.Logf("%+v", r)
}
