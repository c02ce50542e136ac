package keyring

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"keyday/app"
)

// memoryStore is a key store that answers as told.
type memoryStore struct {
	mu      sync.Mutex
	secrets map[string]string
	fail    error
	hang    bool
	panics  bool
}

func (m *memoryStore) ask() error {
	if m.hang {
		select {}
	}
	if m.panics {
		panic("key store")
	}
	return m.fail
}

func (m *memoryStore) Set(name, secret string) error {
	if err := m.ask(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.secrets == nil {
		m.secrets = map[string]string{}
	}
	m.secrets[name] = secret
	return nil
}

func (m *memoryStore) Get(name string) (string, error) {
	if err := m.ask(); err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	secret, known := m.secrets[name]
	if !known {
		return "", ErrNoSecret
	}
	return secret, nil
}

func hurried(o *option) { o.probe, o.unlock = 20*time.Millisecond, 20*time.Millisecond }

func newRingIn(t testing.TB, dir string, options ...Option) *Ring {
	t.Helper()
	r, err := Create(dir, rand.Reader, append([]Option{In(nil)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(a, b *Ring) bool {
	return a.Device().Equal(b.Device()) && a.SiteSign().Equal(b.SiteSign()) && a.SitePublic().Equal(b.SitePublic()) &&
		bytes.Equal(a.PrivateWord("1234"), b.PrivateWord("1234"))
}

func TestCreateThenOpen(t *testing.T) {
	store := &memoryStore{}
	cases := []struct {
		name    string
		options []Option
		kept    Keeping
	}{
		{"file alone", []Option{In(nil)}, InFile},
		{"file alone, passphrase", []Option{In(nil), Passphrase("七月的钥匙")}, InFile},
		{"key store", []Option{In(store)}, InKeyStore},
		{"key store, passphrase", []Option{In(store), Passphrase("七月的钥匙")}, InKeyStore},
		{"key store that fails", []Option{In(&memoryStore{fail: errors.New("no bus")})}, InFile},
		{"key store that hangs", []Option{In(&memoryStore{hang: true}), hurried}, InFile},
		{"key store that panics", []Option{In(&memoryStore{panics: true})}, InFile},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			made, err := Create(dir, rand.Reader, c.options...)
			if err != nil {
				t.Fatal(err)
			}
			if made.Kept() != c.kept {
				t.Fatalf("kept in %s, want %s", made.Kept(), c.kept)
			}
			opened, err := Open(dir, c.options...)
			if err != nil {
				t.Fatal(err)
			}
			if !same(made, opened) {
				t.Fatal("opened other keys than were made")
			}
			if _, err := Create(dir, rand.Reader, c.options...); app.RefusalCode(err) != Exists {
				t.Fatalf("second Create over the first: %v", err)
			}
		})
	}
}

func TestVaultHoldsNoKeyInTheClear(t *testing.T) {
	dir := t.TempDir()
	store := &memoryStore{}
	r, err := Create(dir, rand.Reader, In(store))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, vaultFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string][]byte{"device": r.secret.Device, "site-sign": r.secret.SiteSign, "site-data": r.secret.SiteData, "wrapping": r.wrap} {
		if bytes.Contains(b, key) {
			t.Errorf("the %s key lies open in the vault", name)
		}
	}
	if runtime.GOOS != "windows" {
		info, err := os.Stat(filepath.Join(dir, vaultFile))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("others may read the vault: %v", info.Mode())
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	store := &memoryStore{}
	plainFile := func(t *testing.T, dir string) { newRingIn(t, dir) }
	inStore := func(t *testing.T, dir string) { newRingIn(t, dir, In(store)) }
	withPhrase := func(t *testing.T, dir string) { newRingIn(t, dir, Passphrase("right")) }
	cases := []struct {
		name    string
		prepare func(*testing.T, string)
		options []Option
		code    string
	}{
		{"no vault", func(*testing.T, string) {}, []Option{In(nil)}, Missing},
		{"not CBOR", func(t *testing.T, dir string) { write(t, dir, []byte("hello")) }, []Option{In(nil)}, Damaged},
		{"empty file", func(t *testing.T, dir string) { write(t, dir, nil) }, []Option{In(nil)}, Damaged},
		{"of a newer Keyday", func(t *testing.T, dir string) { write(t, dir, encode(vault{Version: vaultVersion + 1})) }, []Option{In(nil)}, Newer},
		{"the key store forgot", inStore, []Option{In(&memoryStore{})}, Elsewhere},
		{"the key store is gone", inStore, []Option{In(nil)}, StoreSilent},
		{"the key store fails", inStore, []Option{In(&memoryStore{fail: errors.New("no bus")})}, StoreSilent},
		{"the key store hangs", inStore, []Option{In(&memoryStore{hang: true}), hurried}, StoreSilent},
		{"passphrase not given", withPhrase, []Option{In(nil)}, PassphraseNeeded},
		{"passphrase wrong", withPhrase, []Option{In(nil), Passphrase("Right")}, PassphraseWrong},
		{"passphrase not asked for", plainFile, []Option{In(nil), Passphrase("whatever")}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.prepare(t, dir)
			if _, err := Open(dir, c.options...); app.RefusalCode(err) != c.code || (c.code == "") != (err == nil) {
				t.Fatalf("got %v, want %q", err, c.code)
			}
		})
	}
}

func write(t *testing.T, dir string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, vaultFile), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEveryAlteredByteOfTheVaultIsNoticed(t *testing.T) {
	dir := t.TempDir()
	store := &memoryStore{}
	newRingIn(t, dir, In(store))
	good, err := os.ReadFile(filepath.Join(dir, vaultFile))
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		write(t, dir, bad)
		if _, err := Open(dir, In(store)); app.RefusalCode(err) == "" {
			t.Fatalf("byte %d altered: %v", i, err)
		}
	}
	for n := range good {
		write(t, dir, good[:n])
		if _, err := Open(dir, In(store)); app.RefusalCode(err) != Damaged {
			t.Fatalf("cut at byte %d: %v", n, err)
		}
	}
}

func TestSetPassphrase(t *testing.T) {
	dir := t.TempDir()
	r := newRingIn(t, dir)
	if err := r.SetPassphrase("one", rand.Reader); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, In(nil)); app.RefusalCode(err) != PassphraseNeeded {
		t.Fatalf("opens without: %v", err)
	}
	again, err := Open(dir, In(nil), Passphrase("one"))
	if err != nil {
		t.Fatal(err)
	}
	if !same(r, again) || !again.HasPassphrase() {
		t.Fatal("other keys behind the passphrase")
	}
	for given, code := range map[string]string{"one": "", "One": PassphraseWrong, "": PassphraseNeeded} {
		if err := again.CheckPassphrase(given); app.RefusalCode(err) != code || (code == "") != (err == nil) {
			t.Errorf("checking %q: %v, want %q", given, err, code)
		}
	}
	if err := again.SetPassphrase("", rand.Reader); err != nil {
		t.Fatal(err)
	}
	if bare, err := Open(dir, In(nil)); err != nil || bare.HasPassphrase() {
		t.Fatalf("the passphrase was not removed: %v", err)
	}
}

