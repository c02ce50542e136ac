package unit

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

var (
	supervisor = app.Actor{Staff: app.ID{1}, Name: "王敏", Role: app.Supervisor}
	inspector  = app.Actor{Staff: app.ID{2}, Name: "赵磊", Role: app.Handover}
	home       = app.ID{7}
	noon       = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// file is what is known of one home, in memory.
type file struct {
	view   handover.View
	walks  []inspect.Inspection
	rows   []defect.Row
	papers []contract.Document
	past   []app.Event
	book
	refuse error
	former []site.Owner
	plan   privacy.Plan
	erased app.ID
	why    privacy.Reason
	whole  site.Owner      // what ShowOwner answers
	shown  []site.Occasion // asked for
}

func newFile() *file {
	f := &file{}
	f.view.Community = site.Community{Name: "锦绣花园"}
	f.view.Building = site.Building{ID: app.ID{3}, Name: "3幢"}
	f.view.Unit = site.Unit{ID: home, Building: app.ID{3}, Code: "3-2-1501", Floor: 15, State: site.Rectifying, ContractNo: "JX-2025-0042"}
	f.view.HouseType = site.HouseType{Name: "A户型", Finish: site.Fitted, Rooms: []site.Room{{Key: "living", Name: "客餐厅"}, {Key: "bed1", Name: "主卧"}}}
	f.view.Owners = []handover.Present{{Owner: site.Owner{ID: app.ID{9}, Name: "王建国", Phone: "138****1234"}}}
	f.view.Gate = handover.GateOf(handover.GateFacts{Facts: handover.Facts{Inspected: true, SignedOff: true}, Owners: []handover.Proof{{Owner: "王建国"}}})
	open := defect.Defect{ID: app.ID{20}, Number: "D-01-00042", Unit: home, Room: "bed1", Part: "墙面", Phrase: "空鼓", Severity: site.Serious, State: defect.Fixing, Due: app.DateOf(noon).AddDays(-3)}
	fixed := defect.Defect{ID: app.ID{21}, Number: "D-01-00043", Unit: home, Part: "窗", Phrase: "关不严", Severity: site.Normal, State: defect.Fixed}
	f.view.Open = []defect.Defect{open, fixed}
	f.rows = []defect.Row{{Defect: open, RoomName: "主卧", FirmName: "恒信装饰"}, {Defect: fixed}}
	f.walks = []inspect.Inspection{{ID: app.ID{30}, Origin: defect.Internal, Round: 1, State: inspect.SignedOff, Inspector: inspector.Staff, BegunAt: noon, SignedAt: noon, SignedBy: supervisor.Staff, Document: app.ID{40}}}
	f.papers = []contract.Document{{ID: app.ID{40}, Kind: contract.Sheet, Number: "YF-01-00007", State: contract.Signed, DraftedAt: noon, DraftedBy: supervisor.Staff, Prints: 1}}
	f.past = []app.Event{
		{At: noon, Who: inspector.Staff, Name: "赵磊", Action: "defect.fix", Anchor: "0a1b2c3d-42", About: []app.ID{{20}, {9}}, Changes: []app.FieldChange{
			{Record: app.Ref{Kind: "defect", ID: app.ID{20}}, Field: "state", Meaning: app.Meaning{Type: app.ChoiceField, Words: "defect.state"}, Value: "fixed"},
			{Record: app.Ref{Kind: "defect", ID: app.ID{20}}, Field: "room", Meaning: app.Meaning{Type: app.RoomField}, Value: "bed1"},
			{Record: app.Ref{Kind: "defect", ID: app.ID{20}}, Field: "firm", Meaning: app.Meaning{Type: app.RecordField}, Value: app.ID{50}.String()},
			{Record: app.Ref{Kind: "owner", ID: app.ID{9}}, Field: "phone", Private: true},
		}},
	}
	return f
}

func (f *file) HandoverDesk(_ context.Context, unit app.ID) (handover.View, error) {
	if unit != home {
		return handover.View{}, app.Refuse("record.unknown", "kind", "unit")
	}
	return f.view, nil
}
func (f *file) InspectionsOfUnit(context.Context, app.ID) ([]inspect.Inspection, error) {
	return f.walks, nil
}
func (f *file) DefectIDs(context.Context, defect.Filter, defect.Sorting) ([]app.ID, error) {
	return nil, nil
}
func (f *file) DefectRows(context.Context, []app.ID) ([]defect.Row, error) { return f.rows, nil }
func (f *file) DocumentsOfUnit(context.Context, app.ID) ([]contract.Document, error) {
	return f.papers, nil
}
func (f *file) History(context.Context, app.ID, int) ([]app.Event, error) { return f.past, nil }
func (f *file) People(context.Context) ([]staff.Person, error) {
	return []staff.Person{{ID: supervisor.Staff, Name: "王敏"}, {ID: inspector.Staff, Name: "赵磊"}}, nil
}
func (f *file) Firms(context.Context) ([]site.Firm, error) {
	return []site.Firm{{ID: app.ID{50}, Name: "恒信装饰"}}, nil
}
func (f *file) HouseTypes(context.Context) ([]site.HouseType, error) {
	return []site.HouseType{{ID: app.ID{60}, Name: "A户型"}}, nil
}
func (f *file) FormerOwners(context.Context, app.ID) ([]site.Owner, error) { return f.former, nil }
func (f *file) ErasurePlan(_ context.Context, _, owner app.ID) (privacy.Plan, error) {
	return f.plan, f.refuse
}
func (f *file) ShowOwner(_ context.Context, _ app.Actor, _, owner app.ID, why site.Occasion) (app.Seen[site.Owner], error) {
	f.shown = append(f.shown, why)
	return app.Seen[site.Owner]{Value: f.whole}, f.refuse
}
func (f *file) Erase(_ context.Context, _ app.Actor, _, owner app.ID, why privacy.Reason) (privacy.Plan, error) {
	if why == "" {
		return f.plan, app.Refuse("privacy.reason_missing")
	}
	f.erased, f.why = owner, why
	return f.plan, nil
}

type stage struct {
	*shell.Shell
	t    *testing.T
	run  *shell.Inline
	win  fyne.Window
	went []shell.Route
	page *page
}

func open(t *testing.T, f *file, actor app.Actor, route shell.Route) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{t: t, run: &shell.Inline{}}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	w := words.New()
	title := func() string { return w.T("unit.title") }
	place := Place(Params{Read: f, Forms: &Forms{Read: f, Ledger: f, Privacy: f}, Privacy: f}, title)
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		s.page = newPage(c, Params{Read: f, Forms: &Forms{Read: f, Ledger: f, Privacy: f}, Privacy: f})
		return s.page.view
	}
	places := []shell.Place{place}
	for _, key := range []string{"units", "inspect", "rectify", "handover", "document", "contracts"} {
		places = append(places, shell.Place{Key: key, Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
			s.went = append(s.went, c.Route)
			return widget.Space(1)
		}})
	}
	s.Shell = shell.New(shell.Params{Window: s.win, Words: w, Runner: s.run, Mode: theme.Light,
		Clock: app.ClockFunc(func() time.Time { return noon }), Places: places, Header: shell.Header{Actor: actor}})
	s.Open(route)
	s.run.Elapse(time.Second)
	return s
}

