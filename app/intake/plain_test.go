package intake_test

import (
	"testing"

	"keyday/app"
	"keyday/app/intake"
)

// What is not plain text is a finding at its cell, in whatever is taken, and nothing is
// taken in its place; where it stands in what names the home, the row waits.
func TestControlCharacters(t *testing.T) {
	for _, c := range []messy{
		{
			name: "in names of buildings, entrances and rooms",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|单元|房号|业主|电话",
				"1幢|1|101|张三|13800138000",
				"2\u202e幢|1|101|李四|13900139000",
				"||102|王五|13700137000", // of the building that cannot be read
				"1幢|\x1b1|103|赵六|13600136000",
				"1幢|1|10\x004|钱七|13500135000",
				"1幢|1|105\u200b|孙八|13400134000")},
			homes:    []string{"1-1-101 [张三 13800138000]"},
			findings: []string{"control 台账!A3", "building_missing 台账!A4", "control 台账!B5", "control 台账!C6", "control 台账!C7"},
			passed:   []string{"台账 row_refused A3:E3 1", "台账 row_refused A4:E4 1", "台账 row_refused A5:E5 1", "台账 row_refused A6:E6 1", "台账 row_refused A7:E7 1"},
		},
		{
			name: "in everything else that is taken",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|楼层|户型|套内面积|合同编号|交付批次|备注|业主|证件类型|身份证|电话|联系地址|共有份额|共有人",
				"1|101|1\a|A\u202e|8\u200b9|H\x7fT|第1批\u2066|备\x1b[31m注|张三|身\ufeff份证|'"+id1+"\u202c|13800138000\u200e|一路\x00|50\u009b%|李\u2029四",
				"1|102|||||||王\u202e五||'"+id2+"|139\u202800139000|||")},
			homes:    []string{"1-101 [张三]", "1-102"},
			findings: []string{"control 台账!C2", "control 台账!D2", "control 台账!E2", "control 台账!F2", "control 台账!G2", "control 台账!H2", "control 台账!J2", "control 台账!K2", "control 台账!L2", "control 台账!M2", "control 台账!N2", "control 台账!O2", "control 台账!I3", "control 台账!L3"},
		},
		{
			name: "what only ends a cell, and what names need, is none",
			sheets: []intake.Sheet{sheetOf("台账",
				"楼栋|房号|业主|备注",
				"\ufeff1|101|欧阳䶮⏎王𬀩|一⏎\t二\r\n三",
				"1|\u00a0102\u3000|葛\U000e0100\ue000、\U00020bb7田\r丙一|备注\ufeff")},
			homes: []string{"1-101 一 二 三 [欧阳䶮] [王𬀩]", "1-102 备注 [葛\U000e0100\ue000] [𠮷田] [丙一]"},
		},
		{
			name:   "a header is known by what one sees of it",
			sheets: []intake.Sheet{sheetOf("台账", "楼\u200b栋|房\u202e号|业主\u200e姓名", "1|101|张三")},
			homes:  []string{"1-101 [张三]"},
		},
		{
			name: "a row whose number cannot be read is not of the home above",
			sheets: []intake.Sheet{
				sheetOf("房源", "楼栋|房号|房源编号", "1|101|K1", "1|102|K2"),
				sheetOf("业主", "房源编号|业主|电话", "K1|张三|13800138000", "K\u200b2|李四|13900139000", "#N/A|王五|13700137000")},
			homes:    []string{"1-101 [张三 13800138000]", "1-102"},
			findings: []string{"control 业主!A3", "error 业主!A4"},
			passed:   []string{"业主 row_refused A3:C3 1", "业主 row_refused A4:C4 1"},
		},
		{
			name:   "a phase with a mark that nobody sees is not the phase that it looks like",
			sheets: []intake.Sheet{sheetOf("台账", "分期|楼栋|房号|户型", "一期|1|101|A", "一\u200b期|1|101|A")},
			homes:  []string{"1-101 A"}, findings: []string{"estates 台账!C3"}, passed: []string{"台账 row_refused A3:D3 1"},
		},
		{
			name: "in a row that names the building of those below, and in the names of sheets",
			sheets: []intake.Sheet{
				sheetOf("台账", "楼栋|房号|业主", "1幢||", "|101|张三", "2\u200b幢||", "|101|李四"),
				sheetOf("3幢\u200b", "房号|业主", "101|王五")},
			homes:    []string{"1-101 [张三]"},
			findings: []string{"control 台账!A4", "building_missing 台账!A5", "control 3幢\u200b!A1", "building_missing 3幢\u200b!A2"},
			passed:   []string{"台账 section A2:C2 1", "台账 row_refused A4:C4 1", "台账 row_refused A5:C5 1", "3幢\u200b row_refused A2:B2 1"},
		},
	} {
		t.Run(c.name, c.read)
	}
}

// A finding says field and character; the book that was given stays as it was.
func TestControlFinding(t *testing.T) {
	book := intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|电话", "1|101|王\u202e敏\x1b\u202e|13800138000")}}
	sv, err := intake.Look(book, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := intake.Read(sv, nil)
	if err != nil || len(l.Findings) != 1 {
		t.Fatalf("%+v, %v", l.Findings, err)
	}
	f := l.Findings[0]
	if f.Kind != intake.Control || f.Field != intake.OwnerName || f.Text != "U+202E U+001B" || f.Unit != "1-101" || f.Kind.Weight() != intake.RefusesCell {
		t.Errorf("%+v", f)
	}
	if book.Sheets[0].Rows[1][2].Kind != intake.Text {
		t.Error("the book is another")
	}
	p := intake.Compare(l, intake.Kept{Community: community}, intake.Options{}, identify)
	if got := newSite(p).missing(t, "1-101"); got != "control owner_name C2" {
		t.Errorf("the home lacks %q", got)
	}
}

// A file whose name turns its direction is not read.
func TestControlInFileName(t *testing.T) {
	d := intake.NewDesk(nil, nil, nil, nil)
	_, err := d.Look(t.Context(), app.Actor{Role: app.Supervisor}, community.ID, intake.Book{File: "台账\u202exslx.exe"})
	if app.RefusalCode(err) != "intake.file_name" {
		t.Error(err)
	}
}
