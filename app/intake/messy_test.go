package intake_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keyday/app/intake"
)

var plainNumber = regexp.MustCompile(`^-?\d{1,15}(\.\d+)?$`)

// sheetOf makes a sheet of rows whose cells are parted by |. Digits alone are
// numbers, =… one as the file keeps it, #… an error, @… a day, and '… a text whatever it looks like.
func sheetOf(name string, rows ...string) intake.Sheet {
	s := intake.Sheet{Name: name}
	for _, row := range rows {
		var cells []intake.Cell
		if row != "" {
			for _, text := range strings.Split(row, "|") {
				cells = append(cells, cellOf(strings.TrimSpace(text)))
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func cellOf(text string) intake.Cell {
	switch {
	case text == "":
		return intake.Cell{}
	case strings.HasPrefix(text, "'"):
		return intake.Cell{Kind: intake.Text, Text: text[1:]}
	case strings.HasPrefix(text, "@"):
		return intake.Cell{Kind: intake.Day, Text: text[1:]}
	case strings.HasPrefix(text, "="):
		return intake.Cell{Kind: intake.Number, Text: text[1:]}
	case strings.HasPrefix(text, "#"):
		return intake.Cell{Kind: intake.Fault, Text: text}
	case plainNumber.MatchString(text):
		return intake.Cell{Kind: intake.Number, Text: text}
	}
	return intake.Cell{Kind: intake.Text, Text: strings.ReplaceAll(text, "⏎", "\n")}
}

func merged(s intake.Sheet, ranges ...string) intake.Sheet {
	for _, r := range ranges {
		var fromCol, toCol rune
		var fromRow, toRow int
		if _, err := fmt.Sscanf(r, "%c%d:%c%d", &fromCol, &fromRow, &toCol, &toRow); err != nil {
			panic(err)
		}
		s.Merged = append(s.Merged, intake.Range{From: intake.Address{Row: fromRow - 1, Col: int(fromCol - 'A')}, To: intake.Address{Row: toRow - 1, Col: int(toCol - 'A')}})
	}
	return s
}

// unseen hides rows of a sheet, counted from 0.
func unseen(s intake.Sheet, rows ...int) intake.Sheet {
	s.Unseen = rows
	return s
}

// sayHome is a home in a line: its code, its values, its owners.
func sayHome(h *intake.Home) string {
	parts := []string{h.Code()}
	for _, f := range []intake.Field{intake.HouseType, intake.ContractArea, intake.MeasuredArea, intake.InnerArea, intake.UnitPrice, intake.ContractNo, intake.SignedOn, intake.DeliveryDue, intake.Batch, intake.Fund, intake.UnitNote} {
		if said, ok := h.Said.Get(f); ok {
			parts = append(parts, said.Text)
		}
	}
	for _, b := range h.Buyers {
		person := []string{}
		for _, f := range []intake.Field{intake.OwnerName, intake.IDType, intake.IDNo, intake.Phone, intake.Phone2, intake.OwnerAddress, intake.Share} {
			if said, ok := b.Said.Get(f); ok {
				person = append(person, said.Text)
			}
		}
		parts = append(parts, "["+strings.Join(person, " ")+"]")
	}
	return strings.Join(parts, " ")
}

// Numbers that GB 11643 accepts, of nobody.
const (
	id1 = "110101199003070513"
	id2 = "320102198205121228"
	id3 = "440305198511083036"
)

// messy is a workbook as somebody sends it, and what must be made of it.
type messy struct {
	name     string
	sheets   []intake.Sheet
	asks     []string                // headers that only a person can settle
	answers  map[string]intake.Field // what they say
	homes    []string
	findings []string
	passed   []string
}

func TestMessyWorkbooks(t *testing.T) {
	for _, c := range []messy{
		{
			name: "a header on two rows, as csv keeps it",
			sheets: []intake.Sheet{sheetOf("台账",
				"房屋信息||||买受人||",
				"幢|单元|房号|预测面积|姓名|证件号|电话",
				"1|1|101|89.5|张三|"+"'"+id1+"|13800138000",
				"1|1|102|90|李四||13900139000")},
			homes: []string{"1-1-101 89.5 [张三 身份证 " + id1 + " 13800138000]", "1-1-102 90 [李四 13900139000]"},
		},
		{
			name: "titles, notes beside and below, subtotals, a section for each building",
			sheets: []intake.Sheet{merged(sheetOf("Sheet1",
				"锦绣花园销售台账|||||",
				"制表人:小王|||||",
				"房号|户型|建筑面积（实测）|业主|联系电话||内部备注：请勿外传",
				"1号楼",
				"101|A|89.50|张三|13800138000||查过",
				"102|A|89.50|李四|13900139000",
				"小计||179.00",
				"2号楼",
				"101|B|120.3|王五|13700137000",
				"合计||299.3",
				"",
				"备注：以上面积以测绘报告为准",
				"审核|||张主任"), "A1:F1", "A2:F2")},
			homes: []string{"1-101 A 89.5 [张三 13800138000]", "1-102 A 89.5 [李四 13900139000]", "2-101 B 120.3 [王五 13700137000]"},
			passed: []string{"Sheet1 title A1:G2 2", "Sheet1 section A4 1", "Sheet1 subtotal A7:C7 1", "Sheet1 section A8 1", "Sheet1 subtotal A10:C10 1",
				"Sheet1 remark A12:D13 2", "Sheet1 column G5 1"},
		},
		{
			name: "the building merged over its rows, owners on rows of their own",
			sheets: []intake.Sheet{merged(sheetOf("台账",
				"栋号|单元|室号|实测建筑面积|买受人|身份证号码|手机号码",
				"3栋|一单元|1501|120.5|张三|'"+id1+"|13800138000",
				"||||李四|'"+id2+"|13900139000",
				"||1502|98|王五|'"+id3+"|13700137000"), "A2:A4", "B2:B4", "C2:C3", "D2:D3")},
			homes: []string{"3-1-1501 120.5 [张三 身份证 " + id1 + " 13800138000] [李四 身份证 " + id2 + " 13900139000]", "3-1-1502 98 [王五 身份证 " + id3 + " 13700137000]"},
		},
		{
			name: "the same without merging: blanks go on with what stands above",
			sheets: []intake.Sheet{sheetOf("台账",
				"栋号|单元|室号|实测建筑面积|买受人|手机号码",
				"3栋|一单元|1501|120.5|张三|13800138000",
				"||||李四|13900139000",
				"||1502|98|王五|13700137000",
				"4栋||101|77|赵六|13600136000")},
			homes: []string{"3-1-1501 120.5 [张三 13800138000] [李四 13900139000]", "3-1-1502 98 [王五 13700137000]", "4-101 77 [赵六 13600136000]"},
		},
		{
			name: "sheets joined by a number",
			sheets: []intake.Sheet{
				sheetOf("客户", "房源编号|客户名称|证件号码|手机", "F-001|张三|'"+id1+"|13800138000", "F-001|李四||13900139000", "F-009|王五||13700137000", "F-002|赵六||13600136000"),
				sheetOf("房源", "房源编号|楼栋|单元|房号|预测建筑面积", "f-001|1|1|101|89", "F-002|1|1|102|90"),
				sheetOf("说明", "本表由系统导出", "请勿修改")},
			homes:    []string{"1-1-101 89 [张三 身份证 " + id1 + " 13800138000] [李四 13900139000]", "1-1-102 90 [赵六 13600136000]"},
			findings: []string{"join 客户!A4"},
			passed:   []string{"说明 no_table A1:A2 2", "客户 row_refused A4:D4 1"},
		},
		{
			name: "sheets joined by the contract's number, which two homes share",
			sheets: []intake.Sheet{
				sheetOf("房源", "楼栋|房号|合同编号|户型", "1|101|HT-1|A", "1|102|HT-1|A", "1|103|HT-3|A"),
				sheetOf("付款", "合同编号|买受人|联系电话", "HT-1|张三|13800138000", "HT-3|李四|13900139000")},
			homes:    []string{"1-101 A HT-1", "1-102 A HT-1", "1-103 A HT-3 [李四 13900139000]"},
			findings: []string{"contract_shared 房源!C2", "contract_shared 房源!C3", "join_two 付款!A2"},
			passed:   []string{"付款 row_refused A2:C2 1"},
		},
		{
			name: "a sheet for each building",
			sheets: []intake.Sheet{
				sheetOf("1幢", "单元|房号|业主姓名|电话", "1|101|张三|13800138000"),
				sheetOf("2幢", "单元|房号|业主姓名|电话", "1|101|李四|13900139000")},
			homes: []string{"1-1-101 [张三 13800138000]", "2-1-101 [李四 13900139000]"},
		},
		{
			name: "the whole address in one cell, and rooms that name their entrance",
			sheets: []intake.Sheet{
				sheetOf("一", "房屋坐落|购房人|联系方式", "锦绣花园3幢2单元1501室|张三|13800138000", "3-2-1502|李四|13900139000"),
				sheetOf("二", "楼号|房间号|购房人|联系方式", "5#|2-301|王五|13700137000", "5#|1单元302|赵六|13600136000")},
			homes: []string{"3-2-1501 [张三 13800138000]", "3-2-1502 [李四 13900139000]", "5-2-301 [王五 13700137000]", "5-1-302 [赵六 13600136000]"},
		},
		{
			name: "dates as text of many kinds, as serials, and as none",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|签约日期",
				"1|101|2024年3月5日", "1|102|2024/3/5", "1|103|20240305", "1|104|45356", "1|105|@2024-03-05", "1|106|2024.3.5 00:00:00", "1|107|2024-02-30", "1|108|年底")},
			homes:    []string{"1-101 2024-03-05", "1-102 2024-03-05", "1-103 2024-03-05", "1-104 2024-03-05", "1-105 2024-03-05", "1-106 2024-03-05", "1-107", "1-108"},
			findings: []string{"date 台账!C8", "date 台账!C9"},
		},
		{
			name: "full-width digits, spaces inside, apostrophes, strokes for nothing",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|套内面积（㎡）|业主|证件号码|电话",
				"１＃|１单元|１０１|８９．５ ㎡|张　伟|'"+id1[:6]+" "+id1[6:14]+" "+id1[14:]+"|138 0013 8000",
				"1#|1单元|102|/|无|—|-")},
			homes: []string{"1-1-101 89.5 [张伟 身份证 " + id1 + " 13800138000]", "1-1-102"},
		},
		{
			name: "numbers that the spreadsheet spoilt",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|身份证|电话",
				"1|101|张三|3.20102E+17|13800138000",
				"1|102|李四|'320102198205121000|#N/A",
				"1|103|王五|#REF!|13700137000")},
			homes:    []string{"1-101 [张三 13800138000]", "1-102 [李四]", "1-103 [王五 13700137000]"},
			findings: []string{"id_number 台账!D2", "id_check 台账!D3", "error 台账!E3", "error 台账!D4"},
		},
		{
			name: "errors in cells of every kind: where the home cannot be told, its row waits",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|套内面积|业主|证件类型|联系地址|共有份额|电话",
				"1|1|101|89|张三|#N/A|#N/A|#REF!|13800138000",
				"1|1|#REF!|90|李四||||13900139000",
				"#N/A|1|103|91|王五||||13700137000",
				"1|#VALUE!|104|92|赵六||||13600136000",
				"1|1|105|#DIV/0!|#NAME?||||13500135000")},
			homes:    []string{"1-1-101 89 [张三 13800138000]", "1-1-105"},
			findings: []string{"error 台账!F2", "error 台账!G2", "error 台账!H2", "error 台账!C3", "error 台账!A4", "error 台账!B5", "error 台账!D6", "error 台账!E6"},
			passed:   []string{"台账 row_refused A3:I3 1", "台账 row_refused A4:I4 1", "台账 row_refused A5:I5 1"},
		},
		{
			name: "rows said twice, alike and not",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|户型|业主|电话",
				"1|101|A|张三|13800138000",
				"1|102|A|李四|13900139000",
				"1|101|A|张三|13800138000",
				"1|102|B|李四|13900139000")},
			homes:    []string{"1-101 A [张三 13800138000]", "1-102 A [李四 13900139000]"},
			findings: []string{"duplicate 台账!B5"},
			passed:   []string{"台账 row_duplicate A4:E4 1", "台账 row_refused A5:E5 1"},
		},
		{
			name: "rows of one home that contradict each other",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|实测面积|业主|电话",
				"1|101|89|张三|13800138000",
				"1|101|98|李四|13900139000")},
			homes:    []string{"1-101 [张三 13800138000] [李四 13900139000]"},
			findings: []string{"differs 台账!C3"},
		},
		{
			name: "names of companies and of people from abroad, titles behind names, shares in brackets",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|证件类型|证件号码|电话",
				"1|101|锦绣贸易（上海）有限公司|营业执照|91350100M000100Y43|021-58886666",
				"1|102|John Smith|护照|E12345678|+1 212 555 0100",
				"1|103|张三（60%）、李四（40%）||"+id1+"、"+id2+"|13800138000、13900139000",
				"1|105|前进电器厂||'440301103097413|13600136000",
				"1|104|王五(共有)⏎赵六(共有)||"+id1[:17]+"X|13700137000")},
			homes: []string{"1-101 [锦绣贸易(上海)有限公司 营业执照 91350100M000100Y43 021-58886666]", "1-102 [John Smith 护照 E12345678 +12125550100]",
				"1-103 [张三 身份证 " + id1 + " 13800138000 60%] [李四 身份证 " + id2 + " 13900139000 40%]", "1-105 [前进电器厂 营业执照 440301103097413 13600136000]", "1-104 [王五 13700137000] [赵六]"},
			findings: []string{"count 台账!E6", "one_phone 台账!F6"},
		},
		{
			name: "a buyer who is named twice: what is new is added, what differs is neither",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|证件号码|电话",
				"1|101|张三||13800138000",
				"1|101|张三|'"+id1+"|138****8000",
				"1|102|李四||13800138000",
				"1|102|李四||13900139000",
				"1|103|王五|'"+id2+"|",
				"1|103|王五|'"+id2+"|13700137000",
				"1|103|王五|'"+id3+"|13600136000")},
			homes: []string{"1-101 [张三 身份证 " + id1 + " 13800138000]", "1-102 [李四]",
				"1-103 [王五 身份证 " + id2 + " 13700137000] [王五 身份证 " + id3 + " 13600136000]"},
			findings: []string{"differs 台账!E5"},
			passed:   []string{"台账 row_duplicate A5:E5 1"},
		},
		{
			name:     "rooms of four figures, and a floor that nobody counts anew, are what they say",
			sheets:   []intake.Sheet{sheetOf("台账", "楼层|楼栋|单元|房号", "1层|1|1|1", "2层|1|2|1", "3层|1|1|1501", "2层|2|1|1", "未知|1|1|2", "2层|1|1|2")},
			homes:    []string{"1-1-1", "1-2-1", "1-1-1501", "2-1-1", "1-1-2"},
			findings: []string{"floor 台账!A6", "floor_room 台账!A4"},
			passed:   []string{"台账 row_duplicate A7:D7 1"},
		},
		{
			name:   "parking below the header of homes, told by its columns; what stands beside nothing",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|", "1|101|张三|查过", "", "楼栋|房号|业主", "1|102|李四||已办")},
			homes:  []string{"1-101 [张三]", "1-102 [李四]"},
			passed: []string{"台账 header A4:C4 1", "台账 beside_table D2 1", "台账 beside_table E5 1"},
		},
		{
			name:     "a masked phone is nobody's, and not the first one's either",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|电话", "1|101|张三、李四|138****8000", "1|102|王五、赵六|13800138000")},
			homes:    []string{"1-101 [张三 138****8000] [李四]", "1-102 [王五 13800138000] [赵六]"},
			findings: []string{"masked 台账!D2", "one_phone 台账!D3"},
		},
		{
			name:     "a phase that cannot be read is the one above",
			sheets:   []intake.Sheet{sheetOf("台账", "分期|楼栋|房号|业主", "一期|1栋|101|甲", "#N/A|1栋|101|乙", "二期|1栋|101|丙")},
			homes:    []string{"1-101 [甲] [乙]"},
			findings: []string{"estates 台账!C4"},
			passed:   []string{"台账 row_refused A4:D4 1"},
		},
		{
			name:   "a phase is one in figures of either width",
			sheets: []intake.Sheet{sheetOf("台账", "分期|楼栋|房号|业主", "１期|1栋|101|甲", "1期|1栋|101|乙")},
			homes:  []string{"1-101 [甲] [乙]"},
		},
		{
			name:     "a room that names its entrance too: it must be that of its column",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|单元|房号|业主", "5|2|1-101|甲", "5|1|1-102|乙", "5||1-201|丙")},
			homes:    []string{"5-1-102 [乙]", "5-1-201 [丙]"},
			findings: []string{"room 台账!C2"},
			passed:   []string{"台账 row_refused A2:D2 1"},
		},
		{
			name: "numbers that pair off though one of the two has none",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话", "1|101|张三、李四|/13900139000", "1|102|张三、李四|13800138000//13900139000")},
			homes: []string{"1-101 [张三] [李四 13900139000]", "1-102 [张三 13800138000] [李四 13900139000]"},
		},
		{
			name: "a room that names another building than its column",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主", "5幢|3-2-1501|张三", "3幢|3-2-1502|李四", "|3-2-1503|王五")},
			homes:    []string{"3-2-1502 [李四]", "3-2-1503 [王五]"},
			findings: []string{"room 台账!B2"},
			passed:   []string{"台账 row_refused A2:C2 1"},
		},
		{
			name: "beside a measured area, a contract or a price the area is that of the contract",
			sheets: []intake.Sheet{sheetOf("一", "楼栋|房号|建筑面积|实测面积", "1|101|80|81"), sheetOf("二", "楼栋|房号|建筑面积|合同编号", "1|102|80|HT-1"),
				sheetOf("三", "楼栋|房号|建筑面积|单价", "1|103|80|9000"), sheetOf("四", "楼栋|房号|建筑面积|合同面积", "1|104|80|79")},
			asks: []string{"建筑面积"}, answers: map[string]intake.Field{"建筑面积": intake.MeasuredArea},
			homes: []string{"1-101 80 81", "1-102 80 HT-1", "1-103 80 9000", "1-104 79 80"},
		},
		{
			name:   "a sheet that says nothing but rooms is no table; one whose area is asked is",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主", "1|101|张三"), sheetOf("二", "房号|甲|乙", "1-102|x|y"), sheetOf("三", "房号|面积", "1-103|80")},
			asks:   []string{"面积"}, answers: map[string]intake.Field{"面积": intake.InnerArea},
			homes:  []string{"1-101 [张三]", "1-103 80"},
			passed: []string{"二 no_table A1:C2 2"},
		},
		{
			name: "co-owners in columns of their own, and shares",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|买受人|证件号码|电话|共有人|共有人证件号码|共有人电话|共有份额",
				"1|101|张三|'"+id1+"|13800138000|李四|'"+id2+"|13900139000|1/2",
				"1|102|王五|'"+id3+"|13700137000||||100%")},
			homes: []string{"1-101 [张三 身份证 " + id1 + " 13800138000 1/2] [李四 身份证 " + id2 + " 13900139000]", "1-102 [王五 身份证 " + id3 + " 13700137000 100%]"},
		},
		{
			name: "phones of many kinds",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话|备用电话",
				"1|101|张三|13800138000、13900139000|",
				"1|102|李四|(029)8888 6666|0086-13800138001",
				"1|103|王五|8888666|",
				"1|104|赵六|=1.3800138002E10|",
				"1|105|孙七|138****8000|")},
			homes:    []string{"1-101 [张三 13800138000 13900139000]", "1-102 [李四 029-88886666 13800138001]", "1-103 [王五]", "1-104 [赵六 13800138002]", "1-105 [孙七 138****8000]"},
			findings: []string{"phone 台账!D4", "masked 台账!D6"},
		},
		{
			name: "a header repeated on every printed page",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|电话",
				"1|101|张三|13800138000",
				"楼栋|房号|业主|电话",
				"1|102|李四|13900139000")},
			homes:  []string{"1-101 [张三 13800138000]", "1-102 [李四 13900139000]"},
			passed: []string{"台账 header A3:D3 1"},
		},
		{
			name: "English",
			sheets: []intake.Sheet{sheetOf("Units",
				"Building|Entrance|Room|Contract area|Measured area|Owner|ID no.|Phone|Maintenance fund",
				"3|1|501|100.5|101.2|张三|'"+id1+"|13800138000|paid")},
			homes: []string{"3-1-501 100.5 101.2 paid [张三 身份证 " + id1 + " 13800138000]"},
		},
		{
			name: "two areas under one head",
			sheets: []intake.Sheet{merged(sheetOf("台账",
				"楼栋|房号|建筑面积||业主",
				"||合同|实测|",
				"1|101|100|101.5|张三"), "A1:A2", "B1:B2", "C1:D1", "E1:E2")},
			homes: []string{"1-101 100 101.5 [张三]"},
		},
		{
			name:   "one column alone has its head a row lower",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|甲方|户型", "||业主姓名|", "1|101|张三|A")},
			homes:  []string{"1-101 A [张三]"},
		},
		{
			name:   "figures above the header are no home",
			sheets: []intake.Sheet{sheetOf("台账", "1|2|3|4", "楼栋|楼层|房号|业主", "1|5|3|张三")},
			homes:  []string{"1-3 [张三]"},
			passed: []string{"台账 title A1:D1 1"},
		},
		{
			name:   "a merged cell holds down to its last row, a blank below it is one",
			sheets: []intake.Sheet{merged(sheetOf("台账", "楼栋|房号|户型", "1|101|A", "1|102|", "1|103|", "1|104|"), "C2:C4")},
			homes:  []string{"1-101 A", "1-102 A", "1-103 A", "1-104"},
		},
		{
			name: "an area that says neither contract nor survey is asked",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|建筑面积|业主",
				"1|101|100|张三")},
			asks: []string{"建筑面积"}, answers: map[string]intake.Field{"建筑面积": intake.MeasuredArea},
			homes: []string{"1-101 100 [张三]"},
		},
		{
			name: "the day that the contract promises is not the day on which it was done",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|约定交付日期|实际交付日期|业主",
				"1|101|2026年12月31日|2026-11-20|张三")},
			homes: []string{"1-101 2026-12-31 [张三]"}, passed: []string{"台账 column D2 1"},
		},
		{
			name: "a day of handover that says neither is asked",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|交付日期|业主",
				"1|101|2026-12-31|张三")},
			asks: []string{"交付日期"}, answers: map[string]intake.Field{"交付日期": intake.DeliveryDue},
			homes: []string{"1-101 2026-12-31 [张三]"},
		},
		{
			name: "two columns of one field are asked, and one may be left",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|业主姓名",
				"1|101|张三|张三丰")},
			asks: []string{"业主", "业主姓名"}, answers: map[string]intake.Field{"业主": intake.Leave, "业主姓名": intake.OwnerName},
			homes: []string{"1-101 [张三丰]"}, passed: []string{"台账 column C2 1"},
		},
		{
			name: "places that cannot be read refuse their rows, not their neighbours",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|业主",
				"|1|101|张三",
				"某楼|1|102|李四",
				"1|1|一楼东户|王五",
				"1|零单元|104|赵六",
				"1|1||孙七",
				"1|1|106|周八")},
			homes:    []string{"1-1-106 [周八]"},
			findings: []string{"building_missing 台账!A2", "building 台账!A3", "room 台账!C4", "entrance 台账!B5", "room_missing 台账!C6"},
			passed:   []string{"台账 row_refused A2:D2 1", "台账 row_refused A3:D3 1", "台账 row_refused A4:D4 1", "台账 row_refused A5:D5 1", "台账 row_refused A6:D6 1"},
		},
		{
			name: "a number with two names, a name that no form prints, a number without a name",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|证件号码|电话",
				"1|101|张三|'"+id1+"|13800138000",
				"1|102|张叁|'"+id1+"|13900139000",
				"1|103|李\U0002CE93|'"+id2+"|13700137000",
				"1|104||'"+id3+"|13600136000")},
			homes:    []string{"1-101 [张三 身份证 " + id1 + " 13800138000]", "1-102 [张叁 身份证 13900139000]", "1-103 [李\U0002CE93 身份证 " + id2 + " 13700137000]", "1-104"},
			findings: []string{"id_two_names 台账!D3", "glyph 台账!C4", "no_name 台账!D5", "no_name 台账!E5"},
		},
		{
			name: "figures that cannot be",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|楼层|房号|实测面积|套内面积|单价|维修资金",
				"1|1|101|待测|-5|面议|已缴",
				"1|3|201|100|120|12,519元/㎡|欠费很久",
				"1|顶层|301|143.19999999999999|89|1.25万|未缴")},
			homes:    []string{"1-101 paid", "1-201 100 120 12519", "1-301 143.2 89 12500 unpaid"},
			findings: []string{"area 台账!D2", "area 台账!E2", "money 台账!F2", "floor_room 台账!B3", "inner_larger 台账!E3", "fund 台账!G3", "floor 台账!B4"},
		},
		{
			name: "villas, shops, basements",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|业主",
				"别墅12幢|||张三",
				"3|1|商铺101|李四",
				"3|1|负101|王五",
				"3|1|１５０１Ａ|赵六")},
			homes: []string{"V12 [张三]", "3-1-S101 [李四]", "3-1-B101 [王五]", "3-1-1501A [赵六]"},
		},
		{
			name:   "a number between the serial number and a price that is not taken names the building of what follows",
			sheets: []intake.Sheet{sheetOf("台账", "序号|楼栋|房号|业主|总价", "1|1栋|101|甲一|100", "2|2栋|||100", "3||102|乙一|")},
			homes:  []string{"1-101 [甲一]", "2-102 [乙一]"},
			passed: []string{"台账 section A3:E3 1", "台账 column E2:E3 2"},
		},
		{
			name:     "an error in one cell of a home leaves the others; a value that another row has right is taken; of three none is",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|房号|户型|实测面积|业主", "1|101|#N/A|89|甲一", "1|102|A|待测|乙一", "1|102|A|90|乙二", "1|103|A|91|丙一", "1|103|A|92|丙二", "1|103|A|91|丙三")},
			homes:    []string{"1-101 89 [甲一]", "1-102 A 90 [乙一] [乙二]", "1-103 A [丙一] [丙二] [丙三]"},
			findings: []string{"error 台账!C2", "area 台账!D3", "differs 台账!D6"},
		},
		{
			name:     "one number with two names, behind people who have none",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|证件号码", "1|101|张三|", "1|101|李四|'"+id1, "1|102|王五|'"+id1)},
			homes:    []string{"1-101 [张三] [李四 身份证 " + id1 + "]", "1-102 [王五 身份证]"},
			findings: []string{"id_two_names 台账!D4"},
		},
		{
			name:   "sheets of other things: rows that say nothing are not counted, and two areas make no table",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主", "1|101|张三"), sheetOf("说明", "甲", "", "乙"), sheetOf("面积", "面积|建筑面积", "80|81")},
			homes:  []string{"1-101 [张三]"},
			passed: []string{"说明 no_table A1:A3 2", "面积 no_table A1:B2 2"},
		},
		{
			name:     "where a column names the building the title does not",
			sheets:   []intake.Sheet{sheetOf("台账", "云栖府5号楼业主台账", "楼栋|房号|业主", "|101|甲一")},
			findings: []string{"building_missing 台账!A3"}, passed: []string{"台账 title A1:C1 1", "台账 row_refused A3:C3 1"},
		},
		{
			name: "shares of several people, with strokes, with nothing behind the last, and of nobody alone",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|份额", "1|101|甲一、乙一|60%/40%", "1|102|甲二、乙二|1/3、2/3", "1|103|甲三、乙三|60%、40%、", "1|104|甲四、乙四|共同共有", "1|105|甲五|1/1")},
			homes: []string{"1-101 [甲一 60%] [乙一 40%]", "1-102 [甲二 1/3] [乙二 2/3]", "1-103 [甲三 60%] [乙三 40%]", "1-104 [甲四] [乙四]", "1-105 [甲五 1/1]"},
		},
		{
			name: "two people, each with a document of their own",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|证件类型|证件号码", "1|101|张三、John Smith|身份证、护照|"+id1+"、E12345678")},
			homes: []string{"1-101 [张三 身份证 " + id1 + "] [John Smith 护照 E12345678]"},
		},
		{
			name: "rooms of each floor, behind a home that is written out and one whose floor cannot be told, whichever column comes first",
			sheets: []intake.Sheet{
				sheetOf("一", "楼层|楼栋|房号", "15层|10|1501", "|10|'09", "3层|10|01室", "4层|10|01室"),
				sheetOf("二", "房号|楼栋|楼层", "'01|11|3层", "'01|11|4层")},
			homes: []string{"10-1501", "10-9", "10-301", "10-401", "11-301", "11-401"},
		},
		{
			name: "parking told by its second column",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主", "1|101|张三"),
				sheetOf("车位", "业主|车位号|房号|电话", "张三|B-012|101|13800138000")},
			homes:  []string{"1-101 [张三]"},
			passed: []string{"车位 parking A1:D2 2"},
		},
		{
			name:   "an area between numbers of other homes, and the rooms of a building whose number comes before its entrance",
			sheets: []intake.Sheet{sheetOf("台账", "单元|楼栋|房号|实测面积", "2|5|101|80", "|5|102|81", "1|6|101|82", "|7|101|83")},
			homes:  []string{"5-2-101 80", "5-2-102 81", "6-1-101 82", "7-101 83"},
		},
		{
			name:     "building and entrance in one cell, and the entrance once more in its own",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|单元|房号", "9幢2单元|2单元|101", "9幢2单元|3单元|102")},
			homes:    []string{"9-2-101"},
			findings: []string{"building 台账!A3"},
			passed:   []string{"台账 row_refused A3:C3 1"},
		},
		{
			name:     "an entrance without its building is of none",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|单元|房号|户型", "||101|A", "|2|102|A", "1||103|A")},
			homes:    []string{"1-103 A"},
			findings: []string{"building_missing 台账!A2", "building_missing 台账!A3"},
			passed:   []string{"台账 row_refused A2:D2 1", "台账 row_refused A3:D3 1"},
		},
		{
			name:     "the sign for the cell above, where nothing stands above but the header",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|房号|电话|业主", "1|101|同上|张三", "1|102|同上|李四")},
			homes:    []string{"1-101 [张三]", "1-102 [李四]"},
			findings: []string{"phone 台账!C2", "phone 台账!C2"},
		},
		{
			name:   "a total ends the table for what has no room, not for what has",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|户型|业主", "1|101|A|甲一", "小计|1||", "1||A|", "总计|1||", "小计|1||", "1||A|")},
			homes:  []string{"1-101 A [甲一]"}, findings: []string{"room_missing 台账!B4"},
			passed: []string{"台账 subtotal A3:D3 1", "台账 row_refused A4:D4 1", "台账 subtotal A5:D5 1", "台账 subtotal A6:D6 1", "台账 below_table A7:D7 1"},
		},
		{
			name:   "a title whose first cell cannot be read, a second that names two buildings, a third that names the one",
			sheets: []intake.Sheet{sheetOf("台账", "#N/A|3号楼、4号楼|云栖府5号楼|", "单元|房号|业主", "1|101|甲一")},
			homes:  []string{"5-1-101 [甲一]"}, passed: nil,
		},
		{
			name:     "a title that names two buildings apart names none",
			sheets:   []intake.Sheet{sheetOf("台账", "5号楼一标段和6号楼二标段|", "单元|房号|业主", "1|101|甲一")},
			findings: []string{"building_missing 台账!A3"}, passed: []string{"台账 title A1:C1 1", "台账 row_refused A3:C3 1"},
		},
	} {
		t.Run(c.name, c.read)
	}
}

