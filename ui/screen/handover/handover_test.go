package handover

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// A site that has nothing to hand over yet leads to the homes, not from one empty
// list to the next.
func TestListOfNothing(t *testing.T) {
	s := begin(t, app.Handover, func(k *team) { k.rows = nil })
	s.shell.Open(shell.To("handover"))
	if !s.sees(s.words.T("handover.to_units")) {
		t.Error("what is lacking is not said")
	}
}

func TestList(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.shell.Open(shell.To("handover"))
	s.markup("list")
	s.list.search.SetText("oyjy")
	if got := s.list.table.Records(); len(got) != 1 || got[0].Code != "3-2-1502" {
		t.Errorf("found %v", got)
	}
	s.list.search.SetText("nobody")
	s.markup("list_no_match")
	s.list.search.SetText("")
	s.list.choose(handover.Given)
	s.markup("list_empty")
	s.list.choose(handover.Every)
	s.win.Canvas().Focus(s.list.table.Focusable())
	s.typed(fyne.KeyDown, fyne.KeyReturn)
	if r := s.shell.Route(); r.Place != "handover" || r.ID == "" {
		t.Errorf("Enter went to %+v", r)
	}
	opened := s.shell.Route().ID
	s.shell.Back()
	if r, _ := s.list.table.Current(); r.Unit.String() != opened {
		t.Errorf("back from %s, and the keyboard is on %s", opened, r.Code)
	}
}

// Where nobody is expected today the list shows who could come next.
// When owners came stays to be seen when they have gone, whatever came of it; of
// another day it is the day.
func TestArrivalStays(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.shell.Open(shell.To("handover"))
	for _, c := range []struct {
		row  handover.Row
		want string
	}{
		{handover.Row{State: handover.Booked}, ""},
		{handover.Row{State: handover.CheckedIn, ArrivedAt: now}, s.words.Clock(now)},
		{handover.Row{State: handover.Completed, ArrivedAt: now}, s.words.Clock(now)},
		{handover.Row{State: handover.Archived, ArrivedAt: now.AddDate(0, 0, -3)}, s.words.Date(today.AddDays(-3))},
	} {
		if got := s.list.arrived(c.row); got != c.want {
			t.Errorf("%s since %v says %q, want %q", c.row.State, c.row.ArrivedAt, got, c.want)
		}
	}
}

func TestListBeginsWhereThereIsSomething(t *testing.T) {
	s := begin(t, app.Handover, func(k *team) { k.rows = nil })
	s.shell.Open(shell.To("handover"))
	if *s.list.which != handover.OfToday {
		t.Errorf("nothing anywhere, and the list shows %s", *s.list.which)
	}
}

func TestUnknownHome(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.shell.Open(shell.ToRecord("handover", "1501"))
	s.markup("unknown")
}

func TestFaces(t *testing.T) {
	atDesk(t, app.Handover, nil).markup("awaited")
	atDesk(t, app.Supervisor, both(seated, found(site.Serious, site.Minor), func(k *team) { k.facts.Fund = site.FundUnpaid; k.facts.Agreement = false })).markup("closed")
	s := atDesk(t, app.Supervisor, both(seated, found(site.Serious), func(k *team) {
		k.v.Overrides = []handover.Override{{Code: "grave_defect D-01-00001", Reason: "三日内修好", ByName: "王敏"}}
	}))
	s.words.SetLanguage(words.English)
	s.markup("passed_english")
	s = atDesk(t, app.Supervisor, both(seated, func(k *team) {
		k.v.Results = []handover.Result{{Decision: handover.Accepted, At: now}}
		k.v.Case.Decision = handover.Accepted
		k.v.Keys[0].Kept, k.v.Keys[0].Purpose, k.v.Keys[0].Until = 1, "维修", today.AddDays(7)
		k.locked("JF-01-00042")
		k.v.Certificate.State = contract.Signed
		k.Complete(nil, app.Actor{}, unitID)
		k.calls = nil
	}))
	s.markup("completed")
}

