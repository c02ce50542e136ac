package store

import (
	"maps"
	"slices"

	"keyday/app"
)

// codesOf are the codes of the refusals that were joined, or what is none.
func codesOf(err error) (codes []string, other error) {
	all := []error{err}
	if joined, several := err.(interface{ Unwrap() []error }); several {
		all = joined.Unwrap()
	}
	for _, e := range all {
		if code := app.RefusalCode(e); code != "" {
			codes = append(codes, code)
		} else if e != nil {
			return codes, e
		}
	}
	return codes, nil
}

// checkFiles lets each file that a record names be read.
func (v *verifier) checkFiles() error {
	if v.c.CheckFile == nil {
		return nil
	}
	named, err := v.is.files()
	if err != nil {
		return err
	}
	v.all += len(named)
	for _, hash := range slices.Sorted(maps.Keys(named)) {
		codes, err := codesOf(v.c.CheckFile(v.ctx, hash))
		if err != nil {
			return err
		}
		for _, code := range codes { // each, for each is to be put right
			trouble, err := v.is.fileTrouble(code, hash, named[hash])
			if err != nil {
				return err
			}
			v.found(trouble)
		}
		v.report.Files++
		if err := v.step(1); err != nil {
			return err
		}
	}
	return nil
}
