// Package keyring holds a laptop's keys and everything that is sealed with them.
//
// Three keys belong to a site on a laptop: device (ed25519, made on this laptop
// and never leaving it; signs its operations), site-sign (ed25519; signs the
// grants that admit laptops) and site-data (symmetric; seals private columns,
// what travels on sticks, and the keys of persons). They lie in one vault file
// in the site's folder, wrapped by the key store of the operating system where
// it answers, else in the file alone, which only this user may read. A start
// passphrase may wrap site-data besides.
//
// Every person has a key of their own: dropping its envelopes erases the person.
// PINs are hashed here too; they say who acts, they protect no disk.
//
// The packages of data may import it, and main; it imports app, data/durable and
// data/fault.
package keyring

import (
	"crypto/ed25519"
	"io"

	"keyday/app"
)

// The refusals of this package, besides those of data/fault.
const (
	Unreadable       = "keyring.unreadable"        // altered, another key, or another record's
	Missing          = "keyring.missing"           // no vault in the folder
	Damaged          = "keyring.damaged"           // the vault cannot be read
	Exists           = "keyring.exists"            // the folder has a vault already
	Newer            = "keyring.newer"             // the vault is of a newer Keyday
	Elsewhere        = "keyring.elsewhere"         // the key store of this user and laptop knows nothing of this vault
	StoreSilent      = "keyring.store_silent"      // the key store does not answer
	PassphraseNeeded = "keyring.passphrase_needed" // the start passphrase was not given
	PassphraseWrong  = "keyring.passphrase_wrong"
)

// Ring is the opened keys of one site on one laptop. It is safe for use by
// several goroutines, but for SetPassphrase.
type Ring struct {
	dir    string
	vault  vault
	wrap   []byte
	secret secrets

	site, rows, envelopes sealer
	words, identities     []byte
}

// Create makes the three keys of a new site from the given randomness and keeps
// them in dir, which must exist. It refuses with "keyring.exists" where the
// folder has keys, and with the refusals of data/fault.
func Create(dir string, random io.Reader, options ...Option) (*Ring, error) {
	s := secrets{Device: make([]byte, ed25519.SeedSize), SiteSign: make([]byte, ed25519.SeedSize), SiteData: make([]byte, keySize), Generation: 1}
	for _, b := range [][]byte{s.Device, s.SiteSign, s.SiteData} {
		if _, err := io.ReadFull(random, b); err != nil {
			return nil, err
		}
	}
	s.SitePublic = public(s.SiteSign)
	return newRing(dir, s, random, options)
}

// Open opens the keys in dir, asking the key store of the operating system where
// it wraps them. It refuses with Missing, Damaged, Newer, Elsewhere,
// StoreSilent, PassphraseNeeded or PassphraseWrong.
func Open(dir string, options ...Option) (*Ring, error) {
	v, err := readVault(dir)
	if err != nil {
		return nil, err
	}
	o := chosen(options)
	wrap, err := o.wrapping(v, dir)
	if err != nil {
		return nil, err
	}
	s, err := v.open(dir, wrap, o.passphrase)
	if err != nil {
		return nil, err
	}
	r := &Ring{dir: dir, vault: v, wrap: wrap, secret: s}
	r.derive()
	return r, nil
}

func newRing(dir string, s secrets, random io.Reader, options []Option) (*Ring, error) {
	o := chosen(options)
	v, wrap, err := newVault(dir, random, o)
	if err != nil {
		return nil, err
	}
	r := &Ring{dir: dir, vault: v, wrap: wrap, secret: s}
	if err := r.save(o.passphrase, random); err != nil {
		return nil, err
	}
	r.derive()
	return r, nil
}

func (r *Ring) derive() {
	key := r.secret.SiteData
	r.site, r.rows, r.envelopes = newSealer(key, "site"), newSealer(key, "row"), newSealer(key, "envelope")
	r.words = subkey(key, "phone tail", keySize)
	r.identities = subkey(key, "identity", keySize)
}

// Device is this laptop's own signing key.
func (r *Ring) Device() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(r.secret.Device) }

// SiteSign is the key that signs grants; nil on a laptop that may not grant.
func (r *Ring) SiteSign() ed25519.PrivateKey {
	if r.secret.SiteSign == nil {
		return nil
	}
	return ed25519.NewKeyFromSeed(r.secret.SiteSign)
}

// SitePublic checks the grants of the site; every laptop has it.
func (r *Ring) SitePublic() ed25519.PublicKey { return ed25519.PublicKey(r.secret.SitePublic) }

// Kept says where the keys lie on this laptop.
func (r *Ring) Kept() Keeping { return r.vault.Kept }

// HasPassphrase reports whether a start passphrase wraps site-data.
func (r *Ring) HasPassphrase() bool { return r.vault.Stretch != nil }

// CheckPassphrase refuses with PassphraseNeeded or PassphraseWrong what is not the
// start passphrase; where none is set, anything will do.
func (r *Ring) CheckPassphrase(passphrase string) error {
	_, err := r.vault.open(r.dir, r.wrap, passphrase)
	return err
}

// SetPassphrase sets the start passphrase, or removes it where empty.
func (r *Ring) SetPassphrase(passphrase string, random io.Reader) error {
	return r.save(passphrase, random)
}

// Export is the site's keys, unsealed, for the inside of an encrypted backup. The
// device's own key is not among them: a restored site is another device.
func (r *Ring) Export() []byte {
	s := r.secret
	s.Device = nil
	return encode(s)
}

// Import keeps a site's exported keys in dir under a new device key. It refuses
// with "keyring.damaged" what is no export, and otherwise as Create does.
func Import(dir string, export []byte, random io.Reader, options ...Option) (*Ring, error) {
	s, err := decodeSecrets(export)
	if err != nil || s.Device != nil || s.SiteData == nil {
		return nil, app.Refuse(Damaged, "folder", dir)
	}
	s.Device = make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, s.Device); err != nil {
		return nil, err
	}
	return newRing(dir, s, random, options)
}

func public(seed []byte) []byte {
	return ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
}
