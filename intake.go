package main

import (
	"keyday/app/intake"
	"keyday/data/sheet"
	"keyday/data/store"
	"keyday/ui/paper"
	"keyday/ui/screen/imports"
	"keyday/ui/screen/shell"
)

// intake is the desk at which ledgers come in. A character that the paper's font
// lacks is warned of here, long before anybody prints.
func (o *opened) intake() *intake.Desk {
	return intake.NewDesk(store.Narrow(o.store, func(tx *store.Tx) intake.Tx { return tx }), o.store, paper.Lacks, o.store.Identify)
}

// importPlace is the import in the window.
func (p *program) importPlace() shell.Place {
	return imports.Place(imports.Params{Read: p.site.store, Desk: p.site.intake(), Open: sheet.Open, Write: sheet.Write}, p.say("intake.title"))
}
