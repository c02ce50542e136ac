package intake

import (
	"keyday/app"
	"keyday/app/site"
)

// After is what a site holds once the plan is applied, for tests.
func (p *Plan) After(k Kept) Kept {
	k.Buildings = put(k.Buildings, p.put.buildings, func(b site.Building) any { return b.ID })
	k.HouseTypes = put(k.HouseTypes, p.put.types, func(h site.HouseType) any { return h.ID })
	var units []site.Unit
	for _, u := range p.put.units {
		units = append(units, *u)
	}
	k.Units = put(k.Units, units, func(u site.Unit) any { return u.ID })
	k.Owners = put(k.Owners, p.put.owners, func(o site.Owner) any { return o.ID })
	k.Ownerships = put(k.Ownerships, p.put.ownerships, func(o site.Ownership) any { return o.ID })
	lasting := k.Ownerships[:0:0]
	for _, o := range k.Ownerships {
		if !o.Ended {
			lasting = append(lasting, o)
		}
	}
	k.Ownerships = lasting
	return k
}

func put[T any](kept, staged []T, key func(T) any) []T {
	at := map[any]int{}
	out := append([]T(nil), kept...)
	for i, r := range out {
		at[key(r)] = i
	}
	for _, r := range staged {
		if i, there := at[key(r)]; there {
			out[i] = r
			continue
		}
		at[key(r)] = len(out)
		out = append(out, r)
	}
	return out
}

// Remember is what applying keeps of the table's columns.
func (l Layout) Remember() Remembered { return l.remember(app.Nil) }
