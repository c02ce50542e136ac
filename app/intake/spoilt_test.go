package intake_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// What a spreadsheet, an older encoding or a hurried hand has made of a text is a
// finding, and nothing is guessed.
func TestSpoiltTexts(t *testing.T) {
	for _, c := range []messy{
		{
			name: "names with titles, arrows and remarks",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主",
				"1|101|张三 先生", "1|102|张三先生、李四女士", "1|103|张先生", "1|104|欧阳女士", "1|105|Mr. John Smith",
				"1|106|张三→李四", "1|107|抵账房", "1|108|恒大工抵房", "1|109|张三（原李四）", "1|110|张三（已退房）", "1|111|欧阳先", "1|112|甲一 女士 乙二 先生", "1|113|（法院查封）", "1|114|张三、李四（夫妻）")},
			homes:    []string{"1-101 [张三]", "1-102 [张三] [李四]", "1-103", "1-104", "1-105 [John Smith]", "1-106", "1-107", "1-108", "1-109", "1-110", "1-111 [欧阳先]", "1-112 [甲一] [乙二]", "1-113", "1-114 [张三] [李四]"},
			findings: []string{"name_title 台账!C4", "name_title 台账!C5", "name 台账!C7", "name 台账!C8", "name 台账!C9", "name 台账!C10", "withdrawn 台账!C11", "name 台账!C14"},
		},
		{
			name: "texts that became numbers",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|合同编号|户型",
				"1|101|=2.0241234567890123E+18|A", "1|102|2.02412E+18|B", "1|103|=12345678901234567890|C", "1|104|=202400012345|1E5", "1|105|2.02412E+11|A")},
			homes:    []string{"1-101 A", "1-102 B", "1-103 C", "1-104 1E5 202400012345", "1-105 A"},
			findings: []string{"number_lost 台账!C2", "number_lost 台账!C3", "number_lost 台账!C4", "number_lost 台账!C6"},
		},
		{
			name: "texts that became days",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|户型|合同编号|交付批次|备注",
				"1|101|@2026-03-02|@2026-03-02|@2026-01-24|@2026-03-02", "1|102|3月2日|2-Mar|Jan-24|3月2日", "1|103|2026/3/2||12月1日|", "1|104|3/4|2024-01|2026-12-01|")},
			homes:    []string{"1-101 2026-03-02", "1-102 3月2日", "1-103 12月1日", "1-104 3/4 2024-01 2026-12-01"},
			findings: []string{"became_date 台账!C2", "became_date 台账!D2", "became_date 台账!E2", "became_date 台账!C3", "became_date 台账!D3", "became_date 台账!E3", "became_date 台账!C4"},
		},
		{
			name: "rooms and buildings that became days",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|户型", "9幢|@2001-01-01|A", "9幢|3月2日|A", "@2026-01-02|101|A", "9幢|1-2002|A")},
			homes:    []string{"9-1-2002 A"},
			findings: []string{"place_date 台账!B2", "place_date 台账!B3", "place_date 台账!A4"},
			passed:   []string{"台账 row_refused A2:C2 1", "台账 row_refused A3:C3 1", "台账 row_refused A4:C4 1"},
		},
		{
			name: "formulas that were never calculated",
			sheets: []intake.Sheet{uncalculated(sheetOf("台账",
				"楼栋|房号|合同面积|业主", "1|101||张三", "1||90|李四"), intake.Address{Row: 1, Col: 2}, intake.Address{Row: 2, Col: 1})},
			homes:    []string{"1-101 [张三]"},
			findings: []string{"no_value 台账!C2", "no_value 台账!B3"},
			passed:   []string{"台账 row_refused A3:D3 1"},
		},
		{
			name: "hidden columns are taken, and said; those that are not taken are none",
			sheets: []intake.Sheet{unseenColumns(sheetOf("台账",
				"楼栋|房号|实测面积|总价|业主|备用电话", "1|101|90|100|张三|", "1|102|91||李四|"), 2, 3, 5)},
			homes:    []string{"1-101 90 [张三]", "1-102 91 [李四]"},
			findings: []string{"hidden_columns 台账!C1"},
			passed:   []string{"台账 column D2 1"},
		},
		{
			name: "apostrophes that programs wrote into the cell",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|套内面积|业主|证件号码|电话|签约日期|维修资金|联系地址|备注",
				"''9|''1|''0101|''89.5|''张三|''"+id1+"|''13800138001|''2024-07-18|''已缴|''x|''y")},
			homes: []string{"9-1-101 89.5 2024-07-18 paid 'y [张三 身份证 " + id1 + " 13800138001 'x]"},
		},
		{
			name: "building and entrance in one, remarks behind the room, a number that a program wrote out",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主", "9幢2单元|101|甲一", "9幢三单元|102|甲二", "9号楼-1单元|301复式|甲三", "9幢|803(样板间)|甲四", "8.0|101.0|甲五", "9幢9幢|101|甲六")},
			homes:    []string{"9-2-101 [甲一]", "9-3-102 [甲二]", "9-1-301 [甲三]", "9-803 [甲四]", "8-101 [甲五]"},
			findings: []string{"building 台账!A7"},
			passed:   []string{"台账 row_refused A7:C7 1"},
		},
		{
			name: "English headings",
			sheets: []intake.Sheet{sheetOf("Units",
				"Building|Unit No|Floor|Contract Area (sqm)|Owner Name|ID Number|Phone Number", "9|101|1|80|John Smith|E12345678|+44 7700 900123"),
				sheetOf("Flats", "Block No.|Flat No|Buyer's Name|Tel. No.", "8|102|Ann Lee|+44 7700 900124"),
				sheetOf("Apartments", "Bldg.|Apt.|Customer|Mobile No.", "7|103|Li Wei|13800138000")},
			homes: []string{"9-101 80 [John Smith E12345678 +447700900123]", "8-102 [Ann Lee +447700900124]", "7-103 [Li Wei 13800138000]"},
		},
		{
			name: "headings in two languages",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋 Building|单元 Unit|房号 Room No.|建筑面积(m²) Area|业主姓名 Owner|电话 Tel", "9|1|101|80|张三|13800138001")},
			asks: []string{"建筑面积(m²) Area"}, answers: map[string]intake.Field{"建筑面积(m²) Area": intake.ContractArea},
			homes: []string{"9-1-101 80 [张三 13800138001]"},
		},
		{
			name: "a Unit beside a building is asked, unless another column is the room",
			sheets: []intake.Sheet{sheetOf("one", "Tower|Unit|Owner", "9|101|Ann Lee"),
				sheetOf("two", "Tower|Unit|Room No|Owner", "8|2|101|Ann Lee")},
			asks: []string{"Unit"}, answers: map[string]intake.Field{"Unit": intake.Room},
			homes: []string{"9-101 [Ann Lee]", "8-2-101 [Ann Lee]"},
		},
		{
			name: "a number of the home beside building and entrance, and no room",
			sheets: []intake.Sheet{
				sheetOf("业主信息", "业主编号|业主名称|手机号", "1|张三|13800138001"),
				sheetOf("房屋信息", "房屋编号|楼栋编号|单元编号|房屋楼层|实测面积", "1011|9|1|10|94.5")},
			asks: []string{"房屋编号"}, answers: map[string]intake.Field{"房屋编号": intake.Room},
			homes:  []string{"9-1-1011 94.5"},
			passed: []string{"业主信息 no_table A1:C2 2"},
		},
		{
			name: "a parking space beside a home is a column",
			sheets: []intake.Sheet{
				sheetOf("台账", "楼栋|房号|业主|车位号|是否购买车位", "9|101|张三|B-012|是"),
				sheetOf("车位", "车位号|业主|房号|电话", "B-012|张三|101|13800138000")},
			homes:  []string{"9-101 [张三]"},
			passed: []string{"台账 column D2 1", "台账 column E2 1", "车位 parking A1:D2 2"},
		},
	} {
		t.Run(c.name, c.read)
	}
}

