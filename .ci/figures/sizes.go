package main

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// sizes counts what is too large, or knows too many.
func (h *house) sizes() []figure {
	var root, wiring, long, many, exported, trade, domains []string
	lines := map[string]int{}
	for _, s := range h.program() {
		switch lines[s.dir] += s.lines; s.dir {
		case ".":
			root = append(root, s.path)
		case "ui/program":
			wiring = append(wiring, s.path)
		case "data/records":
			trade = append(trade, exports(s)...)
		case "data/store":
			exported = append(exported, exports(s)...)
			for _, spec := range s.file.Imports {
				if to, _ := strconv.Unquote(spec.Path.Value); strings.HasPrefix(to, "keyday/app/") && to != "keyday/app/pinyin" { // which reads Chinese
					domains = append(domains, to)
				}
			}
		}
		for _, t := range typesOf(s) {
			if i, is := t.Type.(*ast.InterfaceType); is {
				for _, m := range i.Methods.List {
					if f, is := m.Type.(*ast.FuncType); is && f.Params.NumFields() > 5 {
						many = append(many, h.set.Position(m.Pos()).String())
					}
				}
			}
		}
	}
	for _, f := range functionsOf(h.program()) {
		if n := h.linesOf(f.FuncDecl); n > 80 {
			long = append(long, f.source.path+" "+f.name())
		}
		if f.Type.Params.NumFields() > 5 {
			many = append(many, f.source.path+" "+f.name())
		}
	}
	return []figure{
		counted("files of the root package", 6, root),
		{"lines of the root package", lines["."], 700, nil},
		counted("files of ui/program, which wires", noGoal, wiring),
		{"lines of ui/program", lines["ui/program"], noGoal, nil},
		counted("files of ui/program that refer to each other in a circle", 0, h.circles("ui/program")),
		counted("names that data/store exports, methods among them", 120, exported),
		counted("names that data/records exports, methods among them", noGoal, trade),
		counted("domains that data/store imports", 0, domains),
		counted("functions of more than 80 lines", 2, long),
		counted("functions of more than five parameters", 0, many),
	}
}

// exports are the names that a file exports, methods of exported types among them.
func exports(s *source) (all []string) {
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			of := receiver(d)
			if d.Name.IsExported() && (of == "" || ast.IsExported(of)) {
				all = append(all, function{d, s, of}.name())
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						all = append(all, spec.Name.Name)
					}
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						if name.IsExported() {
							all = append(all, name.Name)
						}
					}
				}
			}
		}
	}
	return all
}

// circles lists the files of a package that refer to each other, by whatever way.
func (h *house) circles(dir string) (all []string) {
	files := slices.DeleteFunc(h.in(dir, false), func(s *source) bool { return s.dir != dir })
	names, methods, fields := map[string]string{}, map[string]string{}, map[string]bool{} // where they are declared
	for _, s := range files {
		for _, f := range functionsOf([]*source{s}) {
			if f.of == "" {
				names[f.Name.Name] = s.path
			} else if !f.Name.IsExported() { // an exported one may be another package's
				methods[f.Name.Name] = s.path
			}
		}
		for name, o := range s.file.Scope.Objects {
			if o.Kind != ast.Fun {
				names[name] = s.path
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if t, is := n.(*ast.StructType); is {
				for _, f := range t.Fields.List {
					for _, name := range f.Names {
						fields[name.Name] = true
					}
				}
			}
			return true
		})
	}
	knows := map[string]map[string]bool{}
	for _, s := range files {
		known := map[string]bool{}
		for _, id := range s.file.Unresolved {
			known[names[id.Name]] = true
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if x, is := n.(*ast.SelectorExpr); is && !fields[x.Sel.Name] {
				known[methods[x.Sel.Name]] = true
			}
			return true
		})
		delete(known, "")
		delete(known, s.path)
		knows[s.path] = known
	}
	for _, from := range files { // whoever reaches itself stands in a circle
		reached, next := map[string]bool{}, []string{from.path}
		for len(next) > 0 {
			at := next[0]
			next = next[1:]
			for to := range knows[at] {
				if !reached[to] {
					reached[to] = true
					next = append(next, to)
				}
			}
		}
		if reached[from.path] {
			all = append(all, from.path)
		}
	}
	return all
}
