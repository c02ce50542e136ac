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
}

// Options are the answers that a dry run may ask for.
type Options struct {
	Answers
}

// Compare holds the ledger against what the site has. identify makes the same
// identity of a text on every laptop of the site, and tells an outsider nothing
// of it: a person's identity follows from their number.
func Compare(l *Ledger, k Kept, o Options, identify func(string) app.ID) *Plan {
	c := &comparer{
		plan:     &Plan{Community: k.Community, File: l.File, Passed: l.Passed, Homes: len(l.Homes), layouts: l.Layouts, version: k.Version},
		kept:     k,
		options:  o,
		identify: identify,
		findings: slices.Clone(l.Findings),

		buildings: map[string]*site.Building{},
		fresh:     map[string]*NewBuilding{},
		unitByID:  map[app.ID]*site.Unit{}, unitByCode: map[string]*site.Unit{},
		types: map[string]app.ID{}, typeNames: map[app.ID]string{},
		owners: map[app.ID]*person{}, byNumber: map[string]*person{}, shares: map[app.ID][]*site.Ownership{},
		putAt: map[app.ID]int{},
	}
	c.index()
	c.keys(l)
	for _, h := range l.Homes {
		c.home(h)
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
	types      map[string]app.ID
	typeNames  map[app.ID]string
	owners     map[app.ID]*person
	byNumber   map[string]*person
	shares     map[app.ID][]*site.Ownership // by unit, in their order
	people     []*person                    // as they came into the plan
	wrongKeys  map[*Home]bool               // hidden identities that do not count
	putAt      map[app.ID]int               // where an ownership stands in plan.put
}

// person is an owner while a file is compared.
type person struct {
	kept  *site.Owner // nil for a new one
	now   site.Owner
	said  map[Field]Said // by this file
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
		c.unitByID[u.ID], c.unitByCode[u.Code] = u, u
	}
	for _, t := range c.kept.HouseTypes {
		c.types[typeKey(t.Name)], c.typeNames[t.ID] = t.ID, t.Name
	}
	for i := range c.kept.Owners {
		o := &c.kept.Owners[i]
		p := &person{kept: o, now: *o, said: map[Field]Said{}}
		c.owners[o.ID] = p
		if o.IDNo != "" {
			c.byNumber[o.IDNo] = p
		}
	}
	for i := range c.kept.Ownerships {
		s := c.kept.Ownerships[i]
		c.shares[s.Unit] = append(c.shares[s.Unit], &s)
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
	for _, h := range l.Homes {
		if h.Key.IsNil() {
			continue
		}
		u := c.unitByID[h.Key]
		switch before := holder[h.Key]; {
		case u == nil:
			c.wrongKeys[h] = true
			c.find(Finding{Kind: KeyUnknown, At: h.At, Field: UnitKey, Unit: h.Code()})
		case before == nil:
			holder[h.Key] = h
		case u.Code == h.Code():
			c.wrongKeys[before] = true
			holder[h.Key] = h
		default:
			c.wrongKeys[h] = true
		}
	}
}

// find records what is wrong, with what was answered where it asks.
func (c *comparer) find(f Finding) {
	if len(f.Kind.Answers()) > 0 {
		f.Answer = c.options.To(f.Asking())
	}
	c.findings = append(c.findings, f.safe())
}

// ask records a question, and is what was answered to it.
func (c *comparer) ask(f Finding) Answer {
	c.find(f)
	return c.options.To(f.Asking())
}

// home compares one home and its owners.
func (c *comparer) home(h *Home) {
	old := c.unitByCode[h.Code()]
	if !h.Key.IsNil() && !c.wrongKeys[h] {
		byKey := c.unitByID[h.Key]
		if old != nil && old != byKey {
			c.find(Finding{Kind: CodeTaken, At: h.At, Field: Room, Unit: h.Code(), Other: byKey.Code})
			return
		}
		old = byKey
	}
	b := c.building(h)
	if b == nil {
		return
	}
	u := site.Unit{ID: site.UnitID(c.kept.Community.ID, h.Code()), Floor: h.Floor}
	if old != nil {
		u = *old
	}
	before := len(c.plan.Changes)
	if old != nil && old.Code != h.Code() {
		c.change(Change{Kind: Value, Unit: u.ID, Code: old.Code, Field: Room, Old: old.Code, New: h.Code(), At: h.At})
	}
	u.Building, u.Entrance, u.Room, u.Code = b.ID, h.Place.Entrance, h.Place.Room, h.Code()
	if old != nil && h.Floor != old.Floor {
		// What only the room's number tells changes no floor that is known.
		if said, ok := h.Said[Floor]; ok && old.Floor != 0 {
			c.change(Change{Kind: Value, Unit: u.ID, Code: u.Code, Field: Floor, Old: itoa(old.Floor), New: said.Text, At: said.At})
			u.Floor = h.Floor
		} else if old.Floor == 0 {
			u.Floor = h.Floor
		}
	}
	for _, f := range unitFieldOrder {
		if said, ok := h.Said[f]; ok {
			c.unitField(&u, old, f, said)
		}
	}
	present := c.buyers(h, &u, old == nil)
	u.Incomplete = c.notes(h, &u, present)
	switch {
	case old == nil:
		c.plan.New = append(c.plan.New, c.newHome(h, u))
		c.plan.put.units = append(c.plan.put.units, u)
		c.unitByCode[u.Code], c.unitByID[u.ID] = &u, &u
	case !sameUnit(*old, u):
		c.plan.put.units = append(c.plan.put.units, u)
	}
	switch {
	case old == nil:
	case len(c.plan.Changes) > before:
		c.plan.Changed++
	default:
		c.plan.Same++
	}
}

// sameUnit compares what imports set.
func sameUnit(a, b site.Unit) bool {
	for _, f := range unitFieldOrder {
		if get := unitFields[f].get; get(&a) != get(&b) {
			return false
		}
	}
	return a.Building == b.Building && a.Entrance == b.Entrance && a.Floor == b.Floor && a.Room == b.Room &&
		a.Code == b.Code && slices.Equal(a.Incomplete, b.Incomplete)
}

// building is the home's building, or nil where its row must wait: a site that
// has buildings takes another one only on somebody's word.
func (c *comparer) building(h *Home) *site.Building {
	if f := c.fresh[h.Place.Building]; f != nil {
		f.Homes++
		if !f.Refused {
			return c.buildings[h.Place.Building]
		}
	} else if b := c.buildings[h.Place.Building]; b != nil {
		return b
	} else {
		c.order = append(c.order, h.Place.Building)
		c.fresh[h.Place.Building] = &NewBuilding{Code: h.Place.Building, Name: h.BuildingName, Homes: 1, At: h.BuildingAt,
			Refused: len(c.kept.Buildings) > 0 && c.options.To(Asking{UnknownBuilding, h.BuildingAt.Sheet, h.BuildingAt.Cell.Row}) != Take}
	}
	if c.fresh[h.Place.Building].Refused {
		return nil // said once for the building, in finish
	}
	b := &site.Building{ID: site.BuildingID(c.kept.Community.ID, h.Place.Building), Community: c.kept.Community.ID,
		Code: h.Place.Building, Name: h.BuildingName}
	c.buildings[b.Code] = b
	c.plan.put.buildings = append(c.plan.put.buildings, *b)
	return b
}

// unitField sets one field of the unit, and lists the change of a known one.
func (c *comparer) unitField(u, old *site.Unit, f Field, said Said) {
	field := unitFields[f]
	was := field.get(u)
	if f == HouseType {
		was = c.typeNames[u.HouseType]
		if typeKey(was) == typeKey(said.Text) {
			return
		}
		u.HouseType = c.houseType(said.Text)
	} else {
		if was == said.Text {
			return
		}
		field.set(u, said.Text)
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

func (c *comparer) houseType(name string) app.ID {
	if id, known := c.types[typeKey(name)]; known {
		return id
	}
	id := app.DerivedID(c.kept.Community.ID, "house_type/"+typeKey(name))
	c.types[typeKey(name)], c.typeNames[id] = id, name
	c.plan.NewTypes = append(c.plan.NewTypes, name)
	c.plan.put.types = append(c.plan.put.types, site.HouseType{ID: id, Name: name})
	return id
}

func (c *comparer) newHome(h *Home, u site.Unit) NewHome {
	n := NewHome{Unit: u.ID, Code: u.Code, Building: h.BuildingName, Floor: u.Floor, HouseType: c.typeNames[u.HouseType], At: h.At,
		Area: u.ContractArea.String(), Gaps: len(u.Incomplete)}
	if n.Area == "" {
		n.Area = u.MeasuredArea.String()
	}
	for i := range h.Buyers {
		n.Owners = append(n.Owners, h.Buyers[i].Name())
	}
	return n
}

// finish sorts what was found by where it stands, and hands over the plan.
func (c *comparer) finish() *Plan {
	for _, code := range c.order {
		f := *c.fresh[code]
		c.plan.NewBuildings = append(c.plan.NewBuildings, f)
		if len(c.kept.Buildings) > 0 {
			c.find(Finding{Kind: UnknownBuilding, At: f.At, Field: Building, Text: f.Name, Other: itoa(f.Homes)})
		}
	}
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
