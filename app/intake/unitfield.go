package intake

import (
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
)

// unitField is how a field of a unit is read from a cell and kept. House types
// are kept by identity and have their own way (Compare).
type unitField struct {
	read func(c Cell, date1904 bool) (string, FindingKind)
	get  func(u *site.Unit) string
	set  func(u *site.Unit, text string)
}

// unitFieldOrder is the order in which a row's fields are read and changes listed.
var unitFieldOrder = []Field{HouseType, ContractArea, MeasuredArea, InnerArea, UnitPrice, ContractNo, SignedOn, DeliveryDue, Batch, Fund, UnitNote}

var unitFields = map[Field]unitField{
	HouseType:    {read: asText(HouseType, app.MostName), get: func(u *site.Unit) string { return idText(u.HouseType) }},
	ContractArea: areaField(func(u *site.Unit) *app.Area { return &u.ContractArea }),
	MeasuredArea: areaField(func(u *site.Unit) *app.Area { return &u.MeasuredArea }),
	InnerArea:    areaField(func(u *site.Unit) *app.Area { return &u.InnerArea }),
	UnitPrice: {
		read: func(c Cell, _ bool) (string, FindingKind) { return orKind(BadMoney)(readMoney(c)) },
		get:  func(u *site.Unit) string { return decimalText(u.UnitPrice.Decimal) },
		set:  func(u *site.Unit, text string) { u.UnitPrice = app.Money{Decimal: decimal.RequireFromString(text)} },
	},
	ContractNo:  textField(ContractNo, app.MostName, func(u *site.Unit) *string { return &u.ContractNo }),
	SignedOn:    dayField(func(u *site.Unit) *app.Date { return &u.SignedOn }),
	DeliveryDue: dayField(func(u *site.Unit) *app.Date { return &u.DeliveryDue }),
	Batch:       textField(Batch, app.MostName, func(u *site.Unit) *string { return &u.Batch }),
	Fund: {
		read: func(c Cell, _ bool) (string, FindingKind) {
			state, ok := readFund(plainText(c))
			return orKind(BadFund)(string(state), ok)
		},
		get: func(u *site.Unit) string { return string(u.Fund) },
		set: func(u *site.Unit, text string) { u.Fund = site.FundState(text) },
	},
	UnitNote: textField(UnitNote, site.MostNote, func(u *site.Unit) *string { return &u.Note }),
}

func orKind(wrong FindingKind) func(string, bool) (string, FindingKind) {
	return func(text string, ok bool) (string, FindingKind) {
		if !ok {
			return "", wrong
		}
		return text, ""
	}
}

// asText reads a text on one line; more than most characters are none of the field's.
// Of what a spreadsheet has made a number or a day, the text is lost.
func asText(f Field, most int) func(Cell, bool) (string, FindingKind) {
	return func(c Cell, _ bool) (string, FindingKind) {
		switch {
		case f == UnitNote: // says whatever it likes
		case lostDigits(c):
			return "", NumberLost
		case becameDay(c, f):
			return "", BecameDate
		}
		text := oneLine(plainText(c))
		if utf8.RuneCountInString(text) > most {
			return "", TooLong
		}
		return text, ""
	}
}

func textField(f Field, most int, at func(*site.Unit) *string) unitField {
	return unitField{
		read: asText(f, most),
		get:  func(u *site.Unit) string { return *at(u) },
		set:  func(u *site.Unit, text string) { *at(u) = text },
	}
}

func areaField(at func(*site.Unit) *app.Area) unitField {
	return unitField{
		read: func(c Cell, _ bool) (string, FindingKind) { return orKind(BadArea)(readArea(c)) },
		get:  func(u *site.Unit) string { return decimalText(at(u).Decimal) },
		set:  func(u *site.Unit, text string) { *at(u) = app.Area{Decimal: decimal.RequireFromString(text)} },
	}
}

func dayField(at func(*site.Unit) *app.Date) unitField {
	return unitField{
		read: func(c Cell, date1904 bool) (string, FindingKind) { return orKind(BadDate)(readDate(c, date1904)) },
		get:  func(u *site.Unit) string { return at(u).String() },
		set:  func(u *site.Unit, text string) { *at(u), _ = app.ParseDate(text) },
	}
}

func decimalText(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func idText(id app.ID) string {
	if id.IsNil() {
		return ""
	}
	return id.String()
}

func greater(a, b string) bool {
	return decimal.RequireFromString(a).GreaterThan(decimal.RequireFromString(b))
}

// ownerField is the owner's field, or nil where the field is none of theirs.
func ownerField(o *site.Owner, f Field) *string {
	if of, is := f.ofOwner(); is {
		return of.At(o)
	}
	return nil
}

// ownerFieldOrder is the order in which an owner's changes are listed.
var ownerFieldOrder = []Field{OwnerName, IDType, IDNo, Phone, Phone2, OwnerAddress}
