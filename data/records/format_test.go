package records

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
)

// The format is what testdata/format.txt says: what has been written on laptops and printed
// on paper stays readable only while that file stays true. Its first line is the SHA-256 of
// the rest. Nothing writes the file but a person, and whoever does changes both, in a commit of its own that says what became another
// and why: a kind, a field, what it merges by, what is sealed under whose key, what
// stands under which key in a list or a content, a stored code, the name of an action, a
// number's letters, an identity that two laptops must both arrive at.
func TestFormat(t *testing.T) {
	const file = "testdata/format.txt"
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	said, then, _ := strings.Cut(string(kept), "\n")
	if sum := sha256.Sum256([]byte(then)); hex.EncodeToString(sum[:]) != said {
		t.Errorf("%s has the SHA-256 %x below its first line, which says %s", file, sum, said)
	}
	now := formatText(t)
	if now == then {
		return
	}
	for _, difference := range formatDifferences(then, now) {
		t.Error(difference)
	}
	t.Errorf("the format is not what %s says. What is gone or changed breaks what was written: take it back. What is new or grown, if it is meant, "+
		"is written there by hand, in a commit of its own; the first line is then %x", file, sha256.Sum256([]byte(now)))
}

// formatDifferences says line by line what has become of the format: a line is gone or
// changed, or new; or a list of codes has grown, which what was written survives.
func formatDifferences(then, now string) (all []string) {
	grown := map[string]bool{}
	for _, old := range linesLost(then, now) {
		line, more := grownCodes(old, now)
		if line == "" {
			all = append(all, "gone or changed: "+old)
			continue
		}
		grown[line] = true
		all = append(all, "grown by "+more+"; the line becomes: "+line)
	}
	for _, fresh := range linesLost(now, then) {
		if !grown[fresh] {
			all = append(all, "new: "+fresh)
		}
	}
	return all
}

// grownCodes finds the line that lists the same codes and others besides.
func grownCodes(old, now string) (line, more string) {
	was := strings.Fields(old)
	for line := range strings.Lines(now) {
		is := strings.Fields(line)
		if len(was) > 1 && strings.HasPrefix(was[1], `"`) && len(is) > 0 && is[0] == was[0] && subsequence(was, is) {
			return strings.TrimSpace(line), strings.Join(slices.DeleteFunc(is, func(code string) bool { return slices.Contains(was, code) }), " ")
		}
	}
	return "", ""
}

func formatText(t *testing.T) string {
	var b strings.Builder
	part := func(name, text string) { b.WriteString("# " + name + "\n" + text + "\n") }
	part("migrations", migrationsText())
	part("kinds and fields", registryText(t))
	part("lists and contents", keysText(t))
	part("verbs", verbsText(t))
	said := sayings(t)
	part("codes", codesText(said))
	part("actions", lines(said.actions))
	part("numbers", numbersText())
	part("inputs of derived identities", lines(said.derived))
	part("derived identities", identitiesText())
	part("codes of places as they are normalised", normalText())
	part("numbers of people and contracts as they are normalised", numbersNormalText())
	return b.String()
}

func lines(all map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(all)), "\n") + "\n"
}

// A migration that has run somewhere never runs again: changed, it would make other
// tables than those that are there.
func migrationsText() string {
	var b strings.Builder
	for _, m := range migrations() {
		fmt.Fprintf(&b, "%s %x\n", m.Name, sha256.Sum256([]byte(m.Script)))
	}
	return b.String() + fmt.Sprintf("schema version %d\n", Records().Schema.Version)
}

func verbsText(t *testing.T) string {
	file, err := parser.ParseFile(token.NewFileSet(), "../journal/op.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST || !strings.HasPrefix(types(decl), "Verb") {
			continue
		}
		for i, s := range decl.Specs {
			fmt.Fprintf(&b, "%d %s\n", i+int(journal.Put), s.(*ast.ValueSpec).Names[0].Name)
		}
	}
	return b.String()
}

