package intake

import "testing"

// A title names a community where its words begin with what communities are called.
func TestEstateIn(t *testing.T) {
	for title, want := range map[string]string{
		"翠竹苑业主名册": "翠竹苑", "2026年11月翠竹苑二期业主名册": "翠竹苑", "翠竹苑_业主台账(终稿)": "翠竹苑", "附件1：江州翠竹小区交房明细表": "江州翠竹小区", "翠竹苑": "翠竹苑", "滨江华府 一期 销售台账": "滨江华府",
		"业主台账": "", "台账": "", "1幢": "", "东苑": "", "别墅": "", "幼儿园": "", "小区业主名册": "", "交付清单 2026": "", "Sheet1": "", "锦绣房地产开发有限公司业主台账": "", "高层": "",
	} {
		if got := estateIn(title); got != want {
			t.Errorf("%s names %q, want %q", title, got, want)
		}
	}
}
