package handover

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// A site that has nothing to hand over yet leads to the homes, not from one empty
// list to the next.
func TestListOfNothing(t *testing.T) {
	s := begin(t, app.Handover, func(k *team) { k.raw = true })
	s.Stage.Open(shell.To("handover"))
	if !s.sees(s.Words.T("handover.to_units")) {
		t.Error("what is lacking is not said")
	}
}

func TestList(t *testing.T) {
	s := begin(t, app.Handover, expected)
	s.Stage.Open(shell.To("handover"))
	s.markup(t, "list")
	s.find("oyjy")
	if got := s.shown(); got != "3-2-1502" {
		t.Errorf("found %s", got)
	}
	s.find("nobody")
	s.markup(t, "list_no_match")
	s.Tap(s.Words.T("register.show_all"))
	s.Win.Canvas().Focus(s.list.Table.Focusable())
	s.Key(fyne.KeyDown, fyne.KeyReturn)
	if r := s.Stage.Route(); r.Place != "handover" || r.ID == "" {
		t.Errorf("Enter went to %+v", r)
	}
	opened := s.Stage.Route().ID
	s.Stage.Back()
	if home, _ := s.list.Table.Current(); home.ID().String() != opened {
		t.Errorf("back from %s, and the keyboard is on %s", opened, home.Text("unit"))
	}
}

// find looks for a text, and shows what is left of the list.
func (s *stage) find(text string) {
	s.Helper()
	box := shelltest.Find[*widget.SearchBox](s.Stage, nil)
	box.SetText(text)
	s.Run.Elapse(time.Second) // the typing rests
}

// shown are the codes of the homes that the list shows, in their order.
func (s *stage) shown() string {
	var all []string
	for _, home := range s.list.Table.Records() {
		all = append(all, home.Text("unit"))
	}
	return strings.Join(all, " ")
}

// Who buys a home while the list stands there is seen in it.
func TestListSeesWhoBought(t *testing.T) {
	s := begin(t, app.Handover, expected)
	s.Stage.Open(shell.To("handover"))
	s.TapChip(s.Words.T("handover.list.all"))
	s.Put(site.Owner{ID: app.ID{0xa6}, Name: "王𬀩"}, site.Ownership{ID: app.ID{0xa7}, Unit: app.ID{4}, Owner: app.ID{0xa6}})
	if s.Changed("ownership"); !s.sees("王𬀩") {
		t.Error("the list names who owned it before")
	}
}

// Where nobody is expected today the list shows who could come next; where nobody is at
// all, it stays with today.
func TestListBeginsWhereThereIsSomething(t *testing.T) {
	for chip, change := range map[handover.Listing]func(*team){
		handover.OfToday: func(k *team) { k.raw = true },
		handover.Waiting: nil,
	} {
		s := begin(t, app.Handover, change)
		s.Stage.Open(shell.To("handover"))
		if got := s.list.Looking().Chip; got != string(chip) {
			t.Errorf("the list shows %s, want %s", got, chip)
		}
		if chip == handover.Waiting && s.shown() != "3-2-1501" {
			t.Errorf("it shows %s", s.shown())
		}
	}
	s := begin(t, app.Handover, expected)
	s.Stage.Open(shell.To("handover").In(string(handover.Turned)))
	if s.shown() != "3-2-1502" {
		t.Errorf("of those that were turned down it shows %s", s.shown())
	}
}

// The homes that are selected are booked one after the other, in the order shown.
func TestBookMany(t *testing.T) {
	s := begin(t, app.Supervisor, expected)
	s.Stage.Open(shell.To("handover").In(string(handover.Every)))
	s.Win.Canvas().Focus(s.list.Table.Focusable())
	s.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if !s.sees("已选 2 项") {
		t.Fatal("what is selected is not said")
	}
	order := strings.Fields(s.shown())
	s.Tap(s.Words.T("handover.book_all"))
	s.markup(t, "book_all")
	s.Key(fyne.KeyReturn)
	at := map[string]string{}
	for _, home := range s.list.Table.Records() {
		at[home.Text("unit")] = home.Day("slot_on").String() + " " + home.Text("slot")
	}
	next := today.AddDays(1).String()
	if at[order[0]] != next+" 09:00–09:30" || at[order[1]] != next+" 09:30–10:00" {
		t.Errorf("booked in the order of %v: %v", order, at)
	}
	if s.Top() != nil || len(s.list.Table.Selected()) != 0 {
		t.Error("the dialog or the selection stays")
	}
}

func TestUnknownHome(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.Stage.Open(shell.ToRecord("handover", "1501"))
	s.markup(t, "unknown")
}

