package store

import (
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
)

// What people change by forms alone is amended; a test may put it as it is.

func (tx *Tx) PutAgreementTerms(r contract.Terms) error { return tx.put(agreementTerms, &r) }

func (tx *Tx) PutHandoverItems(r handover.ItemList) error { return tx.put(itemLists, &r) }

func (tx *Tx) PutWarrantyBook(r defect.WarrantyBook) error { return tx.put(warrantyBooks, &r) }
