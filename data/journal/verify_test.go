package journal

import (
	"crypto/ed25519"
	"errors"
	"reflect"
	"slices"
	"testing"
)

// row is an operation as a store keeps it.
type row struct {
	seq  uint64
	body []byte
	hash [32]byte
	sig  []byte
}

// chained is actions of laptop A, of 1, 2, 3, 1, 2, 3 … operations.
func chained(n int) []row {
	var rows []row
	for action := 0; len(rows) < n; action++ {
		first := uint64(len(rows) + 1)
		for i := range action%3 + 1 {
			o := op(a, uint64(len(rows)+1), StampOf(wallTime), Put, set(text, len(rows)))
			o.Action, o.Last = first, i == action%3
			if i > 0 {
				o.Name = ""
			}
			rows = append(rows, row{seq: o.Seq, body: o.Bytes()})
		}
	}
	relink(rows, 0)
	for i := range rows {
		if o, _ := DecodeOp(rows[i].body); o.Last {
			rows[i].sig = SignAction(keyA, a, rows[i].seq, rows[i].hash)
		}
	}
	return rows
}

// relink computes the hashes from row i on, as a forger would.
func relink(rows []row, i int) {
	for ; i < len(rows); i++ {
		var prev [32]byte
		if i > 0 {
			prev = rows[i-1].hash
		}
		rows[i].hash = Link(prev, rows[i].body)
	}
}

func verify(rows []row, lastOnly bool, anchors ...Anchor) error {
	v := NewVerifier(keyA.Public().(ed25519.PublicKey), 0, anchors...)
	v.LastSignatureOnly = lastOnly
	for _, r := range rows {
		if v.Next(r.seq, r.body, r.hash, r.sig) != nil {
			break
		}
	}
	return v.End()
}

func TestVerifierPassesWhatIsWhole(t *testing.T) {
	rows := chained(30)
	n := uint64(len(rows))
	for _, lastOnly := range []bool{false, true} {
		if err := verify(rows, lastOnly, Anchor{n, rows[n-1].hash[:]}, Anchor{7, rows[6].hash[:6]}, Anchor{3, nil}); err != nil {
			t.Error(err)
		}
		if err := verify(nil, lastOnly); err != nil {
			t.Error(err)
		}
	}
	v := NewVerifier(keyA.Public().(ed25519.PublicKey), 0)
	for i, r := range rows {
		if err := v.Next(r.seq, r.body, r.hash, r.sig); err != nil {
			t.Fatal(err)
		}
		if seq, hash, whole := v.Tip(); seq != r.seq || hash != r.hash || whole != (r.sig != nil) {
			t.Errorf("tip after %d: %d, whole %v", i+1, seq, whole)
		}
	}
}

// Every operation of a stream is damaged in every way; the verifier names it.
func TestVerifierNamesTheFirstDifference(t *testing.T) {
	sound := chained(30)
	at := func(i int) Dot { return Dot{a, sound[i].seq} }
	sealAfter := func(i int) int { // the end of i's action
		for sound[i].sig == nil {
			i++
		}
		return i
	}
	last := len(sound) - 1
	damages := map[string]func(rows []row, i int) ([]row, error){
		"a byte of the body": func(rows []row, i int) ([]row, error) {
			rows[i].body[len(rows[i].body)-2] ^= 1
			return rows, BodyAltered{at(i)}
		},
		"a body that cannot be read": func(rows []row, i int) ([]row, error) {
			rows[i].body = rows[i].body[:10]
			return rows, BodyAltered{at(i)}
		},
		"the stored hash": func(rows []row, i int) ([]row, error) {
			rows[i].hash[31] ^= 1
			return rows, ChainBroken{at(i)}
		},
		"a byte of the signature": func(rows []row, i int) ([]row, error) {
			if rows[i].sig == nil {
				rows[i].sig = make([]byte, ed25519.SignatureSize) // one where none belongs
			} else {
				rows[i].sig[5] ^= 1
			}
			return rows, SignatureBad{at(i)}
		},
		"no signature": func(rows []row, i int) ([]row, error) {
			i = sealAfter(i)
			rows[i].sig = nil
			return rows, SignatureBad{at(i)}
		},
		"the signature of another action": func(rows []row, i int) ([]row, error) {
			i = sealAfter(i)
			rows[i].sig = SignAction(keyA, a, rows[i].seq+1, rows[i].hash)
			return rows, SignatureBad{at(i)}
		},
		"another device's signature": func(rows []row, i int) ([]row, error) {
			i = sealAfter(i)
			rows[i].sig = SignAction(keyB, a, rows[i].seq, rows[i].hash)
			return rows, SignatureBad{at(i)}
		},
		"an operation taken out": func(rows []row, i int) ([]row, error) {
			if i == last {
				return rows[:i], TailMissing{a, at(last - 1).Seq, at(last).Seq}
			}
			return slices.Delete(rows, i, i+1), Gap{at(i)}
		},
		"the end cut off": func(rows []row, i int) ([]row, error) {
			return rows[:i], TailMissing{a, uint64(i), at(last).Seq}
		},
		"history rewritten from here on": func(rows []row, i int) ([]row, error) {
			rows[i].body[len(rows[i].body)-2] ^= 1
			relink(rows, i)
			return rows, SignatureBad{at(sealAfter(i))}
		},
		"rewritten and signed again by the device itself": func(rows []row, i int) ([]row, error) {
			rows[i].body[len(rows[i].body)-2] ^= 1
			relink(rows, i)
			for j := range rows {
				if rows[j].sig != nil {
					rows[j].sig = SignAction(keyA, a, rows[j].seq, rows[j].hash)
				}
			}
			return rows, AnchorBroken{at(last)}
		},
		"another stream's operation in its place": func(rows []row, i int) ([]row, error) {
			o, _ := DecodeOp(rows[i].body)
			o.Stream = b
			rows[i].body = o.Bytes()
			relink(rows, i)
			return rows, BodyAltered{at(i)}
		},
	}
	anchor := Anchor{at(last).Seq, sound[last].hash[:6]}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			for i := range sound {
				rows, want := damage(clone(sound), i)
				if got := verify(rows, false, anchor); got != want {
					t.Errorf("at %d: %v (%v), not %v (%v)", i+1, got, reflect.TypeOf(got), want, reflect.TypeOf(want))
				}
			}
		})
	}
}

