package paper

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/words"
)

// programText is the program's text as people see it.
func programText(t *testing.T) (kept, shown string) {
	t.Helper()
	kept = must(ProgramText(contract.AgreementTemplate))
	return kept, must(Shown(kept))
}

// What people see has no template in it, and is the same text when it is kept; the table
// has every action of the program's text, each once, and no other.
func TestOwnTextIsShownInWords(t *testing.T) {
	kept, shown := programText(t)
	if strings.ContainsAny(shown, "{}") || !strings.Contains(shown, "标准为每平方米每月人民币 〔单价〕 元") {
		t.Errorf("shown as %.400s", shown)
	}
	if again := must(source(shown)); again != kept {
		t.Error("what is shown is kept as another text")
	}
	parts := Articles(shown)
	begins := 0
	for _, p := range parts {
		if strings.HasPrefix(p, "第") || strings.HasPrefix(p, "! 第") || strings.HasPrefix(p, "〔每条特别约定：〕! 第四十条之〔特别约定序号〕") || strings.HasPrefix(p, "〔完〕! 第四十一条") {
			begins++
		}
	}
	if strings.Join(parts, "") != shown || begins != 45 {
		t.Errorf("%d articles in %d parts", begins, len(parts))
	}
	seen := map[string]bool{}
	for _, a := range actions {
		if seen[a.source] || seen[a.word] {
			t.Errorf("%s stands in the table twice", a.word)
		}
		seen[a.source], seen[a.word] = true, true
		if !strings.Contains(kept, "{{"+a.source+"}}") {
			t.Errorf("the program's text has no %s", a.source)
		}
	}
}

// A text is held to what a text can do, and to what every agreement says.
func TestOwnTextIsChecked(t *testing.T) {
	_, shown := programText(t)
	for name, c := range map[string]struct {
		old, fresh string
		code, arg  string
	}{
		"as it is":                    {"", "", "", ""},
		"another sentence":            {"每年至少演练一次", "每年至少演练两次", "", ""},
		"a field more":                {"每年至少演练一次", "每年在〔物业名称〕至少演练一次", "", ""},
		"an optional field less":      {"〔车位租金〕", "另行约定", "", ""},
		"what every agreement says":   {"〔单价〕", "3.00", "paper.own_text_lacks", "〔单价〕"},
		"the receipt":                 {"〔收据编号〕", "见收据", "paper.own_text_lacks", "〔收据编号〕"},
		"a field that nobody knows":   {"〔单价〕", "〔价格〕", "paper.own_text_action", "〔价格〕"},
		"a bracket alone":             {"〔单价〕", "〔单价〕〔", "paper.own_text_action", "〔"},
		"a template":                  {"每年至少演练一次", `{{printf "%1000000000d" 1}}`, "paper.own_text_action", "{"},
		"a condition without an end":  {"〔如有收据：〕", "〔如有收据：〕〔如有收据：〕", "paper.own_text_broken", ""},
		"a clause outside of its own": {"每年至少演练一次", "〔特别约定〕", "paper.own_text_broken", ""},
		"a count that is none":        {"每年至少演练一次", "〔余份数〕", "paper.own_text_broken", ""},
		"through the clauses twice":   {"〔特别约定〕", "〔特别约定〕〔每条特别约定：〕一〔完〕", "paper.own_text_twice", ""},
		"a sign that is not plain":    {"每年至少演练一次", "每年\u202e至少演练一次", "paper.control", ""},
	} {
		text, err := source(strings.Replace(shown, c.old, c.fresh, 1))
		if c.old == "" {
			text, err = source(shown)
		}
		if err == nil {
			err = RequireOwn(contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{text}}})
		}
		refusal, _ := err.(*app.Refusal)
		if app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		} else if c.arg != "" && !slices.Contains([]string{refusal.Args["field"], refusal.Args["action"]}, c.arg) {
			t.Errorf("%s: it says %v, want %s", name, refusal.Args, c.arg)
		}
	}
	for _, template := range []string{contract.AgreementThird, "handover-certificate/1", "lease/1", ""} {
		if err := RequireOwn(contract.OwnForm{Template: template, Own: app.Own{Parts: []string{must(source(shown))}}}); app.RefusalCode(err) != "paper.template_unknown" {
			t.Errorf("a text of %q: %v", template, err)
		}
	}
}

