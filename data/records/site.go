package records

import (
	"errors"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

// Numbers of kinds and of fields are part of the journal's format: they only grow.

var sites = registry.Define(1, "site", func(r *site.Site) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *site.Site) *string { return &r.Name }, registry.Called, registry.IsName),
	registry.Text(2, "company", func(r *site.Site) *string { return &r.Company }),
	registry.Text(3, "address", func(r *site.Site) *string { return &r.Address }),
	registry.Text(4, "phone", func(r *site.Site) *string { return &r.Phone }),
	registry.Text(5, "logo", func(r *site.Site) *string { return &r.Logo }, registry.File),
	registry.Text(6, "property", func(r *site.Site) *string { return &r.Property }),
	registry.Flag(7, "rehearsal", func(r *site.Site) *bool { return &r.Rehearsal }),
	registry.Text(8, "duty_window", func(r *site.Site) *string { return &r.DutyWindow }),
	registry.Text(9, "zone", func(r *site.Site) *string { return &r.Zone }),
}, registry.About("id"))

var communities = registry.Define(2, "community", func(r *site.Community) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *site.Community) *string { return &r.Name }, registry.Called, registry.IsName),
}, registry.About("id"),
	registry.ScopedBy("id"))

var buildings = registry.Define(3, "building", func(r *site.Building) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "community", func(r *site.Building) *app.ID { return &r.Community }, registry.Refers("community")),
	registry.Text(2, "code", func(r *site.Building) *string { return &r.Code }),
	registry.Text(3, "name", func(r *site.Building) *string { return &r.Name }, registry.Called, registry.IsName),
	registry.Day(4, "completed", func(r *site.Building) *app.Date { return &r.Completed }),
	registry.Number(5, "place", func(r *site.Building) *int { return &r.Order }, registry.Silent),
}, registry.About("id"),
	registry.ScopedBy("community"),
	registry.Feeding("unit", "SELECT id FROM unit WHERE building = ?")) // its completion is a fact of every unit in it

var houseTypes = registry.Define(4, "house_type", func(r *site.HouseType) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *site.HouseType) *string { return &r.Name }, registry.Called, registry.IsName),
	registry.Text(2, "finish", func(r *site.HouseType) *site.Finish { return &r.Finish }, registry.Choice("unit.finish")),
	registry.KeyedList(3, "rooms", func(r *site.HouseType) *[]site.Room { return &r.Rooms },
		registry.ByKey[site.Room]{Key: func(r site.Room) string { return r.Key },
			Say: func(r site.Room) string { return r.Name + " " + string(r.Kind) }}, registry.Means(app.RoomsField, "")),
	registry.Text(4, "plan", func(r *site.HouseType) *string { return &r.Plan }, registry.File),
}, registry.About("id"))

