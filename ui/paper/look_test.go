package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/words"
)

// KEYDAY_LOOK names a folder into which the samples are written, so that one can
// look at them.
func TestLook(t *testing.T) {
	dir := os.Getenv("KEYDAY_LOOK")
	if dir == "" {
		t.Skip("KEYDAY_LOOK names no folder")
	}
	write := func(name string, form Filled, lang words.Language) {
		pdf, err := Render(form, lang)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, form := range samples() {
		write(name, form, words.Chinese)
	}
	write("agreement-en", samples()["agreement"], words.English)
	write("agreement-agents", filled(agentsAgreement(), app.Imprint{}), words.Chinese)
	write("agreement-agents-en", filled(agentsAgreement(), app.Imprint{}), words.English)
	write("agreement-company", filled(companyAgreement(), app.Imprint{}), words.Chinese)
	write("agreement-company-en", filled(companyAgreement(), app.Imprint{}), words.English)
	write("agreement-first", filled(sampleAgreementFirst(), sampleImprint()), words.Chinese)
	c := sampleCertificate(2)
	c.Owners[0].Name, c.Owners[1].Name, c.Remarks = "𠮷野", "李𠮷安", "业主邻居𠮷田先生在场，收条另附。"
	c.Signers[0].Name, c.Signers[1].Name = "𠮷野", "李𠮷安"
	c.Names = rareOf(c.Signers, site.Owner{Name: "𠮷野", NamePicture: site.Picture(drawnName(t, 210, 100)), PicturedName: "𠮷野"})
	write("rare-certificate", filled(c, app.Imprint{}), words.Chinese)
	a := sampleAgreement()
	a.Owners[0].Name, a.Signers[0].Name = "𠮷野", "𠮷野"
	a.Names = rareOf(a.Signers)
	write("rare-agreement", filled(a, app.Imprint{}), words.Chinese)
}

// samples are the forms in the states in which people meet them.
func samples() map[string]Filled {
	rehearsal := sampleCertificate(0)
	rehearsal.Rehearsal = true
	rehearsal.Signers, rehearsal.Owners = nil, nil
	reprint := sampleImprint()
	reprint.Copy, reprint.Marks = 2, nil

	void := sampleImprint()
	void.Void = &app.VoidMark{Reason: "业主姓名有误，另以 JF-01-00057 重签", By: "周建国", On: day("2026-11-24")}
	for i := range void.Marks {
		void.Marks[i].Invalid = true
	}

	crowd := crowdedCertificate()
	signed := sampleImprint()
	signed.Marks = nil
	for i, s := range crowd.Signers {
		signed.Marks = append(signed.Marks, app.SignatureMark{Field: i, Name: s.Name, Agent: i == 2, How: app.SignedOnScreen, Date: day("2026-11-23"), Strokes: strokes(float64(i))})
	}

	return map[string]Filled{
		"plain":       filled(plainCertificate(), app.Imprint{PrintedAt: sampleImprint().PrintedAt, ContentHash: "3fa4 91c2 77de 0b15", Pictures: sampleImprint().Pictures}),
		"certificate": filled(sampleCertificate(20), sampleImprint()),
		"rehearsal":   filled(rehearsal, reprint),
		"void":        filled(sampleCertificate(3), void),
		"crowd":       filled(crowd, signed),
		"blank":       filled(handover.CertificateContent{Frame: app.Frame{Number: "JF-01-00001"}}, app.Imprint{}),
		"notice":      filled(sampleNotice(9), noticeImprint()),
		"failures":    filled(failures(28), noticeImprint()),
		"sheet":       filled(sampleSheet(), marked(app.SignatureMark{Field: 0, Name: "陈立"})),
		"agreement":   filled(sampleAgreement(), marked(app.SignatureMark{Field: 0, Name: "欧阳䶮"})),
		"unfilled":    filled(contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, app.Imprint{}),
	}
}

// failures is a sheet of so many failed items, each with a photo, of six hundred.
func failures(n int) inspect.SheetContent {
	c := sampleSheet()
	c.Rooms = nil
	for i := range 600 {
		if i%60 == 0 {
			c.Rooms = append(c.Rooms, inspect.SheetRoom{Name: fmt.Sprint("房间 ", i/60+1)})
		}
		row := inspect.SheetRow{Item: fmt.Sprint("检查项目 ", i+1), Result: inspect.SheetPass, Tolerance: "≤ 4 mm"}
		if i%20 == 0 && i/20 < n {
			row.Result = inspect.SheetFail
			row.Problems = []inspect.SheetProblem{{Number: fmt.Sprintf("D-01-%05d", i), Part: "墙面", Phrase: "空鼓", Note: "敲击声发闷，约 400 cm²", Severity: "serious", Firm: "宏远建设", Promised: day("2026-12-05"), Photos: []string{fmt.Sprint("p", i%3)}}}
		}
		room := &c.Rooms[len(c.Rooms)-1]
		room.Rows = append(room.Rows, row)
	}
	return c
}

// agentsAgreement is in an approved text, of a home that was not handed over, for which
// nothing was paid; an agent signs for one of the two owners.
func agentsAgreement() contract.AgreementContent {
	c := sampleAgreement()
	c.Wording.Approval = app.Approval{Name: "陆衡", Office: "江苏正衡律师事务所", On: day("2026-11-01")}
	c.FeeStart, c.FeeReceipt, c.FeePaidUntil, c.FeeReceiptOn, c.FeeNotBefore, c.Extra = 0, "", 0, 0, day("2026-12-01"), nil
	c.Signers[1] = app.SignatureField{Role: "agent", Name: "张三", ActsFor: "王𬀩"}
	c.Agents = []contract.AgreementAgent{{Name: "张三", IDType: "身份证", IDNo: "320105197001011232", Phone: "13600007712", ActsFor: "王𬀩",
		Letter: "公证", LetterNo: "（2026）宁石证字第 88 号", LetterFrom: day("2026-11-01"), LetterTo: day("2026-12-31")}}
	return c
}

// companyAgreement is of a home that a company owns, whose agent signs.
func companyAgreement() contract.AgreementContent {
	c := agentsAgreement()
	c.Wording.Approval = app.Approval{}
	c.Owners = []contract.AgreementOwner{{Name: "南京锦程企业管理咨询合伙企业（有限合伙）", IDType: "营业执照", IDNo: "91320105MA1ABCDE9K", Phone: "025-8666 1234", Address: "南京市玄武区中山路 8 号 1902 室"}}
	c.Signers = []app.SignatureField{{Role: "agent", Name: "李四", ActsFor: c.Owners[0].Name}, c.Signers[2], c.Signers[3]}
	c.Owners[0].Company = true
	c.Agents = []contract.AgreementAgent{{Name: "李四", IDType: "身份证", IDNo: "320105197001011232", Phone: "13600007712", ActsFor: c.Owners[0].Name, Letter: "普通", LetterFrom: day("2026-11-01")}}
	c.FeeBasis, c.CommissionRate = "酬金制", "物业服务资金总额的 8%"
	c.Copies = 3
	return c
}

// plainCertificate is of the plain case: one owner, no defects, everything recorded that a
// site usually records.
func plainCertificate() handover.CertificateContent {
	c := sampleCertificate(0)
	c.Owners, c.Signers = c.Owners[:1], []app.SignatureField{c.Signers[0], c.Signers[2]}
	c.Owners[0].Share, c.Condition, c.Sheet, c.Overrides, c.Filed = "", "", "YF-01-00073", nil, day("2026-10-30")
	for i := range c.Keys {
		c.Keys[i].Kept, c.Keys[i].Purpose, c.Keys[i].Until = 0, "", 0
	}
	c.Documents = nil
	for _, name := range []string{"住宅质量保证书", "住宅使用说明书", "业主手册", "装修手册", "临时管理规约", "消防安全责任书", "专项维修资金缴款凭证", "设备说明书"} {
		c.Documents = append(c.Documents, handover.CertificateDocument{Name: name, Count: 1, Original: true})
	}
	return c
}

// crowdedCertificate has many owners with long names, an agent, and notes of the
// greatest length.
func crowdedCertificate() handover.CertificateContent {
	crowd := sampleCertificate(45)
	crowd.Owners, crowd.Signers = nil, nil
	for i := range 6 {
		name := []string{"欧阳䶮", "王𬀩", "阿卜杜拉·买买提·玉素甫江", "Alexandra Konstantinopoulou-Fitzgerald", "南京锦程企业管理咨询合伙企业（有限合伙）", "李四"}[i]
		crowd.Owners = append(crowd.Owners, handover.CertificateOwner{Name: name, IDType: "身份证", IDNo: "3201**********1234", Phone: "138****6621", Share: "1/6"})
		crowd.Signers = append(crowd.Signers, app.SignatureField{Role: "owner", Name: name})
	}
	crowd.Signers[2] = app.SignatureField{Role: "agent", Name: "张三", ActsFor: "阿卜杜拉·买买提·玉素甫江"}
	crowd.Agent = handover.CertificateAgent{Name: "张三", IDNo: "3201**********8890", Phone: "136****7712", ActsFor: "阿卜杜拉·买买提·玉素甫江", Authority: "授权委托书 2026-11-01 至 2026-12-31（公证）：验房、签署房屋交接单、领取钥匙"}
	crowd.Remarks = longNote(4000)
	crowd.Defects[3].Note = longNote(4000)
	return crowd
}
