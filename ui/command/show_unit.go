package command

import (
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
)

type showUnit struct {
	Code string `arg:"" help:"${code}"`
}

// unitJSON is a unit's page as programs read it. Private data of owners are masked.
type unitJSON struct {
	ID           string           `json:"id"`
	Code         string           `json:"code"`
	State        string           `json:"state"`
	Why          []string         `json:"why,omitempty"` // what keeps it from being handed over
	HouseType    string           `json:"house_type,omitempty"`
	ContractArea string           `json:"contract_area,omitempty"`
	MeasuredArea string           `json:"measured_area,omitempty"`
	ContractNo   string           `json:"contract_no,omitempty"`
	Batch        string           `json:"batch,omitempty"`
	Fund         string           `json:"fund,omitempty"`
	HandedOver   string           `json:"handed_over,omitempty"`
	Open         int              `json:"open"`
	Grave        int              `json:"grave"`
	Incomplete   []string         `json:"incomplete,omitempty"`
	Owners       []ownerJSON      `json:"owners"`
	Defects      []defectLine     `json:"defects"`
	Documents    []documentLine   `json:"documents"`
	Inspections  []inspectionJSON `json:"inspections"`
	Case         *caseJSON        `json:"case,omitempty"`
}

type inspectionJSON struct {
	ID       string `json:"id"`
	Origin   string `json:"origin"`
	Round    int    `json:"round"`
	State    string `json:"state"`
	Items    int    `json:"items"`
	Passed   int    `json:"passed"`
	Failed   int    `json:"failed"`
	NotApply int    `json:"not_applicable"`
}

type ownerJSON struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	IDNo  string `json:"id_no,omitempty"`
	Share string `json:"share,omitempty"`
}

type defectLine struct {
	ID       string `json:"id"`
	Number   string `json:"number"`
	Room     string `json:"room,omitempty"`
	Item     string `json:"item,omitempty"`
	Phrase   string `json:"phrase,omitempty"`
	Severity string `json:"severity"`
	State    string `json:"state"`
	Firm     string `json:"firm,omitempty"`
	Due      string `json:"due,omitempty"`
	Photos   int    `json:"photos"`
}

type documentLine struct {
	ID         string `json:"id"`
	Kind       string `json:"kind"`
	Number     string `json:"number"`
	State      string `json:"state"`
	Prints     int    `json:"prints"`
	Signatures int    `json:"signatures"`
	Supersedes string `json:"supersedes,omitempty"`
}

type caseJSON struct {
	ID        string        `json:"id"`
	State     string        `json:"state"`
	Decision  string        `json:"decision,omitempty"`
	Meters    []meterJSON   `json:"meters"`
	Keys      []keysJSON    `json:"keys"`
	Checks    int           `json:"identity_checks"`
	Overrides []overrideOut `json:"overrides,omitempty"`
}

type meterJSON struct {
	Kind    string `json:"kind"`
	Number  string `json:"number,omitempty"`
	Reading string `json:"reading"`
}

type keysJSON struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
	Kept  int    `json:"kept"`
}

type overrideOut struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
	By     string `json:"by"`
}

// Run shows everything about a unit.
func (u showUnit) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		unit, err := s.UnitByCode(c.ctx, u.Code)
		if err != nil {
			return err
		}
		page, err := c.unitPage(s, unit)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(page)
		}
		c.sayUnit(page)
		return nil
	})
}

// missing says what an import left empty and nobody has filled since.
func (c *Call) missing(u site.Unit, views []site.OwnerView) []string {
	names, owners := map[app.ID]string{}, make([]site.Owner, len(views))
	for i, v := range views {
		if v.Owner.Name != "" { // else erased, and nothing is missing
			names[v.Owner.ID], owners[i] = v.Owner.Name, v.Owner
		}
	}
	var lines []string
	for _, n := range site.Missing(u, owners) {
		lines = append(lines, c.Words.Missing(n, names[n.Owner]))
	}
	return lines
}

// unitPage reads what stands on a unit's page.
func (c *Call) unitPage(s Site, u site.Unit) (unitJSON, error) {
	houseType, err := s.HouseType(c.ctx, u.HouseType)
	if err != nil {
		return unitJSON{}, err
	}
	page := unitJSON{
		ID: u.ID.String(), Code: u.Code, State: string(u.State), HouseType: houseType.Name,
		ContractArea: u.ContractArea.String(), MeasuredArea: u.MeasuredArea.String(),
		ContractNo: u.ContractNo, Batch: u.Batch, Fund: string(u.Fund), HandedOver: u.HandedOver.String(),
		Open: u.Open, Grave: u.Grave,
		Owners: []ownerJSON{}, Defects: []defectLine{}, Documents: []documentLine{},
	}
	owners, err := s.OwnersOf(c.ctx, u.ID)
	if err != nil {
		return page, err
	}
	for _, o := range owners {
		if !o.Ended {
			page.Owners = append(page.Owners, ownerJSON{o.Owner.ID.String(), o.Owner.Name, o.Owner.Phone, o.Owner.IDNo, o.Share})
		}
	}
	page.Incomplete = c.missing(u, owners)
	if u.HandedOver.IsZero() {
		desk, err := s.HandoverDesk(c.ctx, u.ID)
		if err != nil {
			return page, err
		}
		for _, o := range desk.Gate.Bars() {
			page.Why = append(page.Why, c.Words.Refusal(o.Refusal()))
		}
	}
	if page.Defects, err = c.defectLines(s, u.ID); err != nil {
		return page, err
	}
	documents, err := s.DocumentsOfUnit(c.ctx, u.ID)
	if err != nil {
		return page, err
	}
	for _, d := range documents {
		given, err := s.SignaturesOf(c.ctx, d.ID)
		if err != nil {
			return page, err
		}
		page.Documents = append(page.Documents, lineOf(d, len(given)))
	}
	if page.Inspections, err = c.inspectionLines(s, u.ID); err != nil {
		return page, err
	}
	page.Case, err = c.caseOf(s, u.ID)
	return page, err
}

