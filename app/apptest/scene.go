package apptest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/contract"
)

// Scene is a test on a site in memory; a domain's tests embed it beside their desk.
type Scene struct {
	*testing.T
	*Memory
}

// Must ends the test where something failed.
func (s Scene) Must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// Refused expects the refusal of a code, also among several; "" expects none.
func (s Scene) Refused(err error, code string) {
	s.Helper()
	if codes := Codes(err); code == "" && err != nil || code != "" && !slices.Contains(codes, code) {
		s.Errorf("got %q (%v), want %q", codes, err, code)
	}
}

// Codes are those of the refusals in err.
func Codes(err error) (all []string) {
	if many, are := err.(interface{ Unwrap() []error }); are {
		for _, one := range many.Unwrap() {
			all = append(all, Codes(one)...)
		}
		return all
	}
	if code := app.RefusalCode(err); code != "" {
		all = append(all, code)
	}
	return all
}

// Issuer makes what contents are locked with: they are written as JSON with the salt
// behind it, of which none is the same twice. Words are their keys.
func Issuer() func() contract.Issuer {
	n := 0
	return func() contract.Issuer {
		n++
		salt := fmt.Appendf(nil, "salt%012d", n)
		p := contract.Issuer{
			Wording: func(template string) app.Wording {
				return app.Wording{Template: template, Text: "text of " + template}
			},
			Word: func(key string) string { return key },
			Encode: func(content any) ([]byte, error) {
				body, err := json.Marshal(content)
				return append(body, salt...), err
			},
			Salt: salt, Anchor: "anchor",
		}
		p.In = func(f contract.OwnForm) (contract.Issuer, error) {
			in := p
			in.Wording = func(template string) app.Wording { return app.Wording{Template: template, Text: f.Hash()} }
			if f.Text() == "" && len(f.Choices) == 0 {
				return in, app.Refuse("paper.own_text_empty")
			}
			return in, nil
		}
		return p
	}
}

// ReadContent reads what an Issuer wrote.
func ReadContent[T any](t *testing.T, d contract.Document) (content T) {
	t.Helper()
	if err := json.Unmarshal(bytes.TrimSuffix(d.Content, d.Salt), &content); err != nil {
		t.Fatal(err)
	}
	return content
}
