package paper

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"keyday/app/contract"
	"keyday/ui/words"
)

// english is what the courtesy translation calls what a content says in the program's
// own words. What people wrote themselves stays as it is.
func english(text string) string {
	if n := monthsSaid.FindStringSubmatch(text); n != nil {
		if n[1] == "1" {
			return "1 month"
		}
		return n[1] + " months"
	}
	if said, known := catalogued()[text]; known {
		return said
	}
	return words.Term(text)
}

// monthsSaid is a period as agreements say it.
var monthsSaid = regexp.MustCompile(`^(\d+) 个月$`)

// phrase is english, and of a phrase with figures in it what is usual: 每月 300 元 as
// 每月 # 元 is said.
func phrase(text string) string {
	if said := english(text); said != text {
		return said
	}
	said := words.Term(figure.ReplaceAllString(text, "#"))
	figures := figure.FindAllString(text, -1)
	if strings.Count(said, "#") != len(figures) || strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text
	}
	for _, n := range figures {
		said = strings.Replace(said, "#", n, 1)
	}
	return said
}

var figure = regexp.MustCompile(`\d[\d,.]*`)

// catalogued are the words that agreements take from the catalogue, by the Chinese.
var catalogued = sync.OnceValue(func() map[string]string {
	w, all := words.New(), map[string]string{}
	keys := []string{"contract.basis." + string(contract.LumpSum), "contract.basis." + string(contract.Commission),
		"contract.area.measured", "contract.area.contract",
		"handover.letter." + string(contract.Plain), "handover.letter." + string(contract.Notarised)}
	for _, r := range contract.FeeRules {
		keys = append(keys, "contract.fee_rule."+string(r))
	}
	for _, key := range keys {
		said := w.In(words.English, key)
		all[w.In(words.Chinese, key)] = strings.ToLower(said[:1]) + said[1:] // inside a sentence
	}
	return all
})
