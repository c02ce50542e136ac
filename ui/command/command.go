// Package command is the command line: people script Keyday with it, and tests
// drive it. It parses what was asked for, opens the site, and says the result in
// the language of the terminal, or as JSON for programs.
//
// It imports app, ui/words and ui/paper's names, never data: what a command needs
// of the site it declares in site.go, and ui/program wires it.
//
// A command ends with 0 (done), 1 (refused or found wrong, with the reason on
// stderr) or 2 (misused).
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"keyday/app"
	"keyday/ui/words"
)

// What a command ends with.
const (
	Done    = 0
	Refused = 1
	Misused = 2
)

// Terminal is where a command was typed.
type Terminal struct {
	Out, Err io.Writer
	Env      func(name string) string // os.Getenv
	Words    *words.Words
}

// Run parses the arguments, runs the command that they name, and returns the exit
// code. Without any, the window opens.
func Run(ctx context.Context, args []string, program Program, t Terminal) int {
	t.Words.SetLanguage(LanguageOf(t.Env))
	out := &heard{to: t.Out}
	t.Out, t.Err = plainly{out}, plainly{t.Err}
	var g grammar
	code := Done
	left := false
	parser, err := kong.New(&g,
		kong.Name("keyday"),
		kong.Description(t.Words.T("command.about")),
		kong.Vars(helpVars(t.Words)),
		kong.Writers(t.Out, t.Err),
		kong.Help(printHelp(t.Words)),
		kong.KindMapper(reflect.String, kong.MapperFunc(decodeAsTyped)),
		kong.Exit(func(c int) { code, left = c, true }),
	)
	if err != nil { // the grammar itself is wrong: a fault of the build
		panic("command: " + err.Error())
	}
	parsed, err := parser.Parse(args)
	if left && out.failed == nil { // --help, --version
		return code
	}
	if left {
		return unheard(t, out.failed)
	}
	if err != nil {
		fmt.Fprintln(t.Err, t.Words.T("command.misused", "text", wrongLine(t.Words, err)))
		return Misused
	}
	if wrong := wrongVariable(t.Words, t.Env); wrong != "" && parsed.Selected() != parsed.Model.DefaultCmd { // who opens the window reads no terminal
		fmt.Fprintln(t.Err, t.Words.T("command.misused", "text", wrong))
		return Misused
	}
	call := &Call{ctx: ctx, program: program, Terminal: t, globals: g.globals}
	if code = call.end(parsed.Run(call)); code == Done && out.failed != nil {
		code = unheard(t, out.failed)
	}
	return code
}

// unheard reports that the result could not be written to the output.
func unheard(t Terminal, err error) int {
	fmt.Fprintln(t.Err, t.Words.T("command.unheard", "why", err.Error()))
	return Refused
}

// decodeAsTyped takes a text as it was typed: a name of a file may be no text at all, and the
// library would put another in its place.
func decodeAsTyped(c *kong.DecodeContext, target reflect.Value) error {
	token, err := c.Scan.PopValue("string")
	if err != nil {
		return err
	}
	target.SetString(fmt.Sprint(token.Value))
	return nil
}

// Call is one command being carried out.
type Call struct {
	Terminal
	globals
	ctx     context.Context
	program Program
}

// errFound ends a command that did its work and found something wrong; what it
// found has been said.
var errFound = errors.New("found wrong")

// misuse ends a command that was asked for what cannot be meant.
type misuse struct{ text string }

func (m misuse) Error() string { return m.text }

// end says why a command did not do what was asked, and returns the exit code.
func (c *Call) end(err error) int {
	if err == nil {
		return Done
	}
	var wrong misuse
	switch err = errorWithoutFound(err); {
	case err == nil:
		return Refused
	case errors.As(err, &wrong):
		text := app.Visible(wrong.text) // it may repeat what was typed
		if c.JSON {
			writeJSON(c.Err, map[string]any{"misused": map[string]string{"text": text}})
		} else {
			fmt.Fprintln(c.Err, c.Words.T("command.misused", "text", text))
		}
		return Misused
	}
	if c.JSON {
		writeJSON(c.Err, refusedJSON(c.Words, err))
	} else {
		fmt.Fprintln(c.Err, c.Words.Refusal(err))
	}
	return Refused
}

// errorWithoutFound is the error without errFound: a command may have found something wrong, and then
// been stopped by something else.
func errorWithoutFound(err error) error {
	if err == errFound {
		return nil
	}
	many, joined := err.(interface{ Unwrap() []error })
	if !joined {
		return err
	}
	var rest []error
	for _, one := range many.Unwrap() {
		rest = append(rest, errorWithoutFound(one))
	}
	return errors.Join(rest...)
}

// refusedJSON is a refusal as programs read it: the code to branch on, the
// sentence to show.
func refusedJSON(w *words.Words, err error) any {
	out := struct {
		Code string            `json:"code"`
		Args map[string]string `json:"args,omitempty"`
		Text string            `json:"text"`
	}{Code: app.RefusalCode(err), Text: w.Refusal(err)}
	var r *app.Refusal
	if errors.As(err, &r) {
		out.Args = r.Args
	}
	return map[string]any{"refused": out}
}

// WindowLanguage is the language that the window begins in: the one that KEYDAY_LANG asks
// for, else the one that was chosen at this laptop, else the one that commands speak.
func WindowLanguage(env func(string) string, chosen string) words.Language {
	if l := words.Language(chosen); env("KEYDAY_LANG") == "" && slices.Contains(words.Languages, l) {
		return l
	}
	return LanguageOf(env)
}

// LanguageOf is the language that the environment asks for; Chinese where it asks
// for neither of the two.
func LanguageOf(env func(string) string) words.Language {
	for _, name := range []string{"KEYDAY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		switch value := env(name); {
		case strings.HasPrefix(value, "en"):
			return words.English
		case value != "":
			return words.Chinese
		}
	}
	return words.Chinese
}
