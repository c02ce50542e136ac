package records

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// chosen are the records that a list reads: those of the identities, of none all there are.
type chosen struct {
	store.Distinct
	all bool
}

func choose(ids []app.ID) (c chosen) {
	c.all = ids == nil
	for _, id := range ids {
		c.Add(id)
	}
	return c
}

// where is the condition that a column is one of those that are chosen, behind WHERE or AND.
func (c chosen) where(word, column string) string {
	if c.all {
		return ""
	}
	return " " + word + " " + column + c.In()
}

// homeLines reads what lists say of homes, in the order in which one walks: building,
// entrance, floor, room.
func (s *Store) homeLines(ctx context.Context, homes chosen) ([]site.HomeLine, error) {
	owners, err := s.ownersNames(ctx, homes)
	if err != nil {
		return nil, err
	}
	rows, err := s.At(ctx).Query(`SELECT u.id, coalesce(b.community, x''), u.code, coalesce(b.name, ''), u.floor, coalesce(h.name, ''), u.batch,
			u.state, coalesce(`+s.untold()+`, FALSE), u.open, u.grave, u.handed_over
		FROM unit u LEFT JOIN building b ON b.id = u.building LEFT JOIN house_type h ON h.id = u.house_type`+homes.where("WHERE", "u.id")+`
		ORDER BY b.place, length(b.code), b.code, length(u.entrance), u.entrance, u.floor, length(u.room), u.room`, homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []site.HomeLine
	for rows.Next() {
		var h site.HomeLine
		if err := rows.Scan(registry.IntoID(&h.Unit), registry.IntoID(&h.Community), &h.Code, &h.Building, &h.Floor, &h.HouseType, &h.Batch,
			&h.State, &h.Barred, &h.Open, &h.Grave, &h.HandedOver); err != nil {
			return nil, err
		}
		h.Owners = owners[h.Unit]
		all = append(all, h)
	}
	return all, rows.Err()
}

// ownersNames are the names of the owners of homes, as the certificate lists them.
func (s *Store) ownersNames(ctx context.Context, homes chosen) (map[app.ID]string, error) {
	rows, err := s.At(ctx).Query("SELECT w.unit, o.name FROM ownership w JOIN owner o ON o.id = w.owner WHERE NOT w.ended"+
		homes.where("AND", "w.unit")+" ORDER BY w.unit, w.place, w.id", homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[app.ID]string{}
	for rows.Next() {
		var unit app.ID
		var name string
		if err := rows.Scan(registry.IntoID(&unit), &name); err != nil {
			return nil, err
		}
		names[unit] = joined(names[unit], name)
	}
	return names, rows.Err()
}