func uncalculated(s intake.Sheet, cells ...intake.Address) intake.Sheet {
	for _, at := range cells {
		s.Rows[at.Row][at.Col] = intake.Cell{Kind: intake.Uncalculated}
	}
	return s
}

func unseenColumns(s intake.Sheet, columns ...int) intake.Sheet {
	s.UnseenColumns = columns
	return s
}

// A name is never replaced by one that lost a character, however its person is found.
func TestNamesThatLostACharacter(t *testing.T) {
	held := []string{"楼栋|房号|业主姓名|证件号码|联系地址", "1|101|欧阳䶮|'" + id1 + "|江州市䶮路1号", "1|102|王𬀩||", "1|103|李四||"}
	keyed := "Keyday房源标识|Keyday业主标识|" + held[0]
	for _, c := range []trial{
		{name: "by the hidden identity", held: held, file: []string{keyed, "{home 1-101}|{owner 欧阳䶮}|1|101|欧阳?|'" + id1 + "|江州市䶮路1号"}, findings: []string{"lost E2"}},
		{name: "another name by the hidden identity and the number", held: held, file: []string{keyed, "{home 1-101}|{owner 欧阳䶮}|1|101|赵?|'" + id1 + "|江州市䶮路1号"}, findings: []string{"lost E2"}},
		{name: "by the number", held: held, file: []string{held[0], "1|101|欧阳\ufffd|'" + id1 + "|江州市䶮路1号"}, findings: []string{"lost C2"}},
		{name: "by the name, of which two marks stand for one character", held: held, file: []string{held[0], "1|102|王??||"}, findings: []string{"lost C2"}},
		{name: "what else the row says is taken", held: held, file: []string{held[0], "1|101|欧阳？||江州市中山路2号"}, findings: []string{"lost C2"},
			changes: []string{"1-101 欧阳䶮 address 江州市䶮路1号→江州市中山路2号"}},
		{name: "an address that lost one", held: held, file: []string{held[0], "1|101|欧阳䶮||江州市?路1号"}, findings: []string{"lost E2"}},
		{name: "nobody of that name", held: held, file: []string{held[0], "1|103|赵?||"}, findings: []string{"lost C2"}},
		{name: "nor are they who owns the home", held: held, file: []string{held[0], "1|103|赵?||江州市中山路2号"}, findings: []string{"lost C2"}},
		{name: "a document that lost one, a phone behind it", held: []string{"楼栋|房号|业主姓名|联系电话", "1|103|李四|"}, file: []string{"楼栋|房号|业主姓名|证件类型|联系电话", "1|103|李四|护?|13800138000"},
			changes: []string{"1-103 李四 phone →13800138000"}, findings: []string{"lost D2"}},
		{name: "a new home has no such owner", file: []string{held[0], "9|101|赵?||", "9|102|钱\ufffd||"}, new: []string{"9-101", "9-102"}, findings: []string{"lost C2", "lost C3"}},
		{name: "a text of which nothing is on record", file: []string{"楼栋|房号|户型|交付批次|业主姓名|联系地址|备注", "9|101|?型|第?批|赵一|江州市?路1号|是样板房?"}, new: []string{"9-101 赵一"}, findings: []string{"lost C2", "lost D2", "lost F2"}},
		{name: "a text unlike the one on record", held: []string{"楼栋|房号|户型|业主姓名|联系地址", "1|101|B型|赵一|中山路1号"}, file: []string{"楼栋|房号|户型|业主姓名|联系地址", "1|101|?型|赵一|江州市?路1号"}, findings: []string{"lost C2", "lost E2"}},
		{name: "a name that cannot be read is said once, whoever it is", held: held, file: []string{keyed, "{home 1-101}|{owner 欧阳䶮}|1|101|#N/A|'" + id1 + "|江州市䶮路1号"}, findings: []string{"error E2"}},
		{name: "a name of which nothing is left", held: held, file: []string{held[0], "1|103|?|'" + id3 + "|江州市中山路2号", "1|102|？？||江州市中山路2号"}, findings: []string{"lost C2", "lost C3"}},
		{name: "the hidden identity tells whose it was", held: held, file: []string{keyed, "{home 1-103}|{owner 李四}|1|103|??||江州市中山路2号"}, findings: []string{"lost E2"},
			changes: []string{"1-103 李四 address →江州市中山路2号"}},
		{name: "and in the row of their other home, behind one that says the name", held: append(held[:3:3], "1|103|李四|'"+id3+"|", "1|104|李四|'"+id3+"|"),
			file: []string{keyed, "{home 1-103}|{owner 李四}|1|103|李四|'" + id3 + "|", "{home 1-104}|{owner 李四}|1|104|??|'" + id3 + "|江州市中山路2号"}, findings: []string{"lost E3"},
			changes: []string{"1-104 李四 address →江州市中山路2号"}},
		{name: "a number that stands with the rest of its name is no slip", file: []string{held[0], "1|101|欧阳䶮|'" + id1 + "|", "1|102|欧阳?|'" + id1 + "|", "1|103|欧*䶮|'" + id1 + "|"},
			new: []string{"1-101 欧阳䶮", "1-102 欧阳䶮", "1-103 欧阳䶮"}, findings: []string{"lost C3"}},
		{name: "with the rest of another it is one", file: []string{held[0], "1|101|欧阳䶮|'" + id1 + "|", "1|102|赵?|'" + id1 + "|"},
			new: []string{"1-101 欧阳䶮", "1-102"}, findings: []string{"lost C3", "id_two_names D3"}},
		{name: "any text", file: []string{"楼栋|房号|户型", "9|101|\ufffd型"}, new: []string{"9-101"}, findings: []string{"lost C2"}},
	} {
		t.Run(c.name, c.run)
	}
	p, _ := trial{file: []string{held[0], "9|101|赵?||"}}.plan(t)
	if got := newSite(p).missing(t, "9-101"); got != "lost owner_name C2" {
		t.Errorf("the home lacks %q", got)
	}
	p, _ = trial{file: []string{"楼栋|房号|户型|业主姓名|证件号码|联系电话|联系地址", "9|101|?型|赵一|'" + id1 + "|13800138000|江州市?路1号"}}.plan(t)
	if got := newSite(p).missing(t, "9-101"); !strings.Contains(got, "lost house_type C2") {
		t.Errorf("the home lacks %q", got)
	}
}

