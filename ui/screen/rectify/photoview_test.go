package rectify

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestPhotoView(t *testing.T) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	w, window := words.New(), test.NewWindow(widget.NewButton("", nil))
	t.Cleanup(window.Close)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(800, 560))
	c := window.Canvas()
	album := widget.NewAlbum(func(key string, done func(image.Image, error)) {
		if key == "gone" {
			done(nil, app.Refuse("photo.missing", "hash", key))
			return
		}
		done(image.NewGray(image.Rect(0, 0, 160, 120)), nil)
	})
	photos := []Photo{{Key: "found", Mark: "整改前", Caption: "李强"}, {Key: "gone", Mark: "整改后", After: true}, {Key: "seen", Mark: "复验"}, {Key: "done", Mark: "整改后", After: true}}
	v := ShowPhotos(c, w, album, photos, 1)
	closedAt := -1
	v.OnClose = func(at int) { closedAt = at }
	key := func(names ...fyne.KeyName) {
		for _, n := range names {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	for _, step := range []struct {
		keys  []fyne.KeyName
		at    int
		pairs [2]int
	}{
		{nil, 1, [2]int{0, 1}},
		{[]fyne.KeyName{fyne.KeyRight}, 2, [2]int{2, 3}},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyRight}, 3, [2]int{2, 3}},
		{[]fyne.KeyName{fyne.KeyHome}, 0, [2]int{0, 3}},
		{[]fyne.KeyName{fyne.KeyLeft}, 0, [2]int{0, 3}},
		{[]fyne.KeyName{fyne.KeyEnd}, 3, [2]int{2, 3}},
	} {
		key(step.keys...)
		found, done, ok := v.pair()
		if v.At() != step.at || !ok || [2]int{found, done} != step.pairs {
			t.Errorf("%v: at %d, compares %d with %d", step.keys, v.At(), found, done)
		}
	}
	c.Focused().TypedRune('c')
	if !v.Comparing() {
		t.Error("c does not compare")
	}
	test.AssertRendersToMarkup(t, "photos_compared.xml", c)
	c.Focused().TypedRune('C')
	key(fyne.KeyLeft, fyne.KeyLeft)
	test.AssertRendersToMarkup(t, "photo_missing.xml", c)
	key(fyne.KeyEscape)
	if c.Overlays().Top() != nil || closedAt != 1 {
		t.Errorf("closed at %d", closedAt)
	}
	alone := ShowPhotos(c, w, album, photos[:1], 7)
	if _, _, ok := alone.pair(); ok || alone.At() != 0 {
		t.Error("one photo is compared with itself")
	}
	alone.Close()
	alone.Close()
}
