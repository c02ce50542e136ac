package journal

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
)

// The simulator: 2 to 7 laptops with clocks up to three days off work on the same
// records, exchange what they have in parts, out of order, twice and through
// third parties, and must all arrive at what the reference says.

var schedules = flag.Int("schedules", 2000, "random schedules to simulate")

// merger is a record's state as a replica keeps it; *Heads, or a mutant.
type merger interface {
	Apply(*Op)
	Of(field uint16) []Head
	Base(field uint16) []Dot
	BaseUnder(rule FieldRule, own Stream, field uint16) []Dot
	DeleteBase() []Change
	UndeleteBase() []Change
	Deleted() bool
	Known() bool
	value(field uint16, rule FieldRule, values Values) (cbor.RawMessage, error)
	conflicts(values Values) ([]Disputed, error)
}

// sound is the package's own code, put through its stored form after every step.
type sound struct{ *Heads }

func (s sound) Apply(op *Op) {
	s.Heads.Apply(op)
	if err := s.Heads.UnmarshalBinary(s.Heads.AppendBinary(nil, simNumber), simStream); err != nil {
		panic(err)
	}
}

func (s sound) value(field uint16, rule FieldRule, values Values) (cbor.RawMessage, error) {
	return Value(s.Heads, field, rule, values)
}

func (s sound) conflicts(values Values) ([]Disputed, error) {
	return Conflicts(simKind, s.Heads, simRules, values)
}

// The one kind of the simulation has a field for each policy.
const (
	simKind  = 20
	text     = uint16(1)
	quiet    = uint16(2)
	tags     = uint16(3)
	rounds   = uint16(4)
	count    = uint16(5)
	state    = uint16(6)
	number   = uint16(7)
	allField = 7
)

var simLadder = []string{"open", "assigned", "fixing", "fixed", "verified", "owner_ok"}

func simRules(_, field uint16) FieldRule {
	policy := map[uint16]Policy{text: Conflict, quiet: Quiet, tags: SetAdd, rounds: Max, count: CounterSum, state: Ladder, number: Immutable}[field]
	rule := FieldRule{Policy: policy}
	if policy == Ladder {
		rule.Ladder = simLadder
	}
	return rule
}

func ruleOf(field uint16) FieldRule { return simRules(simKind, field) }

// simStreams are random-looking, so that neither order nor number says anything.
var simStreams = func() (all [7]Stream) {
	for i := range all {
		sum := sha256.Sum256([]byte{byte(i)})
		all[i] = Stream(sum[:16])
	}
	return all
}()

func simNumber(s Stream) uint32 { return uint32(slices.Index(simStreams[:], s) + 1) }
func simStream(n uint32) Stream {
	if n == 0 || int(n) > len(simStreams) {
		return Stream{}
	}
	return simStreams[n-1]
}

type replica struct {
	w       *world
	stream  Stream
	seq     uint64
	clock   HLC
	skew    time.Duration
	ops     map[Dot]*Op
	bytes   map[Dot][]byte
	order   []Dot // as they came
	records map[app.ID]merger
	draft   *draft
}

// draft is a form that was opened before other laptops' changes came in.
type draft struct {
	id    app.ID
	field uint16
	base  []Dot
	knew  map[Dot]bool
}

type world struct {
	rng      *rand.Rand
	now      time.Time
	replicas []*replica
	ids      []app.ID
	fresh    func(seed uint64) merger
	knew     map[Dot]map[Dot]bool // what each operation's author had on his laptop
	values   int
}

// newWorld draws all decisions from seed and all clocks from clocks.
func newWorld(seed, clocks uint64, fresh func(uint64) merger) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 1)), now: time.UnixMilli(1_760_000_000_000), fresh: fresh, knew: map[Dot]map[Dot]bool{}}
	skews := rand.New(rand.NewPCG(clocks, 2))
	for i := range 2 + w.rng.IntN(6) {
		skew := time.Duration(skews.Int64N(int64(6*24*time.Hour))) - 3*24*time.Hour
		if i%3 == 2 {
			skew = 0 // equal milliseconds
		}
		w.replicas = append(w.replicas, &replica{w: w, stream: simStreams[i], skew: skew,
			ops: map[Dot]*Op{}, bytes: map[Dot][]byte{}, records: map[app.ID]merger{}})
	}
	w.ids = []app.ID{{1}, {2}}[:1+w.rng.IntN(2)]
	return w
}

