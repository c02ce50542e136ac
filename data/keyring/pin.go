package keyring

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of guessing one PIN: 64 MiB and 2 passes, about 70 ms on a laptop
// (BenchmarkHashPIN). A PIN has few digits: the cost slows a colleague who
// tries, it does not protect a stolen disk.
const (
	pinPasses  = 2
	pinMemory  = 64 << 10 // KiB
	pinThreads = 1
	pinSalt    = 16
	pinHash    = 32
)

// Hashes come from other laptops too: what would cost more than this is not
// computed.
const (
	maxPasses  = 10
	maxMemory  = 128 << 10 // KiB; ours take half of it
	maxThreads = 8
)

var phc64 = base64.RawStdEncoding.Strict()

// HashPIN is the argon2id hash of a PIN in PHC form,
// $argon2id$v=19$m=65536,t=2,p=1$salt$hash, for staff.Person.PIN.
func HashPIN(pin string, random io.Reader) (string, error) {
	salt := make([]byte, pinSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", err
	}
	hash := argon2.IDKey([]byte(pin), salt, pinPasses, pinMemory, pinThreads, pinHash)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		pinMemory, pinPasses, pinThreads, phc64.EncodeToString(salt), phc64.EncodeToString(hash)), nil
}

// CheckPIN reports whether the hash is of this PIN, in a time that does not
// depend on where they differ. A hash that cannot be read is of no PIN.
func CheckPIN(hash, pin string) bool {
	var version, memory, passes, threads int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return false
	}
	if n, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &threads); n != 4 || err != nil {
		return false
	}
	if version != argon2.Version || memory < 8 || memory > maxMemory ||
		passes < 1 || passes > maxPasses || threads < 1 || threads > maxThreads {
		return false
	}
	salt, err := phc64.DecodeString(parts[4])
	if err != nil || len(salt) < 8 || len(salt) > 64 {
		return false
	}
	want, err := phc64.DecodeString(parts[5])
	if err != nil || len(want) < 16 || len(want) > 64 {
		return false
	}
	got := argon2.IDKey([]byte(pin), salt, uint32(passes), uint32(memory), uint8(threads), uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}
