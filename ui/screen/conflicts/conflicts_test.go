package conflicts

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	supervisor = app.Actor{Staff: app.ID{1}, Name: "王敏", Role: app.Supervisor}
	inspector  = app.Actor{Staff: app.ID{2}, Name: "赵磊", Role: app.Handover}
	morning    = time.Date(2026, 11, 20, 9, 5, 0, 0, time.Local)
	noted      = app.ID{20}
)

// book is what waits, in memory.
type book struct {
	all     []app.Conflict
	settled []string
	refuse  error
	whole   int // values shown
}

func newBook() *book {
	return &book{all: []app.Conflict{
		{Record: app.Ref{Kind: "defect", ID: noted}, Name: "D-01-00042", HomeName: "3-2-1501", Field: "severity", Meaning: app.Meaning{Type: app.ChoiceField, Words: "defect.severity"}, Opened: morning, Sides: []app.ConflictSide{
			{Value: "serious", Name: "赵磊", At: morning}, {Value: "minor", Name: "李强", At: morning.Add(time.Hour)}}},
		{Record: app.Ref{Kind: "meter", ID: app.ID{21}}, Told: []app.FieldChange{{Record: app.Ref{Kind: "meter"}, Field: "meter", Meaning: app.Meaning{Type: app.ChoiceField, Words: "handover.meter"}, Value: "water"}},
			HomeName: "3-2-1501", Field: "reading", Opened: morning, Sides: []app.ConflictSide{{Value: "00012", Name: "赵磊", At: morning}, {Name: "李强", At: morning}}},
		{Record: app.Ref{Kind: "unit", ID: app.ID{22}}, Name: "3-2-1502", HomeName: "3-2-1502", Opened: morning, Sides: []app.ConflictSide{
			{Name: "赵磊", At: morning}, {Deleted: true, Name: "李强", At: morning}}},
		{Record: app.Ref{Kind: "owner", ID: app.ID{23}}, Name: "王建国", Field: "phone", Opened: morning, Sides: []app.ConflictSide{
			{Private: true, Name: "赵磊", At: morning}, {Private: true, Name: "李强", At: morning}}},
	}}
}

func (b *book) Conflicts(context.Context) ([]app.Conflict, error) { return b.all, b.refuse }
func (b *book) Show(_ context.Context, _ app.Actor, c app.Conflict) (app.Conflict, error) {
	c.Sides = slices.Clone(c.Sides)
	for i := range c.Sides {
		b.whole++
		c.Sides[i].Private, c.Sides[i].Value = false, []string{"13900001111", "13700002222"}[i]
	}
	return c, b.refuse
}
func (b *book) Settle(_ context.Context, _ app.Actor, c app.Conflict, side int) error {
	if b.refuse != nil {
		return b.refuse
	}
	b.settled = append(b.settled, c.Field+" "+c.Sides[side].Value)
	b.all = nil
	return nil
}
func (b *book) People(context.Context) ([]staff.Person, error) {
	return []staff.Person{{Name: "王敏", Role: app.Supervisor}, {Name: "赵磊", Role: app.Handover}, {Name: "周建国", Role: app.Senior}, {Name: "钱主管", Role: app.Supervisor, Left: true}}, nil
}

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	*book
	page *page
	c    *shell.Context
}

func open(t *testing.T, b *book, actor app.Actor) *stage {
	t.Helper()
	s := &stage{book: b}
	p := Params{Book: b}
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: morning, Elsewhere: shelltest.Elsewhere("units"), Header: shell.Header{Actor: actor},
		Settle: func(c *shell.Context, r *app.Refusal) { AskFor(c, p, r) },
		Title:  "conflicts.title", Place: func(title func() string) shell.Place { p.Title = title; return Place(p) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.c, s.page = c, newPage(c, p)
			return s.page.view
		}})
	s.Open(shell.To(Key))
	return s
}

func (s *stage) has(wanted ...string) {
	s.Helper()
	said := s.Says()
	for _, want := range wanted {
		if !strings.Contains(said, want) {
			s.Errorf("%q is not said in\n%s", want, said)
		}
	}
}

