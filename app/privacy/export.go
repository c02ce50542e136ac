package privacy

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Export records that a list is written to a file or printed, in which what is private is
// masked, and in which communities its records lie. What could not be recorded does not
// leave the site: this is asked first, and the file is written then.
func (k *Desk) Export(ctx context.Context, actor app.Actor, e site.Export, places [][]app.ID) error {
	return k.write.Do(ctx, actor, "list.export", func(tx Tx) error {
		if err := requireMayExport(actor, places); err != nil {
			return err
		}
		e.Whole = false
		return recordExport(tx, e)
	})
}

// ExportWhole is Export of a list of owners with their whole numbers, for whoever may see
// them wherever these owners have or had a home; that they were shown is recorded too.
func (k *Desk) ExportWhole(ctx context.Context, actor app.Actor, e site.Export, owners []app.ID) ([]site.Owner, error) {
	var whole []site.Owner
	err := k.write.Do(ctx, actor, "list.export", func(tx Tx) error {
		whole = nil
		var homes []app.ID
		for _, id := range owners {
			shares, err := tx.OwnershipsEverOfOwner(id)
			if err != nil {
				return err
			}
			if len(shares) == 0 && len(tx.Actor().Communities) > 0 { // in whose communities they are is not known
				return app.Refuse("permission.scope", "who", tx.Actor().Name)
			}
			for _, s := range shares {
				homes = append(homes, s.Unit)
			}
			o, err := tx.Owner(id)
			if err != nil {
				return err
			}
			whole = append(whole, o)
		}
		for _, asked := range []staff.Permission{staff.Print, staff.SeePrivate} {
			if err := site.MayAt(tx, asked, homes...); err != nil {
				return err
			}
		}
		if err := record(tx, site.Showing{Occasion: site.Exporting, Owners: len(whole)}); err != nil {
			return err
		}
		e.Whole = true
		return recordExport(tx, e)
	})
	if err != nil {
		return nil, err // what could not be recorded is not shown
	}
	return whole, nil
}

// requireMayExport refuses who may not print, and records of which none of the communities
// in which they lie is the actor's. What lies in none is the whole site's.
func requireMayExport(actor app.Actor, places [][]app.ID) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	for _, in := range places {
		if len(in) > 0 && !slices.ContainsFunc(in, actor.InScope) {
			return app.Refuse("permission.scope", "who", actor.Name)
		}
	}
	return nil
}

func recordExport(tx Tx, e site.Export) error {
	e.ID, e.Who, e.At = tx.NewID(), tx.Actor().Staff, tx.Now()
	return tx.PutExport(e)
}
