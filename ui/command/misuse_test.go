package command

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"keyday/ui/words"
)

// Who types a line wrong is told so in their language, on stderr, with code 2.
func TestMisuseSpeaksTheLanguage(t *testing.T) {
	for _, c := range []struct {
		line   []string
		zh, en string
	}{
		{[]string{"nosuch"}, "没有命令 nosuch。", "there is no command nosuch."},
		{[]string{"serch", "kg"}, "没有 serch；是不是 search？", "there is no serch; did you mean search?"},
		{[]string{"verify", "x"}, "多余的参数 x。", "x is one word too many."},
		{[]string{"--nosuch"}, "没有选项 --nosuch。", "there is no flag --nosuch."},
		{[]string{"--dtaa", "x"}, "没有选项 --dtaa；是不是 --data？", "there is no flag --dtaa; did you mean --data?"},
		{[]string{"backup"}, "还缺 --out 文件。", "--out FILE is missing."},
		{[]string{"erase", "owner"}, "还缺 --name 姓名、--reason 原因、--unit 房号。", "--name NAME, --reason REASON, --unit CODE is missing."},
		{[]string{"show"}, "请接着写 units、unit、defect、document 之一。", "go on with one of units, unit, defect, document."},
		{[]string{"search"}, "还缺 文字。", "TEXT is missing."},
		{[]string{"rehearse", "--units", "x"}, "--units 的值不对。", "--units does not take this value."},
		{[]string{"rehearse", "--today", "x"}, "“x”不是日期", "\"x\" is not a date"},
		{[]string{"print", "--unit"}, "--unit 后面还缺值。", "--unit lacks its value."},
		{[]string{"print"}, "还缺 表单", "FORM is missing"},
		{[]string{"print", "nosuch", "--out", "x.pdf"}, "没有名为“nosuch”的表单", "there is no form \"nosuch\""},
		{[]string{"print", "pack", "--units", "*", "--out", "x", "--lang", "en"}, "--lang en 只用于", "--lang en goes with"},
		{[]string{"print", "inspection-sheet", "--unit", "1-1-101", "--out", "x", "--lang", "en"}, "--lang en 只用于", "--lang en goes with"},
		{[]string{"print", "pack", "--units", "*", "--unit", "1-1-101", "--out", "x"}, "请给出 --out", "name --out"},
		{[]string{"print", "inspection-sheet", "--units", "*", "--unit", "1-1-101", "--out", "x"}, "请给出 --out", "name --out"},
		{[]string{"print", "pack", "--units", "*", "--lang", "fr"}, "--lang 只能是 zh、en 之一。", "--lang is one of zh, en."},
		{[]string{"show", "units", "--state", "nosuch"}, "--state 只能是 not_ready、", "--state is one of not_ready, "},
	} {
		for l, want := range map[words.Language]string{words.Chinese: c.zh, words.English: c.en} {
			speaks := func(name string) string {
				if name == "KEYDAY_LANG" {
					return string(l)
				}
				return ""
			}
			var out, said bytes.Buffer
			code := Run(context.Background(), c.line, nil, Terminal{Out: &out, Err: &said, Env: speaks, Words: words.New()})
			if code != Misused || out.Len() > 0 || !strings.Contains(said.String(), want) {
				t.Errorf("%s %v: code %d, out %q, err %q; want %q", l, c.line, code, out.String(), said.String(), want)
			}
		}
	}
}
