package intake

// wordings are what ledgers call a field, normalised by plainHeader.
var wordings = map[Field][]string{
	Serial:    {"SN", "S/N", "INDEX", "序号", "序", "行号", "NO", "NO.", "#"},
	UnitKey:   {"KEYDAY房源标识", "KEYDAYUNITID", "KEYDAY房源标识演练", "KEYDAYUNITID演练"},
	OwnerKey:  {"KEYDAY业主标识", "KEYDAYOWNERID"},
	Building:  {"BUILDINGNO.", "BUILDINGNUMBER", "BUILDINGNAME", "BLDG", "BLDGNO.", "TOWERNO.", "BLOCKNO.", "楼栋", "栋号", "幢", "幢号", "栋", "楼号", "楼幢", "楼幢号", "楼栋号", "楼座", "座号", "座", "栋座", "楼宇", "楼栋名称", "楼栋编号", "所属楼栋", "BUILDING", "TOWER", "BLOCK"},
	Entrance:  {"ENTRANCENO.", "STAIRCASE", "单元", "单元号", "单元名称", "单元编号", "所属单元", "门", "梯", "ENTRANCE"},
	Floor:     {"FLOORNO.", "LEVEL", "STOREY", "楼层", "层", "所在层", "所在楼层", "楼层号", "FLOOR"},
	Room:      {"ROOMNUMBER", "UNITNO.", "UNITNUMBER", "FLATNUMBER", "APT", "APT.", "APTNO.", "APARTMENT", "APARTMENTNO.", "APARTMENTNUMBER", "DOORNO.", "HOUSENO.", "SHOPNO.", "房号", "室号", "房间号", "房间", "室", "门牌号", "门牌", "户号", "房间名称", "单元房号", "房号室号", "房屋号", "号", "铺号", "商铺号", "ROOM", "ROOMNO.", "FLAT", "FLATNO."},
	WholeUnit: {"PROPERTY", "HOME", "房屋坐落", "坐落", "房屋地址", "房产", "房屋", "房源", "房源名称", "房屋名称", "物业地址", "房产地址", "房屋全称", "房间全称", "房屋位置", "楼栋房号", "幢单元室", "栋单元房号", "楼栋单元房号", "楼栋-单元-房号", "楼栋-单元-房间号", "栋-单元-房号", "栋-单元-室", "楼栋-房号", "UNIT"},
	Join:      {"房源编号", "房间编号", "房屋编号", "房屋代码", "房间代码", "房源号", "房源代码", "客户编号", "关联编号", "UNITREFERENCE"},

	HouseType:  {"UNITTYPE", "APARTMENTTYPE", "LAYOUT", "FLOORPLAN", "户型", "房型", "户型名称", "户型编号", "户型图", "HOUSETYPE"},
	UnitPrice:  {"PRICEPERSQM", "PRICEPERM2", "单价", "签约单价", "成交单价", "合同单价", "销售单价", "建筑面积单价", "建面单价", "UNITPRICE"},
	ContractNo: {"CONTRACTNUMBER", "AGREEMENTNO.", "AGREEMENTNUMBER", "合同编号", "合同号", "买卖合同编号", "商品房买卖合同编号", "合同备案号", "网签合同号", "网签编号", "网签号", "备案号", "CONTRACTNO."},
	SignedOn:   {"SIGNINGDATE", "DATESIGNED", "SIGNEDDATE", "CONTRACTDATE", "DATEOFSIGNING", "签约日期", "签订日期", "签约时间", "合同签订日期", "合同日期", "签合同日期", "合同签约日期", "合同签订时间", "网签日期", "SIGNEDON"},
	DeliveryDue: {"DELIVERYDUE", "HANDOVERDUE", "CONTRACTDELIVERYDATE", "AGREEDHANDOVERDATE", "合同交付日期", "合同交付日", "合同交付时间", "合同交房日期", "合同交房时间", "合同约定交付日", "合同约定交付日期", "合同约定交付时间", "合同约定交房日期", "合同约定交房时间",
		"约定交付日", "约定交付日期", "约定交付时间", "约定交房日期", "约定交房时间", "交付期限", "合同交付期限", "合同交房期限", "约定交付期限", "最迟交付日期", "DUEBYCONTRACT"},
	Batch:    {"BATCH", "交付批次", "批次", "交房批次", "交付批", "HANDOVERBATCH"},
	Fund:     {"维修资金", "专项维修资金", "维修基金", "首期维修资金", "首期专项维修资金", "维修资金缴纳", "维修资金缴纳情况", "是否缴纳维修资金", "维修资金是否缴纳", "维修基金是否缴纳", "维修资金是否交存", "是否交存维修资金", "维修基金缴纳情况", "MAINTENANCEFUND"},
	UnitNote: {"NOTES", "REMARK", "REMARKS", "COMMENT", "COMMENTS", "备注", "房屋备注", "NOTE"},

	OwnerName: {"OWNERS", "OWNERNAMES", "BUYERNAME", "BUYER'SNAME", "PURCHASERNAME", "CUSTOMER", "CUSTOMERNAME", "CLIENT", "CLIENTNAME", "业主姓名", "业主", "业主名称", "买受人", "买受人姓名", "买受人名称", "买受人名", "姓名", "客户姓名", "客户名称", "客户", "购房人", "购房人姓名",
		"购房者", "产权人", "产权人姓名", "权利人", "房主", "房主姓名", "户主", "户主姓名", "买方", "乙方", "OWNER", "OWNERNAME", "OWNER'SNAME", "BUYER", "PURCHASER"},
	IDType: {"IDDOCUMENT", "DOCUMENTTYPE", "证件类型", "证件种类", "证件名称", "证件类别", "IDTYPE"},
	IDNo: {"IDCARD", "IDCARDNO.", "IDCARDNUMBER", "PASSPORT", "PASSPORTNO.", "PASSPORTNUMBER", "ID/PASSPORT", "ID/PASSPORTNO.", "身份证", "身份证号", "身份证号码", "证件号码", "证件号", "证件编号", "身份证件号", "身份证件号码", "证照号码", "身份证明号码", "身份证明号", "身份证护照",
		"公民身份号码", "IDNO.", "IDNUMBER"},
	Phone:        {"TEL", "TEL.", "TELNO.", "TELEPHONE", "TELEPHONENO.", "PHONENO.", "PHONENUMBER", "MOBILENO.", "MOBILENUMBER", "MOBILEPHONE", "CELLPHONE", "CONTACTNO.", "CONTACTNUMBER", "联系电话", "手机号", "手机号码", "手机", "电话", "电话号码", "联系方式", "联系手机", "移动电话", "联系电话手机", "联系号码", "PHONE", "MOBILE"},
	Phone2:       {"备用电话", "第二联系电话", "其他电话", "备用联系电话", "备用手机", "固定电话", "家庭电话", "座机", "住宅电话", "其他联系电话", "SECONDPHONE"},
	OwnerAddress: {"联系地址", "通讯地址", "通信地址", "家庭地址", "户籍地址", "身份证地址", "邮寄地址", "住址", "现住址", "送达地址", "MAILINGADDRESS"},
	Share:        {"份额", "共有份额", "产权份额", "占有份额", "所占份额", "产权比例", "共有比例", "份额比例", "SHARE"},
	CoName:       {"共有人", "共有人姓名", "共同买受人", "共有权人", "共同购买人", "CO-OWNER"},
	CoIDNo:       {"共有人身份证", "共有人身份证号", "共有人身份证号码", "共有人证件号码", "共有人证件号", "共有人证号", "CO-OWNERIDNO."},
	CoPhone:      {"共有人电话", "共有人手机", "共有人联系电话", "共有人手机号", "共有人手机号码", "CO-OWNERPHONE"},
	Leave: {"EMAIL", "E-MAIL", "GENDER", "SEX", "TOTALPRICE", "NATIONALITY", "STATUS", "总价", "合同总价", "成交总价", "总房款", "房款", "房屋总价", "付款方式", "类型", "房屋类型", "物业类型", "业态", "用途", "房屋用途", "性别", "年龄", "状态", "销售状态",
		"房屋状态", "朝向", "套数", "总层数", "总楼层", "地上层数", "认购日期", "认购时间", "实际交付日期", "实际交房日期", "按揭银行", "银行", "国籍", "职业", "邮编", "电子邮箱", "邮箱", "微信", "层高", "装修标准", "区域", "项目", "项目名称", "小区", "小区名称",
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
	"交付日期":    {DeliveryDue, Leave},
	"交付时间":    {DeliveryDue, Leave},
	"交房日期":    {DeliveryDue, Leave},
	"交房时间":    {DeliveryDue, Leave},
	"交付日":     {DeliveryDue, Leave},
	"楼":       {Building, Floor},
	"层数":      {Floor, Leave}, // that of the home, or how many the building has
	"联系人":     {OwnerName, Leave},
	"联系人姓名":   {OwnerName, Leave},
	"名称":      {OwnerName, WholeUnit},
	"价格":      {UnitPrice, Leave},
	"房价":      {UnitPrice, Leave},
	"ADDRESS": {OwnerAddress, WholeUnit},
	"NAME":    {OwnerName, Leave},
	"ID":      {IDNo, Serial, Leave},
	"AREA":    {ContractArea, MeasuredArea, InnerArea},
}

// byWording is wordings turned round.
var byWording = func() map[string]Field {
	m := map[string]Field{}
	for f, words := range wordings {
		for _, w := range words {
			m[headerNoise.Replace(w)] = f
		}
	}
	return m
}()
