package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"keyday/app"
)

// siteVersion is the form of what site-data seals that this Keyday writes: the
// version, the key's generation (big-endian), nonce and ciphertext.
const siteVersion = 1

const siteHead = 1 + 4

func (r *Ring) underSite(by sealer, plain, bound []byte) []byte {
	out := binary.BigEndian.AppendUint32([]byte{siteVersion}, r.secret.Generation)
	return append(out, by.seal(plain, bound)...)
}

func (r *Ring) openUnderSite(by sealer, sealed, bound []byte) ([]byte, error) {
	if len(sealed) < siteHead || sealed[0] != siteVersion || binary.BigEndian.Uint32(sealed[1:]) != r.secret.Generation {
		return nil, app.Refuse(Unreadable)
	}
	return by.open(sealed[siteHead:], bound)
}

// Generation counts the site's keys: a site that has to replace them (a laptop was
// stolen) goes on with the next one, and what is sealed or granted says which it is of.
func (r *Ring) Generation() uint32 { return r.secret.Generation }

// SealSite seals what belongs to the whole site, such as a segment on a USB
// stick; bound is authenticated with it and must be given again to open it.
func (r *Ring) SealSite(plain, bound []byte) []byte {
	return r.underSite(r.site, plain, prefixed(bound))
}

// OpenSite reads what SealSite sealed; else it refuses with "keyring.unreadable".
func (r *Ring) OpenSite(sealed, bound []byte) ([]byte, error) {
	return r.openUnderSite(r.site, sealed, prefixed(bound))
}

// SealRow seals a private column of a row (phone, ID number, address), bound to
// its field and record. A row rebuilt from the journal has the same bytes.
func (r *Ring) SealRow(kind, field uint16, id app.ID, plain []byte) []byte {
	return r.underSite(r.rows, plain, place(kind, field, id))
}

// OpenRow reads what SealRow sealed for the same column of the same record; else
// it refuses with "keyring.unreadable".
func (r *Ring) OpenRow(kind, field uint16, id app.ID, sealed []byte) ([]byte, error) {
	return r.openUnderSite(r.rows, sealed, place(kind, field, id))
}

// PrivateWord is what the search index holds in place of a word that finds a person and
// that not everybody may know, a phone or its last four digits, the number of an
// identity card: 16 bytes that only this site's laptops can compute.
func (r *Ring) PrivateWord(word string) []byte {
	mac := hmac.New(sha256.New, r.words)
	mac.Write([]byte(word))
	return mac.Sum(nil)[:16]
}

// Previews is the key under which previews of pictures are sealed.
func (r *Ring) Previews() []byte { return subkey(r.secret.SiteData, "previews", keySize) }

// Identity is the same identity of a text on every laptop of the site: a person
// imported twice is one person. Whoever lacks the site's key can neither compute
// nor check it, so it tells nothing of the text (a version 8 UUID, RFC 9562).
func (r *Ring) Identity(text string) app.ID {
	mac := hmac.New(sha256.New, r.identities)
	mac.Write([]byte(text))
	id := app.ID(mac.Sum(nil)[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}
