package paper

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// chosen is a form of the company's own with the choices.
func chosen(template string, choices ...app.Choice) contract.OwnForm {
	return contract.OwnForm{Template: template, Own: app.Own{Choices: choices}}
}

// A company's choices are on its paper, and what it leaves out is not. A paper in a form that
// nobody approved says so.
func TestCompanyChoosesOfAForm(t *testing.T) {
	own := chosen(handover.Template,
		app.Choice{What: app.OwnCompany, Value: "云栖集团客服中心"}, app.Choice{What: app.OwnLine, Value: "江城区域公司"},
		app.Choice{What: app.OwnHidden, Of: "交付批次"}, app.Choice{What: app.OwnTop, Of: "客户经理", Value: "韩立"}, app.Choice{What: app.OwnEnd, Of: "经办人"},
		app.Choice{What: app.OwnSigner, Of: "监理单位", Value: app.Sealed}, app.Choice{What: app.OwnSigner, Of: "见证人", Value: app.HandSigned}, app.Choice{What: app.OwnSealSide, Value: "50"}, app.Choice{What: app.OwnCopies, Value: "3"},
		app.Choice{What: app.OwnNote, Of: "权利声明", Value: "业主的权利不受影响。"}, app.Choice{What: app.OwnOverrides, Value: app.OnOriginal})
	if err := RequireOwn(own); err != nil {
		t.Fatal(err)
	}
	say := func(own contract.OwnForm, template string) string {
		c := sampleCertificate(2)
		c.Batch, c.Wording = "第三批", OwnWording(own, template)
		return strings.Join(leavesOf(t, filled(c, app.Imprint{Own: own.Own}), words.Chinese), "")
	}
	usual, said := say(contract.OwnForm{}, handover.Template), say(own, own.Name())
	for _, text := range []string{"云栖集团客服中心", "江城区域公司", "客户经理", "韩立", "经办人", "监理单位", "见证人", "本单一式3份", "业主的权利不受影响。", "业主对缴费周期有异议", "范本，未经法务审定"} {
		if !strings.Contains(said, text) || strings.Contains(usual, text) {
			t.Errorf("%s: in the company's form %t, in the program's %t", text, strings.Contains(said, text), strings.Contains(usual, text))
		}
	}
	for _, text := range []string{"交付批次", "第三批", "查验与交接不影响买受人", "本单一式2份"} {
		if strings.Contains(said, text) || !strings.Contains(usual, text) {
			t.Errorf("%s: in the company's form %t, in the program's %t", text, strings.Contains(said, text), strings.Contains(usual, text))
		}
	}
}

// Every form can be laid out with all that may be left out left out, and with an addition of
// each sort.
func TestEveryFormWithEveryChoice(t *testing.T) {
	for _, f := range forms {
		asks := must(Asked(f.Template))
		own := chosen(f.Template)
		add := func(c app.Choice) { own.Choices = append(own.Choices, c) }
		for _, a := range asks {
			c := app.Choice{What: a.What, Of: a.Of}
			switch a.What {
			case app.OwnHidden, app.OwnWithout:
				if a.Fixed {
					continue
				}
			case app.OwnTop, app.OwnEnd:
				c.Of, c.Value = "增加的"+string(a.What), strings.Repeat("内容", 30)
			case app.OwnSigner:
				c.Of, c.Value = "监理单位", app.Sealed
			case app.OwnSeal:
				c.Value = app.Sealed
			case app.OwnSealSide:
				c.Value = "55"
			case app.OwnCopies:
				c.Value = "4"
			case app.OwnLine:
				c.Value = strings.Repeat("部", 40)
			case app.OwnNote:
				c.Value = strings.Repeat("公司自己的话。", 20)
			case app.OwnOverrides:
				c.Value = app.OnOriginal
			case app.OwnNumbers:
				c.Value = app.InFull
			}
			add(c)
		}
		if f.Kind.IsContract() {
			own.Parts = []string{must(ProgramText(f.Template))}
		}
		if len(own.Choices) < 4 {
			t.Errorf("%s lets a company choose %d things", f.Key(), len(own.Choices))
		}
		if err := RequireOwn(own); err != nil {
			t.Errorf("%s: %v", f.Key(), err)
		}
	}
}

