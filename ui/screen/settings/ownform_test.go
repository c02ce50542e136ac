package settings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// certificate is a form of which much can be chosen.
var certificate = PaperForm{Wording: app.Wording{Template: handover.Template}, ZH: "房屋交接单", EN: "Handover Certificate", Asks: []app.Ask{
	{What: app.OwnHidden, Of: "房号", ZH: "房号", EN: "Unit", Fixed: true}, {What: app.OwnHidden, Of: "交付批次", ZH: "交付批次", EN: "Batch"},
	{What: app.OwnTop}, {What: app.OwnSigner}, {What: app.OwnSeal, Of: "staff", ZH: "出卖人", EN: "Seller", Usual: app.Sealed},
	{What: app.OwnNote, Of: "权利声明", ZH: "权利声明", Usual: "权利不受影响。"}, {What: app.OwnCopies, Usual: "2"},
	{What: app.OwnNumbers, ZH: "完整证件号码", EN: "Whole ID numbers"}}}

func (s *stage) tick(text string) {
	s.Helper()
	c := shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == text })
	if c == nil {
		s.Fatalf("there is no box %s", text)
	}
	c.SetChecked(!c.Checked)
}

func (s *stage) write(key, text string) {
	s.Helper()
	switch e := s.labelled(key).Input.(type) {
	case *widget.Entry:
		e.SetText(text)
	case *widget.NoteEntry:
		e.SetText(text)
	default:
		s.Fatalf("%s is a %T", key, e)
	}
}

// What a company chooses of a form is kept as a version: what it left as it was is no choice,
// what a form always has is not offered, and who edits it again sees what was chosen.
func TestFormIsMadeTheCompanysOwn(t *testing.T) {
	o := newOffice(t)
	p := o.params()
	p.Forms = func() []PaperForm { return slices.Repeat([]PaperForm{certificate}, 6) } // more than one sees at once
	s := openWith(t, o, p, supervisor, "texts")
	s.tap("settings.own_form_edit")
	if said := s.Says(); strings.Contains(said, "房号") || !strings.Contains(said, "交付批次") {
		t.Errorf("offered is %s", said)
	}
	s.write("settings.own_form_company", "锦绣集团")
	s.tick("交付批次")
	s.write("settings.own_form_top", "客户经理: 王敏\n经办\n")
	s.write("settings.own_form_signer", "监理单位(盖章)\n见证人")
	s.write("settings.own_form_copies", "3")
	s.tick("完整证件号码")
	s.Tap(s.Words.T("common.cancel"))
	if !strings.Contains(s.Says(), s.Words.T("register.not_kept")) {
		t.Error("who leaves is not told that what was changed is lost")
	}
	s.tap("settings.own_form_keep")
	if s.labelled("field.own_form.note").Error() == "" {
		t.Error("what changed is not asked for at its field")
	}
	s.write("field.own_form.note", "集团要求")
	s.tap("settings.own_form_keep")
	want := []app.Choice{{What: app.OwnCompany, Value: "锦绣集团"}, {What: app.OwnHidden, Of: "交付批次"}, {What: app.OwnTop, Of: "客户经理", Value: "王敏"}, {What: app.OwnTop, Of: "经办"},
		{What: app.OwnNumbers, Value: app.InFull}, {What: app.OwnSigner, Of: "监理单位", Value: app.Sealed}, {What: app.OwnSigner, Of: "见证人", Value: app.HandSigned}, {What: app.OwnCopies, Value: "3"}}
	kept := allOf(o.OwnForms)
	if len(kept) != 1 || !slices.Equal(kept[0].Choices, want) || kept[0].Note != "集团要求" || len(kept[0].Parts) != 0 {
		t.Fatalf("kept %+v", kept)
	}

	s = openWith(t, o, p, supervisor, "texts")
	if said := s.Says(); !strings.Contains(said, "公司版 "+kept[0].Hash()[:12]) || !strings.Contains(said, "集团要求") || !strings.Contains(said, "暂不使用") {
		t.Errorf("says %s", said)
	}
	o.Put(contract.TextApproval{ID: app.ID{4}, Template: kept[0].Name(), Text: kept[0].Hash(), Lawyer: "陆衡", At: noon})
	if s = openWith(t, o, p, supervisor, "texts"); strings.Contains(s.Says(), "暂不使用") {
		t.Errorf("approved, it says %s", s.Says())
	}
	at := shelltest.Find(s.Stage, func(c *container.Scroll) bool { return c.Content.MinSize().Height > c.Size().Height })
	at.Offset.Y = 20
	s.tap("settings.own_form_edit")
	if top := s.labelled("settings.own_form_top").Input.(*widget.NoteEntry).Text; top != "客户经理：王敏\n经办" {
		t.Errorf("edited again, it adds %q", top)
	}
	if signers := s.labelled("settings.own_form_signer").Input.(*widget.NoteEntry).Text; signers != "监理单位（盖章）\n见证人" {
		t.Errorf("edited again, who signs besides is %q", signers)
	}
	s.tick("出卖人")
	s.write("field.own_form.note", "不盖章")
	s.tap("settings.own_form_keep")
	if kept := allOf(o.OwnForms); len(kept) != 2 || !slices.Contains(kept[1].Choices, app.Choice{What: app.OwnSeal, Of: "staff", Value: app.HandSigned}) || len(kept[1].Choices) != len(want)+1 {
		t.Errorf("kept %+v", kept)
	}
	if is := shelltest.Find(s.Stage, func(c *container.Scroll) bool { return c.Offset.Y == 20 }); is == nil || is == at {
		t.Error("kept, the page is scrolled elsewhere")
	}
}
