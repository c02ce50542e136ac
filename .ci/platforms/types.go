package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"strings"
	"sync"
)

// sources are the files read so far: most are the same on every target.
type sources struct {
	set   *token.FileSet
	files sync.Map // name to *source
}

type source struct {
	once sync.Once
	file *ast.File
	err  error
}

func newSources() *sources { return &sources{set: token.NewFileSet()} }

// parse reads a file once. What a function of a library does is let go, it would fill
// the memory: only its types are of interest.
func (s *sources) parse(name string, bodies bool) (*ast.File, error) {
	kept, _ := s.files.LoadOrStore(name, new(source))
	one := kept.(*source)
	one.once.Do(func() {
		one.file, one.err = parser.ParseFile(s.set, name, nil, parser.SkipObjectResolution)
		if one.file == nil || bodies {
			return
		}
		for _, d := range one.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				f.Body = nil
			}
		}
	})
	return one.file, one.err
}

// checkTarget checks the types of the packages, which come in the order of imports.
func checkTarget(s *sources, packages []*listed, t target) []fault {
	found := &finder{sources: s, target: t}
	checked := map[string]imported{"unsafe": {types.Unsafe, nil}}
	for _, p := range packages {
		switch {
		case p.ImportPath == "unsafe":
		case len(p.files()) == 0 && p.Error != nil: // whoever imports it is told
			checked[p.ImportPath] = imported{nil, errors.New(p.Error.Err)}
		default:
			checked[p.ImportPath] = imported{found.check(p, checked), nil}
		}
	}
	return found.faults
}

// imported is a package that others import, or why they cannot.
type imported struct {
	pkg *types.Package
	err error
}

// finder finds the faults of one target.
type finder struct {
	*sources
	target target
	faults []fault
}

// check checks one package. Of a library's faults only what it lacks is one of ours:
// the others come of not knowing C.
func (f *finder) check(p *listed, checked map[string]imported) *types.Package {
	var (
		files []*ast.File
		ours  = p.ours()
		info  types.Info
		wrong bool
	)
	report := func(err error) {
		if wrong = true; ours || lacks(err) {
			f.add(err)
		}
	}
	for _, name := range p.files() {
		file, err := f.parse(name, ours)
		if err != nil {
			report(err)
		}
		if file != nil {
			files = append(files, file)
		}
	}
	config := types.Config{
		Importer:         importer{p.ImportMap, checked},
		FakeImportC:      true, // what stands in C has no type; libraries keep it to themselves
		IgnoreFuncBodies: !ours,
		Sizes:            types.SizesFor("gc", f.target.arch),
		Error:            report,
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		config.GoVersion = "go" + p.Module.GoVersion
	}
	if ours {
		info.Types = make(map[ast.Expr]types.TypeAndValue)
	}
	pkg, _ := config.Check(p.path(), f.set, files, &info)
	if ours && !wrong {
		if p.Error != nil { // an import of what is internal to another module, a cycle
			f.add(fmt.Errorf("%s: %s", cmp.Or(p.Error.Pos, p.ImportPath), p.Error.Err))
		}
		f.unknown(info.Types)
	}
	return pkg
}

// lacks reports whether the fault is an import of what the target does not have.
func lacks(err error) bool {
	var typing types.Error
	return errors.As(err, &typing) && strings.HasPrefix(typing.Msg, "could not import")
}

// unknown reports what could not be checked: where a type is not known, because it is
// one of C, nothing is found wrong.
func (f *finder) unknown(all map[ast.Expr]types.TypeAndValue) {
	for e, t := range all {
		if t.Type == types.Typ[types.Invalid] && !t.IsBuiltin() { // len of a constant has none either
			f.add(types.Error{Fset: f.set, Pos: e.Pos(), Msg: "not checked: it is of a type of C"})
		}
	}
}

// add adds what a parser or the checker of types found.
func (f *finder) add(err error) {
	var (
		syntax scanner.ErrorList
		typing types.Error
	)
	switch {
	case errors.As(err, &syntax):
		for _, e := range syntax {
			f.faults = append(f.faults, fault{e.Pos.Filename, e.Pos.Line, e.Pos.Column, e.Msg, []target{f.target}})
		}
	case errors.As(err, &typing):
		at := f.set.Position(typing.Pos)
		f.faults = append(f.faults, fault{at.Filename, at.Line, at.Column, strings.TrimSpace(typing.Msg), []target{f.target}})
	default:
		f.faults = append(f.faults, fault{message: err.Error(), on: []target{f.target}})
	}
}

// importer gives one package what it imports, from what was checked before it.
type importer struct {
	names   map[string]string // where a package of that path is another's copy, or compiled for a test
	checked map[string]imported
}

func (i importer) Import(path string) (*types.Package, error) {
	if name, ok := i.names[path]; ok {
		path = name
	}
	found, ok := i.checked[path]
	if !ok {
		return nil, errors.New("go list does not know it")
	}
	return found.pkg, found.err
}
