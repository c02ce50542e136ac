package contract

import (
	"context"

	"keyday/app"
)

// TryAgree is the agreement that Agree would lock, to be read before: nothing of it is kept,
// and its number may be another's in the end.
func (k *Desk) TryAgree(ctx context.Context, actor app.Actor, a Agreeing) (d Document, err error) {
	err = app.Try(ctx, k.w, actor, "contract.agree", func(tx Tx) (err error) {
		d, err = AgreeIn(tx, k.issuer(), a)
		return err
	})
	return d, err
}
