package program

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/store"
	"keyday/ui/screen/shell"
)

// found is what a search found.
type found struct {
	lines []store.Found
	more  bool  // there may be more of a kind
	why   error // why there is nothing; nil where there is something
}

// find finds units, owners, defects and papers. Who may not see owners' data is not told
// whose phone or identity document a number is.
func find(ctx context.Context, s *store.Store, actor app.Actor, text string) (found, error) {
	private := staff.May(actor, staff.SeePrivate) == nil
	refs, lacks, err := s.Search(ctx, text, private)
	if err != nil {
		return found{}, err
	}
	var f found
	count := map[string]int{}
	for _, r := range refs {
		count[r.Kind]++
		f.more = f.more || count[r.Kind] == store.MostHits
	}
	f.lines, err = s.FindLines(ctx, refs)
	inOrder(f.lines, text)
	if len(f.lines) == 0 {
		f.why = nothing(text, lacks, private)
	}
	return f, err
}

// anyNumber is a phone, its last four digits, or the number of an identity card.
var anyNumber = regexp.MustCompile(`^\d{3,17}[\dX]$`)

// nothing says why nothing was found: a word that nothing has, or all of them, but not
// together; and who may look by a number, where the actor may not.
func nothing(text, lacks string, private bool) error {
	switch {
	case !private && anyNumber.MatchString(site.PlainNumber(text)):
		return app.Refuse("permission.search", "text", text, "may", staff.Who(staff.SeePrivate))
	case lacks == "":
		return app.Refuse("search.not_together", "text", text)
	}
	return app.Refuse("search.nothing", "text", lacks)
}

// search finds for the field at the top, and says each hit in a line; or why there is
// none.
func (p *program) search(ctx context.Context, text string) ([]shell.Hit, error) {
	found, err := find(ctx, p.site.store, *p.actor.Load(), text)
	if err != nil {
		return nil, err
	}
	hits := make([]shell.Hit, 0, len(found.lines))
	for _, f := range found.lines {
		if h, shown := p.hit(f); shown {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 && found.why == nil {
		found.why = app.Refuse("search.no_home", "text", found.lines[0].Name)
	}
	return hits, found.why
}

// hit is one line of the results, and where it leads.
func (p *program) hit(f store.Found) (shell.Hit, bool) {
	w := p.words
	unit := shell.ToRecord("unit", f.Unit.String())
	switch f.Kind {
	case "unit":
		return shell.Hit{Icon: "units", Title: aside(f.Code, f.Name), Detail: w.HomeState(f.State, f.Barred), Route: unit}, true
	case "owner":
		return shell.Hit{Icon: "user", Title: f.Name, Detail: aside(w.T("shell.search.owner"), f.What), Route: unit}, !f.Unit.IsNil()
	case "defect":
		return shell.Hit{Icon: "rectify", Title: aside(append([]string{f.Code}, w.Terms(strings.Split(f.Name, "\t")...)...)...), Detail: aside(f.What, w.T("defect.state."+f.State)), Route: shell.ToRecord("rectify", f.ID.String())}, true
	case "notice", "document":
		detail := w.T("contract.kind." + f.What)
		if f.State != "" {
			detail = aside(detail, w.T("contract.state."+f.State))
		}
		return shell.Hit{Icon: "contract", Title: aside(f.Code, f.Name), Detail: detail, Route: shell.ToRecord("document", f.Paper.String())}, true
	}
	return shell.Hit{}, false
}

// inOrder puts the units that were found in the order of a street: first those whose
// room is what was typed, each by building, entrance and room.
func inOrder(found []store.Found, text string) {
	from := slices.IndexFunc(found, func(f store.Found) bool { return f.Kind == "unit" })
	if from < 0 {
		return
	}
	to := from
	for to < len(found) && found[to].Kind == "unit" {
		to++
	}
	text = strings.TrimSpace(text)
	rank := func(f store.Found) int {
		if strings.HasSuffix("-"+f.Code, "-"+text) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found[from:to], func(a, b store.Found) int {
		return cmp.Or(rank(a)-rank(b), site.CompareCodes(a.Code, b.Code))
	})
}

// aside sets what there is side by side.
func aside(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), "  ")
}
