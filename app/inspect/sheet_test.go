package inspect_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

const hollow = "wall.plaster.hollow"

// What of the home, the firm or the people is not on record, or has not come from
// another laptop yet, is left out of the 验房单, and nothing is said in its place.
func TestASheetSaysWhatIsOnRecord(t *testing.T) {
	typeID, firmID := app.ID{0xf}, app.ID{0x6}
	for _, c := range []struct {
		name   string
		change func(*stage)
		want   string // community, house type, inspector, supervisor, firm
	}{
		{"all of it", func(*stage) {}, "锦绣花园一期 A户型 孙强 王敏 华泰防水"},
		{"a community on its way", func(s *stage) { apptest.Of[site.Community](s.Memory).Set() }, "锦绣花园 A户型 孙强 王敏 华泰防水"},
		{"a community without a name", func(s *stage) { s.Add(site.Community{ID: communityID}) }, "锦绣花园 A户型 孙强 王敏 华泰防水"},
		{"no house type", func(s *stage) { s.isOf(app.Nil) }, "锦绣花园一期 - 孙强 王敏 华泰防水"},
		{"a house type on its way", func(s *stage) { apptest.Of[site.HouseType](s.Memory).Set() }, "锦绣花园一期 - 孙强 王敏 华泰防水"},
		{"a firm on its way", func(s *stage) { apptest.Of[site.Firm](s.Memory).Set() }, "锦绣花园一期 A户型 孙强 王敏 -"},
		{"no firm yet", func(s *stage) { s.givenTo(app.Nil) }, "锦绣花园一期 A户型 孙强 王敏 -"},
		{"others on the team before them", func(s *stage) {
			s.people.Set(append([]staff.Person{{ID: app.ID{0x70}, Name: "陈静"}}, s.people.All()...)...)
		}, "锦绣花园一期 A户型 孙强 王敏 华泰防水"},
	} {
		s := begin(t)
		s.isOf(typeID)
		s.Add(site.HouseType{ID: typeID, Name: "A户型"})
		s.Add(site.Firm{ID: firmID, Name: "华泰防水"})
		i := s.walk(inspect.Beginning{Origin: defect.Internal})
		_, err := s.desk.Fail(ctx, clerk, inspect.Failing{At: inspect.At{i.ID, "kitchen", hollow}, Phrase: hollow + ".1"})
		s.Must(err)
		s.givenTo(firmID)
		c.change(s)
		said := s.signed(i)
		or := func(text string) string {
			if text == "" {
				return "-"
			}
			return text
		}
		firm := ""
		for _, room := range said.Rooms {
			for _, row := range room.Rows {
				for _, p := range row.Problems {
					firm += p.Firm
				}
			}
		}
		if got := or(said.Project) + " " + or(said.HouseType) + " " + or(said.Inspector) + " " + or(said.Supervisor) + " " + or(firm); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Whoever is on no record any more signs nowhere by name: the sheet waits.
func TestASheetNeedsItsInspectorsName(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	s.people.Remove(clerk.Staff)
	for _, p := range s.desk.List().Unlooked(i, nil) {
		s.Must(s.desk.AnswerIn(s.book, inspect.At{i.ID, p.Room, p.Item}, inspect.Pass))
	}
	s.Must(s.desk.Submit(ctx, clerk, i.ID, ""))
	_, err := s.desk.SignOff(ctx, boss, i.ID)
	s.Refused(err, "contract.signer_unnamed")
}

// The round is said where there is one to tell from others, the owner where somebody came
// along, who then has a place to sign and need not.
func TestWhichWalkASheetIsOf(t *testing.T) {
	for _, c := range []struct {
		name    string
		origin  defect.Origin
		owner   string
		walks   int
		round   int
		signers int
	}{
		{"the first internal round", defect.Internal, "", 1, 1, 2},
		{"the second internal round", defect.Internal, "", 2, 2, 2},
		{"the only walk with the owners", defect.Accompanied, " 欧阳䶮 ", 1, 0, 3},
		{"the second walk with the owners", defect.Accompanied, "欧阳䶮", 2, 2, 3},
		{"an open day", defect.OpenDay, "", 1, 0, 2},
	} {
		s := begin(t)
		var said inspect.SheetContent
		for range c.walks {
			said = s.signed(s.walk(inspect.Beginning{Origin: c.origin, Owner: c.owner, Weather: " 晴 "}))
		}
		if said.Round != c.round || len(said.Signers) != c.signers || said.Weather != "晴" || said.Conclusion != "inspect.sheet.passed" {
			t.Errorf("%s: round %d, %+v, %s, %s", c.name, said.Round, said.Signers, said.Weather, said.Conclusion)
		}
		if last := said.Signers[len(said.Signers)-1]; c.owner != "" && (last.Name != "欧阳䶮" || last.Required || said.Owner != "欧阳䶮") {
			t.Errorf("%s: %+v signs for %q", c.name, last, said.Owner)
		}
	}
}

// A sheet lists the defects of its own walk, where they were found, and tells a note from
// what failed; what was taken back is not on it.
func TestASheetListsTheDefectsOfItsWalk(t *testing.T) {
	s := begin(t)
	earlier := s.walk(inspect.Beginning{Origin: defect.OpenDay})
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	fail := func(of inspect.Inspection, room, phrase string, note bool) {
		t.Helper()
		_, err := s.desk.Fail(ctx, clerk, inspect.Failing{At: inspect.At{of.ID, room, hollow}, Phrase: phrase, AsNote: note})
		s.Must(err)
	}
	fail(earlier, "living", hollow+".1", false)
	fail(i, "bed1", hollow+".1", false)
	s.Must(s.desk.Answer(ctx, clerk, inspect.At{i.ID, "bed1", hollow}, inspect.Pass)) // taken back
	fail(i, "kitchen", hollow+".1", false)
	fail(i, "bed2", hollow+".1", true)
	said := s.signed(i)
	got := map[string]string{}
	for _, room := range said.Rooms {
		for _, row := range room.Rows {
			for _, p := range row.Problems {
				got[room.Name] += row.Result + " " + p.Number + " " + p.Phrase
			}
		}
	}
	phrase, _ := s.desk.List().Phrase(hollow + ".1")
	want := map[string]string{"厨房": "fail D-01-00003 " + phrase.Text.ZH, "次卧": "pass D-01-00004 defect.state.note：" + phrase.Text.ZH}
	if len(got) != len(want) || got["厨房"] != want["厨房"] || got["次卧"] != want["次卧"] || said.Conclusion != "inspect.sheet.failed" {
		t.Errorf("%q, %s", got, said.Conclusion)
	}
}

// What was measured stands on the sheet with what it was held against, reading by reading;
// points that were not read are left out.
func TestASheetSaysWhatWasMeasured(t *testing.T) {
	word := func(key string) string { return key }
	bound := func(n int64) inspect.Bound { return inspect.Bound{Value: decimal.NewFromInt(n), Set: true} }
	item := inspect.Item{Name: inspect.Said{ZH: "净高"}, Measured: true, Points: 3, Unit: "mm", Size: inspect.Said{ZH: "房高"}, Limits: []inspect.Limit{{Set: inspect.Standard, Min: bound(-20), Max: bound(20)}}}
	for _, c := range []struct {
		name     string
		of       inspect.Reference
		measured bool
		answer   inspect.Answer
		nominal  string
		readings []inspect.SheetReading
	}{
		{"against the design", inspect.ByDesign, true, inspect.Answer{Nominal: "2800", Readings: []string{"2790", "", "2779"}}, "inspect.walk_page.nominal 2800", []inspect.SheetReading{{"2790", false}, {"2779", true}}},
		{"by a size", inspect.BySize, true, inspect.Answer{Nominal: "2800", Readings: []string{"3"}}, "房高 2800", []inspect.SheetReading{{"3", false}}},
		{"as it stands", inspect.ByItself, true, inspect.Answer{Readings: []string{"", "21"}}, "", []inspect.SheetReading{{"21", true}}},
		{"not read at all", inspect.ByDesign, true, inspect.Answer{Readings: []string{"", ""}}, "", nil},
		{"only looked at", inspect.ByDesign, false, inspect.Answer{Nominal: "2800", Readings: []string{"2790"}}, "", nil},
	} {
		i := item
		i.Reference, i.Measured = c.of, c.measured
		row := inspect.RowOf(i, inspect.Standard, c.answer, nil, word)
		if row.Nominal != c.nominal || !slices.Equal(row.Readings, c.readings) || (row.Tolerance == "±20 mm") != c.measured {
			t.Errorf("%s: %+v", c.name, row)
		}
	}
}
