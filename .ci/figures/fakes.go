package main

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
)

// fakeLines counts, place by place, the lines of its tests that stand for what the place is
// lent. A fake is a type of the tests with a method that an interface of the place or of
// app names; it is counted with all its exported methods. A function lent in the place's
// Params is counted too, and whatever of the tests any of them calls.
func (h *house) fakeLines() figure {
	f := figure{name: "lines of a screen's fakes and of what they call, the most", goal: 40}
	asked := h.interfaceMethods("app")
	for _, place := range h.places() {
		c := fakes{h: h, asked: h.interfaceMethods(place), lent: h.lentFunctions(place), functions: functionsOf(h.in(place, true)), counted: map[ast.Node]bool{}}
		for name := range asked {
			c.asked[name] = true
		}
		n := c.count(h.in(place, true))
		if n > 0 {
			f.of = append(f.of, fmt.Sprintf("%4d %s", n, place))
		}
		f.n = max(f.n, n)
	}
	slices.Sort(f.of)
	return f
}

// sharedFakes counts the lines of what all tests may stand on instead.
func (h *house) sharedFakes() figure {
	f := figure{name: "lines of the packages on which only tests stand: sites in memory and on disk, windows", goal: noGoal}
	for _, s := range h.sources {
		if s.aid && !s.test {
			f.n += s.lines
		}
	}
	return f
}

// places are the folders of ui/screen.
func (h *house) places() (all []string) {
	for _, s := range h.in("ui/screen", false) {
		if path.Dir(s.dir) == "ui/screen" {
			all = append(all, s.dir)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// interfaceMethods are the names of the methods that the interfaces below a folder name.
func (h *house) interfaceMethods(dir string) map[string]bool {
	all := map[string]bool{}
	for _, s := range h.in(dir, false) {
		for _, t := range typesOf(s) {
			if i, is := t.Type.(*ast.InterfaceType); is {
				for _, m := range i.Methods.List {
					for _, name := range m.Names {
						all[name.Name] = true
					}
				}
			}
		}
	}
	return all
}

// lentFunctions are the fields of the Params below a folder that are functions.
func (h *house) lentFunctions(dir string) map[string]bool {
	all, types := map[string]bool{}, map[string]bool{} // fields; types of functions
	var params []*ast.StructType
	for _, s := range h.in(dir, false) {
		for _, t := range typesOf(s) {
			switch made := t.Type.(type) {
			case *ast.FuncType:
				types[t.Name.Name] = true
			case *ast.StructType:
				if t.Name.Name == "Params" {
					params = append(params, made)
				}
			}
		}
	}
	for _, made := range params {
		for _, f := range made.Fields.List {
			if _, is := f.Type.(*ast.FuncType); is || types[called(f.Type)] {
				for _, name := range f.Names {
					all[name.Name] = true
				}
			}
		}
	}
	return all
}

// fakes counts those of one place.
type fakes struct {
	h         *house
	asked     map[string]bool // methods
	lent      map[string]bool // functions
	functions []function      // of the tests
	counted   map[ast.Node]bool
	n         int
}

func (c *fakes) count(tests []*source) int {
	types := map[string]bool{}
	for _, f := range c.functions {
		if f.of != "" && c.asked[f.Name.Name] {
			types[f.of] = true
		}
	}
	for _, f := range c.functions {
		if types[f.of] && f.Name.IsExported() {
			c.add(f.FuncDecl)
		}
	}
	for _, s := range tests {
		for _, t := range typesOf(s) {
			if types[t.Name.Name] {
				c.add(t)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if name, is := n.Type.(*ast.Ident); is && name.Name == "Params" {
					for _, e := range n.Elts {
						if pair, is := e.(*ast.KeyValueExpr); is && c.lent[called(pair.Key)] {
							c.addLent(pair.Value)
						}
					}
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if field, is := to.(*ast.SelectorExpr); is && c.lent[field.Sel.Name] && len(n.Lhs) == len(n.Rhs) {
						c.addLent(n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return c.n
}

// addLent counts a function that is written where it is lent, or the one that is named there.
func (c *fakes) addLent(value ast.Expr) {
	if _, is := value.(*ast.FuncLit); is {
		c.add(value)
	} else {
		c.addCalled(value)
	}
}

// add counts the lines of a piece of a test once, and of what it calls.
func (c *fakes) add(n ast.Node) {
	if c.counted[n] {
		return
	}
	c.counted[n] = true
	c.n += c.h.linesOf(n)
	ast.Inspect(n, func(n ast.Node) bool {
		if call, is := n.(*ast.CallExpr); is {
			c.addCalled(call.Fun)
		}
		return true
	})
}

// addCalled counts the function of the tests that is named, where it is one of theirs.
func (c *fakes) addCalled(named ast.Expr) {
	_, method := named.(*ast.SelectorExpr)
	for _, f := range c.functions {
		if f.Name.Name == called(named) && (f.of != "") == method && !f.Name.IsExported() {
			c.add(f.FuncDecl)
		}
	}
}

// called is the name in f or x.f, "" of what is neither.
func called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
