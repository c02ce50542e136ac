package datatest

import (
	"fmt"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
)

// Home are the records of a home that the view shows: the home, its owners and their
// shares, its first visit and what was recorded at it, its open defects and its certificate.
// Identities that follow from the home's are filled in, its building aside.
func Home(v handover.View) []any {
	unit, visit := v.Unit.ID, handover.CaseID(v.Unit.ID, 1)
	all := []any{v.Unit}
	if !v.HouseType.ID.IsNil() {
		all = append(all, v.HouseType)
	}
	if v.Case.State != "" {
		v.Case.ID, v.Case.Unit, v.Case.N = visit, unit, 1
		all = append(all, v.Case)
	}
	for i, p := range v.Owners {
		p.Ownership.ID, p.Ownership.Unit, p.Ownership.Owner, p.Order = site.OwnershipID(unit, p.Owner.ID), unit, p.Owner.ID, i
		all = append(all, p.Owner, p.Ownership)
		if p.Check != nil {
			p.Check.ID, p.Check.Case, p.Check.Owner = app.DerivedID(visit, "check/"+p.Owner.Name), visit, p.Owner.ID
			all = append(all, *p.Check)
		}
		if !p.Letter.ID.IsNil() {
			p.Letter.Unit, p.Letter.Owner = unit, p.Owner.ID
			all = append(all, p.Letter)
		}
	}
	for _, m := range v.Meters {
		m.ID, m.Case = app.DerivedID(visit, "meter/"+m.Kind), visit
		all = append(all, m)
	}
	for _, set := range v.Keys {
		set.ID, set.Case = app.DerivedID(visit, "keys/"+set.Kind), visit
		all = append(all, set)
	}
	for _, p := range v.Papers {
		p.ID, p.Case = app.DerivedID(visit, "paper/"+p.Kind), visit
		all = append(all, p)
	}
	nth := func(what string, i int) app.ID { return app.DerivedID(visit, fmt.Sprint(what, i)) }
	for i, o := range v.Overrides {
		o.ID, o.Case = nth("override", i), visit
		all = append(all, o)
	}
	for i, r := range v.Results {
		r.ID, r.Case = nth("result", i), visit
		all = append(all, r)
	}
	for i, m := range v.Notes {
		m.ID, m.Case = nth("note", i), visit
		all = append(all, m)
	}
	for _, d := range v.Open {
		all = append(all, d)
	}
	if !v.Certificate.ID.IsNil() {
		all = append(all, v.Certificate)
		for i, f := range v.Fields {
			f.ID, f.Document, f.Order = nth("field", i), v.Certificate.ID, i
			all = append(all, f)
		}
	}
	return all
}
