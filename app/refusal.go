package app

import (
	"errors"
	"fmt"
	"strings"
)

// Refusal says why something was not done, as a code and named arguments; the
// sentence is formed by ui/words from the catalogue entry "refusal.<Code>".
type Refusal struct {
	Code string            // "defect.after_photo_missing"
	Args map[string]string // what the sentence names: a unit's code, a person, a limit
}

// Refuse makes a refusal from a code and alternating names and values.
func Refuse(code string, pairs ...string) *Refusal {
	r := &Refusal{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if r.Args == nil {
			r.Args = map[string]string{}
		}
		r.Args[pairs[i]] = pairs[i+1]
	}
	return r
}

// Error is for logs; people read the catalogue's sentence.
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(r.Code)
	for k, v := range r.Args {
		fmt.Fprintf(&b, " %s=%q", k, v)
	}
	return b.String()
}

// Refusals lists the refusals in err, which may be several joined.
func Refusals(err error) (all []*Refusal) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			all = append(all, Refusals(one)...)
		}
		return all
	}
	var r *Refusal
	if errors.As(err, &r) {
		all = append(all, r)
	}
	return all
}

// RefusalCode is the code of the refusal in err's chain, or "" where there is none.
func RefusalCode(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}