func (c *Call) inspectionLines(s Site, unit app.ID) ([]inspectionJSON, error) {
	lines := []inspectionJSON{}
	all, err := s.InspectionsOfUnit(c.ctx, unit)
	if err != nil {
		return lines, err
	}
	for _, i := range all {
		line := inspectionJSON{ID: i.ID.String(), Origin: string(i.Origin), Round: i.Round, State: string(i.State), Items: i.Items}
		answers, err := s.AnswersOf(c.ctx, i.ID)
		if err != nil {
			return lines, err
		}
		for _, a := range answers {
			switch a.Result {
			case inspect.Pass:
				line.Passed++
			case inspect.Fail:
				line.Failed++
			case inspect.NotApplicable:
				line.NotApply++
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (c *Call) defectLines(s Site, unit app.ID) ([]defectLine, error) {
	lines := []defectLine{}
	rows, err := s.DefectsOfUnit(c.ctx, unit)
	for _, d := range rows {
		lines = append(lines, defectLine{
			ID: d.ID.String(), Number: d.Number, Room: d.RoomName, Item: d.Item, Phrase: d.Phrase,
			Severity: string(d.Severity), State: string(d.State), Firm: d.FirmName, Due: d.Due.String(), Photos: d.Photos,
		})
	}
	return lines, err
}

func lineOf(d contract.Document, signatures int) documentLine {
	return documentLine{
		ID: d.ID.String(), Kind: string(d.Kind), Number: d.Number, State: string(d.State),
		Prints: d.Prints, Signatures: signatures, Supersedes: idText(d.Supersedes),
	}
}

// caseOf is the unit's way through the handover, nil where it has not begun.
func (c *Call) caseOf(s Site, unit app.ID) (*caseJSON, error) {
	hc, there, err := s.CaseOfUnit(c.ctx, unit)
	if err != nil || !there {
		return nil, err
	}
	out := &caseJSON{ID: hc.ID.String(), State: string(hc.State), Decision: string(hc.Decision), Meters: []meterJSON{}, Keys: []keysJSON{}}
	records, err := s.CaseRecords(c.ctx, hc.ID)
	if err != nil {
		return nil, err
	}
	out.fill(records)
	return out, nil
}

func (out *caseJSON) fill(r handover.Records) {
	out.Checks = len(r.Checks)
	for _, m := range r.Meters {
		out.Meters = append(out.Meters, meterJSON{m.Kind, m.Number, m.Reading})
	}
	for _, k := range r.Keys {
		out.Keys = append(out.Keys, keysJSON{k.Kind, k.Count, k.Kept})
	}
	for _, o := range r.Overrides {
		out.Overrides = append(out.Overrides, overrideOut{o.Code, o.Reason, o.ByName})
	}
}

// squareMetres is an area with its unit, nothing for none.
func squareMetres(area string) string {
	if area == "" {
		return ""
	}
	return area + " m²"
}

// sayUnit writes the page for people.
func (c *Call) sayUnit(u unitJSON) {
	c.line("%s  %s", u.Code, c.word("common.state", u.State))
	for _, why := range u.Why {
		c.labelled("command.label.why", why)
	}
	c.labelled("command.label.house_type", u.HouseType)
	c.labelled("command.label.contract_area", squareMetres(u.ContractArea))
	c.labelled("command.label.measured_area", squareMetres(u.MeasuredArea))
	c.labelled("command.label.contract_no", u.ContractNo)
	c.labelled("command.label.batch", u.Batch)
	c.labelled("command.label.fund", c.word("command.fund", u.Fund))
	c.labelled("command.label.handed_over", u.HandedOver)
	for _, o := range u.Owners {
		name := o.Name
		if name == "" {
			name = c.Words.T("privacy.gone")
		}
		c.labelled("command.label.owner", strings.TrimSpace(name+"  "+o.Phone))
	}
	for _, note := range u.Incomplete {
		c.labelled("command.label.incomplete", note)
	}
	if u.Case != nil {
		c.labelled("command.label.case", c.word("handover.state", u.Case.State)+" "+c.word("handover.decision", u.Case.Decision))
	}
	c.line("%s", c.Words.T("command.unit_defects", "n", len(u.Defects), "open", u.Open, "grave", u.Grave))
	var rows [][]string
	for _, d := range u.Defects {
		rows = append(rows, []string{"  " + d.Number, c.word("defect.state", d.State), c.Words.Term(d.Room) + " " + c.Words.Term(d.Phrase), d.Firm})
	}
	c.table(rows)
	c.line("%s", c.Words.T("command.unit_documents", "n", len(u.Documents)))
	rows = nil
	for _, d := range u.Documents {
		rows = append(rows, []string{"  " + d.Number, c.word("contract.kind", d.Kind), c.word("contract.state", d.State)})
	}
	c.table(rows)
}
