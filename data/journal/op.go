package journal

import (
	"slices"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
)

// Verb is what an operation does. Numbers are part of the format and only grow;
// one that this version does not know is kept, and its changes count as Put's do.
type Verb uint8

// The verbs.
const (
	Put          Verb = 1 + iota // fields of a record get values
	Delete                       // the record goes; its changes name all that the deleter saw (Heads.DeleteBase)
	Undelete                     // the record comes back (Heads.UndeleteBase)
	Resolve                      // a person settled a conflict; the base is every head that was seen
	Sign                         // a person signed a document
	Blob                         // a file belongs to the site, by hash
	Member                       // a device joined, changed or was revoked
	PolicyChange                 // a setting of the whole site
	Note                         // a remark that changes nothing
	Erase                        // the key of a person is dropped everywhere; the record's sealed fields stay empty
)

// Whole is the field number that stands for the record itself: deleted or not.
// The registry's fields begin at 1.
const Whole uint16 = 0

// Change is what an operation does to one field.
type Change struct {
	Field uint16
	Value cbor.RawMessage // deterministic CBOR (RFC 8949, 4.2.1); nil, or null, for no value
	Base  []Dot           // the values that the author saw and replaced, ascending; see Heads.Base
	Rest  []byte          // what a newer Keyday added, verbatim: whole CBOR items
}

// Op is one operation: what one person did to one record.
type Op struct {
	Dot
	Stamp   Stamp
	Wall    int64  // Unix milliseconds of the laptop's clock, as it was
	Action  uint64 // seq of the action's first operation; an action may span segments
	Name    string // of the action, in its first operation; "" in the others
	Last    bool   // whether it ends its action; its hash is then signed
	Verb    Verb
	Kind    uint16 // of the record, as in the registry
	ID      app.ID // of the record
	User    app.ID // in whose name
	Schema  uint16 // version of the registry that the writer had
	Changes []Change
	Rest    []byte // what a newer Keyday added, verbatim: pairs of CBOR items
}

// Change is what the operation says of a field.
func (o *Op) Change(field uint16) (c Change, says bool) {
	i := slices.IndexFunc(o.Changes, func(c Change) bool { return c.Field == field })
	if i < 0 {
		return c, false
	}
	return o.Changes[i], true
}

// ValueOf is what the operation wrote into a field; nil for nothing.
func (o *Op) ValueOf(field uint16) cbor.RawMessage {
	c, _ := o.Change(field)
	return c.Value
}

// named reports whether the operation carries its action's name where it has to, and
// nowhere else.
func (o *Op) named() bool { return (o.Name != "") == (o.Seq == o.Action) && utf8.ValidString(o.Name) }
