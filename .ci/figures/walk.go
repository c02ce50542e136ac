package main

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// step is a function on the way: in which folder, or below it, and how it is called. Each
// is called by an earlier one, but for those with which something begins anew.
type step struct {
	dir, name string
	begins    bool
}

// noteWalk is the way of a defect's note from the key that saves it to the disk, and from
// there into the history of the home.
var noteWalk = []step{
	{dir: "ui/screen/rectify", name: "page.editForm", begins: true},
	{dir: "ui/screen/rectify", name: "correction.described"},
	{dir: "ui/screen/rectify", name: "form.submit"},
	{dir: "ui/screen/shell", name: "Context.Do"},
	{dir: "app/defect", name: "Desk.Correct"},
	{dir: "app/defect", name: "Desk.change"},
	{dir: "data/records", name: "NewDesks", begins: true},
	{dir: "data/records", name: "Narrow"},
	{dir: "data/records", name: "narrow.Do", begins: true},
	{dir: "data/records", name: "Store.Do"},
	{dir: "data/store", name: "Store.Do"},
	{dir: "data", name: "Store.transact"},
	{dir: "app/defect", name: "correct"},
	{dir: "app/defect", name: "Defect.describe"},
	{dir: "data", name: "Tx.AmendDefect"},
	{dir: "data", name: "Amend"},
	{dir: "data", name: "Tx.put"},
	{dir: "data", name: "Tx.difference"},
	{dir: "data", name: "Tx.stage"},
	{dir: "data", name: "Tx.keepRow"},
	{dir: "data", name: "work.flush"},
	{dir: "data/journal", name: "Op.Bytes"},
	{dir: "data", name: "work.commit"},
	{dir: "ui/screen/unit", name: "past.read", begins: true},
	{dir: "data", name: "Store.History"},
	{dir: "data/journal", name: "DecodeOp"},
	{dir: "data", name: "Store.describe"},
	{dir: "ui/screen/unit", name: "past.bind", begins: true},
	{dir: "ui/words", name: "Words.Changes"},
	{dir: "ui/words", name: "Words.change"},
}

// noteWalk counts the files of the way. A step that is not there, or that nothing before it
// calls, is an error: the way has become another.
func (h *house) noteWalk(way []step) (figure, error) {
	var files []string
	said := map[string]bool{}
	all := functionsOf(h.program())
	for _, s := range way {
		at := slices.IndexFunc(all, func(f function) bool { return f.name() == s.name && under(f.source.dir, s.dir) })
		if at < 0 {
			return figure{}, fmt.Errorf("walk.go: %s has no %s", s.dir, s.name)
		}
		if !s.begins && !said[s.name[strings.LastIndexByte(s.name, '.')+1:]] {
			return figure{}, fmt.Errorf("walk.go: nothing before it calls %s of %s", s.name, s.dir)
		}
		files = append(files, all[at].source.path)
		ast.Inspect(all[at].Body, func(n ast.Node) bool {
			if id, is := n.(*ast.Ident); is {
				said[id.Name] = true
			}
			return true
		})
	}
	return counted("files on the way of a defect's note from the key to the disk and to the history, by the functions that walk.go lists", 14, files), nil
}