func TestFaces(t *testing.T) {
	atDesk(t, app.Handover, nil).markup(t, "awaited")
	atDesk(t, app.Supervisor, both(seated, found(site.Serious, site.Minor), func(k *team) { k.v.Unit.Fund = site.FundUnpaid; k.unsigned = true })).markup(t, "closed")
	s := atDesk(t, app.Supervisor, both(seated, found(site.Serious), func(k *team) {
		k.v.Overrides = []handover.Override{{Code: "grave_defect D-01-00001", Reason: "三日内修好", ByName: "王敏", At: now}}
	}))
	s.Words.SetLanguage(words.English)
	s.markup(t, "passed_english")
	s = atDesk(t, app.Supervisor, both(seated, func(k *team) {
		k.v.Keys[0].Kept, k.v.Keys[0].Purpose, k.v.Keys[0].Until = 1, "维修", today.AddDays(7)
		k.decide(handover.Accepted)
		k.locked("JF-01-00042")
		k.v.Certificate.State = contract.Signed
		k.to(handover.Completed)
		k.v.Case.CompletedOn, k.v.Unit.HandedOver = today, today
	}))
	s.markup(t, "completed")
}

// The whole way by keyboard alone: Ctrl+Enter goes to what comes next, Enter does
// it, and each line is asked for as soon as the keyboard leaves it.
func TestTheWholeWayByKeyboard(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.Key(fyne.KeyReturn)   // 签到
	s.Chord(fyne.KeyReturn) // to the first owner
	s.Key(fyne.KeyReturn)   // seen; the keyboard goes on to the second
	s.Key(fyne.KeyReturn)
	s.Chord(fyne.KeyReturn) // papers
	s.Key(fyne.KeyReturn)
	s.Chord(fyne.KeyReturn) // meters
	s.Type("SW-1")
	s.Key(fyne.KeyReturn)
	s.Type("0012.5")
	s.Key(fyne.KeyReturn)
	s.Chord(fyne.KeyReturn) // the next that must be read
	s.Type("DL-1")
	s.Key(fyne.KeyReturn)
	s.Type("7")
	s.Chord(fyne.KeyReturn) // saves what is being typed, then goes to the keys
	s.Type("5")
	s.Chord(fyne.KeyReturn) // to the decision
	s.Key(fyne.KeyReturn)   // 收楼
	s.Chord(fyne.KeyReturn) // draws up
	s.expect("check_in", "identity wang paper=身份证 original=true", "identity li paper=护照 original=true", papersHanded(),
		"meter meter=water number=SW-1", "meter meter=water reading=0012.5", "meter meter=electricity number=DL-1", "meter meter=electricity reading=7",
		"keys key=entrance count=5", "decide decision=accepted", "draw_up number=JF-01-00001")
	if r := s.Stage.Route(); r.Place != "document" || r.ID != s.certificate().ID.String() {
		t.Fatalf("after drawing up at %+v", r)
	}
	signed := s.certificate()
	signed.State = contract.Signed
	s.Put(signed)
	s.Stage.Back()
	s.Chord(fyne.KeyReturn) // 完成交付
	s.Key(fyne.KeyReturn)   // yes
	if last := s.calls[len(s.calls)-1]; last != "complete" || s.Top() != nil {
		t.Errorf("last %q", last)
	}
}

func TestNextStep(t *testing.T) {
	signed := func(k *team) { k.v.Certificate.State = contract.Signed }
	decided := func(d handover.Decision) func(*team) { return func(k *team) { k.decide(d) } }
	dated := func(k *team) {
		for i := range k.v.Open {
			k.v.Open[i].Promised = today.AddDays(3)
		}
	}
	drawn := func(k *team) { k.locked("JF-01-00042") }
	for _, c := range []struct {
		name   string
		change func(*team)
		want   string
	}{
		{"nobody has come", nil, "check_in"},
		{"no show", func(k *team) { k.to(handover.NoShow) }, "check_in"},
		{"identity", both(seated, func(k *team) { k.v.Owners[1].Check = nil }), "identity"},
		{"papers", both(seated, func(k *team) { k.v.Papers = nil }), "papers"},
		{"meters", both(seated, func(k *team) { k.v.Meters = k.v.Meters[:1] }), "meters"},
		{"keys", both(seated, func(k *team) { k.v.Keys = nil }), "keys"},
		{"kept keys without a purpose", both(seated, func(k *team) { k.v.Keys[0].Kept = 1 }), "keys"},
		{"annex", both(seated, found(site.Minor)), "annex"},
		{"decision", seated, "decide"},
		{"refused", both(seated, decided(handover.Refused)), "next_visit"},
		{"to draw up", both(seated, decided(handover.Accepted)), "draw_up"},
		{"to sign", both(seated, decided(handover.Accepted), drawn), "sign"},
		{"a voided one", both(seated, decided(handover.Accepted), drawn, func(k *team) { k.v.Certificate.State = contract.Voided }), "draw_up"},
		{"a line changed since", both(seated, decided(handover.Accepted), drawn, func(k *team) { k.v.Certificate.LockedAt = now.Add(-time.Second) }), "draw_again"},
		{"a defect found since", both(seated, decided(handover.Accepted), drawn, found(site.Minor), dated), "decide"},
		{"to complete", both(seated, decided(handover.Accepted), drawn, signed), "complete"},
		{"done", func(k *team) { k.to(handover.Completed) }, "open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atDesk(t, app.Supervisor, c.change)
			if got := s.desk.nextStep().key; got != c.want {
				t.Errorf("next is %s, want %s", got, c.want)
			}
			if text := s.desk.steps.Next.Text; strings.HasPrefix(text, "⟨") {
				t.Errorf("no words for %s", text)
			}
		})
	}
}

