package handover

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
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
	now      = time.Date(2026, 11, 23, 10, 42, 0, 0, time.Local)
	today    = app.NewDate(2026, 11, 23)
	unitID   = app.ID{1}
	wang, li = app.ID{2}, app.ID{3}
)

// team is a desk over one home: it notes what was asked of it, and does the little
// that the page shows of it.
type team struct {
	rows  []handover.Row
	v     handover.View
	calls []string
	said  error // what the next act answers
	facts handover.GateFacts
	gone  bool
	read  []*app.Seen[handover.Meter] // what was seen of the meters that were read
}

func (k *team) Handovers(_ context.Context, _ app.Actor, l handover.Listing) ([]handover.Row, error) {
	if l == handover.OfToday || l == handover.Every {
		return k.rows, k.said
	}
	return nil, k.said
}

func (k *team) HandoverCounts(context.Context, app.Actor) (map[handover.Listing]int, error) {
	return map[handover.Listing]int{handover.OfToday: len(k.rows), handover.Every: len(k.rows)}, nil
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

func (k *team) HandoverDesk(context.Context, app.ID) (handover.View, error) {
	if k.gone {
		return handover.View{}, app.Refuse("record.unknown", "kind", "unit")
	}
	k.facts.Owners = nil
	for _, p := range k.v.Owners {
		k.facts.Owners = append(k.facts.Owners, handover.Proof{Owner: p.Owner.Name, Seen: p.Check != nil, Original: p.Check != nil && p.Check.Original})
	}
	k.facts.GraveOnes, k.facts.InWork = nil, len(k.v.Open)
	for _, d := range k.v.Open {
		if d.Severity.Grave() {
			k.facts.GraveOnes = append(k.facts.GraveOnes, handover.Blocking{Number: d.Number, What: d.Phrase, Severity: d.Severity})
		}
	}
	k.facts.Overrides = k.v.Overrides
	k.v.Gate = handover.GateOf(k.facts)
	return k.v, nil
}

func (k *team) ShowOwner(_ context.Context, _ app.Actor, _, owner app.ID, why site.Occasion) (app.Seen[site.Owner], error) {
	return app.Seen[site.Owner]{Value: site.Owner{ID: owner, IDNo: wholeNumber}}, k.did("show %d %s", owner[0], why)
}

// wholeNumber is an owner's, as it stands on the card.
const wholeNumber = "320105198801011234"

// did notes an act and answers what it was told to.
func (k *team) did(format string, args ...any) error {
	k.calls = append(k.calls, fmt.Sprintf(format, args...))
	err := k.said
	k.said = nil
	return err
}

func (k *team) to(s handover.State) { k.v.Case.ID, k.v.Case.State = app.ID{9}, s }

func (k *team) Invite(_ context.Context, _ app.Actor, _ app.ID, _ *app.Seen[handover.Case], i handover.Invitation) error {
	return k.did("invite %s %s", i.On, i.Channel)
}
func (k *team) Book(_ context.Context, _ app.Actor, _ app.ID, _ *app.Seen[handover.Case], s handover.Slot) error {
	return k.did("book %s %s-%s", s.On, s.From, s.To)
}
func (k *team) Missed(context.Context, app.Actor, app.ID, string) error { return k.did("missed") }
func (k *team) CheckIn(context.Context, app.Actor, app.ID) error {
	err := k.did("check in")
	if err == nil {
		k.to(handover.CheckedIn)
		k.v.Case.ArrivedAt = now
	}
	return err
}
func (k *team) CheckOwner(_ context.Context, _ app.Actor, _ app.ID, owner app.ID, s handover.Identification) error {
	err := k.did("owner %d %s %v", owner[0], s.Paper, s.Original)
	for i := range k.v.Owners {
		if k.v.Owners[i].Ownership.Owner == owner && err == nil {
			k.v.Owners[i].Check = &handover.IdentityCheck{Paper: s.Paper, Original: s.Original, At: now}
			k.to(handover.InStations)
		}
	}
	return err
}
func (k *team) CheckAgent(_ context.Context, _ app.Actor, _ app.ID, l contract.Authority, a handover.Agent) error {
	return k.did("agent %s for %d with %d powers until %q, %s", l.Agent, len(a.For), len(l.Scopes), l.To, a.By.Paper)
}
func (k *team) WithdrawAuthority(_ context.Context, _ app.Actor, letter app.ID) error {
	return k.did("withdraw %d", letter[0])
}
func (k *team) HandPaper(_ context.Context, _ app.Actor, _ app.ID, seen *app.Seen[handover.Paper], p handover.Paper) error {
	return k.did("paper %s %d %v", p.Kind, p.Count, p.Original)
}
func (k *team) HandPapers(context.Context, app.Actor, app.ID) error {
	err := k.did("papers")
	for _, i := range k.v.Items.Papers {
		k.v.Papers = append(k.v.Papers, handover.Paper{Kind: i.Key, Count: 1, Original: true, At: now})
	}
	return err
}
func (k *team) ReadMeter(_ context.Context, _ app.Actor, _ app.ID, seen *app.Seen[handover.Meter], m handover.Meter) error {
	k.read = append(k.read, seen)
	err := k.did("meter %s %s %s", m.Kind, m.Number, m.Reading)
	if err == nil {
		m.ReadAt = now
		k.v.Meters = append([]handover.Meter{m}, k.v.Meters...)
	}
	return err
}
func (k *team) CountKeys(_ context.Context, _ app.Actor, _ app.ID, seen *app.Seen[handover.Keys], set handover.Keys) error {
	err := k.did("keys %s %d %d %s %s", set.Kind, set.Count, set.Kept, set.Purpose, set.Until)
	if err == nil {
		set.ID, set.At = app.ID{8}, now
		k.v.Keys = append([]handover.Keys{set}, k.v.Keys...)
	}
	return err
}
func (k *team) ReturnKeys(_ context.Context, _ app.Actor, _ app.ID, kind string) error {
	return k.did("returned %s", kind)
}
func (k *team) Promise(_ context.Context, _ app.Actor, _ app.ID, ids []*app.Seen[defect.Defect], day app.Date) error {
	err := k.did("promise %d %s", len(ids), day)
	for i := range k.v.Open {
		for _, id := range ids {
			if k.v.Open[i].ID == id.Value.ID && err == nil {
				k.v.Open[i].Promised = day
			}
		}
	}
	return err
}
func (k *team) Override(_ context.Context, a app.Actor, _ app.ID, keys []string, reason string) error {
	err := k.did("override %s: %s", strings.Join(keys, ", "), reason)
	for _, key := range keys {
		if err == nil {
			k.v.Overrides = append(k.v.Overrides, handover.Override{Code: key, Reason: reason, ByName: a.Name})
		}
	}
	return err
}
func (k *team) Decide(_ context.Context, _ app.Actor, _ app.ID, c handover.Choice) error {
	err := k.did("decide %s %s %s %s", c.Decision, c.Reason, c.Remark, c.NextOn)
	if err == nil {
		err = c.Check(today) // as the desk does
	}
	if err == nil {
		k.to(handover.Decided)
		k.v.Case.Decision = c.Decision
		r := handover.Result{Decision: c.Decision, Reason: c.Reason, Remark: c.Remark, NextOn: c.NextOn, At: now}
		for _, d := range k.v.Open {
			r.Items = append(r.Items, handover.Promise{Defect: d.ID, Number: d.Number, Date: d.Promised})
		}
		k.v.Results = append(k.v.Results, r)
	}
	return err
}
func (k *team) DrawUp(context.Context, app.Actor, app.ID) (contract.Document, error) {
	err := k.did("draw up")
	if err == nil {
		k.locked("JF-01-00042")
	}
	return k.v.Certificate, err
}
func (k *team) Complete(context.Context, app.Actor, app.ID) error {
	err := k.did("complete")
	if err == nil {
		k.to(handover.Completed)
		k.v.Case.CompletedOn, k.v.Unit.HandedOver, k.v.Unit.State = today, today, site.HandedOver
	}
	return err
}
func (k *team) Redo(_ context.Context, _ app.Actor, _ app.ID, reason string) error {
	return k.did("redo %s", reason)
}
func (k *team) Follow(_ context.Context, _ app.Actor, _ app.ID, _ *app.Seen[handover.Case], t handover.Talk) error {
	return k.did("follow %s %s", t.Remark, t.Next)
}
func (k *team) Archive(context.Context, app.Actor, app.ID) error { return k.did("archive") }
func (k *team) SetFunds(_ context.Context, _ app.Actor, units []app.ID, state site.FundState) error {
	k.facts.Fund = state
	return k.did("fund of %d %s", len(units), state)
}
func (k *team) PutPicture(_ context.Context, _ app.Actor, _, owner app.ID, file string) error {
	return k.did("picture of %d from %s", owner[0], file)
}
func (k *team) CorrectName(_ context.Context, _ app.Actor, _ app.ID, owner *app.Seen[site.Owner], n handover.NewName) (contract.Document, error) {
	err := k.did("name %d %s %s", owner.Value.ID[0], n.Name, n.Reason)
	if err != nil || !k.v.Certificate.Standing() {
		return contract.Document{}, err
	}
	k.v.Owners[0].Owner.Name = n.Name
	k.locked("JF-01-00043")
	return k.v.Certificate, nil
}

// locked is a certificate over what stands in the view.
func (k *team) locked(number string) {
	id := app.ID{7, number[len(number)-1]}
	k.v.Certificate = contract.Document{ID: id, Kind: contract.Certificate, Number: number, State: contract.Locked, LockedAt: now}
	k.v.Fields = nil
	for _, p := range k.v.Owners {
		k.v.Fields = append(k.v.Fields, contract.Field{Role: contract.AsOwner, Name: p.Owner.Name, Person: p.Ownership.Owner, Required: true})
	}
}

// stage is the place in a test window.
type stage struct {
	*team
	t     *testing.T
	shell *shell.Shell
	win   fyne.Window
	run   *shell.Inline
	words *words.Words
	desk  *desk
	list  *list
}

func begin(t *testing.T, role app.Role, change func(*team)) *stage {
	t.Helper()
	test.NewTempApp(t)
	k := &team{facts: handover.GateFacts{Facts: handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true}, Agreement: true}}
	k.v = handover.View{
		Site: site.Site{Company: "锦绣置业"}, Community: site.Community{Name: "锦绣花园"}, Building: site.Building{Name: "3幢"},
		Unit: site.Unit{ID: unitID, Code: "3-2-1501", State: site.Ready}, Items: handover.DefaultItems(),
		Owners: []handover.Present{
			{Ownership: site.Ownership{Owner: wang, Share: "50%"}, Owner: site.Owner{ID: wang, Name: "王建国", IDType: "身份证", IDNo: "320***********1234", Phone: "138****5678"}},
			{Ownership: site.Ownership{Owner: li, Share: "50%"}, Owner: site.Owner{ID: li, Name: "李䶮", IDType: "护照", IDNo: "E12*****8"}},
		},
	}
	k.rows = []handover.Row{
		{Unit: unitID, Code: "3-2-1501", Owners: "王建国、李䶮", UnitState: site.Ready, State: handover.Booked, SlotOn: today, SlotFrom: "10:30", SlotTo: "11:00"},
		{Unit: app.ID{4}, Code: "3-2-1502", Owners: "欧阳静怡", UnitState: site.Blocked, Open: 3, Grave: 1, State: handover.Decided, Decision: handover.Refused,
			ArrivedAt: now, NextOn: today.AddDays(-2)},
	}
	if change != nil {
		change(k)
	}
	s := &stage{team: k, t: t, run: &shell.Inline{}, words: words.New()}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	p := Params{Read: k, Desk: k, Funds: k, Names: k, Privacy: k, Letters: k, Forms: k}
	place := Place(p, func() string { return s.words.T("shell.place.handover") })
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		if c.Route.ID == "" {
			s.list = newList(c, p)
			return s.list.view
		}
		s.desk = newDesk(c, p)
		return s.desk.view
	}
	stub := func(key string) shell.Place {
		return shell.Place{Key: key, Icon: "contract", Title: func() string { return key }, Build: func(c *shell.Context) fyne.CanvasObject { return widget.NewText(key) }}
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: s.words, Runner: s.run, Mode: theme.Light,
		Clock: app.ClockFunc(func() time.Time { return now }), Places: []shell.Place{place, stub("document"), stub("inspect"), stub("rectify")}})
	s.shell.SetHeader(shell.Header{Site: "锦绣花园", Actor: app.Actor{Name: "王敏", Role: role}})
	return s
}

