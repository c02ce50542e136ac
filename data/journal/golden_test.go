package journal

import (
	"bufio"
	"crypto/ed25519"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"keyday/app"
)

// The formats are fixed from the first byte. These tests fail on any change of
// them; the files only grow. To append new vectors (old ones are never
// rewritten): go test -run Golden -append-golden
var appendGolden = flag.Bool("append-golden", false, "append vectors that testdata lacks")

var wallTime = time.UnixMilli(1_795_000_000_123)

type vector struct {
	name string
	op   *Op
}

func goldenOps() []vector {
	base := func(o Op) *Op {
		o.Wall, o.Schema, o.User, o.Kind = wallTime.UnixMilli(), 1, person, 20
		if o.Seq == o.Action {
			o.Name = "defect.record"
		}
		if o.Stamp == 0 {
			o.Stamp = StampOf(wallTime)
		}
		return &o
	}
	begin := base(Op{Dot: Dot{a, 1}, Action: 1, Verb: Note, ID: person})
	create := base(Op{Dot: Dot{a, 2}, Action: 1, Last: true, Verb: Put, ID: unit, Changes: []Change{
		set(1, "D-01-00042"), set(2, unit[:]), set(4, 1), set(9, "客厅墙面空鼓"), set(17, "open"), set(300, []string{"a", "b"}),
	}})
	return []vector{
		{"begin", begin},
		{"create", create},
		{"edit own", base(Op{Dot: Dot{a, 3}, Action: 3, Last: true, Verb: Put, ID: unit, Changes: []Change{set(17, "assigned", Dot{a, 2})}})},
		{"edit another's", base(Op{Dot: Dot{b, 1}, Action: 1, Last: true, Verb: Put, ID: unit, Stamp: StampOf(wallTime) + 3, Changes: []Change{
			set(9, "客厅墙面空鼓两处", Dot{a, 2}), {Field: 10, Value: nil, Base: nil}, set(15, -719162)}})},
		{"resolve", base(Op{Dot: Dot{c, 24}, Action: 23, Verb: Resolve, ID: unit, Changes: []Change{set(9, "空鼓", Dot{a, 2}, Dot{b, 1})}})},
		{"delete", base(Op{Dot: Dot{b, 256}, Action: 256, Last: true, Verb: Delete, ID: unit, Changes: headsOf(create).DeleteBase()})},
		{"undelete", base(Op{Dot: Dot{a, 65536}, Action: 65535, Last: true, Verb: Undelete, ID: unit, Changes: []Change{{Field: Whole, Base: []Dot{{b, 256}}}}})},
		{"extremes", &Op{Dot: Dot{Stream{}, 1<<63 - 1}, Stamp: 1<<63 - 1, Wall: -1 << 63, Action: 1<<63 - 1, Name: "验", Verb: 255, Kind: 65535, ID: app.Nil, User: app.Nil, Schema: 65535,
			Changes: []Change{{Field: 65535, Value: encoded([]byte{0, 1, 2}), Base: []Dot{{Stream{}, 1}, {a, 1<<63 - 1}}}}}},
		{"from a later version", &Op{Dot: Dot{a, 7}, Action: 7, Name: "later", Last: true, Verb: 99, ID: unit,
			Changes: []Change{{Field: 1, Value: encoded(1), Rest: encoded("later")}}, Rest: append(encoded(13), encoded([]int{1})...)}},
	}
}

// Every operation's bytes, and the hashes of the chain that they form in order.
func TestGoldenOps(t *testing.T) {
	var hash [32]byte
	got := map[string]string{}
	var names []string
	for _, v := range goldenOps() {
		body := v.op.Bytes()
		hash = Link(hash, body)
		got[v.name] = hex.EncodeToString(body) + "\t" + hex.EncodeToString(hash[:])
		names = append(names, v.name)
	}
	compareGolden(t, "testdata/ops.golden", names, got)
}

// The stored form of heads: a change of it needs a migration.
func TestGoldenHeads(t *testing.T) {
	v := map[string]*Op{}
	for _, g := range goldenOps() {
		v[g.name] = g.op
	}
	got := map[string]string{}
	var names []string
	for _, state := range []struct {
		name string
		h    *Heads
	}{
		{"created", headsOf(v["create"])},
		{"edited", headsOf(v["create"], v["edit own"])},
		{"contested", headsOf(v["create"], v["edit own"], v["edit another's"], op(c, 1, StampOf(wallTime)+9, Put, set(9, "?", Dot{a, 2})))},
		{"replaced before it came", headsOf(v["edit own"], v["resolve"])},
		{"deleted", headsOf(v["create"], v["delete"])},
		{"deleted, edited elsewhere", headsOf(v["create"], v["edit another's"], v["delete"])},
		{"undeleted", headsOf(v["create"], v["delete"], v["undelete"])},
		{"deleted before it came", headsOf(v["delete"])},
	} {
		got[state.name] = hex.EncodeToString(state.h.AppendBinary(nil, testNumber))
		names = append(names, state.name)
	}
	compareGolden(t, "testdata/heads.golden", names, got)
}

func TestGoldenSignature(t *testing.T) {
	var hash [32]byte
	copy(hash[:], "the hash of an action's last op.")
	compareGolden(t, "testdata/identity.golden", []string{"stream of epoch 0", "stream of epoch 1", "action", "dispute"}, map[string]string{
		"stream of epoch 0": a.String(),
		"stream of epoch 1": StreamOf(keyA.Public().(ed25519.PublicKey), 1).String(),
		"action":            hex.EncodeToString(SignAction(keyA, a, 300, hash)),
		"dispute":           fmt.Sprintf("%x", DisputeID(9, []Dot{{a, 2}, {b, 1}})),
	})
}

func compareGolden(t *testing.T, path string, names []string, got map[string]string) {
	t.Helper()
	want := readGolden(t, path)
	for _, name := range names {
		switch {
		case want[name] == "" && *appendGolden:
			f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			fmt.Fprintf(f, "%s\t%s\n", name, got[name])
		case want[name] != got[name]:
			t.Errorf("%s: the format changed\nis   %s\nwas  %s", name, got[name], want[name])
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s: no longer tested", name)
	}
}

func readGolden(t *testing.T, path string) map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if os.IsNotExist(err) && *appendGolden {
		return map[string]string{}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	vectors := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), "\t")
		vectors[name] = rest
	}
	return vectors
}

var testStreams = []Stream{{}, a, b, c}

func testNumber(s Stream) uint32 {
	for n, known := range testStreams {
		if s == known {
			return uint32(n)
		}
	}
	return 0
}

func testStream(n uint32) Stream {
	if int(n) < len(testStreams) {
		return testStreams[n]
	}
	return Stream{}
}
