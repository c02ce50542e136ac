// Package paper prints the forms: each is laid out from typed content of app as
// pages of A4 and written as a searchable PDF. Chinese breaks by its own rules,
// every name prints, and a character that cannot be printed stops the form by
// name.
//
// It is the only importer of gofpdf, imports app and assets and never data, and
// is imported by ui/screen, ui/command and main.
package paper

import (
	"bytes"
	"io"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// Form is a content with its imprint, ready to be printed; Certificate, Notice,
// Sheet and Agreement make one.
type Form struct {
	kind    Kind
	frame   app.Frame
	imprint app.Imprint
	lay     func(lang words.Language) (*flow, error)
}

// Kind says what a form is called.
type Kind struct {
	Key     string // handover-certificate: as the command line names it
	Version int    // of the template; printed content and version give the paper again
	ZH, EN  string
}

// The forms.
var (
	sheetKind       = Kind{"inspection-sheet", 1, "验房单", "Inspection Sheet"}
	noticeKind      = Kind{"rectification-notice", 1, "整改通知单", "Rectification Notice"}
	agreementKind   = Kind{"property-agreement", 3, "前期物业服务协议", "Initial Property Management Agreement"}
	certificateKind = Kind{"handover-certificate", 1, "房屋交接单", "Handover Certificate"}
)

// Forms lists what can be printed, in the order of a home's way to its owner.
func Forms() []Kind {
	return []Kind{sheetKind, noticeKind, agreementKind, certificateKind}
}

// older are versions of forms that nothing is drawn up by any more. What was signed
// for them is printed from them still.
var older = []Kind{
	{"property-agreement", 2, "前期物业服务协议", "Initial Property Management Agreement"},
	{"property-agreement", 1, "前期物业服务协议", "Initial Property Management Agreement"},
}

// kindOf is the form and version that documents name so.
func kindOf(template string) (Kind, bool) {
	for _, k := range append(Forms(), older...) {
		if k.Template() == template {
			return k, true
		}
	}
	return Kind{}, false
}

// Kind is what the form is.
func (f Form) Kind() Kind { return f.kind }

// Number is the document's number.
func (f Form) Number() string { return f.frame.Number }

// Render makes one form's PDF. It refuses with "paper.glyph_missing" where the
// font lacks a character of the content, and with "paper.picture_unreadable"
// where a picture is damaged.
func Render(form Form, lang words.Language) ([]byte, error) {
	pdf, _, err := render(form, lang)
	return pdf, err
}

// Settable refuses a content whose form could not be printed, as Render would:
// asked before the content is locked, so that nothing is signed for that no paper
// can show, or in other words than the form's. A content that no form here prints is not its business.
func Settable(content any) error {
	var form Form
	switch c := content.(type) {
	case handover.Certificate:
		form = Certificate(c, app.Imprint{})
	case defect.NoticeContent:
		form = Notice(c, app.Imprint{})
	case inspect.SheetContent:
		form = Sheet(c, app.Imprint{})
	case contract.AgreementContent:
		form = Agreement(c, app.Imprint{})
	default:
		return nil
	}
	if err := sameWords(form.kind.Template(), form.frame.Wording); err != nil {
		return err
	}
	_, err := form.lay(words.Chinese)
	return err
}

// render is Render, and tells where the signature fields stand.
func render(form Form, lang words.Language) ([]byte, []Place, error) {
	flow, err := form.lay(lang)
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	err = write(&out, flow.leaves, about{flow.title.zh + " " + form.Number(), form.imprint.PrintedAt})
	return out.Bytes(), flow.fields, err
}

// bundle is many forms on their way into one document, in their order; each keeps its
// own page numbers. The document is dated as its first form. Pages are held until the
// last is laid out: 528 certificates of three pages take 180 MB at their peak.
type bundle struct {
	leaves []*leaf
	date   time.Time
}

// add lays one more form out; one that refuses leaves the others as they are.
func (b *bundle) add(form Form, lang words.Language) error {
	flow, err := form.lay(lang)
	if err != nil {
		return err
	}
	if b.date.IsZero() {
		b.date = form.imprint.PrintedAt
	}
	b.leaves = append(b.leaves, flow.leaves...)
	return nil
}

// write writes the document. It refuses with "paper.pack_empty" where no form is in it.
func (b *bundle) write(out io.Writer, title string) error {
	if len(b.leaves) == 0 {
		return app.Refuse("paper.pack_empty")
	}
	return write(out, b.leaves, about{title, b.date})
}
