package main

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// printed is a form of ui/paper: the function that lays its content out.
type printed struct {
	function
	content string // its content's type, as app/defect NoticeContent
	dir     string
	kind    string // the variable that names it
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

// printed finds the forms: what takes a content of app, and makes a Form.
func (h *house) printed() (all []printed) {
	for _, f := range functionsOf(h.in("ui/paper", false)) {
		if f.source.dir != "ui/paper" || f.of != "" || !f.Name.IsExported() || !makesForm(f.FuncDecl) {
			continue
		}
		content, is := f.Type.Params.List[0].Type.(*ast.SelectorExpr)
		if !is {
			continue
		}
		p := printed{function: f, content: content.Sel.Name, dir: "app/" + content.X.(*ast.Ident).Name}
		for name := range f.source.named(f.Body, "ui/paper") {
			if strings.HasSuffix(name, "Kind") {
				p.kind = name
			}
		}
		all = append(all, p)
	}
	return all
}

func makesForm(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 || f.Type.Params.NumFields() < 1 {
		return false
	}
	result, is := f.Type.Results.List[0].Type.(*ast.Ident)
	return is && result.Name == "Form"
}

// placesOf lists the files that name a form, its content or the function that lays it out.
func (h *house) placesOf(f printed) (all []string) {
	for _, s := range h.program() {
		paper, content := s.named(s.file, "ui/paper"), s.named(s.file, f.dir)
		if paper[f.kind] && f.kind != "" || content[f.content] || s.dir != "ui/paper" && paper[f.Name.Name] {
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