// With the last signature alone every damage but that of an earlier signature is
// still found.
func TestLastSignatureVouchesForAll(t *testing.T) {
	sound := chained(12)
	last := Dot{a, sound[len(sound)-1].seq}
	for i := range sound {
		rows := clone(sound)
		rows[i].body[len(rows[i].body)-2] ^= 1
		relink(rows, i)
		if got := verify(rows, true); got != (SignatureBad{last}) {
			t.Errorf("rewritten from %d on: %v", i+1, got)
		}
	}
	rows := clone(sound)
	rows[len(rows)-1].sig = nil
	if got := verify(rows, true); got != (SignatureBad{last}) {
		t.Errorf("without the last signature: %v", got)
	}
}

func TestVerifierKnowsTheStreamByItsKey(t *testing.T) {
	for name, v := range map[string]*Verifier{
		"another device": NewVerifier(keyB.Public().(ed25519.PublicKey), 0),
		"another epoch":  NewVerifier(keyA.Public().(ed25519.PublicKey), 1),
	} {
		r := chained(1)[0]
		if err := v.Next(r.seq, r.body, r.hash, r.sig); err != (BodyAltered{Dot{v.Stream(), 1}}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func clone(rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].body, rows[i].sig = slices.Clone(rows[i].body), slices.Clone(rows[i].sig)
	}
	return rows
}

func TestFork(t *testing.T) {
	one, other := Link([32]byte{}, []byte("one")), Link([32]byte{}, []byte("other"))
	if err := CheckFork(Dot{a, 1}, one, one); err != nil {
		t.Error(err)
	}
	var fork ForkError
	if err := CheckFork(Dot{a, 1}, one, other); !errors.As(err, &fork) || fork.Dot != (Dot{a, 1}) {
		t.Error(err)
	}
}

// Link is plain SHA-256 over both, however long the operation is.
func TestLink(t *testing.T) {
	for _, n := range []int{0, 1, 991, 992, 993, 5000} {
		prev, body := [32]byte{1, 2, 3}, slices.Repeat([]byte{7}, n)
		if got, want := Link(prev, body), plainSum(prev, body); got != want {
			t.Errorf("%d bytes: %x, not %x", n, got, want)
		}
	}
}

func TestSignaturesNameTheirPlace(t *testing.T) {
	hash := [32]byte{9}
	pub := keyA.Public().(ed25519.PublicKey)
	sig := SignAction(keyA, a, 5, hash)
	for name, test := range map[string]struct {
		ok     bool
		verify bool
	}{
		"as signed":      {true, VerifyAction(pub, a, 5, hash, sig)},
		"another stream": {false, VerifyAction(pub, b, 5, hash, sig)},
		"another seq":    {false, VerifyAction(pub, a, 6, hash, sig)},
		"another hash":   {false, VerifyAction(pub, a, 5, [32]byte{8}, sig)},
		"another key":    {false, VerifyAction(keyB.Public().(ed25519.PublicKey), a, 5, hash, sig)},
		"no key":         {false, VerifyAction(nil, a, 5, hash, sig)},
		"no signature":   {false, VerifyAction(pub, a, 5, hash, nil)},
		"bare hash":      {false, VerifyAction(pub, a, 5, hash, ed25519.Sign(keyA, hash[:]))},
	} {
		if test.verify != test.ok {
			t.Errorf("%s: %v", name, test.verify)
		}
	}
}
