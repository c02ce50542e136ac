package command

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"keyday/ui/words"
)

// full is a file on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// A command whose result nobody could read does not end as done, and says why.
func TestAResultThatIsNotWritten(t *testing.T) {
	for _, args := range [][]string{{"print", "--list"}, {"print", "--list", "--json"}, {"--version"}, {"--help"}} {
		var errs bytes.Buffer
		terminal := Terminal{Out: full{}, Err: &errs, Env: func(string) string { return "" }, Words: words.New()}
		if code := Run(context.Background(), args, nil, terminal); code != Refused || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%v ended with %d: %s", args, code, errs.String())
		}
		terminal.Out = &bytes.Buffer{}
		if code := Run(context.Background(), args, nil, terminal); code != Done {
			t.Errorf("%v ended with %d", args, code)
		}
	}
}

// opening notes which folder it was asked for.
type opening struct {
	Program
	folder string
}

func (o *opening) Window(_ context.Context, folder string) error {
	o.folder = folder
	return nil
}

// A name of a file need not be text: it arrives byte by byte as it was typed.
func TestNamesArriveAsTheyWereTyped(t *testing.T) {
	for _, name := range []string{"锦绣花园", "bad\xff.xlsx", "\xfe", "a b", "--x"} {
		var program opening
		terminal := Terminal{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Env: func(string) string { return "" }, Words: words.New()}
		if code := Run(context.Background(), []string{"window", "--data=" + name}, &program, terminal); code != Done || program.folder != name {
			t.Errorf("%q ended with %d as %q", name, code, program.folder)
		}
	}
}
