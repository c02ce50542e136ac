package set

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// square counts every Chinese character as two and all else as one.
func square(_, r rune) float64 {
	if wideScript(r) {
		return 2
	}
	return 1
}

func TestBreakLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		width float64
		want  []string // a line break of the text ends the line before it with ⏎
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "墙面空鼓", 8, []string{"墙面空鼓"}},
		{"between any two characters", "墙面空鼓", 4, []string{"墙面", "空鼓"}},
		{"a full stop takes its neighbour along", "墙面空鼓。", 8, []string{"墙面空", "鼓。"}},
		{"so does a closing bracket after it", "墙面空（鼓）。", 10, []string{"墙面空", "（鼓）。"}},
		{"an opening bracket goes to the next line", "墙面空（鼓）", 8, []string{"墙面空", "（鼓）"}},
		{"a double dash stays together", "墙面——空", 6, []string{"墙", "面——", "空"}},
		{"Latin words stay whole", "the wall is hollow", 11, []string{"the wall is ", "hollow"}},
		{"and next to Chinese", "编号D-01-00042处", 10, []string{"编号", "D-01-00042", "处"}},
		{"a word longer than a line is cut", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"at a hyphen, if it has one", "D-01wmwmw-00042处", 12, []string{"D-01wmwmw-", "00042处"}},
		{"and at the last that fits", "D-01-00042", 7, []string{"D-01-", "00042"}},
		{"a unit's sign stays at its number", "约400㎡的", 6, []string{"约", "400㎡", "的"}},
		{"line breaks stay", "甲\n\n乙丙丁", 4, []string{"甲⏎", "⏎", "乙丙", "丁"}},
		{"at the end too", "甲\n", 4, []string{"甲⏎", ""}},
		{"spaces hang", "甲乙   丙", 4, []string{"甲乙   ", "丙"}},
		{"a character beyond U+FFFF is one", "王𬀩王𬀩", 4, []string{"王𬀩", "王𬀩"}},
		{"an accent stays on its letter", "aaae\u0301", 4, []string{"aaa", "e\u0301"}},
		{"stops that fill a line are cut at last", "。。。", 4, []string{"。。", "。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, l := range breakLines(c.text, c.width, square) {
				if l.hard {
					l.text += "⏎"
				}
				got = append(got, l.text)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A text's last line is no lone character.
func TestLoneCharacters(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"物业服务费标准为每月三元。", 24, []string{"物业服务费标准为每", "月三元。"}}, // the stop took 元 along
		{"物业服务费标准为每月三元。", 26, []string{"物业服务费标准为每月三元。"}},
		{"物业服务费标准为每月 2.68 元。", 26, []string{"物业服务费标准为每月 ", "2.68 元。"}},
		{"一二三四五六", 10, []string{"一二三四五", "六"}}, // too short to spare any
		{"物业服务费标准为每月计算\n一二三", 22, []string{"物业服务费标准为每", "月计算", "一二三"}},
		{"this line of words is so long that it ends in one", 47, []string{"this line of words is so long that it ends in ", "one"}},
	} {
		var got []string
		for _, l := range setLines(c.text, c.width, square) {
			got = append(got, l.text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// No character is lost, none added, and no line is wider than the width unless
// it is a single character that is.
func FuzzBreakLines(f *testing.F) {
	f.Add("主卧飘窗左侧距地 1.35 m 处墙面空鼓约 400 cm²，敲击声发闷。", 12.0)
	f.Add("the quick brown fox — “jumps”……over（the）lazy\n\n狗", 7.0)
	f.Add("e\u0301\u0301\u0301\u0301 \u200b\ufe0f。。。。((((", 2.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !utf8.ValidString(text) || !(width > 0 && width < 1e6) {
			t.Skip()
		}
		var back strings.Builder
		for _, s := range []ruler{square, BodyStyle.measure} {
			back.Reset()
			for _, l := range setLines(text, width, s) {
				back.WriteString(l.text)
				if l.hard {
					back.WriteByte('\n')
				}
				if wide := measured(l.text, s); wide > width+1e-6 && bases(l.text) > 1 {
					t.Errorf("%q is %v wide, not %v", l.text, wide, width)
				}
			}
			if back.String() != text {
				t.Errorf("%q came back as %q", text, back.String())
			}
		}
	})
}

func measured(text string, s ruler) float64 {
	var prev rune
	var wide, solid float64
	for _, r := range text {
		wide += s(prev, r)
		if r != ' ' {
			solid = wide
		}
		prev = r
	}
	return solid
}

// bases counts the characters that are no marks upon others.
func bases(text string) int {
	n := 0
	for _, r := range text {
		if !joins(r) {
			n++
		}
	}
	return n
}

// The signs that may not begin a line, and those that may not end one, typed here as the
// trade has them (CLREQ 3.1.6, GB/T 15834): not taken from the breaker's own lists.
const (
	neverFirst = "。，、；：？！）】》〉」』〕］｝”’…—·％℃‰～々ー°′″㎡²³.,;:?!)]}%"
	neverLast  = "（【《〈「『〔［｛“‘([{￥¥$§№"
)

// 禁则: no sign that is forbidden there begins a line, or ends one, whatever the width.
func TestForbiddenSigns(t *testing.T) {
	lines := func(before, after string, check func([]line)) {
		for _, sign := range neverFirst + neverLast {
			text := before + string(sign) + after
			for width := 6.0; width <= 22; width++ {
				check(breakLines(text, width, square))
				check(setLines(text, width, square))
			}
		}
	}
	lines("甲乙（丙）丁戊", "己庚辛壬癸", func(set []line) {
		for n, l := range set {
			r := []rune(l.text)
			if n > 0 && strings.ContainsRune(neverFirst, r[0]) {
				t.Errorf("%c begins the line %q", r[0], l.text)
			}
			if n < len(set)-1 && strings.ContainsRune(neverLast, r[len(r)-1]) {
				t.Errorf("%c ends the line %q", r[len(r)-1], l.text)
			}
		}
	})
}
