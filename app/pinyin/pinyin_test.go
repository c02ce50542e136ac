package pinyin

import (
	"slices"
	"testing"
)

// A text is found by initials, by whole syllables, and by its own letters and digits; what
// nobody can read is left out.
func TestLetters(t *testing.T) {
	for text, want := range map[string]string{"墙面空鼓": "qmkg qiangmiankonggu", "A户型 2": "ahx2 ahuxing2", "Tile": "tile", "": "", "单元门": "dym danyuanmen", "䶮": "y yan", "𬀩": "w wei", "\U00031DEE": "", "々a": "a"} {
		if got := Letters(text); got != want || Letters(text) != want {
			t.Errorf("%s is found by %q, want %q", text, got, want)
		}
	}
}

// Surnames that are read otherwise than their characters usually are, are found either
// way, two characters before one; given names are read as usual.
func TestNamesAreReadAsSpoken(t *testing.T) {
	for names, want := range map[string]string{
		"单雄": "dx danxiong sx shanxiong", "王单": "wd wangdan", "单于明": "dym danyuming cym chanyuming",
		"李强、仇敏": "lqcm liqiangchoumin qm qiumin", "尉迟恭": "wcg weichigong ycg yuchigong", "尉敏": "wm weimin", "解": "j jie x xie", "": "",
	} {
		if got := LettersOfNames(names); got != want {
			t.Errorf("%s is found by %q, want %q", names, got, want)
		}
	}
}

// What a surname is spoken as has no surname in it that is read otherwise, and a sound of
// its own.
func TestSurnamesSoundOtherwise(t *testing.T) {
	for surname, sound := range surnames {
		if Spoken(sound) != sound || Spell(surname) == Spell(sound) || len([]rune(surname)) != len([]rune(sound)) {
			t.Errorf("%s is read as %s", surname, sound)
		}
	}
}

// People are looked for by the sound of their names, not by where a character stands in
// Unicode, the rarest too, and by surnames as they are spoken.
func TestNamesByPinyin(t *testing.T) {
	want := []string{"Ahmed", "陈强", "郭佳颖", "何志远", "林晓燕", "欧阳䶮", "仇敏", "单雄", "孙立新", "王𬀩", "王敏", "谢雨桐", "徐婷", "杨帆", "曾伟", "赵磊", "周静"}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, ByName())
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
