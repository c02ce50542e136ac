package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"keyday/app"
)

// The house has an order: who may import whom. This test reads the imports of
// every file and names the edge that breaks it.

// below says which domains each domain of app may stand on. Every one may import
// app itself.
var below = map[string][]string{
	"staff":     {},
	"site":      {"staff"},
	"contract":  {"site", "staff"},
	"intake":    {"site", "staff"},
	"defect":    {"site", "staff", "contract"},
	"inspect":   {"site", "staff", "contract", "defect"},
	"handover":  {"site", "staff", "contract", "defect", "inspect"},
	"privacy":   {"site", "staff", "contract"},
	"search":    {"site", "staff"},
	"rehearsal": {"site", "staff", "intake", "contract", "defect", "inspect", "handover"},
	"apptest":   {"site", "staff", "intake", "contract", "defect", "inspect", "handover", "privacy"},
	"pinyin":    {},
}

// realFiles are the readers by which the tests of a domain of app read real files.
var realFiles = map[string][]string{"intake": {"data/sheet"}}

// trade is the one package of data that knows the domains.
const trade = "data/records"

// engine is what keeps records, whatever they are of.
var engine = []string{"data/journal", "data/registry", "data/store"}

// keepers are the libraries that one part of the house alone may import.
var keepers = map[string]string{
	"fyne.io/fyne/v2/app":             "ui/screen",
	"fyne.io/":                        "ui/screen/...",
	"github.com/mattn/go-sqlite3":     "data/store",
	"github.com/jung-kurt/gofpdf":     "ui/paper/set",
	"github.com/klippa-app/go-pdfium": "ui/paper/preview",
	"github.com/alecthomas/kong":      "ui/command",
	"github.com/xuri/excelize":        "data/sheet",
	"github.com/mozillazg/go-pinyin":  "app/pinyin",
	"golang.org/x/text/collate":       "app/pinyin",
	"github.com/nicksnyder/go-i18n":   "ui/words",
	"github.com/zalando/go-keyring":   "data/keyring",
	"filippo.io/age":                  "data/...",
}

// appLibraries are all that app may import from outside of the house; app/pinyin alone
// stands on others.
var appLibraries = []string{"github.com/google/uuid", "github.com/shopspring/decimal", "golang.org/x/text/width"}

// shared are the parts of ui/screen that places stand on; places do not import
// each other, they meet by the shell's routes.
var shared = []string{"register", "shell", "theme", "widget"}

// wiring is the package that joins ui to data, and may know everybody.
const wiring = "ui/program"

// testSite is a site on disk, for tests of screens; forTests are the packages that tests
// alone stand on.
const testSite = "data/datatest"

var forTests = []string{"app/apptest", testSite, "ui/screen/shell/shelltest"}

// edge is one import.
type edge struct {
	from string // package, as a path below the module's root; "" is main
	file string
	to   string // the import's path
	test bool
}

