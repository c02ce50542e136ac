package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"strconv"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// Which streams are the site's. A laptop that holds the site's signing key grants its
// own streams; another one works on, and waits for a grant. What comes of a stream that
// nobody granted is kept apart: it is neither shown nor lost, and becomes the site's
// when the grant comes.

// standing is what the site says of a stream.
type standing struct {
	granted bool
	last    uint64 // the last operation that counts, where it was revoked
	revoked bool
}

// counts reports whether an operation of the stream is the site's.
func (st standing) counts(seq uint64) bool { return st.granted && (!st.revoked || seq <= st.last) }

// standing reads what the site says of a stream. This laptop's own count without a
// grant: it works on until one comes.
func (tx *Tx) standing(stream journal.Stream) (st standing, err error) {
	if st.granted = stream == tx.tip.stream || tx.s.streams.own(stream, tx.s.signing); !st.granted {
		var body []byte
		err := tx.sql.QueryRowContext(tx.ctx, "SELECT body FROM granted WHERE stream = ?", stream[:]).Scan(&body)
		if err := IgnoreNoRows(err); err != nil {
			return st, err
		}
		g, wrong := journal.OpenGrant(body, tx.s.site, tx.s.ring.SitePublic())
		st.granted = wrong == nil && g.Stream() == stream
	}
	var body []byte
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT body FROM revoked WHERE stream = ?", stream[:]).Scan(&body)
	if err := IgnoreNoRows(err); err != nil {
		return st, err
	}
	if r, wrong := journal.OpenRevocation(body, tx.s.site, tx.s.ring.SitePublic()); wrong == nil && r.Stream == stream {
		st.revoked, st.last = true, r.Last
	}
	return st, nil
}

// Admit grants a stream of another laptop and answers the grant, to be brought there.
//
// It refuses with "permission.missing", with "grant.no_key" on a laptop that may not
// grant, with "site.lane_unreadable", with "grant.lane_taken" where another stream has
// the lane, and with "grant.lane_differs" where the stream has another.
func (s *Store) Admit(ctx context.Context, actor app.Actor, key ed25519.PublicKey, epoch uint32, lane string) ([]byte, error) {
	site := s.ring.SiteSign()
	if site == nil {
		return nil, app.Refuse("grant.no_key")
	}
	if !streamLanes.MatchString(lane) {
		return nil, app.Refuse("site.lane_unreadable", "text", lane)
	}
	signed := journal.Grant{Site: s.site, Key: key, Epoch: epoch, Lane: lane, Generation: s.ring.Generation()}.Sign(site)
	return signed, s.Do(ctx, actor, "member.admit", func(tx *Tx) error {
		if err := s.reg.Schema.May(actor, registry.Granting); err != nil {
			return err
		}
		return tx.takeGrant(signed)
	})
}

// Revoke says that a stream counts up to an operation and no further, and answers the
// revocation. What came later goes apart, and what it changed is shown without it.
//
// It refuses with "permission.missing", "grant.no_key", with "grant.in_use" for the
// stream that this laptop writes, and with "grant.no_end" where no action ends there.
func (s *Store) Revoke(ctx context.Context, actor app.Actor, stream journal.Stream, last uint64) ([]byte, error) {
	site := s.ring.SiteSign()
	if site == nil {
		return nil, app.Refuse("grant.no_key")
	}
	signed := journal.Revocation{Site: s.site, Stream: stream, Last: last, Generation: s.ring.Generation()}.Sign(site)
	return signed, s.Do(ctx, actor, "member.revoke", func(tx *Tx) error {
		if err := s.reg.Schema.May(actor, registry.Granting); err != nil {
			return err
		}
		ends, err := tx.any(`SELECT 1 WHERE ?1 = 0 UNION ALL SELECT 1 FROM op WHERE dev = ?2 AND seq = ?1 AND sig IS NOT NULL
			UNION ALL SELECT 1 FROM apart WHERE stream = ?3 AND seq = ?1 AND sig <> x''`, last, tx.s.streams.number(stream), stream[:])
		if err != nil {
			return err
		}
		if !ends {
			return app.Refuse("grant.no_end", "last", strconv.FormatUint(last, 10))
		}
		return tx.takeRevocation(signed)
	})
}

