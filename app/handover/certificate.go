package handover

import "keyday/app"

// Certificate is the content of a 房屋交接单: plain data, complete in itself, so
// that the paper can be printed again as it was without looking anything up.
// Its fields are those of the certificates in use; what is empty prints as a line to
// write on.
type Certificate struct {
	app.Frame `cbor:"frame"`

	Seller        string                `cbor:"seller"`
	Owners        []CertificateOwner    `cbor:"owners"`      // every owner, in the ledger's order
	Agent         CertificateAgent      `cbor:"agent"`       // Name "" where the owners came themselves
	ContractNo    string                `cbor:"contract_no"` // 商品房买卖合同编号
	UnitCode      string                `cbor:"unit_code"`   // 3-2-1501
	UnitName      string                `cbor:"unit_name"`   // 3幢2单元1501室, as the contract has it
	HouseType     string                `cbor:"house_type"`
	Finish        string                `cbor:"finish"`         // 毛坯, 精装
	ContractArea  app.Area              `cbor:"contract_area"`  // 合同建筑面积
	MeasuredArea  app.Area              `cbor:"measured_area"`  // 实测建筑面积
	InnerArea     app.Area              `cbor:"inner_area"`     // 套内建筑面积
	Batch         string                `cbor:"batch"`          // 交付批次
	NoticeDate    app.Date              `cbor:"notice_date"`    // 交付通知发出日
	ContractDate  app.Date              `cbor:"contract_date"`  // 合同约定交付日
	HandoverDate  app.Date              `cbor:"handover_date"`  // 本次交接日
	Slot          string                `cbor:"slot"`           // 预约时段 09:30–10:00
	Start         string                `cbor:"start"`          // 09:41
	End           string                `cbor:"end"`            // 11:05
	Second        bool                  `cbor:"second"`         // 再次验房
	Sheet         string                `cbor:"sheet"`          // 验房单 by which the home was found fit, "" for none
	Condition     string                `cbor:"condition"`      // 房屋状况, in somebody's own words
	Decision      string                `cbor:"decision"`       // viewed_only, accepted, accepted_with_defects, refused, postponed; "" to be ticked by hand
	RefusalReason string                `cbor:"refusal_reason"` // REFUSED, POSTPONED: coded reason in words
	NextDate      app.Date              `cbor:"next_date"`      // REFUSED, POSTPONED: 再次交付日
	Meters        []CertificateMeter    `cbor:"meters"`
	Keys          []CertificateKey      `cbor:"keys"`
	Documents     []CertificateDocument `cbor:"documents"`
	Overrides     []CertificateOverride `cbor:"overrides"`
	Remarks       string                `cbor:"remarks"`
	Copies        int                   `cbor:"copies"` // 一式几份
	Defects       []CertificateDefect   `cbor:"defects"`
}

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

// CertificateOverride is a gate that was passed against its word; printed with
// name and reason, whatever the owner may think of it.
type CertificateOverride struct {
	Gate     string   `cbor:"gate"`     // what the gate asked: 首期专项维修资金未缴
	Strength string   `cbor:"strength"` // law, contract, company
	Reason   string   `cbor:"reason"`
	By       string   `cbor:"by"`
	Role     string   `cbor:"role"` // 客服主管
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
