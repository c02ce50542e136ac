package program

import (
	"keyday/app/contract"
	"keyday/app/intake"
	"keyday/data/export"
	"keyday/data/photo"
	"keyday/data/sheet"
	"keyday/ui/paper"
	"keyday/ui/screen/conflicts"
	"keyday/ui/screen/contracts"
	"keyday/ui/screen/document"
	"keyday/ui/screen/handover"
	"keyday/ui/screen/imports"
	"keyday/ui/screen/inspection"
	"keyday/ui/screen/rectify"
	"keyday/ui/screen/settings"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/unit"
	"keyday/ui/screen/units"
)

// places are what one can be at, in the order of the rail. A place adds itself
// by its line here.
func (p *program) places() []shell.Place {
	o := p.site
	forms := &unit.Forms{Read: o.store, Ledger: o.site, Privacy: o.privacy}
	return []shell.Place{
		units.Place(units.Params{Read: o.store, Funds: o.site, Types: o.site, Timed: p.timed}, p.say("shell.place.units")),
		inspection.Place(inspection.Params{
			Read: o.store, Desk: o.inspect, Evidence: o.defect, Photos: photo.Pictures{Store: o.photos}, Title: p.say("shell.place.inspect"),
		}),
		rectify.Place(rectify.Params{Read: o.store, Desk: o.defect, List: o.inspect.List(), Pictures: o.photos, Title: p.say("shell.place.rectify"), Timed: p.timed}),
		handover.Place(handover.Params{Read: o.store, Desk: o.handover, Funds: o.site, Names: ownNames{o.site}, Privacy: o.privacy, Letters: o.contract, Forms: forms}, p.say("shell.place.handover")),
		imports.Place(imports.Params{Read: o.store, Desk: o.intake, Open: sheet.Open, Write: func(path string, pages ...intake.Page) error { return export.List(o.store.Dir(), path, true, pages...) }}, p.say("intake.title")),
		unit.Place(unit.Params{Read: o.store, Forms: forms, Privacy: o.privacy}, p.say("unit.title")),
		contracts.Place(contracts.Params{Read: o.store, Desk: o.contract, Text: paper.Wording(contract.AgreementTemplate)}, p.say("shell.place.contract")),
		settings.Place(settings.Params{
			Read: o.store, Site: o.site, Staff: o.staff, Limits: o.defect, Items: o.handover,
			Contract: o.contract, Texts: paper.Texts(), ShowText: o.office.ShowText, Pictures: photo.Pictures{Store: o.photos},
			Backups: toldBackups{o.backups(), p}, Laptop: thisLaptop{p}, Restore: p.leaveSite,
		}, p.say("shell.place.settings")),
		conflicts.Place(p.disputes()),
		document.Place(document.Params{Read: o.store, Office: o.office, Desk: o.contract, Scans: photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.privacy}, Pages: o.pages.Pages, Save: o.savePaper, Upright: photo.Upright}, p.say("document.title")),
	}
}

// disputes is what the place of conflicts is made of.
func (p *program) disputes() conflicts.Params {
	return conflicts.Params{Book: disputes{p.site.store, p.site.privacy}, Title: p.say("conflicts.title")}
}

// say is a title in the present language.
func (p *program) say(key string) func() string {
	return func() string { return p.words.T(key) }
}