// takeGrant keeps a grant of the site and lets count what was kept apart for want of it.
func (tx *Tx) takeGrant(signed []byte) error {
	g, err := journal.OpenGrant(signed, tx.s.site, tx.s.ring.SitePublic())
	if err != nil {
		return app.Refuse("grant.not_ours")
	}
	stream := g.Stream()
	var taken int
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT count(*) FROM dev WHERE lane = ? AND stream <> ?", g.Lane, stream[:]).Scan(&taken); err != nil {
		return err
	}
	if taken > 0 {
		return app.Refuse("grant.lane_taken", "lane", g.Lane)
	}
	var lane string
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT lane FROM dev WHERE stream = ?", stream[:]).Scan(&lane)
	if err := IgnoreNoRows(err); err != nil {
		return err
	}
	if lane != "" && lane != g.Lane { // its numbers stand on paper
		return app.Refuse("grant.lane_differs", "lane", lane)
	}
	if _, err := tx.exec("INSERT OR REPLACE INTO granted (stream, body) VALUES (?, ?)", stream[:], signed); err != nil {
		return err
	}
	if _, err := tx.exec("INSERT OR IGNORE INTO dev (stream, pub, epoch, lane) VALUES (?, ?, ?, ?)", stream[:], []byte(g.Key), g.Epoch, g.Lane); err != nil {
		return err
	}
	var n uint32
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT n FROM dev WHERE stream = ?", stream[:]).Scan(&n); err != nil {
		return err
	}
	tx.s.streams.add(n, stream, g.Key)
	tx.staged, tx.joined = true, true
	return tx.takeBack(stream)
}

// takeBack applies what was kept apart of a stream, as far as it counts by now and is
// its laptop's own: an unbroken chain, each action signed. The rest stays apart.
func (tx *Tx) takeBack(stream journal.Stream) error {
	kept, err := tx.apartOf(stream)
	if err != nil || len(kept) == 0 {
		return err
	}
	st, err := tx.standing(stream)
	if err != nil {
		return err
	}
	dev := tx.s.streams.number(stream)
	pub := tx.s.streams.key(dev)
	var before []byte // the hash that the next operation follows
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT hash FROM op WHERE dev = ? AND seq = ?", dev, kept[0].seq-1).Scan(&before)
	if err := IgnoreNoRows(err); err != nil {
		return err
	}
	if before == nil && kept[0].seq > 1 {
		return nil // what it follows is yet to come
	}
	hash, whole := sum(before), 0
	for i, o := range kept {
		op, err := journal.DecodeOp(o.body)
		hash = journal.Link(hash, o.body)
		if err != nil || !st.counts(o.seq) || op.Dot != (journal.Dot{Stream: stream, Seq: kept[0].seq + uint64(i)}) || o.seq != op.Seq || o.hash != hash {
			break
		}
		if op.Last {
			if !journal.VerifyAction(pub, stream, o.seq, hash, o.sig) {
				break
			}
			whole = i + 1
		}
	}
	for _, o := range kept[:whole] {
		if _, err := tx.exec("DELETE FROM apart WHERE stream = ? AND seq = ?", stream[:], o.seq); err != nil {
			return err
		}
		op, err := journal.DecodeOp(o.body)
		if err != nil {
			return err
		}
		if err := tx.applyCounting(&op, o.body, o.hash, o.sig); err != nil {
			return err
		}
	}
	return nil
}

// keptApart is an operation that does not count.
type keptApart struct {
	seq  uint64
	body []byte
	hash [32]byte
	sig  []byte
}

