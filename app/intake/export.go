package intake

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Terms are the words of an export, in the language of whoever asks for it. Read
// knows the headers of both languages.
type Terms struct {
	Sheet  string
	Header func(Field) string
	Fund   func(site.FundState) string
}

// exported are the columns of an export, in order.
var exported = []struct {
	field  Field
	width  int
	hidden bool
	text   bool
}{
	{field: UnitKey, hidden: true, text: true},
	{field: OwnerKey, hidden: true, text: true},
	{field: Building, width: 8},
	{field: Entrance, width: 6},
	{field: Floor, width: 6},
	{field: Room, width: 8, text: true},
	{field: HouseType, width: 10},
	{field: ContractArea, width: 12},
	{field: MeasuredArea, width: 12},
	{field: InnerArea, width: 12},
	{field: ContractNo, width: 18, text: true},
	{field: SignedOn, width: 12},
	{field: DeliveryDue, width: 14},
	{field: UnitPrice, width: 10},
	{field: Batch, width: 10},
	{field: Fund, width: 10},
	{field: UnitNote, width: 20},
	{field: OwnerName, width: 16},
	{field: IDType, width: 10},
	{field: IDNo, width: 21, text: true},
	{field: Phone, width: 14, text: true},
	{field: Phone2, width: 14, text: true},
	{field: OwnerAddress, width: 30},
	{field: Share, width: 8},
}

// Export writes the community's homes and owners as a sheet that Read takes in
// again: one row per owner, each led back to its records by hidden identities.
// A home's own values stand in its first row alone, so that nobody has to change
// them twice. Private data are masked, and a masked cell is never a change.
func (d *Desk) Export(ctx context.Context, actor app.Actor, community app.ID, terms Terms) (Page, error) {
	if err := staff.May(actor, staff.Print, community); err != nil {
		return Page{}, err
	}
	k, err := d.read.Kept(ctx, community)
	if err != nil {
		return Page{}, err
	}
	for i := range k.Owners {
		k.Owners[i] = k.Owners[i].Masked()
	}
	return d.export(ctx, k, terms)
}

// ExportWhole is Export with whole numbers, for whoever may see them; that they were
// shown is recorded.
func (d *Desk) ExportWhole(ctx context.Context, actor app.Actor, community app.ID, terms Terms) (Page, error) {
	var k Kept
	err := d.write.Do(ctx, actor, "owner.export", func(tx Tx) (err error) {
		if err := staff.May(actor, staff.SeePrivate, community); err != nil {
			return err
		}
		if k, err = tx.Kept(community); err != nil {
			return err
		}
		return tx.PutShowing(site.Showing{ID: tx.NewID(), Occasion: site.Exporting, Owners: len(k.Owners), Who: actor.Staff, At: tx.Now()})
	})
	if err != nil {
		return Page{}, err // what could not be recorded is not shown
	}
	return d.export(ctx, k, terms)
}

func (d *Desk) export(ctx context.Context, k Kept, terms Terms) (Page, error) {
	about, err := d.read.Site(ctx)
	if err != nil {
		return Page{}, err
	}
	p := k.page(terms)
	if about.Rehearsal {
		p.rehearsed()
	}
	return p, nil
}

// rehearsed marks a page as a rehearsal's: the sheet's name for people, the header
// of the hidden identities for the next import.
func (p *Page) rehearsed() {
	p.Name = rehearsal + " " + p.Name
	for i, c := range exported {
		if c.field == UnitKey {
			p.Columns[i].Header += rehearsal
		}
	}
}

// rehearsal is the mark of all that comes from a rehearsal, in either language.
const rehearsal = "演练"

// rehearsed reports whether a rehearsal has exported a page of the workbook.
func (b Book) rehearsed() bool {
	for _, sheet := range b.Sheets {
		for _, row := range sheet.Rows[:min(len(sheet.Rows), 50)] {
			for _, cell := range row {
				if mark, ok := strings.CutSuffix(plainHeader(cell.Text), rehearsal); ok && byWording[mark] == UnitKey {
					return true
				}
			}
		}
	}
	return false
}

func (k Kept) page(terms Terms) Page {
	p := Page{Name: terms.Sheet}
	for _, c := range exported {
		p.Columns = append(p.Columns, PageColumn{Header: terms.Header(c.field), Width: c.width, Hidden: c.hidden, AsText: c.text})
	}
	buildings, place := map[app.ID]site.Building{}, map[app.ID]int{}
	for i, b := range k.Buildings {
		buildings[b.ID], place[b.ID] = b, i
	}
	types := map[app.ID]string{}
	for _, t := range k.HouseTypes {
		types[t.ID] = t.Name
	}
	owners := map[app.ID]site.Owner{}
	for _, o := range k.Owners {
		owners[o.ID] = o
	}
	shares := map[app.ID][]site.Ownership{}
	for _, s := range k.Ownerships {
		shares[s.Unit] = append(shares[s.Unit], s)
	}
	units := slices.Clone(k.Units)
	slices.SortFunc(units, func(a, b site.Unit) int {
		return cmp.Or(cmp.Compare(place[a.Building], place[b.Building]), cmp.Compare(len(a.Entrance), len(b.Entrance)), cmp.Compare(a.Entrance, b.Entrance),
			cmp.Compare(a.Floor, b.Floor), cmp.Compare(len(a.Room), len(b.Room)), cmp.Compare(a.Room, b.Room))
	})
	for _, u := range units {
		of := shares[u.ID]
		for i := range max(1, len(of)) {
			r := exportRow{unit: u, building: buildings[u.Building], houseType: types[u.HouseType], first: i == 0, terms: terms}
			if i < len(of) {
				r.share, r.owner = of[i], owners[of[i].Owner]
			}
			row := make([]Cell, len(exported))
			for j, c := range exported {
				row[j] = r.cell(c.field)
			}
			p.Rows = append(p.Rows, row)
		}
	}
	return p
}

// exportRow is one owner of one home, or a home without any.
type exportRow struct {
	unit      site.Unit
	building  site.Building
	houseType string
	owner     site.Owner
	share     site.Ownership
	first     bool
	terms     Terms
}

func (r *exportRow) cell(f Field) Cell {
	switch f {
	case UnitKey:
		return textCell(r.unit.ID.String())
	case OwnerKey:
		return textCell(idText(r.owner.ID))
	case Building:
		if code, ok := site.BuildingCode(r.building.Name); !ok || code != r.building.Code {
			return textCell(r.building.Code) // a name of its own would not be read back
		}
		return textCell(r.building.Name)
	case Entrance:
		return textCell(r.unit.Entrance)
	case Room:
		return textCell(r.unit.Room)
	case Share:
		return textCell(r.share.Share)
	}
	if at := ownerField(&r.owner, f); at != nil {
		return textCell(*at)
	}
	if !r.first {
		return Cell{}
	}
	switch f {
	case Floor:
		if r.unit.Floor == 0 {
			return Cell{}
		}
		return Cell{Kind: Number, Text: itoa(r.unit.Floor)}
	case HouseType:
		return textCell(r.houseType)
	case Fund:
		return textCell(r.terms.Fund(r.unit.Fund))
	case SignedOn, DeliveryDue:
		if text := unitFields[f].get(&r.unit); text != "" {
			return Cell{Kind: Day, Text: text}
		}
		return Cell{}
	case ContractArea, MeasuredArea, InnerArea, UnitPrice:
		if text := unitFields[f].get(&r.unit); text != "" {
			return Cell{Kind: Number, Text: text}
		}
		return Cell{}
	}
	return textCell(unitFields[f].get(&r.unit))
}

func textCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: s}
}
