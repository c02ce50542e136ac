package main

import (
	"testing"

	"github.com/adrg/xdg"

	"keyday/ui/screen"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

func TestTheTasteOfALaptopIsKept(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	for env, want := range map[string]words.Language{"en_US.UTF-8": words.English, "zh_CN.UTF-8": words.Chinese, "": words.Chinese} {
		for _, name := range []string{"KEYDAY_LANG", "LC_ALL", "LC_MESSAGES"} {
			t.Setenv(name, "")
		}
		t.Setenv("LANG", env)
		if got := readTaste(); got.language != want || !got.size.IsZero() {
			t.Errorf("in %q a first window speaks %s, %v", env, got.language, got.size)
		}
	}
	t.Setenv("LANG", "en_US.UTF-8")
	liked := taste{language: words.Chinese, mode: theme.Dark, textSize: 1.25, size: screen.Size{Width: 1093, Height: 590}}
	liked.keep()
	if got := readTaste(); got != liked {
		t.Errorf("kept %+v, read %+v", liked, got)
	}
}