func edges(t *testing.T) []edge {
	t.Helper()
	var all []edge
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || name != "." && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(file) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		from := path.Dir(filepath.ToSlash(file))
		if from == "." {
			from = ""
		}
		for _, spec := range parsed.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			all = append(all, edge{from, filepath.ToSlash(file), to, strings.HasSuffix(file, "_test.go")})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhoMayKnowWhom(t *testing.T) {
	all := edges(t)
	if len(all) < 500 {
		t.Fatalf("only %d imports were found: is the test looking at the house?", len(all))
	}
	for _, e := range all {
		if rule := e.breaks(); rule != "" {
			t.Errorf("%s imports %s: %s", e.file, e.to, rule)
		}
	}
}

// breaks says which rule the edge breaks, "" for none.
func (e edge) breaks() string {
	if own, inside := strings.CutPrefix(e.to, "keyday/"); inside {
		return e.inside(own)
	}
	for library, keeper := range keepers {
		if covers(library, e.to) && !e.test && !under(e.from, keeper) && !(library == "fyne.io/" && e.to == "fyne.io/fyne/v2/app") {
			return "only " + keeper + " may"
		}
	}
	if under(e.from, "app/...") && e.from != "app/pinyin" && !e.test && strings.Contains(strings.Split(e.to, "/")[0], ".") && !slices.Contains(appLibraries, e.to) {
		return "app imports the standard library, uuid, decimal and x/text/width alone"
	}
	return ""
}

// inside is breaks for imports of our own packages.
func (e edge) inside(to string) string {
	top, domain, _ := strings.Cut(e.from, "/")
	toTop, toDomain, _ := strings.Cut(to, "/")
	switch {
	case slices.Contains(forTests, to) && !e.test && !slices.Contains(forTests, e.from):
		return "it is for tests alone"
	case to == e.from || e.from == wiring: // a package's outside tests; what is wired, is known there
		return ""
	case to == wiring:
		if e.from != "" {
			return "main alone runs it"
		}
		return ""
	case top == "app":
		if to == "app" || to == "app/apptest" || toTop == "app" && domain != "" && slices.Contains(below[domain], toDomain) {
			return ""
		}
		if e.test && slices.Contains(realFiles[domain], to) {
			return ""
		}
		return "below app/" + domain + " stand app and " + strings.Join(below[domain], ", ")
	case e.from == testSite && to == "assets": // it has the checklists that ship
		return ""
	case slices.Contains(engine, e.from) && !e.test:
		if toTop == "data" && to != trade || to == "app" || to == "app/pinyin" {
			return ""
		}
		return "how records are kept knows no domain; " + trade + " does"
	case top == "data":
		if toTop != "app" && toTop != "data" {
			return "data knows app and data"
		}
	case e.test && to == "data/frugal/peak": // what a file costs is measured wherever one is read
		return ""
	case e.test && to == testSite: // a screen that reads what the store joins is tested on a site
		return ""
	case top == "ui":
		if toTop == "data" {
			return "ui never knows data; it declares what it needs, and ui/program wires"
		}
		return betweenPlaces(e.from, to)
	case top == "assets":
		return "assets know nobody"
	case top == "" && !e.test:
		return "main runs " + wiring
	}
	return ""
}

// betweenPlaces refuses that a place of the screen imports another.
func betweenPlaces(from, to string) string {
	a, fromScreen := strings.CutPrefix(from, "ui/screen/")
	b, toScreen := strings.CutPrefix(to, "ui/screen/")
	if !fromScreen || !toScreen {
		return ""
	}
	a, _, _ = strings.Cut(a, "/")
	b, _, _ = strings.Cut(b, "/")
	if a == b || slices.Contains(shared, b) {
		return ""
	}
	if slices.Contains(shared, a) {
		return "the frame knows no place"
	}
	return "places reach each other by the shell's routes"
}

// covers reports whether the import is of the library: itself or a part of it.
func covers(library, to string) bool {
	return to == library || strings.HasPrefix(to, strings.TrimSuffix(library, "/")+"/")
}

// under reports whether the package is the one named, or below it where the name
// ends in /...
func under(pkg, name string) bool {
	root, deep := strings.CutSuffix(name, "/...")
	return pkg == root || deep && strings.HasPrefix(pkg, root+"/")
}

// openers are the functions that open what lies at a path: a pipe would wait for ever, a
// device answer without end. Whoever reads a file takes durable.Open, or what ui has.
var openers = map[string][]string{
	"os":       {"Open", "OpenFile", "ReadFile", "OpenRoot", "OpenInRoot", "DirFS"},
	"zip":      {"OpenReader"},
	"excelize": {"OpenFile"},
}

// mayOpen are the files that may, and what they open.
var mayOpen = map[string]string{
	"data/fault/baddisk/baddisk.go": "a file of the system that cannot be read, for tests",
	"data/durable/durable.go":       "what it has looked at first; folders of its own, to flush them; a place that it holds",
	"data/frugal/peak/peak.go":      "the system's account of the process",
	"data/leftover/leftover.go":     "notes of its own, to be written",
	"data/store/create.go":          "the database of a site, to be made",
	"data/store/place_linux.go":     "what the system says of the machine",
	"data/export/outlet.go":         "what it has looked at first, to see whether another program holds it",
	"ui/screen/shell/open.go":       "what it has looked at first: ui does not know durable",
}

func TestWhoMayOpenFiles(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || name != "." && strings.HasPrefix(name, ".") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		file = filepath.ToSlash(file)
		for _, name := range opens(parsed) {
			if mayOpen[file] == "" {
				t.Errorf("%s takes %s: take durable.Open, which opens nothing but files", file, name)
			}
			seen[file] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for file := range mayOpen {
		if !seen[file] {
			t.Errorf("%s opens nothing any more", file)
		}
	}
}

// opens are the openers that the file names, called or handed on, whatever it calls their
// packages.
func opens(file *ast.File) (all []string) {
	called := map[string]string{}
	for _, spec := range file.Imports {
		to, _ := strconv.Unquote(spec.Path.Value)
		pkg := path.Base(strings.TrimSuffix(to, "/v2"))
		name := pkg
		if spec.Name != nil {
			name = spec.Name.Name
		}
		called[name] = pkg
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, is := n.(*ast.SelectorExpr); is {
			if of, is := s.X.(*ast.Ident); is && slices.Contains(openers[called[of.Name]], s.Sel.Name) {
				all = append(all, called[of.Name]+"."+s.Sel.Name)
			}
		}
		return true
	})
	return all
}

// The rule knows what opens, and what only sounds like it.
func TestTheRuleKnowsWhatOpens(t *testing.T) {
	for body, want := range map[string]string{
		`os.Open("a")`: "os.Open", `read := os.ReadFile; _ = read`: "os.ReadFile", `system.OpenFile("a", 0, 0)`: "os.OpenFile",
		`excelize.OpenFile("a")`: "excelize.OpenFile", `zip.OpenReader("a")`: "zip.OpenReader",
		`durable.Open("a")`: "", `records.Open("a")`: "", `os.Stat("a")`: "", `os.WriteFile("a", nil, 0)`: "",
	} {
		src := "package x\nimport (\n\"os\"\nsystem \"os\"\n\"archive/zip\"\n\"github.com/xuri/excelize/v2\"\n\"keyday/data/durable\"\n\"keyday/data/store\"\n)\nfunc f() { " + body + " }"
		parsed, err := parser.ParseFile(token.NewFileSet(), "x.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(opens(parsed), " "); got != want {
			t.Errorf("%s opens by %q, want %q", body, got, want)
		}
	}
}

// The rule itself is held to: each of these edges must be refused, each of those
// let through.
func TestTheRuleKnowsItsEdges(t *testing.T) {
	for _, e := range []edge{
		{from: "app/staff", to: "keyday/app/site"},
		{from: "app/defect", to: "keyday/app/inspect"},
		{from: "app", to: "keyday/app/site"},
		{from: "app/defect", to: "keyday/app/apptest"},
		{from: "app/intake", to: "keyday/data/sheet"},
		{from: "app/intake", to: "keyday/data/store", test: true},
		{from: "app/defect", to: "keyday/data/sheet", test: true},
		{from: "app/handover", to: "github.com/xuri/excelize/v2"},
		{from: "ui/screen/units", to: "keyday/data/datatest"},
		{from: "ui/screen/units", to: "keyday/ui/screen/shell/shelltest"},
		{from: "ui/screen/units", to: "keyday/data/store", test: true},
		{from: "app/handover", to: "golang.org/x/text/collate"},
		{from: "data/store", to: "github.com/mozillazg/go-pinyin"},
		{from: "ui/screen/units", to: "keyday/data/store"},
		{from: "ui/screen/units", to: "keyday/ui/screen/unit"},
		{from: "ui/screen/shell", to: "keyday/ui/screen/unit"},
		{from: "ui/screen/shell", to: "fyne.io/fyne/v2/app"},
		{from: "ui/paper", to: "fyne.io/fyne/v2"},
		{from: "data/photo", to: "github.com/mattn/go-sqlite3"},
		{from: "data/store", to: "keyday/ui/words"},
		{from: "data/store", to: "keyday/app/site"},
		{from: "data/store", to: "keyday/data/records"},
		{from: "data/registry", to: "keyday/app/staff"},
		{from: "ui/command", to: "github.com/jung-kurt/gofpdf"},
		{from: "ui/paper", to: "github.com/jung-kurt/gofpdf"},
		{from: "assets", to: "keyday/app"},
		{from: "", to: "keyday/data/store"},
		{from: "ui/command", to: "keyday/ui/program"},
	} {
		if e.breaks() == "" {
			t.Errorf("%s may import %s, says the rule", e.from, e.to)
		}
	}
	for _, e := range []edge{
		{from: "app/handover", to: "keyday/app/inspect"},
		{from: "app/defect", to: "keyday/app/apptest", test: true},
		{from: "app/intake", to: "keyday/data/sheet", test: true},
		{from: "app/site", to: "github.com/shopspring/decimal"},
		{from: "ui/screen/units", to: "keyday/data/datatest", test: true},
		{from: "data/datatest", to: "keyday/app/apptest"},
		{from: "data/datatest", to: "keyday/assets"},
		{from: "app", to: "golang.org/x/text/width"},
		{from: "app/pinyin", to: "golang.org/x/text/collate"},
		{from: "ui/screen", to: "fyne.io/fyne/v2/app"},
		{from: "ui/screen/units", to: "fyne.io/fyne/v2/container"},
		{from: "ui/screen/units", to: "keyday/ui/screen/widget"},
		{from: "data/store", to: "github.com/mattn/go-sqlite3"},
		{from: "data/store", to: "keyday/app/pinyin"},
		{from: "data/store", to: "keyday/data/records", test: true},
		{from: "data/records", to: "keyday/app/site"},
		{from: "ui/program", to: "keyday/data/store"},
		{from: "", to: "keyday/ui/program"},
	} {
		if rule := e.breaks(); rule != "" {
			t.Errorf("%s may not import %s: %s", e.from, e.to, rule)
		}
	}
}

// A packaged Keyday carries FyneApp.toml's values, one that was only built carries
// app's; they are the same.
func TestFyneAppTOML(t *testing.T) {
	var file struct {
		Details struct{ Name, ID, Version, Icon string }
	}
	if _, err := toml.DecodeFile("FyneApp.toml", &file); err != nil {
		t.Fatal(err)
	}
	d := file.Details
	if d.ID != app.AppID || d.Name != app.Name || d.Version != app.Version {
		t.Errorf("FyneApp.toml says %s, %s, %s; package app says %s, %s, %s", d.ID, d.Name, d.Version, app.AppID, app.Name, app.Version)
	}
	if _, err := os.Stat(d.Icon); err != nil {
		t.Errorf("the icon is not there: %v", err)
	}
}

// What is in the house stands on its own: no file speaks of the machine that it was
// written on.
func TestNoFileNamesItsWorkshop(t *testing.T) {
	traces := []string{"/wo" + "rk/main", "/wo" + "rk/shared", "../sha" + "red", "/ro" + "ot/"}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == ".git" || d.Name() == "build") {
				return fs.SkipDir
			}
			return err
		}
		switch filepath.Ext(file) {
		case ".go", ".md", ".toml", ".sql", ".csv", ".txt", ".svg", ".mod", "":
		default:
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil || len(content) > 1<<20 {
			return err
		}
		for _, trace := range traces {
			if strings.Contains(string(content), trace) {
				t.Errorf("%s mentions %s", file, trace)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
