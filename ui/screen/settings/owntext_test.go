package settings

import (
	"context"
	"image"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// ownText is a text of two chapters, in which 单价 alone is filled in.
func (o *office) ownText() OwnText {
	const program = "前言\n# 第一章　费用\n第一条　单价 {{price}} 元。\n（一）按月；\n! 第二条　逾期。\n\n---\n# 同意书\n[] 一项\n"
	return OwnText{
		Program: func(string) (string, error) { return program, nil },
		Shown:   func(text string) (string, error) { return strings.ReplaceAll(text, "{{price}}", "〔单价〕"), nil },
		Articles: func(shown string) (parts []string) {
			for line := range strings.Lines(shown) {
				if parts == nil || strings.ContainsAny(line[:1], "#!-") || strings.HasPrefix(line, "第") {
					parts = append(parts, "")
				}
				parts[len(parts)-1] += line
			}
			return parts
		},
		Source: func(parts []string) ([]string, error) {
			if !strings.Contains(strings.Join(parts, ""), "〔单价〕") {
				return nil, app.Refuse("paper.own_text_lacks", "field", "〔单价〕")
			}
			return strings.Split(strings.ReplaceAll(strings.Join(parts, "\x00"), "〔单价〕", "{{price}}"), "\x00"), nil
		},
		Try: func(_ context.Context, _ app.Actor, t contract.OwnForm, width int) ([]image.Image, error) {
			o.shownText = t.Text()
			return []image.Image{image.NewGray(image.Rect(0, 0, width, width))}, nil
		},
	}
}

// editor is the form's choice of an article, and the box with its text.
func (s *stage) editor() (*widget.Select, *widget.NoteEntry) {
	s.Helper()
	return s.labelled("settings.own_text_article").Input.(*widget.Select), shelltest.Find(s.Stage, func(*widget.NoteEntry) bool { return true })
}

// A text is edited article by article and kept as a version with a note, which agreements
// are drawn up in until it is retired; the record tells all of it.
func TestTextInOnesOwnWords(t *testing.T) {
	o := newOffice(t)
	s := open(t, o, supervisor, "texts")
	s.tap("settings.own_text_edit")
	choose, box := s.editor()
	if got := strings.Join(choose.Options, "|"); got != "1. 前言|2. 第一章　费用|3. 第一条　单价 〔单价〕 元。|4. 第二条　逾期。|5. |6. 同意书" {
		t.Errorf("articles are %s", got)
	}
	s.tap("settings.own_text_later")
	s.tap("settings.own_text_later")
	if box.Text != "第一条　单价 〔单价〕 元。\n（一）按月；" || choose.Index() != 2 {
		t.Fatalf("the box says %q, the choice %d", box.Text, choose.Index())
	}
	box.SetText("第一条　单价面议。")
	s.tap("settings.own_text_later")
	s.labelled("field.own_form.note").Input.(*widget.Entry).SetText("第一条")
	s.tap("settings.own_form_keep")
	if said := s.Says(); len(allOf(o.OwnForms)) != 0 || !strings.Contains(said, "〔单价〕。每份协议都必须写明") {
		t.Errorf("what every agreement says may be left out: %s", said)
	}
	s.tap("settings.own_text_earlier")
	box.SetText("第一条　单价 〔单价〕 元，含税。")
	const want = "前言\n# 第一章　费用\n第一条　单价 {{price}} 元，含税。\n! 第二条　逾期。\n\n---\n# 同意书\n[] 一项\n"
	s.tap("settings.own_form_look")
	if o.shownText != want {
		t.Errorf("previewed %q", o.shownText)
	}
	s.Tap(s.Words.T("common.close"))
	s.tap("settings.own_form_keep")
	kept := allOf(o.OwnForms)
	if len(kept) != 1 || kept[0].Text() != want || kept[0].Note != "第一条" || kept[0].Template != contract.AgreementTemplate || kept[0].By != supervisor.Staff {
		t.Fatalf("kept %+v", kept)
	}

	s = open(t, o, supervisor, "texts")
	name := "公司版 " + kept[0].Hash()[:12]
	if said := strings.ReplaceAll(s.Says(), "\n", ""); !strings.Contains(said, name) || !strings.Contains(said, "没有使用程序自带的") || !strings.Contains(said, "第一条；保存人") || !strings.Contains(said, "打印时标注为范本") {
		t.Errorf("says %s", said)
	}
	s.tap("settings.own_text_edit")
	s.tap("settings.own_text_later")
	s.tap("settings.own_text_later")
	if _, box := s.editor(); box.Text != "第一条　单价 〔单价〕 元，含税。" {
		t.Errorf("edited again, the box says %q", box.Text)
	}
	s.Tap(s.Words.T("common.cancel"))
	s.tap("settings.own_form_retire")
	s.labelled("field.own_form.retired").Input.(*widget.Entry).SetText("改回")
	s.tap("settings.own_form_retire_confirm")
	if kept := allOf(o.OwnForms); kept[0].Retired != "改回" {
		t.Fatalf("kept %+v", kept)
	}
	s = open(t, o, supervisor, "texts")
	if said := strings.ReplaceAll(s.Says(), "\n", ""); strings.Contains(said, "没有使用程序自带的") || !strings.Contains(said, "由王敏停用：改回") {
		t.Errorf("retired, it says %s", said)
	}
}

// The company's text is approved as the program's is, by its own hash; who may not change
// texts sees which is in use, and no act.
func TestOwnTextIsApprovedAsItIs(t *testing.T) {
	own := contract.OwnForm{ID: app.ID{0x71}, Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{"一"}}, Note: "第一条", At: noon}
	o := newOffice(t, own)
	s := open(t, o, inspector, "texts")
	for _, key := range []string{"settings.own_text_edit", "settings.own_form_retire", "settings.text_approve"} {
		if s.button(key) != nil {
			t.Errorf("%s is offered to who may not", key)
		}
	}
	if !strings.Contains(s.Says(), "公司版 "+own.Hash()[:12]) {
		t.Error("it does not say which text is in use")
	}
	s.tap("settings.text_show")
	if o.shownText != own.Name() {
		t.Errorf("opened %q", o.shownText)
	}
	o.Put(contract.TextApproval{ID: app.ID{2}, Template: contract.AgreementTemplate, Text: agreementText.Text, Lawyer: "陆衡", At: noon})
	if s = open(t, o, supervisor, "texts"); s.button("settings.text_approve") == nil {
		t.Error("an approval of the program's text covers the company's")
	}
	o.Put(contract.TextApproval{ID: app.ID{3}, Template: own.Name(), Text: own.Hash(), Lawyer: "陆衡", At: noon})
	if s = open(t, o, supervisor, "texts"); s.button("settings.text_approve") != nil || s.button("settings.text_withdraw") == nil {
		t.Error("its own approval does not count")
	}
}
