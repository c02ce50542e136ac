package contract

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// AgreementTemplate is the form that a property agreement is printed from.
const AgreementTemplate = "property-agreement/4"

// The forms of before, which no agreement is drawn up by any more.
const (
	AgreementFirst  = "property-agreement/1"
	AgreementSecond = "property-agreement/2"
	AgreementThird  = "property-agreement/3"
)

// AgreementContent is what an owner's 前期物业服务协议 is filled with; the
// articles are the template's. An empty field prints as a line to write on.
type AgreementContent struct {
	app.Frame `cbor:"frame"`

	Developer Party            `cbor:"developer"` // 甲方, 建设单位
	Property  Party            `cbor:"property"`  // 乙方, 物业服务人
	Owners    []AgreementOwner `cbor:"owners"`

	Community    string   `cbor:"community"`     // 物业名称
	Place        string   `cbor:"place"`         // 坐落
	PropertyType string   `cbor:"property_type"` // 物业类型: 高层住宅
	Boundaries   string   `cbor:"boundaries"`    // 四至
	SiteArea     string   `cbor:"site_area"`     // 总建筑面积
	UnitCode     string   `cbor:"unit_code"`
	UnitName     string   `cbor:"unit_name"`
	Area         app.Area `cbor:"area"`        // 计费建筑面积
	ContractNo   string   `cbor:"contract_no"` // 商品房买卖合同编号

	FeeBasis     string    `cbor:"fee_basis"`      // 包干制, 酬金制
	FeePrice     app.Money `cbor:"fee_price"`      // 元/平方米·月
	FeeStart     app.Date  `cbor:"fee_start"`      // of a home that was handed over when this was locked, by the rule
	FeePeriod    string    `cbor:"fee_period"`     // 首次缴纳期间: 三个月
	FeePaidUntil app.Date  `cbor:"fee_paid_until"` // by the receipt
	PayEvery     string    `cbor:"pay_every"`      // 缴费周期: 每季度首月 15 日前
	ParkingFee   string    `cbor:"parking_fee"`    // 车位管理费, as agreed
	LateRate     string    `cbor:"late_rate"`      // 逾期违约金: 每日万分之五
	TermFrom     app.Date  `cbor:"term_from"`
	TermTo       app.Date  `cbor:"term_to"`
	Extra        []string  `cbor:"extra"` // 特别约定, each an article of its own
	Copies       int       `cbor:"copies"`
	SignedAt     string    `cbor:"signed_at"` // 签订地点
	SignedOn     app.Date  `cbor:"signed_on"` // of version 1; since then each signature has a day of its own

	// Since version 2.
	AreaKind     string   `cbor:"area_kind,omitempty"`      // which area it is: 实测面积, 合同约定面积
	FeeRule      string   `cbor:"fee_rule,omitempty"`       // 房屋交接单签署之日
	FeeNotBefore app.Date `cbor:"fee_not_before,omitempty"` // whatever the rule says
	FeeReceipt   string   `cbor:"fee_receipt,omitempty"`    // number of the receipt on record
	FeeReceiptOn app.Date `cbor:"fee_receipt_on,omitempty"`
	ParkingRent  string   `cbor:"parking_rent,omitempty"` // 车位租金

	// Since version 4.
	ServiceContractNo     string           `cbor:"service_contract_no,omitempty"`     // 前期物业服务合同, which this agreement rests on
	ServiceContractFiling string           `cbor:"service_contract_filing,omitempty"` // its 备案
	ServiceRooms          string           `cbor:"service_rooms,omitempty"`           // 物业服务用房: area and place
	CommissionRate        string           `cbor:"commission_rate,omitempty"`         // 酬金标准
	PrepayLimit           int              `cbor:"prepay_limit,omitempty"`            // months that the place lets take in advance
	VacantRate            string           `cbor:"vacant_rate,omitempty"`             // 空置房减收
	SharedEnergy          string           `cbor:"shared_energy,omitempty"`           // 公共能耗
	DataRetention         string           `cbor:"data_retention,omitempty"`          // until when personal data are kept
	Agents                []AgreementAgent `cbor:"agents,omitempty"`                  // who sign for owners
}

// Party is a firm that signs.
type Party struct {
	Name           string `cbor:"name"`
	Representative string `cbor:"representative"` // 法定代表人
	CreditCode     string `cbor:"credit_code"`    // 统一社会信用代码
	Address        string `cbor:"address"`
	Phone          string `cbor:"phone"`
}

// Masked is the content as it may be looked at by everybody. It is never locked,
// signed or counted.
func (c AgreementContent) Masked() AgreementContent {
	c.Owners = slices.Clone(c.Owners)
	for i := range c.Owners {
		o := &c.Owners[i]
		o.IDNo, o.Phone, o.Address = site.Mask(o.IDNo), site.Mask(o.Phone), site.MaskAddress(o.Address)
	}
	c.Agents = slices.Clone(c.Agents)
	for i := range c.Agents {
		a := &c.Agents[i]
		a.IDNo, a.Phone = site.Mask(a.IDNo), site.Mask(a.Phone)
	}
	return c
}

// AgreementOwner is an owner as the agreement names one. A contract between the
// parties carries the full ID number; the address is where notices go.
type AgreementOwner struct {
	Name    string `cbor:"name"`
	IDType  string `cbor:"id_type"`
	IDNo    string `cbor:"id_no"`
	Phone   string `cbor:"phone"`
	Address string `cbor:"address"`
	Share   string `cbor:"share"`
	Company bool   `cbor:"company,omitempty"` // who has a 法定代表人, who is on no record
}

// AgreementAgent is who signs for an owner, by which letter of authority.
type AgreementAgent struct {
	Name       string   `cbor:"name"`
	IDType     string   `cbor:"id_type"`
	IDNo       string   `cbor:"id_no"`
	Phone      string   `cbor:"phone"`
	ActsFor    string   `cbor:"acts_for"`
	Letter     string   `cbor:"letter"` // 公证
	LetterNo   string   `cbor:"letter_no"`
	LetterFrom app.Date `cbor:"letter_from"`
	LetterTo   app.Date `cbor:"letter_to"` // last day, none for a letter without an end
}
