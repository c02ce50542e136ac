package settings

import (
	"context"
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
	"keyday/data/datatest"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	supervisor = apptest.Supervisor
	inspector  = app.Actor{Staff: app.ID{2}, Name: "赵磊", Role: app.Handover}
	// agreementText is the contract's text in use.
	agreementText = apptest.Issuer()().Wording(contract.AgreementTemplate)
	noon          = time.Date(2026, 11, 23, 12, 0, 0, 0, site.Site{}.Location())
	about         = site.Site{ID: apptest.SiteID, Name: "锦绣花园", Company: "锦绣置业"}
)

// office is a site of the test's own, and this laptop in memory.
type office struct {
	*datatest.Site
	shownText string

	backups *apptest.Backups
	size    float32
	idle    time.Duration
	start   string // passphrase
}

func newOffice(t *testing.T, kept ...any) *office {
	t.Helper()
	o := &office{backups: &apptest.Backups{Clock: noon}, size: 1, idle: 5 * time.Minute}
	o.Site = datatest.Open(t, noon, about, site.Community{ID: apptest.CommunityID, Name: "一期"}, site.Community{ID: app.ID{9}, Name: "二期"},
		site.Building{ID: app.ID{3}, Community: apptest.CommunityID, Code: "3", Name: "3幢", Order: 1},
		site.Building{ID: app.ID{5}, Community: apptest.CommunityID, Code: "5", Name: "5幢", Order: 2, Completed: app.DateOf(noon)},
		apptest.PersonOf(inspector))
	for _, b := range []byte{3, 5} {
		o.Put(site.Unit{ID: app.ID{b, 1}, Building: app.ID{b}}, site.Unit{ID: app.ID{b, 2}, Building: app.ID{b}})
	}
	o.Put(kept...)
	return o
}

// params are the place on the real desks.
func (o *office) params() Params {
	return Params{
		Read: o.Store, Forms: func() []PaperForm {
			return []PaperForm{{Wording: agreementText, ZH: "前期物业服务协议", EN: "Property agreement", Contract: true}}
		}, ShowText: o.ShowText, OwnText: o.ownText(), Pictures: &apptest.Pictures{}, Backups: o.backups, Laptop: o,
		Site: o.Desk.Site, Staff: o.Desk.Staff, Limits: o.Desk.Defect, Items: o.Desk.Handover, Contract: o.Desk.Contract,
	}
}

// now is the value that a form would show.
func now[T any](see func(context.Context) (app.Seen[T], error)) T {
	seen, err := see(context.Background())
	if err != nil {
		panic(err)
	}
	return seen.Value
}

// record is what a form would show of one of several.
func record[T any](see func(context.Context, app.ID) (app.Seen[T], error), id app.ID) T {
	return now(func(ctx context.Context) (app.Seen[T], error) { return see(ctx, id) })
}

// allOf is what the place would list.
func allOf[T any](read func(context.Context) ([]T, error)) []T {
	all, err := read(context.Background())
	if err != nil {
		panic(err)
	}
	return all
}

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
	return openWith(t, o, o.params(), actor, tab)
}

func openWith(t *testing.T, o *office, p Params, actor app.Actor, tab string) *stage {
	t.Helper()
	s := &stage{}
	p.Restore = func() { s.restored = true }
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Header: shell.Header{Actor: actor},
		Title: "shell.place.settings", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.page = newPage(c, p, c.W.T("shell.place.settings"), new(string))
			return s.page.view
		}})
	o.Told = s.Changed
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
		s := open(t, newOffice(t), supervisor, tab)
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
			o := newOffice(t, site.HouseType{ID: app.ID{0x17}, Name: "A户型"}, site.Firm{ID: app.ID{0x18}, Name: "江州建工"})
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
	o := newOffice(t)
	s := open(t, o, supervisor, "letterhead")
	s.enter("company", "锦绣置业有限公司")
	s.tap("common.save")
	if now(o.SeeSite).Company != "锦绣置业有限公司" || now(o.SeeSite).Name != "锦绣花园" {
		t.Errorf("kept %+v", now(o.SeeSite))
	}
	s.enter("site_name", "")
	s.tap("common.save")
	if s.field("site_name").Error() == "" {
		t.Error("a missing name is not said at its field")
	}
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
	if s = open(t, newOffice(t), inspector, "letterhead"); s.button("common.save") != nil {
		t.Error("who may not change the letterhead is offered to save it")
	}
}

