package lists

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/register"
)

// Keys of the lists.
const (
	OfHomes       = "homes"
	OfOwners      = "owners"
	OfDefects     = "defects"
	OfInspections = "inspections"
	OfHandovers   = "handovers"
	OfAgreements  = "agreements"
	OfDocuments   = "documents"
	OfFirms       = "firms"
	OfStaff       = "staff"
)

// Site is what the lists are read from.
type Site interface {
	register.Site
	UnitLines(ctx context.Context, homes []app.ID, each func(site.UnitLine)) error
	OwnerLines(ctx context.Context, owners []app.ID, each func(site.OwnerLine)) error
	DefectLines(ctx context.Context, defects []app.ID, each func(defect.Line)) error
	InspectionLines(ctx context.Context, homes []app.ID, each func(inspect.Line)) error
	HandoverLines(ctx context.Context, homes []app.ID, each func(handover.Line)) error
	AgreementLines(ctx context.Context, homes []app.ID, each func(contract.AgreementLine)) error
	DocumentLines(ctx context.Context, documents []app.ID, each func(contract.Line)) error
	// FirmLines counts the defects of firms that lie in the communities of the scope, of
	// none all.
	FirmLines(ctx context.Context, scope, firms []app.ID, each func(site.FirmLine)) error
	PersonLines(ctx context.Context, people []app.ID, each func(staff.Line)) error
}

// list is a list of the trade: its key, and how it is opened over a site.
type list struct {
	key  string
	open func(s Site, scope []app.ID) *register.Source
}

// all are the lists of the trade, in the order in which they are offered.
var all = []list{
	{OfHomes, func(s Site, _ []app.ID) *register.Source { return register.Open(Homes(), s.UnitLines, s) }},
	{OfOwners, func(s Site, _ []app.ID) *register.Source { return register.Open(Owners(), s.OwnerLines, s) }},
	{OfDefects, func(s Site, _ []app.ID) *register.Source { return register.Open(Defects(s.Today), s.DefectLines, s) }},
	{OfInspections, func(s Site, _ []app.ID) *register.Source { return register.Open(Inspections(), s.InspectionLines, s) }},
	{OfHandovers, func(s Site, _ []app.ID) *register.Source {
		return register.Open(Handovers(s.Today), s.HandoverLines, s)
	}},
	{OfAgreements, func(s Site, _ []app.ID) *register.Source { return register.Open(Agreements(), s.AgreementLines, s) }},
	{OfDocuments, func(s Site, _ []app.ID) *register.Source { return register.Open(Documents(), s.DocumentLines, s) }},
	{OfFirms, func(s Site, scope []app.ID) *register.Source {
		return register.Open(Firms(), func(ctx context.Context, firms []app.ID, each func(site.FirmLine)) error {
			return s.FirmLines(ctx, scope, firms, each)
		}, s)
	}},
	{OfStaff, func(s Site, _ []app.ID) *register.Source { return register.Open(Staff(), s.PersonLines, s) }},
}

// Keys are the keys of all lists, in the order in which they are offered.
func Keys() (keys []string) {
	for _, l := range all {
		keys = append(keys, l.key)
	}
	return keys
}

// Open is a list over a site, nil for a key that is none's. Where it counts what lies in
// other records ("firms"), it counts those of the communities of the scope, of none all.
func Open(key string, s Site, scope ...app.ID) *register.Source {
	i := slices.IndexFunc(all, func(l list) bool { return l.key == key })
	if i < 0 {
		return nil
	}
	return all[i].open(s, scope)
}
