package rectify

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the home's does not find the defect in the
// list, looks at it where they are led to it, and is offered nothing that the desk would
// refuse; a notice to a firm is in the communities of all its homes.
func TestDefectOfAnotherCommunity(t *testing.T) {
	beyond := app.ID{0xee}
	o := some(t)
	o.Put(site.Building{ID: id("beyond"), Community: beyond, Code: "9", Name: "9幢"}, site.Unit{ID: id("far"), Building: id("beyond"), Code: "9-101"},
		defect.Notice{ID: id("notice"), Number: "ZG-01-00001", Firm: plaster.ID, IssuedAt: noon,
			Items: []defect.NoticeItem{{Defect: nth(2), Unit: home.ID}, {Defect: id("other"), Unit: id("far")}}})
	change(t, o, 2, func(d *defect.Defect) { d.Notice = id("notice") })
	s := open(t, o, wang, shell.To(Key))
	for name, c := range map[string]struct {
		of          []app.ID
		fix, notice bool
	}{
		"all":     {nil, true, true},
		"both":    {[]app.ID{apptest.CommunityID, beyond}, true, true},
		"its own": {[]app.ID{apptest.CommunityID}, true, false},
		"another": {[]app.ID{beyond}, false, false},
	} {
		who := wang
		who.Communities = c.of
		s.again(who, shell.ToRecord(Key, nth(2).String()))
		for step, want := range map[defect.Step]bool{defect.Fix: c.fix, defect.Edit: c.fix, defect.ReceiveNotice: c.notice} {
			if got := s.Offers(s.pg.stepText(step)); got != want {
				t.Errorf("for who works in %s: %s is offered: %t, want %t", name, step, got, want)
			}
		}
		s.again(who, shell.To(Key))
		if got := s.pg.list.Table.Len() > 0; got != c.fix {
			t.Errorf("for who works in %s: the list shows some: %t, want %t", name, got, c.fix)
		}
		if !c.fix {
			continue
		}
		s.Key(fyne.KeySpace)
		if got := !s.Button(s.pg.stepText(defect.Assign)).Disabled(); got != c.fix {
			t.Errorf("for who works in %s: the selection can be assigned: %t, want %t", name, got, c.fix)
		}
		if got := s.pg.begin(defect.IssueNotice); got != c.fix {
			t.Errorf("for who works in %s: a notice about the selection is begun: %t, want %t", name, got, c.fix)
		}
	}
}

// The community that is chosen at the top narrows the list of who may see it, and shows
// nobody what lies beyond their own.
func TestListOfTheChosenCommunity(t *testing.T) {
	beyond := app.ID{0xee}
	o := some(t)
	o.Put(site.Building{ID: id("beyond"), Community: beyond, Code: "9", Name: "9幢"}, site.Unit{ID: id("far"), Building: id("beyond"), Code: "9-101"},
		defect.Defect{ID: id("far off"), Number: "D-01-00009", Unit: id("far"), State: defect.Open, Round: 1, FoundAt: noon})
	s := open(t, o, wang, shell.To(Key))
	for _, c := range []struct {
		of     []app.ID
		chosen string
		want   int
	}{
		{nil, "", 7}, {nil, beyond.String(), 1}, {nil, apptest.CommunityID.String(), 6},
		{[]app.ID{apptest.CommunityID}, "", 6}, {[]app.ID{apptest.CommunityID}, beyond.String(), 6},
	} {
		who := wang
		who.Communities = c.of
		s.SetHeader(shell.Header{Site: "锦绣花园一期", Actor: who, Community: c.chosen})
		s.again(who, shell.To(Key))
		if got := s.pg.list.Table.Len(); got != c.want {
			t.Errorf("who works in %v and chose %q sees %d, want %d", c.of, c.chosen, got, c.want)
		}
	}
}
