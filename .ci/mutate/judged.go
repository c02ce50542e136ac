package main

import (
	_ "embed"

	"github.com/BurntSushi/toml"
)

//go:embed equivalent.toml
var equivalentFile string

// equivalent is a mutant that no test can notice, for the program does the same: the
// line, what it becomes, and why that is the same.
type equivalent struct {
	File, Line, Becomes, Why string
}

// equivalents are those that somebody judged.
func equivalents() ([]equivalent, error) {
	var all struct{ Equivalent []equivalent }
	_, err := toml.Decode(equivalentFile, &all)
	return all.Equivalent, err
}

func (e equivalent) is(m *mutant) bool {
	return e.File == m.file && e.Line == m.text[0] && e.Becomes == m.text[1]
}
