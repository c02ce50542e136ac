package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"
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

func (s *streams) add(n uint32, stream journal.Stream, pub ed25519.PublicKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of, s.by, s.pub = map[journal.Stream]uint32{}, map[uint32]journal.Stream{}, map[uint32]ed25519.PublicKey{}
	}
	s.of[stream], s.by[n], s.pub[n] = n, stream, pub
}

func (s *Store) loadStreams(ctx context.Context) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT n, stream, pub FROM dev")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n uint32
		var stream, pub []byte
		if err := rows.Scan(&n, &stream, &pub); err != nil {
			return err
		}
		s.streams.add(n, journal.Stream(stream), pub)
	}
	return rows.Err()
}

// takeStream finds the stream that this laptop writes, or opens a new epoch where
// another copy of this site may have gone on writing it: the site was never
// written here, the folder is a copy, or the site in it is older than what this
// laptop had written (a backup put back). Two copies never write one stream.
func (s *Store) takeStream(ctx context.Context) error {
	epochs, err := s.device.epochs()
	if err != nil {
		return err
	}
	moved, err := s.device.moved(filepath.Join(s.dir, deviceFile))
	if err != nil {
		return err
	}
	if len(epochs) == 0 {
		return s.openEpoch(ctx, 0)
	}
	last := epochs[len(epochs)-1]
	if !moved {
		t, err := s.readTip(ctx, last.stream)
		if err != nil {
			return err
		}
		holds, err := s.holds(ctx, t, last)
		if err != nil {
			return err
		}
		if holds {
			s.setTip(t)
			if err := s.noteLast(ctx); err != nil {
				return err
			}
			return s.observeClock(ctx)
		}
	}
	// The count goes up by one; the rest is chance, for the other copy may be
	// opening an epoch too.
	var chance [4]byte
	if _, err := io.ReadFull(s.opt.Random, chance[:]); err != nil {
		return err
	}
	return s.openEpoch(ctx, binary.BigEndian.Uint32(chance[:])&^255|(last.n+1)&255)
}

// holds reports whether the site has what this laptop is known to have written.
func (s *Store) holds(ctx context.Context, t tip, noted epoch) (bool, error) {
	if t.dev == 0 || t.seq < noted.seq {
		return false, nil
	}
	if noted.seq == 0 {
		return true, nil
	}
	var hash []byte
	err := s.writer.QueryRowContext(ctx, "SELECT hash FROM op WHERE dev = ? AND seq = ?", t.dev, noted.seq).Scan(&hash)
	return string(hash) == string(noted.hash[:]), ignoreNoRows(err)
}

// readTip reads the end of a stream as it stands in the site.
func (s *Store) readTip(ctx context.Context, stream journal.Stream) (tip, error) {
	t := tip{stream: stream}
	var hash []byte
	err := s.writer.QueryRowContext(ctx, "SELECT n, lane FROM dev WHERE stream = ?", stream[:]).Scan(&t.dev, &t.lane)
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

// openEpoch begins a new stream. Its lane is the lane that this copy of the
// site was written in, with the next letter: 01, 01b, 01c.
func (s *Store) openEpoch(ctx context.Context, n uint32) error {
	pub := s.ring.Device().Public().(ed25519.PublicKey)
	stream := journal.StreamOf(pub, n)
	lane, err := s.nextLane(ctx)
	if err != nil {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	result, err := tx.ExecContext(ctx, "INSERT INTO dev (stream, pub, epoch, lane, label) VALUES (?, ?, ?, ?, ?)", stream[:], []byte(pub), n, lane, "")
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('lane', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", lane); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	dev, err := result.LastInsertId()
	if err != nil {
		return err
	}
	s.streams.add(uint32(dev), stream, pub)
	s.setTip(tip{dev: uint32(dev), stream: stream, lane: lane})
	if err := s.device.begin(epoch{stream: stream, n: n, lane: lane}); err != nil {
		return err
	}
	return s.observeClock(ctx)
}

// nextLane is the lane for a new stream: the one allotted at creation where the
// site has none yet, else this copy's own lane with the next free letter.
func (s *Store) nextLane(ctx context.Context) (string, error) {
	var lane string
	err := s.writer.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'lane'").Scan(&lane)
	if err != nil {
		return "", app.Refuse("site.not_a_site")
	}
	base := lane[:2]
	var n int
	if err := s.writer.QueryRowContext(ctx, "SELECT count(*) FROM dev WHERE substr(lane, 1, 2) = ?", base).Scan(&n); err != nil {
		return "", err
	}
	return base + letters(n), nil
}

// letters counts with letters: "", b, c, … z, ba, bb, …; the first lane has none.
func letters(n int) string {
	if n == 0 {
		return ""
	}
	text := ""
	for ; n > 0; n /= 26 {
		text = string(rune('a'+n%26)) + text
	}
	return text
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
	if err := ignoreNoRows(err); err != nil || body == nil {
		return err
	}
	last, err := journal.DecodeOp(body)
	s.before = time.UnixMilli(last.Wall)
	return err
}

// SetBack reports when this laptop had last written before the site was opened, where
// its clock now says that this is yet to come: it was set back, and what is written
// now bears a day that is not. A few minutes are no matter.
func (s *Store) SetBack() (before time.Time, is bool) {
	return s.before, s.before.Sub(s.opt.Clock.Now()) > journal.MaxAhead
}

// setTip moves the end of this laptop's stream.
func (s *Store) setTip(t tip) {
	s.tip = t
	s.anchored.Store(t)
	s.anchor.Store(fmt.Sprintf("%x-%d-%x", t.stream[:3], t.seq, t.hash[:6]))
}
