package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// stems are beginnings of keys that no program text says: the arguments of refusals,
// which Refusal says in the domain's own words, and what stands for records and
// actions, which other tests hold.
var stems = []string{"contract.missing.", "permission.what.", "permission.may.", "verify.kind.", "handover.step.", "inspect.step.", "field.", "action.", "column.", "list."}

// What nobody says any more goes from the catalogues.
func TestNoSentenceIsLeftOver(t *testing.T) {
	said := literals(t, "../..")
	for _, file := range catalogues(t, Chinese) {
		for key := range entries(t, file) {
			code, refuses := strings.CutPrefix(key, "refusal.")
			domain, _, _ := strings.Cut(code, ".")
			if !saidBy(said, code) && !(refuses && said[domain+"."]) { // sheet's codes are put together
				t.Errorf("%s: nobody says %s", file, key)
			}
		}
	}
}

// saidBy reports whether the program says a key, or where it is put together, its
// beginning.
func saidBy(said map[string]bool, key string) bool {
	if said[key] {
		return true
	}
	for _, stem := range stems {
		if strings.HasPrefix(key, stem) {
			return true
		}
	}
	for i, r := range key {
		if whole := strings.Contains(key[:i], "."); whole && (r == '.' || r == '_') && (said[key[:i+1]] || r == '.' && said[key[:i]]) {
			return true
		}
	}
	return false
}

// literals are the texts that the program's files hold.
func literals(t *testing.T, root string) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, is := n.(*ast.BasicLit); is && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					said[text] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return said
}