func (r *replica) record(id app.ID) merger {
	if r.records[id] == nil {
		r.records[id] = r.w.fresh(uint64(len(r.order)) + uint64(r.stream[0])<<8)
	}
	return r.records[id]
}

func (r *replica) known() map[Dot]bool {
	all := make(map[Dot]bool, len(r.ops))
	for d := range r.ops {
		all[d] = true
	}
	return all
}

// commit makes an operation of this laptop, as the store does.
func (r *replica) commit(verb Verb, id app.ID, changes []Change, knew map[Dot]bool) {
	r.seq++
	wall := r.w.now.Add(r.skew)
	op := &Op{Dot: Dot{r.stream, r.seq}, Stamp: r.clock.Next(wall), Wall: wall.UnixMilli(), Action: r.seq, Name: "sim.change", Last: true,
		Verb: verb, Kind: simKind, ID: id, Schema: 1, Changes: changes}
	r.w.knew[op.Dot] = knew
	if err := r.take(op.Bytes()); err != nil {
		panic(err)
	}
}

// take applies an operation from its bytes, whether or not it is here already.
func (r *replica) take(b []byte) error {
	op, err := DecodeOp(b)
	if err != nil {
		return err
	}
	if _, ok := r.ops[op.Dot]; !ok {
		r.order = append(r.order, op.Dot)
	}
	r.ops[op.Dot], r.bytes[op.Dot] = &op, b
	r.clock.Observe(op.Stamp, r.w.now.Add(r.skew))
	r.record(op.ID).Apply(&op)
	return nil
}

func (r *replica) valueOf(d Dot, field uint16) (cbor.RawMessage, error) {
	op := r.ops[d]
	if op == nil {
		return nil, fmt.Errorf("head %v is not here", d)
	}
	for _, c := range op.Changes {
		if c.Field == field {
			return c.Value, nil
		}
	}
	return nil, fmt.Errorf("%v did not write field %d", d, field)
}

// act lets a person do something here; nothing depends on any clock.
func (r *replica) act() {
	rng := r.w.rng
	id := r.w.ids[rng.IntN(len(r.w.ids))]
	rec := r.record(id)
	if d := r.draft; d != nil && rng.IntN(2) == 0 {
		r.draft = nil
		r.commit(Put, d.id, []Change{{Field: d.field, Value: r.fresh(d.field), Base: d.base}}, d.knew)
		return
	}
	switch p := rng.IntN(20); {
	case !rec.Known():
		var all []Change
		for f := uint16(1); f <= allField; f++ {
			all = append(all, Change{Field: f, Value: r.fresh(f)})
		}
		r.commit(Put, id, all, r.known())
	case p < 2:
		r.commit(Delete, id, rec.DeleteBase(), r.known())
	case p < 4:
		if len(rec.Base(Whole)) > 0 {
			r.commit(Undelete, id, rec.UndeleteBase(), r.known())
		}
	case p < 7:
		if disputes, _ := rec.conflicts(r.valueOf); len(disputes) > 0 {
			r.settle(id, rec, disputes[rng.IntN(len(disputes))])
		}
	case p < 8:
		if heads := rec.Base(tags); len(heads) > 0 { // takes a tag away
			r.commit(Put, id, []Change{{Field: tags, Base: []Dot{heads[rng.IntN(len(heads))]}}}, r.known())
		}
	case p < 9:
		field := text + uint16(rng.IntN(2))
		r.draft = &draft{id, field, rec.Base(field), r.known()}
	default:
		var changes []Change
		for f := uint16(1); f <= allField; f++ {
			if rng.IntN(4) == 0 && (f != number || len(rec.Of(number)) == 0) {
				changes = append(changes, Change{Field: f, Value: r.fresh(f), Base: rec.BaseUnder(ruleOf(f), r.stream, f)})
			}
		}
		if len(changes) > 0 {
			r.commit(Put, id, changes, r.known())
		}
	}
}

