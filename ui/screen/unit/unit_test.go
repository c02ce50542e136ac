package unit

import (
	"fmt"
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
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	supervisor = apptest.Supervisor
	inspector  = app.Actor{Staff: app.ID{0x22}, Name: "赵磊", Role: app.Handover}
	home       = app.ID{7}
	noon       = time.Date(2026, 11, 23, 12, 0, 0, 0, site.Site{}.Location())
	fitter     = site.Firm{ID: app.ID{50}, Name: "恒信装饰"}
)

// wang is the owner, whose whole number the page masks.
var wang = site.Owner{ID: app.ID{9}, Name: "王建国", Phone: "13800001234"}

// file is a site with one home, which a test changes before it is laid down.
type file struct {
	*datatest.Site
	view   handover.View
	others []any
}

// newFile is a home with a defect in work and one to be verified.
func newFile() *file {
	f := bareFile()
	f.view.Unit.ContractNo = "JX-2025-0042"
	f.view.Unit.HouseType = app.ID{60}
	f.view.HouseType = site.HouseType{ID: app.ID{60}, Name: "A户型", Finish: site.Fitted, Rooms: []site.Room{{Key: "living", Name: "客餐厅"}, {Key: "bed1", Name: "主卧"}}}
	f.view.Owners = []handover.Present{{Owner: wang}}
	f.view.Open = []defect.Defect{
		{ID: app.ID{20}, Number: "D-01-00042", Unit: home, Room: "bed1", Part: "墙面", Phrase: "空鼓", Severity: site.Serious, State: defect.Fixing, Due: app.DateOf(noon).AddDays(-3), Firm: fitter.ID},
		{ID: app.ID{21}, Number: "D-01-00043", Unit: home, Part: "窗", Phrase: "关不严", Severity: site.Normal, State: defect.Fixed},
	}
	f.others = []any{
		inspect.Inspection{ID: app.ID{30}, Unit: home, Origin: defect.Internal, Round: 1, State: inspect.SignedOff, Inspector: inspector.Staff, BegunAt: noon, SignedAt: noon, SignedBy: supervisor.Staff, Document: app.ID{40}},
		contract.Document{ID: app.ID{40}, Unit: home, Kind: contract.Sheet, Number: "YF-01-00007", State: contract.Signed, DraftedAt: noon, DraftedBy: supervisor.Staff, Prints: 1},
	}
	return f
}

// bareFile is a home of which nothing is known.
func bareFile() *file {
	return &file{view: handover.View{Unit: site.Unit{ID: home, Building: apptest.BuildingID, Floor: 15, Code: "3-2-1501"}}}
}

// signed lets the owner have signed a paper of a home.
func (f *file) signed(unit app.ID, kind contract.Kind, number string) {
	d, field := app.DerivedID(unit, number), app.DerivedID(unit, "field of "+number)
	f.others = append(f.others, contract.Document{ID: d, Unit: unit, Kind: kind, Number: number, State: contract.Signed, Content: []byte("content"), ContentHash: "hash"},
		contract.Field{ID: field, Document: d, Role: contract.AsOwner, Name: wang.Name, Person: wang.ID, Required: true},
		contract.Signature{ID: app.DerivedID(d, "signature"), Document: d, Field: field, Signer: wang.Name, Role: contract.AsOwner, Hash: "hash"})
}

// former lets the home have been somebody's before.
func (f *file) former() {
	f.others = append(f.others, site.Owner{ID: app.ID{11}, Name: "周晓梅"}, site.Ownership{ID: site.OwnershipID(home, app.ID{11}), Unit: home, Owner: app.ID{11}, Ended: true})
}

// lay opens the site with the home, once.
func (f *file) lay(t *testing.T) {
	t.Helper()
	if f.Site != nil {
		return
	}
	f.Site = datatest.Open(t, noon, site.Community{ID: apptest.CommunityID, Name: "锦绣花园"}, apptest.PersonOf(inspector), fitter,
		site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Name: "3幢"},
		contract.TextApproval{ID: app.ID{0x1d}, Template: contract.AgreementTemplate, At: noon.AddDate(0, 0, -9)})
	f.Put(append(datatest.Home(f.view), f.others...)...)
}

type stage struct {
	*shelltest.Stage
	page *page
}

