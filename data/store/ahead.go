package store

import (
	"crypto/ed25519"
	"runtime"

	"keyday/data/journal"
)

// written is an operation as it is kept: its bytes, its hash in the chain, and the
// signature where it ends an action.
type written struct {
	body []byte
	hash [32]byte
	sig  []byte
}

// writeOut makes of the operation that follows the tip what is kept of it.
func writeOut(key ed25519.PrivateKey, t tip, op journal.Op) written {
	w := written{body: op.Bytes()}
	w.hash = journal.Link(t.hash, w.body)
	if op.Last {
		w.sig = journal.SignAction(key, t.stream, op.Seq, w.hash)
	}
	return w
}

// ahead is the guess that an action has no more than its first operation, as nearly
// every tap's has: it is encoded and signed by another processor while its row is
// written. Signing alone takes as long as writing the row.
type ahead struct {
	op     *journal.Op
	result chan written
}

// workAhead begins to write out an action's first operation as if it were the last. Of
// actions inside actions most have many, and the guess would cost more than it saves.
func (w *work) workAhead() {
	w.ahead = nil
	if w.depth > 0 || runtime.GOMAXPROCS(0) == 1 {
		return
	}
	guess := &ahead{op: w.pending, result: make(chan written, 1)}
	op, key, t := *w.pending, w.s.signing, w.tip
	op.Last = true
	go func() { guess.result <- writeOut(key, t, op) }()
	w.ahead = guess
}

// written is what is kept of the operation that is held back, from the guess where
// that was right.
func (w *work) written() written {
	guess := w.ahead
	w.ahead = nil
	if guess != nil && guess.op == w.pending && w.pending.Last {
		return <-guess.result
	}
	return writeOut(w.s.signing, w.tip, *w.pending)
}
