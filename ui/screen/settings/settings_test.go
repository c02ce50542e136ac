package settings

import (
	"context"
	"errors"
	"fmt"
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
	"keyday/app/site"
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
	// agreementText is the contract's text in use.
	agreementText = app.Wording{Template: contract.AgreementTemplate, Text: strings.Repeat("6129cc1c8bca2cb3", 4)}
	noon          = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// office is the site, at which the real desks work, and this laptop in memory.
type office struct {
	apptest.Reads
	site      apptest.Table[site.Site]
	buildings apptest.Table[site.Building]
	firms     apptest.Table[site.Firm]
	types     apptest.Table[site.HouseType]
	people    apptest.Table[staff.Person]
	approvals apptest.Table[contract.TextApproval]
	showings  []site.ShowingView
	shownText string

	backups *apptest.Backups
	size    float32
	idle    time.Duration
	start   string // passphrase
}

var siteID = app.ID{6}

func newOffice() *office {
	m := apptest.New(site.Site{ID: siteID, Name: "锦绣花园", Company: "锦绣置业"},
		site.Community{ID: app.ID{8}, Name: "一期"}, site.Community{ID: app.ID{9}, Name: "二期"},
		site.Building{ID: app.ID{3}, Community: app.ID{8}, Code: "3", Name: "3幢", Order: 1},
		site.Building{ID: app.ID{5}, Community: app.ID{8}, Code: "5", Name: "5幢", Order: 2, Completed: app.DateOf(noon)},
		apptest.PersonOf(supervisor), apptest.PersonOf(inspector))
	for _, b := range []byte{3, 5} {
		m.Add(site.Unit{ID: app.ID{b, 1}, Building: app.ID{b}}, site.Unit{ID: app.ID{b, 2}, Building: app.ID{b}})
	}
	m.Clock = noon
	return &office{Reads: apptest.Reads{Memory: m}, backups: &apptest.Backups{Clock: noon}, size: 1, idle: 5 * time.Minute,
		site: apptest.Of[site.Site](m), buildings: apptest.Of[site.Building](m), firms: apptest.Of[site.Firm](m), types: apptest.Of[site.HouseType](m),
		people: apptest.Of[staff.Person](m), approvals: apptest.Of[contract.TextApproval](m)}
}

// params are the place on the real desks.
func (o *office) params() Params {
	m := o.Memory
	return Params{
		Read: o, Texts: []app.Wording{agreementText}, ShowText: o.ShowText, Pictures: &apptest.Pictures{}, Backups: o.backups, Laptop: o,
		Site:   site.New(apptest.WriterOf[site.Tx](m, m), func(text string) app.ID { return app.DerivedID(siteID, text) }),
		Staff:  staff.New(apptest.WriterOf[staff.Tx](m, m), func(pin string) (string, error) { return "#" + pin, nil }),
		Limits: defect.New(apptest.WriterOf[defect.DeskTx](m, noInspection{m}), nil),
		Items:  handover.New(apptest.WriterOf[handover.Tx](m, m), nil),
		Contract: contract.New(apptest.WriterOf[contract.Tx](m, m), func() contract.Issuer {
			return contract.Issuer{Wording: func(string) app.Wording { return agreementText }}
		}),
	}
}

// noInspection follows no defect.
type noInspection struct{ *apptest.Memory }

func (noInspection) DefectChanged(_, _ defect.Defect) error { return nil }

// now is the value that a form would show.
func now[T any](see func(context.Context) (app.Seen[T], error)) T {
	seen, err := see(context.Background())
	if err != nil {
		panic(err)
	}
	return seen.Value
}

func (o *office) Showings(context.Context, int) ([]site.ShowingView, error) { return o.showings, nil }
func (o *office) ShowText(_ context.Context, _ app.Actor, template string) error {
	o.shownText = template
	return nil
}
func (o *office) TextSize() (asked, shown float32) { return o.size, min(o.size, 1.3) }
func (o *office) SetTextSize(s float32)            { o.size = s }
func (o *office) Idle() time.Duration              { return o.idle }
func (o *office) SetIdle(d time.Duration)          { o.idle = d }
func (o *office) Locked() bool                     { return o.start != "" }
func (o *office) SetPassphrase(_ app.Actor, present, next string) error {
	if present != o.start {
		return app.Refuse("keyring.passphrase_wrong", "folder", "/data/a")
	}
	o.start = next
	return nil
}

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	page     *page
	restored bool // whether the restore was asked for
}

