package program

import (
	"keyday/data/records"
	"keyday/ui/lists"
	"keyday/ui/register"
)

// listsOf are the lists of the trade over a site, by their keys.
func listsOf(s *records.Store) map[string]func() *register.Source {
	return map[string]func() *register.Source{
		"homes":        func() *register.Source { return register.Open(lists.Homes(), s.UnitLines, s) },
		lists.OfOwners: func() *register.Source { return register.Open(lists.Owners(), s.OwnerLines, s) },
		"defects":      func() *register.Source { return register.Open(lists.Defects(s.Today), s.DefectLines, s) },
		"inspections":  func() *register.Source { return register.Open(lists.Inspections(), s.InspectionLines, s) },
		"handovers":    func() *register.Source { return register.Open(lists.Handovers(s.Today), s.HandoverLines, s) },
		"documents":    func() *register.Source { return register.Open(lists.Documents(), s.DocumentLines, s) },
		"firms":        func() *register.Source { return register.Open(lists.Firms(), s.FirmLines, s) },
		"staff":        func() *register.Source { return register.Open(lists.Staff(), s.PersonLines, s) },
	}
}