// Two buyers with one masked number are two people; a phone makes nobody an owner whose
// number is another.
func TestNumbersTellPeopleApart(t *testing.T) {
	for _, c := range []trial{
		{name: "masked numbers make nobody one", file: []string{"楼栋|房号|业主|证件号码", "1|101|张三|110***********0513", "1|102|张三|110***********0513"},
			new: []string{"1-101 张三", "1-102 张三"}, findings: []string{"masked D2", "masked D3"}},
		{name: "one masked number with two names is no slip", file: []string{"楼栋|房号|业主|证件号码", "1|101|张三|110***********0513", "1|102|李四|110***********0513"},
			new: []string{"1-101 张三", "1-102 李四"}, findings: []string{"masked D2", "masked D3"}},
		{name: "a masked number that stands on record is nobody's", held: []string{ledger, wu}, settle: func(s *heldSite) { s.Owners[0].IDNo = "110***0513" },
			file: []string{ledger, "1|101|HT-1|王五|110***0513|"}, findings: []string{"owners_replaced D2?"}},
		{name: "nor is a masked phone", held: []string{ledger, "1|101|HT-1|吴杰||13800138000"}, settle: func(s *heldSite) { s.Owners[0].Phone = "138****8000" },
			file: []string{ledger, "1|101|HT-1|王五||138****8000"}, findings: []string{"owners_replaced D2?"}},
		{name: "one phone, another number", held: []string{ledger, wu}, file: []string{ledger, "1|101|HT-1|张三|'" + id3 + "|13800138000"}, findings: []string{"owners_replaced D2?"}},
		{name: "one phone and another name are asked about", held: []string{ledger, wu}, file: []string{ledger, "1|101|HT-1|吴洁||13800138000"},
			findings: []string{"owner_other D2?"}},
	} {
		t.Run(c.name, c.run)
	}
	p, _ := trial{file: []string{"楼栋|房号|业主|证件号码", "1|101|张三|110***********0513", "1|102|张三|110***********0513"}}.plan(t)
	if n := len(newSite(p).Owners); n != 2 || p.NewOwners != 2 {
		t.Errorf("%d people of one masked number", n)
	}
}

