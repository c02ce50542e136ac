// Package words says things to people: it holds the catalogues of both
// languages, and writes dates and numbers as the trade reads them.
//
// Everything under ui may import it. It imports app (for refusals and dates)
// and assets (for the catalogues), and nothing that draws.
package words

import (
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"keyday/assets"
)

// Language is one of the two languages Keyday speaks.
type Language string

// The languages; Chinese is the first and the one that is never missing a word.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Languages lists both, as the settings offer them.
var Languages = []Language{Chinese, English}

// Name is what the language calls itself.
func (l Language) Name() string {
	if l == English {
		return "English"
	}
	return "中文"
}

// Words says things in the present language. It may be read from every
// goroutine; SetLanguage and OnChange belong to the screen's.
type Words struct {
	present    atomic.Pointer[voice]
	voices     map[Language]*voice
	mu         sync.Mutex
	listeners  map[int]func()
	nextListen int
}

// voice is one language, with the sentences that take no arguments kept ready.
type voice struct {
	language  Language
	localizer *i18n.Localizer
	plain     sync.Map // key → sentence
}

// New reads every catalogue that ships with Keyday, and those beside them that a test has,
// and speaks Chinese. A catalogue that cannot be read is a fault of the build, so it panics.
func New(beside ...fs.FS) *Words {
	bundle := i18n.NewBundle(language.Chinese)
	for _, l := range Languages {
		for _, files := range append([]fs.FS{assets.Words}, beside...) {
			load(bundle, files, l)
		}
	}
	w := &Words{voices: map[Language]*voice{}, listeners: map[int]func(){}}
	for _, l := range Languages {
		w.voices[l] = &voice{language: l, localizer: i18n.NewLocalizer(bundle, string(l))}
	}
	w.present.Store(w.voices[Chinese])
	return w
}

func load(bundle *i18n.Bundle, files fs.FS, l Language) {
	names, err := fs.Glob(files, "words/"+string(l)+"/*.toml")
	if err != nil || len(names) == 0 {
		panic("words: no catalogue for " + string(l))
	}
	// Reading is most of what a start of the program waits for, so each file is
	// read beside the others.
	all := make([][]*i18n.Message, len(names))
	failed := make([]error, len(names))
	var reading sync.WaitGroup
	for i, name := range names {
		reading.Go(func() { all[i], failed[i] = read(files, name) })
	}
	reading.Wait()
	for i, name := range names {
		if l == English {
			straighten(all[i])
		}
		if failed[i] == nil {
			failed[i] = bundle.AddMessages(language.Make(string(l)), all[i]...)
		}
		if failed[i] != nil {
			panic("words: " + name + ": " + failed[i].Error())
		}
	}
}

// straighten makes quotation marks straight: the house's typeface draws the curly
// ones as wide as a Chinese character, which tears an English sentence apart.
func straighten(all []*i18n.Message) {
	for _, m := range all {
		m.One, m.Other = straight.Replace(m.One), straight.Replace(m.Other)
	}
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

func read(files fs.FS, name string) ([]*i18n.Message, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	return messages("", tree), nil
}

// messages are the sentences below a table, by their dotted keys; a table of
// numbers ("one", "other") is a sentence in itself. The library's own reading
// would take names of fields ("id", "hash") for parts of a sentence.
func messages(prefix string, table map[string]any) []*i18n.Message {
	var all []*i18n.Message
	for name, value := range table {
		key := strings.TrimPrefix(prefix+"."+name, ".")
		switch value := value.(type) {
		case string:
			all = append(all, &i18n.Message{ID: key, Other: value})
		case map[string]any:
			one, _ := value["one"].(string)
			other, plural := value["other"].(string)
			if plural {
				all = append(all, &i18n.Message{ID: key, One: one, Other: other})
				continue
			}
			all = append(all, messages(key, value)...)
		}
	}
	return all
}

// Language is the language spoken at present.
func (w *Words) Language() Language { return w.present.Load().language }

// SetLanguage speaks l from now on and tells every listener.
func (w *Words) SetLanguage(l Language) {
	v, known := w.voices[l]
	if !known || w.Language() == l {
		return
	}
	w.present.Store(v)
	for _, fn := range w.snapshot() {
		fn()
	}
}

// OnChange calls fn after every change of language, in the order of
// registration; the result ends it.
func (w *Words) OnChange(fn func()) (cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.nextListen++
	n := w.nextListen
	w.listeners[n] = fn
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.listeners, n)
	}
}

func (w *Words) snapshot() []func() {
	w.mu.Lock()
	defer w.mu.Unlock()
	var fns []func()
	for n := 1; n <= w.nextListen; n++ {
		if fn, there := w.listeners[n]; there {
			fns = append(fns, fn)
		}
	}
	return fns
}

// T says the catalogue's entry key, with args as alternating names and values:
// T("defect.days_over", "n", 3). An argument "n" that is an int also picks the
// English plural. A key no catalogue knows is said as ⟨key⟩, so that it is seen.
func (w *Words) T(key string, args ...any) string {
	return w.present.Load().say(key, args...)
}

// In says the entry in the given language, whatever is spoken at present;
// bilingual labels need it.
func (w *Words) In(l Language, key string, args ...any) string {
	return w.voices[l].say(key, args...)
}

// Has reports whether the present language knows the key.
func (w *Words) Has(key string) bool {
	_, known := w.present.Load().look(key)
	return known
}

func (v *voice) say(key string, args ...any) string {
	text, known := v.look(key, args...)
	if !known {
		return "⟨" + key + "⟩"
	}
	return text
}

func (v *voice) look(key string, args ...any) (text string, known bool) {
	if len(args) == 0 {
		if kept, ok := v.plain.Load(key); ok {
			return kept.(string), true
		}
	}
	ask := &i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		named := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			name, _ := args[i].(string)
			named[name] = args[i+1]
		}
		ask.TemplateData = named
		if n, ok := named["n"].(int); ok {
			ask.PluralCount = n
		}
	}
	text, err := v.localizer.Localize(ask)
	if err != nil && text == "" {
		return "", false
	}
	text = strings.TrimSpace(text)
	if len(args) == 0 {
		v.plain.Store(key, text)
	}
	return text, true
}
