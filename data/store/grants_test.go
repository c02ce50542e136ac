package store

import (
	"context"
	"crypto/ed25519"
	"testing"

	"keyday/app"
	"keyday/data/journal"
)

// unadmitted is another laptop that the site has not granted.
func unadmitted(t *testing.T) *other {
	o := &other{t: t, key: ed25519.NewKeyFromSeed(append(make([]byte, 31), 9)), at: ticking().Now(), user: walker.ID}
	o.stream = journal.StreamOf(o.key.Public().(ed25519.PublicKey), 0)
	return o
}

// What a laptop writes that the site did not grant is kept apart and named, and counts
// from the grant on; after a revocation, what came later goes apart again.
func TestGrantAndRevocation(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	id := found[0].ID
	base := baseOf(t, s, defects, id, noteField)
	o := unadmitted(t)
	o.writes(journal.Put, defects, id, journal.Change{Field: noteField, Value: encodeValue("一"), Base: base})
	first := journal.Dot{Stream: o.stream, Seq: 1}
	o.writes(journal.Put, defects, id, journal.Change{Field: noteField, Value: encodeValue("二"), Base: []journal.Dot{first}})
	made := app.ID{0xB0}
	o.writes(journal.Put, firms, made, journal.Change{Field: 1, Value: encodeValue("新公司")})
	shows := func(note string, firm bool, apart int) {
		t.Helper()
		if d, err := s.defect(id); err != nil || d.Note != note {
			t.Errorf("shown %q instead of %q, %v", d.Note, note, err)
		}
		if n := ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", made[:]); (n == 1) != firm {
			t.Errorf("%d firms", n)
		}
		r := verified(t, s, Checking{})
		if !r.OK() || noted(r, "verify.apart") != (apart > 0) {
			t.Errorf("found %v, noted %v", r.Differences, r.Notices)
		}
		if n := ids(t, s, "SELECT count(*) FROM apart"); n != apart {
			t.Errorf("%d apart, want %d", n, apart)
		}
	}
	o.arrive(s, 0, 1, 2)
	shows("", false, 3)
	_, err := s.Admit(context.Background(), walker.Actor(), o.key.Public().(ed25519.PublicKey), 0, "02")
	refused(t, err, "permission.missing")
	_, err = s.Admit(context.Background(), chief.Actor(), o.key.Public().(ed25519.PublicKey), 0, "01")
	refused(t, err, "grant.lane_taken")
	if _, err := s.Admit(context.Background(), chief.Actor(), o.key.Public().(ed25519.PublicKey), 0, "02"); err != nil {
		t.Fatal(err)
	}
	shows("二", true, 0)
	_, err = s.Revoke(context.Background(), walker.Actor(), o.stream, 1)
	refused(t, err, "permission.missing")
	if _, err := s.Revoke(context.Background(), chief.Actor(), o.stream, 1); err != nil {
		t.Fatal(err)
	}
	shows("一", false, 2)
	s = reopen(t, s)
	shows("一", false, 2)
	o.writes(journal.Put, defects, id, journal.Change{Field: noteField, Value: encodeValue("三"), Base: []journal.Dot{first}})
	o.arrive(s, 3)
	shows("一", false, 3)
	if _, err := s.Revoke(context.Background(), chief.Actor(), o.stream, 2); err != nil { // a later one does not give back
		t.Fatal(err)
	}
	shows("一", false, 3)
}

// A grant of another site, or by another key, is none.
func TestForeignGrants(t *testing.T) {
	s := newStore(t)
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	g := journal.Grant{Site: siteID, Key: key.Public().(ed25519.PublicKey), Lane: "02", Generation: 1}
	elsewhere := g
	elsewhere.Site = app.ID{77}
	for name, signed := range map[string][]byte{
		"by its own key": g.Sign(key), "of another site": elsewhere.Sign(s.ring.SiteSign()), "nothing": nil,
		"a revocation": journal.Revocation{Site: siteID, Stream: g.Stream(), Generation: 1}.Sign(s.ring.SiteSign()),
		"cut short":    g.Sign(s.ring.SiteSign())[:80],
	} {
		err := s.Do(context.Background(), chief.Actor(), "sync.apply", func(tx *Tx) error { return tx.takeGrant(signed) })
		if app.RefusalCode(err) != "grant.not_ours" {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What was taken back with its transaction is not known afterwards.
	_ = s.Do(context.Background(), chief.Actor(), "sync.apply", func(tx *Tx) error {
		if err := tx.takeGrant(g.Sign(s.ring.SiteSign())); err != nil {
			return err
		}
		return app.Refuse("record.final")
	})
	if s.streams.number(g.Stream()) != 0 {
		t.Error("a stream is known whose grant was taken back")
	}
}

// A laptop that may not grant works on, and says that it waits for the site.
func TestALaptopWithoutTheSigningKeyWaits(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	s.applying.Store(true)
	if _, err := s.writer.Exec("DELETE FROM granted"); err != nil {
		t.Fatal(err)
	}
	s.applying.Store(false)
	lane(t, s, units[0].ID)
	r := verified(t, s, Checking{})
	if !r.OK() || !noted(r, "verify.awaiting_grant") || r.Streams[0].Granted {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}