var units = registry.Define(5, "unit", func(r *site.Unit) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "building", func(r *site.Unit) *app.ID { return &r.Building }, registry.Refers("building"), registry.Needing, registry.Silent),
	registry.Text(2, "entrance", func(r *site.Unit) *string { return &r.Entrance }),
	registry.Number(3, "floor", func(r *site.Unit) *int { return &r.Floor }),
	registry.Text(4, "room", func(r *site.Unit) *string { return &r.Room }),
	registry.Text(5, "code", func(r *site.Unit) *string { return &r.Code }, registry.Called),
	registry.Ref(6, "house_type", func(r *site.Unit) *app.ID { return &r.HouseType }, registry.Refers("house_type"), registry.Needing),
	registry.Area(7, "contract_area", func(r *site.Unit) *app.Area { return &r.ContractArea }),
	registry.Area(8, "measured_area", func(r *site.Unit) *app.Area { return &r.MeasuredArea }),
	registry.Area(9, "inner_area", func(r *site.Unit) *app.Area { return &r.InnerArea }),
	registry.Text(10, "contract_no", func(r *site.Unit) *string { return &r.ContractNo }),
	registry.Day(11, "signed_on", func(r *site.Unit) *app.Date { return &r.SignedOn }),
	registry.Money(12, "unit_price", func(r *site.Unit) *app.Money { return &r.UnitPrice }),
	registry.Text(13, "batch", func(r *site.Unit) *string { return &r.Batch }),
	registry.Text(14, "fund", func(r *site.Unit) *site.FundState { return &r.Fund }, registry.Choice("units.fund")),
	registry.List(15, "incomplete", func(r *site.Unit) *[]string { return &r.Incomplete }, registry.Merged(journal.Quiet)),
	registry.Day(16, "handed_over", func(r *site.Unit) *app.Date { return &r.HandedOver }),
	registry.Text(17, "note", func(r *site.Unit) *string { return &r.Note }, registry.Paragraphs),
	registry.Text(18, "state", func(r *site.Unit) *site.State { return &r.State }, registry.Derived, registry.Choice("units.state")),
	registry.Number(19, "open", func(r *site.Unit) *int { return &r.Open }, registry.Derived),
	registry.Number(20, "grave", func(r *site.Unit) *int { return &r.Grave }, registry.Derived),
	registry.Day(21, "delivery_due", func(r *site.Unit) *app.Date { return &r.DeliveryDue }),
	registry.Ref(22, "inspector", func(r *site.Unit) *app.ID { return &r.Inspector }, registry.Refers("person")),
},
	registry.BelongsTo("id"),
	registry.FoundBy(func(_ registry.Source, r *site.Unit) []registry.Entry {
		return []registry.Entry{registry.AsCode(r.Code), registry.AsCode(r.ContractNo)}
	}),
	registry.SaidBy(unitLine), registry.Corrected, registry.HoldingUp,
	registry.Scoped(func(tx registry.Source, r *site.Unit) ([]app.ID, error) {
		return tx.Scope(app.Ref{Kind: "building", ID: r.Building})
	}),
	registry.Derives(deriveUnit, "SELECT u.id FROM unit u JOIN building b ON b.id = u.building WHERE b.completed > ? AND b.completed <= ?"),
)

var owners = registry.Define(6, "owner", func(r *site.Owner) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *site.Owner) *string { return &r.Name }, registry.Sealed, registry.Called, registry.IsName),
	registry.Text(2, "id_type", func(r *site.Owner) *string { return &r.IDType }, registry.Sealed),
	registry.Text(3, "id_no", func(r *site.Owner) *string { return &r.IDNo }, registry.Private),
	registry.Text(4, "phone", func(r *site.Owner) *string { return &r.Phone }, registry.Private),
	registry.Text(5, "phone2", func(r *site.Owner) *string { return &r.Phone2 }, registry.Private),
	registry.Text(6, "address", func(r *site.Owner) *string { return &r.Address }, registry.Private),
	registry.Text(7, "note", func(r *site.Owner) *string { return &r.Note }, registry.Private, registry.Paragraphs),
	registry.Blob(8, "name_picture", func(r *site.Owner) *site.Picture { return &r.NamePicture }, registry.Private),
	registry.Text(9, "pictured_name", func(r *site.Owner) *string { return &r.PicturedName }, registry.Private),
},
	registry.About("id"),
	registry.SealedUnder("id"),
	registry.Scoped(communitiesOfOwner), registry.Personal(site.Owner.Masked), registry.NumbersOf("id"), registry.Mentioned, registry.Corrected, registry.SaidBy(ownerLine),
	registry.FoundBy(func(from registry.Source, r *site.Owner) []registry.Entry {
		all := []registry.Entry{registry.AsPersonName(r.Name), privateEntry(from, site.PlainNumber(r.IDNo))}
		for _, phone := range r.Phones() {
			all = append(all, phoneEntries(from, phone)...)
		}
		return all
	}),
)