// What was refused stays where it was typed, with the reason at its line, until it
// is put right; what others record meanwhile does not take it away.
func TestARefusedReadingStays(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.Chord(fyne.KeyReturn)
	s.Win.Canvas().FocusNext()
	s.Type("12x")
	s.Key(fyne.KeyReturn)
	entry := s.entryWith("12x")
	s.changed()
	if entry == nil || entry.Text != "12x" || !s.sees("“12x”不是读数") {
		t.Fatal("the refused reading, or why, is gone")
	}
	s.Win.Canvas().Focus(entry)
	entry.SetText("12")
	s.Key(fyne.KeyReturn)
	s.expect("meter meter=water reading=12")
	if s.sees("不是读数") {
		t.Error("the reason stays after it was put right")
	}
}

// While a person types, what is read anew leaves the field alone.
func TestTypingIsNotTakenAway(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.Chord(fyne.KeyReturn)
	s.Type("SW")
	s.Put(handover.Meter{ID: app.DerivedID(caseID, "meter/water"), Case: caseID, Kind: "water", Number: "another", ReadAt: now})
	s.changed()
	if s.entryWith("SW") == nil {
		t.Error("what was being typed is gone")
	}
}

// A line that somebody else filled in meanwhile is compared with what it showed as the
// person began, and where both wrote the same field it is asked whose holds.
func TestALineChangedElsewhere(t *testing.T) {
	for answer, want := range map[fyne.KeyName]string{fyne.KeyReturn: "12", fyne.KeyEscape: "15"} {
		s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = []handover.Meter{{Kind: "water", Number: "SW-1", ReadAt: now}} }))
		s.Chord(fyne.KeyReturn)
		s.Type("12")
		theirs := s.meter("water")
		theirs.Number, theirs.Reading = "SW-2", "15"
		s.Put(theirs)
		s.changed()
		s.Key(fyne.KeyReturn)
		if s.Top() == nil || !s.sees("改为“15”") || !s.sees("“12”") || !s.sees("王敏") {
			t.Fatal("nobody is asked")
		}
		if s.entryWith("12") == nil {
			t.Error("what was typed is gone while it is asked about")
		}
		s.Key(answer)
		s.changed()
		if got := s.meter("water"); got.Reading != want || got.Number != "SW-2" || s.entryWith(want) == nil || s.Top() != nil {
			t.Errorf("%s: asked for %q, kept %+v, shows %s", answer, s.calls, got, s.text())
		}
		s.Win.Canvas().Focus(s.entryWith(want))
		s.Type("0")
		s.Key(fyne.KeyReturn)
		if got := s.meter("water").Reading; got != want+"0" && got != "0"+want || s.Top() != nil {
			t.Errorf("once it is settled it is compared with what stood there before: %s", got)
		}
	}
}

// What is in dispute is not recorded by a line; what is recorded is shown.
func TestALineInDispute(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.v.Meters = []handover.Meter{{Kind: "water", Number: "SW-1", Reading: "15", ReadAt: now}}
	}))
	s.Win.Canvas().Focus(s.entryWith("15"))
	s.Refuse = app.Refuse("conflict.open", "kind", "meter", "id", app.ID{6}.String(), "field", "reading")
	s.Type("9")
	s.Key(fyne.KeyReturn)
	if !s.sees("“读数”在两台电脑上") || s.entryWith("15") == nil {
		t.Errorf("shows %s", s.text())
	}
}

func TestKeptKeysAskWhatFor(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Keys = nil }))
	s.Chord(fyne.KeyReturn)
	s.Type("5")
	s.Key(fyne.KeyReturn)
	s.Type("1")
	s.Key(fyne.KeyReturn)
	s.Type("维修")
	s.Key(fyne.KeyReturn)
	s.Type("12-1")
	s.Key(fyne.KeyReturn)
	s.expect("keys key=entrance count=5", "keys key=entrance kept=1", "keys key=entrance purpose=维修", "keys key=entrance until=2026-12-01")
}