func (c messy) read(t *testing.T) {
	sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: c.sheets}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, q := range sv.Questions() {
		asked = append(asked, q.Header)
	}
	if !slices.Equal(asked, c.asks) {
		t.Fatalf("asks %q, want %q", asked, c.asks)
	}
	for _, q := range sv.Questions() {
		if err := sv.Choose(q.Sheet, q.Letter, c.answers[q.Header]); err != nil {
			t.Fatal(err)
		}
	}
	l, err := intake.Read(sv, func(s string) []rune {
		if strings.ContainsRune(s, '\U0002CE93') {
			return []rune{'\U0002CE93'}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var homes []string
	for _, h := range l.Homes {
		homes = append(homes, sayHome(h))
	}
	same(t, "homes", homes, c.homes)
	plan := intake.Compare(l, intake.Kept{Community: community}, intake.Options{}, identify)
	var found []string
	for _, f := range plan.Findings {
		found = append(found, fmt.Sprintf("%s %s!%s", f.Kind, f.At.Sheet, f.At.Cell))
	}
	want := slices.Clone(c.findings)
	slices.Sort(found)
	slices.Sort(want)
	same(t, "findings", found, want)
	got, want := passed(plan.Passed), slices.Clone(c.passed)
	slices.Sort(got)
	slices.Sort(want)
	same(t, "passed", got, want)
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s %d: got  %q\n want %q", what, i, g, w)
		}
	}
}