func open(t *testing.T, o *office, actor app.Actor, tab string) *stage {
	t.Helper()
	s := &stage{}
	p := o.params()
	p.Restore = func() { s.restored = true }
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Header: shell.Header{Actor: actor},
		Title: "shell.place.settings", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.page = newPage(c, p, c.W.T("shell.place.settings"))
			return s.page.view
		}})
	s.Open(shell.To("settings").In(tab))
	return s
}

func (s *stage) button(key string) *widget.Button { return s.Button(s.Words.T(key)) }

func (s *stage) tap(key string) { s.Helper(); s.Tap(s.Words.T(key)) }

// labelled is the field that is called by the key.
func (s *stage) labelled(key string) *widget.Field {
	s.Helper()
	f := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T(key) })
	if f == nil {
		s.Fatalf("there is no field %s", key)
	}
	return f
}

func (s *stage) field(key string) *widget.Field {
	s.Helper()
	return s.labelled("settings.field." + key)
}

func (s *stage) enter(key, text string) {
	s.Helper()
	s.field(key).Input.(*widget.Entry).SetText(text)
}

// Every part opens, in both languages, and says nothing that no catalogue knows.
func TestParts(t *testing.T) {
	for _, tab := range []string{"letterhead", "buildings", "house_types", "firms", "people", "limits", "warranty", "items", "texts", "backup", "laptop"} {
		s := open(t, newOffice(), supervisor, tab)
		for _, l := range words.Languages {
			s.Words.SetLanguage(l)
			if said := s.Says(); strings.Contains(said, "⟨") {
				t.Errorf("%s in %s: %s", tab, l, said)
			}
		}
	}
}

// A row that may not be opened says who may; who may opens its form.
func TestRowsSayWhoMayOpenThem(t *testing.T) {
	for _, tab := range []string{"buildings", "house_types", "firms", "people"} {
		for _, who := range []app.Actor{supervisor, inspector} {
			o := newOffice()
			o.Add(site.HouseType{ID: app.ID{7}, Name: "A户型"}, site.Firm{ID: app.ID{8}, Name: "江州建工"})
			s := open(t, o, who, tab)
			body := shelltest.Find(s.Stage, func(o fyne.Widget) bool { return strings.HasSuffix(fmt.Sprintf("%T", o), ".rowsBody") })
			if body == nil {
				t.Fatalf("%s shows no rows", tab)
			}
			s.Win.Canvas().Focus(body.(fyne.Focusable))
			body.(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			opened := s.Top() != nil
			told := strings.Contains(s.Says(), s.Words.T("shell.role."+string(app.Supervisor)))
			if may := who.Role == app.Supervisor; opened != may || !may && !told {
				t.Errorf("%s for %s: opened %v, told who may %v", tab, who.Name, opened, told)
			}
		}
	}
}

// The letterhead is kept, and who may not change it sees it only.
func TestLetterhead(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "letterhead")
	s.enter("company", "锦绣置业有限公司")
	s.tap("common.save")
	if o.site.At(siteID).Company != "锦绣置业有限公司" || o.site.At(siteID).Name != "锦绣花园" {
		t.Errorf("kept %+v", o.site.At(siteID))
	}
	o.Refuse = app.Refuse("site.name_missing")
	s.enter("site_name", "")
	s.tap("common.save")
	if s.field("site_name").Error() == "" {
		t.Error("a missing name is not said at its field")
	}
	o.Refuse = app.Refuse("site.zone_unknown", "zone", "火星")
	s.enter("site_name", "锦绣花园")
	s.enter("zone", "火星")
	s.tap("common.save")
	if s.field("zone").Error() == "" || s.field("site_name").Error() != "" {
		t.Error("an unknown zone is not said at its field")
	}
	s.enter("zone", "Asia/Shanghai")
	o.Refuse = app.Refuse("disk.full", "what", "/data")
	s.tap("common.save")
	if s.Top() == nil {
		t.Error("a full disk is said at the name's field")
	}
	if s = open(t, newOffice(), inspector, "letterhead"); s.button("common.save") != nil {
		t.Error("who may not change the letterhead is offered to save it")
	}
}

