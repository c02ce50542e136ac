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
	forms := &unit.Forms{Read: o.store, Ledger: o.Site, Privacy: o.Privacy}
	return []shell.Place{
		units.Place(units.Params{Read: o.store, Funds: o.Site, Types: o.Site, Timed: window.Timed}, say("shell.place.units")),
		inspection.Place(inspection.Params{
			Read: o.store, Desk: o.Inspect, Evidence: o.Defect, Photos: photo.Pictures{Store: o.photos}, Title: say("shell.place.inspect"),
		}),
		rectify.Place(rectify.Params{
			Read: o.store, Desk: o.Defect, List: o.Inspect.List(), Pictures: o.photos, Title: say("shell.place.rectify"), Timed: window.Timed,
			Try: o.tryNotices,
		}),
		handover.Place(handover.Params{
			Read: o.store, Desk: o.Handover, Funds: o.Site, Names: office.Names{Desk: o.Site, Show: photo.ShowFile}, Privacy: o.Privacy, Letters: o.Contract, Forms: forms, Pack: o.packer(),
		}, say("shell.place.handover")),
		imports.Place(imports.Params{
			Read: o.store, Desk: o.Intake, Open: sheet.Open,
			Write: func(path string, pages ...intake.Page) error { return export.List(o.store.Dir(), path, true, pages...) },
		}, say("intake.title")),
		unit.Place(unit.Params{Read: o.store, Forms: forms, Privacy: o.Privacy}, say("unit.title")),
		contracts.Place(contracts.Params{Read: o.store, Desk: o.Contract, Text: paper.Wording(contract.AgreementTemplate), Try: o.tryAgreement, Pack: o.packer()}, say("shell.place.contract")),
		settings.Place(settings.Params{
			Read: o.store, Site: o.Site, Staff: o.Staff, Limits: o.Defect, Items: o.Handover,
			Contract: o.Contract, Forms: ownable, ShowText: o.showText,
			OwnText: settings.OwnText{Program: paper.ProgramText, Shown: paper.Shown, Articles: paper.Articles, Source: paper.Source, Try: o.tryOwn}, Pictures: photo.Pictures{Store: o.photos},
			Backups: o.backups, Laptop: thisLaptop{window, laptop.Lock{Store: o.store}}, Restore: leave,
		}, say("shell.place.settings")),
		conflicts.Place(o.disputes(say("conflicts.title"))),
		document.Place(document.Params{
			Read: o.store, Office: o.office, Desk: o.Contract, Scans: photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy},
			Pages: o.pages.Pages, Save: o.office.Save, Upright: photo.Upright,
		}, say("document.title")),
	}
}

// ownable are the forms that a company may have as its own.
func ownable() (all []settings.PaperForm) {
	for _, f := range paper.Forms() {
		asks, err := paper.Asked(f.Template)
		if err != nil {
			panic("program: " + err.Error()) // a form's own words cannot be laid out
		}
		all = append(all, settings.PaperForm{Wording: paper.Wording(f.Template), ZH: f.ZH, EN: f.EN, Contract: f.Kind.IsContract(), Asks: asks})
	}
	return all
}

// disputes is what the place of conflicts is made of.
func (o *opened) disputes(title func() string) conflicts.Params {
	return conflicts.Params{Book: privacy.Disputes{Book: o.store, Desk: o.Privacy.Desk}, Title: title}
}