// A table that runs sideways and a floor chart are no lists; what to do is said.
func TestOtherLayoutsAreRefused(t *testing.T) {
	for name, rows := range map[string][]string{
		"sideways":    {"楼栋|9|9|9", "单元|1|1|1", "房号|101|102|103", "业主姓名|张三|李四|王五"},
		"floor chart": {"9号楼销控表", "楼层|1单元||2单元|", "|01室|02室|01室|02室", "2|201|202 王五|201|202", "1|101|102|101|102"},
	} {
		sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if code := app.RefusalCode(sv.RequireReady()); code != "intake.no_table" && code != "intake.no_room" {
			t.Errorf("%s: %q", name, code)
		}
	}
}

// A masked export shows of an owner what lists show: no number, no phone, no address.
func TestMaskedExportHidesEveryNumber(t *testing.T) {
	held := siteOf(t, "楼栋|房号|业主|证件号码|电话|备用电话|联系地址", "1|101|吴杰|'"+id1+"|13800138000|13900139000|江州市中山路 18 号")
	d := deskOf(held).intake()
	page, err := d.Export(t.Context(), app.Actor{Role: app.Assistant}, community.ID,
		intake.Terms{Sheet: "一", Header: func(f intake.Field) string { return string(f) }, Fund: func(site.FundState) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for i, c := range page.Columns {
		shown[c.Header] = page.Rows[0][i].String()
	}
	for field, whole := range map[intake.Field]string{intake.IDNo: id1, intake.Phone: "13800138000", intake.Phone2: "13900139000", intake.OwnerAddress: "江州市中山路 18 号"} {
		if got := shown[string(field)]; got == "" || got == whole || !strings.Contains(got, "*") {
			t.Errorf("%s is shown as %q", field, got)
		}
	}
	if shown[string(intake.OwnerName)] != "吴杰" {
		t.Error("the name is hidden too")
	}
}

// Only who may correct what was settled can say so, and only with a reason.
func TestWhoMaySayThatSettledThingsChange(t *testing.T) {
	held := siteOf(t, "楼栋|房号|合同面积", "1|101|89.52")
	handOver("1-101")(held)
	d := deskOf(held).intake()
	sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|合同面积", "1|101|89.62")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	byKind := intake.Answers{All: said(intake.HandedOver, intake.Take), Reason: "by_paper"}
	byRow := intake.Answers{Rows: map[intake.Asking]intake.Answer{{Kind: intake.HandedOver, Sheet: "台账", Row: 1}: intake.Take}, Reason: "by_paper"}
	unreasoned := byKind
	unreasoned.Reason = "张三说的"
	for _, c := range []struct {
		name    string
		role    app.Role
		answers intake.Answers
		code    string
		changes int
	}{
		{"an assistant", app.Assistant, byKind, "permission.missing", 0},
		{"an assistant, of one row", app.Assistant, byRow, "permission.missing", 0},
		{"an assistant who leaves it", app.Assistant, intake.Answers{All: said(intake.HandedOver, intake.LeaveOut)}, "", 0},
		{"an assistant, of another question", app.Assistant, intake.Answers{Rows: map[intake.Asking]intake.Answer{{Kind: intake.AreaFar, Sheet: "台账", Row: 1}: intake.Take}}, "", 0},
		{"a supervisor without a reason", app.Supervisor, unreasoned, "correction.reason_missing", 0},
		{"a supervisor", app.Supervisor, byKind, "", 1},
		{"a supervisor, of one row", app.Supervisor, byRow, "", 1},
	} {
		plan, err := d.DryRun(t.Context(), app.Actor{Role: c.role}, community.ID, sv, intake.Options{Answers: c.answers})
		if app.RefusalCode(err) != c.code || err == nil && len(plan.Changes) != c.changes {
			t.Errorf("%s: %v, %+v", c.name, err, plan)
		}
	}
	if !slices.Contains(intake.HandedOver.Flags(), "--handed-over") {
		t.Error("no flag for it")
	}
}
