package command

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/alecthomas/kong"

	"keyday/ui/words"
)

// helpOf is what a command says of itself.
func helpOf(t *testing.T, w *words.Words, l words.Language, command ...string) string {
	t.Helper()
	var out bytes.Buffer
	env := func(name string) string { return map[string]string{"KEYDAY_LANG": string(l)}[name] }
	if code := Run(context.Background(), append(command, "--help"), nil, Terminal{Out: &out, Err: &out, Env: env, Words: w}); code != Done {
		t.Fatalf("%v --help ended with %d", command, code)
	}
	return out.String()
}

// everyCommand is each command that has a help, the whole of Keyday the first.
func everyCommand(t *testing.T, w *words.Words) [][]string {
	t.Helper()
	k, err := kong.New(&grammar{}, kong.Vars(helpVars(w)))
	if err != nil {
		t.Fatal(err)
	}
	all := [][]string{nil}
	_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if n, is := node.(*kong.Node); is && n.Type == kong.CommandNode {
			all = append(all, strings.Fields(n.Path()))
		}
		return next(nil)
	})
	return all
}

// The help is whole in its language, fits a terminal, and calls what one has to put in
// alike in the line of usage, among the arguments and among the flags.
func TestHelp(t *testing.T) {
	w := words.New()
	standIn := regexp.MustCompile(`<\w|"|--\w+=|⟨`) // as the library would have them, or lacking
	for _, command := range everyCommand(t, w) {
		for _, l := range []words.Language{words.Chinese, words.English} {
			for n, line := range strings.Split(helpOf(t, w, l, command...), "\n") {
				if columns(line) > terminal && n > 0 {
					t.Errorf("%s %v: %d columns: %s", l, command, columns(line), line)
				}
				if standIn.MatchString(line) {
					t.Errorf("%s %v: %s", l, command, line)
				}
				if l == words.English && strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("%v speaks Chinese in English: %s", command, line)
				}
			}
		}
	}
	for l, want := range map[words.Language][]string{
		words.Chinese: {"用法：keyday print [表单] [选项]", "  [表单]  表单名", "--out 文件|文件夹  ", "--lang zh|en", "（默认 zh）", "每个命令都有的选项：\n", "--data 文件夹  "},
		words.English: {"Usage: keyday print [FORM] [FLAGS]", "  [FORM]  the form", "--out FILE|FOLDER  ", "--lang zh|en", "(zh unless said)", "Flags of every command:\n", "--data FOLDER  "},
	} {
		help := helpOf(t, w, l, "print")
		for _, part := range want {
			if !strings.Contains(help, part) {
				t.Errorf("%s: %q is not in the help\n%s", l, part, help)
			}
		}
	}
	for _, before := range [][]string{{"--data", "x", "print"}, {"--json", "window"}} {
		if help := helpOf(t, w, words.Chinese, before...); !strings.HasPrefix(help, "用法：keyday "+before[len(before)-1]) {
			t.Errorf("%v: the help is\n%s", before, help)
		}
	}
	if help := helpOf(t, w, words.Chinese, "--data", "window.db"); !strings.HasPrefix(help, "用法：keyday 命令 ") {
		t.Errorf("without a command the help is\n%s", help)
	}
	if help := helpOf(t, w, words.Chinese); !strings.HasPrefix(help, "用法：keyday 命令 [选项]\n") || !strings.Contains(help, "KEYDAY_PASSPHRASE") {
		t.Errorf("the whole help is\n%s", help)
	}
}

// No closing sign begins a line, no opening one ends it, and nothing is lost.
func TestWrap(t *testing.T) {
	for text, want := range map[string][]string{
		"":                        {""},
		"one two three":           {"one two", "three"},
		"房屋（交付）现场的验房":             {"房屋（交", "付）现场的", "验房"},
		"一二三四五，六七":                {"一二三四", "五，六七"},
		"见 KEYDAY_PASSPHRASE 的说明": {"见", "KEYDAY_PASSPHRASE", "的说明"},
	} {
		if got := wrap(text, 10); !slices.Equal(got, want) {
			t.Errorf("%q is wrapped to %q, not %q", text, got, want)
		}
	}
}
