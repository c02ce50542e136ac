package keyring

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/fxamacker/cbor/v2"
	"golang.org/x/crypto/argon2"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
)

// vaultFile lies in the site's folder, readable by this user alone, and is never
// copied with a site.
const vaultFile = "keys.vault"

// vaultVersion is the form that this Keyday writes.
const vaultVersion = 1

// vault is what the file holds. Signing keys are sealed under the wrapping key;
// site-data too, and under the start passphrase inside that where one is set.
type vault struct {
	Version  int      `cbor:"1,keyasint"`
	ID       []byte   `cbor:"2,keyasint"` // names the wrapping key in the key store
	Kept     Keeping  `cbor:"3,keyasint"`
	Wrap     []byte   `cbor:"4,keyasint,omitempty"` // the wrapping key, where only the file keeps it
	Signing  []byte   `cbor:"5,keyasint"`
	SiteData []byte   `cbor:"6,keyasint"`
	Stretch  *stretch `cbor:"7,keyasint,omitempty"`
}

// stretch says how the start passphrase becomes a key (argon2id).
type stretch struct {
	Salt    []byte `cbor:"1,keyasint"`
	Passes  uint32 `cbor:"2,keyasint"`
	Memory  uint32 `cbor:"3,keyasint"` // KiB
	Threads uint8  `cbor:"4,keyasint"`
}

// secrets is what the vault protects. SiteSign is missing on laptops that may not
// grant, Device in an export.
type secrets struct {
	Device     []byte `cbor:"1,keyasint,omitempty"`
	SiteSign   []byte `cbor:"2,keyasint,omitempty"`
	SitePublic []byte `cbor:"3,keyasint"`
	SiteData   []byte `cbor:"4,keyasint,omitempty"`
	Generation uint32 `cbor:"5,keyasint"` // of SiteSign and SiteData, from 1
}

// newVault makes a vault that holds nothing yet, and its wrapping key.
func newVault(dir string, random io.Reader, o option) (vault, []byte, error) {
	if _, err := os.Stat(filepath.Join(dir, vaultFile)); err == nil {
		return vault{}, nil, app.Refuse(Exists, "folder", dir)
	}
	v := vault{Version: vaultVersion, ID: make([]byte, 16), Kept: InFile}
	wrap := make([]byte, keySize)
	for _, b := range [][]byte{v.ID, wrap} {
		if _, err := io.ReadFull(random, b); err != nil {
			return vault{}, nil, err
		}
	}
	if o.entrust(v.ID, wrap) {
		v.Kept = InKeyStore
	} else {
		v.Wrap = wrap
	}
	return v, wrap, nil
}

// save seals the ring's keys into its vault and writes the file.
func (r *Ring) save(passphrase string, random io.Reader) error {
	v := r.vault
	signing := r.secret
	signing.SiteData = nil
	v.Signing = newSealer(r.wrap, "signing").seal(encode(signing), v.ID)
	data := r.secret.SiteData
	v.Stretch = nil
	if passphrase != "" {
		// RFC 9106's second recommendation: 3 passes over 64 MiB.
		v.Stretch = &stretch{Salt: make([]byte, 16), Passes: 3, Memory: 64 << 10, Threads: 4}
		if _, err := io.ReadFull(random, v.Stretch.Salt); err != nil {
			return err
		}
		data = v.Stretch.sealer(passphrase).seal(data, v.ID)
	}
	v.SiteData = newSealer(r.wrap, "site-data").seal(data, v.ID)
	if err := durable.WriteFile(filepath.Join(r.dir, vaultFile), encode(v)); err != nil {
		return fault.Translate(err, r.dir)
	}
	r.vault = v
	return nil
}

func readVault(dir string) (vault, error) {
	b, err := durable.ReadFile(filepath.Join(dir, vaultFile), 1<<20)
	if errors.Is(err, os.ErrNotExist) {
		return vault{}, app.Refuse(Missing, "folder", dir)
	}
	if err != nil {
		return vault{}, fault.Translate(err, dir)
	}
	v, err := decodeVault(b)
	if err == errNewer {
		return vault{}, app.Refuse(Newer, "folder", dir)
	}
	if err != nil {
		return vault{}, app.Refuse(Damaged, "folder", dir)
	}
	return v, nil
}

var (
	errNewer    = errors.New("vault of a newer version")
	errNotVault = errors.New("not a vault")
)

// decodeVault trusts nothing: the file may have been damaged or put there.
func decodeVault(b []byte) (vault, error) {
	var v vault
	if err := decoding.Unmarshal(b, &v); err != nil {
		return vault{}, err
	}
	if v.Version > vaultVersion {
		return vault{}, errNewer
	}
	fileOnly := v.Kept == InFile && len(v.Wrap) == keySize
	inStore := v.Kept == InKeyStore && v.Wrap == nil
	if v.Version < 1 || len(v.ID) != 16 || !fileOnly && !inStore {
		return vault{}, errNotVault
	}
	if s := v.Stretch; s != nil && (len(s.Salt) != 16 || s.Passes < 1 || s.Passes > maxPasses ||
		s.Memory < 8 || s.Memory > maxMemory || s.Threads < 1 || s.Threads > maxThreads) {
		return vault{}, errNotVault
	}
	return v, nil
}

// open unseals the keys with the wrapping key and, where one is set, the start
// passphrase.
func (v vault) open(dir string, wrap []byte, passphrase string) (secrets, error) {
	signing, err := newSealer(wrap, "signing").open(v.Signing, v.ID)
	if err != nil {
		return secrets{}, app.Refuse(Damaged, "folder", dir)
	}
	data, err := newSealer(wrap, "site-data").open(v.SiteData, v.ID)
	if err != nil {
		return secrets{}, app.Refuse(Damaged, "folder", dir)
	}
	if v.Stretch != nil {
		if passphrase == "" {
			return secrets{}, app.Refuse(PassphraseNeeded, "folder", dir)
		}
		if data, err = v.Stretch.sealer(passphrase).open(data, v.ID); err != nil {
			return secrets{}, app.Refuse(PassphraseWrong, "folder", dir)
		}
	}
	s, err := decodeSecrets(signing)
	if err != nil || s.Device == nil || len(data) != keySize {
		return secrets{}, app.Refuse(Damaged, "folder", dir)
	}
	s.SiteData = data
	return s, nil
}

func (s stretch) sealer(passphrase string) sealer {
	return newSealer(argon2.IDKey([]byte(passphrase), s.Salt, s.Passes, s.Memory, s.Threads, keySize), "passphrase")
}

func decodeSecrets(b []byte) (secrets, error) {
	var s secrets
	if err := decoding.Unmarshal(b, &s); err != nil {
		return secrets{}, err
	}
	sized := func(key []byte, size int) bool { return key == nil || len(key) == size }
	if !sized(s.Device, ed25519.SeedSize) || !sized(s.SiteSign, ed25519.SeedSize) || !sized(s.SiteData, keySize) ||
		s.Generation == 0 || len(s.SitePublic) != ed25519.PublicKeySize || s.SiteSign != nil && !bytes.Equal(public(s.SiteSign), s.SitePublic) {
		return secrets{}, errNotVault
	}
	return s, nil
}

var (
	encoding, _ = cbor.CoreDetEncOptions().EncMode()
	decoding, _ = cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF}.DecMode()
)

func encode(v any) []byte {
	b, err := encoding.Marshal(v)
	if err != nil {
		panic("keyring: " + err.Error())
	}
	return b
}
