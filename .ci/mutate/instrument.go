package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
)

// at is a token that a mutator may take, and the line that it stands in.
type at struct {
	token    token.Token
	none     bool // no Go comes of it: the & of &x, the + of texts
	line     string
	from, to int // the lines of the whole
}

// tokensOf finds the tokens that gremlins mutates, by line and column.
func tokensOf(file string) (map[[2]int]at, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(src), "\n")
	tokens := map[[2]int]at{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if tok, pos := tokenOf(n); pos.IsValid() {
			p := set.Position(pos)
			_, unary := n.(*ast.UnaryExpr)
			tokens[[2]int{p.Line, p.Column}] = at{tok, unary && tok != token.SUB || isText(n), lines[p.Line-1], set.Position(n.Pos()).Line, set.Position(n.End()).Line}
		}
		return true
	})
	return tokens, nil
}

// isText reports whether the expression joins texts, as far as its literals tell.
func isText(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		return n.Kind == token.STRING
	case *ast.ParenExpr:
		return isText(n.X)
	case *ast.BinaryExpr:
		return n.Op == token.ADD && (isText(n.X) || isText(n.Y))
	}
	return false
}

func tokenOf(n ast.Node) (token.Token, token.Pos) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Tok, n.TokPos
	case *ast.BinaryExpr:
		return n.Op, n.OpPos
	case *ast.BranchStmt:
		return n.Tok, n.TokPos
	case *ast.IncDecStmt:
		return n.Tok, n.TokPos
	case *ast.UnaryExpr:
		return n.Op, n.OpPos
	}
	return token.ILLEGAL, token.NoPos
}

// instrument writes all mutants into the source of one file; a running program chooses
// the one that holds. No line moves, so what does not compile is found by its line. Those
// that no running program can choose are answered beside it.
func instrument(file string, src []byte, mutants []*mutant) (with []byte, left []*mutant, err error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, src, parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	w := writer{src: src, base: int(tree.FileStart), mutants: map[token.Pos][]*mutant{}, heads: map[ast.Node]bool{}}
	lines := set.File(tree.Pos())
	for _, m := range mutants {
		pos := lines.LineStart(m.line) + token.Pos(m.column-1)
		w.mutants[pos] = append(w.mutants[pos], m)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) { // statements that cannot become a block
		case *ast.ForStmt:
			w.head(n.Init, n.Post)
		case *ast.IfStmt:
			w.head(n.Init)
		case *ast.SwitchStmt:
			w.head(n.Init)
		case *ast.TypeSwitchStmt:
			w.head(n.Init, n.Assign)
		case *ast.CommClause:
			w.head(n.Comm)
		case *ast.LabeledStmt:
			w.head(n.Stmt)
		}
		return true
	})
	with = []byte(w.between(tree.FileStart, tree.FileEnd, tree))
	return with, w.left, nil
}

type writer struct {
	src     []byte
	base    int
	mutants map[token.Pos][]*mutant
	heads   map[ast.Node]bool
	left    []*mutant
}

func (w *writer) head(all ...ast.Stmt) {
	for _, s := range all {
		w.heads[s] = true
	}
}

func (w *writer) raw(from, to token.Pos) string {
	return string(w.src[int(from)-w.base : int(to)-w.base])
}

// text is the source of a node with its mutants.
func (w *writer) text(n ast.Node) string {
	if with := w.mutated(n); with != "" {
		return with
	}
	return w.between(n.Pos(), n.End(), n)
}

// between is the source of a stretch of the file, that of a node, with the mutants of
// what is below it.
func (w *writer) between(from, to token.Pos, of ast.Node) string {
	var out strings.Builder
	ast.Inspect(of, func(n ast.Node) bool {
		if n == nil || n == of {
			return true
		}
		if with := w.mutated(n); with != "" {
			out.WriteString(w.raw(from, n.Pos()))
			out.WriteString(with)
			from = n.End()
			return false
		}
		return true
	})
	out.WriteString(w.raw(from, to))
	return out.String()
}