// The whole way by keyboard alone: Ctrl+Enter goes to what comes next, Enter does
// it, and each line is asked for as soon as the keyboard leaves it.
func TestTheWholeWayByKeyboard(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.typed(fyne.KeyReturn) // 签到
	s.chord(fyne.KeyReturn) // to the first owner
	s.typed(fyne.KeyReturn) // seen; the keyboard goes on to the second
	s.typed(fyne.KeyReturn)
	s.chord(fyne.KeyReturn) // papers
	s.typed(fyne.KeyReturn)
	s.chord(fyne.KeyReturn) // meters
	s.write("SW-1")
	s.typed(fyne.KeyReturn)
	s.write("0012.5")
	s.typed(fyne.KeyReturn)
	s.chord(fyne.KeyReturn) // the next that must be read
	s.write("DL-1")
	s.typed(fyne.KeyReturn)
	s.write("7")
	s.chord(fyne.KeyReturn) // saves what is being typed, then goes to the keys
	s.write("5")
	s.chord(fyne.KeyReturn) // to the decision
	s.typed(fyne.KeyReturn) // 收楼
	s.chord(fyne.KeyReturn) // draws up
	s.expect("check in", "owner 2 身份证 true", "owner 3 护照 true", "papers",
		"meter water SW-1 ", "meter water SW-1 0012.5", "meter electricity DL-1 ", "meter electricity DL-1 7",
		"keys entrance 5 0  ", "decide accepted   ", "draw up")
	if r := s.shell.Route(); r.Place != "document" || r.ID != s.v.Certificate.ID.String() {
		t.Fatalf("after drawing up at %+v", r)
	}
	s.v.Certificate.State = contract.Signed
	s.shell.Back()
	s.chord(fyne.KeyReturn) // 完成交付
	s.typed(fyne.KeyReturn) // yes
	if last := s.calls[len(s.calls)-1]; last != "complete" || s.win.Canvas().Overlays().Top() != nil {
		t.Errorf("last %q", last)
	}
}

func TestNextStep(t *testing.T) {
	signed := func(k *team) { k.v.Certificate.State = contract.Signed }
	decided := func(d handover.Decision) func(*team) {
		return func(k *team) {
			c := handover.Choice{Decision: d}
			if d == handover.Refused {
				c.Reason, c.NextOn = handover.RefusalReasons[0], today.AddDays(7)
			}
			k.Decide(nil, app.Actor{}, unitID, c)
			k.calls = nil
		}
	}
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
		{"a line changed since", both(seated, decided(handover.Accepted), drawn, func(k *team) { k.v.Certificate.LockedAt = now.Add(-1) }), "draw_again"},
		{"a defect found since", both(seated, decided(handover.Accepted), drawn, found(site.Minor), dated), "decide"},
		{"to complete", both(seated, decided(handover.Accepted), drawn, signed), "complete"},
		{"done", func(k *team) { k.to(handover.Completed) }, "open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atDesk(t, app.Supervisor, c.change)
			if got := s.desk.nextStep().key; got != c.want {
				t.Errorf("next is %s, want %s", got, c.want)
			}
			if text := s.desk.primary.Text; strings.HasPrefix(text, "⟨") {
				t.Errorf("no words for %s", text)
			}
		})
	}
}

// What was refused stays where it was typed, with the reason at its line, until it
// is put right; what others record meanwhile does not take it away.
func TestARefusedReadingStays(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.chord(fyne.KeyReturn)
	s.win.Canvas().FocusNext()
	s.said = app.Refuse("handover.reading_unclear", "text", "12x")
	s.write("12x")
	s.typed(fyne.KeyReturn)
	entry := s.entryWith("12x")
	s.changed()
	if entry == nil || entry.Text != "12x" || !s.sees("“12x”不是读数") {
		t.Fatal("the refused reading, or why, is gone")
	}
	s.win.Canvas().Focus(entry)
	entry.SetText("12")
	s.typed(fyne.KeyReturn)
	s.expect("meter water  12x", "meter water  12")
	if s.sees("不是读数") {
		t.Error("the reason stays after it was put right")
	}
}

// While a person types, what is read anew leaves the field alone.
func TestTypingIsNotTakenAway(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.chord(fyne.KeyReturn)
	s.write("SW")
	s.v.Meters = []handover.Meter{{Kind: "water", Number: "another", ReadAt: now}}
	s.changed()
	if s.entryWith("SW") == nil {
		t.Error("what was being typed is gone")
	}
}

