package site

import (
	"slices"
	"time"

	"keyday/app"
)

// Severity is how grave a defect is.
type Severity string

// The severities, from the lightest to the gravest.
const (
	Minor     Severity = "minor"     // 轻微: appearance, small
	Normal    Severity = "normal"    // 一般: function, or conspicuous appearance
	Serious   Severity = "serious"   // 严重: structure, leak, safety, function lost
	Emergency Severity = "emergency" // 紧急: risk to people or property, gas, live parts, no water or power
)

// Severities lists every severity, lightest first.
var Severities = []Severity{Minor, Normal, Serious, Emergency}

// Known reports whether s is one of the severities.
func (s Severity) Known() bool { return slices.Contains(Severities, s) }

// GraveSeverities are those of which an open defect blocks the handover.
var GraveSeverities = []Severity{Serious, Emergency}

// Grave reports whether an open defect of this severity blocks the handover.
func (s Severity) Grave() bool { return slices.Contains(GraveSeverities, s) }

// Compare orders severities by weight: negative where s is the lighter one.
func (s Severity) Compare(other Severity) int {
	return slices.Index(Severities, s) - slices.Index(Severities, other)
}

// Trade is the discipline 责任专业 that answers for a defect by default; a firm
// lists the trades it holds.
type Trade string

// The trades of a residential site.
const (
	General       Trade = "general"       // 总包: structure, masonry, what no one else holds
	Plaster       Trade = "plaster"       // 抹灰
	Screed        Trade = "screed"        // 地坪
	Paint         Trade = "paint"         // 涂料/壁纸
	Tiling        Trade = "tiling"        // 瓷砖/石材
	Joinery       Trade = "joinery"       // 木作: 木地板、踢脚线、吊顶、衣柜
	Windows       Trade = "windows"       // 门窗
	EntranceDoors Trade = "entrance_door" // 入户门
	InnerDoors    Trade = "inner_door"    // 户内木门
	Waterproofing Trade = "waterproofing" // 防水
	Facade        Trade = "facade"        // 外墙/保温
	Railings      Trade = "railings"      // 栏杆/铁艺
	Cabinets      Trade = "cabinets"      // 橱柜/浴室柜
	Sanitary      Trade = "sanitary"      // 洁具五金
	Plumbing      Trade = "plumbing"      // 给排水安装
	Electrical    Trade = "electrical"    // 强电安装
	LowVoltage    Trade = "low_voltage"   // 弱电智能化
	HVAC          Trade = "hvac"          // 暖通/地暖
	Appliances    Trade = "appliances"    // 厨房电器
	Gas           Trade = "gas"           // 燃气公司
	Fire          Trade = "fire"          // 消防
	Lifts         Trade = "lifts"         // 电梯
	Landscape     Trade = "landscape"     // 园林/市政
	Cleaning      Trade = "cleaning"      // 保洁/成品保护
	Design        Trade = "design"        // 设计
	Developer     Trade = "developer"     // 甲方: 资料、采购、合同约定
)

// Trades lists every trade in the order in which choices show them.
var Trades = []Trade{
	General, Plaster, Screed, Paint, Tiling, Joinery, Windows, EntranceDoors, InnerDoors,
	Waterproofing, Facade, Railings, Cabinets, Sanitary, Plumbing, Electrical, LowVoltage,
	HVAC, Appliances, Gas, Fire, Lifts, Landscape, Cleaning, Design, Developer,
}

// Known reports whether t is one of the trades.
func (t Trade) Known() bool { return slices.Contains(Trades, t) }

// Grade tells how far a rule's source carries.
type Grade string

// The grades of sources, from statutes to what is merely customary.
const (
	GradeLaw      Grade = "A"  // statute or judicial interpretation, read in full
	GradeQuoted   Grade = "B"  // statute or standard as a third party quotes it
	GradePractice Grade = "C"  // a developer's or property company's own working document
	GradeWeak     Grade = "D"  // consumer guide, article
	GradeCustom   Grade = "CP" // common practice, without a source
)

// Grades lists every grade, the strongest first.
var Grades = []Grade{GradeLaw, GradeQuoted, GradePractice, GradeWeak, GradeCustom}

// Known reports whether g is one of the grades.
func (g Grade) Known() bool { return slices.Contains(Grades, g) }

// WarrantyClass is the row of the warranty table that a defect falls under.
type WarrantyClass string

