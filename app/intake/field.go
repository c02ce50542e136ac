package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"keyday/app/site"
)

// Field is what a column means. Its word stands in the catalogue as
// intake.field.<Field>.
type Field string

// The fields of a ledger. Contract area and measured area are two fields: what
// was sold and what the survey found; the settlement pays for the difference.
const (
	NoField  Field = ""         // not recognised: the column is passed over, and shown so
	Leave    Field = "leave"    // known, and not taken: total price, sales agent
	Serial   Field = "serial"   // 序号: a row's number means nothing outside its file
	UnitKey  Field = "unit_key" // the hidden identities of Keyday's own exports
	OwnerKey Field = "owner_key"

	Building  Field = "building"   // 楼栋/栋号/幢
	Entrance  Field = "entrance"   // 单元
	Floor     Field = "floor"      // 楼层
	Room      Field = "room"       // 房号/室号
	WholeUnit Field = "whole_unit" // 房屋坐落: building, entrance and room in one text
	Join      Field = "join"       // 房源编号: the number by which sheets of one workbook belong together

	HouseType    Field = "house_type"    // 户型
	ContractArea Field = "contract_area" // 合同(预测)建筑面积
	MeasuredArea Field = "measured_area" // 实测建筑面积
	InnerArea    Field = "inner_area"    // 套内建筑面积
	UnitPrice    Field = "unit_price"    // 单价, yuan per square metre
	ContractNo   Field = "contract_no"   // 合同编号
	SignedOn     Field = "signed_on"     // 签约日期
	DeliveryDue  Field = "delivery_due"  // 合同约定交付日
	Batch        Field = "batch"         // 交付批次
	Fund         Field = "fund"          // 首期专项维修资金
	UnitNote     Field = "note"          // 备注

	OwnerName    Field = "owner_name" // 买受人/业主
	IDType       Field = "id_type"    // 证件类型
	IDNo         Field = "id_no"      // 证件号码
	Phone        Field = "phone"      // 联系电话
	Phone2       Field = "phone2"     // 备用电话
	OwnerAddress Field = "address"    // 联系地址
	Share        Field = "share"      // 共有份额

	CoName  Field = "co_name" // 共有人 in columns of its own
	CoIDNo  Field = "co_id_no"
	CoPhone Field = "co_phone"
)

// Choices lists the fields that a person may choose for a column, in the order
// of a menu.
var Choices = []Field{
	Building, Entrance, Floor, Room, WholeUnit, Join, HouseType, ContractArea, MeasuredArea, InnerArea, UnitPrice,
	ContractNo, SignedOn, DeliveryDue, Batch, Fund, UnitNote, OwnerName, IDType, IDNo, Phone, Phone2, OwnerAddress, Share,
	CoName, CoIDNo, CoPhone, Leave,
}

// Private reports whether values of the field are shown masked.
func (f Field) Private() bool {
	return f == IDNo || f == Phone || f == Phone2 || f == OwnerAddress || f == CoIDNo || f == CoPhone
}

// Sureness is how a column came to its field.
type Sureness string

// The ways, from none to all.
const (
	Unknown  Sureness = "unknown"  // no wording fits: passed over unless corrected
	Asked    Sureness = "asked"    // several fields fit: the person must say
	Likely   Sureness = "likely"   // fits by part of the wording or by its neighbours
	Certain  Sureness = "certain"  // one field is called so
	Recalled Sureness = "recalled" // as it was read the last time
	Chosen   Sureness = "chosen"   // said by the person just now
)

