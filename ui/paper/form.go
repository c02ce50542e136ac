package paper

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// forms is the table of forms, in the order of a home's way to its owner.
var forms = []Form{sheetForm, noticeForm, replyForm, agreementForm, certificateForm}

// Forms lists what can be printed.
func Forms() []Form { return slices.Clone(forms) }

// OfHomes lists the forms of which a home's are a part of its pack.
func OfHomes() []Form {
	return slices.DeleteFunc(Forms(), func(f Form) bool { return !f.Packed })
}

// Form is one of the forms: what it is called, and how it sets a content.
type Form struct {
	Template string        // form and version, as documents name it: handover-certificate/1
	Kind     contract.Kind // of the documents that it prints
	ZH, EN   string
	Packed   bool   // each home's is a part of its pack
	Station  string // of the handover day, where it is signed; "" where at none

	ownSince int      // the first version that may be the company's own
	signs    []string // the roles in which people sign it

	older  []string // templates that nothing is drawn up by any more. What was signed for them is printed from them still
	layout layouts
}

// The stations of the handover day at which forms are signed.
const (
	atInspection = "陪同验房"
	atSigning    = "物业签约"
	atHandover   = "交接签字"
)

// stations lists them in the order in which most owners come to them; last what is signed
// at none.
var stations = []string{atInspection, atSigning, atHandover, ""}

// turn is the form's place among the forms.
func (f Form) turn() int {
	return slices.IndexFunc(forms, func(other Form) bool { return other.Key() == f.Key() })
}

// Key is what the command line calls the form: handover-certificate.
func (f Form) Key() string {
	key, _, _ := strings.Cut(f.Template, "/")
	return key
}

// Version is the template's; printed content and version give the paper again.
func (f Form) Version() int {
	base, _ := contract.BaseTemplate(f.Template)
	_, version, _ := strings.Cut(base, "/")
	n, _ := strconv.Atoi(version)
	return n
}

// in is the form in the version that a document names, in the present one where it names
// none of the form's. It may be the company's own.
func (f Form) in(template string) Form {
	base, own := contract.BaseTemplate(template)
	if base == f.Template || slices.Contains(f.older, base) {
		if f.Template = base; own && f.Version() >= f.ownSince {
			f.Template = template
		}
	}
	return f
}

// formOf is the form in the version that documents name so.
func formOf(template string) (Form, bool) {
	for _, f := range forms {
		if f = f.in(template); f.Template == template {
			return f, true
		}
	}
	return Form{}, false
}

// content is what a form is filled in with: a struct of app that embeds an app.Frame.
type content interface{ Common() app.Frame }

// layout is how a form sets its contents.
type layout[C content] struct {
	blank    func(app.Frame) C // a content with nothing filled in
	about    func(C) string    // what tells its file from others at a glance: the unit, the firm
	pictures func(C) []string  // hashes of those that it shows beside the logo; nil: none
	draft    func(C) bool      // it says that no lawyer approved its text; nil: it has none
	masked   func(C) C         // the content with the numbers of owners hidden; nil: it shows none whole
	lay      func(edition, C) (*set.Flow, error)

	// specimens are contents that together with a blank one make the form say every word
	// it can say: one for each turn that it takes. What they are filled with is of no
	// matter. They are no samples to look at, they are what a form's words are found by.
	specimens func(template string) []specimen[C]
	// say lays a specimen out; nil: as any other content.
	say func(edition, C) (*set.Flow, error)

	first earlier[C] // the form's first version, where it was set otherwise
}

// earlier is how a form was set in its first version, and what its words are found by.
type earlier[C content] struct {
	set       func(*set.Flow, C) error
	specimens func() []C
	nobodys   bool // its pages do not say whose paper it is
}

// firstly reports whether the version is the first and was set otherwise than the present one.
func (l layout[C]) firstly(e edition) bool { return l.first.set != nil && e.Version() == 1 }

// setIn sets a content in the version that it was locked for.
func (l layout[C]) setIn(e edition, c C) (*set.Flow, error) {
	if !l.firstly(e) {
		return l.lay(e, c)
	}
	about := l.about(c)
	if l.first.nobodys {
		about = ""
	}
	f := e.flow(c.Common(), about)
	return f, l.first.set(f, c)
}

type specimen[C content] struct {
	content C
	marks   []app.SignatureMark
}

