package laptop

import (
	"crypto/rand"
	"strconv"
	"time"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/data/store"
)

// Lock is how a site is locked on this laptop: after a while in which nobody touched it,
// and by a start passphrase.
type Lock struct{ Store *records.Store }

// The preference that holds after how many minutes it locks, and when it does where nobody
// said.
const (
	idleKey   = "idle"
	usualIdle = 5 * time.Minute
)

// Idle is after how long without a touch it locks; 0: never.
func (l Lock) Idle() time.Duration {
	minutes, err := strconv.Atoi(l.Store.Preference(idleKey))
	if err != nil {
		return usualIdle
	}
	return time.Duration(minutes) * time.Minute
}

// SetIdle keeps that. That it cannot is no reason not to work.
func (l Lock) SetIdle(d time.Duration) {
	_ = l.Store.SetPreference(idleKey, strconv.Itoa(int(d/time.Minute)))
}

// Locked reports whether a start passphrase is asked for when the site is opened.
func (l Lock) Locked() bool { return l.Store.Ring().HasPassphrase() }

// SetPassphrase wraps the site's key anew, under no passphrase where next is empty; present
// is the one that is set. It refuses with "permission.missing", "keyring.passphrase_short",
// "keyring.passphrase_wrong" and the refusals of package fault.
func (l Lock) SetPassphrase(actor app.Actor, present, next string) error {
	if err := staff.May(actor, staff.ManageSite); err != nil {
		return err
	}
	if next != "" && utf8.RuneCountInString(next) < store.ShortestPassphrase {
		return app.Refuse("keyring.passphrase_short", "length", strconv.Itoa(store.ShortestPassphrase))
	}
	ring := l.Store.Ring()
	if err := ring.CheckPassphrase(present); err != nil {
		return err
	}
	return ring.SetPassphrase(next, rand.Reader)
}