// A line that somebody else filled in meanwhile is compared with what it showed as the
// person began, and where both wrote the same field it is asked whose holds.
func TestALineChangedElsewhere(t *testing.T) {
	for answer, want := range map[fyne.KeyName]string{fyne.KeyReturn: "12", fyne.KeyEscape: "15"} {
		s := atDesk(t, app.Handover, both(seated, func(k *team) {
			k.v.Meters = []handover.Meter{{ID: app.ID{6}, Kind: "water", Number: "SW-1", ReadAt: now}}
			k.v.Sights = map[app.ID]app.Sight{{6}: {Fields: map[string]string{"reading": "first"}}}
		}))
		s.chord(fyne.KeyReturn)
		s.write("12")
		s.v.Meters = []handover.Meter{{ID: app.ID{6}, Kind: "water", Number: "SW-2", Reading: "15", ReadAt: now}}
		s.v.Sights = map[app.ID]app.Sight{{6}: {Fields: map[string]string{"reading": "second"}}}
		s.changed()
		s.said = app.Refuse("record.changed", "kind", "meter", "field", "reading", "theirs", "15", "mine", "12", "who", "赵磊", "at", "2026-11-23T03:00:00Z")
		s.typed(fyne.KeyReturn)
		if s.win.Canvas().Overlays().Top() == nil || !s.sees("改为“15”") || !s.sees("“12”") || !s.sees("赵磊") {
			t.Fatal("nobody is asked")
		}
		if s.entryWith("12") == nil {
			t.Error("what was typed is gone while it is asked about")
		}
		s.typed(answer)
		s.changed()
		if len(s.read) != map[string]int{"12": 2, "15": 1}[want] || s.entryWith(want) == nil || s.win.Canvas().Overlays().Top() != nil {
			t.Errorf("%s: asked for %q, shows %s", answer, s.calls, s.text())
		}
		for _, seen := range s.read {
			if seen != s.read[0] || seen.Value.Number != "SW-1" || seen.Sight.Fields["reading"] != "first" {
				t.Errorf("compared with %+v", seen)
			}
		}
		s.read = nil
		s.win.Canvas().Focus(s.entryWith(want))
		s.write("0")
		s.typed(fyne.KeyReturn)
		if len(s.read) != 1 || s.read[0].Sight.Fields["reading"] == "first" {
			t.Errorf("once it is settled it is compared with %+v", s.read)
		}
	}
}

// What is in dispute is not recorded by a line; what is recorded is shown.
func TestALineInDispute(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.v.Meters = []handover.Meter{{ID: app.ID{6}, Kind: "water", Number: "SW-1", Reading: "15", ReadAt: now}}
	}))
	s.win.Canvas().Focus(s.entryWith("15"))
	s.said = app.Refuse("conflict.open", "kind", "meter", "id", app.ID{6}.String(), "field", "reading")
	s.write("9")
	s.typed(fyne.KeyReturn)
	if !s.sees("“读数”在两台电脑上") || s.entryWith("15") == nil {
		t.Errorf("shows %s", s.text())
	}
}

func TestKeptKeysAskWhatFor(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Keys = nil }))
	s.chord(fyne.KeyReturn)
	s.write("5")
	s.typed(fyne.KeyReturn)
	s.write("1")
	s.typed(fyne.KeyReturn)
	s.write("维修")
	s.typed(fyne.KeyReturn)
	s.write("12-1")
	s.typed(fyne.KeyReturn)
	s.expect("keys entrance 5 0  ", "keys entrance 5 1  ", "keys entrance 5 1 维修 ", "keys entrance 5 1 维修 2026-12-01")
}

