package intake_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/sheet"
)

var community = site.Community{ID: app.DerivedID(app.Nil, "锦绣花园"), Name: "锦绣花园"}

// identify stands in for the site's key.
func identify(text string) app.ID {
	return app.ID(uuid.NewSHA1(uuid.NameSpaceOID, []byte(text)))
}

func open(t testing.TB, name string) intake.Book {
	t.Helper()
	book, err := sheet.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// readSample looks at a sample, answers the questions and reads it.
func readSample(t testing.TB, name string, answers map[string]intake.Field) *intake.Ledger {
	t.Helper()
	sv, err := intake.Look(open(t, name), nil)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, q := range sv.Questions() {
		asked = append(asked, q.Header)
		if err := sv.Choose(q.Sheet, q.Letter, answers[q.Header]); err != nil {
			t.Fatal(err)
		}
	}
	if len(asked) != len(answers) {
		t.Errorf("asked %v, want %v", asked, answers)
	}
	l, err := intake.Read(sv, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

const (
	ledgerSample = "锦绣花园一期业主台账.xlsx"
	listSample   = "锦绣花园交付清单_GB18030.csv"
)

var listAnswers = map[string]intake.Field{"面积": intake.MeasuredArea}

// Both samples, to the unit, the owner and the cell.
func TestSamples(t *testing.T) {
	for _, c := range []struct {
		name     string
		answers  map[string]intake.Field
		homes    int
		sold     int
		buyers   int
		people   int // a person with two homes counts once
		findings []string
		passed   []string
	}{
		{
			name: ledgerSample, homes: 264, sold: 243, buyers: 309, people: 309,
			findings: []string{
				"id_check I8", "phone J14", "id_number I16", "phone J87", "id_check I93",
				"id_number I117", "phone J162", "id_check I180", "id_number I218", "id_check I267",
			},
			passed: []string{
				"车位 parking A1:F121 121", "一期(1-6幢) title A1:M2 2", "一期(1-6幢) subtotal A49:G49 1",
				"一期(1-6幢) subtotal A95:G95 1", "一期(1-6幢) subtotal A141:G141 1", "一期(1-6幢) subtotal A187:G187 1",
				"一期(1-6幢) subtotal A233:G233 1", "一期(1-6幢) remark A281 1",
			},
		},
		{name: listSample, answers: listAnswers, homes: 243, sold: 243, buyers: 309, people: 309},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := readSample(t, c.name, c.answers)
			sold, buyers := 0, 0
			for _, h := range l.Homes {
				if buyers += len(h.Buyers); len(h.Buyers) > 0 {
					sold++
				}
			}
			homes := len(l.Homes)
			plan := intake.Compare(l, intake.Kept{Community: community}, intake.Options{}, identify)
			if homes != c.homes || sold != c.sold || buyers != c.buyers || plan.NewOwners != c.people {
				t.Errorf("%d homes, %d sold, %d buyers, %d people; want %d, %d, %d, %d",
					homes, sold, buyers, plan.NewOwners, c.homes, c.sold, c.buyers, c.people)
			}
			if got := findings(plan); !slices.Equal(got, c.findings) {
				t.Errorf("found %q\n want %q", got, c.findings)
			}
			if got := passed(plan.Passed); !slices.Equal(got, c.passed) {
				t.Errorf("passed %q\n want %q", got, c.passed)
			}
			if len(plan.New) != c.homes || len(plan.Changes) != 0 || len(plan.NewBuildings) != 6 {
				t.Errorf("%d new, %d changes, %d buildings", len(plan.New), len(plan.Changes), len(plan.NewBuildings))
			}
		})
	}
}

func findings(p *intake.Plan) []string {
	var out []string
	for _, f := range p.Findings {
		out = append(out, string(f.Kind)+" "+f.At.Cell.String())
	}
	return out
}

func passed(all []intake.Passed) []string {
	var out []string
	for _, p := range all {
		out = append(out, fmt.Sprintf("%s %s %s %d", p.Sheet, p.Kind, p.Range, p.Rows))
	}
	return out
}

// A refused cell refuses neither its row nor its neighbours: the home is there,
// with everything else, and says what it lacks.
func TestBadCellRefusesTheCellAlone(t *testing.T) {
	l := readSample(t, ledgerSample, nil)
	plan := intake.Compare(l, intake.Kept{Community: community}, intake.Options{}, identify)
	held := newSite(plan)
	u := held.unit(t, "1-1-202")
	if u.ContractArea.String() != "89.06" || u.ContractNo != "JX-2024-10003" || u.SignedOn.String() != "2024-12-22" || u.UnitPrice.String() != "12375.00" {
		t.Errorf("the rest of the row: %+v", u)
	}
	owners := held.ownersOf("1-1-202")
	if len(owners) != 1 || owners[0].Name != "黄强" || owners[0].Phone != "17759344508" || owners[0].IDNo != "" {
		t.Errorf("the owner: %+v", owners)
	}
	notes := site.Missing(u, owners)
	if len(notes) != 1 || notes[0].Kind != string(intake.IDCheck) || notes[0].Field != string(intake.IDNo) || notes[0].Cell != "I8" || notes[0].Owner != owners[0].ID {
		t.Errorf("what it lacks: %+v", notes)
	}
	if s := u.Incomplete[0]; strings.Contains(s, "黄") || strings.Contains(s, "3301") {
		t.Errorf("a unit's note names a person: %s", s)
	}
	owners[0].IDNo = "330106199006032970"
	if notes := site.Missing(u, owners); len(notes) != 0 {
		t.Errorf("still lacks %v once it is known", notes)
	}
}

// The list fills what the ledger lacked, changes what differs, and says nothing
// else; each change names its cell.
func TestSecondFileFillsAndChanges(t *testing.T) {
	first := intake.Compare(readSample(t, ledgerSample, nil), intake.Kept{Community: community}, intake.Options{}, identify)
	kept := newSite(first).Kept
	second := intake.Compare(readSample(t, listSample, listAnswers), kept, intake.Options{}, identify)
	if len(second.New) != 0 || second.NewOwners != 0 || len(second.NewBuildings) != 0 {
		t.Errorf("%d homes, %d owners, %d buildings are new", len(second.New), second.NewOwners, len(second.NewBuildings))
	}
	count := map[string]int{}
	for _, c := range second.Changes {
		count[string(c.Kind)+" "+string(c.Field)]++
	}
	want := map[string]int{"filled measured_area": 243, "filled inner_area": 243, "filled batch": 243, "filled id_no": 7, "filled phone": 3, "filled id_type": 7}
	if fmt.Sprint(count) != fmt.Sprint(want) {
		t.Errorf("changes %v, want %v", count, want)
	}
	if second.Changed != 243 || second.Same != 0 {
		t.Errorf("%d changed, %d same", second.Changed, second.Same)
	}
	now := newSite(second, kept)
	for _, u := range now.Units {
		if len(u.Incomplete) > 0 {
			t.Errorf("%s still lacks %v", u.Code, u.Incomplete)
		}
	}
}

// The same file again changes nothing.
func TestSameFileChangesNothing(t *testing.T) {
	for _, name := range []string{ledgerSample, listSample} {
		answers := map[string]map[string]intake.Field{listSample: listAnswers}[name]
		first := intake.Compare(readSample(t, name, answers), intake.Kept{Community: community}, intake.Options{}, identify)
		again := intake.Compare(readSample(t, name, answers), newSite(first).Kept, intake.Options{}, identify)
		if !again.Empty() || again.Same != again.Homes || len(again.Changes) > 0 {
			t.Errorf("%s: %d records, %d changes, %d of %d the same", name, again.Records(), len(again.Changes), again.Same, again.Homes)
		}
	}
}

// A floor that somebody put right stays, unless a file says another in a cell.
func TestFloorsThatAreKnownStay(t *testing.T) {
	look := func(rows ...string) *intake.Ledger {
		sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, err := intake.Read(sv, nil)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	plain := []string{"楼栋|房号|业主", "1|1501|张三"}
	held := newSite(intake.Compare(look(plain...), intake.Kept{Community: community}, intake.Options{}, identify))
	held.Units[0].Floor = 13 // the lift has no 13th and 14th floor
	if p := intake.Compare(look(plain...), held.Kept, intake.Options{}, identify); !p.Empty() {
		t.Errorf("changes %+v", p.Changes)
	}
	p := intake.Compare(look("楼栋|楼层|房号|业主", "1|15|1501|张三"), held.Kept, intake.Options{}, identify)
	if len(p.Changes) != 1 || p.Changes[0].At.Cell.String() != "B2" || p.Changes[0].Old != "13" || p.Changes[0].New != "15" {
		t.Errorf("changes %+v", p.Changes)
	}
	if floor := newSite(p, held.Kept).unit(t, "1-1501").Floor; floor != 15 {
		t.Errorf("the home stands on floor %d", floor)
	}
	held.Units[0].Floor = 0
	if p := intake.Compare(look(plain...), held.Kept, intake.Options{}, identify); newSite(p, held.Kept).unit(t, "1-1501").Floor != 15 || len(p.Changes) != 0 {
		t.Errorf("one that nobody knew is not filled in, or shown: %+v", p.Changes)
	}
	held = newSite(intake.Compare(look("楼栋|楼层|房号|业主", "1|2|101|张三", "1||101|李四"), intake.Kept{Community: community}, intake.Options{}, identify))
	if floor := held.unit(t, "1-101").Floor; floor != 2 {
		t.Errorf("a row that says no floor takes it from the one that did: %d", floor)
	}
}
