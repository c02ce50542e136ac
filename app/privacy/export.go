package privacy

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Export records that a list is written to a file or printed, in which what is private is
// masked. It comes before the file: what could not be recorded does not leave the site.
func (k *Desk) Export(ctx context.Context, actor app.Actor, e site.Export) error {
	return k.write.Do(ctx, actor, "list.export", func(tx Tx) error {
		if err := staff.May(actor, staff.Print); err != nil {
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
			for _, s := range shares {
				homes = append(homes, s.Unit)
			}
			o, err := tx.Owner(id)
			if err != nil {
				return err
			}
			whole = append(whole, o)
		}
		if err := site.MayAt(tx, staff.SeePrivate, homes...); err != nil {
			return err
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

func recordExport(tx Tx, e site.Export) error {
	e.ID, e.Who, e.At = tx.NewID(), tx.Actor().Staff, tx.Now()
	return tx.PutExport(e)
}
