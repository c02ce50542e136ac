package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"keyday/app"
	"keyday/ui/words"
)

const hostile = "王\u202e敏\x1b[2J\a\x00\u009b31m\x7f\u2028\U000e0041\ufeff\x9b"

// Whatever a command says, no control character and nothing that turns the direction
// reaches the terminal; a name of two lines does not look like two lines of Keyday's.
func TestTerminalsGetPlainText(t *testing.T) {
	var out, errs bytes.Buffer
	w := words.New()
	c := &Call{Terminal: Terminal{Out: plainly{&out}, Err: plainly{&errs}, Words: w}}
	c.line("%s  %s", hostile, "一\n二\r\n三")
	c.labelled("command.label.owner", hostile)
	c.table([][]string{{hostile, "王敏\n核验无误"}, {"王敏", "欧阳䶮𠮷\ue000"}})
	c.progress(hostile)
	c.end(app.Refuse("firm.name_taken", "name", hostile+"\n已办妥"))
	c.end(errors.New(hostile))
	c.end(misuse{hostile})
	for name, said := range map[string]string{"out": out.String(), "err": errs.String()} {
		if signs := app.UnplainLines(said); signs != "" {
			t.Errorf("%s: %s in %q", name, signs, said)
		}
		if !strings.Contains(said, "王[U+202E]敏[U+001B][2J[U+0007][U+0000][U+009B]31m[U+007F][U+2028][U+E0041][U+FEFF][0x9B]") {
			t.Errorf("%s does not show what was there: %q", name, said)
		}
	}
	if lines := strings.Count(out.String(), "\n"); lines != 4 {
		t.Errorf("four lines are %d:\n%s", lines, out.String())
	}
	if strings.Contains(errs.String(), "\n已办妥") {
		t.Errorf("a name says a line of its own: %s", errs.String())
	}
	if !strings.Contains(out.String(), "欧阳䶮𠮷\ue000") {
		t.Errorf("a name is another: %s", out.String())
	}
}

// Programs get what is kept, by escapes alone.
func TestJSONIsPlainText(t *testing.T) {
	var out, errs bytes.Buffer
	c := &Call{Terminal: Terminal{Out: plainly{&out}, Err: plainly{&errs}, Words: words.New()}, globals: globals{JSON: true}}
	name := strings.TrimSuffix(hostile, "\x9b") + "👷\u200d♂️"
	if err := c.json(map[string]string{"name": name, "note": "一\n\t二", "plain": "欧阳䶮𠮷\ue000"}); err != nil {
		t.Fatal(err)
	}
	c.end(app.Refuse("firm.name_taken", "name", name))
	for _, said := range []string{out.String(), errs.String()} {
		if signs := app.UnplainLines(said); signs != "" {
			t.Errorf("%s in %q", signs, said)
		}
	}
	var read map[string]string
	if err := json.Unmarshal(out.Bytes(), &read); err != nil || read["name"] != name || read["note"] != "一\n\t二" || !strings.Contains(out.String(), "欧阳䶮𠮷\ue000") {
		t.Errorf("%v, %q", err, out.String())
	}
	var refused struct {
		Refused struct{ Args map[string]string }
	}
	if err := json.Unmarshal(errs.Bytes(), &refused); err != nil || refused.Refused.Args["name"] != name {
		t.Errorf("%v, %q", err, errs.String())
	}
}

// What somebody types is said back to them without its escapes.
func TestMisuseIsPlainText(t *testing.T) {
	for _, line := range [][]string{{hostile}, {"verify", hostile}, {"--" + hostile}, {"print", hostile, "--out", "x.pdf"}, {"rehearse", "--today", hostile}, {"rehearse", "--units", hostile}} {
		var out, said bytes.Buffer
		code := Run(context.Background(), line, nil, Terminal{Out: &out, Err: &said, Env: func(string) string { return "" }, Words: words.New()})
		if code != Misused || app.UnplainLines(out.String()+said.String()) != "" {
			t.Errorf("%q: code %d, %q", line, code, said.String())
		}
	}
}

// What a command says is a line: a break in its text would come out as a blank.
func TestTextsAreOfOneLine(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		text, err := os.ReadFile("../../assets/words/" + language + "/command.toml")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			key, value, _ := strings.Cut(line, " = ")
			if key != "misused" && strings.Contains(value, `\n`) { // that one goes past Call.line
				t.Errorf("%s: %s has several lines", language, key)
			}
		}
	}
}
