package intake

import (
	"regexp"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// replaceAsked is what asks whether the home's owners were replaced.
func replaceAsked(h *Home) Asking {
	at := h.Buyers[0].Said.Of(OwnerName).At
	return Asking{OwnersReplaced, at.Sheet, at.Cell.Row}
}

// matched is a buyer of the file, and who of the site they are.
type matched struct {
	buyer   *Buyer
	person  *person // nil for one whom the site does not have
	out     bool    // nothing of the row's person is taken
	instead *person // whom they take the place of
}

// buyers settles who owns the unit: which buyer of the file is which owner of the site,
// who joins, who leaves. It answers the owners in the file's order, Nil for those who
// are not taken. Who is who is settled first, and what needs somebody's word is asked;
// only then anything is changed.
func (c *comparer) buyers(h *Home, u *site.Unit, fresh bool) []app.ID {
	if len(h.Buyers) == 0 {
		return nil
	}
	owned := c.holding(u.ID)
	all, taken := c.matchAll(h, u, owned)
	present := make([]app.ID, len(all))
	if !c.mayReplace(h, u, owned, all) {
		return present
	}
	doubted := c.sharesDoubted(h, owned, all)
	for i, m := range all {
		if m.out {
			continue
		}
		joins := owned.by(m.person) == nil
		if joins && !fresh && c.heldOwners(u, m.buyer.Said.Of(OwnerName).At, func() []string { return append(c.ownersOf(u.ID), m.buyer.Name()) }) {
			continue
		}
		p := m.person
		if p == nil {
			if p = c.newPerson(h, m.buyer, u); p == nil {
				continue
			}
		}
		if p.erased() {
			c.find(Finding{Kind: OwnerErased, At: m.buyer.Said.Of(OwnerName).At, Field: OwnerName, Unit: h.Code(), Who: m.buyer.Name()})
			continue
		}
		present[i], taken[p.now.ID] = p.now.ID, true
		if m.buyer.Key == p.now.ID && p.kept != nil {
			c.blanksOf(h, m.buyer, p)
		}
		c.personFields(h, m.buyer, p, u)
		m.person = p
		if joined := c.share(m, u, owned, i+1, doubted); joined && !fresh {
			c.change(Change{Kind: OwnerJoins, Unit: u.ID, Code: u.Code, Field: OwnerName, Who: p.now.Name, New: p.now.Name, At: m.buyer.Said.Of(OwnerName).At})
		}
	}
	c.absent(h, u, owned.shares, taken, all)
	return present
}

// matchAll settles who every buyer of the home is. taken are the owners whom the rows
// name, also where nothing of the row is taken.
func (c *comparer) matchAll(h *Home, u *site.Unit, owned *holding) (all []matched, taken map[app.ID]bool) {
	taken = map[app.ID]bool{}
	for i := range h.Buyers {
		m := c.match(h, &h.Buyers[i], u, owned, taken)
		if tie := m.buyer.Tie; tie.Text != "" && owned.by(m.person) == nil {
			m.out = m.out || c.ask(Finding{Kind: NotOwner, At: tie.At, Field: OwnerName, Unit: h.Code(), Who: m.buyer.Name(), Text: tie.Text}) != Take
		}
		if p := m.person; p != nil && !p.erased() && (!m.out || owned.by(p) != nil) {
			taken[p.now.ID] = true
		}
		all = append(all, m)
	}
	return all, taken
}

// mayReplace asks where the file names none of the home's owners: whether it has changed
// hands, or is owned together.
func (c *comparer) mayReplace(h *Home, u *site.Unit, owned *holding, all []matched) bool {
	var new, now []string
	for _, m := range all {
		switch {
		case owned.by(m.person) != nil, m.instead != nil:
			return true
		case !m.out && !m.buyer.Said.Of(OwnerName).Unread:
			new = append(new, m.buyer.Name())
		}
	}
	if len(new) == 0 || len(owned.shares) == 0 {
		return true
	}
	if c.heldOwners(u, h.Buyers[0].Said.Of(OwnerName).At, func() []string { return new }) {
		return false // that is asked first
	}
	for _, s := range owned.shares {
		if p := c.owners[s.Owner]; p != nil && !p.erased() {
			now = append(now, p.now.Name)
		}
	}
	answer := c.ask(Finding{Kind: OwnersReplaced, At: h.Buyers[0].Said.Of(OwnerName).At, Field: OwnerName, Unit: h.Code(), Who: list(new), Other: list(now)})
	return answer == Replace || answer == Add
}

// match is whom the site has for a buyer: by the hidden identity, by their number, or by
// their name among the unit's owners. One who has the only owner's phone and another
// name is asked about: families and agents share phones.
func (c *comparer) match(h *Home, b *Buyer, u *site.Unit, owned *holding, taken map[app.ID]bool) matched {
	m := matched{buyer: b}
	switch p := c.owners[b.Key]; {
	case b.Key.IsNil() || c.strayKeys[b]:
	case p == nil:
		c.find(Finding{Kind: KeyUnknown, At: b.Said.Of(OwnerName).At, Field: OwnerKey, Unit: h.Code(), Who: b.Name()})
	case p.erased() || samePerson(b, p):
		if !taken[b.Key] {
			m.person = p
			return m
		}
	default:
		if c.isOther(h, &m, p, taken) {
			return m
		}
	}
	m.person = c.matchKeyless(h, b, owned, taken)
	if p := c.withPhone(h, b, owned.shares); m.person == nil && p != nil && p != m.instead && c.isOther(h, &m, p, taken) {
		return m
	}
	if p := c.owners[c.seeded(b, u)]; m.person == nil && p != nil && p.erased() {
		m.person = p // whom the site was made to forget
	}
	if m.person == m.instead {
		m.person = nil
	}
	return m
}

// isOther asks whether a buyer is the person to whom their hidden identity or their phone
// leads; true where that settles who the buyer is.
func (c *comparer) isOther(h *Home, m *matched, p *person, taken map[app.ID]bool) bool {
	b := m.buyer
	switch c.ask(Finding{Kind: OtherOwner, At: b.Said.Of(OwnerName).At, Field: OwnerName, Unit: h.Code(), Who: b.Name(), Other: p.now.Name}) {
	case Correction:
		m.person, m.out = p, taken[p.now.ID] // of two rows one may say so
		return true
	case Another:
		if !taken[p.now.ID] {
			m.instead = p
		}
		return false
	}
	m.person, m.out = p, true
	return true
}

// samePerson reports whether a buyer is the person to whom their hidden identity leads:
// by name or by number. A row that was typed over, or copied, leads to somebody else, and
// keeps the phone of those who share one.
func samePerson(b *Buyer, p *person) bool {
	name, number := b.Said.Of(OwnerName), b.Said.Of(IDNo)
	if site.SameName(p.now.Name, b.Name()) || maskFits(name, p.now.Name) || nothingLeft(name.Text) {
		return true
	}
	return number.Text != "" && (number.Text == p.now.IDNo || number.Text == masked(IDNo, p.now.IDNo))
}

// withPhone is the home's only owner where its only buyer has their phone and no number
// speaks against it.
func (c *comparer) withPhone(h *Home, b *Buyer, shares []*site.Ownership) *person {
	number, phone := b.Said.Of(IDNo), b.Said.Of(Phone)
	if len(shares) != 1 || len(h.Buyers) != 1 || phone.Text == "" || phone.Masked || b.Said.Of(OwnerName).Unread {
		return nil
	}
	p := c.owners[shares[0].Owner]
	if p == nil || p.now.Phone != phone.Text || number.Text != "" && p.now.IDNo != "" {
		return nil
	}
	return p
}

func (c *comparer) matchKeyless(h *Home, b *Buyer, owned *holding, taken map[app.ID]bool) *person {
	number := b.Said.Of(IDNo)
	if p := c.byNumber[number.Text]; p != nil && !number.Masked {
		if site.SameName(p.now.Name, b.Name()) || maskFits(b.Said.Of(OwnerName), p.now.Name) || owned.by(p) != nil {
			return p
		}
		// The number is somebody else's: of the two, one is a slip.
		c.find(Finding{Kind: IDTwoNames, At: number.At, Field: IDNo, Unit: h.Code(), Who: b.Name(), Text: site.Mask(number.Text), Other: p.now.Name})
		b.Said.Delete(IDNo)
		b.Refused.Set(IDNo, refused{IDTwoNames, number.At})
	}
	named := owned.called(b.Name())
	if b.Said.Of(OwnerName).Masked {
		named = owned.shares
	}
	for _, s := range named {
		if p := c.owners[s.Owner]; p != nil && !taken[s.Owner] && (site.SameName(p.now.Name, b.Name()) || maskFits(b.Said.Of(OwnerName), p.now.Name)) {
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
	if said.Unread {
		return !nothingLeft(said.Text) && lostFits(said.Text, name)
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

// lostFits reports whether a text may be another one of which saving lost characters:
// in the place of each stand one or several marks.
func lostFits(said, was string) bool {
	if !lostIn(said) {
		return false
	}
	var pattern strings.Builder
	marks := false
	for _, r := range said {
		switch {
		case !strings.ContainsRune("?？\uFFFD□", r):
			pattern.WriteString(regexp.QuoteMeta(string(r)))
			marks = false
		case !marks:
			pattern.WriteString("[^\\x00-\\x7f]+")
			marks = true
		}
	}
	return regexp.MustCompile("^(?:" + pattern.String() + ")$").MatchString(was)
}

// newPerson makes an owner, whose identity follows from their number, else from
// unit and name: two laptops that import one ledger agree.
func (c *comparer) newPerson(h *Home, b *Buyer, u *site.Unit) *person {
	name := b.Said.Of(OwnerName)
	if name.Unread {
		return nil // said where it was read
	}
	if name.Masked {
		c.find(Finding{Kind: NameMasked, At: name.At, Field: OwnerName, Unit: h.Code(), Text: name.Text})
		return nil
	}
	id := c.seeded(b, u)
	if p := c.owners[id]; p != nil {
		return p // of an earlier row, or one who left this unit before
	}
	p := &person{now: site.Owner{ID: id}}
	c.owners[id] = p
	c.plans(p)
	return p
}

// seeded is the identity that a buyer has as a new owner.
func (c *comparer) seeded(b *Buyer, u *site.Unit) app.ID {
	number := b.Said.Of(IDNo)
	if number.Masked {
		number.Text = ""
	}
	return c.identify(site.OwnerSeed(u.ID, b.Name(), number.Text))
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
		said, ok := b.Said.Get(f)
		if !ok || said.Text == "" {
			continue
		}
		at := ownerField(&p.now, f)
		if said.Unread {
			continue
		}
		if said.Masked {
			if f == OwnerName && !maskFits(said, *at) || f != OwnerName && said.Text != masked(f, *at) {
				c.find(Finding{Kind: MaskedCell, At: said.At, Field: f, Unit: h.Code(), Who: p.now.Name, Text: said.Text})
				if *at == "" {
					b.Refused.Set(f, refused{MaskedCell, said.At})
				}
			}
			continue
		}
		if before, again := p.said.Get(f); again && before.Text != said.Text {
			c.find(Finding{Kind: Differs, At: said.At, Field: f, Unit: h.Code(), Who: p.now.Name, Text: masked(f, said.Text), Other: before.At.in(said.At.Sheet)})
			continue
		}
		p.said.Set(f, said)
		if *at == said.Text || f == OwnerName && *at != "" && site.SameName(*at, said.Text) {
			continue
		}
		if lostIn(said.Text) {
			c.find(Finding{Kind: LostCharacter, At: said.At, Field: f, Unit: h.Code(), Who: p.now.Name, Text: masked(f, said.Text)})
			b.Refused.Set(f, refused{LostCharacter, said.At})
			continue
		}
		if p.kept != nil {
			now := p.now
			*ownerField(&now, f) = said.Text
			if c.heldOwner(p, u, now, f, said.At) {
				continue
			}
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

// share makes the person an owner of the unit, in this order, or changes the share of one
// who is. It reports whether the person joined.
func (c *comparer) share(m matched, u *site.Unit, owned *holding, order int, doubted bool) (joined bool) {
	p := m.person
	said, told := m.buyer.Said.Get(Share)
	if doubted {
		said, told = Said{}, false
	}
	if s := owned.by(p); s != nil {
		if told && s.Share != said.Text && !c.heldShare(s, said.Text, said.At) {
			c.change(Change{Unit: u.ID, Code: u.Code, Field: Share, Who: p.now.Name, Old: s.Share, New: said.Text, At: said.At})
			s.Share = said.Text
			c.putShare(*s)
		}
		return false
	}
	s := site.Ownership{ID: site.OwnershipID(u.ID, p.now.ID), Unit: u.ID, Owner: p.now.ID, Order: order, Share: said.Text}
	c.shares[u.ID] = append(c.shares[u.ID], &s)
	owned.of[s.Owner] = &s
	c.putShare(s)
	return true
}

func (c *comparer) putShare(s site.Ownership) {
	if i, there := c.putAt[s.ID]; there {
		c.plan.put.ownerships[i] = s
		return
	}
	c.putAt[s.ID] = len(c.plan.put.ownerships)
	c.plan.put.ownerships = append(c.plan.put.ownerships, s)
}

// absent settles what becomes of owners whom the file does not name. Where it names none
// of them the home may have changed hands, and somebody has said so (mayReplace); where
// it names some, the others stay: a list of contacts names one of a couple. Nobody
// leaves but by a word that says so.
func (c *comparer) absent(h *Home, u *site.Unit, before []*site.Ownership, taken map[app.ID]bool, all []matched) {
	if len(taken) == 0 {
		return
	}
	stays := slices.ContainsFunc(before, func(s *site.Ownership) bool { return taken[s.Owner] })
	at := h.Buyers[0].Said.Of(OwnerName).At
	gone, gave := map[*site.Ownership]bool{}, map[*person]bool{}
	for _, m := range all {
		if m.instead != nil {
			gave[m.instead] = true
		}
	}
	for _, s := range before {
		p := c.owners[s.Owner]
		switch {
		case taken[s.Owner]:
			continue
		case p != nil && gave[p]:
		case p == nil || p.erased():
			if stays || c.options.To(replaceAsked(h)) != Replace {
				continue // stays the owner all the same
			}
		case stays || len(gave) > 0:
			if c.ask(Finding{Kind: OwnerAbsent, At: at, Field: OwnerName, Unit: h.Code(), Who: p.now.Name}) != Remove {
				continue
			}
		case c.options.To(replaceAsked(h)) != Replace:
			continue
		}
		if c.heldOwners(u, at, func() []string {
			return slices.DeleteFunc(c.ownersOf(u.ID), func(name string) bool { return p != nil && name == p.now.Name })
		}) {
			continue
		}
		gone[s] = true
		ended := *s
		ended.Ended = true
		c.putShare(ended)
		name := ""
		if p != nil {
			name = p.now.Name
		}
		c.change(Change{Kind: OwnerLeaves, Unit: u.ID, Code: u.Code, Field: OwnerName, Who: name, Old: name, At: at})
	}
	c.shares[u.ID] = slices.DeleteFunc(c.shares[u.ID], func(s *site.Ownership) bool { return gone[s] })
}

// notes is what the unit keeps of refused cells: those of this file whose field
// is empty now, and those of earlier files that still hold.
func (c *comparer) notes(h *Home, u *site.Unit, present []app.ID, doubts map[Field]refused) []string {
	var all []string
	told := map[string]bool{}
	add := func(n site.Note) {
		if key := string(n.Field) + n.Owner.String(); !told[key] {
			told[key] = true
			all = append(all, n.String())
		}
	}
	for _, f := range unitFieldOrder {
		r, ok := h.Refused.Get(f)
		if doubt, doubted := doubts[f]; doubted {
			r, ok = doubt, true
		}
		if ok && unitFields[f].get(u) == "" {
			add(site.Note{Kind: string(r.kind), Field: string(f), Cell: r.at.Cell.String()})
		}
	}
	for i, owner := range present {
		if owner.IsNil() {
			continue
		}
		p := c.owners[owner]
		for _, f := range ownerFieldOrder {
			if r, ok := h.Buyers[i].Refused.Get(f); ok && *ownerField(&p.now, f) == "" {
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
	if r, ok := h.Refused.Get(OwnerName); ok && len(owners) == 0 {
		add(site.Note{Kind: string(r.kind), Field: string(OwnerName), Cell: r.at.Cell.String()})
	}
	for _, n := range site.Missing(*u, owners) {
		add(n)
	}
	return all
}
