package intake

import (
	"cmp"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Kept is what the site holds of one community, as far as imports touch it.
// Private fields are in the clear.
type Kept struct {
	Community  site.Community
	Buildings  []site.Building
	Units      []site.Unit
	HouseTypes []site.HouseType // of the whole site
	Owners     []site.Owner
	Ownerships []site.Ownership // those that have not ended
	Version    string           // where the journal stood; equal versions hold the same

	Settled map[app.ID]site.Settled       // what was settled with owners, by unit
	Signed  map[app.ID][]site.SignedPaper // what owners signed, of homes of the whole site
	Others  []string                      // names of the site's other communities
}

// Options are the answers that a dry run may ask for.
type Options struct {
	Answers
}

// Compare holds the ledger against what the site has. identify makes the same
// identity of a text on every laptop of the site, and tells an outsider nothing
// of it: a person's identity follows from their number. The ledger is used up.
func Compare(l *Ledger, k Kept, o Options, identify func(string) app.ID) *Plan {
	c := &comparer{
		plan:     &Plan{Community: k.Community, File: l.File, Passed: l.Passed, Homes: len(l.Homes), layouts: l.Layouts, version: k.Version},
		kept:     k,
		options:  o,
		identify: identify,
		findings: l.Findings,

		buildings: map[string]*site.Building{},
		fresh:     map[string]*NewBuilding{},
		unitByID:  map[app.ID]*site.Unit{}, unitByCode: map[string]*site.Unit{},
		types: map[string]app.ID{}, typeNames: map[app.ID]string{},
		owners: map[app.ID]*person{}, byNumber: map[string]*person{}, shares: map[app.ID][]*site.Ownership{},
		putAt: map[app.ID]int{}, strayKeys: map[*Buyer]bool{}, contracts: map[string][]string{}, foreign: map[*Home]bool{}, asked: map[app.ID]Answer{}, entrances: map[string]bool{},
		codes: map[app.ID]string{}, homesOf: map[app.ID][]app.ID{},
	}
	c.index()
	c.keys(l)
	c.personKeys(l)
	c.indexContracts(l)
	for _, h := range l.Homes {
		c.entrances[h.Place.Building+"-"+h.Place.Room] = c.entrances[h.Place.Building+"-"+h.Place.Room] || h.Place.Entrance != ""
	}
	for _, u := range c.kept.Units {
		if building, _, _ := strings.Cut(u.Code, "-"); u.Entrance != "" {
			c.entrances[building+"-"+u.Room] = true
		}
	}
	c.findForeign(l)
	homes := l.Homes
	l.Homes, l.Findings = nil, nil
	for i, h := range homes {
		c.home(h)
		homes[i] = nil // a long ledger and its plan are not both held
	}
	return c.finish()
}

// comparer holds a ledger against a site.
type comparer struct {
	plan     *Plan
	kept     Kept
	options  Options
	identify func(string) app.ID
	findings []Finding

	buildings  map[string]*site.Building // by code, also the new ones
	fresh      map[string]*NewBuilding
	order      []string // codes of fresh, as they came
	unitByID   map[app.ID]*site.Unit
	unitByCode map[string]*site.Unit
	codes      map[app.ID]string   // of the homes, as they were before the file
	homesOf    map[app.ID][]app.ID // of an owner
	types      map[string]app.ID
	typeNames  map[app.ID]string
	owners     map[app.ID]*person
	byNumber   map[string]*person
	shares     map[app.ID][]*site.Ownership // by unit, in their order
	people     []*person                    // as they came into the plan
	waits      bool                         // the home at hand: something of it is asked, and not answered
	wrongKeys  map[*Home]bool               // hidden identities that do not count
	strayKeys  map[*Buyer]bool              // likewise, of owners
	contracts  map[string][]string          // codes of the homes that will have the contract's number
	foreign    map[*Home]bool               // of another community
	entrances  map[string]bool              // building and room of the homes that stand in an entrance
	asked      map[app.ID]Answer            // what was answered about a home or an owner of whom something was settled
	putAt      map[app.ID]int               // where an ownership stands in plan.put
}

// person is an owner while a file is compared.
type person struct {
	kept  *site.Owner // nil for a new one
	now   site.Owner
	said  perField[Said] // by this file
	moved bool           // is in the plan
}

// erased reports whether the site was made to forget the person: a record that it
// keeps without a name.
func (p *person) erased() bool { return p.kept != nil && p.kept.Name == "" }

func (c *comparer) index() {
	for i := range c.kept.Buildings {
		b := &c.kept.Buildings[i]
		c.buildings[b.Code] = b
	}
	for i := range c.kept.Units {
		u := &c.kept.Units[i]
		c.unitByID[u.ID], c.unitByCode[u.Code], c.codes[u.ID] = u, u, u.Code
	}
	for _, t := range c.kept.HouseTypes {
		c.types[typeKey(t.Name)], c.typeNames[t.ID] = t.ID, t.Name
	}
	for i := range c.kept.Owners {
		o := &c.kept.Owners[i]
		p := &person{kept: o, now: *o}
		c.owners[o.ID] = p
		if o.IDNo != "" {
			c.byNumber[o.IDNo] = p
		}
	}
	for i := range c.kept.Ownerships {
		s := c.kept.Ownerships[i]
		c.shares[s.Unit] = append(c.shares[s.Unit], &s)
		c.homesOf[s.Owner] = append(c.homesOf[s.Owner], s.Unit)
	}
	for _, shares := range c.shares {
		slices.SortStableFunc(shares, func(a, b *site.Ownership) int { return cmp.Compare(a.Order, b.Order) })
	}
}

func typeKey(name string) string {
	return strings.ToUpper(strings.Join(strings.Fields(site.Fold(name)), ""))
}

// keys settles which hidden identities count: each once, and only those that
// this site has given. A row that was copied to make another keeps its code.
func (c *comparer) keys(l *Ledger) {
	c.wrongKeys = map[*Home]bool{}
	holder := map[app.ID]*Home{}
	var unknown []*Home
	for _, h := range l.Homes {
		if h.Key.IsNil() {
			continue
		}
		u := c.unitByID[h.Key]
		switch before := holder[h.Key]; {
		case u == nil:
			c.wrongKeys[h] = true
			unknown = append(unknown, h)
		case before == nil:
			holder[h.Key] = h
		case u.Code == h.Code():
			c.wrongKeys[before] = true
			holder[h.Key] = h
		default:
			c.wrongKeys[h] = true
		}
	}
	if len(unknown) > 0 { // said once: it is the file that is of another site
		c.find(Finding{Kind: KeyUnknown, At: unknown[0].At, Field: UnitKey, Unit: unknown[0].Code(), Other: itoa(len(unknown))})
	}
}

// find records what is wrong, with what was answered to it.
func (c *comparer) find(f Finding) {
	f.Answer = c.options.To(f.Asking())
	c.findings = append(c.findings, f.safe())
}

// ask records a question, and is what was answered to it.
func (c *comparer) ask(f Finding) Answer {
	c.find(f)
	f.Answer = c.options.To(f.Asking())
	c.waits = c.waits || f.Open()
	return f.Answer
}

// known is the site's record of the home, nil for a new one; ok is false where its row is
// left out. A hidden identity and a number that name two homes are asked about: the
// number was wrong, or the row was copied to make another home.
func (c *comparer) known(h *Home) (old *site.Unit, ok bool) {
	old = c.unitByCode[h.Code()]
	byKey := c.unitByID[h.Key]
	copied := c.wrongKeys[h]
	switch {
	case byKey == nil || byKey == old:
		return old, true
	case old != nil && !copied:
		c.find(Finding{Kind: CodeTaken, At: h.At, Field: Room, Unit: h.Code(), Other: byKey.Code})
		return nil, false
	case old != nil || copied && c.ofOthers(h, byKey):
		return old, true
	}
	f := Finding{Kind: KeyMoved, At: h.At, Field: Room, Unit: h.Code(), Other: byKey.Code}
	f.Answer = c.options.To(f.Asking())
	if f.Answer == Correction && copied {
		f.Answer = Unanswered // the home has a row of its own in the file
	}
	c.findings = append(c.findings, f.safe())
	switch {
	case f.Answer == Another:
		return nil, true
	case f.Answer == Correction:
		renumbered := *byKey
		renumbered.Code = h.Code()
		return byKey, !c.heldHome(*byKey, renumbered, Room, h.At)
	}
	return nil, false
}

// ofOthers reports whether none of a row's people owns the home.
func (c *comparer) ofOthers(h *Home, u *site.Unit) bool {
	owned := c.holding(u.ID)
	for i := range h.Buyers {
		name := h.Buyers[i].Said.Of(OwnerName)
		if len(owned.called(name.Text)) > 0 || name.Masked && slices.ContainsFunc(owned.shares, func(s *site.Ownership) bool {
			p := c.owners[s.Owner]
			return p != nil && maskFits(name, p.now.Name)
		}) {
			return false
		}
	}
	return len(h.Buyers) > 0
}

// personKeys settles which hidden identities of owners count. One that stands with two
// names is two people: the row was copied, and whoever has the name that is on record
// keeps it.
func (c *comparer) personKeys(l *Ledger) {
	rightly := map[app.ID]bool{}
	named := map[app.ID][]*Buyer{}
	for _, h := range l.Homes {
		for i := range h.Buyers {
			b := &h.Buyers[i]
			if p := c.owners[b.Key]; p != nil {
				named[b.Key] = append(named[b.Key], b)
				rightly[b.Key] = rightly[b.Key] || site.SameName(p.now.Name, b.Name()) || maskFits(b.Said.Of(OwnerName), p.now.Name)
			}
		}
	}
	for key, buyers := range named {
		for _, b := range buyers {
			name := b.Said.Of(OwnerName)
			if p := c.owners[key]; rightly[key] && !site.SameName(p.now.Name, name.Text) && !maskFits(name, p.now.Name) && !nothingLeft(name.Text) {
				c.strayKeys[b] = true
			}
		}
	}
}

// home compares one home and its owners.
func (c *comparer) home(h *Home) {
	if c.foreign[h] {
		return
	}
	old, ok := c.known(h)
	if !ok {
		return
	}
	if old == nil && h.Place.Entrance == "" && c.entrances[h.Code()] {
		c.find(Finding{Kind: NoEntrance, At: h.At, Field: Entrance, Unit: h.Code()})
		return
	}
	b := c.building(h)
	if b == nil {
		return
	}
	u := &site.Unit{ID: site.UnitID(c.kept.Community.ID, h.Code()), Floor: h.Floor}
	if old != nil {
		*u = *old
	}
	before := len(c.plan.Changes)
	c.waits = false
	if old != nil && old.Code != h.Code() {
		c.change(Change{Kind: Value, Unit: u.ID, Code: old.Code, Field: Room, Old: old.Code, New: h.Code(), At: h.At})
	}
	u.Building, u.Entrance, u.Room, u.Code = b.ID, h.Place.Entrance, h.Place.Room, h.Code()
	if old != nil && h.Floor != old.Floor {
		// What only the room's number tells changes no floor that is known.
		if said, ok := h.Said.Get(Floor); ok && old.Floor != 0 {
			c.change(Change{Kind: Value, Unit: u.ID, Code: u.Code, Field: Floor, Old: itoa(old.Floor), New: said.Text, At: said.At})
			u.Floor = h.Floor
		} else if old.Floor == 0 {
			u.Floor = h.Floor
		}
	}
	doubts := c.doubts(h, old)
	for _, f := range unitFieldOrder {
		if _, doubted := doubts[f]; doubted {
			continue
		}
		if said, ok := h.Said.Get(f); ok {
			c.unitField(h, u, old, f, said)
		}
	}
	if old != nil && old.ID == h.Key && !c.wrongKeys[h] {
		c.blanks(h, old)
	}
	present := c.buyers(h, u, old == nil)
	if old != nil {
		doubts = nil // until somebody answers nothing changes
	}
	u.Incomplete = c.notes(h, u, present, doubts)
	switch {
	case old == nil:
		c.plan.New = append(c.plan.New, c.newHome(h, u, present))
		c.plan.put.units = append(c.plan.put.units, u)
		c.unitByCode[u.Code], c.unitByID[u.ID] = u, u
	case !sameUnit(*old, *u):
		c.plan.put.units = append(c.plan.put.units, u)
	}
	switch {
	case old == nil:
	case len(c.plan.Changes) > before:
		c.plan.Changed++
	case c.waits:
		c.plan.Waiting++
	default:
		c.plan.Same++
	}
}

// sameUnit compares what imports set; the code says building, entrance and room.
func sameUnit(a, b site.Unit) bool {
	for _, f := range unitFieldOrder {
		if get := unitFields[f].get; get(&a) != get(&b) {
			return false
		}
	}
	return a.Code == b.Code && a.Floor == b.Floor && slices.Equal(a.Incomplete, b.Incomplete)
}

// building is the home's building, or nil where its row must wait: a site that
// has buildings takes another one only on somebody's word.
func (c *comparer) building(h *Home) *site.Building {
	if f := c.fresh[h.Place.Building]; f != nil {
		f.Homes++
		if !f.refused {
			return c.buildings[h.Place.Building]
		}
	} else if b := c.buildings[h.Place.Building]; b != nil {
		return b
	} else {
		c.order = append(c.order, h.Place.Building)
		c.fresh[h.Place.Building] = &NewBuilding{Code: h.Place.Building, Name: h.BuildingName, Homes: 1, At: h.BuildingAt,
			refused: len(c.kept.Buildings) > 0 && c.options.To(Asking{UnknownBuilding, h.BuildingAt.Sheet, h.BuildingAt.Cell.Row}) != Take}
	}
	if c.fresh[h.Place.Building].refused {
		return nil // said once for the building, in finish
	}
	b := &site.Building{ID: site.BuildingID(c.kept.Community.ID, h.Place.Building), Community: c.kept.Community.ID,
		Code: h.Place.Building, Name: h.BuildingName}
	c.buildings[b.Code] = b
	c.plan.put.buildings = append(c.plan.put.buildings, *b)
	return b
}

// unitField sets one field of the unit, and lists the change of a known one.
func (c *comparer) unitField(h *Home, u, old *site.Unit, f Field, said Said) {
	field := unitFields[f]
	was := field.get(u)
	if f == HouseType {
		was = c.typeNames[u.HouseType]
		if typeKey(was) == typeKey(said.Text) {
			return
		}
	}
	switch {
	case was == said.Text:
		return
	case lostFits(said.Text, was), f != UnitNote && lostIn(said.Text): // a note may ask
		c.find(Finding{Kind: LostCharacter, At: said.At, Field: f, Unit: u.Code, Text: cut(said.Text, 40)})
		h.Refused.Set(f, refused{LostCharacter, said.At})
		return
	}
	now := *u
	if f == HouseType {
		now.HouseType = c.typeID(said.Text)
	} else {
		field.set(&now, said.Text)
	}
	if old != nil && c.heldHome(*u, now, f, said.At) {
		return
	}
	if *u = now; f == HouseType {
		c.namesType(said.Text)
	}
	if old != nil {
		c.change(Change{Unit: u.ID, Code: u.Code, Field: f, Old: was, New: said.Text, At: said.At})
	}
}

// change lists a change; its kind is told by whether anything was there before.
func (c *comparer) change(ch Change) {
	if ch.Kind == "" {
		ch.Kind = Value
		if ch.Old == "" {
			ch.Kind = Filled
		}
	}
	c.plan.Changes = append(c.plan.Changes, ch)
}

// typeID is the identity of the house type of a name.
func (c *comparer) typeID(name string) app.ID {
	if id, known := c.types[typeKey(name)]; known {
		return id
	}
	id := app.DerivedID(c.kept.Community.ID, "house_type/"+typeKey(name))
	c.typeNames[id] = name // also of one that is not made: a question says it
	return id
}

// namesType makes the house type of a name, where the site has none.
func (c *comparer) namesType(name string) {
	if _, known := c.types[typeKey(name)]; known {
		return
	}
	id := c.typeID(name)
	c.types[typeKey(name)], c.typeNames[id] = id, name
	c.plan.NewTypes = append(c.plan.NewTypes, name)
	c.plan.put.types = append(c.plan.put.types, site.HouseType{ID: id, Name: name})
}

func (c *comparer) newHome(h *Home, u *site.Unit, present []app.ID) NewHome {
	n := NewHome{Unit: u.ID, Code: u.Code, Building: h.BuildingName, Floor: u.Floor, HouseType: c.typeNames[u.HouseType], At: h.At,
		Area: u.ContractArea.String(), Gaps: len(u.Incomplete)}
	if n.Area == "" {
		n.Area = u.MeasuredArea.String()
	}
	for _, owner := range present {
		if p := c.owners[owner]; p != nil {
			n.Owners = append(n.Owners, p.now.Name)
		}
	}
	return n
}

// finish sorts what was found by where it stands, and hands over the plan.
func (c *comparer) finish() *Plan {
	for _, code := range c.order {
		f := *c.fresh[code]
		if !f.refused {
			c.plan.NewBuildings = append(c.plan.NewBuildings, f)
		}
		if len(c.kept.Buildings) > 0 {
			c.find(Finding{Kind: UnknownBuilding, At: f.At, Field: Building, Text: f.Name, Other: itoa(f.Homes)})
		}
	}
	c.plan.put.owners = make([]site.Owner, 0, len(c.people))
	for _, p := range c.people {
		if p.kept == nil {
			c.plan.NewOwners++
		}
		c.plan.put.owners = append(c.plan.put.owners, p.now)
	}
	sheets := map[string]int{}
	for _, l := range c.plan.layouts {
		sheets[l.Sheet] = l.sheet
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(sheets[a.At.Sheet], sheets[b.At.Sheet]), cmp.Compare(a.At.Cell.Row, b.At.Cell.Row), cmp.Compare(a.At.Cell.Col, b.At.Cell.Col))
	})
	c.plan.Findings = c.findings
	return c.plan
}