// atDesk opens the home's desk.
func atDesk(t *testing.T, role app.Role, change func(*team)) *stage {
	t.Helper()
	s := begin(t, role, change)
	s.shell.Open(shell.To("handover"))
	s.shell.Open(shell.ToRecord("handover", unitID.String()))
	return s
}

// seated is a home whose owners have come, with everything filled in.
func seated(k *team) {
	k.to(handover.InStations)
	k.v.Case.ArrivedAt = now
	for i := range k.v.Owners {
		k.v.Owners[i].Check = &handover.IdentityCheck{Paper: "身份证", Original: true, At: now}
	}
	k.v.Meters = []handover.Meter{{Kind: "water", Number: "SW-1", Reading: "0012", ReadAt: now}, {Kind: "electricity", Number: "DL-1", Reading: "7", ReadAt: now}}
	k.v.Keys = []handover.Keys{{ID: app.ID{8}, Kind: "entrance", Count: 5, At: now}}
	for _, i := range k.v.Items.Papers {
		k.v.Papers = append(k.v.Papers, handover.Paper{Kind: i.Key, Count: 1, Original: true, At: now})
	}
}

// found adds open defects.
func found(severities ...site.Severity) func(*team) {
	return func(k *team) {
		for i, s := range severities {
			k.v.Open = append(k.v.Open, defect.Defect{ID: app.ID{5, byte(i)}, Number: app.DefectNumber.Format("01", i+1),
				Room: "bath1", Part: "墙面", Phrase: "渗漏", Severity: s, State: defect.Assigned})
		}
	}
}

