package intake

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// buyers settles who owns the unit: which buyer of the file is which owner of
// the site, who joins, who leaves. It answers the owners in the file's order.
func (c *comparer) buyers(h *Home, u *site.Unit, fresh bool) []app.ID {
	if len(h.Buyers) == 0 {
		return nil
	}
	shares := c.shares[u.ID]
	present := make([]app.ID, len(h.Buyers))
	taken := map[app.ID]bool{}
	for i := range h.Buyers {
		b := &h.Buyers[i]
		p := c.match(h, b, shares, taken)
		if p == nil {
			if p = c.newPerson(h, b, u); p == nil {
				continue
			}
		}
		if p.erased() {
			c.find(Finding{Kind: OwnerErased, At: b.Said[OwnerName].At, Field: OwnerName, Unit: h.Code(), Who: b.Name()})
			continue
		}
		present[i], taken[p.now.ID] = p.now.ID, true
		c.personFields(h, b, p, u)
		c.share(b, p, u, i, fresh)
	}
	c.absent(h, u, shares, taken)
	return present
}

// match is the person whom the site has for a buyer: by the hidden identity, by
// their number, by their name among the unit's owners, or because a unit with
// one owner has one buyer with the same phone (a name was corrected).
func (c *comparer) match(h *Home, b *Buyer, shares []*site.Ownership, taken map[app.ID]bool) *person {
	if p := c.owners[b.Key]; p != nil && !taken[b.Key] {
		return p
	} else if !b.Key.IsNil() && p == nil {
		c.find(Finding{Kind: KeyUnknown, At: b.Said[OwnerName].At, Field: OwnerKey, Unit: h.Code(), Who: b.Name()})
	}
	number := b.Said[IDNo]
	if p := c.byNumber[number.Text]; p != nil && number.Text != "" && !number.Masked {
		here := slices.ContainsFunc(shares, func(s *site.Ownership) bool { return s.Owner == p.now.ID })
		if site.SameName(p.now.Name, b.Name()) || here {
			return p
		}
		// The number is somebody else's: of the two, one is a slip.
		c.find(Finding{Kind: IDTwoNames, At: number.At, Field: IDNo, Unit: h.Code(), Who: b.Name(), Text: site.Mask(number.Text), Other: p.now.Name})
		delete(b.Said, IDNo)
		b.Refused[IDNo] = refused{IDTwoNames, number.At}
	}
	for _, s := range shares {
		if p := c.owners[s.Owner]; p != nil && !taken[s.Owner] && (site.SameName(p.now.Name, b.Name()) || maskFits(b.Said[OwnerName], p.now.Name)) {
			return p
		}
	}
	if phone := b.Said[Phone]; len(shares) == 1 && len(h.Buyers) == 1 && phone.Text != "" && !phone.Masked {
		p := c.owners[shares[0].Owner]
		if p != nil && p.now.Phone == phone.Text && (number.Text == "" || p.now.IDNo == "") {
			return p
		}
	}
	return nil
}

// maskFits reports whether a masked name (张*) may be the name.
func maskFits(said Said, name string) bool {
	if !said.Masked {
		return false
	}
	a, b := []rune(said.Text), []rune(name)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != '*' && a[i] != b[i] {
			return false
		}
	}
	return true
}

// newPerson makes an owner, whose identity follows from their number, else from
// unit and name: two laptops that import one ledger agree.
func (c *comparer) newPerson(h *Home, b *Buyer, u *site.Unit) *person {
	name := b.Said[OwnerName]
	if name.Masked {
		c.find(Finding{Kind: NameMasked, At: name.At, Field: OwnerName, Unit: h.Code(), Text: name.Text})
		return nil
	}
	number := b.Said[IDNo]
	if number.Masked {
		number.Text = ""
	}
	id := c.identify(site.OwnerSeed(u.ID, name.Text, number.Text))
	if p := c.owners[id]; p != nil {
		return p // of an earlier row, or one who left this unit before
	}
	p := &person{now: site.Owner{ID: id}, said: map[Field]Said{}}
	c.owners[id] = p
	c.plans(p)
	return p
}

func (c *comparer) plans(p *person) {
	if !p.moved {
		p.moved = true
		c.people = append(c.people, p)
	}
}

// personFields sets what the file says of a person. Two cells that say two
// things of one person settle nothing: the first stays, the second is named.
func (c *comparer) personFields(h *Home, b *Buyer, p *person, u *site.Unit) {
	for _, f := range ownerFieldOrder {
		said, ok := b.Said[f]
		if !ok || said.Text == "" {
			continue
		}
		at := ownerField(&p.now, f)
		if said.Masked {
			if f == OwnerName && !maskFits(said, *at) || f != OwnerName && said.Text != masked(f, *at) {
				c.find(Finding{Kind: MaskedCell, At: said.At, Field: f, Unit: h.Code(), Who: p.now.Name, Text: said.Text})
				if *at == "" {
					b.Refused[f] = refused{MaskedCell, said.At}
				}
			}
			continue
		}
		if before, again := p.said[f]; again && before.Text != said.Text {
			c.find(Finding{Kind: Differs, At: said.At, Field: f, Unit: h.Code(), Who: p.now.Name, Text: masked(f, said.Text), Other: before.At.in(said.At.Sheet)})
			continue
		}
		p.said[f] = said
		if *at == said.Text || f == OwnerName && *at != "" && site.SameName(*at, said.Text) {
			continue
		}
		if p.kept != nil {
			c.change(Change{Unit: u.ID, Code: u.Code, Field: f, Who: p.now.Name, Old: *at, New: said.Text, At: said.At})
		}
		*at = said.Text
		c.plans(p)
	}
	if p.now.IDNo != "" {
		c.byNumber[p.now.IDNo] = p
	}
}