// mutated is what stands for a node that has mutants, or "".
func (w *writer) mutated(n ast.Node) string {
	_, pos := tokenOf(n)
	mutants := w.mutants[pos]
	if !pos.IsValid() || len(mutants) == 0 {
		return ""
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return w.binary(n, mutants)
	case *ast.UnaryExpr:
		return fmt.Sprintf("mutantMinus(%d, %s)", mutants[0].id, w.text(n.X))
	case *ast.IncDecStmt:
		if w.heads[n] {
			sign := map[token.Token]string{token.INC: "+=", token.DEC: "-="}[n.Tok]
			return fmt.Sprintf("%s %s mutantStep(%d, 1)", w.text(n.X), sign, mutants[0].id)
		}
		x := w.text(n.X)
		return w.choice(mutants, x+n.Tok.String(), func(m *mutant) string { return x + m.becomes.String() })
	case *ast.AssignStmt:
		if w.heads[n] {
			w.left = append(w.left, mutants...)
			return ""
		}
		x, y := w.text(n.Lhs[0]), w.text(n.Rhs[0])
		return w.choice(mutants, x+" "+n.Tok.String()+" "+y, func(m *mutant) string { return x + " " + m.becomes.String() + " " + y })
	case *ast.BranchStmt:
		if w.heads[n] {
			w.left = append(w.left, mutants...)
			return ""
		}
		label := ""
		if n.Label != nil {
			label = " " + n.Label.Name
		}
		return fmt.Sprintf("if mutantIs(%d) { %s%s }; %s%s", mutants[0].id, mutants[0].becomes, label, n.Tok, label)
	}
	return ""
}

// choice is a statement with its mutants.
func (w *writer) choice(mutants []*mutant, was string, becomes func(*mutant) string) string {
	var out strings.Builder
	for _, m := range mutants {
		fmt.Fprintf(&out, "if mutantIs(%d) { %s } else ", m.id, becomes(m))
	}
	return out.String() + "{ " + was + " }"
}

// lentFor is the function of lent.go that stands for an operator and for its mutant.
var lentFor = map[token.Token]string{
	token.ADD: "mutantAdd", token.SUB: "mutantSub", token.MUL: "mutantMul", token.QUO: "mutantQuo", token.REM: "mutantRem",
	token.AND: "mutantAnd", token.OR: "mutantOr", token.XOR: "mutantXor", token.AND_NOT: "mutantAndNot",
	token.SHL: "mutantLeft", token.SHR: "mutantRight", token.LAND: "mutantBoth", token.LOR: "mutantEither",
}

// lentOnce stands for a comparison and its two mutants.
var lentOnce = map[token.Token]string{
	token.EQL: "mutantEqual", token.NEQ: "mutantUnequal",
	token.LSS: "mutantLess", token.LEQ: "mutantAtMost", token.GTR: "mutantMore", token.GEQ: "mutantAtLeast",
}

func (w *writer) binary(n *ast.BinaryExpr, mutants []*mutant) string {
	x, y := w.text(n.X), w.text(n.Y)
	// Where the line breaks behind the operator it goes on breaking.
	gap := " " + strings.Repeat("\n", strings.Count(w.raw(n.OpPos, n.Y.Pos()), "\n"))
	switch {
	case n.Op == token.LAND, n.Op == token.LOR:
		return fmt.Sprintf("%s(%d, %s,%sfunc() bool { return %s })", lentFor[n.Op], mutants[0].id, x, gap, y)
	case lentFor[n.Op] != "":
		return fmt.Sprintf("%s(%d, %s,%s%s)", lentFor[n.Op], mutants[0].id, x, gap, y)
	case strings.Contains(x+y+gap, "\n"): // written once, or lines move
		var bound, negated int
		for _, m := range mutants {
			if m.becomes == becoming["CONDITIONALS_BOUNDARY"][n.Op] {
				bound = m.id
			} else {
				negated = m.id
			}
		}
		return fmt.Sprintf("%s(%d, %d, %s,%s%s)", lentOnce[n.Op], bound, negated, x, gap, y)
	}
	// Any other comparison is repeated: its sides may be of two types.
	var out strings.Builder
	var ids []string
	for _, m := range mutants {
		fmt.Fprintf(&out, "mutantIs(%d) && (%s %s %s) || ", m.id, x, m.becomes, y)
		ids = append(ids, fmt.Sprint(m.id))
	}
	return fmt.Sprintf("(%smutantNone(%s) && (%s %s %s))", out.String(), strings.Join(ids, ", "), x, n.Op, y)
}
