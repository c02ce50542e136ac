package main

import (
	"io"

	"keyday/app/contract"
	"keyday/data/store"
	"keyday/ui/words"
)

// press lends the desks what they make papers with: Chinese words whatever the
// screen speaks, canonical bytes, a fresh salt from the given randomness, and
// where the journal stands.
func press(w *words.Words, s *store.Store, random io.Reader) func() contract.Press {
	return func() contract.Press {
		salt := make([]byte, contract.SaltSize)
		if _, err := io.ReadFull(random, salt); err != nil {
			panic("main: no randomness: " + err.Error())
		}
		return contract.Press{
			Word:   func(key string) string { return w.In(words.Chinese, key) },
			Encode: store.Encode,
			Salt:   salt,
			Anchor: s.Anchor(),
		}
	}
}
