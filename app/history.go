package app

import (
	"slices"
	"time"
)

// Ref names a record by its kind in the registry ("unit", "defect") and identity.
type Ref struct {
	Kind string
	ID   ID
}

// Change tells after a commit which records changed, never their values: a
// screen that shows them reads again.
type Change struct {
	Action  string
	Records []Ref
	Derived []Ref // the homes, and whatever else has values that follow from these records
	Wholes  []Ref // the records that these are parts of: of a photo its defect
}

// Kinds are the kinds of record that it touched, of those whose values follow, and of those
// that it touched a part of.
func (c Change) Kinds() (all []string) {
	for _, r := range slices.Concat(c.Records, c.Derived, c.Wholes) {
		if !slices.Contains(all, r.Kind) {
			all = append(all, r.Kind)
		}
	}
	return all
}

// Event is one action in the history of a home, a firm, a person, as the journal has it:
// who did what when, and which fields of which records it changed. ui/words says it.
type Event struct {
	At      time.Time
	Who     ID
	Name    string // of who did it, as now known
	Action  string // "defect.fix"
	About   []ID   // the records that it names: the defect that was verified, the owner who was corrected
	Changes []FieldChange
	Anchor  string // where it stands in the chain: stream and sequence, short
}

// FieldChange is one changed field of one record; private values are masked, or left out.
type FieldChange struct {
	Record Ref
	Field  string
	Meaning
	Value   string // as kept, for people to read; "" for private or removed
	Old     string // what a home, an owner or a share said before; "" where it was blank
	Private bool
	Called  bool // people call the record by it
	Silent  bool // it says where the record belongs, or what the event says already
}

// Meaning says what the value of a field is, so that nobody has to guess it from the
// field's name or from the value.
type Meaning struct {
	Type FieldType
	// Words is what stands before the value in the catalogues: "defect.state" of a choice,
	// "handover.meter" of the lines of a list.
	Words string
}

// FieldType is a type of the values that fields have.
type FieldType string

// The types, and how a value of each is written.
const (
	TextField      FieldType = ""          // what people wrote, or a phrase of the trade
	ChoiceField    FieldType = "choice"    // a key of the catalogues
	ChoicesField   FieldType = "choices"   // keys of the catalogues, parted by spaces
	ConditionField FieldType = "condition" // a key of the catalogues, and behind a space the record that it is said of
	NumberField    FieldType = "number"    // 12
	DecimalField   FieldType = "decimal"   // 89.60: money, areas
	FlagField      FieldType = "flag"      // true, false
	DayField       FieldType = "day"       // 2026-11-23
	MomentField    FieldType = "moment"    // RFC 3339, in the zone of the site
	RecordField    FieldType = "record"    // the identity of a record, or what people call it
	FileField      FieldType = "file"      // the hash of a picture or a paper; or what stands in its place
	RoomField      FieldType = "room"      // the key of a room
	ItemField      FieldType = "item"      // the key of an item of the checklists
	TextsField     FieldType = "texts"     // texts, one a line, as are the elements of the others
	RoomsField     FieldType = "rooms"     // rooms of a house type: their name and what they are
	ItemsField     FieldType = "items"     // what is handed over: its key or name, unit, a star
	PeriodsField   FieldType = "periods"   // warranty: class, years, months, heating seasons
	ReadingsField  FieldType = "readings"  // what was measured; "" where nothing was
)
