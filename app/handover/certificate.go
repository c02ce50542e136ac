package handover

import "keyday/app"

// Certificate is the content of a 房屋交接单: plain data, complete in itself, so
// that the paper can be printed again as it was without looking anything up.
// Fields are those of domain notes 6.1; what is empty prints as a line to write on.
type Certificate struct {
	app.Frame

	Seller        string
	Owners        []CertificateOwner // every owner, in the ledger's order
	Agent         CertificateAgent   // Name "" where the owners came themselves
	ContractNo    string             // 商品房买卖合同编号
	UnitCode      string             // 3-2-1501
	UnitName      string             // 3幢2单元1501室, as the contract has it
	HouseType     string
	Finish        string   // 毛坯, 精装
	ContractArea  app.Area // 合同建筑面积
	MeasuredArea  app.Area // 实测建筑面积
	InnerArea     app.Area // 套内建筑面积
	Batch         string   // 交付批次
	NoticeDate    app.Date // 交付通知发出日
	ContractDate  app.Date // 合同约定交付日
	HandoverDate  app.Date // 本次交接日
	Slot          string   // 预约时段 09:30–10:00
	Start, End    string   // 09:41, 11:05
	Second        bool     // 再次验房
	Sheet         string   // 验房单 by which the home was found fit, "" for none
	Condition     string   // 房屋状况, in somebody's own words
	Decision      string   // viewed_only, accepted, accepted_with_defects, refused, postponed; "" to be ticked by hand
	RefusalReason string   // REFUSED, POSTPONED: coded reason in words
	NextDate      app.Date // REFUSED, POSTPONED: 再次交付日
	Meters        []CertificateMeter
	Keys          []CertificateKey
	Documents     []CertificateDocument
	Overrides     []CertificateOverride
	Remarks       string
	Copies        int // 一式几份
	Defects       []CertificateDefect
}

// CertificateOwner is an owner as printed; the ID number is already masked.
type CertificateOwner struct {
	Name   string
	IDType string
	IDNo   string // masked: 3201**********1234
	Share  string
	Phone  string // masked
}

// CertificateAgent is who came for the owners.
type CertificateAgent struct {
	Name      string
	IDNo      string // masked
	Phone     string // masked
	ActsFor   string // the principals' names
	Authority string // 授权委托书 2026-11-01 (公证)
}

// CertificateMeter is a meter with its number and reading.
type CertificateMeter struct {
	Kind    string // 水表
	Number  string
	Reading string // as read, with the leading zeros
	Unit    string // m³
	Remark  string
}

// CertificateKey is a kind of key, what was handed over and what was kept back
// for repairs with the owner's consent.
type CertificateKey struct {
	Kind    string
	Handed  int
	Kept    int
	Purpose string   // what the kept ones are for
	Until   app.Date // when they come back
}

// CertificateDocument is a paper or thing that the owner received.
type CertificateDocument struct {
	Name     string
	Count    int
	Original bool // else a copy
}

// CertificateOverride is a gate that was passed against its word; printed with
// name and reason, whatever the owner may think of it.
type CertificateOverride struct {
	Gate     string // what the gate asked: 首期专项维修资金未缴
	Strength string // law, contract, company
	Reason   string
	By       string
	Role     string // 客服主管
	On       app.Date
}

// CertificateDefect is a line of the annex.
type CertificateDefect struct {
	Number   string
	Room     string
	Part     string
	Phrase   string
	Note     string
	Severity string // key of site.Severity
	Promised app.Date
	Firm     string
}
