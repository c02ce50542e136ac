package app

// MostHits is how many hits of a kind a search returns at most.
const MostHits = 20

// Found is a record that a search found, with the few words a line says of it.
type Found struct {
	Ref
	Code  string // of the unit, or the record's number
	Name  string // of owners; of the firm; a defect's part, phrase and note, parted by tabs
	State string // key of the state, in the record's own ladder
	// Barred tells of a unit which the law forbids handing over, as State does not say.
	Barred bool
	What   string // a document's kind; the codes of an owner's units
	Unit   ID     // whose page it belongs to
	Paper  ID     // the document behind a notice
}
