package intake

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// What was settled with a home's owners (site.Settled) is not changed unseen: the paper in
// the binder would say another area, another owner. Phones, addresses, notes, batch and
// fund go on changing.
var settledFields = []Field{Room, HouseType, ContractArea, MeasuredArea, InnerArea, UnitPrice, ContractNo, SignedOn, DeliveryDue}

// heldHome reports whether a field of the home must stay as it is: it was handed over, and
// nobody who may has said that it changes.
func (c *comparer) heldHome(u *site.Unit, f Field, at Spot) bool {
	return slices.Contains(settledFields, f) && c.kept.Settled[u.ID].Home() && c.stays(u.ID, f, at)
}

// heldOwnership reports it of who owns the home, or which part of it.
func (c *comparer) heldOwnership(u *site.Unit, owner app.ID, f Field, at Spot) bool {
	settled := c.kept.Settled[u.ID]
	return (settled.Home() || settled.Owner(owner)) && c.stays(u.ID, f, at)
}

// heldOwner reports it of who the owner is: they signed, for this home or for another.
func (c *comparer) heldOwner(p *person, f Field, at Spot) bool {
	if f != OwnerName && f != IDType && f != IDNo {
		return false
	}
	for _, home := range c.homesOf[p.now.ID] {
		if c.kept.Settled[home].Owner(p.now.ID) && c.stays(home, f, at) {
			return true
		}
	}
	return false
}

// stays asks, once for a home, whether what was settled changes all the same.
func (c *comparer) stays(home app.ID, f Field, at Spot) bool {
	answer, before := c.asked[home]
	if !before {
		var papers []string
		for _, p := range c.kept.Settled[home].Papers {
			papers = append(papers, p.Number)
		}
		answer = c.ask(Finding{Kind: HandedOver, At: at, Field: f, Unit: c.codes[home], Other: strings.Join(papers, "、")})
		c.asked[home] = answer
		if answer == Take {
			c.plan.corrected = append(c.plan.corrected, home)
		}
	}
	return answer != Take
}
