package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Own is what a company has put in place of the program's in a form: a contract's text,
// and what it chose of the form. Empty, the form is the program's.
type Own struct {
	Parts   []string // of a contract's text, one after the other
	Choices []Choice
}

// Choice is one thing that a company chose of a form.
type Choice struct {
	What  Chosen `cbor:"what"`
	Of    string `cbor:"of"`    // of what in the form: the label of a field, the role of a signer
	Value string `cbor:"value"` // what it is to be
}

// Chosen is what can be chosen of a form.
type Chosen string

// What can be chosen.
const (
	OwnCompany   Chosen = "company"   // the letterhead's name of the company
	OwnLine      Chosen = "line"      // a line under the company's name
	OwnAddress   Chosen = "address"   // the letterhead's
	OwnPhone     Chosen = "phone"     // the letterhead's
	OwnNote      Chosen = "note"      // what a note says, Of its label
	OwnHidden    Chosen = "hidden"    // the field Of the label is left out
	OwnTop       Chosen = "top"       // a field more, Of the label, at the top; a line to write on where it has no value
	OwnEnd       Chosen = "end"       // the same before the signatures
	OwnWithout   Chosen = "without"   // nobody signs in the role Of
	OwnSigner    Chosen = "signer"    // one more who signs on paper, Of the label: by HandSigned or by Sealed
	OwnSeal      Chosen = "seal"      // how who signs in the role Of does: by HandSigned or by Sealed
	OwnSealSide  Chosen = "seal_side" // of the field for a seal, in millimetres
	OwnCopies    Chosen = "copies"    // how many there are of the paper, which it says
	OwnOverrides Chosen = "overrides" // OnOriginal: what was let pass is said on the owner's paper
	OwnNumbers   Chosen = "numbers"   // InFull: the owner's paper says whole ID numbers
)

// What is chosen.
const (
	HandSigned = "hand"
	Sealed     = "seal"
	OnOriginal = "original"
	InFull     = "full"
)

// Ask is something that a form lets a company choose. A layout asks as it is laid out, so
// that what can be chosen of it stands nowhere else; the letterhead is every form's.
type Ask struct {
	What   Chosen
	Of     string
	ZH, EN string // how people find it on the form
	Usual  string // where nothing is chosen
	Fixed  bool   // the form always has it: it cannot be left out
}

// Text is the whole text of a contract.
func (o Own) Text() string { return strings.Join(o.Parts, "") }

// Hash is the SHA-256 of all of it, 64 hex digits.
func (o Own) Hash() string {
	sum := sha256.New()
	write := func(text string) { fmt.Fprintf(sum, "%d:%s", len(text), text) } // no other texts make the same bytes
	write(o.Text())
	for _, c := range o.Choices {
		write(string(c.What))
		write(c.Of)
		write(c.Value)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// All are the choices of a sort, in their order.
func (o Own) All(what Chosen) (all []Choice) {
	for _, c := range o.Choices {
		if c.What == what {
			all = append(all, c)
		}
	}
	return all
}

// Find is what was chosen of something in the form; there is false where nothing was.
func (o Own) Find(what Chosen, of string) (value string, there bool) {
	i := slices.IndexFunc(o.Choices, func(c Choice) bool { return c.What == what && c.Of == of })
	if i < 0 {
		return "", false
	}
	return o.Choices[i].Value, true
}

// Or is what was chosen, or what is usual where nothing was.
func (o Own) Or(what Chosen, of, usual string) string {
	if value, there := o.Find(what, of); there {
		return value
	}
	return usual
}

// On is the letterhead as the company has it on the form.
func (o Own) On(l Letterhead) Letterhead {
	l.Company, l.Address, l.Phone = o.Or(OwnCompany, "", l.Company), o.Or(OwnAddress, "", l.Address), o.Or(OwnPhone, "", l.Phone)
	return l
}
