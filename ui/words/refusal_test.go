package words

import (
	"errors"
	"strings"
	"testing"

	"keyday/app"
)

// What another person changed meanwhile is said as people read it: the field, both
// values, who and when, each field on a line of its own.
func TestRefusalOfWhatChangedMeanwhile(t *testing.T) {
	w := New()
	hash := strings.Repeat("9f", 32)
	for _, c := range []struct {
		kind, field          string
		is                   app.FieldType
		words                string
		theirs, mine, zh, en string
	}{
		{"firm", "contact", app.TextField, "", "孙师傅", "马师傅", "“联系人”已由赵磊在", ""},
		{"firm", "contact", app.TextField, "", "孙师傅", "马师傅", "改为“孙师傅”，你填的是“马师傅”", `you entered "马师傅"`},
		{"owner", "phone", app.TextField, "", "", "13900001111", "改为“空”", "changed to \"nothing\""},
		{"site", "logo", app.FileField, "", hash, "", "改为“一张图片”，你填的是“空”", `"a picture"`},
		{"house_type", "rooms", app.RoomsField, "", "主卧 bedroom", "主人房 bedroom", "改为“主卧 · 卧室”，你填的是“主人房 · 卧室”", `"Main bedroom · Bedroom"`},
		{"house_type", "finish", app.ChoiceField, "unit.finish", "fitted", "bare", "改为“精装”，你填的是“毛坯”", ""},
		{"handover_items", "meters", app.ItemsField, "handover.meter", "water m³ *", "直饮水 m³", "“计量表”已由赵磊", ""},
		{"handover_items", "meters", app.ItemsField, "handover.meter", "water m³ *", "直饮水 m³", "改为“水表 m³ *”，你填的是“直饮水 m³”", ""},
		{"warranty_book", "periods", app.PeriodsField, "", "leak 8 0 0", "leak 5 6 0", "8 年", "8 years"},
		{"agreement_terms", "rates", app.TextsField, "", "高层住宅 2.90", "高层住宅 3.00", "改为“高层住宅 2.90”", ""},
		{"agreement_terms", "fee_basis", app.ChoiceField, "contract.basis", "lump_sum", "commission", "改为“包干制”", ""},
		{"agreement_terms", "extra", app.TextsField, "", "一\n二", "一", "改为“一、二”", ""},
		{"defect", "room", app.RoomField, "", "bed1", "kitchen", "改为“主卧”，你填的是“厨房”", `"Kitchen"`},
		{"defect", "severity", app.ChoiceField, "defect.severity", "serious", "minor", "改为“严重”", ""},
		{"defect", "due", app.DayField, "", "2026-11-30", "2026-12-01", "改为“2026-11-30”", ""},
		{"handover_case", "notice_channel", app.ChoiceField, "handover.channel", "courier", "registered", "改为“快递”", ""},
		{"unit", "house_type", app.RecordField, "", "A户型", "B户型", "“户型”已由赵磊在", ""},
		{"answer", "readings", app.ReadingsField, "", "3\n\n5", "3", "改为“3、–、5”", ""},
		{"person", "role", app.ChoiceField, "shell.role", "supervisor", "handover", "改为“客服主管”", ""},
	} {
		err := app.Refuse("record.changed", "kind", c.kind, "field", c.field, "type", string(c.is), "words", c.words, "theirs", c.theirs, "mine", c.mine, "who", "赵磊", "at", "2026-11-23T03:04:00Z")
		for l, want := range map[Language]string{Chinese: c.zh, English: c.en} {
			w.SetLanguage(l)
			if said := w.Refusal(err); !strings.Contains(said, want) || strings.Contains(said, "⟨") {
				t.Errorf("%s.%s: says %q, want %q", c.kind, c.field, said, want)
			}
		}
	}
	w.SetLanguage(English)
	if said := w.Refusal(app.Refuse("search.not_together", "text", "空鼓 1-1-301、墙面")); !strings.Contains(said, "\"空鼓 1-1-301、墙面\"") {
		t.Errorf("of what was typed it says %q", said)
	}
	w.SetLanguage(Chinese)
	two := errors.Join(app.Refuse("record.changed_list", "kind", "person", "field", "communities", "who", "赵磊", "at", "2026-11-23T03:04:00Z"),
		app.Refuse("conflict.open", "kind", "defect", "id", app.ID{1}.String(), "field", "note"))
	if said := w.Refusal(two); strings.Count(said, "\n") != 1 || !strings.Contains(said, "“分管小区”已由赵磊") || !strings.Contains(said, "“说明”在两台电脑上") {
		t.Errorf("of two fields it says %q", said)
	}
}
