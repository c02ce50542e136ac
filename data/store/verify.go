package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"errors"
	"hash/maphash"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// Report is what Verify found.
type Report struct {
	Streams    []StreamReport
	Operations int
	Records    int
	Files      int
	// Differences are what is not as it was written, the first of each sort: codes
	// "verify.…" and, for a file, the code that CheckFile answered.
	Differences []*app.Refusal
	// Notices are what a reader should know although nothing was altered: the site is a
	// restored backup, operations wait for a grant, nothing vouches for the end, a newer Keyday wrote a paper. Codes
	// "verify.…" too.
	Notices []*app.Refusal
	// Orphans are records that speak of one which is not here. They are no
	// difference: a parent may be on its way from another laptop.
	Orphans []Orphan
}

// OK reports whether everything is as it was written.
func (r Report) OK() bool { return len(r.Differences) == 0 }

// StreamReport is one stream of the journal.
type StreamReport struct {
	Stream     string // 32 hex digits
	Lane       string // of the numbers that it gave
	Operations uint64
	Own        bool // written on this laptop
	Granted    bool // by the site
}

// Orphan is a record that speaks of another which is not here.
type Orphan struct {
	Record  app.Ref
	Missing app.Ref
}

// Checking says what Verify is lent and to whom it reports. The zero value checks
// everything but the files' contents.
type Checking struct {
	// CheckFile refuses where the file of the hash is missing or altered; what is wrong
	// in several ways it says by refusals that are joined.
	CheckFile func(ctx context.Context, hash string) error
	// Progress is told how much of all is done, seldom enough to draw it.
	Progress func(done, all int)
	// Anchors are places in the chain as printed forms carry them. One that fits no
	// stream of the site is a difference; one that is on record is noted as that. Verify
	// refuses with "verify.anchor_unreadable" what is none.
	Anchors []string
}

// Verify reads the whole site and compares it with its journal: the database's
// own structure; who granted its streams, their chains, signatures and tails; every
// head, row, dispute, line of history and search entry, made anew from the operations;
// the keys of persons; the numbers; the files. It reads one consistent state, beside
// the writer, and changes nothing.
//
// An error means that it could not be carried through; what is wrong with the
// data stands in the report.
func (s *Store) Verify(ctx context.Context, c Checking) (Report, error) {
	for _, text := range c.Anchors { // before the long work
		if _, ok := journal.ParseAnchor(text); !ok {
			return Report{}, app.Refuse("verify.anchor_unreadable", "anchor", text)
		}
	}
	v := &verifier{site: s, c: c, ctx: ctx}
	err := v.run()
	return v.report, translate(err, s.dir)
}

type verifier struct {
	site   *Store
	c      Checking
	ctx    context.Context
	report Report

	is      *Tx              // the site as it is
	should  *Tx              // the site as its operations make it, in a temporary database
	used    map[usedKey]bool // which keys of persons the operations name
	erased  map[app.ID]bool
	numbers map[numbering]int // the last number in each series and lane, as records have it

	mu        sync.Mutex // of the report, while several look at once
	done, all int
	told      time.Time
}

// tell takes over what a kind says of its record.
func (v *verifier) tell(f registry.Finding) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if f.Notice {
		v.report.Notices = append(v.report.Notices, f.Refusal)
		return
	}
	v.differ(f.Refusal)
}

func (v *verifier) differs(code string, pairs ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.differ(app.Refuse(code, pairs...))
}

func (v *verifier) differ(r *app.Refusal) {
	for _, d := range v.report.Differences {
		if d.Code == r.Code && r.Code != "verify.number_behind" {
			return // the first of each sort is enough to know where to look
		}
	}
	v.report.Differences = append(v.report.Differences, r)
}

// found is differs for what is said each time.
func (v *verifier) found(difference *app.Refusal) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Differences = append(v.report.Differences, difference)
}

func (v *verifier) notice(code string, pairs ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Notices = append(v.report.Notices, app.Refuse(code, pairs...))
}

func (v *verifier) step(n int) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.done += n
	if now := time.Now(); v.c.Progress != nil && now.Sub(v.told) > 50*time.Millisecond {
		v.told = now
		v.c.Progress(min(v.done, v.all), v.all)
	}
	return v.ctx.Err()
}

func (v *verifier) run() error {
	marks := v.marks()
	views, done, err := v.views(4)
	if err != nil {
		return err
	}
	defer done()
	v.is = views[0]
	var said string
	err = together(
		func() (err error) { said, err = v.structure(views[3]); return err },
		func() error { return v.look(marks, views) },
	)
	if said != "" { // of what cannot be read nothing else can be said
		v.report.Differences = []*app.Refusal{app.Refuse("verify.file_damaged", "said", said)}
		return nil
	}
	if err != nil && v.ctx.Err() == nil && !v.report.OK() { // what is wrong may be why, and is to be heard
		v.notice("verify.broken_off", "said", err.Error())
		v.sort()
		return nil
	}
	return err
}