func (tx *Tx) apartOf(stream journal.Stream) ([]keptApart, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT seq, body, hash, sig FROM apart WHERE stream = ? ORDER BY seq", stream[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []keptApart
	for rows.Next() {
		var o keptApart
		var hash []byte
		if err := rows.Scan(&o.seq, &o.body, &hash, &o.sig); err != nil {
			return nil, err
		}
		o.hash = sum(hash)
		all = append(all, o)
	}
	return all, rows.Err()
}

func (tx *Tx) putApart(d journal.Dot, body []byte, hash [32]byte, sig []byte) error {
	if sig == nil {
		sig = []byte{}
	}
	tx.staged = true
	_, err := tx.exec("INSERT OR IGNORE INTO apart (stream, seq, body, hash, sig) VALUES (?, ?, ?, ?, ?)", d.Stream[:], d.Seq, body, hash[:], sig)
	return err
}

// takeRevocation keeps a revocation of the site, puts apart what does not count any
// more, and shows the site without it. An erasure holds all the same: the key is gone.
// Of two revocations of a stream the one that lets less count holds. It refuses with
// "grant.not_ours", and with "grant.in_use" for the stream that this laptop writes.
func (tx *Tx) takeRevocation(signed []byte) error {
	r, err := journal.OpenRevocation(signed, tx.s.site, tx.s.ring.SitePublic())
	if err != nil {
		return app.Refuse("grant.not_ours")
	}
	if r.Stream == tx.tip.stream {
		return app.Refuse("grant.in_use")
	}
	st, err := tx.standing(r.Stream)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`INSERT INTO revoked (stream, last, body) VALUES (?1, ?2, ?3)
		ON CONFLICT (stream) DO UPDATE SET last = excluded.last, body = excluded.body WHERE excluded.last < last OR NOT ?4`, r.Stream[:], r.Last, signed, st.revoked); err != nil {
		return err
	}
	tx.staged, tx.applied = true, true
	dev := tx.s.streams.number(r.Stream)
	if dev == 0 {
		return nil
	}
	var gone int64
	for _, statement := range []string{
		`INSERT OR IGNORE INTO apart (stream, seq, body, hash, sig) SELECT d.stream, o.seq, o.body, o.hash, coalesce(o.sig, x'')
			FROM op o JOIN dev d ON d.n = o.dev WHERE o.dev = ? AND o.seq > ?`,
		"DELETE FROM op WHERE dev = ? AND seq > ?",
	} {
		result, err := tx.exec(statement, dev, r.Last)
		if err != nil {
			return err
		}
		gone, err = result.RowsAffected()
		if err != nil {
			return err
		}
	}
	if gone == 0 {
		return nil
	}
	return tx.remake()
}

// remake makes all anew that follows from the operations: what others wrote may belong
// to records that are gone, or wait for them by now.
func (tx *Tx) remake() error {
	v := &verifier{site: tx.s, ctx: tx.ctx, is: tx, erased: map[app.ID]bool{}}
	if err := v.readErasures(); err != nil { // before its table is emptied
		return err
	}
	tables := []string{"head", "dispute", "erasure", "trail", "waiting", "unshown", "posting", "spelling", "entry"}
	for _, k := range tx.s.reg.Kinds {
		tables = append(tables, k.Name)
	}
	for _, table := range tables {
		if _, err := tx.exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	clear(tx.sql.known)
	clear(tx.entries)
	return v.remake(tx, rebuilt{tx}, false)
}

// alreadyHere reports whether an operation is here, counted or apart. Another one under
// the same dot is a journal.ForkError.
func (tx *Tx) alreadyHere(d journal.Dot, hash [32]byte) (bool, error) {
	var have []byte
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT hash FROM op WHERE dev = ?1 AND seq = ?2
		UNION ALL SELECT hash FROM apart WHERE stream = ?3 AND seq = ?2`, tx.s.streams.number(d.Stream), d.Seq, d.Stream[:]).Scan(&have)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, journal.CheckFork(d, sum(have), hash)
}