// texts are all that the page says at present.
func texts(o fyne.CanvasObject) string {
	var all []string
	for _, one := range test.LaidOutObjects(o) {
		switch one := one.(type) {
		case *widget.Text:
			all = append(all, one.Text)
		case *widget.Paragraph:
			all = append(all, one.Text)
		case *widget.Button:
			all = append(all, one.Text)
		}
	}
	return strings.Join(all, "\n")
}

// The page says whose home it is, where it stands and why.
func TestCard(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()))
	test.AssertRendersToMarkup(t, "page.xml", s.win.Canvas())
	said := texts(s.page.card)
	for _, want := range []string{"3-2-1501", "王建国", "138****1234", "1 个问题待整改。", "1 个问题待复验。", "法定"} {
		if !strings.Contains(said, want) {
			t.Errorf("the card does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, s.page.c.W.T("refusal.handover.identity_missing", "owner", "王建国")) {
		t.Error("the card speaks of a visit that is none")
	}
}

// The one primary act leads to where the next thing is done.
func TestNextStep(t *testing.T) {
	id := home.String()
	cases := map[site.State]shell.Route{
		site.NotReady:   shell.ToRecord("inspect", id),
		site.Inspected:  shell.To("rectify").With("unit", id).With("state", "open"),
		site.Rectifying: shell.To("rectify").With("unit", id),
		site.Reinspect:  shell.To("rectify").With("unit", id).With("state", "fixed"),
		site.Ready:      shell.ToRecord("handover", id),
		site.Blocked:    shell.ToRecord("handover", id),
		site.HandedOver: shell.ToRecord("handover", id),
	}
	for state, want := range cases {
		f := newFile()
		f.view.Unit.State = state
		s := open(t, f, supervisor, shell.ToRecord("unit", id))
		s.page.nextStep().(*widget.Button).OnTap()
		if len(s.went) != 1 || !s.went[0].Same(want) {
			t.Errorf("%s leads to %v, want %v", state, s.went, want)
		}
	}
	f := newFile()
	f.view.Unit.State = site.Rectifying
	f.view.Case.State, f.view.Case.Decision = handover.Decided, handover.AcceptedWithDefects
	s := open(t, f, supervisor, shell.ToRecord("unit", id))
	if _, to := s.page.next(); to.Place != "handover" {
		t.Errorf("an owner who has accepted waits while one is led to %v", to)
	}
	f.view.Case.Decision = handover.Refused
	s = open(t, f, supervisor, shell.ToRecord("unit", id))
	if _, to := s.page.next(); to.Place != "rectify" {
		t.Errorf("after a refusal one is led to %v", to)
	}
}

// What comes next is offered to those who may do it; others may look.
func TestNextStepIsOfferedToWhoMay(t *testing.T) {
	manager := app.Actor{Staff: app.ID{9}, Name: "周静", Role: app.Manager}
	f := newFile()
	f.view.Unit.State = site.Ready
	for _, c := range []struct {
		who    app.Actor
		act    string
		weight widget.Weight
	}{{supervisor, "hand_over", widget.Primary}, {manager, "look", widget.Plain}} {
		s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
		if b := s.page.nextStep().(*widget.Button); b.Text != s.page.c.W.T("unit.act."+c.act) || b.Weight != c.weight {
			t.Errorf("%s is offered %q", c.who.Name, b.Text)
		}
	}
}

// Every tab opens, full and empty.
func TestTabs(t *testing.T) {
	for _, f := range []*file{newFile(), {view: handover.View{Unit: site.Unit{ID: home, Code: "3-2-1501", State: site.NotReady}}}} {
		s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
		for _, key := range []string{"inspect", "rectify", "handover", "contract", "keys", "papers", "history"} {
			s.page.tabs.Select(key)
			if said := texts(s.win.Content()); strings.Contains(said, "⟨") {
				t.Errorf("%s says what no catalogue knows:\n%s", key, said)
			}
		}
	}
}

// Keys are counted at the desk: a row of theirs leads there.
func TestAKeyLeadsToTheDesk(t *testing.T) {
	f := newFile()
	f.view.Keys = []handover.Keys{{Kind: "door", Count: 5}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("keys"))
	for _, o := range test.LaidOutObjects(s.win.Content()) {
		if rows, is := o.(fyne.Focusable); is && strings.HasSuffix(fmt.Sprintf("%T", o), ".rowsBody") {
			s.win.Canvas().Focus(rows)
			rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if r := s.Route(); r.Place != "handover" || r.ID != home.String() {
		t.Errorf("at %+v", r)
	}
}

// The keyboard begins on the tabs, and stays there when the page reads again.
func TestKeyboardBeginsOnTheTabs(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()))
	for range 2 {
		s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		s.page.reload()
	}
	if got := s.page.tabs.Open(); got != "handover" {
		t.Errorf("two keys to the right lie %s", got)
	}
}

// An event is said in words: what was done, states, names; private values never.
func TestHistory(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()).In("history"))
	row := NewTimelineRow()
	s.page.past.bind(0, row)
	for _, want := range []string{"登记整改完成　D-01-00042 空鼓", "房间：主卧", "状态：待复验", "责任单位：恒信装饰", "电话有改动"} {
		if !strings.Contains(row.What, want) {
			t.Errorf("%q does not say %q", row.What, want)
		}
	}
	if row.When != "2026-11-23 12:00" || row.Who != "赵磊" {
		t.Errorf("when %q, who %q", row.When, row.Who)
	}
	s.page.past.open(0)
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("an event does not open")
	}
}

