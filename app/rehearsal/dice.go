package rehearsal

import (
	"io"
	"math/rand/v2"
	"time"
)

// dice are the chances of one part of the rehearsal. Each part throws its own, so
// that a change in one leaves the others as they were.
type dice struct{ *rand.Rand }

func newDice(seed uint64, part string) dice {
	var mixed uint64 = 14695981039346656037 // FNV-1a, to set the parts apart
	for _, b := range []byte(part) {
		mixed = (mixed ^ uint64(b)) * 1099511628211
	}
	return dice{rand.New(rand.NewPCG(seed, mixed))}
}

// chance is true so many times in a hundred.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// between is a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// minutes is a time from low to high minutes.
func (d dice) minutes(low, high int) time.Duration {
	return time.Duration(d.between(low*60, high*60)) * time.Second
}

// oneOf picks an entry.
func oneOf[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// Random is randomness that is the same for the same seed.
func Random(seed uint64) io.Reader {
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	return rand.NewChaCha8(key)
}
