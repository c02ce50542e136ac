package settings

import (
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/widget"
)

// A text is a template until a supervisor records who approved it, and again once the
// approval is withdrawn; the record keeps both.
func TestTextIsApproved(t *testing.T) {
	o := newOffice(t)
	s := open(t, o, supervisor, "texts")
	if said := strings.ReplaceAll(s.Says(), "\n", ""); !strings.Contains(said, "未经法务审定") || !strings.Contains(said, "第 4 版") || !strings.Contains(said, agreementText.Text[:hashShown]) {
		t.Errorf("says %s", said)
	}
	s.tap("settings.text_show")
	if o.shownText != contract.AgreementTemplate {
		t.Errorf("opened %q", o.shownText)
	}
	s.tap("settings.text_approve")
	s.labelled("field.text_approval.lawyer").Input.(*widget.Entry).SetText("陆衡")
	s.labelled("field.text_approval.office").Input.(*widget.Entry).SetText("江苏正衡律师事务所")
	s.labelled("field.text_approval.reference").Input.(*widget.Entry).SetText("法审 2026-018")
	o.Refuse = app.Refuse("contract.lawyer_missing")
	s.tap("settings.text_approve_confirm")
	if len(allOf(o.TextApprovals)) != 0 || !strings.Contains(s.Says(), s.Words.T("refusal.contract.lawyer_missing")) {
		t.Error("a refusal closes the form, or is not said")
	}
	o.Refuse = nil
	s.tap("settings.text_approve_confirm")
	want := contract.TextApproval{Template: contract.AgreementTemplate, Text: agreementText.Text, Lawyer: "陆衡", Office: "江苏正衡律师事务所",
		Reference: "法审 2026-018", On: app.DateOf(noon), By: supervisor.Staff}
	kept := allOf(o.TextApprovals)
	if len(kept) == 1 {
		want.ID, want.At = kept[0].ID, kept[0].At
	}
	if len(kept) != 1 || kept[0] != want || app.DateOf(want.At) != app.DateOf(noon) {
		t.Fatalf("kept %+v", kept)
	}

	s = open(t, o, supervisor, "texts")
	if said := strings.ReplaceAll(s.Says(), "\n", ""); !strings.Contains(said, "已审定") || strings.Contains(said, "打印时标注为范本") || !strings.Contains(said, "陆衡") || s.button("settings.text_approve") != nil {
		t.Errorf("approved, it says %s", said)
	}
	s.tap("settings.text_withdraw")
	s.labelled("field.text_approval.withdrawn").Input.(*widget.Entry).SetText("第三十一条要改")
	s.tap("settings.text_withdraw_confirm")
	if allOf(o.TextApprovals)[0].Withdrawn != "第三十一条要改" {
		t.Fatalf("kept %+v", allOf(o.TextApprovals))
	}
	s = open(t, o, supervisor, "texts")
	if said := strings.ReplaceAll(s.Says(), "\n", ""); !strings.Contains(said, "打印时标注为范本") || !strings.Contains(said, "陆衡（江苏正衡律师事务所）") || !strings.Contains(said, "由王敏撤销：第三十一条要改") {
		t.Errorf("withdrawn, it says %s", said)
	}
}

// An approval of an older version, or of other words, approves nothing that is in use; who
// may not record one sees the state and no act.
func TestTextOfAnotherVersion(t *testing.T) {
	o := newOffice(t,
		contract.TextApproval{ID: app.ID{1}, Template: contract.AgreementFirst, Text: "a1", Lawyer: "陆衡", At: noon.Add(-time.Hour)},
		contract.TextApproval{ID: app.ID{2}, Template: contract.AgreementTemplate, Text: "b2", Lawyer: "陆衡", At: noon},
	)
	s := open(t, o, inspector, "texts")
	if said := strings.ReplaceAll(s.Says(), "\n", ""); !strings.Contains(said, "打印时标注为范本") {
		t.Errorf("says %s", said)
	}
	if s.button("settings.text_approve") != nil || s.button("settings.text_withdraw") != nil {
		t.Error("who may not is offered to")
	}
}