func TestDecisions(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, found(site.Minor, site.Normal)))
	if !s.Button("收楼").Disabled() || !s.Button("带问题收楼").Disabled() || s.Button("拒收").Disabled() {
		t.Error("what may be decided with open defects that have no dates")
	}
	if !s.sees("D-01-00002、D-01-00001 还没有承诺日期") {
		t.Error("it is not said why")
	}
	s.Chord(fyne.KeyReturn) // one date for all
	s.Type("12-5")
	s.Key(fyne.KeyReturn)
	s.expect("promise promised=2026-12-05")
	if s.Button("带问题收楼").Disabled() || !s.Button("收楼").Disabled() {
		t.Error("what may be decided once they have dates")
	}
	test.Tap(s.Button("拒收"))
	test.Tap(s.Button("登记拒收"))
	s.calls = nil
	s.desk.decide(handover.Choice{Decision: handover.Refused, Reason: handover.Fees, NextOn: today}, nil)
	s.changed()
	if !s.sees("费用争议") || s.desk.nextStep().key != "next_visit" {
		t.Error("the refusal is not shown")
	}
}

// A refusal is taken down with its reason and the day of the next visit, and with
// neither missing.
func TestRefusalAsksReasonAndDate(t *testing.T) {
	s := atDesk(t, app.Handover, seated)
	test.Tap(s.Button("拒收"))
	test.Tap(s.Button("登记拒收"))
	if !s.sees("请选择拒收原因") {
		t.Error("the reason that is missing is not said at the line")
	}
	reason := s.Words.T("handover.reason." + string(handover.RefusalReasons[0]))
	shelltest.Find(s.Stage, func(c *widget.Select) bool { return slices.Contains(c.Options, reason) }).Choose(reason)
	test.Tap(s.Button("登记拒收"))
	if !s.sees(s.Words.Refusal(app.Refuse("handover.next_missing"))) {
		t.Error("the day that is missing is not said at the line")
	}
	if s.visit().State == handover.Decided {
		t.Fatal("taken down without its day")
	}
	s.Win.Canvas().Focus(s.hinted("common.date.hint"))
	s.Type(today.AddDays(3).String())
	s.calls = nil
	test.Tap(s.Button("登记拒收"))
	s.expect("decide decision=refused reason=" + string(handover.RefusalReasons[0]) + " next_on=" + today.AddDays(3).String())
	if got := s.visit().Decision; got != handover.Refused {
		t.Errorf("decided %q", got)
	}

	s = atDesk(t, app.Handover, seated)
	test.Tap(s.Button("拒收"))
	test.Tap(s.Button("取消"))
	if s.Button("登记拒收") != nil {
		t.Error("cancelled, and it still asks")
	}
}

func TestOverride(t *testing.T) {
	grave := both(seated, found(site.Serious, site.Emergency), func(k *team) { k.v.Unit.Fund = site.FundUnpaid })
	s := atDesk(t, app.Handover, grave)
	if s.Offers(s.Words.T("handover.ask.override")) {
		t.Error("reception is asked to override")
	}
	s = atDesk(t, app.Supervisor, grave)
	s.Chord(fyne.KeyO)
	s.markup(t, "override")
	s.Type("三日内修好")
	s.Key(fyne.KeyReturn)
	s.expect("override code=grave_defect D-01-00002,grave_defect D-01-00001 reason=三日内修好")
	if !s.Button("收楼").Disabled() || !s.sees("王敏放行：三日内修好") || !s.sees("依法不得交付") {
		t.Error("the law is passed, or the override not said")
	}
}

// What only the law forbids nobody is asked to let pass; who asks is told why. The
// receipt is recorded at the desk.
func TestTheFundIsRecordedAtTheDesk(t *testing.T) {
	unpaid := both(seated, func(k *team) { k.v.Unit.Fund = site.FundUnpaid })
	s := atDesk(t, app.Supervisor, unpaid)
	s.Chord(fyne.KeyO)
	if len(s.calls) > 0 || strings.Count(s.text(), "依法不得交付") < 2 {
		t.Error("it is not said why nothing can be let pass")
	}
	test.Tap(s.Button("登记已交存……"))
	s.Key(fyne.KeyReturn)
	s.expect("unit.fund fund=paid")
	if s.Button("登记已交存……") != nil || s.Button("收楼").Disabled() {
		t.Error("the fund is paid, and still in the way")
	}
	if s = atDesk(t, app.Handover, unpaid); s.Button("登记已交存……") != nil {
		t.Error("reception is offered to record the fund")
	}
}

