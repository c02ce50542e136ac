package paper

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// Content is what a document says, with what has to be known to print it.
type Content struct {
	About    string   // what tells its file from others at a glance: the unit, the firm
	Pictures []string // hashes of those that it shows
	Draft    bool     // in a text that no lawyer approved, and says so

	value any
	frame app.Frame
	form  func(app.Imprint) Form
}

// Form is the content's form with what this printing adds.
func (c Content) Form(imprint app.Imprint) Form { return c.form(imprint) }

// Masked is the content with the numbers of owners hidden, where it shows them whole.
func (c Content) Masked() Content {
	if v, whole := c.value.(contract.AgreementContent); whole {
		c, _ = contentOf(v.Masked())
	}
	return c
}

// Decoder reads the bytes of a content: the whole of it, or a refusal.
type Decoder func(raw []byte, into any) error

// readers read the contents of the forms, by their keys.
var readers = map[string]func(Decoder, []byte) (any, error){
	sheetKind.Key: read[inspect.SheetContent], noticeKind.Key: read[defect.NoticeContent],
	agreementKind.Key: read[contract.AgreementContent], certificateKind.Key: read[handover.Certificate],
}

func read[C any](decode Decoder, raw []byte) (any, error) {
	var c C
	err := decode(raw, &c)
	return c, err
}

// Read reads the content of the form and version that a document was made with, where
// its words are still those that were signed.
func Read(template string, raw []byte, decode Decoder) (Content, error) {
	kind, known := kindOf(template)
	if !known {
		return Content{}, app.Refuse("paper.template_unknown", "template", template)
	}
	v, err := readers[kind.Key](decode, raw)
	if err != nil {
		return Content{}, err
	}
	c, _ := contentOf(v)
	return c, requireSameWords(template, c.frame.Wording)
}

// contentOf is a content of app as it is printed, if any form prints it.
func contentOf(content any) (c Content, printed bool) {
	switch v := content.(type) {
	case handover.Certificate:
		c.About, c.frame, c.form = v.UnitCode, v.Frame, func(i app.Imprint) Form { return Certificate(v, i) }
	case defect.NoticeContent:
		c.About, c.frame, c.form = v.Firm, v.Frame, func(i app.Imprint) Form { return Notice(v, i) }
		for _, item := range v.Items {
			c.Pictures = append(c.Pictures, item.Photos...)
		}
	case inspect.SheetContent:
		c.About, c.frame, c.form = v.UnitCode, v.Frame, func(i app.Imprint) Form { return Sheet(v, i) }
	case contract.AgreementContent:
		c.About, c.frame, c.form = v.UnitCode, v.Frame, func(i app.Imprint) Form { return Agreement(v, i) }
		c.Draft = v.Wording.Template != contract.AgreementFirst && !v.Wording.Approval.Given()
	default:
		return c, false
	}
	c.value, c.Pictures = content, append(c.Pictures, c.frame.Letterhead.Logo)
	return c, true
}

// RequirePrintable refuses a content whose form could not be printed, as Render would:
// asked before the content is locked, so that nothing is signed for that no paper can
// show, or in other words than the form's. It says nothing of a content that no form
// here prints.
func RequirePrintable(content any) error {
	c, printed := contentOf(content)
	if !printed {
		return nil
	}
	form := c.form(app.Imprint{})
	if err := requireSameWords(form.kind.Template(), c.frame.Wording); err != nil {
		return err
	}
	_, err := form.lay(words.Chinese)
	return err
}

// Blank is a contract's text with nothing filled in, for a lawyer to read.
func Blank(template string, imprint app.Imprint) (Form, error) {
	kind, known := kindOf(template)
	if !known || kind.Key != agreementKind.Key {
		return Form{}, app.Refuse("paper.template_unknown", "template", template)
	}
	return Agreement(contract.AgreementContent{Frame: app.Frame{Number: template, Wording: Wording(template)}}, imprint), nil
}