var ownerships = registry.Define(7, "ownership", func(r *site.Ownership) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *site.Ownership) *app.ID { return &r.Unit }, registry.Refers("unit"), registry.Needing, registry.Silent),
	registry.Ref(2, "owner", func(r *site.Ownership) *app.ID { return &r.Owner }, registry.Refers("owner"), registry.Needing, registry.Distinctive, registry.Silent),
	registry.Number(3, "place", func(r *site.Ownership) *int { return &r.Order }, registry.Silent),
	registry.Text(4, "share", func(r *site.Ownership) *string { return &r.Share }),
	registry.Flag(5, "ended", func(r *site.Ownership) *bool { return &r.Ended }, registry.Silent),
	registry.Text(6, "ended_why", func(r *site.Ownership) *site.EndReason { return &r.Why }, registry.Choice("ownership.ended_why")),
}, registry.BelongsTo("unit"), registry.About("owner"),
	registry.Mentioned, registry.Corrected, registry.Bringing("owner"))

// A reason names nobody: it is chosen.
var corrections = registry.Define(17, "correction", func(r *site.Correction) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *site.Correction) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Ref(2, "owner", func(r *site.Correction) *app.ID { return &r.Owner }, registry.Merged(journal.Immutable), registry.Refers("owner"), registry.Mentioning, registry.Silent),
	registry.Text(3, "reason", func(r *site.Correction) *site.Reason { return &r.Reason }, registry.Merged(journal.Immutable), registry.Choice("correction.reason")),
}, registry.BelongsTo("unit"), registry.About("owner"), registry.InsertOnly)

func (tx *Tx) PutCorrection(r site.Correction) error { return store.Put(tx, corrections, r) }

var firms = registry.Define(8, "firm", func(r *site.Firm) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *site.Firm) *string { return &r.Name }, registry.Called, registry.IsName),
	registry.Set(2, "trades", func(r *site.Firm) *[]string { return &r.Trades }),
	registry.Text(3, "contact", func(r *site.Firm) *string { return &r.Contact }),
	registry.Text(4, "phone", func(r *site.Firm) *string { return &r.Phone }),
	registry.Flag(5, "closed", func(r *site.Firm) *bool { return &r.Closed }),
}, registry.About("id"), registry.Mentioned)

var people = registry.Define(9, "person", func(r *staff.Person) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "name", func(r *staff.Person) *string { return &r.Name }, registry.Sealed, registry.Called, registry.IsName),
	registry.Text(2, "role", func(r *staff.Person) *app.Role { return &r.Role }, registry.Choice("shell.role")),
	registry.Text(3, "pin", func(r *staff.Person) *string { return &r.PIN }, registry.Private, registry.Merged(journal.Quiet)), // nobody can settle what nobody may read
	registry.List(4, "communities", func(r *staff.Person) *[]app.ID { return &r.Communities }),
	registry.Text(5, "phone", func(r *staff.Person) *string { return &r.Phone }, registry.Private),
	registry.Flag(6, "left_team", func(r *staff.Person) *bool { return &r.Left }),
}, registry.About("id"), registry.SealedUnder("id"), registry.Mentioned,
	registry.Personal(func(staff.Person) staff.Person { return staff.Person{} })) // of colleagues nothing is shown but that it changed

// communitiesOfOwner lists the communities in which an owner has or had a home.
func communitiesOfOwner(from registry.Source, r *site.Owner) ([]app.ID, error) {
	return from.IDs(`SELECT DISTINCT b.community FROM ownership s JOIN unit u ON u.id = s.unit JOIN building b ON b.id = u.building
		WHERE s.owner = ? ORDER BY b.community`, r.ID[:])
}

// The narrow views' methods, one line each.

