package words

import (
	"encoding/csv"
	"io/fs"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"keyday/assets"
)

// Term is a text of a record in the language spoken, where the record keeps what
// the program had proposed: a part, an item or a phrase of the checklist, a usual
// room, an identity paper. What people have thought of themselves stays as it is.
func (w *Words) Term(text string) string {
	if w.Language() == Chinese {
		return text
	}
	return Term(text)
}

// Term is a text of a record in English, where the record keeps what the program had
// proposed: for what is English whatever the window speaks.
func Term(text string) string {
	if text == "" {
		return text
	}
	if said, known := terms()[text]; known {
		return said
	}
	// 卧室2 is a 卧室.
	name := strings.TrimRight(text, "0123456789")
	if said, known := terms()[strings.TrimSpace(name)]; known && name != text {
		return said + " " + text[len(name):]
	}
	return text
}

// Terms are the texts, each as Term says it.
func (w *Words) Terms(texts ...string) []string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = w.Term(t)
	}
	return all
}

// terms are read when the first is asked for: a Chinese window never does.
var terms = sync.OnceValue(func() map[string]string {
	raw, err := fs.ReadFile(assets.Words, "words/terms.toml")
	if err != nil {
		panic("words: " + err.Error())
	}
	var own struct{ Term map[string]string }
	if err := toml.Unmarshal(raw, &own); err != nil {
		panic("words: terms.toml: " + err.Error())
	}
	known := own.Term
	// Phrases first: where an item is called as one of its phrases is, the phrase is
	// what a record keeps.
	for _, name := range []string{"phrases", "items"} {
		files, err := fs.Glob(assets.Checklists(), "*."+name+".csv")
		if err != nil {
			panic("words: " + err.Error())
		}
		for _, file := range files {
			addTerms(known, file)
		}
	}
	return known
})

// items are the names of the checklists' items by key.
var items = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	files, err := fs.Glob(assets.Checklists(), "*.items.csv")
	if err != nil {
		panic("words: " + err.Error())
	}
	for _, file := range files {
		rows, column := readTable(file)
		for _, row := range rows {
			names[row[column["key"]]] = row[column["item_zh"]]
		}
	}
	return names
})

// addTerms takes each phrase, part and item of a table that is not known yet.
func addTerms(known map[string]string, file string) {
	rows, column := readTable(file)
	for _, what := range []string{"phrase", "part", "item"} {
		zh, is := column[what+"_zh"]
		en, too := column[what+"_en"]
		if !is || !too {
			continue
		}
		for _, row := range rows {
			if _, has := known[row[zh]]; !has && row[en] != "" {
				known[row[zh]] = row[en]
			}
		}
	}
}

// readTable reads a table of a checklist, and where its columns stand.
func readTable(file string) (rows [][]string, column map[string]int) {
	f, err := assets.Checklists().Open(file)
	if err != nil {
		panic("words: " + err.Error())
	}
	defer f.Close()
	rows, err = csv.NewReader(f).ReadAll()
	if err != nil {
		panic("words: " + file + ": " + err.Error())
	}
	column = map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	return rows[1:], column
}
