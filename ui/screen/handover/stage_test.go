package handover

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	now      = time.Date(2026, 11, 23, 10, 42, 0, 0, site.Site{}.Location())
	today    = app.DateOf(now)
	unitID   = app.ID{1}
	wang, li = app.ID{0xa2}, app.ID{0xa3}
	caseID   = handover.CaseID(unitID, 1)
)

// wholeNumber is an owner's, as it stands on the card.
const wholeNumber = "320105198801011234"

// team is a site with a home, which a test changes before it is laid down.
type team struct {
	*datatest.Site
	v        handover.View
	unsigned bool // no property agreement is signed
	raw      bool // nobody has inspected it
	others   []any
	calls    []string
}

// newTeam is a home of two owners that could be handed over.
func newTeam() *team {
	return &team{v: handover.View{
		Unit:  site.Unit{ID: unitID, Building: apptest.BuildingID, Floor: 15, Room: "1501", Code: "3-2-1501", Fund: site.FundPaid},
		Items: handover.DefaultItems(),
		Owners: []handover.Present{
			{Ownership: site.Ownership{Owner: wang, Share: "50%"}, Owner: site.Owner{ID: wang, Name: "王建国", IDType: "身份证", IDNo: wholeNumber, Phone: "13812345678"}},
			{Ownership: site.Ownership{Owner: li, Share: "50%", Order: 1}, Owner: site.Owner{ID: li, Name: "李䶮", IDType: "护照", IDNo: "E12345678"}},
		},
	}}
}

// records are those of the home.
func (k *team) records() []any {
	all := append(datatest.Home(k.v), k.others...)
	if !k.raw {
		all = append(all, inspect.Inspection{ID: app.ID{0x1a}, Unit: unitID, Origin: defect.Internal, Round: 1, State: inspect.SignedOff})
	}
	if !k.unsigned {
		all = append(all, contract.Document{ID: app.ID{0x1b}, Kind: contract.Agreement, Template: contract.AgreementTemplate, Unit: unitID, State: contract.Signed, LockedAt: now.AddDate(0, 0, -3)})
	}
	return all
}

// to is the state of the visit; who has come came just now.
func (k *team) to(s handover.State) {
	k.v.Case.State = s
	if s != handover.Booked && s != handover.NoShow {
		k.v.Case.ArrivedAt = now
	}
}

// decide is how the visit ended.
func (k *team) decide(d handover.Decision) {
	k.to(handover.Decided)
	k.v.Case.Decision, k.v.Case.DecidedOn = d, today
	r := handover.Result{Decision: d, At: now}
	if d == handover.Refused {
		r.Reason, r.NextOn = handover.RefusalReasons[0], today.AddDays(7)
		k.v.Case.NextOn = r.NextOn
	}
	k.v.Results = append(k.v.Results, r)
}

// locked is a certificate over what stands in the view.
func (k *team) locked(number string) {
	d := contract.Document{ID: app.ID{0x77}, Kind: contract.Certificate, Unit: unitID, Subject: caseID, Number: number, State: contract.Locked, LockedAt: now}
	k.v.Certificate, k.v.Case.Certificate = d, d.ID
	for _, p := range k.v.Owners {
		k.v.Fields = append(k.v.Fields, contract.Field{Role: contract.AsOwner, Name: p.Owner.Name, Person: p.Owner.ID, Required: true})
	}
}

// The forms of the home's page, as they are asked for.
func (k *team) Register(_ *shell.Context, v handover.View) {
	k.calls = append(k.calls, "register "+v.Unit.Code)
}
func (k *team) CorrectOwner(_ *shell.Context, v handover.View, owner app.ID) {
	k.calls = append(k.calls, "correct owner "+owner.String()[:2])
}
func (k *team) CorrectHome(_ *shell.Context, v handover.View) {
	k.calls = append(k.calls, "correct "+v.Unit.Code)
}