func open(t *testing.T, f *file, actor app.Actor, route shell.Route) *stage {
	t.Helper()
	f.lay(t)
	s := &stage{}
	p := Params{Read: f.Store, Forms: &Forms{Read: f.Store, Ledger: f.Desk.Site, Privacy: f.Desk.Privacy}, Privacy: f.Desk.Privacy}
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Header: shell.Header{Actor: actor},
		Elsewhere: shelltest.Elsewhere("units", "inspect", "rectify", "handover", "document", "contracts"),
		Title:     "unit.title", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.page = newPage(c, p)
			return s.page.body.View
		}})
	f.Told = s.Changed
	s.Open(route)
	s.Run.Elapse(time.Second)
	return s
}

// The page says whose home it is, where it stands and why.
func TestCard(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()))
	test.AssertRendersToMarkup(t, "page.xml", s.Win.Canvas())
	said := shelltest.Says(s.page.card)
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
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", id))
	for state, want := range cases {
		at := noon
		s.page.steps.Now = func() time.Time { at = at.Add(time.Second); return at } // nobody taps twice
		s.page.know.Unit.State, s.Went = state, nil
		s.page.offerSteps()
		s.page.steps.Next.OnTap()
		if len(s.Went) != 1 || !s.Went[0].Same(want) {
			t.Errorf("%s leads to %v, want %v", state, s.Went, want)
		}
		s.Back()
	}
	s.page.know.Unit.State = site.Rectifying
	s.page.know.Case.State, s.page.know.Case.Decision = handover.Decided, handover.AcceptedWithDefects
	if _, to := s.page.next(); to.Place != "handover" {
		t.Errorf("an owner who has accepted waits while one is led to %v", to)
	}
	s.page.know.Case.Decision = handover.Refused
	if _, to := s.page.next(); to.Place != "rectify" {
		t.Errorf("after a refusal one is led to %v", to)
	}
}

// What comes next is offered to those who may do it; others may look.
func TestNextStepIsOfferedToWhoMay(t *testing.T) {
	manager := app.Actor{Staff: app.ID{9}, Name: "周静", Role: app.Manager}
	f := newFile()
	for _, c := range []struct {
		who    app.Actor
		act    string
		weight widget.Weight
	}{{supervisor, "hand_over", widget.Primary}, {manager, "look", widget.Plain}} {
		s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
		s.page.know.Unit.State = site.Ready
		s.page.offerSteps()
		if b := s.page.steps.Next; b.Text != s.page.c.W.T("unit.act."+c.act) || b.Weight != c.weight {
			t.Errorf("%s is offered %q", c.who.Name, b.Text)
		}
	}
}

// Every tab opens, full and empty.
func TestTabs(t *testing.T) {
	for _, f := range []*file{newFile(), bareFile()} {
		s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
		for _, key := range []string{"inspect", "rectify", "handover", "contract", "keys", "papers", "history"} {
			s.page.tabs.Select(key)
			if said := shelltest.Says(s.Win.Content()); strings.Contains(said, "⟨") {
				t.Errorf("%s says what no catalogue knows:\n%s", key, said)
			}
		}
	}
}

// Keys are counted at the desk: a row of theirs leads there.
func TestAKeyLeadsToTheDesk(t *testing.T) {
	f := newFile()
	f.view.Case.State = handover.InStations
	f.view.Keys = []handover.Keys{{Kind: "door", Count: 5, At: noon}}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("keys"))
	for _, o := range test.LaidOutObjects(s.Win.Content()) {
		if rows, is := o.(fyne.Focusable); is && strings.HasSuffix(fmt.Sprintf("%T", o), ".rowsBody") {
			s.Win.Canvas().Focus(rows)
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
		s.Win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		s.page.reload()
	}
	if got := s.page.tabs.Open(); got != "handover" {
		t.Errorf("two keys to the right lie %s", got)
	}
}

// An event is said in words: what was done, states, names; private values never.
func TestHistory(t *testing.T) {
	f := newFile()
	f.lay(t)
	fixed, moved := f.view.Open[0], wang
	fixed.State, fixed.Room, fixed.Firm, moved.Phone = defect.Fixed, "living", app.ID{51}, "13900001111"
	f.Put(site.Firm{ID: app.ID{51}, Name: "恒大装饰"})
	f.PutAs(inspector, "defect.fix", fixed, moved)
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("history"))
	row := NewTimelineRow()
	s.page.past.bind(0, row)
	for _, want := range []string{"登记整改完成　D-01-00042 空鼓", "房间：客餐厅", "转为待复验", "责任单位：恒大装饰", "电话：138****1234 → 139****1111"} {
		if !strings.Contains(row.What, want) {
			t.Errorf("%q does not say %q", row.What, want)
		}
	}
	if row.When != "2026-11-23 12:00" || row.Who != "赵磊" {
		t.Errorf("when %q, who %q", row.When, row.Who)
	}
	s.page.past.open(0)
	if s.Top() == nil {
		t.Error("an event does not open")
	}
}

