package paper

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"keyday/app"
	"keyday/ui/words"
)

// Who searches a paper, or has it read to them, finds what was ticked and what an item came
// to; lines, codes and what is written across the page are passed over; the file says its
// language, title and whose it is, and which part of a font it holds.
func TestTheFileSaysWhatThePaperShows(t *testing.T) {
	pdf := must(Render(samples()["certificate"], words.Chinese))
	if text := run(t, pdf, "pdftotext", "-layout", "FILE", "-"); strings.Count(text, "已选") != 3 || strings.Count(text, "未选") != 6 || !regexp.MustCompile(`已选\s*带问题收楼`).MatchString(text) {
		t.Errorf("what was ticked reads %q", regexp.MustCompile(`.*选.*`).FindAllString(text, -1))
	}
	sheet := must(Render(samples()["sheet"], words.Chinese))
	annex := run(t, sheet, "pdftotext", "-f", "2", "-layout", "FILE", "-")
	for said, n := range map[string]int{"不合格": 6, "不适用": 6, "未查": 6, "（超限）": 6} {
		if got := strings.Count(annex, said); got != n {
			t.Errorf("%d times %s in the annex, want %d", got, said, n)
		}
	}
	if info := run(t, pdf, "pdfinfo", "FILE"); !strings.Contains(info, "房屋交接单 JF-01-00042") || !strings.Contains(info, "江苏锦绣置业有限公司") {
		t.Error(info)
	}
	fonts := regexp.MustCompile(`(?m)^([A-Z]{6})\+NotoSansSC-(Regular|Bold) `).FindAllStringSubmatch(run(t, pdf, "pdffonts", "FILE"), -1)
	other := run(t, sheet, "pdffonts", "FILE")
	if len(fonts) != 2 || fonts[0][1] == fonts[1][1] || strings.Contains(other, fonts[0][1]) {
		t.Errorf("fonts %v beside %s", fonts, other)
	}
	file := run(t, must(Render(samples()["void"], words.Chinese)), "qpdf", "--qdf", "--stream-data=uncompress", "FILE", "-")
	if !strings.Contains(file, "/Lang (zh-CN)") || !strings.Contains(file, "/DisplayDocTitle true") {
		t.Error("the file does not say its language")
	}
	depth := 0
	for _, op := range regexp.MustCompile(`(?m)^(/Artifact BMC|/Span .* BDC|EMC|.* re S|BT .*)$`).FindAllString(file, -1) {
		switch {
		case strings.HasSuffix(op, "BMC") || strings.HasSuffix(op, "BDC"):
			depth++
		case op == "EMC":
			depth--
		case strings.HasSuffix(op, "re S") && depth != 1:
			t.Fatalf("%q stands in %d sequences", op, depth)
		}
	}
	if depth != 0 {
		t.Errorf("%d sequences stay open", depth)
	}
}

// The code says the number and the hash of the content; in the first look the number alone,
// as it did.
func TestTheCodeSaysNumberAndHash(t *testing.T) {
	for _, c := range []struct {
		template string
		alike    bool
	}{{certificateForm.Template, false}, {certificateForm.older[0], true}} {
		content := plainCertificate()
		content.Wording = Wording(c.template)
		one, other := app.Imprint{ContentHash: "3fa4 91c2 77de 0b15"}, app.Imprint{ContentHash: "3fa4 91c2 77de 0b16"}
		if same := codeOf(t, filled(content, one)) == codeOf(t, filled(content, other)); same != c.alike {
			t.Errorf("%s: codes of two hashes alike: %t", c.template, same)
		}
	}
}

// codeOf is what stands on the first page as a code.
func codeOf(t *testing.T, form Filled) string {
	t.Helper()
	for _, m := range must(form.lay(words.Chinese)).Leaves[0].Marks {
		if strings.HasSuffix(fmt.Sprintf("%T", m), "dotsMark") {
			return fmt.Sprint(m)
		}
	}
	t.Fatal("no code")
	return ""
}