// own is the sample agreement in a text of the company's own, and that text.
func own(t *testing.T) (contract.AgreementContent, contract.OwnForm) {
	t.Helper()
	_, shown := programText(t)
	text := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{must(source(strings.Replace(shown, "每年至少演练一次", "每年至少演练两次", 1)))}}}
	c := sampleAgreement()
	c.Wording = OwnWording(text, text.Name())
	return c, text
}

// A paper in a company's text is printed from that text, or not at all.
func TestOwnTextPrints(t *testing.T) {
	c, text := own(t)
	content, _ := contentOf(c)
	if content.Own != text.Name() || !content.Draft {
		t.Errorf("asks for %q, draft %t", content.Own, content.Draft)
	}
	said := strings.Join(leavesOf(t, content.Filled(app.Imprint{Own: text.Own}), words.Chinese), "")
	if !strings.Contains(said, "每年至少演练两次") || strings.Contains(said, "每年至少演练一次") || !strings.Contains(said, "人民币2.85元") || !strings.Contains(said, "请逐项选择") {
		t.Error("it is not in the company's text")
	}
	for name, other := range map[string]string{"no text": "", "the program's": must(ProgramText(contract.AgreementTemplate)), "another": text.Text() + " "} {
		if _, err := content.Filled(app.Imprint{Own: app.Own{Parts: []string{other}}}).lay(words.Chinese); app.RefusalCode(err) != "paper.own_form_other" {
			t.Errorf("from %s: %v", name, err)
		}
	}
	if _, err := content.Filled(app.Imprint{Own: text.Own}).lay(words.English); app.RefusalCode(err) != "paper.own_text_english" {
		t.Errorf("in English: %v", err)
	}
	c.Wording.Form = "of other words"
	if err := RequirePrintable(c, text.Own); app.RefusalCode(err) != "paper.wording_changed" {
		t.Errorf("by a form that says something else: %v", err)
	}
}

// A text that came from elsewhere runs nothing that a text does not.
func TestOwnTextFromElsewhere(t *testing.T) {
	for text, code := range map[string]string{
		`{{printf "%1000000000d" 1}}`:                                       "paper.own_text_action",
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`:             "paper.own_text_action",
		`{{range $i, $text := .extra}}{{range $i, $text := .extra}}{{end}}`: "paper.own_text_twice",
		"{{":           "paper.own_text_action",
		"{{if .extra}": "paper.own_text_action",
	} {
		c := sampleAgreement()
		own := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{text}}}
		c.Wording = OwnWording(own, own.Name())
		if err := RequirePrintable(c, own.Own); app.RefusalCode(err) != code {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzOwnText(f *testing.F) {
	f.Add(must(ProgramText(contract.AgreementTemplate)))
	f.Add("{{if .fee_receipt}}{{else}}{{end}}〔单价〕")
	f.Add("! 第一条　{{range $i, $text := .extra}}{{plain $text}}{{end}}\n---\n# 一\n[] 二")
	f.Fuzz(func(t *testing.T, text string) {
		if shown, err := Shown(text); err == nil && !strings.ContainsAny(text, "〔〕") {
			if again, err := source(shown); err != nil || again != text {
				t.Errorf("%q is kept as %q, %v", text, again, err)
			}
		}
		c := sampleAgreement()
		own := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{text}}}
		c.Wording = OwnWording(own, own.Name())
		if err := RequirePrintable(c, own.Own); err != nil && app.RefusalCode(err) == "" {
			t.Errorf("an error that nobody can read: %v", err)
		}
	})
}
