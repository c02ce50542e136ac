package search

import (
	"slices"
	"testing"

	"keyday/app"
)

// Units of one room number come in the order of a street, the very number first.
func TestUnitsFoundAreInOrder(t *testing.T) {
	var found []app.Found
	for _, code := range []string{"2-1-1101", "10-1-101", "1-2-101", "2-1-101", "1-1-1101", "1-1-101"} {
		found = append(found, app.Found{Ref: app.Ref{Kind: "unit"}, Address: code})
	}
	found = append(found, app.Found{Ref: app.Ref{Kind: "owner"}, Title: []app.Said{{Value: "王建国"}}})
	inOrder(found, "101 ")
	var got []string
	for _, f := range found {
		name := f.Address
		if name == "" {
			name = f.Title[0].Value
		}
		got = append(got, name)
	}
	if want := []string{"1-1-101", "1-2-101", "2-1-101", "10-1-101", "1-1-1101", "2-1-1101", "王建国"}; !slices.Equal(got, want) {
		t.Errorf("found %v, not %v", got, want)
	}
}