func TestDecisions(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, found(site.Minor, site.Normal)))
	if !s.button("收楼").Disabled() || !s.button("带问题收楼").Disabled() || s.button("拒收").Disabled() {
		t.Error("what may be decided with open defects that have no dates")
	}
	if !s.sees("D-01-00001、D-01-00002 还没有承诺日期") {
		t.Error("it is not said why")
	}
	s.chord(fyne.KeyReturn) // one date for all
	s.write("12-5")
	s.typed(fyne.KeyReturn)
	s.expect("promise 2 2026-12-05")
	if s.button("带问题收楼").Disabled() || !s.button("收楼").Disabled() {
		t.Error("what may be decided once they have dates")
	}
	test.Tap(s.button("拒收"))
	test.Tap(s.button("登记拒收"))
	s.said = nil
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
	test.Tap(s.button("拒收"))
	test.Tap(s.button("登记拒收"))
	if !s.sees("请选择拒收原因") {
		t.Error("the reason that is missing is not said at the line")
	}
	reason := s.words.T("handover.reason." + string(handover.RefusalReasons[0]))
	s.walk(func(o fyne.CanvasObject) {
		if choice, is := o.(*widget.Select); is && slices.Contains(choice.Options, reason) {
			choice.Choose(reason)
		}
	})
	test.Tap(s.button("登记拒收"))
	if !s.sees(s.words.Refusal(app.Refuse("handover.next_missing"))) {
		t.Error("the day that is missing is not said at the line")
	}
	if s.v.Case.State == handover.Decided {
		t.Fatal("taken down without its day")
	}
	s.win.Canvas().Focus(s.hinted("common.date.hint"))
	s.write(today.AddDays(3).String())
	s.calls = nil
	test.Tap(s.button("登记拒收"))
	s.expect("decide refused " + string(handover.RefusalReasons[0]) + "  " + today.AddDays(3).String())
	if s.v.Case.Decision != handover.Refused {
		t.Errorf("decided %q", s.v.Case.Decision)
	}

	s = atDesk(t, app.Handover, seated)
	test.Tap(s.button("拒收"))
	test.Tap(s.button("取消"))
	if s.button("登记拒收") != nil {
		t.Error("cancelled, and it still asks")
	}
}

func TestOverride(t *testing.T) {
	grave := both(seated, found(site.Serious, site.Emergency), func(k *team) { k.facts.Fund = site.FundUnpaid })
	s := atDesk(t, app.Handover, grave)
	s.chord(fyne.KeyO)
	if s.win.Canvas().Overlays().Top() != nil || len(s.calls) > 0 {
		t.Error("reception is asked to override")
	}
	s = atDesk(t, app.Supervisor, grave)
	s.chord(fyne.KeyO)
	s.markup("override")
	s.write("三日内修好")
	s.typed(fyne.KeyReturn)
	s.expect("override grave_defect D-01-00001, grave_defect D-01-00002: 三日内修好")
	if !s.button("收楼").Disabled() || !s.sees("王敏放行：三日内修好") || !s.sees("依法不得交付") {
		t.Error("the law is passed, or the override not said")
	}
}