func both(changes ...func(*team)) func(*team) {
	return func(k *team) {
		for _, c := range changes {
			c(k)
		}
	}
}

// changed tells the page that something was committed.
func (s *stage) changed() { s.shell.Changed("handover_case") }

// typed presses keys where the keyboard is; after each the page hears of what was
// committed.
func (s *stage) typed(keys ...fyne.KeyName) {
	for _, k := range keys {
		ev := &fyne.KeyEvent{Name: k}
		if f := s.win.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else if on := s.win.Canvas().OnTypedKey(); on != nil {
			on(ev)
		}
		s.changed()
	}
}

func (s *stage) write(text string) {
	for _, r := range text {
		s.win.Canvas().Focused().TypedRune(r)
	}
}

// chord runs the menu's item that carries it, as the window would.
func (s *stage) chord(key fyne.KeyName) {
	s.t.Helper()
	want := (&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}).ShortcutName()
	for _, m := range s.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
				item.Action()
				s.changed()
				return
			}
		}
	}
	s.t.Errorf("no item of the menu carries %s", key)
}

func (s *stage) expect(calls ...string) {
	s.t.Helper()
	if got, want := strings.Join(s.calls, "\n"), strings.Join(calls, "\n"); got != want {
		s.t.Errorf("asked for\n%s\nwant\n%s", got, want)
	}
}