// A filing day and the fund are recorded for all buildings at once.
func TestBuildings(t *testing.T) {
	o := newOffice(t)
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
	if !strings.Contains(s.Says(), "“七月”不是日期") || !record(o.SeeBuilding, app.ID{3}).Completed.IsZero() {
		t.Error("what is no day is taken for one, or for none")
	}
	filed.Set(app.NewDate(2026, 7, 18))
	s.tap("common.save")
	for _, b := range allOf(o.Buildings) {
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
	return len(slices.DeleteFunc(allOf(o.Units), func(u site.Unit) bool { return u.Fund != site.FundPaid }))
}

// A community gets another name, and one is added; what did not change is not put.
func TestCommunities(t *testing.T) {
	o := newOffice(t)
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
	all := allOf(o.Communities)
	names := []string{all[0].Name, all[1].Name, all[2].Name}
	if slices.Sort(names); !slices.Equal(names, []string{"一期东区", "三期", "二期"}) || record(o.SeeCommunity, apptest.CommunityID).Name != "一期东区" || len(o.Asked) != 3 {
		t.Errorf("kept %+v by %v", all, o.Asked) // the first was refused
	}
	if s = open(t, newOffice(t), inspector, "buildings"); s.button("settings.communities_act") != nil {
		t.Error("who may not change the site is offered it")
	}
}

// A firm holds trades, a person a role, a PIN and a scope.
func TestFirmsAndPeople(t *testing.T) {
	o := newOffice(t)
	s := open(t, o, supervisor, "firms")
	s.tap("settings.add_firm")
	s.enter("firm_name", "恒信装饰")
	for _, key := range []string{"paint", "plaster"} {
		shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.Words.T("defect.trade."+key) }).Tick(true)
	}
	s.tap("common.save")
	if len(allOf(o.AllFirms)) != 1 || strings.Join(allOf(o.AllFirms)[0].Trades, " ") != "paint plaster" {
		t.Errorf("kept %+v", allOf(o.AllFirms))
	}
	firms := shelltest.Find[*register.Table](s.Stage, nil)
	if firms.Len() != 1 || !s.Sees("抹灰") && !s.Sees("涂料") {
		t.Fatalf("%d firms are listed: %s", firms.Len(), s.Says())
	}
	firms.OnOpen(firms.Records()[0])
	s.enter("contact", "老周")
	s.tap("common.save")
	if allOf(o.AllFirms)[0].Contact != "老周" || firms.Records()[0].Text("contact") != "老周" {
		t.Errorf("kept %+v", allOf(o.AllFirms))
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
	people := allOf(o.People)
	p := o.Person(people[slices.IndexFunc(people, func(p staff.Person) bool { return p.Name == "李强" })].ID)
	if p.Name != "李强" || p.Role != app.Handover || p.PIN != "#2580" || len(p.Communities) != 1 || p.Communities[0] != (app.ID{9}) {
		t.Errorf("kept %+v", p)
	}
}

// Whose PIN was tried in vain, and who saw whose whole numbers, is shown to who keeps
// the team.
func TestRecordsAreShown(t *testing.T) {
	o := newOffice(t, staff.WrongPIN{ID: app.ID{1}, Person: supervisor.Staff, Times: 7, First: noon, Last: noon.Add(time.Minute), Laptop: "02"},
		site.Unit{ID: app.ID{0x21}, Building: app.ID{3}, Code: "3-2-1501"}, site.Owner{ID: app.ID{0x22}, Name: "张伟"})
	s := open(t, o, supervisor, "people")
	s.tap("settings.wrong_pins")
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "王敏：7 次，02 号电脑") {
		t.Errorf("it says %s", said)
	}
	s.dismiss()
	o.Put(site.Showing{ID: app.ID{0x23}, Occasion: site.Comparing, Unit: app.ID{0x21}, Owner: app.ID{0x22}, Who: supervisor.Staff, At: noon})
	s = open(t, o, supervisor, "people")
	s.tap("settings.showings")
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "王敏：与证件核对") || !strings.Contains(said, "张伟") {
		t.Errorf("it says %s", said)
	}
	s.dismiss()
	o.Put(site.Export{ID: app.ID{0x24}, List: "owners", Rows: 12, Filter: "姓名：含“王”", Whole: true, Who: supervisor.Staff, At: noon})
	s = open(t, o, supervisor, "people")
	s.tap("settings.exports")
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "王敏：业主；12 项；姓名：含“王”；含业主全号") {
		t.Errorf("it says %s", said)
	}
	if s = open(t, o, inspector, "people"); s.button("settings.wrong_pins") != nil || s.button("settings.showings") != nil || s.button("settings.exports") != nil {
		t.Error("offered to who does not keep the team")
	}
}

