package inspect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// SheetTemplate is the form that a 验房单 is printed from, and SheetTemplateFirst is that of
// those that were drawn up before it.
const (
	SheetTemplate      = "inspection-sheet/2"
	SheetTemplateFirst = "inspection-sheet/1"
)

// SheetContent is the content of a 验房单 as it is printed: plain data, complete
// in itself, rooms and items in the order in which they were walked.
type SheetContent struct {
	app.Frame `cbor:"frame"`

	UnitCode   string      `cbor:"unit_code"`
	UnitName   string      `cbor:"unit_name"`
	HouseType  string      `cbor:"house_type"`
	Finish     string      `cbor:"finish"` // 毛坯, 精装
	Origin     string      `cbor:"origin"` // 内部验收, 交付陪验 …
	Round      int         `cbor:"round"`  // 0 where the origin has no rounds
	Owner      string      `cbor:"owner"`  // 陪验: owner or agent, "" for an internal round
	Inspector  string      `cbor:"inspector"`
	Supervisor string      `cbor:"supervisor"`
	Date       app.Date    `cbor:"date"`
	Start      string      `cbor:"start"` // 09:41
	End        string      `cbor:"end"`   // 11:05
	Weather    string      `cbor:"weather"`
	Rooms      []SheetRoom `cbor:"rooms"`
	Conclusion string      `cbor:"conclusion"`
	Remarks    string      `cbor:"remarks"`
}

// Photos are the hashes of the pictures that the paper shows: two of a problem.
func (c SheetContent) Photos() (all []string) {
	for _, room := range c.Rooms {
		for _, row := range room.Rows {
			for _, p := range row.Problems {
				all = append(all, p.Photos...)
			}
		}
	}
	return all
}

// lock makes the inspection's 验房单 and fixes its content, in the transaction that
// signs the inspection off.
func (k *Desk) lock(tx Tx, i Inspection) (app.ID, error) {
	p, err := k.issuer().InUse(tx, SheetTemplate)
	if err != nil {
		return app.Nil, err
	}
	d, err := contract.DraftIn(tx, contract.Outline{Kind: contract.Sheet, Unit: i.Unit, Subject: i.ID, Template: p.Template})
	if err != nil {
		return app.Nil, err
	}
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
	fields = p.Signing(fields)
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
		Frame:    p.Frame(s, project, ""), // the number follows
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