// How a name will stand on paper that its font cannot write is told before anything is
// filled in; it stops nothing, and who may change owners can supply a picture of it.
func TestRareNamesAreTold(t *testing.T) {
	rare := func(k *team) { k.v.Owners[0].Owner.Name = "朱𪚥𠮷" }
	s := atDesk(t, app.Handover, rare)
	if !s.sees("U+2A6A5、U+20BB7") || !s.sees("手写姓名") {
		t.Error("it is not said how the name will be written")
	}
	if s.Button("提供姓名图片……") != nil {
		t.Error("a picture is asked of who may not change owners")
	}
	s = atDesk(t, app.Assistant, rare)
	if s.Button("提供姓名图片……") == nil {
		t.Fatal("no picture is asked for")
	}
	s.desk.keepName(wang, "/pictures/朱.png")
	s.expect("picture of a2 from /pictures/朱.png")
	drawn := s.v.Owners[0].Owner
	drawn.NamePicture, drawn.PicturedName = "png", "朱𪚥𠮷"
	s.Put(drawn)
	s.changed()
	if s.Button("更换姓名图片……") == nil || s.sees("手写姓名") || !s.sees("按所提供的图片印出") {
		t.Error("it is not said that the picture is used")
	}
}

// What the owners want said goes with whatever they decide.
func TestRemarkGoesWithTheDecision(t *testing.T) {
	s := atDesk(t, app.Handover, seated)
	s.desk.remark.SetText("阳台栏杆请再紧固")
	test.Tap(s.Button("收楼"))
	s.changed()
	s.expect("decide decision=accepted reason=阳台栏杆请再紧固 remark=阳台栏杆请再紧固")
	if s.desk.remark.Text != "阳台栏杆请再紧固" || !s.sees("收楼") {
		t.Error("the remark is gone")
	}
	// Who comes again is not asked what was said the last time.
	again := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.v.Results = []handover.Result{{Decision: handover.Refused, Remark: "水压低", At: now.AddDate(0, 0, -7)}}
		k.v.Case.Decision, k.v.Case.NextOn = handover.Refused, today
	}))
	if again.desk.remark.Text != "" || again.sees("再次交付2026") {
		t.Errorf("asked again with %q", again.desk.remark.Text)
	}
	if got := short(strings.Repeat("长\n", 121)); got != strings.TrimSuffix(strings.Repeat("长 ", 60), " ")+" ……" {
		t.Errorf("%q", got)
	}
}

// After the visit: what was said, and the end.
func TestFollowUpAndArchive(t *testing.T) {
	given := func(k *team) {
		seated(k)
		k.to(handover.Completed)
		k.v.Unit.HandedOver, k.v.Case.Decision = today, handover.AcceptedWithDefects
		k.v.Notes = []handover.Move{{Move: app.Move[handover.State]{Reason: "约周六上门", At: now}, Step: handover.Follow}}
	}
	s := atDesk(t, app.Handover, given)
	if !s.sees("约周六上门") {
		t.Error("what was said is not shown")
	}
	s.Choose("跟进……")
	s.Type("已上门")
	s.desk.c.Canvas().FocusNext()
	test.Tap(s.Button("记录"))
	test.Tap(s.Button("归档"))
	s.expect("follow_up reason=已上门", "archive")
	refused := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.to(handover.Decided)
		k.v.Case.Decision = handover.Refused
	}))
	if !refused.Offers("跟进……") || refused.Offers("归档") {
		t.Error("what may be done after a refusal")
	}
}

// What stands in a field and is no day is taken neither for none nor for the day that
// stood there before.
func TestADayThatIsNone(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.to(handover.Decided)
		k.v.Case.Decision, k.v.Case.NextOn = handover.Refused, today
	}))
	s.Choose("跟进……")
	s.Type("改约")
	s.desk.c.Canvas().FocusNext()
	s.Type("下周")
	test.Tap(s.Button("记录"))
	if s.expect(); !s.sees("不是日期") {
		t.Error("it is not said that this is no day")
	}
}

