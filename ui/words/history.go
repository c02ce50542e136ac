package words

import (
	"slices"
	"strings"
	"time"

	"keyday/app"
)

// Names says who or what an identity is: a person, a firm, a unit; "" where nobody
// knows.
type Names func(app.ID) string

// Action says what was done: 复验销项. An action that no catalogue knows is said
// by its key, so that a newer laptop's work is seen all the same.
func (w *Words) Action(action string) string {
	if key := "action." + action; w.Has(key) {
		return w.T(key)
	}
	return action
}

// Changes says what an event changed, one entry a field: 状态：待复验. What only
// ties records together, and what the event itself says (who, when), is left out;
// of a private field it is said only that it changed, or what it is when masked.
func (w *Words) Changes(e app.Event, names Names) []string {
	var all []string
	seen := map[string]bool{}
	for _, c := range last(e.Changes) {
		line := w.change(c, names)
		if line != "" && !seen[line] {
			seen[line] = true
			all = append(all, line)
		}
	}
	return all
}

// last leaves of every field what it is in the end: a paper that was drafted and
// locked in one act is locked.
func last(changes []app.FieldChange) []app.FieldChange {
	type place struct {
		record app.Ref
		field  string
	}
	at, old := map[place]int{}, map[place]string{}
	for i, c := range changes {
		p := place{c.Record, c.Field}
		if _, before := at[p]; !before {
			old[p] = c.Old
		}
		at[p] = i
	}
	var all []app.FieldChange
	for i, c := range changes {
		if p := (place{c.Record, c.Field}); at[p] == i {
			c.Old = old[p]
			all = append(all, c)
		}
	}
	return all
}

// named are the kinds of records that an event is said to be about.
var named = map[string]bool{"defect": true, "document": true, "owner": true, "ownership": true, "person": true, "firm": true}

// Subjects names what an event is about: the defect that was verified, the paper
// that was signed, the owner whose name was wrong. Each once, in the event's order.
func (w *Words) Subjects(e app.Event, names Names) []string {
	var all []string
	add := func(id app.ID) {
		if name := names(id); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	for _, c := range e.Changes {
		switch {
		case named[c.Record.Kind]:
			add(c.Record.ID)
		case c.Field == "defect" || c.Field == "document" || c.Field == "owner":
			if id, err := app.ParseID(c.Value); err == nil {
				add(id)
			}
		}
	}
	return all
}

// mostNamed is how many subjects a line names before it counts the rest.
const mostNamed = 3

// Some lists a few names and counts the others.
func (w *Words) Some(names []string) string {
	if len(names) <= mostNamed {
		return w.List(names)
	}
	return w.T("history.and_more", "some", w.List(names[:mostNamed]), "n", len(names)-mostNamed)
}

// ties are fields that say where a record belongs, or repeat the event.
var ties = map[string]bool{
	"unit": true, "defect": true, "handover": true, "document": true, "inspection": true, "subject": true, "field": true, "building": true,
	"who": true, "at": true, "step": true, "from_state": true, "salt": true, "content": true, "anchor": true, "place": true,
	"recorded_by": true, "found_by": true, "found_at": true, "fixed_recorded_by": true, "fixed_at": true, "verified_by": true, "verified_at": true,
	"drafted_by": true, "drafted_at": true, "locked_by": true, "locked_at": true, "voided_by": true, "voided_at": true,
	"issued_by": true, "issued_at": true, "read_by": true, "read_at": true, "pin_x": true, "pin_y": true, "strokes": true, "witness": true,
	"hash": true, "scan": true, "pdf_hash": true, "content_hash": true, "template": true, "checklist": true, "begun_at": true, "submitted_at": true, "signed_at": true,
}

// spoken are fields that the action's own words say already.
var spoken = map[string]bool{"document.doc_kind": true, "ownership.ended": true, "showing.owner": true, "correction.owner": true, "ownership.owner": true}

func (w *Words) change(c app.FieldChange, names Names) string {
	// A move's own target is what the record's state says already.
	kind := c.Record.Kind
	if ties[c.Field] || spoken[kind+"."+c.Field] || kind == "signature_field" ||
		strings.HasSuffix(kind, "_move") && c.Field != "reason" && c.Field != "until" {
		return ""
	}
	key := "field." + c.Record.Kind + "." + c.Field
	if !w.Has(key) {
		return ""
	}
	if c.Private && c.Value == "" && c.Old == "" {
		// That a signature has a signer goes without saying; that an owner's phone is
		// another does not.
		if c.Record.Kind != "owner" && c.Record.Kind != "person" {
			return ""
		}
		return w.T("history.private", "field", w.T(key))
	}
	value, old := w.Value(c.Record.Kind, c.Field, c.Value, names), w.Value(c.Record.Kind, c.Field, c.Old, names)
	switch {
	case value == old:
		return ""
	case old == "":
		return w.T("history.field", "field", w.T(key), "value", value)
	case value == "":
		return w.T("history.removed", "field", w.T(key), "old", old)
	}
	return w.T("history.changed", "field", w.T(key), "old", old, "value", value)
}

// domains says in whose catalogue the values of a kind of record stand, where it
// is not the kind's own.
var domains = map[string]string{
	"defect_move": "defect", "defect_photo": "defect", "document": "contract", "signature": "contract", "signature_field": "contract",
	"handover_case": "handover", "handover_result": "handover", "meter": "handover", "key_set": "handover", "handed_paper": "handover",
	"override": "handover", "inspection": "inspect", "answer": "inspect", "unit": "units", "person": "shell",
}

// elsewhere says where the values of a field stand that are called otherwise there.
var elsewhere = map[string]string{"inspection.tolerances": "inspect.set", "answer.result": "common.answer",
	"house_type.finish": "unit.finish", "agreement_terms.fee_basis": "contract.basis", "agreement_terms.fee_rule": "contract.fee_rule", "authority.letter": "handover.letter"}

// Value says a field's value as people read it: states and choices by the
// catalogue, days and moments as such, identities by name. "" is nothing to say.
func (w *Words) Value(kind, field, value string, names Names) string {
	if value == "" {
		return ""
	}
	if id, err := app.ParseID(value); err == nil {
		if names == nil {
			return ""
		}
		return names(id)
	}
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return w.Moment(t) // as it is at the site
	}
	if kind == "override" && field == "code" { // what the gate asked, and of which record
		code, which, _ := strings.Cut(value, " ")
		return strings.TrimSpace(w.T("handover.gate."+code) + " " + which)
	}
	switch {
	case elements[kind+"."+field] != nil:
		return w.list(elements[kind+"."+field], value)
	case field == "item": // of the checklist, by its key
		return w.Term(items()[value])
	case field == "room" && kind != "unit":
		return w.room(value)
	case picture(value):
		return w.T("common.picture")
	}
	if in, known := elsewhere[kind+"."+field]; known && w.Has(in+"."+value) {
		return w.T(in + "." + value)
	}
	domain := kind
	if d, known := domains[kind]; known {
		domain = d
	}
	last := field[strings.LastIndexByte(field, '_')+1:] // fixed_state, first_decision
	for _, key := range []string{domain + "." + field + "." + value, domain + "." + last + "." + value} {
		if w.Has(key) {
			return w.T(key)
		}
	}
	switch value {
	case "true":
		return w.T("common.yes")
	case "false":
		return w.T("common.no")
	}
	return w.Term(value)
}
