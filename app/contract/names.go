package contract

import (
	"fmt"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Rare lists the names of a content that the form's font cannot write whole, and how each
// stands on the paper: as the picture of it that the owner's record keeps, or as a line to
// write it on by hand. No name stops a handover. The names are those of who signs, and of
// whom they sign for.
func (p Issuer) Rare(signers []app.SignatureField, owners ...site.Owner) (all []app.RareName) {
	for _, s := range signers {
		for _, name := range []string{s.Name, s.ActsFor} {
			lacks := p.lacking(name)
			if len(lacks) == 0 || slices.ContainsFunc(all, func(r app.RareName) bool { return r.Name == name }) {
				continue
			}
			r := app.RareName{Name: name, Lacks: lacks}
			for _, o := range owners {
				if o.Name == name && len(o.NameDrawn()) > 0 {
					r.Picture = []byte(o.NameDrawn())
				}
			}
			how := "by_hand"
			if len(r.Picture) > 0 {
				how = "pictured"
			}
			r.How = p.Word("contract.rare." + how)
			r.Says = p.Word("contract.rare.lacks") + " " + strings.Join(lacks, " ") + p.Word("contract.rare."+how+"_says")
			if len(r.Picture) > 0 {
				r.Says += " " + HashOf(r.Picture)[:16]
			}
			all = append(all, r)
		}
	}
	return all
}

// lacking are the characters of the name that the font lacks, by their numbers.
func (p Issuer) lacking(name string) (codes []string) {
	if p.Lacks == nil {
		return nil
	}
	for _, r := range p.Lacks(name) {
		codes = append(codes, fmt.Sprintf("U+%04X", r))
	}
	return codes
}