// What only the law forbids nobody is asked to let pass; who asks is told why. The
// receipt is recorded at the desk.
func TestTheFundIsRecordedAtTheDesk(t *testing.T) {
	unpaid := both(seated, func(k *team) { k.facts.Fund = site.FundUnpaid })
	s := atDesk(t, app.Supervisor, unpaid)
	s.chord(fyne.KeyO)
	if len(s.calls) > 0 || strings.Count(s.text(), "依法不得交付") < 2 {
		t.Error("it is not said why nothing can be let pass")
	}
	test.Tap(s.button("登记已交存……"))
	s.typed(fyne.KeyReturn)
	s.expect("fund of 1 paid")
	if s.button("登记已交存……") != nil || s.button("收楼").Disabled() {
		t.Error("the fund is paid, and still in the way")
	}
	if s = atDesk(t, app.Handover, unpaid); s.button("登记已交存……") != nil {
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
	if s.button("提供姓名图片……") != nil {
		t.Error("a picture is asked of who may not change owners")
	}
	s = atDesk(t, app.Assistant, rare)
	if s.button("提供姓名图片……") == nil {
		t.Fatal("no picture is asked for")
	}
	s.desk.keepName(s.team.v.Owners[0].Owner.ID, "/pictures/朱.png")
	s.expect(fmt.Sprintf("picture of %d from /pictures/朱.png", s.team.v.Owners[0].Owner.ID[0]))
	s.team.v.Owners[0].Owner.NamePicture, s.team.v.Owners[0].Owner.PicturedName = "png", "朱𪚥𠮷"
	s.changed()
	if s.button("更换姓名图片……") == nil || s.sees("手写姓名") || !s.sees("按所提供的图片印出") {
		t.Error("it is not said that the picture is used")
	}
}

// What the owners want said goes with whatever they decide.
func TestRemarkGoesWithTheDecision(t *testing.T) {
	s := atDesk(t, app.Handover, seated)
	s.desk.remark.SetText("阳台栏杆请再紧固")
	test.Tap(s.button("收楼"))
	s.changed()
	s.expect("decide accepted  阳台栏杆请再紧固 ")
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
	test.Tap(s.button("跟进……"))
	s.write("已上门")
	s.desk.c.Canvas().FocusNext()
	test.Tap(s.button("记录"))
	test.Tap(s.button("归档"))
	s.expect("follow 已上门 ", "archive")
	refused := atDesk(t, app.Handover, both(seated, func(k *team) {
		k.to(handover.Decided)
		k.v.Case.Decision = handover.Refused
	}))
	if refused.button("跟进……") == nil || refused.button("归档") != nil {
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
	test.Tap(s.button("跟进……"))
	s.write("改约")
	s.desk.c.Canvas().FocusNext()
	s.write("下周")
	test.Tap(s.button("记录"))
	if s.expect(); !s.sees("不是日期") {
		t.Error("it is not said that this is no day")
	}
}

// A site that reads no meters has nothing left to read.
func TestAListOfNothingIsDone(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Items.Meters, k.v.Meters = nil, nil }))
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
	for _, b := range s.buttons(s.words.T("unit.register.act")) {
		b.OnTap()
	}
	s.desk.next()
	if s.desk.primary.Text != s.words.T("handover.act.register") {
		t.Errorf("the next step is %q", s.desk.primary.Text)
	}
	if want := []string{"register 3-2-1501", "register 3-2-1501", "register 3-2-1501"}; !slices.Equal(s.calls, want) {
		t.Errorf("asked for %q", s.calls)
	}
	s = atDesk(t, app.Assistant, seated)
	s.buttons(s.words.T("unit.form.home", "unit", "3-2-1501"))[0].OnTap()
	s.desk.correctName(li)
	s.buttons(s.words.T("handover.ask.name_more"))[0].OnTap()
	if want := []string{"correct 3-2-1501", "correct owner 03"}; !slices.Equal(s.calls, want) {
		t.Errorf("asked for %q", s.calls)
	}
}

// Acts that do not fit beside one another stand below one another.
func TestActsBreakIntoLines(t *testing.T) {
	test.NewTempApp(t)
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
		k.Decide(nil, app.Actor{}, unitID, handover.Choice{Decision: handover.Accepted})
		k.locked("JF-01-00042")
		k.calls = nil
	}))
	s.shell.Open(shell.ToRecord("document", s.v.Certificate.ID.String()))
	s.shell.Open(shell.ToRecord("handover", unitID.String()).With("act", "name")) // 1: the button there
	s.markup("name")
	s.write("王健国")
	s.typed(fyne.KeyReturn) // 2
	s.expect("name 2 王健国 by_paper")
	if r := s.shell.Route(); r.Place != "document" || r.ID != s.v.Certificate.ID.String() || s.v.Certificate.Number != "JF-01-00043" {
		t.Fatalf("at %+v", r)
	}
	// 3 is Ctrl+P there. Going back asks for no name again.
	s.shell.Back()
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("the desk asks for the name again")
	}
}

func TestNameRefusedStaysInTheDialog(t *testing.T) {
	s := atDesk(t, app.Supervisor, seated)
	s.chord(fyne.KeyM)
	s.said = app.Refuse("handover.name_same", "name", "王建国")
	s.typed(fyne.KeyReturn)
	if s.win.Canvas().Overlays().Top() == nil || !s.sees("没有改动") {
		t.Error("the dialog went, or does not say why")
	}
	s.typed(fyne.KeyEscape)
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("Esc leaves the dialog open")
	}
	other := atDesk(t, app.Handover, seated)
	other.chord(fyne.KeyM)
	if other.win.Canvas().Overlays().Top() != nil {
		t.Error("reception is asked for a name it may not change")
	}
}