func TestExportThenImport(t *testing.T) {
	r := newRingIn(t, t.TempDir())
	there, err := Import(t.TempDir(), r.Export(), rand.Reader, In(nil))
	if err != nil {
		t.Fatal(err)
	}
	if there.Device().Equal(r.Device()) {
		t.Error("two laptops have one device key")
	}
	if !there.SiteSign().Equal(r.SiteSign()) {
		t.Error("the site's signing key did not come along")
	}
	plain, err := there.OpenSite(r.SealSite([]byte("段"), []byte("a")), []byte("a"))
	if err != nil || string(plain) != "段" {
		t.Errorf("the site's data key did not come along: %v", err)
	}
	if bytes.Contains(r.Export(), r.secret.Device) {
		t.Error("the export carries the device key")
	}
	for n := range r.Export() {
		if _, err := Import(t.TempDir(), r.Export()[:n], rand.Reader, In(nil)); app.RefusalCode(err) != Damaged {
			t.Fatalf("export cut at %d: %v", n, err)
		}
	}
}

// sealing is one pair of seal and open, bound to a kind, a field and a record.
type sealing struct {
	seal func(kind, field uint16, id app.ID, plain []byte) []byte
	open func(kind, field uint16, id app.ID, sealed []byte) ([]byte, error)
}

