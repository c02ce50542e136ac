package apptest

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
)

// Reads is a Memory as screens read it, outside of transactions.
type Reads struct{ *Memory }

// Shown is what a form has seen of a record that Reads shows.
var Shown = app.Sight{Fields: map[string]string{"name": "shown"}}

func see[T any](m *Memory, id app.ID) (app.Seen[T], error) {
	rec, err := get[T](m, id)
	return app.Seen[T]{Value: rec, Sight: Shown}, err
}

// seeOr is see of a record that is the usual one as long as there is none.
func seeOr[T any](m *Memory, id func(siteID app.ID) app.ID, usual T) (app.Seen[T], error) {
	s, err := m.Site()
	seen, unknown := see[T](m, id(s.ID))
	if unknown != nil {
		seen.Value = usual
	}
	return seen, err
}

func (r Reads) SeeSite(context.Context) (app.Seen[site.Site], error) {
	s, err := r.Site()
	return app.Seen[site.Site]{Value: s, Sight: Shown}, err
}
func (r Reads) SeeCommunity(_ context.Context, id app.ID) (app.Seen[site.Community], error) {
	return see[site.Community](r.Memory, id)
}
func (r Reads) SeeBuilding(_ context.Context, id app.ID) (app.Seen[site.Building], error) {
	return see[site.Building](r.Memory, id)
}
func (r Reads) SeeHouseType(_ context.Context, id app.ID) (app.Seen[site.HouseType], error) {
	return see[site.HouseType](r.Memory, id)
}
func (r Reads) SeeFirm(_ context.Context, id app.ID) (app.Seen[site.Firm], error) {
	return see[site.Firm](r.Memory, id)
}
func (r Reads) SeePerson(_ context.Context, id app.ID) (app.Seen[staff.Person], error) {
	return see[staff.Person](r.Memory, id)
}
func (r Reads) SeeDefectLimits(context.Context) (app.Seen[defect.Limits], error) {
	return seeOr(r.Memory, defect.LimitsID, defect.DefaultLimits)
}
func (r Reads) SeeWarrantyBook(context.Context) (app.Seen[defect.WarrantyBook], error) {
	return seeOr(r.Memory, defect.WarrantyBookID, defect.WarrantyBook{})
}
func (r Reads) SeeHandoverItems(context.Context) (app.Seen[handover.ItemList], error) {
	return seeOr(r.Memory, handover.ItemListID, handover.DefaultItems())
}

func (r Reads) Communities(context.Context) ([]site.Community, error) { return r.Memory.Communities() }
func (r Reads) HouseTypes(context.Context) ([]site.HouseType, error)  { return r.Memory.HouseTypes() }
func (r Reads) AllFirms(context.Context) ([]site.Firm, error)         { return r.Memory.Firms() }
func (r Reads) People(context.Context) ([]staff.Person, error)        { return r.Memory.People() }
func (r Reads) TextApprovals(context.Context) ([]contract.TextApproval, error) {
	return r.Memory.TextApprovals()
}
func (r Reads) WrongPINs(context.Context, int) ([]staff.WrongPIN, error) {
	return where[staff.WrongPIN](r.Memory, nil)
}
func (r Reads) Unit(_ context.Context, id app.ID) (site.Unit, error) { return r.Memory.Unit(id) }
func (r Reads) HouseType(_ context.Context, id app.ID) (site.HouseType, error) {
	return r.Memory.HouseType(id)
}

// Buildings lists them with the number of their homes.
func (r Reads) Buildings(context.Context) (all []site.BuildingView, err error) {
	buildings, err := where[site.Building](r.Memory, nil)
	for _, b := range buildings {
		tiles, _ := r.Tiles(nil, b.ID)
		all = append(all, site.BuildingView{Building: b, Units: len(tiles)})
	}
	return all, err
}

// Tiles lists the homes of a building.
func (r Reads) Tiles(_ context.Context, building app.ID) (all []site.Tile, err error) {
	units, err := where(r.Memory, func(u site.Unit) bool { return u.Building == building })
	for _, u := range units {
		all = append(all, site.Tile{Unit: u.ID, Building: u.Building, Floor: u.Floor, Room: u.Room, Code: u.Code})
	}
	return all, err
}
