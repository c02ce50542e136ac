package store

import (
	"maps"
	"slices"

	"keyday/app"
)

// files lets each file that a record names be read.
func (v *verifier) files() error {
	if v.c.CheckFile == nil {
		return nil
	}
	named := map[string]app.Ref{}
	if err := filesNamed(v.is, named); err != nil {
		return err
	}
	v.all += len(named)
	for _, hash := range slices.Sorted(maps.Keys(named)) {
		err := v.c.CheckFile(v.ctx, hash)
		if code := app.RefusalCode(err); code != "" { // each, for each is to be put right
			v.found(code, "hash", hash, "name", hash, "what", hash, "kind", named[hash].Kind, "record", named[hash].ID.String())
		} else if err != nil {
			return err
		}
		v.report.Files++
		if err := v.step(1); err != nil {
			return err
		}
	}
	return nil
}
