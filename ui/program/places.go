package program

import (
	"keyday/app/contract"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/data/export"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/sheet"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/screen"
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
	"keyday/ui/words"
)

// thisLaptop is what the settings change of this laptop: the window, and how the site is
// locked.
type thisLaptop struct {
	*screen.Window
	laptop.Lock
}

// places are what one can be at in the window, in the order of the rail. A place adds
// itself by its line here. leave closes the site and goes to the start.
func (o *opened) places(w *words.Words, window *screen.Window, leave func()) []shell.Place {
	say := func(key string) func() string { return func() string { return w.T(key) } } // in the present language
	forms := &unit.Forms{Read: o.store, Ledger: o.site, Privacy: o.privacy}
	return []shell.Place{
		units.Place(units.Params{Read: o.store, Funds: o.site, Types: o.site, Timed: window.Timed}, say("shell.place.units")),
		inspection.Place(inspection.Params{
			Read: o.store, Desk: o.inspect, Evidence: o.defect, Photos: photo.Pictures{Store: o.photos}, Title: say("shell.place.inspect"),
		}),
		rectify.Place(rectify.Params{
			Read: o.store, Desk: o.defect, List: o.inspect.List(), Pictures: o.photos, Title: say("shell.place.rectify"), Timed: window.Timed,
		}),
		handover.Place(handover.Params{
			Read: o.store, Desk: o.handover, Funds: o.site, Names: office.Names{Desk: o.site, Show: photo.ShowFile}, Privacy: o.privacy, Letters: o.contract, Forms: forms,
		}, say("shell.place.handover")),
		imports.Place(imports.Params{
			Read: o.store, Desk: o.intake, Open: sheet.Open,
			Write: func(path string, pages ...intake.Page) error { return export.List(o.store.Dir(), path, true, pages...) },
		}, say("intake.title")),
		unit.Place(unit.Params{Read: o.store, Forms: forms, Privacy: o.privacy}, say("unit.title")),
		contracts.Place(contracts.Params{Read: o.store, Desk: o.contract, Text: paper.Wording(contract.AgreementTemplate)}, say("shell.place.contract")),
		settings.Place(settings.Params{
			Read: o.store, Site: o.site, Staff: o.staff, Limits: o.defect, Items: o.handover,
			Contract: o.contract, Texts: paper.Texts(), ShowText: o.office.ShowText, Pictures: photo.Pictures{Store: o.photos},
			Backups: o.backups, Laptop: thisLaptop{window, laptop.Lock{Store: o.store}}, Restore: leave,
		}, say("shell.place.settings")),
		conflicts.Place(o.disputes(say("conflicts.title"))),
		document.Place(document.Params{
			Read: o.store, Office: o.office, Desk: o.contract, Scans: photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.privacy},
			Pages: o.pages.Pages, Save: o.office.Save, Upright: photo.Upright,
		}, say("document.title")),
	}
}

// disputes is what the place of conflicts is made of.
func (o *opened) disputes(title func() string) conflicts.Params {
	return conflicts.Params{Book: privacy.Disputes{Book: o.store, Desk: o.privacy.Desk}, Title: title}
}
