package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// source is a file of the house: Go, the catalogues, SQL.
type source struct {
	path  string
	dir   string
	test  bool
	aid   bool // it is in a package that only tests stand on
	lines int
	text  string
	file  *ast.File // nil of what is no Go
}

// house is all that is counted.
type house struct {
	set     *token.FileSet
	sources []*source
}

// readHouse reads every file below the folder that is code or words.
func readHouse(root fs.FS) (*house, error) {
	h := &house{set: token.NewFileSet()}
	return h, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "build") {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".toml", ".sql"}, path.Ext(name)) {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		s := &source{path: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), aid: strings.HasSuffix(path.Dir(name), "test"), lines: bytes.Count(text, []byte("\n")), text: string(text)}
		if path.Ext(name) == ".go" {
			if s.file, err = parser.ParseFile(h.set, name, text, 0); err != nil {
				return err
			}
		}
		h.sources = append(h.sources, s)
		return nil
	})
}

// program are the Go files that people run: neither tests nor what is there for them.
func (h *house) program() (all []*source) {
	for _, s := range h.sources {
		if s.file != nil && !s.test && !s.aid {
			all = append(all, s)
		}
	}
	return all
}

// in lists the Go files of a folder and of those below it, aids of tests aside.
func (h *house) in(dir string, test bool) (all []*source) {
	for _, s := range h.sources {
		if s.file != nil && s.test == test && !s.aid && under(s.dir, dir) {
			all = append(all, s)
		}
	}
	return all
}

func under(dir, top string) bool { return dir == top || strings.HasPrefix(dir, top+"/") }

// linesOf is how many lines a piece of a file takes.
func (h *house) linesOf(n ast.Node) int {
	return h.set.Position(n.End()).Line - h.set.Position(n.Pos()).Line + 1
}

// function is one that a file declares.
type function struct {
	*ast.FuncDecl
	source *source
	of     string // the type whose method it is, ""
}

// name is Desk.Correct of a method, else the function's.
func (f function) name() string {
	if f.of == "" {
		return f.Name.Name
	}
	return f.of + "." + f.Name.Name
}

// functionsOf lists what the files declare.
func functionsOf(files []*source) (all []function) {
	for _, s := range files {
		for _, d := range s.file.Decls {
			if f, is := d.(*ast.FuncDecl); is {
				all = append(all, function{f, s, receiver(f)})
			}
		}
	}
	return all
}

// receiver is the name of the type whose method it is, "" of a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// typesOf lists the types that a file declares.
func typesOf(s *source) (all []*ast.TypeSpec) {
	for _, d := range s.file.Decls {
		if g, is := d.(*ast.GenDecl); is && g.Tok == token.TYPE {
			for _, spec := range g.Specs {
				all = append(all, spec.(*ast.TypeSpec))
			}
		}
	}
	return all
}

// named collects the names of a package that a piece of a file uses: by themselves inside
// of the package, behind its name elsewhere.
func (s *source) named(n ast.Node, dir string) map[string]bool {
	all, inside := map[string]bool{}, s.dir == dir
	called := s.calls(dir)
	ast.Inspect(n, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.SelectorExpr:
			if of, is := x.X.(*ast.Ident); is && of.Name == called && called != "" {
				all[x.Sel.Name] = true
			}
		case *ast.Ident:
			if inside {
				all[x.Name] = true
			}
		}
		return true
	})
	return all
}

// calls is by which name the file knows the package, "" where it does not.
func (s *source) calls(dir string) string {
	for _, spec := range s.file.Imports {
		if to, _ := strconv.Unquote(spec.Path.Value); to == "keyday/"+dir {
			if spec.Name != nil {
				return spec.Name.Name
			}
			return path.Base(dir)
		}
	}
	return ""
}

// says reports whether the file has the word, in code or text, by itself.
func (s *source) says(word string) bool {
	for rest := s.text; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return false
		}
		before, after := rest[:i], rest[i+len(word):]
		if !letter(before[max(0, len(before)-1):]) && !letter(after[:min(1, len(after))]) {
			return true
		}
		rest = after
	}
}

func letter(c string) bool {
	return c != "" && (c == "_" || c >= "0" && c <= "9" || c >= "a" && c <= "z" || c >= "A" && c <= "Z")
}