// PutPicture takes a picture of a name, which lies nowhere.
func (k *team) PutPicture(_ context.Context, _ app.Actor, _, owner app.ID, file string) error {
	k.calls = append(k.calls, fmt.Sprintf("picture of %s from %s", owner.String()[:2], file))
	return nil
}

// told are the fields that are told of what was done; anyID is an identity beside them.
var (
	told = []string{"owner", "paper", "original", "meter", "number", "reading", "key", "count", "kept", "purpose", "until", "returned", "notice_on", "notice_channel",
		"slot_on", "promised", "code", "fund", "decision", "reason", "remark", "next_on", "agent", "occasion", "withdrawn"}
	anyID = regexp.MustCompile(` [0-9a-f]{8}-[0-9a-f-]{27}`)
)

// done is what was done last at the home, without who did it and to which record.
func (s *stage) done() string {
	_, done, _ := strings.Cut(s.Did(unitID, told...), " ")
	done = strings.NewReplacer("owner="+wang.String(), "wang", "owner="+li.String(), "li").Replace(done)
	return strings.TrimPrefix(anyID.ReplaceAllString(done, ""), "handover.")
}

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	*team
	desk *desk
	list *list
}

func begin(t *testing.T, role app.Role, change func(*team)) *stage {
	t.Helper()
	k := newTeam()
	if change != nil {
		change(k)
	}
	k.Site = datatest.Open(t, now, contract.TextApproval{ID: app.ID{0x1d}, Template: contract.AgreementTemplate, On: today.AddDays(-9), At: now.AddDate(0, 0, -9)}, site.Community{ID: apptest.CommunityID, Name: "锦绣花园"},
		site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Code: "3", Name: "3幢", Completed: today.AddDays(-30)})
	k.Put(k.records()...)
	s := &stage{team: k}
	p := Params{Read: k.Store, Desk: k.Desk.Handover, Funds: k.Desk.Site, Names: k, Privacy: k.Desk.Privacy, Letters: k.Desk.Contract, Forms: k}
	who := apptest.Supervisor
	who.Role = role
	all := lists.Open(lists.OfHandovers, p.Read)
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: now, Elsewhere: shelltest.Elsewhere("document", "inspect", "rectify"),
		Header: shell.Header{Site: "锦绣花园", Actor: who},
		Title:  "shell.place.handover", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			if c.Route.ID == "" {
				s.list = newList(c, p, all)
				return s.list.View
			}
			s.desk = newDesk(c, p)
			return s.desk.body.View
		}})
	k.Told = func(kinds ...string) {
		s.calls = append(s.calls, s.done())
		s.Changed(kinds...)
	}
	return s
}

// atDesk opens the home's desk.
func atDesk(t *testing.T, role app.Role, change func(*team)) *stage {
	t.Helper()
	s := begin(t, role, change)
	s.Stage.Open(shell.To("handover"))
	s.Stage.Open(shell.ToRecord("handover", unitID.String()))
	return s
}

// seated is a home whose owners have come, with everything filled in.
func seated(k *team) {
	k.to(handover.InStations)
	for i := range k.v.Owners {
		k.v.Owners[i].Check = &handover.IdentityCheck{Name: k.v.Owners[i].Owner.Name, Paper: "身份证", Original: true, At: now}
	}
	k.v.Meters = []handover.Meter{{Kind: "water", Number: "SW-1", Reading: "0012", ReadAt: now}, {Kind: "electricity", Number: "DL-1", Reading: "7", ReadAt: now}}
	k.v.Keys = []handover.Keys{{Kind: "entrance", Count: 5, At: now}}
	for _, i := range k.v.Items.Papers {
		k.v.Papers = append(k.v.Papers, handover.Paper{Kind: i.Key, Count: 1, Original: true, At: now})
	}
}

