package app

import (
	"context"
	"errors"
)

// errTried ends a transaction of which nothing is kept.
var errTried = errors.New("tried")

// Try does what a use case would do, to see what would come of it, and keeps nothing of it.
// What the use case would refuse is refused.
func Try[T any](ctx context.Context, w Writer[T], actor Actor, action string, fn func(tx T) error) error {
	err := w.Do(ctx, actor, action, func(tx T) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}