// Rooms keep their keys while they are moved, named and removed; a new one gets a
// key that none has.
func TestRooms(t *testing.T) {
	o := newOffice(t)
	s := open(t, o, supervisor, "house_types")
	h := site.HouseType{ID: app.ID{0x14}, Name: "A户型", Rooms: []site.Room{{Key: "room1", Kind: site.Living, Name: "客厅"}, {Key: "bed1", Kind: site.Bedroom, Name: "主卧"}}}
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
	edit := func(h site.HouseType) site.HouseType {
		o.Put(h)
		change(s.page, o.SeeHouseType, h.ID, func(seen *app.Seen[site.HouseType]) { s.page.editHouseType(seen, seen.Value) })
		s.tap("common.save")
		return record(o.SeeHouseType, h.ID)
	}
	if got := edit(h); len(got.Rooms) != 2 {
		t.Errorf("kept %+v", got)
	}
	// A type that an import brought begins with the usual rooms.
	if got := edit(site.HouseType{ID: app.ID{0x15}, Name: "C户型"}); len(got.Rooms) != len(site.DefaultRooms) {
		t.Errorf("of an imported type, kept %+v", got)
	}
	// No two rooms come to one name.
	f.add(site.Kitchen)
	if got := f.names[3].Text; got != "厨房2" {
		t.Errorf("a second kitchen is named %q", got)
	}
}

// Who works in one community changes the name of that alone, and no other's buildings.
func TestAnothersCommunityAndBuildings(t *testing.T) {
	for community, opens := range map[app.ID]bool{apptest.CommunityID: true, {9}: false} {
		who := supervisor
		who.Communities = []app.ID{community}
		s := open(t, newOffice(t), who, "buildings")
		s.tap("settings.communities_act")
		if got := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.Text == "一期" }) != nil; got != opens {
			t.Errorf("the name of the first community is asked for: %t, want %t", got, opens)
		}
		s.dismiss()
		table := shelltest.Find[*widget.DataTable[site.BuildingView]](s.Stage, nil)
		table.OnOpen(site.BuildingView{Building: site.Building{ID: app.ID{3}, Community: apptest.CommunityID}})
		if got := s.Top() != nil; got != opens {
			t.Errorf("a building of the first community opens: %t, want %t", got, opens)
		}
	}
}

// A building's place in the row is a number; what is none is said at its field and stays.
func TestABuildingsPlaceIsANumber(t *testing.T) {
	o := newOffice(t)
	s := open(t, o, supervisor, "buildings")
	change(s.page, o.SeeBuilding, app.ID{3}, s.page.editBuilding)
	s.enter("order", "abc")
	s.tap("common.save")
	if record(o.SeeBuilding, app.ID{3}).Order != 1 || s.field("order").Error() == "" || s.field("order").Input.(*widget.Entry).Text != "abc" {
		t.Errorf("kept at %d, says %q", record(o.SeeBuilding, app.ID{3}).Order, s.field("order").Error())
	}
	s.enter("order", "4")
	if s.tap("common.save"); record(o.SeeBuilding, app.ID{3}).Order != 4 {
		t.Errorf("kept at %d", record(o.SeeBuilding, app.ID{3}).Order)
	}
}

// What things are counted by is said in the language spoken, and stays as it is kept
// unless somebody writes another.
func TestUnitsOfItemsInEnglish(t *testing.T) {
	o := newOffice(t)
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
	o := newOffice(t)
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
	o := newOffice(t)
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
	o := newOffice(t)
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
	o := newOffice(t)
	s := open(t, o, inspector, "laptop")
	pin := func() string { return o.Person(inspector.Staff).PIN }
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
	o := newOffice(t)
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
	if s = open(t, newOffice(t), inspector, "laptop"); s.button("settings.start_set") != nil || !strings.Contains(s.Says(), s.Words.T("settings.start_text")) {
		t.Error("who may not change it is offered to, or is not told what it is for")
	}
}

// The book says what somebody fills in; a class left empty has the law's period, and
// what is no number is said at its field.
func TestWarranty(t *testing.T) {
	o := newOffice(t, defect.WarrantyBook{ID: defect.WarrantyBookID(apptest.SiteID), Periods: []defect.Promised{{Class: site.WarrantyLeak, Period: site.Period{Years: 8}}}})
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
	if s = open(t, newOffice(t), inspector, "warranty"); s.button("common.save") != nil {
		t.Error("who may not change the site is offered it")
	}
}