// toSign is a frame with places for those who sign a form, where it has none: on a blank.
func toSign(f app.Frame, roles ...string) app.Frame {
	if f.Signers == nil {
		for _, role := range roles {
			f.Signers = append(f.Signers, app.SignatureField{Role: role})
		}
	}
	return f
}

// specimensOf are specimens that nobody signed, the same in each version.
func specimensOf[C content](contents ...C) func(string) []specimen[C] {
	return func(string) (all []specimen[C]) {
		for _, c := range contents {
			all = append(all, specimen[C]{content: c})
		}
		return all
	}
}

// layouts is a layout, whatever the type of its contents.
type layouts interface {
	read(decode Decoder, raw []byte) (any, error)
	contentOf(f Form, v any) (Content, bool)
	empty(f Form, frame app.Frame) Content
	said(f Form) (string, error)
	asked(f Form) ([]app.Ask, error)
	requireOwn(f Form, w app.Wording, own app.Own) error
}

// edition is a form on its way onto paper: in the version that the content was locked
// for, with what this printing adds.
type edition struct {
	Form
	imprint app.Imprint
	lang    words.Language
	asked   *[]app.Ask // see set.Masthead
	endless bool       // see set.Masthead
}

// head is what every page says of a frame's paper; about says whose it is. One in the
// company's own form that nobody approved says so.
func (e edition) head(frame app.Frame, about string) set.Masthead {
	_, own := contract.BaseTemplate(frame.Wording.Template)
	return set.Masthead{Frame: frame, Imprint: e.imprint, ZH: e.ZH, EN: e.EN, About: about, Draft: own && !frame.Wording.Approval.Given(), Asked: e.asked, Endless: e.endless}
}

// flow begins the paper of a frame; about says on each page whose it is.
func (e edition) flow(frame app.Frame, about string) *set.Flow {
	return set.NewFlow(e.head(frame, about))
}

func (l layout[C]) fill(f Form, c C, imprint app.Imprint, lay func(edition, C) (*set.Flow, error)) Filled {
	names, about, err := c.Common().Names, l.about(c), requireOwn(c.Common().Wording, imprint.Own)
	c, imprint = set.Legible(c, names), set.Legible(imprint, names)
	return Filled{f, c.Common(), imprint, about, func(lang words.Language) (*set.Flow, error) {
		if err != nil {
			return nil, err
		}
		return lay(edition{Form: f, imprint: imprint, lang: lang}, c)
	}}
}

func (l layout[C]) read(decode Decoder, raw []byte) (any, error) {
	var c C
	err := decode(raw, &c)
	return c, err
}

func (l layout[C]) contentOf(f Form, v any) (Content, bool) {
	c, is := v.(C)
	if !is {
		return Content{}, false
	}
	return l.content(f.in(c.Common().Wording.Template), c), true
}

func (l layout[C]) content(f Form, c C) Content {
	all := Content{About: l.about(c), frame: c.Common(), filled: func(i app.Imprint) Filled { return l.fill(f, c, i, l.setIn) }}
	if l.pictures != nil {
		all.Pictures = l.pictures(c)
	}
	all.Pictures = append(all.Pictures, all.frame.Letterhead.Logo)
	all.Draft = l.draft != nil && l.draft(c)
	if _, own := contract.BaseTemplate(f.Template); own {
		all.Own = f.Template
		all.Draft = !all.frame.Wording.Approval.Given()
	}
	if l.masked != nil {
		all.masked = func() Content { return l.content(f, l.masked(c)) }
	}
	return all
}

func (l layout[C]) empty(f Form, frame app.Frame) Content { return l.content(f, l.blank(frame)) }

// said is everything that the form says on its specimens.
func (l layout[C]) said(f Form) (string, error) {
	say := l.say
	if say == nil {
		say = l.setIn
	}
	blank, specimens, endless := app.Frame{Number: "0"}, l.specimens, true
	if l.firstly(edition{Form: f}) {
		endless = false // how those broke pages is part of what was signed for
		blank.Signers, specimens = []app.SignatureField{}, specimensOf(l.first.specimens()...)
	}
	var said strings.Builder
	for _, s := range append([]specimen[C]{{content: l.blank(blank)}}, specimens(f.Template)...) {
		flow, err := say(edition{Form: f, imprint: app.Imprint{Marks: s.marks}, lang: words.Chinese, endless: endless}, s.content)
		if err != nil {
			return "", err
		}
		said.WriteString(flow.Says())
		said.WriteString("\n")
	}
	return said.String(), nil
}
