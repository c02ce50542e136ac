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
		{[]string{"nosuch"}, "多余的参数 nosuch", "nosuch is one word too many"},
		{[]string{"--nosuch"}, "没有选项 --nosuch", "there is no flag --nosuch"},
		{[]string{"backup"}, "还缺 --out=FILE", "--out=FILE is missing"},
		{[]string{"show"}, "请接着写", "go on with one of"},
		{[]string{"search"}, "还缺 <text> ...", "<text> ... is missing"},
		{[]string{"rehearse", "--units", "x"}, "--units 的值不对", "--units does not take this value"},
		{[]string{"print", "--unit"}, "--unit 后面还缺值", "--unit lacks its value"},
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

func TestHelpHasNoWordOfTheOtherLanguage(t *testing.T) {
	w := words.New()
	var out bytes.Buffer
	if code := Run(context.Background(), []string{"--help"}, nil, Terminal{Out: &out, Err: &out, Env: func(string) string { return "" }, Words: w}); code != 0 {
		t.Fatalf("code %d", code)
	}
	if !strings.HasPrefix(out.String(), "用法：keyday <命令> [选项]\n") {
		t.Errorf("the help begins %q", strings.SplitN(out.String(), "\n", 2)[0])
	}
}
