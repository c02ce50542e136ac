package journal

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"keyday/app"
)

func keyOf(n byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, 32)) }

var (
	grantSite = app.ID{0xA1}
	siteKey   = keyOf(1)
	laptop    = keyOf(2).Public().(ed25519.PublicKey)
	aGrant    = Grant{Site: grantSite, Key: laptop, Epoch: 7, Lane: "01k7q2m", Generation: 1}
	aRevoke   = Revocation{Site: grantSite, Stream: aGrant.Stream(), Last: 42, Generation: 1}
	aMark     = Mark{Site: grantSite, By: siteKey.Public().(ed25519.PublicKey), Key: laptop, Epoch: 7, Seq: 42, Hash: [32]byte{9}, Wall: 1, Lane: "01", Folder: "/数据/一"}
)

// What was signed comes back; with any byte altered, cut off or added it is nothing.
func TestGrantsRevocationsAndMarksAreWhole(t *testing.T) {
	public := siteKey.Public().(ed25519.PublicKey)
	for name, c := range map[string]struct {
		signed []byte
		open   func([]byte) (any, error)
		want   any
	}{
		"grant":      {aGrant.Sign(siteKey), func(b []byte) (any, error) { return OpenGrant(b, grantSite, public) }, aGrant},
		"revocation": {aRevoke.Sign(siteKey), func(b []byte) (any, error) { return OpenRevocation(b, grantSite, public) }, aRevoke},
		"mark":       {aMark.Sign(keyOf(2)), func(b []byte) (any, error) { return OpenMark(b) }, aMark},
	} {
		got, err := c.open(c.signed)
		if err != nil || !equalSigned(got, c.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		for i := range c.signed {
			bad := bytes.Clone(c.signed)
			bad[i] ^= 0x10
			if _, err := c.open(bad); !errors.Is(err, ErrNotGranted) {
				t.Errorf("%s, byte %d altered: %v", name, i, err)
			}
			if _, err := c.open(c.signed[:i]); !errors.Is(err, ErrNotGranted) {
				t.Errorf("%s cut at %d: %v", name, i, err)
			}
		}
		if _, err := c.open(append(bytes.Clone(c.signed), 0)); !errors.Is(err, ErrNotGranted) {
			t.Errorf("%s with a byte more: %v", name, err)
		}
	}
}

func equalSigned(a, b any) bool {
	switch a := a.(type) {
	case Grant:
		b := b.(Grant)
		return a.Site == b.Site && a.Key.Equal(b.Key) && a.Epoch == b.Epoch && a.Lane == b.Lane && a.Generation == b.Generation
	case Mark:
		b := b.(Mark)
		return a.Site == b.Site && a.By.Equal(b.By) && a.Key.Equal(b.Key) && a.Epoch == b.Epoch && a.Seq == b.Seq && a.Hash == b.Hash &&
			a.Wall == b.Wall && a.Lane == b.Lane && a.Folder == b.Folder
	}
	return a == b
}

// One sort of signed thing is never taken for another: each is signed in a domain of
// its own.
func TestDomainsAreApart(t *testing.T) {
	public := siteKey.Public().(ed25519.PublicKey)
	if _, err := OpenGrant(aRevoke.Sign(siteKey), grantSite, public); err == nil {
		t.Error("a revocation grants")
	}
	if _, err := OpenRevocation(aGrant.Sign(siteKey), grantSite, public); err == nil {
		t.Error("a grant revokes")
	}
	if _, err := OpenGrant(aGrant.Sign(siteKey), app.ID{1}, public); err == nil {
		t.Error("a grant of another site is taken")
	}
	if _, err := OpenGrant(aGrant.Sign(keyOf(3)), grantSite, public); err == nil {
		t.Error("a grant by another key is taken")
	}
}

// Lanes and folders have a length up to which they are taken, and a mark that its own
// laptop signed says how long its lane is, or is none.
func TestSignedThingsHaveLimits(t *testing.T) {
	public := siteKey.Public().(ed25519.PublicKey)
	for lane, want := range map[int]bool{0: false, 1: true, longestLane: true, longestLane + 1: false} {
		g := aGrant
		g.Lane = strings.Repeat("x", lane)
		if got, err := OpenGrant(g.Sign(siteKey), grantSite, public); (err == nil) != want || want && got.Lane != g.Lane {
			t.Errorf("a grant with a lane of %d: %v", lane, err)
		}
	}
	for _, c := range []struct {
		lane, folder int
		want         bool
	}{{0, 0, true}, {longestLane, 0, true}, {longestLane, longestFolder, true}, {0, longestLane + longestFolder, true}, {longestLane, longestFolder + 1, false},
		{longestLane + 1, 0, false}, {longestLane + 1, 100, false}} {
		m := aMark
		m.Lane, m.Folder = strings.Repeat("x", c.lane), strings.Repeat("y", c.folder)
		if got, err := OpenMark(m.Sign(keyOf(2))); (err == nil) != c.want || c.want && !equalSigned(got, m) {
			t.Errorf("a mark with a lane of %d and a folder of %d: %v", c.lane, c.folder, err)
		}
	}
	m := aMark
	m.Lane, m.Folder = "", "abc"
	lying := m.Sign(keyOf(2))[:markHead+3]
	lying[markHead-1] = 4
	lying = append(lying, ed25519.Sign(keyOf(2), append([]byte(markDomain), lying...))...)
	if _, err := OpenMark(lying); !errors.Is(err, ErrNotGranted) {
		t.Errorf("a lane longer than the mark: %v", err)
	}
}

func TestAnchorsOnPaper(t *testing.T) {
	d := Dot{Stream: aGrant.Stream(), Seq: 1234}
	text := FormatAnchor(d, [32]byte{1, 2, 3})
	a, ok := ParseAnchor(text)
	if !ok || !a.In(d.Stream) || a.Seq != 1234 || len(a.Hash) != 12 || len(a.Stream) != 8 {
		t.Errorf("%s: %+v, %v", text, a, ok)
	}
	for _, copied := range []string{
		" " + strings.ToUpper(text[:9]) + " " + text[9:] + "\n", "链锚 Chain " + text, "链锚：" + text, strings.ReplaceAll(text, "-", " – "), strings.ReplaceAll(text, "-", " "), strings.ReplaceAll(text, "-", "\u2010"), strings.ReplaceAll(text, "-", "\u2015"), strings.ReplaceAll(text, "-", "−"),
		strings.Map(func(r rune) rune { return r - '!' + '！' }, text),
	} {
		if b, ok := ParseAnchor(copied); !ok || !bytes.Equal(b.Hash, a.Hash) || !bytes.Equal(b.Stream, a.Stream) || b.Seq != a.Seq {
			t.Errorf("what a person copies from paper is not read: %q", copied)
		}
	}
	for _, bad := range []string{"", "a-1-b", text[:len(text)-2], text + "00", strings.Replace(text, "1234", "0", 1), strings.Replace(text, "1234", "-1", 1), strings.Replace(text, "1234", "9223372036854775808", 1), strings.Replace(text, "-", "/", 1)} {
		if _, ok := ParseAnchor(bad); ok {
			t.Errorf("%q is taken for an anchor", bad)
		}
	}
}

// What is read from files that anybody may have written never panics, and what is taken
// is what its maker signed.
func FuzzOpenMark(f *testing.F) {
	f.Add(aMark.Sign(keyOf(2)))
	f.Add(aGrant.Sign(siteKey))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := OpenMark(b)
		if err == nil && !bytes.Equal(m.Sign(keyOf(2)), b) && m.Key.Equal(laptop) {
			t.Error("a mark that its laptop did not sign")
		}
		_, _ = OpenGrant(b, grantSite, siteKey.Public().(ed25519.PublicKey))
		_, _ = OpenRevocation(b, grantSite, siteKey.Public().(ed25519.PublicKey))
	})
}

func FuzzParseAnchor(f *testing.F) {
	f.Add(FormatAnchor(Dot{Stream: aGrant.Stream(), Seq: 3}, [32]byte{}))
	f.Fuzz(func(t *testing.T, text string) {
		if a, ok := ParseAnchor(text); ok && (a.Seq == 0 || len(a.Hash) != anchorHash || len(a.Stream) != anchorStream) {
			t.Errorf("%q: %+v", text, a)
		}
	})
}
