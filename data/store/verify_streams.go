package store

import (
	"crypto/ed25519"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// stream is one stream that is known here, as its row says.
type stream struct {
	n      uint32
	name   journal.Stream
	pub    ed25519.PublicKey
	epoch  uint32
	lane   string
	marked bool // whether something apart from the site's database says how far it came
}

// marks are how far streams are known to have come: by device.db, and by the marks
// outside of the folder.
type marks struct {
	device  []epoch
	outside []journal.Mark
}

// marks reads them. What keeps device.db from being read is said; it is no damage of the
// site, and keeps nothing else from being found.
func (v *verifier) marks() (m marks) {
	m.outside = v.site.outside.all(v.site)
	var err error
	m.device, err = v.site.deviceMarks()
	path := filepath.Join(v.site.dir, deviceFile)
	switch code := app.RefusalCode(err); {
	case code == "device.damaged", code == "store.damaged":
		v.notice("verify.device_damaged", "file", path)
	case err != nil:
		v.notice("verify.device_unread", "file", path)
	}
	return m
}

// deviceMarks reads how far this laptop's own streams had come when last noted.
func (s *Store) deviceMarks() ([]epoch, error) {
	if s.device != nil {
		return s.device.epochs()
	}
	if _, err := os.Lstat(filepath.Join(s.dir, deviceFile)); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var all []epoch
	err := besideDevice(s.dir, func(d *device) (err error) {
		all, err = d.epochs()
		return err
	})
	return all, err
}

// checkStreams checks each stream: who granted it, its chain, signatures and tail.
func (v *verifier) checkStreams(m marks) error {
	all, err := v.knownStreams()
	if err != nil {
		return err
	}
	if err := errors.Join(v.findUnknownStreams(all), v.checkSignedWords(all)); err != nil {
		return err
	}
	for _, e := range m.device {
		if e.seq > 0 && !slices.ContainsFunc(all, func(k stream) bool { return k.name == e.stream }) {
			v.differs("verify.tail_missing", "lane", e.lane, "have", "0", "want", strconv.FormatUint(e.seq, 10))
		}
	}
	printed := v.printed(all)
	vouched, own := true, false
	for _, k := range all {
		anchors := v.deviceAnchors(k, m.device)
		outside, stands := v.outsideAnchors(k, m.outside)
		for _, a := range printed {
			if a.In(k.name) {
				anchors = append(anchors, a.Anchor)
			}
		}
		seq, err := v.checkStream(k, append(anchors, outside...))
		if err != nil {
			return err
		}
		if seq > 0 && k.pub.Equal(v.site.signing.Public()) {
			own, vouched = true, vouched && stands
		}
	}
	if err := v.noteHeld(); err != nil {
		return err
	}
	v.absent(all, m.outside)
	if !(own && vouched) && !v.site.practice {
		v.notice("verify.end_unvouched")
	}
	return nil
}

func (v *verifier) knownStreams() ([]stream, error) {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT n, stream, pub, epoch, lane FROM dev ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []stream
	for rows.Next() {
		var k stream
		var name, pub []byte
		if err := rows.Scan(&k.n, &name, &pub, &k.epoch, &k.lane); err != nil {
			return nil, err
		}
		if len(name) != len(k.name) {
			v.differs("verify.stream_altered", "lane", k.lane)
		}
		copy(k.name[:], name)
		k.pub = pub
		all = append(all, k)
	}
	return all, rows.Err()
}

// findUnknownStreams finds operations under the number of no stream.
func (v *verifier) findUnknownStreams(all []stream) error {
	for n := int64(-1 << 62); ; {
		var next sql.NullInt64
		if err := v.is.sql.QueryRowContext(v.ctx, "SELECT min(dev) FROM op WHERE dev > ?", n).Scan(&next); err != nil || !next.Valid {
			return err
		}
		if n = next.Int64; !slices.ContainsFunc(all, func(k stream) bool { return int64(k.n) == n }) {
			v.differs("verify.stream_unknown", "number", strconv.FormatInt(n, 10))
		}
	}
}

// checkStream checks one stream and answers how far it comes.
func (v *verifier) checkStream(k stream, anchors []journal.Anchor) (seq uint64, err error) {
	if journal.StreamOf(k.pub, k.epoch) != k.name {
		v.differs("verify.stream_altered", "lane", k.lane)
		return 0, nil
	}
	granted, err := v.granted(k)
	if err != nil {
		return 0, err
	}
	seq, errs := v.stream(k.n, journal.NewVerifier(k.pub, k.epoch, anchors...), k.pub)
	for _, err := range errs {
		if err := v.reportChain(err, k.lane); err != nil {
			return seq, err
		}
	}
	if err := v.checkRevoked(k, seq); err != nil {
		return seq, err
	}
	v.report.Streams = append(v.report.Streams, StreamReport{Stream: k.name.String(), Lane: k.lane, Operations: seq,
		Own: k.pub.Equal(v.site.signing.Public()), Granted: granted})
	return seq, nil
}

// granted asks whether the site's key says that the stream is the site's. This laptop's
// own may wait for that, unless the laptop holds that key: then it granted it itself.
func (v *verifier) granted(k stream) (bool, error) {
	var body []byte
	err := v.is.sql.QueryRowContext(v.ctx, "SELECT body FROM granted WHERE stream = ?", k.name[:]).Scan(&body)
	if err := IgnoreNoRows(err); err != nil {
		return false, err
	}
	g, err := journal.OpenGrant(body, v.site.site, v.site.ring.SitePublic())
	switch {
	case err == nil && g.Stream() == k.name && g.Lane == k.lane:
		return true, nil
	case body == nil && k.pub.Equal(v.site.signing.Public()) && !v.site.mayGrant:
		v.notice("verify.awaiting_grant", "lane", k.lane)
	case err == nil && g.Stream() == k.name:
		v.differs("verify.lane_altered", "lane", k.lane, "granted", g.Lane)
	default:
		v.differs("verify.stream_ungranted", "lane", k.lane, "stream", k.name.String())
	}
	return false, nil
}

// checkRevoked asks whether operations count that the site says do not.
func (v *verifier) checkRevoked(k stream, seq uint64) error {
	var body []byte
	err := v.is.sql.QueryRowContext(v.ctx, "SELECT body FROM revoked WHERE stream = ?", k.name[:]).Scan(&body)
	if err := IgnoreNoRows(err); err != nil || body == nil {
		return err
	}
	r, err := journal.OpenRevocation(body, v.site.site, v.site.ring.SitePublic())
	switch {
	case err != nil || r.Stream != k.name:
		v.differs("verify.revocation_altered", "lane", k.lane)
	case seq > r.Last:
		v.differs("verify.revoked_counts", "lane", k.lane, "last", strconv.FormatUint(r.Last, 10))
	}
	return nil
}

// deviceAnchors is how far device.db says that the stream came.
func (v *verifier) deviceAnchors(k stream, noted []epoch) (anchors []journal.Anchor) {
	for _, e := range noted {
		if e.stream == k.name && e.seq > 0 {
			anchors = append(anchors, journal.Anchor{Seq: e.seq, Hash: e.hash[:]})
		}
	}
	return anchors
}

// outsideAnchors is how far a mark outside of the folder says that a stream of this
// laptop's key came: it has to be here, unless another copy of the site, in a folder of
// its own, wrote it. stands reports whether a mark vouches for the end of the stream.
func (v *verifier) outsideAnchors(k stream, outside []journal.Mark) (anchors []journal.Anchor, stands bool) {
	for _, m := range outside {
		if m.Stream() != k.name || !k.pub.Equal(v.site.signing.Public()) {
			continue
		}
		stands = true
		if !v.site.copyIn(m.Folder) { // what another copy has more than this one is said as absent
			anchors = append(anchors, m.Anchor())
		}
	}
	return anchors, stands
}

// absent says how many operations are known to have been written that are not here:
// after the backup that this site was restored from, or by a copy of it. Whose grants
// hold on this laptop, its marks say too: who made the whole site anew, keys and all,
// could not make that.
func (v *verifier) absent(all []stream, outside []journal.Mark) {
	missing := uint64(0)
	for _, m := range outside {
		known := slices.ContainsFunc(all, func(k stream) bool { return k.name == m.Stream() })
		if v.site.writtenHere(m, known) {
			if !known { // gone with all that tells of it; of one that is known it was asked whether it is whole
				v.differs("verify.tail_missing", "lane", m.Lane, "have", "0", "want", strconv.FormatUint(m.Seq, 10))
			}
			continue
		}
		have := uint64(0)
		for _, r := range v.report.Streams {
			if r.Stream == m.Stream().String() {
				have = r.Operations
			}
		}
		missing += m.Seq - min(m.Seq, have)
		if !m.By.Equal(v.site.ring.SitePublic()) {
			v.differs("verify.site_key_replaced", "lane", m.Lane)
		}
	}
	n := strconv.FormatUint(missing, 10)
	if restored := v.restoredFrom(); restored != "" && v.site.practice {
		v.notice("verify.absent_practice", "made", restored)
	} else if restored != "" {
		v.notice("verify.absent", "made", restored, "n", n)
	} else if missing > 0 {
		v.notice("verify.absent_here", "n", n)
	}
}

// restoredFrom is when the backup was made that this site was restored from, "" where it
// was not.
func (v *verifier) restoredFrom() string {
	var ms int64
	if v.is.sql.QueryRowContext(v.ctx, "SELECT value FROM meta WHERE key = ?", restoredFrom).Scan(&ms) != nil || ms == 0 {
		return ""
	}
	return v.site.Moment(ms).Format(time.RFC3339)
}

// noteHeld notes which of the anchors that were given are on record.
func (v *verifier) noteHeld() error {
	for _, text := range v.c.Anchors {
		fits, err := v.anchorFits(text)
		if err != nil {
			return err
		}
		if a, _ := journal.ParseAnchor(text); fits {
			v.notice("verify.anchor_held", "anchor", text, "seq", strconv.FormatUint(a.Seq, 10))
		}
	}
	return nil
}

// printed reads the anchors that were given. One that fits no stream here is of another
// history.
func (v *verifier) printed(all []stream) (found []journal.Printed) {
	for _, text := range v.c.Anchors {
		a, _ := journal.ParseAnchor(text)
		if !slices.ContainsFunc(all, func(k stream) bool { return a.In(k.name) }) {
			v.differs("verify.anchor_foreign", "anchor", text)
			continue
		}
		found = append(found, a)
	}
	return found
}

// checkSignedWords asks whether what is said of streams that are not here was signed by the
// site: a grant brings its stream along, a revocation may come before it. Of the others
// it is asked where they are checked.
func (v *verifier) checkSignedWords(all []stream) error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT 'grant', stream, body FROM granted UNION ALL SELECT 'revocation', stream, body FROM revoked")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sort string
		var name, body []byte
		if err := rows.Scan(&sort, &name, &body); err != nil {
			return err
		}
		var s journal.Stream
		copy(s[:], name)
		if len(name) == len(s) && slices.ContainsFunc(all, func(k stream) bool { return k.name == s }) {
			continue
		}
		if sort == "grant" {
			v.differs("verify.stream_ungranted", "lane", "?", "stream", s.String())
			continue
		}
		r, err := journal.OpenRevocation(body, v.site.site, v.site.ring.SitePublic())
		if err != nil || string(r.Stream[:]) != string(name) {
			v.differs("verify.revocation_altered", "lane", s.String())
		}
	}
	return rows.Err()
}

// reportApart names what is kept apart of streams that nobody granted, or that were revoked.
func (v *verifier) reportApart() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT stream, count(*) FROM apart GROUP BY stream ORDER BY stream")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name []byte
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		var s journal.Stream
		copy(s[:], name)
		st, err := v.is.standing(s)
		if err != nil {
			return err
		}
		if st.granted && !st.revoked {
			v.differs("verify.apart_counts", "stream", s.String(), "n", strconv.Itoa(n))
		} else {
			v.notice("verify.apart", "stream", s.String(), "n", strconv.Itoa(n))
		}
	}
	return rows.Err()
}
