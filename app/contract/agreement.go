package contract

import "keyday/app"

// AgreementTemplate is the form that a property agreement is printed from.
const AgreementTemplate = "property-agreement/1"

// AgreementContent is what an owner's 前期物业服务协议 is filled with (domain
// notes 3.4, 6.1); the articles are the template's. An empty field prints as a
// line to write on.
type AgreementContent struct {
	app.Frame

	Developer Party // 甲方, 建设单位
	Property  Party // 乙方, 物业服务人
	Owners    []AgreementOwner

	Community    string // 物业名称
	Place        string // 坐落
	PropertyType string // 物业类型: 高层住宅
	Boundaries   string // 四至
	SiteArea     string // 总建筑面积
	UnitCode     string
	UnitName     string
	Area         app.Area // 计费建筑面积
	ContractNo   string   // 商品房买卖合同编号

	FeeBasis     string    // 包干制, 酬金制
	FeePrice     app.Money // 元/平方米·月
	FeeStart     app.Date
	FeePeriod    string // 首次缴纳期间: 三个月
	FeePaidUntil app.Date
	PayEvery     string // 缴费周期: 每季度首月 15 日前
	ParkingFee   string // 车位管理费, as agreed
	LateRate     string // 逾期违约金: 每日万分之五
	TermFrom     app.Date
	TermTo       app.Date
	Extra        []string // 特别约定, each an article of its own
	Copies       int
	SignedAt     string // 签订地点
	SignedOn     app.Date
}

// Party is a firm that signs.
type Party struct {
	Name           string
	Representative string // 法定代表人
	CreditCode     string // 统一社会信用代码
	Address        string
	Phone          string
}

// AgreementOwner is an owner as the agreement names one. A contract between the
// parties carries the full ID number; the address is where notices go.
type AgreementOwner struct {
	Name    string
	IDType  string
	IDNo    string
	Phone   string
	Address string
	Share   string
}
