package assets

import _ "embed" // contract texts are read as they lie

// PropertyAgreement is the text of the 前期物业服务协议, version 1, as a
// text/template over contract.AgreementContent (contracts/README.md).
//
//go:embed contracts/property-agreement-1.zh.txt
var PropertyAgreement string

// PropertyAgreementEN is its courtesy translation, for reading only.
//
//go:embed contracts/property-agreement-1.en.txt
var PropertyAgreementEN string
