package document

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

const sideWidth float32 = 300

// side lists the places to sign with their state, and what the document is.
type side struct {
	pg    *page
	rows  *widget.Rows
	facts *widget.FactList
	steps *register.Steps
	links *fyne.Container
	owed  *widget.Paragraph
	view  fyne.CanvasObject
}

func newSide(pg *page) *side {
	s := &side{pg: pg}
	w := pg.c.W
	s.rows = widget.NewRows(func() int { return len(pg.know.Fields) },
		func(int) fyne.CanvasObject { return newPlaceRow() },
		func(i int, o fyne.CanvasObject) { s.bind(pg.know.Fields[i], o.(*placeRow)) })
	s.rows.RowHeight = placeHeight
	s.rows.OnMove = func(i int) { pg.point(pg.know.Fields[i]) }
	s.rows.OnOpen = func(i int) {
		f := pg.know.Fields[i]
		pg.point(f)
		if pg.signable(f) {
			pg.openPad()
		} else {
			pg.showScan(f)
		}
	}
	s.steps = register.NewSteps(pg.c, sideWidth-2*theme.Margin)
	s.facts = widget.NewFactList(80)
	s.links = widget.Stack()
	s.owed = widget.NewParagraph("", sideWidth-2*theme.Margin)
	s.owed.Colour = theme.Quiet
	padded := func(o fyne.CanvasObject) fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Margin), o)
	}
	top := widget.Stack(padded(widget.NewSection(w.T("document.places"))), padded(s.owed), widget.Space(theme.Gap))
	foot := widget.Stack(widget.HLine(), widget.Space(theme.Gap), padded(s.facts),
		container.New(layout.NewCustomPaddedLayout(0, 0, 6, 0), s.links), widget.Space(theme.Gap), s.steps.View)
	s.view = widget.Edges(top, foot, nil, nil, s.rows)
	return s
}

func (s *side) focus() {
	s.pg.c.Canvas().Focus(s.rows.Focusable())
}

// show marks the place to sign among the places.
func (s *side) show(f contract.Field) {
	if i := fieldIndex(s.pg.know.Fields, f.ID); i >= 0 && s.rows.Current() != i {
		s.rows.GoTo(i)
	}
}

// fill says the document's present state.
func (s *side) fill() {
	w, k := s.pg.c.W, s.pg.know
	d := k.Document
	s.rows.Reload()
	if f, current := s.pg.field(); current {
		s.show(f)
	}
	var facts []widget.Fact
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, widget.Fact{Label: w.T("document.fact." + key), Value: value, Long: true})
		}
	}
	add("unit", k.UnitCode)
	if !d.LockedAt.IsZero() {
		add("locked", w.Moment(d.LockedAt)+" "+k.LockedBy)
	}
	add("prints", w.T("document.prints", "n", d.Prints))
	add("replaces", k.Replaces)
	add("replaced_by", k.Successor)
	if d.State.Phase() == contract.Revoked {
		add("voided", w.Moment(d.VoidedAt)+" "+k.VoidedBy)
		add("reason", d.VoidReason)
	}
	if len(d.ContentHash) >= 16 {
		add("hash", d.ContentHash[:16])
	}
	s.facts.Set(facts...)
	s.links.Objects = nil
	act := func(text string, do func()) {
		s.links.Add(container.New(layout.NewCustomPaddedLayout(-4, -4, 0, 0), container.NewHBox(widget.NewButtonIn(widget.Link, "", text, do))))
	}
	link := func(text string, r shell.Route) { act(text, func() { s.pg.c.Open(r) }) }
	if d.Kind.HandsOver() {
		link(w.T("document.to_desk"), shell.ToRecord("handover", d.Unit.String()))
	}
	for _, f := range k.Fields {
		if text, do := s.pg.letter(f); do != nil {
			act(text, do)
		}
	}
	if !d.Unit.IsNil() {
		link(w.T("document.to_unit", "unit", k.UnitCode), shell.ToRecord("unit", d.Unit.String()))
	}
	if !k.ReplacedBy.IsNil() {
		link(w.T("document.to_successor", "number", k.Successor), shell.ToRecord("document", k.ReplacedBy.String()))
	}
	s.links.Refresh()
	s.owed.SetText(s.said())
	s.pg.offerSteps()
}

// said is what is still owed, or why nothing can be signed.
func (s *side) said() string {
	w, k := s.pg.c.W, s.pg.know
	switch k.Document.State.Phase() {
	case contract.Drafted:
		return w.T("document.draft")
	case contract.Revoked:
		return w.T("document.is_void")
	case contract.Replaced:
		return w.T("document.is_superseded", "number", k.Successor)
	case contract.InFull:
		switch {
		case !k.Document.Kind.HandsOver():
		case k.HandedOver.IsZero():
			return w.T("document.all_signed_desk")
		default:
			return w.T("document.all_signed_done", "day", w.Date(k.HandedOver))
		}
		return w.T("document.all_signed")
	}
	missing := contract.Missing(k.Document, k.Fields, k.Signatures)
	return w.T("document.owed", "n", len(missing))
}

// bind says one place to sign.
func (s *side) bind(f contract.Field, row *placeRow) {
	w, k := s.pg.c.W, s.pg.know
	name := f.Name
	if name == "" {
		name = w.T("document.any_name")
	}
	role := w.T("contract.role." + string(f.Role))
	if principal := k.ActsFor(f); principal != "" {
		role = w.T("document.acts_for", "role", role, "name", principal)
	}
	sig := k.Signature(f)
	state := placeState{text: w.T("document.to_sign"), colour: theme.Quiet, form: widget.Ring}
	switch {
	case sig != nil && !sig.Valid(k.Document):
		state = placeState{w.T("document.invalid", "when", w.Moment(sig.At)), theme.Bad, widget.Crossed}
	case sig != nil:
		name = sig.Signer
		said := w.T("contract.how."+string(sig.How)) + "　" + w.Moment(sig.At)
		if sig.Witnessed() {
			said += "　" + w.T("document.witness", "name", sig.WitName)
		}
		state = placeState{said, theme.Done, widget.Ticked}
	case !k.Document.Standing():
		state.text = w.T("document.never_signed")
	case f.ID == s.pg.current:
		state.colour, state.form = theme.Accent, widget.Half
	case !f.Required:
		state.text = w.T("document.may_sign")
	}
	row.set(name, role, state)
}

// fieldIndex is the place of a field among the document's.
func fieldIndex(fields []contract.Field, id app.ID) int {
	for i, f := range fields {
		if f.ID == id {
			return i
		}
	}
	return -1
}
