package journal

import (
	"crypto/sha256"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

func plainSum(prev [32]byte, body []byte) [32]byte {
	h := sha256.New()
	h.Write(prev[:])
	h.Write(body)
	return [32]byte(h.Sum(nil))
}

// typical is the two operations that happen most: a defect is recorded with 12
// fields, and one of its fields is changed.
func typical() map[string]*Op {
	all := map[string]*Op{}
	for _, v := range goldenOps() {
		all[v.name] = v.op
	}
	var twelve []Change
	for f := range uint16(12) {
		twelve = append(twelve, set(f+1, "客厅墙面空鼓"))
	}
	create := *all["create"]
	create.Changes = twelve
	return map[string]*Op{"record": &create, "edit": all["edit own"]}
}

// libraryOp is what the CBOR library would encode of an operation: the measure
// of the encoding by hand.
type libraryOp struct {
	Stream  []byte          `cbor:"0,keyasint"`
	Seq     uint64          `cbor:"1,keyasint"`
	Stamp   uint64          `cbor:"2,keyasint"`
	Wall    int64           `cbor:"3,keyasint"`
	Action  uint64          `cbor:"4,keyasint"`
	Name    string          `cbor:"5,keyasint"`
	Last    bool            `cbor:"6,keyasint"`
	Verb    uint8           `cbor:"7,keyasint"`
	Kind    uint16          `cbor:"8,keyasint"`
	ID      []byte          `cbor:"9,keyasint"`
	User    []byte          `cbor:"10,keyasint"`
	Schema  uint16          `cbor:"11,keyasint"`
	Changes []libraryChange `cbor:"12,keyasint"`
}

type libraryChange struct {
	_     struct{} `cbor:",toarray"`
	Field uint16
	Value cbor.RawMessage
	Base  []uint64
}

func forLibrary(o *Op) libraryOp {
	l := libraryOp{o.Stream[:], o.Seq, uint64(o.Stamp), o.Wall, o.Action, o.Name, o.Last, uint8(o.Verb), o.Kind, o.ID[:], o.User[:], o.Schema, nil}
	for _, c := range o.Changes {
		base := []uint64{}
		for _, d := range c.Base {
			base = append(base, d.Seq)
		}
		l.Changes = append(l.Changes, libraryChange{Field: c.Field, Value: c.Value, Base: base})
	}
	return l
}

func BenchmarkEncode(b *testing.B) {
	for name, o := range typical() {
		l := forLibrary(o)
		if string(encoded(l)) != string(o.Bytes()) {
			b.Fatal("the library encodes something else")
		}
		b.Run(name+"/append", func(b *testing.B) {
			b.ReportAllocs()
			var buf []byte
			for b.Loop() {
				buf = o.AppendBytes(buf[:0])
			}
			b.ReportMetric(float64(len(buf)), "bytes")
		})
		b.Run(name+"/bytes", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o.Bytes()
			}
		})
		b.Run(name+"/library", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				encoded(l)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, o := range typical() {
		body := o.Bytes()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := DecodeOp(body); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/library", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var l libraryOp
				if err := cbor.Unmarshal(body, &l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLink(b *testing.B) {
	body := typical()["record"].Bytes()
	var hash [32]byte
	b.Run("link", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			hash = Link(hash, body)
		}
	})
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			hash = plainSum(hash, body)
		}
	})
}

func BenchmarkApply(b *testing.B) {
	ops := typical()
	b.Run("record", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			headsOf(ops["record"])
		}
	})
	b.Run("record and edit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			headsOf(ops["record"], ops["edit"])
		}
	})
}

func BenchmarkHeads(b *testing.B) {
	ops := typical()
	h := headsOf(ops["record"], ops["edit"])
	stored := h.AppendBinary(nil, testNumber)
	b.Run("append", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf = h.AppendBinary(buf[:0], testNumber)
		}
		b.ReportMetric(float64(len(buf)), "bytes")
	})
	b.Run("unmarshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var h Heads
			if err := h.UnmarshalBinary(stored, testStream); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSeal(bench *testing.B) {
	r := chained(1)[0]
	bench.Run("sign", func(b *testing.B) {
		for b.Loop() {
			SignAction(keyA, a, r.seq, r.hash)
		}
	})
	bench.Run("verify", func(b *testing.B) {
		for b.Loop() {
			verify([]row{r}, false)
		}
	})
}
