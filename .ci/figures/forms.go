package main

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// printed is a form of ui/paper: a variable that is a Form, with the layout of its content.
type printed struct {
	source  *source
	name    string // of the variable
	content string // its content's type, as app/defect NoticeContent
	dir     string
}

// forms counts what the forms take: the places that name each, and the lines of its layout.
func (h *house) forms() []figure {
	var places, lines []figure
	for _, f := range h.printed() {
		places = append(places, counted("", noGoal, h.placesOf(f)))
		lines = append(lines, figure{n: h.layout(f)})
	}
	if len(places) == 0 {
		return nil
	}
	byN := func(a, b figure) int { return a.n - b.n }
	slices.SortFunc(places, byN)
	slices.SortFunc(lines, byN)
	least, usual := places[0], places[len(places)/2]
	return []figure{
		{"files that name the form which the fewest do", least.n, 2, least.of},
		{"files that name a form, the median", usual.n, 2, usual.of},
		{"lines of a form's layout, the shortest", lines[0].n, 80, nil},
		{"lines of a form's layout, the median", lines[len(lines)/2].n, 80, nil},
	}
}

// printed finds the forms.
func (h *house) printed() (all []printed) {
	for _, s := range h.in("ui/paper", false) {
		if s.dir != "ui/paper" {
			continue
		}
		for _, d := range s.file.Decls {
			v, is := d.(*ast.GenDecl)
			if !is || v.Tok != token.VAR {
				continue
			}
			for _, spec := range v.Specs {
				v := spec.(*ast.ValueSpec)
				if content := contentSet(v); content != nil {
					all = append(all, printed{s, v.Names[0].Name, content.Sel.Name, "app/" + content.X.(*ast.Ident).Name})
				}
			}
		}
	}
	return all
}

// contentSet is the type of the content that a variable's layout sets, nil where it has none.
func contentSet(v *ast.ValueSpec) (content *ast.SelectorExpr) {
	for _, value := range v.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			of, is := n.(*ast.IndexExpr)
			if !is {
				return true
			}
			if name, is := of.X.(*ast.Ident); is && name.Name == "layout" {
				content, _ = of.Index.(*ast.SelectorExpr)
			}
			return false
		})
	}
	return content
}

// placesOf lists the files that name a form or its content.
func (h *house) placesOf(f printed) (all []string) {
	for _, s := range h.program() {
		if s.named(s.file, "ui/paper")[f.name] || s.named(s.file, f.dir)[f.content] {
			all = append(all, s.path)
		}
	}
	return all
}

// layout counts the lines of the files that are called as the one in which the form stands.
func (h *house) layout(f printed) (n int) {
	name := strings.TrimSuffix(path.Base(f.source.path), ".go")
	for _, s := range h.in("ui/paper", false) {
		own := strings.TrimSuffix(path.Base(s.path), ".go")
		if s.dir == "ui/paper" && (own == name || strings.HasPrefix(own, name+"_")) {
			n += s.lines
		}
	}
	return n
}
