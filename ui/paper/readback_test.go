package paper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"keyday/app"
	"keyday/app/handover"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// run reads a PDF back with one of the common tools.
func run(t *testing.T, pdf []byte, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s is not installed", tool)
	}
	file := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", file)
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// dense is the text without any white space and without what has no picture.
func dense(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, text)
}

// Fields of the contents that name something instead of saying it.
var unprinted = []string{"Wording", "Logo", "Role", "Severity", "Result", "Decision", "Strength", "Photos", "Salt", "FeeStart", "Required", "Overrides"}

// says walks a content and reports every text that its paper must show.
func says(v reflect.Value, found func(string)) {
	switch v.Kind() {
	case reflect.Struct:
		if s, ok := v.Interface().(fmt.Stringer); ok {
			if text := s.String(); text != "" && text != "0.00" {
				found(text)
			}
			return
		}
		for i := range v.NumField() {
			if !slices.Contains(unprinted, v.Type().Field(i).Name) {
				says(v.Field(i), found)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			says(v.Index(i), found)
		}
	case reflect.String:
		if v.String() != "" {
			found(v.String())
		}
	case reflect.Int32: // a date
		if d, ok := v.Interface().(app.Date); ok && !d.IsZero() {
			found(d.String())
		}
	}
}

// contents are those of the samples, by the same names.
func contents() map[string]any {
	return map[string]any{
		"certificate": sampleCertificate(20), "notice": sampleNotice(9), "sheet": sampleSheet(), "agreement": sampleAgreement(),
		"crowd": crowdedCertificate(),
	}
}

// Every text of a content comes out of its PDF, as it was put in.
func TestReadBack(t *testing.T) {
	forms := samples()
	for name, content := range contents() {
		t.Run(name, func(t *testing.T) {
			pdf := must(Render(forms[name], words.Chinese))
			text := dense(run(t, pdf, "pdftotext", "-raw", "FILE", "-"))
			// A text that goes on over the page is parted by foot and letterhead.
			whole := dense(onLeaves(t, forms[name]))
			said := 0
			says(reflect.ValueOf(content), func(s string) {
				said++
				if !strings.Contains(text, dense(s)) && !strings.Contains(whole, dense(s)) {
					t.Errorf("%q is not on the paper", s)
				}
			})
			if said < 20 {
				t.Errorf("only %d texts looked for", said)
			}
			for _, r := range whole {
				if !strings.ContainsRune(text, r) {
					t.Errorf("%U %c was laid out and did not come out", r, r)
				}
			}
		})
	}
}

// onLeaves is the body's text as it was laid out, without letterhead and foot.
func onLeaves(t *testing.T, form Filled) string {
	var b strings.Builder
	for _, l := range must(form.lay(words.Chinese)).Leaves {
		for _, m := range l.Marks {
			if m, ok := m.(set.TextMark); ok && m.Y > set.Top-2 && m.Y < set.Bottom+2 {
				b.WriteString(m.Text)
			}
		}
	}
	// Heads that a table repeats, and 续, stand between the parts of a long text.
	text := b.String()
	for _, again := range []string{"续", "业主签认Owner initials交付人员Staff initials", "序号No.问题编号Item no.房间 / 部位Room, part问题Defect程度Degree承诺完成日期Promised by"} {
		text = strings.ReplaceAll(text, again, "")
	}
	return text
}

// Names of every kind, and such whose bytes end, part or escape a string in a PDF.
func TestNamesPrint(t *testing.T) {
	c := sampleCertificate(1)
	for _, name := range []string{"欧阳䶮", "王𬀩", "阿卜杜拉·买买提·玉素甫江", "Zoë O’Brien", "上不丨丩乜屜小對", "（\\）()"} {
		c.Owners[0].Name = name
		pdf := must(Render(filled(c, sampleImprint()), words.Chinese))
		if text := dense(run(t, pdf, "pdftotext", "FILE", "-")); !strings.Contains(text, dense(name)) {
			t.Errorf("%q cannot be found in the file", name)
		}
	}
}

// Settable refuses as Render would, before anything is locked.
func TestSettable(t *testing.T) {
	for name, content := range contents() {
		if err := RequirePrintable(content, app.Own{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := sampleSheet()
	other.Wording.Form = "of other words"
	if err := RequirePrintable(other, app.Own{}); app.RefusalCode(err) != "paper.wording_changed" {
		t.Errorf("in other words: %v", err)
	}
}

// What is not plain text stops the form by name, wherever it stands: in what is signed
// for, in what a printing adds. So no file holds any of it, its title neither.
func TestControlCharactersDoNotPrint(t *testing.T) {
	const name = "王\u202e敏\x1b"
	c, n, s, a := sampleCertificate(1), sampleNotice(1), sampleSheet(), sampleAgreement()
	c.Owners[0].Name, n.Items[0].Note, s.Remarks, a.Extra = name, name, "一\n"+name, []string{name}
	for _, content := range []any{c, n, s, a} {
		checkControl(t, RequirePrintable(content, app.Own{}))
	}
	for _, change := range []func(c *handover.CertificateContent, i *app.Imprint){
		func(c *handover.CertificateContent, _ *app.Imprint) { c.Letterhead.Company = name },
		func(c *handover.CertificateContent, _ *app.Imprint) { c.Project = name },
		func(_ *handover.CertificateContent, i *app.Imprint) { i.PrintedBy = name },
		func(_ *handover.CertificateContent, i *app.Imprint) { i.Marks[0].Name = name },
		func(_ *handover.CertificateContent, i *app.Imprint) {
			i.Void = &app.VoidMark{Reason: name, By: "王敏"}
		},
	} {
		c, imprint := sampleCertificate(1), sampleImprint()
		change(&c, &imprint)
		checkControl(t, renderError(filled(c, imprint)))
	}
	for _, sign := range []string{"\u200b", "\u200f", "\ufeff", "\u00ad", "\u0085", "\v", "\u2028", "\a", "\x00", "\u2060", "\U000e0041"} {
		c := sampleCertificate(1)
		c.Owners[0].Name = "王" + sign + "敏"
		if err := renderError(filled(c, sampleImprint())); app.RefusalCode(err) != "paper.control" {
			t.Errorf("%q: %v", sign, err)
		}
	}

	s = sampleSheet()
	s.Remarks = "一\r\n二\t三"
	var out bytes.Buffer
	err := packed(&out, "锦绣\u202e花园\x1b", filled(s, sampleImprint()))
	if err != nil {
		t.Fatal(err)
	}
	if info := run(t, out.Bytes(), "pdfinfo", "FILE"); app.UnplainLines(info) != "" || !strings.Contains(info, "锦绣[U+202E]花园[U+001B]") {
		t.Errorf("%q", info)
	}
	if text := strings.ReplaceAll(run(t, out.Bytes(), "pdftotext", "FILE", "-"), "\f", ""); app.UnplainLines(text) != "" {
		t.Errorf("the file holds %s", app.UnplainLines(text))
	}
}

func checkControl(t *testing.T, err error) {
	t.Helper()
	var refusal *app.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "paper.control" || refusal.Args["signs"] != "U+202E U+001B" || !strings.Contains(refusal.Args["text"], "王\u202e敏\x1b") {
		t.Errorf("%v", err)
	}
}

func renderError(form Filled) error {
	_, err := Render(form, words.Chinese)
	return err
}

// Each page says whose paper it is, which, and which of how many.
func TestEveryPage(t *testing.T) {
	for name, form := range samples() {
		t.Run(name, func(t *testing.T) {
			pdf := must(Render(form, words.Chinese))
			if out := run(t, pdf, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
				t.Error(out)
			}
			pages := len(must(form.lay(words.Chinese)).Leaves)
			if out := run(t, pdf, "pdfinfo", "FILE"); !strings.Contains(out, fmt.Sprintf("Pages:           %d\n", pages)) || !strings.Contains(out, "A4") {
				t.Errorf("%d pages of A4 laid out, %s", pages, out)
			}
			for n := 1; n <= pages; n++ {
				page := dense(run(t, pdf, "pdftotext", "-f", fmt.Sprint(n), "-l", fmt.Sprint(n), "-raw", "FILE", "-"))
				want := []string{form.frame.Number, form.frame.Letterhead.Company, fmt.Sprintf("第%d页/共%d页", n, pages), dense(form.imprint.ContentHash), form.imprint.Anchor, form.form.ZH}
				if form.frame.Rehearsal {
					want = append(want, "演练REHEARSAL", "演练用纸")
				}
				if form.imprint.Void != nil {
					want = append(want, "作废VOID", "已作废")
				}
				if form.imprint.Copy > 0 {
					want = append(want, fmt.Sprintf("补打第%d次", form.imprint.Copy))
				}
				for _, w := range want {
					if !strings.Contains(page, w) {
						t.Errorf("page %d does not say %q", n, w)
					}
				}
			}
		})
	}
}

// No two texts touch, and none leaves the sheet's margins or its body.
func TestNothingOverlaps(t *testing.T) {
	for name, form := range samples() {
		for _, lang := range []words.Language{words.Chinese, words.English} {
			for n, l := range must(form.lay(lang)).Leaves {
				var placed []set.TextMark
				for _, m := range l.Marks {
					t1, ok := m.(set.TextMark)
					if !ok {
						continue
					}
					if t1.X < set.Left-0.01 || t1.X+t1.Width > set.Right+0.01 || t1.Y > set.PageHeight-5 {
						t.Errorf("%s %s page %d: %q leaves the margins", name, lang, n+1, t1.Text)
					}
					for _, t2 := range placed {
						if meet(t1, t2) {
							t.Errorf("%s %s page %d: %q lies on %q", name, lang, n+1, t1.Text, t2.Text)
						}
					}
					placed = append(placed, t1)
				}
			}
		}
	}
}

// meet compares the boxes that the characters' ink fills.
func meet(a, b set.TextMark) bool {
	const above, below, touch = 0.82, 0.10, 0.1
	ha, hb := a.Style.Size*set.Point, b.Style.Size*set.Point
	return a.X+touch < b.X+b.Width && b.X+touch < a.X+a.Width &&
		a.Y-above*ha+touch < b.Y+below*hb && b.Y-above*hb+touch < a.Y+below*ha
}

func TestSameContentSameBytes(t *testing.T) {
	for name := range samples() {
		a, b := must(Render(samples()[name], words.Chinese)), must(Render(samples()[name], words.Chinese))
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two prints differ", name)
		}
	}
	later := sampleImprint()
	later.PrintedAt = later.PrintedAt.AddDate(0, 0, 1)
	if bytes.Equal(must(Render(filled(sampleCertificate(1), sampleImprint()), words.Chinese)), must(Render(filled(sampleCertificate(1), later), words.Chinese))) {
		t.Error("a print of the next day has the same bytes")
	}
}

// Forms are printed from several places at once.
func TestParallel(t *testing.T) {
	want := must(Render(samples()["notice"], words.Chinese))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := must(Render(samples()["notice"], words.Chinese)); !bytes.Equal(got, want) {
				t.Error("printed beside others, it is another paper")
			}
		})
	}
	all.Wait()
}