// A filing day and the fund are recorded for all buildings at once.
func TestBuildings(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "buildings")
	s.tap("settings.filed_act")
	s.tap("common.save")
	if !strings.Contains(s.Says(), s.Words.T("refusal.building.filed_missing")) {
		t.Error("no day is taken for one")
	}
	filed := shelltest.Find(s.Stage, func(*widget.DateField) bool { return true })
	for _, r := range "七月" {
		filed.Focusable().TypedRune(r)
	}
	s.tap("common.save")
	if !strings.Contains(s.Says(), "“七月”不是日期") || !o.buildings.At(app.ID{3}).Completed.IsZero() {
		t.Error("what is no day is taken for one, or for none")
	}
	filed.Set(app.NewDate(2026, 7, 18))
	s.tap("common.save")
	for _, b := range o.buildings.All() {
		if b.Completed != app.NewDate(2026, 7, 18) {
			t.Errorf("%s was filed on %s", b.Name, b.Completed)
		}
	}
	s.tap("units.fund.act")
	s.tap("common.save")
	if o.paid() != 0 || !strings.Contains(s.Says(), s.Words.T("refusal.building.fund_missing")) {
		t.Errorf("the fund of %d units was recorded, and nobody said how it stands", o.paid())
	}
	shelltest.Find(s.Stage, func(choice *widget.Select) bool { return choice.Index() < 0 }).Choose(s.Words.T("units.fund.paid"))
	s.tap("common.save")
	if o.paid() != 4 {
		t.Errorf("the fund of %d units was recorded", o.paid())
	}
}

// paid counts the homes whose fund is.
func (o *office) paid() int {
	return len(apptest.Of[site.Unit](o.Memory).Where(func(u site.Unit) bool { return u.Fund == site.FundPaid }))
}

// A community gets another name, and one is added; what did not change is not put.
func TestCommunities(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "buildings")
	s.tap("settings.communities_act")
	s.enter("community_name", "一期东区")
	s.enter("community_new", "三期")
	o.Refuse = app.Refuse("community.name_taken", "name", "一期东区")
	s.tap("common.save")
	if said := s.Says(); !strings.Contains(said, "已有小区") {
		t.Errorf("the refusal is not said: %s", said)
	}
	o.Refuse = nil
	s.tap("common.save")
	all, _ := o.Memory.Communities()
	all[2].ID = app.Nil
	want := []site.Community{{ID: app.ID{8}, Name: "一期东区"}, {ID: app.ID{9}, Name: "二期"}, {Name: "三期"}}
	if !slices.Equal(all, want) || len(o.Actions) != 2 {
		t.Errorf("kept %+v by %v", all, o.Actions)
	}
	if s = open(t, newOffice(), inspector, "buildings"); s.button("settings.communities_act") != nil {
		t.Error("who may not change the site is offered it")
	}
}

// A firm holds trades, a person a role, a PIN and a scope.
func TestFirmsAndPeople(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "firms")
	s.tap("settings.add_firm")
	s.enter("firm_name", "恒信装饰")
	for _, key := range []string{"paint", "plaster"} {
		shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.Words.T("defect.trade."+key) }).Tick(true)
	}
	s.tap("common.save")
	if o.firms.Len() != 1 || strings.Join(o.firms.All()[0].Trades, " ") != "plaster paint" {
		t.Errorf("kept %+v", o.firms.All())
	}

	s = open(t, o, supervisor, "people")
	s.tap("settings.add_person")
	s.enter("person_name", "李强")
	s.enter("pin", "2580")
	shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == "二期" }).Tick(true)
	o.Refuse = app.Refuse("staff.pin_weak")
	s.tap("common.save")
	if !strings.Contains(s.Says(), s.Words.Refusal(o.Refuse)) {
		t.Error("a weak PIN is not said")
	}
	o.Refuse = nil
	s.tap("common.save")
	p := o.people.Last()
	if p.Name != "李强" || p.Role != app.Handover || p.PIN != "#2580" || len(p.Communities) != 1 || p.Communities[0] != (app.ID{9}) {
		t.Errorf("kept %+v", p)
	}
}

