package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/data/store"
	"keyday/ui/command"
)

// What the command line says of a site reads well, and names what the window names.
func TestCommandsSayWhatTheWindowSays(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	s := openReading(t, dir)
	lines := func(args ...string) []string {
		return strings.Split(strings.TrimSpace(keyday(t, dir, args...)), "\n")
	}

	if got := lines("search", "ZG-01-00001"); len(got) != 2 || got[1] != "共 1 项" || !strings.HasPrefix(got[0], "文件  ZG-01-00001  整改通知单  ") {
		t.Errorf("a notice and its paper are one hit, with what it is: %q", got)
	}
	if got := lines("search", "--limit", "3", "kg"); len(got) != 4 || !strings.Contains(got[3], "还有更多") {
		t.Errorf("three of many: %q", got)
	}
	if got := lines("search", "D-01", "--limit", "1000"); len(got) != store.MostHits+1 || !strings.Contains(got[store.MostHits], "还有更多") {
		t.Errorf("more than a search lists: %q", got)
	}
	var codes []string
	for _, line := range lines("show", "units", "1-*") {
		codes = append(codes, strings.Fields(line)[0])
	}
	if got := codes[:4]; !slices.Equal(got, []string{"1-1-101", "1-1-102", "1-1-201", "1-1-202"}) {
		t.Errorf("units are listed as %q", got)
	}

	shown := lines("show", "defect", "D-01-00001")
	id, err := s.DefectByNumber(t.Context(), "D-01-00001")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.DefectDetail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	first := d.Moves[0]
	if want := "  " + first.At.Format("2006-01-02 15:04") + "  待分派  " + d.People[first.By]; !slices.Contains(shown, want) {
		t.Errorf("%q is not a line of\n%s", want, strings.Join(shown, "\n"))
	}

	for kind, number := range map[string]string{"defect": "D-01-99999", "document": "ZG-01-99999"} {
		if _, errs, code := typed(t, dir, "show", kind, number); code != command.Refused || !strings.Contains(errs, "没有编号为“"+number+"”") {
			t.Errorf("show %s %s ended with %d: %q", kind, number, code, errs)
		}
	}

	for _, args := range [][]string{
		{"search", "kg"}, {"show", "units"}, {"show", "unit", "1-1-101"}, {"show", "defect", "D-01-00001"},
		{"show", "document", "ZG-01-00001"}, {"print", "--list"}, {"verify"}, {"conflicts"},
	} {
		if out := keyday(t, dir, append(args, "--json")...); !json.Valid([]byte(out)) {
			t.Errorf("%q is no JSON:\n%s", args, out)
		}
	}
}

// A paper that cannot be written, or is not the one that was meant, is not counted as
// printed.
func TestPrintsThatFailAreNotCounted(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	prints := func() (n int) {
		s, err := store.Open(t.Context(), dir, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		units, err := s.Units(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			all, err := s.DocumentsOfUnit(t.Context(), u.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range all {
				n += d.Prints
			}
		}
		return n
	}
	locked := filepath.Join(t.TempDir(), "locked")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	taken := filepath.Join(t.TempDir(), "taken.pdf")
	if err := os.Mkdir(taken, 0o700); err != nil {
		t.Fatal(err)
	}
	failing := [][]string{
		{"print", "pack", "--units", "*", "--out", taken},
		{"print", "inspection-sheet", "--unit", "1-1-101", "--out", taken},
		{"print", "pack", "--units", "*", "--out", filepath.Join(file, "papers.pdf")},
		{"print", "pack", "--units", "*", "--out", filepath.Join(file, "papers")},
		{"print", "inspection-sheet", "--unit", "1-1-101", "--out", filepath.Join(file, "sheet.pdf")},
		{"print", "inspection-sheet", "--number", "WY-01-00001", "--out", filepath.Join(t.TempDir(), "sheet.pdf")},
	}
	if os.Getuid() > 0 { // nothing is locked for root, nor by this on Windows
		failing = append(failing, []string{"print", "pack", "--units", "*", "--out", locked})
	}
	before := prints()
	for _, args := range failing {
		if _, errs, code := typed(t, dir, args...); code != command.Refused || errs == "" {
			t.Errorf("%q ended with %d: %q", args, code, errs)
		}
	}
	if after := prints(); after != before {
		t.Errorf("%d prints are counted of papers that nobody has", after-before)
	}
	if _, errs, _ := typed(t, dir, "print", "inspection-sheet", "--number", "WY-01-00001", "--out", "sheet.pdf"); !strings.Contains(errs, "WY-01-00001 不是“验房单”，是“前期物业服务协议”") {
		t.Errorf("another form's number: %q", errs)
	}
}
