// Package search finds the records that a person asks for by a few words, and says why
// there are none.
//
// It imports app, app/site and app/staff.
package search

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Finds is what a search found.
type Finds struct {
	Lines []app.Found
	More  bool  // there may be more of a kind
	Why   error // why there is nothing; nil where there is something
}

// Reader searches what is kept.
type Reader interface {
	// Search finds the records that a text names, also by private numbers where private;
	// lacks is the word that nothing has.
	Search(ctx context.Context, text string, private bool) (refs []app.Ref, lacks string, err error)
	// FindLines says of each record what a line of hits shows.
	FindLines(ctx context.Context, refs []app.Ref) ([]app.Found, error)
}

// Find finds units, owners, defects and papers. Who may not see owners' data is not told
// whose phone or identity document a number is.
func Find(ctx context.Context, s Reader, actor app.Actor, text string) (Finds, error) {
	private := staff.May(actor, staff.SeePrivate) == nil
	refs, lacks, err := s.Search(ctx, text, private)
	if err != nil {
		return Finds{}, err
	}
	var f Finds
	count := map[string]int{}
	for _, r := range refs {
		count[r.Kind]++
		f.More = f.More || count[r.Kind] == app.MostHits
	}
	f.Lines, err = s.FindLines(ctx, refs)
	inOrder(f.Lines, text)
	if len(f.Lines) == 0 {
		f.Why = refuseNotFound(text, lacks, private)
	}
	return f, err
}

// anyNumber is a phone, its last four digits, or the number of an identity card.
var anyNumber = regexp.MustCompile(`^\d{3,17}[\dX]$`)

// refuseNotFound says why nothing was found: a word that nothing has, or all of them, but not
// together; and who may look by a number, where the actor may not.
func refuseNotFound(text, lacks string, private bool) error {
	switch {
	case !private && anyNumber.MatchString(site.PlainNumber(text)):
		return app.Refuse("permission.search", "text", text, "may", staff.Who(staff.SeePrivate))
	case lacks == "":
		return app.Refuse("search.not_together", "text", text)
	}
	return app.Refuse("search.nothing", "text", lacks)
}

// inOrder puts the homes that were found in the order of a street: first those whose
// room is what was typed, each by building, entrance and room.
func inOrder(found []app.Found, text string) {
	from := slices.IndexFunc(found, func(f app.Found) bool { return f.Address != "" })
	if from < 0 {
		return
	}
	to := from
	for to < len(found) && found[to].Address != "" {
		to++
	}
	text = strings.TrimSpace(text)
	rank := func(f app.Found) int {
		if strings.HasSuffix("-"+f.Address, "-"+text) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found[from:to], func(a, b app.Found) int {
		return cmp.Or(rank(a)-rank(b), site.CompareCodes(a.Address, b.Address))
	})
}
