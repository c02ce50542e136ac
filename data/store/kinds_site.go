package store

import (
	"errors"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/journal"
)

// Numbers of kinds and of fields are part of the journal's format: they only grow.

var sites = kindOf(1, "site", func(r *site.Site) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *site.Site) *string { return &r.Name }, called, isName),
	text(2, "company", func(r *site.Site) *string { return &r.Company }),
	text(3, "address", func(r *site.Site) *string { return &r.Address }),
	text(4, "phone", func(r *site.Site) *string { return &r.Phone }),
	text(5, "logo", func(r *site.Site) *string { return &r.Logo }, file),
	text(6, "property", func(r *site.Site) *string { return &r.Property }),
	flag(7, "rehearsal", func(r *site.Site) *bool { return &r.Rehearsal }),
	text(8, "duty_window", func(r *site.Site) *string { return &r.DutyWindow }),
	text(9, "zone", func(r *site.Site) *string { return &r.Zone }),
}, about(func(r *site.Site) app.ID { return r.ID }))

var communities = kindOf(2, "community", func(r *site.Community) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *site.Community) *string { return &r.Name }, called, isName),
}, about(func(r *site.Community) app.ID { return r.ID }),
	scoped(func(_ Source, r *site.Community) ([]app.ID, error) { return []app.ID{r.ID}, nil }))

var buildings = kindOf(3, "building", func(r *site.Building) *app.ID { return &r.ID }, []field{
	ref(1, "community", func(r *site.Building) *app.ID { return &r.Community }, refers("community")),
	text(2, "code", func(r *site.Building) *string { return &r.Code }),
	text(3, "name", func(r *site.Building) *string { return &r.Name }, called, isName),
	day(4, "completed", func(r *site.Building) *app.Date { return &r.Completed }),
	number(5, "place", func(r *site.Building) *int { return &r.Order }, silent),
}, about(func(r *site.Building) app.ID { return r.ID }),
	scoped(func(_ Source, r *site.Building) ([]app.ID, error) { return []app.ID{r.Community}, nil }),
	feeding("unit", "SELECT id FROM unit WHERE building = ?")) // its completion is a fact of every unit in it

var houseTypes = kindOf(4, "house_type", func(r *site.HouseType) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *site.HouseType) *string { return &r.Name }, called, isName),
	text(2, "finish", func(r *site.HouseType) *site.Finish { return &r.Finish }, choice("unit.finish")),
	keyedList(3, "rooms", func(r *site.HouseType) *[]site.Room { return &r.Rooms },
		func(r site.Room) string { return r.Key }, func(r site.Room) string { return r.Name + " " + string(r.Kind) }, means(app.RoomsField, "")),
	text(4, "plan", func(r *site.HouseType) *string { return &r.Plan }, file),
}, about(func(r *site.HouseType) app.ID { return r.ID }))

var units = kindOf(5, "unit", func(r *site.Unit) *app.ID { return &r.ID }, []field{
	ref(1, "building", func(r *site.Unit) *app.ID { return &r.Building }, refers("building"), needing, silent),
	text(2, "entrance", func(r *site.Unit) *string { return &r.Entrance }),
	number(3, "floor", func(r *site.Unit) *int { return &r.Floor }),
	text(4, "room", func(r *site.Unit) *string { return &r.Room }),
	text(5, "code", func(r *site.Unit) *string { return &r.Code }, called),
	ref(6, "house_type", func(r *site.Unit) *app.ID { return &r.HouseType }, refers("house_type"), needing),
	area(7, "contract_area", func(r *site.Unit) *app.Area { return &r.ContractArea }),
	area(8, "measured_area", func(r *site.Unit) *app.Area { return &r.MeasuredArea }),
	area(9, "inner_area", func(r *site.Unit) *app.Area { return &r.InnerArea }),
	text(10, "contract_no", func(r *site.Unit) *string { return &r.ContractNo }),
	day(11, "signed_on", func(r *site.Unit) *app.Date { return &r.SignedOn }),
	money(12, "unit_price", func(r *site.Unit) *app.Money { return &r.UnitPrice }),
	text(13, "batch", func(r *site.Unit) *string { return &r.Batch }),
	text(14, "fund", func(r *site.Unit) *site.FundState { return &r.Fund }, choice("units.fund")),
	list(15, "incomplete", func(r *site.Unit) *[]string { return &r.Incomplete }, merged(journal.Quiet)),
	day(16, "handed_over", func(r *site.Unit) *app.Date { return &r.HandedOver }),
	text(17, "note", func(r *site.Unit) *string { return &r.Note }, paragraphs),
	text(18, "state", func(r *site.Unit) *site.State { return &r.State }, derived, choice("units.state")),
	number(19, "open", func(r *site.Unit) *int { return &r.Open }, derived),
	number(20, "grave", func(r *site.Unit) *int { return &r.Grave }, derived),
	day(21, "delivery_due", func(r *site.Unit) *app.Date { return &r.DeliveryDue }),
},
	belongsTo("unit", func(r *site.Unit) app.ID { return r.ID }),
	foundBy(func(_ Source, r *site.Unit) []entry { return []entry{{r.Code, code}, {r.ContractNo, code}} }),
	hit(unitLine), corrected, holdingUp,
	scoped(func(tx Source, r *site.Unit) ([]app.ID, error) {
		return tx.Scope(app.Ref{Kind: "building", ID: r.Building})
	}),
	derives(deriveUnit, "SELECT u.id FROM unit u JOIN building b ON b.id = u.building WHERE b.completed > ? AND b.completed <= ?"),
)

