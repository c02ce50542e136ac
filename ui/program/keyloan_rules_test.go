package program

import (
	"context"
	"errors"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/data/store"
)

// keyLoan is a record as no Keyday has: somebody borrows the keys of a home for a while.
type keyLoan struct {
	ID, Unit                         app.ID
	Number, Borrower, Phone, Purpose string
	Due                              app.Date
	State                            loanState
}

// keyLoanMove is a step that was taken.
type keyLoanMove struct {
	app.Move[loanState]
	Loan app.ID
	Step loanStep
}

// loanState is where the keys are.
type loanState string

const (
	loanAsked loanState = "asked" // nobody has them yet
	loanOut   loanState = "out"   // the borrower has them
	loanBack  loanState = "back"
)

var loanStates = []loanState{loanAsked, loanOut, loanBack}

type loanStep string

const (
	askForKeys  loanStep = "ask"
	handOutKeys loanStep = "hand_out"
	takeBack    loanStep = "take_back"
)

var loanMachine = app.Machine[loanState, loanStep]{Refusal: "key_loan.step_refused", Subject: "number", Transitions: []app.Transition[loanState, loanStep]{
	{Step: askForKeys, From: []loanState{""}, To: loanAsked, Needs: staff.Receive},
	{Step: handOutKeys, From: []loanState{loanAsked}, To: loanOut, Needs: staff.Receive, Next: []loanState{loanAsked}, Asks: app.AsksNothing},
	{Step: takeBack, From: []loanState{loanOut}, To: loanBack, Needs: staff.Receive, Next: []loanState{loanOut}, Asks: app.AsksReason},
}}

var keyLoanNumber = app.Series{Kind: "YS"}

// loanDesk is where keys are lent.
type loanDesk struct{ w app.Writer[*records.Tx] }

// Ask notes that somebody wants the keys of a home.
func (k loanDesk) Ask(ctx context.Context, actor app.Actor, l keyLoan) (app.ID, error) {
	err := k.w.Do(ctx, actor, "key_loan.ask", func(tx *records.Tx) (err error) {
		if err = errors.Join(site.MayAt(tx, staff.Receive, l.Unit), requireBorrower(l), requireToCome(l, tx.Today())); err != nil {
			return err
		}
		if l.Number, err = tx.Number(keyLoanNumber); err != nil {
			return err
		}
		l.ID = tx.NewID()
		return moveLoan(tx, l, askForKeys, "")
	})
	return l.ID, err
}

func requireBorrower(l keyLoan) error {
	if strings.TrimSpace(l.Borrower) == "" {
		return app.Refuse("key_loan.borrower_missing", "field", "borrower")
	}
	return nil
}

func requireToCome(l keyLoan, today app.Date) error {
	if l.Due < today {
		return app.Refuse("key_loan.due_past", "field", "due", "due", l.Due.String())
	}
	return nil
}

// Take takes a step that asks for nothing, or for how the keys came back alone.
func (k loanDesk) Take(ctx context.Context, actor app.Actor, id app.ID, s loanStep, reason string) error {
	return k.w.Do(ctx, actor, "key_loan."+string(s), func(tx *records.Tx) error {
		l, err := store.Get(tx, keyLoans, id)
		if err != nil {
			return err
		}
		if err := site.MayAt(tx, loanMachine.Needs(l.State, s), l.Unit); err != nil {
			return err
		}
		if err := loanMachine.RequireReason(s, reason, app.Refuse("key_loan.reason_missing", "number", l.Number)); err != nil {
			return err
		}
		return moveLoan(tx, l, s, reason)
	})
}

// moveLoan takes a loan on to the state to which the step leads, and records that.
func moveLoan(tx *records.Tx, l keyLoan, s loanStep, reason string) error {
	to, err := loanMachine.After(l.State, s, l.Number)
	if err != nil {
		return err
	}
	m := keyLoanMove{app.MoveNow(tx, l.State, to, reason), l.ID, s}
	l.State = to
	return errors.Join(store.Put(tx, keyLoans, l), store.Put(tx, keyLoanMoves, m))
}
