package unit

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// registrar is the file where ownerships are ended.
type registrar struct {
	*file
	ended app.ID
	why   site.EndReason
}

func (r *registrar) EndOwnership(_ context.Context, _ app.Actor, _, owner app.ID, why site.EndReason) error {
	if why == "" {
		return app.Refuse("owner.end_reason_missing")
	}
	r.ended, r.why = owner, why
	return nil
}

// From the dialog that corrects an owner it is recorded that they own the home no
// more: with a reason, and with what stays. The history names them.
func TestEndOwnership(t *testing.T) {
	f := newFile()
	r := &registrar{file: f}
	f.past = []app.Event{{At: noon, Name: "王敏", Action: "ownership.end", About: []app.ID{site.OwnershipID(home, app.ID{11})}, Changes: []app.FieldChange{
		{Record: app.Ref{Kind: "ownership", ID: site.OwnershipID(home, app.ID{11})}, Field: "ended", Value: "true", Silent: true},
		{Record: app.Ref{Kind: "ownership", ID: site.OwnershipID(home, app.ID{11})}, Field: "ended_why", Meaning: app.Meaning{Type: app.ChoiceField, Words: "ownership.ended_why"}, Value: "transferred"}}}}
	f.former = []site.Owner{{ID: app.ID{11}, Name: "周晓梅"}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("history"))
	s.page.p.Forms.Ledger = r
	w := s.page.c.W
	if got := s.page.subject(site.OwnershipID(home, app.ID{11})); got != "周晓梅" {
		t.Errorf("the history names %q", got)
	}
	if got := w.Changes(f.past[0], s.page.nameOf); strings.Join(got, "; ") != "原因：转让、过户" {
		t.Errorf("the history says %q", got)
	}
	button := func(text string) *widget.Button {
		return on(s, func(b *widget.Button) bool { return b.Text == text })
	}
	f.whole = f.view.Owners[0].Owner
	s.page.editOwner(app.ID{9})
	button(w.T("unit.end.act")).OnTap()
	test.AssertRendersToMarkup(t, "end.xml", s.win.Canvas())
	said := texts(s.win.Canvas().Overlays().Top())
	for _, want := range []string{"王建国", "3-2-1501", w.T("unit.end.keeps")} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	button(w.T("unit.end.confirm")).OnTap()
	if !r.ended.IsNil() || !strings.Contains(texts(s.win.Canvas().Overlays().Top()), w.T("refusal.owner.end_reason_missing")) {
		t.Fatal("it is done without a reason, or not said that one is wanted")
	}
	on(s, func(c *widget.Chip) bool { return c.Text == w.T("ownership.ended_why.withdrawn") }).Tapped(nil)
	button(w.T("unit.end.confirm")).OnTap()
	if r.ended != (app.ID{9}) || r.why != site.Withdrawn || s.win.Canvas().Overlays().Top() != nil {
		t.Errorf("ended %v for %q", r.ended, r.why)
	}
}
