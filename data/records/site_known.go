package records

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/store"
)

// OwnersNumbered lists the owners whose paper has the number. It lies sealed in every
// row, so all are read.
func (tx *Tx) OwnersNumbered(number string) ([]site.Owner, error) {
	all, err := store.List(tx, owners, "WHERE name <> '' ORDER BY id")
	return slices.DeleteFunc(all, func(o site.Owner) bool { return site.ReadID(o.IDNo) != number }), err
}

// KnownOwners lists who is on record and may be the person of whom somebody has typed
// this much: by the number of the paper, else by name, else by a phone. They are masked,
// with the homes that they own. Who has been erased is nobody.
func (s *Store) KnownOwners(ctx context.Context, o site.Owner) ([]site.KnownOwner, error) {
	all, err := store.List(s.At(ctx), owners, "WHERE name <> '' ORDER BY name, id")
	if err != nil {
		return nil, err
	}
	var found []site.KnownOwner
	for _, k := range all {
		by := k.LikenessTo(o)
		if by == "" {
			continue
		}
		homes, err := s.UnitsOf(ctx, k.ID)
		if err != nil {
			return nil, err
		}
		one := site.KnownOwner{Owner: k.Masked(), By: by}
		for _, u := range homes {
			one.Homes = append(one.Homes, u.Code)
		}
		found = append(found, one)
	}
	slices.SortStableFunc(found, func(a, b site.KnownOwner) int {
		return slices.Index(site.Likenesses, a.By) - slices.Index(site.Likenesses, b.By)
	})
	return found, nil
}

// ContractHolders lists the codes of the homes, this one aside, of which a contract has
// the number, however it is written.
func (s *Store) ContractHolders(ctx context.Context, number string, but app.ID) ([]string, error) {
	all, err := store.List(s.At(ctx), units, "WHERE contract_no <> '' AND id <> ? ORDER BY building, length(code), code", but[:])
	var codes []string
	for _, u := range all {
		if site.ContractKey(u.ContractNo) == site.ContractKey(number) {
			codes = append(codes, u.Code)
		}
	}
	return codes, err
}