// Whose PIN was tried in vain, and who saw whose whole numbers, is shown to who keeps
// the team.
func TestRecordsAreShown(t *testing.T) {
	o := newOffice()
	o.Add(staff.WrongPIN{ID: app.ID{1}, Person: supervisor.Staff, Times: 7, First: noon, Last: noon.Add(time.Minute), Laptop: "02"})
	s := open(t, o, supervisor, "people")
	s.tap("settings.wrong_pins")
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "王敏：7 次，02 号电脑") {
		t.Errorf("it says %s", said)
	}
	s.dismiss()
	o.showings = []site.ShowingView{{Showing: site.Showing{Occasion: site.Comparing, At: noon}, UnitCode: "3-2-1501", OwnerName: "张伟", WhoName: "王敏"}}
	s = open(t, o, supervisor, "people")
	s.tap("settings.showings")
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "王敏：与证件核对") || !strings.Contains(said, "张伟") {
		t.Errorf("it says %s", said)
	}
	if s = open(t, o, inspector, "people"); s.button("settings.wrong_pins") != nil || s.button("settings.showings") != nil {
		t.Error("offered to who does not keep the team")
	}
}

// Rooms keep their keys while they are moved, named and removed; a new one gets a
// key that none has.
func TestRooms(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "house_types")
	h := site.HouseType{ID: app.ID{4}, Name: "A户型", Rooms: []site.Room{{Key: "room1", Kind: site.Living, Name: "客厅"}, {Key: "bed1", Kind: site.Bedroom, Name: "主卧"}}}
	f := &typeForm{pg: s.page, h: h, rooms: widget.Stack(), plan: widget.Stack()}
	f.fillRooms()
	f.names[1].SetText("大主卧")
	f.move(1)
	f.add(site.Kitchen)
	f.keep()
	var got []string
	for _, r := range f.h.Rooms {
		got = append(got, r.Key+" "+r.Name)
	}
	fresh := f.h.Rooms[2].Key
	if want := "bed1 大主卧, room1 客厅, " + fresh + " 厨房"; strings.Join(got, ", ") != want || fresh == "bed1" || fresh == "room1" {
		t.Errorf("rooms are %v, want %s", got, want)
	}
	seen := app.Seen[site.HouseType]{Value: h}
	s.page.editHouseType(&seen, h)
	s.tap("common.save")
	if o.types.Len() != 1 || len(o.types.All()[0].Rooms) != 2 {
		t.Errorf("kept %+v", o.types.All())
	}
	// A type that an import brought begins with the usual rooms.
	o.types.Set()
	seen = app.Seen[site.HouseType]{Value: site.HouseType{ID: app.ID{5}, Name: "C户型"}}
	s.page.editHouseType(&seen, seen.Value)
	s.tap("common.save")
	if o.types.Len() != 1 || len(o.types.All()[0].Rooms) != len(site.DefaultRooms) {
		t.Errorf("of an imported type, kept %+v", o.types.All())
	}
	// No two rooms come to one name.
	f.add(site.Kitchen)
	if got := f.names[3].Text; got != "厨房2" {
		t.Errorf("a second kitchen is named %q", got)
	}
}

// Who works in one community changes the name of that alone, and no other's buildings.
func TestAnothersCommunityAndBuildings(t *testing.T) {
	for community, opens := range map[app.ID]bool{{8}: true, {9}: false} {
		who := supervisor
		who.Communities = []app.ID{community}
		s := open(t, newOffice(), who, "buildings")
		s.tap("settings.communities_act")
		if got := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "一期" }) != nil; got != opens {
			t.Errorf("the name of the first community is asked for: %t, want %t", got, opens)
		}
		s.dismiss()
		table := shelltest.Find[*widget.DataTable[site.BuildingView]](s.Stage, nil)
		table.OnOpen(site.BuildingView{Building: site.Building{ID: app.ID{3}, Community: app.ID{8}}})
		if got := s.Top() != nil; got != opens {
			t.Errorf("a building of the first community opens: %t, want %t", got, opens)
		}
	}
}

