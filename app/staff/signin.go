package staff

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
)

// SignInStore is what signing in needs of a site, and of what this laptop keeps of it.
type SignInStore interface {
	People(ctx context.Context) ([]Person, error)
	// Reads reports whether the site was opened for reading alone.
	Reads() bool
	// TryPIN lets right say whether a PIN is the person's, unless wrong ones before it are
	// to be waited out first, and counts it; in the file spare where the site cannot be
	// written to. It refuses with "staff.pin_wait", "staff.pin_wrong" and
	// "staff.pin_wrong_wait".
	TryPIN(ctx context.Context, person app.ID, spare string, right func() bool) error
	// UntoldPINs are the wrong PINs that the journal does not know of yet, and how far they go.
	UntoldPINs(ctx context.Context) (wrong []WrongPIN, upTo int64, err error)
	// PINsTold forgets the wrong PINs that are in the journal now.
	PINsTold(ctx context.Context, upTo int64) error
	Preference(key string) string
	SetPreference(key, value string) error
}

// SignIn is how the people of a site say who they are.
type SignIn struct {
	Store SignInStore
	Desk  *Desk
	// Right reports whether the PIN is the one that was kept so. It takes its time.
	Right func(kept, pin string) bool
	Spare string // the file in which wrong PINs are counted where the site cannot be written to
	NoPIN bool   // on a rehearsal a name is enough
}

// Check says who acts once the PIN is the person's, and records what was tried in vain
// before. It refuses with "staff.pin_wrong", and as TryPIN does.
func (s SignIn) Check(ctx context.Context, person app.ID, pin string) (app.Actor, error) {
	team, err := s.Store.People(ctx)
	if err != nil {
		return app.Actor{}, err
	}
	i := slices.IndexFunc(team, func(one Person) bool { return one.ID == person && !one.Left })
	if i < 0 {
		return app.Actor{}, app.Refuse("staff.pin_wrong")
	}
	actor, kept := team[i].Actor(), team[i].PIN
	if s.NoPIN {
		return actor, nil
	}
	if err := s.Store.TryPIN(ctx, person, s.Spare, func() bool { return s.Right(kept, pin) }); err != nil {
		return app.Actor{}, err
	}
	s.recordWrongPINs(ctx, actor)
	return actor, nil
}

// recordWrongPINs writes into the journal which PINs were tried in vain on this laptop. A
// command that only reads leaves it to the next who signs in, and so does one that fails:
// nobody is kept from working by it.
func (s SignIn) recordWrongPINs(ctx context.Context, actor app.Actor) {
	if s.Store.Reads() {
		return
	}
	wrong, upTo, err := s.Store.UntoldPINs(ctx)
	if err == nil && len(wrong) > 0 && s.Desk.NoteWrongPINs(ctx, actor, wrong) == nil {
		_ = s.Store.PINsTold(ctx, upTo)
	}
}

// latestKey is the preference that holds who signed in last on this laptop; earlier
// versions wrote who did before behind it.
const latestKey = "sign_ins"

// Latest is who signed in last on this laptop; app.Nil where nobody did.
func (s SignIn) Latest() app.ID {
	latest, _, _ := strings.Cut(s.Store.Preference(latestKey), " ")
	id, err := app.ParseID(latest)
	if err != nil {
		return app.Nil
	}
	return id
}

// Entered notes who signed in. That it cannot is no reason not to work.
func (s SignIn) Entered(who app.Actor) { _ = s.Store.SetPreference(latestKey, who.Staff.String()) }