var owners = kindOf(6, "owner", func(r *site.Owner) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *site.Owner) *string { return &r.Name }, sealed, called, isName),
	text(2, "id_type", func(r *site.Owner) *string { return &r.IDType }, sealed),
	text(3, "id_no", func(r *site.Owner) *string { return &r.IDNo }, private),
	text(4, "phone", func(r *site.Owner) *string { return &r.Phone }, private),
	text(5, "phone2", func(r *site.Owner) *string { return &r.Phone2 }, private),
	text(6, "address", func(r *site.Owner) *string { return &r.Address }, private),
	text(7, "note", func(r *site.Owner) *string { return &r.Note }, private, paragraphs),
	blob(8, "name_picture", func(r *site.Owner) *site.Picture { return &r.NamePicture }, private),
	text(9, "pictured_name", func(r *site.Owner) *string { return &r.PicturedName }, private),
},
	about(func(r *site.Owner) app.ID { return r.ID }),
	sealedUnder(func(r *site.Owner) app.ID { return r.ID }),
	scoped(communitiesOfOwner), personal(site.Owner.Masked), mentioned, corrected, hit(ownerLine),
	foundBy(func(from Source, r *site.Owner) []entry {
		return slices.Concat([]entry{{r.Name, personName}, privateEntry(from, site.PlainNumber(r.IDNo))}, phoneEntries(from, r.Phone), phoneEntries(from, r.Phone2))
	}),
)

var ownerships = kindOf(7, "ownership", func(r *site.Ownership) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *site.Ownership) *app.ID { return &r.Unit }, refers("unit"), needing, silent),
	ref(2, "owner", func(r *site.Ownership) *app.ID { return &r.Owner }, refers("owner"), needing, distinctive, silent),
	number(3, "place", func(r *site.Ownership) *int { return &r.Order }, silent),
	text(4, "share", func(r *site.Ownership) *string { return &r.Share }),
	flag(5, "ended", func(r *site.Ownership) *bool { return &r.Ended }, silent),
	text(6, "ended_why", func(r *site.Ownership) *site.EndReason { return &r.Why }, choice("ownership.ended_why")),
}, belongsTo("unit", func(r *site.Ownership) app.ID { return r.Unit }), about(func(r *site.Ownership) app.ID { return r.Owner }),
	mentioned, corrected, bringing("owner"))

// A reason names nobody: it is chosen.
var corrections = kindOf(17, "correction", func(r *site.Correction) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *site.Correction) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	ref(2, "owner", func(r *site.Correction) *app.ID { return &r.Owner }, merged(journal.Immutable), refers("owner"), mentioning, silent),
	text(3, "reason", func(r *site.Correction) *site.Reason { return &r.Reason }, merged(journal.Immutable), choice("correction.reason")),
}, belongsTo("unit", func(r *site.Correction) app.ID { return r.Unit }), about(func(r *site.Correction) app.ID { return r.Owner }), insertOnly)

func (tx *Tx) PutCorrection(r site.Correction) error { return Put(tx, corrections, r) }

var firms = kindOf(8, "firm", func(r *site.Firm) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *site.Firm) *string { return &r.Name }, called, isName),
	setOf(2, "trades", func(r *site.Firm) *[]string { return &r.Trades }),
	text(3, "contact", func(r *site.Firm) *string { return &r.Contact }),
	text(4, "phone", func(r *site.Firm) *string { return &r.Phone }),
	flag(5, "closed", func(r *site.Firm) *bool { return &r.Closed }),
}, about(func(r *site.Firm) app.ID { return r.ID }), mentioned)

var people = kindOf(9, "person", func(r *staff.Person) *app.ID { return &r.ID }, []field{
	text(1, "name", func(r *staff.Person) *string { return &r.Name }, sealed, called, isName),
	text(2, "role", func(r *staff.Person) *app.Role { return &r.Role }, choice("shell.role")),
	text(3, "pin", func(r *staff.Person) *string { return &r.PIN }, private, merged(journal.Quiet)), // nobody can settle what nobody may read
	list(4, "communities", func(r *staff.Person) *[]app.ID { return &r.Communities }),
	text(5, "phone", func(r *staff.Person) *string { return &r.Phone }, private),
	flag(6, "left_team", func(r *staff.Person) *bool { return &r.Left }),
}, about(func(r *staff.Person) app.ID { return r.ID }), sealedUnder(func(r *staff.Person) app.ID { return r.ID }), mentioned,
	personal(func(staff.Person) staff.Person { return staff.Person{} })) // of colleagues nothing is shown but that it changed