// A building's place in the row is a number; what is none is said at its field and stays.
func TestABuildingsPlaceIsANumber(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "buildings")
	s.page.editBuilding(&app.Seen[site.Building]{Value: o.buildings.At(app.ID{3})})
	s.enter("order", "abc")
	s.tap("common.save")
	if o.buildings.At(app.ID{3}).Order != 1 || s.field("order").Error() == "" || s.field("order").Input.(*widget.Entry).Text != "abc" {
		t.Errorf("kept at %d, says %q", o.buildings.At(app.ID{3}).Order, s.field("order").Error())
	}
	s.enter("order", "4")
	if s.tap("common.save"); o.buildings.At(app.ID{3}).Order != 4 {
		t.Errorf("kept at %d", o.buildings.At(app.ID{3}).Order)
	}
}

// What things are counted by is said in the language spoken, and stays as it is kept
// unless somebody writes another.
func TestUnitsOfItemsInEnglish(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "items")
	s.Words.SetLanguage(words.English)
	unit := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "pcs" })
	if unit == nil || shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "把" }) != nil {
		t.Fatal("keys are counted in Chinese")
	}
	s.tap("common.save")
	if got := now(o.SeeHandoverItems).Keys[0].Unit; got != "把" {
		t.Errorf("kept as %q", got)
	}
	shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "pcs" }).SetText("keys")
	s.tap("common.save")
	if got := now(o.SeeHandoverItems).Keys[0].Unit; got != "keys" {
		t.Errorf("kept as %q", got)
	}
}

// Limits are whole days; what is none is said at its field.
func TestLimits(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "limits")
	entry := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "30" })
	entry.SetText("很久")
	s.tap("common.save")
	if now(o.SeeDefectLimits) != defect.DefaultLimits {
		t.Error("no number is kept as one")
	}
	entry.SetText("20")
	s.tap("common.save")
	if now(o.SeeDefectLimits).Serious != 20 {
		t.Errorf("kept %+v", now(o.SeeDefectLimits))
	}
}

// A backup needs a place and a passphrase; what is set holds at once, and the last
// one is said.
func TestBackup(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "backup")
	shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.PlaceHolder == s.Words.T("settings.hint.backup_folder") }).SetText("/media/stick")
	shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.Words.T("settings.hourly") }).SetChecked(true)
	if !o.backups.Kept.Hourly || o.backups.Kept.Folder != "/media/stick" {
		t.Errorf("the plan is %+v", o.backups.Kept)
	}
	s.enter("passphrase", "correct horse")
	s.enter("passphrase_again", "correct house")
	s.tap("settings.backup_now")
	if o.backups.Made != 0 || s.field("passphrase_again").Error() == "" {
		t.Error("a passphrase mistyped once makes a backup that nobody opens")
	}
	s.enter("passphrase_again", "correct horse")
	s.tap("settings.backup_now")
	if o.backups.Made != 1 || o.backups.Passphrase != "correct horse" {
		t.Errorf("%d backups under %q", o.backups.Made, o.backups.Passphrase)
	}
	for n := range mostLacking + 2 {
		o.backups.Lacking = append(o.backups.Lacking, app.Refuse("disk.broken", "what", "3-1-301", "hash", strings.Repeat("9f", 32), "of", fmt.Sprint("3-1-301 D-01-0000", n+1), "kind", "defect_photo", "field", "hash"))
	}
	s.tap("settings.backup_now")
	if said := s.Says(); o.backups.Made != 2 || !strings.Contains(said, "备份已完成，但缺少 8 个文件") || !strings.Contains(said, "3-1-301 D-01-00006 照片：磁盘读写") ||
		strings.Contains(said, "D-01-00007") || !strings.Contains(said, "另有 2 个") {
		t.Errorf("of a backup that lacks files it says %s", said)
	}
	s.tap("common.close")
	o.backups.Made, o.backups.Lacking = 1, nil
	o.backups.Refuse = app.Refuse("backup.passphrase_short", "length", "8")
	s.enter("passphrase", "short")
	s.enter("passphrase_again", "short")
	s.tap("settings.backup_now")
	if o.backups.Made != 1 || s.field("passphrase").Error() == "" {
		t.Error("a short passphrase is not said at its field")
	}
	s.tap("settings.restore")
	if s.restored {
		t.Error("the site is closed before anybody was asked")
	}
	s.tap("settings.restore_act")
	if !s.restored {
		t.Error("restoring leads nowhere")
	}
}