// Lines are added, named, required and taken away; one whose name nobody touched
// stays in both languages.
func TestItems(t *testing.T) {
	o := newOffice(t)
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
	if s = open(t, newOffice(t), inspector, "items"); s.button("settings.add_item") != nil || s.button("common.save") != nil {
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
	o := newOffice(t)
	s := open(t, o, supervisor, "letterhead")
	s.enter("company", "锦绣置业有限公司")
	theirs := about
	theirs.Phone, theirs.Company, theirs.Address = "400-1", "锦绣地产", "江边路 1 号"
	o.PutAs(inspector, "site.put", theirs)
	s.Changed("site")
	if got := s.field("company").Input.(*widget.Entry).Text; got != "锦绣置业有限公司" {
		t.Fatalf("what was typed is gone: %q", got)
	}
	s.enter("address", "江边路 2 号")
	s.tap("common.save")
	if said := s.field("company").Error(); !strings.Contains(said, "锦绣地产") || !strings.Contains(said, "锦绣置业有限公司") || !strings.Contains(said, "赵磊") {
		t.Errorf("said of the company: %q", said)
	}
	if said := s.field("address").Error(); !strings.Contains(said, "江边路 1 号") || s.field("site_name").Error() != "" {
		t.Errorf("said of the address: %q", said)
	}
	s.tap("common.save")
	if got := now(o.SeeSite); len(o.Asked) != 2 || got.Company != "锦绣置业有限公司" || got.Address != "江边路 2 号" || got.Phone != "400-1" {
		t.Errorf("saved %d times, kept %+v", len(o.Asked), got)
	}
	theirs = now(o.SeeSite)
	theirs.Phone = "400-2"
	o.PutAs(inspector, "site.put", theirs)
	s.Changed("site")
	if got := s.field("phone").Input.(*widget.Entry).Text; got != "400-2" {
		t.Errorf("a form that nobody touched still shows %q", got)
	}

	firm := site.Firm{ID: app.ID{0x20}, Name: "恒信装饰", Trades: []string{"paint", "of_its_own"}}
	o = newOffice(t, firm)
	s = open(t, o, supervisor, "firms")
	change(s.page, o.SeeFirm, firm.ID, s.page.editFirm)
	s.enter("contact", "马师傅")
	firm.Contact = "孙师傅"
	o.PutAs(inspector, "firm.put", firm)
	s.tap("common.save")
	if said := s.Says(); !strings.Contains(said, "孙师傅") {
		t.Errorf("the dialog says %s", said)
	}
	s.tap("common.save")
	f := record(o.SeeFirm, firm.ID)
	if slices.Sort(f.Trades); len(o.Asked) != 2 || f.Contact != "马师傅" || !slices.Equal(f.Trades, []string{"of_its_own", "paint"}) {
		t.Errorf("saved %+v", f)
	}
}

// Sheets whose fields are numbers or lines stay too while somebody fills them in, and are
// compared with what they showed.
func TestSheetsStayWhileTouched(t *testing.T) {
	book := defect.WarrantyBook{ID: defect.WarrantyBookID(apptest.SiteID)}
	for _, class := range site.WarrantyClasses {
		book.Periods = append(book.Periods, defect.Promised{Class: class, Period: site.Period{Years: 8}})
	}
	meters := handover.DefaultItems()
	meters.ID, meters.Meters[0].Name = handover.ItemListID(apptest.SiteID), "总水表"
	for tab, theirs := range map[string]any{
		"limits": defect.Limits{ID: defect.LimitsID(apptest.SiteID), Emergency: 3, Serious: 30, Normal: 15, Minor: 7}, "items": meters, "warranty": book,
	} {
		o := newOffice(t)
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
		o.PutAs(inspector, "records.put", theirs)
		if s.tap("common.save"); entry() != touched || !s.Sees("赵磊") {
			t.Errorf("%s: what somebody else wrote meanwhile is written over", tab)
		}
		s.WindowKey(fyne.KeyEscape)
		if s.tap("common.save"); entry() == touched || len(o.Asked) != 2 {
			t.Errorf("%s: saved %d times; it is not filled anew", tab, len(o.Asked))
		}
	}
}

// Who may not change a form is told so above its greyed fields, and who may is not.
func TestWhoMayChangeIsSaidFirst(t *testing.T) {
	for _, tab := range []string{"letterhead", "limits", "warranty", "items", "texts"} {
		for _, actor := range []app.Actor{supervisor, {Staff: app.ID{9}, Name: "陈强", Role: app.Handover}} {
			s := open(t, newOffice(t), actor, tab)
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

// Whoever comes back to the settings finds the part that was open.
func TestSettingsReopenWhereTheyWere(t *testing.T) {
	o := newOffice(t)
	p := o.params()
	s := shelltest.Begin(t, shelltest.Params{Now: noon, Header: shell.Header{Actor: apptest.Supervisor}, Title: "shell.place.settings",
		Elsewhere: shelltest.Elsewhere("units"), Place: func(title func() string) shell.Place { return Place(p, title) }})
	tabs := func() *widget.Tabs { return shelltest.Find[*widget.Tabs](s, nil) }
	s.Open(shell.To("settings"))
	s.Win.Canvas().Focus(tabs().Focusable())
	s.Key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	s.Open(shell.To("units"))
	s.Open(shell.To("settings"))
	if got := tabs().Open(); got != "firms" {
		t.Errorf("reopened at %q", got)
	}
	s.Open(shell.To("settings").In("people"))
	if got := tabs().Open(); got != "people" {
		t.Errorf("asked for people, it opens %q", got)
	}
}
