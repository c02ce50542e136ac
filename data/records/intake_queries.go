package records

import (
	"context"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/registry"
	"keyday/data/store"
)

// Kept reads what the site holds of a community, for a dry run. Private fields
// are in the clear: whoever asks has checked that the actor may import.
func (s *Store) Kept(ctx context.Context, community app.ID) (k intake.Kept, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		k, err = tx.Kept(community)
		return err
	})
	return k, err
}

func keptOf(from registry.Source, community app.ID) (k intake.Kept, err error) {
	if k.Community, err = store.Get(from, communities, community); err != nil {
		return k, err
	}
	if k.Version, err = version(from); err != nil {
		return k, err
	}
	others, err := store.List(from, communities, "WHERE id <> ? ORDER BY name", community[:])
	if err != nil {
		return k, err
	}
	for _, other := range others {
		k.Others = append(k.Others, other.Name)
	}
	const ofCommunity = " (SELECT id FROM building WHERE community = ?)"
	if k.Buildings, err = store.List(from, buildings, "WHERE community = ? ORDER BY place, length(code), code", community[:]); err != nil {
		return k, err
	}
	if k.Units, err = store.List(from, units, "WHERE building IN"+ofCommunity, community[:]); err != nil {
		return k, err
	}
	if k.HouseTypes, err = store.List(from, houseTypes, "ORDER BY name"); err != nil {
		return k, err
	}
	// Owners of the whole site: one person may buy in two communities.
	if k.Owners, err = store.List(from, owners, ""); err != nil {
		return k, err
	}
	k.Ownerships, err = store.List(from, ownerships,
		"WHERE NOT ended AND unit IN (SELECT id FROM unit WHERE building IN"+ofCommunity+") ORDER BY place, id", community[:])
	return k, err
}

// Remembered lists how headers of ledgers were read in the community.
func (s *Store) Remembered(ctx context.Context, community app.ID) ([]intake.Remembered, error) {
	return store.List(s.At(ctx), importColumns, "WHERE community = ?", community[:])
}

// ImportRuns lists the imports that were applied in the community, the newest first.
func (s *Store) ImportRuns(ctx context.Context, community app.ID, most int) ([]intake.Run, error) {
	return store.List(s.At(ctx), importRuns, "WHERE community = ? ORDER BY at DESC, id DESC LIMIT ?", community[:], most)
}

// version is where every stream of the journal stands: the same version, the same
// records.
func version(from registry.Source) (string, error) {
	rows, err := from.Query("SELECT n, coalesce((SELECT max(seq) FROM op WHERE dev = n), 0) FROM dev ORDER BY n")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var dev, seq int64
		if err := rows.Scan(&dev, &seq); err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%d:%d ", dev, seq)
	}
	return b.String(), rows.Err()
}