// Who may not plan backups makes one under the site's own passphrase, once there is one.
func TestBackupAsPlanned(t *testing.T) {
	o := newOffice()
	s := open(t, o, inspector, "backup")
	if shelltest.Find(s.Stage, func(*widget.Entry) bool { return true }) != nil || s.button("settings.backup_now") != nil {
		t.Error("a plan or a backup is offered to who may set neither")
	}
	if !strings.Contains(s.Says(), "客服主管及以上") {
		t.Errorf("it does not say who may: %s", s.Says())
	}
	o.backups.Kept = app.BackupPlan{Folder: "/media/stick", Secret: true}
	s = open(t, o, inspector, "backup")
	if shelltest.Find(s.Stage, func(*widget.Entry) bool { return true }) != nil {
		t.Error("the plan is there to be changed")
	}
	if s.tap("settings.backup_now"); o.backups.Made != 1 {
		t.Error("no backup under the site's own passphrase")
	}
}

// This laptop's choices hold at once; a PIN is chosen twice.
func TestLaptop(t *testing.T) {
	o := newOffice()
	s := open(t, o, inspector, "laptop")
	pin := func() string { return o.people.At(inspector.Staff).PIN }
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == s.Words.T("settings.size.large") }).Tapped(nil)
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == s.Words.T("settings.idle_never") }).Tapped(nil)
	if o.size != 1.15 || o.idle != 0 {
		t.Errorf("text %v, idle %v", o.size, o.idle)
	}
	cramped := s.Words.T("settings.size_cramped")
	if strings.Contains(s.Says(), cramped) {
		t.Error("a size that the screen has room for is called too large")
	}
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == s.Words.T("settings.size.largest") }).Tapped(nil)
	if !strings.Contains(s.Says(), cramped) {
		t.Error("nothing says that the screen has no room for the size")
	}
	s.tap("settings.pin_title")
	s.enter("pin", "2580")
	s.enter("pin_again", "2581")
	s.tap("common.save")
	if pin() != "" || !strings.Contains(s.Says(), s.Words.T("refusal.staff.pin_differs")) {
		t.Error("two PINs that differ are taken")
	}
	s.enter("pin_again", "2580")
	s.tap("common.save")
	if pin() != "#2580" {
		t.Errorf("the PIN is %q", pin())
	}
}

// A start passphrase is chosen twice; changing or removing it asks for the one that
// is set. Who may not change it reads what it is for.
func TestStartPassphrase(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "laptop")
	refused := func(code string, args ...string) {
		t.Helper()
		s.tap("common.save")
		if !strings.Contains(s.Says(), s.Words.Refusal(app.Refuse(code, args...))) {
			t.Errorf("%s is not said:\n%s", code, s.Says())
		}
	}
	s.tap("settings.start_set")
	if said := s.Says(); !strings.Contains(said, s.Words.T("settings.start_set_text")) {
		t.Errorf("it is not said that nobody can recover it: %s", said)
	}
	refused("keyring.passphrase_missing")
	s.enter("start_next", "七月的钥匙在门垫下")
	s.enter("start_again", "七月的钥匙在门垫上")
	refused("keyring.passphrase_differs")
	s.enter("start_again", "七月的钥匙在门垫下")
	s.tap("common.save")
	if o.start != "七月的钥匙在门垫下" || s.button("settings.start_set") != nil {
		t.Fatalf("kept %q", o.start)
	}
	s.tap("settings.start_change")
	s.enter("start_next", "八月的钥匙在花盆里")
	s.enter("start_again", "八月的钥匙在花盆里")
	refused("keyring.passphrase_wrong", "folder", "/data/a")
	s.enter("start_present", "七月的钥匙在门垫下")
	s.tap("common.save")
	if o.start != "八月的钥匙在花盆里" {
		t.Errorf("changed to %q", o.start)
	}
	s.tap("settings.start_remove")
	refused("keyring.passphrase_wrong", "folder", "/data/a")
	s.enter("start_present", "八月的钥匙在花盆里")
	s.tap("common.save")
	if o.start != "" || s.button("settings.start_set") == nil {
		t.Errorf("%q is left", o.start)
	}
	if s = open(t, newOffice(), inspector, "laptop"); s.button("settings.start_set") != nil || !strings.Contains(s.Says(), s.Words.T("settings.start_text")) {
		t.Error("who may not change it is offered to, or is not told what it is for")
	}
}

