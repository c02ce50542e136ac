package paper

import (
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// An owner who asks for a paper again gets the one that was signed, mark for mark.
func TestFirstFormsPrintAsTheyDid(t *testing.T) {
	all := samples()
	sheet1, notice1 := sampleSheet(), sampleNotice(9)
	sheet1.Wording, notice1.Wording = Wording(inspect.SheetTemplateFirst), Wording(defect.NoticeTemplateFirst)
	blank := handover.CertificateContent{Frame: app.Frame{Number: "JF-01-00001"}}
	for name, c := range map[string]struct {
		content any
		imprint app.Imprint
		want    string
	}{
		"certificate": {firstly(sampleCertificate(20)), sampleImprint(), "77dedcee8122936162bdd43e417ed079"},
		"crowd":       {firstly(crowdedCertificate()), all["crowd"].imprint, "14332625a4120898793ccc92d35acacd"},
		"void":        {firstly(sampleCertificate(3)), all["void"].imprint, "dbce235492359343c38339163279b6be"},
		"blank":       {firstly(blank), app.Imprint{}, "b59f32c860a3469734624701688c7bc7"},
		"sheet":       {sheet1, marked(app.SignatureMark{Field: 0, Name: "陈立"}), "ba68c686ae30fed7aa772a102ce079ec"},
		"notice":      {notice1, noticeImprint(), "256b1b76f9d99f78268f0472a683db40"},
	} {
		if got := marksOf(must(filled(c.content, c.imprint).lay(words.Chinese))); got != c.want {
			t.Errorf("%s is set as %s, and was as %s", name, got, c.want)
		}
	}
}

// firstly is a certificate that was locked in the first form.
func firstly(c handover.CertificateContent) handover.CertificateContent {
	c.Wording, c.Signers = Wording(handover.TemplateFirst), append([]app.SignatureField{}, c.Signers...)
	return c
}