func (r *replica) settle(id app.ID, rec merger, d Disputed) {
	switch {
	case d.Field != Whole:
		r.commit(Resolve, id, []Change{{Field: d.Field, Value: r.fresh(d.Field), Base: rec.Base(d.Field)}}, r.known())
	case r.w.rng.IntN(2) == 0:
		r.commit(Delete, id, rec.DeleteBase(), r.known())
	default:
		r.commit(Undelete, id, rec.UndeleteBase(), r.known())
	}
}

// fresh makes a value; few different ones, so that equal values meet.
func (r *replica) fresh(field uint16) cbor.RawMessage {
	n := r.w.rng.IntN(5)
	switch field {
	case tags:
		return encoded([]string{fmt.Sprintf("tag%d", n)})
	case rounds:
		return encoded(n)
	case count:
		own := r.w.values % 7
		r.w.values++
		return encoded(own)
	case state:
		return encoded(simLadder[n])
	}
	return encoded(fmt.Sprintf("v%d", n))
}

func encoded(v any) cbor.RawMessage {
	b, err := coreDet.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// exchange carries a part of what one laptop has to another, shuffled, some of it
// twice; what it has from others too.
func (w *world) exchange(from, to *replica, share float64) error {
	var batch []Dot
	for _, d := range from.order {
		if w.rng.Float64() < share {
			batch = append(batch, d)
			if w.rng.IntN(8) == 0 {
				batch = append(batch, d)
			}
		}
	}
	w.rng.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
	for _, d := range batch {
		if err := to.take(from.bytes[d]); err != nil {
			return err
		}
	}
	return nil
}

// run plays one schedule and answers the first thing that is wrong.
func (w *world) run() error {
	for range 20 + w.rng.IntN(40) {
		w.now = w.now.Add(time.Duration(w.rng.IntN(3)) * time.Millisecond)
		r := w.replicas[w.rng.IntN(len(w.replicas))]
		if w.rng.IntN(3) > 0 {
			r.act()
			continue
		}
		if err := w.exchange(w.replicas[w.rng.IntN(len(w.replicas))], r, []float64{0.3, 0.8, 1}[w.rng.IntN(3)]); err != nil {
			return err
		}
		if w.rng.IntN(4) == 0 {
			if err := r.check(); err != nil {
				return fmt.Errorf("half-way: %w", err)
			}
		}
	}
	for round := range 2 { // all to the first, the first to all; then all of it again
		for _, r := range w.replicas[1:] {
			if err := w.exchange(r, w.replicas[0], 1); err != nil {
				return err
			}
		}
		for _, r := range w.replicas[1:] {
			if err := w.exchange(w.replicas[0], r, 1); err != nil {
				return err
			}
		}
		for _, r := range w.replicas {
			if len(r.order) != len(w.replicas[0].order) {
				return errors.New("the exchange is not complete")
			}
			if err := r.check(); err != nil {
				return fmt.Errorf("after exchange %d: %w", round+1, err)
			}
		}
	}
	return w.nothingVanished()
}

// check holds every record of a laptop against the reference over the operations
// that the laptop has.
func (r *replica) check() error {
	for _, id := range r.w.ids {
		var ops []*Op
		for _, d := range r.order {
			if r.ops[d].ID == id {
				ops = append(ops, r.ops[d])
			}
		}
		got, err := r.describe(r.record(id))
		if err != nil {
			return err
		}
		if want := replay(ops, ruleOf); got != want {
			return fmt.Errorf("record %v\n--- is\n%s\n--- should be\n%s", id.Short(), got, want)
		}
	}
	return nil
}

// describe says what a record is here, as replay does.
func (r *replica) describe(rec merger) (string, error) {
	disputes, err := rec.conflicts(r.valueOf)
	if err != nil {
		return "", err
	}
	disputed := func(f uint16) bool {
		return slices.ContainsFunc(disputes, func(d Disputed) bool { return d.Field == f })
	}
	out := []string{fmt.Sprintf("deleted %v disputed %v", rec.Deleted(), disputed(Whole))}
	for f := Whole; f <= allField; f++ {
		heads := rec.Of(f)
		if len(heads) == 0 {
			continue
		}
		shown := ""
		if f != Whole {
			v, err := rec.value(f, ruleOf(f), r.valueOf)
			if err != nil {
				return "", err
			}
			shown = shownAs(v, f)
		}
		var dots []Dot
		for _, h := range heads {
			dots = append(dots, h.Dot)
		}
		out = append(out, line(f, dots, shown, f != Whole && disputed(f)))
	}
	sort.Strings(out)
	return strings.Join(out, "\n"), nil
}

func shownAs(v cbor.RawMessage, field uint16) string {
	if v == nil {
		if field == tags {
			return "[]"
		}
		return "<nil>"
	}
	var x any
	if err := cbor.Unmarshal(v, &x); err != nil {
		return err.Error()
	}
	return fmt.Sprint(x)
}

// nothingVanished asks of every value ever written: does it still stand, or is
// there an operation that names it as replaced and whose author had it before him?
func (w *world) nothingVanished() error {
	r := w.replicas[0]
	knowingly := map[place]bool{}
	for _, op := range r.ops {
		for _, c := range op.Changes {
			for _, d := range c.Base {
				if w.knew[op.Dot][d] && (op.Verb != Delete || c.Field == Whole) {
					knowingly[place{d, c.Field}] = true
				}
			}
		}
	}
	for d, op := range r.ops {
		for _, c := range op.Changes {
			if op.Verb == Delete && c.Field != Whole {
				continue
			}
			stands := slices.ContainsFunc(r.record(op.ID).Of(c.Field), func(h Head) bool { return h.Dot == d })
			if !stands && !knowingly[place{d, c.Field}] {
				return fmt.Errorf("what %v wrote into field %d vanished", d, c.Field)
			}
		}
	}
	return nil
}

func TestReplicasConverge(t *testing.T) {
	n := *schedules
	if testing.Short() {
		n /= 10
	}
	ops, contested := 0, 0
	for seed := range uint64(n) {
		w := newWorld(seed, seed, func(uint64) merger { return sound{&Heads{}} })
		if err := w.run(); err != nil {
			t.Fatalf("schedule %d: %v", seed, err)
		}
		first := w.replicas[0]
		ops += len(first.ops)
		for _, id := range w.ids {
			stored := first.record(id).(sound).AppendBinary(nil, simNumber)
			for _, r := range w.replicas[1:] {
				if !slices.Equal(stored, r.record(id).(sound).AppendBinary(nil, simNumber)) {
					t.Fatalf("schedule %d: equal operations, different stored heads", seed)
				}
			}
			if d, _ := first.record(id).conflicts(first.valueOf); len(d) > 0 {
				contested++
			}
		}
	}
	if contested < n/4 {
		t.Errorf("only %d of %d schedules ended in a conflict: they prove little", contested, n)
	}
	t.Logf("%d schedules, %d operations, %d records in conflict at the end", n, ops, contested)
}

// TestClocksDecideNothing plays the same schedules under other clocks: the same
// operations stand in the same fields.
func TestClocksDecideNothing(t *testing.T) {
	for seed := range uint64(100) {
		var dots [2]string
		for i := range dots {
			w := newWorld(seed, seed*2+uint64(i), func(uint64) merger { return sound{&Heads{}} })
			if err := w.run(); err != nil {
				t.Fatal(err)
			}
			for _, id := range w.ids {
				for f := Whole; f <= allField; f++ {
					dots[i] += fmt.Sprintln(id.Short(), f, w.replicas[0].record(id).Base(f), w.replicas[0].record(id).Deleted())
				}
			}
		}
		if dots[0] != dots[1] {
			t.Fatalf("schedule %d: heads depend on the clocks:\n%s\n%s", seed, dots[0], dots[1])
		}
	}
}