// The book says what somebody fills in; a class left empty has the law's period, and
// what is no number is said at its field.
func TestWarranty(t *testing.T) {
	o := newOffice()
	o.Add(defect.WarrantyBook{ID: defect.WarrantyBookID(siteID), Periods: []defect.Promised{{Class: site.WarrantyLeak, Period: site.Period{Years: 8}}}})
	s := open(t, o, supervisor, "warranty")
	at := func(class site.WarrantyClass) []*widget.Entry {
		f := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T("defect.warranty."+string(class)) })
		var all []*widget.Entry
		for _, one := range test.LaidOutObjects(f) {
			if e, ok := one.(*widget.Entry); ok {
				all = append(all, e)
			}
		}
		return all
	}
	if got := at(site.WarrantyLeak)[0].Text; got != "8" {
		t.Errorf("the book promises %q years", got)
	}
	at(site.WarrantyLamps)[1].SetText("两")
	s.tap("common.save")
	if len(now(o.SeeWarrantyBook).Periods) != 1 {
		t.Errorf("kept %+v", now(o.SeeWarrantyBook).Periods)
	}
	at(site.WarrantyLamps)[1].SetText("18")
	at(site.WarrantyClimate)[0].SetText("3")
	at(site.WarrantyLeak)[0].SetText("")
	s.tap("common.save")
	want := []defect.Promised{{Class: site.WarrantyClimate, Period: site.Period{Seasons: 3}}, {Class: site.WarrantyLamps, Period: site.Period{Months: 18}}}
	if !slices.Equal(now(o.SeeWarrantyBook).Periods, want) {
		t.Errorf("kept %+v", now(o.SeeWarrantyBook).Periods)
	}
	if s = open(t, newOffice(), inspector, "warranty"); s.button("common.save") != nil {
		t.Error("who may not change the site is offered it")
	}
}

// Lines are added, named, required and taken away; one whose name nobody touched
// stays in both languages.
func TestItems(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "items")
	s.tap("settings.add_item") // of the meters
	s.tap("common.save")
	if len(now(o.SeeHandoverItems).Meters) != 5 {
		t.Error("a line without a name is kept")
	}
	s.dismiss()
	s.Win.Canvas().Focused().(*widget.Entry).SetText("直饮水表")
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Hint == s.Words.T("settings.item_drop") }).OnTap()
	s.tap("common.save")
	l := now(o.SeeHandoverItems)
	if len(l.Meters) != 5 || l.Meters[0].Key != "reclaimed" || l.Meters[0].Name != "" || l.Meters[4].Name != "直饮水表" || l.Meters[4].Unit != "m³" {
		t.Errorf("meters: %+v", l.Meters)
	}
	if len(l.Keys) != 7 || !l.Keys[0].Required || len(l.Papers) != 8 {
		t.Errorf("keys %+v, papers %+v", l.Keys, l.Papers)
	}
	if s = open(t, newOffice(), inspector, "items"); s.button("settings.add_item") != nil || s.button("common.save") != nil {
		t.Error("who may not change the site is offered it")
	}
}

// dismiss closes the dialog that is open.
func (s *stage) dismiss() {
	if s.Top() != nil {
		s.WindowKey(fyne.KeyEscape)
	}
}

