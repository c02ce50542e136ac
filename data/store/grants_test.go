package store_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
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
	base := baseOf(t, s, defects.Kind, id, noteField)
	o := unadmitted(t)
	o.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue("一"), Base: base})
	first := journal.Dot{Stream: o.stream, Seq: 1}
	o.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue("二"), Base: []journal.Dot{first}})
	made := app.ID{0xB0}
	o.writes(journal.Put, firms.Kind, made, journal.Change{Field: 1, Value: registry.EncodeValue("新公司")})
	shows := func(note string, firm bool, apart int) {
		t.Helper()
		if d, err := defectOf(s, id); err != nil || d.Note != note {
			t.Errorf("shown %q instead of %q, %v", d.Note, note, err)
		}
		if n := ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", made[:]); (n == 1) != firm {
			t.Errorf("%d firms", n)
		}
		r := verified(t, s, store.Checking{})
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
	o.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue("三"), Base: []journal.Dot{first}})
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
		"by its own key": g.Sign(key), "of another site": elsewhere.Sign(s.Ring().SiteSign()), "nothing": nil,
		"a revocation": journal.Revocation{Site: siteID, Stream: g.Stream(), Generation: 1}.Sign(s.Ring().SiteSign()),
		"cut short":    g.Sign(s.Ring().SiteSign())[:80],
	} {
		err := s.Do(context.Background(), chief.Actor(), "sync.apply", func(tx *records.Tx) error { return tx.TakeGrant(signed) })
		if app.RefusalCode(err) != "grant.not_ours" {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What was taken back with its transaction is not known afterwards.
	_ = s.Do(context.Background(), chief.Actor(), "sync.apply", func(tx *records.Tx) error {
		if err := tx.TakeGrant(g.Sign(s.Ring().SiteSign())); err != nil {
			return err
		}
		return app.Refuse("record.final")
	})
	if s.Streams().Number(g.Stream()) != 0 {
		t.Error("a stream is known whose grant was taken back")
	}
}

// A laptop that may not grant works on, and says that it waits for the site.
func TestALaptopWithoutTheSigningKeyWaits(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	s.Applying().Store(true)
	if _, err := s.Writer().Exec("DELETE FROM granted"); err != nil {
		t.Fatal(err)
	}
	s.Applying().Store(false)
	lane(t, s, units[0].ID)
	if r := verified(t, s, store.Checking{}); !names(r, "verify.stream_ungranted") {
		t.Errorf("one that may grant, and lacks its own grant: found %v", r.Differences)
	}
	s.MayGrant(false)
	r := verified(t, s, store.Checking{})
	if !r.OK() || !noted(r, "verify.awaiting_grant") || r.Streams[0].Granted {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}

// A revocation takes away what the laptop wrote later, with all that followed from it,
// and leaves a site that agrees with itself.
func TestRevocationsLeaveAWholeSite(t *testing.T) {
	raw := func(id app.ID) []byte { return registry.EncodeValue(id[:]) }
	firm, thing, move := app.ID{0xB0}, app.ID{0x90}, app.ID{0x91}
	for name, c := range map[string]struct {
		writes func(o *other, home app.ID)
		last   uint64
		then   func(t *testing.T, s *records.Store)
	}{
		"what others' records belong to": {func(o *other, home app.ID) {
			o.writes(journal.Put, defects.Kind, thing, journal.Change{Field: 1, Value: registry.EncodeValue("D-02-00001")}, journal.Change{Field: 2, Value: raw(home)},
				journal.Change{Field: stateField, Value: registry.EncodeValue(string(defect.Open))})
		}, 0, func(t *testing.T, s *records.Store) {
			if ids(t, s, "SELECT count(*) FROM waiting WHERE parent = ?", thing[:]) != 1 {
				t.Error("the step of another laptop does not wait for its defect")
			}
		}},
		"what this Keyday does not know": {func(o *other, _ app.ID) {
			o.writes(journal.Put, firms.Kind, firm, journal.Change{Field: 1, Value: registry.EncodeValue("新公司")})
			o.writes(journal.Put, firms.Kind, firm, journal.Change{Field: 99, Value: registry.EncodeValue("新栏")})
		}, 1, func(t *testing.T, s *records.Store) {
			if ids(t, s, "SELECT count(*) FROM unshown") != 0 {
				t.Error("something unknown is still noted")
			}
		}},
		"an erasure, which holds": {func(o *other, _ app.ID) {
			o.writes(journal.Put, firms.Kind, firm, journal.Change{Field: 1, Value: registry.EncodeValue("新公司")})
			o.writes(journal.Erase, owners.Kind, buyer.ID)
		}, 1, func(t *testing.T, s *records.Store) {
			if o := ownerOf(t, s, buyer.ID); o.Name != "" || ids(t, s, "SELECT count(*) FROM erasure") != 1 {
				t.Errorf("the erased owner: %+v", o)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			homes, _ := lived(t, s)
			o := otherLaptop(t, s)
			c.writes(o, homes[0].ID)
			do(t, s, "sync.apply", func(tx *records.Tx) error {
				for i := range o.bodies {
					if err := tx.Apply(o.bodies[i], o.hashes[i], o.sig(i)); err != nil {
						return err
					}
				}
				return nil
			})
			third := unadmitted(t)
			third.key = ed25519.NewKeyFromSeed(append(make([]byte, 31), 7))
			third.stream = journal.StreamOf(third.key.Public().(ed25519.PublicKey), 0)
			if _, err := s.Admit(context.Background(), chief.Actor(), third.key.Public().(ed25519.PublicKey), 0, "03"); err != nil {
				t.Fatal(err)
			}
			third.writes(journal.Put, defectMoves.Kind, move, journal.Change{Field: 1, Value: raw(thing)}, journal.Change{Field: 8, Value: registry.EncodeValue("理由")})
			third.arrive(s, 0)
			if _, err := s.Revoke(context.Background(), chief.Actor(), o.stream, c.last); err != nil {
				t.Fatal(err)
			}
			c.then(t, s)
			if r := verified(t, s, store.Checking{}); !r.OK() {
				t.Error(r.Differences)
			}
			record(t, s, homes[0].ID) // and work goes on
			if r := verified(t, s, store.Checking{}); !r.OK() {
				t.Error(r.Differences)
			}
		})
	}
}

// What is kept apart counts from the grant on only as far as its laptop signed it.
func TestWhatWasPlantedApartDoesNotCount(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	o := unadmitted(t)
	good, planted := app.ID{0xB0}, app.ID{0xB1}
	o.writes(journal.Put, firms.Kind, good, journal.Change{Field: 1, Value: registry.EncodeValue("甲")})
	o.writes(journal.Put, firms.Kind, planted, journal.Change{Field: 1, Value: registry.EncodeValue("乙")})
	do(t, s, "sync.apply", func(tx *records.Tx) error {
		if err := tx.Apply(o.bodies[0], o.hashes[0], o.sig(0)); err != nil {
			return err
		}
		return tx.Apply(o.bodies[1], o.hashes[1], make([]byte, 64))
	})
	if _, err := s.Admit(context.Background(), chief.Actor(), o.key.Public().(ed25519.PublicKey), 0, "02"); err != nil {
		t.Fatal(err)
	}
	if ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", good[:]) != 1 || ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", planted[:]) != 0 {
		t.Error("what was signed is to be shown, and nothing else")
	}
	if r := verified(t, s, store.Checking{}); !names(r, "verify.apart_counts") {
		t.Errorf("found %v", r.Differences)
	}
}

// A laptop that leaves a number out, though it signs all of it, is taken at its word up to
// there: what it left out may be what it does not want to be seen.
func TestWhatLeavesANumberOutDoesNotCount(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	o := unadmitted(t)
	first, later := app.ID{0xB0}, app.ID{0xB1}
	o.writes(journal.Put, firms.Kind, first, journal.Change{Field: 1, Value: registry.EncodeValue("甲")})
	o.seq = 4
	o.writes(journal.Put, firms.Kind, later, journal.Change{Field: 1, Value: registry.EncodeValue("乙")})
	do(t, s, "sync.apply", func(tx *records.Tx) error {
		return errors.Join(tx.Apply(o.bodies[0], o.hashes[0], o.sig(0)), tx.Apply(o.bodies[1], o.hashes[1], journal.SignAction(o.key, o.stream, 5, o.hashes[1])))
	})
	if n := ids(t, s, "SELECT count(*) FROM apart"); n != 2 {
		t.Fatalf("%d apart: nothing is shown", n)
	}
	if _, err := s.Admit(context.Background(), chief.Actor(), o.key.Public().(ed25519.PublicKey), 0, "02"); err != nil {
		t.Fatal(err)
	}
	if ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", first[:]) != 1 || ids(t, s, "SELECT count(*) FROM firm WHERE id = ?", later[:]) != 0 {
		t.Error("what comes before the gap is to be shown, and nothing else")
	}
}

// What would not hold is refused before it is signed.
func TestGrantsThatAreRefused(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	o := otherLaptop(t, s)
	pub := o.key.Public().(ed25519.PublicKey)
	_, err := s.Admit(context.Background(), chief.Actor(), pub, 0, "05")
	refused(t, err, "grant.lane_differs")
	_, err = s.Admit(context.Background(), chief.Actor(), pub, 1, "no\x1blane")
	refused(t, err, "site.lane_unreadable")
	_, err = s.Revoke(context.Background(), chief.Actor(), s.Tip().Stream(), 0)
	refused(t, err, "grant.in_use")
	_, err = s.Revoke(context.Background(), chief.Actor(), o.stream, 7)
	refused(t, err, "grant.no_end")
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}
