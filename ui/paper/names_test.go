package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"reflect"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// hostile is a text with what the font lacks: a rare character, one of private use, a
// picture of several joined characters, one that Unicode has not given out.
const hostile = "甲𠮷乙\ue000丙👷‍♂丁\U000f0102戊"

// rareOf is how contents list the names, as the desks do.
func rareOf(signers []app.SignatureField, owners ...site.Owner) []app.RareName {
	w := words.New()
	return contract.Issuer{Lacks: set.Lacks, Word: func(key string) string { return w.In(words.Chinese, key) }}.Rare(signers, owners...)
}

// drawnName is a name as somebody drew it: wide, and dark on white.
func drawnName(t *testing.T, wide, high int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			img.SetGray(x, y, color.Gray{Y: 255 * byte((x/9+y/9)%2)})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// No character of any text stops a form, and none is lost: it is seen by its number.
func TestNoCharacterStopsAPaper(t *testing.T) {
	for name, content := range contents() {
		t.Run(name, func(t *testing.T) {
			spoil(reflect.ValueOf(content), func(v reflect.Value, key string) {
				if strings.Contains("number role result severity decision logo template text form", key) {
					return // codes of the program, not of people
				}
				was := v.String()
				v.SetString(hostile)
				if err := RequirePrintable(reflect.ValueOf(content).Interface(), app.Own{}); err != nil {
					t.Errorf("%s: %v", key, err)
				}
				v.SetString(was)
			})
		})
	}
	s := sampleSheet()
	s.Remarks = hostile
	text := dense(run(t, mustRender(t, filled(s, sampleImprint()), words.Chinese), "pdftotext", "FILE", "-"))
	if want := "甲〔U+20BB7〕乙〔U+E000〕丙〔U+1F477〕〔U+200D〕♂丁〔U+F0102〕戊"; !strings.Contains(text, want) {
		t.Errorf("%s is not in %s", want, text)
	}
}

// spoil visits every text of a content, one that can be changed.
func spoil(v reflect.Value, visit func(v reflect.Value, key string)) {
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	eachText(copied, "", visit)
}

func eachText(v reflect.Value, key string, visit func(v reflect.Value, key string)) {
	switch v.Kind() {
	case reflect.String:
		visit(v, key)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				eachText(v.Field(i), strings.Split(f.Tag.Get("cbor"), ",")[0], visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), key, visit)
		}
	}
}

func mustRender(t *testing.T, form Filled, lang words.Language) []byte {
	t.Helper()
	pdf, err := Render(form, lang)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// A name that the font cannot write stands as its picture everywhere, and a reader of the
// file finds the name; without a picture there is a line to write it on, and the form says
// which of the two it is.
func TestRareNames(t *testing.T) {
	c := sampleAgreement()
	c.Owners[0].Name, c.Owners[1].Name = "𠮷野", "王𬀩"
	c.Signers[0].Name, c.Signers[1].Name = "𠮷野", "王𬀩"
	c.Owners = c.Owners[:2]
	pictures := func(pdf []byte) int { return strings.Count(run(t, pdf, "pdfimages", "-list", "FILE"), " image ") }
	plain := pictures(mustRender(t, filled(c, app.Imprint{}), words.Chinese))

	c.Names = rareOf(c.Signers)
	if len(c.Names) != 1 || c.Names[0].Name != "𠮷野" || !reflect.DeepEqual(c.Names[0].Lacks, []string{"U+20BB7"}) || len(c.Names[0].Picture) != 0 {
		t.Fatalf("by hand: %+v", c.Names)
	}
	pdf := mustRender(t, filled(c, app.Imprint{}), words.Chinese)
	text := dense(run(t, pdf, "pdftotext", "FILE", "-"))
	if !strings.Contains(text, "手写姓名") || strings.Count(text, "〔U+20BB7〕野") < 3 || strings.Contains(text, "𠮷") || !strings.Contains(text, "王𬀩") || pictures(pdf) != plain {
		t.Errorf("by hand, %d pictures: %s", pictures(pdf), text)
	}

	owner := site.Owner{Name: "𠮷野", NamePicture: site.Picture(drawnName(t, 230, 100)), PicturedName: "𠮷野"}
	c.Names = rareOf(c.Signers, site.Owner{Name: "王𬀩"}, owner)
	pdf = mustRender(t, filled(c, app.Imprint{}), words.Chinese)
	text = dense(run(t, pdf, "pdftotext", "FILE", "-"))
	hash := contract.HashOf([]byte(owner.NamePicture))[:16]
	if !strings.Contains(text, "姓名图片") || !strings.Contains(text, hash) || strings.Count(text, "𠮷野") < 3 || strings.Contains(text, "〔U+20BB7〕") || strings.Contains(text, "手写姓名") {
		t.Errorf("from the picture: %s", text)
	}
	if n := pictures(pdf); n < plain+3 {
		t.Errorf("%d pictures are drawn, of which %d are others", n, plain)
	}

	owner.PicturedName = "吉野" // the name was put right since
	if c.Names = rareOf(c.Signers, owner); len(c.Names) != 1 || len(c.Names[0].Picture) != 0 {
		t.Errorf("the picture of another name is taken: %+v", c.Names)
	}
	if none := rareOf([]app.SignatureField{{Name: "欧阳䶮"}, {Name: ""}}); len(none) != 0 {
		t.Errorf("the font has them all: %+v", none)
	}
}

// Who signed on the screen is not asked to write the name by hand.
func TestNoHandIsAskedOfAScreen(t *testing.T) {
	c := sampleCertificate(0)
	c.Signers[0].Name, c.Signers[1].Name = "𠮷野", "李𠮷安"
	c.Names = rareOf(c.Signers)
	for how, want := range map[string]int{app.SignedOnScreen: 1, app.SignedOnPaper: 0} {
		mark := app.SignatureMark{Field: 0, Name: "𠮷野", How: how}
		text := dense(run(t, mustRender(t, filled(c, app.Imprint{Marks: []app.SignatureMark{mark}}), words.Chinese), "pdftotext", "FILE", "-"))
		if strings.Count(text, "已在屏幕签名") != want {
			t.Errorf("%s: %s", how, text)
		}
	}
}

// Every form says what becomes of such a name, for whoever signs it.
func TestRareNamesOnEveryForm(t *testing.T) {
	c, n, s, a := sampleCertificate(1), sampleNotice(1), sampleSheet(), sampleAgreement()
	for _, frame := range []*app.Frame{&c.Frame, &n.Frame, &s.Frame, &a.Frame} {
		frame.Signers[len(frame.Signers)-1].Name = "𠮷野太郎"
		frame.Names = rareOf(frame.Signers)
	}
	for name, form := range map[string]Filled{
		"certificate": filled(c, app.Imprint{}), "notice": filled(n, app.Imprint{}), "sheet": filled(s, app.Imprint{}), "agreement": filled(a, app.Imprint{}),
	} {
		text := dense(run(t, mustRender(t, form, words.Chinese), "pdftotext", "FILE", "-"))
		if !strings.Contains(text, "手写姓名") || strings.Count(text, "〔U+20BB7〕野太郎") < 2 || !strings.Contains(text, "字库缺字U+20BB7") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