// markup holds what lies over the page, or else the page itself, to its picture in
// testdata; the frame around it has its own.
func (s *stage) markup(name string) {
	s.t.Helper()
	o := s.win.Canvas().Overlays().Top()
	switch {
	case o != nil:
	case s.desk != nil:
		o = s.desk.view
	default:
		o = s.list.view
	}
	test.AssertObjectRendersToMarkup(s.t, name+".xml", o)
}

// walk visits every object of the window that can be seen.
func (s *stage) walk(visit func(fyne.CanvasObject)) {
	var down func(o fyne.CanvasObject)
	down = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		visit(o)
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				down(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				down(c)
			}
		}
	}
	down(s.win.Canvas().Content())
	for _, o := range s.win.Canvas().Overlays().List() {
		down(o)
	}
}

// sees reports whether the text stands anywhere in the window.
func (s *stage) sees(text string) bool { return strings.Contains(s.text(), text) }

// text is all that stands in the window.
func (s *stage) text() string {
	var all strings.Builder
	s.walk(func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok {
			all.WriteString(t.Text)
		}
	})
	return all.String()
}

func (s *stage) button(text string) (found *widget.Button) {
	s.walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*widget.Button); ok && b.Text == text && found == nil {
			found = b
		}
	})
	return found
}

// buttons are those that say the text, or that stand for it without words.
func (s *stage) buttons(text string) (found []*widget.Button) {
	s.walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*widget.Button); ok && (b.Text == text || b.Text == "" && b.Hint == text) {
			found = append(found, b)
		}
	})
	return found
}

func (s *stage) entryWith(text string) *widget.Entry {
	return s.entryThat(func(e *widget.Entry) bool { return e.Text == text })
}

func (s *stage) entryThat(is func(*widget.Entry) bool) (found *widget.Entry) {
	s.walk(func(o fyne.CanvasObject) {
		if e, ok := o.(*widget.Entry); ok && found == nil && is(e) {
			found = e
		}
	})
	return found
}