func (tx *Tx) Site() (site.Site, error)  { return theSite(tx) }
func (tx *Tx) PutSite(r site.Site) error { return store.Put(tx, sites, r) }
func (tx *Tx) AmendSite(seen *app.Seen[site.Site], r site.Site) error {
	return store.Amend(tx, sites, seen, r)
}
func (tx *Tx) Community(id app.ID) (site.Community, error) {
	return store.Get(tx, communities, id)
}
func (tx *Tx) Communities() ([]site.Community, error) {
	return store.List(tx, communities, "ORDER BY name")
}
func (tx *Tx) PutCommunity(r site.Community) error { return store.Put(tx, communities, r) }
func (tx *Tx) AmendCommunity(seen *app.Seen[site.Community], r site.Community) error {
	return store.Amend(tx, communities, seen, r)
}
func (tx *Tx) Building(id app.ID) (site.Building, error) {
	return store.Get(tx, buildings, id)
}
func (tx *Tx) PutBuilding(r site.Building) error { return store.Put(tx, buildings, r) }
func (tx *Tx) AmendBuilding(seen *app.Seen[site.Building], r site.Building) error {
	return store.Amend(tx, buildings, seen, r)
}
func (tx *Tx) HouseType(id app.ID) (site.HouseType, error) {
	return store.Get(tx, houseTypes, id)
}
func (tx *Tx) HouseTypes() ([]site.HouseType, error) {
	return store.List(tx, houseTypes, "ORDER BY name")
}
func (tx *Tx) PutHouseType(r site.HouseType) error { return store.Put(tx, houseTypes, r) }
func (tx *Tx) AmendHouseType(seen *app.Seen[site.HouseType], r site.HouseType) error {
	return store.Amend(tx, houseTypes, seen, r)
}
func (tx *Tx) Unit(id app.ID) (site.Unit, error) {
	return store.Get(tx, units, id)
}
func (tx *Tx) PutUnit(r site.Unit) error { return store.Put(tx, units, r) }
func (tx *Tx) AmendUnit(seen *app.Seen[site.Unit], r site.Unit) error {
	return store.Amend(tx, units, seen, r)
}
func (tx *Tx) Owner(id app.ID) (site.Owner, error) {
	return store.Get(tx, owners, id)
}
func (tx *Tx) PutOwner(r site.Owner) error { return store.Put(tx, owners, r) }
func (tx *Tx) AmendOwner(seen *app.Seen[site.Owner], r site.Owner) error {
	return store.Amend(tx, owners, seen, r)
}
func (tx *Tx) OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error) {
	return store.List(tx, ownerships, "WHERE unit = ? AND NOT ended ORDER BY place, id", unit[:])
}
func (tx *Tx) PutOwnership(r site.Ownership) error { return store.Put(tx, ownerships, r) }
func (tx *Tx) AmendOwnership(seen *app.Seen[site.Ownership], r site.Ownership) error {
	return store.Amend(tx, ownerships, seen, r)
}
func (tx *Tx) Firm(id app.ID) (site.Firm, error) {
	return store.Get(tx, firms, id)
}
func (tx *Tx) Firms() ([]site.Firm, error) {
	return store.List(tx, firms, "WHERE NOT closed ORDER BY name")
}
func (tx *Tx) PutFirm(r site.Firm) error { return store.Put(tx, firms, r) }
func (tx *Tx) AmendFirm(seen *app.Seen[site.Firm], r site.Firm) error {
	return store.Amend(tx, firms, seen, r)
}
func (tx *Tx) Person(id app.ID) (staff.Person, error) {
	return store.Get(tx, people, id)
}
func (tx *Tx) People() ([]staff.Person, error) {
	return store.List(tx, people, "ORDER BY left_team, name")
}
func (tx *Tx) PutPerson(r staff.Person) error { return store.Put(tx, people, r) }
func (tx *Tx) AmendPerson(seen *app.Seen[staff.Person], r staff.Person) error {
	return store.Amend(tx, people, seen, r)
}

// theSite is the one site that these data belong to.
func theSite(from registry.Source) (site.Site, error) {
	all, err := store.List(from, sites, "LIMIT 1")
	if err != nil || len(all) == 0 {
		return site.Site{}, errors.Join(err, app.Refuse("record.unknown", "kind", "site"))
	}
	return all[0], nil
}
