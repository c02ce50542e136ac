package handover

import "keyday/app"

// CertificateOwner is an owner as printed; the ID number is already masked.
type CertificateOwner struct {
	Name   string `cbor:"name"`
	IDType string `cbor:"id_type"`
	IDNo   string `cbor:"id_no"` // masked: 3201**********1234
	Share  string `cbor:"share"`
	Phone  string `cbor:"phone"` // masked
}

// CertificateAgent is who came for the owners.
type CertificateAgent struct {
	Name      string `cbor:"name"`
	IDNo      string `cbor:"id_no"`     // masked
	Phone     string `cbor:"phone"`     // masked
	ActsFor   string `cbor:"acts_for"`  // the principals' names
	Authority string `cbor:"authority"` // 授权委托书 2026-11-01 (公证)
}

// CertificateMeter is a meter with its number and reading.
type CertificateMeter struct {
	Kind    string `cbor:"kind"` // 水表
	Number  string `cbor:"number"`
	Reading string `cbor:"reading"` // as read, with the leading zeros
	Unit    string `cbor:"unit"`    // m³
	Remark  string `cbor:"remark"`
}

// CertificateKey is a kind of key, what was handed over and what was kept back
// for repairs with the owner's consent.
type CertificateKey struct {
	Kind    string   `cbor:"kind"`
	Handed  int      `cbor:"handed"`
	Kept    int      `cbor:"kept"`
	Purpose string   `cbor:"purpose"` // what the kept ones are for
	Until   app.Date `cbor:"until"`   // when they come back
}

// CertificateDocument is a paper or thing that the owner received.
type CertificateDocument struct {
	Name     string `cbor:"name"`
	Count    int    `cbor:"count"`
	Original bool   `cbor:"original"` // else a copy
}

// CertificateOverride is a gate that was passed against its word, with name and reason.
type CertificateOverride struct {
	Gate     string   `cbor:"gate"`     // what the gate asked: 首期专项维修资金未缴
	Strength string   `cbor:"strength"` // law, contract, company
	Reason   string   `cbor:"reason"`
	By       string   `cbor:"by"`
	Role     string   `cbor:"role"` // 客服主管, in the first form
	On       app.Date `cbor:"on"`
}

// CertificateDefect is a line of the annex.
type CertificateDefect struct {
	Number   string   `cbor:"number"`
	Room     string   `cbor:"room"`
	Part     string   `cbor:"part"`
	Phrase   string   `cbor:"phrase"`
	Note     string   `cbor:"note"`
	Severity string   `cbor:"severity"` // key of site.Severity
	Promised app.Date `cbor:"promised"`
	Firm     string   `cbor:"firm"`
}