// Who may put owners right is offered it; what the desk refuses is said in the
// dialog, which stays.
func TestOwner(t *testing.T) {
	f := newFile()
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	f.whole = f.view.Owners[0].Owner
	s.page.editOwner(app.ID{9})
	f.refuse = app.Refuse("owner.name_missing", "unit", "3-2-1501")
	field[*widget.Entry](s, s.say("unit.owner.phone")).SetText("13900001234")
	enter := func() { s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	enter()
	if s.win.Canvas().Overlays().Top() == nil {
		t.Fatal("the dialog closed upon a refusal")
	}
	f.refuse = nil
	enter()
	if s.win.Canvas().Overlays().Top() != nil || f.put.Name != "王建国" || f.seen == nil || f.seen.Value != f.whole {
		t.Errorf("kept %+v, having seen %v", f.put, f.seen)
	}
}

// Whole numbers are asked for, and told of once that is recorded: to reach an owner,
// and to put one right, which begins with them and not with their masks.
func TestWholeNumbers(t *testing.T) {
	f := newFile()
	f.whole = site.Owner{ID: app.ID{9}, Name: "王建国", IDNo: "320105198801011234", Phone: "13800006621"}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	tap := func(icon string) {
		on(s, func(b *widget.Button) bool { return b.Icon == icon && strings.Contains(b.Hint, "王建国") }).OnTap()
	}
	drawn := func() string { return test.RenderToMarkup(s.win.Canvas()) }
	if strings.Contains(drawn(), f.whole.Phone) {
		t.Fatal("the page shows a whole number")
	}
	tap("eye")
	if said := drawn(); len(f.shown) != 1 || f.shown[0] != site.Contacting || !strings.Contains(said, f.whole.Phone) || !strings.Contains(said, f.whole.IDNo) {
		t.Errorf("asked for %v, it says %s", f.shown, said)
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if strings.Contains(drawn(), f.whole.Phone) {
		t.Error("the page goes on showing a whole number")
	}
	tap("pen")
	field[*widget.Entry](s, s.say("unit.owner.phone2")).SetText("13900001234")
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want := f.whole
	want.Phone2 = "13900001234"
	if len(f.shown) != 2 || f.shown[1] != site.Correcting || f.put != want {
		t.Errorf("asked for %v, kept %+v", f.shown, f.put)
	}
	f.refuse = app.Refuse("permission.scope", "who", "王敏")
	tap("pen")
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("what was not recorded is shown")
	}
	manager, assistant := supervisor, supervisor
	manager.Role, assistant.Role = app.Manager, app.Assistant
	for who, want := range map[*app.Actor]bool{&inspector: false, &assistant: true, &manager: true} {
		s = open(t, newFile(), *who, shell.ToRecord("unit", home.String()))
		if got := on(s, func(b *widget.Button) bool { return b.Icon == "eye" }) != nil; got != want {
			t.Errorf("%s is offered the numbers: %t", who.Role, got)
		}
	}
}

// A home that is not there says so and leads back; Esc leads back too.
func TestUnknown(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", "nonsense"))
	if said := texts(s.win.Content()); !strings.Contains(said, "找不到这一户") && !strings.Contains(said, "去房态图") {
		t.Errorf("an unknown unit says %q", said)
	}
}
