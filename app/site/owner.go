package site

import (
	"slices"
	"strings"

	"keyday/app"
)

// Owner is a buyer 买受人/业主: a person or a company.
type Owner struct {
	ID      app.ID
	Name    string
	IDType  string // 身份证, 护照, 营业执照 …
	IDNo    string // sealed
	Phone   string // sealed
	Phone2  string // sealed
	Address string // sealed
	Note    string

	// NamePicture is a name as it looks, PNG, for papers whose font lacks a character of
	// it. PicturedName is the name that it shows.
	NamePicture  Picture
	PicturedName string
}

// OwnerField is one text on record of an owner.
type OwnerField struct {
	Key        string // in the registry, in ledgers and in the catalogues
	At         func(o *Owner) *string
	Offered    []string            // what it is chosen from; nil where it is typed
	Call       bool                // a phone: by these an owner is called, and found
	Wide       bool                // it needs a line of its own in a form
	Identifies bool                // it tells who the owner is
	Unasked    bool                // forms leave it as it is
	Mask       func(string) string // how lists and pages show it; nil as it is
	Keep       func(string) string // how it is kept, as somebody types it; nil as it is
	Most       int                 // characters that it may have; 0 where nothing is said
}

// OwnerFields are all of them, in the order of forms. What asks for them, shows, masks,
// compares or imports them goes by this table.
var OwnerFields = []OwnerField{
	{Key: "name", Identifies: true, At: func(o *Owner) *string { return &o.Name }, Keep: strings.TrimSpace, Most: app.MostName},
	{Key: "id_type", Identifies: true, At: func(o *Owner) *string { return &o.IDType }, Offered: IDTypes, Keep: strings.TrimSpace, Most: app.MostName},
	{Key: "id_no", Identifies: true, At: func(o *Owner) *string { return &o.IDNo }, Mask: Mask, Keep: KeepNumber, Most: app.MostName},
	{Key: "phone", At: func(o *Owner) *string { return &o.Phone }, Call: true, Mask: Mask, Keep: KeepPhone, Most: app.MostName},
	{Key: "phone2", At: func(o *Owner) *string { return &o.Phone2 }, Call: true, Mask: Mask, Keep: KeepPhone, Most: app.MostName},
	{Key: "address", At: func(o *Owner) *string { return &o.Address }, Wide: true, Mask: MaskAddress, Keep: strings.TrimSpace},
	{Key: "note", At: func(o *Owner) *string { return &o.Note }, Unasked: true, Mask: MaskIn},
}

// Of is what the owner's field says.
func (f OwnerField) Of(o Owner) string { return *f.At(&o) }

// Phones are those by which the owner is called.
func (o Owner) Phones() (all []string) {
	for _, f := range OwnerFields {
		if phone := f.Of(o); f.Call && phone != "" {
			all = append(all, phone)
		}
	}
	return all
}

// called reports whether the owner is called by the phone.
func (o Owner) called(phone string) bool { return phone != "" && slices.Contains(o.Phones(), phone) }

// KeepNumber is the number of a paper in capitals; one that is masked stays so, to be
// refused.
func KeepNumber(typed string) string {
	if strings.Contains(typed, "*") {
		return typed
	}
	return ReadID(typed)
}

// KeepPhone is a phone in the one form in which two are compared; what cannot be read
// stays as it was written, to be refused.
func KeepPhone(typed string) string {
	typed = strings.TrimSpace(typed)
	if read, ok := ReadPhone(typed); ok {
		return read
	}
	return typed
}
