package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// wordingsSum is the SHA-256 of testdata/wordings.txt.
const wordingsSum = "c3a71825e5f7b71a85d652c06aa5d3f1ef2fa7f072d796f21e4ee315f38c934c"

// The words of a form are part of what is signed. Whoever changes them after papers
// were signed adds a version, for the papers of before would not print any more. The file
// of all wordings is written by a person alone, and so is its sum.
func TestWordsOfFormsStay(t *testing.T) {
	var b strings.Builder
	var templates, older []string
	for _, f := range forms {
		templates, older = append(templates, f.Template), append(older, f.older...)
	}
	for _, template := range append(templates, older...) {
		w, err := wordingOf(template)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n\tform %s\n", w.Template, w.Form)
		if w.Text != "" {
			fmt.Fprintf(&b, "\ttext %s\n", w.Text)
		}
	}
	const file = "testdata/wordings.txt"
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(want); hex.EncodeToString(sum[:]) != wordingsSum {
		t.Errorf("%s has the SHA-256 %x, and the test wants %s", file, sum, wordingsSum)
	}
	if b.String() != string(want) {
		t.Errorf("the words of a form have changed: add a version.\n%s says\n%s\nand now they are\n%s", file, want, b.String())
	}
}

// An outsider finds the hash of a contract's text by any tool.
func TestTextIsHashedAsTheFileLies(t *testing.T) {
	raw, err := os.ReadFile("../../assets/contracts/property-agreement-4.zh.txt")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	if w := Wording(contract.AgreementTemplate); w.Text != hex.EncodeToString(sum[:]) {
		t.Errorf("%+v", w)
	}
	if w := Wording(handover.Template); w.Text != "" || len(w.Form) != 64 || w.Template != handover.Template {
		t.Errorf("%+v", w)
	}
}

// A form's words are found by its specimens: what they do not make it say could
// change unseen.
func TestSpecimensSayEveryWord(t *testing.T) {
	elsewhere := []string{ // in the articles, which their own hash binds, and on the courtesy print
		"零一二三四五六七八九", "十", "英文参考 Courtesy print",
	}
	for file, template := range map[string]string{
		"certificate.go": certificateForm.Template, "first/certificate.go": handover.TemplateFirst, "first/notice.go": defect.NoticeTemplateFirst, "first/sheet.go": inspect.SheetTemplateFirst,
		"certificate_said.go": certificateForm.Template, "notice.go": noticeForm.Template, "sheet.go": sheetForm.Template, "reply.go": replyForm.Template,
		"agreement_pages.go": agreementForm.Template, "agreement_apart.go": agreementForm.Template, "agreement_first.go": contract.AgreementFirst,
	} {
		form, _ := formOf(template)
		said := must(form.layout.said(form))
		found, notes := 0, []string{} // what people call a choice of the company's, which no specimen makes
		for _, a := range form.asks(t) {
			notes = append(notes, a.ZH)
		}
		for _, text := range literals(t, file) {
			if slices.Contains(elsewhere, text) || slices.Contains(notes, text) || !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				continue
			}
			found++
			if dense := strings.Join(strings.Fields(text), ""); !strings.Contains(said, dense) {
				t.Errorf("%s: no specimen says %q", file, text)
			}
		}
		if found < 5 {
			t.Errorf("%s: only %d words were looked for", file, found)
		}
	}
}

// asks is what the present version of the form asks for.
func (f Form) asks(t *testing.T) (notes []app.Ask) {
	t.Helper()
	for _, a := range must(forms[slices.IndexFunc(forms, func(g Form) bool { return g.Key() == f.Key() })].layout.asked(f)) {
		if slices.Contains([]app.Chosen{app.OwnNote, app.OwnOverrides, app.OwnNumbers}, a.What) {
			notes = append(notes, a)
		}
	}
	return notes
}

func literals(t *testing.T, file string) (all []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(".", file), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			all = append(all, must(strconv.Unquote(l.Value)))
		}
		return true
	})
	return all
}

// What a form says is hashed without regard to where its pages break, so that a layout may get
// better: the form and the annex that asks for pages of its own are a page each.
func TestWordsAreThoseOfOnePage(t *testing.T) {
	c := certificateSpecimens()[0]
	for range 80 {
		c.Defects = append(c.Defects, c.Defects[0])
	}
	flow := must(certificateForm.layout.(layout[handover.CertificateContent]).setIn(edition{Form: certificateForm, lang: words.Chinese, endless: true}, c))
	if len(flow.Leaves) != 2 {
		t.Errorf("it is on %d pages", len(flow.Leaves))
	}
}
