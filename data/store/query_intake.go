package store

import (
	"context"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// Kept reads what the site holds of a community, for a dry run. Private fields
// are in the clear: whoever asks has checked that the actor may import.
func (s *Store) Kept(ctx context.Context, community app.ID) (k intake.Kept, err error) {
	err = s.read(ctx, func(tx *Tx) error {
		k, err = tx.Kept(community)
		return err
	})
	return k, err
}

func (s *Store) kept(ctx context.Context, q querier, community app.ID) (k intake.Kept, err error) {
	if k.Community, err = one[site.Community](ctx, s, q, communities, community); err != nil {
		return k, err
	}
	if k.Version, err = version(ctx, q); err != nil {
		return k, err
	}
	others, err := many[site.Community](ctx, s, q, communities, "WHERE id <> ? ORDER BY name", community[:])
	if err != nil {
		return k, err
	}
	for _, other := range others {
		k.Others = append(k.Others, other.Name)
	}
	const ofCommunity = " (SELECT id FROM building WHERE community = ?)"
	if k.Buildings, err = many[site.Building](ctx, s, q, buildings, "WHERE community = ? ORDER BY place, length(code), code", community[:]); err != nil {
		return k, err
	}
	if k.Units, err = many[site.Unit](ctx, s, q, units, "WHERE building IN"+ofCommunity, community[:]); err != nil {
		return k, err
	}
	if k.HouseTypes, err = many[site.HouseType](ctx, s, q, houseTypes, "ORDER BY name"); err != nil {
		return k, err
	}
	// Owners of the whole site: one person may buy in two communities.
	if k.Owners, err = many[site.Owner](ctx, s, q, owners, ""); err != nil {
		return k, err
	}
	k.Ownerships, err = many[site.Ownership](ctx, s, q, ownerships,
		"WHERE NOT ended AND unit IN (SELECT id FROM unit WHERE building IN"+ofCommunity+") ORDER BY place, id", community[:])
	return k, err
}

// Remembered lists how headers of ledgers were read in the community.
func (s *Store) Remembered(ctx context.Context, community app.ID) ([]intake.Remembered, error) {
	return many[intake.Remembered](ctx, s, s.reader, importColumns, "WHERE community = ?", community[:])
}

// ImportRuns lists the imports that were applied in the community, the newest first.
func (s *Store) ImportRuns(ctx context.Context, community app.ID, most int) ([]intake.Run, error) {
	return many[intake.Run](ctx, s, s.reader, importRuns, "WHERE community = ? ORDER BY at DESC, id DESC LIMIT ?", community[:], most)
}

// Identify makes the identity that every laptop of the site gives the text.
func (s *Store) Identify(text string) app.ID { return s.ring.Identity(text) }

// version is where every stream of the journal stands: the same version, the same
// records.
func version(ctx context.Context, q querier) (string, error) {
	rows, err := q.QueryContext(ctx, "SELECT n, coalesce((SELECT max(seq) FROM op WHERE dev = n), 0) FROM dev ORDER BY n")
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
