package intake

import "keyday/app/site"

// A cell that was cleared in an export deletes nothing: the same blank stands in a list
// that only lacks the column's values. It is said, for whoever cleared it meant something.

// blanks says which cells of a home's own row in an export are blank though something is
// on record.
func (c *comparer) blanks(h *Home, old *site.Unit) {
	var own Spot
	for _, f := range unitFieldOrder {
		if said, ok := h.Said.Get(f); ok {
			own = said.At
			break
		}
	}
	for _, f := range unitFieldOrder {
		was := unitFields[f].get(old)
		if f == HouseType {
			was = c.typeNames[old.HouseType]
		}
		_, said := h.Said.Get(f)
		_, refused := h.Refused.Get(f)
		if at, column := c.cellIn(own, f); column && !said && !refused && was != "" {
			c.find(Finding{Kind: BlankKept, At: at, Field: f, Unit: old.Code, Text: was})
		}
	}
}

// blanksOf says it of an owner's row.
func (c *comparer) blanksOf(h *Home, b *Buyer, p *person) {
	for _, f := range ownerFieldOrder {
		_, said := b.Said.Get(f)
		_, refused := b.Refused.Get(f)
		was := *ownerField(p.kept, f)
		if at, column := c.cellIn(b.Said.Of(OwnerName).At, f); column && !said && !refused && was != "" {
			c.find(Finding{Kind: BlankKept, At: at, Field: f, Unit: h.Code(), Who: p.now.Name, Text: masked(f, was)})
		}
	}
}

// cellIn is the field's cell in the row; ok is false where the table has no such column.
func (c *comparer) cellIn(row Spot, f Field) (at Spot, ok bool) {
	for _, l := range c.plan.layouts {
		if col := l.column(f); l.Sheet == row.Sheet && col >= 0 {
			return Spot{l.Sheet, Address{row.Cell.Row, l.Columns[col].Index}}, true
		}
	}
	return Spot{}, false
}
