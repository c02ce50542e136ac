package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// streams maps streams to the short numbers that rows of this file use.
type streams struct {
	mu  sync.RWMutex
	of  map[journal.Stream]uint32
	by  map[uint32]journal.Stream
	pub map[uint32]ed25519.PublicKey
}

func (s *streams) number(stream journal.Stream) uint32 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.of[stream]
}

func (s *streams) stream(n uint32) journal.Stream {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.by[n]
}

// key is the public key of a stream, nil for one that is not known.
func (s *streams) key(n uint32) ed25519.PublicKey {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.pub[n]
}

func (s *streams) add(n uint32, stream journal.Stream, pub ed25519.PublicKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of, s.by, s.pub = map[journal.Stream]uint32{}, map[uint32]journal.Stream{}, map[uint32]ed25519.PublicKey{}
	}
	s.of[stream], s.by[n], s.pub[n] = n, stream, pub
}

// own reports whether the stream is one of the key's.
func (s *streams) own(stream journal.Stream, key ed25519.PrivateKey) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	n, known := s.of[stream]
	return known && s.pub[n].Equal(key.Public())
}

// loadStreams reads which streams are known here.
func (s *Store) loadStreams(ctx context.Context) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT n, stream, pub FROM dev")
	if err != nil {
		return err
	}
	defer rows.Close()
	s.streams.forget()
	for rows.Next() {
		var n uint32
		var stream, pub []byte
		if err := rows.Scan(&n, &stream, &pub); err != nil {
			return err
		}
		var known journal.Stream
		copy(known[:], stream) // verify says of one that is too short
		s.streams.add(n, known, pub)
	}
	return rows.Err()
}

// forget forgets what a transaction that was taken back has added.
func (s *streams) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of, s.by, s.pub = nil, nil, nil
}

// takeStream finds the stream that this laptop writes, or opens a new epoch where
// another copy of this site may have gone on writing it: the site was never written
// here, the folder is a copy, or the site in it is older than what this laptop had
// written (a backup put back). Two copies never write one stream.
//
// It refuses with "site.place_doubtful" where nobody can tell but a person; see
// Options.Laptop.
func (s *Store) takeStream(ctx context.Context) error {
	epochs, err := s.device.epochs()
	if err != nil {
		return err
	}
	older, err := s.older(ctx)
	if err != nil {
		return err
	}
	here := placeOf(filepath.Join(s.dir, deviceFile))
	if len(epochs) == 0 {
		return s.beginFirstEpoch(ctx, here)
	}
	last := epochs[len(epochs)-1]
	moved, err := s.moved(here)
	if err != nil {
		return err
	}
	t, err := s.readTip(ctx, last.stream)
	if err != nil {
		return err
	}
	holds, err := s.holds(ctx, t.dev, last.seq, last.hash)
	if err != nil {
		return err
	}
	another, err := s.wroteElsewhere(ctx, t.dev, last.stream)
	switch {
	case err != nil:
		return err
	case older: // as has been said
	case !holds:
		s.warn("site.older", "lane", last.lane)
	case !moved && !another:
		s.setTip(t)
		if t.seq == 0 {
			err = s.anchorBefore(ctx)
		}
		return errors.Join(err, s.device.notePlace(here), s.noteLast(ctx), s.observeClock(ctx))
	}
	n, err := s.chance()
	if err != nil {
		return err
	}
	return s.openEpoch(ctx, n&^255|(last.n+1)&255, here)
}

// beginFirstEpoch is for a laptop that knows of no stream of its own: the site is new, or
// restored, or device.db is lost. Then the stream that it once wrote must not be taken
// for a new one.
func (s *Store) beginFirstEpoch(ctx context.Context, here place) error {
	var written int
	pub := s.ring.Device().Public().(ed25519.PublicKey)
	if err := s.writer.QueryRowContext(ctx, "SELECT count(*) FROM dev WHERE pub = ?", []byte(pub)).Scan(&written); err != nil {
		return err
	}
	if written == 0 {
		return s.openEpoch(ctx, 0, here)
	}
	s.warn("device.lost")
	n, err := s.chance()
	if err != nil {
		return err
	}
	return s.openEpoch(ctx, n&^255|1, here)
}

// chance is what keeps two copies apart that begin a new epoch without each other.
func (s *Store) chance() (uint32, error) {
	var b [4]byte
	_, err := io.ReadFull(s.opt.Random, b[:])
	return binary.BigEndian.Uint32(b[:]), err
}