// look compares the site with its journal, over three readers of one state.
func (v *verifier) look(marks marks, views []*Tx) error {
	if err := v.is.sql.QueryRowContext(v.ctx, "SELECT count(*) FROM op").Scan(&v.report.Operations); err != nil {
		return err
	}
	v.all = 2 * v.report.Operations
	v.used, v.erased, v.numbers = map[usedKey]bool{}, map[app.ID]bool{}, map[numbering]int{}
	for _, step := range []func() error{v.checkSchema, v.readErasures} {
		if err := step(); err != nil {
			return err
		}
	}
	seeds := [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}
	is, should := newFingerprints(seeds), &printing{newFingerprints(seeds), views[1], v.site.ring, map[string]kept{}}
	views[1].day = v.derivedOn()
	err := together(
		func() error { return v.checkStreams(marks) },
		func() error { return v.remake(views[1], should, true) },
		func() error { return is.read(views[2]) },
	)
	if err != nil {
		return err
	}
	should.searched()
	for _, step := range []func() error{v.reportApart, v.checkMeta, v.checkGate, v.checkOwnLane, v.checkEnvelopes, v.checkPlaces, v.checkCounters, v.findOrphans} {
		if err := step(); err != nil {
			return err
		}
	}
	if tables := is.differing(should.fingerprints); len(tables) > 0 {
		if err := v.rebuild(); err != nil && v.ctx.Err() != nil {
			return err
		} else if err != nil || v.report.OK() { // no room to name it, or nothing that does: at least it is said
			v.differs("verify.table_differs", "name", strings.Join(tables, "、"))
		}
	}
	if err := v.checkContents(); err != nil {
		return err
	}
	v.sort()
	return v.checkFiles()
}

// views are several readers of one and the same state of the site.
func (v *verifier) views(n int) (views []*Tx, done func(), err error) {
	pool := sql.OpenDB(v.site.connector(filepath.Join(v.site.dir, siteFile), "mode=ro&_query_only=1&_busy_timeout=5000&_cache_size=-64000"+v.site.fixed))
	done = func() {
		for _, tx := range views {
			tx.sql.Rollback()
		}
		pool.Close()
	}
	const tries = 20
	for range tries {
		states := map[string]bool{}
		for range n {
			begun, err := pool.BeginTx(v.ctx, &sql.TxOptions{ReadOnly: true})
			if err != nil {
				done()
				return nil, nil, err
			}
			session := newSession(begun, map[app.ID]*known{})
			tx := &Tx{work: &work{reading: &reading{v.site, v.ctx, session}, sql: session, when: v.site.opt.Clock.Now()}}
			views = append(views, tx)
			state, err := tx.state()
			if err != nil {
				done()
				return nil, nil, err
			}
			states[state] = true
		}
		if len(states) == 1 {
			return views, done, nil
		}
		for _, tx := range views { // somebody committed between two of them
			tx.sql.Rollback()
		}
		views = nil
	}
	done()
	return nil, nil, app.Refuse("store.busy")
}

