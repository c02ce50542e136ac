package command

import (
	"regexp"

	"keyday/ui/words"
)

// The library says in English how a line is wrong; misuses are its sentences, with
// what is to be kept of each, and the key by which the catalogues say the same.
var misuses = []struct {
	says *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unexpected argument (.+)$`), "unexpected"},
	{regexp.MustCompile(`^unknown flag (\S+?)(?:,.*)?$`), "flag"},
	{regexp.MustCompile(`^missing flags?: (.+)$`), "missing"},
	{regexp.MustCompile(`^(?:.*: )?expected one of (.+)$`), "one_of"},
	{regexp.MustCompile(`^(\S+): expected .*got "EOL".*$`), "value_missing"},
	{regexp.MustCompile(`^(\S+): expected .*$`), "value"},
	{regexp.MustCompile(`^expected "(.+)"$`), "missing"},
}

// wrongLine says in the language of the terminal how a line is wrong. A sentence that is
// not known is passed on.
func wrongLine(w *words.Words, err error) string {
	text := err.Error()
	for _, m := range misuses {
		if found := m.says.FindStringSubmatch(text); found != nil {
			return w.T("command.wrong."+m.key, "what", found[1])
		}
	}
	return text
}