// moved reports whether the site lies elsewhere than when this laptop last wrote it. A
// folder that was only renamed is still the same.
func (s *Store) moved(here place) (bool, error) {
	was, known, err := s.device.place()
	if err != nil || !known {
		return false, err
	}
	switch here.compare(was) {
	case samePlace:
		return false, nil
	case otherPlace:
		return true, nil
	}
	switch s.opt.Laptop {
	case SameLaptop:
		return false, nil
	case OtherLaptop:
		return true, nil
	}
	return false, app.Refuse("site.place_doubtful", "folder", s.dir)
}

// toldLost is the preference under which device.db knows of what has been said that it
// is lost.
const toldLost = "told_lost"

// older reports whether what this laptop is known, by marks outside of the folder, to
// have written here is here no more: an older copy of the folder was put in its place.
// It is said once.
func (s *Store) older(ctx context.Context) (bool, error) {
	var lanes, lost []string
	for _, m := range s.outside.all(s) {
		n := s.streams.number(m.Stream())
		if !s.writtenHere(m, n > 0) {
			continue
		}
		holds, err := s.holds(ctx, n, m.Seq, m.Hash)
		if err != nil {
			return false, err
		}
		if !holds {
			lanes, lost = append(lanes, m.Lane), append(lost, m.Stream().String()+"/"+strconv.FormatUint(m.Seq, 10))
		}
	}
	all := strings.Join(lost, " ")
	if all == "" || all == s.Preference(toldLost) {
		return false, nil
	}
	s.warn("site.older", "lane", strings.Join(lanes, "、"))
	return true, s.SetPreference(toldLost, all)
}

// wroteElsewhere reports whether a copy of the site that took itself for this one has
// gone on in the stream.
func (s *Store) wroteElsewhere(ctx context.Context, dev uint32, stream journal.Stream) (bool, error) {
	m, ok := s.outside.read(stream)
	if !ok || m.Stream() != stream {
		return false, nil
	}
	holds, err := s.holds(ctx, dev, m.Seq, m.Hash)
	return !holds, err
}

// holds reports whether the site has the operation, and that very one.
func (s *Store) holds(ctx context.Context, dev uint32, seq uint64, hash [32]byte) (bool, error) {
	if dev == 0 || seq == 0 {
		return dev > 0, nil
	}
	var have []byte
	err := s.writer.QueryRowContext(ctx, "SELECT hash FROM op WHERE dev = ? AND seq = ?", dev, seq).Scan(&have)
	return string(have) == string(hash[:]), IgnoreNoRows(err)
}

// readTip reads the end of a stream as it stands in the site.
func (s *Store) readTip(ctx context.Context, stream journal.Stream) (tip, error) {
	t := tip{stream: stream}
	var hash []byte
	err := s.writer.QueryRowContext(ctx, "SELECT n, epoch, lane FROM dev WHERE stream = ?", stream[:]).Scan(&t.dev, &t.epoch, &t.lane)
	if err == sql.ErrNoRows {
		return tip{}, nil
	}
	if err != nil {
		return tip{}, err
	}
	err = s.writer.QueryRowContext(ctx, "SELECT seq, hash FROM op WHERE dev = ? ORDER BY seq DESC LIMIT 1", t.dev).Scan(&t.seq, &hash)
	if err != nil && err != sql.ErrNoRows {
		return tip{}, err
	}
	copy(t.hash[:], hash)
	return t, nil
}