// state tells one commit's state of the site from the next one's.
func (tx *Tx) state() (state string, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce((SELECT group_concat(n || ':' || coalesce((SELECT max(seq) FROM op WHERE op.dev = dev.n), 0)) FROM dev), '')
		|| '/' || (SELECT count(*) FROM granted) || '/' || (SELECT count(*) FROM revoked) || '/' || (SELECT count(*) FROM apart)
		|| '/' || (SELECT count(*) FROM envelope) || '/' || coalesce((SELECT value FROM meta WHERE key = ?), 0)`, derivedOn).Scan(&state)
	return state, err
}

// together does several things at once and answers the first error.
func together(all ...func() error) error {
	errs := make([]error, len(all))
	var wait sync.WaitGroup
	for i, do := range all {
		wait.Go(func() { errs[i] = do() })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// sort puts what was found in the order in which it matters: of a broken chain all the
// rest follows.
func (v *verifier) sort() {
	slices.SortStableFunc(v.report.Differences, func(a, b *app.Refusal) int {
		return cmp.Compare(slices.Index(firstFound, a.Code), slices.Index(firstFound, b.Code)) * -1
	})
}

// firstFound are the codes that are said before all others, the weightiest last.
var firstFound = []string{
	"verify.meta_differs", "verify.tail_missing", "verify.action_torn", "verify.anchor_foreign", "verify.gap", "verify.anchor_broken", "verify.signature_bad",
	"verify.chain_broken", "verify.body_altered", "verify.lane_altered", "verify.stream_ungranted", "verify.stream_unknown", "verify.stream_altered",
}

// structure lets SQLite check its own file, its indexes against their tables too: an
// index that was made up shows other records than those that are there.
func (v *verifier) structure(view *Tx) (damage string, err error) {
	var said string
	err = view.sql.QueryRowContext(v.ctx, "PRAGMA integrity_check(1)").Scan(&said)
	switch {
	case app.RefusalCode(translate(err, "")) == "store.damaged":
		return "damaged", nil
	case err == nil && said != "ok":
		return said, nil
	}
	return "", err
}

// stream checks one stream. The chain is followed by this goroutine, and the
// signatures, each as dear as a hundred operations, are checked beside it.
func (v *verifier) stream(n uint32, check *journal.Verifier, pub ed25519.PublicKey) (uint64, []error) {
	check.LastSignatureOnly = true // of this goroutine
	seals := checkSeals(check.Stream(), pub)
	err := v.follow(n, check, seals)
	seq, _, _ := check.Tip()
	var errs []error
	if bad := seals.first(); bad > 0 {
		errs = append(errs, journal.SignatureBad{Dot: journal.Dot{Stream: check.Stream(), Seq: bad}})
	}
	if err != nil {
		errs = append(errs, err)
	}
	return seq, errs
}

func (v *verifier) follow(n uint32, check *journal.Verifier, seals *sealChecker) error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT seq, body, hash, sig, kind, id, stamp, action FROM op WHERE dev = ? ORDER BY seq", n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq, action, stamp, kind int64
		var body, hash, sig, id sql.RawBytes
		if err := rows.Scan(&seq, &body, &hash, &sig, &kind, &id, &stamp, &action); err != nil {
			return err
		}
		if seq < 1 || len(hash) != sha256.Size {
			return journal.BodyAltered{Dot: journal.Dot{Stream: check.Stream(), Seq: uint64(max(seq, 0))}}
		}
		if err := check.Next(uint64(seq), body, sum(hash), sig); err != nil {
			return err
		}
		if len(sig) > 0 {
			seals.check(uint64(seq), sum(hash), sig)
		}
		// What the columns say beside the body serves to find it.
		if op, err := journal.DecodeOp(body); err == nil &&
			(int64(op.Kind) != kind || string(op.ID[:]) != string(id) || int64(op.Stamp) != stamp || int64(op.Action) != action) {
			return journal.BodyAltered{Dot: op.Dot}
		}
		if err := v.step(1); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := check.End(); err != nil {
		return err
	}
	if _, _, whole := check.Tip(); !whole {
		return errActionTorn
	}
	return nil
}

// sealChecker checks signatures on every processor.
type sealChecker struct {
	jobs    chan func() (seq uint64, good bool)
	workers sync.WaitGroup
	bad     atomic.Uint64 // seq of the first bad one; 0 for none
	stream  journal.Stream
	pub     ed25519.PublicKey
}

func checkSeals(stream journal.Stream, pub ed25519.PublicKey) *sealChecker {
	c := &sealChecker{jobs: make(chan func() (uint64, bool), 256), stream: stream, pub: pub}
	for range runtime.GOMAXPROCS(0) {
		c.workers.Go(func() {
			for job := range c.jobs {
				seq, good := job()
				for bad := c.bad.Load(); !good && (bad == 0 || seq < bad); bad = c.bad.Load() {
					if c.bad.CompareAndSwap(bad, seq) {
						break
					}
				}
			}
		})
	}
	return c
}

func (c *sealChecker) check(seq uint64, hash [32]byte, sig []byte) {
	sig = bytes.Clone(sig)
	c.jobs <- func() (uint64, bool) { return seq, journal.VerifyAction(c.pub, c.stream, seq, hash, sig) }
}

// first waits for the checks, and answers where the first bad signature is.
func (c *sealChecker) first() uint64 {
	close(c.jobs)
	c.workers.Wait()
	return c.bad.Load()
}

// errActionTorn says that a stream ends in the middle of an action.
var errActionTorn = errors.New("store: the last action is not whole")

func sum(hash []byte) (h [32]byte) {
	copy(h[:], hash)
	return h
}

// reportChain puts what a journal.Verifier found into the report.
func (v *verifier) reportChain(err error, lane string) error {
	var body journal.BodyAltered
	var broken journal.ChainBroken
	var signature journal.SignatureBad
	var anchor journal.AnchorBroken
	var gap journal.Gap
	var tail journal.TailMissing
	switch {
	case errors.As(err, &body):
		v.operation("verify.body_altered", body.Dot, lane)
	case errors.As(err, &broken):
		v.operation("verify.chain_broken", broken.Dot, lane)
	case errors.As(err, &signature):
		v.operation("verify.signature_bad", signature.Dot, lane)
	case errors.As(err, &anchor):
		v.operation("verify.anchor_broken", anchor.Dot, lane)
	case errors.As(err, &gap):
		v.operation("verify.gap", gap.Dot, lane)
	case errors.As(err, &tail):
		v.differs("verify.tail_missing", "lane", lane, "have", strconv.FormatUint(tail.Have, 10), "want", strconv.FormatUint(tail.Want, 10))
	case errors.Is(err, errActionTorn):
		v.differs("verify.action_torn", "lane", lane)
	default:
		return err
	}
	return nil
}

func (v *verifier) operation(code string, d journal.Dot, lane string) {
	v.differs(code, "operation", d.String(), "lane", lane, "seq", strconv.FormatUint(d.Seq, 10))
}