// found adds open defects.
func found(severities ...site.Severity) func(*team) {
	return func(k *team) {
		for i, s := range severities {
			k.v.Open = append(k.v.Open, defect.Defect{ID: app.ID{5, byte(i)}, Unit: unitID, Number: app.DefectNumber.Format("01", i+1),
				Room: "bath1", Part: "墙面", Phrase: "渗漏", Severity: s, State: defect.Assigned})
		}
	}
}

// expected is the home whose owners come today; those of the next one have refused it.
func expected(k *team) {
	k.to(handover.Booked)
	k.v.Case.SlotOn, k.v.Case.SlotFrom, k.v.Case.SlotTo = today, "10:30", "11:00"
	next := site.Unit{ID: app.ID{4}, Building: apptest.BuildingID, Floor: 15, Room: "1502", Code: "3-2-1502", Fund: site.FundPaid}
	found(site.Serious, site.Normal, site.Minor)(k)
	for i := range k.v.Open {
		k.v.Open[i].Unit = next.ID
	}
	k.others = []any{next, site.Owner{ID: app.ID{0xa4}, Name: "欧阳静怡"}, site.Ownership{ID: app.ID{0xa5}, Unit: next.ID, Owner: app.ID{0xa4}},
		inspect.Inspection{ID: app.ID{0x1c}, Unit: next.ID, Origin: defect.Internal, Round: 1, State: inspect.SignedOff},
		handover.Case{ID: handover.CaseID(next.ID, 1), Unit: next.ID, N: 1, State: handover.Decided, Decision: handover.Refused, ArrivedAt: now, NextOn: today.AddDays(-2)}}
}

// visit, certificate and meter are what the site has of them.
func (s *stage) visit() handover.Case           { s.Helper(); return s.view().Case }
func (s *stage) certificate() contract.Document { s.Helper(); return s.view().Certificate }
func (s *stage) meter(kind string) handover.Meter {
	s.Helper()
	all := s.view().Meters
	return all[slices.IndexFunc(all, func(m handover.Meter) bool { return m.Kind == kind })]
}

func (s *stage) view() handover.View {
	s.Helper()
	v, err := s.HandoverDesk(s.Context(), unitID)
	if err != nil {
		s.Fatal(err)
	}
	return v
}

// changed tells the page that something was committed.
func (s *stage) changed() { s.Changed("handover_case") }

// papersHanded is that all papers were, each in one original.
func papersHanded() string {
	var keys []string
	for _, i := range handover.DefaultItems().Papers {
		keys = append(keys, i.Key)
	}
	return "paper paper=" + strings.Join(keys, ",") + " original=true count=1"
}

func both(changes ...func(*team)) func(*team) {
	return func(k *team) {
		for _, c := range changes {
			c(k)
		}
	}
}

func (s *stage) expect(calls ...string) {
	s.Helper()
	if got, want := strings.Join(s.calls, "\n"), strings.Join(calls, "\n"); got != want {
		s.Errorf("asked for\n%s\nwant\n%s", got, want)
	}
}

// markup holds what lies over the page, or else the page itself, to its picture in
// testdata; the frame around it has its own.
func (s *stage) markup(t *testing.T, name string) {
	t.Helper()
	o := s.Top()
	switch {
	case o != nil:
	case s.desk != nil:
		o = s.desk.body.View
	default:
		o = s.list.View
	}
	test.AssertObjectRendersToMarkup(t, name+".xml", o)
}

// text is all that stands in the window, as if on one line.
func (s *stage) text() string { return strings.ReplaceAll(s.Text(), "\n", "") }

func (s *stage) sees(text string) bool { return strings.Contains(s.text(), text) }

// buttons are those that say the text, or that stand for it without words.
func (s *stage) buttons(text string) (found []*widget.Button) {
	for _, o := range s.All() {
		if b, ok := o.(*widget.Button); ok && (b.Text == text || b.Text == "" && b.Hint == text) {
			found = append(found, b)
		}
	}
	return found
}

func (s *stage) entryWith(text string) *widget.Entry {
	return shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == text })
}
