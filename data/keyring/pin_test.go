package keyring

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

func sha256hex(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func TestPIN(t *testing.T) {
	hash, err := HashPIN("246810", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=2,p=1$") {
		t.Errorf("not in PHC form: %s", hash)
	}
	if !CheckPIN(hash, "246810") {
		t.Error("the right PIN fails")
	}
	for _, wrong := range []string{"", "24681", "246811", "2468100", "２４６８１０"} {
		if CheckPIN(hash, wrong) {
			t.Errorf("%q passes", wrong)
		}
	}
	if again, _ := HashPIN("246810", rand.Reader); again == hash {
		t.Error("equal PINs have equal hashes: no salt")
	}
	if _, err := HashPIN("1", bytes.NewReader(nil)); err == nil {
		t.Error("hashes without randomness")
	}
}

// A vector of the reference implementation of argon2 (src/test.c).
func TestPINHashOfTheReference(t *testing.T) {
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if !CheckPIN(hash, "password") {
		t.Error("does not read what others write")
	}
}

func TestUnreadablePINHashes(t *testing.T) {
	hash, err := HashPIN("1234", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(old, new string) string { return strings.Replace(hash, old, new, 1) }
	for name, bad := range map[string]string{
		"empty":              "",
		"plain text":         "1234",
		"another algorithm":  replace("argon2id", "argon2i"),
		"another version":    replace("v=19", "v=16"),
		"no passes":          replace("t=2", "t=0"),
		"no memory":          replace("m=65536", "m=0"),
		"no threads":         replace("p=1", "p=0"),
		"a week of passes":   replace("t=2", "t=4000000000"),
		"a tera of memory":   replace("m=65536", "m=1073741824"),
		"negative":           replace("m=65536", "m=-1"),
		"no hash":            hash[:strings.LastIndex(hash, "$")+1],
		"part of the hash":   hash[:strings.LastIndex(hash, "$")+5],
		"something after it": hash + "$",
	} {
		start := time.Now()
		if CheckPIN(bad, "1234") {
			t.Errorf("%s passes", name)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s was computed for %v", name, took)
		}
	}
}

func BenchmarkHashPIN(b *testing.B) {
	for b.Loop() {
		if _, err := HashPIN("246810", rand.Reader); err != nil {
			b.Fatal(err)
		}
	}
}