// communitiesOfOwner lists the communities in which an owner has or had a home.
func communitiesOfOwner(from Source, r *site.Owner) ([]app.ID, error) {
	return from.IDs(`SELECT DISTINCT b.community FROM ownership s JOIN unit u ON u.id = s.unit JOIN building b ON b.id = u.building
		WHERE s.owner = ? ORDER BY b.community`, r.ID[:])
}

// The narrow views' methods, one line each.

func (tx *Tx) Site() (site.Site, error)  { return theSite(tx) }
func (tx *Tx) PutSite(r site.Site) error { return Put(tx, sites, r) }
func (tx *Tx) AmendSite(seen *app.Seen[site.Site], r site.Site) error {
	return Amend(tx, sites, seen, r)
}
func (tx *Tx) Community(id app.ID) (site.Community, error) {
	return Get(tx, communities, id)
}
func (tx *Tx) Communities() ([]site.Community, error) {
	return List(tx, communities, "ORDER BY name")
}
func (tx *Tx) PutCommunity(r site.Community) error { return Put(tx, communities, r) }
func (tx *Tx) AmendCommunity(seen *app.Seen[site.Community], r site.Community) error {
	return Amend(tx, communities, seen, r)
}
func (tx *Tx) Building(id app.ID) (site.Building, error) {
	return Get(tx, buildings, id)
}
func (tx *Tx) PutBuilding(r site.Building) error { return Put(tx, buildings, r) }
func (tx *Tx) AmendBuilding(seen *app.Seen[site.Building], r site.Building) error {
	return Amend(tx, buildings, seen, r)
}
func (tx *Tx) HouseType(id app.ID) (site.HouseType, error) {
	return Get(tx, houseTypes, id)
}
func (tx *Tx) HouseTypes() ([]site.HouseType, error) {
	return List(tx, houseTypes, "ORDER BY name")
}
func (tx *Tx) PutHouseType(r site.HouseType) error { return Put(tx, houseTypes, r) }
func (tx *Tx) AmendHouseType(seen *app.Seen[site.HouseType], r site.HouseType) error {
	return Amend(tx, houseTypes, seen, r)
}
func (tx *Tx) Unit(id app.ID) (site.Unit, error) {
	return Get(tx, units, id)
}
func (tx *Tx) PutUnit(r site.Unit) error { return Put(tx, units, r) }
func (tx *Tx) AmendUnit(seen *app.Seen[site.Unit], r site.Unit) error {
	return Amend(tx, units, seen, r)
}
func (tx *Tx) Owner(id app.ID) (site.Owner, error) {
	return Get(tx, owners, id)
}
func (tx *Tx) PutOwner(r site.Owner) error { return Put(tx, owners, r) }
func (tx *Tx) AmendOwner(seen *app.Seen[site.Owner], r site.Owner) error {
	return Amend(tx, owners, seen, r)
}
func (tx *Tx) OwnershipsOf(unit app.ID) ([]site.Ownership, error) {
	return List(tx, ownerships, "WHERE unit = ? AND NOT ended ORDER BY place, id", unit[:])
}
func (tx *Tx) PutOwnership(r site.Ownership) error { return Put(tx, ownerships, r) }
func (tx *Tx) AmendOwnership(seen *app.Seen[site.Ownership], r site.Ownership) error {
	return Amend(tx, ownerships, seen, r)
}
func (tx *Tx) Firm(id app.ID) (site.Firm, error) {
	return Get(tx, firms, id)
}
func (tx *Tx) Firms() ([]site.Firm, error) {
	return List(tx, firms, "WHERE NOT closed ORDER BY name")
}
func (tx *Tx) PutFirm(r site.Firm) error { return Put(tx, firms, r) }
func (tx *Tx) AmendFirm(seen *app.Seen[site.Firm], r site.Firm) error {
	return Amend(tx, firms, seen, r)
}
func (tx *Tx) Person(id app.ID) (staff.Person, error) {
	return Get(tx, people, id)
}
func (tx *Tx) People() ([]staff.Person, error) {
	return List(tx, people, "ORDER BY name")
}
func (tx *Tx) PutPerson(r staff.Person) error { return Put(tx, people, r) }
func (tx *Tx) AmendPerson(seen *app.Seen[staff.Person], r staff.Person) error {
	return Amend(tx, people, seen, r)
}

// theSite is the one site that these data belong to.
func theSite(from Source) (site.Site, error) {
	all, err := List(from, sites, "LIMIT 1")
	if err != nil || len(all) == 0 {
		return site.Site{}, errors.Join(err, app.Refuse("record.unknown", "kind", "site"))
	}
	return all[0], nil
}
