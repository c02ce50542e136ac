package inspect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// SheetRoom is a room with its items.
type SheetRoom struct {
	Name string     `cbor:"name"`
	Rows []SheetRow `cbor:"rows"`
}

// The results of an item; "" is an item that nobody has looked at, which must
// never look like one that does not apply.
const (
	SheetPass          = "pass"
	SheetFail          = "fail"
	SheetNotApplicable = "na"
)

// SheetRow is an item of the checklist with what was found.
type SheetRow struct {
	Item      string         `cbor:"item"`      // 抹灰空鼓
	Tolerance string         `cbor:"tolerance"` // ≤ 4 mm
	Nominal   string         `cbor:"nominal"`   // 设计值 2800, which the readings are held against; "" where none is needed
	Result    string         `cbor:"result"`    // SheetPass, SheetFail, SheetNotApplicable or ""
	Readings  []SheetReading `cbor:"readings"`
	Problems  []SheetProblem `cbor:"problems"`
}

// SheetReading is one measured value as it was read.
type SheetReading struct {
	Value string `cbor:"value"` // 2.78
	Out   bool   `cbor:"out"`   // outside the limit: ringed in red
}

// SheetProblem is a defect found at the item.
type SheetProblem struct {
	Number   string   `cbor:"number"`
	Part     string   `cbor:"part"`
	Phrase   string   `cbor:"phrase"`
	Note     string   `cbor:"note"`
	Severity string   `cbor:"severity"` // key of site.Severity
	Promised app.Date `cbor:"promised"`
	Firm     string   `cbor:"firm"`

	Photos    []string `cbor:"photos,omitempty"`  // hashes of the first two, as it was found
	Recheck   string   `cbor:"recheck,omitempty"` // SheetPass where it was verified before the sheet was locked, "" where nobody has looked again
	RecheckBy string   `cbor:"recheck_by,omitempty"`
	RecheckOn app.Date `cbor:"recheck_on,omitempty"`
}

func (k *Desk) sheetRooms(tx Tx, p contract.Issuer, i Inspection) ([]SheetRoom, error) {
	answers, err := tx.AnswersOf(i.ID)
	if err != nil {
		return nil, err
	}
	problems, err := problems(tx, i, p.Word)
	if err != nil {
		return nil, err
	}
	at := ByPlace(answers)
	var rooms []SheetRoom
	for _, r := range k.list.Rooms(i) {
		room := SheetRoom{Name: r.Room.Name}
		for _, item := range r.Items {
			here := Place{r.Room.Key, item.Key}
			room.Rows = append(room.Rows, sheetRow(item, i.Set, at[here], problems[here], p.Word))
		}
		rooms = append(rooms, room)
	}
	return rooms, nil
}

func sheetRow(item Item, set Set, a Answer, problems []SheetProblem, word func(string) string) SheetRow {
	row := SheetRow{Item: item.Name.ZH, Result: string(a.Result), Problems: problems}
	if !item.Measured {
		return row
	}
	j := item.Judge(set, a.Nominal, a.Readings)
	row.Tolerance = j.Limit.Text(item.Unit, word("inspect.spread"), word("inspect.spread_further"))
	if a.Nominal != "" {
		name := item.Size.ZH
		if item.Reference == ByDesign {
			name = word("inspect.walk_page.nominal")
		}
		row.Nominal = name + " " + a.Nominal
	}
	for n, v := range a.Readings {
		if v != "" {
			row.Readings = append(row.Readings, SheetReading{Value: v, Out: j.Out[n]})
		}
	}
	return row
}

// looked adds how the defect was found, and what came of a second look.
func (p *SheetProblem) looked(tx Tx, d defect.Defect) error {
	photos, err := tx.DefectPhotosOf(d.ID)
	if err != nil {
		return err
	}
	for _, photo := range photos {
		if photo.Stage == defect.Before && len(p.Photos) < 2 {
			p.Photos = append(p.Photos, photo.Hash)
		}
	}
	if d.VerifiedAt.IsZero() {
		return nil
	}
	p.Recheck, p.RecheckOn = SheetPass, app.DateOf(d.VerifiedAt)
	p.RecheckBy, err = name(tx, d.VerifiedBy)
	return err
}

// problems are the defects found in the inspection, by where.
func problems(tx Tx, i Inspection, word func(string) string) (map[Place][]SheetProblem, error) {
	all, err := tx.DefectsOfUnit(i.Unit)
	if err != nil {
		return nil, err
	}
	at := map[Place][]SheetProblem{}
	for _, d := range all {
		if d.Inspection != i.ID || d.State == defect.Cancelled {
			continue
		}
		var firm site.Firm
		if !d.Firm.IsNil() {
			if firm, err = tx.Firm(d.Firm); err != nil && app.RefusalCode(err) != "record.unknown" {
				return nil, err
			}
		}
		if d.State == defect.Noted { // the paper tells it from what failed
			d.Phrase = word("defect.state.note") + "：" + d.Phrase
		}
		here := Place{d.Room, d.Item}
		p := SheetProblem{
			Number: d.Number, Part: d.Part, Phrase: d.Phrase, Note: d.Note,
			Severity: string(d.Severity), Promised: d.Promised, Firm: firm.Name,
		}
		if err := p.looked(tx, d); err != nil {
			return nil, err
		}
		at[here] = append(at[here], p)
	}
	return at, nil
}