// What a form has to have stays, and what it does not offer is refused by its name.
func TestChoicesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		choices []app.Choice
		code    string
	}{
		"a field that must be there":   {[]app.Choice{{What: app.OwnHidden, Of: "房号"}}, "paper.own_fixed"},
		"a signer that must be there":  {[]app.Choice{{What: app.OwnWithout, Of: "owner"}}, "paper.own_fixed"},
		"a field that is not there":    {[]app.Choice{{What: app.OwnHidden, Of: "车位"}}, "paper.own_unknown"},
		"a choice of a newer program":  {[]app.Choice{{What: "paper_colour", Value: "green"}}, "paper.own_unknown"},
		"a company without a name":     {[]app.Choice{{What: app.OwnCompany}}, "paper.own_unknown"},
		"a field that is there":        {[]app.Choice{{What: app.OwnTop, Of: "房号"}}, "paper.own_twice"},
		"the same twice":               {[]app.Choice{{What: app.OwnTop, Of: "一"}, {What: app.OwnTop, Of: "一"}}, "paper.own_twice"},
		"a field without a name":       {[]app.Choice{{What: app.OwnEnd, Of: " ", Value: "一"}}, "paper.own_unnamed"},
		"a signer by neither":          {[]app.Choice{{What: app.OwnSigner, Of: "监理单位", Value: "stamp"}}, "paper.own_unknown"},
		"a seal that is too small":     {[]app.Choice{{What: app.OwnSealSide, Value: "20"}}, "paper.own_seal_side"},
		"a seal that is too big":       {[]app.Choice{{What: app.OwnSealSide, Value: "56"}}, "paper.own_seal_side"},
		"one copy for two":             {[]app.Choice{{What: app.OwnCopies, Value: "1"}}, "paper.own_copies"},
		"copies in words":              {[]app.Choice{{What: app.OwnCopies, Value: "三"}}, "paper.own_copies"},
		"too many copies":              {[]app.Choice{{What: app.OwnCopies, Value: "21"}}, "paper.own_copies"},
		"numbers otherwise than whole": {[]app.Choice{{What: app.OwnNumbers, Value: "half"}}, "paper.own_unknown"},
		"a control character":          {[]app.Choice{{What: app.OwnLine, Value: "一\x00二"}}, "paper.control"},
		"a line that fits no line":     {[]app.Choice{{What: app.OwnLine, Value: strings.Repeat("部", 41)}}, "paper.own_long"},
		"a long name that says itself": {[]app.Choice{{What: app.OwnTop, Of: strings.Repeat("长", 41), Value: strings.Repeat("长", 41)}}, "paper.own_long"},
		"a sentence that is not said":  {[]app.Choice{{What: app.OwnNote, Of: "权利声明"}}, "paper.own_silent"},
		"a field that fills pages":     {[]app.Choice{{What: app.OwnTop, Of: "一", Value: strings.Repeat("很长", 1001)}}, "paper.own_long"},
	} {
		if err := RequireOwn(chosen(handover.Template, c.choices...)); app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a newer Keyday kept is not printed as something else here.
func TestPaperOfANewerForm(t *testing.T) {
	own := chosen(handover.Template, app.Choice{What: "paper_colour", Value: "green"})
	c := sampleCertificate(0)
	c.Wording = OwnWording(own, own.Name())
	if _, err := filled(c, app.Imprint{Own: own.Own}).lay(words.Chinese); app.RefusalCode(err) != "paper.own_unknown" {
		t.Errorf("it is laid out: %v", err)
	}
	if _, err := filled(c, app.Imprint{}).lay(words.Chinese); app.RefusalCode(err) != "paper.own_form_other" {
		t.Errorf("without the form it is laid out: %v", err)
	}
}

// The numbers of people are hidden where a certificate that has them whole is only looked at.
func TestWholeNumbersAreMasked(t *testing.T) {
	c := sampleCertificate(0)
	c.Agent.Name, c.Owners[0].IDNo, c.Agent.IDNo = "周敏", "320102198001011234", "320102198001019876"
	content, _ := contentOf(c)
	said := strings.Join(leavesOf(t, content.Masked().Filled(app.Imprint{}), words.Chinese), "")
	for _, no := range []string{c.Agent.IDNo, c.Owners[0].IDNo} {
		if strings.Contains(said, no) || !strings.Contains(said, no[:3]+strings.Repeat("*", 11)+no[14:]) {
			t.Errorf("%s is not masked", no)
		}
	}
	c.Owners = c.Owners[:1]
	if content, _ = contentOf(c); !onOneLine(must(content.Filled(app.Imprint{}).lay(words.Chinese)), c.Owners[0].IDNo) {
		t.Error("the whole number does not stand on one line")
	}
	if whole := strings.Join(leavesOf(t, content.Filled(app.Imprint{}), words.Chinese), ""); !strings.Contains(whole, c.Owners[0].IDNo) {
		t.Error("the paper itself does not have it whole")
	}
}

// What a form asks for is what it lays out: each once, with a name in both languages where
// people choose it by name.
func TestAsks(t *testing.T) {
	for _, f := range forms {
		asks := must(Asked(f.Template))
		for i, a := range asks {
			if slices.ContainsFunc(asks[:i], func(b app.Ask) bool { return b.What == a.What && b.Of == a.Of }) {
				t.Errorf("%s asks twice for %s of %q", f.Key(), a.What, a.Of)
			}
			if a.What == app.OwnHidden && !a.Fixed && (a.ZH == "" || a.EN == "") {
				t.Errorf("%s: %q has no name in both languages", f.Key(), a.Of)
			}
		}
	}
}

// onOneLine reports whether a text is set in one.
func onOneLine(f *set.Flow, text string) bool {
	for _, l := range f.Leaves {
		for _, m := range l.Marks {
			if t, is := m.(set.TextMark); is && t.Text == text {
				return true
			}
		}
	}
	return false
}
