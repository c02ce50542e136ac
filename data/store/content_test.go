package store

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
)

func sampleContent() contract.AgreementContent {
	return contract.AgreementContent{
		Frame: app.Frame{
			Number: "WY-01-00001", Salt: bytes.Repeat([]byte{7}, contract.SaltSize),
			Signers: []app.SignatureField{{Role: "owner", Name: "王𬀩", Required: true}},
		},
		Area: app.Area{Decimal: decimal.RequireFromString("143.2")}, FeePrice: app.Money{Decimal: decimal.RequireFromString("2.85")},
		FeeStart: app.NewDate(2026, 12, 1), Extra: []string{"无"}, Copies: 4,
	}
}

func TestContentComesBackAsItWas(t *testing.T) {
	want := sampleContent()
	raw, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	var got contract.AgreementContent
	if err := Decode(raw, &got); err != nil {
		t.Fatal(err)
	}
	again, err := Encode(got)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, again) {
		t.Error("what was read is not written as it was")
	}
	// Decimals are equal as numbers, not as structs.
	if !got.Area.Equal(want.Area.Decimal) || !got.FeePrice.Equal(want.FeePrice.Decimal) {
		t.Errorf("area %v, price %v", got.Area, got.FeePrice)
	}
	if !reflect.DeepEqual(got.Signers, want.Signers) || !slices.Equal(got.Extra, want.Extra) || got.FeeStart != want.FeeStart || got.Copies != want.Copies {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if !bytes.Contains(raw, want.Salt) {
		t.Error("the salt does not stand in the bytes as it is")
	}
}

// Equal amounts are equal bytes, however they were written.
func TestContentOfEqualAmountsIsEqual(t *testing.T) {
	a, b := sampleContent(), sampleContent()
	b.Area = app.Area{Decimal: decimal.RequireFromString("143.200")}
	one, err := Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Encode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, other) {
		t.Error("143.2 and 143.200 are different bytes")
	}
}

// The bytes are part of what was signed: a change of library or of options that
// changes them would void every signature, and must not pass unseen.
func TestContentBytesAreFixed(t *testing.T) {
	raw, err := Encode(struct {
		A app.Area
		M app.Money
		D app.Date
		S []string
		B []byte
	}{app.Area{Decimal: decimal.RequireFromString("143.20")}, app.Money{}, app.NewDate(2026, 11, 23), []string{"空鼓"}, []byte{1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	const golden = "a56141653134332e326142420102614419512c614d613061538166e7a9bae9bc93"
	if got := hex.EncodeToString(raw); got != golden {
		t.Errorf("bytes are %s", got)
	}
}
