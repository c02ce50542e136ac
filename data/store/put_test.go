package store

import (
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
)

// What people change by forms alone is amended; a test may put it as it is.

func (tx *Tx) PutAgreementTerms(r contract.Terms) error { return Put(tx, agreementTerms, r) }

func (tx *Tx) PutHandoverItems(r handover.ItemList) error { return Put(tx, itemLists, r) }

func (tx *Tx) PutWarrantyBook(r defect.WarrantyBook) error { return Put(tx, warrantyBooks, r) }