func TestAgent(t *testing.T) {
	s := atDesk(t, app.Handover, func(k *team) { k.to(handover.CheckedIn); k.v.Case.ArrivedAt = now })
	s.desk.agent(li)
	s.markup("agent")
	s.write("陈律")
	s.typed(fyne.KeyReturn)
	s.expect(`agent 陈律 for 1 with 5 powers until "", 身份证`)
}

// An agent's letter is withdrawn where it stands, after a question; one that was is not
// offered again, nor to who takes nothing at the desk.
func TestALetterIsWithdrawn(t *testing.T) {
	letter := contract.Authority{ID: app.ID{9}, Agent: "陈律"}
	byLetter := func(k *team) {
		k.to(handover.InStations)
		k.v.Case.ArrivedAt = now
		k.v.Owners[1].Check, k.v.Owners[1].Letter = &handover.IdentityCheck{ID: app.ID{8}, Name: "陈律", Authority: letter.ID, Paper: "身份证", Original: true, At: now}, letter
	}
	s := atDesk(t, app.Handover, byLetter)
	const offer = "撤销委托……"
	if len(s.buttons(offer)) != 1 {
		t.Fatalf("it is offered %d times", len(s.buttons(offer)))
	}
	s.button(offer).OnTap()
	s.typed(fyne.KeyEscape)
	s.expect()
	s.button(offer).OnTap()
	s.typed(fyne.KeyReturn)
	s.expect("withdraw 9")
	s.team.v.Owners[1].Letter.Withdrawn = true
	s.changed()
	if s.button(offer) != nil || !s.sees("委托已撤销") {
		t.Errorf("after it was withdrawn: %s", s.text())
	}
	if other := atDesk(t, app.Manager, byLetter); other.button(offer) != nil {
		t.Error("it is offered to who takes nothing at the desk")
	}
}

func TestVisits(t *testing.T) {
	s := atDesk(t, app.Handover, func(k *team) { k.to(handover.Booked) })
	s.desk.book()
	s.typed(fyne.KeyReturn)
	s.desk.invite()
	s.typed(fyne.KeyReturn)
	s.desk.missed()
	s.typed(fyne.KeyReturn)
	s.expect("book 2026-11-23 -", "invite 2026-11-23 registered", "missed")
}

// Nobody is said to have stayed away by a slip, nor before the day.
func TestNoShow(t *testing.T) {
	s := atDesk(t, app.Handover, func(k *team) { k.to(handover.Booked); k.v.Case.SlotOn = today })
	s.desk.missed()
	s.typed(fyne.KeyEscape)
	s.expect()
	s.team.v.Case.SlotOn = today.AddDays(2)
	s.changed()
	if s.desk.missed(); s.win.Canvas().Overlays().Top() != nil || !s.sees("还没有到") {
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
		s.words.SetLanguage(lang)
		if wide := s.desk.card.MinSize().Width; wide > cardWidth {
			t.Errorf("%s: the card wants %.0f of %.0f", lang.Name(), wide, cardWidth)
		}
	}
}

// The card says that the law bars a home of which the state tells the work alone.
func TestTheCardSaysThatTheLawBars(t *testing.T) {
	for fund, barred := range map[site.FundState]bool{site.FundPaid: false, site.FundUnpaid: true} {
		s := atDesk(t, app.Supervisor, func(k *team) { k.v.Unit.State, k.facts.Fund = site.Rectifying, fund })
		if s.sees(s.words.Barred(true)) != barred {
			t.Errorf("fund %q: barred is said: %t", fund, !barred)
		}
	}
}

// Who may not hand over sees everything and is asked for nothing.
func TestForReadingOnly(t *testing.T) {
	s := atDesk(t, app.Manager, both(seated, found(site.Minor)))
	if !s.sees("只供查看") || !s.desk.primary.Disabled() || s.button("收楼") != nil || !s.sees("SW-1") {
		t.Error("a manager may fill in lines, or sees none")
	}
	s.chord(fyne.KeyReturn)
	s.expect()
}

