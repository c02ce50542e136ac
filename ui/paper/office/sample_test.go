package office

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/paper"
)

// frameOf is the frame of a paper of the number, in the words of the template's form.
func frameOf(number, template string, signers ...app.SignatureField) app.Frame {
	return app.Frame{
		Letterhead: app.Letterhead{Company: "江苏锦绣置业有限公司", Logo: "logo"}, Project: "锦绣花园一期",
		Number: number, Wording: paper.Wording(template), Signers: signers, Salt: []byte("0123456789abcdef"),
	}
}

func certificateContent() handover.CertificateContent {
	return handover.CertificateContent{
		Frame: frameOf("JF-01-00042", handover.Template, app.SignatureField{Role: "owner", Name: "欧阳䶮", Required: true},
			app.SignatureField{Role: "owner", Name: "王𬀩", Required: true}, app.SignatureField{Role: "staff", Name: "李敏", Required: true}),
		Owners: []handover.CertificateOwner{{Name: "欧阳䶮"}, {Name: "王𬀩"}}, UnitCode: "3-2-1501", Decision: "accepted_with_defects",
		Defects: []handover.CertificateDefect{{Number: "D-01-00311", Phrase: "空鼓", Severity: "minor"}},
	}
}

func noticeContent() defect.NoticeContent {
	return defect.NoticeContent{
		Frame: frameOf("ZG-01-00108", defect.NoticeTemplate, app.SignatureField{Role: "supervisor", Name: "周建国"}, app.SignatureField{Role: "firm"}),
		Firm:  "南京宏远建设工程有限公司", Items: []defect.NoticeContentItem{{Number: "D-01-00311", Phrase: "空鼓", Photos: []string{"absent77"}}},
	}
}

func sheetContent() inspect.SheetContent {
	return inspect.SheetContent{
		Frame:    frameOf("YF-01-00073", inspect.SheetTemplate, app.SignatureField{Role: "inspector", Name: "陈立"}),
		UnitCode: "3-2-1501", Rooms: []inspect.SheetRoom{{Name: "主卧", Rows: []inspect.SheetRow{{Item: "裂缝", Result: inspect.SheetPass}}}},
	}
}

// agreementContent is one that was locked in the text.
func agreementContent(template string) contract.AgreementContent {
	return contract.AgreementContent{
		Frame:    frameOf("WY-01-00042", template, app.SignatureField{Role: "owner", Name: "欧阳䶮"}, app.SignatureField{Role: "developer"}, app.SignatureField{Role: "property"}),
		UnitCode: "3-2-1501", Owners: []contract.AgreementOwner{{Name: "欧阳䶮", IDNo: "320105198801011234", Phone: "13800006621"}},
	}
}

// logoPNG is the picture that letterheads name.
func logoPNG() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 24, 24))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// textOf is what a reader of the PDF finds in it, without white space.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	file := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return strings.Join(strings.Fields(string(text)), "")
}
