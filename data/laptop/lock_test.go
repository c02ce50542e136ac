package laptop

import (
	"context"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/keyring"
	"keyday/data/records"
	"keyday/data/store"
)

// How long a site stays open untouched is this laptop's own.
func TestIdle(t *testing.T) {
	s, err := Found(t.Context(), founding(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l := Lock{s}
	if got := l.Idle(); got != 5*time.Minute {
		t.Errorf("where nobody said it: %s", got)
	}
	for _, d := range []time.Duration{15 * time.Minute, 0} {
		if l.SetIdle(d); l.Idle() != d {
			t.Errorf("%s is kept as %s", d, l.Idle())
		}
	}
}

// The start passphrase is set, changed and removed by who manages the site, and knows the
// present one; the site opens with it alone.
func TestTheStartPassphrase(t *testing.T) {
	f := founding(t)
	s, err := Found(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	const secret, other = "七月的钥匙在门垫下", "八月的钥匙在花盆里"
	chief := app.Actor{Name: "欧阳䶮", Role: app.Supervisor}
	for _, c := range []struct {
		who           app.Actor
		present, next string
		code          string
		locked        bool
	}{
		{app.Actor{Name: "李强", Role: app.Handover}, "", secret, "permission.missing", false},
		{chief, "", "七月", "keyring.passphrase_short", false},
		{chief, "", secret, "", true},
		{chief, other, other, keyring.PassphraseWrong, true},
		{chief, secret, "", "", false},
		{chief, "", other, "", true},
	} {
		l := Lock{s}
		if err := l.SetPassphrase(c.who, c.present, c.next); app.RefusalCode(err) != c.code || l.Locked() != c.locked {
			t.Errorf("%s, %q to %q: %v, locked %v", c.who.Name, c.present, c.next, err, l.Locked())
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for given, code := range map[string]string{"": keyring.PassphraseNeeded, secret: keyring.PassphraseWrong, other: ""} {
		s, err := records.Open(context.Background(), f.Folder, Options(store.Options{Passphrase: given}))
		if app.RefusalCode(err) != code {
			t.Errorf("with %q: %v", given, err)
		}
		if err == nil {
			s.Close()
		}
	}
}