// The classes: the rows of 建设工程质量管理条例 art. 40 and of 商品住宅两书制度规定 art. 5.
const (
	WarrantyStructure WarrantyClass = "structure"  // 地基基础、主体结构
	WarrantyRoof      WarrantyClass = "roof_leak"  // 屋面防水
	WarrantyLeak      WarrantyClass = "leak"       // 有防水要求的房间、外墙防渗漏、地下室、管道渗漏
	WarrantyClimate   WarrantyClass = "climate"    // 供热与供冷系统
	WarrantyServices  WarrantyClass = "services"   // 电气管线、给排水管道、设备安装
	WarrantyFitOut    WarrantyClass = "decoration" // 装修工程
	WarrantyFinishes  WarrantyClass = "finishes"   // 抹灰脱落、地面空鼓开裂起砂、门窗翘裂、五金件、卫生洁具
	WarrantyLamps     WarrantyClass = "lamps"      // 灯具、电器开关
	WarrantyBlockage  WarrantyClass = "blockage"   // 管道堵塞
	WarrantyContract  WarrantyClass = "contract"   // anything else: as the contract says
)

// WarrantyClasses lists every class in the order of the table.
var WarrantyClasses = []WarrantyClass{
	WarrantyStructure, WarrantyRoof, WarrantyLeak, WarrantyClimate, WarrantyServices,
	WarrantyFitOut, WarrantyFinishes, WarrantyLamps, WarrantyBlockage, WarrantyContract,
}

// Known reports whether c is one of the classes.
func (c WarrantyClass) Known() bool { return slices.Contains(WarrantyClasses, c) }

// Period is a length of warranty. Exactly one of the fields is set; none is set
// where only a contract gives the length.
type Period struct {
	Years   int  `cbor:"years"`
	Months  int  `cbor:"months"`
	Seasons int  `cbor:"seasons"` // 采暖期/供冷期: their dates are local, so no day follows from them
	Life    bool `cbor:"life"`    // the design working life 设计合理使用年限, which the design document names
}

// End is the last day of a period that runs from start: the same day so many
// years or months later, or that month's last day where it has no such day
// (民法典 art. 201, 202). ok is false where no calendar day follows from the period.
func (p Period) End(start app.Date) (end app.Date, ok bool) {
	if start.IsZero() || p.Years == 0 && p.Months == 0 {
		return 0, false
	}
	y, m, d := start.Time().Date()
	lastOfMonth := time.Date(y+p.Years, m+time.Month(p.Months)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return app.NewDate(y+p.Years, m+time.Month(p.Months), min(d, lastOfMonth)), true
}

// Warranty is the pair of clocks of a class. The contractor's runs from the
// completion acceptance and is owed to the developer; the owner's runs from the
// day of possession and is owed by the developer. The owner's may be shorter
// neither than its floor nor than what was left of the contractor's period on
// the day of possession (商品房销售管理办法 art. 33).
type Warranty struct {
	Contractor       Period
	ContractorSource string
	ContractorGrade  Grade
	Owner            Period // the floor of 1998; empty where only the contractor's remainder counts
	OwnerSource      string
	OwnerGrade       Grade
}

const (
	qualityRules = "建设工程质量管理条例 art. 40"
	twoBooks     = "商品住宅实行住宅质量保证书和住宅使用说明书制度的规定 (1998) art. 5"
	salesRules   = "商品房销售管理办法 art. 33"
)

var warranties = map[WarrantyClass]Warranty{
	WarrantyStructure: {
		Contractor: Period{Life: true}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Life: true}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyRoof: {
		Contractor: Period{Years: 5}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Years: 3}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyLeak: {
		Contractor: Period{Years: 5}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Years: 1}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyClimate: {
		Contractor: Period{Seasons: 2}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Seasons: 1}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyServices: {
		Contractor: Period{Years: 2}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		OwnerSource: salesRules, OwnerGrade: GradeQuoted,
	},
	WarrantyFitOut: {
		Contractor: Period{Years: 2}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		OwnerSource: salesRules, OwnerGrade: GradeQuoted,
	},
	// The statute does not name these finishes; they are part of 装修工程, two years.
	WarrantyFinishes: {
		Contractor: Period{Years: 2}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Years: 1}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyLamps: {
		Contractor: Period{Years: 2}, ContractorSource: qualityRules, ContractorGrade: GradeLaw,
		Owner: Period{Months: 6}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	// A blockage is a matter of use, not of the pipe: no statute binds the contractor.
	WarrantyBlockage: {
		Owner: Period{Months: 2}, OwnerSource: twoBooks, OwnerGrade: GradeQuoted,
	},
	WarrantyContract: {},
}

// Terms are the two clocks of the class; an unknown class has none.
func (c WarrantyClass) Terms() Warranty { return warranties[c] }
