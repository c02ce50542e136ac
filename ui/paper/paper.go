// Package paper is the forms: each is laid out from typed content of app, in the words
// that it was signed for. How type is set stands in set, how papers are printed and
// counted in office.
//
// It imports app and assets and never data.
package paper

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"keyday/app"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Form is a content with its imprint, ready to be printed; Certificate, Notice,
// Sheet and Agreement make one.
type Form struct {
	kind    Kind
	frame   app.Frame
	imprint app.Imprint
	lay     func(lang words.Language) (*set.Flow, error)
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

// Template is how documents name the form and its version.
func (k Kind) Template() string { return fmt.Sprintf("%s/%d", k.Key, k.Version) }

// Kind is what the form is.
func (f Form) Kind() Kind { return f.kind }

// Number is the document's number.
func (f Form) Number() string { return f.frame.Number }

// Render makes one form's PDF. It refuses with "paper.glyph_missing" where the
// font lacks a character of the content, and with "paper.picture_unreadable"
// where a picture is damaged.
func Render(form Form, lang words.Language) ([]byte, error) {
	pdf, _, err := RenderFields(form, lang)
	return pdf, err
}

// RenderFields is Render, and tells where the signature fields stand.
func RenderFields(form Form, lang words.Language) ([]byte, []set.Box, error) {
	flow, err := form.lay(lang)
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	err = set.Write(&out, flow.Leaves, flow.Name(), form.imprint.PrintedAt)
	return out.Bytes(), flow.Fields, err
}

// Bundle is many forms on their way into one document, in their order; each keeps its
// own page numbers. The document is dated as its first form. Pages are held until the
// last is laid out: 528 certificates of three pages take 180 MB at their peak.
type Bundle struct {
	leaves []*set.Leaf
	date   time.Time
}

// Add lays one more form out; one that refuses leaves the others as they are.
func (b *Bundle) Add(form Form, lang words.Language) error {
	flow, err := form.lay(lang)
	if err != nil {
		return err
	}
	if b.date.IsZero() {
		b.date = form.imprint.PrintedAt
	}
	b.leaves = append(b.leaves, flow.Leaves...)
	return nil
}

// Write writes the document. It refuses with "paper.pack_empty" where no form is in it.
func (b *Bundle) Write(out io.Writer, title string) error {
	if len(b.leaves) == 0 {
		return app.Refuse("paper.pack_empty")
	}
	return set.Write(out, b.leaves, title, b.date)
}
