package intake

import (
	"slices"
	"testing"
)

// The wordings that ledgers come with, and what is taken for certain.
func TestHeadersAreRecognised(t *testing.T) {
	for want, wordings := range map[Field][]string{
		Building:     {"楼栋", "栋号", "幢", "幢号", " 楼 栋 ", "Building"},
		Room:         {"房号", "室号", "房号*"},
		OwnerName:    {"业主姓名", "买受人", "业主姓名:"},
		Phone:        {"联系电话", "手机号", "联系电话（必填）"},
		IDNo:         {"身份证号", "证件号码"},
		ContractArea: {"合同建筑面积", "合同建筑面积(㎡)", "合同建筑面积（m²）"},
		MeasuredArea: {"实测建筑面积", "实测面积(㎡)"},
	} {
		for _, w := range wordings {
			if got, sure := recognise("", w); len(got) == 0 || got[0] != want || sure != Certain && sure != Likely {
				t.Errorf("%q is taken for %v (%v), want %v", w, got, sure, want)
			}
		}
	}
}

// A header is read with what stands above it, and in either of two languages.
func TestHeadersUnderOthers(t *testing.T) {
	for _, c := range []struct {
		group, leaf string
		want        Field
	}{
		{"业主2", "电话", CoPhone}, {"业主1", "姓名", OwnerName}, {"共有人", "姓名", CoName}, {"共有人(2)", "证件号码", Co2IDNo},
		{"建筑面积", "合同", ContractArea}, {"建筑面积", "备注", UnitNote}, {"", "合同", NoField}, {"面积", "实测", MeasuredArea}, {"套内", "面积", InnerArea}, {"合同", "面积", ContractArea},
		{"", "备注 Phone", UnitNote}, {"", "查验 Owner", OwnerName}, {"", "房号 Room No.", Room}, {"", "业主 4", NoField},
		{"共同买受人", "姓名", CoName}, {"", "紧急联系人", Leave}, {"", "代理人电话", Leave}, {"面积", "套内", InnerArea}, {"", "查验 Owner Name", OwnerName},
		{"委托代理人", "姓名", Leave}, {"房屋\t买受人信息", "姓名", OwnerName},
	} {
		got, sure := recognise(c.group, c.leaf)
		if c.want == NoField != (sure == Unknown) || c.want != NoField && (len(got) != 1 || got[0] != c.want) {
			t.Errorf("%q under %q is taken for %v (%v), want %q", c.leaf, c.group, got, sure, c.want)
		}
	}
}

// What fits several fields is asked with all of them: the two areas are two fields.
func TestAmbiguousHeadersAreAsked(t *testing.T) {
	for _, w := range []string{"面积", "面积(㎡)", "建筑面积", "建筑面积（㎡）"} {
		got, sure := recognise("", w)
		if sure != Asked || !slices.Contains(got, ContractArea) || !slices.Contains(got, MeasuredArea) {
			t.Errorf("%q is taken for %v (%v), not asked", w, got, sure)
		}
	}
	for w, candidates := range ambiguous {
		if got, sure := recognise("", w); sure != Asked || len(candidates) < 2 || !slices.Equal(got, candidates) {
			t.Errorf("%q is taken for %v (%v), not asked with %v", w, got, sure, candidates)
		}
	}
}
