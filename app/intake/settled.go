package intake

import (
	"cmp"

	"keyday/app"
	"keyday/app/site"
)

// What was settled with owners (site.Settled) is not changed unseen: the paper in the
// binder would say another area, another owner. It is asked about, and changes where
// somebody who may says so.

// correction is somebody's word that what was settled changes: of a home, or, where owner
// is not Nil, of who the owner is.
type correction struct{ unit, owner app.ID }

// heldHome reports whether the home must stay as it is, and not become what the file
// says; f is the field that it is about.
func (c *comparer) heldHome(old, now site.Unit, f Field, at Spot) bool {
	return c.kept.Settled[old.ID].Home(old, now) && c.homeStays(old.ID, f, at, func() string { return fromTo(f, c.valueOf(&old, f), c.valueOf(&now, f)) })
}

// valueOf is the home's field as people write it.
func (c *comparer) valueOf(u *site.Unit, f Field) string {
	switch f {
	case Room:
		return u.Code
	case HouseType:
		return c.typeNames[u.HouseType]
	}
	return unitFields[f].get(u)
}

// heldOwners reports it of who owns the home; now tells who would.
func (c *comparer) heldOwners(u *site.Unit, at Spot, now func() []string) bool {
	return c.kept.Settled[u.ID].Any() && c.homeStays(u.ID, OwnerName, at, func() string {
		return fromTo(OwnerName, list(c.ownersOf(u.ID)), list(now()))
	})
}

// ownersOf names who owns the home at present.
func (c *comparer) ownersOf(home app.ID) []string {
	var names []string
	for _, s := range c.shares[home] {
		if p := c.owners[s.Owner]; p != nil && !p.erased() {
			names = append(names, p.now.Name)
		}
	}
	return names
}

// heldShare reports it of a share in the home.
func (c *comparer) heldShare(s *site.Ownership, now string, at Spot) bool {
	return c.kept.Settled[s.Unit].Holds("share", s.Share == "") && c.homeStays(s.Unit, Share, at, func() string { return fromTo(Share, s.Share, now) })
}

// heldOwner reports it of who the owner of the home is: they signed, for this home or for
// another, here or in another community.
func (c *comparer) heldOwner(p *person, u *site.Unit, now site.Owner, f Field, at Spot) bool {
	signed := c.kept.Signed[p.now.ID]
	change := func() string { return fromTo(f, *ownerField(&p.now, f), *ownerField(&now, f)) }
	switch {
	case !now.Identifies(p.now) || len(signed) == 0:
		return false
	case c.kept.Settled[u.ID].SignedBy(p.now.ID):
		return c.homeStays(u.ID, f, at, change)
	}
	about := Finding{Kind: Signed, At: at, Field: f, Unit: cmp.Or(c.codes[u.ID], u.Code), Who: p.kept.Name, Other: numbers(signed)}
	return c.stays(correction{u.ID, p.now.ID}, about, change)
}

// homeStays asks whether what was settled of a home changes all the same; change says
// from what to what.
func (c *comparer) homeStays(home app.ID, f Field, at Spot, change func() string) bool {
	settled := c.kept.Settled[home]
	kind := HandedOver
	if settled.HandedOver.IsZero() {
		kind = Signed
	}
	return c.stays(correction{unit: home}, Finding{Kind: kind, At: at, Field: f, Unit: c.codes[home], Other: numbers(settled.Papers)}, change)
}

// stays asks once for a home, or for an owner.
func (c *comparer) stays(of correction, f Finding, change func() string) bool {
	about := of.unit
	if !of.owner.IsNil() {
		about = of.owner
	}
	answer, before := c.asked[about]
	if before && answer == Unanswered {
		c.waits = true
	}
	if !before {
		f.Text = change()
		answer = c.ask(f)
		c.asked[about] = answer
		if answer == Take {
			c.plan.corrected = append(c.plan.corrected, of)
		}
	}
	return answer != Take
}

func numbers(papers []site.SignedPaper) string {
	var all []string
	for _, p := range papers {
		all = append(all, p.Number)
	}
	return list(all)
}
