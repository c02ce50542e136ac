package main

import (
	"keyday/app/intake"
	"keyday/data/sheet"
	"keyday/data/store"
	"keyday/ui/command"
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

// What the command line needs of the site to import and export.

func (s commandSite) ReadLedger(path string) (intake.Book, error) { return sheet.Open(path) }

func (s commandSite) WriteLedger(path string, pages ...intake.Page) error {
	return sheet.Write(path, pages...)
}

func (s commandSite) Intake() command.IntakeDesk { return s.opened.intake() }