// types is the type that the first constants of a declaration are said to be of.
func types(decl *ast.GenDecl) string {
	if s, ok := decl.Specs[0].(*ast.ValueSpec); ok && s.Type != nil {
		if id, ok := s.Type.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

// source is what of the format is said in the program's text alone.
type source struct {
	codes   map[string]map[string]bool // constants that are texts, by "keyday/app/defect.State"
	texts   map[string]string          // constants of no type, by "keyday/app/inspect.SheetPass"
	actions map[string]bool
	gate    map[string]bool // what stands in a handover's way, which an override keeps
	derived map[string]bool // the texts that identities are derived from
}

// sayings reads what the packages that people's work is kept by say.
func sayings(t *testing.T) source {
	s := source{map[string]map[string]bool{}, map[string]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, root := range []string{"../../app", "../../data"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err == nil {
				s.read(t, "keyday/"+filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../../")), file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	words, err := filepath.Glob("../../assets/words/zh/*.toml")
	if err != nil || len(words) == 0 {
		t.Fatal("no words", err)
	}
	for _, path := range words {
		s.readActions(t, path)
	}
	return s
}

func (s source) read(t *testing.T, pkg string, file *ast.File) {
	for _, d := range file.Decls {
		if decl, ok := d.(*ast.GenDecl); ok && decl.Tok == token.CONST {
			s.readConstants(pkg, decl)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch name := calleeName(call); name {
		case "DerivedID", "identify": // the second by the site's key, for persons
			if pkg == "keyday/app/rehearsal" || pkg == "keyday/app/apptest" || pkg == "keyday/data/datatest" || name == "identify" && pkg == "keyday/data/store" {
				return true
			}
			s.derived[pkg+": "+expression(call.Args[len(call.Args)-1])] = true
		case "fast", "blocks", "mind":
			if pkg == "keyday/app/handover" {
				s.gate[expression(call.Args[min(1, len(call.Args)-1)])] = true
			}
		}
		return true
	})
}

func (s source) readConstants(pkg string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		v := spec.(*ast.ValueSpec)
		kind, typed := v.Type.(*ast.Ident)
		for i, value := range v.Values {
			text := expression(value)
			if !typed {
				s.texts[pkg+"."+v.Names[i].Name] = text
				continue
			}
			name := pkg + "." + kind.Name
			if s.codes[name] == nil {
				s.codes[name] = map[string]bool{}
			}
			s.codes[name][text] = true
		}
	}
}

// of lists the values of a type, those that are given by the name of a constant too.
func (s source) of(name string) []string {
	pkg := name[:strings.LastIndex(name, ".")]
	var all []string
	for text := range s.codes[name] {
		if value, ok := s.texts[pkg+"."+text]; ok {
			text = value
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

var (
	tableOfActions = regexp.MustCompile(`^\[action\.?"?([a-z_.]*)"?\]`)
	actionOf       = regexp.MustCompile(`^"?([a-z_.]+)"? *=`)
)

// readActions reads the names of actions from the catalogue, which other tests hold to
// what the use cases say.
func (s source) readActions(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table, inside := "", false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "[") {
			m := tableOfActions.FindStringSubmatch(line)
			if inside = m != nil; inside {
				table = m[1]
			}
		} else if m := actionOf.FindStringSubmatch(line); inside && m != nil {
			s.actions[strings.TrimPrefix(table+"."+m[1], ".")] = true
		}
	}
}

// calleeName is the name of the function or method that is called.
func calleeName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// expression writes an expression of names, texts and sums as it stands in the source.
func expression(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Value
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return expression(e.X) + "." + e.Sel.Name
	case *ast.BinaryExpr:
		return expression(e.X) + e.Op.String() + expression(e.Y)
	case *ast.CallExpr:
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = expression(a)
		}
		return expression(e.Fun) + "(" + strings.Join(args, ", ") + ")"
	}
	return fmt.Sprintf("%T", e)
}

// codesText lists the values of every type that a field, a list or a content holds, and
// the codes that are kept as plain text.
func codesText(s source) string {
	held := map[string]bool{}
	hold := func(of reflect.Type) {
		for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.Kind() == reflect.String && of.Name() != "string" {
			held[of.PkgPath()+"."+of.Name()] = true
		}
	}
	for _, k := range Records().Kinds {
		for _, f := range k.Fields {
			hold(reflect.ValueOf(f.Scan(k.Fresh())).Elem().FieldByName("to").Type().Elem())
		}
	}
	for _, one := range structs() {
		for i := range one.NumField() {
			hold(one.Field(i).Type)
		}
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(held)) {
		values := strings.Join(s.of(name), " ")
		if values == "" {
			values = "any text"
		}
		fmt.Fprintf(&b, "%s %s\n", strings.TrimPrefix(name, "keyday/"), values)
	}
	fmt.Fprintf(&b, "override.code %s\n", strings.Join(slices.Sorted(maps.Keys(s.gate)), " "))
	return b.String()
}

func numbersText() string {
	var b strings.Builder
	said := map[app.Series]bool{}
	for _, k := range Records().InOrder() {
		for _, f := range k.Fields {
			for _, series := range f.Numbered {
				if !said[series] {
					said[series] = true
					b.WriteString(series.Format("01", 42) + " " + series.In(2026).Going(app.Sent).Format("02b", 123456) + "\n")
				}
			}
		}
	}
	return b.String()
}

func identitiesText() string {
	parent := app.ID{0x01, 0x93, 15: 0xff}
	var b strings.Builder
	fmt.Fprintf(&b, "building %s\nunit %s\nhandover %s\n", site.BuildingID(parent, "3"), site.UnitID(parent, "3-2-1501"), handover.CaseID(parent, 2))
	fmt.Fprintf(&b, "owner %s %s\n", site.OwnerSeed(parent, "欧阳　䶮", "11010519491231002X"), site.OwnerSeed(parent, " Ann  Lee", ""))
	return b.String()
}

// normalText says what the codes become that identities of homes are derived from.
func normalText() string {
	var b strings.Builder
	for _, text := range []string{"3", "03", "３号楼", "3#", "A座", "商业2", "S02", "别墅12", "9.0", "V12", "B1", "三幢"} {
		code, ok := site.BuildingCode(text)
		b.WriteString("building " + text + " " + code + " " + strconv.FormatBool(ok) + "\n")
	}
	for _, text := range []string{"1", "01单元", "二单元", "甲", "东", "A门", ""} {
		code, ok := site.EntranceCode(text)
		b.WriteString("entrance " + text + " " + code + " " + strconv.FormatBool(ok) + "\n")
	}
	for _, text := range []string{"101", "0101", "１５０１室", "B1-03", "地下101", "S05", "商铺5", "-101", "101A", "储12", "301复式"} {
		code, ok := site.RoomCode(text)
		b.WriteString("room " + text + " " + code + " " + strconv.FormatBool(ok) + "\n")
	}
	for _, text := range []string{"3-2-1501", "3幢2单元1501室", "A座1501", "锦绣花园3#2-1501", "1号楼2单元3楼306", "别墅12号", "3-1501"} {
		place, ok := site.ParseUnit(text)
		b.WriteString("unit " + text + " " + place.Code() + " " + strconv.FormatBool(ok) + "\n")
	}
	return b.String()
}

// numbersNormalText says what numbers of people and contracts become: identities of owners
// are derived from an identity number as it is read, people are found by plain numbers, and
// contracts compared by their keys.
func numbersNormalText() string {
	var b strings.Builder
	line := func(kind, text, normal string) { fmt.Fprintf(&b, "%s %q %q\n", kind, text, normal) }
	for _, text := range []string{
		"11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X", "110105-19491231-002X",
		"110105—19491231—002Ｘ", "110105-491231-002", "'11010519491231002X", "110105194912310021.0", "110105194912310021.00", "1101.0", "110105491231002.5",
		"身份证110105194912310021", "身份证号：110105194912310021", "身份证号码:110105194912310021", "护照E12345678", "e 1234-5678",
		"91310115ma1k4bxx3y", "110***********0021", "\ufeff110105194912310021", "",
	} {
		line("identity number", text, site.ReadID(text))
	}
	for _, text := range []string{
		"13800001111", "138 0000 1111", "138-0000-1111", "138.0000.1111", "(021)5888-0000", "（０２１）５８８８００００", "+8613800001111", "008613800001111",
		"8613800001111", "86138000011", "+81312345678", "11010519491231002x", "",
	} {
		line("plain number", text, site.PlainNumber(text))
	}
	for _, text := range []string{
		"13800001111", "'138 0000 1111", "13800001111.0", "+86 138-0000-1111", "021-58880000", "0571 8888 0000", "02158880000", "400-820-8820",
		"+81 3 1234 5678", "0081312345678", "+0123456789", "12345", "138****1111",
	} {
		phone, ok := site.ReadPhone(text)
		line("phone", text, phone+" "+strconv.FormatBool(ok))
	}
	for _, text := range []string{"BH-2025-00001", "bh-2025-00001", "ＢＨ－2025－00001", "BH 2025 00001", " BH—2025—00001 ", "合同 12", ""} {
		line("contract number", text, site.ContractKey(text))
	}
	return b.String()
}

// registryText says every kind and field, and what its options answer.
func registryText(t *testing.T) string {
	var b strings.Builder
	for _, k := range Records().InOrder() {
		fmt.Fprintf(&b, "%d %s", k.N, k.Name)
		if k.InsertOnly {
			b.WriteString(" insert-only")
		}
		if k.Person.Of != nil {
			b.WriteString(" sealed under " + k.Person.Field)
		}
		for _, s := range k.About {
			b.WriteString(" about " + s.Field)
			if s.Parent != "" {
				b.WriteString(" of " + s.Parent)
			}
		}
		b.WriteString("\n")
		for _, m := range slices.Sorted(maps.Keys(k.ByN)) {
			f := k.ByN[m]
			fmt.Fprintf(&b, "%d.%d %s %s %s since %d", k.N, m, f.Name, f.Column, policies[f.Rule.Policy], f.Since)
			for _, mark := range []struct {
				set  bool
				word string
			}{{f.Sealed, "sealed"}, {f.Private, "private"}, {f.Derived, "derived"}, {f.Meaning.Type == app.RecordField, "refers"}} {
				if mark.set {
					b.WriteString(" " + mark.word)
				}
			}
			for i, rung := range f.Rule.Ladder {
				b.WriteString(map[bool]string{true: " ladder ", false: "<"}[i == 0] + rung)
				if since, later := f.Rungs[rung]; later {
					fmt.Fprintf(&b, "@%d", since)
				}
			}
			b.WriteString("\n")
			if f.Since < 1 || f.Since > Records().Schema.Version {
				t.Errorf("%s.%s is of version %d; this Keyday writes version %d", k.Name, f.Name, f.Since, Records().Schema.Version)
			}
		}
	}
	return b.String()
}

// linesLost lists the old lines that are gone or changed by now, but for those of ladders
// that have new rungs between the old ones.
func linesLost(old, now string) (lost []string) {
	lines := map[string][]string{} // by what stands before the ladder
	for line := range strings.Lines(now) {
		head, rungs, _ := strings.Cut(strings.TrimSpace(line), " ladder ")
		lines[head] = strings.Split(rungs, "<")
	}
	for line := range strings.Lines(old) {
		head, rungs, _ := strings.Cut(strings.TrimSpace(line), " ladder ")
		ladder, known := lines[head]
		if !known || !subsequence(strings.Split(rungs, "<"), ladder) {
			lost = append(lost, strings.TrimSpace(line))
		}
	}
	return lost
}

// subsequence reports whether all has these in their order, with others between them.
func subsequence(these, all []string) bool {
	for _, a := range all {
		if len(these) > 0 && these[0] == a {
			these = these[1:]
		}
	}
	return len(these) == 0
}

// Whoever adds a state, a reason or a role is told that a list has grown, and what its
// line becomes; a code that is gone from it breaks what was written.
func TestFormatTellsGrowthFromLoss(t *testing.T) {
	const then = "app/defect.State \"fixed\" \"open\"\nfirm.trades [text]\n"
	for now, want := range map[string]string{
		then: "",
		"app/defect.State \"fixed\" \"lost\" \"open\"\nfirm.trades [text]\n": `grown by "lost"; the line becomes: app/defect.State "fixed" "lost" "open"`,
		"app/defect.State \"lost\" \"open\"\nfirm.trades [text]\n":           `gone or changed: app/defect.State "fixed" "open"; new: app/defect.State "lost" "open"`,
		"app/defect.State \"fixed\" \"open\"\nfirm.trades [text] [id]\n":     "gone or changed: firm.trades [text]; new: firm.trades [text] [id]",
		then + "key_set\n": "new: key_set",
	} {
		if said := strings.Join(formatDifferences(then, now), "; "); said != want {
			t.Errorf("%s: says %s", now, said)
		}
	}
}

func TestRungsMayComeBetween(t *testing.T) {
	old := "20.17 state TEXT ladder since 1 ladder open<fixed<verified\n"
	for now, fine := range map[string]bool{
		old: true,
		"20.17 state TEXT ladder since 1 ladder open<assigned@2<fixed<verified\n20.18 new TEXT conflict since 2\n": true,
		"20.17 state TEXT ladder since 1 ladder fixed<open<verified\n":                                             false,
		"20.17 state TEXT ladder since 1 ladder open<verified\n":                                                   false,
		"20.17 state TEXT conflict since 1\n":                                                                      false,
		"20.18 state TEXT ladder since 1 ladder open<fixed<verified\n":                                             false,
	} {
		if wrong := linesLost(old, now); (len(wrong) == 0) != fine {
			t.Errorf("%s: %v", now, wrong)
		}
	}
	f := registry.Text(1, "state", func(d *defect.Defect) *defect.State { return &d.State }, registry.Ladder("open", "assigned", "fixed"), registry.RungSince(2, "assigned"))
	if f.Rungs["assigned"] != 2 || f.Rungs["open"] != 0 {
		t.Errorf("%v", f.Rungs)
	}
}

var policies = map[journal.Policy]string{
	journal.Conflict: "conflict", journal.Quiet: "quiet", journal.Max: "max", journal.Ladder: "ladder", journal.Immutable: "immutable",
	journal.SetAdd: "set", journal.CounterSum: "counter",
}
