package handover

import "keyday/app/contract"

// What tests from outside look at inside.
var ContentOf = certificate

func (v *View) Annex() []Promise       { return v.annex() }
func (k *Desk) Press() contract.Issuer { return k.issuer() }