// wordings are what ledgers call a field, normalised by plainHeader.
var wordings = map[Field][]string{
	Serial:    {"序号", "序", "行号", "NO", "NO.", "#"},
	UnitKey:   {"KEYDAY房源标识", "KEYDAYUNITID", "KEYDAY房源标识演练", "KEYDAYUNITID演练"},
	OwnerKey:  {"KEYDAY业主标识", "KEYDAYOWNERID"},
	Building:  {"楼栋", "栋号", "幢", "幢号", "栋", "楼号", "楼幢", "楼幢号", "楼栋号", "楼座", "座号", "座", "栋座", "楼宇", "楼栋名称", "楼栋编号", "所属楼栋", "BUILDING"},
	Entrance:  {"单元", "单元号", "单元名称", "所属单元", "门", "梯", "ENTRANCE"},
	Floor:     {"楼层", "层", "层数", "所在层", "所在楼层", "楼层号", "FLOOR"},
	Room:      {"房号", "室号", "房间号", "房间", "室", "门牌号", "户号", "房间名称", "单元房号", "房号室号", "房屋号", "铺号", "商铺号", "ROOM", "ROOMNO."},
	WholeUnit: {"房屋坐落", "坐落", "房屋地址", "房产", "房屋", "房源", "房源名称", "房屋名称", "物业地址", "房产地址", "房屋全称", "房间全称", "房屋位置", "楼栋房号", "幢单元室", "栋单元房号", "UNIT"},
	Join:      {"房源编号", "房间编号", "房屋编号", "房屋代码", "房间代码", "房源号", "房源代码", "客户编号", "关联编号", "UNITREFERENCE"},

	HouseType:  {"户型", "房型", "户型名称", "户型编号", "户型图", "HOUSETYPE"},
	UnitPrice:  {"单价", "签约单价", "成交单价", "合同单价", "销售单价", "建筑面积单价", "建面单价", "UNITPRICE"},
	ContractNo: {"合同编号", "合同号", "买卖合同编号", "商品房买卖合同编号", "合同备案号", "网签合同号", "网签编号", "网签号", "备案号", "CONTRACTNO."},
	SignedOn:   {"签约日期", "签订日期", "签约时间", "合同签订日期", "合同日期", "签合同日期", "合同签约日期", "合同签订时间", "网签日期", "SIGNEDON"},
	DeliveryDue: {"合同交付日期", "合同交付日", "合同交付时间", "合同交房日期", "合同交房时间", "合同约定交付日", "合同约定交付日期", "合同约定交付时间", "合同约定交房日期", "合同约定交房时间",
		"约定交付日", "约定交付日期", "约定交付时间", "约定交房日期", "约定交房时间", "交付期限", "合同交付期限", "合同交房期限", "约定交付期限", "最迟交付日期", "DUEBYCONTRACT"},
	Batch:    {"交付批次", "批次", "交房批次", "交付批", "HANDOVERBATCH"},
	Fund:     {"维修资金", "专项维修资金", "维修基金", "首期维修资金", "首期专项维修资金", "维修资金缴纳", "维修资金缴纳情况", "是否缴纳维修资金", "MAINTENANCEFUND"},
	UnitNote: {"备注", "房屋备注", "NOTE"},

	OwnerName: {"业主姓名", "业主", "业主名称", "买受人", "买受人姓名", "买受人名称", "买受人名", "姓名", "客户姓名", "客户名称", "客户", "购房人", "购房人姓名",
		"购房者", "产权人", "产权人姓名", "权利人", "房主", "房主姓名", "户主", "户主姓名", "买方", "乙方", "OWNER", "OWNERNAME", "OWNER'SNAME"},
	IDType: {"证件类型", "证件种类", "证件名称", "证件类别", "IDTYPE"},
	IDNo: {"身份证", "身份证号", "身份证号码", "证件号码", "证件号", "证件编号", "身份证件号", "身份证件号码", "证照号码", "身份证明号码", "身份证明号", "身份证护照",
		"公民身份号码", "IDNO.", "IDNUMBER"},
	Phone:        {"联系电话", "手机号", "手机号码", "手机", "电话", "电话号码", "联系方式", "联系手机", "移动电话", "联系电话手机", "联系号码", "PHONE"},
	Phone2:       {"备用电话", "第二联系电话", "其他电话", "备用联系电话", "备用手机", "固定电话", "家庭电话", "座机", "住宅电话", "其他联系电话", "SECONDPHONE"},
	OwnerAddress: {"联系地址", "通讯地址", "通信地址", "家庭地址", "户籍地址", "身份证地址", "邮寄地址", "住址", "现住址", "送达地址", "MAILINGADDRESS"},
	Share:        {"份额", "共有份额", "产权份额", "占有份额", "所占份额", "份额比例", "SHARE"},
	CoName:       {"共有人", "共有人姓名", "共同买受人", "共有权人", "共同购买人", "CO-OWNER"},
	CoIDNo:       {"共有人身份证", "共有人身份证号", "共有人身份证号码", "共有人证件号码", "共有人证件号", "共有人证号", "CO-OWNERIDNO."},
	CoPhone:      {"共有人电话", "共有人手机", "共有人联系电话", "共有人手机号", "共有人手机号码", "CO-OWNERPHONE"},
	Leave: {"总价", "合同总价", "成交总价", "总房款", "房款", "房屋总价", "付款方式", "类型", "房屋类型", "物业类型", "业态", "用途", "房屋用途", "性别", "年龄", "状态", "销售状态",
		"房屋状态", "朝向", "套数", "认购日期", "认购时间", "实际交付日期", "实际交房日期", "按揭银行", "银行", "国籍", "职业", "邮编", "电子邮箱", "邮箱", "微信", "层高", "装修标准", "区域", "项目", "项目名称", "小区", "小区名称",
		"分期", "期数"},
}

