package intake

import (
	"keyday/app"
	"keyday/app/site"
)

// Ledger is what a workbook says about homes and their owners, cell by cell,
// before it is held against what the site knows.
type Ledger struct {
	File     string
	Homes    []*Home // in the order of the workbook
	Findings []Finding
	Passed   []Passed
	Layouts  []Layout // as read, to be remembered

	titles map[string][]string // what stands above the table, by sheet
}

// Home is one home as the ledger has it.
type Home struct {
	Key          app.ID // the hidden identity of an export
	Place        site.Place
	BuildingName string // as written: 3幢
	At           Spot   // the cell that names its room
	BuildingAt   Spot
	Estate       string // 小区 and 分期, where the ledger names any
	Floor        int    // 0 where neither column nor room tells it
	Said         perField[Said]
	Refused      perField[refused]
	Buyers       []Buyer

	alike alike // Buyers, once there are many
}

// Code is the home's code within its community.
func (h *Home) Code() string { return h.Place.Code() }

// mostFindings is how many findings somebody may be asked to read; a file with more has
// its columns misread, or is no ledger, and each of them takes memory.
const mostFindings = 100_000

// hopeless reports whether more is wrong than anybody reads.
func (l *Ledger) hopeless() bool { return len(l.Findings) > mostFindings }

// find records what is wrong.
func (l *Ledger) find(f Finding) { l.Findings = append(l.Findings, f.safe()) }

// say takes a value for the home. Where another cell said something else,
// neither is taken: which of them is right only a person can tell.
func (h *Home) say(l *Ledger, f Field, said Said) {
	if contested, ok := h.Refused.Get(f); ok && contested.kind == Differs {
		return
	}
	before, known := h.Said.Get(f)
	switch {
	case !known:
		h.Said.Set(f, said)
	case before.Text != said.Text:
		l.find(Finding{Kind: Differs, At: said.At, Field: f, Unit: h.Code(), Text: said.Text, Other: before.At.in(said.At.Sheet)})
		h.Said.Delete(f)
		h.Refused.Set(f, refused{Differs, said.At})
	}
}

// in is the cell's address, with its sheet where that is another one.
func (s Spot) in(sheet string) string {
	if s.Sheet == sheet {
		return s.Cell.String()
	}
	return s.Sheet + "!" + s.Cell.String()
}

// takeBuyers adds buyers to the home. A buyer who is there already gets what was
// not known of them; added reports whether anything was.
func (h *Home) takeBuyers(l *Ledger, buyers []Buyer) (added bool) {
	for _, b := range buyers {
		at := h.buyerLike(&b)
		if at < 0 {
			h.Buyers = append(h.Buyers, b)
			h.noteBuyer(len(h.Buyers) - 1)
			added = true
			continue
		}
		same := &h.Buyers[at]
		for f, said := range b.Said.All() {
			before, known := same.Said.Get(f)
			switch {
			case !known:
				same.Said.Set(f, said)
				added = true
				same.Refused.Delete(f)
			case before.Text != said.Text && !said.Masked:
				l.find(Finding{Kind: Differs, At: said.At, Field: f, Unit: h.Code(), Who: b.Name(), Text: masked(f, said.Text), Other: before.At.in(said.At.Sheet)})
				same.Said.Delete(f)
				same.Refused.Set(f, refused{Differs, said.At})
			}
		}
		for f, r := range b.Refused.All() {
			if _, known := same.Said.Get(f); !known {
				same.Refused.Set(f, r)
			}
		}
		h.noteBuyer(at)
	}
	return added
}

// twoNames finds identity numbers that stand with two names: one of the two is
// a slip, and the later number is not taken.
func (r *reader) twoNames() {
	type first struct {
		name string
		at   Spot
	}
	known := map[string]first{}
	for _, h := range r.ledger.Homes {
		for i := range h.Buyers {
			b := &h.Buyers[i]
			no, ok := b.Said.Get(IDNo)
			if !ok || no.Masked || b.Said.Of(OwnerName).Masked {
				continue // a name of which a part is hidden, or lost, is none other
			}
			before, seen := known[no.Text]
			switch {
			case !seen:
				known[no.Text] = first{b.Name(), no.At}
			case before.name != b.Name():
				r.ledger.find(Finding{Kind: IDTwoNames, At: no.At, Field: IDNo, Unit: h.Code(), Who: b.Name(),
					Text: site.Mask(no.Text), Other: before.at.in(no.At.Sheet)})
				b.Said.Delete(IDNo)
				b.Refused.Set(IDNo, refused{IDTwoNames, no.At})
			}
		}
	}
}