// The wheel moves the page wherever the pointer is, over a field too.
func TestTheWheelMovesThePage(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters = nil }))
	s.chord(fyne.KeyReturn)
	field := s.win.Canvas().Focused().(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field).AddXY(20, 10)
	before := s.desk.scroll.Offset.Y
	test.Scroll(s.win.Canvas(), at, 0, 40)
	if s.desk.scroll.Offset.Y >= before {
		t.Errorf("the page stands at %v over a field", s.desk.scroll.Offset.Y)
	}
}

// A home that went away says so.
func TestHomeThatIsGone(t *testing.T) {
	s := begin(t, app.Handover, func(k *team) { k.gone = true })
	s.shell.Open(shell.ToRecord("handover", unitID.String()))
	if !s.sees("找不到这一户") {
		t.Error("nothing is said of a home that is not there")
	}
}

// An act that fails for good is said in a dialog by the shell, and nothing is lost.
func TestDiskFull(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.said = app.Refuse("disk.full", "what", "site.db")
	s.typed(fyne.KeyReturn)
	if s.win.Canvas().Overlays().Top() == nil || s.v.Case.State == handover.CheckedIn {
		t.Error("a full disk is not said")
	}
}

// A paper handed over has a count and is an original or a copy; what is no count is
// said, and the line shows again what is on disk.
func TestPapersAreCounted(t *testing.T) {
	s := atDesk(t, app.Handover, seated)
	s.v.Papers = []handover.Paper{{Kind: s.v.Items.Papers[0].Key, Count: 3, Original: true, At: now}}
	s.changed()
	s.calls = nil
	e := s.entryWith("3")
	if e == nil {
		t.Fatal("the count is not shown")
	}
	s.win.Canvas().Focus(e)
	e.SetText("二")
	s.win.Canvas().Unfocus()
	if len(s.calls) != 0 || e.Text != "3" {
		t.Errorf("a count that is none: %v, and shows %q", s.calls, e.Text)
	}
	s.win.Canvas().Focus(e)
	e.SetText("2")
	s.win.Canvas().Unfocus()
	s.button(s.desk.c.W.T("handover.papers.original")).OnTap()
	key := s.v.Items.Papers[0].Key
	s.expect("paper "+key+" 2 true", "paper "+key+" 3 false")
}

// The whole number is shown to who compares it with the card and may see it, once that
// is recorded, and no longer than until the card was looked at.
func TestCompareWithTheCard(t *testing.T) {
	arrived := func(k *team) {
		k.to(handover.CheckedIn)
		k.v.Case.ArrivedAt = now
	}
	eye := func(s *stage) *widget.Button {
		for _, o := range test.LaidOutObjects(s.win.Content()) {
			if b, ok := o.(*widget.Button); ok && b.Icon == "eye" {
				return b
			}
		}
		return nil
	}
	drawn := func(s *stage) bool { return strings.Contains(test.RenderToMarkup(s.win.Canvas()), wholeNumber) }
	s := atDesk(t, app.Handover, arrived)
	if eye(s) != nil || drawn(s) {
		t.Error("who may not see whole numbers is offered them")
	}
	s = atDesk(t, app.Assistant, arrived)
	if eye(s) == nil || drawn(s) {
		t.Fatal("whole numbers are not offered, or shown unasked")
	}
	s.said = app.Refuse("disk.full", "what", "site.db")
	eye(s).OnTap()
	if drawn(s) {
		t.Error("shown, and not recorded")
	}
	eye(s).OnTap()
	s.changed()
	if !drawn(s) || s.calls[len(s.calls)-1] != "show 2 compare" {
		t.Fatalf("not shown after %v", s.calls)
	}
	s.words.SetLanguage(words.English)
	eye(s).OnTap()
	if s.changed(); !drawn(s) {
		t.Error("English words leave no room for the number")
	}
	s.v.Owners[0].Check = &handover.IdentityCheck{Paper: "身份证", Original: true, At: now}
	s.changed()
	if drawn(s) {
		t.Error("shown after the card was looked at")
	}
	s.v.Owners[0].Check = nil
	s.changed()
	if drawn(s) {
		t.Error("shown at a later visit, unrecorded")
	}
}