func sealings(t testing.TB) map[string]sealing {
	r, key := newRingIn(t, t.TempDir()), NewPersonKey(rand.Reader)
	site := func(kind, field uint16, id app.ID) []byte { return fmt.Appendf(nil, "%d %d %s", kind, field, id) }
	return map[string]sealing{
		"field": {
			func(k, f uint16, id app.ID, p []byte) []byte { return SealField(key, k, f, id, p) },
			func(k, f uint16, id app.ID, s []byte) ([]byte, error) { return OpenField(key, k, f, id, s) },
		},
		"row": {r.SealRow, r.OpenRow},
		"site": {
			func(k, f uint16, id app.ID, p []byte) []byte { return r.SealSite(p, site(k, f, id)) },
			func(k, f uint16, id app.ID, s []byte) ([]byte, error) { return r.OpenSite(s, site(k, f, id)) },
		},
	}
}

func TestSealsOpenOnlyInTheirPlace(t *testing.T) {
	for name, s := range sealings(t) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				kind, field := rapid.Uint16().Draw(t, "kind"), rapid.Uint16().Draw(t, "field")
				id := app.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
				plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
				sealed := s.seal(kind, field, id, plain)
				if len(plain) > 3 && bytes.Contains(sealed, plain) {
					t.Fatal("the value lies open in its seal")
				}
				if !bytes.Equal(sealed, s.seal(kind, field, id, plain)) {
					t.Fatal("equal values, different bytes")
				}
				got, err := s.open(kind, field, id, sealed)
				if err != nil || !bytes.Equal(got, plain) {
					t.Fatalf("opened %x, %v; want %x", got, err, plain)
				}
				other := id
				other[rapid.IntRange(0, 15).Draw(t, "byte")] ^= 1
				elsewhere := []struct {
					what        string
					kind, field uint16
					id          app.ID
				}{{"kind", kind + 1, field, id}, {"field", kind, field + 1, id}, {"record", kind, field, other}}
				for _, e := range elsewhere {
					if _, err := s.open(e.kind, e.field, e.id, sealed); app.RefusalCode(err) != Unreadable {
						t.Fatalf("opens under another %s: %v", e.what, err)
					}
					if bytes.Equal(s.seal(e.kind, e.field, e.id, plain)[:24], sealed[:24]) {
						t.Fatalf("another %s has the same nonce", e.what)
					}
				}
			})
		})
	}
}

func TestEveryAlteredByteOfASealIsNoticed(t *testing.T) {
	for name, s := range sealings(t) {
		sealed := s.seal(7, 3, app.ID{1}, []byte("13800001234"))
		for i := range sealed {
			bad := bytes.Clone(sealed)
			bad[i] ^= 0x80
			if _, err := s.open(7, 3, app.ID{1}, bad); app.RefusalCode(err) != Unreadable {
				t.Errorf("%s: byte %d altered: %v", name, i, err)
			}
			if _, err := s.open(7, 3, app.ID{1}, sealed[:i]); app.RefusalCode(err) != Unreadable {
				t.Errorf("%s: cut at %d: %v", name, i, err)
			}
		}
	}
}

