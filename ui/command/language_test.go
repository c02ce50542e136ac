package command

import (
	"testing"

	"keyday/ui/words"
)

// A first window speaks as the commands do; afterwards as it was chosen, unless KEYDAY_LANG
// asks otherwise.
func TestTheLanguageOfTheWindow(t *testing.T) {
	for _, c := range []struct {
		asked, lang, chosen string
		want                words.Language
	}{
		{"", "en_US.UTF-8", "", words.English},
		{"", "zh_CN.UTF-8", "", words.Chinese},
		{"", "", "", words.Chinese},
		{"", "en_US.UTF-8", "zh", words.Chinese},
		{"", "zh_CN.UTF-8", "en", words.English},
		{"", "en_US.UTF-8", "fr", words.English},
		{"zh", "en_US.UTF-8", "en", words.Chinese},
	} {
		env := map[string]string{"KEYDAY_LANG": c.asked, "LANG": c.lang}
		if got := WindowLanguage(func(name string) string { return env[name] }, c.chosen); got != c.want {
			t.Errorf("%+v: it speaks %s", c, got)
		}
	}
}
