package main

import (
	"context"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/app/rehearsal"
)

// small is a site that takes a moment to make.
var small = rehearsal.Plan{Buildings: 2, Units: 24, Defects: 160, Photos: 24, Seed: 7, Today: app.NewDate(2026, 11, 23)}

func makeRehearsal(t testing.TB, p rehearsal.Plan) (string, rehearsal.Made) {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	dir := filepath.Join(t.TempDir(), "rehearsal")
	made, err := rehearse(context.Background(), dir, p, func(int, int, string) {})
	if err != nil {
		t.Fatal(err)
	}
	return dir, made
}

func BenchmarkRehearse(b *testing.B) {
	p := rehearsal.Standard()
	p.Units, p.Defects, p.Photos, p.Today = 96, 2200, 24, small.Today
	for b.Loop() {
		makeRehearsal(b, p)
	}
}
