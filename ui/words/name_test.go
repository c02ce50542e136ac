package words

import (
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"keyday/assets"
)

// People are looked for by the sound of their names, not by where a character stands in
// Unicode, the rarest too.
func TestNamesByPinyin(t *testing.T) {
	want := []string{"Ahmed", "陈强", "郭佳颖", "何志远", "林晓燕", "欧阳䶮", "孙立新", "王𬀩", "王敏", "谢雨桐", "徐婷", "杨帆", "赵磊", "周静"}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, ByName())
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A Chinese name stands in a Chinese sentence without spaces.
func TestNamesStandWithoutSpaces(t *testing.T) {
	apart := regexp.MustCompile(`\{\{\.(owner|agent|who|names|lawyer)\}\} \p{Han}|\p{Han} \{\{\.(owner|agent|who|names|lawyer)\}\}`)
	files, err := fs.Glob(assets.Words, "words/zh/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	for _, file := range files {
		for key, sentence := range entries(t, file) {
			if found := apart.FindString(sentence); found != "" {
				t.Errorf("%s, %s: %q", file, key, found)
			}
		}
	}
}

// What has no entrance says none.
func TestEntrance(t *testing.T) {
	w := New()
	for lang, want := range map[Language]string{Chinese: "2 单元", English: "Entrance 2"} {
		w.SetLanguage(lang)
		if got := w.Entrance("2"); got != want || w.Entrance("") != "" {
			t.Errorf("%s: %q, and %q of none", lang.Name(), got, w.Entrance(""))
		}
	}
}
