// Package paper is the forms: each is laid out from typed content of app, in the words
// that it was signed for. How type is set stands in set, how papers are printed and
// counted in office.
//
// It imports app and assets and never data.
package paper

import (
	"keyday/app"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Filled is a form that is filled in, with its imprint: ready to be printed.
type Filled struct {
	form    Form
	frame   app.Frame
	imprint app.Imprint
	about   string // whose it is: the unit, the firm
	lay     func(lang words.Language) (*set.Flow, error)
}

// Form is what the form is.
func (f Filled) Form() Form { return f.form }

// Number is the document's number.
func (f Filled) Number() string { return f.frame.Number }

// Render makes one form's PDF. It refuses with "paper.glyph_missing" where the
// font lacks a character of the content, and with "paper.picture_unreadable"
// where a picture is damaged.
func Render(form Filled, lang words.Language) ([]byte, error) {
	pdf, _, err := RenderFields(form, lang)
	return pdf, err
}

// RenderFields is Render, and tells where the signature fields stand.
func RenderFields(form Filled, lang words.Language) ([]byte, []set.Box, error) {
	flow, err := form.lay(lang)
	if err != nil {
		return nil, nil, err
	}
	pdf, err := flow.PDF(set.Of{Title: flow.Name(), Author: form.frame.Letterhead.Company, Date: form.imprint.PrintedAt})
	return pdf, flow.Fields, err
}
