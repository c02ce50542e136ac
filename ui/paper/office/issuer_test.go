package office

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
	"testing/iotest"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/words"
)

// Each document is issued under a salt of its own and where the journal stands then, in
// Chinese whatever the screen speaks; a content that is no form's is encoded as it is, and
// nothing is issued without randomness.
func TestWhatDocumentsAreIssuedWith(t *testing.T) {
	w, stands := words.New(), "a"
	w.SetLanguage(words.English)
	issue := Issuer(w, Issuing{
		Random: bytes.NewReader(append(bytes.Repeat([]byte{1}, contract.SaltSize), bytes.Repeat([]byte{2}, contract.SaltSize)...)),
		Encode: func(content any) ([]byte, error) { return []byte(content.(string)), nil },
		Anchor: func() string { return stands },
	})
	first := issue()
	stands = "b"
	second := issue()
	if first.Anchor != "a" || second.Anchor != "b" || bytes.Equal(first.Salt, second.Salt) || len(first.Salt) != contract.SaltSize {
		t.Errorf("issued at %s and %s, salted %x and %x", first.Anchor, second.Anchor, first.Salt, second.Salt)
	}
	if got := first.Word("common.print"); got != w.In(words.Chinese, "common.print") || got == w.T("common.print") {
		t.Errorf("its words are %q", got)
	}
	if got := string(first.Lacks("𠮷野")); got != "𠮷" {
		t.Errorf("its font lacks %q", got)
	}
	if raw, err := first.Encode("note"); err != nil || string(raw) != "note" {
		t.Errorf("encoded as %q, %v", raw, err)
	}
	if _, err := first.Encode(contract.AgreementContent{}); app.RefusalCode(err) == "" {
		t.Errorf("a content in other words than the form's: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("it is issued without randomness")
		}
	}()
	Issuer(w, Issuing{Random: iotest.ErrReader(errors.New("none")), Anchor: func() string { return "" }})()
}

// drawn keeps what pictures of names it is given.
type drawn struct{ kept []site.Picture }

func (d *drawn) PutNamePicture(_ context.Context, _ app.Actor, _, _ app.ID, p site.Picture) error {
	d.kept = append(d.kept, p)
	return nil
}

// A picture of a name is kept as papers take it; one that cannot be read, or in which
// nothing can be seen, is not.
func TestPicturesOfNamesAreKept(t *testing.T) {
	shown := image.NewGray(image.Rect(0, 0, 300, 100))
	for i := range shown.Pix {
		shown.Pix[i] = 250
	}
	blank := image.NewGray(shown.Rect)
	copy(blank.Pix, shown.Pix)
	for x := 60; x < 240; x++ {
		for y := 45; y < 55; y++ {
			shown.SetGray(x, y, color.Gray{Y: 20})
		}
	}
	for _, c := range []struct {
		name string
		img  image.Image
		err  error
		code string
	}{
		{"a picture", shown, nil, ""}, {"nothing on it", blank, nil, "paper.name_blank"}, {"none", nil, app.Refuse("photo.unreadable"), "photo.unreadable"},
	} {
		d := &drawn{}
		err := Names{Desk: d, Show: func(string) (image.Image, error) { return c.img, c.err }}.PutPicture(t.Context(), app.Actor{}, app.ID{1}, app.ID{2}, "姓名.png")
		if app.RefusalCode(err) != c.code || (len(d.kept) == 1) != (c.code == "") {
			t.Errorf("%s: %d are kept, %v", c.name, len(d.kept), err)
		}
	}
}