func (s *stage) checks() (all []*widget.Check) {
	for _, o := range test.LaidOutObjects(s.Top()) {
		if c, ok := o.(*widget.Check); ok {
			all = append(all, c)
		}
	}
	return all
}

func openOf(r app.Ref, field string) *app.Refusal {
	return app.Refuse("conflict.open", "kind", r.Kind, "id", r.ID.String(), "field", field)
}

// Whoever may settles: with both values, whose they are and since when before them, and
// none chosen beforehand.
func TestSettle(t *testing.T) {
	for _, l := range words.Languages {
		s := open(t, newBook(), supervisor)
		s.Words.SetLanguage(l)
		AskFor(s.c, s.page.p, openOf(s.all[0].Record, "severity"))
		s.has("D-01-00042", "3-2-1501", s.Words.T("field.defect.severity"), s.Words.T("defect.severity.serious"), s.Words.T("defect.severity.minor"),
			"赵磊", "李强", s.Words.Moment(morning), s.Words.Moment(morning.Add(time.Hour)), s.Words.T("conflicts.settle"))
		if strings.Contains(s.Says(), "⟨") {
			t.Error(s.Says())
		}
		s.WindowKey(fyne.KeyReturn)
		if len(s.settled) > 0 || s.Top() == nil {
			t.Fatal("it is settled, and nobody chose")
		}
		s.has(s.Words.T("conflicts.choose"))
		s.checks()[0].SetChecked(true)
		s.checks()[1].SetChecked(true)
		if s.checks()[0].Checked {
			t.Error("both are chosen")
		}
		s.refuse = app.Refuse("conflict.settled")
		s.WindowKey(fyne.KeyReturn)
		s.has(s.Words.T("refusal.conflict.settled"))
		s.refuse = nil
		s.WindowKey(fyne.KeyReturn)
		if len(s.settled) != 1 || s.settled[0] != "severity minor" || s.Top() != nil {
			t.Errorf("settled %q", s.settled)
		}
	}
}

// Others see the dispute, and who may settle it.
func TestWhoMayNot(t *testing.T) {
	s := open(t, newBook(), inspector)
	AskFor(s.c, s.page.p, openOf(s.all[0].Record, "severity"))
	s.has("严重", "轻微", "王敏", "周建国")
	if len(s.checks()) > 0 || strings.Contains(s.Says(), s.Words.T("conflicts.settle")) || strings.Contains(s.Says(), "钱主管") {
		t.Errorf("offered to who may not settle: %s", s.Says())
	}
}

// A record without a name of its own is called by its home and by what tells it apart;
// nothing, a deletion and what is not theirs to see are said as such.
func TestCalled(t *testing.T) {
	s := open(t, newBook(), supervisor)
	s.has("表读数 水表 3-2-1501", "00012（赵磊） / 空（李强）", "房源 3-2-1502", "整条记录", "保留这条记录", "删除这条记录", "业主 王建国", "（个人信息，未显示）")
}

// Whole numbers are asked for by who settles, once the dispute is opened, and by nobody
// else.
func TestWholeNumbers(t *testing.T) {
	s := open(t, newBook(), supervisor)
	phone := s.all[3]
	if strings.Contains(s.Says(), "13900001111") || s.whole > 0 {
		t.Error("the list shows whole numbers")
	}
	AskFor(s.c, s.page.p, openOf(phone.Record, "phone"))
	s.has("13900001111", "13700002222")
	if s.whole != 2 {
		t.Errorf("%d values were asked for", s.whole)
	}
	s = open(t, newBook(), inspector)
	AskFor(s.c, s.page.p, openOf(phone.Record, "phone"))
	if s.has("（个人信息，未显示）"); s.whole > 0 {
		t.Error("who may not settle is shown whole numbers")
	}
}

