package widget

import (
	"image"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget/widgettest"
)

func TestMain(m *testing.M) {
	// The toolkit reads the locale from here and complains of LANG=C.
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

// The looks of every control in its states, as markup that a diff can be read of.
func TestLooks(t *testing.T) {
	w := widgettest.App(t)
	looks := map[string]struct {
		object        fyne.CanvasObject
		width, height float32
	}{
		"button_plain":    {NewButton("导出", nil), 80, 44},
		"button_primary":  {NewPrimary("打印", nil), 80, 44},
		"button_danger":   {NewButtonIn(Danger, "", "作废", nil), 80, 44},
		"button_icon":     {NewButtonIn(Flat, "camera", "拍照", nil), 90, 44},
		"button_disabled": {disabledButton(), 80, 44},
		"chip_off":        {NewChip("逾期", 12, nil), 100, 44},
		"chip_on":         {litChip(), 100, 44},
		"badge":           {NewBadge("3", theme.Bad), 30, 20},
		"ring_part":       {NewProgressRing(3, 9, false), 20, 20},
		"ring_done":       {NewProgressRing(9, 9, false), 20, 20},
		"ring_failed":     {NewProgressRing(4, 9, true), 20, 20},
		"text_cut":        {NewText("卫生间地面倒坡，地漏周边积水"), 100, 20},
		"facts":           {NewFactList(0, Fact{Label: "房号", Value: "3-2-1501"}, Fact{Label: "问题", Value: "卫生间地面倒坡，地漏周边积水，蓄水后楼下见湿痕。", Long: true}), 260, 100},
		"empty":           {NewEmptyState("units", "这里是房源。", NewPrimary("导入", func() {})), 300, 200},
		"skeleton":        {NewSkeleton(2), 300, 80},
		"banner":          {NewBanner(Caution, "同一部位第二次复现。", "看历史", func() {}), 360, 44},
		"field_wrong":     {wrongField(), 240, 90},
		"date":            {NewDateField(w, nil, 20780), 160, 36},
		"photos":          {photoStrip(), 320, 72},
		"gauge":           {halfGauge(), 100, 20},
		"select":          {chosen(), 120, 36},
		"month":           {newMonth(w, 20780, 20785, nil), 280, 308},
		"tabs":            {NewTabs("b", Tab{Key: "a", Title: "验房", Build: blank}, Tab{Key: "b", Title: "整改", Count: 3, Build: blank}), 240, 80},
	}
	for _, s := range site.States {
		looks["state_"+string(s)] = struct {
			object        fyne.CanvasObject
			width, height float32
		}{NewStateSign(s, w.T("common.state."+string(s))), 100, 20}
	}
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			widgettest.Look(t, "look/"+name+".xml", look.object, look.width, look.height)
		})
	}
}

func blank() fyne.CanvasObject { return Space(8) }

func disabledButton() *Button {
	b := NewPrimary("打印", nil)
	b.Disable()
	return b
}

func halfGauge() *Gauge {
	g := NewGauge()
	g.Set(1, 2)
	return g
}

func chosen() *Select {
	s := NewSelect([]string{"一般", "严重"}, nil)
	s.Choose("严重")
	return s
}

func litChip() *Chip {
	c := NewChip("逾期", 12, nil)
	c.Set(12, true)
	return c
}

func wrongField() *Field {
	f := NewField("联系电话", NewEntry(""))
	f.Must = true
	f.SetError("电话少了一位。")
	return f
}

func photoStrip() *PhotoStrip {
	p := NewPhotoStrip()
	p.OnAdd = func() {}
	p.Set(Thumb{Key: "a", Image: image.NewRGBA(image.Rect(0, 0, 96, 72)), Mark: "整改前"}, Thumb{Key: "b"})
	return p
}

// Each state has a form of its own: they differ in grey.
func TestSignsDifferWithoutColour(t *testing.T) {
	widgettest.App(t)
	shapes := map[string]site.State{}
	for _, s := range site.States {
		mark := NewStateMark(s)
		mark.Tint(theme.Of(theme.Ink))
		form := NewStateSign(s, "")
		shot := widgettest.Window(t, form, 16, 20).Canvas().Capture()
		key := ""
		for y := range 20 {
			for x := range 16 {
				if r, g, b, _ := shot.At(x, y).RGBA(); min(r, g, b) < 0xC000 {
					key += "#"
				} else {
					key += "."
				}
			}
		}
		if before, same := shapes[key]; same {
			t.Errorf("%s has the form of %s", s, before)
		}
		shapes[key] = s
	}
}

// What a finger presses is 44 points high at least.
func TestTargets(t *testing.T) {
	widgettest.App(t)
	for name, o := range map[string]fyne.CanvasObject{
		"button": NewButton("好", nil), "icon": NewIconButton("plus", "", nil), "chip": NewChip("全部", 1, nil),
		"tab": newTabHead(NewTabs(""), Tab{Title: "验房"}),
	} {
		t.Run(name, func(t *testing.T) { widgettest.Touchable(t, o) })
	}
}

// Keys a control has no use for reach the canvas, where page and dialog listen.
func TestKeysReachThePage(t *testing.T) {
	widgettest.App(t)
	rows := NewRows(func() int { return 3 }, func(int) fyne.CanvasObject { return NewText("") }, func(int, fyne.CanvasObject) {})
	button, chip, entry, note, photos := NewButton("好", nil), NewChip("全部", 1, nil), NewEntry(""), NewNoteEntry(""), NewPhotoStrip()
	search, choice, check := NewSearchBox("", nil), NewSelect([]string{"一"}, nil), NewCheck("是", nil)
	for name, o := range map[string]struct {
		object fyne.CanvasObject
		focus  fyne.Focusable
	}{
		"button": {button, button}, "chip": {chip, chip}, "entry": {entry, entry}, "note": {note, note}, "search": {search, search},
		"rows": {rows, rows.Focusable()}, "photos": {photos, photos}, "select": {choice, choice}, "check": {check, check},
	} {
		t.Run(name, func(t *testing.T) { widgettest.PassesKeysOn(t, o.object, o.focus) })
	}
}

func TestNoteLetsTabGo(t *testing.T) {
	widgettest.App(t)
	if note := NewNoteEntry(""); note.AcceptsTab() {
		t.Error("Tab stays in a note")
	}
}
