package intake_test

import (
	"testing"

	"keyday/app"
	"keyday/app/intake"
)

// What sales departments send, in ways that look harmless: each of these was once
// read wrongly, or not at all.
func TestSalesWorkbooks(t *testing.T) {
	for _, c := range []messy{
		{
			name: "a header on three rows, below a title, its first column empty",
			sheets: []intake.Sheet{merged(sheetOf("销控表",
				"|锦绣花园销售台账||||||||",
				"",
				"|房屋基本情况||||买受人情况||||合同情况",
				"|位置|||面积|姓名|证件||手机号|编号",
				"|幢|单元|室|套内||类型|号码||",
				"|1幢|1|101|78.2|王伟|护照|E12345678|13800138000|HT-001",
				"||2|101|78.2|未售"), "B1:J1", "B3:E3", "F3:I3", "B4:D4", "F4:F5", "G4:H4", "I4:I5", "J4:J5", "B6:B7")},
			homes:  []string{"1-1-101 78.2 HT-001 [王伟 护照 E12345678 13800138000]", "1-2-101 78.2"},
			passed: []string{"销控表 title A1:J2 1"},
		},
		{
			name: "headers that explain themselves in brackets, or carry a number",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋⏎（必填）|房 号|业主姓名（与身份证一致）|业主手机1|业主手机2|业主证件号码|维修基金是否缴纳",
				"1|101|魏一|13800138000|13900139000|'"+id1+"|是")},
			homes: []string{"1-101 paid [魏一 身份证 " + id1 + " 13800138000 13900139000]"},
		},
		{
			name: "columns of its own for every owner",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主1姓名|业主1身份证号|业主1电话|业主2姓名|业主2身份证号|业主2电话|共有人（2）|业主4姓名",
				"1|101|褚一|'"+id1+"|13800138000|褚二|'"+id2+"|13900139000|褚三|褚四",
				"1|102|卫一||13700137000")},
			homes:  []string{"1-101 [褚一 身份证 " + id1 + " 13800138000] [褚二 身份证 " + id2 + " 13900139000] [褚三]", "1-102 [卫一 13700137000]"},
			passed: []string{"台账 column J2 1"},
		},
		{
			name: "a second owner in columns of the same names: whose phone it is, is asked",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|姓名|电话|姓名|电话|身份证|身份证", "1|101|甲一|13800138000|乙一|13900139000|'"+id1+"|'"+id2)},
			asks:     []string{"姓名", "姓名", "电话", "身份证", "身份证"},
			answers:  map[string]intake.Field{"姓名": intake.Leave, "电话": intake.Leave, "身份证": intake.Leave},
			homes:    []string{"1-101"},
			findings: []string{"no_name 台账!D2"},
			passed:   []string{"台账 column C2 1", "台账 column E2 1", "台账 column F2 1", "台账 column G2 1", "台账 column H2 1"},
		},
		{
			name: "owners told apart by numbers behind the wording",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋-单元-房号|客户名称|联系电话1|联系电话2|身份证号1|客户名称2|身份证号2", "1-1-101|甲一|13800138000|13900139000|'"+id1+"|乙一|'"+id2)},
			asks: []string{"联系电话2"}, answers: map[string]intake.Field{"联系电话2": intake.CoPhone},
			homes: []string{"1-1-101 [甲一 身份证 " + id1 + " 13800138000] [乙一 身份证 " + id2 + " 13900139000]"},
		},
		{
			name: "co-owners are all the owners that it names; shares as figures",
			sheets: []intake.Sheet{merged(sheetOf("台账",
				"幢号|房间|共有人|证件号|联系号码|占有份额",
				"6|601|冯一|'"+id1+"|13800138000|0.5",
				"||冯二|'"+id2+"|13900139000|0.5",
				"6|602|冯三、冯四|||各50%"), "A2:A3", "B2:B3")},
			homes: []string{"6-601 [冯一 身份证 " + id1 + " 13800138000 50%] [冯二 身份证 " + id2 + " 13900139000 50%]", "6-602 [冯三 50%] [冯四 50%]"},
		},
		{
			name: "phases whose buildings are numbered anew are no owners of one home",
			sheets: []intake.Sheet{sheetOf("台账",
				"分期|楼栋|房号|业主|电话",
				"一期|1栋|101|朱一|13800138000",
				"二期|1栋|101|朱二|13900139000",
				"|1栋|102|朱三|13700137000")},
			homes:    []string{"1-101 [朱一 13800138000]", "1-102 [朱三 13700137000]"},
			findings: []string{"estates 台账!C3"},
			passed:   []string{"台账 row_refused A3:E3 1"},
		},
		{
			name: "a header that is repeated names no phase",
			sheets: []intake.Sheet{sheetOf("台账",
				"分期|楼栋|房号|业主",
				"一期|1栋|101|朱一",
				"分期|楼栋|房号|业主",
				"|1栋|102|朱二",
				"一期|1栋|102|朱三")},
			homes:  []string{"1-101 [朱一]", "1-102 [朱二] [朱三]"},
			passed: []string{"台账 header A3:D3 1"},
		},
		{
			name: "an error in a merged cell does not hide the next one",
			sheets: []intake.Sheet{merged(sheetOf("台账",
				"楼栋|房号|业主", "#N/A|101|张一", "|#REF!|张二"), "A2:A3")},
			findings: []string{"error 台账!A2", "error 台账!B3"},
			passed:   []string{"台账 row_refused A2:C2 1", "台账 row_refused A3:C3 1"},
		},
		{
			name: "a sheet for each phase",
			sheets: []intake.Sheet{
				sheetOf("一期房源", "楼栋|房号|业主", "1栋|101|朱一"),
				sheetOf("二期房源", "楼栋|房号|业主", "1栋|101|朱二")},
			homes:    []string{"1-101 [朱一]"},
			findings: []string{"estates 二期房源!B2"},
			passed:   []string{"二期房源 row_refused A2:C2 1"},
		},
		{
			name: "rooms that are counted anew on every floor",
			sheets: []intake.Sheet{sheetOf("一房一价",
				"楼栋|楼层|房号|合同面积",
				"10栋|3层|'01|88", "10栋|3层|'02|89", "10栋|4F|'01|88", "10栋|负一层|'01|70")},
			homes: []string{"10-301 88", "10-302 89", "10-401 88", "10-B101 70"},
		},
		{
			name: "short rooms of one floor each are what they say",
			sheets: []intake.Sheet{sheetOf("别墅",
				"楼栋|楼层|房号", "1|1|1", "1|1|2")},
			homes: []string{"1-1", "1-2"},
		},
		{
			name: "shops do not stand in the entrance of the homes above them",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|业主", "1幢|1单元|101|张一", "1幢||商铺01|张二", "|2单元|102|张三")},
			homes: []string{"1-1-101 [张一]", "1-S1 [张二]", "1-2-102 [张三]"},
		},
		{
			name: "names with something else among them",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|联系电话",
				"1|101|李四 13900139000|",
				"1|102|孙八 等2人|13400134000",
				"1|103|1.周九 2.吴十|",
				"1|104|王五（租户）|13700137000",
				"1|105|江州360科技有限公司|0591-87654321",
				"1|106|欧阳 娜娜|13500135000",
				"1|107|开发商自留|",
				"1|108|（空）|")},
			homes: []string{"1-101", "1-102", "1-103", "1-104 [王五 13700137000]", "1-105 [江州360科技有限公司 0591-87654321]",
				"1-106 [欧阳娜娜 13500135000]", "1-107", "1-108"},
			findings: []string{"name 台账!C2", "name 台账!C3", "name 台账!C4", "not_owner 台账!C5"},
		},
		{
			name: "numbers as programs write them out, and a comma that may be a point",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|合同面积|单价|业主|证件号码|电话",
				"1|101|1,089.06|12,519.00|张三|'"+id1+"|'13800138000.0",
				"1|102|89,06|12,5|李四||''13900139000")},
			homes:    []string{"1-101 1089.06 12519 [张三 身份证 " + id1 + " 13800138000]", "1-102 [李四 13900139000]"},
			findings: []string{"area_size 台账!C2", "area 台账!C3", "money 台账!D3"},
		},
		{
			name: "parking below the homes, under a header of its own",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话", "1|101|杨一|13800138000", "", "车位", "车位号|业主|电话|价格", "B-101|杨一|13800138000|120000")},
			homes:  []string{"1-101 [杨一 13800138000]"},
			passed: []string{"台账 remark A4 1", "台账 parking A5:D6 2"},
		},
		{
			name: "more homes below, in columns of another order",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话", "1|101|杨一|13800138000", "楼栋|房号|电话|业主", "1|102|13900139000|杨二", "楼栋|房号|业主|电话", "1|103|杨三|13700137000")},
			homes:    []string{"1-101 [杨一 13800138000]", "1-103 [杨三 13700137000]"},
			findings: []string{"header 台账!A3"},
			passed:   []string{"台账 other_table A3:D4 2", "台账 header A5:D5 1"},
		},
		{
			name: "a building that cannot be read takes none of the rows below it to the one above",
			sheets: []intake.Sheet{sheetOf("台账",
				"房号|业主", "1栋", "101|韩一", "翠竹苑2栋", "102|韩二", "3栋", "101|韩三")},
			homes:    []string{"1-101 [韩一]", "3-101 [韩三]"},
			findings: []string{"building 台账!A4", "building_missing 台账!A5"},
			passed:   []string{"台账 section A2 1", "台账 row_refused A4 1", "台账 row_refused A5:B5 1", "台账 section A6 1"},
		},
		{
			name: "numbers of columns below the header, dittos",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|实测面积|套内面积|业主|电话", "||（㎡）|（㎡）", "1|2|3|4|5|6",
				"1栋|101|89|70|甲一|13800138000", "同上|102|〃|〃|甲二|同上")},
			homes:  []string{"1-101 89 70 [甲一 13800138000]", "1-102 89 70 [甲二 13800138000]"},
			passed: []string{"台账 header A2:F3 2"},
		},
		{
			name: "two phones with a remark each, people joined by a plus",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话|身份证号",
				"1|101|甲一|13800138000（本人）13900139000（配偶）|身份证："+id1,
				"1|102|甲二+乙二|13700137000+13600136000|"+id2+"+"+id3,
				"1|103|甲十和乙十|+1 212 555 0100|",
				"1|104|甲六|138 0013 8000 / 139 0013 9000 / 137 0013 7000|")},
			homes: []string{"1-101 [甲一 身份证 " + id1 + " 13800138000 13900139000]",
				"1-102 [甲二 身份证 " + id2 + " 13700137000] [乙二 身份证 " + id3 + " 13600136000]", "1-103 [甲十和乙十 +12125550100]", "1-104 [甲六 13800138000 13900139000]"},
			findings: []string{"name_odd 台账!C4", "phones 台账!D5"},
		},
		{
			name: "two phones in a cell, and a column for the second",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话|备用电话", "1|101|甲一|13800138000、13900139000|13700137000", "1|102|甲二|13800138000、13900139000|13900139000")},
			homes:    []string{"1-101 [甲一 13800138000 13700137000]", "1-102 [甲二 13800138000 13900139000]"},
			findings: []string{"phones 台账!D2"},
		},
		{
			name: "hidden rows are taken, and said",
			sheets: []intake.Sheet{unseen(sheetOf("台账",
				"楼栋|房号|业主", "1|101|甲一", "1|102|甲二", "小计|2|", "1|103|甲三"), 2, 3, 4)},
			homes:    []string{"1-101 [甲一]", "1-102 [甲二]", "1-103 [甲三]"},
			findings: []string{"hidden_rows 台账!A3"}, passed: []string{"台账 subtotal A4:C4 1"},
		},
		{
			name: "a sale that holds no more has no owner",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|销售状态|业主姓名", "1|101|已签约|甲一", "1|102|已退房|甲二")},
			homes:    []string{"1-101 [甲一]", "1-102"},
			findings: []string{"withdrawn 台账!C3"},
		},
		{
			name: "the states of a sale are used, in whichever words; those of a loan are not",
			sheets: []intake.Sheet{
				sheetOf("甲", "楼栋|房号|网签状态|贷款状态|业主姓名", "1|101|已撤销|已签|甲一", "1|102|已签|已撤销|甲二"),
				sheetOf("乙", "楼栋|房号|销售状态 Status|业主姓名", "2|101|退房|乙一", "2|102|已售|乙二"),
				sheetOf("丙", "楼栋|房号|委托状态|业主姓名", "3|101|撤销|丙一")},
			homes:    []string{"1-101", "1-102 [甲二]", "2-101", "2-102 [乙二]", "3-101 [丙一]"},
			findings: []string{"withdrawn 甲!C2", "withdrawn 乙!C2"},
			passed:   []string{"甲 column D2:D3 2", "丙 column C2 1"},
		},
		{
			name: "phases are told by their column, whatever it is called",
			sheets: []intake.Sheet{
				sheetOf("甲", "组团|楼栋|房号|业主", "一组团|1栋|101|朱一", "二组团|1栋|101|朱二"),
				sheetOf("乙", "Phase|楼栋|房号|业主", "一期|2栋|101|朱三", "二期|2栋|101|朱四"),
				sheetOf("丙", "所属楼盘|楼栋|房号|业主", "一期|3栋|101|朱五", "二期|3栋|101|朱六")},
			homes:    []string{"1-101 [朱一]", "2-101 [朱三]", "3-101 [朱五]"},
			findings: []string{"estates 甲!C3", "estates 乙!C3", "estates 丙!C3"},
			passed:   []string{"甲 row_refused A3:D3 1", "乙 row_refused A3:D3 1", "丙 row_refused A3:D3 1"},
		},
		{
			name: "the one building of the title",
			sheets: []intake.Sheet{
				sheetOf("Sheet1", "锦绣花园5号楼业主台账", "单元|房号|业主", "1|101|甲一"),
				sheetOf("Sheet2", "锦绣花园6-8号楼业主台账", "单元|房号|业主", "1|101|甲一"),
				sheetOf("Sheet3", "锦绣花园9号楼业主台账|制表：小王|", "单元|房号|业主", "1|101|甲一")},
			homes:    []string{"5-1-101 [甲一]", "9-1-101 [甲一]"},
			findings: []string{"building_missing Sheet2!A3"},
			passed:   []string{"Sheet1 title A1:C1 1", "Sheet2 title A1:C1 1", "Sheet2 row_refused A3:C3 1"},
		},
		{
			name: "areas of one site whose buildings have one number, in whole addresses",
			sheets: []intake.Sheet{sheetOf("台账",
				"房屋坐落|业主", "A区3栋1单元101|甲一", "B区3栋1单元101|甲二", "B区4栋1单元101|甲三")},
			homes:    []string{"3-1-101 [甲一]", "4-1-101 [甲三]"},
			findings: []string{"estates 台账!A3"},
			passed:   []string{"台账 row_refused A3:B3 1"},
		},
		{
			name: "a room that may name its entrance or its floor, and how many floors there are",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|层数|业主", "3|3-03|33|甲一", "3|2-301|33|甲二")},
			asks: []string{"层数"}, answers: map[string]intake.Field{"层数": intake.Leave},
			homes:    []string{"3-2-301 [甲二]"},
			findings: []string{"room 台账!B2"},
			passed:   []string{"台账 row_refused A2:D2 1", "台账 column C2:C3 2"},
		},
		{
			name: "days with their hour",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|签约日期", "1|101|2026-11-03T00:00:00", "1|102|2026/11/3 0:00", "1|103|=46329.5")},
			homes: []string{"1-101 2026-11-03", "1-102 2026-11-03", "1-103 2026-11-03"},
		},
		{
			name: "the floor between entrance and room",
			sheets: []intake.Sheet{sheetOf("台账",
				"房屋坐落|业主", "云栖府1号楼2单元3楼306|钱七", "1号楼2单元3层05室|钱八")},
			homes:    []string{"1-2-306 [钱七]", "1-2-305 [钱八]"},
			findings: []string{"community 台账!A2"},
		},
	} {
		t.Run(c.name, c.read)
	}
}