// openEpoch begins a new stream, and grants it where this laptop may.
func (s *Store) openEpoch(ctx context.Context, n uint32, here place) error {
	pub := s.ring.Device().Public().(ed25519.PublicKey)
	stream := journal.StreamOf(pub, n)
	lane, err := s.nextLane(ctx, stream)
	if err != nil {
		return err
	}
	s.applying.Store(true)
	defer s.applying.Store(false)
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	result, err := tx.ExecContext(ctx, "INSERT INTO dev (stream, pub, epoch, lane) VALUES (?, ?, ?, ?)", stream[:], []byte(pub), n, lane)
	if err != nil {
		return err
	}
	if key := s.ring.SiteSign(); key != nil {
		g := journal.Grant{Site: s.site, Key: pub, Epoch: n, Lane: lane, Generation: s.ring.Generation()}
		if _, err := tx.ExecContext(ctx, "INSERT INTO granted (stream, body) VALUES (?, ?)", stream[:], g.Sign(key)); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	dev, err := result.LastInsertId()
	if err != nil {
		return err
	}
	s.streams.add(uint32(dev), stream, pub)
	s.setTip(tip{dev: uint32(dev), stream: stream, epoch: n, lane: lane})
	if err := s.device.begin(epoch{stream: stream, n: n, lane: lane}, here); err != nil {
		return err
	}
	return errors.Join(s.observeClock(ctx), s.anchorBefore(ctx))
}

// anchorBefore lets what is printed before this laptop's stream has begun anchor the
// stream that was written last.
func (s *Store) anchorBefore(ctx context.Context) error {
	// CROSS JOIN, lest SQLite begins with the operations and reads all of them.
	rows, err := s.writer.QueryContext(ctx, `SELECT d.stream, o.seq, o.hash FROM dev d CROSS JOIN op o ON o.dev = d.n AND o.seq = (SELECT max(seq) FROM op WHERE dev = d.n)
		ORDER BY o.stamp DESC LIMIT 1`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, hash []byte
		var d journal.Dot
		if err := rows.Scan(&name, &d.Seq, &hash); err != nil {
			return err
		}
		copy(d.Stream[:], name)
		s.anchor.Store(journal.FormatAnchor(d, sum(hash)))
	}
	return rows.Err()
}

// nextLane is the lane of a new stream: the site's first has the two digits that were
// allotted to the laptop, every later one letters of its own behind them. They come of
// the stream, so that two copies that begin without each other do not meet.
func (s *Store) nextLane(ctx context.Context, stream journal.Stream) (string, error) {
	base, err := s.lane(ctx)
	if err != nil {
		return "", err
	}
	var streams int
	if err := s.writer.QueryRowContext(ctx, "SELECT count(*) FROM dev").Scan(&streams); err != nil || streams == 0 {
		return base, err
	}
	return base + letters(stream), nil
}

// lane is the two digits that were allotted to the laptop.
func (s *Store) lane(ctx context.Context) (base string, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'lane'").Scan(&base)
	if err != nil || !lanes.MatchString(base) {
		return "", app.Refuse("site.not_a_site")
	}
	return base, nil
}

// laneLetters is how many letters follow a lane's digits: with 31 to choose from, two
// streams meet once in 28 million pairs.
const laneLetters = 5

// letters are made of the stream's name, of letters and digits that nobody takes for
// each other on paper.
func letters(stream journal.Stream) string {
	const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
	n := binary.BigEndian.Uint64(stream[8:])
	text := make([]byte, laneLetters)
	for i := range text {
		text[i] = alphabet[n%uint64(len(alphabet))]
		n /= uint64(len(alphabet))
	}
	return string(text)
}

// observeClock makes the hybrid clock go on from this laptop's own last stamp, and
// takes note of the others'.
func (s *Store) observeClock(ctx context.Context) error {
	rows, err := s.writer.QueryContext(ctx, "SELECT n, (SELECT stamp FROM op WHERE op.dev = dev.n ORDER BY seq DESC LIMIT 1) FROM dev")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var dev uint32
		var stamp sql.NullInt64
		if err := rows.Scan(&dev, &stamp); err != nil {
			return err
		}
		if dev == s.tip.dev {
			s.clock.Resume(journal.Stamp(stamp.Int64))
		} else {
			s.clock.Observe(journal.Stamp(stamp.Int64), s.opt.Clock.Now())
		}
	}
	return rows.Err()
}

// noteLast notes when this laptop last wrote. It reads the last operation's own time
// and not its stamp: stamps go on from the latest that ever was, though the clock that
// gave it was wrong.
func (s *Store) noteLast(ctx context.Context) error {
	var body []byte
	err := s.writer.QueryRowContext(ctx, "SELECT body FROM op WHERE dev = ? ORDER BY seq DESC LIMIT 1", s.tip.dev).Scan(&body)
	if err := IgnoreNoRows(err); err != nil || body == nil {
		return err
	}
	last, err := journal.DecodeOp(body)
	s.before = s.Moment(last.Wall)
	return err
}

// SetBack reports when this laptop had last written before the site was opened, where
// its clock now says that this is yet to come: it was set back, and what is written
// now bears a day that is not. A few minutes are no matter.
func (s *Store) SetBack() (before time.Time, is bool) {
	if s.practice { // its day was played to the end before it came
		return s.before, false
	}
	return s.before, s.before.Sub(s.opt.Clock.Now()) > journal.MaxAhead
}

// setTip moves the end of this laptop's stream.
func (s *Store) setTip(t tip) {
	s.tip = t
	s.anchored.Store(t)
	if t.seq > 0 {
		s.anchor.Store(journal.FormatAnchor(journal.Dot{Stream: t.stream, Seq: t.seq}, t.hash))
	}
}

// Anchor is where this laptop's stream stands, as printed forms carry it; "" where
// the site is open for reading alone.
func (s *Store) Anchor() string {
	anchor, _ := s.anchor.Load().(string)
	return anchor
}
