package apptest

import (
	"context"
	"io"

	"keyday/app"
)

// Scans are scans of signed papers in memory, by their hashes: that of a new one is made
// of its name.
type Scans struct {
	Kept   map[string][]byte
	Opened int // how often one was
}

// Keep and Open are what the document's page asks of scans.
func (s *Scans) Keep(_ context.Context, _ app.ID, r io.Reader, name string) (string, error) {
	raw, err := io.ReadAll(r)
	s.Kept["hash of "+name] = raw
	return "hash of " + name, err
}
func (s *Scans) Open(_ context.Context, _ app.Actor, _ app.ID, hash string) ([]byte, error) {
	s.Opened++
	return s.Kept[hash], nil
}
