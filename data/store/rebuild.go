package store

import (
	"database/sql"
	"os"
	"path/filepath"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// rebuild makes the site anew from its operations, in a temporary database beside it,
// and names the first differences of the two. It is asked for only where the two are
// known to differ, since it takes several times as long as finding that out.
func (v *verifier) rebuild() error {
	dir, err := os.MkdirTemp(v.site.dir, verifying)
	if err != nil {
		if dir, err = os.MkdirTemp("", "keyday-verify-"); err != nil { // a site on a medium that cannot be written to
			return err
		}
	}
	note, err := v.site.opt.Leftovers.Begin(dir)
	if err != nil {
		return err
	}
	defer note.End()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, siteFile)
	if err := layOut(v.ctx, path, v.site.reg, v.site.site, "00"); err != nil {
		return err
	}
	temp := &Store{dir: dir, opt: v.site.opt, reg: v.site.reg, ring: v.site.ring, known: map[app.ID]*known{}}
	temp.applying.Store(true)
	temp.zone.Store(v.site.Zone())
	temp.writer = sql.OpenDB(temp.connector(path, "_journal_mode=OFF&_synchronous=OFF&_cache_size=-64000&_stmt_cache_size=200"))
	temp.writer.SetMaxOpenConns(1)
	defer temp.writer.Close()
	v.site.streams.each(func(n uint32, stream journal.Stream, pub []byte) { temp.streams.add(n, stream, pub) })
	w, err := temp.begin(v.ctx)
	if err != nil {
		return err
	}
	defer w.sql.Rollback()
	v.should = &Tx{work: w}
	v.should.day = v.derivedOn()
	if err := v.remake(v.is, rebuilt{v.should}, false); err != nil {
		return err
	}
	if err := v.should.deriveNoted(); err != nil {
		return err
	}
	return v.compare()
}

// rebuilt is a temporary database that a site is made in.
type rebuilt struct{ tx *Tx }

func (r rebuilt) put(table string, values ...any) error {
	return r.tx.insert("INSERT INTO "+table+" VALUES ", values...)
}

func (r rebuilt) record(k *registry.Kind, id app.ID, rec any, heads []byte) error {
	tx := r.tx
	if err := tx.insertRow(k, rec, heads); err != nil {
		return err
	}
	if k.Words != nil { // now, while the record is at hand
		if err := tx.post([]findable{{kind: k.N, id: id, fresh: true, by: normalEntries(k.Words(tx, rec))}}); err != nil {
			return err
		}
	}
	return tx.deriveHome(k, rec)
}

// derivedOn is the day for which the site has its values derived.
func (v *verifier) derivedOn() (day app.Date) {
	v.is.sql.QueryRowContext(v.ctx, "SELECT value FROM meta WHERE key = ?", derivedOn).Scan(&day)
	return day
}

// each calls fn with every stream.
func (s *streams) each(fn func(n uint32, stream journal.Stream, pub []byte)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for n, stream := range s.by {
		fn(n, stream, s.pub[n])
	}
}