// ambiguous are the wordings that fit several fields; each is asked.
var ambiguous = map[string][]Field{
	"地址": {OwnerAddress, WholeUnit},
	"编号": {Join, ContractNo, Serial},
	"号码": {IDNo, Phone},
	"日期": {SignedOn, Leave},
	"时间": {SignedOn, Leave},
	// What was agreed, or the day on which it was done.
	"交付日期":  {DeliveryDue, Leave},
	"交付时间":  {DeliveryDue, Leave},
	"交房日期":  {DeliveryDue, Leave},
	"交房时间":  {DeliveryDue, Leave},
	"交付日":   {DeliveryDue, Leave},
	"楼":     {Building, Floor},
	"联系人":   {OwnerName, Leave},
	"联系人姓名": {OwnerName, Leave},
	"名称":    {OwnerName, WholeUnit},
	"价格":    {UnitPrice, Leave},
	"房价":    {UnitPrice, Leave},
	"AREA":  {ContractArea, MeasuredArea, InnerArea},
}

// byWording is wordings turned round.
var byWording = func() map[string]Field {
	m := map[string]Field{}
	for f, words := range wordings {
		for _, w := range words {
			m[w] = f
		}
	}
	return m
}()

var (
	unitInBrackets = regexp.MustCompile(`\((㎡|M2|M²|平方米|平米|平方|元/㎡|元/M2|元/M²|元/平方米|元/平米|元|必填|选填|可选|SQM|M\^2|CNY/㎡|CNY/M2)\)`)
	headerNoise    = strings.NewReplacer("(", "", ")", "", "[", "", "]", "", "【", "", "】", "", "*", "", ":", "", "、", "", "/", "", "㎡", "", "\"", "", "“", "", "”", "")
	trailingNumber = regexp.MustCompile(`[1一]$`)
	personPrefix   = regexp.MustCompile(`^(业主|买受人|客户|购房人|购房者|产权人|权利人|房主|户主|主业主|房屋|房产|物业|商品房|买方|乙方)(的)?`)
	strangers      = regexp.MustCompile(`代理|委托|受托|销售|置业顾问|顾问|经办|紧急|物业公司|物业管家|管家|施工|维修人|监理|出卖人|开发商|推荐人|介绍人`)
)

// plainHeader writes a header as the wordings have it: half-width capitals,
// no spaces, no unit of measure.
func plainHeader(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(site.Fold(s)), ""))
	return headerNoise.Replace(unitInBrackets.ReplaceAllString(s, ""))
}

