package intake_test

import (
	"strings"
	"testing"

	"keyday/app/intake"
)

// A cell that holds more than its field may is said, and the rest of the row is taken:
// nothing is left for the record to refuse, and the whole file with it.
func TestCellsThatAreTooLong(t *testing.T) {
	whole, more := strings.Repeat("长", 1000), strings.Repeat("长", 1001)
	name := strings.Repeat("张", 80)
	for _, c := range []messy{
		{
			name: "a name of 80 characters is one, of several each",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|共有人",
				"1|101|"+name+"|李四",
				"1|102|"+name+"张|李四",
				"1|103|张三、"+name+"、李四|",
				"1|104|张三、"+name+"张|",
				"1|105|张三|"+name+"张")},
			homes:    []string{"1-101 [" + name + "] [李四]", "1-102 [李四]", "1-103 [张三] [" + name + "] [李四]", "1-104", "1-105 [张三]"},
			findings: []string{"name_odd 台账!C2", "long 台账!C3", "name_odd 台账!C4", "long 台账!C5", "long 台账!D6"},
		},
		{
			name: "any other cell of 1,000",
			sheets: []intake.Sheet{sheetOf("台账", "楼栋|房号|业主|证件类型|身份证|电话|联系地址|份额|备注",
				"1|101|张三||||"+whole+"||"+whole+"长",
				"1|102|李四|"+more+"|"+more+"|"+more+"|"+more+"|"+more+"|好")},
			homes:    []string{"1-101 " + whole + "长 [张三 " + whole + "]", "1-102 好 [李四]"},
			findings: []string{"long 台账!D3", "long 台账!E3", "long 台账!F3", "long 台账!G3", "long 台账!H3"},
		},
		{
			name:     "in what names the home the row waits",
			sheets:   []intake.Sheet{sheetOf("台账", "楼栋|房号|业主", "1|101|张三", more+"|102|李四", "1|"+more+"|王五")},
			homes:    []string{"1-101 [张三]"},
			findings: []string{"long 台账!A3", "long 台账!B4"},
			passed:   []string{"台账 row_refused A3:C3 1", "台账 row_refused A4:C4 1"},
		},
	} {
		t.Run(c.name, c.read)
	}
}
