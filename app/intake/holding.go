package intake

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// holding is who owns a home before a file, found by owner and by name: a file may name
// one home in each of its rows.
type holding struct {
	shares []*site.Ownership            // before the file, in their order
	of     map[app.ID]*site.Ownership   // also those that have come since
	names  map[string][]*site.Ownership // by the owner's name
}

func (c *comparer) holding(home app.ID) *holding {
	h := &holding{slices.Clone(c.shares[home]), map[app.ID]*site.Ownership{}, map[string][]*site.Ownership{}}
	for _, s := range h.shares {
		h.of[s.Owner] = s
		if p := c.owners[s.Owner]; p != nil {
			key := site.NameKey(p.now.Name)
			h.names[key] = append(h.names[key], s)
		}
	}
	return h
}

// by is the person's share, nil for nobody's.
func (h *holding) by(p *person) *site.Ownership {
	if p == nil {
		return nil
	}
	return h.of[p.now.ID]
}

// called lists the shares of owners of the name.
func (h *holding) called(name string) []*site.Ownership { return h.names[site.NameKey(name)] }
