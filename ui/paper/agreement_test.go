package paper

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// leavesOf is what stands on each leaf, without white space.
func leavesOf(t *testing.T, form Filled, lang words.Language) []string {
	t.Helper()
	var all []string
	for _, l := range must(form.lay(lang)).Leaves {
		var b strings.Builder
		for _, m := range l.Marks {
			if m, ok := m.(set.TextMark); ok {
				b.WriteString(m.Text)
			}
		}
		all = append(all, dense(b.String()))
	}
	return all
}

// A text that no lawyer approved says so on every page, whatever the language and
// whatever else is said of the paper; one that was approved says nothing.
func TestDraftSaysSoOnEveryPage(t *testing.T) {
	void := app.Imprint{Void: &app.VoidMark{Reason: "重签"}, Masked: true, Copy: 2}
	for lang, mark := range map[words.Language]string{words.Chinese: "【范本，未经法务审定】", words.English: "[TEMPLATE,NOTAPPROVEDBYCOUNSEL]"} {
		for _, imprint := range []app.Imprint{{}, sampleImprint(), void} {
			for _, rehearsal := range []bool{false, true} {
				c := sampleAgreement()
				c.Rehearsal = rehearsal
				for i, said := range leavesOf(t, filled(c, imprint), lang) {
					if strings.Count(said, mark) != 1 {
						t.Errorf("%s: leaf %d of a draft does not say so: %.80s", lang, i+1, said)
					}
				}
				c.Wording.Approval = app.Approval{Name: "陆衡"}
				if said := strings.Join(leavesOf(t, filled(c, imprint), lang), ""); strings.Contains(said, mark) || strings.Contains(said, "未经法务审定") {
					t.Errorf("%s: an approved text says that it is a draft", lang)
				}
			}
		}
	}
	for i, said := range leavesOf(t, filled(sampleCertificate(1), app.Imprint{}), words.Chinese) {
		if strings.Contains(said, "范本") {
			t.Errorf("leaf %d of a form that has no contract's text", i+1)
		}
	}
}