// A header with nothing below it is said to be one: it does not agree with the site.
func TestHeaderAloneIsRefused(t *testing.T) {
	sv, err := intake.Look(intake.Book{File: "空表.xlsx", Sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := intake.Read(sv, nil); app.RefusalCode(err) != "intake.no_rows" {
		t.Errorf("got %v", err)
	}
}

// A phone that stands beside a name is masked where the columns are shown.
func TestSamplesHideNumbers(t *testing.T) {
	sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主", "1|101|李四 13900139000")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := sv.Tables[0].Columns[2].Samples; len(got) != 1 || got[0] != "李四 139****9000" {
		t.Errorf("samples %q", got)
	}
}

// A home whose owner's cell was not taken lacks an owner, and says so until it has one.
func TestNameThatWasNotTakenIsMissing(t *testing.T) {
	look := func(rows ...string) *intake.Ledger {
		sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, err := intake.Read(sv, nil)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	held := newSite(intake.Compare(look("楼栋|房号|业主|户型", "1|101|孙八 等2人|A", "1|102|#REF!|A", "1|103|未售|A"), intake.Kept{Community: community}, intake.Options{}, identify))
	for code, want := range map[string]string{"1-101": "name owner_name C2", "1-102": "error owner_name C3", "1-103": ""} {
		if got := held.missing(t, code); got != want {
			t.Errorf("%s lacks %q, want %q", code, got, want)
		}
	}
	held = newSite(intake.Compare(look("楼栋|房号|业主|户型", "1|101|孙八、孙九|A"), held.Kept, intake.Options{}, identify), held.Kept)
	if got := held.missing(t, "1-101"); got != "" {
		t.Errorf("still lacks %q", got)
	}
}
