package inspect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// SheetTemplate is the form that a 验房单 is printed from.
const SheetTemplate = "inspection-sheet/1"

// lock makes the inspection's 验房单 and fixes its content, in the transaction that
// signs the inspection off.
func (k *Desk) lock(tx Tx, i Inspection) (app.ID, error) {
	d, err := contract.DraftIn(tx, contract.Outline{Kind: contract.Sheet, Unit: i.Unit, Subject: i.ID, Template: SheetTemplate})
	if err != nil {
		return app.Nil, err
	}
	p := k.issuer()
	content, err := k.sheet(tx, p, i)
	if err != nil {
		return app.Nil, err
	}
	content.Number = d.Number
	fields := []contract.Field{
		{Role: contract.AsInspector, Name: content.Inspector, Person: i.Inspector, Required: true},
		{Role: contract.AsSupervisor, Name: content.Supervisor, Person: i.SignedBy, Required: true},
	}
	if i.Owner != "" {
		fields = append(fields, contract.Field{Role: contract.AsOwner, Name: i.Owner})
	}
	for _, f := range fields {
		content.Signers = append(content.Signers, app.SignatureField{Role: string(f.Role), Name: f.Name, Required: f.Required})
	}
	content.Names = p.Rare(content.Signers)
	body, err := p.Encode(content)
	if err != nil {
		return app.Nil, err
	}
	var missing []string
	if content.Letterhead.Company == "" {
		missing = append(missing, p.Word("inspect.sheet.company"))
	}
	d, err = contract.LockIn(tx, d.ID, contract.Locking{Content: body, Salt: p.Salt, Fields: fields, Missing: missing, Anchor: p.Anchor})
	return d.ID, err
}

// sheet says what the 验房单 says.
func (k *Desk) sheet(tx Tx, p contract.Issuer, i Inspection) (SheetContent, error) {
	s, err := tx.Site()
	if err != nil {
		return SheetContent{}, err
	}
	u, err := tx.Unit(i.Unit)
	if err != nil {
		return SheetContent{}, err
	}
	b, err := tx.Building(u.Building)
	if err != nil {
		return SheetContent{}, err
	}
	project, err := community(tx, b, s)
	if err != nil {
		return SheetContent{}, err
	}
	c := SheetContent{
		Frame:    p.Frame(s, project, "", SheetTemplate), // the number follows
		UnitCode: u.Code, UnitName: u.NameIn(b), Finish: p.Word("inspect.finish." + string(i.Finish)),
		Origin: p.Word("inspect.origin." + string(i.Origin)), Owner: i.Owner, Weather: i.Weather, Remarks: i.Remarks,
		Date: app.DateOf(i.BegunAt), Start: i.BegunAt.Format("15:04"), End: i.SubmittedAt.Format("15:04"),
	}
	if i.Origin == defect.Internal || i.Round > 1 {
		c.Round = i.Round
	}
	if !u.HouseType.IsNil() {
		h, err := tx.HouseType(u.HouseType)
		if err != nil && app.RefusalCode(err) != "record.unknown" {
			return c, err
		}
		c.HouseType = h.Name
	}
	if c.Inspector, err = name(tx, i.Inspector); err != nil {
		return c, err
	}
	if c.Supervisor, err = name(tx, i.SignedBy); err != nil {
		return c, err
	}
	if c.Rooms, err = k.sheetRooms(tx, p, i); err != nil {
		return c, err
	}
	c.Conclusion = p.Word(conclusion(c.Rooms))
	return c, nil
}

func conclusion(rooms []SheetRoom) string {
	for _, r := range rooms {
		for _, row := range r.Rows {
			if row.Result == SheetFail {
				return "inspect.sheet.failed"
			}
		}
	}
	return "inspect.sheet.passed"
}

func name(tx Tx, person app.ID) (string, error) {
	people, err := tx.People()
	if err != nil {
		return "", err
	}
	for _, p := range people {
		if p.ID == person {
			return p.Name, nil
		}
	}
	return "", nil
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

// community names where the building stands, as the other papers of the home do: by
// its community, or the site where that has not come yet.
func community(tx Tx, b site.Building, s site.Site) (string, error) {
	switch c, err := tx.Community(b.Community); {
	case app.RefusalCode(err) == "record.unknown", err == nil && c.Name == "":
		return s.Name, nil
	default:
		return c.Name, err
	}
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
		at[here] = append(at[here], SheetProblem{
			Number: d.Number, Part: d.Part, Phrase: d.Phrase, Note: d.Note,
			Severity: string(d.Severity), Promised: d.Promised, Firm: firm.Name,
		})
	}
	return at, nil
}