func masked(f Field, text string) string {
	switch {
	case f == OwnerAddress:
		return site.MaskAddress(text)
	case f.Private():
		return site.Mask(text)
	}
	return text
}

// share joins the person to the unit, or notes another share.
func (c *comparer) share(b *Buyer, p *person, u *site.Unit, order int, fresh bool) {
	said, told := b.Said[Share]
	for _, s := range c.shares[u.ID] {
		if s.Owner != p.now.ID {
			continue
		}
		if told && s.Share != said.Text {
			c.change(Change{Unit: u.ID, Code: u.Code, Field: Share, Who: p.now.Name, Old: s.Share, New: said.Text, At: said.At})
			s.Share = said.Text
			c.putShare(*s)
		}
		return
	}
	s := site.Ownership{ID: site.OwnershipID(u.ID, p.now.ID), Unit: u.ID, Owner: p.now.ID, Order: order + 1, Share: said.Text}
	c.shares[u.ID] = append(c.shares[u.ID], &s)
	c.putShare(s)
	if !fresh {
		name := b.Said[OwnerName]
		c.change(Change{Kind: OwnerJoins, Unit: u.ID, Code: u.Code, Field: OwnerName, Who: p.now.Name, New: p.now.Name, At: name.At})
	}
}

func (c *comparer) putShare(s site.Ownership) {
	if i, there := c.putAt[s.ID]; there {
		c.plan.put.ownerships[i] = s
		return
	}
	c.putAt[s.ID] = len(c.plan.put.ownerships)
	c.plan.put.ownerships = append(c.plan.put.ownerships, s)
}

// absent settles what becomes of owners whom the file does not name. Where it
// names none of them the home has changed hands, and they leave; where it names
// some, the others stay: a list of contacts names one of a couple.
func (c *comparer) absent(h *Home, u *site.Unit, before []*site.Ownership, taken map[app.ID]bool) {
	var gone []*site.Ownership
	stays := false
	for _, s := range before {
		if taken[s.Owner] {
			stays = true
		} else {
			gone = append(gone, s)
		}
	}
	if len(taken) == 0 {
		return
	}
	at := h.Buyers[0].Said[OwnerName].At
	for _, s := range gone {
		name := ""
		if p := c.owners[s.Owner]; p != nil {
			if stays && p.erased() {
				continue // stays the owner all the same
			}
			name = p.now.Name
		}
		if stays {
			c.find(Finding{Kind: OwnerAbsent, At: at, Field: OwnerName, Unit: h.Code(), Who: name})
			continue
		}
		ended := *s
		ended.Ended = true
		c.putShare(ended)
		c.change(Change{Kind: OwnerLeaves, Unit: u.ID, Code: u.Code, Field: OwnerName, Who: name, Old: name, At: at})
	}
	if !stays {
		c.shares[u.ID] = slices.DeleteFunc(c.shares[u.ID], func(s *site.Ownership) bool { return slices.Contains(gone, s) })
	}
}

// notes is what the unit keeps of refused cells: those of this file whose field
// is empty now, and those of earlier files that still hold.
func (c *comparer) notes(h *Home, u *site.Unit, present []app.ID) []string {
	var all []string
	told := map[string]bool{}
	add := func(n site.Note) {
		if key := string(n.Field) + n.Owner.String(); !told[key] {
			told[key] = true
			all = append(all, n.String())
		}
	}
	for _, f := range unitFieldOrder {
		if r, ok := h.Refused[f]; ok && unitFields[f].get(u) == "" {
			add(site.Note{Kind: string(r.kind), Field: string(f), Cell: r.at.Cell.String()})
		}
	}
	for i := range h.Buyers {
		if i >= len(present) || present[i].IsNil() {
			continue
		}
		p := c.owners[present[i]]
		for _, f := range ownerFieldOrder {
			if r, ok := h.Buyers[i].Refused[f]; ok && *ownerField(&p.now, f) == "" {
				add(site.Note{Kind: string(r.kind), Field: string(f), Cell: r.at.Cell.String(), Owner: p.now.ID})
			}
		}
	}
	var owners []site.Owner
	for _, s := range c.shares[u.ID] {
		if p := c.owners[s.Owner]; p != nil {
			owners = append(owners, p.now)
		}
	}
	if r, ok := h.Refused[OwnerName]; ok && len(owners) == 0 {
		add(site.Note{Kind: string(r.kind), Field: string(OwnerName), Cell: r.at.Cell.String()})
	}
	for _, n := range site.Missing(*u, owners) {
		add(n)
	}
	return all
}
