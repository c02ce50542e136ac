package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/journal"
	"keyday/data/registry"
)

// outside is a folder apart from the site's, in which this laptop notes how far its
// streams have come: a file for each. An older copy of the site's folder in its place,
// or an end that was cut off together with device.db, cannot pass for the whole then.
// Who can also write to this folder, and has the laptop's key, is beyond it.
type outside struct{ folder string }

const markEnding = ".mark"

func (o outside) file(stream journal.Stream) string {
	return filepath.Join(o.folder, stream.String()+markEnding)
}

// read is the mark of a stream, whoever signed it.
func (o outside) read(stream journal.Stream) (journal.Mark, bool) {
	if o.folder == "" {
		return journal.Mark{}, false
	}
	return readMark(o.file(stream))
}

func readMark(file string) (journal.Mark, bool) {
	b, err := durable.ReadFile(file, 64<<10)
	if err != nil {
		return journal.Mark{}, false
	}
	m, err := journal.OpenMark(b)
	return m, err == nil
}

// all reads every mark of the site that lies in the folder.
func (o outside) all(s *Store) []journal.Mark {
	if o.folder == "" {
		return nil
	}
	entries, _ := os.ReadDir(o.folder)
	var found []journal.Mark
	for _, e := range entries {
		if m, ok := readMark(filepath.Join(o.folder, e.Name())); ok && m.Site == s.site && e.Name() == m.Stream().String()+markEnding {
			found = append(found, m)
		}
	}
	return found
}

// copyIn reports whether the folder is another one than this site's, and holds a copy of
// this site.
func (s *Store) copyIn(folder string) bool {
	there, err := os.Stat(filepath.Join(folder, siteFile))
	if err != nil {
		return false
	}
	here, err := os.Stat(filepath.Join(s.dir, siteFile))
	if err != nil || os.SameFile(here, there) {
		return false
	}
	var site app.ID
	return Ask(folder, "SELECT value FROM meta WHERE key = 'site'", registry.IntoID(&site)) && site == s.site
}

// Ask reads one row of the site in the folder, without opening the site; it reports
// whether there was one to read.
func Ask(folder, query string, into ...any) bool {
	path := filepath.Join(folder, siteFile)
	if there, err := os.Stat(path); err != nil || !there.Mode().IsRegular() {
		return false
	}
	for _, more := range []string{"", "&immutable=1"} { // the second of a medium that cannot be written to
		db, err := sql.Open("sqlite3", fileURI(path)+"?mode=ro&_query_only=1&_busy_timeout=500"+more)
		if err != nil {
			return false
		}
		err = db.QueryRow(query).Scan(into...)
		db.Close()
		if err == nil {
			return true
		}
	}
	return false
}

// folder is where the site lies, as marks name it.
func (s *Store) folder() string {
	if full, err := filepath.Abs(s.dir); err == nil {
		return full
	}
	return s.dir
}

// writtenHere reports whether the mark is of what this laptop wrote in this very site,
// known being whether the site knows of the stream: what another copy wrote, in a folder
// of its own that is still there, never was here.
func (s *Store) writtenHere(m journal.Mark, known bool) bool {
	return m.Key.Equal(s.signing.Public()) && !s.copyIn(m.Folder) && (known || m.Folder == s.folder())
}

// absent is how many operations of this site the laptop knows of that are not here.
func (s *Store) absent(ctx context.Context) (n uint64, err error) {
	for _, m := range s.outside.all(s) {
		var have uint64
		if err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM op WHERE dev = ?", s.streams.number(m.Stream())).Scan(&have); err != nil {
			return 0, err
		}
		n += m.Seq - min(m.Seq, have)
	}
	return n, nil
}

// raise notes the end of this laptop's stream and reports whether it could.
func (o outside) raise(s *Store, t tip) bool {
	if o.folder == "" {
		return true
	}
	m := journal.Mark{Site: s.site, By: s.ring.SitePublic(), Key: s.signing.Public().(ed25519.PublicKey), Epoch: t.epoch, Seq: t.seq, Hash: t.hash,
		Wall: s.opt.Clock.Now().UnixMilli(), Lane: t.lane, Folder: s.folder()}
	return durable.MkdirAll(o.folder) == nil && durable.WriteFile(o.file(t.stream), m.Sign(s.signing)) == nil
}
