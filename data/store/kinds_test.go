package store_test

import (
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/data/registry"
)

// Kinds of the trade on which the store is tried.
var (
	agreementTerms  = kindOf[contract.Terms]("agreement_terms")
	authorities     = kindOf[contract.Authority]("authority")
	buildings       = kindOf[site.Building]("building")
	defectLimits    = kindOf[defect.Limits]("defect_limits")
	defectMoves     = kindOf[defect.Move]("defect_move")
	defects         = kindOf[defect.Defect]("defect")
	documents       = kindOf[contract.Document]("document")
	firms           = kindOf[site.Firm]("firm")
	houseTypes      = kindOf[site.HouseType]("house_type")
	inspectionMoves = kindOf[inspect.Move]("inspection_move")
	itemLists       = kindOf[handover.ItemList]("handover_items")
	owners          = kindOf[site.Owner]("owner")
	ownerships      = kindOf[site.Ownership]("ownership")
	people          = kindOf[staff.Person]("person")
	units           = kindOf[site.Unit]("unit")
	warrantyBooks   = kindOf[defect.WarrantyBook]("warranty_book")
)

// kindOf is the kind of that name, whose records are T.
func kindOf[T any](name string) registry.Of[T] {
	k := records.Records().ByName[name]
	if _, is := k.Fresh().(*T); !is {
		panic(name)
	}
	return registry.Of[T]{Kind: k}
}