// What a form saves is compared with what it showed, over a refusal too; the refusal is
// said at the field that it is about.
func TestFormsKeepWhatTheyShowed(t *testing.T) {
	o := newOffice()
	s := open(t, o, supervisor, "letterhead")
	s.enter("company", "锦绣置业有限公司")
	o.site.Change(siteID, func(r *site.Site) { r.Phone = "400-1" }) // by somebody else
	s.Changed("site")
	if got := s.field("company").Input.(*widget.Entry).Text; got != "锦绣置业有限公司" {
		t.Fatalf("what was typed is gone: %q", got)
	}
	changed := func(field, theirs, mine string) *app.Refusal {
		return app.Refuse("record.changed", "kind", "site", "field", field, "theirs", theirs, "mine", mine, "who", "赵磊", "at", "2026-11-23T03:00:00Z")
	}
	o.Refuse = errors.Join(changed("company", "锦绣地产", "锦绣置业有限公司"), changed("address", "江边路 1 号", ""))
	s.tap("common.save")
	if said := s.field("company").Error(); !strings.Contains(said, "锦绣地产") || !strings.Contains(said, "锦绣置业有限公司") || !strings.Contains(said, "赵磊") {
		t.Errorf("said of the company: %q", said)
	}
	if said := s.field("address").Error(); !strings.Contains(said, "江边路 1 号") || s.field("site_name").Error() != "" {
		t.Errorf("said of the address: %q", said)
	}
	o.Refuse = nil
	s.tap("common.save")
	if len(o.Sights) != 2 || o.site.At(siteID).Company != "锦绣置业有限公司" {
		t.Errorf("saved %d times, kept %+v", len(o.Sights), o.site.At(siteID))
	}
	o.site.Change(siteID, func(r *site.Site) { r.Phone = "400-2" })
	s.Changed("site")
	if got := s.field("phone").Input.(*widget.Entry).Text; got != "400-2" {
		t.Errorf("a form that nobody touched still shows %q", got)
	}

	o = newOffice()
	o.Add(site.Firm{ID: app.ID{20}, Name: "恒信装饰", Trades: []string{"paint", "of_its_own"}})
	s = open(t, o, supervisor, "firms")
	change(s.page, o.SeeFirm, app.ID{20}, s.page.editFirm)
	s.enter("contact", "马师傅")
	o.Refuse = changed("contact", "孙师傅", "马师傅")
	s.tap("common.save")
	if said := s.Says(); !strings.Contains(said, "孙师傅") {
		t.Errorf("the dialog says %s", said)
	}
	o.Refuse = nil
	s.tap("common.save")
	if f := o.firms.Last(); len(o.Sights) != 2 || o.Sights[1].Fields["name"] != "shown" || f.Contact != "马师傅" || !slices.Equal(f.Trades, []string{"of_its_own", "paint"}) {
		t.Errorf("saved %+v, having seen %+v", f, o.Sights)
	}
}

// Sheets whose fields are numbers or lines stay too while somebody fills them in.
func TestSheetsStayWhileTouched(t *testing.T) {
	for _, tab := range []string{"limits", "warranty", "items"} {
		o := newOffice()
		s := open(t, o, supervisor, tab)
		kind := map[string]string{"limits": "defect_limits", "warranty": "warranty_book", "items": "handover_items"}[tab]
		entry := func() *widget.Entry {
			return shelltest.Find(s.Stage, func(e *widget.Entry) bool { return !e.Disabled() })
		}
		first := entry()
		s.Changed(kind)
		if entry() == first {
			t.Errorf("%s: nobody touched it, and it is not filled anew", tab)
		}
		touched := entry()
		touched.SetText("99")
		s.Changed(kind)
		if entry() != touched {
			t.Errorf("%s: what was typed is gone", tab)
		}
		s.tap("common.save")
		if entry() == touched || len(o.Sights) != 1 || o.Sights[0].Fields["name"] != "shown" {
			t.Errorf("%s: saved, having seen %v; it is not filled anew", tab, o.Sights)
		}
	}
}

// Who may not change a form is told so above its greyed fields, and who may is not.
func TestWhoMayChangeIsSaidFirst(t *testing.T) {
	for _, tab := range []string{"letterhead", "limits", "warranty", "items", "texts"} {
		for _, actor := range []app.Actor{supervisor, {Staff: app.ID{9}, Name: "陈强", Role: app.Handover}} {
			s := open(t, newOffice(), actor, tab)
			note, field := s.Words.T("settings.read_only"), float32(9999)
			at := float32(-1)
			for _, o := range test.LaidOutObjects(s.Root()) {
				y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
				switch o := o.(type) {
				case *widget.Text:
					if o.Text == note {
						at = y
					}
				case *widget.Entry:
					if y > 100 { // below the search of the head
						field = min(field, y)
					}
				}
			}
			if mayNot := actor.Role == app.Handover; (at >= 0) != mayNot || mayNot && at > field {
				t.Errorf("%s, %s: it stands at %.0f, the first field at %.0f", tab, actor.Role, at, field)
			}
		}
	}
}
