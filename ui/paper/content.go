package paper

import (
	"keyday/app"
	"keyday/ui/words"
)

// Content is what a document says, with what has to be known to print it.
type Content struct {
	About    string   // what tells its file from others at a glance: the unit, the firm
	Pictures []string // hashes of those that it shows
	Draft    bool     // in a text that no lawyer approved, and says so
	Own      string   // what its form is called where it is the company's own, which the imprint has to bring; "" where it is the program's

	frame  app.Frame
	filled func(app.Imprint) Filled
	masked func() Content
}

// Filled is the content's form with what this printing adds.
func (c Content) Filled(imprint app.Imprint) Filled { return c.filled(imprint) }

// Masked is the content with the numbers of owners hidden, where it shows them whole.
func (c Content) Masked() Content {
	if c.masked == nil {
		return c
	}
	return c.masked()
}

// Decoder reads the bytes of a content: the whole of it, or a refusal.
type Decoder func(raw []byte, into any) error

// Read reads the content of the form and version that a document was made with, where
// its words are still those that were signed.
func Read(template string, raw []byte, decode Decoder) (Content, error) {
	form, known := formOf(template)
	if !known {
		return Content{}, app.Refuse("paper.template_unknown", "template", template)
	}
	v, err := form.layout.read(decode, raw)
	if err != nil {
		return Content{}, err
	}
	c, _ := form.layout.contentOf(form, v)
	return c, requireSameWords(template, c.frame.Wording)
}

// contentOf is a content of app as it is printed, if any form prints it.
func contentOf(v any) (Content, bool) {
	for _, f := range forms {
		if c, is := f.layout.contentOf(f, v); is {
			return c, true
		}
	}
	return Content{}, false
}

// RequirePrintable refuses a content whose form could not be printed, as Render would:
// asked before the content is locked, so that nothing is signed for that no paper can
// show, or in other words than the form's. It says nothing of a content that no form
// here prints.
//
// own is what is the company's own in its form.
func RequirePrintable(content any, own app.Own) error {
	c, printed := contentOf(content)
	if !printed {
		return nil
	}
	filled := c.Filled(app.Imprint{Own: own})
	if err := requireSameWords(filled.form.Template, c.frame.Wording); err != nil {
		return err
	}
	_, err := filled.lay(words.Chinese)
	return err
}

// Empty is the form of the frame's wording with nothing filled in but whose it is: to be
// written on by hand, or for a lawyer to read.
func Empty(frame app.Frame, imprint app.Imprint) (Filled, error) {
	form, known := formOf(frame.Wording.Template)
	if !known {
		return Filled{}, app.Refuse("paper.template_unknown", "template", frame.Wording.Template)
	}
	return form.layout.empty(form, frame).Filled(imprint), nil
}