// A site that reads no meters has nothing left to read.
func TestAListOfNothingIsDone(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	seen, err := s.SeeHandoverItems(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	without := seen.Value
	without.Meters = nil
	if err := s.Desk.Handover.PutItems(t.Context(), apptest.Supervisor, &seen, without); err != nil {
		t.Fatal(err)
	}
	if s.desk.nextStep().key != "decide" {
		t.Errorf("the next step is %s", s.desk.nextStep().key)
	}
	if done, total := asked(0, 0, nil); done != total {
		t.Errorf("%d of %d", done, total)
	}
	if done, total := asked(0, 0, []handover.Item{{Key: "gas"}}); done == total {
		t.Error("a list nobody has looked at is done")
	}
}

// A home without an owner leads to the form by the gate's sentence, by the next step and
// beside the owners; the forms that put home and owners right are at hand.
func TestFormsAtTheDesk(t *testing.T) {
	s := atDesk(t, app.Assistant, both(seated, func(k *team) { k.v.Owners = nil }))
	for _, b := range s.buttons(s.Words.T("unit.register.act")) {
		b.OnTap()
	}
	s.desk.next()
	if s.desk.steps.Next.Text != s.Words.T("handover.act.register") {
		t.Errorf("the next step is %q", s.desk.steps.Next.Text)
	}
	if want := []string{"register 3-2-1501", "register 3-2-1501", "register 3-2-1501"}; !slices.Equal(s.calls, want) {
		t.Errorf("asked for %q", s.calls)
	}
	s = atDesk(t, app.Assistant, seated)
	s.buttons(s.Words.T("unit.form.home", "unit", "3-2-1501"))[0].OnTap()
	s.desk.correctName(li)
	s.buttons(s.Words.T("handover.ask.name_more"))[0].OnTap()
	if want := []string{"correct 3-2-1501", "correct owner a3"}; !slices.Equal(s.calls, want) {
		t.Errorf("asked for %q", s.calls)
	}
}

// Acts that do not fit beside one another stand below one another.
func TestActsBreakIntoLines(t *testing.T) {
	wide := func(w float32) fyne.CanvasObject { return widget.Fixed(w, widget.Space(1)) }
	got := widget.BrokenRow(288, []fyne.CanvasObject{wide(100), wide(100), wide(100), wide(280)})
	if len(got) != 3 || len(got[0]) != 2 || len(got[1]) != 1 || len(got[2]) != 1 {
		t.Errorf("%d lines", len(got))
	}
	if widget.BrokenRow(288, nil) != nil {
		t.Error("no acts make a line")
	}
}

// A name is put right in at most four actions from where it was noticed, the
// certificate: the button, the name with Enter, print.
func TestAWrongNameFromTheCertificate(t *testing.T) {
	s := atDesk(t, app.Supervisor, both(seated, func(k *team) {
		k.decide(handover.Accepted)
		k.locked("JF-01-00042")
	}))
	s.Stage.Open(shell.ToRecord("document", s.v.Certificate.ID.String()))
	s.Stage.Open(shell.ToRecord("handover", unitID.String()).With("act", "name")) // 1: the button there
	s.markup(t, "name")
	s.Type("王健国")
	s.Key(fyne.KeyReturn) // 2
	s.expect("correct_name wang paper=身份证 original=true number=JF-01-00001 reason=by_paper")
	if r := s.Stage.Route(); r.Place != "document" || r.ID != s.certificate().ID.String() || s.certificate().Number == "JF-01-00042" {
		t.Fatalf("at %+v", r)
	}
	// 3 is Ctrl+P there. Going back asks for no name again.
	s.Stage.Back()
	if s.Top() != nil {
		t.Error("the desk asks for the name again")
	}
}

func TestNameRefusedStaysInTheDialog(t *testing.T) {
	s := atDesk(t, app.Supervisor, seated)
	s.Chord(fyne.KeyM)
	s.Key(fyne.KeyReturn)
	if s.Top() == nil || !s.sees("没有改动") {
		t.Error("the dialog went, or does not say why")
	}
	s.Key(fyne.KeyEscape)
	if s.Top() != nil {
		t.Error("Esc leaves the dialog open")
	}
	other := atDesk(t, app.Handover, seated)
	if other.Offers(other.Words.T("handover.ask.name")) {
		t.Error("reception is asked for a name it may not change")
	}
}

func TestAgent(t *testing.T) {
	s := atDesk(t, app.Handover, func(k *team) { k.to(handover.CheckedIn) })
	s.desk.agent(li)
	s.markup(t, "agent")
	s.Type("陈律")
	s.Key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	s.Type("320105198801011234")
	s.Key(fyne.KeyReturn)
	if s.Top() == nil || !s.sees("校验位不对") {
		t.Errorf("a number that is none is taken, or nobody says why not: %s", s.text())
	}
	s.entryWith("320105198801011234").SetText("320105197001011232")
	s.Key(fyne.KeyReturn)
	s.expect("agent li paper=身份证 original=true")
	if l := s.view().Owners[1].Letter; l.Agent != "陈律" || len(l.Scopes) != 5 || !l.To.IsZero() {
		t.Errorf("the letter is %+v", l)
	}
}

// An agent's letter is withdrawn where it stands, after a question; one that was is not
// offered again, nor to who takes nothing at the desk.
func TestALetterIsWithdrawn(t *testing.T) {
	letter := contract.Authority{ID: app.ID{9}, Agent: "陈律"}
	byLetter := func(k *team) {
		k.to(handover.InStations)
		k.v.Owners[1].Check, k.v.Owners[1].Letter = &handover.IdentityCheck{Name: "陈律", Authority: letter.ID, Paper: "身份证", Original: true, At: now}, letter
	}
	s := atDesk(t, app.Handover, byLetter)
	const offer = "撤销委托……"
	if len(s.buttons(offer)) != 1 {
		t.Fatalf("it is offered %d times", len(s.buttons(offer)))
	}
	s.Button(offer).OnTap()
	s.Key(fyne.KeyEscape)
	s.expect()
	s.Button(offer).OnTap()
	s.Key(fyne.KeyReturn)
	s.expect("authority.withdraw withdrawn=true")
	if s.Button(offer) != nil || !s.sees("委托已撤销") || s.desk.nextStep().key != identity {
		t.Errorf("after it was withdrawn, %s is next: %s", s.desk.nextStep().key, s.text())
	}
	if other := atDesk(t, app.Manager, byLetter); other.Button(offer) != nil {
		t.Error("it is offered to who takes nothing at the desk")
	}
}

// A supervisor cancels what was agreed on, with a reason, and the home begins anew; others
// are not offered it, nor anybody before there is something to cancel.
func TestCancel(t *testing.T) {
	const offer = "取消本次交付……"
	booked := func(k *team) { k.to(handover.Booked); k.v.Case.SlotOn = today }
	s := atDesk(t, app.Supervisor, booked)
	s.Choose(offer)
	s.Key(fyne.KeyReturn)
	if s.Top() == nil || !s.sees("请写明原因") {
		t.Errorf("without a reason: %s", s.text())
	}
	s.expect()
	s.Type("业主要求改到明年")
	s.Key(fyne.KeyReturn)
	s.expect("cancel reason=业主要求改到明年")
	if !s.sees("上次交付已于 2026-11-23 由王敏取消：业主要求改到明年") {
		t.Errorf("who cancelled it, when and why is not said: %s", s.text())
	}
	if v := s.view(); v.Case.N != 2 || !v.Case.ID.IsNil() || s.Offers(offer) {
		t.Errorf("after it: %+v, %s", v.Case, s.text())
	}
	if other := atDesk(t, app.Handover, booked); other.Offers(offer) {
		t.Error("it is offered to who may not")
	}
}

func TestVisits(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.desk.invite()
	s.Key(fyne.KeyReturn)
	s.desk.book()
	s.Key(fyne.KeyReturn)
	s.desk.missed()
	s.Key(fyne.KeyReturn)
	s.expect("invite notice_on=2026-11-23 notice_channel=registered", "book slot_on=2026-11-23", "no_show")
}

// Nobody is said to have stayed away by a slip, nor before the day.
func TestNoShow(t *testing.T) {
	s := atDesk(t, app.Handover, func(k *team) { k.to(handover.Booked); k.v.Case.SlotOn = today })
	s.desk.missed()
	s.Key(fyne.KeyEscape)
	s.expect()
	later := s.visit()
	later.SlotOn = today.AddDays(2)
	s.Put(later)
	s.changed()
	if s.desk.missed(); s.Top() != nil || !s.sees("还没有到") {
		t.Error("it is asked for a day that is still to come")
	}
}

// The card is as wide as its column, whatever stands in it: what it offers to correct
// stays in sight.
func TestNoNameWidensTheCard(t *testing.T) {
	s := atDesk(t, app.Supervisor, func(k *team) {
		k.v.Owners[0].Owner.Name, k.v.Owners[0].Share, k.v.Owners[0].Owner.Phone = "上海浦江房地产经纪咨询有限责任公司", "共同共有，另有约定", "+81-90-****-5678"
		k.v.Community.Name, k.v.HouseType.Name = "锦绣花园一期（含配套商业及地下车库）", "A1 奇数层边户"
	})
	for _, lang := range []words.Language{words.Chinese, words.English} {
		s.Words.SetLanguage(lang)
		if wide := s.desk.card.MinSize().Width; wide > cardWidth {
			t.Errorf("%s: the card wants %.0f of %.0f", lang.Name(), wide, cardWidth)
		}
	}
}

// The card says that the law bars a home of which the state tells the work alone.
func TestTheCardSaysThatTheLawBars(t *testing.T) {
	for fund, barred := range map[site.FundState]bool{site.FundPaid: false, site.FundUnpaid: true} {
		s := atDesk(t, app.Supervisor, func(k *team) { k.v.Unit.Fund = fund; found(site.Normal)(k) })
		if s.sees(s.Words.Barred(true)) != barred {
			t.Errorf("fund %q: barred is said: %t", fund, !barred)
		}
	}
}

// Who may not hand over sees everything and is asked for nothing.
func TestForReadingOnly(t *testing.T) {
	s := atDesk(t, app.Manager, both(seated, found(site.Minor)))
	if !s.sees("只供查看") || !s.desk.steps.Next.Disabled() || s.Button("收楼") != nil || !s.sees("SW-1") {
		t.Error("a manager may fill in lines, or sees none")
	}
	s.Chord(fyne.KeyReturn)
	s.expect()
}

// The wheel moves the page wherever the pointer is, over a field too.
func TestTheWheelMovesThePage(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.Chord(fyne.KeyReturn)
	field := s.Win.Canvas().Focused().(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field).AddXY(20, 10)
	before := s.desk.scroll.Offset.Y
	test.Scroll(s.Win.Canvas(), at, 0, 40)
	if s.desk.scroll.Offset.Y >= before {
		t.Errorf("the page stands at %v over a field", s.desk.scroll.Offset.Y)
	}
}

// A home that went away says so.
func TestHomeThatIsGone(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.Stage.Open(shell.ToRecord("handover", app.ID{9}.String()))
	if !s.sees("找不到这一户") {
		t.Error("nothing is said of a home that is not there")
	}
}

// An act that fails for good is said in a dialog by the shell, and nothing is lost.
func TestDiskFull(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.Refuse = app.Refuse("disk.full", "what", "site.db")
	s.Key(fyne.KeyReturn)
	if s.Top() == nil || s.desk.v.Case.State == handover.CheckedIn {
		t.Error("a full disk is not said")
	}
}

// A paper handed over has a count and is an original or a copy; what is no count is
// said, and the line shows again what is on disk.
func TestPapersAreCounted(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Papers = k.v.Papers[:1]; k.v.Papers[0].Count = 3 }))
	e := s.entryWith("3")
	if e == nil {
		t.Fatal("the count is not shown")
	}
	s.Win.Canvas().Focus(e)
	e.SetText("二")
	s.Win.Canvas().Unfocus()
	if len(s.calls) != 0 || e.Text != "3" {
		t.Errorf("a count that is none: %v, and shows %q", s.calls, e.Text)
	}
	s.Win.Canvas().Focus(e)
	e.SetText("2")
	s.Win.Canvas().Unfocus()
	s.Button(s.desk.c.W.T("handover.papers.original")).OnTap()
	key := s.v.Items.Papers[0].Key
	s.expect("paper paper="+key+" count=2", "paper paper="+key+" original=false")
}

