package keyring

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"

	"keyday/app"
)

// Keeping says where a laptop keeps its wrapping key.
type Keeping string

// The two ways of keeping.
const (
	InKeyStore Keeping = "keystore" // the operating system's: Keychain, Credential Manager, Secret Service
	InFile     Keeping = "file"     // the vault file, which only this user may read
)

// KeyStore keeps secrets by name, as the operating system's key store does. Get
// answers ErrNoSecret where it answers and knows none of that name.
type KeyStore interface {
	Set(name, secret string) error
	Get(name string) (string, error)
}

// ErrNoSecret is a key store's answer to a name it does not know.
var ErrNoSecret = errors.New("no such secret")

// How long a key store may take. To make a vault it is asked in passing; to open
// one, a person may first have to unlock it.
const (
	probeTime  = 3 * time.Second
	unlockTime = 30 * time.Second
)

// KeepVariable, set to "file" in the environment, leaves the operating system's
// key store alone: for machines that run commands with nobody signed in.
const KeepVariable = "KEYDAY_KEYS"

// Option changes how a vault is made or opened.
type Option func(*option)

type option struct {
	store         KeyStore // nil: the file alone
	passphrase    string
	probe, unlock time.Duration
}

// Passphrase gives the start passphrase.
func Passphrase(p string) Option { return func(o *option) { o.passphrase = p } }

func chosen(options []Option) option {
	o := option{store: systemStore(), probe: probeTime, unlock: unlockTime}
	for _, set := range options {
		set(&o)
	}
	return o
}

// entrust gives the wrapping key to the key store and reports whether it is safe
// there: stored, and read back the same.
func (o option) entrust(id, wrap []byte) bool {
	if o.store == nil {
		return false
	}
	name, secret := hex.EncodeToString(id), base64.StdEncoding.EncodeToString(wrap)
	back, err := within(o.probe, func() (string, error) {
		if err := o.store.Set(name, secret); err != nil {
			return "", err
		}
		return o.store.Get(name)
	})
	return err == nil && back == secret
}

// wrapping fetches the vault's wrapping key from where it is kept.
func (o option) wrapping(v vault, dir string) ([]byte, error) {
	if v.Kept == InFile {
		return v.Wrap, nil
	}
	store := o.store
	if store == nil {
		return nil, app.Refuse(StoreSilent, "folder", dir)
	}
	secret, err := within(o.unlock, func() (string, error) { return store.Get(hex.EncodeToString(v.ID)) })
	if errors.Is(err, ErrNoSecret) {
		return nil, app.Refuse(Elsewhere, "folder", dir)
	}
	if err != nil {
		return nil, app.Refuse(StoreSilent, "folder", dir)
	}
	wrap, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(wrap) != keySize {
		return nil, app.Refuse(Elsewhere, "folder", dir)
	}
	return wrap, nil
}

var errSilent = errors.New("the key store does not answer")

// within gives up on a call that cannot be cancelled once the time is over, and
// treats its panic as an error: a key store is another program's code.
func within(limit time.Duration, ask func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	got := make(chan answer, 1)
	go func() {
		defer func() {
			if recover() != nil {
				got <- answer{err: errSilent}
			}
		}()
		secret, err := ask()
		got <- answer{secret, err}
	}()
	select {
	case a := <-got:
		return a.secret, a.err
	case <-time.After(limit):
		return "", errSilent
	}
}

// systemStore is the operating system's key store, or nil where there is none to
// ask: without a session bus the library would start one.
func systemStore() KeyStore {
	if os.Getenv(KeepVariable) == string(InFile) {
		return nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || hasSessionBus() {
		return osStore{}
	}
	return nil
}

func hasSessionBus() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	runtimeDir := os.Getenv("XDG_RUNTIME_DIR")
	if runtimeDir == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(runtimeDir, "bus"))
	return err == nil
}

type osStore struct{}

func (osStore) Set(name, secret string) error { return keyring.Set(app.AppID, name, secret) }

func (osStore) Get(name string) (string, error) {
	secret, err := keyring.Get(app.AppID, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", ErrNoSecret
	}
	return secret, err
}
