package journal

import (
	"crypto/ed25519"
	"crypto/sha256"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
)

// coreDet is the CBOR library's own idea of deterministic encoding.
var coreDet = func() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// Three laptops and a record, the same in every run.
var (
	keyA, keyB, keyC = testKey("A"), testKey("B"), testKey("C")
	a, b, c          = streamOfKey(keyA), streamOfKey(keyB), streamOfKey(keyC)
	unit             = app.ID{0x01, 0x93, 0x5b, 0x02, 0x6c, 0x00, 0x70, 0x01, 0x80, 15: 0x07}
	person           = app.ID{0x01, 0x93, 0x5b, 0x02, 0x6c, 0x00, 0x70, 0x01, 0x80, 15: 0x08}
)

func testKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("keyday test key " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func streamOfKey(key ed25519.PrivateKey) Stream {
	return StreamOf(key.Public().(ed25519.PublicKey), 0)
}

// op is an operation on the record with what merging looks at.
func op(s Stream, seq uint64, stamp Stamp, verb Verb, changes ...Change) *Op {
	return &Op{Dot: Dot{s, seq}, Stamp: stamp, Action: seq, Name: "test.put", Last: true, Verb: verb, Kind: simKind, ID: unit, Changes: changes}
}

func set(field uint16, value any, base ...Dot) Change {
	return Change{Field: field, Value: encoded(value), Base: base}
}

func headsOf(ops ...*Op) *Heads {
	h := &Heads{}
	for _, o := range ops {
		h.Apply(o)
	}
	return h
}

// valuesIn answers values from a list of operations.
func valuesIn(ops ...*Op) Values {
	return func(d Dot, field uint16) (cbor.RawMessage, error) {
		for _, o := range ops {
			if o.Dot == d {
				for _, ch := range o.Changes {
					if ch.Field == field {
						return ch.Value, nil
					}
				}
			}
		}
		panic("no such value")
	}
}