// Who is to inspect a home is told from whom to whom, in the reader's language.
func TestHistoryOfAssignments(t *testing.T) {
	f := newFile()
	f.lay(t)
	for _, who := range []app.Actor{inspector, supervisor} {
		if err := f.Desk.Inspect.Assign(t.Context(), supervisor, []app.ID{home}, who.Staff); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()).In("history"))
	for language, want := range map[words.Language]string{
		words.Chinese: "指派验房员　验房员：" + inspector.Name + " → " + supervisor.Name,
		words.English: "Assign an inspector　Inspector: " + inspector.Name + " → " + supervisor.Name,
	} {
		s.Words.SetLanguage(language)
		row := NewTimelineRow()
		s.page.past.bind(0, row)
		if row.What != want {
			t.Errorf("%q, want %q", row.What, want)
		}
	}
}

// Who may put owners right is offered it; what the desk refuses is said in the
// dialog, which stays.
func TestOwner(t *testing.T) {
	f := newFile()
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	f.Refuse = app.Refuse("owner.name_missing", "unit", "3-2-1501")
	field[*widget.Entry](s, s.say("field.owner.phone")).SetText("13900001234")
	enter := func() { s.WindowKey(fyne.KeyReturn) }
	enter()
	if s.Top() == nil {
		t.Fatal("the dialog closed upon a refusal")
	}
	f.Refuse = nil
	s.chip(s.say("correction.reason.changed"))
	enter()
	if got := f.Owner(wang.ID); s.Top() != nil || got.Name != "王建国" || got.Phone != "13900001234" {
		t.Errorf("kept %+v: %s", got, s.asks())
	}
}

// shown is what whole numbers were shown for, the latest first.
func (f *file) shown(t *testing.T) string {
	t.Helper()
	all, err := f.Showings(t.Context(), 9)
	if err != nil {
		t.Fatal(err)
	}
	var why []string
	for _, one := range all {
		why = append(why, string(one.Occasion))
	}
	return strings.Join(why, " ")
}

// Whole numbers are asked for, and told of once that is recorded: to reach an owner,
// and to put one right, which begins with them and not with their masks.
func TestWholeNumbers(t *testing.T) {
	f := newFile()
	whole := site.Owner{ID: app.ID{9}, Name: "王建国", IDNo: "320105198801011234", Phone: "13800006621"}
	f.view.Owners[0].Owner = whole
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	tap := func(icon string) {
		shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Icon == icon && strings.Contains(b.Hint, "王建国") }).OnTap()
	}
	drawn := func() string { return test.RenderToMarkup(s.Win.Canvas()) }
	if strings.Contains(drawn(), whole.Phone) {
		t.Fatal("the page shows a whole number")
	}
	tap("eye")
	if said := drawn(); f.shown(t) != "contact" || !strings.Contains(said, whole.Phone) || !strings.Contains(said, whole.IDNo) {
		t.Errorf("asked for %v, it says %s", f.shown(t), said)
	}
	s.WindowKey(fyne.KeyEscape)
	if strings.Contains(drawn(), whole.Phone) {
		t.Error("the page goes on showing a whole number")
	}
	tap("pen")
	field[*widget.Entry](s, s.say("field.owner.phone2")).SetText("13900001234")
	s.WindowKey(fyne.KeyReturn)
	want := whole
	want.Phone2 = "13900001234"
	if got := f.Owner(wang.ID); f.shown(t) != "correct contact" || got != want {
		t.Errorf("asked for %v, kept %+v", f.shown(t), got)
	}
	f.Refuse = app.Refuse("permission.scope", "who", "王敏")
	tap("pen")
	if s.Top() != nil {
		t.Error("what was not recorded is shown")
	}
	manager, assistant := supervisor, supervisor
	manager.Role, assistant.Role = app.Manager, app.Assistant
	for who, want := range map[*app.Actor]bool{&inspector: false, &assistant: true, &manager: true} {
		s = open(t, newFile(), *who, shell.ToRecord("unit", home.String()))
		if got := shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Icon == "eye" }) != nil; got != want {
			t.Errorf("%s is offered the numbers: %t", who.Role, got)
		}
	}
}

// A home that is not there says so and leads back; Esc leads back too.
func TestUnknown(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", "nonsense"))
	if said := shelltest.Says(s.Win.Content()); !strings.Contains(said, "找不到这一户") && !strings.Contains(said, "去房态图") {
		t.Errorf("an unknown unit says %q", said)
	}
}