// A pack is one document: each form counts its own pages, the fonts come once.
func TestPack(t *testing.T) {
	forms := []Filled{samples()["certificate"], samples()["agreement"], samples()["notice"]}
	var out bytes.Buffer
	if err := packed(&out, "锦绣花园 3幢", forms...); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, f := range forms {
		pages += len(must(f.lay(words.Chinese)).Leaves)
	}
	if info := run(t, out.Bytes(), "pdfinfo", "FILE"); !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", pages)) || !strings.Contains(info, "锦绣花园 3幢") {
		t.Error(info)
	}
	if fonts := run(t, out.Bytes(), "pdffonts", "FILE"); strings.Count(fonts, "+NotoSansSC-") != 2 {
		t.Errorf("the fonts do not come once each:\n%s", fonts)
	}
	if text := dense(run(t, out.Bytes(), "pdftotext", "FILE", "-")); strings.Count(text, "第1页/共") != 3 {
		t.Error("the forms do not count their own pages")
	}
}

// A pack lies as it is asked for, with bookmarks by which a viewer goes to each home's forms,
// and pages that are called by them; on both sides each form begins on a sheet of its own.
func TestPackIsArranged(t *testing.T) {
	of := func(home string, form Filled) Filled {
		form.about = home
		return form
	}
	certificate, agreement := samples()["certificate"], samples()["agreement"]
	pages := func(f Filled) int { return len(must(f.lay(words.Chinese)).Leaves) }
	numbered := func(f Filled) string { return f.form.ZH + " " + f.Number() }
	for _, c := range []struct {
		by   Arrangement
		want []string // bookmarks, those in others behind a dash
	}{
		{ByHome, []string{"1-101", "-" + numbered(agreement), "-" + numbered(certificate), "1-102", "-" + numbered(certificate)}},
		{ByForm, []string{"前期物业服务协议", "-1-101 " + agreement.Number(), "房屋交接单", "-1-102 " + certificate.Number(), "-1-101 " + certificate.Number()}},
		{ByStation, []string{"物业签约", "-1-101 " + numbered(agreement), "交接签字", "-1-102 " + numbered(certificate), "-1-101 " + numbered(certificate)}},
	} {
		all := Bundle{Arranged: c.by, Duplex: true}
		for _, f := range []Filled{of("1-102", certificate), of("1-101", agreement), of("1-101", certificate)} {
			if err := all.Add(f, words.Chinese); err != nil {
				t.Fatal(err)
			}
		}
		if c.by == ByHome { // homes keep the order in which they came
			c.want = append(slices.Clone(c.want[3:]), c.want[:3]...)
		}
		var out bytes.Buffer
		if err := all.Write(&out, "pack"); err != nil {
			t.Fatal(err)
		}
		var file struct {
			Outlines []outline
			Labels   []struct {
				Index int
				Label map[string]any
			} `json:"pagelabels"`
		}
		if err := json.Unmarshal([]byte(run(t, out.Bytes(), "qpdf", "--json=2", "--json-key=outlines", "--json-key=pagelabels", "FILE", "-")), &file); err != nil {
			t.Fatal(err)
		}
		said, at := flat(file.Outlines, "")
		if !slices.Equal(said, c.want) {
			t.Errorf("by %s: bookmarks %q, want %q", c.by, said, c.want)
		}
		for i, page := range at {
			if page%2 != 1 {
				t.Errorf("by %s: %s begins on page %d, the back of a sheet", c.by, said[i], page)
			}
		}
		if len(file.Labels) != 3 || file.Labels[0].Label["/S"] != "/D" || !strings.HasPrefix(fmt.Sprint(file.Labels[0].Label["/P"]), "u:1-10") {
			t.Errorf("by %s: pages are called %v", c.by, file.Labels)
		}
		sheets := 0
		for _, f := range []Filled{certificate, agreement, certificate} {
			sheets += (pages(f) + 1) / 2
		}
		info := run(t, out.Bytes(), "pdfinfo", "FILE")
		text := run(t, out.Bytes(), "pdftotext", "FILE", "-")
		blank := 2*sheets - 2*pages(certificate) - pages(agreement)
		if !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", 2*sheets)) || strings.Count(text, "此页无正文") != blank {
			t.Errorf("by %s: not %d sheets with %d blank backs: %s", c.by, sheets, blank, info)
		}
	}
}