// What is in Chinese on the courtesy copy are names and what people wrote; all that the
// form and the program say is English.
func TestCourtesyCopyIsEnglish(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}+`)
	for name, c := range map[string]contract.AgreementContent{"two owners": sampleAgreement(), "agent": agentsAgreement(), "company": companyAgreement(), "blank": {Frame: app.Frame{Number: "WY-01-00001"}}} {
		for _, rule := range contract.FeeRules {
			c.FeeRule = map[contract.FeeRule]string{contract.FromHandover: "房屋交接单签署之日", contract.FromNextMonth: "房屋交接单签署次月 1 日",
				contract.FromHalfMonth: "房屋交接单签署当月 15 日（1 至 15 日签署的）或者次月 1 日（16 日以后签署的）"}[rule]
			theirs := c
			theirs.Agents = slices.Clone(theirs.Agents)
			for i := range theirs.Agents {
				theirs.Agents[i].IDType, theirs.Agents[i].Letter = "", ""
			}
			theirs.FeeBasis, theirs.FeeRule, theirs.AreaKind, theirs.FeePeriod, theirs.PropertyType, theirs.PayEvery, theirs.LateRate = "", "", "", "", "", "", ""
			for i := range theirs.Owners {
				theirs.Owners[i].IDType = ""
			}
			written := ""
			says(reflect.ValueOf(theirs), func(s string) { written += dense(s) + "\n" })
			for i, l := range must(filled(c, app.Imprint{Masked: true}).lay(words.English)).Leaves {
				for _, m := range l.Marks {
					m, _ := m.(set.TextMark)
					for _, word := range han.FindAllString(m.Text, -1) {
						if !strings.Contains(written, word) {
							t.Errorf("%s: leaf %d says %q", name, i+1, word)
						}
					}
				}
			}
		}
	}
	text := strings.Join(leavesOf(t, filled(sampleAgreement(), app.Imprint{}), words.English), "")
	for _, said := range []string{"InitialPropertyManagementAgreement", "TheChinesetextprevails", "IDcard", "lumpsum", "as-surveyedarea", "3months", "(1)routinerepair", "(9)otherservices"} {
		if !strings.Contains(text, said) {
			t.Errorf("the copy does not say %q", said)
		}
	}
}

// Clauses that weigh on the owner are bold, and each has a place for the initials of
// everybody who signs for an owner, on the same leaf; who signs on the pad does so once,
// under a statement that names them all.
func TestWeightyClauses(t *testing.T) {
	all := []string{"第十一条", "第十二条", "第十三条", "第十四条", "第十七条", "第十八条", "第二十条", "第二十九条", "第三十五条", "第三十六条", "第四十条", "第四十条之一", "第四十一条"}
	for name, c := range map[string]struct {
		content        contract.AgreementContent
		imprint        app.Imprint
		places, signed int // lines to initial, places that say where the signature is, of each clause
	}{
		"two owners":         {sampleAgreement(), app.Imprint{}, 2, 0},
		"one of two, on pad": {sampleAgreement(), marked(app.SignatureMark{Field: 0, Name: "欧阳䶮"}), 1, 1},
		"a firm has signed":  {sampleAgreement(), marked(app.SignatureMark{Field: 2, Name: "锦绣"}), 2, 0},
		"an agent":           {agentsAgreement(), app.Imprint{}, 2, 0},
		"a company":          {companyAgreement(), app.Imprint{}, 1, 0},
		"blank":              {contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, app.Imprint{}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			want := slices.Clone(all)
			if len(c.content.Extra) == 0 {
				want = slices.DeleteFunc(want, func(article string) bool { return article == "第四十条之一" })
			}
			f := must(filled(c.content, c.imprint).lay(words.Chinese))
			var inBold []string
			lines, initials, elsewhere := 0, 0, 0
			for _, l := range f.Leaves {
				heavy, last := false, set.TextMark{}
				for _, m := range l.Marks {
					switch m := m.(type) {
					case set.TextMark:
						last = m
						if number, _, begins := strings.Cut(m.Text, "\u3000"); begins && m.Style == set.Bold(10) && strings.HasPrefix(number, "第") {
							inBold, heavy = append(inBold, number), true
						}
						if m.Text == "丙方签认" {
							initials++
							if !heavy {
								t.Error("initials stand on another leaf than their clause")
							}
						}
						elsewhere += strings.Count(m.Text, "（见")
					case set.RuleMark:
						if wide := math.Round(m.X2 - m.X1); last.Style.Size < 9 && m.Y1 == m.Y2 && (wide == 24 || wide == 50) {
							lines++
						}
					}
				}
			}
			if !reflect.DeepEqual(inBold, want) || initials != len(want) {
				t.Errorf("bold are %v, with %d places for initials; want %v", inBold, initials, want)
			}
			if lines != c.places*len(want) || elsewhere != c.signed*len(want) {
				t.Errorf("%d lines and %d that say where, of %d clauses", lines, elsewhere, len(want))
			}
			if said := (agreement{f, c.content, agreementForm.Version()}).acknowledged(); !strings.Contains(said, strings.Join(want, "、")) {
				t.Errorf("the statement says %s", said)
			}
		})
	}
}

// What is not on record is not said: neither a payment nor a day on which the fee began.
func TestAgreementSaysNoPaymentOfItsOwn(t *testing.T) {
	paid, unpaid := strings.Join(leavesOf(t, filled(sampleAgreement(), app.Imprint{}), words.Chinese), ""), strings.Join(leavesOf(t, filled(agentsAgreement(), app.Imprint{}), words.Chinese), "")
	for _, said := range []string{"丙方已缴至2027-02-28（收据编号NO.2026-004417，收据日期2026-11-23）", "即自2026-12-01起计收", "自房屋交接单签署之日起计收"} {
		if !strings.Contains(paid, said) {
			t.Errorf("%s is not said", said)
		}
	}
	for _, said := range []string{"已缴至", "即自", "收据编号"} {
		if strings.Contains(unpaid, said) {
			t.Errorf("%s is said", said)
		}
	}
	for _, said := range []string{"自房屋交接单签署之日起计收，但2026-12-01以前不计收", "以乙方出具的收据或者发票为准"} {
		if !strings.Contains(unpaid, said) {
			t.Errorf("%s is not said", said)
		}
	}
}

// Over the signatures stands one day on which the fee begins.
func TestSigningPageNamesOneDay(t *testing.T) {
	const rule = "房屋交接单签署之日"
	for name, c := range map[string]struct {
		template         string
		start, notBefore string
		want             string
	}{
		"neither is known":           {contract.AgreementTemplate, "", "", rule},
		"handed over":                {contract.AgreementTemplate, "2026-11-20", "", rule + "2026-11-20"},
		"not handed over":            {contract.AgreementTemplate, "", "2026-12-10", rule + "不早于2026-12-10"},
		"handed over, owed later":    {contract.AgreementTemplate, "2026-12-10", "2026-12-10", rule + "2026-12-10起，此前不计收"},
		"the same, in the text of 2": {contract.AgreementSecond, "2026-12-10", "2026-12-10", rule + "2026-12-10不早于2026-12-10"},
	} {
		content := sampleAgreement()
		content.Wording, content.FeeStart, content.FeeNotBefore = Wording(c.template), 0, 0
		if c.start != "" {
			content.FeeStart = day(c.start)
		}
		if c.notBefore != "" {
			content.FeeNotBefore = day(c.notBefore)
		}
		leaves := leavesOf(t, filled(content, app.Imprint{}), words.Chinese)
		_, page, _ := strings.Cut(strings.Join(leaves, ""), "签署页")
		if !strings.Contains(page, "起算Feefrom"+c.want+"首次缴纳") {
			t.Errorf("%s: the signing page says %s", name, page)
		}
	}
}

// Three copies leave none to be filed.
func TestCopiesOfAnAgreement(t *testing.T) {
	for copies, want := range map[int]string{3: "", 4: "其余1份用于备案", 6: "其余3份用于备案", 0: ""} {
		c := sampleAgreement()
		c.Copies = copies
		said := strings.Join(leavesOf(t, filled(c, app.Imprint{}), words.Chinese), "")
		if got := regexp.MustCompile(`其余\d*份用于备案|用于备案|其余备案`).FindString(said); got != want {
			t.Errorf("%d copies: %q, want %q", copies, got, want)
		}
	}
}
