package keyring

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"filippo.io/age"

	"keyday/app"
)

// blobStanza names in the file's head how its key is wrapped.
const blobStanza = "keyday-person"

// SealBlob writes a person's scan or signed content to w, sealed under the
// person's key in the age format, and answers its address: the SHA-256 of what
// was written, in hex.
func SealBlob(w io.Writer, r io.Reader, key PersonKey) (string, error) {
	sum := sha256.New()
	sealed, err := age.Encrypt(io.MultiWriter(w, sum), blobKey{key})
	if err != nil {
		return "", err
	}
	if _, err := io.Copy(sealed, r); err != nil {
		return "", err
	}
	if err := sealed.Close(); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// OpenBlob reads what SealBlob wrote, with whichever of the person's keys it names. It
// refuses with "keyring.unreadable" at once where none does, and at the read that
// reaches an altered or missing part.
func OpenBlob(r io.Reader, keys ...PersonKey) (io.Reader, error) {
	identities := make([]age.Identity, len(keys))
	for i, key := range keys {
		identities[i] = blobKey{key}
	}
	if len(keys) == 0 {
		return nil, app.Refuse(Unreadable)
	}
	plain, err := age.Decrypt(r, identities...)
	if err != nil {
		return nil, app.Refuse(Unreadable)
	}
	return blobReader{plain}, nil
}

type blobReader struct{ io.Reader }

func (b blobReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = app.Refuse(Unreadable)
	}
	return n, err
}

// blobKey lets age wrap a file's key under a person's. The file's key is fresh,
// so its wrapping has nothing to be bound to.
type blobKey struct{ person PersonKey }

func (k blobKey) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	return []*age.Stanza{{Type: blobStanza, Args: []string{k.person.ID().String()}, Body: newSealer(k.person[:], "blob").seal(fileKey, nil)}}, nil
}

func (k blobKey) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		if s.Type != blobStanza || len(s.Args) != 1 || s.Args[0] != k.person.ID().String() {
			continue
		}
		if fileKey, err := newSealer(k.person[:], "blob").open(s.Body, nil); err == nil {
			return fileKey, nil
		}
	}
	return nil, age.ErrIncorrectIdentity
}
