package leftover

import (
	"path/filepath"

	"keyday/data/durable"
)

// File is a file that nobody sees before it is whole, and of which a killed process
// leaves nothing that is not noted.
type File struct {
	*durable.File
	note *Note
}

// Create opens one in the folder that it will lie in; see durable.Create.
func (n *Notes) Create(folder string) (*File, error) {
	f, err := durable.Create(folder)
	if err != nil {
		return nil, err
	}
	note, err := n.Begin(f.Name())
	if err != nil {
		f.Discard()
		return nil, err
	}
	return &File{File: f, note: note}, nil
}

// Discard removes the file, unless it is committed, and ends the note of it. It is
// meant to be deferred.
func (f *File) Discard() {
	f.File.Discard()
	f.note.End()
	f.note = nil
}

// WriteFile puts content under path, whole or not at all.
func (n *Notes) WriteFile(path string, content []byte) error {
	return n.writeFile(path, content, (*durable.File).Commit)
}

// WriteNewFile is WriteFile where nothing lies; it fails with fs.ErrExist elsewhere.
func (n *Notes) WriteNewFile(path string, content []byte) error {
	return n.writeFile(path, content, (*durable.File).CommitNew)
}

func (n *Notes) writeFile(path string, content []byte, commit func(*durable.File, string) error) error {
	f, err := n.Create(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer f.Discard()
	if _, err := f.Write(content); err != nil {
		return err
	}
	return commit(f.File, path)
}