// The list leads to the same dialog, and is empty once all is settled.
func TestList(t *testing.T) {
	s := open(t, newBook(), supervisor)
	s.Key(fyne.KeyReturn)
	if s.Top() == nil {
		t.Fatal("a row opens nothing")
	}
	s.checks()[0].SetChecked(true)
	s.WindowKey(fyne.KeyReturn)
	s.Changed("defect")
	if s.has(s.Words.T("conflicts.none")); len(s.settled) != 1 {
		t.Errorf("settled %q", s.settled)
	}
	s = open(t, &book{}, inspector)
	s.has(s.Words.T("conflicts.none"))
}

// What was stopped by a dispute leads to it, from a toast and from a dialog, which stays;
// one that is settled by now says so.
func TestRefusalsLeadHere(t *testing.T) {
	s := open(t, newBook(), supervisor)
	s.c.Fail(openOf(s.all[0].Record, "severity"))
	settle := func(root fyne.CanvasObject) *widget.Button {
		t.Helper()
		for _, o := range test.LaidOutObjects(root) {
			if b, ok := o.(*widget.Button); ok && b.Text == s.Words.T("shell.settle") {
				return b
			}
		}
		t.Fatal("nothing leads to the dispute")
		return nil
	}
	settle(s.Win.Content()).OnTap()
	s.has("D-01-00042")
	s.WindowKey(fyne.KeyEscape)

	d := widget.NewDialog(s.Words, "更正", "")
	d.Confirm = s.Words.T("common.save")
	var answer error = openOf(s.all[0].Record, "severity")
	d.OnConfirm = func() bool {
		s.c.Confirm(d, func(context.Context) error { return answer }, func() {})
		return false
	}
	s.c.Ask(d)
	s.WindowKey(fyne.KeyReturn)
	s.has("“程度”在两台电脑上")
	refused := s.Top()
	settle(refused).OnTap()
	if s.Top() == refused {
		t.Fatal("the dispute does not lie over the dialog")
	}
	s.checks()[0].SetChecked(true)
	s.WindowKey(fyne.KeyReturn)
	if s.Top() != refused || len(s.settled) != 1 {
		t.Errorf("settled %q; the dialog that was refused is gone", s.settled)
	}
	answer = app.Refuse("defect.reason_missing")
	s.WindowKey(fyne.KeyReturn)
	if said := s.Says(); strings.Contains(said, s.Words.T("shell.settle")) {
		t.Errorf("another refusal leads to a dispute: %s", said)
	}
	s.WindowKey(fyne.KeyEscape)
	s.c.Fail(openOf(app.Ref{Kind: "defect", ID: noted}, "severity"))
	settle(s.Win.Content()).OnTap()
	s.has(s.Words.T("conflicts.none_left"))
}

// The menu leads to the list.
func TestMenu(t *testing.T) {
	s := open(t, newBook(), supervisor)
	s.Open(shell.To("units"))
	s.Command(s.Words.T("conflicts.title"))
	if s.Route().Place != Key {
		t.Errorf("led to %v", s.Route())
	}
}

// Whose role holds in another community than the record's sees who may settle it, and is
// offered nothing that would be refused.
func TestDisputeOfAnotherCommunity(t *testing.T) {
	here, beyond := app.ID{0xaa}, app.ID{0xee}
	for _, own := range []bool{true, false} {
		b := newBook()
		b.all[3].Scope = []app.ID{here}
		who := supervisor
		if who.Communities = []app.ID{here}; !own {
			who.Communities = []app.ID{beyond}
		}
		s := open(t, b, who)
		AskFor(s.c, s.page.p, openOf(b.all[3].Record, "phone"))
		if got := len(s.checks()) > 0; got != own || (b.whole > 0) != own {
			t.Errorf("in the own community %t: there is a choice: %t, %d values are shown whole", own, got, b.whole)
		}
	}
	if got := settlers([]staff.Person{{Name: "王敏", Role: app.Supervisor, Communities: []app.ID{beyond}}, {Name: "孙立新", Role: app.Supervisor}}, []app.ID{here}); !slices.Equal(got, []string{"孙立新"}) {
		t.Errorf("who may settle: %v", got)
	}
}
