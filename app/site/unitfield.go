package site

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app"
)

// UnitField is one thing on record of a home.
type UnitField struct {
	Key string // in the registry, in ledgers and in the catalogues
	unitValue
	unasked bool // forms leave it as it is
	goesOn  bool // it is never settled, see Settled
	addedTo bool // it is added to, not replaced
}

// UnitFields are those that ledgers bring, in the order in which changes are told. What
// compares, corrects, settles or misses them goes by this table.
var UnitFields = []UnitField{
	{Key: "code", unitValue: plain(func(u *Unit) *string { return &u.Code }), unasked: true},
	{Key: "house_type", unitValue: plain(func(u *Unit) *app.ID { return &u.HouseType })},
	{Key: "contract_area", unitValue: exact(func(u *Unit) *decimal.Decimal { return &u.ContractArea.Decimal })},
	{Key: "measured_area", unitValue: exact(func(u *Unit) *decimal.Decimal { return &u.MeasuredArea.Decimal })},
	{Key: "inner_area", unitValue: exact(func(u *Unit) *decimal.Decimal { return &u.InnerArea.Decimal })},
	{Key: "contract_no", unitValue: trimmed(func(u *Unit) *string { return &u.ContractNo })},
	{Key: "signed_on", unitValue: plain(func(u *Unit) *app.Date { return &u.SignedOn })},
	{Key: "delivery_due", unitValue: plain(func(u *Unit) *app.Date { return &u.DeliveryDue })},
	{Key: "unit_price", unitValue: exact(func(u *Unit) *decimal.Decimal { return &u.UnitPrice.Decimal })},
	{Key: "batch", unitValue: trimmed(func(u *Unit) *string { return &u.Batch }), goesOn: true},
	{Key: "fund", unitValue: plain(func(u *Unit) *FundState { return &u.Fund }), goesOn: true},
	{Key: "note", unitValue: plain(func(u *Unit) *string { return &u.Note }), goesOn: true, addedTo: true},
	// A floor may be told by the room's number, which does not fill in what a file lacked.
	{Key: "floor", unitValue: alwaysBlank(plain(func(u *Unit) *int { return &u.Floor })), unasked: true, goesOn: true},
	{Key: Incomplete, unitValue: alwaysBlank(unitValue{same: func(a, b *Unit) bool { return slices.Equal(a.Incomplete, b.Incomplete) }}), unasked: true, goesOn: true},
}

// Incomplete is the field that tells which others a file left blank (Note).
const Incomplete = "incomplete"

// unitField is the field of that key; ok is false where ledgers bring none.
func unitField(key string) (f UnitField, ok bool) {
	i := slices.IndexFunc(UnitFields, func(f UnitField) bool { return f.Key == key })
	if i < 0 {
		return UnitField{}, false
	}
	return UnitFields[i], true
}

// Lacks reports whether the field of a ledger says nothing yet.
func (u *Unit) Lacks(field string) bool {
	f, ok := unitField(field)
	return !ok || f.blank(u)
}

// unitValue is how a value of a home is compared and taken over.
type unitValue struct {
	blank func(u *Unit) bool
	same  func(a, b *Unit) bool
	take  func(to, from *Unit)
}

func plain[V comparable](at func(*Unit) *V) unitValue {
	var none V
	return unitValue{
		blank: func(u *Unit) bool { return *at(u) == none },
		same:  func(a, b *Unit) bool { return *at(a) == *at(b) },
		take:  func(to, from *Unit) { *at(to) = *at(from) },
	}
}

// trimmed is a text without the blanks around it.
func trimmed(at func(*Unit) *string) unitValue {
	v := plain(at)
	v.take = func(to, from *Unit) { *at(to) = strings.TrimSpace(*at(from)) }
	return v
}

// exact is a decimal, which may be written in several ways: 89.6, 89.60.
func exact(at func(*Unit) *decimal.Decimal) unitValue {
	return unitValue{
		blank: func(u *Unit) bool { return at(u).IsZero() },
		same:  func(a, b *Unit) bool { return at(a).Equal(*at(b)) },
		take:  func(to, from *Unit) { *at(to) = *at(from) },
	}
}

func alwaysBlank(v unitValue) unitValue {
	v.blank = func(*Unit) bool { return true }
	return v
}