// outline is a bookmark as qpdf tells of it.
type outline struct {
	Title string
	Page  int `json:"destpageposfrom1"`
	Kids  []outline
}

// flat is the bookmarks under each other, those in others behind a dash, and their pages.
func flat(all []outline, in string) (said []string, at []int) {
	for _, o := range all {
		inner, pages := flat(o.Kids, in+"-")
		said, at = append(append(said, in+o.Title), inner...), append(append(at, o.Page), pages...)
	}
	return said, at
}

// packed is one document of the forms.
func packed(out io.Writer, title string, forms ...Filled) error {
	var all Bundle
	for _, f := range forms {
		if err := all.Add(f, words.Chinese); err != nil {
			return err
		}
	}
	return all.Write(out, title)
}

func TestPackRefuses(t *testing.T) {
	var out bytes.Buffer
	if err := packed(&out, ""); app.RefusalCode(err) != "paper.pack_empty" || out.Len() != 0 {
		t.Errorf("nothing to print: %v, %d bytes", err, out.Len())
	}
	broken := sampleCertificate(0)
	broken.Owners[0].Name = "\u202e"
	var all Bundle
	if err := all.Add(filled(broken, app.Imprint{}), words.Chinese); app.RefusalCode(err) != "paper.control" {
		t.Errorf("one that cannot be printed: %v", err)
	}
	if err := all.Add(samples()["certificate"], words.Chinese); err != nil {
		t.Error(err)
	}
	if err := all.Write(&out, "pack"); err != nil {
		t.Error(err)
	}
	want := len(must(samples()["certificate"].lay(words.Chinese)).Leaves)
	if info := run(t, out.Bytes(), "pdfinfo", "FILE"); !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", want)) {
		t.Errorf("beside one that cannot be printed: %s", info)
	}
}

func TestForms(t *testing.T) {
	var keys []string
	for _, k := range Forms() {
		keys = append(keys, k.Key())
		if k.ZH == "" || k.EN == "" || k.Version() < 1 {
			t.Errorf("%+v is not complete", k)
		}
	}
	if want := []string{"inspection-sheet", "rectification-notice", "rectification-reply", "property-agreement", "handover-certificate"}; !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}