// Fixed keys must give these bytes for ever: the journal of every site is
// written with them.
func TestSealsAreFixed(t *testing.T) {
	var key PersonKey
	for i := range key {
		key[i] = byte(i)
	}
	r, err := Create(t.TempDir(), bytes.NewReader(bytes.Repeat([]byte{7}, 512)), In(nil))
	if err != nil {
		t.Fatal(err)
	}
	id := app.ID{0xAB, 15: 0xCD}
	for name, c := range map[string]struct {
		got  []byte
		want string
	}{
		"field":    {SealField(key, 12, 5, id, []byte("张三")), "019d4ca203c7cbc860f72332b917ae0cb1dbc7f8ae80ca87ca435d11756943c3119a30aa5dd25f74140ed97006abfce7dc81071140a53b"},
		"row":      {r.SealRow(12, 5, id, []byte("13800001234")), "0100000001d579a824a6669952617225ab77be3118dc2871fa55548c6145aaa37587631c08467c8d3f106ddc90d492aef855ba1fcebf11cb"},
		"site":     {r.SealSite([]byte("段"), []byte("seg")), "01000000010bef3cc6f4bd9363570079502c5ae7718f0562062f2561ba572bf72a5ffcdabb42949b7de5c6005bade640"},
		"envelope": {r.Envelope(key, id), "0100000001cc62fa7d054464196da1358f5ef0f659bcfb9a1eb611efef78d4851aaedd505b84b9546c37d57cb3d4b4a6f56ce020e84c4255c4ea2c01d17c55943789540d4d241c627b1ba001f4"},
		"word":     {r.PrivateWord("1234"), "7adcd541099115c8d88ea134d117ad0f"},
	} {
		if got := fmt.Sprintf("%x", c.got); got != c.want {
			t.Errorf("%s changed:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestEnvelopes(t *testing.T) {
	r := newRingIn(t, t.TempDir())
	key := NewPersonKey(rand.Reader)
	sealed := r.Envelope(key, app.ID{1})
	if got, err := r.OpenEnvelope(sealed, app.ID{1}); err != nil || got != key {
		t.Fatalf("the key did not come back: %v", err)
	}
	if _, err := r.OpenEnvelope(sealed, app.ID{2}); app.RefusalCode(err) != Unreadable {
		t.Errorf("opens for another person: %v", err)
	}
	if _, err := newRingIn(t, t.TempDir()).OpenEnvelope(sealed, app.ID{1}); app.RefusalCode(err) != Unreadable {
		t.Errorf("opens on another site: %v", err)
	}
}

func TestAPersonKeyIsNeverPrinted(t *testing.T) {
	key := NewPersonKey(rand.Reader)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		for _, v := range []any{key, &key, struct{ K PersonKey }{key}} {
			if got := fmt.Sprintf(verb, v); !strings.Contains(got, "hidden") {
				t.Errorf("%s of %T prints %q", verb, v, got)
			}
		}
	}
}

func TestPrivateWord(t *testing.T) {
	a, b := newRingIn(t, t.TempDir()), newRingIn(t, t.TempDir())
	if !bytes.Equal(a.PrivateWord("1234"), a.PrivateWord("1234")) || bytes.Equal(a.PrivateWord("1234"), a.PrivateWord("1235")) {
		t.Error("words do not tell numbers apart")
	}
	if bytes.Equal(a.PrivateWord("1234"), b.PrivateWord("1234")) {
		t.Error("another site computes the same word")
	}
}

func TestBlob(t *testing.T) {
	key := NewPersonKey(rand.Reader)
	for _, size := range []int{0, 1, 64 << 10, 200_000} {
		plain := make([]byte, size)
		rand.Read(plain)
		var sealed bytes.Buffer
		address, err := SealBlob(&sealed, bytes.NewReader(plain), key)
		if err != nil {
			t.Fatal(err)
		}
		if want := sha256hex(sealed.Bytes()); address != want {
			t.Errorf("%d bytes: address %s, ciphertext hashes to %s", size, address, want)
		}
		if got, err := readBlob(sealed.Bytes(), key); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: did not come back: %v", size, err)
		}
		if _, err := readBlob(sealed.Bytes(), NewPersonKey(rand.Reader)); app.RefusalCode(err) != Unreadable {
			t.Errorf("%d bytes: opens under another key: %v", size, err)
		}
	}
}

func TestEveryAlteredByteOfABlobIsNoticed(t *testing.T) {
	key := NewPersonKey(rand.Reader)
	var buffer bytes.Buffer
	if _, err := SealBlob(&buffer, strings.NewReader("身份证扫描件"), key); err != nil {
		t.Fatal(err)
	}
	sealed := buffer.Bytes()
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := readBlob(bad, key); app.RefusalCode(err) != Unreadable {
			t.Errorf("byte %d altered: %v", i, err)
		}
		if _, err := readBlob(sealed[:i], key); app.RefusalCode(err) != Unreadable {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
}

func readBlob(sealed []byte, key PersonKey) ([]byte, error) {
	r, err := OpenBlob(bytes.NewReader(sealed), key)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func FuzzDecodeVault(f *testing.F) {
	dir := f.TempDir()
	newRingIn(f, dir, Passphrase("p"))
	b, err := os.ReadFile(filepath.Join(dir, vaultFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{0xa1, 0x01, 0x01})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := decodeVault(b)
		if err != nil {
			return
		}
		if len(v.ID) != 16 || v.Stretch != nil && v.Stretch.Memory > maxMemory {
			t.Fatalf("accepted %+v", v)
		}
		if v.Stretch == nil {
			_, _ = v.open("", bytes.Repeat([]byte{1}, keySize), "")
		}
	})
}

func BenchmarkSealField(b *testing.B) {
	key := NewPersonKey(rand.Reader)
	for b.Loop() {
		SealField(key, 12, 5, app.ID{1}, []byte("13800001234"))
	}
}

// A hash may be anything: it is of a PIN or not, and costs no more than a PIN may.
func FuzzCheckPIN(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2E$aGFzaGhhc2hoYXNoaGFzaA", "2468")
	f.Add("$argon2id$v=19$m=4294967295,t=4294967295,p=255$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA", "2468")
	f.Add("$argon2id$v=19$m=-1,t=0,p=0$$", "")
	f.Fuzz(func(t *testing.T, hash, pin string) {
		if CheckPIN(hash, pin) && len(hash) < 40 {
			t.Errorf("%q is taken for a hash", hash)
		}
	})
}

// Behind a start passphrase, what opens without it holds no key of the data: nothing that
// the wrapping key opens alone says the site-data key, whatever part it stands in.
func TestSiteDataLiesBehindThePassphraseAlone(t *testing.T) {
	for _, phrase := range []string{"", "right"} {
		dir := t.TempDir()
		var options []Option
		if phrase != "" {
			options = append(options, Passphrase(phrase))
		}
		r, err := Create(dir, rand.Reader, options...)
		if err != nil {
			t.Fatal(err)
		}
		v, err := readVault(dir)
		if err != nil {
			t.Fatal(err)
		}
		for part, sealed := range map[string][]byte{"signing": v.Signing, "site-data": v.SiteData} {
			opened, err := newSealer(r.wrap, part).open(sealed, v.ID)
			if err != nil {
				t.Fatal(part, err)
			}
			holds := bytes.Contains(opened, r.secret.SiteData)
			if want := part == "site-data" && phrase == ""; holds != want {
				t.Errorf("with the passphrase %q the wrapping key alone opens the site-data key in %s: %t", phrase, part, holds)
			}
		}
	}
}

// In names the key store in place of the operating system's; nil is the file alone.
func In(store KeyStore) Option { return func(o *option) { o.store = store } }
