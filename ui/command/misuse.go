package command

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"keyday/ui/words"
)

// The library says in English how a line is wrong; misuses are its sentences, with
// what is to be kept of each, and the key by which the catalogues say the same.
var misuses = []struct {
	says *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unexpected argument (.+), did you mean (?:one of )?(.+)\?$`), "near"},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "unexpected"},
	{regexp.MustCompile(`^unknown flag (\S+), did you mean (?:one of )?(.+)\?$`), "flag_near"},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "flag"},
	{regexp.MustCompile(`^missing flags?: (.+)$`), "missing"},
	{regexp.MustCompile(`^(?:.*: )?expected one of (.+)$`), "one_of"},
	{regexp.MustCompile(`^(\S+): expected .*got "EOL".*$`), "value_missing"},
	{regexp.MustCompile(`^(\S+): missing value.*$`), "value_missing"},
	{regexp.MustCompile(`^(\S+): expected .*$`), "value"},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got .*$`), "enum"},
	{regexp.MustCompile(`^expected "(.+)"$`), "missing"},
}

// wrongLine says in the language of the terminal how a line is wrong. A sentence that is
// not known is passed on.
func wrongLine(w *words.Words, err error) string {
	text := err.Error()
	for _, m := range misuses {
		found := m.says.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		key, others := m.key, ""
		if key == "unexpected" && noCommand(err) {
			key = "command"
		}
		if len(found) > 2 {
			others = asInHelp(w, found[2])
		}
		return w.T("command.wrong."+key, "what", asInHelp(w, found[1]), "others", others)
	}
	return text
}

// noCommand reports whether the line names no command yet.
func noCommand(err error) bool {
	var wrong *kong.ParseError
	return errors.As(err, &wrong) && wrong.Context != nil && wrong.Context.Selected() == nil
}

// An argument as the library calls it, <text> ..., and a flag with its value, --out=FILE.
var (
	argumentName = regexp.MustCompile(`<(\w+)>(?: \.\.\.)?`)
	flagValue    = regexp.MustCompile(`^(--[\w-]+)=`)
)

// asInHelp calls what a sentence of the library lists as the help calls it.
func asInHelp(w *words.Words, list string) string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.Trim(strings.TrimSpace(name), `"`)
		name = argumentName.ReplaceAllStringFunc(name, func(found string) string {
			return w.T("command.word." + argumentName.FindStringSubmatch(found)[1])
		})
		names = append(names, flagValue.ReplaceAllString(name, "$1 "))
	}
	return w.List(names)
}
