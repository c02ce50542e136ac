package records

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// UnitLines hands on what the list of homes says of them: of those with the identities, of
// no identities all of the site, in the order in which one walks.
func (s *Store) UnitLines(ctx context.Context, ids []app.ID, each func(site.UnitLine)) error {
	chosen := choose(ids)
	homes, err := s.homeLines(ctx, chosen)
	if err != nil {
		return err
	}
	all, err := store.List(s.At(ctx), units, chosen.where("WHERE", "id"), chosen.Args...)
	if err != nil {
		return err
	}
	kept := make(map[app.ID]site.Unit, len(all))
	for _, u := range all {
		kept[u.ID] = u
	}
	communities, err := s.names(ctx, "community", nil)
	if err != nil {
		return err
	}
	types, err := s.HouseTypes(ctx)
	if err != nil {
		return err
	}
	finish := map[app.ID]site.Finish{}
	for _, t := range types {
		finish[t.ID] = t.Finish
	}
	for _, h := range homes {
		u := kept[h.Unit]
		each(site.UnitLine{HomeLine: h, Record: u, CommunityName: communities[h.Community], Finish: finish[u.HouseType]})
	}
	return nil
}

// OwnerLines hands on what a list says of owners, masked: of those with the identities, of
// no identities all of the site but for those who were erased.
func (s *Store) OwnerLines(ctx context.Context, ids []app.ID, each func(site.OwnerLine)) error {
	chosen := choose(ids)
	all, err := store.List(s.At(ctx), owners, "WHERE name <> ''"+chosen.where("AND", "id"), chosen.Args...)
	if err != nil {
		return err
	}
	lines := make(map[app.ID]*site.OwnerLine, len(all))
	for _, o := range all {
		lines[o.ID] = &site.OwnerLine{Owner: o.Masked()}
	}
	rows, err := s.At(ctx).Query(`SELECT w.owner, u.id, w.share, w.ended, u.code, u.handed_over <> 0, b.community
		FROM ownership w JOIN unit u ON u.id = w.unit JOIN building b ON b.id = u.building`+chosen.where("WHERE", "w.owner")+" ORDER BY w.owner, length(u.code), u.code", chosen.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var owner, home, community app.ID
		var share, code string
		var ended, handedOver bool
		if err := rows.Scan(registry.IntoID(&owner), registry.IntoID(&home), &share, &ended, &code, &handedOver, registry.IntoID(&community)); err != nil {
			return err
		}
		l := lines[owner]
		if l == nil {
			continue
		}
		if !slices.Contains(l.Communities, community) {
			l.Communities = append(l.Communities, community)
		}
		if ended {
			continue
		}
		l.HomesOwned++
		l.HomeIDs = append(l.HomeIDs, home.String())
		l.Homes, l.Shares = joined(l.Homes, code), joined(l.Shares, share)
		if handedOver {
			l.HandedOver++
		}
	}
	for _, o := range all {
		l := lines[o.ID]
		if l.Communities == nil { // they have no home, or it has not arrived
			l.Communities = []app.ID{app.Nil}
		}
		each(*l)
	}
	return rows.Err()
}

// joined is a list with one more, which may be nothing.
func joined(list, one string) string {
	if list == "" || one == "" {
		return list + one
	}
	return list + "、" + one
}
