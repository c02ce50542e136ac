package laptop

import (
	"context"
	"os"
	"strings"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/store"
)

// sameLaptop is the variable with which commands answer whether this is the laptop that
// last wrote a site, where Keyday cannot tell: "yes" or "no".
const sameLaptop = "KEYDAY_SAME_LAPTOP"

// StartPassphrase is the variable with which commands open a site that has one; an
// argument others could read.
const StartPassphrase = "KEYDAY_START_PASSPHRASE"

// Options completes the options with what every opening on this laptop has.
func Options(o store.Options) store.Options {
	o.Marks, o.Leftovers = marksFolder(), Leftovers()
	if o.Laptop == store.UnsaidLaptop {
		switch os.Getenv(sameLaptop) {
		case "yes":
			o.Laptop = store.SameLaptop
		case "no":
			o.Laptop = store.OtherLaptop
		}
	}
	return o
}

// Restore makes a site in the folder from a backup. Its notes name the sites of this
// laptop that could not be asked whom they erased since.
func Restore(ctx context.Context, backup, folder, passphrase string, tell func(done, all int64)) (store.Restored, error) {
	erased, unasked := erasedHere(ctx)
	made, err := records.Restore(ctx, backup, folder, store.Restoring{Passphrase: passphrase, Options: Options(store.Options{}), Erased: erased, Progress: tell})
	if len(unasked) > 0 {
		made.Notes = append(made.Notes, app.Refuse("backup.unasked", "sites", strings.Join(unasked, "、")))
	}
	return made, err
}

// erasedHere are the persons who were erased from the sites of this laptop, as far
// as these can be read, and the sites that cannot: a backup made before does not bring
// them back. The list that the laptop keeps apart from its sites is asked besides.
func erasedHere(ctx context.Context) (all []store.Erasure, unasked []string) {
	for _, k := range remembered() {
		s, err := records.Open(ctx, k.Folder, store.Options{ReadOnly: true, Passphrase: os.Getenv(StartPassphrase)})
		if err != nil {
			unasked = append(unasked, k.Name)
			continue
		}
		erased, err := s.Erasures(ctx)
		if err != nil {
			unasked = append(unasked, k.Name)
		}
		all = append(all, erased...)
		s.Close()
	}
	return all, unasked
}
