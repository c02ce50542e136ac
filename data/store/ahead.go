package store

import (
	"crypto/ed25519"
	"runtime"
	"slices"

	"keyday/data/journal"
)

// written is an operation as it is kept: its bytes, its hash in the chain, and the
// signature where it ends an action.
type written struct {
	body []byte
	hash [32]byte
	sig  []byte
}

// writeOut makes of operations that follow the tip what is kept of them.
func writeOut(key ed25519.PrivateKey, t tip, ops []journal.Op) []written {
	all := make([]written, len(ops))
	hash := t.hash
	for i := range ops {
		op := &ops[i]
		body := op.Bytes()
		hash = journal.Link(hash, body)
		all[i] = written{body: body, hash: hash}
		if op.Last {
			all[i].sig = journal.SignAction(key, t.stream, op.Seq, hash)
		}
	}
	return all
}

// ahead is the guess that an action has no more than its first operation, as nearly
// every tap's has: it is encoded and signed by another processor while its row is
// written. Signing alone takes as long as writing the row.
type ahead struct {
	ops    []*journal.Op
	result chan []written
}

// workAhead begins to write out an action's first operation as if it were the last. Of
// actions inside actions most have many, and the guess would cost more than it saves.
func (w *work) workAhead() {
	w.ahead = nil
	if w.depth > 0 || len(w.pending) != 2 || w.pending[0].Verb != journal.Begin || runtime.GOMAXPROCS(0) == 1 {
		return
	}
	guess := &ahead{ops: slices.Clone(w.pending), result: make(chan []written, 1)}
	ops := copiesOf(w.pending)
	ops[1].Last = true
	key, t := w.s.signing, w.tip
	go func() { guess.result <- writeOut(key, t, ops) }()
	w.ahead = guess
}

// written is what is kept of the operations that are held back, from the guess where
// that was right.
func (w *work) written() []written {
	guess := w.ahead
	w.ahead = nil
	if guess != nil && slices.Equal(guess.ops, w.pending) && w.pending[len(w.pending)-1].Last {
		return <-guess.result
	}
	return writeOut(w.s.signing, w.tip, copiesOf(w.pending))
}

func copiesOf(ops []*journal.Op) []journal.Op {
	all := make([]journal.Op, len(ops))
	for i, op := range ops {
		all[i] = *op
	}
	return all
}
