package register

import (
	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/widget"
)

// Fund asks whether the maintenance fund of homes is paid. Nothing is chosen beforehand: it
// is said of many homes at once, and the law asks for it before keys are handed over.
func (f *Form) Fund() func() (site.FundState, error) {
	w := f.c.W
	states := []site.FundState{site.FundPaid, site.FundUnpaid, site.FundUnknown}
	choice := widget.NewSelect([]string{w.T("units.fund.paid"), w.T("units.fund.unpaid"), w.T("units.fund.unknown")}, nil)
	f.Add("", choice)
	return func() (site.FundState, error) {
		if choice.Index() < 0 {
			return "", app.Refuse("building.fund_missing")
		}
		return states[choice.Index()], nil
	}
}