// recognise tells what a column is by its own header and the one above it. The
// first candidate is the field unless the column is asked or unknown.
func recognise(group, leaf string) ([]Field, Sureness) {
	group, leaf = plainHeader(group), plainHeader(leaf)
	if leaf == "" {
		group, leaf = "", group
	}
	switch {
	case leaf == "":
		return nil, Unknown
	case strangers.MatchString(group), strangers.MatchString(leaf) && byWording[leaf] == NoField:
		return []Field{Leave}, Likely
	}
	if candidates, sure, ok := recogniseArea(group, leaf); ok {
		return candidates, sure
	}
	if f, ok := byWording[group+leaf]; ok && group != "" {
		return []Field{f}, Certain
	}
	if f, ok := byWording[leaf]; ok {
		if strings.Contains(group, "共有人") || strings.Contains(group, "共同买受人") {
			f = coOwner(f)
		}
		return []Field{f}, Certain
	}
	if candidates, ok := ambiguous[leaf]; ok {
		return candidates, Asked
	}
	for _, shorter := range []string{trailingNumber.ReplaceAllString(leaf, ""), personPrefix.ReplaceAllString(leaf, "")} {
		if f, ok := byWording[shorter]; ok && shorter != leaf && f != Leave {
			return []Field{f}, Likely
		}
	}
	if second := strings.TrimRight(leaf, "2二"); second != leaf && byWording[second] == Phone {
		return []Field{Phone2}, Likely
	}
	return nil, Unknown
}

func coOwner(f Field) Field {
	switch f {
	case OwnerName:
		return CoName
	case IDNo:
		return CoIDNo
	case Phone:
		return CoPhone
	}
	return Leave
}

var (
	areaInner     = regexp.MustCompile(`套内|INNER`)
	areaMeasured  = regexp.MustCompile(`实测|测绘|产权|竣工|MEASURED`)
	areaContract  = regexp.MustCompile(`合同|预测|预售|签约|CONTRACT`)
	areaElse      = regexp.MustCompile(`公摊|分摊|花园|露台|阳台|土地|占地|误差|差异|差$|补差|单价|赠送|地下室面积|使用`)
	areaBuilding  = regexp.MustCompile(`建筑|建面`)
	areaQualifier = regexp.MustCompile(`^(合同|预测|预售|实测|套内|建筑|公摊|分摊|测绘|产权|签约|竣工|实测建筑|预测建筑|套内建筑|合同建筑)$`)
)

// recogniseArea keeps the areas apart. 建筑面积 says neither contract nor
// measured; Look settles it by its neighbours or asks. A bare 面积 is asked.
func recogniseArea(group, leaf string) ([]Field, Sureness, bool) {
	isArea := func(s string) bool {
		return strings.Contains(s, "面积") || strings.Contains(s, "建面") || strings.HasSuffix(s, "AREA")
	}
	text := leaf
	switch {
	case isArea(leaf):
		if isArea(group) || areaQualifier.MatchString(group) {
			text = group + leaf
		}
	case isArea(group) && areaQualifier.MatchString(leaf):
		text = group + leaf
	default:
		return nil, Unknown, false
	}
	if f, ok := byWording[text]; ok {
		return []Field{f}, Certain, true
	}
	contract, measured := areaContract.MatchString(text), areaMeasured.MatchString(text)
	switch {
	case areaElse.MatchString(text):
		return []Field{Leave}, Likely, true
	case areaInner.MatchString(text) && !contract && !measured:
		return []Field{InnerArea}, Certain, true
	case areaInner.MatchString(text):
		return []Field{InnerArea}, Likely, true
	case contract && measured:
		return []Field{ContractArea, MeasuredArea}, Asked, true
	case measured:
		return []Field{MeasuredArea}, Certain, true
	case contract:
		return []Field{ContractArea}, Certain, true
	case areaBuilding.MatchString(text):
		return []Field{ContractArea, MeasuredArea}, Asked, true
	}
	return []Field{ContractArea, MeasuredArea, InnerArea}, Asked, true
}

// isChinese reports whether every letter is a Chinese character.
func isChinese(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
}

func contains(fields []Field, f Field) bool { return slices.Contains(fields, f) }
