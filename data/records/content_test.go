package records

import (
	"bytes"
	"encoding/hex"
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/registry"
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
	raw, err := registry.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	var got contract.AgreementContent
	if err := registry.Decode(raw, &got); err != nil {
		t.Fatal(err)
	}
	again, err := registry.Encode(got)
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
	one, err := registry.Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	other, err := registry.Encode(b)
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
	raw, err := registry.Encode(struct {
		A app.Area
		M app.Money
		D app.Date
		S []string
		B []byte
	}{app.Area{Decimal: decimal.RequireFromString("143.20")}, app.Money{}, app.NewDate(2026, 11, 23), []string{"空鼓"}, []byte{1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	const golden = "a56141653134332e32614242010261446a323032362d31312d3233614d613061538166e7a9bae9bc93"
	if got := hex.EncodeToString(raw); got != golden {
		t.Errorf("bytes are %s", got)
	}
}

// letter is a content of before; longer is the same after a later version gave it a
// key, and renamed after somebody gave a field another name on the paper.
type letter struct {
	Frame app.Frame  `cbor:"frame"`
	Lines []lineThen `cbor:"lines"`
}
type lineThen struct {
	Text string `cbor:"words"`
}
type longer struct {
	Frame app.Frame `cbor:"frame"`
	Lines []lineNow `cbor:"lines"`
}
type lineNow struct {
	Text string `cbor:"words"`
	Tone string `cbor:"tone,omitempty"`
}
type renamed struct {
	Frame app.Frame    `cbor:"frame"`
	Lines []lineCalled `cbor:"lines"`
}
type lineCalled struct {
	Said string `cbor:"said"`
}

func encoded(t *testing.T, content any) []byte {
	t.Helper()
	raw, err := registry.Encode(content)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Nothing of a content is passed over, and nothing is made up: what was written
// under another key is not read as nothing.
func TestContentIsReadWholeOrNot(t *testing.T) {
	then := encoded(t, letter{Lines: []lineThen{{"甲"}, {"乙"}}})
	now := encoded(t, longer{Lines: []lineNow{{"甲", ""}, {"乙", "重"}}})
	plain := encoded(t, longer{Lines: []lineNow{{"甲", ""}, {"乙", ""}}})
	if !bytes.Equal(then, plain) {
		t.Error("an empty key of later changes a paper of before")
	}
	for _, c := range []struct {
		name string
		raw  []byte
		into any
		code string
		key  string
	}{
		{"as it was", then, &letter{}, "", ""},
		{"of before", then, &longer{}, "", ""},
		{"of later", now, &letter{}, "contract.content_newer", "lines[1].tone"},
		{"renamed", then, &renamed{}, "contract.content_unreadable", "lines[0].said"},
		{"another case", bytes.Replace(then, []byte("words"), []byte("Words"), 1), &letter{}, "contract.content_unreadable", "lines[0].words"},
		{"of another sort", bytes.Replace(then, []byte("\x63甲"), []byte("\x43甲"), 1), &letter{}, "contract.content_unreadable", ""},
		{"torn", then[:len(then)-1], &letter{}, "contract.content_unreadable", ""},
		{"not as it is written", append([]byte{0xb8, 2}, then[1:]...), &letter{}, "contract.content_unreadable", ""},
	} {
		err := registry.Decode(c.raw, c.into)
		var refusal *app.Refusal
		switch {
		case app.RefusalCode(err) != c.code:
			t.Errorf("%s: %v", c.name, err)
		case c.key != "" && (!errors.As(err, &refusal) || refusal.Args["key"] != c.key):
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := registry.Encode(letter{Lines: []lineThen{{"\xff"}}}); app.RefusalCode(err) != "contract.content_unreadable" {
		t.Errorf("what cannot be read again is signed for: %v", err)
	}
}

// What stands in a list is read whole or not at all: a key that is not known would
// be lost when the list is written again.
func TestListIsReadWholeOrNot(t *testing.T) {
	type grown struct {
		Key  string `cbor:"key"`
		Kind string `cbor:"kind"`
		Name string `cbor:"name"`
		Area string `cbor:"area"`
	}
	h := site.HouseType{Rooms: []site.Room{{Key: "bed2", Kind: site.Bedroom, Name: "次卧"}}}
	f := houseTypes.ByN[3]
	var back site.HouseType
	if err := f.Decode(&back, f.Encode(&h)); err != nil || !reflect.DeepEqual(back.Rooms, h.Rooms) {
		t.Errorf("%+v, %v", back, err)
	}
	raw := registry.EncodeListed([]grown{{"bed2", "bedroom", "次卧", "12"}})
	if err := f.Decode(&back, registry.EncodeValue(raw)); err == nil {
		t.Errorf("read as %+v", back.Rooms)
	}
}

// What a content says is read whole or refused; what was read is what was written.
func FuzzContent(f *testing.F) {
	raw, err := registry.Encode(sampleContent())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte{0xbf, 0xff})
	f.Add([]byte("\x9a\xff\xff\xff\xff"))
	f.Add(bytes.Repeat([]byte{0x81}, 64))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for template, into := range contents {
			c := into()
			err := registry.Decode(raw, c)
			if err != nil && app.RefusalCode(err) == "" {
				t.Errorf("%s: an error that nobody can read: %v", template, err)
			}
			if err == nil {
				if again, err := registry.Encode(c); err != nil || !bytes.Equal(again, raw) {
					t.Errorf("%s: it is written otherwise: %v", template, err)
				}
			}
		}
	})
}
