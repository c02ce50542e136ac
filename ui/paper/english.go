package paper

import (
	"regexp"
	"strings"
	"sync"

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

// catalogued are the words that agreements take from the catalogue, by the Chinese.
var catalogued = sync.OnceValue(func() map[string]string {
	w, all := words.New(), map[string]string{}
	keys := []string{"contract.basis." + string(contract.LumpSum), "contract.basis." + string(contract.Commission),
		"contract.area.measured", "contract.area.contract"}
	for _, r := range contract.FeeRules {
		keys = append(keys, "contract.fee_rule."+string(r))
	}
	for _, key := range keys {
		said := w.In(words.English, key)
		all[w.In(words.Chinese, key)] = strings.ToLower(said[:1]) + said[1:] // inside a sentence
	}
	return all
})
