package main

// lent stands beside the files of a package whose mutants are written in: which one
// holds says MUTANT; which ones a program came by it writes into the file that
// MUTANTS_REACHED names.
const lent = `package %s

import (
	"os"
	"strconv"
	"sync"
)

var (
	mutantHolds, _ = strconv.Atoi(os.Getenv("MUTANT"))
	mutantReached  = mutantFile()
	mutantSeen     sync.Map
)

func mutantFile() *os.File {
	name := os.Getenv("MUTANTS_REACHED")
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		panic(err)
	}
	return f
}

func mutantIs(id int) bool {
	if mutantReached != nil {
		if _, seen := mutantSeen.LoadOrStore(id, true); !seen {
			mutantReached.WriteString(strconv.Itoa(id) + "\n")
		}
	}
	return id == mutantHolds
}

func mutantNone(ids ...int) bool {
	for _, id := range ids {
		if id == mutantHolds {
			return false
		}
	}
	return true
}

func mutantBoth(id int, x bool, y func() bool) bool {
	if mutantIs(id) {
		return x || y()
	}
	return x && y()
}

func mutantEither(id int, x bool, y func() bool) bool {
	if mutantIs(id) {
		return x && y()
	}
	return x || y()
}

type mutantWhole interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

type mutantNumber interface{ mutantWhole | ~float32 | ~float64 }

func mutantPick[T any](id int, was, becomes func() T) T {
	if mutantIs(id) {
		return becomes()
	}
	return was()
}

func mutantAdd[T mutantNumber](id int, x, y T) T {
	return mutantPick(id, func() T { return x + y }, func() T { return x - y })
}

func mutantSub[T mutantNumber](id int, x, y T) T {
	return mutantPick(id, func() T { return x - y }, func() T { return x + y })
}

func mutantMul[T mutantNumber](id int, x, y T) T {
	return mutantPick(id, func() T { return x * y }, func() T { return x / y })
}

func mutantQuo[T mutantNumber](id int, x, y T) T {
	return mutantPick(id, func() T { return x / y }, func() T { return x * y })
}

func mutantRem[T mutantWhole](id int, x, y T) T {
	return mutantPick(id, func() T { return x %% y }, func() T { return x * y })
}

func mutantAnd[T mutantWhole](id int, x, y T) T {
	return mutantPick(id, func() T { return x & y }, func() T { return x | y })
}

func mutantOr[T mutantWhole](id int, x, y T) T {
	return mutantPick(id, func() T { return x | y }, func() T { return x & y })
}

func mutantXor[T mutantWhole](id int, x, y T) T {
	return mutantPick(id, func() T { return x ^ y }, func() T { return x & y })
}

func mutantAndNot[T mutantWhole](id int, x, y T) T {
	return mutantPick(id, func() T { return x &^ y }, func() T { return x & y })
}

func mutantLeft[T, S mutantWhole](id int, x T, y S) T {
	return mutantPick(id, func() T { return x << y }, func() T { return x >> y })
}

func mutantRight[T, S mutantWhole](id int, x T, y S) T {
	return mutantPick(id, func() T { return x >> y }, func() T { return x << y })
}

func mutantMinus[T mutantNumber](id int, x T) T {
	return mutantPick(id, func() T { return -x }, func() T { return +x })
}

func mutantStep[T mutantNumber](id int, by T) T {
	return mutantPick(id, func() T { return by }, func() T { return -by })
}

func mutantEqual[T comparable](_, negated int, x, y T) bool   { return (x == y) != mutantIs(negated) }
func mutantUnequal[T comparable](_, negated int, x, y T) bool { return (x != y) != mutantIs(negated) }

type mutantOrdered interface{ mutantNumber | ~string }

func mutantLess[T mutantOrdered](bound, negated int, x, y T) bool {
	return mutantCompare(bound, negated, x < y, x <= y)
}

func mutantAtMost[T mutantOrdered](bound, negated int, x, y T) bool {
	return mutantCompare(bound, negated, x <= y, x < y)
}

func mutantMore[T mutantOrdered](bound, negated int, x, y T) bool {
	return mutantCompare(bound, negated, x > y, x >= y)
}

func mutantAtLeast[T mutantOrdered](bound, negated int, x, y T) bool {
	return mutantCompare(bound, negated, x >= y, x > y)
}

func mutantCompare(bound, negated int, was, atBound bool) bool {
	switch {
	case mutantIs(bound):
		return atBound
	case mutantIs(negated):
		return !was
	}
	return was
}
`