// The whole number is shown to who compares it with the card and may see it, once that
// is recorded, and no longer than until the card was looked at.
func TestCompareWithTheCard(t *testing.T) {
	arrived := func(k *team) { k.to(handover.CheckedIn) }
	eye := func(s *stage) *widget.Button {
		for _, o := range test.LaidOutObjects(s.Win.Content()) {
			if b, ok := o.(*widget.Button); ok && b.Icon == "eye" {
				return b
			}
		}
		return nil
	}
	drawn := func(s *stage) bool { return strings.Contains(test.RenderToMarkup(s.Win.Canvas()), wholeNumber) }
	s := atDesk(t, app.Handover, arrived)
	if eye(s) != nil || drawn(s) {
		t.Error("who may not see whole numbers is offered them")
	}
	s = atDesk(t, app.Assistant, arrived)
	if eye(s) == nil || drawn(s) {
		t.Fatal("whole numbers are not offered, or shown unasked")
	}
	s.Refuse = app.Refuse("disk.full", "what", "site.db")
	eye(s).OnTap()
	if drawn(s) {
		t.Error("shown, and not recorded")
	}
	s.Refuse = nil
	eye(s).OnTap()
	s.changed()
	if !drawn(s) || s.calls[len(s.calls)-1] != "owner.show wang occasion=compare" {
		t.Fatalf("not shown after %v", s.calls)
	}
	s.Words.SetLanguage(words.English)
	eye(s).OnTap()
	if s.changed(); !drawn(s) {
		t.Error("English words leave no room for the number")
	}
	s.Put(handover.IdentityCheck{ID: app.ID{0x53}, Case: caseID, Owner: wang, Paper: "身份证", Original: true, At: now})
	s.changed()
	if drawn(s) {
		t.Error("shown after the card was looked at")
	}
	again := s.visit()
	again.ArrivedAt = now.Add(time.Hour)
	s.Put(again)
	s.changed()
	if drawn(s) {
		t.Error("shown at a later visit, unrecorded")
	}
}
