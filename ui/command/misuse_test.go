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
		{[]string{"backup"}, "还缺 --out 文件。", "this is missing: --out FILE."},
		{[]string{"erase", "owner"}, "还缺 --name 姓名、--reason 原因、--unit 房号。", "this is missing: --name NAME, --reason REASON, --unit CODE."},
		{[]string{"show"}, "请接着写 units、unit、defect、document 之一。", "go on with one of units, unit, defect, document."},
		{[]string{"search"}, "还缺 文字。", "this is missing: TEXT."},
		{[]string{"rehearse", "--units", "x"}, "--units 的值不对。", "--units does not take this value."},
		{[]string{"rehearse", "--today", "x"}, "“x”不是日期", "\"x\" is not a date"},
		{[]string{"print", "--unit"}, "--unit 后面还缺值。", "--unit lacks its value."},
		{[]string{"print"}, "还缺 表单", "FORM is missing"},
		{[]string{"print", "nosuch", "--out", "x.pdf"}, "没有名为“nosuch”的表单", "there is no form \"nosuch\""},
		{[]string{"print", "pack", "--units", "*", "--out", "x", "--lang", "en"}, "--lang en 只用于", "--lang en goes with"},
		{[]string{"window", "--as", "王敏"}, "--as 只用于命令", "--as goes with the commands"},
		{[]string{"--as", "王敏"}, "--as 只用于命令", "--as goes with the commands"},
		{[]string{"search", " 　"}, "还缺 文字。", "this is missing: TEXT."},
		{[]string{"verify", "--anchor"}, "--anchor 后面还缺值。", "--anchor lacks its value."},
		{[]string{"show", "units", "["}, "“[”不是能用的房号范围", "\"[\" is no pattern"},
		{[]string{"show", "units", "，"}, "“，”不是能用的房号范围", "\"，\" is no pattern"},
		{[]string{"print", "inspection-sheet", "--unit", "1-1-101", "--out", "x", "--lang", "en"}, "--lang en 只用于", "--lang en goes with"},
		{[]string{"print", "pack", "--units", "*", "--unit", "1-1-101", "--out", "x"}, "pack 用 --units 指明房源", "pack takes its units by --units"},
		{[]string{"print", "rectification-notice", "--units", "*", "--out", "x"}, "--units 只用于 pack", "--units goes with pack"},
		{[]string{"print", "pack", "--out", "x"}, "请给出 --out", "name --out"},
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

// A variable of the environment that is set to what it cannot mean is told, and nothing is
// done; the window opens, for nobody there reads a terminal.
func TestWrongVariables(t *testing.T) {
	for _, c := range []struct {
		name, value, want string
	}{
		{"KEYDAY_LANG", "xx", "KEYDAY_LANG 只能是 zh、en 之一。"},
		{"KEYDAY_LANG", "zh_CN.UTF-8", ""},
		{"KEYDAY_LANG", "zh", ""},
		{"KEYDAY_SAME_LAPTOP", "maybe", "KEYDAY_SAME_LAPTOP 只能是 yes、no 之一。"},
		{"KEYDAY_SAME_LAPTOP", "no", ""},
		{"KEYDAY_KEYS", "foo", "KEYDAY_KEYS 只能是 file 之一。"},
		{"KEYDAY_KEYS", "file", ""},
		{"KEYDAY_DATA", "foo", ""},
	} {
		for _, line := range [][]string{{"print", "--list"}, {"window"}} {
			var out, said bytes.Buffer
			env := func(name string) string { return map[string]string{c.name: c.value}[name] }
			code := Run(context.Background(), line, &opening{}, Terminal{Out: &out, Err: &said, Env: env, Words: words.New()})
			wrong := c.want != "" && line[0] != "window"
			if wrong != (code == Misused) || wrong && !strings.Contains(said.String(), c.want) {
				t.Errorf("%s=%s %v: ended with %d: %s", c.name, c.value, line, code, said.String())
			}
		}
	}
}
